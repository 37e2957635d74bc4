//! Who holds a port, as `/proc/net/tcp` and `/proc/*/fd` tell (proc(5)).

use std::fs;
use std::path::Path;

/// A process that listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub pid: u32,
    /// Its name.
    pub name: String,
}

const LISTEN: &str = "0A";
const TIME_WAIT: &str = "06";

struct Row {
    state: String,
    inode: String,
}

/// The process that listens on `port`; `None` when it is not ours to see.
pub fn of(port: u16) -> Option<Holder> {
    let row = rows(port).into_iter().find(|row| row.state == LISTEN)?;
    process_with(&format!("socket:[{}]", row.inode))
}

/// Whether nothing but finished connections hold `port`.
pub fn only_time_wait(port: u16) -> bool {
    let rows = rows(port);
    rows.iter().any(|row| row.state == TIME_WAIT) && rows.iter().all(|row| row.state == TIME_WAIT)
}

fn rows(port: u16) -> Vec<Row> {
    let suffix = format!(":{port:04X}");
    ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .flat_map(|table| table.lines().skip(1).filter_map(|line| row(line, &suffix)).collect::<Vec<_>>())
        .collect()
}

/// `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ...`
fn row(line: &str, suffix: &str) -> Option<Row> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [_, local, _, state, _, _, _, _, _, inode, ..] = fields.as_slice() else { return None };
    local.ends_with(suffix).then(|| Row { state: (*state).to_owned(), inode: (*inode).to_owned() })
}

fn process_with(target: &str) -> Option<Holder> {
    let processes = fs::read_dir("/proc").ok()?.flatten();
    processes
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .find(|pid| holds(*pid, target))
        .map(|pid| Holder { pid, name: name(pid) })
}

fn holds(pid: u32, target: &str) -> bool {
    fs::read_dir(format!("/proc/{pid}/fd"))
        .is_ok_and(|fds| fds.flatten().any(|fd| fs::read_link(fd.path()).is_ok_and(|link| link == Path::new(target))))
}

fn name(pid: u32) -> String {
    let name = fs::read(format!("/proc/{pid}/comm")).unwrap_or_default();
    tp_proto::text::visible(name.trim_ascii_end())
}

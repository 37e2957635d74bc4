//! What Linux tells of its own ports: `/proc/net/tcp` and `/proc/*/fd` (proc(5)). Elsewhere nothing.

use crate::facts::Here;

/// What this machine says of `port`.
#[cfg(target_os = "linux")]
pub fn look(port: u16) -> Here {
    linux::look(port)
}

/// Other systems do not tell.
#[cfg(not(target_os = "linux"))]
pub fn look(_port: u16) -> Here {
    Here::default()
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::HashMap;
    use std::fs;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

    use tp_proto::text::visible;

    use crate::facts::{Here, Listener, Program};

    const LISTEN: &str = "0A";
    const TIME_WAIT: &str = "06";
    /// Listeners whose programs are looked for; a class's server has a few dozen.
    const LISTENERS_MAX: usize = 1024;

    struct Row {
        local: SocketAddr,
        state: String,
        inode: String,
    }

    pub(super) fn look(port: u16) -> Here {
        let rows = rows();
        let time_wait = rows.iter().filter(|row| row.state == TIME_WAIT && row.local.port() == port).count();
        let listening: Vec<&Row> = rows.iter().filter(|row| row.state == LISTEN).take(LISTENERS_MAX).collect();
        let programs = programs(&listening);
        let listeners = listening.iter().filter(|row| row.local.port() == port);
        let listeners =
            listeners.map(|row| Listener { address: row.local, program: programs.get(&row.inode).cloned() });
        let is_relay = |row: &&&Row| programs.get(&row.inode).is_some_and(|program| program.name == "tp-relais");
        let mut relay_ports: Vec<u16> = listening.iter().filter(is_relay).map(|row| row.local.port()).collect();
        relay_ports.sort_unstable();
        relay_ports.dedup();
        Here { listeners: listeners.collect(), time_wait, relay_ports, paused: false }
    }

    fn rows() -> Vec<Row> {
        ["/proc/net/tcp", "/proc/net/tcp6"]
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
            .flat_map(|table| table.lines().skip(1).filter_map(row).collect::<Vec<_>>())
            .collect()
    }

    /// `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ...`
    fn row(line: &str) -> Option<Row> {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [_, local, _, state, _, _, _, _, _, inode, ..] = fields.as_slice() else { return None };
        Some(Row { local: address(local)?, state: (*state).to_owned(), inode: (*inode).to_owned() })
    }

    /// `0100007F:3039`: words of the address in this machine's byte order, the port as a number.
    fn address(text: &str) -> Option<SocketAddr> {
        let (address, port) = text.split_once(':')?;
        let words = address.as_bytes().chunks(8).map(|word| {
            let word = u32::from_str_radix(str::from_utf8(word).ok()?, 16).ok()?;
            Some(word.to_ne_bytes())
        });
        let bytes = words.collect::<Option<Vec<_>>>()?.concat();
        let ip = match bytes.len() {
            4 => IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?)),
            _ => IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?)),
        };
        Some(SocketAddr::new(ip, u16::from_str_radix(port, 16).ok()?))
    }

    /// The programs that hold these sockets, by the sockets' numbers: one walk for all.
    fn programs(listening: &[&Row]) -> HashMap<String, Program> {
        let wanted: HashMap<String, &Row> =
            listening.iter().map(|row| (format!("socket:[{}]", row.inode), *row)).collect();
        let mut found = HashMap::new();
        let Ok(processes) = fs::read_dir("/proc") else { return found };
        for pid in processes.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()) {
            let Ok(descriptors) = fs::read_dir(format!("/proc/{pid}/fd")) else { continue };
            for link in descriptors.flatten().filter_map(|descriptor| fs::read_link(descriptor.path()).ok()) {
                if let Some(row) = link.to_str().and_then(|link| wanted.get(link)) {
                    prefer_relay(&mut found, &row.inode, pid);
                }
            }
        }
        found
    }

    /// Where the service manager holds a socket too, the relay is who people ask for.
    fn prefer_relay(found: &mut HashMap<String, Program>, inode: &str, pid: u32) {
        let known = found.get(inode).is_some_and(|program: &Program| program.name == "tp-relais");
        if !known {
            found.insert(inode.to_owned(), program(pid));
        }
    }

    fn program(pid: u32) -> Program {
        let name = fs::read(format!("/proc/{pid}/comm")).unwrap_or_default();
        let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let state = status.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
        Program { pid, name: visible(name.trim_ascii_end()), stopped: matches!(state, Some('T' | 't')) }
    }

    #[cfg(test)]
    mod tests {
        use std::net::TcpListener;

        use super::*;

        #[test]
        fn an_address_is_read_as_the_kernel_writes_it() {
            let of = |ip: Ipv4Addr| format!("{:08X}:3039", u32::from_ne_bytes(ip.octets()));
            assert_eq!(address(&of(Ipv4Addr::new(192, 168, 1, 20))), "192.168.1.20:12345".parse().ok());
            let unspecified = format!("{}:0016", "0".repeat(32));
            assert_eq!(address(&unspecified), "[::]:22".parse().ok());
            for hostile in ["", ":", "0100007F", "zz00007F:1", "0100007F:zz", "01:02:03", "é100007:1"] {
                assert_eq!(address(hostile), None, "{hostile}");
            }
        }

        #[test]
        fn this_program_is_found_on_its_port() {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
            let place = listener.local_addr().expect("its address");
            let here = look(place.port());
            assert_eq!(here.listeners.len(), 1, "{here:?}");
            assert_eq!(here.listeners[0].address, place);
            let program = here.listeners[0].program.clone().expect("ourselves");
            assert_eq!((program.pid, program.stopped, program.is_relay()), (std::process::id(), false, false));
        }
    }
}

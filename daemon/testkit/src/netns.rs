//! Two machines on one: a pair of network namespaces joined by a veth cable.

use std::ffi::OsStr;
use std::fs::File;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use nix::sched::{CloneFlags, setns};

use crate::program;
use crate::skip;

/// The machine that runs the relay.
pub const SERVER: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
/// The machine that runs the clients.
pub const CLIENT: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 2);

/// Two namespaces that see nothing but each other. They are gone with this value.
#[derive(Debug)]
pub struct Machines {
    server: String,
    client: String,
}

impl Machines {
    /// Makes them; says that the test is left out where that is not possible.
    pub fn new() -> Option<Machines> {
        skip::need_program("ip")?;
        if !skip::need_root("make network namespaces") {
            return None;
        }
        let machines = Machines::named();
        let made = machines.build();
        if let Err(why) = &made {
            skip::skip(&format!("no network namespaces here: {why}"));
        }
        made.is_ok().then_some(machines)
    }

    /// A command on the clients' machine.
    pub fn on_client(&self, program: impl AsRef<OsStr>) -> Command {
        inside(&self.client, program)
    }

    /// The words that run what follows on the relay's machine.
    pub fn server_prefix(&self) -> Vec<String> {
        prefix(&self.server)
    }

    /// The words that run what follows on the clients' machine.
    pub fn client_prefix(&self) -> Vec<String> {
        prefix(&self.client)
    }

    /// Does something on the clients' machine: sockets that are made there stay there.
    ///
    /// # Panics
    ///
    /// When its namespace cannot be entered.
    pub fn in_client<T: Send>(&self, act: impl FnOnce() -> T + Send) -> T {
        in_namespace(&self.client, act)
    }

    /// Does something on the relay's machine.
    ///
    /// # Panics
    ///
    /// When its namespace cannot be entered.
    pub fn in_server<T: Send>(&self, act: impl FnOnce() -> T + Send) -> T {
        in_namespace(&self.server, act)
    }

    /// From here on the line to the clients' machine carries so many Mbit/s and no more (tc-tbf(8)).
    /// Says that the test is left out where that is not possible.
    pub fn slow_down(&self, mbit: u32) -> Option<()> {
        skip::need_program("tc")?;
        // A long queue, as routers have it: what waits there is taken, and not yet read.
        let queue = u64::from(mbit) * 1_000_000 / 8 * 256 / 1000;
        let tbf = format!("qdisc replace dev {} root tbf rate {mbit}mbit burst 16kb limit {queue}", self.server);
        let ended = program::run(inside(&self.server, "tc").args(tbf.split(' ')));
        if ended.code != Some(0) {
            skip::skip(&format!("no slow line here: {}", ended.stderr.trim()));
        }
        (ended.code == Some(0)).then_some(())
    }

    /// The cable is pulled out at the clients' end: nobody is told.
    ///
    /// # Panics
    ///
    /// When it cannot be.
    pub fn pull_the_cable(&self) {
        ip(&format!("-n {0} link set {0} down", self.client)).expect("a link goes down");
    }

    /// Names no other process and no other test of this one has; an interface's has 15 bytes.
    fn named() -> Machines {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let stem = format!("tp{:x}-{:x}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Machines { server: format!("{stem}s"), client: format!("{stem}c") }
    }

    fn build(&self) -> Result<(), String> {
        let (server, client) = (&self.server, &self.client);
        ip(&format!("netns add {server}"))?;
        ip(&format!("netns add {client}"))?;
        ip(&format!("link add {server} netns {server} type veth peer name {client} netns {client}"))?;
        for (name, address) in [(server, SERVER), (client, CLIENT)] {
            ip(&format!("-n {name} address add {address}/24 dev {name}"))?;
            ip(&format!("-n {name} link set {name} up"))?;
            ip(&format!("-n {name} link set lo up"))?;
        }
        Ok(())
    }
}

impl Drop for Machines {
    fn drop(&mut self) {
        // A namespace that was never made cannot be deleted; its veth goes with the other end.
        let _ = ip(&format!("netns delete {}", self.server));
        let _ = ip(&format!("netns delete {}", self.client));
    }
}

fn prefix(namespace: &str) -> Vec<String> {
    ["ip", "netns", "exec", namespace].map(str::to_owned).to_vec()
}

fn inside(namespace: &str, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", namespace]).arg(program);
    command
}

/// A thread of its own enters the namespace; whatever it starts is in there, too.
fn in_namespace<T: Send>(name: &str, act: impl FnOnce() -> T + Send) -> T {
    let namespace = File::open(Path::new("/run/netns").join(name)).expect("a namespace that we made");
    thread::scope(|scope| {
        let inside = scope.spawn(|| {
            setns(&namespace, CloneFlags::CLONE_NEWNET).expect("root enters a namespace");
            act()
        });
        inside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn ip(arguments: &str) -> Result<(), String> {
    let ended = program::run(Command::new("ip").args(arguments.split(' ')));
    if ended.code == Some(0) { Ok(()) } else { Err(format!("ip {arguments}: {}", ended.stderr.trim())) }
}

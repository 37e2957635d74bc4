//! Two machines on one: a pair of network namespaces joined by a veth cable.

use std::ffi::OsStr;
use std::net::Ipv4Addr;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

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
        ["ip", "netns", "exec", &self.server].map(str::to_owned).to_vec()
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

fn inside(namespace: &str, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", namespace]).arg(program);
    command
}

fn ip(arguments: &str) -> Result<(), String> {
    let ended = program::run(Command::new("ip").args(arguments.split(' ')));
    if ended.code == Some(0) { Ok(()) } else { Err(format!("ip {arguments}: {}", ended.stderr.trim())) }
}

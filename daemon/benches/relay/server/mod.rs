//! A server of one run: started on a port of its own of the loopback address, measured, and ended
//! with everything it wrote.

mod contestant;
mod meter;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub use self::contestant::Contestant;
pub use self::meter::Meter;

/// How long a server may take until it listens.
const START_MAX: Duration = Duration::from_secs(10);

pub struct Server {
    child: Child,
    contestant: Contestant,
    /// Where it listens.
    pub address: SocketAddr,
    _folder: TempDir,
}

/// A listener with a backlog that takes a whole crowd.
///
/// # Errors
///
/// If the port is taken.
pub fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into())?;
    socket.listen(4096)?;
    Ok(socket.into())
}

impl Server {
    /// Starts it and waits until it listens.
    pub fn start(contestant: Contestant) -> io::Result<Server> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let folder = TempDir::with_prefix_in("relay-bench-", contestant.folder())?;
        let mut command = contestant.command(address.port(), folder.path())?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Server { child: command.spawn()?, contestant, address, _folder: folder };
        server.wait_until_it_listens()?;
        Ok(server)
    }

    fn wait_until_it_listens(&mut self) -> io::Result<()> {
        let begin = Instant::now();
        while let Err(error) = TcpStream::connect(self.address) {
            if let Some(status) = self.child.try_wait()? {
                return Err(io::Error::other(format!("it ended at once: {status}")));
            }
            if begin.elapsed() > START_MAX {
                return Err(error);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// What it has spent and holds.
    pub fn meter(&self) -> io::Result<Meter> {
        Meter::of(self.child.id(), self.contestant.works_on_for())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; nothing it wrote is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

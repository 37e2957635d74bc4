//! The control sockets: who may connect is a matter of the file system, what a session may do a
//! matter of the socket it came in on.
//!
//! Sessions run on the control runtime and read the [`Census`]; a verb that changes something goes to
//! the data path as an order, and nobody but its own session waits for it. Bounds: sixteen sessions on
//! both sockets and four more on the one for all verbs, so that those who only read keep nobody from
//! doing something about it; a request and a reply of the protocol's lengths, five seconds to send a
//! request, thirty between two. Who comes when all seats are taken is told so on the spot, without a
//! task and without a wait.

mod audit;
mod caller;
mod rooms;
mod session;
mod socket;
mod verb;
mod who;

use std::path::Path;
use std::sync::Arc;

use tokio::net::UnixListener;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tp_proto::control::{CONTROL_SOCKET, Level, Refusal, Reloaded, STATUS_SOCKET};

use crate::bans::BanBook;
use crate::census::Census;
use crate::language::here;
use crate::names::Keeper;
use crate::relay::Orders;
use crate::repeats::Repeats;
pub use caller::UNKNOWN_USER;
pub use socket::{ControlSocket, SocketError};
pub use verb::events::places as follow_places;

/// Most sessions at once, on both sockets together.
const SESSIONS_MAX: usize = 16;

/// And so many more on the socket for all verbs, when these are taken.
const RESERVED: usize = 4;

/// Places for sessions.
#[derive(Debug)]
struct Seats {
    shared: Arc<Semaphore>,
    reserved: Arc<Semaphore>,
}

impl Seats {
    fn new() -> Seats {
        Seats { shared: Arc::new(Semaphore::new(SESSIONS_MAX)), reserved: Arc::new(Semaphore::new(RESERVED)) }
    }

    /// A seat, if there is one for whoever comes in at this socket.
    fn take(&self, level: Level) -> Option<OwnedSemaphorePermit> {
        let shared = Arc::clone(&self.shared).try_acquire_owned().ok();
        let reserved = || (level == Level::Control).then(|| Arc::clone(&self.reserved).try_acquire_owned().ok());
        shared.or_else(|| reserved().flatten())
    }
}

/// What a session can reach.
#[derive(Debug)]
pub struct Desk {
    /// What is known of the data path.
    pub census: Arc<Census>,
    /// What it can be told to do.
    pub orders: Orders,
    /// Where it is asked that the configuration is read again.
    pub reloads: mpsc::Sender<ReloadOrder>,
    /// Where it is asked that the relay ends.
    pub stops: Arc<Notify>,
    /// What people call peers and addresses.
    pub names: Arc<Keeper>,
    /// Who is refused for a time.
    pub bans: Arc<BanBook>,
    /// Places for those who follow what happens.
    pub followers: Semaphore,
}

impl Desk {
    /// Has the relay end, as with SIGTERM.
    fn stop(&self) {
        self.stops.notify_one();
    }
}

/// Read the configuration again.
#[derive(Debug)]
pub struct ReloadOrder {
    /// The user whose order it is.
    pub by: String,
    /// What came of it.
    pub reply: oneshot::Sender<Result<Reloaded, Refusal>>,
}

/// The sockets, bound and not served yet.
#[derive(Debug)]
pub struct Control {
    sockets: [(Level, ControlSocket); 2],
}

impl Control {
    /// Binds both sockets in `directory`.
    pub fn bind(directory: &Path) -> Result<Control, SocketError> {
        let status = ControlSocket::bind(&directory.join(STATUS_SOCKET), Level::Status)?;
        let control = ControlSocket::bind(&directory.join(CONTROL_SOCKET), Level::Control)?;
        Ok(Control { sockets: [(Level::Status, status), (Level::Control, control)] })
    }

    /// Serves both for as long as the runtime lives; the sockets' files go with the returned value.
    pub fn serve(self, desk: Desk) -> std::io::Result<Serving> {
        let desk = Arc::new(desk);
        let seats = Arc::new(Seats::new());
        let mut files = Vec::new();
        for (level, socket) in self.sockets {
            let (listener, file) = socket.into_parts();
            let listener = UnixListener::from_std(listener)?;
            tokio::spawn(accept(listener, level, Arc::clone(&desk), Arc::clone(&seats)));
            files.push(file);
        }
        Ok(Serving { _files: files })
    }
}

/// The sockets while they are served.
#[derive(Debug)]
pub struct Serving {
    _files: Vec<socket::SocketFile>,
}

async fn accept(listener: UnixListener, level: Level, desk: Arc<Desk>, seats: Arc<Seats>) {
    let failures = Repeats::default();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => match seats.take(level) {
                Some(seat) => {
                    let desk = Arc::clone(&desk);
                    tokio::spawn(async move {
                        session::serve(stream, level, desk).await;
                        drop(seat);
                    });
                }
                None => session::refuse(stream, level),
            },
            Err(error) => {
                if let Some(times) = failures.tell() {
                    tracing::warn!("{}", here().sessions_refused(times, &here().kernel(&error)));
                }
                tokio::time::sleep(session::BACK_OFF).await;
            }
        }
    }
}

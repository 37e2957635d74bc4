//! `stop`: end the relay, as with SIGTERM. The session that asked is answered first, and then tells
//! the desk ([`Desk::stop`]).

use tp_proto::control::Stopping;

use crate::control::caller::Caller;
use crate::control::{Desk, audit};
use crate::language::here;
use crate::service;

/// What there is to say before the end.
pub fn answer(desk: &Desk, caller: Caller) -> Stopping {
    audit::record(&here().audit_stop(&caller.said(here())));
    let (clients, _) = desk.census.clients();
    Stopping { pid: std::process::id(), clients: clients as u64, managed: service::is_managed() }
}

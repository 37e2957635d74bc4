//! An event as a program reads it: one object with its number, its time, its word and its fields.

use serde_json::{Map, Value, json};
use tp_proto::control::{Departure, Event, Happening};

use crate::output;

/// An event.
pub(super) fn event(event: &Event) -> Value {
    let mut object = Map::new();
    object.insert("n".to_owned(), event.n.into());
    object.insert("t".to_owned(), output::nanos(event.t).into());
    object.insert("event".to_owned(), event.what.word().into());
    if let Value::Object(fields) = fields(&event.what) {
        object.extend(fields);
    }
    Value::Object(object)
}

/// Events that are lost stand where they would have been.
pub(super) fn missed(count: u64) -> Value {
    json!({"event": "missed", "events": count})
}

fn fields(what: &Happening) -> Value {
    match what {
        Happening::Started { version } => json!({"version": version}),
        Happening::Joined { room, number, peer } => {
            json!({"room": room, "number": number, "peer": output::canonical(*peer)})
        }
        Happening::Left(gone) | Happening::Cut(gone) => departure(gone),
        Happening::Refused { clients, why, last } => {
            json!({"clients": clients, "why": why, "last": last.map(output::canonical)})
        }
        Happening::Paused { room, why, .. } | Happening::Unlogged { room, why, .. } => {
            json!({"room": room, "why": why})
        }
        Happening::Resumed { room } => json!({"room": room}),
        Happening::Rotated { room, segment, why } => json!({"room": room, "segment": segment, "why": why}),
        Happening::Banned { net, seconds } => json!({"net": net, "seconds": seconds}),
        Happening::Lifted { net } => json!({"net": net}),
        Happening::Reloaded { waiting } => json!({"waiting": waiting}),
        Happening::NotReloaded { why, .. } => json!({"why": why}),
        Happening::Ordered { verb, by, arguments, failed, .. } => {
            json!({"verb": verb, "by": by, "arguments": arguments, "failed": failed})
        }
        _ => json!({}),
    }
}

fn departure(gone: &Departure) -> Value {
    let Departure { room, number, peer, why, undelivered } = gone;
    json!({"room": room, "number": number, "peer": output::canonical(*peer), "why": why, "undelivered": undelivered})
}

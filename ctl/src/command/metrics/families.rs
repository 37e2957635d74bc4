//! Which metrics there are.

use tp_proto::control::{FrameLogState, LATENCY_BOUNDS_NS, Metrics, RoomMetrics};

use super::text::{Kind, Text};

type OfRoom = fn(&RoomMetrics) -> u64;

const ROOMS: [(&str, Kind, &str, OfRoom); 8] = [
    ("tp_relais_peers", Kind::Gauge, "Clients that are connected.", |room| room.peers),
    ("tp_relais_joins", Kind::Counter, "Clients that joined, or were taken up from the run before.", |room| room.joins),
    ("tp_relais_received_frames", Kind::Counter, "Frames read from clients.", |room| room.received_frames),
    ("tp_relais_received_bytes", Kind::Counter, "Bytes read from clients.", |room| room.received_bytes),
    ("tp_relais_sent_frames", Kind::Counter, "Copies of frames that the kernel took whole.", |room| room.sent_frames),
    ("tp_relais_sent_bytes", Kind::Counter, "Bytes that the kernel took for clients.", |room| room.sent_bytes),
    (
        "tp_relais_backlog_bytes",
        Kind::Gauge,
        "Bytes that are for clients and that the kernel has not taken, each copy by itself.",
        |room| room.backlog_bytes,
    ),
    ("tp_relais_held_bytes", Kind::Gauge, "Memory that holds what clients are owed.", |room| room.held_bytes),
];

const STATES: [(FrameLogState, &str); 3] =
    [(FrameLogState::Ok, "ok"), (FrameLogState::Paused, "paused"), (FrameLogState::Degraded, "degraded")];

/// All of them.
pub(super) fn text(metrics: &Metrics) -> String {
    let mut text = Text::default();
    text.family("tp_relais_build_info", Kind::Gauge, "Always 1; the version that runs.");
    text.sample(&[("version", &metrics.version)], 1);
    text.family("tp_relais_start_time_seconds", Kind::Gauge, "When the daemon was started, since the Unix epoch.");
    text.seconds(&[], metrics.started);
    rooms(&mut text, &metrics.rooms);
    refusals(&mut text, metrics);
    frame_log(&mut text, metrics);
    text.family("tp_relais_dropped_lines", Kind::Counter, "Lines of the diagnostics that nobody took in time.");
    text.sample(&[], metrics.dropped_lines);
    text.finish()
}

fn rooms(text: &mut Text, rooms: &[RoomMetrics]) {
    for (name, kind, help, value) in ROOMS {
        text.family(name, kind, help);
        rooms.iter().for_each(|room| text.sample(&[("room", &room.room)], value(room)));
    }
    text.family("tp_relais_departures", Kind::Counter, "Clients that left, by the reason in the frame log.");
    for room in rooms {
        for (reason, &count) in &room.departures {
            text.sample(&[("room", &room.room), ("reason", reason)], count);
        }
    }
    text.family(
        "tp_relais_relay_latency_seconds",
        Kind::Histogram,
        "Rounds with frames: from reading the first frame of the round until the frame log had them all and each \
         copy was offered to the kernel.",
    );
    for RoomMetrics { room, latency, .. } in rooms {
        text.histogram(&[("room", room)], &LATENCY_BOUNDS_NS, &latency.rounds, latency.sum_ns);
    }
}

fn refusals(text: &mut Text, metrics: &Metrics) {
    text.family("tp_relais_refused", Kind::Counter, "Clients that were not let in, by reason.");
    for (reason, &count) in &metrics.refused {
        text.sample(&[("reason", reason)], count);
    }
    text.family("tp_relais_bans", Kind::Gauge, "Bans that hold.");
    text.sample(&[], metrics.bans);
}

fn frame_log(text: &mut Text, metrics: &Metrics) {
    let log = &metrics.frame_log;
    text.family(
        "tp_relais_frame_log_state",
        Kind::Gauge,
        "1 for the state that the frame log is in, 0 for the others.",
    );
    for (state, word) in STATES {
        text.sample(&[("state", word)], u64::from(log.state == state));
    }
    text.family("tp_relais_frame_log_bytes", Kind::Gauge, "Bytes of all segments of the frame log.");
    text.sample(&[], log.bytes);
    text.family("tp_relais_frame_log_segments", Kind::Gauge, "Segments of the frame log.");
    text.sample(&[], log.segments);
}

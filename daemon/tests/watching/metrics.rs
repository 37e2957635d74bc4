//! Metrics: what is counted, and that those who read them can.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tp_testkit::{Client, Relay, program, python, wait};

/// Samples by their names with labels.
type Samples = BTreeMap<String, f64>;

/// The text, read strictly: every family is a type, a unit perhaps, a help and its samples, in this
/// order; and nothing is there that Prometheus' older format has not.
fn read(text: &str) -> Samples {
    let mut lines = text.lines().peekable();
    let mut samples = Samples::new();
    let mut families = Vec::new();
    while let Some(line) = lines.next() {
        if line == "# EOF" {
            assert!(lines.next().is_none() && text.ends_with("# EOF\n"), "nothing stands behind the end");
            return samples;
        }
        let (name, kind) = line.strip_prefix("# TYPE ").and_then(|rest| rest.split_once(' ')).expect(line);
        assert!(["counter", "gauge", "histogram"].contains(&kind), "node_exporter knows no {kind}");
        assert!(!families.contains(&name.to_owned()), "{name} is there twice");
        families.push(name.to_owned());
        if let Some(unit) = lines.next_if(|line| line.starts_with("# UNIT ")) {
            let unit = unit.rsplit_once(' ').expect("a unit").1;
            assert!(name.ends_with(&format!("_{unit}")), "{name} does not end with its unit {unit}");
        }
        let help = lines.next().unwrap_or_default();
        assert!(help.starts_with(&format!("# HELP {name} ")), "{help}");
        while let Some(sample) = lines.next_if(|line| !line.starts_with('#')) {
            let (key, value) = sample.rsplit_once(' ').expect(sample);
            let bare = key.split('{').next().unwrap_or_default();
            let suffixes: &[&str] = match kind {
                "counter" => &["_total"],
                "histogram" => &["_bucket", "_count", "_sum"],
                _ => &[""],
            };
            assert!(suffixes.iter().any(|suffix| bare == format!("{name}{suffix}")), "{sample} under {name}");
            assert!(samples.insert(key.to_owned(), value.parse().expect(sample)).is_none(), "{key} is there twice");
        }
    }
    panic!("there is no end");
}

fn metrics(relay: &Relay) -> String {
    let ended = relay.tp_ctl(&["metrics"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    ended.stdout
}

/// Three clients, of whom one says 5 bytes to the others and one leaves with the end word.
fn conversation() -> (Relay, Vec<Client>) {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    clients[0].send(b"hello");
    clients[1..].iter().for_each(|client| client.wait_for_bytes(5));
    let mut leaves = clients.pop().expect("three");
    leaves.send(b"fin");
    clients.iter().zip([3, 8]).for_each(|(client, bytes)| client.wait_for_bytes(bytes));
    relay.wait_for_leave(leaves.addr());
    (relay, clients)
}

#[test]
fn counters_say_what_went_through_also_of_those_who_have_left() {
    let (relay, _clients) = conversation();
    let room = relay.addr().port();
    let of = |name: &str| format!("{name}{{room=\"{room}\"}}");
    wait::until("the last copy to be counted", || read(&metrics(&relay))[&of("tp_relais_sent_bytes_total")] == 16.0);
    let samples = read(&metrics(&relay));
    for (key, expected) in [
        (of("tp_relais_peers"), 2.0),
        (of("tp_relais_joins_total"), 3.0),
        (of("tp_relais_received_frames_total"), 2.0),
        (of("tp_relais_received_bytes_total"), 8.0),
        (of("tp_relais_sent_frames_total"), 4.0),
        (of("tp_relais_sent_bytes_total"), 16.0),
        (of("tp_relais_backlog_bytes"), 0.0),
        (format!("tp_relais_departures_total{{room=\"{room}\",reason=\"end-word\"}}"), 1.0),
        ("tp_relais_refused_total{reason=\"denied\"}".to_owned(), 0.0),
        ("tp_relais_frame_log_state{state=\"ok\"}".to_owned(), 1.0),
        ("tp_relais_frame_log_state{state=\"paused\"}".to_owned(), 0.0),
        ("tp_relais_frame_log_segments".to_owned(), 1.0),
        ("tp_relais_dropped_lines_total".to_owned(), 0.0),
        (format!("tp_relais_build_info{{version=\"{}\"}}", relay.status().version), 1.0),
    ] {
        assert_eq!(samples.get(&key), Some(&expected), "{key}");
    }
    assert!(samples[&of("tp_relais_held_bytes")] > 0.0);
    assert!(samples["tp_relais_start_time_seconds"] > 1.7e9);
}

#[test]
fn the_histogram_counts_each_round_with_frames_once() {
    let (relay, _clients) = conversation();
    let samples = read(&metrics(&relay));
    let buckets: Vec<f64> = {
        let mut buckets: Vec<(f64, f64)> = samples
            .iter()
            .filter(|(key, _)| key.starts_with("tp_relais_relay_latency_seconds_bucket"))
            .map(|(key, &count)| {
                let le = key.split("le=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a bound");
                (if le == "+Inf" { f64::INFINITY } else { le.parse().expect("a number") }, count)
            })
            .collect();
        buckets.sort_by(|a, b| a.0.total_cmp(&b.0));
        buckets.into_iter().map(|(_, count)| count).collect()
    };
    assert!(buckets.is_sorted(), "{buckets:?}");
    let value =
        |suffix: &str| samples[&format!("tp_relais_relay_latency_seconds{suffix}{{room=\"{}\"}}", relay.addr().port())];
    // Both frames came alone: one waited for the other.
    assert_eq!((buckets.last(), value("_count")), (Some(&2.0), 2.0));
    let sum = value("_sum");
    assert!(sum > 0.0 && sum < 10.0, "{sum} s");
}

#[test]
fn a_file_is_there_as_a_whole_and_is_replaced_without_being_asked() {
    let (relay, _clients) = conversation();
    let file = relay.home().join("tp-relais.prom");
    for _ in 0..2 {
        let ended = relay.tp_ctl(&["metrics", "-o", file.to_str().expect("a plain path")]);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), ""), "{ended:?}");
        read(&fs::read_to_string(&file).expect("a file"));
    }
    let beside = fs::read_dir(relay.home()).expect("a directory").map(|entry| entry.expect("an entry").file_name());
    assert!(!beside.into_iter().any(|name| name.to_string_lossy().starts_with(".tp-ctl-")), "something is left over");
    let segment =
        fs::read_dir(relay.room_dir()).expect("a folder").next().expect("a segment").expect("an entry").path();
    let ended = relay.tp_ctl(&["metrics", "-o", segment.to_str().expect("a plain path")]);
    assert_eq!(ended.code, Some(1), "a record of what was said is never written over");
}

#[test]
fn prometheus_reads_it_as_openmetrics_and_in_its_older_way() {
    let Some(python) = python::need_module("prometheus_client.openmetrics.parser") else { return };
    let (relay, _clients) = conversation();
    let file = relay.home().join("tp-relais.prom");
    assert_eq!(relay.tp_ctl(&["metrics", "-o", file.to_str().expect("a plain path")]).code, Some(0));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/read_metrics.py");
    let ended = program::run(Command::new(python).arg(script).arg(&file));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let read_by_python: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    for format in ["openmetrics", "older"] {
        let theirs = read_by_python[format].as_object().expect("samples");
        let ours = read(&fs::read_to_string(&file).expect("a file"));
        assert_eq!(theirs.len(), ours.len(), "{format}: {theirs:?}");
        let key = format!("tp_relais_received_bytes_total{{room={}}}", relay.addr().port());
        assert_eq!(theirs[&key][1], 8.0, "{format}");
    }
    assert_eq!(read_by_python["openmetrics"]["tp_relais_dropped_lines_total{}"][0], "counter");
}

//! What the guide says to look at in Wireshark.

use std::collections::BTreeSet;
use std::process::Command;

use tp_testkit::skip::need_program;
use tp_testkit::{guide, program};

use crate::class::Class;
use crate::commands::{EXPORT, GUIDE};

/// Each of the guide's filters shows packets of the capture, and the first step's what the guide says.
pub(crate) fn in_wireshark(class: &Class) {
    let text = guide::text(GUIDE);
    let filters: BTreeSet<&str> = text.split('`').filter(|code| code.starts_with("tcp.port ")).collect();
    assert_eq!(Vec::from_iter(&filters), [&"tcp.port == 12345", &"tcp.port == 12346", &"tcp.port == 12347"]);
    class.output(EXPORT);
    let Some(tshark) = need_program("tshark") else { return };
    let capture = class.home.path().join("lecon.pcapng");
    let packets = |filter: &str| {
        let fields = ["-e", "tcp.flags.str", "-e", "tcp.len"];
        let mut command = Command::new(&tshark);
        command.arg("-r").arg(&capture).args(["-n", "-Y", filter, "-T", "fields"]).args(fields);
        let ended = program::run(&mut command);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        ended.stdout.lines().map(|line| line.replace('·', "")).collect::<Vec<String>>()
    };
    for filter in filters {
        assert!(!packets(filter).is_empty(), "{filter} shows nothing");
    }
    let first = packets("tcp.port == 12347 && tcp.stream == 0");
    assert_eq!(first[..3], ["S\t0", "AS\t0", "A\t0"], "{first:?}");
    assert_eq!(first.iter().filter(|packet| !packet.ends_with("\t0")).count(), 2, "{first:?}");
    assert!(first.iter().any(|packet| packet.starts_with("AF")), "{first:?}");
}

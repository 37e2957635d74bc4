//! libFuzzer on one of the targets, which `TP_RELAIS_FUZZ_TARGET` names. `daemon/fuzz/run` builds
//! and starts it.

#![no_main]

use std::env;
use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_target};
use tp_fuzz::{TARGETS, Target};

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = env::var("TP_RELAIS_FUZZ_TARGET").expect("TP_RELAIS_FUZZ_TARGET names a target");
    TARGETS.iter().find(|target| target.name == name).expect("TP_RELAIS_FUZZ_TARGET is one of the targets")
});

fuzz_target!(|input: &[u8]| -> Corpus {
    (TARGET.check)(input);
    Corpus::Keep
});

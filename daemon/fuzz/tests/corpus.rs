//! Every input in `corpus/` is tried again: what once led somewhere, and what once broke something.

use std::fs;
use std::path::{Path, PathBuf};

use tp_fuzz::{TARGETS, Target, Verdict};

fn inputs(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry of the corpus").path());
    paths.map(|path| fs::read(&path).map(|bytes| (path, bytes)).expect("an input")).collect()
}

/// A corpus that is refused from end to end would let every target pass.
#[test]
fn every_input_holds_and_some_are_understood() {
    for target in &TARGETS {
        let inputs = inputs(target);
        let mut understood = 0;
        for (path, input) in &inputs {
            println!("{}", path.display());
            understood += usize::from((target.check)(input) == Verdict::Understood);
        }
        println!("{}: {} inputs, {understood} understood", target.name, inputs.len());
        assert!(understood > 0, "nothing of the corpus of {} is understood", target.name);
    }
}

/// What no fuzzer should need to find: an input cut off at every byte, and each bit turned over.
#[test]
fn no_cut_and_no_flip_of_an_input_breaks_a_target() {
    for target in TARGETS.iter().filter(|target| target.name != "recovery") {
        for (path, input) in inputs(target).into_iter().filter(|(_, input)| input.len() <= 512).take(16) {
            println!("{}", path.display());
            for end in 0..input.len() {
                (target.check)(&input[..end]);
            }
            for bit in 0..input.len() * 8 {
                let mut flipped = input.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                (target.check)(&flipped);
            }
        }
    }
}

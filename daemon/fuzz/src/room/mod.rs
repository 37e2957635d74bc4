//! The operations of a room, made of bytes.

mod model;
mod rule;
mod step;

use arbitrary::{Arbitrary, Result, Unstructured};
use tp_proto::frame_log::Mode;
use tp_relais::room::{Decoration, Label, Separator};

pub use model::{PEERS_MAX, Run};
pub use rule::Rule;
pub use step::Step;

use crate::Verdict;

/// The bounds of one input: what a step costs grows with the frames before it.
const STEPS_MAX: usize = 256;

/// `input` is a mode, what stands around frames, whether laggards are waited for, and then steps.
pub fn check(input: &[u8]) -> Verdict {
    let mut input = Unstructured::new(input);
    let Ok(mode) = input.choose(&Mode::ALL) else { return Verdict::Refused };
    let Ok(label) = input.choose(&[Label::None, Label::Address, Label::Name]) else { return Verdict::Refused };
    let Ok(separator) = input.choose(&[Separator::None, Separator::Lf]) else { return Verdict::Refused };
    let Ok(waits) = input.ratio(3, 4) else { return Verdict::Refused };
    let mut run = Run::new(*mode, Decoration { label: *label, separator: *separator }, waits);
    let mut steps = 0;
    while steps < STEPS_MAX && !input.is_empty() {
        let Ok(step) = Step::arbitrary(&mut input) else { break };
        run.step(&step);
        steps += 1;
    }
    run.end();
    if steps > 0 { Verdict::Understood } else { Verdict::Refused }
}

impl Arbitrary<'_> for Step {
    fn arbitrary(input: &mut Unstructured<'_>) -> Result<Step> {
        let kind = input.int_in_range(0..=15_u8)?;
        let peer = input.int_in_range(0..=PEERS_MAX - 1)?;
        Ok(match kind {
            0 => Step::Join,
            1..=3 => Step::Chunk { peer, len: input.int_in_range(1..=700)? },
            4 => Step::EndWord { peer },
            5 => Step::Round { takes: vec![usize::MAX] },
            6 => Step::Round { takes: takes(input)? },
            7 => Step::InputEnds { peer },
            8 => Step::Breaks { peer },
            9 => Step::Restart,
            11 => Step::Say { peer: None, len: input.int_in_range(1..=700)? },
            12 => Step::Say { peer: Some(peer), len: input.int_in_range(1..=700)? },
            13 => Step::Kick { peer },
            14 if peer % 2 == 0 => Step::Hold { held: peer % 4 == 0 },
            14 => Step::Mode(Mode::ALL[peer / 2 % Mode::ALL.len()]),
            15 => Step::Name { peer, len: input.int_in_range(0..=64)? },
            _ => Step::Wait { ms: input.int_in_range(1..=40_000)? },
        })
    }
}

/// How much the kernel takes for each: nothing, everything, or so many bytes.
fn takes(input: &mut Unstructured<'_>) -> Result<Vec<usize>> {
    let one = |input: &mut Unstructured<'_>| {
        Ok(match input.int_in_range(0..=3_u8)? {
            0 => 0,
            1 => usize::MAX,
            _ => input.int_in_range(1..=900)?,
        })
    };
    (0..PEERS_MAX).map(|_| one(input)).collect()
}

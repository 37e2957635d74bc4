//! A segment whose seals were mended: no fuzzer finds a checksum, and without one it sees little of
//! a reader.

use tp_proto::frame_log::{LABEL, SEAL_BYTES, Seal, item};

/// `segment` with every seal that a reader comes to made to fit its block, all else as it is.
pub fn mended(segment: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(segment.len());
    let Some(mut rest) = segment.strip_prefix(&LABEL) else { return segment.to_vec() };
    let (mut block, mut chain) = (LABEL.to_vec(), 0);
    while let Some(len) = Seal::read(rest).map(|_| SEAL_BYTES).or_else(|| item::len(rest).ok()) {
        let (item, behind) = rest.split_at(len);
        match Seal::read(item) {
            None => block.extend_from_slice(item),
            Some(Seal(_, _, n_first, count, t_last, _)) => {
                chain = Seal::append(&mut block, chain, out.len() as u64, n_first, count, t_last);
                out.append(&mut block);
            }
        }
        rest = behind;
    }
    out.append(&mut block);
    out.extend_from_slice(rest);
    out
}

//! What the frame log costs whoever writes or reads it: `cargo bench -p tp-proto --bench frame_log`,
//! with `-- encode` for a part of it.
//!
//! All times are the processor's, of one frame or one segment as each name says.

mod blocks;
mod decode;
mod encode;
mod support;

criterion::criterion_group!(benches, encode::encode, decode::decode, blocks::segment);
criterion::criterion_main!(benches);

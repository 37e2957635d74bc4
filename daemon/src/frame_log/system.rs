//! What a segment's header needs from the system.

use std::fs::{self, File};
use std::io::{self, Read as _};

use tp_proto::frame_log::Salt;

use super::LogError;

const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";
const RANDOM: &str = "/dev/urandom";

/// The kernel's boot id (random(4)) as sixteen bytes.
pub fn boot_id() -> Result<[u8; 16], LogError> {
    let failed = |source| LogError::System { path: BOOT_ID, source };
    let text = fs::read_to_string(BOOT_ID).map_err(failed)?;
    let digits = text.trim().replace('-', "");
    u128::from_str_radix(&digits, 16)
        .map(u128::to_be_bytes)
        .map_err(|error| failed(io::Error::new(io::ErrorKind::InvalidData, error)))
}

/// A salt that nobody can guess.
pub fn salt() -> Result<Salt, LogError> {
    let mut salt = Salt::default();
    random(&mut salt)?;
    Ok(salt)
}

/// Fills `bytes` with what nobody can guess.
pub fn random(bytes: &mut [u8]) -> Result<(), LogError> {
    File::open(RANDOM)
        .and_then(|mut random| random.read_exact(bytes))
        .map_err(|source| LogError::System { path: RANDOM, source })
}

//! The configuration file.

use toml::Table;
use tp_relais::config::FileConfig;

use crate::Verdict;

/// `input` is a file. What is read of it is what is read of the same table written anew, and every
/// value in it is one that the relay can be given.
pub fn check(input: &[u8]) -> Verdict {
    let Ok(text) = str::from_utf8(input) else { return Verdict::Refused };
    let config = match toml::from_str::<FileConfig>(text) {
        Ok(config) => config,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return Verdict::Refused;
        }
    };
    let table: Table = text.parse().expect("a configuration is TOML");
    let written = toml::to_string(&table).expect("a table can be written");
    assert_eq!(toml::from_str::<FileConfig>(&written).expect("what was written can be read"), config, "{written}");
    let limits = config.limits.room();
    assert!(limits.backlog_bytes_max <= limits.held_bytes_max);
    assert!(config.limits.gate().clients_max > 0);
    assert!(config.frame_log.settings().segment_bytes > 0);
    assert!(config.listen.is_none_or(|listen| !listen.is_empty()));
    Verdict::Understood
}

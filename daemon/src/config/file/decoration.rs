//! What stands around a room's frames: for all rooms, and otherwise for one.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use super::value::worded;
use crate::config::Decorations;
use crate::room::{Decoration, Label, Separator};

const LABELS: &str = r#""none", "address" or "name""#;
const SEPARATORS: &str = r#""none" or "lf""#;

/// `[room.PORT]`: what is otherwise in one room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RoomSection {
    /// What stands before each frame.
    #[serde(deserialize_with = "some_label")]
    pub label: Option<Label>,
    /// What stands behind it.
    #[serde(deserialize_with = "some_separator")]
    pub separator: Option<Separator>,
}

/// A room's port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Port(u16);

impl TryFrom<String> for Port {
    type Error = String;

    fn try_from(text: String) -> Result<Port, String> {
        let port = u16::from_str(&text).ok().filter(|&port| port > 0 && port.to_string() == text);
        port.map(Port).ok_or_else(|| format!("[room.{text}] is about no room: a port from 1 to 65535 is wanted"))
    }
}

/// The runtime values.
pub(super) fn decorations(all: Decoration, rooms: &BTreeMap<Port, RoomSection>) -> Decorations {
    let of = |section: &RoomSection| Decoration {
        label: section.label.unwrap_or(all.label),
        separator: section.separator.unwrap_or(all.separator),
    };
    Decorations { all, rooms: rooms.iter().map(|(port, section)| (port.0, of(section))).collect() }
}

pub(super) fn label<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Label, D::Error> {
    worded(deserializer, "label", LABELS, |text| match text {
        "none" => Some(Label::None),
        "address" => Some(Label::Address),
        "name" => Some(Label::Name),
        _ => None,
    })
}

pub(super) fn separator<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Separator, D::Error> {
    worded(deserializer, "separator", SEPARATORS, |text| match text {
        "none" => Some(Separator::None),
        "lf" => Some(Separator::Lf),
        _ => None,
    })
}

fn some_label<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Label>, D::Error> {
    label(deserializer).map(Some)
}

fn some_separator<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Separator>, D::Error> {
    separator(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::super::FileConfig;
    use super::*;

    fn decorations_of(text: &str) -> Result<Decorations, String> {
        FileConfig::parse(text.as_bytes()).map(|file| file.decorations())
    }

    #[test]
    fn a_room_has_what_its_section_says_and_else_what_all_have() {
        let text = "label = \"address\"\n[room.5000]\nseparator = \"lf\"\n[room.5001]\nlabel = \"none\"\n";
        let decorations = decorations_of(text).expect("a configuration");
        let of = |port| (decorations.of(port).label, decorations.of(port).separator);
        assert_eq!(of(5000), (Label::Address, Separator::Lf));
        assert_eq!(of(5001), (Label::None, Separator::None));
        assert_eq!(of(12345), (Label::Address, Separator::None));
    }

    #[test]
    fn what_is_no_label_no_separator_or_no_room_is_told_with_its_line() {
        for (text, why) in [
            ("\nlabel = \"port\"", "label cannot be \"port\""),
            ("\nseparator = \"crlf\"", "separator cannot be \"crlf\""),
            ("\n[room.0]\nlabel = \"name\"", "[room.0] is about no room"),
            ("\n[room.012]\nlabel = \"name\"", "[room.012] is about no room"),
            ("\n[room.5000]\nmode = \"echo\"", "unknown field `mode`"),
        ] {
            let error = decorations_of(text).expect_err(text);
            assert!(error.contains(why) && error.contains("line "), "{error}");
        }
    }
}

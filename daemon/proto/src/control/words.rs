//! A request in words, for a record of who had what changed.

use ciborium::Value;

use super::Request;

/// Longest text of the arguments, in characters.
const ARGUMENTS_MAX: usize = 200;

impl Request {
    /// Whether it only reads: it changes nothing, and anybody may ask it who may ask anything.
    pub fn only_reads(&self) -> bool {
        matches!(
            self,
            Request::Status {}
                | Request::Peers { .. }
                | Request::Names {}
                | Request::Bans {}
                | Request::Events { .. }
                | Request::Metrics {}
        )
    }

    /// The verb, and its arguments as `name=value`, those left out that say nothing.
    pub fn words(&self) -> (String, String) {
        let Ok(Value::Map(mut verb)) = Value::serialized(self) else { return Default::default() };
        let Some((name, fields)) = verb.pop() else { return Default::default() };
        let fields = fields.into_map().unwrap_or_default();
        // What the server says is in the frame log, for those who may read that; who is called what, in the
        // file of the names, which can be removed.
        let is_kept = |field: &Value| matches!(field.as_text(), Some("text" | "name"));
        let is_said = |(field, value): &(Value, Value)| !value.is_null() && !is_kept(field);
        let said = fields.into_iter().filter(is_said);
        let words: Vec<String> = said.map(|(field, value)| format!("{}={}", word(field), word(value))).collect();
        (word(name), words.join(" ").chars().take(ARGUMENTS_MAX).collect())
    }
}

fn word(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::Integer(number) => i128::from(number).to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(values) => values.into_iter().map(word).collect::<Vec<_>>().join(","),
        Value::Map(entries) => entries.into_iter().map(|(key, _)| word(key)).collect::<Vec<_>>().join(","),
        _ => "...".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn a_request_says_its_verb_and_what_it_was_given() {
        let check = |request: Request, verb: &str, arguments: &str| {
            assert_eq!(request.words(), (verb.to_owned(), arguments.to_owned()));
        };
        check(Request::Rotate { room: None }, "rotate", "");
        check(Request::Rotate { room: Some("12345".into()) }, "rotate", "room=12345");
        check(Request::Ban { net: "192.0.2.7".into(), seconds: 600 }, "ban", "net=192.0.2.7 seconds=600");
        let kick = Request::Kick { peers: vec!["7".into(), "poste-3".into()], all: true };
        check(kick, "kick", "peers=7,poste-3 all=true");
        // What is said is between the server and its clients.
        check(Request::Say { text: "é!".into(), room: None, peer: Some("7".into()) }, "say", "peer=7");
        check(Request::Name { who: "7".into(), name: Some("marie".into()) }, "name", "who=7");
        let long = Request::Lift { net: "é".repeat(4000) };
        assert_eq!(long.words().1.chars().count(), 200);
        assert!(Request::Bans {}.only_reads() && !Request::Lift { net: String::new() }.only_reads());
    }
}

//! What is wrong with a configuration, in another language than the one it was found in.

use tp_language::{Lang, usage};

use crate::language::Language;

/// What `toml` or a value's own reader said, line by line: where a line is, and what is wrong there. What
/// has no French stays as it is, and so does what is quoted of the file.
pub(super) fn said(reason: &str, words: &Language) -> String {
    if words.lang() == Lang::En {
        return reason.to_owned();
    }
    let line = |line: &str| if is_quoted(line) { line.to_owned() } else { usage::said(line, words.lang()) };
    reason.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// `3 | listen = [7]`, and the marks below.
fn is_quoted(line: &str) -> bool {
    line.split_once('|').is_some_and(|(number, _)| number.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::FileConfig;
    use super::*;
    use crate::language::of;

    fn in_french(text: &str) -> String {
        let reason = FileConfig::parse(text.as_bytes()).expect_err(text);
        assert_eq!(said(&reason, of(Lang::En)), reason);
        said(&reason, of(Lang::Fr)).replace('\u{a0}', " ")
    }

    #[test]
    fn a_reason_has_its_place_and_what_it_quotes_in_french_too() {
        assert_eq!(
            in_french("# Limits\n[limits]\nclients = 0\n"),
            "erreur TOML, ligne 3, colonne 11\n  |\n3 | clients = 0\n  |           ^\n\
             le nombre de clients à la fois ne peut pas être 0 : 1 est le minimum"
        );
        // A line of the file that looks like a sentence of ours is the file's.
        assert!(in_french("a = [ # duplicate key").contains("1 | a = [ # duplicate key"));
    }

    #[test]
    fn every_value_that_is_refused_is_refused_in_french() {
        let limits = "clients = 0;clients-per-address = 0;connects-per-second = 0;connects-burst = 1000001;\
            connects-per-second-per-address = 0;connects-burst-per-address = 0;allow = ['x'];deny = ['x'];\
            backlog-bytes = 1;pause-bytes = 1;pause-credit = '1ms';held-bytes = 1;stall-timeout = '1ms';\
            half-close-timeout = '1ms';idle-timeout = '1ms';client = 1;clients = 'x';clients = 1.5";
        let frame_log = "segment-bytes = 1;segment-age = '1ms';sync = 'x';retain-bytes = 1;retain-age = '1ms';\
            retain-free-percent = 100;on-full = 'x';payload = 'x'";
        let above = "label = 'x';separator = 'x';end_word = 'x';listen = 'x';listen = ['x'];listen = ['1=x'];\
            listen = ['host:1'];listen = ['1', '1'];listen = ['1', '1=all'];listen = ['1', '127.0.0.1:1'];listen = [];\
            [room.x];[room.1]\nlabels = 1;end-word = 'a'\nend-word = 'b'";
        let of_section = |section: &'static str, keys: &'static str| {
            keys.split(';').map(move |key| format!("{section}\n{}", key.trim_start()))
        };
        let all = of_section("[limits]", limits)
            .chain(of_section("[frame-log]", frame_log))
            .chain(of_section("[diagnostics]", "directory = 'x';files = 0;file = 1"))
            .chain(of_section("", above));
        for text in all {
            let french = in_french(&text);
            let mine: Vec<&str> = french.lines().filter(|line| !is_quoted(line)).collect();
            for english in [" error", " is ", " are ", " be ", " the ", " of ", "expected", "unknown", " or ", " and "]
            {
                assert!(!mine.iter().any(|line| line.contains(english)), "{text}: {french}");
            }
        }
    }
}

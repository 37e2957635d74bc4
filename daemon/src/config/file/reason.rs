//! What is wrong with a configuration, in another language than the one it was found in.

use tp_language::mistake;

use crate::language::Language;

/// What `toml` or a value's own reader said.
pub(super) fn said(reason: &str, words: &Language) -> String {
    words.spell(mistake::said(reason, words.lang()))
}

#[cfg(test)]
mod tests {
    use tp_language::Lang;

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
        all.for_each(|text| assert_french(&text));
    }

    #[test]
    fn what_is_no_toml_is_said_to_be_none_in_french() {
        let values = r#"|= 1|1 y = 2|abc|'a|"a|"""a|'''a|"\q"|"\|01|1_|1.|+-1|0xg|1e|tru|[1, 2|[1 2]|[,1]|
            [1,,2]|[a = 1]|{a = 1|{a = 1 b = 2}|{a 1}|{a = 1,, b = 2}|]|}|,|99999999999999999999"#;
        values.split('|').for_each(|value| assert_french(&format!("x = {}", value.trim_start())));
        let whole = "x|= 1|x 1|[limits|[limits]x|[[x|[]|[a.]|a. = 1|a b = 1|é = 1|x = 1 # \u{1}|x = 1\ry = 2|x = 'a\u{1}'|\
            x = 1\n[x.y]|x = 1\nx.y = 2|x = 'a'\nx.y = 2|x = [1]\nx.y = 2|x = {a = 1}\nx.y = 2|limits = 3|limits = 'x'|\
            limits = 1.5|limits = true|room = 3|room = [1]|[room]\n1 = 'x'|end-word = 3|end-word = {}|\
            [end-word]|listen = 3|listen = [3]|listen = [[]]";
        whole.split('|').for_each(assert_french);
        let of_limits = "clients = -1|clients = []|allow = 'x'|allow = [1]|idle-timeout = 10|slow = 'x'|slow = 1";
        of_limits.split('|').for_each(|line| assert_french(&format!("[limits]\n{line}")));
    }

    /// Holds what is said of a text against what only English sentences have in them.
    fn assert_french(text: &str) {
        let french = in_french(text);
        let mine: Vec<&str> = french.lines().filter(|line| !line.contains('|')).collect();
        for english in "error is are be the of expected unknown or and missing invalid unclosed extra string integer \
            value key array table with must cannot variant field map sequence boolean struct number unexpected"
            .split_whitespace()
        {
            let is_said = |line: &&str| line.split(|c: char| !c.is_alphanumeric()).any(|word| word == english);
            assert!(!mine.iter().any(is_said), "{text:?}: {english} in {french}");
        }
    }
}

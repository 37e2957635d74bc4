//! A sentence that is said of every frame of a log: cut once at its blanks, then only filled in.
//!
//! A language takes a few allocations to say a sentence, which would be felt where a log has
//! millions of them. Filling one in allocates nothing.

use std::fmt::{Display, Write as _};

/// What a sentence is said with where it has its blanks: characters that none of ours holds.
pub(crate) const BLANKS: [&str; 3] = ["\u{1}", "\u{2}", "\u{3}"];

/// A sentence with blanks.
#[derive(Debug)]
pub(crate) struct Template {
    /// The words before each blank, and which of [`BLANKS`] it is.
    cuts: Vec<(String, usize)>,
    /// The words behind the last one.
    end: String,
}

impl Template {
    /// A sentence that was said with some of [`BLANKS`].
    pub(crate) fn new(sentence: &str) -> Template {
        let (mut cuts, mut words) = (Vec::new(), String::new());
        for c in sentence.chars() {
            match BLANKS.iter().position(|blank| blank.starts_with(c)) {
                Some(blank) => cuts.push((std::mem::take(&mut words), blank)),
                None => words.push(c),
            }
        }
        Template { cuts, end: words }
    }

    /// Appends the sentence with these in place of the blanks.
    pub(crate) fn fill(&self, out: &mut String, blanks: &[&dyn Display]) {
        for (words, blank) in &self.cuts {
            out.push_str(words);
            if let Some(what) = blanks.get(*blank) {
                // Writing to a String cannot fail.
                let _ = write!(out, "{what}");
            }
        }
        out.push_str(&self.end);
    }
}

/// A sentence that counts something, in each form that it takes.
#[derive(Debug)]
pub(crate) struct Counted {
    none: Template,
    one: Template,
    /// In English and in French all numbers above one are alike.
    several: Template,
}

impl Counted {
    /// A sentence that `say` says of so many, with some of [`BLANKS`].
    pub(crate) fn new(say: impl Fn(u64) -> String) -> Counted {
        let form = |count| Template::new(&say(count));
        Counted { none: form(0), one: form(1), several: form(2) }
    }

    /// The form for so many.
    pub(crate) fn of(&self, count: u64) -> &Template {
        match count {
            0 => &self.none,
            1 => &self.one,
            _ => &self.several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Language};
    use super::{BLANKS, Counted, Template};

    fn filled(template: &Template, blanks: &[&dyn std::fmt::Display]) -> String {
        let mut out = "> ".to_owned();
        template.fill(&mut out, blanks);
        out
    }

    #[test]
    fn a_template_says_what_the_sentence_would_in_any_order_of_its_blanks() {
        let [first, second, third] = BLANKS;
        let template = Template::new(&format!("{second} avant {first}, é {third}{first}."));
        assert_eq!(filled(&template, &[&1, &"deux\u{1}", &3]), "> deux\u{1} avant 1, é 31.");
        assert_eq!(filled(&Template::new("rien"), &[&1]), "> rien");
        assert_eq!(filled(&template, &[]), ">  avant , é .");
    }

    #[test]
    fn a_count_has_the_form_that_the_language_gives_it() {
        for (lang, count) in
            [Lang::En, Lang::Fr].into_iter().flat_map(|lang| [0, 1, 2, 5, 1_000_000].map(|n| (lang, n)))
        {
            let language = Language::new(lang);
            let counted = Counted::new(|count| language.count_bytes(count, BLANKS[0]));
            assert_eq!(filled(counted.of(count), &[&count]), format!("> {}", language.byte_count(count)));
        }
    }
}

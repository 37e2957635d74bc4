//! For the programs' tests: whether both languages say what the program says, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use crate::{Lang, Sources};

/// The messages of a language, each with its variables.
type Written = BTreeMap<String, BTreeSet<String>>;

/// In French a no-break space stands before these, so that no line begins with one.
const AFTER_NO_BREAK_SPACE: [char; 5] = [':', ';', '?', '!', '»'];

/// Stands for what a variable holds.
const VARIABLE: char = 'x';

/// Holds the files to the table that [`messages!`](crate::messages) makes for tests.
///
/// # Panics
///
/// When a language lacks a message or a variable, or has one that nobody says.
pub fn messages(sources: Sources, said: &[(&str, &[&str])]) {
    let wanted: Written = said
        .iter()
        .map(|(key, variables)| (key.to_string(), variables.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(wanted.len(), said.len(), "a key is there twice");
    for lang in [Lang::En, Lang::Fr] {
        let written = written(sources, lang);
        for (key, variables) in &wanted {
            assert_eq!(written.get(key), Some(variables), "{key} in {lang:?}");
        }
        let unsaid: Vec<&String> = written.keys().filter(|key| !wanted.contains_key(*key)).collect();
        assert!(unsaid.is_empty(), "{lang:?} has {unsaid:?}");
    }
}

/// Whether a text is without errors as a file of sentences.
pub fn can_be_read(text: &str) -> bool {
    parser::parse(text).is_ok()
}

fn written(sources: Sources, lang: Lang) -> Written {
    let resource = parser::parse(sources.of(lang)).unwrap_or_else(|(_, errors)| panic!("{lang:?}: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        assert!(message.attributes.is_empty(), "{}: attributes are not used", message.id.name);
        let mut variables = BTreeSet::new();
        let value = message.value.expect("a value");
        if lang == Lang::Fr {
            spaces(message.id.name, &value);
        }
        collect(&value, &mut variables);
        let before = messages.insert(message.id.name.to_owned(), variables);
        assert!(before.is_none(), "{lang:?} has {} twice", message.id.name);
    }
    messages
}

/// Holds the French texts of a message to the spaces that belong before a sign.
fn spaces(key: &str, pattern: &Pattern<&str>) {
    let mut whole = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => whole.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants, .. } => variants.iter().for_each(|variant| spaces(key, &variant.value)),
                Expression::Inline(InlineExpression::StringLiteral { value }) => whole.push_str(value),
                Expression::Inline(_) => whole.push(VARIABLE),
            },
        }
    }
    assert!(!is_breakable(&whole), "{key} has a plain space beside a sign: {whole:?}");
}

/// Whether a line may be broken before a sign of a sentence, or behind `«`. What stands right behind a
/// sign makes it something else: a key, a port.
fn is_breakable(text: &str) -> bool {
    let ends = |rest: &str| rest.chars().next().is_none_or(|next| next.is_whitespace() || ",.)".contains(next));
    let before_sign = text.split(' ').skip(1).any(|rest| rest.strip_prefix(AFTER_NO_BREAK_SPACE).is_some_and(ends));
    before_sign || text.contains("« ")
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(inline) } => variable(inline, variables),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                variable(selector, variables);
                variants.iter().for_each(|variant| collect(&variant.value, variables));
            }
        }
    }
}

fn variable(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(variables.insert(id.name.to_owned())),
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("{other:?} is not used in these files"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_breakable;

    #[test]
    fn a_plain_space_beside_a_sign_is_found_and_a_key_or_a_port_is_none() {
        for text in ["x : y", "fin ;", "(vraiment ?)", "« x\u{a0}»", "«\u{a0}x »"] {
            assert!(is_breakable(text), "{text:?}");
        }
        for text in ["x\u{a0}: y", "tapez ?x", "le port :12345", "«\u{a0}x\u{a0}»", "x. Y"] {
            assert!(!is_breakable(text), "{text:?}");
        }
    }
}

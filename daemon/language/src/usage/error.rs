//! What clap says of arguments that make no sense, in French. What it quotes stays as it was typed.

use std::error::Error as _;

use clap::builder::StyledStr;
use clap::builder::styling::{Style, Styles};
use clap::error::{ContextKind, ContextValue, ErrorFormatter, ErrorKind};

use super::dictionary;

/// Formats errors in French, as clap's own formatter does in English.
pub(crate) struct French;

impl ErrorFormatter for French {
    fn format_error(error: &clap::error::Error<Self>) -> StyledStr {
        let said = Said { error, styles: Styles::styled() };
        let mut text = said.painted(said.styles.get_error(), "erreur\u{a0}:") + " ";
        text += &said.sentence().unwrap_or_else(|| said.plainly());
        text += &said.tips();
        text += &said.usage();
        text += "\n\nPour en savoir plus, essayez '";
        text += &said.painted(said.styles.get_literal(), "--help");
        text += "'.\n";
        StyledStr::from(text)
    }
}

/// An error, being put into words.
struct Said<'a> {
    error: &'a clap::error::Error<French>,
    styles: Styles,
}

impl Said<'_> {
    fn painted(&self, style: &Style, text: &str) -> String {
        format!("{style}{text}{style:#}")
    }

    fn valid(&self, text: &str) -> String {
        self.painted(self.styles.get_valid(), text)
    }

    fn invalid(&self, text: &str) -> String {
        self.painted(self.styles.get_invalid(), text)
    }

    /// A piece of what clap knows, as one text or several.
    fn all(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            Some(ContextValue::Number(number)) => vec![number.to_string()],
            _ => Vec::new(),
        }
    }

    fn one(&self, kind: ContextKind) -> Option<String> {
        self.all(kind).into_iter().next()
    }

    /// What is wrong, with what it is about; `None` where clap does not tell that.
    fn sentence(&self) -> Option<String> {
        let arg = || self.one(ContextKind::InvalidArg);
        let value = || self.one(ContextKind::InvalidValue);
        let number = |kind| self.one(kind);
        Some(match self.error.kind() {
            ErrorKind::ArgumentConflict => self.conflict()?,
            ErrorKind::NoEquals => {
                format!("il faut un signe égal pour donner une valeur à '{}'", self.invalid(&arg()?))
            }
            ErrorKind::InvalidValue => self.invalid_value(&arg()?, &value()?),
            ErrorKind::InvalidSubcommand => {
                format!("verbe inconnu '{}'", self.invalid(&self.one(ContextKind::InvalidSubcommand)?))
            }
            ErrorKind::UnknownArgument => format!("argument inattendu '{}'", self.invalid(&arg()?)),
            ErrorKind::MissingRequiredArgument => {
                let missing = self.all(ContextKind::InvalidArg);
                let lines = missing.iter().map(|arg| format!("\n  {}", self.valid(arg)));
                format!("ces arguments sont nécessaires et manquent\u{a0}:{}", lines.collect::<String>())
            }
            ErrorKind::MissingSubcommand => {
                let name = self.invalid(&self.one(ContextKind::InvalidSubcommand)?);
                format!(
                    "'{name}' demande un verbe, et aucun n'est donné{}",
                    self.list("verbes", ContextKind::ValidSubcommand)
                )
            }
            ErrorKind::TooManyValues => {
                format!("valeur en trop '{}' pour '{}'", self.invalid(&value()?), self.valid(&arg()?))
            }
            ErrorKind::TooFewValues => self.wrong_number("au moins ", &number(ContextKind::MinValues)?, &arg()?),
            ErrorKind::WrongNumberOfValues => self.wrong_number("", &number(ContextKind::ExpectedNumValues)?, &arg()?),
            ErrorKind::ValueValidation => self.bad_value(&arg()?, &value()?) + &self.reason(),
            _ => return None,
        })
    }

    fn conflict(&self) -> Option<String> {
        let prior = self.all(ContextKind::PriorArg);
        let subject = match (self.one(ContextKind::InvalidArg), self.one(ContextKind::InvalidSubcommand)) {
            (Some(arg), _) if prior == [arg.clone()] => {
                return Some(format!("l'argument '{}' ne peut être donné qu'une fois", self.invalid(&arg)));
            }
            (Some(arg), _) => format!("l'argument '{}'", self.invalid(&arg)),
            (None, Some(verb)) => format!("le verbe '{}'", self.invalid(&verb)),
            (None, None) => return None,
        };
        let with = match prior.as_slice() {
            [] => " d'autres arguments donnés".to_owned(),
            [one] => format!(" '{}'", self.invalid(one)),
            several => {
                "\u{a0}:".to_owned()
                    + &several.iter().map(|arg| format!("\n  {}", self.invalid(arg))).collect::<String>()
            }
        };
        Some(format!("{subject} ne peut pas être employé avec{with}"))
    }

    fn invalid_value(&self, arg: &str, value: &str) -> String {
        let sentence = match value {
            "" => format!("'{}' demande une valeur, et aucune n'est donnée", self.invalid(arg)),
            value => self.bad_value(arg, value),
        };
        sentence + &self.list("valeurs possibles", ContextKind::ValidValue)
    }

    fn bad_value(&self, arg: &str, value: &str) -> String {
        let arg = self.painted(self.styles.get_literal(), arg);
        format!("valeur '{}' incorrecte pour '{arg}'", self.invalid(value))
    }

    /// What the value's own parser has against it.
    fn reason(&self) -> String {
        let reason = self.error.source().map(|source| dictionary::french(&source.to_string()));
        reason.map(|reason| format!("\u{a0}: {reason}")).unwrap_or_default()
    }

    fn wrong_number(&self, least: &str, wanted: &str, arg: &str) -> String {
        let given = self.one(ContextKind::ActualNumValues).unwrap_or_else(|| "0".to_owned());
        let (wanted, given) = (self.valid(wanted), self.invalid(&given));
        format!(
            "'{}' demande {least}{wanted} valeurs, et {given} en reçoit",
            self.painted(self.styles.get_literal(), arg)
        )
    }

    fn list(&self, name: &str, kind: ContextKind) -> String {
        let items: Vec<String> = self.all(kind).iter().map(|item| self.valid(item)).collect();
        if items.is_empty() { String::new() } else { format!("\n  [{name}\u{a0}: {}]", items.join(", ")) }
    }

    /// An error of which no more is known than its kind, or what an operation says.
    fn plainly(&self) -> String {
        let words = match self.error.kind() {
            ErrorKind::InvalidUtf8 => "un argument n'est pas du texte en UTF-8",
            ErrorKind::ArgumentConflict => "un argument ne peut pas être employé avec un autre de ceux qui sont donnés",
            ErrorKind::InvalidValue => "la valeur d'un argument manque ou n'est pas permise",
            ErrorKind::MissingSubcommand => "un verbe est nécessaire, et aucun n'est donné",
            ErrorKind::MissingRequiredArgument => "un argument nécessaire manque",
            ErrorKind::Io | ErrorKind::Format => "l'aide n'a pas pu être écrite",
            _ => "ces arguments n'ont pas de sens",
        };
        words.to_owned() + &self.reason()
    }

    /// What may have been meant.
    fn tips(&self) -> String {
        let mut tips = Vec::new();
        for (kind, one, several) in [
            (ContextKind::SuggestedSubcommand, "un verbe du même genre existe", "des verbes du même genre existent"),
            (ContextKind::SuggestedArg, "un argument du même genre existe", "des arguments du même genre existent"),
            (ContextKind::SuggestedValue, "une valeur du même genre existe", "des valeurs du même genre existent"),
        ] {
            let similar: Vec<String> = self.all(kind).iter().map(|text| format!("'{}'", self.valid(text))).collect();
            let what = if similar.len() == 1 { one } else { several };
            tips.extend((!similar.is_empty()).then(|| format!("{what}\u{a0}: {}", similar.join(", "))));
        }
        if let Some(ContextValue::StyledStrs(texts)) = self.error.get(ContextKind::Suggested) {
            tips.extend(texts.iter().map(|text| dictionary::french(&text.to_string())));
        }
        let lines = tips.iter().map(|tip| format!("\n  {} {tip}", self.valid("conseil\u{a0}:")));
        let lines: String = lines.collect();
        if lines.is_empty() { lines } else { format!("\n{lines}") }
    }

    fn usage(&self) -> String {
        let Some(ContextValue::StyledStr(usage)) = self.error.get(ContextKind::Usage) else { return String::new() };
        format!("\n\n{}", usage.ansi().to_string().replacen("Usage:", "Utilisation\u{a0}:", 1))
    }
}

//! The user's locale, as POSIX lets it be said.
//!
//! `sys-locale` is asked on Windows and macOS alone, where none of the variables says anything: it
//! names languages alone, and takes `LANGUAGE` for more than `LC_ALL=C`, which gettext does not.

use std::env;

/// A language that the programs speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// French
    Fr,
}

impl Lang {
    /// Its name, as BCP 47 has it.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }
}

/// The language of the user's messages.
pub fn language() -> Lang {
    language_by(&variable, system_locale)
}

/// Whether the user's texts are UTF-8.
pub fn is_utf8() -> bool {
    match category("LC_CTYPE", &variable) {
        Some(locale) => is_utf8_in(&locale),
        // The terminals of these systems take Unicode whatever the environment says.
        None => cfg!(any(windows, target_os = "macos")),
    }
}

/// Whether the user says that texts are something else than UTF-8; who says nothing does not.
pub fn is_other_charset() -> bool {
    category("LC_CTYPE", &variable).is_some_and(|locale| !is_utf8_in(&locale))
}

/// What the system's settings say where the environment says nothing.
#[cfg(any(windows, target_os = "macos"))]
fn system_locale() -> Option<String> {
    sys_locale::get_locale()
}

/// Elsewhere there are no other settings than the environment.
#[cfg(not(any(windows, target_os = "macos")))]
fn system_locale() -> Option<String> {
    None
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// The first of three variables that says anything wins (POSIX.1-2024, section 8.2).
fn category(name: &str, variable: &impl Fn(&str) -> Option<String>) -> Option<String> {
    ["LC_ALL", name, "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty())
}

fn language_by(variable: &impl Fn(&str) -> Option<String>, system: impl Fn() -> Option<String>) -> Lang {
    let Some(locale) = category("LC_MESSAGES", variable).or_else(system) else { return Lang::En };
    if matches!(language_of(&locale), "C" | "POSIX") {
        return Lang::En;
    }
    // A list of languages, the dearest first, that holds in every locale but that of C.
    let wished = variable("LANGUAGE").filter(|list| !list.is_empty()).unwrap_or(locale);
    wished.split(':').find_map(spoken).unwrap_or(Lang::En)
}

fn spoken(locale: &str) -> Option<Lang> {
    match language_of(locale).to_ascii_lowercase().as_str() {
        "fr" | "french" => Some(Lang::Fr),
        "en" | "english" => Some(Lang::En),
        _ => None,
    }
}

/// `fr` of `fr_FR.UTF-8@euro`.
fn language_of(locale: &str) -> &str {
    locale.split(['_', '-', '.', '@']).next().unwrap_or_default()
}

fn is_utf8_in(locale: &str) -> bool {
    let Some((_, rest)) = locale.split_once('.') else { return false };
    let charset = rest.split('@').next().unwrap_or_default();
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::{Lang, category, is_utf8_in, language_by};

    fn environment(text: &str) -> impl Fn(&str) -> Option<String> {
        move |name| text.split(' ').find_map(|word| word.strip_prefix(&format!("{name}="))).map(str::to_owned)
    }

    #[test]
    fn the_first_variable_that_says_anything_names_the_language() {
        for (variables, expected) in [
            ("", Lang::En),
            ("LANG=fr_FR.UTF-8", Lang::Fr),
            ("LANG=fr", Lang::Fr),
            ("LANG=fr_CA", Lang::Fr),
            ("LANG=de_DE.UTF-8", Lang::En),
            ("LANG=frp_FR.UTF-8", Lang::En),
            ("LC_MESSAGES=fr_FR.UTF-8 LANG=en_GB.UTF-8", Lang::Fr),
            ("LC_ALL=en_GB.UTF-8 LC_MESSAGES=fr_FR.UTF-8", Lang::En),
            ("LC_ALL= LC_MESSAGES= LANG=fr_BE@euro", Lang::Fr),
            ("LC_ALL=C LANG=fr_FR.UTF-8", Lang::En),
            ("LC_ALL=C.UTF-8 LANGUAGE=fr", Lang::En),
            ("LANG=de_DE.UTF-8 LANGUAGE=br:fr:en", Lang::Fr),
            ("LANG=fr_FR.UTF-8 LANGUAGE=en:fr", Lang::En),
            ("LANGUAGE=fr", Lang::En),
        ] {
            assert_eq!(language_by(&environment(variables), || None), expected, "{variables}");
        }
    }

    #[test]
    fn the_systems_settings_count_where_the_environment_says_nothing() {
        let french = || Some("fr-FR".to_owned());
        assert_eq!(language_by(&environment(""), french), Lang::Fr);
        assert_eq!(language_by(&environment("LC_ALL=C"), french), Lang::En);
        assert_eq!(language_by(&environment("LANG=en_GB.UTF-8"), french), Lang::En);
    }

    #[test]
    fn the_character_set_stands_behind_the_full_stop() {
        for (variables, expected) in [
            ("", false),
            ("LC_ALL=C", false),
            ("LC_ALL=C.UTF-8", true),
            ("LANG=fr_FR.utf8@euro", true),
            ("LANG=fr_FR", false),
            ("LC_CTYPE=fr_FR.ISO-8859-1 LANG=fr_FR.UTF-8", false),
            ("LC_ALL=C LC_CTYPE=fr_FR.UTF-8", false),
        ] {
            let locale = category("LC_CTYPE", &environment(variables));
            assert_eq!(locale.is_some_and(|locale| is_utf8_in(&locale)), expected, "{variables}");
        }
    }
}

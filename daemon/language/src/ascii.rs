//! Text of our own where the terminal takes nothing but ASCII.

/// `line` in ASCII: letters without their accents, everything else by its number.
pub fn ascii(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            '\u{a0}' | '\u{202f}' => out.push(' '),
            '“' | '”' | '«' | '»' => out.push('"'),
            '’' => out.push('\''),
            '–' => out.push('-'),
            '…' => out.push('~'),
            '°' | 'º' => out.push('o'),
            c => match unaccented(c) {
                Some(plain) => out.push(plain),
                None => out.extend(format!("\\u{{{:x}}}", u32::from(c)).chars()),
            },
        }
    }
    out
}

/// The letters that French puts accents on, and those that it puts above the line.
fn unaccented(c: char) -> Option<char> {
    let pairs = [("àâä", 'a'), ("ç", 'c'), ("éèêëᵉ", 'e'), ("îï", 'i'), ("ôö", 'o'), ("ùûü", 'u'), ("ʳ", 'r')];
    let upper = [("ÀÂÄ", 'A'), ("Ç", 'C'), ("ÉÈÊË", 'E'), ("ÎÏ", 'I'), ("ÔÖ", 'O'), ("ÙÛÜ", 'U')];
    pairs.into_iter().chain(upper).find(|(accented, _)| accented.contains(c)).map(|(_, plain)| plain)
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn ascii_is_ascii_and_hides_nothing() {
        assert_eq!(ascii("« Déjà vu » 1ᵉʳ Nº 你"), "\" Deja vu \" 1er No \\u{4f60}");
    }
}

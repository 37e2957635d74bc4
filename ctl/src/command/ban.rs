//! `tp-ctl ban`: refuse an address for a time, list who is refused, let one in again.

use std::io::{self, Write as _};

use serde::Serialize;
use tp_addresses::net::{holds_this_machine, net_of};
use tp_language::refusal::because;
use tp_proto::control::{BanRow, Banned, Bans, Lifted, Ok as Output, Request, Unkept};

use crate::args::{Args, BanArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::{Language, Sentences};
use crate::output::{self, Out, SCHEMA, shown};

const MS_PER_S: u64 = 1000;

pub(super) fn run(args: &Args, options: &BanArgs) -> Result<ExitCode, Error> {
    let mut out = output::stdout();
    match (&options.net, &options.lift) {
        (Some(net), _) => {
            let seconds = options.time.unwrap_or_default().0;
            let request = Request::Ban { net: net.0.clone(), seconds };
            let Output::Banned(banned) = Connection::open_control(args)?.ask(&request)? else { return wrong() };
            tell_banned(&mut out, &banned, seconds, options.json)?;
        }
        (None, Some(net)) => {
            let request = Request::Lift { net: net.0.clone() };
            let Output::Lifted(lifted) = Connection::open_control(args)?.ask(&request)? else { return wrong() };
            tell_lifted(&mut out, &lifted, options.json)?;
        }
        (None, None) => {
            let Output::Bans(bans) = Connection::open(args)?.ask(&Request::Bans {})? else { return wrong() };
            list(&mut out, &bans, options.json)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

fn wrong() -> Result<ExitCode, Error> {
    Err(ConnectionError::WrongAnswer.into())
}

fn tell_banned(out: &mut Out, banned: &Banned, seconds: u64, json: bool) -> Result<(), Error> {
    let language = Language::users();
    let Banned { ban, cut, again, unkept, .. } = banned;
    if json {
        let (ban, unkept) = (BanJson::from(ban), unkept.as_ref().map(Unkept::to_string));
        output::print_json(out, &BannedJson { schema: SCHEMA, ban, cut: *cut, again: *again, unkept })?;
    } else {
        writeln!(out, "{}", done(banned, seconds, &language))?;
    }
    out.flush()?;
    warnings(banned, &language).iter().for_each(|warning| output::complain(warning));
    Ok(())
}

/// What a ban did.
pub(super) fn done(banned: &Banned, seconds: u64, language: &Language) -> String {
    let Banned { ban, cut, again, .. } = banned;
    let say = if *again { Language::ban_renewed } else { Language::ban_done };
    let sentence = say(language, &shown(&ban.net), &time(seconds, language), &output::full(ban.until));
    let cut = if *cut > 0 { language.semicolon(&language.ban_cut(*cut)) } else { String::new() };
    sentence + &cut
}

/// What may not be meant so, and what did not succeed. A daemon that was handed its port may not see the
/// machine's network: its addresses are looked up here too.
pub(super) fn warnings(banned: &Banned, language: &Language) -> Vec<String> {
    let Banned { ban, this_machine, unkept, .. } = banned;
    let is_here = || net_of(&ban.net).is_ok_and(|net| holds_this_machine(net, tp_addresses::of_machine()));
    let mut warnings = Vec::new();
    warnings.extend((*this_machine || is_here()).then(|| language.ban_this_machine(&shown(&ban.net))));
    warnings.extend(unkept.as_ref().map(|unkept| warning(unkept, language)));
    warnings
}

/// How long a ban is to last.
pub(super) fn time(seconds: u64, language: &Language) -> String {
    left(seconds.saturating_mul(MS_PER_S), language)
}

fn tell_lifted(out: &mut Out, lifted: &Lifted, json: bool) -> Result<(), Error> {
    let language = Language::users();
    let Lifted { net, within, unkept } = lifted;
    if json {
        let (within, unkept) = (within.as_deref(), unkept.as_ref().map(Unkept::to_string));
        output::print_json(out, &LiftedJson { schema: SCHEMA, net, within, unkept })?;
    } else {
        let within = within.as_deref().map(|within| language.semicolon(&language.ban_within(&shown(within))));
        writeln!(out, "{}{}", language.ban_lifted(&shown(net)), within.unwrap_or_default())?;
    }
    out.flush()?;
    if let Some(unkept) = unkept {
        output::complain(&warning(unkept, &language));
    }
    Ok(())
}

fn warning(Unkept { path, cause }: &Unkept, language: &Language) -> String {
    language.ban_unkept(&shown(path), &because(cause, language))
}

fn list(out: &mut Out, bans: &Bans, json: bool) -> Result<(), Error> {
    if json {
        let bans = bans.bans.iter().map(BanJson::from).collect();
        return output::print_json(out, &BansJson { schema: SCHEMA, bans });
    }
    Ok(print(out, &bans.bans, &Language::users())?)
}

fn print(out: &mut impl io::Write, bans: &[BanRow], language: &Language) -> io::Result<()> {
    if bans.is_empty() {
        return writeln!(out, "{}", language.ban_none());
    }
    let nets: Vec<String> = bans.iter().map(|ban| shown(&ban.net)).collect();
    let columns = nets.iter().map(String::len).max().unwrap_or_default();
    for (ban, net) in bans.iter().zip(nets) {
        let row =
            language.ban_row(&left(ban.left_ms, language), &output::full(ban.until), &output::by(&ban.by, language));
        writeln!(out, "{net:<columns$}  {row}")?;
    }
    Ok(())
}

/// A time, or what is left of it, in its two largest units.
fn left(ms: u64, language: &Language) -> String {
    let seconds = ms.div_ceil(1000);
    type Say = fn(&Sentences, u64) -> String;
    let units: [(u64, Say); 4] =
        [(86_400, Sentences::days), (3600, Sentences::hours), (60, Sentences::minutes), (1, Sentences::seconds)];
    let first = units.iter().position(|&(unit, _)| seconds >= unit).unwrap_or(units.len() - 1);
    let mut rest = seconds;
    let mut said = Vec::new();
    for (unit, say) in units.into_iter().skip(first).take(2) {
        let count = rest / unit;
        rest %= unit;
        if count > 0 || said.is_empty() {
            said.push(say(language, count));
        }
    }
    said.join(" ")
}

/// Schema 1 of `ban --json`.
#[derive(Debug, Serialize)]
struct BansJson<'a> {
    schema: u32,
    bans: Vec<BanJson<'a>>,
}

/// Schema 1 of `ban ADDRESS --json`.
#[derive(Debug, Serialize)]
struct BannedJson<'a> {
    schema: u32,
    #[serde(flatten)]
    ban: BanJson<'a>,
    cut: u64,
    again: bool,
    unkept: Option<String>,
}

/// Schema 1 of `ban --lift ADDRESS --json`.
#[derive(Debug, Serialize)]
struct LiftedJson<'a> {
    schema: u32,
    net: &'a str,
    within: Option<&'a str>,
    unkept: Option<String>,
}

#[derive(Debug, Serialize)]
struct BanJson<'a> {
    net: &'a str,
    until: String,
    left_seconds: u64,
    by: &'a str,
}

impl<'a> From<&'a BanRow> for BanJson<'a> {
    fn from(row: &'a BanRow) -> Self {
        let left_seconds = row.left_ms.div_ceil(1000);
        BanJson { net: &row.net, until: output::full(row.until), left_seconds, by: &row.by }
    }
}

#[cfg(test)]
mod tests {
    use super::left;
    use crate::language::{Lang, Language};

    #[test]
    fn what_is_left_is_said_in_two_units_and_never_as_nothing() {
        let (english, french) = (Language::new(Lang::En), Language::new(Lang::Fr));
        for (ms, en, fr) in [
            (1, "1 s", "1 s"),
            (59_000, "59 s", "59 s"),
            (60_000, "1 min", "1 min"),
            (571_500, "9 min 32 s", "9 min 32 s"),
            (3_600_000, "1 h", "1 h"),
            (129_600_000, "1 d 12 h", "1 j 12 h"),
        ] {
            let plain = |text: String| text.replace('\u{a0}', " ");
            assert_eq!((plain(left(ms, &english)).as_str(), plain(left(ms, &french)).as_str()), (en, fr));
        }
    }
}

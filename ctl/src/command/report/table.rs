//! The table of a room's clients.

use maud::{Markup, html};

use crate::language::Language;
use crate::picture::{self, halves, leave_reason};
use crate::scene::{Load, Person, Scene};

/// Most rows; all others together are one more.
const ROWS_MAX: usize = 200;

/// The table: the first of them by number, the rest as one row.
pub(super) fn table(scene: &Scene, language: &Language) -> Markup {
    let mut people = scene.roster.busiest();
    let others = people.split_off(people.len().min(ROWS_MAX));
    people.sort_unstable_by_key(|person| person.conn);
    html! {
        div class="scroll" {
            table {
                caption { (language.table_caption()) }
                (head(language))
                tbody {
                    @for person in people { (row(person, scene, language)) }
                    (rest(&others, scene, language))
                }
            }
        }
    }
}

fn head(language: &Language) -> Markup {
    html! {
        thead {
            tr {
                th scope="col" rowspan="2" class="number" { (language.column_number()) }
                th scope="col" rowspan="2" { (language.column_name()) }
                th scope="col" rowspan="2" { (language.column_address()) }
                th scope="col" rowspan="2" { (language.column_joined()) }
                th scope="col" rowspan="2" { (language.column_left()) }
                th scope="col" rowspan="2" { (language.column_why()) }
                th scope="colgroup" colspan="2" class="group" { (language.column_sent()) }
                th scope="colgroup" colspan="2" class="group" { (language.column_got()) }
                th scope="col" rowspan="2" class="number" { (language.column_missing()) }
            }
            tr {
                @for _ in 0..2 {
                    th scope="col" class="number" { (language.column_frames()) }
                    th scope="col" class="number" { (language.column_bytes()) }
                }
            }
        }
    }
}

fn row(person: &Person, scene: &Scene, language: &Language) -> Markup {
    let time = language.second_of_day(person.joined);
    let joined = if person.was_there { language.before(&time) } else { time };
    let (ip, port) = halves(person.address);
    let undelivered = person.leave().map_or(0, |leave| leave.undelivered);
    html! {
        tr {
            td class="number" { (person.conn) }
            th scope="row" { (picture::person(person, language)) }
            td class="address" { (ip) wbr; (port) }
            td { (joined) }
            (left(person, language))
            (loads(person.sent, language))
            (loads(scene.roster.got(person), language))
            (missing(undelivered, language))
        }
    }
}

fn left(person: &Person, language: &Language) -> Markup {
    match person.leave() {
        Some(leave) => html! {
            td { (language.second_of_day(leave.t)) }
            td class="why" { (leave_reason(&leave.why, language)) }
        },
        None if person.is_open() => html! { td class="still" colspan="2" { (language.still_there()) } },
        None => html! { td colspan="2" { (language.left_unseen()) } },
    }
}

fn loads(load: Load, language: &Language) -> Markup {
    html! {
        td class="number" { (language.number(load.count)) }
        td class="number" { (language.number(load.bytes)) }
    }
}

fn missing(bytes: u64, language: &Language) -> Markup {
    html! { td class=(if bytes > 0 { "number lacking" } else { "number" }) { (language.number(bytes)) } }
}

/// Those who have no row of their own.
fn rest(others: &[&Person], scene: &Scene, language: &Language) -> Markup {
    let folded = scene.roster.folded;
    let count = others.len() as u64 + folded.peers;
    if count == 0 {
        return html! {};
    }
    let sent = others.iter().fold(folded.sent, |sum, person| sum.and(person.sent));
    let got = others.iter().fold(folded.got, |sum, person| sum.and(scene.roster.got(person)));
    let lacking = others.iter().filter_map(|person| person.leave()).map(|leave| leave.undelivered);
    let undelivered = lacking.fold(folded.undelivered, u64::saturating_add);
    html! {
        tr class="rest" {
            td {}
            th scope="row" colspan="5" { (language.and_others(count)) }
            (loads(sent, language))
            (loads(got, language))
            (missing(undelivered, language))
        }
    }
}

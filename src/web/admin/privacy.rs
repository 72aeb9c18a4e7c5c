//! For how long what customers leave is kept, what that would remove today, and whether the clock is trusted.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show};
use crate::{
    base::{id::ChannelId, lang::Lang},
    db::DbError,
    desk::{
        channel::{self, Channel},
        privacy::{
            kept::{MONTHS, Own, Periods, Retention, Standing, Term},
            retention::{self, Preview},
        },
        setting,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::choice,
        layout::{channel_badge, icon_sm},
        meanwhile,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

pub(super) const HERE: &str = "/admin/privacy";

/// Kinds of what is kept, by the words of the form.
const KINDS: [&str; 3] = ["chats", "files", "voice"];

/// Whether bookmarked chats stay, in the form.
const BOOKMARKED: &str = "bookmarked";

/// In the form: as usual, for ever, or a number of months.
const USUAL: &str = "";
const EVER: &str = "ever";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Look {
    saved: String,
    sure: String,
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let look: Look = ask.query()?;
    let (rule, standing, preview, channels) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            let rule: Retention = setting::get(reader)?;
            let preview = retention::preview(reader, &rule)?;
            let standing: Standing = setting::get(reader)?;
            Ok((rule, standing, preview, channel::all(reader)?))
        })
        .await?;
    let wish = Wish {
        saved: look.saved,
        sure: look.sure,
        ..Wish::default()
    };
    let inside = view(admin.lang, &rule, &standing, preview, &channels, &wish);
    show(&ask, &admin, Room::Privacy, &inside).await
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let mut sent: Vec<(String, String)> = ask.form().await?;
    // A box that is not ticked is not sent, and says something all the same.
    if sent.iter().all(|(name, _)| name != BOOKMARKED) {
        sent.push((BOOKMARKED.to_owned(), String::new()));
    }
    let (now, channels) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            Ok((setting::get::<Retention>(reader)?, channel::all(reader)?))
        })
        .await?;
    let typed = meanwhile::over(sent, &as_form(&now, &channels))?;
    let rule = read(&typed, &channels).ok_or_else(|| Refusal::bad("bad-form"))?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| retention::change(tx, &origin, &rule))
        .await?;
    see_other("/admin/privacy?saved=privacy")
}

pub(super) async fn run(ask: Ask, admin: AsAdmin) -> Reply {
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| retention::run_now(tx, &origin))
        .await?;
    see_other("/people/erased")
}

/// A rule as the form shows it, by field.
fn as_form(rule: &Retention, channels: &[Channel]) -> BTreeMap<String, String> {
    let usual = |months: Option<u32>| word(months.map(Term::Months), false);
    let mut form = BTreeMap::from([
        ("chats".to_owned(), usual(rule.usual.chats)),
        ("files".to_owned(), usual(rule.usual.files)),
        ("voice".to_owned(), usual(rule.usual.voice)),
        ("addresses".to_owned(), usual(rule.addresses)),
    ]);
    let ticked = if rule.keeps_bookmarked { "on" } else { "" };
    form.insert(BOOKMARKED.to_owned(), ticked.to_owned());
    for channel in channels {
        let own = rule
            .channels
            .get(&channel.id.0)
            .copied()
            .unwrap_or_default();
        for (kind, term) in KINDS.into_iter().zip([own.chats, own.files, own.voice]) {
            form.insert(format!("{kind}-{}", channel.id), word(term, true));
        }
    }
    form
}

/// A period as the form says it. `has_usual`: there is one of the house to follow.
fn word(term: Option<Term>, has_usual: bool) -> String {
    match term {
        None if has_usual => USUAL.to_owned(),
        None | Some(Term::Ever) => EVER.to_owned(),
        Some(Term::Months(months)) => months.to_string(),
    }
}

/// The rule that was sent; `None`: no browser sends that.
fn read(typed: &BTreeMap<String, String>, channels: &[Channel]) -> Option<Retention> {
    let of = |name: &str| typed.get(name).map_or(USUAL, String::as_str);
    let term = |value: &str| match value {
        USUAL => Some(None),
        EVER => Some(Some(Term::Ever)),
        months => {
            let months = months
                .parse()
                .ok()
                .filter(|months| MONTHS.contains(months))?;
            Some(Some(Term::Months(months)))
        }
    };
    // The usual rule has no other one to follow.
    let months = |name: &str| {
        Some(match term(of(name))? {
            Some(Term::Months(months)) => Some(months),
            Some(Term::Ever) | None => None,
        })
    };
    let mut rule = Retention {
        usual: Periods {
            chats: months("chats")?,
            files: months("files")?,
            voice: months("voice")?,
        },
        addresses: months("addresses")?,
        keeps_bookmarked: of(BOOKMARKED) == "on",
        ..Retention::default()
    };
    for channel in channels {
        let own = |kind: &str| term(of(&format!("{kind}-{}", channel.id)));
        let own = Own {
            chats: own("chats")?,
            files: own("files")?,
            voice: own("voice")?,
        };
        if own != Own::default() {
            rule.channels.insert(channel.id.0, own);
        }
    }
    Some(rule)
}

fn view(
    lang: Lang,
    rule: &Retention,
    standing: &Standing,
    preview: Preview,
    channels: &[Channel],
    wish: &Wish,
) -> Markup {
    html! {
        (heading(&t!(lang, "room-privacy"), &t!(lang, "kept-lead"), &html! { a.btn."btn--sm" href="/people/erased" { (icon_sm("history")) (t!(lang, "erased-title")) } }))
        (saved::notice(lang, wish.saved == "privacy"))
        @if rule.is_on() { (tonight(lang, standing, preview, wish)) }
        form.stack."stack--4" method="post" action=(HERE) {
            (meanwhile::shown(&as_form(rule, channels)))
            div.card {
                header."card__head" { div.grow { h3."card__title" { (t!(lang, "kept-usual")) } p.small.muted { (t!(lang, "kept-usual-lead")) } } }
                div.setrow { div.formgrid.grow {
                    (period(lang, "chats", &t!(lang, "kept-chats"), rule.usual.chats.map(Term::Months), false))
                    (period(lang, "files", &t!(lang, "kept-files"), rule.usual.files.map(Term::Months), false))
                    (period(lang, "voice", &t!(lang, "kept-voice"), rule.usual.voice.map(Term::Months), false))
                    (period(lang, "addresses", &t!(lang, "kept-addresses"), rule.addresses.map(Term::Months), false))
                } }
                (choice::switch_row(BOOKMARKED, "flag", &t!(lang, "kept-bookmarked"), &t!(lang, "kept-bookmarked-hint"), rule.keeps_bookmarked))
                div.setrow { p.small.muted { (t!(lang, "kept-pages")) } }
            }
            @if channels.len() > 1 {
                details.card open[!rule.channels.is_empty()] {
                    summary."card__head" { h3."card__title".grow { (t!(lang, "kept-by-channel")) } (icon_sm("chevron-down")) }
                    @for channel in channels { (own(lang, rule, channel)) }
                }
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

/// What the rule would remove today, and why it does not, if it does not.
fn tonight(lang: Lang, standing: &Standing, preview: Preview, wish: &Wish) -> Markup {
    let is_nothing = preview == Preview::default();
    html! {
        @if let Some(at) = standing.doubted_at {
            div.notice."notice--warn" role="status" {
                (icon_sm("clock-alert"))
                span.grow { b.semi { (t!(lang, "kept-doubted")) } " " (moment(at, Style::Day)) br; (t!(lang, "kept-doubted-more")) }
            }
        }
        div.card.setrow #tonight {
            (crate::web::layout::icon("trash-2"))
            span.grow {
                span."setrow__t" {
                    @if is_nothing { (t!(lang, "kept-nothing")) }
                    @else { (t!(lang, "kept-today", chats = preview.chats, files = preview.files, voice = preview.voice, addresses = preview.addresses)) }
                }
                span."setrow__d".blockline {
                    @match standing.removed_at { Some(at) => { (t!(lang, "kept-last")) " " (moment(at, Style::Day)) }, None => (t!(lang, "kept-nightly")) }
                }
            }
            @if !is_nothing || standing.doubted_at.is_some() {
                (Confirm {
                    lang, id: "run", here: HERE, is_open: wish.sure == "run", deed: &t!(lang, "kept-run"), symbol: "trash-2",
                    title: &t!(lang, "kept-run-sure"), meaning: &t!(lang, "kept-run-more"), action: "/admin/privacy/run",
                }.show())
            }
        }
    }
}

fn own(lang: Lang, rule: &Retention, channel: &Channel) -> Markup {
    let own = rule
        .channels
        .get(&channel.id.0)
        .copied()
        .unwrap_or_default();
    let ChannelId(id) = channel.id;
    html! {
        fieldset.setrow {
            (channel_badge(channel.kind, "lg"))
            div.grow.stack."stack--3" {
                legend.medium { bdi { (channel.name) } }
                div.formgrid {
                    @for (kind, label, term) in [
                        (KINDS[0], t!(lang, "kept-chats"), own.chats),
                        (KINDS[1], t!(lang, "kept-files"), own.files),
                        (KINDS[2], t!(lang, "kept-voice"), own.voice),
                    ] {
                        (period(lang, &format!("{kind}-{id}"), &label, term, true))
                    }
                }
            }
        }
    }
}

/// A period to choose. `has_usual`: also that of the house.
fn period(lang: Lang, name: &str, label: &str, term: Option<Term>, has_usual: bool) -> Markup {
    let chosen = word(term, has_usual);
    let values = MONTHS.map(|months| months.to_string());
    let mut choices = Vec::new();
    if has_usual {
        choices.push((USUAL, t!(lang, "kept-as-usual")));
    }
    choices.push((EVER, t!(lang, "kept-ever")));
    for (value, months) in values.iter().zip(MONTHS) {
        let words = match months {
            12.. if months % 12 == 0 => t!(lang, "kept-years", count = i64::from(months / 12)),
            _ => t!(lang, "kept-months", count = i64::from(months)),
        };
        choices.push((value, words));
    }
    choice::select("kept", name, label, &chosen, &choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(chats: u32, files: Option<u32>, keeps_bookmarked: bool) -> Retention {
        Retention {
            usual: Periods {
                chats: Some(chats),
                files,
                voice: None,
            },
            keeps_bookmarked,
            ..Retention::default()
        }
    }

    #[test]
    fn a_period_that_a_colleague_made_longer_meanwhile_stays_so() {
        let (was, now) = (rule(12, None, false), rule(60, None, true));
        let mut sent: Vec<(String, String)> = as_form(&rule(12, Some(6), false), &[])
            .into_iter()
            .collect();
        let shown = serde_json::to_string(&as_form(&was, &[])).unwrap();
        sent.push(("shown".to_owned(), shown));
        let typed = meanwhile::over(sent, &as_form(&now, &[])).unwrap();
        assert_eq!(read(&typed, &[]), Some(rule(60, Some(6), true)));
    }
}

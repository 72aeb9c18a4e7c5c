//! The relay on the page "Reach this house": pairing with one, how the line stands, and parting.

use std::time::Duration;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::network::{HERE, room};
use crate::{
    base::lang::Lang,
    desk::audit::Origin,
    link::{hello::Refused, pairing::Pairing},
    t,
    web::{
        House,
        answer::{Reply, see_other},
        confirm::Confirm,
        field::{Field, Wrong},
        layout::{icon, icon_sm},
        moment::{Style, moment},
        relayed::{self, Fault, Line, Stand},
        request::{AsAdmin, Ask},
        router::{Route, admin, post},
        saved::Wish,
        snippet,
    },
};

/// The line is waited for so long; the page tells what came of it.
const PATIENCE: Duration = Duration::from_secs(5);
/// A clock that differs by less is nobody's business.
const SKEW_S: i64 = 120;
/// Longest words.
const LONGEST: usize = 400;

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/admin/network/relay", admin(pair)),
        post("/admin/network/relay/part", admin(part)),
    ]
}

/// What was typed and not accepted.
#[derive(Debug, Default)]
pub(super) struct Typed {
    words: String,
    wrong: Wrong,
}

#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    words: String,
}

async fn pair(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Words = ask.form().await?;
    if ask.house.config.demo {
        return see_other(HERE);
    }
    let lang = admin.lang;
    let outcome = match typed.words.parse::<Pairing>() {
        Ok(pairing) => relayed::pair(&ask.house, &pairing, admin.origin(&ask))
            .await
            .map_err(|fault| words(lang, &fault)),
        Err(_) => Err(t!(lang, "relay-fault-words").into_owned()),
    };
    if let Err(why) = outcome {
        let typed = Typed {
            words: typed.words,
            wrong: Wrong::at("words", why),
        };
        let mut page = room(&ask, &admin, &typed).await?;
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page);
    }
    let relayed = &ask.house.relayed;
    relayed
        .until(|stand| matches!(stand.line, Line::Up { .. }), PATIENCE)
        .await;
    see_other(&format!("{HERE}#relay"))
}

async fn part(ask: Ask, admin: AsAdmin) -> Reply {
    let origin: Origin = admin.origin(&ask);
    relayed::part(&ask.house, origin).await?;
    let relayed = &ask.house.relayed;
    relayed
        .until(|stand| stand.relay.address.is_empty(), PATIENCE)
        .await;
    see_other(&format!("{HERE}#relay"))
}

/// What is wrong, in words for people.
fn words(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Unreached(why) => t!(lang, "relay-fault-unreached", why = why),
        Fault::Another => t!(lang, "relay-fault-another"),
        Fault::NoRelay(_) => t!(lang, "relay-fault-no-relay"),
        Fault::Refused(Refused::OtherOffice) => t!(lang, "relay-fault-other-office"),
        Fault::Refused(Refused::WrongCode) => t!(lang, "relay-fault-code"),
        Fault::Refused(Refused::Unpaired) => t!(lang, "relay-fault-unpaired"),
        Fault::Refused(Refused::Version(_)) => t!(lang, "relay-fault-version"),
        Fault::Ended => t!(lang, "relay-fault-ended"),
        Fault::Silent => t!(lang, "relay-fault-silent"),
        Fault::Own(why) => t!(lang, "relay-fault-own", why = why),
    }
    .into_owned()
}

/// The card.
pub(super) fn card(lang: Lang, house: &House, typed: &Typed, wish: &Wish) -> Markup {
    let stand = house.relayed.stand();
    html! {
        section.card #relay {
            header."card__head" { h3."card__title".grow { (t!(lang, "relay")) } }
            @if house.config.demo {
                div.setrow { (icon("globe")) div.grow { p."setrow__d" { (t!(lang, "network-demo")) } } }
            } @else if stand.relay.address.is_empty() {
                div.setrow {
                    (icon("globe"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "relay-none")) }
                        p."setrow__d" { (t!(lang, "relay-lead")) }
                        p."setrow__d" { (t!(lang, "relay-start")) " " code.anywhere dir="ltr" { "shopbell relay --acme chat.shop.example" } }
                    }
                }
                (form(lang, typed))
            } @else {
                (line(lang, &stand))
                @if matches!(&stand.line, Line::Down { fault: Some(fault), .. } if fault.parts()) { (form(lang, typed)) }
                div.setrow {
                    (icon("globe"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "relay-world")) }
                        p."setrow__d" { code.anywhere #relay-url dir="ltr" { (stand.relay.url) } }
                        p."setrow__d" { (t!(lang, "relay-paired")) " " (moment(stand.relay.paired_at, Style::Date)) }
                    }
                    span.row {
                    (snippet::copy(lang, "relay-url"))
                    (Confirm {
                        lang, id: "part-relay", here: HERE, is_open: wish.sure == "part-relay", deed: &t!(lang, "relay-part"), symbol: "ban",
                        title: &t!(lang, "relay-part-sure"), meaning: &t!(lang, "relay-part-more"), action: "/admin/network/relay/part",
                    }.show())
                    }
                }
            }
        }
    }
}

fn form(lang: Lang, typed: &Typed) -> Markup {
    html! {
        form."card--pad".stack."stack--4" method="post" action="/admin/network/relay#relay" {
            (Field::new("relay", "words", t!(lang, "relay-words")).value(&typed.words).longest(LONGEST)
                .placeholder("shopbell-relay:chat.shop.example:443#…").required().wide().judged(&typed.wrong))
            div { button.btn."btn--primary" { (icon_sm("plug")) (t!(lang, "relay-pair")) } }
        }
    }
}

fn line(lang: Lang, stand: &Stand) -> Markup {
    let own = env!("CARGO_PKG_VERSION");
    html! {
        @match &stand.line {
            Line::Up { since, waiting, ahead_s, program } => {
                div.setrow {
                    (icon("circle-check"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "relay-up")) }
                        p."setrow__d" { (t!(lang, "relay-since")) " " (moment(*since, Style::Due)) }
                        @if *waiting > 0 { p."setrow__d" { (t!(lang, "relay-waiting", count = i64::try_from(*waiting).unwrap_or(i64::MAX))) } }
                        @if ahead_s.abs() > SKEW_S { p."setrow__d" { (t!(lang, "relay-skewed", minutes = (ahead_s.abs() + 30) / 60)) } }
                        @if program != own { p."setrow__d" { (t!(lang, "relay-program", version = program, own = own)) } }
                    }
                }
            }
            Line::Down { since, fault } => {
                div.setrow {
                    (icon("circle-alert"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "relay-down")) }
                        p."setrow__d" { (t!(lang, "relay-since")) " " (moment(*since, Style::Due)) }
                        @if let Some(fault) = fault { p."setrow__d" dir="auto" { (words(lang, fault)) } }
                        p."setrow__d" { (t!(lang, "relay-keeps")) }
                    }
                }
            }
            Line::None => {}
        }
    }
}

//! Blocking a customer: asked for with a reason and with what they are told; lifted, and listed.

use std::{net::IpAddr, time::Duration};

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    customer::{Known, Stand, load},
    people,
};
use crate::{
    base::{
        id::{BlockId, CustomerId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        block::{self, Block, BlockError, LONGEST, Nearby, Reach, Wanted},
        team::Role,
    },
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        layout::{customer_name, icon, icon_sm, person_path},
        moment::{Style, moment},
        request::{AsAgent, AsSupervisor, Ask},
        router::{Route, agent, get, post, supervisor},
    },
};

/// Blocks on a page of the list.
const ROWS: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/people/blocked", supervisor(list)),
        get("/people/{customer}/block", agent(ask_why)),
        post("/people/{customer}/block", agent(block_)),
        post("/people/{customer}/unblock", agent(lift)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    reason: String,
    other: String,
    message: String,
    days: String,
    nearby: String,
}

/// Which new visitors are blocked, too: how the form says it, from where, and for how many days.
const NEARBY: [(&str, Reach, u32); 4] = [
    ("address-1", Reach::Address, 1),
    ("address-7", Reach::Address, 7),
    ("around-1", Reach::Around, 1),
    ("around-7", Reach::Around, 7),
];

fn days(count: u32) -> Duration {
    Duration::from_secs(u64::from(count) * 24 * 3_600)
}

impl Typed {
    fn wanted(&self, lang: Lang) -> Wanted {
        let known = reasons(lang)
            .into_iter()
            .find(|(word, _)| *word == self.reason);
        let other = self.other.trim();
        let reason = match known {
            Some((_, words)) if other.is_empty() => words,
            Some((_, words)) => format!("{words}: {other}"),
            None => other.to_owned(),
        };
        Wanted {
            reason,
            message: self.message.clone(),
            lasts: self
                .days
                .parse::<u32>()
                .ok()
                .filter(|days| (1..=3_650).contains(days))
                .map(days),
            nearby: NEARBY
                .into_iter()
                .find(|(word, _, _)| *word == self.nearby)
                .map(|(_, reach, count)| Nearby {
                    reach,
                    lasts: days(count),
                }),
        }
    }
}

/// What most people are blocked for. What is kept is the words, in the language of whoever blocked.
fn reasons(lang: Lang) -> [(&'static str, String); 2] {
    [
        ("spam", t!(lang, "block-spam").into_owned()),
        ("abuse", t!(lang, "block-abuse").into_owned()),
    ]
}

async fn known(ask: &Ask, agent: &AsAgent) -> Result<Known, Refusal> {
    let id: CustomerId = ask.place("customer")?;
    load(&ask.house, agent.agent.clone(), Stand::Record(id), 1)
        .await?
        .ok_or_else(Refusal::not_found)
}

/// The question; without our script on a page of its own.
async fn ask_why(ask: Ask, agent: AsAgent) -> Reply {
    let known = known(&ask, &agent).await?;
    if ask.is_fragment() {
        return answer::page(dialog(&known, false, None));
    }
    see_other(&format!("{}?sure=block", person_path(known.customer.id)))
}

async fn block_(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let typed: Typed = ask.form().await?;
    let wanted = typed.wanted(agent.lang);
    let (who, origin) = (agent.agent.clone(), agent.origin(&ask));
    let outcome = ask
        .house
        .db
        .write::<_, BlockError>(move |tx| block::block(tx, &who, &origin, id, &wanted))
        .await;
    match outcome {
        Ok(_) => see_other(&person_path(id)),
        Err(error) => {
            let refusal = Refusal::from(error);
            if ask.is_fragment() || refusal.status != StatusCode::BAD_REQUEST {
                return Err(refusal);
            }
            let known = known(&ask, &agent).await?;
            let why = refusal.sentence(agent.lang);
            let name = customer_name(agent.lang, id, &known.customer.name);
            let inside = html! {
                (people::record::island(&known, super::customer::Tab::Customer, None))
                (dialog(&known, true, Some((&typed, &why))))
            };
            people::screen(&ask, &agent, refusal.status, &name, &inside).await
        }
    }
}

async fn lift(ask: Ask, agent: AsAgent) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let (who, origin) = (agent.agent.clone(), agent.origin(&ask));
    ask.house
        .db
        .write::<_, BlockError>(move |tx| block::lift(tx, &who, &origin, id))
        .await?;
    see_other(&person_path(id))
}

/// The dialog: a reason for the team, what the customer is told, and for how long.
pub(super) fn dialog(known: &Known, is_open: bool, refused: Option<(&Typed, &str)>) -> Markup {
    let lang = known.agent.lang;
    let id = known.customer.id;
    let name = customer_name(lang, id, &known.customer.name);
    let here = known.stand.home();
    let typed = refused.map(|(typed, _)| typed);
    let default = t!(lang, "block-message-default");
    let message = typed.map_or(default.as_ref(), |typed| typed.message.as_str());
    let chosen = typed.map_or("spam", |typed| typed.reason.as_str());
    html! {
        dialog.dialog #block-dialog open[is_open] aria-labelledby="block-title" {
            form.contents method="post" action={ (person_path(id)) "/block" } data-block-form {
                header."dialog__head" {
                    div.grow {
                        h2."dialog__title" #block-title { (t!(lang, "block-sure", name = &name)) }
                        p."dialog__sub" { (t!(lang, "block-means")) }
                    }
                    a.iconbtn href=(here) data-close aria-label=(t!(lang, "cancel")) { (icon("x")) }
                }
                div."dialog__body" {
                    div.field {
                        label."field__label" for="block-reason" { (t!(lang, "block-reason")) " " span.opt { (t!(lang, "block-reason-for")) } }
                        select.select #block-reason name="reason" autofocus {
                            @for (word, words) in reasons(lang) { option value=(word) selected[word == chosen] { (words) } }
                            option value="other" selected[chosen == "other"] { (t!(lang, "block-other")) }
                        }
                    }
                    div.field {
                        label."field__label" for="block-more" { (t!(lang, "block-more")) " " span.opt { (t!(lang, "block-more-when")) } }
                        input.input #block-more name="other" maxlength="160" autocomplete="off" dir="auto" value=[typed.map(|typed| &typed.other)];
                    }
                    div.field {
                        label."field__label" for="block-message" { (t!(lang, "block-message")) " " span.opt { (t!(lang, "block-message-when")) } }
                        textarea.textarea #block-message name="message" rows="3" maxlength=(LONGEST) dir="auto" required { (message) }
                    }
                    div.field {
                        label."field__label" for="block-days" { (t!(lang, "block-lasts")) }
                        select.select #block-days name="days" {
                            option value="" { (t!(lang, "block-for-ever")) }
                            @for days in [1_i64, 7, 30] { option value=(days) selected[typed.is_some_and(|typed| typed.days == days.to_string())] { (t!(lang, "block-days", count = days)) } }
                        }
                    }
                    @if let Some(ip) = known.address { (nearby(lang, ip, typed.map_or("", |typed| typed.nearby.as_str()))) }
                    p."field__error" #block-wrong role="alert" hidden[refused.is_none()] { (icon_sm("circle-alert")) span { (refused.map(|(_, why)| why).unwrap_or_default()) } }
                }
                footer."dialog__foot" {
                    span.push {
                        a.btn href=(here) data-close { (t!(lang, "cancel")) }
                        button."btn btn--danger" { (icon("ban")) (t!(lang, "block-do")) }
                    }
                }
            }
        }
    }
}

/// Whoever comes back as a stranger. What is offered names the addresses, so that one sees how far it reaches.
fn nearby(lang: Lang, ip: IpAddr, chosen: &str) -> Markup {
    html! {
        div.field {
            label."field__label" for="block-nearby" { (t!(lang, "block-nearby")) " " span.opt { (t!(lang, "optional")) } }
            select.select #block-nearby name="nearby" aria-describedby="block-nearby-hint" {
                option value="" { (t!(lang, "block-nearby-none")) }
                @for (word, reach, count) in NEARBY {
                    option value=(word) selected[word == chosen] { (reach.of(ip)) " · " (t!(lang, "block-days", count = i64::from(count))) }
                }
            }
            p."field__hint" #block-nearby-hint { (t!(lang, "block-nearby-hint")) }
        }
    }
}

/// Who else is blocked with somebody, or with whom they are.
fn others(lang: Lang, block: &Block) -> Markup {
    html! {
        @if let Some((network, until)) = &block.network {
            span."xs muted anywhere blockline" { (t!(lang, "blocks-nearby", addresses = network)) " " (moment(*until, Style::Full)) }
        }
        @if let Some((other, name)) = &block.because_of {
            span."xs muted anywhere blockline" {
                (t!(lang, "blocks-because")) " " a href=(person_path(*other)) { bdi { (customer_name(lang, *other, name)) } }
            }
        }
    }
}

/// Says beside a customer that nobody serves them, since when and why.
pub(super) fn banner(known: &Known) -> Markup {
    let lang = known.agent.lang;
    html! {
        @if let Some(block) = &known.block {
            div."banner banner--bad" role="status" {
                (icon("ban"))
                span.grow {
                    b.semi { (t!(lang, "blocked-by", name = &block.agent.name)) } " " (moment(block.at, Style::Day)) " · " bdi { (block.reason) }
                    @if let Some(until) = block.until { " · " (t!(lang, "blocked-until")) " " (moment(until, Style::Full)) }
                    br;
                    span.small { (t!(lang, "blocked-told")) " " bdi { "“" (block.message) "”" } }
                    (others(lang, block))
                }
                @if may_lift(known, block) { (unblock(lang, known.customer.id)) }
            }
        }
    }
}

fn may_lift(known: &Known, block: &Block) -> bool {
    block.agent.id == known.agent.id || known.agent.may_act_as(Role::Supervisor)
}

fn unblock(lang: Lang, id: CustomerId) -> Markup {
    html! {
        form method="post" action={ (person_path(id)) "/unblock" } data-unblock-form {
            button."btn btn--sm" { (icon_sm("lock-open")) (t!(lang, "unblock")) }
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Look {
    before: String,
}

/// Who was blocked, by whom, why, and whether it still holds.
async fn list(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let look: Look = ask.query()?;
    let before = match look.before.as_str() {
        "" => None,
        id => Some(
            id.parse::<BlockId>()
                .map_err(|_| Refusal::bad("bad-query"))?,
        ),
    };
    let page = ask
        .house
        .db
        .read::<_, DbError>(move |reader| block::list(reader, before, ROWS))
        .await?;
    let lang = supervisor.lang;
    let title = t!(lang, "people-blocks");
    let inside = html! {
        (people::heading("/people", &t!(lang, "people-back"), &title, &t!(lang, "blocks-lead"), &html! {}))
        div."page__body" {
            @if page.rows.is_empty() {
                div.empty { (icon("ban")) h2."empty__t" { (t!(lang, "blocks-none")) } }
            } @else {
                div."card clip" {
                    table."table table--cards" {
                        thead { tr {
                            th scope="col" { (t!(lang, "chats-customer")) }
                            th scope="col" { (t!(lang, "block-reason")) }
                            th."m-hide" scope="col" { (t!(lang, "blocks-by")) }
                            th scope="col" { span."sr-only" { (t!(lang, "actions")) } }
                        } }
                        tbody { @for block in &page.rows { (row(lang, block)) } }
                    }
                }
                @if let Some(next) = page.next {
                    p.pager { a."btn btn--sm" href={ "/people/blocked?before=" (next) } { (icon_sm("arrow-down")) (t!(lang, "people-more")) } }
                }
            }
        }
    };
    let agent = supervisor.as_agent();
    people::screen(&ask, &agent, StatusCode::OK, &title, &inside).await
}

fn row(lang: Lang, block: &Block) -> Markup {
    html! {
        tr {
            td { a.medium.anywhere href=(person_path(block.customer)) { bdi { (customer_name(lang, block.customer, &block.customer_name)) } } }
            td."m-sub" { span.anywhere.blockline dir="auto" { (block.reason) } span."xs muted anywhere blockline" dir="auto" { "“" (block.message) "”" } (others(lang, block)) }
            td."m-hide" { bdi { (block.agent.name) } span."xs muted blockline" { (moment(block.at, Style::Day)) } }
            td.r {
                @match block.lifted_at {
                    None => {
                        @if let Some(until) = block.until { span."xs muted blockline" { (t!(lang, "blocked-until")) " " (moment(until, Style::Day)) } }
                        (unblock(lang, block.customer))
                    }
                    Some(at) => {
                        span."xs muted" {
                            @if block.lifted_by.is_empty() { (t!(lang, "blocks-time-up")) } @else { (t!(lang, "blocks-lifted", name = &block.lifted_by)) }
                            " " (moment(at, Style::Day))
                        }
                    }
                }
            }
        }
    }
}

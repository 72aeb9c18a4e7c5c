//! Those who wait and ask about the same: taken at once, and answered one by one.

use maud::{Markup, html};
use serde::Deserialize;

use super::list::List;
use crate::{
    base::{id::ConversationId, lang::Lang},
    desk::{
        alike::together::{self, Customer, MOST, Together},
        counter::Waiting,
        waitlist::claim::ClaimError,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        layout::{chat_path, customer_name, icon, icon_xs},
        request::{AsAgent, Ask},
    },
};

/// Characters of a common question that its group shows.
const SHOWN: usize = 60;

/// One group above the wait list.
pub(super) fn group(list: &List, ids: &[ConversationId]) -> Markup {
    let lang = list.agent.lang;
    let of = |id: &ConversationId| {
        let mut waiting = list.counter.waiting.iter();
        waiting.find(|one| one.conversation.id == *id)
    };
    let members: Vec<&Waiting> = ids.iter().filter_map(of).take(MOST).collect();
    let Some(first) = members.first() else {
        return html! {};
    };
    let words = crate::base::text::preview(&first.conversation.preview, SHOWN);
    html! {
        details.alike id={ "alike-" (first.conversation.id) } {
            summary { (icon("layers")) span.grow { b.semi { (t!(lang, "alike-count", count = members.len())) } " " span.muted dir="auto" { (t!(lang, "quoted", words = &words)) } } (icon_xs("chevron-down")) }
            form method="post" action="/console/together" data-act-form data-keep {
                @for member in &members {
                    @let chat = &member.conversation;
                    label."check small" {
                        input type="checkbox" name="chat" value=(chat.id) checked;
                        span.truncate { b.medium { bdi { (customer_name(lang, chat.customer, &chat.customer_name)) } } " " span.muted dir="auto" { (chat.preview) } }
                    }
                }
                button."btn btn--primary btn--sm w-full" { (t!(lang, "alike-take")) }
            }
        }
    }
}

/// What one sees above a chat that was taken together with others.
pub(super) fn banner(lang: Lang, found: &Together) -> Markup {
    let name = |(id, name): &Customer| customer_name(lang, *id, name);
    let names: Vec<String> = found
        .mates
        .iter()
        .map(|mate| name(&mate.customer))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let next = found.mates.iter().find(|mate| !mate.is_answered);
    html! {
        div."banner banner--quiet" #together role="status" {
            (icon("layers"))
            div.grow {
                @if !names.is_empty() { p { b.semi { (t!(lang, "together-with", names = &super::oversight::list_of(lang, &names))) } } }
                @for (customer, colleague) in &found.lost { p { (t!(lang, "together-lost", name = colleague, customer = &name(customer))) } }
                @for customer in &found.left { p { (t!(lang, "together-left", customer = &name(customer))) } }
                @if let Some((customer, words)) = &found.offer {
                    p.together__offer dir="auto" { (t!(lang, "together-offer", customer = &name(customer))) " " (t!(lang, "quoted", words = words)) }
                }
            }
            @if let Some((_, words)) = &found.offer {
                button."btn btn--sm btn--primary" type="button" data-offered=(words) { (t!(lang, "together-use")) }
            }
            @if let Some(mate) = next.filter(|_| found.is_answered) {
                a."btn btn--sm" href=(chat_path(mate.conversation)) data-open=(mate.conversation) { (t!(lang, "together-next", name = &name(&mate.customer))) }
            }
        }
    }
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    chat: Vec<ConversationId>,
}

/// Takes those that are ticked; the browser goes to the first of them.
pub(super) async fn take(mut ask: Ask, agent: AsAgent) -> Reply {
    let Chosen { chat } = ask.form().await?;
    if chat.is_empty() {
        return Err(Refusal::bad("together-none"));
    }
    let who = agent.agent.clone();
    let outcome = ask
        .house
        .db
        .write::<_, ClaimError>(move |tx| together::take(tx, &who, &chat))
        .await?;
    match outcome.taken.first() {
        Some(first) => see_other(&chat_path(*first)),
        None => see_other("/console"),
    }
}

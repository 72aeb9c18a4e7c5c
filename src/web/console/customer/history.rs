//! The customer's other chats, over all their accounts and channels.

use maud::{Markup, html};

use super::Known;
use crate::{
    base::lang::Lang,
    desk::{conversation::Survey, customer::history::Episode},
    t,
    web::{
        layout::person_path,
        moment::{Style, moment},
    },
};

/// How many more are shown at a time.
const STEP: usize = 20;

/// The section of earlier chats.
pub(super) fn history(known: &Known) -> Markup {
    let lang = known.agent.lang;
    html! {
        section.side__sec aria-labelledby="side-history" {
            h3.eyebrow.between #side-history {
                span { (t!(lang, "customer-earlier")) }
                a.xs href=(person_path(known.customer.id)) { (t!(lang, "customer-record")) }
            }
            @if known.episodes.is_empty() {
                p.xs.faint { (t!(lang, "customer-earlier-none")) }
            } @else {
                div { @for episode in &known.episodes { (one(known, episode)) } }
            }
            @if known.has_more {
                @let more = known.episodes.len() + STEP;
                a.xs href=(known.stand.path(&format!("panel?earlier={more}"))) data-side-tab { (t!(lang, "customer-earlier-more")) }
            }
        }
    }
}

/// What a chat is called in a list of one customer's.
pub(in crate::web) fn title(lang: Lang, episode: &Episode) -> String {
    match &episode.chat_type {
        Some(name) => name.clone(),
        None if episode.conversation.preview.is_empty() => {
            t!(lang, "customer-chat-untitled").into_owned()
        }
        None => episode.conversation.preview.clone(),
    }
}

fn one(known: &Known, episode: &Episode) -> Markup {
    let lang = known.agent.lang;
    let chat = &episode.conversation;
    let title = title(lang, episode);
    let ended = match episode.closed_at() {
        None => t!(lang, "customer-chat-open"),
        Some(_) => match (chat.rating, chat.survey) {
            (Some(rating), _) => t!(lang, "customer-rated", rating = rating),
            (None, Survey::Asked) => t!(lang, "customer-rating-awaited"),
            (None, Survey::None | Survey::Answered) => t!(lang, "customer-not-rated"),
        },
    };
    html! {
        a.hist id={ "episode-" (chat.id) } href={ "/chats?chat=" (chat.id) } {
            b.medium.truncate dir="auto" { (title) }
            span.num { (moment(chat.created_at, Style::Date)) }
            span { @if let Some(agent) = chat.agent() { bdi { (agent.name) } " · " } (ended) }
        }
    }
}

//! The customer's other chats, over all their accounts and channels.

use maud::{Markup, html};

use super::{Known, path};
use crate::{
    desk::{conversation::Survey, customer::history::Episode},
    t,
    web::moment::{Style, moment},
};

/// How many more are shown at a time.
const STEP: usize = 20;

/// The section of earlier chats.
pub(super) fn history(known: &Known) -> Markup {
    let lang = known.agent.lang;
    html! {
        section.side__sec aria-labelledby="side-history" {
            h3.eyebrow #side-history { (t!(lang, "customer-earlier")) }
            @if known.episodes.is_empty() {
                p.xs.faint { (t!(lang, "customer-earlier-none")) }
            } @else {
                div { @for episode in &known.episodes { (one(known, episode)) } }
            }
            @if known.has_more {
                @let more = known.episodes.len() + STEP;
                a.xs href=(path(known.conversation.id, &format!("panel?earlier={more}"))) data-side-tab { (t!(lang, "customer-earlier-more")) }
            }
        }
    }
}

fn one(known: &Known, episode: &Episode) -> Markup {
    let lang = known.agent.lang;
    let chat = &episode.conversation;
    let title = match &episode.chat_type {
        Some(name) => name.clone(),
        None if chat.preview.is_empty() => t!(lang, "customer-chat-untitled").into_owned(),
        None => chat.preview.clone(),
    };
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

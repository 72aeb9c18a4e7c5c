//! What is known about a chat, above its log.

use std::time::Duration;

use maud::{Markup, html};

use super::load::Pane;
use crate::{
    base::lang::Lang,
    desk::conversation::{Conversation, State, Survey},
    t,
    web::{
        layout::{agent_avatar, icon_xs},
        moment::{Style, moment},
    },
};

pub(super) fn facts(pane: &Pane) -> Markup {
    let (lang, detail) = (pane.viewer.lang, &pane.detail);
    let chat = &detail.conversation;
    html! {
        dl."facts detail__facts" {
            dt { (t!(lang, "chats-agents")) }
            dd { (agents(pane)) }
            dt { (t!(lang, "chats-queue")) }
            dd { bdi.truncate { (chat.queue_name) } }
            dt { (t!(lang, "chats-started")) }
            dd { (moment(chat.created_at, Style::Day)) }
            dt { (t!(lang, "chats-first-reply")) }
            dd { (first_reply(lang, chat, detail.first_reply_after)) }
            @if !detail.tags.is_empty() {
                dt { (t!(lang, "chats-tags")) }
                dd."facts__wrap" { @for tag in &detail.tags { span class={ "tag tag--sm tag--" (tag.colour) } { bdi { (tag.name) } } } }
            }
            @if let State::WrappingUp { at, .. } | State::Closed { at, .. } = chat.state {
                dt { (t!(lang, "chats-ended")) }
                dd { (moment(at, Style::Day)) }
                dt { (t!(lang, "chats-type")) }
                dd { (said(lang, detail.chat_type.as_deref())) }
                dt { (t!(lang, "chats-reason")) }
                dd { (said(lang, detail.closing_reason.as_deref())) }
                @if !detail.closing_note.is_empty() {
                    dt { (t!(lang, "chats-note")) }
                    dd."facts__text" dir="auto" { (detail.closing_note) }
                }
            }
            @if chat.rating.is_some() || chat.has_ended() {
                dt { (t!(lang, "chats-rating")) }
                dd { (rating(lang, chat)) }
                @if !chat.rating_comment.is_empty() {
                    dd."facts__quote" dir="auto" { (t!(lang, "quoted", words = &chat.rating_comment)) }
                }
            }
        }
    }
}

/// Who had part in it, in their order: with one agent the name, with more their faces.
fn agents(pane: &Pane) -> Markup {
    let agents = &pane.detail.agents;
    let names: Vec<&str> = agents.iter().map(|face| face.name.as_str()).collect();
    html! {
        @match agents.as_slice() {
            [] => span.faint { (t!(pane.viewer.lang, "chats-agent-none-yet")) },
            [face] => { (agent_avatar(face.id, &face.name, "xs", None)) bdi.truncate { (face.name) } }
            many => span."row row--1" title=(names.join(", ")) {
                @for (place, face) in many.iter().enumerate() {
                    @if place > 0 { (icon_xs("arrow-right")) }
                    (agent_avatar(face.id, &face.name, "xs", None))
                    span."sr-only" { bdi { (face.name) } }
                }
            },
        }
    }
}

fn first_reply(lang: Lang, chat: &Conversation, after: Option<Duration>) -> Markup {
    html! {
        @match (after, &chat.state) {
            (Some(after), _) => span.num { (length(lang, after)) },
            (None, State::WrappingUp { .. } | State::Closed { .. }) => span.faint { (t!(lang, "chats-first-reply-never")) },
            (None, _) => span.faint { (t!(lang, "chats-first-reply-not-yet")) },
        }
    }
}

/// A length of time: 1:12, 2 h 5 min, 3 d 4 h.
pub(in crate::web) fn length(lang: Lang, time: Duration) -> String {
    let seconds = time.as_secs();
    let text = |number: u64| number.to_string();
    match seconds {
        0..3_600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        3_600..86_400 => {
            let (hours, minutes) = (text(seconds / 3_600), text(seconds / 60 % 60));
            t!(lang, "chats-hours", hours = &hours, minutes = &minutes).into_owned()
        }
        _ => {
            let (days, hours) = (text(seconds / 86_400), text(seconds / 3_600 % 24));
            t!(lang, "chats-days", days = &days, hours = &hours).into_owned()
        }
    }
}

fn said(lang: Lang, what: Option<&str>) -> Markup {
    html! {
        @match what {
            Some(what) => bdi.truncate { (what) },
            None => span.faint { (t!(lang, "chats-not-said")) },
        }
    }
}

fn rating(lang: Lang, chat: &Conversation) -> Markup {
    html! {
        @match (chat.rating, chat.survey) {
            (Some(score), _) => {
                span.stars aria-hidden="true" {
                    @for star in 1..=5 { span.off[star > score] { (icon_xs("star")) } }
                }
                span."sr-only" { (t!(lang, "chats-rating-of", rating = score)) }
            }
            (None, Survey::Asked) => span.faint { (t!(lang, "customer-rating-awaited")) },
            (None, Survey::None | Survey::Answered) => span.faint { (t!(lang, "chats-rating-not-asked")) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_no_finer_than_they_matter() {
        for (seconds, expected) in [
            (0, "0:00"),
            (72, "1:12"),
            (3_599, "59:59"),
            (7_500, "2 h 5 min"),
            (273_600, "3 d 4 h"),
        ] {
            assert_eq!(length(Lang::En, Duration::from_secs(seconds)), expected);
        }
    }
}

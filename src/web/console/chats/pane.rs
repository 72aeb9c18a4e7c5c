//! One chat beside the list, to read: who, what is known, the whole log, and the way into the console.

use maud::{Markup, html};

use super::{bookmarks, facts, load::Pane, scores, status, wish::Wish};
use crate::{
    base::id::{ConversationId, MessageId},
    desk::{
        chats::detail::Detail,
        conversation::{State, message::Entry},
        team::Role,
    },
    t,
    web::{
        layout::{channel_kind_name, chat_path, customer_avatar, customer_name, icon, icon_sm},
        log::{Log, MayStrike},
        moment::{Style, moment},
    },
};

/// The pane. `other` is the customer's open chat that kept this one from being taken up again.
pub(super) fn pane(pane: &Pane, other: Option<ConversationId>) -> Markup {
    let lang = pane.viewer.lang;
    let chat = &pane.detail.conversation;
    let name = customer_name(lang, chat.customer, &chat.customer_name);
    let last = pane.detail.entries.last().map(Entry::id);
    html! {
        aside.detail #chat-detail aria-labelledby="chat-name" data-chat=(chat.id) data-customer=(chat.customer) data-last=[last] data-since=[pane.wish.since] data-hit=[pane.hit] {
            (head(pane, &name))
            @if let Some(other) = other {
                div."banner banner--warn" role="alert" {
                    (icon("circle-alert"))
                    span.grow { (t!(lang, "refusal-other-open")) }
                    a.btn."btn--sm" href=(chat_path(other)) { (t!(lang, "chats-other-open")) }
                }
            }
            @if let Some(at) = chat.archived_at {
                div."banner banner--quiet" role="status" {
                    (icon("package"))
                    span.grow { b.semi { (t!(lang, "chats-status-archived")) } " · " (moment(at, Style::Day)) ". " (t!(lang, "archived-means")) }
                }
            }
            (facts::facts(pane))
            div."detail__more" { (scores::section(pane)) (bookmarks::section(pane)) }
            div."log scroll" #chat-log tabindex="0" role="log" aria-label=(t!(lang, "chats-log")) { (log(pane)) }
            (foot(pane))
        }
    }
}

fn head(pane: &Pane, name: &str) -> Markup {
    let lang = pane.viewer.lang;
    let chat = &pane.detail.conversation;
    let close = pane.wish.with_chat(None).address();
    html! {
        header."detail__head" {
            a."iconbtn only-mobile" href=(close) data-close aria-label=(t!(lang, "chats-back")) {
                svg."icon flip" aria-hidden="true" { use href={ (crate::web::assets::path("icons.svg")) "#i-chevron-left" } {} }
            }
            (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, ""))
            div.grow {
                h2."conv__name" #chat-name { bdi.truncate { (name) } }
                p."xs muted truncate" { (channel_kind_name(lang, chat.channel_kind)) " (" bdi { (chat.channel_name) } ")" }
            }
            (status::pill(lang, chat.status()))
            a."iconbtn iconbtn--sm not-mobile" href=(close) data-close aria-label=(t!(lang, "chats-close-pane")) { (icon_sm("x")) }
        }
    }
}

/// The log; a rating stands in it where it was given.
fn log(pane: &Pane) -> Markup {
    let (lang, detail) = (pane.viewer.lang, &pane.detail);
    let log = Log {
        may_strike: MayStrike::Nothing,
        may_bookmark: true,
        lang,
        viewer: pane.viewer.id,
        chats: std::slice::from_ref(&detail.conversation),
        marked: &pane.wish.text,
        writer: None,
        known: &pane.known,
    };
    let cut = match detail.rated_at {
        Some(at) => detail
            .entries
            .partition_point(|entry| entry.created_at() <= at),
        None => detail.entries.len(),
    };
    let (before, after) = detail.entries.split_at(cut);
    html! {
        @if pane.has_earlier {
            a.btn."btn--sm logmore" href=(Wish { since: Some(MessageId(0)), ..pane.wish.clone() }.address()) data-open { (t!(lang, "chats-log-beginning")) }
        }
        (log.entries(before, None))
        (rated(pane, detail, !after.is_empty()))
        (log.entries(after, before.last()))
        @if detail.has_more {
            @let since = detail.entries.last().map(Entry::id);
            a.btn."btn--sm logmore" href=(Wish { since, ..pane.wish.clone() }.address()) data-open { (t!(lang, "chats-log-later")) }
        }
    }
}

fn rated(pane: &Pane, detail: &Detail, has_rest: bool) -> Markup {
    let (lang, chat) = (pane.viewer.lang, &detail.conversation);
    let (Some(at), Some(rating)) = (detail.rated_at, chat.rating) else {
        return html! {};
    };
    // Further down in a long log than what is shown, or above it.
    let is_above = pane.has_earlier
        && detail
            .entries
            .first()
            .is_some_and(|first| at < first.created_at());
    if (detail.has_more && !has_rest) || is_above {
        return html! {};
    }
    let name = customer_name(lang, chat.customer, &chat.customer_name);
    html! {
        p.sysline {
            (icon_sm("star"))
            span { (t!(lang, "chats-rated", name = &name, rating = rating)) " · " (moment(at, Style::Clock)) }
        }
    }
}

fn foot(pane: &Pane) -> Markup {
    let lang = pane.viewer.lang;
    let chat = &pane.detail.conversation;
    let is_with_bot = status::is_with_bot(chat);
    html! {
        footer."detail__foot" {
            @if is_with_bot {
                form.grow method="post" action={ (chat_path(chat.id)) "/claim" } {
                    button."btn btn--primary btn--block" type="submit" title=(t!(lang, "chats-bot-take-means")) { (icon("hand")) (t!(lang, "chats-bot-take")) }
                }
            } @else {
                a."btn btn--primary grow" href=(chat_path(chat.id)) { (icon("message-square-reply")) (t!(lang, "chats-open-in-console")) }
            }
            a."iconbtn" href={ "/chats/" (chat.id) "/transcript" } target="_blank" rel="noopener" aria-label=(t!(lang, "transcript")) title=(t!(lang, "transcript")) { (icon("file-text")) }
            @if pane.translates && !is_with_bot {
                button.iconbtn type="button" data-translate aria-pressed="false" aria-label=(t!(lang, "translate-switch")) title=(t!(lang, "translate-switch")) { (icon("languages")) }
            }
            @if chat.archived_at.is_some() {
                @if pane.viewer.may_act_as(Role::Supervisor) {
                    (deed(pane, "unarchive", html! { button.btn title=(t!(lang, "unarchive-means")) { (icon("package-x")) (t!(lang, "bulk-unarchive")) } }))
                }
            } @else if chat.has_ended() {
                @if may_archive(pane) {
                    (deed(pane, "archive", html! { button.iconbtn aria-label=(t!(lang, "bulk-archive")) title=(t!(lang, "archive-means")) { (icon("package")) } }))
                }
                form method="post" action={ "/chats/" (chat.id) "/reopen" } {
                    button.btn type="submit" title=(t!(lang, "chats-reopen-means")) { (icon("lock-open")) (t!(lang, "chats-reopen")) }
                }
            } @else if !is_with_bot {
                @if is_theirs(pane) {
                    (asks("forward", "forward", &t!(lang, "bulk-forward")))
                    (asks("close", "circle-check", &t!(lang, "bulk-close")))
                }
                @if may_watch(pane) {
                    @if pane.watchers.iter().any(|face| face.id == pane.viewer.id) {
                        (deed(pane, "unwatch", html! { button.iconbtn aria-label=(t!(lang, "watch-end")) title=(t!(lang, "watch-end")) { (icon("eye-off")) } }))
                    } @else {
                        (deed(pane, "watch", html! { button.iconbtn aria-label=(t!(lang, "watch")) title=(t!(lang, "watch-more")) { (icon("eye")) } }))
                    }
                }
                @if may_settle(pane) {
                    (deed(pane, "no-answer", html! { button.btn title=(t!(lang, "no-answer-means")) { (icon("check")) (t!(lang, "no-answer-needed")) } }))
                }
            }
        }
    }
}

/// What is asked by the page's own code as of many chats, and done with this one.
fn asks(word: &str, symbol: &str, label: &str) -> Markup {
    let label = format!("{label}…");
    html! { button.iconbtn type="button" data-asks-one=(word) aria-label=(label) title=(label) { (icon(symbol)) } }
}

/// A form that does something with the chat and stays beside it.
fn deed(pane: &Pane, word: &str, button: Markup) -> Markup {
    html! { form method="post" action=(address_of(pane, word)) data-pane-form { (button) } }
}

/// Where something is done with the chat, after which one goes on looking at it in the same list.
pub(super) fn address_of(pane: &Pane, word: &str) -> String {
    let address = pane.wish.address();
    let query = address.split_once('?').map_or("", |(_, query)| query);
    format!("/chats/{}/{word}?{query}", pane.detail.conversation.id)
}

fn is_theirs(pane: &Pane) -> bool {
    let agent = pane.detail.conversation.agent();
    agent.is_none_or(|face| face.id == pane.viewer.id) || pane.viewer.may_act_as(Role::Supervisor)
}

fn may_archive(pane: &Pane) -> bool {
    let is_over = matches!(pane.detail.conversation.state, State::Closed { .. });
    is_over && is_theirs(pane)
}

fn may_settle(pane: &Pane) -> bool {
    let chat = &pane.detail.conversation;
    chat.needs_reply() && matches!(chat.state, State::Active { .. }) && is_theirs(pane)
}

/// A supervisor, of an open chat that they do not answer in.
fn may_watch(pane: &Pane) -> bool {
    let chat = &pane.detail.conversation;
    let is_own = chat.agent().is_some_and(|face| face.id == pane.viewer.id);
    pane.viewer.may_act_as(Role::Supervisor) && !is_own
}

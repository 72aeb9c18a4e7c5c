//! Where a chat stands, in words: on the tabs and on the pills of the rows.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::{
    base::lang::Lang,
    desk::{
        chats::Tab,
        conversation::{Conversation, State, Status},
    },
    t,
};

/// Whether a listed chat is in the bot's hands: another in which no person has part yet is in no list.
pub(super) fn is_with_bot(chat: &Conversation) -> bool {
    chat.state == State::Fresh
}

/// Name of a tab.
pub(super) fn tab_name(lang: Lang, tab: Tab) -> Cow<'static, str> {
    match tab {
        Tab::All => t!(lang, "chats-tab-all"),
        Tab::Open => t!(lang, "chats-tab-open"),
        Tab::New => t!(lang, "chats-tab-new"),
        Tab::Active => t!(lang, "chats-tab-active"),
        Tab::AwaitingResponse => t!(lang, "chats-tab-awaiting"),
        Tab::NeedsReply => t!(lang, "chats-tab-needs-reply"),
        Tab::Transferred => t!(lang, "chats-tab-transferred"),
        Tab::Bot => t!(lang, "chats-status-bot"),
        Tab::WrapUp => t!(lang, "chats-status-wrap-up"),
        Tab::Closed => t!(lang, "chats-tab-closed"),
        Tab::Archived => t!(lang, "chats-status-archived"),
    }
}

/// What being in a tab means.
pub(super) fn tab_meaning(lang: Lang, tab: Tab) -> Cow<'static, str> {
    match tab {
        Tab::All => t!(lang, "chats-tab-all-means"),
        Tab::Open => t!(lang, "chats-tab-open-means"),
        Tab::New => t!(lang, "chats-status-new-means"),
        Tab::Active => t!(lang, "chats-status-active-means"),
        Tab::AwaitingResponse => t!(lang, "chats-status-awaiting-means"),
        Tab::NeedsReply => t!(lang, "chats-tab-needs-reply-means"),
        Tab::Transferred => t!(lang, "chats-status-transferred-means"),
        Tab::Bot => t!(lang, "chats-status-bot-means"),
        Tab::WrapUp => t!(lang, "chats-status-wrap-up-means"),
        Tab::Closed => t!(lang, "chats-status-closed-means"),
        Tab::Archived => t!(lang, "chats-status-archived-means"),
    }
}

/// A status as a coloured word. Of one chat it is said in other words than of many.
pub(in crate::web) fn pill(lang: Lang, status: Status) -> Markup {
    let (class, meaning, words) = match status {
        // A chat in which nothing was written is in no list.
        Status::Fresh => (
            "bot",
            tab_meaning(lang, Tab::Bot),
            t!(lang, "chats-status-bot"),
        ),
        Status::New => (
            "new",
            tab_meaning(lang, Tab::New),
            t!(lang, "chats-status-new"),
        ),
        Status::Active => (
            "active",
            tab_meaning(lang, Tab::Active),
            t!(lang, "chats-status-active"),
        ),
        Status::AwaitingResponse => (
            "await",
            tab_meaning(lang, Tab::AwaitingResponse),
            t!(lang, "chats-status-awaiting"),
        ),
        Status::Transferred => (
            "moved",
            tab_meaning(lang, Tab::Transferred),
            t!(lang, "chats-status-transferred"),
        ),
        Status::WrapUp => (
            "brass",
            tab_meaning(lang, Tab::WrapUp),
            t!(lang, "chats-status-wrap-up"),
        ),
        Status::Closed => (
            "closed",
            tab_meaning(lang, Tab::Closed),
            t!(lang, "chats-status-closed"),
        ),
        Status::Archived => (
            "archived",
            tab_meaning(lang, Tab::Archived),
            t!(lang, "chats-status-archived"),
        ),
    };
    html! {
        span class={ "pill pill--" (class) } title=(meaning) { (words) }
    }
}

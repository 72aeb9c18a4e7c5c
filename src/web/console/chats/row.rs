//! One chat in the list.

use std::time::Duration;

use maud::{Markup, html};

use super::{super::priority, found, load::List, status};
use crate::{
    base::{id::MessageId, lang::Lang},
    desk::{
        attachment::Attachment,
        chats::Listed,
        conversation::{
            Conversation,
            message::{Author, Delivery, Enclosure, Entry},
        },
    },
    t,
    web::{
        layout::{agent_avatar, channel_kind_name, customer_avatar, customer_name, icon_xs},
        log::{Tick, first_hit, with_marks},
        moment::{Style, moment},
    },
};

/// Customers who have waited longer than this are pointed out …
const LATE: Duration = Duration::from_secs(3 * 60);
/// … and more strongly after this.
const VERY_LATE: Duration = Duration::from_secs(15 * 60);

pub(super) fn row(list: &List, listed: &Listed) -> Markup {
    let (lang, chat) = (list.viewer.lang, &listed.conversation);
    let is_open = list.wish.chat == Some(chat.id);
    html! {
        tr id={ "chat-" (chat.id) } data-chat=(chat.id) data-priority=[open_tint(chat)] data-stage=(stage(chat)) aria-selected=(is_open) {
            td { div.picked { @if !status::is_with_bot(chat) { (pick(lang, chat)) } (customer(list, listed, is_open)) } }
            td."m-sub" { (message(list, listed)) }
            td."m-hide"."col-agent" { (agent(lang, chat, &list.wish.text)) }
            td { (status::pill(lang, chat.status())) }
            td."m-hide"."col-opt" { span."chip chip--sm" { bdi { (chat.queue_name) } } }
            td."m-hide"."col-opt".muted.nowrap { (moment(chat.created_at, Style::Day)) }
            td."m-hide".nowrap.(haste(list, chat)) {
                (moment(chat.last_activity_at, Style::Ago))
                @if waits(chat) { span."sr-only" { ", " (t!(lang, "chats-waits")) } }
            }
        }
    }
}

/// What can be done with it together with others.
fn stage(chat: &Conversation) -> &'static str {
    match (chat.archived_at, chat.has_ended()) {
        (Some(_), _) => "archived",
        (None, true) => "ended",
        (None, false) => "open",
    }
}

/// The box that ticks a row.
fn pick(lang: Lang, chat: &Conversation) -> Markup {
    let name = customer_name(lang, chat.customer, &chat.customer_name);
    html! {
        label."check pick" {
            input type="checkbox" name="chat" value=(chat.id) id={ "pick-" (chat.id) } data-pick autocomplete="off" aria-label=(t!(lang, "bulk-pick", name = &name));
        }
    }
}

/// Once a chat has ended, nothing about it is urgent.
fn open_tint(chat: &Conversation) -> Option<&'static str> {
    priority::tint(chat.priority).filter(|_| !chat.has_ended())
}

fn customer(list: &List, listed: &Listed, is_open: bool) -> Markup {
    let (lang, chat, words) = (list.viewer.lang, &listed.conversation, &list.wish.text);
    let name = customer_name(lang, chat.customer, &chat.customer_name);
    // The search looks at addresses, and not at the names of channels.
    let contact = if chat.customer_email.is_empty() {
        html! { (chat.channel_name) }
    } else {
        with_marks(&chat.customer_email, words)
    };
    // What a colleague has finished is nobody's to catch up on, unless it is asked for.
    let is_done = chat.has_ended();
    let is_unread = listed.unread > 0 && (!is_done || list.wish.unread);
    // Who comes by a search begins to read where the words were said.
    let place = list
        .hits
        .get(&chat.id)
        .map(|hit| format!("#m-{}", hit.id()));
    let href = list.wish.with_chat(Some(chat.id)).address() + place.as_deref().unwrap_or("");
    html! {
        a."row row--3 plainlink" id={ "open-" (chat.id) } href=(href) data-open aria-current=[is_open.then_some("true")] {
            (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, ""))
            span.grow {
                b."truncate blockline".semi[is_unread].medium[!is_unread] { @if open_tint(chat).is_some() { (priority::mark(lang, chat.priority)) " " } bdi { (with_marks(&name, words)) } }
                span."xs muted truncate blockline" { (channel_kind_name(lang, chat.channel_kind)) " · " bdi { (contact) } }
            }
            @if is_unread {
                span."count count--brand" title=(t!(lang, "chats-unread-count", count = listed.unread)) {
                    (listed.unread) span."sr-only" { " " (t!(lang, "chats-unread")) }
                }
            }
        }
    }
}

/// The last message, or the one that was searched for.
fn message(list: &List, listed: &Listed) -> Markup {
    let (lang, chat, words) = (list.viewer.lang, &listed.conversation, &list.wish.text);
    let tags = listed
        .tags
        .iter()
        .filter(|tag| found::begins(&tag.name, words));
    html! {
        span."clamp-1 muted" {
            @if let Some(note) = list.bookmarks.get(&chat.id) {
                span.markd title=[(!note.is_empty()).then_some(note)] { (icon_xs("sticky-note")) span."sr-only" { (t!(lang, "chats-bookmarked")) } }
                " " @if list.wish.bookmarked && !note.is_empty() { bdi.semi { (note) } " " }
            }
            @for tag in tags { span class={ "tag tag--sm tag--" (tag.colour) } { bdi { (with_marks(&tag.name, words)) } } " " }
            @match list.hits.get(&chat.id) {
                Some(hit) => {
                    (author_of(lang, chat, hit))
                    @match file_meant(hit, words) {
                        Some(name) => { (icon_xs("paperclip")) " " bdi { (with_marks(&found::around(name, words), words)) } },
                        None => bdi { (with_marks(&found::around(said(hit), words), words)) },
                    }
                }
                None => {
                    @if let Some(delivery) = listed.delivery { (ticks(lang, chat, chat.last_message, delivery)) }
                    bdi { (chat.preview) }
                }
            }
        }
    }
}

fn said(entry: &Entry) -> &str {
    match entry {
        Entry::Message(message) => &message.text,
        Entry::Comment(comment) => &comment.text,
    }
}

/// The name of a file beside it that has the words, where what was said has not.
fn file_meant<'a>(entry: &'a Entry, words: &str) -> Option<&'a str> {
    if first_hit(said(entry), words).is_some() {
        return None;
    }
    let files: Vec<&Attachment> = match entry {
        Entry::Message(message) => message.attachments.iter().collect(),
        Entry::Comment(comment) => comment.enclosures.iter().map(Enclosure::for_team).collect(),
    };
    let mut names = files.into_iter().map(|file| file.name.as_str());
    names.find(|name| first_hit(name, words).is_some())
}

fn author_of(lang: Lang, chat: &Conversation, entry: &Entry) -> Markup {
    match entry {
        Entry::Comment(_) => sign("lock", "", &t!(lang, "chats-comment")),
        Entry::Message(message) => match message.author {
            Author::Agent(_) | Author::Bot => ticks(lang, chat, message.id, message.delivery),
            Author::Customer | Author::System(_) => html! {},
        },
    }
}

/// How far what the team wrote has come, as its log shows it.
fn ticks(lang: Lang, chat: &Conversation, id: MessageId, delivery: Delivery) -> Markup {
    let tick = Tick::of(lang, id, delivery, Some(chat));
    sign(tick.symbol, &format!(" ticks--{}", tick.state), &tick.words)
}

fn sign(symbol: &str, class: &str, words: &str) -> Markup {
    html! {
        span class={ "ticks" (class) } title=(words) { (icon_xs(symbol)) span."sr-only" { (words) ": " } }
    }
}

fn agent(lang: Lang, chat: &Conversation, words: &str) -> Markup {
    html! {
        @match chat.agent() {
            Some(face) => span.row title=(face.name) {
                (agent_avatar(face.id, &face.name, "xs", None))
                bdi.truncate { (with_marks(&face.name, words)) }
            },
            None => span.faint { (t!(lang, "chats-agent-none-yet")) },
        }
    }
}

/// Whether its customer waits for a person: whoever talks with the bot does not yet.
fn waits(chat: &Conversation) -> bool {
    !status::is_with_bot(chat) && chat.needs_reply()
}

/// How pressing it is that somebody answers.
fn haste(list: &List, chat: &Conversation) -> &'static str {
    let since = chat.waiting_since.filter(|_| waits(chat));
    match since.map(|since| list.now.since(since)) {
        Some(waited) if waited >= VERY_LATE => "verylate",
        Some(waited) if waited >= LATE => "late",
        _ => "muted",
    }
}

//! What of the chat is worth talking about, below what is known of it.

use maud::{Markup, html};
use serde::Deserialize;

use super::{load::Pane, pane::address_of, wish_of};
use crate::{
    base::id::{BookmarkId, ConversationId, MessageId},
    desk::{
        quality::bookmark::{self, Bookmark, BookmarkError, LONGEST_NOTE},
        team::Role,
    },
    t,
    web::{
        answer::{Reply, see_other},
        layout::{icon_sm, icon_xs},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

pub(super) fn section(pane: &Pane) -> Markup {
    let lang = pane.viewer.lang;
    let standing = pane
        .bookmarks
        .iter()
        .filter(|mark| mark.removed_at.is_none())
        .count();
    html! {
        details #chat-bookmarks {
            summary {
                (icon_sm("sticky-note")) span { (t!(lang, "bookmarks")) }
                @if standing > 0 { span."push semi num" { (standing) } } @else { span.push.faint { (t!(lang, "bookmarks-none")) } }
                (icon_xs("chevron-down"))
            }
            div."detail__inside" {
                @for mark in &pane.bookmarks { (shown(pane, mark)) }
                form.markform #bookmark-form method="post" action=(address_of(pane, "bookmarks")) data-pane-form data-keep data-once {
                    input type="hidden" name="message" value="";
                    p."small muted" #bookmark-what data-whole=(t!(lang, "bookmark-whole")) { (t!(lang, "bookmark-whole")) }
                    div.row {
                        input."input input--sm grow" #bookmark-note name="note" maxlength=(LONGEST_NOTE) autocomplete="off" dir="auto"
                            aria-label=(t!(lang, "bookmark-note")) placeholder=(t!(lang, "bookmark-note"));
                        button."btn btn--sm" { (t!(lang, "bookmark-add")) }
                    }
                }
            }
        }
    }
}

fn shown(pane: &Pane, mark: &Bookmark) -> Markup {
    let lang = pane.viewer.lang;
    let may_change = mark.by == pane.viewer.id || pane.viewer.may_act_as(Role::Supervisor);
    let deed = |word: &str| address_of(pane, &format!("bookmarks/{}/{word}", mark.id));
    html! {
        div."markline row" id={ "bookmark-" (mark.id) } {
            @if mark.removed_at.is_some() {
                p."small muted grow" { (t!(lang, "bookmark-removed")) }
                @if may_change { form method="post" action=(deed("put-back")) data-pane-form { button.linkbtn.small { (t!(lang, "bookmark-undo")) } } }
            } @else {
                div.grow {
                    @if let Some(message) = mark.message {
                        a."small blockline truncate" href={ "#m-" (message) } dir="auto" { (t!(lang, "quoted", words = &mark.quoted)) }
                    }
                    @if !mark.note.is_empty() { p.small dir="auto" { (mark.note) } }
                    p."xs muted" { bdi { (mark.by_name) } " · " (moment(mark.at, Style::Day)) }
                }
                @if may_change {
                    form method="post" action=(deed("remove")) data-pane-form {
                        button."iconbtn iconbtn--sm" aria-label=(t!(lang, "bookmark-remove")) title=(t!(lang, "bookmark-remove")) { (icon_sm("x")) }
                    }
                }
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    message: String,
    note: String,
}

/// Marks the chat, or one message of it.
pub(super) async fn set(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Typed { message, note } = ask.form().await?;
    let message = match message.as_str() {
        "" => None,
        number => Some(MessageId(
            number.parse().map_err(|_| BookmarkError::NotFound)?,
        )),
    };
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, BookmarkError>(move |tx| bookmark::set(tx, &who, id, message, &note))
        .await?;
    see_other(&wish_of(&ask)?.opened(id).address())
}

/// Takes a mark away.
pub(super) async fn remove(ask: Ask, agent: AsAgent) -> Reply {
    let mark: BookmarkId = ask.place("bookmark")?;
    let who = agent.agent.clone();
    let id = ask
        .house
        .db
        .write::<_, BookmarkError>(move |tx| bookmark::remove(tx, &who, mark))
        .await?;
    see_other(&wish_of(&ask)?.opened(id).address())
}

/// Puts it back.
pub(super) async fn put_back(ask: Ask, agent: AsAgent) -> Reply {
    let mark: BookmarkId = ask.place("bookmark")?;
    let who = agent.agent.clone();
    let id = ask
        .house
        .db
        .write::<_, BookmarkError>(move |tx| bookmark::put_back(tx, &who, mark))
        .await?;
    see_other(&wish_of(&ask)?.opened(id).address())
}

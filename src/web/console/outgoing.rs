//! What an agent has sent and what has not left yet: shown below the log, taken back, sent at once.

use maud::{Markup, html};
use serde::Deserialize;

use super::{pane::name_of, reply_window};
use crate::{
    base::{
        id::{ConversationId, MessageId, OutgoingId},
        lang::Lang,
        text,
        time::Timestamp,
    },
    db::DbError,
    desk::{
        attachment::{Attachment, AttachmentKind},
        conversation::draft,
        family::Family,
        outgoing::{self, Outgoing, Rest},
        team::Agent,
    },
    t,
    web::{
        answer::{Refusal, Reply, ok, page, see_other},
        layout::{chat_path, icon, icon_sm},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

/// Characters of a reply that are shown while it rests.
const SHOWN: usize = 160;

/// The part of a chat that shows what rests.
pub(super) async fn island(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    show(&ask, &agent, id).await
}

/// The same, as the answer to what changed it.
pub(super) async fn show(ask: &Ask, agent: &AsAgent, id: ConversationId) -> Reply {
    if !ask.is_fragment() {
        return see_other(&chat_path(id));
    }
    let now = ask.house.db.clock().now();
    let resting = ask
        .house
        .db
        .read::<_, DbError>(move |reader| outgoing::of_conversation(reader, id))
        .await?;
    page(markup(&agent.agent, &resting, now))
}

/// Takes a reply back: its words and files are the composer's again. They become the chat's draft as well, so that they are
/// not lost with an answer that does not arrive. Not so those of a comment, which must never stand where a reply is written:
/// the page has them.
pub(super) async fn take_back(ask: Ask, agent: AsAgent) -> Reply {
    let id: OutgoingId = ask.place("id")?;
    let (who, has_script) = (agent.id, ask.is_fragment());
    let back = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            let mut back =
                outgoing::take_back(tx, who, id)?.ok_or_else(|| Refusal::conflict("has-left"))?;
            // Their own words are what they go on with.
            let own = back
                .original
                .clone()
                .map_or(back.text.clone(), |one| one.text);
            if !back.is_comment {
                let kept = draft::of(tx, who, back.conversation)?.text;
                let both = [own.as_str(), kept.as_str()].join("\n");
                draft::keep(tx, who, back.conversation, both.trim_end())?;
            }
            back.text = own;
            Ok(back)
        })
        .await?;
    if !has_script {
        return see_other(&chat_path(back.conversation));
    }
    let files: Vec<_> = back
        .files
        .iter()
        .map(|file| {
            serde_json::json!({
                "id": file.id, "name": file.name, "kind": file.kind, "sort": sort_of(file), "type": file.media_type,
                "size": file.size, "ms": file.duration_ms, "levels": file.levels, "card": file.card,
            })
        })
        .collect();
    ok(&serde_json::json!({
        "conversation_id": back.conversation, "mode": if back.is_comment { "comment" } else { "reply" },
        "text": back.text, "quotes": back.quotes, "files": files,
    }))
}

/// As the browser tells files apart.
fn sort_of(file: &Attachment) -> &'static str {
    match file.kind {
        AttachmentKind::Card => "card",
        AttachmentKind::Image | AttachmentKind::Voice | AttachmentKind::File => {
            Family::of(&file.media_type).word()
        }
    }
}

#[derive(Deserialize)]
struct Sent {
    /// Newest entry that the author's screen showed.
    seen: Option<MessageId>,
}

/// Sends a reply before its time, or although something was said since it was put aside.
pub(super) async fn send_now(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: OutgoingId = ask.place("id")?;
    let Sent { seen } = ask.form().await?;
    let who = agent.id;
    let chat = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            outgoing::leave_now(tx, who, id, seen)?.ok_or_else(|| Refusal::conflict("has-left"))
        })
        .await?;
    show(&ask, &agent, chat).await
}

/// What rests in a chat; empty, but there, when nothing does.
pub(super) fn markup(agent: &Agent, resting: &[Outgoing], now: Timestamp) -> Markup {
    html! {
        div.outgoing #outgoing aria-live="polite" hidden[resting.is_empty()] {
            @for one in resting { (item(agent, one, now)) }
        }
    }
}

fn item(agent: &Agent, one: &Outgoing, now: Timestamp) -> Markup {
    let lang = agent.lang;
    let is_own = one.agent == agent.id;
    let words = if one.text.is_empty() {
        let names: Vec<&str> = one.files.iter().map(|file| file.name.as_str()).collect();
        names.join(", ")
    } else {
        text::preview(&one.text, SHOWN)
    };
    let path = format!("/console/outgoing/{}", one.id);
    html! {
        div."outgoing__item"."outgoing__item--failed"[one.trouble.is_some()] id={ "o-" (one.id) } data-comment[one.is_comment] data-words=[(is_own && one.is_comment).then_some(&one.text)] {
            (icon_sm(match (&one.trouble, one.rest) {
                (Some(_), _) => "circle-alert",
                (None, Rest::Held) => "timer",
                (None, Rest::Scheduled) => "alarm-clock",
            }))
            div."grow outgoing__what" {
                b { (headline(lang, one, is_own, now)) }
                span.truncate dir="auto" { (words) }
            }
            @if is_own {
                @if one.trouble.is_none() && one.rest == Rest::Scheduled && one.is_at_home {
                    form method="post" action={ (path) "/send" } data-outgoing {
                        button."btn btn--sm btn--ghost" { (t!(lang, "outgoing-now")) }
                    }
                }
                @if one.is_to_be_confirmed() && one.is_at_home {
                    form method="post" action={ (path) "/send" } data-outgoing {
                        button."btn btn--sm btn--ghost" { (t!(lang, "js-send-anyway")) }
                    }
                }
                form method="post" action={ (path) "/take-back" } data-outgoing="take-back" {
                    button."btn btn--sm" {
                        @if one.rest == Rest::Held && one.trouble.is_none() { (t!(lang, "outgoing-undo")) } @else { (t!(lang, "outgoing-edit")) }
                    }
                }
            }
        }
    }
}

fn headline(lang: Lang, one: &Outgoing, is_own: bool, now: Timestamp) -> Markup {
    html! {
        @match (&one.trouble, one.rest) {
            (Some(word), _) => { (t!(lang, "outgoing-failed")) " " (reason(lang, word)) }
            (None, Rest::Held) => {
                @let seconds = one.due_at.since(now).as_millis().div_ceil(1000);
                // Counted down by the page's own clock, which need not agree with ours.
                span data-leaves-in=(seconds) {
                    @if one.is_comment { (t!(lang, "js-outgoing-noted", seconds = &seconds.to_string())) }
                    @else { (t!(lang, "js-outgoing-held", seconds = &seconds.to_string())) }
                }
            }
            (None, Rest::Scheduled) => {
                @match (is_own, one.is_at_home) {
                    (true, true) => { (t!(lang, "outgoing-scheduled")) }
                    (true, false) => { (t!(lang, "outgoing-astray")) }
                    (false, true) => { (t!(lang, "outgoing-scheduled-by", name = &one.agent_name)) }
                    (false, false) => { (t!(lang, "outgoing-astray-by", name = &one.agent_name)) }
                }
                " " (moment(one.due_at, Style::Due))
            }
        }
    }
}

/// Why it could not leave.
fn reason(lang: Lang, word: &str) -> String {
    match word {
        "taken" => t!(lang, "outgoing-taken").into_owned(),
        outgoing::CUSTOMER_WROTE => t!(lang, "outgoing-customer-wrote").into_owned(),
        "window-closed" => t!(lang, "outgoing-window-closed").into_owned(),
        _ => lang.text(&format!("refusal-{word}")).to_string(),
    }
}

/// The question when a reply shall leave.
pub(super) fn dialog(chat: &super::chat::Chat) -> Markup {
    let lang = chat.agent.lang;
    let presets = [
        ("hour", t!(lang, "later-hour")),
        ("tomorrow", t!(lang, "later-tomorrow")),
        ("monday", t!(lang, "later-monday")),
    ];
    html! {
        dialog.dialog #later aria-labelledby="later-title" {
            form.contents method="dialog" data-later-form novalidate {
                header."dialog__head" {
                    div.grow {
                        h2."dialog__title" #later-title { (t!(lang, "later-title")) }
                        p."dialog__sub" { (t!(lang, "later-sub", name = &name_of(chat))) }
                    }
                    button.iconbtn type="button" data-close aria-label=(t!(lang, "cancel")) { (icon("x")) }
                }
                div."dialog__body" {
                    div."row wrap" {
                        @for (name, words) in &presets { button."btn btn--sm" type="button" data-preset=(name) { (words) } }
                    }
                    div.field {
                        label."field__label" for="later-at" { (t!(lang, "later-at")) }
                        input.input #later-at type="datetime-local" required aria-describedby="later-wrong";
                    }
                    (reply_window::late(chat))
                    p."field__error" #later-wrong role="alert" hidden { (icon_sm("circle-alert")) span {} }
                }
                footer."dialog__foot" {
                    span.push {
                        button.btn type="button" data-close { (t!(lang, "cancel")) }
                        button."btn btn--primary" { (t!(lang, "later-do")) }
                    }
                }
            }
        }
    }
}

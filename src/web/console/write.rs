//! Writing in a chat, and reading on in its log.

use maud::html;
use serde::Deserialize;
use serde_json::json;

use std::time::Duration;

use super::{
    chat::{STEP, chats_of, may_strike},
    outgoing, replies,
};
use crate::{
    base::{
        id::{ConversationId, MessageId},
        lang::Lang,
        time::Timestamp,
    },
    db::{DbError, Tx},
    desk::{
        channel::ChannelKind,
        closing::follow_up,
        conversation::{
            self, State, draft, message,
            original::{self, Original},
            say::{self, Clearance, SayError},
        },
        customer::directory::Known,
        outgoing::{
            LONGEST_HOLD, Put, PutError, Rest, keep_original, put as put_aside, put_comment,
        },
        team::Agent,
    },
    web::{
        answer::{Refusal, Reply, ok, page, see_other},
        layout::chat_path,
        log::{Log, known_in},
        request::{AsAgent, Ask},
    },
};

/// What was written. A file is named by the id that its upload answered.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    text: String,
    #[serde(default)]
    file: Vec<String>,
    key: Option<String>,
    /// Newest entry that the writer's screen showed.
    seen: Option<MessageId>,
    /// The message that is answered.
    quotes: Option<MessageId>,
    /// When it shall leave, if not now.
    due: Option<Timestamp>,
    /// What the writer wrote, when `text` is its translation.
    original: Option<String>,
    /// Sent although a pattern was found in it: the writer was told and has said so.
    anyway: Option<String>,
}

impl Written {
    fn original(&self, lang: Lang) -> Option<Original> {
        let text: String = self
            .original
            .as_deref()?
            .trim()
            .chars()
            .take(message::LONGEST)
            .collect();
        (!text.is_empty() && text != self.text.trim()).then(|| Original {
            language: lang.code().to_owned(),
            text,
        })
    }

    fn draft(self) -> Result<(say::Draft, Option<MessageId>), Refusal> {
        let draft = say::Draft {
            text: self.text,
            attachments: self.file,
            key: self.key.filter(|key| !key.is_empty() && key.len() <= 200),
            quotes: self.quotes,
            is_automatic: false,
            template: None,
        };
        Ok((draft.check()?, self.seen))
    }
}

/// An answer to the customer. In a chat that has ended it begins another one. It leaves at once, after
/// the seconds for which the agent wants to be able to take it back, or when they said.
pub(super) async fn reply(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let written: Written = ask.form().await?;
    let due = written.due;
    let anyway = written.anyway.is_some().then(|| agent.origin(&ask));
    let original = written.original(agent.lang);
    let (draft, seen) = written.draft()?;
    replies::check_filled(&draft.text)?;
    let who = agent.agent.clone();
    let put = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            let clearance = Clearance::of(anyway.as_ref());
            let hold = hold_of_reply(tx, &who, id)?;
            let put = match due {
                Some(due) => put_aside(
                    tx,
                    &who,
                    id,
                    &draft,
                    (seen, clearance),
                    (Rest::Scheduled, due),
                )?,
                None if hold.is_zero() => reply_now(tx, &who, id, &draft, (seen, clearance))?,
                None => {
                    let due = tx.now.plus(hold);
                    match put_aside(tx, &who, id, &draft, (seen, clearance), (Rest::Held, due)) {
                        Err(PutError::Say(SayError::Closed)) => {
                            reply_now(tx, &who, id, &draft, (seen, clearance))?
                        }
                        other => other?,
                    }
                }
            };
            if let Some(original) = &original {
                match (&put, &draft.key) {
                    (Put::Left(said), _) => original::keep(tx, said.id, original)?,
                    (Put::Rests, Some(key)) => keep_original(tx, who.id, key, original)?,
                    (Put::Rests, None) => {}
                }
            }
            // What was sent is no draft any more.
            draft::keep(tx, who.id, id, "")?;
            Ok(put)
        })
        .await?;
    match put {
        Put::Left(said) => told(&ask, &agent, id, said).await,
        Put::Rests => outgoing::show(&ask, &agent, id).await,
    }
}

pub(super) fn reply_now(
    tx: &mut Tx<'_>,
    who: &Agent,
    id: ConversationId,
    draft: &say::Draft,
    (seen, clearance): (Option<MessageId>, Clearance<'_>),
) -> Result<Put, Refusal> {
    let said = match say::answer(tx, who, id, draft, seen, clearance) {
        Err(SayError::Closed) => {
            let begun = follow_up::follow_up(tx, who, id)?;
            say::answer(tx, who, begun.id, draft, seen, clearance)?
        }
        other => other?,
    };
    Ok(Put::Left(said))
}

/// For so long an agent wants to be able to take back what they wrote (M21).
fn hold(agent: &Agent) -> Duration {
    Duration::from_secs(agent.preferences.undo_for().min(LONGEST_HOLD).into())
}

/// As [`hold`], of a reply: on web chat it leaves at once, unless the agent wants it otherwise.
fn hold_of_reply(tx: &Tx<'_>, agent: &Agent, id: ConversationId) -> Result<Duration, DbError> {
    let is_on_web_chat =
        conversation::by_id(tx, id)?.is_some_and(|chat| chat.channel_kind == ChannelKind::WebChat);
    Ok(
        match is_on_web_chat && !agent.preferences.undoes_on_web_chat() {
            true => Duration::ZERO,
            false => hold(agent),
        },
    )
}

/// A comment for the team. It rests like a reply before it stands (BEHAVIOUR 17), but not without our script, which alone
/// could bring it back as a comment.
pub(super) async fn comment(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let (draft, _) = ask.form::<Written>().await?.draft()?;
    let who = agent.agent.clone();
    let hold = Some(hold(&who)).filter(|hold| ask.is_fragment() && !hold.is_zero());
    let put = ask
        .house
        .db
        .write::<_, PutError>(move |tx| match hold {
            Some(hold) => {
                let due = tx.now.plus(hold);
                put_comment(tx, &who, id, &draft, due)
            }
            None => Ok(Put::Left(say::comment(tx, &who, id, &draft)?)),
        })
        .await?;
    match put {
        Put::Left(said) => told(&ask, &agent, id, said).await,
        Put::Rests => outgoing::show(&ask, &agent, id).await,
    }
}

/// The entry as it now stands in the log; a browser without our script goes back to the chat.
pub(super) async fn told(ask: &Ask, agent: &AsAgent, id: ConversationId, said: say::Said) -> Reply {
    if !ask.is_fragment() || said.conversation != id {
        return see_other(&chat_path(said.conversation));
    }
    show(ask, agent, id, said.id).await
}

/// One entry as it stands in the log of its chat.
pub(super) async fn show(
    ask: &Ask,
    agent: &AsAgent,
    id: ConversationId,
    entry: MessageId,
) -> Reply {
    let (entry, above, chats, known) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let entry = message::by_id(reader, entry)?
                .filter(|entry| entry.conversation() == id)
                .ok_or_else(Refusal::not_found)?;
            let above = message::of_conversation_before(reader, id, entry.id())?;
            let chats = chats_of(reader, std::slice::from_ref(&entry))?;
            let known = known_in(reader, std::slice::from_ref(&entry))?;
            Ok((entry, above, chats, known))
        })
        .await?;
    let log = log_for(agent, &chats, &known, ask.house.db.clock().now());
    page(html! { div { (log.entries(std::slice::from_ref(&entry), above.as_ref())) } })
}

fn log_for<'a>(
    agent: &'a AsAgent,
    chats: &'a [conversation::Conversation],
    known: &'a Known,
    now: Timestamp,
) -> Log<'a> {
    Log {
        lang: agent.lang,
        viewer: agent.id,
        chats,
        marked: "",
        writer: Some((&agent.agent, now)),
        may_bookmark: false,
        may_strike: may_strike(agent),
        known,
    }
}

#[derive(Deserialize)]
struct From {
    after: Option<MessageId>,
    before: Option<MessageId>,
    /// This entry alone, as it stands now.
    only: Option<MessageId>,
}

/// Most entries that are told at once to a screen that is behind.
const MOST_NEWER: usize = 200;

/// What came after the newest entry that a screen shows.
pub(super) async fn newer(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let from = ask.query::<From>()?;
    if let Some(only) = from.only {
        return show(&ask, &agent, id, only).await;
    }
    let after = from.after.unwrap_or(MessageId(0));
    let (entries, above, chats, known) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let entries = message::of_conversation(reader, id, after, MOST_NEWER)?;
            let above = message::by_id(reader, after)?;
            let chats = chats_of(reader, &entries)?;
            let known = known_in(reader, &entries)?;
            Ok((entries, above, chats, known))
        })
        .await?;
    let log = log_for(&agent, &chats, &known, ask.house.db.clock().now());
    page(
        html! { div data-more[entries.len() == MOST_NEWER] { (log.entries(&entries, above.as_ref())) } },
    )
}

/// What stands above the oldest entry that a screen shows: this chat's and those before it.
pub(super) async fn earlier(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let before = ask.query::<From>()?.before.unwrap_or(MessageId(i64::MAX));
    let (mut entries, chats, known) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let chat = conversation::by_id(reader, id)?
                .filter(|chat| chat.state != State::Fresh)
                .ok_or_else(Refusal::not_found)?;
            let entries = message::of_customer_before(reader, chat.customer, id, before, STEP + 1)?;
            let chats = chats_of(reader, &entries)?;
            let known = known_in(reader, &entries)?;
            Ok((entries, chats, known))
        })
        .await?;
    let has_more = entries.len() > STEP;
    if has_more {
        entries.remove(0);
    }
    let log = log_for(&agent, &chats, &known, ask.house.db.clock().now());
    page(html! { div data-more[has_more] { (log.entries(&entries, None)) } })
}

#[derive(Deserialize)]
struct Begun {
    #[serde(default)]
    text: String,
    /// Number of the draft that the screen knows of.
    #[serde(default)]
    over: i64,
}

/// Keeps what an agent is about to say, unless something stands there that this screen has not seen: that is the answer
/// then, and what is to become of both is the agent's to say.
pub(super) async fn keep_draft(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Begun { text, over } = ask.form().await?;
    if text.chars().count() > message::LONGEST {
        return Err(say::SayError::TooLong(text.chars().count()).into());
    }
    let who = agent.id;
    let outcome = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            conversation::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            Ok::<_, Refusal>(draft::keep_over(tx, who, id, &text, over)?)
        })
        .await?;
    match outcome {
        draft::Outcome::Kept(revision) => ok(&json!({ "kept": true, "revision": revision })),
        draft::Outcome::Other(there) => {
            ok(&json!({ "kept": false, "revision": there.revision, "text": there.text }))
        }
    }
}

/// What an agent was about to say, as this or another browser kept it.
pub(super) async fn kept_draft(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.id;
    let kept = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            conversation::by_id(reader, id)?.ok_or_else(Refusal::not_found)?;
            Ok(draft::of(reader, who, id)?)
        })
        .await?;
    ok(&kept)
}

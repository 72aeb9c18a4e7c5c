//! What the customer thought: one answer per chat, which may be revised for a short while.

use std::time::Duration;

use crate::{
    base::{
        id::{ConversationId, IdentityId},
        lang::Lang,
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        channel::ChannelKind,
        content::language,
        conversation::{
            self, Cause, Conversation, Survey,
            say::{self, Place},
            window,
        },
        guard,
        outbox::Choice,
        setting::{self, Closing},
        window::{Speaker, Why},
    },
    t,
};

/// How the data of a button begins that rates a chat; the chat and the figure follow.
pub const BUTTON: &str = "rate:";

/// An answer may be revised for this long.
const REVISE: Duration = Duration::from_secs(10 * 60);
/// And is taken for this long after the chat was closed.
const OPEN: Duration = Duration::from_secs(14 * 24 * 3600);

/// A customer who was asked is left in peace for this long, if the team wishes so.
const REST: Duration = Duration::from_secs(24 * 3600);

/// Why the customer is not asked how this chat went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unasked {
    /// No person has answered.
    Unanswered,
    /// They were asked about another chat a short while ago.
    Lately,
    /// The platform would not deliver the question now.
    Window,
    /// They took back what they agreed to.
    Withdrawn,
}

impl Unasked {
    /// The line of the log that says so.
    pub(super) fn line(self) -> &'static str {
        match self {
            Self::Unanswered => "unasked-unanswered",
            Self::Lately => "unasked-lately",
            Self::Window => "unasked-window",
            // The team's own, as the line that tells of the withdrawal.
            Self::Withdrawn => "team:unasked-withdrawn",
        }
    }
}

/// Only who was answered by a person is asked, and not after every chat of a day.
pub(super) fn why_not(
    tx: &Tx<'_>,
    conversation: &Conversation,
) -> Result<Option<Unasked>, DbError> {
    if conversation.first_reply_at.is_none() {
        return Ok(Some(Unasked::Unanswered));
    }
    if was_asked_lately(tx, conversation)? {
        return Ok(Some(Unasked::Lately));
    }
    let window = window::check(tx, conversation.id, Speaker::Automation)?;
    Ok(window.err().map(|shut| match shut.why == Why::Withdrawn {
        true => Unasked::Withdrawn,
        false => Unasked::Window,
    }))
}

/// Whether a customer would be asked too often if another chat of theirs ended with a survey now.
pub fn was_asked_lately(reader: &Reader<'_>, conversation: &Conversation) -> Result<bool, DbError> {
    let rules: Closing = setting::get(reader)?;
    Ok(rules.survey_daily
        && reader.exists(
            "select 1 from conversation where customer_id = ?1 and id <> ?2
               and survey <> 'none' and closed_at >= ?3",
            (
                conversation.customer,
                conversation.id,
                reader.now.minus(REST),
            ),
        )?)
}

/// Asks where the question is a message; a web chat asks in its own way.
pub(super) fn ask(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), DbError> {
    if conversation.channel_kind == ChannelKind::WebChat {
        return Ok(());
    }
    let lang = language_of(tx, conversation)?;
    let choices: Vec<Choice> = (1..=5)
        .map(|score| Choice {
            label: format!("{score} ★"),
            data: format!("{BUTTON}{}:{score}", conversation.id),
        })
        .collect();
    let words = t!(lang, "survey-question");
    say::with_choices(tx, &Place::of(conversation), &words, &choices)?;
    Ok(())
}

/// Thanks whoever has rated where that is a message.
pub fn thank(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let Some(conversation) = conversation::by_id(tx, id)? else {
        return Ok(());
    };
    let words = t!(language_of(tx, &conversation)?, "survey-thanks");
    say::automatically(tx, &Place::of(&conversation), &words)?;
    Ok(())
}

fn language_of(reader: &Reader<'_>, conversation: &Conversation) -> Result<Lang, DbError> {
    let wanted = language::of(reader, conversation)?.code;
    Ok(language::of_house(&wanted, ""))
}

/// A rating that is written as a message: a figure, with or without a star.
#[must_use]
pub fn score_in(words: &str) -> Option<i64> {
    let figure = words
        .trim()
        .trim_end_matches(['★', '⭐', '*', '.', '!', ' ']);
    match figure {
        "1" | "2" | "3" | "4" | "5" => figure.parse().ok(),
        _ => None,
    }
}

/// The chat of an account that a figure rates: the last one, when it has ended and was asked about.
pub fn open_for(
    reader: &Reader<'_>,
    identity: IdentityId,
) -> Result<Option<ConversationId>, DbError> {
    let now = reader.now;
    let last = reader.find(
        "select id, survey, closed_at, rated_at from conversation
         where identity_id = ?1 order by id desc limit 1",
        [identity],
        |row| {
            Ok((
                row.get::<_, ConversationId>(0)?,
                row.get::<_, Survey>(1)?,
                row.get::<_, Option<Timestamp>>(2)?,
                row.get::<_, Option<Timestamp>>(3)?,
            ))
        },
    )?;
    let within = |at: Option<Timestamp>, time| at.is_some_and(|at| now.since(at) <= time);
    Ok(last.and_then(|(id, survey, closed_at, rated_at)| {
        let is_open = match survey {
            Survey::None => false,
            Survey::Asked => within(closed_at, OPEN),
            Survey::Answered => within(rated_at, REVISE),
        };
        is_open.then_some(id)
    }))
}

/// Why a rating was not taken.
#[derive(Debug, thiserror::Error)]
pub enum RateError {
    /// Not a chat of this customer, or it was not asked about.
    #[error("there is nothing to rate")]
    NotAsked,
    /// Not 1 to 5.
    #[error("a rating is a number from 1 to 5")]
    OutOfRange,
    /// The survey has ended.
    #[error("this chat can no longer be rated")]
    TooLate,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Stores a customer's rating, 1 to 5, with their words.
pub fn rate(
    tx: &mut Tx<'_>,
    identity: IdentityId,
    id: ConversationId,
    score: i64,
    comment: &str,
) -> Result<(), RateError> {
    if !(1..=5).contains(&score) {
        return Err(RateError::OutOfRange);
    }
    let asked = tx.find(
        "select survey, rated_at, closed_at from conversation
         where id = ?1 and identity_id = ?2 and state = 'closed'",
        (id, identity),
        |row| {
            Ok((
                row.get::<_, Survey>(0)?,
                row.get::<_, Option<Timestamp>>(1)?,
                row.get::<_, Timestamp>(2)?,
            ))
        },
    )?;
    let now = tx.now;
    match asked {
        None | Some((Survey::None, ..)) => return Err(RateError::NotAsked),
        Some((Survey::Asked, _, closed_at)) if now.since(closed_at) > OPEN => {
            return Err(RateError::TooLate);
        }
        Some((Survey::Answered, Some(rated_at), _)) if now.since(rated_at) > REVISE => {
            return Err(RateError::TooLate);
        }
        Some(_) => {}
    }
    let comment: String = text::clean(comment).chars().take(2_000).collect();
    let comment = guard::mask_incoming(tx, &comment)?;
    tx.execute(
        "update conversation set survey = 'answered', rating = :score, rating_comment = :comment,
           rated_at = coalesce(rated_at, :now)
         where id = :id",
        named_params! { ":score": score, ":comment": comment, ":now": now, ":id": id },
    )?;
    conversation::tell(tx, id, Cause::Rated)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::id::ConversationId,
        db::memory::Memory,
        desk::{
            cast,
            closing::close,
            conversation::say::{self, Draft},
            customer::visitor::Visitor,
            team::Agent,
            waitlist::claim,
        },
    };

    /// A chat of this customer that was answered and that they end themselves.
    fn chat(memory: &mut Memory, agent: &Agent, customer: Visitor) -> ConversationId {
        let id = memory
            .act(|tx| cast::write(tx, customer, "Hello"))
            .unwrap()
            .conversation;
        memory.act(|tx| claim::claim(tx, agent, id, None)).unwrap();
        let reply = Draft {
            text: "Hello!".to_owned(),
            attachments: Vec::new(),
            key: None,
            ..Default::default()
        };
        memory
            .act(|tx| say::by_agent(tx, agent, id, &reply, None))
            .unwrap();
        memory
            .act(|tx| {
                let open = conversation::by_id(tx, id)?.expect("has just begun");
                close::by_customer(tx, &open)
            })
            .unwrap();
        id
    }

    #[test]
    fn a_customer_is_asked_once_a_day() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let asked = |memory: &mut Memory, id| {
            let chat = memory.act(|tx| conversation::by_id(tx, id)).unwrap();
            chat.unwrap().survey == Survey::Asked
        };
        let first = chat(&mut memory, &ana, hannah);
        assert!(asked(&mut memory, first));
        let second = chat(&mut memory, &ana, hannah);
        assert!(!asked(&mut memory, second), "asked a moment ago");
        let omar = memory.act(|tx| cast::visitor(tx, "Omar")).unwrap();
        let other = chat(&mut memory, &ana, omar);
        assert!(asked(&mut memory, other), "another customer");
        memory.advance(REST + Duration::from_secs(1));
        let third = chat(&mut memory, &ana, hannah);
        assert!(asked(&mut memory, third), "a day later");
        memory
            .act(|tx| {
                let rules = Closing {
                    survey_daily: false,
                    ..Closing::default()
                };
                setting::put(tx, &rules)
            })
            .unwrap();
        let fourth = chat(&mut memory, &ana, hannah);
        assert!(asked(&mut memory, fourth), "the team wishes it so");
    }
}

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
        block,
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
        timer::{self, Due},
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

/// Asks where the question is a message, once the end of the chat can no longer be taken back; a web chat asks in its own
/// way.
pub(super) fn ask_after(
    tx: &mut Tx<'_>,
    conversation: &Conversation,
    rest: Duration,
) -> Result<(), DbError> {
    if conversation.channel_kind == ChannelKind::WebChat {
        return Ok(());
    }
    if rest.is_zero() {
        return ask(tx, conversation);
    }
    let due = tx.now.plus(rest);
    timer::set(tx, Due::AskSurvey, conversation.id.0, due)
}

/// The chat goes on: a question that has not left never does.
pub(super) fn recall(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    timer::cancel(tx, Due::AskSurvey, id.0)
}

/// What [`Due::AskSurvey`] does. Who was blocked meanwhile is not asked.
pub fn ask_when_due(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let Some(chat) = conversation::by_id(tx, id)?
        .filter(|chat| chat.has_ended() && chat.survey == Survey::Asked)
    else {
        return Ok(());
    };
    if !block::holds(tx, chat.customer)? {
        return ask(tx, &chat);
    }
    not_asked(tx, id)
}

/// It was to be asked, and was not.
fn not_asked(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    tx.execute(
        "update conversation set survey = 'none' where id = ?1 and survey = 'asked'",
        [id],
    )?;
    conversation::tell(tx, id, Cause::Changed)?;
    Ok(())
}

fn ask(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), DbError> {
    let lang = language_of(tx, conversation)?;
    let choices: Vec<Choice> = (1..=5)
        .map(|score| Choice {
            label: format!("{score} ★"),
            data: format!("{BUTTON}{}:{score}", conversation.id),
        })
        .collect();
    let words = t!(lang, "survey-question");
    match say::with_choices(tx, &Place::of(conversation), &words, &choices)? {
        Some(_) => Ok(()),
        // The reply window has closed since; a line says so.
        None => not_asked(tx, conversation.id),
    }
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

/// The chat of an account that a figure rates: the last one, when it has ended and was asked about. A figure that is
/// written before the question leaves answers something else.
pub fn open_for(
    reader: &Reader<'_>,
    identity: IdentityId,
) -> Result<Option<ConversationId>, DbError> {
    let now = reader.now;
    let last = reader.find(
        "select id, survey, closed_at, rated_at,
           exists (select 1 from timer where kind = 'ask_survey' and subject_id = conversation.id)
         from conversation where identity_id = ?1 order by id desc limit 1",
        [identity],
        |row| {
            Ok((
                row.get::<_, ConversationId>(0)?,
                row.get::<_, Survey>(1)?,
                row.get::<_, Option<Timestamp>>(2)?,
                row.get::<_, Option<Timestamp>>(3)?,
                row.get::<_, bool>(4)?,
            ))
        },
    )?;
    let within = |at: Option<Timestamp>, time| at.is_some_and(|at| now.since(at) <= time);
    Ok(last.and_then(|(id, survey, closed_at, rated_at, rests)| {
        let is_open = match survey {
            Survey::None => false,
            Survey::Asked if rests => false,
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
mod tests;

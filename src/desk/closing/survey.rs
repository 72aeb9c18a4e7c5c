//! What the customer thought: one answer per chat, which may be revised for a short while.

use std::time::Duration;

use crate::{
    base::{
        id::{ConversationId, IdentityId},
        text,
        time::Timestamp,
    },
    db::{DbError, Tx, named_params},
    desk::conversation::{self, Cause, Survey},
};

/// An answer may be revised for this long.
const REVISE: Duration = Duration::from_secs(10 * 60);
/// And is taken for this long after the chat was closed.
const OPEN: Duration = Duration::from_secs(14 * 24 * 3600);

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
    tx.execute(
        "update conversation set survey = 'answered', rating = :score, rating_comment = :comment,
           rated_at = coalesce(rated_at, :now)
         where id = :id",
        named_params! { ":score": score, ":comment": comment, ":now": now, ":id": id },
    )?;
    conversation::tell(tx, id, Cause::Rated)?;
    Ok(())
}

//! Whether a customer may be answered now: what happened on their account, held against the channel's
//! policy. What it is counted from are the messages themselves, so there is nothing to fall out of step.

use crate::{
    base::{
        id::{ConversationId, IdentityId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        channel,
        conversation::{self, Cause, consent, say},
        window::{Facts, Policy, Speaker, Stage, Why, Window, judge},
    },
};

/// Most characters of a platform's code that are kept.
const LONGEST_CODE: usize = 60;

/// An account whose customer cannot be answered for ever.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The channel's rule; `None` where there is none and the platform refused all the same, or the customer wants
    /// nothing of us.
    pub policy: Option<Policy>,
    /// What happened.
    pub facts: Facts,
    now: Timestamp,
}

/// Why something is not delivered.
#[derive(Debug, Clone)]
pub struct Shut {
    /// Why.
    pub why: Why,
    /// The channel's rule, if there is one.
    pub policy: Option<Policy>,
    /// When the customer last wrote.
    pub asked_at: Option<Timestamp>,
}

impl Stand {
    /// How the window stands for somebody at the instant at which this was read.
    #[must_use]
    pub fn of(&self, speaker: Speaker) -> Window {
        // Without a rule only a refusal closes it.
        let policy = self.policy.unwrap_or_default();
        judge(&policy, &self.facts, self.now, speaker)
    }

    /// When this was read.
    #[must_use]
    pub fn read_at(&self) -> Timestamp {
        self.now
    }
}

/// How the window of a chat's account stands; `None` when it is always open.
pub fn stand(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Stand>, DbError> {
    stand_before(reader, id, MessageId(i64::MAX))
}

/// The same, as far as messages older than this one have used it up.
fn stand_before(
    reader: &Reader<'_>,
    id: ConversationId,
    before: MessageId,
) -> Result<Option<Stand>, DbError> {
    let place = reader.find(
        "select channel_id, identity_id from conversation where id = ?1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((channel, identity)) = place else {
        return Ok(None);
    };
    let policy = channel::window_of(reader, channel)?;
    let refusal = refusal_of(reader, identity)?;
    let withdrawn_at = consent::silent_since(reader, id)?;
    if policy.is_none() && refusal.is_none() && withdrawn_at.is_none() {
        return Ok(None);
    }
    let asked = newest_asked(reader, identity)?;
    let asked_id = asked.map_or(MessageId(0), |(id, _)| id);
    let refused = refusal
        .filter(|(asked_then, _)| *asked_then == asked_id)
        .map(|(_, code)| code);
    if policy.is_none() && refused.is_none() && withdrawn_at.is_none() {
        return Ok(None);
    }
    let asked_at = asked.map(|(_, at)| at);
    let extra_from = policy
        .zip(asked_at)
        .map_or(Timestamp(i64::MAX), |(policy, at)| policy.persons_until(at));
    let (sent, extra_used) = reader.get(
        "select coalesce(sum(max(message.delivery <> 'failed',
             (select count(*) from foreign_message where foreign_message.message_id = message.id))), 0),
           count(*) filter (where message.created_at >= :extra_from and message.delivery <> 'failed')
         from conversation join message on message.conversation_id = conversation.id
         where conversation.identity_id = :identity and message.id > :asked and message.id < :before
           and (message.author = 'agent' or message.author = 'bot') and message.internal = 0",
        named_params! {
            ":identity": identity, ":asked": asked_id, ":before": before, ":extra_from": extra_from,
        },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(Some(Stand {
        policy,
        facts: Facts {
            asked_at,
            sent,
            extra_used,
            refused,
            withdrawn_at,
        },
        now: reader.now,
    }))
}

/// Whether somebody may say something in a chat now; if not, why.
pub fn check(
    reader: &Reader<'_>,
    id: ConversationId,
    speaker: Speaker,
) -> Result<Result<(), Shut>, DbError> {
    let Some(stand) = stand(reader, id)? else {
        return Ok(Ok(()));
    };
    Ok(match stand.of(speaker).stage {
        Stage::Open | Stage::PersonsOnly | Stage::Extra => Ok(()),
        Stage::Closed(why) => Err(Shut {
            why,
            policy: stand.policy,
            asked_at: stand.facts.asked_at,
        }),
    })
}

/// How the window stands for a message that was said and is about to leave for its platform: it may have closed
/// meanwhile. `None` when it is always open.
pub fn of_leaving(
    reader: &Reader<'_>,
    id: ConversationId,
    message: MessageId,
    speaker: Speaker,
) -> Result<Option<Window>, DbError> {
    let stand = stand_before(reader, id, message)?;
    Ok(stand.map(|stand| stand.of(speaker)))
}

/// The platform refused to deliver, with this code, what we believed it would: it is right. The window is
/// closed until the customer writes, and the log says so.
pub fn refused(tx: &mut Tx<'_>, id: ConversationId, code: &str) -> Result<(), DbError> {
    let Some(chat) = conversation::by_id(tx, id)? else {
        return Ok(());
    };
    let code = match text::clean_line(code, LONGEST_CODE) {
        code if code.is_empty() => "?".to_owned(),
        code => code,
    };
    let asked_id = newest_asked(tx, chat.identity)?.map_or(MessageId(0), |(id, _)| id);
    let now = tx.now;
    tx.execute(
        "insert into window_refusal (identity_id, asked_id, code, at)
         values (:identity, :asked, :code, :now)
         on conflict (identity_id) do update
           set asked_id = excluded.asked_id, code = excluded.code, at = excluded.at",
        named_params! { ":identity": chat.identity, ":asked": asked_id, ":code": code, ":now": now },
    )?;
    let line = format!("window-refused {code}");
    say::by_house(tx, &say::Place::of(&chat), &line, None)?;
    conversation::tell(tx, id, Cause::Changed)?;
    Ok(())
}

/// The platform says by itself that it delivers to this customer again: what it refused before is over.
pub fn accepted(tx: &mut Tx<'_>, identity: IdentityId) -> Result<(), DbError> {
    tx.execute(
        "delete from window_refusal where identity_id = ?1",
        [identity],
    )?;
    Ok(())
}

fn refusal_of(
    reader: &Reader<'_>,
    identity: IdentityId,
) -> Result<Option<(MessageId, String)>, DbError> {
    reader.find(
        "select asked_id, code from window_refusal where identity_id = ?1",
        [identity],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// When the customer of a chat last wrote on this account, in whichever of its chats.
pub fn asked_at(reader: &Reader<'_>, id: ConversationId) -> Result<Option<Timestamp>, DbError> {
    let identity = reader.find(
        "select identity_id from conversation where id = ?1",
        [id],
        |row| row.get(0),
    )?;
    let asked = match identity {
        Some(identity) => newest_asked(reader, identity)?,
        None => None,
    };
    Ok(asked.map(|(_, at)| at))
}

/// The newest message of the customer's on this account, in whichever of its chats, since one may have been opened again
/// after a later one; and when they wrote last. That need not be the same message: what waited on its platform while the
/// house was out of reach comes late, and in no order, so that the last few are looked at.
fn newest_asked(
    reader: &Reader<'_>,
    identity: IdentityId,
) -> Result<Option<(MessageId, Timestamp)>, DbError> {
    reader.find(
        "select id, max(created_at, coalesce((
           select max((select max(created_at) from (select created_at from message as asked
             where asked.conversation_id = recent.id and asked.author = 'customer' order by asked.id desc limit 20)))
           from (select id from conversation where identity_id = ?1 order by id desc limit 3) as recent), 0))
         from message where id = (
           select max((select message.id from message
             where message.conversation_id = conversation.id and message.author = 'customer'
             order by message.id desc limit 1))
           from conversation where conversation.identity_id = ?1)",
        [identity],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

#[cfg(test)]
mod tests;

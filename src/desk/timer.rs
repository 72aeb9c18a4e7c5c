//! What falls due, and when. Timers are rows, not sleeping tasks: a restart forgets none of them.

use crate::{
    base::time::Timestamp,
    db::{DbError, Reader, Tx, named_params},
    stored_as_word,
};

/// The act that falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// Remove uploads nobody finished and content nobody uses.
    SweepUploads,
    /// End sessions and keys whose time is up.
    EndAccess,
    /// Let a reply leave that was put aside.
    Leave,
    /// End a block whose time is up.
    LiftBlock,
    /// Forget pages that visitors looked at long ago.
    ForgetPages,
    /// Bring a chat back that was put off.
    ForwardDue,
    /// Open a chat to everybody that was forwarded to one queue.
    OpenToAll,
    /// Hold a waiting chat for one agent no longer.
    EndReservation,
    /// End a wrap-up.
    EndWrapUp,
    /// Ask a customer how it went: the end of their chat can no longer be taken back.
    AskSurvey,
    /// Do what is next with a customer who does not answer.
    Silence,
    /// See whether an agent's console is still there.
    MissAgent,
    /// A colleague asked into a chat has not answered.
    InviteExpires,
    /// The machine's bell is looked at again.
    Bell,
    /// Put chats away that ended long ago.
    Archive,
    /// End a chat that a customer has left to the bot.
    BotIdle,
    /// Report what the week came to.
    WeeklyReport,
    /// Try webhooks again that did not get there.
    Webhooks,
    /// Forget what webhooks were told long ago.
    ForgetDeliveries,
    /// Remove what is older than the house keeps it.
    Retention,
    /// Tell admins by another door what is wrong.
    TellTrouble,
}

/// Announced when a timer was set, which may fall due before the one that is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Moved;

stored_as_word!(Due {
    SweepUploads = "sweep_uploads",
    EndAccess = "end_access",
    Leave = "leave",
    LiftBlock = "lift_block",
    ForgetPages = "forget_pages",
    ForwardDue = "forward_due",
    OpenToAll = "open_to_all",
    EndReservation = "end_reservation",
    EndWrapUp = "end_wrap_up",
    AskSurvey = "ask_survey",
    Silence = "silence",
    MissAgent = "miss_agent",
    InviteExpires = "invite_expires",
    Bell = "bell",
    Archive = "archive",
    BotIdle = "bot_idle",
    WeeklyReport = "weekly_report",
    Webhooks = "webhooks",
    ForgetDeliveries = "forget_deliveries",
    Retention = "retention",
    TellTrouble = "tell_trouble",
});

/// One timer that has fallen due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer {
    /// The act.
    pub due: Due,
    /// What it concerns; 0 for the whole house.
    pub subject: i64,
    /// When it was to happen, which may be long ago after an outage.
    pub at: Timestamp,
}

/// Sets a timer, replacing an earlier one of the same act and subject.
pub fn set(tx: &mut Tx<'_>, due: Due, subject: i64, at: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "insert into timer (kind, subject_id, due_at) values (:kind, :subject, :at)
         on conflict (kind, subject_id) do update set due_at = excluded.due_at",
        named_params! { ":kind": due, ":subject": subject, ":at": at },
    )?;
    tx.announce(Moved);
    Ok(())
}

/// Sets a timer unless one of the same act and subject is set already.
pub fn set_if_none(tx: &mut Tx<'_>, due: Due, subject: i64, at: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "insert into timer (kind, subject_id, due_at) values (:kind, :subject, :at)
         on conflict (kind, subject_id) do nothing",
        named_params! { ":kind": due, ":subject": subject, ":at": at },
    )?;
    Ok(())
}

/// Sets a timer, unless one of the same act and subject falls due earlier.
pub fn set_no_later(tx: &mut Tx<'_>, due: Due, subject: i64, at: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "insert into timer (kind, subject_id, due_at) values (:kind, :subject, :at)
         on conflict (kind, subject_id) do update set due_at = min(due_at, excluded.due_at)",
        named_params! { ":kind": due, ":subject": subject, ":at": at },
    )?;
    Ok(())
}

/// Takes one timer that is due, if any: its row is gone, so it fires once.
pub fn take_due(tx: &mut Tx<'_>) -> Result<Option<Timer>, DbError> {
    let now = tx.now;
    let timer = tx.find(
        "select kind, subject_id, due_at from timer where due_at <= ?1 order by due_at limit 1",
        [now],
        |row| {
            Ok(Timer {
                due: row.get(0)?,
                subject: row.get(1)?,
                at: row.get(2)?,
            })
        },
    )?;
    if let Some(timer) = timer {
        tx.execute(
            "delete from timer where kind = ?1 and subject_id = ?2",
            (timer.due, timer.subject),
        )?;
    }
    Ok(timer)
}

/// When an act falls due, if it is set to.
pub fn at(reader: &Reader<'_>, due: Due, subject: i64) -> Result<Option<Timestamp>, DbError> {
    reader.find(
        "select due_at from timer where kind = ?1 and subject_id = ?2",
        (due, subject),
        |row| row.get(0),
    )
}

/// When the next one falls due.
pub fn next(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    reader.get("select min(due_at) from timer", [], |row| row.get(0))
}

/// Takes a timer back, if it is set.
pub fn cancel(tx: &mut Tx<'_>, due: Due, subject: i64) -> Result<(), DbError> {
    tx.execute(
        "delete from timer where kind = ?1 and subject_id = ?2",
        (due, subject),
    )?;
    Ok(())
}

/// Timers that run from now on for a while, unlike those that are set to a time on the wall or to a day; in SQL.
const RUNNING: &str =
    "kind in ('open_to_all', 'end_reservation', 'end_wrap_up', 'miss_agent', 'invite_expires')";

/// The house's clock was set back by so many seconds: what was to end after a while is due as much earlier, and no console
/// was seen later than now. Or a chat would be held, and a colleague who has gone be taken for present, for hours that
/// nobody meant.
pub fn clock_was_set_back(tx: &mut Tx<'_>, seconds: u64) -> Result<(), DbError> {
    let by = i64::try_from(seconds.saturating_mul(1_000)).unwrap_or(i64::MAX);
    let now = tx.now;
    for (table, at, which) in [
        ("timer", "due_at", RUNNING),
        (
            "conversation",
            "reserved_until",
            "state = 'waiting' and reserved_until is not null",
        ),
        (
            "conversation",
            "wrap_up_until",
            "wrapping_up = 1 and wrap_up_until is not null",
        ),
        ("offer", "expires_at", "ended_at is null"),
        ("invite", "expires_at", "ended_at is null"),
    ] {
        tx.execute(
            &format!(
                "update {table} set {at} = max({at} - :by, :now) where {which} and {at} > :now"
            ),
            named_params! { ":by": by, ":now": now },
        )?;
    }
    tx.execute(
        "update agent set seen_at = min(seen_at, ?1), moved_at = min(moved_at, ?1), idle_since = min(idle_since, ?1)",
        [now],
    )?;
    tx.announce(Moved);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::{self, Reserved},
            routing::offer,
            team::{self, availability},
        },
    };

    #[test]
    fn what_ends_after_a_while_ends_after_it_though_the_clock_is_set_back() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap().id;
        let id = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        let ahead = Duration::from_secs(2 * 3_600);
        let half_a_minute = Duration::from_secs(30);
        // As it looks once the clock has gone back by two hours.
        memory
            .act(|tx| {
                let chat = conversation::by_id(tx, id)?.expect("it waits");
                let then = tx.now.plus(ahead);
                offer::make(tx, &chat, ana, Reserved::Offer, ahead + half_a_minute)?;
                set(tx, Due::ForwardDue, 7, then)?;
                tx.execute("update agent set seen_at = ?1", [then])
            })
            .unwrap();
        memory
            .act(|tx| clock_was_set_back(tx, ahead.as_secs()))
            .unwrap();
        memory
            .act::<_, DbError>(|tx| {
                let soon = tx.now.plus(half_a_minute);
                let held = conversation::by_id(tx, id)?.and_then(|chat| chat.reservation);
                assert_eq!(held.map(|held| held.until), Some(soon));
                assert_eq!(at(tx, Due::EndReservation, id.0)?, Some(soon));
                let expires = offer::of_agent(tx, ana)?.first().map(|one| one.expires_at);
                assert_eq!(expires, Some(soon));
                let wall = at(tx, Due::ForwardDue, 7)?;
                assert_eq!(wall, Some(tx.now.plus(ahead)), "a time on the wall");
                let now = tx.now.plus(availability::GRACE + half_a_minute);
                let ana = team::by_id(tx, ana)?.expect("she is a member");
                assert!(!availability::is_present(&ana, now));
                Ok(())
            })
            .unwrap();
    }
}

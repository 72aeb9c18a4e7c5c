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

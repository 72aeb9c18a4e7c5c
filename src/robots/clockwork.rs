//! Sleeps until the next timer is due and fires it in a transaction of its own.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;

use super::again;
use crate::{
    base::{
        id::{AgentId, BlockId, ConversationId, InviteId, OutgoingId},
        time::Timestamp,
    },
    db::{Db, DbError, Follower, Tx},
    desk::{
        absence, alert,
        attachment::sweep,
        bell, block, bot,
        closing::{archive, survey, wrap_up},
        customer::page_view,
        forward::back,
        invite, outgoing,
        privacy::retention,
        routing::offer,
        silence,
        team::expiry,
        timer::{self, Due, Moved},
        trouble::telling,
        waiting_clock,
        webhook::{delivery, log},
        weekly,
    },
    live::{Hub, Presence},
};

/// Looks again at least this often, however far the next timer is: clocks are set now and then.
const LOOK: Duration = Duration::from_secs(60);

/// Pokes the clockwork whenever a timer was set, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        if announcements
            .iter()
            .any(|announced| announced.is::<Moved>())
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Fires timers for ever. `poke` wakes it when a clock held by hand was moved or a timer was set.
///
/// Whoever is connected is written down before: a computer that slept wakes with timers long overdue, and
/// nobody at an open console may be taken for gone.
pub async fn run(db: Db, poke: Arc<Notify>, hub: Hub, presence: Arc<Presence>) {
    // Uploads that the last process left behind, rights that ended meanwhile. Not waited for before the
    // house opens.
    let mut fired = db
        .write::<_, DbError>(|tx| {
            sweep::watch(tx)?;
            absence::after_start(tx)?;
            page_view::watch(tx)?;
            back::watch(tx)?;
            archive::watch(tx)?;
            retention::watch(tx)?;
            weekly::watch(tx)?;
            log::watch(tx)?;
            telling::watch(tx)?;
            expiry::watch(tx)
        })
        .await;
    if fired.is_ok() {
        fired = look_and_fire(&db, &hub, &presence).await;
    }
    check_waiting_times(&db).await;
    loop {
        if fired.is_ok() {
            fired = look_and_fire(&db, &hub, &presence).await;
        }
        let least = match fired {
            Ok(()) => Duration::from_millis(10),
            // The writer has told why, once.
            Err(DbError::Storage(_)) => again::REST,
            Err(error) => {
                tracing::error!(%error, "a timer could not be fired");
                again::REST
            }
        };
        fired = Ok(());
        let sleep = match db.read::<_, DbError>(timer::next).await {
            Ok(Some(due)) => due.since(db.clock().now()).clamp(least, LOOK),
            Ok(None) | Err(_) => LOOK,
        };
        tokio::select! {
            () = tokio::time::sleep(sleep), if !db.clock().is_by_hand() => {}
            () = poke.notified() => {}
        }
    }
}

/// Tells the log where a customer's waiting time is not what their chat says (BEHAVIOUR 2). What is overdue has
/// happened before, so nobody waits for this.
async fn check_waiting_times(db: &Db) {
    match db.read::<_, DbError>(waiting_clock::differences).await {
        Ok(wrong) => {
            for one in wrong {
                tracing::warn!(?one, "a customer's waiting time is not what the chat says");
            }
        }
        Err(error) => tracing::warn!(%error, "waiting times could not be checked"),
    }
}

async fn look_and_fire(db: &Db, hub: &Hub, presence: &Presence) -> Result<(), DbError> {
    let is_due = |next: Option<Timestamp>| next.is_some_and(|next| next <= db.clock().now());
    if is_due(db.read::<_, DbError>(timer::next).await?) {
        presence.look(hub, db).await?;
        fire_due(db).await?;
    }
    Ok(())
}

/// Fires every timer that is due now. Overdue ones fire once.
pub async fn fire_due(db: &Db) -> Result<(), DbError> {
    while db.write(fire_one).await? {}
    Ok(())
}

/// Fires one timer that is due; `false` when none is.
pub fn fire_one(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let Some(timer) = timer::take_due(tx)? else {
        return Ok(false);
    };
    match timer.due {
        Due::SweepUploads => sweep::sweep(tx)?,
        Due::Leave => outgoing::leave_when_due(tx, OutgoingId(timer.subject))?,
        Due::EndAccess => expiry::end_what_is_over(tx, timer.at)?,
        Due::ForgetPages => page_view::forget(tx)?,
        Due::EndReservation => offer::time_is_up(tx, ConversationId(timer.subject))?,
        Due::EndWrapUp => wrap_up::time_is_up(tx, ConversationId(timer.subject), timer.at)?,
        Due::AskSurvey => survey::ask_when_due(tx, ConversationId(timer.subject))?,
        Due::Silence => silence::time_is_up(tx, ConversationId(timer.subject))?,
        Due::MissAgent => absence::look(tx, AgentId(timer.subject))?,
        Due::InviteExpires => invite::time_is_up(tx, InviteId(timer.subject))?,
        Due::LiftBlock => block::time_is_up(tx, BlockId(timer.subject))?,
        Due::ForwardDue => back::is_due(tx, ConversationId(timer.subject))?,
        Due::Bell => tx.announce(bell::Look),
        Due::Archive => archive::sweep(tx)?,
        Due::BotIdle => bot::time_is_up(tx, ConversationId(timer.subject))?,
        Due::WeeklyReport => weekly::fall_due(tx)?,
        Due::Webhooks => delivery::fall_due(tx)?,
        Due::ForgetDeliveries => log::forget(tx)?,
        Due::Retention => retention::fall_due(tx)?,
        Due::TellTrouble => alert::fall_due(tx)?,
        Due::OpenToAll => back::open_to_all(tx, ConversationId(timer.subject))?,
    }
    Ok(true)
}

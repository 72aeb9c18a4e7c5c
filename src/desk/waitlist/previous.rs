//! A customer who comes back: whoever had their last chat is asked first (BEHAVIOUR 7).

use std::time::Duration;

use super::{
    able::{self, Standing},
    reserve,
};
use crate::{
    base::{
        id::{AgentId, ConversationId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        conversation::{self, Cause, Conversation, Reserved},
        queue::{
            self,
            policy::{Policy, Previous},
        },
    },
};

/// After so long nobody expects to be remembered.
const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 3600);

/// The last chat of a customer that an agent had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Last {
    agent: AgentId,
    closed_at: Timestamp,
}

/// Until when the chat is held for the previous agent; `None`: it is everybody's at once.
fn until(
    policy: &Policy,
    closed_at: Timestamp,
    standing: Option<&Standing>,
    now: Timestamp,
) -> Option<Timestamp> {
    let is_wanted = policy.previous != Previous::Off && now.since(closed_at) <= REMEMBERED;
    let is_able = standing.is_some_and(|standing| standing.why_not().is_none());
    (is_wanted && is_able).then(|| now.plus(policy.previous()))
}

/// Holds a chat that has just joined the line for the agent who had the customer's last one, if they can take it.
pub(super) fn ask(tx: &mut Tx<'_>, chat: &Conversation) -> Result<(), DbError> {
    let policy = queue::policy(tx, chat.queue)?;
    let Some(last) = last_of(tx, chat)? else {
        return Ok(());
    };
    let standing = able::one(tx, last.agent, chat.queue)?;
    match until(&policy, last.closed_at, standing.as_ref(), tx.now) {
        Some(until) => reserve::hold(tx, chat.id, last.agent, Reserved::Previous, until),
        None => Ok(()),
    }
}

fn last_of(reader: &Reader<'_>, chat: &Conversation) -> Result<Option<Last>, DbError> {
    reader.find(
        "select agent_id, closed_at from conversation
         where customer_id = ?1 and id < ?2 and state = 'closed' and agent_id is not null
         order by id desc limit 1",
        (chat.customer, chat.id),
        |row| {
            Ok(Last {
                agent: row.get(0)?,
                closed_at: row.get(1)?,
            })
        },
    )
}

/// The time of the previous agent is over: the chat is everybody's, unless only they serve this customer and
/// are still there to do it.
pub fn time_is_up(tx: &mut Tx<'_>, chat: &Conversation, agent: AgentId) -> Result<(), DbError> {
    let policy = queue::policy(tx, chat.queue)?;
    let is_able =
        able::one(tx, agent, chat.queue)?.is_some_and(|standing| standing.why_not().is_none());
    if policy.previous == Previous::Only && is_able {
        let until = tx.now.plus(policy.previous());
        return reserve::hold(tx, chat.id, agent, Reserved::Previous, until);
    }
    reserve::passed_by(tx, chat.id, agent, "missed")?;
    let_go(tx, chat.id)
}

/// It is everybody's now, and rings for them as new.
pub fn let_go(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    if reserve::release(tx, id)? {
        conversation::tell(tx, id, Cause::Queued)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::team::{Availability, Face};

    fn standing() -> Standing {
        Standing {
            face: Face {
                id: AgentId(1),
                name: "Ana".to_owned(),
                public_name: "Ana".to_owned(),
                public_title: String::new(),
                picture: None,
                mask: None,
            },
            is_present: true,
            availability: Availability::Available,
            serves: true,
            load: 0,
            wrapping: 0,
            limit: 2,
            idle_since: Timestamp(0),
            has_offer: false,
            accepts_at_once: false,
        }
    }

    #[test]
    fn who_is_there_and_free_is_asked_first() {
        let now = Timestamp(1_000_000_000_000);
        let lately = now.minus(Duration::from_secs(3600));
        let long_ago = now.minus(REMEMBERED + Duration::from_secs(1));
        let first = Policy::default();
        let with = |previous| Policy {
            previous,
            ..Policy::default()
        };
        let held = Some(now.plus(Duration::from_secs(60)));
        let gone = Standing {
            is_present: false,
            ..standing()
        };
        let away = Standing {
            availability: Availability::Away,
            ..standing()
        };
        let elsewhere = Standing {
            serves: false,
            ..standing()
        };
        let full = Standing {
            load: 2,
            ..standing()
        };
        let wrapping = Standing {
            wrapping: 1,
            ..standing()
        };
        let cases = [
            ("there", first.clone(), lately, Some(standing()), held),
            (
                "only they",
                with(Previous::Only),
                lately,
                Some(standing()),
                held,
            ),
            (
                "switched off",
                with(Previous::Off),
                lately,
                Some(standing()),
                None,
            ),
            ("forgotten", first.clone(), long_ago, Some(standing()), None),
            ("left the team", first.clone(), lately, None, None),
            ("gone", first.clone(), lately, Some(gone), None),
            ("away", first.clone(), lately, Some(away), None),
            (
                "serves another queue",
                first.clone(),
                lately,
                Some(elsewhere),
                None,
            ),
            ("full", first.clone(), lately, Some(full), None),
            ("in wrap-up", first, lately, Some(wrapping), None),
        ];
        for (what, policy, closed_at, standing, expected) in cases {
            let found = until(&policy, closed_at, standing.as_ref(), now);
            assert_eq!(found, expected, "{what}");
        }
    }
}

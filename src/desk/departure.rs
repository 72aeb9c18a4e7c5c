//! A member leaves the team: they can no longer sign in, and nobody's chat is left with them.

use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        closing::wrap_up,
        conversation,
        invite::{self, leave},
        team::{
            self, Availability,
            account::{self, AccountError},
            invitation,
            session::{self, Revoked},
        },
        waitlist::give::{self, GiveError},
    },
};

/// Deactivates a member. Their open chats go to who is in them beside the member, or back to the wait list,
/// where the waiting time goes on;
/// what they wrote and closed stays theirs. Answers how many chats they had.
pub fn deactivate(tx: &mut Tx<'_>, origin: &Origin, id: AgentId) -> Result<usize, AccountError> {
    let agent = team::by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    if agent.deactivated_at.is_some() {
        return Ok(0);
    }
    if account::is_last_admin(tx, &agent)? {
        return Err(AccountError::LastAdmin);
    }
    let chats = open_chats(tx, id)?;
    // Whoever writes into a chat whose paperwork is being done would be theirs again.
    wrap_up::end_all(tx, id)?;
    invite::forget(tx, id)?;
    for chat in &chats {
        if let Some(chat) = conversation::by_id(tx, *chat)?
            && leave::succeed(tx, &chat)?
        {
            continue;
        }
        give::release(tx, &agent, *chat).map_err(|error| match error {
            GiveError::Db(error) => error,
            // It was read as theirs in this very transaction.
            other => DbError::Panicked(format!("chat {chat} was not given back: {other}")),
        })?;
    }
    let now = tx.now;
    tx.execute(
        "update agent set deactivated_at = ?2, availability = ?3, reachable_until = null where id = ?1",
        (id, now, Availability::Offline),
    )?;
    session::end_others(tx, id, None)?;
    session::revoke(tx, &Revoked::Agent(id))?;
    invitation::withdraw_made_by(tx, origin, id)?;
    audit::log(tx, origin, "deactivated", &agent.email)?;
    team::changed(tx, id)?;
    Ok(chats.len())
}

fn open_chats(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<ConversationId>, DbError> {
    reader.list(
        "select id from conversation where agent_id = ?1 and state = 'active' order by id",
        [agent],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        base::{id::QueueId, secret::Secret},
        db::memory::Memory,
        desk::{
            cast,
            conversation::{self, State},
            event::Event,
            queue::{
                self,
                policy::{Policy, WrapUp},
            },
            team::{api_key, availability},
            waitlist::{
                self,
                claim::{self, ClaimError},
            },
        },
    };

    #[test]
    fn who_leaves_leaves_no_customer_behind() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let origin = Origin {
            agent: Some(ana.id),
            address: String::new(),
        };
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Where is my parcel?"))
            .unwrap();
        let since = memory
            .act(|tx| conversation::by_id(tx, chat.conversation))
            .unwrap()
            .unwrap()
            .waiting_since;
        memory
            .act(|tx| claim::claim(tx, &bo, chat.conversation, None))
            .unwrap();
        let token = memory
            .act(|tx| session::open(tx, bo.id, &session::SignIn::default()))
            .unwrap();
        let key = memory
            .act(|tx| {
                let new = api_key::NewKey {
                    name: "Robot".to_owned(),
                    scopes: "read".parse().expect("a scope"),
                    expires_at: None,
                };
                api_key::create(tx, &origin, &bo, &new)
            })
            .unwrap()
            .1;
        memory.advance(Duration::from_secs(60));
        memory.announced.clear();

        assert_eq!(
            memory.act(|tx| deactivate(tx, &origin, bo.id)).unwrap(),
            1,
            "chats given back"
        );
        let back = memory
            .act(|tx| conversation::by_id(tx, chat.conversation))
            .unwrap()
            .unwrap();
        assert!(matches!(back.state, State::Waiting { .. }));
        assert_eq!(back.waiting_since, since);
        let is_known = |memory: &mut Memory, token: &Secret| {
            memory
                .act(|tx| session::resolve(tx, token.hash()))
                .unwrap()
                .is_some()
        };
        assert!(!is_known(&mut memory, &token));
        assert!(
            memory
                .act(|tx| api_key::resolve(tx, key.hash()))
                .unwrap()
                .is_none()
        );
        let revoked: Vec<Revoked> = memory
            .announced
            .iter()
            .filter_map(|announcement| announcement.downcast_ref::<Event>()?.parse())
            .collect();
        assert!(revoked.contains(&Revoked::Agent(bo.id)));

        // Twice is once, and they may come back, though nobody is signed in by that.
        assert_eq!(memory.act(|tx| deactivate(tx, &origin, bo.id)).unwrap(), 0);
        memory
            .act(|tx| account::reactivate(tx, &origin, bo.id))
            .unwrap();
        assert!(!is_known(&mut memory, &token));
        let acts: Vec<String> = memory
            .act(|tx| audit::newest(tx, 2))
            .unwrap()
            .into_iter()
            .map(|line| line.act)
            .collect();
        assert_eq!(acts, ["reactivated", "deactivated"]);
    }

    #[test]
    fn who_has_left_gets_no_chat_back_and_no_telephone_of_theirs_counts() {
        let mut memory = Memory::new();
        memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let policy = Policy {
            wrap_up: WrapUp::Manual,
            ..Policy::default()
        };
        memory
            .act::<_, anyhow::Error>(|tx| {
                let chat = cast::write(tx, hannah, "Where is my parcel?")?.conversation;
                let queue = queue::first(tx)?;
                queue::set_policy(tx, queue, &policy)?;
                claim::claim(tx, &bo, chat, None)?;
                cast::close(tx, &bo, chat)?;
                let until = tx.now.plus(Duration::from_secs(3600));
                availability::set_reachable(tx, bo.id, Some(until))?;
                Ok(())
            })
            .unwrap();
        let wrapping = |memory: &mut Memory| {
            let wrapping = memory.act(|tx| wrap_up::of_agent(tx, bo.id));
            wrapping.unwrap().len()
        };
        assert_eq!(wrapping(&mut memory), 1, "the premise");
        memory
            .act(|tx| deactivate(tx, &Origin::default(), bo.id))
            .unwrap();
        assert_eq!(wrapping(&mut memory), 0);
        let more = memory
            .act(|tx| cast::write(tx, hannah, "It has not come"))
            .unwrap();
        let chat = memory
            .act(|tx| conversation::by_id(tx, more.conversation))
            .unwrap()
            .unwrap();
        assert!(
            matches!(chat.state, State::Waiting { .. }),
            "{:?}",
            chat.state
        );
        memory
            .act(|tx| account::reactivate(tx, &Origin::default(), bo.id))
            .unwrap();
        let back = memory.act(|tx| team::by_id(tx, bo.id)).unwrap().unwrap();
        assert_eq!(back.reachable_until, None);
    }

    #[test]
    fn the_chats_of_a_queue_that_lost_its_last_member_are_everybody_s() {
        let mut memory = Memory::new();
        memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let cy = memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
        let chat = memory
            .act::<_, anyhow::Error>(|tx| {
                tx.execute("insert into queue (name) values ('Repairs')", [])?;
                let repairs = QueueId(tx.last_insert_id());
                tx.execute(
                    "insert into queue_agent (queue_id, agent_id) values (?1, ?2)",
                    (repairs, bo.id),
                )?;
                let chat = cast::waiting_chat(tx, "Hannah", "My lid is broken")?.conversation;
                waitlist::change_queue(tx, chat, repairs)?;
                Ok(chat)
            })
            .unwrap();
        let waiting = |memory: &mut Memory| memory.act(|tx| waitlist::count(tx, cy.id)).unwrap();
        assert_eq!(waiting(&mut memory), 0, "it is Bo's");
        let taken = memory.act(|tx| claim::claim(tx, &cy, chat, None));
        assert!(matches!(taken, Err(ClaimError::OtherQueue)), "{taken:?}");
        memory.act(|tx| claim::claim(tx, &bo, chat, None)).unwrap();
        memory
            .act(|tx| deactivate(tx, &Origin::default(), bo.id))
            .unwrap();
        // Nobody of the queue is left to see that somebody waits there.
        assert_eq!(waiting(&mut memory), 1);
        let next = memory.act(|tx| claim::claim_next(tx, &cy, None)).unwrap();
        assert_eq!(next.map(|next| next.id), Some(chat));
    }

    #[test]
    fn the_last_admin_stays() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        memory.act(|tx| cast::supervisor(tx, "Bo")).unwrap();
        let origin = Origin::default();
        let refused = memory.act(|tx| deactivate(tx, &origin, ana.id));
        assert!(matches!(refused, Err(AccountError::LastAdmin)));
        let cy = memory.act(|tx| cast::admin(tx, "Cy")).unwrap();
        assert!(memory.act(|tx| deactivate(tx, &origin, ana.id)).is_ok());
        let refused = memory.act(|tx| deactivate(tx, &origin, cy.id));
        assert!(matches!(refused, Err(AccountError::LastAdmin)));
    }
}

//! A member leaves the team: they can no longer sign in, and nobody's chat is left with them.

use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        conversation,
        invite::{self, leave},
        team::{
            self, Availability,
            account::{self, AccountError},
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
        "update agent set deactivated_at = ?2, availability = ?3 where id = ?1",
        (id, now, Availability::Offline),
    )?;
    session::end_others(tx, id, None)?;
    session::revoke(tx, &Revoked::Agent(id))?;
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
        base::secret::Secret,
        db::memory::Memory,
        desk::{
            cast,
            conversation::{self, State},
            event::Event,
            team::api_key,
            waitlist::claim,
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

//! Sessions and keys end by themselves when their time is up, and the streams they opened with them.

use super::{
    api_key,
    session::{self, IDLE, OVER, Revoked},
};
use crate::{
    base::{
        id::{AgentId, ApiKeyId, SessionId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::timer::{self, Due},
};

/// Sees to it that what ends is ended in time; for a house that is opened.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    match next(tx)? {
        Some(at) => timer::set_no_later(tx, Due::EndAccess, 0, at),
        None => Ok(()),
    }
}

/// Ends every session and key whose time was up between `since`, when the first of them was, and now.
pub fn end_what_is_over(tx: &mut Tx<'_>, since: Timestamp) -> Result<(), DbError> {
    let (now, idle_since) = (tx.now, tx.now.minus(IDLE));
    let sessions: Vec<(AgentId, SessionId)> = tx.list(
        &format!("select agent_id, id from session where {OVER}"),
        named_params! { ":now": now, ":idle_since": idle_since },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (agent, session) in sessions {
        session::end(tx, agent, session)?;
    }
    // The row of a key stays, since the list shows when it ended.
    let keys: Vec<ApiKeyId> = api_key::over_between(tx, since, now)?;
    for key in keys {
        session::revoke(tx, &Revoked::ApiKey(key))?;
    }
    watch(tx)
}

/// When the next of them is over, as things stand.
fn next(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    let idle = i64::try_from(IDLE.as_millis()).unwrap_or(i64::MAX);
    reader.get(
        "select min(at) from (
           select min(expires_at) as at from session
           union all select min(seen_at) + :idle from session where persistent = 0
           union all select min(expires_at) from api_key where revoked_at is null and expires_at > :now)",
        named_params! { ":idle": idle, ":now": reader.now },
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            audit::Origin,
            cast,
            event::Event,
            team::{
                api_key::{NewKey, Scope, Scopes},
                session::SignIn,
            },
        },
    };

    /// Lets time pass, fires the timer if it is due, and answers whose access has ended by that.
    fn after(memory: &mut Memory, time: Duration) -> Vec<Revoked> {
        memory.advance(time);
        memory.announced.clear();
        memory
            .act(|tx| match timer::take_due(tx)? {
                Some(timer) => end_what_is_over(tx, timer.at),
                None => Ok::<_, DbError>(()),
            })
            .unwrap();
        let told = memory.announced.iter();
        told.filter_map(|told| told.downcast_ref::<Event>()?.parse())
            .collect()
    }

    #[test]
    fn each_ends_when_its_time_is_up_and_only_once() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let open = |memory: &mut Memory, persistent| {
            let sign_in = SignIn {
                persistent,
                ..SignIn::default()
            };
            let token = memory.act(|tx| session::open(tx, ana.id, &sign_in));
            let token = token.unwrap().hash();
            let known = memory.act(|tx| session::resolve(tx, token)).unwrap();
            known.unwrap().session
        };
        let (stays, idles) = (open(&mut memory, true), open(&mut memory, false));
        let now = memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
        let ends = now.plus(IDLE * 2);
        let key = NewKey {
            name: "Till".to_owned(),
            scopes: Scopes::default().with(Scope::Read),
            expires_at: Some(ends),
        };
        let key = memory
            .act(|tx| api_key::create(tx, &Origin::default(), &ana, &key))
            .unwrap()
            .0;
        let hour = Duration::from_secs(3600);
        assert_eq!(after(&mut memory, IDLE - hour), []);
        // It is used, so its day begins anew; the timer finds nothing and is set again.
        memory.act(|tx| session::touch(tx, idles)).unwrap();
        assert_eq!(after(&mut memory, hour), []);
        assert_eq!(after(&mut memory, IDLE - hour), [Revoked::Session(idles)]);
        assert_eq!(after(&mut memory, hour), [Revoked::ApiKey(key)]);
        assert_eq!(after(&mut memory, IDLE), []);
        assert_eq!(
            after(&mut memory, session::ABSOLUTE),
            [Revoked::Session(stays)]
        );
        assert_eq!(after(&mut memory, session::ABSOLUTE), []);
    }
}

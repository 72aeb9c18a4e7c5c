//! Coming in with address and password. The password itself is checked before the act, see `hashing`.

use std::net::IpAddr;

use super::throttle::Prefix;
use crate::{
    base::{id::AgentId, secret::Secret},
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        team::session::{self, SignIn},
    },
};

/// Opens a session for somebody whose password was right.
pub fn succeed(tx: &mut Tx<'_>, agent: AgentId, sign_in: &SignIn) -> Result<Secret, DbError> {
    let token = session::open(tx, agent, sign_in)?;
    let origin = Origin {
        agent: Some(agent),
        address: sign_in.address.clone(),
    };
    audit::log(tx, &origin, "sign_in", &sign_in.device)?;
    Ok(token)
}

/// Writes down that somebody tried in vain. `email` is what they typed, whoever it may be.
pub fn fail(tx: &mut Tx<'_>, email: &str, address: &str) -> Result<(), DbError> {
    let origin = Origin {
        agent: None,
        address: address.to_owned(),
    };
    let email = crate::base::text::clean_line(email, 254);
    audit::log(tx, &origin, "sign_in_failed", &email)
}

/// Whether an agent has signed in from this address, or one of the same network, before.
pub fn has_been_at(reader: &Reader<'_>, agent: AgentId, address: IpAddr) -> Result<bool, DbError> {
    let addresses: Vec<String> = reader.list(
        "select distinct address from audit where act = 'sign_in' and agent_id = ?1",
        [agent],
        |row| row.get(0),
    )?;
    let here = Prefix::from(address);
    Ok(addresses
        .iter()
        .filter_map(|address| address.parse::<IpAddr>().ok())
        .any(|address| Prefix::from(address) == here))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    #[test]
    fn the_house_remembers_where_an_agent_signed_in() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let from = |address: &str| SignIn {
            address: address.to_owned(),
            ..SignIn::default()
        };
        memory
            .act(|tx| {
                succeed(tx, ana.id, &from("192.0.2.1"))?;
                succeed(tx, ana.id, &from("2001:db8:1:2::5"))?;
                fail(tx, "ana@kettle.example", "203.0.113.9")
            })
            .unwrap();
        for (agent, address, expected) in [
            (ana.id, "192.0.2.1", true),
            (ana.id, "2001:db8:1:2::99", true),
            (ana.id, "2001:db8:1:3::5", false),
            (ana.id, "203.0.113.9", false),
            (bo.id, "192.0.2.1", false),
        ] {
            let been = memory.act(|tx| has_been_at(tx, agent, address.parse().unwrap()));
            assert_eq!(been.unwrap(), expected, "{agent} {address}");
        }
    }
}

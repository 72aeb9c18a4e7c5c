//! Who comes back as a stranger. A block holds for a customer and their accounts; a browser that forgets its token is
//! somebody new. So whoever blocks may say that new visitors from the same addresses are blocked, too, for a while
//! (BEHAVIOUR 21). Families, offices and whole towns share addresses: it is never done unasked, ends by itself, and leaves
//! alone who was here before and for whom the site vouches.

use std::{net::IpAddr, time::Duration};

use super::{Fresh, insert};
use crate::{
    base::{
        id::{AgentId, BlockId, CustomerId},
        network,
        subnet::Subnet,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        channel::ChannelKind,
        customer::{self, identity, visitor::Visitor},
    },
};

/// How much of the net around an address is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The address itself; of IPv6 the network of one house.
    Address,
    /// What usually belongs to one provider's neighbourhood or to one office.
    Around,
}

impl Reach {
    /// The addresses that are meant.
    #[must_use]
    pub fn of(self, ip: IpAddr) -> Subnet {
        match self {
            Self::Address => Subnet::around(ip, 32, 64),
            Self::Around => Subnet::around(ip, 24, 48),
        }
    }
}

/// Which new visitors are blocked with a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearby {
    /// From where.
    pub reach: Reach,
    /// For how long.
    pub lasts: Duration,
}

impl Nearby {
    /// The addresses of a customer, and until when; no longer than the block itself.
    pub(super) fn of(
        self,
        tx: &Tx<'_>,
        customer: CustomerId,
        until: Option<Timestamp>,
    ) -> Result<Option<(String, Timestamp)>, DbError> {
        let end = tx.now.plus(self.lasts);
        let end = until.map_or(end, |until| until.min(end));
        let address = address_of(tx, customer)?;
        Ok(address.map(|ip| (self.reach.of(ip).to_string(), end)))
    }
}

/// From where a customer came to web chat last. `None` also where that tells them from nobody: within the house's own
/// network, or behind a proxy that does not say.
pub fn address_of(reader: &Reader<'_>, customer: CustomerId) -> Result<Option<IpAddr>, DbError> {
    let newest: Option<String> = reader.find(
        "select address from identity join channel on channel.id = identity.channel_id
         where identity.customer_id = ?1 and channel.kind = ?2 and identity.address <> '' order by identity.id desc limit 1",
        (customer, ChannelKind::WebChat),
        |row| row.get(0),
    )?;
    let address = newest.and_then(|address| address.parse().ok());
    Ok(address.filter(|ip| network::is_public(*ip)))
}

/// A block with its addresses.
struct Net {
    id: BlockId,
    agent: AgentId,
    at: Timestamp,
    reason: String,
    message: String,
    network: String,
    until: Timestamp,
}

impl Net {
    /// Whether it is meant for whoever came from there, then.
    fn catches(&self, ip: IpAddr, came: Timestamp) -> bool {
        came > self.at
            && self
                .network
                .parse::<Subnet>()
                .is_ok_and(|network| network.has(ip))
    }
}

/// Whether a visitor who is not blocked comes from addresses that are: then they are blocked from now on.
pub(super) fn catches(tx: &mut Tx<'_>, visitor: Visitor) -> Result<bool, DbError> {
    let now = tx.now;
    let nets = tx.list(
        "select id, agent_id, at, reason, message, network, network_until from block
         where network is not null and network_until > ?1 order by id",
        [now],
        |row| {
            Ok(Net {
                id: row.get(0)?,
                agent: row.get(1)?,
                at: row.get(2)?,
                reason: row.get(3)?,
                message: row.get(4)?,
                network: row.get(5)?,
                until: row.get(6)?,
            })
        },
    )?;
    // Asked at each beginning: a house that blocks no addresses has nothing further to look at.
    if nets.is_empty() {
        return Ok(false);
    }
    let Some(account) = identity::by_id(tx, visitor.identity)?.filter(|one| !one.verified) else {
        return Ok(false);
    };
    let Ok(ip) = account.address.parse::<IpAddr>() else {
        return Ok(false);
    };
    for net in nets {
        if net.catches(ip, account.created_at) && !was_let_go(tx, net.id, visitor.customer)? {
            insert(
                tx,
                &Fresh {
                    customer: visitor.customer,
                    agent: net.agent,
                    reason: &net.reason,
                    message: &net.message,
                    until: Some(net.until),
                    network: None,
                    because_of: Some(net.id),
                },
            )?;
            customer::changed(tx, visitor.customer)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether somebody found that this one was not meant.
fn was_let_go(reader: &Reader<'_>, id: BlockId, customer: CustomerId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from block where because_of = ?1 and customer_id = ?2",
        (id, customer),
    )
}

/// Who is blocked because of a block.
pub(super) fn caught(
    reader: &Reader<'_>,
    id: BlockId,
) -> Result<Vec<(BlockId, CustomerId)>, DbError> {
    reader.list(
        "select id, customer_id from block where because_of = ?1 and lifted_at is null order by id",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// From which addresses new visitors were blocked is known to nobody any more, and holds for nobody.
pub(super) fn forget(tx: &mut Tx<'_>, id: BlockId) -> Result<(), DbError> {
    tx.execute(
        "update block set network = null, network_until = null where id = ?1",
        [id],
    )?;
    Ok(())
}

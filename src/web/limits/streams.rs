//! How many streams strangers have open: behind a proxy that is trusted, or with HTTP/2, places for connections do not
//! tell (R24).

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Whose;
use crate::{config::Config, desk::customer::visitor::Visitor};

/// A visitor's tabs, on all their devices. A browser has one stream for all its tabs where it can.
const VISITORS: usize = 20;
/// One address has a tenth of what there are, and room for some windows however few there are.
const SHARES: usize = 10;
/// So many at least.
const LEAST: usize = 32;
/// Whoever finds no place comes again after so many seconds, some sooner than others.
const AGAIN: (u64, u64) = (10, 30);

/// The streams that are open.
pub struct Streams {
    /// As many connections as there may be, multiplied; 0: nobody counts.
    all: usize,
    taken: Arc<Mutex<HashMap<Whose, usize>>>,
}

/// That somebody has a stream open, until it is dropped.
pub struct Listening {
    taken: Arc<Mutex<HashMap<Whose, usize>>>,
    whose: [Option<Whose>; 4],
}

fn lock(taken: &Mutex<HashMap<Whose, usize>>) -> MutexGuard<'_, HashMap<Whose, usize>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Streams {
    /// By the number of connections that there may be, and the factor on limits for strangers.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let factor = usize::try_from(config.limits).unwrap_or(usize::MAX);
        Self {
            all: config.connections.saturating_mul(factor),
            taken: Arc::default(),
        }
    }

    /// How many streams somebody may have open.
    fn most(&self, whose: Whose) -> usize {
        match whose {
            Whose::Visitor(_) => VISITORS,
            Whose::Address(_) => (self.all / SHARES).max(LEAST),
            // A shop may have one site only; others find some room beside one that is flooded.
            Whose::Inbox(_) => self.all / 4 * 3,
            Whose::Everybody => self.all / 10 * 9,
        }
    }

    /// Counts one stream more; an error says how many seconds to wait.
    pub fn open(&self, visitor: Visitor, from: IpAddr) -> Result<Listening, u64> {
        let mut whose = [None; 4];
        if self.all > 0 {
            // Behind a proxy on this machine that nobody has named, everybody comes from here.
            let near = (!from.to_canonical().is_loopback()).then(|| Whose::address(from));
            whose = [
                Some(Whose::Visitor(visitor.identity.0)),
                near,
                Some(Whose::Inbox(visitor.channel.0)),
                Some(Whose::Everybody),
            ];
        }
        let mut taken = lock(&self.taken);
        let is_full = |whose: &Whose| taken.get(whose).copied().unwrap_or(0) >= self.most(*whose);
        if whose.iter().flatten().any(is_full) {
            return Err(AGAIN.0 + visitor.identity.0.unsigned_abs() % (AGAIN.1 - AGAIN.0));
        }
        for whose in whose.iter().flatten() {
            *taken.entry(*whose).or_default() += 1;
        }
        drop(taken);
        Ok(Listening {
            taken: self.taken.clone(),
            whose,
        })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        for whose in self.whose.iter().flatten() {
            if let Some(count) = taken.get_mut(whose) {
                *count -= 1;
                if *count == 0 {
                    taken.remove(whose);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::id::{ChannelId, CustomerId, IdentityId},
        config::{DataFlags, ServeFlags},
    };

    fn streams(connections: usize, limits: u32) -> Streams {
        let serve = ServeFlags {
            connections,
            limits,
            ..ServeFlags::default()
        };
        let data = DataFlags {
            data: Some("data".into()),
            ..DataFlags::default()
        };
        Streams::new(&Config::new(&data, &serve).unwrap())
    }

    fn visitor(identity: i64, channel: i64) -> Visitor {
        Visitor {
            identity: IdentityId(identity),
            customer: CustomerId(identity),
            channel: ChannelId(channel),
        }
    }

    /// As many as so many visitors of a site get, a stream each.
    fn fill(streams: &Streams, visitors: i64, channel: i64, from: &str) -> Vec<Listening> {
        let from = from.parse().unwrap();
        let begin = channel * 1_000_000;
        (begin..begin + visitors)
            .map_while(|identity| streams.open(visitor(identity, channel), from).ok())
            .collect()
    }

    #[test]
    fn a_busy_site_has_room_and_leaves_some_to_the_others() {
        let streams = streams(20_000, 1);
        let busy = fill(&streams, 10_000, 1, "127.0.0.1");
        assert_eq!(busy.len(), 10_000);
        let flooded = fill(&streams, 10_000, 1, "127.0.0.1");
        assert_eq!(busy.len() + flooded.len(), 15_000);
        let other = fill(&streams, 10_000, 2, "127.0.0.1");
        assert_eq!(other.len(), 3_000, "and strangers do not have all");
        drop((busy, flooded, other));
        assert!(lock(&streams.taken).is_empty(), "nothing is remembered");
    }

    #[test]
    fn one_visitor_and_one_address_have_their_share() {
        let streams = streams(20_000, 1);
        let from = "203.0.113.7".parse().unwrap();
        let mut tabs: Vec<_> = (0..20)
            .map(|_| streams.open(visitor(7, 1), from).ok().unwrap())
            .collect();
        let refused = streams.open(visitor(7, 1), from).err();
        assert!(refused.is_some_and(|seconds| (10..30).contains(&seconds)));
        assert!(streams.open(visitor(8, 1), from).is_ok());
        tabs.pop();
        assert!(
            streams.open(visitor(7, 1), from).is_ok(),
            "a tab was closed"
        );
        drop(tabs);
        assert_eq!(fill(&streams, 5_000, 1, "203.0.113.7").len(), 2_000);
    }

    #[test]
    fn the_factor_multiplies_and_nought_lifts() {
        for (limits, expected) in [(1, 32), (2, 40), (0, 1_000)] {
            let found = fill(&streams(200, limits), 1_000, 1, "203.0.113.7").len();
            assert_eq!(found, expected, "{limits}");
        }
    }
}

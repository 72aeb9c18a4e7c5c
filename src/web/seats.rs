//! Places for connections (R24, R25): nobody takes all of them from one address, and the last ones are for the team.

use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::Whose;
use crate::{base::subnet::Subnet, config::Config};

/// Of all places, strangers at one address have a tenth.
const SHARES: usize = 10;
/// Few as there may be, a browser with some windows finds room.
const LEAST: usize = 32;
/// Of all places, the last twentieth is for whoever is familiar.
const RESERVED: usize = 20;
/// The log is told so often at most.
const QUIET: Duration = Duration::from_secs(60);
/// So many addresses are familiar at most.
const MOST_FAMILIAR: usize = 4_096;

/// The places.
pub struct Seats {
    all: Arc<Semaphore>,
    most_each: usize,
    reserved: usize,
    trusted: Vec<Subnet>,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    /// How many each address has that is counted.
    each: HashMap<Whose, usize>,
    /// Where somebody was who belongs here.
    familiar: HashSet<Whose>,
    /// When the log was last told that somebody found none.
    told: Option<Instant>,
}

impl Taken {
    /// Tells the log, and not with every connection that a flood makes.
    fn tell(&mut self, from: IpAddr, each: usize) {
        let now = Instant::now();
        let told = self.told.map(|told| now.duration_since(told));
        if told.is_none_or(|told| told >= QUIET) {
            self.told = Some(now);
            tracing::warn!(%from, connections = each, "strangers find no place any more: one address has its share, or they have all");
        }
    }
}

/// A place, until it is dropped.
pub struct Seat {
    taken: Arc<Mutex<Taken>>,
    /// By whom, where that is counted.
    by: Option<Whose>,
    _one: OwnedSemaphorePermit,
}

/// A place that waits for somebody.
pub struct Free(OwnedSemaphorePermit);

fn lock(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Seats {
    /// As many as are configured. Where limits for strangers are lifted, anybody may take all.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let all = config.connections;
        let factor = usize::try_from(config.limits).unwrap_or(usize::MAX);
        let share = (all / SHARES).max(LEAST).saturating_mul(factor);
        Self {
            all: Arc::new(Semaphore::new(all)),
            most_each: if factor == 0 { all } else { share.min(all) },
            reserved: if factor == 0 { 0 } else { all / RESERVED },
            trusted: config.trusted_proxies.clone(),
            taken: Arc::default(),
        }
    }

    /// Waits until there is a place.
    ///
    /// # Panics
    /// Never: the places are not closed.
    pub async fn free(&self) -> Free {
        let one = self.all.clone().acquire_owned().await;
        Free(one.expect("nobody closes them"))
    }

    /// Gives it to somebody who came from there; `None`: they have enough, or what is left is for others.
    #[must_use]
    pub fn give(&self, Free(one): Free, from: IpAddr) -> Option<Seat> {
        let from = from.to_canonical();
        // Who stands behind a proxy, the proxy knows; who is on this machine, may do worse.
        let is_exempt = from.is_loopback() || self.trusted.iter().any(|one| one.has(from));
        let whose = Whose::address(from);
        let mut taken = lock(&self.taken);
        let is_familiar = is_exempt || taken.familiar.contains(&whose);
        if !is_familiar {
            let each = taken.each.get(&whose).copied().unwrap_or(0);
            if each >= self.most_each || self.all.available_permits() < self.reserved {
                taken.tell(from, each);
                return None;
            }
        }
        if !is_exempt {
            *taken.each.entry(whose).or_default() += 1;
        }
        drop(taken);
        Some(Seat {
            taken: self.taken.clone(),
            by: (!is_exempt).then_some(whose),
            _one: one,
        })
    }

    /// Somebody who belongs here asks from there: they find a place there from now on, whatever strangers do.
    pub fn know(&self, address: IpAddr) {
        let whose = Whose::address(address);
        let familiar = &mut lock(&self.taken).familiar;
        if familiar.contains(&whose) {
            return;
        }
        // Whoever is here makes themselves known again with the next thing that they ask.
        if familiar.len() >= MOST_FAMILIAR {
            familiar.clear();
        }
        familiar.insert(whose);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some(by) = self.by else { return };
        let mut taken = lock(&self.taken);
        if let Some(each) = taken.each.get_mut(&by) {
            *each -= 1;
            if *each == 0 {
                taken.each.remove(&by);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{DataFlags, ServeFlags};

    fn seats(connections: usize, limits: u32) -> Seats {
        let serve = ServeFlags {
            connections,
            limits,
            trusted_proxies: ["10.0.0.1", "172.18.0.0/16"]
                .map(|one| one.parse().unwrap())
                .to_vec(),
            ..ServeFlags::default()
        };
        let data = DataFlags {
            data: Some("data".into()),
            ..DataFlags::default()
        };
        Seats::new(&Config::new(&data, &serve).unwrap())
    }

    /// As many as are given to whoever comes again and again from there, as long as they are all kept.
    fn fill(seats: &Seats, from: &str) -> Vec<Seat> {
        let from = from.parse().unwrap();
        let next = || {
            let one = seats.all.clone().try_acquire_owned().ok()?;
            seats.give(Free(one), from)
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn one_address_has_a_tenth_and_a_household_is_one() {
        let seats = seats(1_000, 1);
        let mut one = fill(&seats, "203.0.113.7");
        assert_eq!(one.len(), 100);
        assert!(fill(&seats, "::ffff:203.0.113.7").is_empty());
        let six = fill(&seats, "2001:db8:1:2::1");
        assert_eq!(six.len(), 100);
        assert!(fill(&seats, "2001:db8:1:2:ffff::9").is_empty());
        assert_eq!(fill(&seats, "203.0.113.8").len(), 100, "the neighbour");
        // Whoever goes makes room.
        one.truncate(60);
        let more = fill(&seats, "203.0.113.7");
        assert_eq!(more.len(), 40);
        drop((one, six, more));
        assert!(lock(&seats.taken).each.is_empty(), "nothing is remembered");
        assert_eq!(seats.all.available_permits(), 1_000);
    }

    #[test]
    fn the_last_places_are_for_the_team() {
        let seats = seats(1_000, 1);
        let strangers: Vec<_> = (0..20)
            .map(|n| fill(&seats, &format!("203.0.113.{n}")))
            .collect();
        assert_eq!(strangers.iter().flatten().count(), 950);
        assert!(fill(&seats, "198.51.100.7").is_empty(), "not known yet");
        seats.know("198.51.100.7".parse().unwrap());
        assert_eq!(fill(&seats, "198.51.100.7").len(), 50);
        // Where the team is, it may be a whole office.
        drop(strangers);
        assert_eq!(fill(&seats, "198.51.100.7").len(), 1_000);
    }

    #[test]
    fn proxies_and_this_machine_are_not_counted() {
        for (limits, from, expected) in [
            (1, "127.0.0.1", 100),
            (1, "::1", 100),
            (1, "10.0.0.1", 100),
            (1, "::ffff:10.0.0.1", 100),
            (1, "172.18.255.7", 100),
            (1, "172.19.0.1", 32),
            (1, "10.0.0.2", 32),
            (2, "10.0.0.2", 64),
            (9, "10.0.0.2", 95),
            (0, "10.0.0.2", 100),
        ] {
            let seats = seats(100, limits);
            assert_eq!(fill(&seats, from).len(), expected, "{limits} {from}");
        }
    }

    #[test]
    fn what_is_familiar_is_bounded() {
        let seats = seats(100, 1);
        for n in 0..10_000_u32 {
            seats.know(IpAddr::from((0x0a00_0000 + n).to_be_bytes()));
        }
        assert!(lock(&seats.taken).familiar.len() <= MOST_FAMILIAR);
    }
}

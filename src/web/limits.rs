//! How fast strangers may go. Each address, visitor and kind of request has a bucket that refills.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// A visitor's session begins.
    Begin,
    /// A visitor writes.
    Write,
    /// A visitor uploads.
    Upload,
    /// Small posts: typing, receipts, pages.
    Small,
}

impl Act {
    /// How many at once, and how many a minute after that, for one visitor or address.
    fn allowance(self) -> (f64, f64) {
        match self {
            Self::Begin => (20.0, 20.0),
            Self::Write => (20.0, 60.0),
            Self::Upload => (10.0, 20.0),
            Self::Small => (60.0, 240.0),
        }
    }
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// An address; IPv6 by the /64 that one household has.
    Address(IpAddr),
    /// A visitor, by account.
    Visitor(i64),
}

impl Whose {
    /// The address as it is counted.
    #[must_use]
    pub fn address(address: IpAddr) -> Self {
        Self::Address(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(
                || {
                    let mut segments = v6.segments();
                    segments[4..].fill(0);
                    IpAddr::from(segments)
                },
                IpAddr::V4,
            ),
        })
    }
}

struct Bucket {
    level: f64,
    at: Instant,
}

/// All buckets. Time is the monotonic clock: setting the wall clock frees nobody.
pub struct Limits {
    factor: f64,
    buckets: Mutex<HashMap<(Act, Whose), Bucket>>,
}

/// Buckets are forgotten when this many have gathered: those that are full again, and of others the older half.
const MOST: usize = 20_000;
/// A bucket that was not asked for so long is full again.
const FULL: Duration = Duration::from_secs(60);

/// Makes room. A flood from ever new addresses costs no look through all of them each time: half go at once.
fn forget(buckets: &mut HashMap<(Act, Whose), Bucket>, now: Instant) {
    buckets.retain(|_, bucket| now.duration_since(bucket.at) < FULL);
    if buckets.len() <= MOST / 2 {
        return;
    }
    let mut times: Vec<Instant> = buckets.values().map(|bucket| bucket.at).collect();
    let middle = times.len() / 2;
    let (_, median, _) = times.select_nth_unstable(middle);
    let median = *median;
    buckets.retain(|_, bucket| bucket.at > median);
}

impl Limits {
    /// Limits multiplied by `factor`; 0 lifts them.
    #[must_use]
    pub fn new(factor: u32) -> Self {
        Self {
            factor: f64::from(factor),
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Counts one act; an error says how many seconds to wait.
    pub fn count(&self, act: Act, whose: Whose) -> Result<(), u64> {
        self.count_at(act, whose, Instant::now())
    }

    fn count_at(&self, act: Act, whose: Whose, now: Instant) -> Result<(), u64> {
        if self.factor == 0.0 {
            return Ok(());
        }
        let (most, per_minute) = act.allowance();
        // Behind one address there may be an office.
        let share = match whose {
            Whose::Address(_) => 5.0,
            Whose::Visitor(_) => 1.0,
        };
        let (most, per_second) = (
            most * share * self.factor,
            per_minute * share * self.factor / 60.0,
        );
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST && !buckets.contains_key(&(act, whose)) {
            forget(&mut buckets, now);
        }
        let bucket = buckets.entry((act, whose)).or_insert(Bucket {
            level: most,
            at: now,
        });
        let passed = now.duration_since(bucket.at).as_secs_f64();
        bucket.level = (bucket.level + passed * per_second).min(most);
        bucket.at = now;
        if bucket.level >= 1.0 {
            bucket.level -= 1.0;
            Ok(())
        } else {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a few seconds"
            )]
            Err(((1.0 - bucket.level) / per_second).ceil() as u64)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_refills() {
        let limits = Limits::new(1);
        let (start, whose) = (Instant::now(), Whose::Visitor(1));
        for _ in 0..20 {
            assert_eq!(limits.count_at(Act::Write, whose, start), Ok(()));
        }
        assert_eq!(limits.count_at(Act::Write, whose, start), Err(1));
        assert_eq!(
            limits.count_at(Act::Write, Whose::Visitor(2), start),
            Ok(())
        );
        assert_eq!(
            limits.count_at(Act::Write, whose, start + Duration::from_secs(2)),
            Ok(())
        );
    }

    #[test]
    fn a_flood_from_ever_new_addresses_fills_no_memory() {
        let limits = Limits::new(1);
        let start = Instant::now();
        let regular = Whose::Visitor(-1);
        for n in 0..3 * MOST {
            let now = start + Duration::from_millis(n as u64);
            let whose = Whose::Visitor(i64::try_from(n).unwrap());
            assert_eq!(limits.count_at(Act::Begin, whose, now), Ok(()));
            // Whoever is here all the while is not forgotten for it, and has no more than anybody.
            if n % 10 == 0 {
                let _ = limits.count_at(Act::Begin, regular, now);
            }
            assert!(limits.buckets.lock().unwrap().len() <= MOST);
        }
        let last = start + Duration::from_millis(3 * MOST as u64);
        assert!(limits.count_at(Act::Begin, regular, last).is_err());
    }

    #[test]
    fn a_household_shares_its_prefix() {
        let one = Whose::address("2001:db8:1:2::1".parse().expect("address"));
        let two = Whose::address("2001:db8:1:2:ffff::9".parse().expect("address"));
        let mapped = Whose::address("::ffff:192.0.2.1".parse().expect("address"));
        assert_eq!(one, two);
        assert_eq!(
            mapped,
            Whose::address("192.0.2.1".parse().expect("address"))
        );
    }
}

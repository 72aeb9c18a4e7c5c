//! How fast strangers may go (R24). Each visitor, address and inbox, and all of them together, have a bucket for each kind of
//! request, which refills.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

mod guesses;
pub(super) mod strangers;
mod streams;

pub use streams::{Listening, Streams};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// A visitor's session begins, and with it a conversation.
    Begin,
    /// A visitor writes.
    Write,
    /// Bytes of what visitors write.
    Text,
    /// A visitor uploads.
    Upload,
    /// Bytes of what visitors upload.
    Bytes,
    /// Small posts: typing, receipts, pages.
    Small,
    /// A token that nobody has is shown, and not for the second time.
    Guess,
}

const MIB: u32 = 1024 * 1024;

impl Act {
    /// How many at once, and how many a minute after that; `None`: as many as others allow.
    ///
    /// A visitor is a person who types. Behind an address there may be an office, or a telephone network's customers. An
    /// inbox has room for a shop's best day many times over, and what floods one leaves some to the others.
    fn allowance(self, whose: Whose) -> Option<(u32, u32)> {
        use Whose::{Address, Everybody, Inbox, Visitor};
        Some(match (self, whose) {
            (Self::Begin, Visitor(_)) => (20, 20),
            (Self::Begin, Address(_)) => (100, 100),
            (Self::Begin, Inbox(_)) => (1_200, 1_200),
            (Self::Begin, Everybody) => (3_000, 3_000),
            (Self::Write, Visitor(_)) => (20, 60),
            (Self::Write, Address(_)) => (200, 600),
            (Self::Write, Inbox(_)) => (6_000, 18_000),
            (Self::Write, Everybody) => (18_000, 54_000),
            (Self::Text, Visitor(_) | Address(_)) => return None,
            (Self::Text, Inbox(_)) => (32 * MIB, 32 * MIB),
            (Self::Text, Everybody) => (64 * MIB, 64 * MIB),
            (Self::Upload, Visitor(_)) => (10, 20),
            (Self::Upload, Address(_)) => (50, 100),
            (Self::Upload, Inbox(_)) => (300, 600),
            (Self::Upload, Everybody) => (900, 1_800),
            // What one of them sends in a day is counted in the file.
            (Self::Bytes, Visitor(_)) => return None,
            (Self::Bytes, Address(_)) => (512 * MIB, 256 * MIB),
            (Self::Bytes, Inbox(_)) => (2_048 * MIB, 1_024 * MIB),
            (Self::Bytes, Everybody) => (3_072 * MIB, 2_048 * MIB),
            (Self::Small, Visitor(_)) => (60, 240),
            (Self::Small, Address(_)) => return None,
            (Self::Small, Inbox(_)) => (30_000, 90_000),
            (Self::Small, Everybody) => (90_000, 270_000),
            // As many as may begin anew, which is what a browser does whose token is nobody's any more.
            (Self::Guess, Address(_)) => (100, 100),
            (Self::Guess, Everybody) => (3_000, 3_000),
            (Self::Guess, Visitor(_) | Inbox(_)) => return None,
        })
    }
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// An address; IPv6 by the /64 that one household has.
    Address(IpAddr),
    /// A visitor, by account.
    Visitor(i64),
    /// All who come to one site, by channel.
    Inbox(i64),
    /// All strangers.
    Everybody,
}

impl Whose {
    fn is_shared(self) -> bool {
        matches!(self, Self::Inbox(_) | Self::Everybody)
    }

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
    shown: Mutex<guesses::Shown>,
}

/// Buckets are forgotten when this many have gathered: those that are full again, and of others the older half.
const MOST: usize = 20_000;
/// A bucket that was not asked for so long is full again.
const FULL: Duration = Duration::from_secs(2 * 60);

/// Makes room. A flood from ever new addresses costs no look through all of them each time: half go at once. What many share
/// stays: there is little of it, and it would be full again for whoever floods it.
fn forget(buckets: &mut HashMap<(Act, Whose), Bucket>, now: Instant) {
    buckets.retain(|(_, whose), bucket| whose.is_shared() || now.duration_since(bucket.at) < FULL);
    if buckets.len() <= MOST / 2 {
        return;
    }
    let mut times: Vec<Instant> = buckets.values().map(|bucket| bucket.at).collect();
    let middle = times.len() / 2;
    let (_, median, _) = times.select_nth_unstable(middle);
    let median = *median;
    buckets.retain(|(_, whose), bucket| whose.is_shared() || bucket.at > median);
}

impl Limits {
    /// Limits multiplied by `factor`; 0 lifts them.
    #[must_use]
    pub fn new(factor: u32) -> Self {
        Self {
            factor: f64::from(factor),
            buckets: Mutex::new(HashMap::new()),
            shown: Mutex::default(),
        }
    }

    /// Counts one act; an error says how many seconds to wait.
    pub fn count(&self, act: Act, whose: Whose) -> Result<(), u64> {
        self.count_all(&[(act, 1)], &[whose])
    }

    /// Counts so much of each act against several allowances, or against none of them if one is used up; an error says how
    /// many seconds to wait.
    pub fn count_all(&self, acts: &[(Act, u64)], all: &[Whose]) -> Result<(), u64> {
        self.count_all_at(acts, all, Instant::now())
    }

    fn count_at(&self, act: Act, amount: u64, all: &[Whose], now: Instant) -> Result<(), u64> {
        self.count_all_at(&[(act, amount)], all, now)
    }

    fn count_all_at(&self, acts: &[(Act, u64)], all: &[Whose], now: Instant) -> Result<(), u64> {
        if self.factor == 0.0 {
            return Ok(());
        }
        let each = move || {
            acts.iter()
                .flat_map(move |&(act, amount)| all.iter().map(move |&whose| (act, whose, amount)))
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        for (act, whose, amount) in each() {
            let Some((most, per_second, cost)) = self.measure(act, whose, amount) else {
                continue;
            };
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
            if bucket.level < cost {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a few seconds"
                )]
                return Err(((cost - bucket.level) / per_second).ceil() as u64);
            }
        }
        for (act, whose, amount) in each() {
            if let Some((.., cost)) = self.measure(act, whose, amount)
                && let Some(bucket) = buckets.get_mut(&(act, whose))
            {
                bucket.level -= cost;
            }
        }
        Ok(())
    }

    /// The level of a full bucket, what flows in each second, and what so much takes from it: all of it at most, so that
    /// nothing is too large for good.
    #[expect(clippy::cast_precision_loss, reason = "a bucket holds less than 2^52")]
    fn measure(&self, act: Act, whose: Whose, amount: u64) -> Option<(f64, f64, f64)> {
        let (most, per_minute) = act.allowance(whose)?;
        let most = f64::from(most) * self.factor;
        let per_second = f64::from(per_minute) * self.factor / 60.0;
        Some((most, per_second, (amount as f64).min(most)))
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
            assert_eq!(limits.count_at(Act::Write, 1, &[whose], start), Ok(()));
        }
        assert_eq!(limits.count_at(Act::Write, 1, &[whose], start), Err(1));
        assert_eq!(
            limits.count_at(Act::Write, 1, &[Whose::Visitor(2)], start),
            Ok(())
        );
        assert_eq!(
            limits.count_at(Act::Write, 1, &[whose], start + Duration::from_secs(2)),
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
            assert_eq!(limits.count_at(Act::Begin, 1, &[whose], now), Ok(()));
            // Whoever is here all the while is not forgotten for it, and has no more than anybody.
            if n % 10 == 0 {
                let _ = limits.count_at(Act::Begin, 1, &[regular], now);
            }
            assert!(limits.buckets.lock().unwrap().len() <= MOST);
        }
        let last = start + Duration::from_millis(3 * MOST as u64);
        assert!(limits.count_at(Act::Begin, 1, &[regular], last).is_err());
    }

    /// Everybody who writes to one site, each from an address of their own.
    fn write(limits: &Limits, number: u64, now: Instant) -> Result<(), u64> {
        let address = IpAddr::from(u32::try_from(0x0a00_0000 + number).unwrap().to_be_bytes());
        let all = [
            Whose::Visitor(i64::try_from(number).unwrap()),
            Whose::address(address),
            Whose::Inbox(1),
            Whose::Everybody,
        ];
        limits.count_at(Act::Write, 1, &all, now)
    }

    #[test]
    fn a_busy_inbox_is_not_held_up_and_a_flooded_one_leaves_the_others_in_peace() {
        let limits = Limits::new(1);
        let start = Instant::now();
        // Ten thousand who write 200 messages a second, for ten minutes.
        for second in 0..600 {
            let now = start + Duration::from_secs(second);
            for nth in 0..200 {
                assert_eq!(write(&limits, (second * 200 + nth) % 10_000, now), Ok(()));
            }
        }
        // Thousands at once are a flood: it ends for that inbox alone.
        let now = start + Duration::from_secs(600);
        let taken = (0..20_000)
            .filter(|nth| write(&limits, *nth, now).is_ok())
            .count();
        assert_eq!(taken, 6_000);
        let refused = write(&limits, 7, now);
        assert_eq!(refused, Err(1));
        let other = [Whose::Visitor(-1), Whose::Inbox(2), Whose::Everybody];
        assert_eq!(limits.count_at(Act::Write, 1, &other, now), Ok(()));
        // Whoever was refused has lost nothing by it.
        let own = [Whose::Visitor(19_999)];
        for _ in 0..20 {
            assert_eq!(limits.count_at(Act::Write, 1, &own, now), Ok(()));
        }
        let later = now + Duration::from_secs(1);
        assert_eq!(write(&limits, 7, later), Ok(()));
    }

    #[test]
    fn all_together_have_limits_too() {
        let limits = Limits::new(1);
        let start = Instant::now();
        let begin = |site: i64| {
            limits.count_at(
                Act::Begin,
                1,
                &[Whose::Inbox(site), Whose::Everybody],
                start,
            )
        };
        let taken = (0..5_000).filter(|nth| begin(nth % 10).is_ok()).count();
        assert_eq!(taken, 3_000);
        assert_eq!(begin(11), Err(1));
    }

    #[test]
    fn bytes_are_counted_by_their_number() {
        let limits = Limits::new(1);
        let start = Instant::now();
        let mib = u64::from(MIB);
        let all = [Whose::Visitor(1), Whose::Inbox(1), Whose::Everybody];
        for _ in 0..8 {
            assert_eq!(limits.count_at(Act::Text, 4 * mib, &all, start), Ok(()));
        }
        let wait = limits.count_at(Act::Text, 16 * mib, &all, start);
        assert!(matches!(wait, Err(30 | 31)), "{wait:?}");
        let half = start + Duration::from_secs(31);
        assert_eq!(limits.count_at(Act::Text, 16 * mib, &all, half), Ok(()));
        // What is larger than all of it passes where it finds the bucket full.
        let huge = 100 * mib;
        assert!(
            limits
                .count_at(Act::Text, huge, &[Whose::Inbox(1)], half)
                .is_err()
        );
        assert_eq!(
            limits.count_at(Act::Text, huge, &[Whose::Inbox(2)], half),
            Ok(())
        );
    }

    #[test]
    fn what_is_counted_together_counts_whole_or_not_at_all() {
        let limits = Limits::new(1);
        let start = Instant::now();
        let all = [Whose::Visitor(1), Whose::Inbox(1), Whose::Everybody];
        let mib = u64::from(MIB);
        let say = |bytes: u64| {
            let acts = [(Act::Write, 1), (Act::Text, bytes)];
            limits.count_all_at(&acts, &all, start)
        };
        assert_eq!(say(32 * mib), Ok(()));
        for _ in 0..50 {
            assert!(say(mib).is_err(), "the inbox has had its words");
        }
        // What was refused has cost none of the visitor's twenty.
        let taken = (0..50).filter(|_| say(0).is_ok()).count();
        assert_eq!(taken, 19);
    }

    #[test]
    fn the_factor_multiplies_and_nought_lifts() {
        for (factor, expected) in [(1, 1_200), (2, 2_400), (0, 5_000)] {
            let limits = Limits::new(factor);
            let start = Instant::now();
            let begin = || limits.count_at(Act::Begin, 1, &[Whose::Inbox(1)], start);
            assert_eq!((0..5_000).filter(|_| begin().is_ok()).count(), expected);
        }
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

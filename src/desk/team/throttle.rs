//! How often somebody may try to sign in: per address, per account, and the house altogether.
//!
//! The danger is double: a stranger who guesses, and a stranger who guesses so often that the team
//! itself is shut out. So the limits on an account and on the house count strangers only; from an
//! address at which the account has signed in before, there is always a next try within half a minute.
//! Kept in memory and bounded; it may be forgotten by a restart.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    time::{Duration, Instant},
};

/// The part of a network address that one person cannot change at will: all of an IPv4 address,
/// the first half (/64) of an IPv6 one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Prefix(IpAddr);

impl From<IpAddr> for Prefix {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = u128::from(address) & (u128::MAX << 64);
                Self(IpAddr::V6(Ipv6Addr::from(network)))
            }
            address @ IpAddr::V4(_) => Self(address),
        }
    }
}

/// How much is let through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Tries a minute from one address.
    pub per_address: f64,
    /// Tries an hour on one account, from all strangers together.
    pub per_account: f64,
    /// Tries a minute in the whole house, from all strangers together.
    pub overall: f64,
    /// Wrong passwords for one account from one address before the delays begin.
    pub free_failures: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_address: 20.0,
            per_account: 60.0,
            overall: 300.0,
            free_failures: 5,
        }
    }
}

/// The longest delay for a stranger.
const LONGEST_DELAY: Duration = Duration::from_secs(15 * 60);
/// The longest delay where the account has signed in before.
const LONGEST_DELAY_AT_HOME: Duration = Duration::from_secs(30);
/// Failures are forgotten after this long without one.
const FORGIVEN: Duration = Duration::from_secs(3600);
/// Rows kept in each table.
const MOST_ROWS: usize = 10_000;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;

/// The try comes too soon; the next one is welcome after this long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many tries, wait {} s", .0.as_secs() + 1)]
pub struct TooSoon(pub Duration);

/// One try to sign in.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The address that was typed, whether or not anybody has it.
    pub account: &'a str,
    /// Where it comes from.
    pub from: IpAddr,
    /// Whether this account has signed in from there before, see [`super::sign_in::has_been_at`].
    pub at_home: bool,
}

/// So many characters of what was typed as an account are counted by: no address has more
/// (<https://www.rfc-editor.org/errata/eid1690>), and a stranger who types more shall not fill the memory.
const LONGEST_ACCOUNT: usize = 254;

impl Attempt<'_> {
    fn account(&self) -> String {
        let typed = self.account.trim().chars().take(LONGEST_ACCOUNT);
        typed.flat_map(char::to_lowercase).collect()
    }

    fn pair(&self) -> (String, Prefix) {
        (self.account(), self.from.into())
    }
}

/// What is remembered of the last tries.
pub struct Throttle {
    limits: Limits,
    addresses: Table<Prefix, Bucket>,
    accounts: Table<String, Bucket>,
    failures: Table<(String, Prefix), Failures>,
    overall: Bucket,
}

impl Throttle {
    /// Nothing happened yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            addresses: Table::default(),
            accounts: Table::default(),
            failures: Table::default(),
            overall: Bucket::default(),
        }
    }

    /// Whether this try may be made now. One that may is counted, so ask once and before hashing.
    pub fn ask(&mut self, now: Instant, attempt: &Attempt<'_>) -> Result<(), TooSoon> {
        let delay = self.delay(now, attempt);
        if !delay.is_zero() {
            return Err(TooSoon(delay));
        }
        // At home each account has a bucket of its own, which no stranger and no other account can
        // empty. It holds back a burst of guesses whose failures are not known yet.
        if attempt.at_home {
            let limit = self.limits.per_address;
            let tries = &mut self.failures.row(now, attempt.pair()).tries;
            let wait = tries.wait(now, limit, MINUTE);
            if !wait.is_zero() {
                return Err(TooSoon(wait));
            }
            tries.used += 1.0;
            return Ok(());
        }
        let Limits {
            per_address,
            per_account,
            overall,
            ..
        } = self.limits;
        let address = self.addresses.row(now, attempt.from.into());
        let account = self.accounts.row(now, attempt.account());
        let mut drawn = [
            (address, per_address, MINUTE),
            (account, per_account, HOUR),
            (&mut self.overall, overall, MINUTE),
        ];
        // All or none: a try refused by one limit does not use up another.
        let wait = drawn
            .iter_mut()
            .map(|(bucket, limit, per)| bucket.wait(now, *limit, *per))
            .max()
            .unwrap_or_default();
        if !wait.is_zero() {
            return Err(TooSoon(wait));
        }
        for (bucket, ..) in drawn {
            bucket.used += 1.0;
        }
        Ok(())
    }

    fn delay(&self, now: Instant, attempt: &Attempt<'_>) -> Duration {
        let Some(failures) = self.failures.rows.get(&attempt.pair()) else {
            return Duration::ZERO;
        };
        let longest = if attempt.at_home {
            LONGEST_DELAY_AT_HOME
        } else {
            LONGEST_DELAY
        };
        let beyond = failures.count.saturating_sub(self.limits.free_failures);
        if beyond == 0 {
            return Duration::ZERO;
        }
        let delay = Duration::from_secs(1 << beyond.min(20)).min(longest);
        delay.saturating_sub(now.saturating_duration_since(failures.last))
    }

    /// The password was wrong.
    pub fn failed(&mut self, now: Instant, attempt: &Attempt<'_>) {
        let failures = self.failures.row(now, attempt.pair());
        if now.saturating_duration_since(failures.last) > FORGIVEN {
            failures.count = 0;
        }
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
    }

    /// The password was right: what the try cost is given back, so that a busy team in one office
    /// is never mistaken for a guessing program.
    pub fn passed(&mut self, attempt: &Attempt<'_>) {
        self.failures.rows.remove(&attempt.pair());
        if attempt.at_home {
            return;
        }
        let buckets = [
            self.addresses.rows.get_mut(&attempt.from.into()),
            self.accounts.rows.get_mut(&attempt.account()),
            Some(&mut self.overall),
        ];
        for bucket in buckets.into_iter().flatten() {
            bucket.used = (bucket.used - 1.0).max(0.0);
        }
    }
}

/// Tries used up of a number that comes back evenly with time.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    used: f64,
    last: Option<Instant>,
}

impl Default for Bucket {
    fn default() -> Self {
        Self {
            used: 0.0,
            last: None,
        }
    }
}

impl Bucket {
    /// How long until one more fits, after giving back what time has given back.
    fn wait(&mut self, now: Instant, limit: f64, seconds: f64) -> Duration {
        let elapsed = self
            .last
            .map_or(Duration::ZERO, |last| now.saturating_duration_since(last));
        self.used = (self.used - elapsed.as_secs_f64() * limit / seconds).max(0.0);
        self.last = Some(now);
        let over = self.used + 1.0 - limit;
        // Less than a thousandth of a try is the rounding of fractions, not a try.
        if over < 0.001 {
            Duration::ZERO
        } else {
            Duration::from_secs_f64(over * seconds / limit)
        }
    }
}

/// Wrong passwords in a row, for one account from one address.
#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
    /// Tries where the account has signed in before.
    tries: Bucket,
}

/// Rows by key, never more than [`MOST_ROWS`].
struct Table<K, V> {
    rows: HashMap<K, V>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            rows: HashMap::new(),
        }
    }
}

trait Row {
    fn begin(now: Instant) -> Self;
    fn last(&self) -> Option<Instant>;
}

impl Row for Bucket {
    fn begin(_now: Instant) -> Self {
        Self::default()
    }

    fn last(&self) -> Option<Instant> {
        self.last
    }
}

impl Row for Failures {
    fn begin(now: Instant) -> Self {
        Self {
            count: 0,
            last: now,
            tries: Bucket::default(),
        }
    }

    fn last(&self) -> Option<Instant> {
        Some(self.last)
    }
}

impl<K: Eq + Hash, V: Row> Table<K, V> {
    fn row(&mut self, now: Instant, key: K) -> &mut V {
        if self.rows.len() >= MOST_ROWS && !self.rows.contains_key(&key) {
            self.forget_older_half();
        }
        self.rows.entry(key).or_insert_with(|| V::begin(now))
    }

    /// Half at a time, so that a flood of strangers does not cost a search through all per try.
    fn forget_older_half(&mut self) {
        let mut times: Vec<_> = self.rows.values().map(Row::last).collect();
        let middle = times.len() / 2;
        let (_, median, _) = times.select_nth_unstable(middle);
        let median = *median;
        self.rows.retain(|_, row| row.last() > median);
    }
}

#[cfg(test)]
mod tests;

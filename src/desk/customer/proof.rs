//! Whether a site's word for who a visitor is holds.
//!
//! The site signs the id of its user with the channel's secret (HMAC-SHA256). With a date, `id.until` is
//! signed, `until` in seconds since 1970 UTC: such a word is good for a day at most, and once. Without
//! one it is good for ever, and whoever finds it in an old page may use it; an admin can refuse those.

use std::time::Duration;

use crate::{
    base::{
        secret::{Secret, proves},
        time::Timestamp,
    },
    db::{DbError, Tx, named_params},
    desk::channel::{self, Channel},
    stored_as_word,
};

/// A word may be good for so long at most.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// So far two clocks may differ.
const SKEW: Duration = Duration::from_secs(5 * 60);
/// The same word again within this, and from the same address, is a request that was repeated.
const REPEAT: Duration = Duration::from_secs(2 * 60);

/// A site's word for who a visitor is.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The site's own id of its user.
    pub id: String,
    /// Hex HMAC-SHA256 of `id`, or of `id.until`, with the channel's identity secret.
    pub hash: String,
    /// Until when it is good, in seconds since 1970 UTC; `None`: the word has no date.
    pub until: Option<i64>,
}

/// Why a word was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unproven {
    /// The signature belongs to another id, another key or another date.
    Wrong,
    /// It has no date, and the admin wants one.
    Undated,
    /// Its time is over.
    Expired,
    /// It would be good for longer than a day.
    TooLong,
    /// Somebody has used it already.
    Used,
}

stored_as_word!(Unproven {
    Wrong = "wrong",
    Undated = "undated",
    Expired = "expired",
    TooLong = "too_long",
    Used = "used",
});

/// Judges a word. One that is good and dated is used up by that.
pub fn judge(
    tx: &mut Tx<'_>,
    channel: &Channel,
    claim: &Claim,
    address: &str,
) -> Result<Result<(), Unproven>, DbError> {
    if claim.id.is_empty() || claim.id.len() > 200 {
        return Ok(Err(Unproven::Wrong));
    }
    let signed = match claim.until {
        Some(until) => format!("{}.{until}", claim.id),
        None => claim.id.clone(),
    };
    let secret = channel::identity_secret(tx, channel.id)?;
    if !secret.is_some_and(|secret| proves(secret.expose(), &signed, &claim.hash)) {
        return Ok(Err(Unproven::Wrong));
    }
    let Some(until) = claim.until else {
        return Ok(match channel.settings.identity_dated {
            true => Err(Unproven::Undated),
            false => Ok(()),
        });
    };
    let (now, until) = (tx.now, Timestamp(until.saturating_mul(1_000)));
    if until < now {
        return Ok(Err(Unproven::Expired));
    }
    if until > now.plus(LONGEST).plus(SKEW) {
        return Ok(Err(Unproven::TooLong));
    }
    use_up(tx, claim, until, address)
}

fn use_up(
    tx: &mut Tx<'_>,
    claim: &Claim,
    until: Timestamp,
    address: &str,
) -> Result<Result<(), Unproven>, DbError> {
    let now = tx.now;
    tx.execute("delete from used_proof where until < ?1", [now])?;
    // Capitals do not make another word of it.
    let hash = Secret::new(claim.hash.to_ascii_lowercase()).hash();
    let used = tx.find(
        "select at, address from used_proof where hash = ?1",
        [hash],
        |row| Ok((row.get::<_, Timestamp>(0)?, row.get::<_, String>(1)?)),
    )?;
    if let Some((at, from)) = used {
        let is_repeat = from == address && now.since(at) <= REPEAT;
        return Ok(if is_repeat {
            Ok(())
        } else {
            Err(Unproven::Used)
        });
    }
    tx.execute(
        "insert into used_proof (hash, until, at, address) values (:hash, :until, :now, :address)",
        named_params! { ":hash": hash, ":until": until, ":now": now, ":address": address },
    )?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Sha256;

    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    fn sign(memory: &mut Memory, channel: &Channel, text: &str) -> String {
        let key = memory.act(|tx| channel::identity_secret(tx, channel.id));
        let key = key.unwrap().unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(key.expose().as_bytes()).unwrap();
        mac.update(text.as_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn a_word_holds_for_its_id_and_its_time_alone() {
        let mut memory = Memory::new();
        let channel = memory.act(cast::site).unwrap();
        let now = memory
            .act(|tx| Ok::<_, DbError>(tx.now))
            .unwrap()
            .0
            .div_euclid(1_000);
        let hour = now + 3_600;
        for (id, signed, until, expected) in [
            ("u7", "u7".to_owned(), None, Ok(())),
            ("u8", "u7".to_owned(), None, Err(Unproven::Wrong)),
            ("", String::new(), None, Err(Unproven::Wrong)),
            ("u7", format!("u7.{hour}"), Some(hour), Ok(())),
            // Another's word, another date, and a date added to a word without one.
            ("u8", format!("u7.{hour}"), Some(hour), Err(Unproven::Wrong)),
            (
                "u7",
                format!("u7.{hour}"),
                Some(hour + 1),
                Err(Unproven::Wrong),
            ),
            ("u7", "u7".to_owned(), Some(hour), Err(Unproven::Wrong)),
            (
                "u7",
                format!("u7.{}", now - 1),
                Some(now - 1),
                Err(Unproven::Expired),
            ),
            (
                "u7",
                format!("u7.{}", now + 90_000),
                Some(now + 90_000),
                Err(Unproven::TooLong),
            ),
        ] {
            let claim = Claim {
                id: id.to_owned(),
                hash: sign(&mut memory, &channel, &signed),
                until,
            };
            let judged = memory
                .act(|tx| judge(tx, &channel, &claim, "198.51.100.7"))
                .unwrap();
            assert_eq!(judged, expected, "{id} {signed} {until:?}");
        }
    }

    #[test]
    fn nobody_is_believed_while_the_secret_cannot_be_read() {
        let mut memory = Memory::new();
        let channel = memory.act(cast::site).unwrap();
        let claim = Claim {
            id: "u7".to_owned(),
            hash: sign(&mut memory, &channel, "u7"),
            until: None,
        };
        // What somebody signs who takes it for empty.
        let empty = Claim {
            hash: crate::base::secret::proof("", &[b"u7"]),
            ..claim.clone()
        };
        let judged = |memory: &mut Memory, claim: &Claim| {
            memory.act(|tx| judge(tx, &channel, claim, "")).unwrap()
        };
        assert_eq!(judged(&mut memory, &claim), Ok(()));
        memory.change_key();
        assert_eq!(judged(&mut memory, &claim), Err(Unproven::Wrong));
        assert_eq!(judged(&mut memory, &empty), Err(Unproven::Wrong));
        // One that is made anew holds again.
        memory
            .act(|tx| channel::renew_identity_secret(tx, channel.id))
            .unwrap();
        let hash = sign(&mut memory, &channel, "u7");
        let anew = Claim { hash, ..claim };
        assert_eq!(judged(&mut memory, &anew), Ok(()));
    }

    #[test]
    fn a_word_that_was_used_is_good_for_nobody_else() {
        let mut memory = Memory::new();
        let mut channel = memory.act(cast::site).unwrap();
        let now = memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap().0;
        let until = now.div_euclid(1_000) + 3_600;
        let claim = Claim {
            id: "u7".to_owned(),
            hash: sign(&mut memory, &channel, &format!("u7.{until}")),
            until: Some(until),
        };
        let from = |memory: &mut Memory, address: &str| {
            memory
                .act(|tx| judge(tx, &channel, &claim, address))
                .unwrap()
        };
        assert_eq!(from(&mut memory, "198.51.100.7"), Ok(()));
        assert_eq!(from(&mut memory, "198.51.100.7"), Ok(()), "a lost answer");
        assert_eq!(from(&mut memory, "203.0.113.9"), Err(Unproven::Used));
        memory.advance(REPEAT + Duration::from_secs(1));
        assert_eq!(from(&mut memory, "198.51.100.7"), Err(Unproven::Used));
        channel.settings.identity_dated = true;
        let undated = Claim {
            id: "u7".to_owned(),
            hash: sign(&mut memory, &channel, "u7"),
            until: None,
        };
        let judged = memory.act(|tx| judge(tx, &channel, &undated, "")).unwrap();
        assert_eq!(judged, Err(Unproven::Undated));
    }
}

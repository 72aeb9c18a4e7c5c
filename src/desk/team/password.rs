//! Passwords: which ones are good enough, and the slow hash under which they are stored.
//!
//! Hashing takes tens of milliseconds and 19 MiB on purpose, so it is never done inside an act:
//! `hashing` does it on a thread of its own, before the act.

use std::{collections::HashSet, sync::OnceLock};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};

use crate::base::secret::{Secret, random_bytes};

/// Fewest characters of a password.
pub const SHORTEST: usize = 8;
/// Most characters: whole sentences fit, and nobody can make the house hash a book.
pub const LONGEST: usize = 128;

/// Why a password was not taken. There are no rules about which characters it must have: they make
/// passwords worse, not better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`SHORTEST`] characters.
    #[error("a password needs at least {SHORTEST} characters")]
    TooShort,
    /// More than [`LONGEST`] characters.
    #[error("a password has at most {LONGEST} characters")]
    TooLong,
    /// One that everybody tries first.
    #[error("this password is among the first that anybody would try")]
    Common,
    /// The person's own name or address.
    #[error("a password must not be one's own name or address")]
    Personal,
}

/// Whether a person of this name and address may have this password.
pub fn check(password: &Secret, email: &str, name: &str) -> Result<(), PasswordError> {
    let text = password.expose();
    let length = text.chars().count();
    if length < SHORTEST {
        return Err(PasswordError::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordError::TooLong);
    }
    if is_common(text) {
        return Err(PasswordError::Common);
    }
    let email = email.trim().to_lowercase();
    let local = email.split('@').next().unwrap_or_default();
    let name = name.trim().to_lowercase();
    let joined: String = name.split_whitespace().collect();
    let lower = text.trim().to_lowercase();
    let core = core(&lower);
    let own = [email.as_str(), local, &name, &joined];
    if own
        .iter()
        .any(|own| !own.is_empty() && (lower == *own || core == *own))
    {
        return Err(PasswordError::Personal);
    }
    Ok(())
}

/// Words that guessing programs try first, and what people make of them: other case, digits for
/// letters, a year or an exclamation mark at the end.
fn is_common(text: &str) -> bool {
    let lower = text.to_lowercase();
    let list = common_words();
    let core = core(&lower);
    is_monotonous(&lower)
        || list.contains(lower.as_str())
        || list.contains(core)
        || list.contains(spelled_out(core).as_str())
        || list.contains(spelled_out(&lower).as_str())
}

/// Marks and digits cut off from both ends, unless so many that they are a secret of their own.
fn core(text: &str) -> &str {
    let core = text.trim_matches(|c: char| !c.is_alphabetic());
    let cut = text.chars().count() - core.chars().count();
    if core.is_empty() || cut > 5 {
        text
    } else {
        core
    }
}

/// With letters for the digits and marks that stand for them.
fn spelled_out(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

/// The same one or two characters over and over, or a run of neighbours such as `12345678`.
fn is_monotonous(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let different: HashSet<char> = characters.iter().copied().collect();
    let step = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
    let neighbours = characters.windows(2).filter(|pair| step(pair).abs() <= 1);
    different.len() <= 2 || neighbours.count() + 2 >= characters.len()
}

fn common_words() -> &'static HashSet<&'static str> {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        include_str!("common_passwords.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect()
    })
}

/// What one hash costs: the least that OWASP advises for Argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The most a stored hash may ask for. The file could have been edited, and must not stop the house.
const MOST_MEMORY_KIB: u32 = 65_536;
const MOST_PASSES: u32 = 10;
const MOST_LANES: u32 = 4;

/// Stands in for the hash of somebody who is not there: verifying against it takes as long as
/// against a real one and never succeeds.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIHRoZXJl$c2hvcGJlbGwgcmluZ3MgZm9yIG5vYm9keSBhdCBhbGw";

/// The form in which a password is stored (a PHC string, see
/// <https://github.com/P-H-C/phc-string-format>). Slow: for the hashing thread.
#[must_use]
pub fn hash(password: &Secret) -> String {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the costs are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(password.expose().as_bytes(), &random_bytes::<16>())
        .expect("a salt of 16 bytes fits")
        .to_string()
}

/// Whether this is the password behind a stored hash. Without one, or with one that asks for too
/// much, it takes as long and answers no. Slow: for the hashing thread.
#[must_use]
pub fn matches(password: &Secret, stored: Option<&str>) -> bool {
    let real = stored.and_then(affordable);
    let is_real = real.is_some();
    let hash =
        real.unwrap_or_else(|| PasswordHash::new(NOBODY).expect("the stand-in is well-formed"));
    let verified = Argon2::default()
        .verify_password(password.expose().as_bytes(), &hash)
        .is_ok();
    verified && is_real
}

fn affordable(stored: &str) -> Option<PasswordHash> {
    let hash = PasswordHash::new(stored).ok()?;
    let params = Params::try_from(&hash).ok()?;
    let fits = params.m_cost() <= MOST_MEMORY_KIB
        && params.t_cost() <= MOST_PASSES
        && params.p_cost() <= MOST_LANES;
    fits.then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_anybody_would_guess_is_refused() {
        let refused =
            |text: &str| check(&Secret::new(text), "ana@kettle.example", "Ana Ruiz").err();
        for (text, expected) in [
            ("seven77", Some(PasswordError::TooShort)),
            ("пароли7", Some(PasswordError::TooShort)),
            ("three plain words", None),
            ("日本茶と急須と湯呑み", None),
            ("eight ch", None),
            ("password", Some(PasswordError::Common)),
            ("P@ssw0rd2024!", Some(PasswordError::Common)),
            ("Welcome123", Some(PasswordError::Common)),
            ("qwertyuiop", Some(PasswordError::Common)),
            ("12345678", Some(PasswordError::Common)),
            ("87654321", Some(PasswordError::Common)),
            ("aaaaaaaaaa", Some(PasswordError::Common)),
            ("abababab", Some(PasswordError::Common)),
            ("1q2w3e4r", Some(PasswordError::Common)),
            ("йцукенгшщз", Some(PasswordError::Common)),
            ("shopbell1", Some(PasswordError::Common)),
            ("welcome to 7 kettles", None),
            ("monkey-92847115", None),
            ("Ana@Kettle.example", Some(PasswordError::Personal)),
            ("ana ruiz", Some(PasswordError::Personal)),
            ("AnaRuiz1987", Some(PasswordError::Personal)),
            ("anaruiz likes green tea", None),
        ] {
            assert_eq!(refused(text), expected, "{text:?}");
        }
        assert_eq!(refused(&"kettle ".repeat(18)), None);
        assert_eq!(refused(&"kettle ".repeat(19)), Some(PasswordError::TooLong));
    }

    #[test]
    fn an_empty_name_forbids_nothing() {
        assert_eq!(check(&Secret::new("green-kettles"), "", ""), Ok(()));
    }

    #[test]
    fn a_hash_is_salted_and_known_again() {
        let password = Secret::new("three plain words");
        let stored = hash(&password);
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(stored, hash(&password));
        assert!(matches(&password, Some(&stored)));
        assert!(!matches(&Secret::new("three plain word"), Some(&stored)));
    }

    #[test]
    fn what_cannot_be_verified_does_not_match() {
        let password = Secret::new("three plain words");
        for stored in [
            None,
            Some(""),
            Some("three plain words"),
            Some(
                "$argon2id$v=19$m=4194304,t=2,p=1$bm9ib2R5IGlzIHRoZXJl$c2hvcGJlbGwgcmluZ3MgZm9yIG5vYm9keSBhdCBhbGw",
            ),
            Some(
                "$argon2id$v=19$m=19456,t=4000000,p=1$bm9ib2R5IGlzIHRoZXJl$c2hvcGJlbGwgcmluZ3MgZm9yIG5vYm9keSBhdCBhbGw",
            ),
            Some(NOBODY),
        ] {
            assert!(!matches(&password, stored), "{stored:?}");
        }
    }
}

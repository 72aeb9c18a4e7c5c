//! How what is secret is kept: sealed with a key that lies outside the database (R31).
//!
//! ChaCha20-Poly1305 ([RFC 8439](https://www.rfc-editor.org/rfc/rfc8439)) under a random nonce. What a value is for (table,
//! field and row) is sealed in with it, so that one that was moved elsewhere opens no more than one that was changed. A
//! sealed value is text: `sealed:`, the name of its key, `:`, and nonce, ciphertext and tag in base64.
//!
//! Where there is no key to a value, everything else goes on: [`Vault::open`] says why, and its owner gives it anew.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use super::secret::{Secret, hex, random_bytes};

/// With which every sealed value begins.
const SEALED: &str = "sealed:";

/// With which each key begins in the file that keeps it.
const KEY: &str = "shopbell-key-1";

/// What stands above the key in its file.
const HEAD: &str = "\
# The key to what this Shopbell keeps secret: tokens of channels, passwords of mailboxes, keys of webhooks.
# Keep a copy apart from the backups, which have all that, and not this. Whoever has both can read it.
# The first key seals; those below it open what they once sealed.
";

/// Where a value belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its table.
    pub table: &'static str,
    /// Its column, or its name among the settings.
    pub field: &'static str,
    /// The id of its row; 0 for a setting.
    pub row: i64,
}

impl Place {
    /// A column of a row.
    #[must_use]
    pub const fn new(table: &'static str, field: &'static str, row: i64) -> Self {
        Self { table, field, row }
    }

    /// A setting of the house.
    #[must_use]
    pub const fn setting(name: &'static str) -> Self {
        Self::new("setting", name, 0)
    }

    fn sealed_in(self) -> Aad<String> {
        let Self { table, field, row } = self;
        Aad::from(format!("shopbell {table}.{field} {row}"))
    }
}

/// Why a value cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Locked {
    /// The key that it was sealed with is not here.
    #[error("the key that it was sealed with is not here")]
    NoKey,
    /// It was changed, or belongs elsewhere.
    #[error("it was changed, or belongs elsewhere")]
    NotWhole,
    /// It stands in clear, where nobody writes it so: somebody else did.
    #[error("it was not sealed here")]
    NotSealed,
}

/// Why a file with keys cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is no key in it.
    #[error("there is no key in it")]
    Empty,
    /// A line is none.
    #[error("line {0} is no key")]
    Line(usize),
}

#[derive(Clone)]
struct Key {
    /// Eight hex digits of the key's SHA-256: tells keys apart and gives nothing away.
    name: String,
    bytes: [u8; 32],
    cipher: LessSafeKey,
}

impl Key {
    fn new(bytes: [u8; 32]) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes).expect("the key has 256 bits");
        Self {
            name: hex(&Sha256::digest(bytes)[..4]),
            bytes,
            cipher: LessSafeKey::new(key),
        }
    }
}

/// Seals and opens. Cheap to clone; a key that is given to one is every clone's, so that a house whose key was missing
/// goes on without a new start.
#[derive(Clone)]
pub struct Vault(Arc<RwLock<Arc<[Key]>>>);

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.keys().iter().map(|key| &key.name))
            .finish()
    }
}

impl Vault {
    /// With a key that nobody else has.
    #[must_use]
    pub fn random() -> Self {
        Self::of([Key::new(random_bytes())])
    }

    fn of(keys: impl Into<Arc<[Key]>>) -> Self {
        Self(Arc::new(RwLock::new(keys.into())))
    }

    /// The keys as they are now; the lock is held for no longer than that.
    fn keys(&self) -> Arc<[Key]> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The keys of another one above those of this: what was sealed with either opens, and what is sealed from then on
    /// is with the other's first.
    #[must_use]
    pub fn below(&self, given: &Self) -> Self {
        let mut keys = given.keys().to_vec();
        for key in self.keys().iter() {
            if keys.iter().all(|known| known.bytes != key.bytes) {
                keys.push(key.clone());
            }
        }
        Self::of(keys)
    }

    /// From now on this one and all its clones have the keys of another one.
    pub fn become_as(&self, other: &Self) {
        let keys = other.keys();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    /// With the keys of a file: one a line, behind `shopbell-key-1`; lines that begin with `#` are for people.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let mut keys = Vec::new();
        // Some editors put a mark in front.
        let text = text.trim_start_matches('\u{feff}');
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bytes = line
                .strip_prefix(KEY)
                .and_then(|key| BASE64_STANDARD.decode(key.trim()).ok())
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(KeyError::Line(number))?;
            keys.push(Key::new(bytes));
        }
        match keys.is_empty() {
            true => Err(KeyError::Empty),
            false => Ok(Self::of(keys)),
        }
    }

    /// As it stands in its file.
    #[must_use]
    pub fn written(&self) -> Secret {
        let lines = self
            .keys()
            .iter()
            .map(|key| format!("{KEY} {}\n", BASE64_STANDARD.encode(key.bytes)))
            .collect::<String>();
        Secret::new(HEAD.to_owned() + &lines)
    }

    /// The name of the key that seals: eight hex digits, no secret.
    #[must_use]
    pub fn name(&self) -> String {
        self.keys()[0].name.clone()
    }

    /// Seals a value for its place. Nothing stays nothing, so that everybody sees that nothing was given.
    #[must_use]
    pub fn seal(&self, place: Place, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        let keys = self.keys();
        let key = &keys[0];
        let nonce: [u8; NONCE_LEN] = random_bytes();
        let mut bytes = value.as_bytes().to_vec();
        key.cipher
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                place.sealed_in(),
                &mut bytes,
            )
            .expect("a value is shorter than 256 GB");
        let whole = [nonce.as_slice(), &bytes].concat();
        format!(
            "{SEALED}{}:{}",
            key.name,
            BASE64_URL_SAFE_NO_PAD.encode(whole)
        )
    }

    /// Opens what was sealed for this place.
    pub fn open(&self, place: Place, kept: &str) -> Result<Secret, Locked> {
        if kept.is_empty() {
            return Ok(Secret::new(""));
        }
        let (name, text) = kept
            .strip_prefix(SEALED)
            .and_then(|rest| rest.split_once(':'))
            .ok_or(Locked::NotSealed)?;
        let keys = self.keys();
        let key = keys.iter().find(|key| key.name == name);
        let key = key.ok_or(Locked::NoKey)?;
        let whole = BASE64_URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        let (nonce, bytes) = whole
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(Locked::NotWhole)?;
        let mut bytes = bytes.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = key
            .cipher
            .open_in_place(nonce, place.sealed_in(), &mut bytes)
            .map_err(|_| Locked::NotWhole)?;
        match std::str::from_utf8(opened) {
            Ok(text) => Ok(Secret::new(text)),
            Err(_) => Err(Locked::NotWhole),
        }
    }
}

/// Whether a value is sealed, by whatever key.
#[must_use]
pub fn is_sealed(kept: &str) -> bool {
    kept.starts_with(SEALED)
}

/// The name of the key that a value is sealed with; `None`: it is not sealed.
#[must_use]
pub fn key_of(kept: &str) -> Option<&str> {
    let (name, _) = kept.strip_prefix(SEALED)?.split_once(':')?;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = Place::new("account", "keys", 7);

    #[test]
    fn a_value_opens_where_it_belongs_and_nowhere_else() {
        let vault = Vault::random();
        let sealed = vault.seal(HERE, "123:telegram");
        assert!(is_sealed(&sealed) && !sealed.contains("telegram"));
        assert_ne!(
            sealed,
            vault.seal(HERE, "123:telegram"),
            "a nonce is used once"
        );
        let opened = |place, kept: &str| {
            vault
                .open(place, kept)
                .map(|secret| secret.expose().to_owned())
        };
        assert_eq!(opened(HERE, &sealed).as_deref(), Ok("123:telegram"));
        for elsewhere in [
            Place::new("account", "keys", 8),
            Place::new("account", "renewed", 7),
            Place::new("webhook", "keys", 7),
        ] {
            assert_eq!(opened(elsewhere, &sealed), Err(Locked::NotWhole));
        }
        // Every digit counts, and so does the end.
        for at in 16..sealed.len() {
            let mut other = sealed.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).unwrap();
            assert_eq!(opened(HERE, &other), Err(Locked::NotWhole), "{at}");
            assert_eq!(opened(HERE, &sealed[..at]), Err(Locked::NotWhole), "{at}");
        }
        assert_eq!(opened(HERE, "123:telegram"), Err(Locked::NotSealed));
        assert_eq!(opened(HERE, "").as_deref(), Ok(""));
        assert_eq!(vault.seal(HERE, ""), "");
        assert_eq!(
            Vault::random().open(HERE, &sealed).map(|_| ()),
            Err(Locked::NoKey)
        );
    }

    #[test]
    fn an_earlier_key_opens_what_it_sealed() {
        let (old, new) = (Vault::random(), Vault::random());
        let sealed = old.seal(HERE, "token");
        let both = format!("{}{}", new.written().expose(), old.written().expose());
        let both = Vault::read(&both).unwrap();
        assert_eq!(both.name(), new.name());
        assert_eq!(both.open(HERE, &sealed).unwrap().expose(), "token");
        let again = both.seal(HERE, "token");
        assert_eq!(new.open(HERE, &again).unwrap().expose(), "token");
        assert!(!format!("{both:?}").contains("shopbell-key"));
    }

    #[test]
    fn a_key_that_is_given_is_every_clone_s_and_those_from_before_stay() {
        let (old, new) = (Vault::random(), Vault::random());
        let before = old.seal(HERE, "before");
        let meanwhile = new.seal(HERE, "meanwhile");
        let house = new.clone();
        assert_eq!(
            house.open(HERE, &before).map(|_| ()),
            Err(Locked::NoKey),
            "the premise"
        );
        house.become_as(&house.below(&old));
        for (kept, expected) in [(&before, "before"), (&meanwhile, "meanwhile")] {
            assert_eq!(new.open(HERE, kept).unwrap().expose(), expected);
        }
        let sealed = new.seal(HERE, "after");
        assert_eq!(key_of(&sealed), Some(old.name().as_str()));
        // Given once more, nothing is kept twice; a mark in front of a file is none of its letters.
        house.become_as(&house.below(&old));
        let written = house.written();
        assert_eq!(written.expose().matches(KEY).count(), 2);
        let marked = format!("\u{feff}{}", written.expose());
        assert_eq!(Vault::read(&marked).unwrap().name(), old.name());
    }

    #[test]
    fn a_file_of_keys_says_what_is_wrong_with_it() {
        let whole = Vault::random().written();
        let cut = &whole.expose()[..whole.expose().len() - 5];
        for (text, expected) in [
            ("", KeyError::Empty),
            ("# nothing\n\n", KeyError::Empty),
            ("hello", KeyError::Line(1)),
            ("# one\nshopbell-key-1 AAAA", KeyError::Line(2)),
            (cut, KeyError::Line(4)),
        ] {
            assert_eq!(Vault::read(text).unwrap_err(), expected, "{text:?}");
        }
    }
}

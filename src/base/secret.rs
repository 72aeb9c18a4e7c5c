//! Tokens and passwords: values that cannot be printed, and the hashes under which they are stored.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Text that must not reach a log or a screen by accident.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes the text as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// 256 random bits as 43 characters that are safe in headers and links.
    #[must_use]
    pub fn random() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<32>()))
    }

    /// The text itself, where it has to be shown or compared.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The hash under which a random token is stored. Random tokens need no salt and no slow hash.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256 of a random token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

/// Bytes from the system's generator.
///
/// # Panics
/// When the system has no randomness to give: nothing may be guarded with predictable tokens.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random id of 128 bits in hex, for things reached by an unguessable address.
#[must_use]
pub fn random_hex() -> String {
    hex(&random_bytes::<16>())
}

/// Bytes as lower-case hex digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Whether `proof` is the hex HMAC-SHA256 of `text` under `key`; compared in constant time.
#[must_use]
pub fn proves(key: &str, text: &str, proof: &str) -> bool {
    proves_all(key, &[text.as_bytes()], proof)
}

/// The same of several pieces, one behind the other.
#[must_use]
pub fn proves_all(key: &str, pieces: &[&[u8]], proof: &str) -> bool {
    unhex(proof).is_some_and(|proof| mac(key.as_bytes(), pieces).verify_slice(&proof).is_ok())
}

/// The hex HMAC-SHA256 of several pieces, one behind the other, under `key`.
#[must_use]
pub fn proof(key: &str, pieces: &[&[u8]]) -> String {
    hex(&raw_proof(key.as_bytes(), pieces))
}

/// The HMAC-SHA256 of several pieces, one behind the other, under a key of bytes.
#[must_use]
pub fn raw_proof(key: &[u8], pieces: &[&[u8]]) -> [u8; 32] {
    mac(key, pieces).finalize().into_bytes().into()
}

/// Digits of a proof that is cut short, for addresses that people see: 128 bits.
const SHORT: usize = 32;

/// The first 128 bits of a proof.
#[must_use]
pub fn short_proof(key: &str, text: &str) -> String {
    let mut whole = proof(key, &[text.as_bytes()]);
    whole.truncate(SHORT);
    whole
}

/// Whether `proof` is [`short_proof`]; compared in constant time.
#[must_use]
pub fn proves_shortly(key: &str, text: &str, proof: &str) -> bool {
    proof.len() == SHORT
        && unhex(proof).is_some_and(|proof| {
            mac(key.as_bytes(), &[text.as_bytes()])
                .verify_truncated_left(&proof)
                .is_ok()
        })
}

fn mac(key: &[u8], pieces: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    for piece in pieces {
        mac.update(piece);
    }
    mac
}

/// Bytes from hex digits, capital or not; `None` for what is none.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks(2)
        .map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proof_is_bound_to_key_and_text() {
        // HMAC-SHA256, RFC 4231 test case 2.
        let proof = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let text = "what do ya want for nothing?";
        assert!(proves("Jefe", text, proof));
        assert!(!proves("Jefe", "what do ya want for nothing", proof));
        assert!(!proves("jefe", text, proof));
        assert!(!proves("Jefe", text, &proof[1..]));
        assert!(!proves("Jefe", text, ""));
        assert!(!proves("Jefe", text, "é!"));
        let (head, tail) = text.as_bytes().split_at(7);
        assert!(proves_all("Jefe", &[head, tail], proof));
        assert_eq!(super::proof("Jefe", &[head, tail]), proof);
        assert_eq!(short_proof("Jefe", text), &proof[..32]);
        assert!(proves_shortly("Jefe", text, &proof[..32]));
        for wrong in ["", &proof[..30], &proof[1..33], proof] {
            assert!(!proves_shortly("Jefe", text, wrong), "{wrong}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        assert_eq!(format!("{:?}", Secret::new("hush")), "Secret(…)");
    }
}

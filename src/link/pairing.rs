//! The words by which an admin tells an office of its relay.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::uri::Authority;

use crate::{
    base::secret::{Secret, hex, unhex},
    tls::peer::Fingerprint,
};

/// What the words begin with.
const BEGIN: &str = "shopbell-relay:";
/// Bytes of the fingerprint.
const PRINT: usize = 32;
/// Bytes of the code.
const CODE: usize = 16;

/// Where a relay is, how it is known, and the code that it takes once:
/// `shopbell-relay:HOST:PORT#` and 64 characters.
#[derive(Debug, Clone)]
pub struct Pairing {
    /// Its host and port.
    pub address: Authority,
    /// By which certificate it is known.
    pub key: Fingerprint,
    /// What shows that the office was told by whoever started the relay. 32 digits in hex.
    pub code: Secret,
}

/// These are no such words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "these are not the words that the relay printed: they begin with shopbell-relay: and are copied as a whole"
)]
pub struct NotPairing;

impl Pairing {
    /// The words.
    #[must_use]
    pub fn words(&self) -> String {
        let mut bytes = self.key.0.to_vec();
        bytes.extend(unhex(self.code.expose()).unwrap_or_default());
        let packed = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        format!("{BEGIN}{}#{packed}", self.address)
    }
}

impl FromStr for Pairing {
    type Err = NotPairing;

    /// Reads the words; space around and in them, as from a terminal that broke the line, is no matter.
    fn from_str(words: &str) -> Result<Self, NotPairing> {
        let words: String = words.split_whitespace().collect();
        let (address, packed) = words
            .strip_prefix(BEGIN)
            .and_then(|rest| rest.split_once('#'))
            .ok_or(NotPairing)?;
        let address: Authority = address.parse().map_err(|_| NotPairing)?;
        let is_whole = address.port_u16().is_some_and(|port| port != 0)
            && !address.host().is_empty()
            && !address.as_str().contains('@');
        let bytes = BASE64_URL_SAFE_NO_PAD
            .decode(packed)
            .map_err(|_| NotPairing)?;
        match bytes.split_first_chunk::<PRINT>() {
            Some((print, code)) if is_whole && code.len() == CODE => Ok(Self {
                address,
                key: Fingerprint(*print),
                code: Secret::new(hex(code)),
            }),
            _ => Err(NotPairing),
        }
    }
}

impl fmt::Display for Pairing {
    /// Without the code: for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{BEGIN}{}#…", self.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::fuzz;

    fn pairing(address: &str) -> Pairing {
        Pairing {
            address: address.parse().unwrap(),
            key: Fingerprint([7; 32]),
            code: Secret::new("00112233445566778899aabbccddeeff"),
        }
    }

    #[test]
    fn words_are_read_as_they_were_printed() {
        for address in [
            "relay.shop.example:443",
            "203.0.113.7:7744",
            "[2001:db8::7]:443",
        ] {
            let words = pairing(address).words();
            let broken = format!(" {}\n {}\n", &words[..40], &words[40..]);
            for words in [words, broken] {
                let read: Pairing = words.parse().unwrap();
                assert_eq!(read.address, address);
                assert_eq!(read.key, Fingerprint([7; 32]));
                assert_eq!(read.code.expose(), "00112233445566778899aabbccddeeff");
            }
        }
        assert!(!pairing("a.example:1").to_string().contains("AAA"));
    }

    #[test]
    fn fuzz_words_for_an_office() {
        let words = ["relay.shop.example:443", "[2001:db8::7]:1"].map(|at| pairing(at).words());
        let samples: Vec<&str> = words.iter().map(String::as_str).collect();
        let of_its_own = [
            BEGIN,
            ":443",
            "#",
            "@",
            "[",
            "]",
            "\n",
            "relay.shop.example",
        ];
        fuzz::text("pairing", &samples, &of_its_own, |text| {
            let Ok(read) = text.parse::<Pairing>() else {
                return;
            };
            assert!(read.address.port_u16().is_some_and(|port| port != 0));
            assert!(!read.to_string().contains(read.code.expose()));
            let again: Pairing = read.words().parse().unwrap();
            assert_eq!(again.address, read.address);
            assert_eq!(again.key, read.key);
            assert_eq!(again.code.expose(), read.code.expose());
        });
    }

    #[test]
    fn what_is_cut_or_made_up_is_none() {
        let words = pairing("relay.shop.example:443").words();
        for length in 0..words.len() {
            assert!(words[..length].parse::<Pairing>().is_err(), "{length}");
        }
        for wrong in [
            words.replace(":443", ""),
            words.replace(":443", ":0"),
            words.replace("relay.shop", "a@b"),
            words.replace("shopbell-relay", "https"),
            format!("{words}A"),
            words.replace('#', ""),
        ] {
            assert_eq!(wrong.parse::<Pairing>().unwrap_err(), NotPairing, "{wrong}");
        }
    }
}

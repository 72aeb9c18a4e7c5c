//! Sealing to the office: whoever has the relay's disk, or the relay's program from then on, cannot read what it has kept.
//!
//! HPKE in its base mode (<https://www.rfc-editor.org/rfc/rfc9180>): X25519, HKDF-SHA256, ChaCha20-Poly1305. The relay has
//! the public half alone and forgets the other end of each sealing at once.

use std::{fmt, io::Read, path::Path};

use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305,
    kdf::HkdfSha256, kem::X25519HkdfSha256,
};

use crate::{
    base::secret::{hex, unhex},
    tls::{self, CertificateError},
};

type Kem = X25519HkdfSha256;

/// Binds what is sealed to this use.
const INFO: &[u8] = b"shopbell relay 1";

/// Bytes of either key, and of what stands before each sealed piece.
const KEY: usize = 32;

/// Name of the file with the office's key, in hex.
const FILE: &str = "relay-seal.key";

/// The half that opens. Only the office has it.
pub struct OfficeKey(<Kem as hpke::Kem>::PrivateKey);

/// The half that seals.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey(<Kem as hpke::Kem>::PublicKey);

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealKey({})", self.hex())
    }
}

/// It was sealed for somebody else, or something happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it cannot be opened: it was sealed to another key, or has changed since")]
pub struct Unopened;

impl OfficeKey {
    /// The key in this data folder; made when there is none. One that cannot be read is never replaced: what waits at the
    /// relay is sealed to it.
    pub fn open(data: &Path) -> Result<Self, CertificateError> {
        let path = tls::place(data, FILE)?;
        if !path.exists() {
            let (key, _) = Kem::gen_keypair();
            tls::put(&path, &hex(&key.to_bytes()))?;
        }
        let mut text = String::new();
        std::fs::File::open(&path)
            .and_then(|mut file| file.read_to_string(&mut text))
            .map_err(|error| CertificateError::File(path.clone(), error))?;
        unhex(text.trim())
            .and_then(|bytes| <Kem as hpke::Kem>::PrivateKey::from_bytes(&bytes).ok())
            .map(Self)
            .ok_or(CertificateError::NoKey(path))
    }

    /// The half that the relay is given.
    #[must_use]
    pub fn seal_key(&self) -> SealKey {
        SealKey(Kem::sk_to_pk(&self.0))
    }

    /// Opens a sealed piece.
    pub fn unseal(&self, sealed: &[u8]) -> Result<Vec<u8>, Unopened> {
        let (encapped, text) = sealed.split_at_checked(KEY).ok_or(Unopened)?;
        let encapped =
            <Kem as hpke::Kem>::EncappedKey::from_bytes(encapped).map_err(|_| Unopened)?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &self.0,
            &encapped,
            INFO,
            text,
            b"",
        )
        .map_err(|_| Unopened)
    }
}

impl SealKey {
    /// Reads it from hex.
    #[must_use]
    pub fn read(hex: &str) -> Option<Self> {
        let bytes = unhex(hex)?;
        <Kem as hpke::Kem>::PublicKey::from_bytes(&bytes)
            .ok()
            .map(Self)
    }

    /// It in hex.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(&self.0.to_bytes())
    }

    /// Seals: 32 bytes for the other end, and what is 16 bytes longer than it was.
    ///
    /// # Panics
    /// When the system has no randomness to give.
    #[must_use]
    pub fn seal(&self, plain: &[u8]) -> Option<Vec<u8>> {
        let (encapped, text) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &self.0,
            INFO,
            plain,
            b"",
        )
        .ok()?;
        let mut sealed = encapped.to_bytes().to_vec();
        sealed.extend(text);
        Some(sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_office_opens_what_was_sealed_to_it() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let office = OfficeKey::open(here.path()).unwrap();
        let stranger = OfficeKey::open(there.path()).unwrap();
        let words = "Where is my parcel?".as_bytes();
        let key = SealKey::read(&office.seal_key().hex()).unwrap();
        let sealed = key.seal(words).unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"parcel"));
        assert_ne!(key.seal(words).unwrap(), sealed, "each is another");
        assert_eq!(office.unseal(&sealed).unwrap(), words);
        // The key outlives the process.
        let again = OfficeKey::open(here.path()).unwrap();
        assert_eq!(again.unseal(&sealed).unwrap(), words);
        assert_eq!(stranger.unseal(&sealed), Err(Unopened));
        for at in [0, 31, 32, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(office.unseal(&changed), Err(Unopened), "byte {at}");
        }
        for length in [0, 31, 32, sealed.len() - 1] {
            assert_eq!(office.unseal(&sealed[..length]), Err(Unopened));
        }
        for wrong in ["", "00", "zz", &"0".repeat(62)] {
            assert!(SealKey::read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_key_that_cannot_be_read_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        OfficeKey::open(folder.path()).unwrap();
        let path = folder.path().join("tls").join(FILE);
        std::fs::write(&path, "spoilt").unwrap();
        assert!(OfficeKey::open(folder.path()).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "spoilt");
    }
}

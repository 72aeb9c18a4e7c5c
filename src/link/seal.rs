//! Sealing to the office: whoever has the relay's disk, or the relay's program from then on, cannot read what it has kept.
//!
//! HPKE in its base mode (<https://www.rfc-editor.org/rfc/rfc9180>): X25519, HKDF-SHA256, ChaCha20-Poly1305. The relay has
//! the public half alone and forgets the other end of each sealing at once.
//!
//! What is sealed goes through in records, so that neither side has all of a film in memory: 32 bytes for the other end,
//! then records of 64 KiB, each 16 bytes longer than it was. Each is bound to its place by the context's counter, and the
//! last one is sealed as the last: what was cut off at the end of a record does not open.

use std::{fmt, io::Read, mem, path::Path};

use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable,
    aead::{AeadCtxR, AeadCtxS, ChaCha20Poly1305},
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};

use crate::{
    base::secret::{hex, unhex},
    tls::{self, CertificateError},
};

type Kem = X25519HkdfSha256;

/// Binds what is sealed to this use.
const INFO: &[u8] = b"shopbell relay 1";

/// Bytes of either key, and of what stands before all records.
const KEY: usize = 32;

/// Plain bytes in a record; the last one may have fewer.
const RECORD: usize = 64 * 1024;

/// By so many bytes a record is longer than what is in it.
const TAG: usize = 16;

/// What a record is sealed as: one that another follows, or the last.
const MORE: &[u8] = b"more";
const LAST: &[u8] = b"last";

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

    /// Begins to open.
    #[must_use]
    pub fn opening(&self) -> Opening {
        Opening {
            key: self.0.clone(),
            context: None,
            waiting: Vec::new(),
        }
    }

    /// Opens what is there as a whole.
    pub fn unseal(&self, sealed: &[u8]) -> Result<Vec<u8>, Unopened> {
        let mut opening = self.opening();
        let mut plain = opening.add(sealed)?;
        plain.extend(opening.end()?);
        Ok(plain)
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

    /// Begins to seal; `None` where the key is none that can be sealed to.
    ///
    /// # Panics
    /// When the system has no randomness to give.
    #[must_use]
    pub fn sealing(&self) -> Option<Sealing> {
        let (encapped, context) =
            hpke::setup_sender::<ChaCha20Poly1305, HkdfSha256, Kem>(&OpModeS::Base, &self.0, INFO)
                .ok()?;
        Some(Sealing {
            context: Box::new(context),
            waiting: Vec::new(),
            sealed: encapped.to_bytes().to_vec(),
        })
    }

    /// Seals what is there as a whole.
    #[must_use]
    pub fn seal(&self, plain: &[u8]) -> Option<Vec<u8>> {
        let mut sealing = self.sealing()?;
        let mut sealed = sealing.add(plain)?;
        sealed.extend(sealing.end()?);
        Some(sealed)
    }
}

/// Something that is being sealed as it comes.
pub struct Sealing {
    context: Box<AeadCtxS<ChaCha20Poly1305, HkdfSha256, Kem>>,
    /// No more than a record, which may be the last.
    waiting: Vec<u8>,
    sealed: Vec<u8>,
}

impl Sealing {
    /// Takes more, and answers what is sealed by now. `None`: there is more than one context can seal.
    #[must_use]
    pub fn add(&mut self, plain: &[u8]) -> Option<Vec<u8>> {
        self.waiting.extend(plain);
        let mut from = 0;
        while self.waiting.len() - from > RECORD {
            let record = &self.waiting[from..from + RECORD];
            self.sealed.extend(self.context.seal(record, MORE).ok()?);
            from += RECORD;
        }
        self.waiting.drain(..from);
        Some(mem::take(&mut self.sealed))
    }

    /// No more comes: answers the rest.
    #[must_use]
    pub fn end(mut self) -> Option<Vec<u8>> {
        self.sealed
            .extend(self.context.seal(&self.waiting, LAST).ok()?);
        Some(self.sealed)
    }
}

/// Something that is being opened as it comes.
pub struct Opening {
    key: <Kem as hpke::Kem>::PrivateKey,
    context: Option<Box<AeadCtxR<ChaCha20Poly1305, HkdfSha256, Kem>>>,
    waiting: Vec<u8>,
}

impl Opening {
    /// Takes more, and answers what could be opened by now.
    pub fn add(&mut self, sealed: &[u8]) -> Result<Vec<u8>, Unopened> {
        self.waiting.extend(sealed);
        let context = match &mut self.context {
            Some(context) => context,
            None if self.waiting.len() < KEY => return Ok(Vec::new()),
            begin => {
                let encapped = <Kem as hpke::Kem>::EncappedKey::from_bytes(&self.waiting[..KEY])
                    .map_err(|_| Unopened)?;
                self.waiting.drain(..KEY);
                let mode = OpModeR::Base;
                let context = hpke::setup_receiver(&mode, &self.key, &encapped, INFO);
                begin.insert(Box::new(context.map_err(|_| Unopened)?))
            }
        };
        let (mut plain, mut from) = (Vec::new(), 0);
        while self.waiting.len() - from > RECORD + TAG {
            let record = &self.waiting[from..from + RECORD + TAG];
            plain.extend(context.open(record, MORE).map_err(|_| Unopened)?);
            from += RECORD + TAG;
        }
        self.waiting.drain(..from);
        Ok(plain)
    }

    /// No more comes: answers the rest, if that is the end.
    pub fn end(self) -> Result<Vec<u8>, Unopened> {
        let mut context = self.context.ok_or(Unopened)?;
        context.open(&self.waiting, LAST).map_err(|_| Unopened)
    }
}

/// How many plain bytes are in so many sealed ones; `None` where they are too few to be any.
#[must_use]
pub fn plain_length(sealed: u64) -> Option<u64> {
    let (key, record, tag) = (KEY as u64, RECORD as u64, TAG as u64);
    let records = sealed.checked_sub(key)?;
    let count = records.div_ceil(record + tag).max(1);
    records.checked_sub(count * tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::fuzz;

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
    fn what_comes_in_parts_opens_in_parts_and_not_without_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let office = OfficeKey::open(folder.path()).unwrap();
        let key = office.seal_key();
        let plain: Vec<u8> = (0..3 * RECORD + 5).map(|n| (n % 251) as u8).collect();
        for length in [
            0,
            1,
            RECORD - 1,
            RECORD,
            RECORD + 1,
            2 * RECORD,
            plain.len(),
        ] {
            let plain = &plain[..length];
            let mut sealing = key.sealing().unwrap();
            let mut sealed = Vec::new();
            for part in plain.chunks(10_007) {
                sealed.extend(sealing.add(part).unwrap());
            }
            sealed.extend(sealing.end().unwrap());
            assert_eq!(plain_length(sealed.len() as u64), Some(length as u64));
            assert_eq!(office.unseal(&sealed).unwrap(), plain, "{length}");
            let mut opening = office.opening();
            let mut opened = Vec::new();
            for part in sealed.chunks(9_973) {
                opened.extend(opening.add(part).unwrap());
                assert!(plain.starts_with(&opened));
            }
            opened.extend(opening.end().unwrap());
            assert_eq!(opened, plain, "{length}");
        }
        let sealed = key.seal(&plain).unwrap();
        let record = |n: usize| KEY + n * (RECORD + TAG);
        // Cut at the end of a record, or with two of them in each other's place.
        assert_eq!(office.unseal(&sealed[..record(2)]), Err(Unopened));
        let mut swapped = sealed[..record(0)].to_vec();
        swapped.extend(&sealed[record(1)..record(2)]);
        swapped.extend(&sealed[record(0)..record(1)]);
        swapped.extend(&sealed[record(2)..]);
        assert_eq!(office.unseal(&swapped), Err(Unopened));
        for length in [0, 31, 32, 47] {
            assert_eq!(plain_length(length), None, "{length}");
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

    /// Whatever comes of what was sealed, nothing opens to its end but what was.
    #[test]
    fn fuzz_what_was_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let office = OfficeKey::open(folder.path()).unwrap();
        let key = office.seal_key();
        let plain = [&b"Where is my parcel?"[..], &[7; 900], b""];
        let sealed = plain.map(|plain| key.seal(plain).unwrap());
        let samples: Vec<&[u8]> = sealed.iter().map(Vec::as_slice).collect();
        fuzz::bytes("sealed", &samples, &[], |bytes| {
            if let Ok(opened) = office.unseal(bytes) {
                let which = samples.iter().position(|sample| *sample == bytes);
                assert_eq!(plain[which.unwrap()], opened);
                assert_eq!(plain_length(bytes.len() as u64), Some(opened.len() as u64));
            }
        });
    }
}

//! Length and SHA-256 of a file: by them an upload is checked and content is recognised.

use sha2::{Digest as _, Sha256};

/// What is known of bytes without having them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    /// How many there are.
    pub size: u64,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

impl Digest {
    /// Of bytes that are all here.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut digester = Digester::default();
        digester.add(bytes);
        digester.digest()
    }
}

/// Takes bytes as they come by.
#[derive(Debug, Clone, Default)]
pub struct Digester {
    size: u64,
    hash: Sha256,
}

impl Digester {
    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        self.hash.update(bytes);
    }

    /// How many came by so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Of everything that came by.
    #[must_use]
    pub fn digest(self) -> Digest {
        Digest {
            size: self.size,
            sha256: self.hash.finalize().into(),
        }
    }
}

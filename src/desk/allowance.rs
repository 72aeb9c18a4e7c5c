//! What one side of a channel may send, and how large: an admin decides it, browsers say it before an
//! upload, and the house holds to it.

use serde::{Deserialize, Serialize};

use super::family::Family;

/// The largest picture that anybody may send: it is in memory as a whole while it is drawn anew.
const LARGEST_PICTURE: u64 = 20 * 1024 * 1024;

/// What may be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Allowance {
    /// Largest picture, in bytes.
    pub picture_bytes: u64,
    /// Largest other file, in bytes.
    pub file_bytes: u64,
    /// Which sorts.
    pub families: Vec<Family>,
}

impl Default for Allowance {
    /// What the team may send where nothing else was decided.
    fn default() -> Self {
        Self {
            picture_bytes: 2 * 1024 * 1024,
            file_bytes: 50 * 1024 * 1024,
            families: Family::ALL.to_vec(),
        }
    }
}

impl Allowance {
    /// Most bytes of a picture, or of another file.
    #[must_use]
    pub fn most(&self, is_picture: bool) -> u64 {
        if is_picture {
            self.picture_bytes.min(LARGEST_PICTURE)
        } else {
            self.file_bytes
        }
    }

    /// Most bytes of any file.
    #[must_use]
    pub fn largest(&self) -> u64 {
        self.most(true).max(self.most(false))
    }

    /// What one of the two takes.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let either =
            |family: &Family| self.families.contains(family) || other.families.contains(family);
        Self {
            picture_bytes: self.picture_bytes.max(other.picture_bytes),
            file_bytes: self.file_bytes.max(other.file_bytes),
            families: Family::ALL.into_iter().filter(either).collect(),
        }
    }

    /// Whether a file that is stored already may be sent.
    #[must_use]
    pub fn takes(&self, media_type: &str, size: u64) -> bool {
        let family = Family::of(media_type);
        // Drawn anew, a picture may have grown a little beyond what was let in.
        self.families.contains(&family) && (family == Family::Picture || size <= self.file_bytes)
    }
}

//! What a mail says. Pure, and never fails: what cannot be read is told in the mail's own place.

use super::mail::{Mail, Ours};
use crate::base::time::Timestamp;

/// Reads a mail as it came over the wire.
#[must_use]
pub fn read(raw: &[u8], ours: &Ours) -> Mail {
    let _ = (raw, ours);
    todo!("bodies follow")
}

/// When a mail says it was written; the mailbox's own word about its arrival is better.
#[must_use]
pub fn date(raw: &[u8]) -> Option<Timestamp> {
    let _ = raw;
    todo!("bodies follow")
}

/// Takes a file out of a mail: its name, what it is said to be, and its bytes.
#[must_use]
pub fn file(raw: &[u8], part: usize) -> Option<(String, String, Vec<u8>)> {
    let _ = (raw, part);
    todo!("bodies follow")
}

//! What is in the program in packed form.

use std::io::Read;

/// What was packed, as gzip has it (RFC 1952), when the program was built.
///
/// # Panics
///
/// If it is not: the build itself was broken.
#[must_use]
pub fn gunzip(packed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(packed.len() * 4);
    flate2::read::GzDecoder::new(packed)
        .read_to_end(&mut plain)
        .expect("the build has packed it");
    plain
}

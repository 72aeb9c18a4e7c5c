//! Links to files, for platforms that carry words alone: whoever has one may fetch that file and no other.

use crate::{
    base::secret,
    desk::{
        account::{self, Account},
        attachment::Attachment,
    },
};

/// The address under which the world finds a file that goes out through an account.
#[must_use]
pub fn to_file(public: &str, account: &Account, file: &Attachment) -> String {
    let key = account.keys.get(account::OUR_SECRET);
    let proof = secret::short_proof(key, &signed(&file.id));
    format!("{public}/f/{}/{proof}", file.id)
}

/// Whether a link to this file was made for this account.
#[must_use]
pub fn opens(account: &Account, file: &str, proof: &str) -> bool {
    let key = account.keys.get(account::OUR_SECRET);
    !key.is_empty() && secret::proves_shortly(key, &signed(file), proof)
}

/// The same key signs other things.
fn signed(file: &str) -> String {
    format!("file:{file}")
}

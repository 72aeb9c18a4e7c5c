//! An answer as a mail. Pure.

use super::mail::Mailbox;
use crate::base::time::Timestamp;

/// What a mail is made of.
#[derive(Debug, Clone, Default)]
pub struct Draft<'a> {
    /// Its `Message-ID`, without the angles.
    pub id: &'a str,
    /// When it is written.
    pub date: Timestamp,
    /// Who it is from.
    pub from: Mailbox,
    /// Where an answer to it goes, when that is another address (one with a token).
    pub reply_to: Option<&'a str>,
    /// Who it goes to.
    pub to: Mailbox,
    /// Its subject, whole.
    pub subject: &'a str,
    /// The id of the mail that it answers, without the angles.
    pub in_reply_to: Option<&'a str>,
    /// Ids of the mails before it, as [`references`] gives them.
    pub references: &'a [String],
    /// The installation's own id.
    pub installation: &'a str,
    /// What it says; may be empty.
    pub text: &'a str,
    /// What it says in HTML, safe already; `None`: made from `text`.
    pub html: Option<&'a str>,
    /// What it answers.
    pub quoted: Option<Quoted<'a>>,
    /// A card to show.
    pub card: Option<Card<'a>>,
    /// What is attached.
    pub files: &'a [Enclosed<'a>],
    /// Whether a machine says it: other machines are asked to be silent.
    pub is_automatic: bool,
}

/// What is quoted below an answer.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a> {
    /// The line above it, whole: `On 26 November 2026, Mia Okafor wrote:`.
    pub line: &'a str,
    /// What they wrote, without what they quoted.
    pub text: &'a str,
}

/// A card of a thing with a link.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What is said of it; may be empty.
    pub text: &'a str,
    /// Where it leads; may be empty.
    pub link: &'a str,
    /// What the link is called; empty: the link itself.
    pub button: &'a str,
    /// Which of the draft's files is its picture, if one is.
    pub picture: Option<usize>,
}

/// Something attached.
#[derive(Debug, Clone, Copy)]
pub struct Enclosed<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is: `image/png`.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why a mail cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// Its recipient's address is none.
    #[error("the recipient's address is not one that mail can go to")]
    To,
    /// The account's own address is none.
    #[error("the account's own address is not one that mail can come from")]
    From,
    /// It would be larger than providers take.
    #[error("the mail would be larger than 18 MB")]
    TooLarge,
}

/// Bytes of files that a mail may carry: Base64 adds a third, and providers take 25 MB at most.
pub const MOST: usize = 18_000_000;

/// Writes a mail: the whole of it, as it goes over the wire.
///
/// # Errors
/// [`Unwritable`].
pub fn compose(draft: &Draft<'_>) -> Result<Vec<u8>, Unwritable> {
    let _ = draft;
    todo!("bodies follow")
}

/// The subject of an answer: one `Re: `, whatever stood there before.
#[must_use]
pub fn reply_subject(original: &str) -> String {
    let _ = original;
    todo!("bodies follow")
}

/// The `References` of an answer to `last`: the first and the newest 20, each once.
#[must_use]
pub fn references(of: &[String], last: &str) -> Vec<String> {
    let _ = (of, last);
    todo!("bodies follow")
}

/// The id of a mail of ours: `sb.{outbox row}.{16 hex}@{domain}`.
#[must_use]
pub fn message_id(row: i64, chance: u64, from: &str) -> String {
    let domain = from.rsplit('@').next().unwrap_or("localhost");
    format!("sb.{row}.{chance:016x}@{domain}")
}

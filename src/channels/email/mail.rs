//! A mail as the house sees it. Values alone.

use super::proof::Receivers;
use crate::base::id::MessageId;

/// Somebody in a mail's head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// As it was written, without what surrounds it; never checked.
    pub address: String,
    /// The name beside it; may be empty, and may lie.
    pub name: String,
}

impl Mailbox {
    /// What to call its owner: the name, else what stands before the `@`.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.name.is_empty() {
            self.address.split('@').next().unwrap_or_default()
        } else {
            &self.name
        }
    }
}

/// What the house has to know of itself to see its own mails come round again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ours {
    /// The account's address.
    pub address: String,
    /// The installation's own id, as `X-Shopbell` carries it.
    pub installation: String,
    /// What the tokens in addresses for answers are made with.
    pub secret: String,
    /// Whose word counts on where a mail comes from.
    pub receivers: Receivers,
}

/// One mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Its `Message-ID` without the angles, else `sha256:…` over what it says of itself.
    pub id: String,
    /// Ids of the mails that it answers, without the angles.
    pub in_reply_to: Vec<String>,
    /// Ids of the mails before it, the first one first, without the angles.
    pub references: Vec<String>,
    /// Who sent it; the address is empty when nobody says so.
    pub from: Mailbox,
    /// Where an answer goes, when that is neither the sender nor ourselves.
    pub reply_to: Option<String>,
    /// To whom it went: `To`, `Cc` and `Delivered-To`, each address once.
    pub to: Vec<Mailbox>,
    /// The message of ours whose token stands in an address that it went to.
    pub tagged: Option<MessageId>,
    /// Its subject, in one line; may be empty.
    pub subject: String,
    /// The language that it says it is in; may be empty.
    pub language: String,
    /// All that it says, in plain text.
    pub text: String,
    /// What is new in it: without what it quotes, and without a signature.
    pub shown: String,
    /// Its formatted text, made safe; pictures inside have `cid:` sources, others stay where they were.
    pub html: Option<String>,
    /// What is attached to it, pictures inside included.
    pub files: Vec<File>,
    /// Whether a machine sent it: it is never greeted, never answered by a machine and never rings.
    pub is_automatic: bool,
    /// Whether this installation sent it, or the account's own address did.
    pub is_ours: Own,
    /// Whether it comes from the address that it names.
    pub proof: Proof,
    /// What it reports of a mail of ours.
    pub bounce: Option<Bounce>,
}

/// What the receiving server found about where a mail comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Proof {
    /// It says nothing, or nothing that decides.
    #[default]
    Unknown,
    /// It comes from there.
    Passed,
    /// It does not, or nobody there has vouched for it.
    Failed,
}

/// Whether a mail came from ourselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Own {
    /// Somebody else wrote it.
    #[default]
    No,
    /// This installation sent it: it is known already.
    Sent,
    /// Somebody wrote it with the account's address in another program, which the receiving server vouches for.
    Elsewhere,
}

/// Something attached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Its name, without any folder; never empty.
    pub name: String,
    /// What it is said to be, in lower case: `image/png`.
    pub media_type: String,
    /// Its length in bytes, taken out of its transport.
    pub size: usize,
    /// What the formatted text calls it, without the angles.
    pub content_id: Option<String>,
    /// Whether the formatted text shows it in its place.
    pub is_inside: bool,
    /// Where it is in the mail: [`super::read::file`] takes it.
    pub part: usize,
}

/// What became of a mail of ours, as another machine reports it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounce {
    /// Ids that the mail may have had, the likeliest first.
    pub of: Vec<String>,
    /// What happened to it.
    pub action: Action,
    /// `5.1.1`; empty when it is not said.
    pub status: String,
    /// What the other machine said, in one line; may be empty.
    pub words: String,
    /// Whom it did not reach; may be empty.
    pub recipient: String,
}

/// What a report says happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Action {
    /// It will never arrive.
    #[default]
    Failed,
    /// It has not arrived yet; the other side goes on trying.
    Delayed,
    /// It arrived, or was handed on to where nobody reports.
    Delivered,
    /// It probably never arrives: no proper report, but words like one.
    Probably,
}

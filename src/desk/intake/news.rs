//! What happens on a platform, in words that all of them share.

use crate::{
    base::{
        id::{ConversationId, IdentityId, MessageId},
        time::Timestamp,
    },
    desk::{aftermath::Tag, fetch::Stub, mail::Envelope},
};

/// Who a customer is, as their platform says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sender {
    /// Unique on the account; never changes.
    pub external_id: String,
    /// Their name.
    pub name: String,
    /// Their own short name there, such as `@ana`; may be empty.
    pub username: String,
    /// BCP 47; may be empty.
    pub language: String,
    /// Their address, where the platform knows it.
    pub email: String,
    /// Their number, where the platform vouches for it.
    pub phone: String,
    /// What else the platform calls them, or has called them before; may be empty.
    pub formerly: String,
}

/// One thing that happened on a platform.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// By whom.
    pub sender: Sender,
    /// When, by the platform's clock.
    pub at: Option<Timestamp>,
    /// What.
    pub what: What,
}

/// A place that somebody sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What it is called; may be empty.
    pub label: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// They wrote.
    Said(Letter),
    /// They changed what they had written. Unknown letters are taken as new.
    Changed(Letter),
    /// They put a sign to a message, or another one in its place.
    Reacted(Letter),
    /// They took back what the platform calls so.
    Withdrawn(String),
    /// They pressed a button with this data.
    Pressed(String),
    /// They are typing.
    Typing,
    /// The account said something to them: we did, or somebody did on the platform itself.
    Answered {
        /// What was said.
        letter: Letter,
        /// The message of ours that it is, if the platform's word for that is true.
        ours: Option<MessageId>,
    },
    /// They no longer let us write to them, or do again.
    Reachable(bool),
    /// What we sent and the platform calls so was taken, and could not be delivered after all.
    Undelivered {
        /// The message.
        id: String,
        /// Why, as the platform has it.
        code: String,
        /// And in its words; may be empty.
        words: String,
        /// Whether it delivers nothing more to this customer for the time being.
        is_shut: bool,
    },
    /// What we sent, up to and with what the platform calls so, was delivered or read.
    Receipt {
        /// The newest of them.
        upto: String,
        /// Whether it was read.
        is_read: bool,
    },
    /// Everything that we sent until this instant was delivered or read.
    ReceivedUntil {
        /// By the platform's clock.
        at: Timestamp,
        /// Whether it was read.
        is_read: bool,
    },
    /// The platform shows a message that was sent to them from this account.
    Echoed {
        /// What it calls it.
        id: String,
        /// Which of ours it is, if it says so.
        tag: Option<Tag>,
        /// Its words.
        text: String,
    },
    /// Nothing but that the platform calls them otherwise now.
    Renamed,
    /// They sent a mail.
    Mailed(Letter, Box<Envelope>),
    /// A machine reports that a mail of ours was not delivered. One that is none of ours is a mail as any other.
    Bounced(Letter, Box<Envelope>, Box<Report>),
}

/// What a machine says of a mail of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Message-IDs that the mail may have, the likeliest first.
    pub of: Vec<String>,
    /// Whether the other side has given up, or goes on trying.
    pub is_final: bool,
    /// Why, as a code such as `5.1.1`.
    pub code: String,
    /// And in its words; may be empty.
    pub words: String,
}

/// What somebody wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letter {
    /// What the platform calls it, unique on the account.
    pub id: String,
    /// The words.
    pub text: String,
    /// Its files.
    pub files: Vec<Stub>,
    /// A place.
    pub spot: Option<Spot>,
    /// What the platform calls the message that it answers.
    pub answers: Option<String>,
    /// Whether no person wrote it.
    pub is_automatic: bool,
}

/// Announced when a customer is seen to type.
#[derive(Debug, Clone, Copy)]
pub struct Typed {
    /// In which chat.
    pub conversation: ConversationId,
    /// Who.
    pub identity: IdentityId,
    /// When.
    pub at: Timestamp,
}

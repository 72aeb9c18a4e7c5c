//! Accounts on other platforms: one intake, one courier, and one folder for each platform's own ways.
//!
//! A platform says what happened and takes what is to be said; when, in which order and how often is decided
//! here, the same for all.

pub mod custom;
pub mod email;
pub mod hook;
pub mod link;
pub mod sms;
pub mod meta;
pub mod telegram;
mod vk;
mod wechat;
mod buttons;
mod courier;
mod crier;
mod fault;
#[cfg(test)]
mod fuzz;
mod listener;
mod locked;
mod part;
mod pick;
mod porter;
mod postman;
pub mod roster;
pub mod sign_in;
pub mod reach;
mod taking;
mod token;

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use self::email::Grants;
use self::fault::AsFault;
pub use self::{
    courier::Courier,
    email::device::{Code, NotYet},
    fault::Fault,
    hook::{Brought, HookCall, HookReply, NotHeard},
    part::Part,
    roster::{Office, Roster},
    sign_in::SignIn,
};
use crate::{
    call::Http,
    desk::{
        account::{Introduction, Keys},
        channel::ChannelKind,
        dispatch::{Parcel, Remedy, changing::Revision},
        intake::{News, Sender},
        post::Post,
        template::Template,
    },
};

/// What a platform answers in its own time.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// Keeps what a platform gives anew in place of a key, so that it outlives this process.
pub trait Keeper: Send + Sync {
    /// Stores the key of this name. `before` is what it may have been until now: where it is none of these, somebody has
    /// put in another one meanwhile, and that one stays.
    fn keep<'a>(&'a self, name: &'a str, before: &'a [String], now: &'a str) -> Answer<'a, ()>;
}

/// What happened since, and the place up to which that is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// In the order in which it happened.
    pub news: Vec<News>,
    /// What could not be read, as it came.
    pub unread: Vec<String>,
    /// Where to go on; `None`: as before.
    pub cursor: Option<String>,
}

/// A file on a platform.
#[derive(Debug)]
pub struct Found {
    /// Its bytes.
    pub bytes: bytes::Bytes,
    /// Its name there; may be empty.
    pub name: String,
    /// What it is said to be; may be empty.
    pub media_type: String,
}

/// Whether a platform calls in, and how it shows who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    /// It is asked.
    Never,
    /// It shows the word that we gave it.
    WithOurSecret,
    /// It is asked, and may call in besides, with a key that we have anyway.
    Besides,
}

/// In which coding a platform plays voice messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// Opus in one channel, in Ogg.
    Ogg,
    /// MP3.
    Mp3,
}

impl Speech {
    /// The media type of it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Ogg => "audio/ogg",
            Self::Mp3 => "audio/mpeg",
        }
    }
}

/// A connected account, as its platform is spoken to.
pub trait Platform: Send + Sync {
    /// Asks the platform who we are to it.
    fn introduce(&self) -> Answer<'_, Introduction>;

    /// Waits for what happened after this place, for as long as the platform lets us. A platform that calls in
    /// instead is never asked.
    fn hear<'a>(&'a self, cursor: Option<&'a str>) -> Answer<'a, Batch> {
        let _ = cursor;
        Box::pin(std::future::pending())
    }

    /// Whether it has to be asked for news.
    fn is_asked(&self) -> bool {
        true
    }

    /// Whether it calls in.
    fn calls(&self) -> Calls {
        if self.is_asked() {
            Calls::Never
        } else {
            Calls::WithOurSecret
        }
    }

    /// What has to be entered on its side besides the address, where that is more than our word: the name of a text,
    /// and what it names.
    fn entered_there(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// A key that the platform has given anew: its name, and what it is now.
    fn renewed(&self) -> Option<(&'static str, String)> {
        None
    }

    /// From now on, what the platform gives anew is kept here.
    fn keep_with(&self, keeper: Arc<dyn Keeper>) {
        drop(keeper);
    }

    /// For how long it is left in peace after an answer.
    fn rests(&self) -> Duration {
        Duration::ZERO
    }

    /// Looks at a call of the platform's: whose it is, and what it brings. Asks nobody.
    fn called(&self, call: &HookCall) -> Result<Brought, NotHeard> {
        let _ = call;
        Err(NotHeard)
    }

    /// Into how many messages of the platform's a message is cut, and which.
    fn cut(&self, parcel: &Parcel) -> Vec<Part>;

    /// Whether each part carries all files of its message, which then come with the parcel.
    fn is_whole(&self) -> bool {
        false
    }

    /// What it plays as a voice message.
    fn speech(&self) -> Speech {
        Speech::Ogg
    }

    /// Says one of them, and answers what the platform calls it.
    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        file: Option<bytes::Bytes>,
    ) -> Answer<'a, Option<String>>;

    /// Makes what stands there say what it says now, or takes it away, where the sort of channel can
    /// ([`ChannelKind::amends_within`]). It may be done twice. Answers what the platform calls the messages that are gone.
    fn amend<'a>(&'a self, revision: &'a Revision) -> Answer<'a, Vec<String>> {
        let words = revision.account.channel.kind.word();
        Box::pin(std::future::ready(Err(Fault::Message(
            "unsupported".to_owned(),
            words.to_owned(),
        ))))
    }

    /// Sends a mail that is no part of a chat.
    fn post<'a>(&'a self, post: &'a Post) -> Answer<'a, ()> {
        let words = format!("no mailbox: {}", post.channel);
        Box::pin(std::future::ready(Err(Fault::Message(
            "unsupported".to_owned(),
            words,
        ))))
    }

    /// Fetches a file that it told of.
    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found>;

    /// Shows the customer that somebody types, after this message of theirs.
    fn typing<'a>(&'a self, to: &'a str, after: Option<&'a str>) -> Answer<'a, ()>;

    /// Asks who somebody is of whom it tells no more than an id.
    fn person<'a>(&'a self, external_id: &'a str) -> Answer<'a, Option<Sender>> {
        let _ = external_id;
        Box::pin(std::future::ready(Ok(None)))
    }

    /// Asks which picture somebody has there; answers where it is, for [`Platform::fetch`]. `None` when the platform
    /// tells of none.
    fn face<'a>(&'a self, external_id: &'a str) -> Answer<'a, Option<String>> {
        let _ = external_id;
        Box::pin(std::future::ready(Ok(None)))
    }

    /// What is done with a message that may have arrived.
    fn remedy(&self) -> Remedy {
        Remedy::Ask
    }

    /// Looks for a part whose answer was lost: what the platform calls the messages that it may be, oldest first.
    /// Those that are known as others are not it.
    fn look<'a>(&'a self, parcel: &'a Parcel, part: &'a Part) -> Answer<'a, Vec<String>> {
        let _ = (parcel, part);
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    /// The messages that it has approved for the account beforehand; `None` where there is no such thing.
    fn templates(&self) -> Option<Answer<'_, Vec<Template>>> {
        None
    }
}

/// What a platform is answered whose call is kept for later, so that it does not come again; `None` for those that do
/// not call in. What it brought is looked at when the house opens.
#[must_use]
pub fn kept_for_later(kind: ChannelKind) -> Option<HookReply> {
    match kind {
        ChannelKind::Messenger | ChannelKind::WhatsApp => Some(HookReply::words("ok")),
        ChannelKind::WeChat | ChannelKind::MiniProgram => Some(HookReply::words("success")),
        ChannelKind::Sms => Some(sms::nothing_to_say()),
        ChannelKind::Custom => Some(HookReply {
            status: http::StatusCode::OK,
            media_type: "application/json",
            body: serde_json::json!({ "kept": true }).to_string(),
        }),
        ChannelKind::WebChat | ChannelKind::Telegram | ChannelKind::Vk | ChannelKind::Email => None,
    }
}

/// How the platform of a kind of channel is spoken to; `None` for web chats, which are ours.
#[must_use]
pub fn platform(kind: ChannelKind, keys: &Keys, http: &Http) -> Option<Arc<dyn Platform>> {
    speaker(kind, keys, http, &Grants::default())
}

/// The same, sharing what was allowed with others who speak for the account.
fn speaker(
    kind: ChannelKind,
    keys: &Keys,
    http: &Http,
    grants: &Grants,
) -> Option<Arc<dyn Platform>> {
    match kind {
        ChannelKind::WebChat => None,
        ChannelKind::Telegram => Some(Arc::new(telegram::Telegram::new(keys, http.clone()))),
        ChannelKind::Vk => Some(Arc::new(vk::Vk::new(keys, http.clone()))),
        ChannelKind::Sms => Some(Arc::new(sms::Sms::new(keys, http.clone()))),
        ChannelKind::Custom => Some(Arc::new(custom::Custom::new(keys, http.clone()))),
        ChannelKind::WhatsApp => Some(Arc::new(meta::WhatsApp::new(keys, http.clone()))),
        ChannelKind::Messenger => Some(Arc::new(meta::Messenger::new(keys, http.clone()))),
        ChannelKind::WeChat => Some(Arc::new(wechat::WeChat::official(keys, http.clone()))),
        ChannelKind::MiniProgram => Some(Arc::new(wechat::WeChat::mini(keys, http.clone()))),
        ChannelKind::Email => Some(Arc::new(email::Email::new(keys, http, grants))),
    }
}

/// One thing that connecting an account asks for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Its name among the keys, and part of the names of its texts.
    pub name: &'static str,
    /// Whether it is not shown again.
    pub is_secret: bool,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// An example of it; empty: none.
    pub example: &'static str,
}

/// What connecting an account of a kind asks for.
#[must_use]
pub fn asked(kind: ChannelKind) -> &'static [Asked] {
    match kind {
        ChannelKind::WebChat => &[],
        ChannelKind::Telegram => telegram::ASKED,
        ChannelKind::Vk => vk::ASKED,
        ChannelKind::Sms => sms::ASKED,
        ChannelKind::Custom => custom::ASKED,
        ChannelKind::WhatsApp => meta::whatsapp::ASKED,
        ChannelKind::Messenger => meta::messenger::ASKED,
        ChannelKind::WeChat => wechat::ASKED,
        ChannelKind::MiniProgram => wechat::ASKED_MINI,
        ChannelKind::Email => email::ASKED,
    }
}

/// How one thing that is asked for is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Without spaces.
    Word,
    /// In a line.
    Line,
    /// In several.
    Text,
    /// One of these words; the first one if nothing is said.
    Choice(&'static [&'static str]),
}

/// How a thing of this name is written that connecting an account of a kind asks for.
#[must_use]
pub fn form(kind: ChannelKind, name: &str) -> Form {
    match kind {
        ChannelKind::Email => email::form(name),
        _ => Form::Word,
    }
}

/// What can be seen to be wrong without asking anybody: the names of things asked for, each with a word for why.
#[must_use]
pub fn misgiven(kind: ChannelKind, keys: &Keys) -> Vec<(&'static str, &'static str)> {
    match kind {
        ChannelKind::Email => email::misgiven(keys),
        _ => Vec::new(),
    }
}

/// With which choices a thing of this name is asked for: the name of the choice, and the words. `None`: always.
#[must_use]
pub fn belongs(kind: ChannelKind, name: &str) -> Option<(&'static str, &'static [&'static str])> {
    match kind {
        ChannelKind::Email => email::belongs(name),
        _ => None,
    }
}

/// Kinds of accounts that can be connected.
pub const KINDS: [ChannelKind; 9] = [
    ChannelKind::Email,
    ChannelKind::Telegram,
    ChannelKind::Vk,
    ChannelKind::Sms,
    ChannelKind::Custom,
    ChannelKind::WhatsApp,
    ChannelKind::Messenger,
    ChannelKind::WeChat,
    ChannelKind::MiniProgram,
];

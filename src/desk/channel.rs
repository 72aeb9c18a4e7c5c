//! A connected account through which customers write. Web chat: one per site.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{AgentIdentityId, ChannelId, QueueId},
        punycode,
        secret::Secret,
        time::Timestamp,
        vault::Place,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        allowance::Allowance,
        card_kind::CardKind,
        event::{self, About, Kind as EventKind},
        family::Family,
        queue, trouble,
        window::Policy,
    },
    stored_as_word,
};

/// The sort of account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChannelKind {
    /// The widget on the team's own site.
    WebChat,
    /// A Telegram bot.
    Telegram,
    /// A VK community.
    Vk,
    /// A telephone number at Twilio.
    Sms,
    /// A program of the shop's own.
    Custom,
    /// A number on WhatsApp.
    WhatsApp,
    /// A Facebook page, in Messenger.
    Messenger,
    /// An Official Account on WeChat.
    WeChat,
    /// A Mini-Program on WeChat.
    MiniProgram,
    /// A mailbox.
    Email,
}

stored_as_word!(ChannelKind {
    WebChat = "web_chat",
    Telegram = "telegram",
    Vk = "vk",
    Sms = "sms",
    Custom = "custom",
    WhatsApp = "whatsapp",
    Messenger = "messenger",
    WeChat = "wechat",
    MiniProgram = "mini_program",
    Email = "email",
});

impl ChannelKind {
    /// For how long after it was sent a message of the team's can be changed or taken back on the other
    /// side; `None` where that cannot be done.
    #[must_use]
    pub fn amends_within(self) -> Option<Duration> {
        match self {
            // A promise to a customer is not rewritten after the day on which it was made.
            Self::WebChat => Some(Duration::from_secs(24 * 60 * 60)),
            // <https://core.telegram.org/bots/api#deletemessage>.
            Self::Telegram => Some(Duration::from_secs(48 * 60 * 60)),
            // <https://dev.vk.com/ru/method/messages.edit>, <https://dev.vk.com/ru/method/messages.delete>.
            Self::Vk => Some(Duration::from_secs(24 * 60 * 60)),
            Self::Sms
            | Self::Custom
            | Self::WhatsApp
            | Self::Messenger
            | Self::WeChat
            | Self::MiniProgram
            | Self::Email => None,
        }
    }
}

/// What messages on a sort of channel can carry beside words and files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carries {
    /// Sorts of cards, sent as such.
    pub cards: &'static [CardKind],
}

impl ChannelKind {
    /// What its messages can carry.
    #[must_use]
    pub fn carries(self) -> Carries {
        match self {
            Self::WebChat
            | Self::Telegram
            | Self::Vk
            | Self::Sms
            | Self::Custom
            | Self::WhatsApp
            | Self::Messenger
            | Self::Email => Carries {
                cards: &[CardKind::Link],
            },
            Self::WeChat | Self::MiniProgram => Carries {
                cards: &[CardKind::Link, CardKind::MiniProgram],
            },
        }
    }

    /// Whether its platform tells which picture somebody has there.
    #[must_use]
    pub fn shows_faces(self) -> bool {
        matches!(self, Self::Telegram | Self::Vk | Self::Messenger)
    }

    /// Whether its platform approves messages beforehand, which it then delivers at any time.
    #[must_use]
    pub fn has_templates(self) -> bool {
        self == Self::WhatsApp
    }

    /// For how long customers may be answered on it, unless an account has a rule of its own; `None`:
    /// for ever.
    #[must_use]
    pub fn window(self) -> Option<Policy> {
        match self {
            Self::WebChat | Self::Telegram | Self::Vk | Self::Sms | Self::Custom | Self::Email => {
                None
            }
            Self::WhatsApp => Some(Policy::WHATSAPP),
            Self::Messenger => Some(Policy::MESSENGER),
            Self::WeChat | Self::MiniProgram => Some(Policy::WECHAT),
        }
    }
}

/// A connected account.
#[derive(Debug, Clone)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// The sort.
    pub kind: ChannelKind,
    /// The team's name for it, such as its site's address.
    pub name: String,
    /// Where its conversations wait.
    pub queue: QueueId,
    /// Public key in the snippet.
    pub site_key: String,
    /// Looks, texts, forms and allowed sites.
    pub settings: Settings,
    /// Since when it takes no new chats.
    pub paused_at: Option<Timestamp>,
}

impl Channel {
    /// For how long customers may be answered on it; `None`: for ever.
    #[must_use]
    pub fn window(&self) -> Option<Policy> {
        self.settings.window.or(self.kind.window())
    }
}

/// How a web chat looks and what it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Origins that may show the widget, such as `https://shop.example`; empty: any.
    pub sites: Vec<String>,
    /// The owner's colour as `#rrggbb`.
    pub colour: String,
    /// `round` or `wide`.
    pub launcher: String,
    /// Words on the wide launcher; empty: the language's own.
    pub label: String,
    /// `right` or `left`.
    pub position: String,
    /// First line of the panel; empty: the language's own.
    pub greeting: String,
    /// A bubble beside the launcher; empty: none.
    pub teaser: String,
    /// Questions offered on the first screen.
    pub topics: Vec<String>,
    /// Whether the form before the chat asks for a name: never, optional or required.
    pub ask_name: Ask,
    /// Whether it asks for an address.
    pub ask_email: Ask,
    /// Sentence to agree to before the chat; empty: none.
    pub consent: String,
    /// Whether that is only told, and not to be agreed to.
    pub consent_is_notice: bool,
    /// Link beside that sentence.
    pub privacy_url: String,
    /// Whether visitors may leave a message while nobody is at the counter.
    pub offline_form: bool,
    /// What the closed shop says; empty: the language's own.
    pub offline_text: String,
    /// Whether the site's word for who a visitor is needs a date.
    pub identity_dated: bool,
    /// Whether visitors may send voice messages.
    pub voice: bool,
    /// Whether visitors may send documents, film or archives besides pictures. Strangers' documents are
    /// where macros come from, so a new channel takes none.
    pub files: Vec<Family>,
    /// Whether the team sees what visitors type before they send it.
    pub typing_preview: bool,
    /// Whether pages are followed only of visitors who have agreed to it.
    pub pages_need_consent: bool,
    /// Largest picture a visitor may send, in bytes.
    pub max_upload_bytes: u64,
    /// Largest other file a visitor may send, in bytes.
    pub max_file_bytes: u64,
    /// What the team may send.
    pub team_files: Allowance,
    /// Language of content for visitors of whose own nothing is known; empty: the house's.
    pub language: String,
    /// For how long customers may be answered; `None`: as its sort of channel has it.
    pub window: Option<Policy>,
    /// As whom agents write to its customers unless they choose; `None`: as themselves.
    pub identity: Option<AgentIdentityId>,
    /// Whether they never write as themselves, where there is an identity for them.
    pub identity_only: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sites: Vec::new(),
            colour: "#0d6570".to_owned(),
            launcher: "round".to_owned(),
            label: String::new(),
            position: "right".to_owned(),
            greeting: String::new(),
            teaser: String::new(),
            topics: Vec::new(),
            ask_name: Ask::Optional,
            ask_email: Ask::Optional,
            consent: String::new(),
            consent_is_notice: false,
            privacy_url: String::new(),
            offline_form: true,
            offline_text: String::new(),
            identity_dated: false,
            voice: true,
            files: Vec::new(),
            typing_preview: false,
            pages_need_consent: false,
            max_upload_bytes: 2 * 1024 * 1024,
            max_file_bytes: 10 * 1024 * 1024,
            team_files: Allowance::default(),
            language: String::new(),
            window: None,
            identity: None,
            identity_only: false,
        }
    }
}

impl Settings {
    /// The sorts of files visitors may send.
    #[must_use]
    pub fn families(&self) -> Vec<Family> {
        let mut families = vec![Family::Picture];
        if self.voice {
            families.push(Family::Audio);
        }
        families.extend(&self.files);
        families
    }
}

/// Whether a form asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// It does not.
    Never,
    /// It may be left empty.
    Optional,
    /// The chat does not begin without.
    Required,
}

stored_as_word!(Ask {
    Never = "never",
    Optional = "optional",
    Required = "required"
});

const COLUMNS: &str = "id, kind, name, queue_id, site_key, settings, paused_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Channel> {
    let settings: String = row.get(5)?;
    let settings = serde_json::from_str(&settings).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(5, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(Channel {
        id: row.get(0)?,
        kind: row.get(1)?,
        name: row.get(2)?,
        queue: row.get(3)?,
        site_key: row.get(4)?,
        settings,
        paused_at: row.get(6)?,
    })
}

/// Connects a web chat for a site and answers it with its new keys.
pub fn add_web_chat(tx: &mut Tx<'_>, name: &str, settings: &Settings) -> Result<Channel, DbError> {
    let queue = queue::first(tx)?;
    let id = insert(tx, ChannelKind::WebChat, name, queue, settings)?;
    tx.get(
        &format!("select {COLUMNS} from channel where id = ?1"),
        [id],
        from_row,
    )
}

/// Adds a channel with new keys of its own.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    kind: ChannelKind,
    name: &str,
    queue: QueueId,
    settings: &Settings,
) -> Result<ChannelId, DbError> {
    let site_key = format!("site_{}", &crate::base::secret::random_hex()[..16]);
    let now = tx.now;
    tx.execute(
        "insert into channel (kind, name, queue_id, site_key, identity_secret, settings, created_at)
         values (:kind, :name, :queue, :site_key, '', :settings, :now)",
        named_params! {
            ":kind": kind, ":name": name, ":queue": queue, ":site_key": site_key,
            ":settings": to_json(settings), ":now": now,
        },
    )?;
    let id = ChannelId(tx.last_insert_id());
    renew_identity_secret(tx, id)?;
    changed(tx, id)?;
    Ok(id)
}

fn place_of_secret(id: ChannelId) -> Place {
    Place::new("channel", "identity_secret", id.0)
}

/// With which a channel's site signs who its users are (HMAC-SHA256). `None` where it cannot be read, because the key to it
/// is not here: nobody is believed then.
pub fn identity_secret(reader: &Reader<'_>, id: ChannelId) -> Result<Option<Secret>, DbError> {
    let kept: Option<String> = reader.find(
        "select identity_secret from channel where id = ?1",
        [id],
        |row| row.get(0),
    )?;
    let opened = kept.and_then(|kept| reader.vault().open(place_of_secret(id), &kept).ok());
    Ok(opened.filter(|secret| !secret.expose().is_empty()))
}

/// Gives a channel another such secret: what its site signed before is believed no more.
pub fn renew_identity_secret(tx: &mut Tx<'_>, id: ChannelId) -> Result<(), DbError> {
    let sealed = tx.seal(place_of_secret(id), Secret::random().expose());
    tx.execute(
        "update channel set identity_secret = ?2 where id = ?1",
        (id, sealed),
    )?;
    Ok(())
}

/// Renames a channel and changes its settings.
pub fn change(
    tx: &mut Tx<'_>,
    id: ChannelId,
    name: &str,
    settings: &Settings,
) -> Result<(), DbError> {
    tx.execute(
        "update channel set name = ?2, settings = ?3 where id = ?1",
        (id, name, to_json(settings)),
    )?;
    changed(tx, id)
}

/// Stops or resumes taking new chats. Nobody is told any more of what is wrong with a channel that rests.
pub fn pause(tx: &mut Tx<'_>, id: ChannelId, paused: bool) -> Result<(), DbError> {
    let at = paused.then_some(tx.now);
    if paused {
        trouble::forget(tx, trouble::Kind::Channel, &id.to_string())?;
    }
    tx.execute("update channel set paused_at = ?2 where id = ?1", (id, at))?;
    changed(tx, id)
}

pub(super) fn changed(tx: &mut Tx<'_>, id: ChannelId) -> Result<(), DbError> {
    let data = serde_json::json!({ "channel_id": id });
    event::record(tx, EventKind::Channel, About::default(), &data)?;
    Ok(())
}

fn to_json(settings: &Settings) -> String {
    serde_json::to_string(settings).expect("settings are plain data")
}

/// The channel with this site key.
pub fn by_site_key(reader: &Reader<'_>, site_key: &str) -> Result<Option<Channel>, DbError> {
    let sql = format!("select {COLUMNS} from channel where site_key = ?1");
    reader.find(&sql, [site_key], from_row)
}

/// The channel with this id.
pub fn by_id(reader: &Reader<'_>, id: ChannelId) -> Result<Option<Channel>, DbError> {
    let sql = format!("select {COLUMNS} from channel where id = ?1");
    reader.find(&sql, [id], from_row)
}

/// For how long customers may be answered through a channel: little of it is read, since this is asked
/// for every reply.
pub fn window_of(reader: &Reader<'_>, id: ChannelId) -> Result<Option<Policy>, DbError> {
    let found = reader.find(
        "select kind, settings -> '$.window' from channel where id = ?1",
        [id],
        |row| {
            let kind: ChannelKind = row.get(0)?;
            let own: Option<String> = row.get(1)?;
            let own: Option<Policy> = serde_json::from_str(own.as_deref().unwrap_or("null"))
                .map_err(|error| {
                    let text = rusqlite::types::Type::Text;
                    rusqlite::Error::FromSqlConversionFailure(1, text, Box::new(error))
                })?;
            Ok(own.or(kind.window()))
        },
    )?;
    Ok(found.flatten())
}

/// All channels, oldest first.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Channel>, DbError> {
    reader.list(
        &format!("select {COLUMNS} from channel order by id"),
        [],
        from_row,
    )
}

/// Whether anybody ever began a session on a web chat.
pub fn has_visitors(reader: &Reader<'_>, id: ChannelId) -> Result<bool, DbError> {
    reader.exists("select 1 from identity where channel_id = ?1 limit 1", [id])
}

/// The origin of a site's address: scheme, host and port. `None` for what is no web address.
#[must_use]
pub fn origin_of(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest, is_whole) = match address.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest, true),
        None => ("https".to_owned(), address, false),
    };
    let authority = rest.split(['/', '?', '#']).next()?.to_lowercase();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    // A bare word is more likely half an address than a machine on the shop's own network.
    let sound = matches!(scheme.as_str(), "http" | "https")
        && (is_whole || authority.contains('.') || authority.starts_with("localhost"))
        && punycode::ascii_host(&authority).is_some()
        && !authority.is_empty()
        && authority.chars().all(plain)
        && authority.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    sound.then(|| format!("{scheme}://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::origin_of;

    #[test]
    fn sites_are_kept_as_origins() {
        for (address, expected) in [
            (
                "https://shop.example/cart?x=1",
                Some("https://shop.example"),
            ),
            ("shop.example", Some("https://shop.example")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            (" HTTPS://Shop ", Some("https://shop")),
            ("Булочная.рф/вход", Some("https://булочная.рф")),
            ("nonsense", None),
            ("ftp://shop.example", None),
            ("https://", None),
            ("https://a b", None),
            ("https://shop.example;script-src *", None),
        ] {
            assert_eq!(origin_of(address).as_deref(), expected, "{address:?}");
        }
    }
}

//! The members of the team.

pub mod availability;
pub mod session;
pub mod password;
pub mod throttle;
pub mod sign_in;
pub mod second_step;
pub mod account;
pub mod invitation;
pub mod api_key;
pub mod expiry;
pub mod roster;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{AgentId, AgentIdentityId},
        lang::Lang,
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        event::{self, About, Kind},
        queue,
    },
    stored_as_word,
};

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Serves customers.
    Agent,
    /// Also sees and takes over everybody's chats, and exports.
    Supervisor,
    /// Also runs the house.
    Admin,
}

stored_as_word!(Role {
    Agent = "agent",
    Supervisor = "supervisor",
    Admin = "admin"
});

/// Whether an agent takes chats, as they said themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Availability {
    /// At the counter.
    Available,
    /// Back soon.
    Away,
    /// Not at work.
    Offline,
}

stored_as_word!(Availability {
    Available = "available",
    Away = "away",
    Offline = "offline"
});

/// A member of the team.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Their id.
    pub id: AgentId,
    /// They sign in with it.
    pub email: String,
    /// As colleagues know them.
    pub name: String,
    /// As customers see them, if not by name.
    pub public_name: String,
    /// Second line customers see.
    pub public_title: String,
    /// What they may do.
    pub role: Role,
    /// Language of their console.
    pub lang: Lang,
    /// As they said themselves.
    pub availability: Availability,
    /// Chats in progress at most.
    pub chat_limit: i64,
    /// Their own settings, as the console stored them.
    pub preferences: Preferences,
    /// Last sign of life of a console.
    pub seen_at: Timestamp,
    /// Since when they may no longer sign in.
    pub deactivated_at: Option<Timestamp>,
    /// Why they are away, in their own words.
    pub away_reason: String,
    /// Whether the house put them away, because they missed what was held out to them.
    pub away_by_house: bool,
    /// Whether they keep their chats though nobody is at their console.
    pub holds_chats: bool,
    /// A closed console is no absence until then.
    pub reachable_until: Option<Timestamp>,
    /// Codes of the languages they speak, divided by spaces.
    pub languages: String,
    /// Their picture as customers see it.
    pub picture: Option<String>,
}

/// What an agent set for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Newest first instead of longest waiting first.
    pub newest_first: bool,
    /// Bell's loudness, 0 to 100; 0 is off.
    pub volume: u8,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// Whether single letters act when no field has the focus.
    pub shortcuts: bool,
    /// Whether Ctrl+Enter sends and Enter breaks the line.
    pub ctrl_enter: bool,
    /// Seconds for which what one sends can be taken back before it leaves; 0: it leaves at once; `None`: they never chose.
    pub undo_seconds: Option<u8>,
    /// Whether that is so on web chat, too; `None`: they never chose.
    pub undo_on_web_chat: Option<bool>,
    /// Whether a voice message goes out when the button is let go, without being listened to first.
    pub voice_direct: bool,
    /// Whether a chat that is offered to them is theirs at once, as long as they use their console.
    pub accepts_at_once: bool,
    /// Whether what is pushed to their devices says what a customer wrote.
    pub push_previews: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            newest_first: false,
            volume: 70,
            theme: "system".to_owned(),
            shortcuts: true,
            ctrl_enter: false,
            undo_seconds: None,
            undo_on_web_chat: None,
            voice_direct: false,
            accepts_at_once: false,
            push_previews: false,
        }
    }
}

/// Seconds for which what an agent sends can be taken back until they choose (BEHAVIOUR 17).
const UNDO_SECONDS: u8 = 5;

impl Preferences {
    /// Seconds for which what they send, and what they note for the team, can be taken back before it leaves.
    #[must_use]
    pub fn undo_for(&self) -> u8 {
        self.undo_seconds.unwrap_or(UNDO_SECONDS)
    }

    /// Whether that holds on web chat, too, where the customer sits in front of it. Who chose a time before this could be
    /// chosen meant every channel.
    #[must_use]
    pub fn undoes_on_web_chat(&self) -> bool {
        let chose_time = self.undo_seconds.is_some_and(|seconds| seconds > 0);
        self.undo_on_web_chat.unwrap_or(chose_time)
    }
}

/// How an agent appears: to colleagues, and through the public fields to customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// Their id.
    pub id: AgentId,
    /// As colleagues know them.
    pub name: String,
    /// As customers see them.
    pub public_name: String,
    /// Second line customers see.
    pub public_title: String,
    /// Their picture as customers see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// What customers see instead of all that: the identity under which they write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<Box<Mask>>,
}

/// A name and a picture that customers see in an agent's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    /// The identity.
    pub id: AgentIdentityId,
    /// Its name.
    pub name: String,
    /// Its second line.
    pub title: String,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl Mask {
    /// Columns of the table of identities, under any alias, that [`Mask::from_row`] reads.
    pub const COLUMNS: &'static str =
        "agent_identity.id, agent_identity.name, agent_identity.title, agent_identity.picture_id";

    /// Reads a mask whose first column is `at`; `None` where an outer join found none.
    pub fn from_row(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Self>> {
        let Some(id) = row.get::<_, Option<AgentIdentityId>>(at)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            id,
            name: row.get(at + 1)?,
            title: row.get(at + 2)?,
            picture: row.get(at + 3)?,
        }))
    }
}

impl Face {
    /// The name that customers see.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        self.mask
            .as_ref()
            .map_or(&self.public_name, |mask| &mask.name)
    }

    /// Columns of the agent table, under any alias, that [`Face::from_row`] reads.
    pub const COLUMNS: &'static str =
        "agent.id, agent.name, agent.public_name, agent.public_title, agent.picture_id";

    /// How many columns those are.
    pub const WIDTH: usize = 5;

    /// Reads a face whose first column is `at`; `None` where an outer join found nobody.
    pub fn from_row(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Self>> {
        let Some(id) = row.get::<_, Option<AgentId>>(at)? else {
            return Ok(None);
        };
        let name: String = row.get(at + 1)?;
        let public: String = row.get(at + 2)?;
        Ok(Some(Self {
            id,
            public_name: if public.is_empty() {
                name.clone()
            } else {
                public
            },
            name,
            public_title: row.get(at + 3)?,
            picture: row.get(at + 4)?,
            mask: None,
        }))
    }
}

impl Agent {
    /// How they appear.
    #[must_use]
    pub fn face(&self) -> Face {
        Face {
            id: self.id,
            name: self.name.clone(),
            public_name: if self.public_name.is_empty() {
                self.name.clone()
            } else {
                self.public_name.clone()
            },
            public_title: self.public_title.clone(),
            picture: self.picture.clone(),
            mask: None,
        }
    }

    /// Whether they speak a language, by its code.
    #[must_use]
    pub fn speaks(&self, code: &str) -> bool {
        self.languages.split(' ').any(|spoken| spoken == code)
    }

    /// Letters for their avatar.
    #[must_use]
    pub fn initials(&self) -> String {
        text::initials(&self.name)
    }

    /// Whether they may do what needs `role`.
    #[must_use]
    pub fn may_act_as(&self, role: Role) -> bool {
        self.role >= role
    }
}

/// Columns that [`from_row`] reads, in its order.
pub(crate) const COLUMNS: &str = "agent.id, agent.email, agent.name, agent.public_name, agent.public_title,
    agent.role, agent.language, agent.availability, agent.chat_limit, agent.preferences, agent.seen_at,
    agent.deactivated_at, agent.away_reason, agent.away_by = 'missed', agent.holds_chats, agent.reachable_until,
    agent.languages, agent.picture_id";

/// How many columns those are.
pub(crate) const WIDTH: usize = 18;

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Agent> {
    let lang: String = row.get(6)?;
    let preferences: String = row.get(9)?;
    Ok(Agent {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        public_name: row.get(3)?,
        public_title: row.get(4)?,
        role: row.get(5)?,
        lang: Lang::from_code(&lang).unwrap_or_default(),
        availability: row.get(7)?,
        chat_limit: row.get(8)?,
        // An older program's preferences may lack fields; what cannot be read is the default again.
        preferences: serde_json::from_str(&preferences).unwrap_or_default(),
        seen_at: row.get(10)?,
        deactivated_at: row.get(11)?,
        away_reason: row.get(12)?,
        away_by_house: row.get(13)?,
        holds_chats: row.get(14)?,
        reachable_until: row.get(15)?,
        languages: row.get(16)?,
        picture: row.get(17)?,
    })
}

/// Why somebody could not become a member.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// Another member has this address.
    #[error("a member of the team already has this address")]
    EmailTaken,
    /// The address could not be delivered to.
    #[error("this does not look like a mail address")]
    BadEmail,
    /// There is no name.
    #[error("a name is needed")]
    NoName,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A new member as the wizard, an invitation or the command line describes them.
#[derive(Debug, Clone)]
pub struct NewAgent {
    /// They sign in with it.
    pub email: String,
    /// As colleagues know them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Language of their console.
    pub lang: Lang,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// All that is wrong with how somebody describes themselves, before the file is asked.
#[must_use]
pub fn misdescribed(name: &str, email: &str) -> Vec<JoinError> {
    let mut errors = Vec::new();
    if text::clean_line(name, 80).is_empty() {
        errors.push(JoinError::NoName);
    }
    if !text::is_email(&email.trim().to_lowercase()) {
        errors.push(JoinError::BadEmail);
    }
    errors
}

/// Adds a member, who serves every queue.
pub fn join(tx: &mut Tx<'_>, new: &NewAgent) -> Result<AgentId, JoinError> {
    if let Some(error) = misdescribed(&new.name, &new.email).into_iter().next() {
        return Err(error);
    }
    let email = new.email.trim().to_lowercase();
    let name = text::clean_line(&new.name, 80);
    if tx.exists("select 1 from agent where email = ?1", [&email])? {
        return Err(JoinError::EmailTaken);
    }
    let now = tx.now;
    tx.execute(
        "insert into agent (email, name, role, password_hash, language, created_at)
         values (:email, :name, :role, :hash, :lang, :now)",
        named_params! {
            ":email": email, ":name": name, ":role": new.role, ":hash": new.password_hash,
            ":lang": new.lang.code(), ":now": now,
        },
    )?;
    let id = AgentId(tx.last_insert_id());
    queue::enrol(tx, id)?;
    changed(tx, id)?;
    Ok(id)
}

/// Tells the house that something about an agent changed.
pub fn changed(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let data = serde_json::json!({ "agent_id": agent });
    event::record(tx, Kind::Agent, About::default(), &data)?;
    Ok(())
}

/// The member with this id.
pub fn by_id(reader: &Reader<'_>, id: AgentId) -> Result<Option<Agent>, DbError> {
    reader.find(
        &format!("select {COLUMNS} from agent where id = ?1"),
        [id],
        from_row,
    )
}

/// The member with this address, and the stored password hash.
pub fn by_email(
    reader: &Reader<'_>,
    email: &str,
) -> Result<Option<(Agent, Option<String>)>, DbError> {
    let sql = format!("select {COLUMNS}, agent.password_hash from agent where email = ?1");
    reader.find(&sql, [email.trim()], |row| {
        Ok((from_row(row)?, row.get(WIDTH)?))
    })
}

/// All members who may sign in, by name.
pub fn active(reader: &Reader<'_>) -> Result<Vec<Agent>, DbError> {
    let sql = format!("select {COLUMNS} from agent where deactivated_at is null order by name, id");
    reader.list(&sql, [], from_row)
}

/// Whether nobody has set the house up yet.
pub fn is_empty(reader: &Reader<'_>) -> Result<bool, DbError> {
    Ok(!reader.exists("select 1 from agent limit 1", [])?)
}

/// When the first of the team came, which is how old the house is.
pub fn first_joined(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    reader.get("select min(created_at) from agent", [], |row| row.get(0))
}

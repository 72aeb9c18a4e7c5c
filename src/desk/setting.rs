//! Team-wide settings, each a type of its own stored as JSON under its name.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    base::time::Timestamp,
    db::{DbError, Reader, Tx},
};

/// A setting that has a name and a sensible default.
pub trait Setting: Serialize + DeserializeOwned + Default {
    /// Its key in the file.
    const KEY: &'static str;
}

/// Reads a setting; its default when it was never set.
pub fn get<S: Setting>(reader: &Reader<'_>) -> Result<S, DbError> {
    let text: Option<String> = reader.find(
        "select value from setting where key = ?1",
        [S::KEY],
        |row| row.get(0),
    )?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

/// Stores a setting.
pub fn put<S: Setting>(tx: &mut Tx<'_>, setting: &S) -> Result<(), DbError> {
    let text = serde_json::to_string(setting).expect("settings are plain data");
    tx.execute(
        "insert into setting (key, value) values (?1, ?2)
         on conflict (key) do update set value = excluded.value",
        (S::KEY, text),
    )?;
    Ok(())
}

/// Who the shop is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Team {
    /// Name customers see.
    pub name: String,
}

impl Default for Team {
    fn default() -> Self {
        Self {
            name: "Shopbell".to_owned(),
        }
    }
}

impl Setting for Team {
    const KEY: &'static str = "team";
}

/// Whether an admin has opened the house to the network.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Network {
    /// Whether it answers there, by HTTPS.
    pub is_open: bool,
    /// The port that it took, so that addresses stay what they were.
    pub port: Option<u16>,
}

impl Setting for Network {
    const KEY: &'static str = "network";
}

/// Where the house was last found, for what is written away from any request. Of this house alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// The console's address, without a slash at the end; empty where nobody but this machine finds it.
    pub console: String,
}

impl Setting for Found {
    const KEY: &'static str = "found_at";
}

/// The relay that carries to this house what the world asks of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Relay {
    /// Its host and port; empty: the house has none.
    pub address: String,
    /// The fingerprint by which it is known, in hex.
    pub key: String,
    /// Where the world finds it, without a slash at the end.
    pub url: String,
    /// Since when they know each other.
    pub paired_at: Timestamp,
}

impl Setting for Relay {
    const KEY: &'static str = "relay";
}

/// What customers are told of who is in their chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// Whether they read that a colleague joined or left.
    pub tells_customers: bool,
}

impl Setting for Company {
    const KEY: &'static str = "company";
}

/// What is asked when a chat is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Closing {
    /// Whether a chat type is needed.
    pub type_required: bool,
    /// Whether a reason is needed.
    pub reason_required: bool,
    /// Whether the survey is ticked at first.
    pub survey: bool,
    /// Whether a customer is asked once a day at most, however many chats they have.
    pub survey_daily: bool,
    /// Whether a customer's thanks right after the end join the chat that has ended.
    pub courtesy: bool,
}

impl Default for Closing {
    fn default() -> Self {
        Self {
            type_required: false,
            reason_required: true,
            survey: true,
            survey_daily: true,
            courtesy: true,
        }
    }
}

impl Setting for Closing {
    const KEY: &'static str = "closing";
}

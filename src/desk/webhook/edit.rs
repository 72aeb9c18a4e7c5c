//! What admins do with webhooks.

use std::time::Duration;

use super::{Moved, Topic, Webhook, by_id, delivery};
use crate::{
    base::{id::WebhookId, secret::Secret, signed_post, text, vault::Place},
    db::{DbError, Tx, named_params},
    desk::{
        audit::{self, Origin},
        event, trouble,
    },
};

/// Most characters of a name.
pub const LONGEST_NAME: usize = 60;
/// Most characters of an address.
pub const LONGEST_URL: usize = 2_000;
/// Most of them.
pub const MOST: u32 = 50;
/// How long an answer may be waited for, in seconds.
pub const PATIENCE: std::ops::RangeInclusive<u32> = 1..=30;
/// After a roll the secret before signs beside the new one for so long.
const OVERLAP: Duration = Duration::from_secs(24 * 60 * 60);

/// Why the webhooks stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// A webhook needs a name.
    #[error("a name is needed")]
    NoName,
    /// The address is none.
    #[error("this is no whole address")]
    BadUrl,
    /// Nobody waits so long, or so briefly.
    #[error("an answer is waited for from 1 to 30 seconds")]
    BadPatience,
    /// There are enough.
    #[error("there are 50 webhooks already")]
    TooMany,
    /// There is no such webhook.
    #[error("there is no such webhook")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// How a webhook is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The team's name for it.
    pub name: String,
    /// Where it is posted to. Whether that may be called is judged before.
    pub url: String,
    /// Of what it is told; none: only what rules send.
    pub topics: Vec<Topic>,
    /// How long an answer is waited for, in seconds.
    pub patience_s: u32,
}

fn checked(change: &Change) -> Result<Change, WebhookError> {
    let mut change = change.clone();
    change.name = text::clean_line(&change.name, LONGEST_NAME);
    change.url = change.url.trim().to_owned();
    if change.name.is_empty() {
        return Err(WebhookError::NoName);
    }
    let is_whole = change.url.starts_with("https://") || change.url.starts_with("http://");
    let is_plain = change.url.chars().all(|c| c.is_ascii_graphic());
    if !is_whole || !is_plain || change.url.len() > LONGEST_URL {
        return Err(WebhookError::BadUrl);
    }
    if !PATIENCE.contains(&change.patience_s) {
        return Err(WebhookError::BadPatience);
    }
    Ok(change)
}

fn words(topics: &[Topic]) -> String {
    let chosen: Vec<&str> = Topic::CHOICES
        .into_iter()
        .filter(|topic| topics.contains(topic))
        .map(Topic::word)
        .collect();
    chosen.join(" ")
}

/// Adds a webhook and answers its secret, to be shown once. It is told of what happens from now on.
pub fn add(
    tx: &mut Tx<'_>,
    origin: &Origin,
    new: &Change,
) -> Result<(WebhookId, Secret), WebhookError> {
    let new = checked(new)?;
    let known: u32 = tx.get("select count(*) from webhook", [], |row| row.get(0))?;
    if known >= MOST {
        return Err(WebhookError::TooMany);
    }
    let (secret, now, newest) = (signed_post::new_secret(), tx.now, event::newest(tx)?);
    tx.execute(
        "insert into webhook (name, url, topics, patience_s, secret, event_id, created_at)
         values (:name, :url, :topics, :patience, :secret, :event, :now)",
        named_params! {
            ":name": new.name, ":url": new.url, ":topics": words(&new.topics), ":patience": new.patience_s,
            ":secret": "", ":event": newest, ":now": now,
        },
    )?;
    let id = WebhookId(tx.last_insert_id());
    let sealed = tx.seal(place(id, NEW), secret.expose());
    tx.execute("update webhook set secret = ?2 where id = ?1", (id, sealed))?;
    audit::log(tx, origin, "webhook_added", &new.name)?;
    tx.announce(Moved);
    Ok((id, secret))
}

/// Makes a webhook as it is to be. What waits for it goes to the new address.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: WebhookId,
    new: &Change,
) -> Result<(), WebhookError> {
    let new = checked(new)?;
    known(tx, id)?;
    tx.execute(
        "update webhook set name = :name, url = :url, topics = :topics, patience_s = :patience where id = :id",
        named_params! {
            ":name": new.name, ":url": new.url, ":topics": words(&new.topics), ":patience": new.patience_s, ":id": id,
        },
    )?;
    audit::log(tx, origin, "webhook_changed", &new.name)?;
    tx.announce(Moved);
    Ok(())
}

fn known(tx: &Tx<'_>, id: WebhookId) -> Result<Webhook, WebhookError> {
    by_id(tx, id)?.ok_or(WebhookError::NotFound)
}

/// Switches a webhook on or off. While it is off nothing is taken in; what waited before goes on waiting.
pub fn switch(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: WebhookId,
    is_on: bool,
) -> Result<(), WebhookError> {
    let hook = known(tx, id)?;
    if hook.off_at.is_none() == is_on {
        return Ok(());
    }
    if is_on {
        let newest = event::newest(tx)?;
        tx.execute(
            "update webhook set off_at = null, is_gone = 0, event_id = ?2 where id = ?1",
            (id, newest),
        )?;
        // What was put off before may go again.
        delivery::fall_due(tx)?;
    } else {
        let now = tx.now;
        tx.execute("update webhook set off_at = ?2 where id = ?1", (id, now))?;
    }
    trouble::forget(tx, trouble::Kind::Webhook, &id.to_string())?;
    let act = if is_on { "webhook_on" } else { "webhook_off" };
    audit::log(tx, origin, act, &hook.name)?;
    tx.announce(Moved);
    Ok(())
}

/// Its receiver wants no more: it is switched off, and the admins are told.
pub(super) fn is_gone(tx: &mut Tx<'_>, hook: &Webhook) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update webhook set off_at = ?2, is_gone = 1 where id = ?1 and off_at is null",
        (hook.id, now),
    )?;
    trouble::raise(tx, trouble::Kind::Webhook, &hook.id.to_string(), "gone")?;
    audit::log(tx, &Origin::default(), "webhook_off", &hook.name)
}

/// Gives a webhook another secret and answers it, to be shown once. The one before signs beside it for a day.
pub fn roll(tx: &mut Tx<'_>, origin: &Origin, id: WebhookId) -> Result<Secret, WebhookError> {
    let hook = known(tx, id)?;
    let secret = signed_post::new_secret();
    // One that cannot be read signs nothing.
    let before = secrets(tx, id)?.into_iter().next();
    let now = tx.now;
    let until = before.is_some().then_some(now.plus(OVERLAP));
    let before = before.map(|before| tx.seal(place(id, OLD), before.expose()));
    let sealed = tx.seal(place(id, NEW), secret.expose());
    tx.execute(
        "update webhook set old_secret = :before, old_until = :until, secret = :secret where id = :id",
        named_params! { ":before": before, ":until": until, ":secret": sealed, ":id": id },
    )?;
    if until.is_none() {
        // What could not be signed goes at once.
        tx.execute(
            "update webhook_delivery set due_at = min(due_at, ?2) where webhook_id = ?1 and state = 'queued'",
            (id, now),
        )?;
        trouble::clear(tx, trouble::Kind::Webhook, &id.to_string())?;
        delivery::fall_due(tx)?;
        tx.announce(Moved);
    }
    audit::log(tx, origin, "webhook_rolled", &hook.name)?;
    Ok(secret)
}

/// Removes a webhook, its log and what it was still to be told.
pub fn remove(tx: &mut Tx<'_>, origin: &Origin, id: WebhookId) -> Result<(), WebhookError> {
    let hook = known(tx, id)?;
    tx.execute("delete from webhook_delivery where webhook_id = ?1", [id])?;
    tx.execute("delete from webhook where id = ?1", [id])?;
    trouble::forget(tx, trouble::Kind::Webhook, &id.to_string())?;
    Ok(audit::log(tx, origin, "webhook_removed", &hook.name)?)
}

const NEW: &str = "secret";
const OLD: &str = "old_secret";

fn place(id: WebhookId, field: &'static str) -> Place {
    Place::new("webhook", field, id.0)
}

/// What signs now: the secret, and for a day the one before. None of them where they cannot be read, because the key to
/// them is not here.
pub(super) fn secrets(tx: &Tx<'_>, id: WebhookId) -> Result<Vec<Secret>, DbError> {
    let now = tx.now;
    let (new, old): (String, Option<String>) = tx.get(
        "select secret, iif(old_until > ?2, old_secret, null) from webhook where id = ?1",
        (id, now),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let vault = tx.vault();
    let Ok(new) = vault.open(place(id, NEW), &new) else {
        return Ok(Vec::new());
    };
    let old = old.and_then(|old| vault.open(place(id, OLD), &old).ok());
    Ok(std::iter::once(new).chain(old).collect())
}

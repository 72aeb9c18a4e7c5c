//! What admins do with prompters elsewhere.

use super::{Kind, all, one, place_of_secret};
use crate::{
    base::{id::PrompterId, signed_post, text},
    db::{DbError, Tx, named_params},
    desk::audit::{self, Origin},
};

/// Most of them in one house: each is asked for every message.
pub const MOST: usize = 12;
/// Most characters of a name.
pub const LONGEST_NAME: usize = 40;
/// Most characters of an address, a key or a model's name.
pub const LONGEST_LINE: usize = 500;
/// Most characters of what a model is told.
pub const LONGEST_INSTRUCTION: usize = 4_000;
/// Least and most seconds until the first words.
pub const PATIENCE: std::ops::RangeInclusive<u32> = 1..=30;
/// Seconds that one waits where nobody chose.
pub const USUAL_PATIENCE: u32 = 3;

/// How a prompter is to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The team's name for it.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// A new key or signing secret; `None` keeps the one that is there.
    pub secret: Option<String>,
    /// The model's name.
    pub model: String,
    /// What the model is told.
    pub instruction: String,
    /// Seconds until its first words.
    pub patience_seconds: u32,
    /// Whether it is asked for the message at hand.
    pub for_messages: bool,
    /// Whether names, numbers and addresses go along.
    pub hears_all: bool,
}

/// Why the prompters stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum PrompterError {
    /// A prompter needs a name.
    #[error("a name is needed")]
    NoName,
    /// Another has this name.
    #[error("another prompter has this name")]
    NameTaken,
    /// The address is none of the web.
    #[error("this is no address of the web")]
    BadAddress,
    /// A signing secret is `whsec_` and at least 24 bytes in base64.
    #[error("this is no signing secret")]
    BadSecret,
    /// Too few seconds, or too many.
    #[error("too few seconds, or too many")]
    BadPatience,
    /// There is too much of something.
    #[error("this is too long")]
    TooLong,
    /// There are enough.
    #[error("there are {MOST} prompters already")]
    TooMany,
    /// There is no such prompter.
    #[error("there is no such prompter")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Whether something is an address of the web that says who is called and shows no password.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.parse::<http::Uri>().is_ok_and(|address| {
        matches!(address.scheme_str(), Some("http" | "https"))
            && address.authority().is_some_and(|authority| {
                !authority.host().is_empty() && !authority.as_str().contains('@')
            })
    })
}

fn checked(
    tx: &Tx<'_>,
    kind: Kind,
    id: Option<PrompterId>,
    wanted: &Wanted,
) -> Result<Wanted, PrompterError> {
    let mut wanted = wanted.clone();
    wanted.name = text::clean_line(&wanted.name, LONGEST_NAME);
    wanted.address = wanted.address.trim().trim_end_matches('/').to_owned();
    wanted.model = wanted.model.trim().to_owned();
    wanted.instruction = text::clean(&wanted.instruction);
    wanted.secret = wanted.secret.map(|secret| secret.trim().to_owned());
    if wanted.name.is_empty() {
        return Err(PrompterError::NoName);
    }
    let lowered = wanted.name.to_lowercase();
    if all(tx)?
        .iter()
        .any(|other| Some(other.id) != id && other.name.to_lowercase() == lowered)
    {
        return Err(PrompterError::NameTaken);
    }
    if !is_address(&wanted.address) {
        return Err(PrompterError::BadAddress);
    }
    let lines = [
        &wanted.address,
        &wanted.model,
        wanted.secret.as_ref().unwrap_or(&wanted.model),
    ];
    if lines.iter().any(|line| line.chars().count() > LONGEST_LINE)
        || wanted.instruction.chars().count() > LONGEST_INSTRUCTION
    {
        return Err(PrompterError::TooLong);
    }
    if !PATIENCE.contains(&wanted.patience_seconds) {
        return Err(PrompterError::BadPatience);
    }
    match (kind, &wanted.secret) {
        (Kind::Webhook, Some(secret)) if signed_post::key(secret).is_none() => {
            return Err(PrompterError::BadSecret);
        }
        // It stands in a header.
        (Kind::Completions, Some(key)) if !key.chars().all(|c| c.is_ascii_graphic()) => {
            return Err(PrompterError::BadSecret);
        }
        (Kind::Webhook | Kind::Completions, _) => {}
    }
    Ok(wanted)
}

/// Adds a prompter below the others. A webhook without a signing secret gets one.
pub fn add(
    tx: &mut Tx<'_>,
    origin: &Origin,
    kind: Kind,
    new: &Wanted,
) -> Result<PrompterId, PrompterError> {
    if all(tx)?.len() >= MOST {
        return Err(PrompterError::TooMany);
    }
    let new = checked(tx, kind, None, new)?;
    let secret = match (kind, new.secret.unwrap_or_default()) {
        (Kind::Webhook, secret) if secret.is_empty() => {
            signed_post::new_secret().expose().to_owned()
        }
        (_, secret) => secret,
    };
    tx.execute(
        "insert into prompter (name, kind, position, address, secret, model, instruction, patience, for_messages,
           hears_all)
         values (:name, :kind, (select coalesce(max(position), 0) + 1 from prompter), :address, :secret, :model,
           :instruction, :patience, :for_messages, :hears_all)",
        named_params! {
            ":name": new.name, ":kind": kind, ":address": new.address, ":secret": "", ":model": new.model,
            ":instruction": new.instruction, ":patience": new.patience_seconds, ":for_messages": new.for_messages,
            ":hears_all": new.hears_all,
        },
    )?;
    let id = PrompterId(tx.last_insert_id());
    keep_secret(tx, id, &secret)?;
    audit::log(tx, origin, "prompter_added", &new.name)?;
    Ok(id)
}

fn keep_secret(tx: &mut Tx<'_>, id: PrompterId, secret: &str) -> Result<(), DbError> {
    let sealed = tx.seal(place_of_secret(id), secret);
    tx.execute(
        "update prompter set secret = ?2 where id = ?1",
        (id, sealed),
    )?;
    Ok(())
}

/// Makes a prompter as it is to be. What went wrong before is forgotten: it may be mended now.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: PrompterId,
    new: &Wanted,
) -> Result<(), PrompterError> {
    let old = one(tx, id)?.ok_or(PrompterError::NotFound)?;
    let new = checked(tx, old.kind, Some(id), new)?;
    match (&new.secret, old.kind) {
        (Some(secret), _) => keep_secret(tx, id, secret)?,
        // One that cannot be read signs nothing any more.
        (None, Kind::Webhook) if old.is_locked => {
            keep_secret(tx, id, signed_post::new_secret().expose())?;
        }
        (None, _) => {}
    }
    tx.execute(
        "update prompter set name = :name, address = :address, model = :model,
           instruction = :instruction, patience = :patience, for_messages = :for_messages,
           hears_all = :hears_all, fault = null, failing_since = null
         where id = :id",
        named_params! {
            ":name": new.name, ":address": new.address, ":model": new.model,
            ":instruction": new.instruction, ":patience": new.patience_seconds,
            ":for_messages": new.for_messages, ":hears_all": new.hears_all, ":id": id,
        },
    )?;
    Ok(audit::log(tx, origin, "prompter_changed", &new.name)?)
}

/// Switches a prompter on or off.
pub fn switch(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: PrompterId,
    is_on: bool,
) -> Result<(), PrompterError> {
    let prompter = one(tx, id)?.ok_or(PrompterError::NotFound)?;
    let off_at = (!is_on).then_some(tx.now);
    tx.execute(
        "update prompter set off_at = ?2 where id = ?1",
        (id, off_at),
    )?;
    Ok(audit::log(tx, origin, "prompter_changed", &prompter.name)?)
}

/// Moves a prompter one place up or down.
pub fn shift(tx: &mut Tx<'_>, id: PrompterId, is_up: bool) -> Result<(), PrompterError> {
    let mut ids: Vec<PrompterId> = all(tx)?.into_iter().map(|one| one.id).collect();
    let here = ids.iter().position(|other| *other == id);
    let here = here.ok_or(PrompterError::NotFound)?;
    let there = match is_up {
        true => here.checked_sub(1),
        false => Some(here + 1),
    };
    if let Some(there) = there.filter(|there| *there < ids.len()) {
        ids.swap(here, there);
    }
    for (position, id) in (1_i64..).zip(ids) {
        tx.execute(
            "update prompter set position = ?2 where id = ?1",
            (id, position),
        )?;
    }
    Ok(())
}

/// Removes a prompter. What it proposed stays counted.
pub fn remove(tx: &mut Tx<'_>, origin: &Origin, id: PrompterId) -> Result<(), PrompterError> {
    let prompter = one(tx, id)?.ok_or(PrompterError::NotFound)?;
    tx.execute("delete from prompter where id = ?1", [id])?;
    Ok(audit::log(tx, origin, "prompter_removed", &prompter.name)?)
}

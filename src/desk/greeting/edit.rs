//! Writing greetings, and turning them on and off.

use super::{Greetings, Kind, Place, all, words};
use crate::{
    base::{lang::Lang, text},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        channel, queue, setting,
    },
};

/// Most characters of a greeting.
pub const LONGEST: usize = 1_000;

/// One text as an admin wants it; an empty one is none.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// When it is used.
    pub kind: Kind,
    /// In which language.
    pub language: String,
    /// The words.
    pub text: String,
}

/// Why greetings stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum GreetingError {
    /// The text of this kind and language has so many characters.
    #[error("the text has {2} characters, {LONGEST} fit")]
    TooLong(Kind, String, usize),
    /// It has a placeholder that would reach a customer unfilled.
    #[error("a placeholder of the text cannot be filled")]
    Faulty(Kind, String, words::Fault),
    /// There is no such channel or queue.
    #[error("there is no such place")]
    NoPlace,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Sets the texts of a place in the languages that are named; others stay.
pub fn put(
    tx: &mut Tx<'_>,
    origin: &Origin,
    place: Place,
    wanted: &[Wanted],
) -> Result<(), GreetingError> {
    let name = place_name(tx, place)?.ok_or(GreetingError::NoPlace)?;
    let mut texts = Vec::with_capacity(wanted.len());
    for one in wanted {
        texts.push((one, checked(one)?));
    }
    for (one, text) in texts {
        tx.execute(
            "delete from greeting where channel_id is :channel and queue_id is :queue and kind = :kind
               and language = :language",
            named_params! {
                ":channel": place.channel, ":queue": place.queue, ":kind": one.kind, ":language": one.language,
            },
        )?;
        if text.is_empty() {
            continue;
        }
        tx.execute(
            "insert into greeting (channel_id, queue_id, kind, language, text)
             values (:channel, :queue, :kind, :language, :text)",
            named_params! {
                ":channel": place.channel, ":queue": place.queue, ":kind": one.kind,
                ":language": one.language, ":text": text,
            },
        )?;
    }
    Ok(audit::log(tx, origin, "greeting_changed", &name)?)
}

fn checked(wanted: &Wanted) -> Result<String, GreetingError> {
    let text = text::clean(&wanted.text);
    let length = text.chars().count();
    if length > LONGEST {
        let language = wanted.language.clone();
        return Err(GreetingError::TooLong(wanted.kind, language, length));
    }
    match words::fault(&text) {
        Some(fault) => {
            let language = wanted.language.clone();
            Err(GreetingError::Faulty(wanted.kind, language, fault))
        }
        None => Ok(text),
    }
}

/// Removes all texts of a place: those of a wider one are used there again.
pub fn remove(tx: &mut Tx<'_>, origin: &Origin, place: Place) -> Result<(), GreetingError> {
    let name = place_name(tx, place)?.ok_or(GreetingError::NoPlace)?;
    let gone = tx.execute(
        "delete from greeting where channel_id is ?1 and queue_id is ?2",
        (place.channel, place.queue),
    )?;
    if gone > 0 {
        audit::log(tx, origin, "greeting_removed", &name)?;
    }
    Ok(())
}

/// Turns greetings on or off; the texts stay.
pub fn switch(tx: &mut Tx<'_>, origin: &Origin, is_on: bool) -> Result<(), DbError> {
    setting::put(tx, &Greetings { is_on })?;
    match is_on {
        true => audit::log(tx, origin, "greetings_on", ""),
        false => audit::log(tx, origin, "greetings_off", ""),
    }
}

/// Takes the texts that come with the house for everywhere, and turns greetings on. Texts that the
/// team wrote itself stay.
pub fn use_shipped(tx: &mut Tx<'_>, origin: &Origin) -> Result<(), GreetingError> {
    let place = Place::default();
    let there = all(tx)?;
    let mut wanted = Vec::new();
    for lang in Lang::ALL {
        for kind in Kind::ALL {
            let is_there = there.iter().any(|text| {
                text.place == place && text.kind == kind && text.language == lang.code()
            });
            if !is_there {
                wanted.push(Wanted {
                    kind,
                    language: lang.code().to_owned(),
                    text: words::shipped(lang, kind),
                });
            }
        }
    }
    put(tx, origin, place, &wanted)?;
    Ok(switch(tx, origin, true)?)
}

/// What a place is called in the log; empty for everywhere, `None` when there is no such place.
fn place_name(reader: &Reader<'_>, place: Place) -> Result<Option<String>, DbError> {
    let mut parts = Vec::new();
    if let Some(id) = place.channel {
        let Some(channel) = channel::by_id(reader, id)? else {
            return Ok(None);
        };
        parts.push(channel.name);
    }
    if let Some(id) = place.queue {
        let Some(queue) = queue::all(reader)?.into_iter().find(|queue| queue.id == id) else {
            return Ok(None);
        };
        parts.push(queue.name);
    }
    Ok(Some(parts.join(" · ")))
}

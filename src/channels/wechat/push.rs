//! Calls of the platform's: the greeting with which an address is made known, and what it pushes, open or hidden.
//!
//! What it pushes stands for ten minutes. It repeats itself with the same stamp until it is answered, three times
//! in all, so that a stamp that comes again is no replay; one that comes again with something else is.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use http::Method;

use super::{
    crypt::{self, is_signed},
    incoming,
    told::{Told, Untold},
};
use crate::{
    base::time::Timestamp,
    channels::{Batch, Brought, HookCall, HookReply, NotHeard},
};

/// How far its clock may be off, and how long what it says stands.
const STANDS: Duration = Duration::from_secs(600);

/// What the account and the platform know of each other.
pub(super) struct Words<'a> {
    pub(super) token: &'a str,
    pub(super) aes_key: &'a str,
    pub(super) app_id: &'a str,
}

/// Stamps of late, and what each was for.
#[derive(Default)]
pub(super) struct Stamps(Mutex<HashMap<String, (Timestamp, String)>>);

impl Stamps {
    /// Whether this stamp is for this and for nothing else.
    fn is_for(&self, stamp: String, what: &str, now: Timestamp) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Nothing older passes by its time.
        known.retain(|_, (at, _)| now.since(*at) <= 2 * STANDS);
        let (_, first) = known.entry(stamp).or_insert_with(|| (now, what.to_owned()));
        first == what
    }
}

/// Reads a call that is the platform's.
pub(super) fn read(
    call: &HookCall,
    words: &Words<'_>,
    stamps: &Stamps,
) -> Result<Brought, NotHeard> {
    let query: HashMap<String, String> =
        serde_html_form::from_str(&call.query).map_err(|_| NotHeard)?;
    let field = |name: &str| query.get(name).map_or("", String::as_str);
    let (timestamp, nonce) = (field("timestamp"), field("nonce"));
    let seconds: i64 = timestamp.parse().map_err(|_| NotHeard)?;
    let at = Timestamp::of_seconds(seconds);
    if call.now.since(at) > STANDS || at.since(call.now) > STANDS {
        return Err(NotHeard);
    }
    let stamp = [words.token, timestamp, nonce];
    if call.method == Method::GET {
        return is_signed(&stamp, field("signature"))
            .then(|| Brought {
                batch: Batch::default(),
                reply: HookReply::words(field("echostr")),
            })
            .ok_or(NotHeard);
    }
    let body = std::str::from_utf8(&call.body).map_err(|_| NotHeard)?;
    let is_hidden = field("encrypt_type") == "aes";
    let revealed = if is_hidden {
        let outer = Told::read(body).map_err(|_| NotHeard)?;
        let hidden = outer.get("Encrypt");
        let [token, timestamp, nonce] = stamp;
        if !is_signed(&[token, timestamp, nonce, hidden], field("msg_signature")) {
            return Err(NotHeard);
        }
        Some(crypt::reveal(words.aes_key, words.app_id, hidden).ok_or(NotHeard)?)
    } else if is_signed(&stamp, field("signature")) {
        None
    } else {
        return Err(NotHeard);
    };
    let body = revealed.as_deref().unwrap_or(body);
    let batch = match Told::read(body) {
        Ok(told) => {
            // The open way signs the stamp alone: whoever saw one could put other words under it.
            let what = incoming::name(&told);
            if !is_hidden && !stamps.is_for(format!("{timestamp} {nonce}"), &what, call.now) {
                return Err(NotHeard);
            }
            incoming::read(&told, body)
        }
        Err(Untold::Defining) => return Err(NotHeard),
        Err(Untold::Broken) => Batch {
            unread: vec![body.to_owned()],
            ..Batch::default()
        },
    };
    Ok(Brought {
        batch,
        reply: HookReply::words("success"),
    })
}

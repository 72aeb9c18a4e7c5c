//! Asking a community for news, and what its answers mean.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Request;
use serde_json::Value;

use super::{
    Fields, Vk, body,
    incoming::{self, Cropped, number, words},
};
use crate::{
    call::{self, MOST_WORDS},
    channels::{AsFault, Batch, Fault},
    desk::{account::Trouble, intake::News},
};

/// How long a question for news stands open, in seconds: proxies cut at thirty.
const WAIT: u64 = 25;

/// The instant up to which everything was heard is noted to within so many seconds.
const TO_WITHIN: i64 = 300;

/// After a silence of so many seconds the platform may have forgotten part of it.
const SILENCE: i64 = 600;

/// What was written in the seconds before the first question was written while the account was being connected.
const BEFORE_FIRST: i64 = 60;

/// Where news is told, and what is shown to be told it.
#[derive(Clone)]
pub(super) struct Session {
    server: String,
    key: String,
}

/// Up to where news was taken in: the platform's own place, and the instant in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    ts: String,
    at: i64,
}

impl Place {
    fn new(ts: &Value, now: i64) -> Self {
        Self {
            ts: match ts.as_str() {
                Some(words) => words.to_owned(),
                None => number(ts).to_string(),
            },
            at: now - now.rem_euclid(TO_WITHIN),
        }
    }

    fn read(cursor: &str) -> Option<Self> {
        let (ts, at) = cursor.rsplit_once('@')?;
        Some(Self {
            ts: ts.to_owned(),
            at: at.parse().ok()?,
        })
    }

    fn cursor(&self) -> String {
        format!("{}@{}", self.ts, self.at)
    }

    /// Since when the dialogs are looked through, when something may be missing.
    fn since(&self) -> i64 {
        self.at - TO_WITHIN
    }
}

/// What the platform answered.
enum Told {
    News(Place, Vec<Value>),
    /// Part of it is gone; it goes on from here.
    Gap(Place),
    /// The key no longer opens.
    OldKey,
    /// All of it is gone.
    Lost,
}

fn told(answer: &mut Value, now: i64) -> Result<Told, Fault> {
    let place = Place::new(&answer["ts"], now);
    match number(&answer["failed"]) {
        0 => match answer["updates"].take() {
            Value::Array(updates) => Ok(Told::News(place, updates)),
            _ => Err(Fault::Later(None, "an answer without news".to_owned())),
        },
        1 => Ok(Told::Gap(place)),
        2 => Ok(Told::OldKey),
        3 => Ok(Told::Lost),
        other => Err(Fault::Account(Trouble::Setup, format!("failed {other}"))),
    }
}

fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(i64::MAX))
}

impl Vk {
    pub(super) async fn listen(&self, cursor: Option<&str>) -> Result<Batch, Fault> {
        let group = self.group().await?;
        let Some(place) = cursor.and_then(Place::read) else {
            return self.begin(group, now() - BEFORE_FIRST).await;
        };
        let is_stale = now() - place.at > SILENCE + TO_WITHIN;
        let known = self.kept().session.clone();
        let session = match known {
            Some(session) => session,
            None => self.open(group).await?.0,
        };
        // What the dialogs say shall not wait for what happens next.
        let wait = if is_stale { 1 } else { WAIT };
        let mut told = self.poll(&session, &place.ts, wait).await;
        if matches!(told, Ok(Told::OldKey)) {
            // About hourly; the place stays.
            let (session, _) = self.open(group).await?;
            told = self.poll(&session, &place.ts, wait).await;
        }
        if !matches!(told, Ok(Told::News(..) | Told::Gap(_))) {
            // Whatever it was: the next question goes where the platform says then.
            self.kept().session = None;
        }
        match told? {
            Told::News(next, updates) => {
                let mut news = if is_stale {
                    self.missed(group, place.since()).await?
                } else {
                    Vec::new()
                };
                let mut batch = self.take(updates).await?;
                news.append(&mut batch.news);
                self.whole(news, batch.unread, &next).await
            }
            Told::Gap(next) => {
                let news = self.missed(group, place.since()).await?;
                self.whole(news, Vec::new(), &next).await
            }
            // A new one at once is one too many: it is left in peace for a while.
            Told::OldKey => Err(Fault::Later(None, "no key opens".to_owned())),
            Told::Lost => self.begin(group, place.since()).await,
        }
    }

    /// Goes on from where the platform is now; what was said since then is read from the dialogs.
    async fn begin(&self, group: i64, since: i64) -> Result<Batch, Fault> {
        // In this order, so that nothing falls between the two.
        let (_, place) = self.open(group).await?;
        let news = self.missed(group, since).await?;
        self.whole(news, Vec::new(), &place).await
    }

    async fn whole(
        &self,
        mut news: Vec<News>,
        unread: Vec<String>,
        place: &Place,
    ) -> Result<Batch, Fault> {
        self.introduce_senders(&mut news).await;
        Ok(Batch {
            news,
            unread,
            cursor: Some(place.cursor()),
        })
    }

    /// Asks where news is told.
    async fn open(&self, group: i64) -> Result<(Session, Place), Fault> {
        let fields = vec![("group_id", group.to_string())];
        let told = self.ask("groups.getLongPollServer", fields).await;
        let told = told.map_err(|fault| match fault {
            // It is switched off there; introducing ourselves switches it on.
            Fault::Message(_, words) => Fault::Account(Trouble::Setup, words),
            other => other,
        })?;
        let server = match words(&told["server"]) {
            server if server.contains("://") => server.to_owned(),
            server => format!("https://{server}"),
        };
        let session = Session {
            server,
            key: words(&told["key"]).to_owned(),
        };
        self.kept().session = Some(session.clone());
        Ok((session, Place::new(&told["ts"], now())))
    }

    async fn poll(&self, session: &Session, ts: &str, wait: u64) -> Result<Told, Fault> {
        let query = [
            ("act", "a_check"),
            ("key", session.key.as_str()),
            ("ts", ts),
            ("wait", &wait.to_string()),
        ];
        let query = serde_html_form::to_string(query)
            .map_err(|error| Fault::Later(None, error.to_string()))?;
        let request = Request::get(format!("{}?{query}", session.server))
            .body(Bytes::new())
            .map_err(|_| Fault::Later(None, "no address to ask".to_owned()))?;
        let patience = Duration::from_secs(wait + 15);
        let reply = self
            .http
            .call_named(request, &self.base, MOST_WORDS, patience)
            .await;
        let reply = reply.map_err(call::Untrue::of_question)?;
        told(&mut body(&reply)?, now())
    }

    /// Reads what came: messages that were cut short are fetched whole, and buttons are answered.
    async fn take(&self, mut updates: Vec<Value>) -> Result<Batch, Fault> {
        for update in &mut updates {
            if let Some(cropped) = Cropped::of(update) {
                let fields = vec![
                    ("peer_id", cropped.peer.to_string()),
                    ("conversation_message_ids", cropped.number.to_string()),
                ];
                let whole = self
                    .ask("messages.getByConversationMessageId", fields)
                    .await;
                match whole {
                    Ok(mut whole) => cropped.replace(update, whole["items"][0].take()),
                    // What it has of it is better than nothing.
                    Err(Fault::Message(..)) => {}
                    Err(fault) => return Err(fault),
                }
            }
        }
        let batch = incoming::read(&updates, &self.marks);
        for pressed in incoming::pressed(&updates) {
            // Else the customer's button goes on spinning. Too late is no matter.
            let _ = self.ask("messages.sendMessageEventAnswer", pressed).await;
        }
        Ok(batch)
    }

    /// Puts names to what came; an unknown sender is asked about once.
    async fn introduce_senders(&self, news: &mut [News]) {
        let unknown = self.kept().people.unknown(news);
        if !unknown.is_empty() {
            let fields: Fields = vec![
                ("user_ids", unknown.join(",")),
                ("fields", "screen_name".to_owned()),
            ];
            // A message without a name is better than none.
            if let Ok(told) = self.ask("users.get", fields).await {
                self.kept().people.learn(&told);
            }
        }
        self.kept().people.name(news);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_place_is_found_again() {
        let place = Place::new(&json!("130"), 1_767_225_700);
        assert_eq!(place.cursor(), "130@1767225600");
        assert_eq!(Place::read(&place.cursor()), Some(place));
        assert_eq!(Place::new(&json!(131), 0).cursor(), "131@0");
        for cursor in ["", "130", "130@", "130@x"] {
            assert_eq!(Place::read(cursor), None, "{cursor}");
        }
    }

    #[test]
    fn every_answer_means_what_the_platform_says() {
        for (answer, word) in [
            (json!({ "ts": "5", "updates": [] }), "news"),
            (json!({ "failed": 1, "ts": 7 }), "gap"),
            (json!({ "failed": 2 }), "key"),
            (json!({ "failed": 3 }), "lost"),
            (json!({ "failed": 4, "min_version": 0 }), "setup"),
            (json!({ "ts": "5" }), "later"),
        ] {
            let told = match told(&mut answer.clone(), 0) {
                Ok(Told::News(..)) => "news",
                Ok(Told::Gap(place)) => {
                    assert_eq!(place.ts, "7");
                    "gap"
                }
                Ok(Told::OldKey) => "key",
                Ok(Told::Lost) => "lost",
                Err(Fault::Account(Trouble::Setup, _)) => "setup",
                Err(_) => "later",
            };
            assert_eq!(told, word, "{answer}");
        }
    }
}

//! A Facebook page, in Messenger. It calls in where the net can reach the house; where not, its conversations are
//! asked for. Both may be the case at once: messages have the same names either way.
//!
//! Source: <https://developers.facebook.com/docs/messenger-platform>.

mod incoming;
mod outgoing;
mod poll;

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::Duration,
};

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};

use super::{
    graph::{self, Graph, Refused},
    pick, signed,
};
use crate::{
    call::{FormPart, Http},
    channels::{
        Answer, Asked, Batch, Brought, Calls, Fault, Found, HookCall, NotHeard, Part, Platform,
        Speech,
    },
    desk::{
        account::{Introduction, Keys, Trouble},
        dispatch::Parcel,
        intake::Sender,
    },
};

/// What connecting a page asks for.
pub(in crate::channels) const ASKED: &[Asked] = &[
    Asked {
        name: "page_token",
        is_secret: true,
        is_optional: false,
        example: "EAAG…",
    },
    Asked {
        name: "app_secret",
        is_secret: true,
        is_optional: false,
        example: "",
    },
    Asked {
        name: "page_id",
        is_secret: false,
        is_optional: false,
        example: "104958162837",
    },
    Asked {
        name: "api_base",
        is_secret: false,
        is_optional: true,
        example: graph::PUBLIC,
    },
];

/// What the platform calls about.
const FIELDS: &str = "messages,messaging_postbacks,message_deliveries,message_reads,message_echoes,message_edits,message_reactions,messaging_referrals";

/// The largest file that is fetched.
const MOST_FILE: usize = 25 * 1024 * 1024;

/// A page on which something happens is asked this often, in seconds.
const BUSY: u64 = 15;
/// And one on which nothing does, or that calls in.
const QUIET: u64 = 300;
/// From so much of the allowance on, in per cent, it is asked half as often.
const MUCH: u32 = 75;

/// A connected page.
pub(in crate::channels) struct Messenger {
    keys: Keys,
    page: String,
    graph: Graph,
    /// Seconds until it is asked again.
    rests: AtomicU64,
    /// Whether it has called in since the house was opened.
    calls: AtomicBool,
}

impl Messenger {
    pub(in crate::channels) fn new(keys: &Keys, http: Http) -> Self {
        Self {
            keys: keys.clone(),
            page: keys.get("page_id").to_owned(),
            graph: Graph::new(keys, "page_token", http, judge),
            rests: AtomicU64::new(BUSY),
            calls: AtomicBool::new(false),
        }
    }

    fn page(&self) -> Result<&str, Fault> {
        graph::plain(&self.page).map_err(graph::of_account)
    }

    /// What was written since the place up to which it was read.
    async fn news(&self, cursor: Option<&str>) -> Result<Batch, Fault> {
        let mut batch = Batch::default();
        let before = cursor.and_then(|cursor| cursor.parse::<i64>().ok());
        let mut reading = poll::Reading::new(&self.page, before);
        let mut path = format!("{}/conversations?{}", self.page()?, poll::CONVERSATIONS);
        for _ in 0..poll::MOST_PAGES {
            let told = self.graph.ask(&path).await?;
            for conversation in reading.conversations(&told) {
                let whole = if reading.goes_on(conversation) {
                    let id = pick::words(&conversation["id"]);
                    let path = format!("{}/messages?{}", graph::plain(&id)?, poll::MESSAGES);
                    Some(self.graph.ask(&path).await?)
                } else {
                    None
                };
                let messages = whole.as_ref().unwrap_or(&conversation["messages"]);
                reading.take(conversation, messages, &mut batch);
            }
            match reading.next(&told) {
                Some(after) => {
                    let after = serde_html_form::to_string([("after", after)]).unwrap_or_default();
                    path = format!(
                        "{}/conversations?{}&{after}",
                        self.page()?,
                        poll::CONVERSATIONS
                    );
                }
                None => break,
            }
        }
        batch.news.sort_by_key(|news| news.at.map(|at| at.0));
        batch.cursor = reading.newest().map(|newest| newest.to_string());
        self.rest(batch.cursor.as_deref() != cursor);
        Ok(batch)
    }

    fn rest(&self, was_busy: bool) {
        let before = self.rests.load(Ordering::Relaxed);
        let mut rests = if self.calls.load(Ordering::Relaxed) {
            QUIET
        } else if was_busy {
            BUSY
        } else {
            (before * 2).min(QUIET)
        };
        if self.graph.used() > MUCH {
            rests = (rests * 2).max(before).min(2 * QUIET);
        }
        self.rests.store(rests, Ordering::Relaxed);
    }
}

/// What a refusal means.
fn judge(refused: &Refused) -> Fault {
    let words = refused.words.clone();
    match (refused.code, refused.subcode) {
        // The window has closed; they have left or blocked the page; nobody is called so.
        (10, 2_018_278 | 2_534_022) | (551, _) | (100, 2_018_001) => {
            Fault::Shut(refused.name(), words)
        }
        (_, 1_545_012) | (1 | 2 | 1200, _) => Fault::Later(refused.pause, words),
        (4 | 17 | 32 | 341 | 613 | 80_006, _) => {
            Fault::Busy(refused.pause.unwrap_or(Duration::from_secs(60)), words)
        }
        (190, _) => Fault::Account(Trouble::Refused, words),
        (10 | 200..=299 | 368 | 1_893_016, _) | (_, 2_018_065) => {
            Fault::Account(Trouble::Setup, words)
        }
        _ if refused.is_transient => Fault::Later(refused.pause, words),
        _ => Fault::Message(refused.name(), words),
    }
}

impl Platform for Messenger {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            let page = self.page()?;
            let told = self.graph.ask(&format!("{page}?fields=id,name")).await;
            let told = told.map_err(graph::of_account)?;
            // Whether it may call in is not what connecting hangs on: it is asked as well.
            let wish = json!({ "subscribed_fields": FIELDS });
            if let Err(error) = self
                .graph
                .tell(&format!("{page}/subscribed_apps"), &wish)
                .await
            {
                tracing::info!(?error, "a page will not call in");
            }
            Ok(Introduction {
                own_id: match pick::words(&told["id"]) {
                    id if id.is_empty() => self.page.clone(),
                    id => id,
                },
                username: pick::words(&told["name"]),
            })
        })
    }

    fn hear<'a>(&'a self, cursor: Option<&'a str>) -> Answer<'a, Batch> {
        Box::pin(self.news(cursor))
    }

    fn rests(&self) -> Duration {
        Duration::from_secs(self.rests.load(Ordering::Relaxed))
    }

    fn calls(&self) -> Calls {
        Calls::WithOurSecret
    }

    fn called(&self, call: &HookCall) -> Result<Brought, NotHeard> {
        let brought = signed::read(call, &self.keys, |told| incoming::read(told, &self.page))?;
        if call.method == Method::POST {
            self.calls.store(true, Ordering::Relaxed);
        }
        Ok(brought)
    }

    /// Opus does not play everywhere there.
    fn speech(&self) -> Speech {
        Speech::Mp3
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        crate::channels::part::cut(&parcel.message, outgoing::FITS)
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        file: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let path = format!("{}/messages", self.page()?);
            let of = self.cut(parcel).len();
            let said = outgoing::body(parcel, part, of);
            let told = match (outgoing::file(part), file) {
                (Some((name, media_type)), Some(bytes)) => {
                    let fields: Vec<(String, String)> = outgoing::fields(&said);
                    let mut parts: Vec<FormPart<'_>> = fields
                        .iter()
                        .map(|(name, value)| FormPart {
                            name,
                            bytes: value.as_bytes(),
                            file: None,
                        })
                        .collect();
                    parts.push(FormPart {
                        name: "filedata",
                        bytes: &bytes,
                        file: Some((&name, &media_type)),
                    });
                    self.graph.say_with(&path, &parts).await
                }
                _ => self.graph.say(&path, &said).await,
            };
            let told: Value = told.map_err(|fault| outgoing::of_late(parcel, fault))?;
            let id = pick::words(&told["message_id"]);
            Ok((!id.is_empty()).then_some(id))
        })
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(async move {
            let reply = self.graph.fetch(source, false, MOST_FILE).await?;
            let media_type = reply
                .headers
                .get(http::header::CONTENT_TYPE)
                .and_then(|kind| kind.to_str().ok())
                .unwrap_or_default();
            Ok(Found {
                name: incoming::name_of(source),
                media_type: media_type.split(';').next().unwrap_or_default().to_owned(),
                bytes: reply.body,
            })
        })
    }

    fn typing<'a>(&'a self, to: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(async move {
            let sign = json!({ "recipient": { "id": to }, "sender_action": "typing_on" });
            let path = format!("{}/messages", self.page()?);
            self.graph.tell(&path, &sign).await?;
            Ok(())
        })
    }

    fn face<'a>(&'a self, external_id: &'a str) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let path = format!("{}?fields=profile_pic", graph::plain(external_id)?);
            let place = pick::words(&self.graph.ask(&path).await?["profile_pic"]);
            Ok((!place.is_empty()).then_some(place))
        })
    }

    fn person<'a>(&'a self, external_id: &'a str) -> Answer<'a, Option<Sender>> {
        Box::pin(async move {
            let id = graph::plain(external_id)?;
            let told = self
                .graph
                .ask(&format!("{id}?fields=name,first_name,last_name"))
                .await?;
            let name = match pick::words(&told["name"]) {
                name if name.is_empty() => pick::joined(
                    [&told["first_name"], &told["last_name"]]
                        .map(|part| part.as_str().unwrap_or("")),
                    " ",
                ),
                name => name,
            };
            Ok((!name.is_empty()).then(|| Sender {
                external_id: external_id.to_owned(),
                name,
                ..Sender::default()
            }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_means_what_the_platform_says() {
        for (code, subcode, expected) in [
            (10, 2_018_278, "shut"),
            (551, 1_545_041, "shut"),
            (100, 2_018_001, "shut"),
            (100, 0, "message"),
            (190, 463, "Refused"),
            (200, 0, "Setup"),
            (10, 0, "Setup"),
            (368, 0, "Setup"),
            (613, 0, "all 60"),
            (2, 0, "later"),
            (100, 1_545_012, "later"),
            (9999, 0, "message"),
        ] {
            let refused = Refused {
                code,
                subcode,
                ..Refused::default()
            };
            let told = match judge(&refused) {
                Fault::Shut(..) => "shut".to_owned(),
                Fault::Later(Some(pause), _) => pause.as_secs().to_string(),
                Fault::Busy(pause, _) => format!("all {}", pause.as_secs()),
                Fault::Later(None, _) => "later".to_owned(),
                Fault::Account(trouble, _) => format!("{trouble:?}"),
                Fault::Message(..) => "message".to_owned(),
                Fault::Lost(_) => "lost".to_owned(),
            };
            assert_eq!(told, expected, "{code} {subcode}");
        }
    }

    #[test]
    fn a_quiet_page_is_asked_ever_more_seldom() {
        let page = Messenger::new(&Keys::default(), Http::default());
        let mut rests = Vec::new();
        for was_busy in [false, false, false, false, false, false, true] {
            page.rest(was_busy);
            rests.push(page.rests().as_secs());
        }
        assert_eq!(rests, [30, 60, 120, 240, 300, 300, 15]);
        // One that calls in is asked only for what its calls may have missed.
        page.calls.store(true, Ordering::Relaxed);
        page.rest(true);
        assert_eq!(page.rests().as_secs(), 300);
    }
}

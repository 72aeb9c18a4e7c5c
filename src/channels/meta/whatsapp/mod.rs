//! A number on WhatsApp, through the Cloud API. The platform calls in: it cannot be asked for news, so the house needs
//! an address that the net can reach.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/cloud-api>.

mod incoming;
mod outgoing;
mod templates;

use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use super::{
    graph::{self, Graph, Refused},
    pick, signed,
};
use crate::{
    call::{FormPart, Http},
    channels::{Answer, Asked, Brought, Fault, Found, HookCall, NotHeard, Part, Platform},
    desk::{
        account::{Introduction, Keys, Trouble},
        dispatch::Parcel,
        template::Template,
    },
};

/// What connecting a number asks for.
pub(in crate::channels) const ASKED: &[Asked] = &[
    Asked {
        name: "access_token",
        is_secret: true,
        is_optional: false,
        example: "EAAG…",
    },
    Asked {
        name: "phone_number_id",
        is_secret: false,
        is_optional: false,
        example: "106540352242922",
    },
    Asked {
        name: "app_secret",
        is_secret: true,
        is_optional: false,
        example: "",
    },
    Asked {
        name: "business_id",
        is_secret: false,
        is_optional: true,
        example: "102290129340398",
    },
    Asked {
        name: "api_base",
        is_secret: false,
        is_optional: true,
        example: graph::PUBLIC,
    },
];

/// The largest file that is fetched.
const MOST_FILE: usize = 100 * 1024 * 1024;

/// A connected number.
pub(in crate::channels) struct WhatsApp {
    keys: Keys,
    number: String,
    graph: Graph,
}

impl WhatsApp {
    pub(in crate::channels) fn new(keys: &Keys, http: Http) -> Self {
        Self {
            keys: keys.clone(),
            number: keys.get("phone_number_id").to_owned(),
            graph: Graph::new(keys, "access_token", http, judge),
        }
    }

    fn path(&self, what: &str) -> Result<String, Fault> {
        let number = graph::plain(&self.number).map_err(graph::of_account)?;
        Ok(format!("{number}/{what}"))
    }

    /// Hands over a file, and answers its name there.
    async fn upload(&self, name: &str, media_type: &str, bytes: &Bytes) -> Result<String, Fault> {
        let field = |name, bytes| FormPart {
            name,
            bytes,
            file: None,
        };
        let parts = [
            field("messaging_product", &b"whatsapp"[..]),
            field("type", media_type.as_bytes()),
            FormPart {
                name: "file",
                bytes,
                file: Some((name, media_type)),
            },
        ];
        let kept = self.graph.upload(&self.path("media")?, &parts).await?;
        match pick::words(&kept["id"]) {
            id if id.is_empty() => Err(Fault::Later(None, "no id for a file".to_owned())),
            id => Ok(id),
        }
    }
}

/// What a refusal means, at once or later.
fn judge(refused: &Refused) -> Fault {
    let words = refused.words.clone();
    match refused.code {
        // Its window has closed, or this customer is not delivered to for another reason.
        131_047 | 131_026 | 131_021 | 131_030 | 130_497 | 131_049 | 131_050 => {
            Fault::Shut(refused.name(), words)
        }
        // Too much to one customer.
        131_056 => Fault::Later(Some(refused.pause.unwrap_or(Duration::from_secs(6))), words),
        // Too much in all.
        4 | 80_007 | 130_429 | 131_048 => {
            Fault::Busy(refused.pause.unwrap_or(Duration::from_secs(60)), words)
        }
        1 | 2 | 131_000 | 131_016 | 131_057 => Fault::Later(refused.pause, words),
        0 | 190 => Fault::Account(Trouble::Refused, words),
        3 | 10 | 200..=299 | 368 | 131_005 | 131_031 | 131_042 | 131_045 | 133_010 => {
            Fault::Account(Trouble::Setup, words)
        }
        _ if refused.is_transient => Fault::Later(refused.pause, words),
        _ => Fault::Message(refused.name(), words),
    }
}

impl Platform for WhatsApp {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            let path = self.path("")?;
            let path = format!(
                "{}?fields=id,display_phone_number,verified_name",
                path.trim_end_matches('/')
            );
            let told = self.graph.ask(&path).await.map_err(graph::of_account)?;
            Ok(Introduction {
                own_id: match pick::words(&told["id"]) {
                    id if id.is_empty() => self.number.clone(),
                    id => id,
                },
                username: pick::words(&told["display_phone_number"]),
            })
        })
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn called(&self, call: &HookCall) -> Result<Brought, NotHeard> {
        signed::read(call, &self.keys, |told| incoming::read(told, &self.number))
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        if parcel.waiting.template.is_some() {
            // Its words are the platform's own: nothing of it is cut.
            return vec![Part::Text(parcel.message.text.clone())];
        }
        crate::channels::part::cut(&parcel.message, outgoing::fits(&parcel.message))
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        file: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let path = self.path("messages")?;
            let media = match (outgoing::upload(part), file) {
                (Some((name, media_type)), Some(bytes)) => {
                    Some(self.upload(&name, &media_type, &bytes).await?)
                }
                _ => None,
            };
            let of = self.cut(parcel).len();
            let said = outgoing::body(parcel, part, of, media.as_deref());
            let told = self.graph.say(&path, &said).await?;
            let id = pick::words(&told["messages"][0]["id"]);
            Ok((!id.is_empty()).then_some(id))
        })
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(async move {
            let place = self.graph.ask(graph::plain(source)?).await?;
            let address = pick::words(&place["url"]);
            let reply = self.graph.fetch(&address, true, MOST_FILE).await?;
            let media_type = pick::words(&place["mime_type"]);
            Ok(Found {
                bytes: reply.body,
                name: incoming::name_for(&media_type),
                media_type: incoming::bare(&media_type).to_owned(),
            })
        })
    }

    fn templates(&self) -> Option<Answer<'_, Vec<Template>>> {
        Some(Box::pin(async move {
            let business = match self.keys.get("business_id") {
                "" => {
                    let words = "the ID of the business account is missing".to_owned();
                    return Err(Fault::Account(Trouble::Setup, words));
                }
                id => graph::plain(id).map_err(graph::of_account)?,
            };
            let mut all = Vec::new();
            let mut path = format!("{business}/message_templates?{}", templates::ASKED);
            for _ in 0..templates::MOST_PAGES {
                let told = self.graph.ask(&path).await.map_err(graph::of_account)?;
                all.extend(templates::read(&told));
                let Some(after) = templates::next(&told) else {
                    break;
                };
                let after = serde_html_form::to_string([("after", after)]).unwrap_or_default();
                path = format!("{business}/message_templates?{}&{after}", templates::ASKED);
            }
            Ok(all)
        }))
    }

    // Only under a message of the customer's, which is marked as read by it.
    fn typing<'a>(&'a self, _: &'a str, last: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(async move {
            if let Some(last) = pick::known_there(last) {
                let sign = json!({
                    "messaging_product": "whatsapp", "status": "read", "message_id": last,
                    "typing_indicator": { "type": "text" },
                });
                self.graph.tell(&self.path("messages")?, &sign).await?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_means_what_the_platform_says() {
        let second = Duration::from_secs(1);
        for (code, expected) in [
            (131_047, "shut"),
            (131_026, "shut"),
            (131_056, "6"),
            (130_429, "all 60"),
            (131_000, "later"),
            (190, "Refused"),
            (131_005, "Setup"),
            (131_042, "Setup"),
            (131_053, "message"),
            (132_001, "message"),
            (999_999, "message"),
        ] {
            let refused = Refused {
                code,
                words: "so it said".to_owned(),
                ..Refused::default()
            };
            let told = match judge(&refused) {
                Fault::Shut(told, _) => {
                    assert_eq!(told, code.to_string());
                    "shut".to_owned()
                }
                Fault::Later(Some(pause), _) => pause.as_secs().to_string(),
                Fault::Busy(pause, _) => format!("all {}", pause.as_secs()),
                Fault::Later(None, _) => "later".to_owned(),
                Fault::Account(trouble, _) => format!("{trouble:?}"),
                Fault::Message(..) => "message".to_owned(),
                Fault::Lost(_) => "lost".to_owned(),
            };
            assert_eq!(told, expected, "{code}");
        }
        let paused = Refused {
            code: 130_429,
            pause: Some(7 * second),
            ..Refused::default()
        };
        assert_eq!(judge(&paused), Fault::Busy(7 * second, String::new()));
    }
}

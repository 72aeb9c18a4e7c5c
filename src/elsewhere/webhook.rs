//! A webhook of the team's own. It is sent
//!
//! ```json
//! {"language": "de", "messages": [{"from": "customer", "text": "Der Deckel ist kaputt."}],
//!  "chosen": "Der Deckel ist kaputt.", "question": "Wie lange dauert ein Ersatzteil?"}
//! ```
//!
//! `chosen` where an agent pointed at a message, `question` where they typed one; signed as Standard Webhooks says
//! (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>): `webhook-id`,
//! `webhook-timestamp` in seconds, and `webhook-signature: v1,` with the HMAC-SHA256 of the three joined by dots, in
//! base64. It answers, the best first,
//!
//! ```json
//! {"answers": [{"text": "Ein neuer Deckel geht heute raus.", "source": {"title": "Ersatzteile", "url": "https://…"}}]}
//! ```
//!
//! Where it serves a channel as its bot it may offer a choice, `{"text": "…", "buttons": ["Yes", "No"]}`, or pass the chat
//! on, `{"hand_over": true}`.

use bytes::Bytes;
use http::{Request, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Limits, open};
use crate::{
    base::{secret, signed_post, time::Timestamp},
    call::Http,
    desk::prompter::remote::{
        Answer, Fault, Link, Prompter, Said,
        brief::{Brief, Who},
        edit::is_address,
    },
};

#[derive(Serialize)]
struct Asked<'a> {
    language: &'a str,
    messages: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chosen: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
}

#[derive(Serialize)]
struct Line<'a> {
    from: Who,
    text: &'a str,
}

/// Asks.
pub(super) async fn ask(
    http: &Http,
    prompter: &Prompter,
    brief: &Brief,
    now: Timestamp,
) -> Result<Said, Fault> {
    let body = body(brief);
    let id = format!("msg_{}", secret::random_hex());
    let request = request(prompter, &id, now, body).ok_or(Fault::Unreachable)?;
    let coming = open(http, request, Limits::of(prompter)).await?;
    said(&coming.json().await?)
}

fn body(brief: &Brief) -> Vec<u8> {
    let asked = Asked {
        language: &brief.language,
        messages: brief
            .messages
            .iter()
            .map(|line| Line {
                from: line.from,
                text: &line.text,
            })
            .collect(),
        chosen: brief.chosen.as_deref(),
        question: brief.question.as_deref(),
    };
    serde_json::to_vec(&asked).expect("words are plain data")
}

fn request(prompter: &Prompter, id: &str, now: Timestamp, body: Vec<u8>) -> Option<Request<Bytes>> {
    let seconds = now.0.div_euclid(1_000);
    let signature = signed_post::sign(prompter.secret.expose(), id, seconds, &body);
    Request::post(&prompter.address)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signature)
        .body(Bytes::from(body))
        .ok()
}

#[derive(Deserialize)]
struct Heard {
    answers: Option<Vec<HeardAnswer>>,
    buttons: Option<Vec<String>>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    hand_over: bool,
}

#[derive(Deserialize)]
struct HeardAnswer {
    text: String,
    source: Option<HeardLink>,
}

#[derive(Deserialize)]
struct HeardLink {
    #[serde(default)]
    title: String,
    #[serde(default)]
    url: String,
}

fn said(json: &Value) -> Result<Said, Fault> {
    let heard = Heard::deserialize(json).map_err(|_| Fault::Unreadable)?;
    if heard.hand_over {
        return Ok(Said::HandOver);
    }
    match (heard.answers, heard.buttons) {
        (Some(answers), _) => Ok(Said::Answers(answers.into_iter().map(answer).collect())),
        (None, Some(buttons)) => Ok(Said::Buttons(heard.text, buttons)),
        (None, None) => Err(Fault::Unreadable),
    }
}

fn answer(heard: HeardAnswer) -> Answer {
    // Only an address of the web is one that an agent may open.
    let source = heard.source.filter(|link| is_address(&link.url));
    Answer {
        text: heard.text,
        source: source.map(|link| Link {
            title: link.title,
            url: link.url,
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_it_says_is_read_or_it_is_none() {
        let words = |text: &str| Said::Answers(vec![Answer::of_words(text)]);
        for (json, expected) in [
            (json!({"answers": [{"text": "Yes."}]}), Ok(words("Yes."))),
            (json!({"answers": []}), Ok(Said::Answers(Vec::new()))),
            (
                json!({"answers": [{"text": "Yes.", "source": {"title": "Parts", "url": "https://x.example/p"}}]}),
                Ok(Said::Answers(vec![Answer {
                    text: "Yes.".to_owned(),
                    source: Some(Link {
                        title: "Parts".to_owned(),
                        url: "https://x.example/p".to_owned(),
                    }),
                }])),
            ),
            (
                json!({"answers": [{"text": "Yes.", "source": {"title": "x", "url": "javascript:alert(1)"}}]}),
                Ok(words("Yes.")),
            ),
            (
                json!({"text": "Which?", "buttons": ["One", "Two"]}),
                Ok(Said::Buttons(
                    "Which?".to_owned(),
                    vec!["One".to_owned(), "Two".to_owned()],
                )),
            ),
            (json!({"hand_over": true}), Ok(Said::HandOver)),
            (
                json!({"answers": [{"text": "Yes."}], "hand_over": true}),
                Ok(Said::HandOver),
            ),
            (json!({}), Err(Fault::Unreadable)),
            (json!({"answers": "Yes."}), Err(Fault::Unreadable)),
            (
                json!({"answers": [{"words": "Yes."}]}),
                Err(Fault::Unreadable),
            ),
            (json!([]), Err(Fault::Unreadable)),
            (json!("Yes."), Err(Fault::Unreadable)),
            (json!(null), Err(Fault::Unreadable)),
        ] {
            assert_eq!(said(&json), expected, "{json}");
        }
    }
}

//! What the widget asks of the house on a visitor's behalf.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::{Context, ensure};
use http::StatusCode;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    client::{Client, Events},
    pace::Pace,
    script::{self, Person},
    shop::Shop,
};
use crate::{
    base::{
        secret::{Secret, random_hex},
        time::Timestamp,
    },
    desk::preview::MOST_BYTES,
};

/// A page of the shop that somebody opened.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Its address.
    pub url: String,
    /// As it calls itself.
    pub title: String,
    /// When it was opened.
    pub at: Timestamp,
}

/// A visitor's side of the public API.
pub(super) struct Visit {
    client: Client,
    pace: Pace,
    /// Until when an agent has the chat in front of them, who then sees what is typed.
    looked_at_until: Mutex<Option<Instant>>,
}

/// The widget says that somebody types so often …
const TYPING_EACH: Duration = Duration::from_secs(3);
/// … and what, so often.
const PREVIEW_EACH: Duration = Duration::from_millis(700);

const BASE: &str = "/api/v1/visitor";

impl Visit {
    /// Begins a session, or goes on with the one whose token the browser has kept. `pages` are those
    /// seen before; the last is the present one.
    pub(super) async fn begin(
        shop: &Shop,
        person: &Person,
        token: Option<&Secret>,
        pages: &[Page],
    ) -> anyhow::Result<Self> {
        let pace = shop.pace;
        let mut client = Client::new(shop.house, person.user_agent(), &person.language);
        if let Some(token) = token {
            client.set_token(token.expose());
            let visit = Self::of(client, pace);
            for page in pages {
                visit.page(page).await?;
            }
            return Ok(visit);
        }
        let seen: Vec<Value> = pages
            .iter()
            .map(|page| json!({ "url": page.url, "title": page.title, "at": page.at }))
            .collect();
        let answer = client
            .post(
                &format!("{BASE}/sessions"),
                &json!({
                    "site": shop.site, "name": person.name, "email": person.email,
                    "language": person.language, "page": pages.last().map(|page| &page.url),
                    "pages": seen,
                }),
                None,
            )
            .await?;
        ensure!(
            answer.status == StatusCode::CREATED,
            "no session: {}",
            answer.status
        );
        let token = answer.body["token"]
            .as_str()
            .context("a session has a token")?;
        client.set_token(token);
        Ok(Self::of(client, pace))
    }

    fn of(client: Client, pace: Pace) -> Self {
        Self {
            client,
            pace,
            looked_at_until: Mutex::new(None),
        }
    }

    /// An agent has the chat in front of them for so long from now on.
    pub(super) fn is_looked_at(&self, lasts: Duration) {
        *self.lock() = Some(Instant::now() + lasts);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.looked_at_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What the browser keeps, to come back as the same visitor.
    #[must_use]
    pub(super) fn token(&self) -> Secret {
        Secret::new(self.client.token().unwrap_or_default())
    }

    /// The visitor's live stream.
    #[must_use]
    pub(super) fn events(&self) -> Events {
        self.client.events("/api/v1/visitor/events")
    }

    /// Types for as long as it takes, seen by the agent, and then writes.
    pub(super) async fn write(&self, text: &str, attachment: Option<&str>) -> anyhow::Result<()> {
        let whole = self.pace.typing(text);
        let mut left = whole;
        while !left.is_zero() {
            let is_read = self.lock().is_some_and(|until| Instant::now() < until);
            let (body, pause) = if is_read {
                let typed = begun(text, 1.0 - left.as_secs_f64() / whole.as_secs_f64());
                (json!({ "text": typed }), PREVIEW_EACH)
            } else {
                (json!({}), TYPING_EACH)
            };
            self.tell("typing", &body).await?;
            let step = left.min(pause);
            tokio::time::sleep(step).await;
            left -= step;
        }
        let key = random_hex();
        let attachments: Vec<&str> = attachment.into_iter().collect();
        let body = json!({ "text": text, "attachments": attachments });
        let answer = self
            .client
            .post(&format!("{BASE}/messages"), &body, Some(&key))
            .await?;
        ensure!(answer.status.is_success(), "not written: {}", answer.body);
        Ok(())
    }

    /// Uploads a file; `None` when the house does not take it.
    pub(super) async fn enclosure(&self, name: &str) -> anyhow::Result<Option<String>> {
        let Some(shown) = script::enclosure(name) else {
            return Ok(None);
        };
        let path = format!(
            "{BASE}/files?name={}&kind={}&levels={}",
            shown.name,
            shown.kind.word(),
            shown.levels
        );
        let answer = self
            .client
            .upload(&path, shown.media_type, shown.bytes)
            .await?;
        let id = answer.body["id"].as_str();
        Ok(id.filter(|_| answer.status.is_success()).map(str::to_owned))
    }

    /// Everything up to this message has arrived and was read.
    pub(super) async fn has_read(&self, message: i64) -> anyhow::Result<()> {
        let body = json!({ "delivered": message, "read": message });
        self.tell("receipts", &body).await
    }

    /// Is on another page now.
    pub(super) async fn page(&self, page: &Page) -> anyhow::Result<()> {
        let body = json!({ "url": page.url, "title": page.title });
        self.tell("pages", &body).await
    }

    /// Ends the chat.
    pub(super) async fn close(&self) -> anyhow::Result<()> {
        self.tell("close", &json!({})).await
    }

    /// Answers the survey.
    pub(super) async fn rate(
        &self,
        conversation: i64,
        score: i64,
        comment: &str,
    ) -> anyhow::Result<()> {
        let body = json!({ "conversation_id": conversation, "score": score, "comment": comment });
        self.tell("rating", &body).await
    }

    async fn tell(&self, what: &str, body: &Value) -> anyhow::Result<()> {
        let path = format!("{BASE}/{what}");
        let answer = self.client.post(&path, body, None).await?;
        ensure!(answer.status.is_success(), "{what}: {}", answer.body);
        Ok(())
    }
}

/// How much of a text is typed after a share of the time, the end of what is longer than can be shown.
/// The first letter takes no time.
fn begun(text: &str, share: f64) -> String {
    let whole = text.chars().count();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "letters of one message"
    )]
    let typed = (whole as f64 * share) as usize + 1;
    let mut typed: Vec<char> = text.chars().take(typed).collect();
    // The numbers of made-up orders are no secret, so nothing is hidden here.
    let most = MOST_BYTES / 4;
    typed.drain(..typed.len().saturating_sub(most));
    typed.into_iter().collect()
}

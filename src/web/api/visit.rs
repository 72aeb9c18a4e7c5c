//! What a visitor's browser tells beside the conversation: the page it is on, and who its person says to be.

use serde::Deserialize;

use crate::{
    base::time::Timestamp,
    db::DbError,
    desk::customer::{
        page_consent,
        page_view::Step,
        profile::{self, Profile},
    },
    web::{
        answer::{Reply, done},
        limits::{Act, strangers},
        request::{Ask, Visitor},
        router::{Route, post, visitor},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/visitor/pages", visitor(page)),
        post("/api/v1/visitor/profile", visitor(tell)),
    ]
}

/// A page the visitor was or is on.
#[derive(Deserialize)]
pub(super) struct Page {
    #[serde(default)]
    url: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    at: Timestamp,
    /// Where they came to it from.
    #[serde(default)]
    pub(super) referrer: String,
    /// Whether the browser session began with it.
    #[serde(default)]
    first: bool,
    /// Whether the visitor agreed that this is told; a no without a page takes a yes back.
    consent: Option<bool>,
}

impl Page {
    pub(super) fn step(self) -> Step {
        Step {
            url: self.url,
            title: self.title,
            at: self.at,
            referrer: self.referrer,
            begins: self.first,
        }
    }
}

/// 204 also for what is no page of a site: a browser has odd addresses, and its person did nothing wrong.
async fn page(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    let page: Page = ask.json().await?;
    let consent = page.consent;
    let step = page.step();
    ask.house
        .db
        .write::<_, DbError>(move |tx| page_consent::follow(tx, visitor, consent, &step))
        .await?;
    done()
}

#[derive(Deserialize)]
struct Told {
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
}

async fn tell(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Small, visitor)?;
    let told: Told = ask.json().await?;
    let profile = Profile {
        name: told.name,
        email: told.email,
        language: told.language,
    };
    ask.house
        .db
        .write::<_, profile::ProfileError>(move |tx| profile::tell(tx, visitor, &profile))
        .await?;
    done()
}

//! The customer's side of web chat: the loader, what it needs to know, and the page in its frame.
//!
//! The contract between the three stands at the top of `assets/widget/loader.js`.

mod frame;
mod look;

use http::{HeaderMap, HeaderValue};
use serde::Deserialize;

use super::{
    answer::{Refusal, Reply},
    assets,
    request::Ask,
    router::{Route, anybody, get},
};
use crate::{base::lang::Lang, db::DbError, desk::channel};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/w.js", anybody(loader)),
        get("/widget/{site}", anybody(frame::page)),
        get("/widget/{site}/look.js", anybody(look::module)),
        get("/api/v1/widget/{site}", anybody(look::shape)),
    ]
}

async fn loader(ask: Ask) -> Reply {
    let mut answer = assets::file(&ask, "widget/loader.js")?;
    open_to_all(answer.headers_mut());
    Ok(answer)
}

/// Other sites load this, which everything else of ours forbids.
pub fn open_to_all(headers: &mut HeaderMap) {
    headers.insert("access-control-allow-origin", HeaderValue::from_static("*"));
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("cross-origin"),
    );
}

#[derive(Deserialize)]
struct Wish {
    lang: Option<String>,
}

/// The language of the page the widget stands on, else the visitor's.
fn lang(ask: &Ask) -> Result<Lang, Refusal> {
    let wish: Wish = ask.query()?;
    let wished = wish.lang.as_deref().and_then(Lang::from_code);
    Ok(wished.unwrap_or_else(|| ask.lang()))
}

/// The web chat that the route names.
async fn web_chat(ask: &Ask) -> Result<channel::Channel, Refusal> {
    let site: String = ask.place("site")?;
    ask.house
        .db
        .read::<_, DbError>(move |reader| channel::by_site_key(reader, &site))
        .await?
        .ok_or_else(Refusal::not_found)
}

/// What the owner wrote, or the language's own words.
fn or_text(own: &str, lang: Lang, name: &str) -> String {
    if own.is_empty() {
        lang.text(name).into_owned()
    } else {
        own.to_owned()
    }
}

//! The sample shop that carries the widget. Its routes exist only in a house that runs as a demo.
//!
//! It is served like an ordinary shop with a strict policy of its own, so that what works here works
//! on a customer's site: the widget comes by the same one line.

use http::{HeaderValue, header};
use maud::{DOCTYPE, PreEscaped, html};
use serde::Deserialize;

use super::{
    answer::{self, Refusal, Reply},
    assets,
    request::Ask,
    router::{Route, anybody, get},
};
use crate::{base::lang::Lang, db::DbError, desk::channel};

/// What a careful shop allows: nothing but its own, which here is also where the widget comes from.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/shop", anybody(door)),
        get("/shop/", anybody(page)),
        get("/shop/{page}", anybody(page)),
    ]
}

/// The pages refer to each other by relative paths, which need the slash.
async fn door(_ask: Ask) -> Reply {
    answer::see_other("/shop/")
}

/// A page as `pages.json` lists it.
#[derive(Deserialize)]
struct Listed {
    path: String,
    title: String,
    file: String,
}

async fn page(ask: Ask) -> Reply {
    // The shop's first page has no name.
    let path: String = ask.place("page").unwrap_or_default();
    let lang = spoken(ask.lang());
    let list: Vec<Listed> =
        serde_json::from_str(&text(lang, "pages.json")?).map_err(|_| Refusal::not_found())?;
    let page = list
        .into_iter()
        .find(|page| page.path == path)
        .ok_or_else(Refusal::not_found)?;
    let main = text(lang, &format!("pages/{}", page.file))?;
    let body = text(lang, "frame.html")?
        .replace("{{main}}", &main)
        .replace("{{assets}}", &assets::path("shop"));
    let channel = ask
        .house
        .db
        .read::<_, DbError>(|reader| Ok(channel::all(reader)?.into_iter().next()))
        .await?;
    let mut answer = answer::page(html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) }
                link rel="icon" href=(assets::path("shop/kettle-petrol.svg"));
                link rel="stylesheet" href=(assets::path("shop/shop.css"));
                @if let Some(channel) = channel {
                    script async src="/w.js" data-site=(channel.site_key) {}
                }
            }
            // Files of ours, without anything that a person typed.
            body { (PreEscaped(body)) }
        }
    })?;
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    Ok(answer)
}

/// The language in which this visitor reads the shop: theirs where its pages are written in it, else
/// English, with the pages at the top.
fn spoken(lang: Lang) -> Lang {
    if assets::text(&format!("{}/pages.json", folder(lang))).is_some() {
        lang
    } else {
        Lang::En
    }
}

fn folder(lang: Lang) -> String {
    match lang {
        Lang::En => "shop".to_owned(),
        other => format!("shop/{}", other.code()),
    }
}

/// A file of the shop in this language.
fn text(lang: Lang, name: &str) -> Result<String, Refusal> {
    assets::text(&format!("{}/{name}", folder(lang))).ok_or_else(Refusal::not_found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_there_in_every_language() {
        for lang in Lang::ALL.map(spoken) {
            let list = text(lang, "pages.json").unwrap();
            let list: Vec<Listed> = serde_json::from_str(&list).unwrap();
            assert_eq!(list.len(), 5);
            assert!(text(lang, "frame.html").unwrap().contains("{{main}}"));
            for page in list {
                let main = text(lang, &format!("pages/{}", page.file)).unwrap();
                assert!(main.contains("<h1>"), "{}", page.file);
                assert!(!page.title.is_empty());
            }
        }
    }
}

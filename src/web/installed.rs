//! The console as an app of its own (O6): what an installing browser is told of it, and its service worker.
//!
//! Sources: the Web Application Manifest, <https://www.w3.org/TR/appmanifest/>, and Service Workers,
//! <https://www.w3.org/TR/service-workers/>.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::{self, Refusal, Reply},
    assets,
    request::Ask,
    router::{Route, anybody, get},
};
use crate::{base::lang::Lang, t};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/manifest.webmanifest", anybody(manifest)),
        // At the root, because a worker minds only what lies below its own address.
        get("/service-worker.js", anybody(worker)),
    ]
}

/// The colours of the page behind a browser's own bars, light and dark.
const BARS: [(&str, &str); 2] = [("light", "#ffffff"), ("dark", "#151e21")];
/// The colour of the logo's ground.
const GROUND: &str = "#12363c";

/// A manifest is asked for without saying who one is, so that its address tells the language.
#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    lang: String,
}

impl Wish {
    fn lang(ask: &Ask) -> Result<Lang, Refusal> {
        let wish: Self = ask.query()?;
        Ok(Lang::from_code(&wish.lang).unwrap_or_else(|| ask.lang()))
    }
}

/// What the head of each page of the team says of it. `theme` is `system`, `light` or `dark`.
pub(super) fn head(lang: Lang, theme: &str) -> Markup {
    html! {
        link rel="manifest" href={ "/manifest.webmanifest?lang=" (lang.code()) };
        link rel="apple-touch-icon" href=(assets::path("icons/app-192.png"));
        @for (scheme, colour) in BARS {
            @if theme == "system" {
                meta name="theme-color" media={ "(prefers-color-scheme: " (scheme) ")" } content=(colour);
            } @else if theme == scheme {
                meta name="theme-color" content=(colour);
            }
        }
    }
}

async fn manifest(ask: Ask) -> Reply {
    let lang = Wish::lang(&ask)?;
    let body = describe(lang).to_string();
    Ok(answer::content(
        StatusCode::OK,
        "application/manifest+json",
        body,
    ))
}

fn describe(lang: Lang) -> Value {
    let icon = |name: &str, size: &str, purpose: &str| {
        json!({
            "src": assets::path(&format!("icons/{name}.png")), "sizes": size, "type": "image/png", "purpose": purpose,
        })
    };
    let shortcut = |name: &str, url: &str| json!({ "name": name, "url": url });
    json!({
        "id": "/console",
        "name": "Shopbell",
        "short_name": "Shopbell",
        "description": t!(lang, "app-description"),
        "lang": lang.code(),
        "dir": "ltr",
        "start_url": "/console",
        "scope": "/",
        "display": "standalone",
        "theme_color": GROUND,
        "background_color": GROUND,
        "icons": [
            icon("app-192", "192x192", "any"),
            icon("app-512", "512x512", "any"),
            icon("app-maskable-512", "512x512", "maskable"),
        ],
        "shortcuts": [
            shortcut(&t!(lang, "nav-console"), "/console"),
            shortcut(&t!(lang, "nav-chats"), "/chats/start"),
            shortcut(&t!(lang, "people"), "/people"),
            shortcut(&t!(lang, "nav-figures"), "/figures"),
        ],
    })
}

/// The worker, behind what it says when the house is out of reach and no page has told it in which language. Its address
/// stays the same: another one would be another worker.
async fn worker(ask: Ask) -> Reply {
    let lang = ask.lang();
    let words = json!({
        "lang": lang.code(),
        "title": t!(lang, "js-away-title"),
        "body": t!(lang, "js-away-body"),
        "again": t!(lang, "js-away-again"),
        "icon": assets::path("icons/app-192.png"),
    });
    let code = assets::text("console/service-worker.js").ok_or_else(Refusal::not_found)?;
    Ok(answer::content(
        StatusCode::OK,
        "text/javascript; charset=utf-8",
        format!("const WORDS = {words};\n{code}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_described_with_icons_that_are_there() {
        for lang in Lang::ALL {
            let told = describe(lang);
            for icon in told["icons"].as_array().unwrap() {
                let path = icon["src"].as_str().unwrap();
                let name = path.splitn(4, '/').nth(3).unwrap();
                assert_eq!(assets::path(name), path, "{path}");
            }
            assert_eq!(told["lang"], lang.code());
            assert_eq!(told["shortcuts"].as_array().unwrap().len(), 4);
        }
        assert_eq!(head(Lang::En, "system").0.matches("theme-color").count(), 2);
        assert_eq!(head(Lang::En, "dark").0.matches("#151e21").count(), 1);
    }
}

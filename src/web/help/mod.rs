//! The help centre: articles for everybody, written out by the server, so that people without scripts and search
//! engines read the same.

pub(super) mod address;
pub(super) mod markup;
mod sitemap;
pub(super) mod view;

use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};

use self::view::{Frame, Inside};
use super::{
    answer::{self, Answer, Refusal, Reply, ok},
    request::Ask,
    router::{Route, anybody, get},
};
use crate::{
    base::lang::Lang,
    db::{DbError, Reader},
    desk::{
        channel::{self, ChannelKind},
        content::{
            article::{self, Found},
            language::{self, Content, Match},
        },
        setting::{self, Team},
    },
};

/// Articles that one search lists.
const MOST_FOUND: usize = 20;
/// And in the widget, where there is less room.
const MOST_IN_WIDGET: usize = 5;
/// Most characters of what somebody types that are looked for.
const LONGEST_QUERY: usize = 200;

/// How long a browser may go on with a page it has.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=60");

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/help", anybody(door)),
        get("/help/{lang}", anybody(all)),
        get("/help/{lang}/{slug}", anybody(one)),
        get("/help.xml", anybody(sitemap::page)),
        get("/robots.txt", anybody(sitemap::robots)),
        get("/api/v1/widget/{site}/help", anybody(for_widget)),
    ]
}

/// To the language of the reader, as far as there are articles in it.
async fn door(ask: Ask) -> Reply {
    let (there, default) = ask.house.db.read::<_, DbError>(tongues).await?;
    let there: Vec<&str> = there.iter().map(String::as_str).collect();
    let named = ask.header(header::ACCEPT_LANGUAGE).unwrap_or_default();
    let code = readable(named, &there, &default).ok_or_else(Refusal::not_found)?;
    let mut answer = answer::see_other(&address::of_language(code))?;
    answer
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(answer)
}

/// The first of the languages that a browser names in which there is something, else the house's own.
fn readable<'a>(named: &str, there: &[&'a str], default: &str) -> Option<&'a str> {
    let wanted = named
        .split(',')
        .filter_map(|one| language::code(one.split(';').next()?));
    let mut near = wanted.filter_map(|code| match language::pick(there, &code, "") {
        Some((code, Match::Wanted | Match::Base)) => Some(code),
        Some((_, Match::Default | Match::Any)) | None => None,
    });
    near.next()
        .or_else(|| language::pick(there, "", default).map(|(code, _)| code))
}

/// In which languages there are articles, and which one the house prefers.
fn tongues(reader: &Reader<'_>) -> Result<(Vec<String>, String), DbError> {
    let content: Content = setting::get(reader)?;
    Ok((article::languages(reader)?, content.language))
}

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    q: String,
}

impl Wish {
    fn words(self) -> String {
        self.q.trim().chars().take(LONGEST_QUERY).collect()
    }
}

/// Everything in a language, or what fits a search.
async fn all(ask: Ask) -> Reply {
    let code = wanted_language(&ask)?;
    let words = ask.query::<Wish>()?.words();
    let (wanted, query) = (code.clone(), words.clone());
    let (frame, headings, found) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let (there, default) = tongues(reader)?;
            let found = match query.is_empty() {
                true => Vec::new(),
                false => article::search(reader, &query, &wanted, &default, MOST_FOUND)?,
            };
            let headings = match query.is_empty() {
                true => article::of_language(reader, &wanted)?,
                false => Vec::new(),
            };
            Ok((frame(reader, there)?, headings, found))
        })
        .await?;
    if !frame.tongues.contains(&code) {
        return Err(Refusal::not_found());
    }
    let inside = match words.is_empty() {
        true => Inside::All(&headings),
        false => Inside::Found(&words, &found),
    };
    let page = view::page(&frame, &ask.house.widget_url(), &code, &inside);
    Ok(kept(answer::page_with(StatusCode::OK, page)))
}

/// One article.
async fn one(ask: Ask) -> Reply {
    let code = wanted_language(&ask)?;
    let slug: String = ask.place("slug")?;
    let wanted = code.clone();
    let (frame, shown) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let (there, _) = tongues(reader)?;
            let shown = article::by_slug(reader, &wanted, &slug)?;
            Ok((frame(reader, there)?, shown))
        })
        .await?;
    let (shown, tongues) = shown.ok_or_else(Refusal::not_found)?;
    let inside = Inside::One(&shown, &tongues);
    let page = view::page(&frame, &ask.house.widget_url(), &code, &inside);
    Ok(kept(answer::page_with(StatusCode::OK, page)))
}

fn wanted_language(ask: &Ask) -> Result<String, Refusal> {
    let code: String = ask.place("lang")?;
    language::code(&code).ok_or_else(Refusal::not_found)
}

fn kept(mut answer: Answer) -> Answer {
    answer.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    answer
}

/// What stands around every page.
pub(super) fn frame(reader: &Reader<'_>, tongues: Vec<String>) -> Result<Frame, DbError> {
    // Whoever found no answer can ask there.
    let site = channel::all(reader)?
        .into_iter()
        .find(|channel| channel.kind == ChannelKind::WebChat && channel.paused_at.is_none());
    Ok(Frame {
        team: setting::get::<Team>(reader)?.name,
        tongues,
        site: site.map(|site| site.site_key),
    })
}

#[derive(Serialize)]
struct ForWidget {
    articles: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    title: String,
    lead: String,
    /// Path of the whole article.
    path: String,
    language: String,
}

impl From<Found> for Entry {
    fn from(found: Found) -> Self {
        Self {
            path: address::of_article(&found.language, &found.slug),
            title: found.title,
            lead: found.lead,
            language: found.language,
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    lang: String,
}

/// What fits the words that a visitor types in the widget; without words, what the team put first.
async fn for_widget(ask: Ask) -> Reply {
    let site: String = ask.place("site")?;
    let Asked { q, lang } = ask.query()?;
    let words = Wish { q }.words();
    let wanted = language::code(&lang).unwrap_or_else(|| ask.lang().code().to_owned());
    let found = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            channel::by_site_key(reader, &site)?.ok_or_else(Refusal::not_found)?;
            let (there, default) = tongues(reader)?;
            if !words.is_empty() {
                return Ok(article::search(
                    reader,
                    &words,
                    &wanted,
                    &default,
                    MOST_IN_WIDGET,
                )?);
            }
            let there: Vec<&str> = there.iter().map(String::as_str).collect();
            let Some((code, _)) = language::pick(&there, &wanted, &default) else {
                return Ok(Vec::new());
            };
            let first = article::of_language(reader, code)?.into_iter();
            Ok(first
                .flat_map(|(_, articles)| articles)
                .take(MOST_IN_WIDGET)
                .collect())
        })
        .await?;
    let mut answer = ok(&ForWidget {
        articles: found.into_iter().map(Entry::from).collect(),
    })?;
    answer.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    Ok(answer)
}

/// The language of the screen's own words beside articles in a language.
pub(super) fn lang_of(code: &str) -> Lang {
    Lang::from_code(code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_reader_has_the_first_language_they_named_in_which_there_is_something() {
        let there = ["de", "en", "ru"];
        for (named, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("uk-UA,uk;q=0.9,ru;q=0.8,en;q=0.7", "ru"),
            ("ja, de;q=0.5", "de"),
            ("ja", "en"),
            ("*", "en"),
            ("", "en"),
        ] {
            assert_eq!(readable(named, &there, "en"), Some(expected), "{named}");
        }
        assert_eq!(readable("ja", &there, "fr"), Some("de"));
        assert_eq!(readable("de", &[], "en"), None);
    }
}

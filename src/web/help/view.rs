//! A page of the help centre.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::json;

use super::{
    address::{of_article, of_language},
    lang_of,
    markup::markup,
};
use crate::{
    base::{lang::Lang, text},
    desk::content::{
        article::{Found, Shown},
        language::own_name,
        markdown,
    },
    t,
    web::{
        assets,
        layout::{icon, icon_sm},
    },
};

/// Characters of a description, as much as search engines show.
const DESCRIPTION: usize = 155;

/// What stands around every page.
pub(in crate::web) struct Frame {
    /// Name of the shop.
    pub(in crate::web) team: String,
    /// Languages in which there are articles.
    pub(in crate::web) tongues: Vec<String>,
    /// Key of a web chat in which one can ask.
    pub(in crate::web) site: Option<String>,
}

/// What a page is about.
pub(in crate::web) enum Inside<'a> {
    /// Everything, heading by heading.
    All(&'a [(String, Vec<Found>)]),
    /// What fits these words.
    Found(&'a str, &'a [Found]),
    /// One article, with each language it is there in and its name in that one's addresses.
    One(&'a Shown, &'a [(String, String)]),
}

impl Inside<'_> {
    /// Languages of this page, each with its path.
    fn alternates(&self, frame: &Frame) -> Vec<(String, String)> {
        match self {
            Inside::All(_) | Inside::Found(..) => frame
                .tongues
                .iter()
                .map(|code| (code.clone(), of_language(code)))
                .collect(),
            Inside::One(_, tongues) => tongues
                .iter()
                .map(|(code, slug)| (code.clone(), of_article(code, slug)))
                .collect(),
        }
    }

    fn path(&self, code: &str) -> String {
        match self {
            Inside::All(_) | Inside::Found(..) => of_language(code),
            Inside::One(shown, _) => of_article(code, &shown.slug),
        }
    }
}

/// The whole document. `base` is the house's address.
pub(in crate::web) fn page(frame: &Frame, base: &str, code: &str, inside: &Inside<'_>) -> Markup {
    let lang = lang_of(code);
    let help = t!(lang, "help-title", team = &frame.team);
    let (title, description) = match inside {
        Inside::One(shown, _) => {
            let plain = markdown::plain(&shown.text.text);
            (
                format!("{} · {help}", shown.text.title),
                text::preview(&plain, DESCRIPTION),
            )
        }
        Inside::All(_) | Inside::Found(..) => (help.to_string(), t!(lang, "help-lead").to_string()),
    };
    let query = match inside {
        Inside::Found(words, _) => *words,
        Inside::All(_) | Inside::One(..) => "",
    };
    let alternates = inside.alternates(frame);
    html! {
        (DOCTYPE)
        html lang=(code) dir=(direction(code)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (title) }
                meta name="description" content=(description);
                @if query.is_empty() {
                    link rel="canonical" href={ (base) (inside.path(code)) };
                    @for (code, path) in &alternates { link rel="alternate" hreflang=(code) href={ (base) (path) }; }
                } @else {
                    meta name="robots" content="noindex";
                }
                link rel="icon" href=(assets::path("icons/favicon.svg"));
                link rel="stylesheet" href=(assets::path("console/page-help.css"));
                @if let Inside::One(shown, _) = inside { (linked_data(frame, base, code, shown, &description)) }
            }
            body.help {
                a.skip href="#main" { (t!(lang, "skip-to-main")) }
                header."help__head" {
                    a."help__team" href=(of_language(code)) dir="auto" { (frame.team) }
                    (languages(lang, code, &alternates))
                }
                (search(lang, code, query))
                main."help__main" #main tabindex="-1" {
                    @match inside {
                        Inside::All(headings) => (all(lang, headings)),
                        Inside::Found(words, found) => (hits(lang, words, found, code)),
                        Inside::One(shown, _) => (one(lang, code, shown)),
                    }
                }
                footer."help__foot" {
                    @if frame.site.is_some() { p { (t!(lang, "help-ask")) } }
                }
                @if let Some(site) = &frame.site { script async src="/w.js" data-site=(site) data-locale=(code) {} }
            }
        }
    }
}

fn direction(code: &str) -> &'static str {
    match code.split('-').next() {
        Some("ar" | "he" | "fa" | "ur") => "rtl",
        _ => "ltr",
    }
}

/// The other languages of this page.
fn languages(lang: Lang, here: &str, alternates: &[(String, String)]) -> Markup {
    html! {
        @if alternates.len() > 1 {
            nav."help__langs" aria-label=(t!(lang, "help-languages")) {
                @for (code, path) in alternates {
                    a href=(path) lang=(code) hreflang=(code) aria-current=[(code == here).then_some("true")] { (own_name(code)) }
                }
            }
        }
    }
}

fn search(lang: Lang, code: &str, query: &str) -> Markup {
    html! {
        form."help__search" role="search" method="get" action=(of_language(code)) {
            (icon("search"))
            input.input type="search" name="q" value=(query) maxlength="200" dir="auto" autocomplete="off"
                aria-label=(t!(lang, "help-search")) placeholder=(t!(lang, "help-search"));
            button.btn."btn--primary" { (t!(lang, "help-search-go")) }
        }
    }
}

fn all(lang: Lang, headings: &[(String, Vec<Found>)]) -> Markup {
    html! {
        h1 { (t!(lang, "help-heading")) }
        div."help__all" {
            @for (heading, articles) in headings {
                section.card."card--pad" {
                    h2 dir="auto" { (heading) }
                    ul { @for article in articles { li { a href=(of_article(&article.language, &article.slug)) dir="auto" { (article.title) } } } }
                }
            }
        }
    }
}

fn hits(lang: Lang, words: &str, found: &[Found], here: &str) -> Markup {
    html! {
        h1 { (t!(lang, "help-found", count = found.len(), words = words)) }
        @if found.is_empty() {
            p.muted { (t!(lang, "help-none")) }
            p { a href=(of_language(here)) { (t!(lang, "help-all")) } }
        }
        ul."help__hits" {
            @for article in found {
                li lang=[(article.language != here).then_some(&article.language)] {
                    a.semi href=(of_article(&article.language, &article.slug)) dir="auto" { (article.title) }
                    @if article.language != here { " " span.xs.muted lang=(article.language) { (own_name(&article.language)) } }
                    p.muted dir="auto" { (article.lead) }
                }
            }
        }
    }
}

fn one(lang: Lang, code: &str, shown: &Shown) -> Markup {
    html! {
        nav."help__way" aria-label=(t!(lang, "help-way")) {
            a href=(of_language(code)) { (icon_sm("arrow-left")) (t!(lang, "help-all")) }
            span.muted dir="auto" { (shown.heading) }
        }
        article {
            h1 dir="auto" { (shown.text.title) }
            div.prose dir="auto" { (markup(&shown.text.text)) }
            p.xs.muted {
                (t!(lang, "help-changed")) " "
                time datetime=(shown.changed_at.rfc3339()) { (shown.changed_at.rfc3339().chars().take(10).collect::<String>()) }
            }
        }
    }
}

/// What search engines read of an article (<https://schema.org/Article>). Data, which the browser does not run.
fn linked_data(frame: &Frame, base: &str, code: &str, shown: &Shown, description: &str) -> Markup {
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": shown.text.title,
        "description": description,
        "inLanguage": code,
        "articleSection": shown.heading,
        "datePublished": shown.published_at.rfc3339(),
        "dateModified": shown.changed_at.rfc3339(),
        "mainEntityOfPage": format!("{base}{}", of_article(code, &shown.slug)),
        "author": { "@type": "Organization", "name": frame.team },
        "publisher": { "@type": "Organization", "name": frame.team },
    });
    // A script element's content is not markup: only `<` could end it, and JSON may write it as \u003c.
    let data = data.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(data)) } }
}

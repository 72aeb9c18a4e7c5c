//! What search engines ask for first: where they may look, and what there is (<https://www.sitemaps.org/protocol.html>).

use http::{HeaderValue, StatusCode, header};
use maud::{Markup, PreEscaped, html};

use super::{
    KEPT,
    address::{of_article, of_language},
};
use crate::{
    db::DbError,
    desk::content::article,
    web::{
        answer::{Reply, content},
        request::Ask,
    },
};

/// Only the help centre is for them.
pub(super) async fn robots(ask: Ask) -> Reply {
    let base = ask.house.widget_url();
    let text = format!(
        "User-agent: *\nAllow: /help\nAllow: /a/\nDisallow: /\n\nSitemap: {base}/help.xml\n"
    );
    let mut answer = content(StatusCode::OK, "text/plain; charset=utf-8", text);
    answer.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    Ok(answer)
}

/// Every article in every language, each with the others it is there in.
pub(super) async fn page(ask: Ask) -> Reply {
    let base = ask.house.widget_url();
    let catalogue = ask.house.db.read::<_, DbError>(article::catalogue).await?;
    let published: Vec<article::Article> = catalogue
        .into_iter()
        .flat_map(|(_, articles)| articles)
        .filter(|article| article.published_at.is_some())
        .collect();
    let mut languages: Vec<&str> = published
        .iter()
        .flat_map(|article| &article.texts)
        .map(|(text, _)| text.language.as_str())
        .collect();
    languages.sort_unstable();
    languages.dedup();
    let body = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" {
            @for code in languages { url { loc { (base) (of_language(code)) } } }
            @for article in &published {
                @for (text, slug) in &article.texts { (entry(&base, article, &text.language, slug)) }
            }
        }
    };
    let mut answer = content(
        StatusCode::OK,
        "application/xml; charset=utf-8",
        body.into_string(),
    );
    answer.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    Ok(answer)
}

fn entry(base: &str, article: &article::Article, code: &str, slug: &str) -> Markup {
    html! {
        url {
            loc { (base) (of_article(code, slug)) }
            lastmod { (article.changed_at.rfc3339()) }
            @if article.texts.len() > 1 {
                @for (text, slug) in &article.texts {
                    // XML closes what HTML leaves open.
                    (PreEscaped("<xhtml:link rel=\"alternate\" hreflang=\"")) (text.language) (PreEscaped("\" href=\""))
                    (base) (of_article(&text.language, slug)) (PreEscaped("\"/>"))
                }
            }
        }
    }
}

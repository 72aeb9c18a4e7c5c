//! Where on the site a web visitor is, and the way they took there.

use std::time::Duration;

use maud::{Markup, html};

use super::Known;
use crate::{
    base::lang::Lang,
    desk::customer::page_view::PageView,
    t,
    web::{
        layout::{customer_name, icon_sm},
        moment::{Style, moment},
    },
};

/// A stay this long is no stay: the visitor went and came again on another visit.
const VISIT: Duration = Duration::from_secs(2 * 3600);

/// The tab of the pages.
pub(in crate::web) fn pages(known: &Known) -> Markup {
    let lang = known.agent.lang;
    let name = customer_name(lang, known.customer.id, &known.customer.name);
    // The way taken before the first word is told afterwards.
    let first = known
        .identity
        .iter()
        .map(|identity| identity.created_at)
        .chain(known.pages.last().map(|page| page.at))
        .min()
        .unwrap_or(known.customer.created_at);
    html! {
        @if !known.may_follow {
            p.notice."notice--quiet".small { (icon_sm("eye-off")) span { (t!(lang, "pages-no-consent", name = &name)) } }
        }
        @if known.pages.is_empty() && known.may_follow {
            p.small.muted { (t!(lang, "pages-none", name = &name)) }
        } @else if !known.pages.is_empty() {
            p.small.muted {
                @if known.may_follow { (t!(lang, "pages-intro", name = &name)) } @else { (t!(lang, "pages-before", name = &name)) }
            }
            @let session = session(&known.pages);
            ul { @for (index, page) in known.pages[..session].iter().enumerate() { (one(known, index, page)) } }
            @if session < known.pages.len() {
                details.adder--pages #pages-earlier {
                    summary.small.linkbtn { (t!(lang, "pages-earlier", count = known.pages.len() - session)) }
                    ul { @for (index, page) in known.pages.iter().enumerate().skip(session) { (one(known, index, page)) } }
                }
            }
        }
        dl.facts {
            // Of whoever has not agreed nobody knows whether they came directly.
            @if known.may_follow || !known.pages.is_empty() {
                (fact("log-in", &t!(lang, "pages-from"), &html! { (source(known)) }))
            }
            @if let Some(marks) = marks(known) { (fact("tag", &t!(lang, "pages-campaign"), &html! { (marks) })) }
            (fact("monitor-smartphone", &t!(lang, "pages-device"), &html! {
                @match known.identity.as_ref().filter(|identity| !identity.user_agent.is_empty()) {
                    Some(identity) => (identity.user_agent),
                    None => (t!(lang, "pages-device-unknown")),
                }
            }))
            (fact("history", &t!(lang, "pages-first"), &moment(first, Style::Day)))
        }
    }
}

/// How many of the pages, newest first, belong to the browser session of the newest.
fn session(pages: &[PageView]) -> usize {
    pages
        .iter()
        .position(|page| page.begins)
        .map_or(pages.len(), |first| first + 1)
}

fn fact(symbol: &str, label: &str, value: &Markup) -> Markup {
    html! {
        dt { (icon_sm(symbol)) (label) }
        dd { span.truncate dir="auto" { (value) } }
    }
}

fn one(known: &Known, index: usize, page: &PageView) -> Markup {
    let lang = known.agent.lang;
    let is_now = index == 0 && known.is_there;
    let path = path_of(&page.url);
    let title = if page.title.is_empty() {
        path
    } else {
        &page.title
    };
    let stay = page.left_at.map(|left| left.since(page.at));
    let began_visit = stay.is_some_and(|stay| stay >= VISIT);
    html! {
        @if began_visit && index > 0 {
            li.daymark { (moment(page.at, Style::Date)) }
        }
        li.pv.pv--now[is_now] id={ "page-" (page.id) } {
            span.pv__line {}
            div.pv__b {
                b.medium.small dir="auto" { (title) }
                br;
                a.truncate.blockline href=(page.url) target="_blank" rel="noopener noreferrer" title=(page.url) { (path) }
                @if let Some(from) = foreign(page) { span.xs.faint.truncate.blockline { (t!(lang, "pages-from-site", site = from)) } }
            }
            span.pv__t {
                @if is_now {
                    span.sr-only { (t!(lang, "pages-on-page")) } span aria-hidden="true" title=(t!(lang, "pages-on-page")) { (t!(lang, "pages-now")) }
                } @else if let Some(stay) = stay.filter(|stay| *stay < VISIT) {
                    (length(lang, stay))
                } @else {
                    (moment(page.at, Style::Day))
                }
            }
        }
    }
}

/// How long somebody stayed, in its largest unit.
fn length(lang: Lang, stay: Duration) -> String {
    let seconds = i64::try_from(stay.as_secs()).unwrap_or(i64::MAX);
    match seconds {
        0..60 => t!(lang, "pages-seconds", count = seconds),
        60..3600 => t!(lang, "pages-minutes", count = seconds / 60),
        _ => t!(lang, "pages-hours", count = seconds / 3600),
    }
    .into_owned()
}

/// The other site they came to a page from.
fn foreign(page: &PageView) -> Option<&str> {
    let from = host_of(&page.referrer)?;
    (Some(from) != host_of(&page.url)).then(|| from.trim_start_matches("www."))
}

/// The path of an address, without its marks.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |slash| &rest[slash..]);
    path.split("?utm_").next().unwrap_or(path)
}

fn host_of(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty()).then_some(host)
}

/// Where they came to the site from.
fn source(known: &Known) -> String {
    let referrer = known
        .identity
        .as_ref()
        .and_then(|identity| host_of(&identity.referrer));
    match referrer {
        Some(host) => host.trim_start_matches("www.").to_owned(),
        None => t!(known.agent.lang, "pages-direct").into_owned(),
    }
}

/// The `utm_*` marks with which they came, newest first.
fn marks(known: &Known) -> Option<String> {
    let query = known
        .pages
        .iter()
        .find_map(|page| page.url.split_once('?'))?
        .1;
    let marks: Vec<String> = serde_html_form::from_str::<Vec<(String, String)>>(query)
        .ok()?
        .into_iter()
        .filter(|(name, value)| {
            matches!(name.as_str(), "utm_source" | "utm_medium" | "utm_campaign")
                && !value.is_empty()
        })
        .map(|(_, value)| value)
        .collect();
    (!marks.is_empty()).then(|| marks.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        for (url, path, host) in [
            (
                "https://shop.example/tea?utm_source=x",
                "/tea",
                Some("shop.example"),
            ),
            ("https://shop.example", "/", Some("shop.example")),
            ("nonsense", "/", None),
            ("", "/", None),
        ] {
            assert_eq!((path_of(url), host_of(url)), (path, host), "{url:?}");
        }
    }

    #[test]
    fn a_stay_is_told_in_its_largest_unit() {
        for (seconds, expected) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3_599, "59 min"),
            (3_600, "1 h"),
        ] {
            assert_eq!(length(Lang::En, Duration::from_secs(seconds)), expected);
        }
    }
}

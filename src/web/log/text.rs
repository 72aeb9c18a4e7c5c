//! Text to markup: addresses become links, what was searched for is marked, everything else stays text.

use linkify::{LinkFinder, LinkKind};
use maud::{Markup, html};

/// A message's words. `marked` are words that a search was for; empty marks nothing.
pub(super) fn text(words: &str, marked: &str) -> Markup {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    html! {
        @for span in finder.spans(words) {
            @match span.kind().and_then(|kind| href(kind, span.as_str())) {
                Some(href) => a href=(href) target="_blank" rel="noopener noreferrer nofollow" { (with_marks(span.as_str(), marked)) },
                None => (with_marks(span.as_str(), marked)),
            }
        }
    }
}

/// Where a link goes; only to sites and mailboxes, whatever else an address may name.
fn href(kind: &LinkKind, address: &str) -> Option<String> {
    match kind {
        LinkKind::Email => Some(format!("mailto:{address}")),
        LinkKind::Url => {
            let lower = address.to_ascii_lowercase();
            if lower.starts_with("http://") || lower.starts_with("https://") {
                Some(address.to_owned())
            } else if lower.starts_with("www.") {
                Some(format!("https://{address}"))
            } else {
                None
            }
        }
        _ => None,
    }
}

/// The same words with every beginning of a searched word in a mark.
pub(in crate::web) fn with_marks(words: &str, marked: &str) -> Markup {
    html! {
        @for (piece, is_hit) in pieces(words, &wanted(marked)) {
            @if is_hit { mark { (piece) } } @else { (piece) }
        }
    }
}

/// Where the first mark would begin.
pub(in crate::web) fn first_hit(words: &str, marked: &str) -> Option<usize> {
    next_hit(words, &wanted(marked)).map(|(at, _)| at)
}

fn wanted(marked: &str) -> Vec<String> {
    marked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// A text cut into what was wanted and what lies between.
fn pieces<'a>(words: &'a str, wanted: &[String]) -> Vec<(&'a str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some((at, length)) = next_hit(rest, wanted) {
        pieces.push((&rest[..at], false));
        pieces.push((&rest[at..at + length], true));
        rest = &rest[at + length..];
    }
    pieces.push((rest, false));
    pieces
}

/// Where the first wanted word stands, and how many bytes of the text it is.
fn next_hit(text: &str, wanted: &[String]) -> Option<(usize, usize)> {
    if wanted.is_empty() {
        return None;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = !before.is_alphanumeric() || crate::base::text::is_ideograph(c);
        before = c;
        if !begins {
            continue;
        }
        let longest = wanted
            .iter()
            .filter_map(|word| begins_with(&text[at..], word))
            .max();
        if let Some(length) = longest {
            return Some((at, length));
        }
    }
    None
}

/// How many bytes of a text its beginning has that is this word in lower case.
fn begins_with(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut length = 0;
    let mut next = wanted.next();
    for c in text.chars() {
        if next.is_none() {
            return Some(length);
        }
        for lower in c.to_lowercase() {
            if next != Some(lower) {
                return None;
            }
            next = wanted.next();
        }
        length += c.len_utf8();
    }
    next.is_none().then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, marked: &str, expected: &str) {
        assert_eq!(text(words, marked).into_string(), expected, "{words:?}");
    }

    #[test]
    fn addresses_become_links_and_nothing_else_does() {
        let link = |href: &str, shown: &str| {
            format!(
                "<a href=\"{href}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{shown}</a>"
            )
        };
        check(
            "See https://kettle.example/a?b=1&c=2.",
            "",
            &format!(
                "See {}.",
                link(
                    "https://kettle.example/a?b=1&amp;c=2",
                    "https://kettle.example/a?b=1&amp;c=2"
                )
            ),
        );
        check(
            "www.kettle.example",
            "",
            &link("https://www.kettle.example", "www.kettle.example"),
        );
        check(
            "to ann@post.example, please",
            "",
            &format!(
                "to {}, please",
                link("mailto:ann@post.example", "ann@post.example")
            ),
        );
        for plain in [
            "javascript:alert(1)",
            "data:text/html,x",
            "kettle.exe",
            "a.b",
        ] {
            check(plain, "", plain);
        }
        check("<b>&", "", "&lt;b&gt;&amp;");
    }

    #[test]
    fn what_was_searched_for_is_marked() {
        check("Kettle lid", "kett", "<mark>Kett</mark>le lid");
        check(
            "a lid, lids",
            "lid",
            "a <mark>lid</mark>, <mark>lid</mark>s",
        );
        check("solid", "lid", "solid");
        check("这款茶壶", "茶壶", "这款<mark>茶壶</mark>");
        check("Чайник", "чай", "<mark>Чай</mark>ник");
        check("İstanbul", "i", "İstanbul");
    }
}

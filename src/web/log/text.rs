//! Text to markup: addresses become links, what was searched for is marked, everything else stays text.

use linkify::{LinkFinder, LinkKind};
use maud::{Markup, html};

use crate::{
    base::id::CustomerId,
    desk::{
        conversation::shared::web_address,
        customer::{directory::Known, folded::fold},
    },
    web::layout::person_path,
};

/// A message's words. `marked` are words that a search was for; empty marks nothing. Addresses and
/// numbers of somebody the directory knows lead to them.
pub(super) fn text(words: &str, marked: &str, known: &Known) -> Markup {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    html! {
        @for span in finder.spans(words) {
            @match span.kind() {
                Some(kind) => {
                    @match (known.of(span.as_str()), href(kind, span.as_str())) {
                        (Some(customer), _) if *kind == LinkKind::Email => (person(customer, span.as_str(), marked)),
                        (_, Some(href)) => a href=(href) target="_blank" rel="noopener noreferrer nofollow" { (with_marks(span.as_str(), marked)) },
                        (_, None) => (with_marks(span.as_str(), marked)),
                    }
                }
                None => (numbers(span.as_str(), marked, known)),
            }
        }
    }
}

/// Somebody the directory knows.
fn person(customer: CustomerId, written: &str, marked: &str) -> Markup {
    html! { a."known" href=(person_path(customer)) { (with_marks(written, marked)) } }
}

/// Plain words, in which numbers of somebody the directory knows lead to them.
fn numbers(words: &str, marked: &str, known: &Known) -> Markup {
    let mut rest = 0;
    let mut pieces = Vec::new();
    for (from, to) in phones(words) {
        if let Some(customer) = known.of(&words[from..to]) {
            pieces.push((&words[rest..from], Some((customer, &words[from..to]))));
            rest = to;
        }
    }
    pieces.push((&words[rest..], None));
    html! {
        @for (plain, found) in pieces {
            (with_marks(plain, marked))
            @if let Some((customer, number)) = found { (person(customer, number, marked)) }
        }
    }
}

/// Where numbers stand that might be somebody's: at least seven digits, perhaps grouped.
fn phones(words: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut begun: Option<(usize, usize, usize)> = None;
    let mut before = ' ';
    let mut keep = |begun: Option<(usize, usize, usize)>| {
        if let Some((from, to, digits)) = begun
            && (7..=15).contains(&digits)
        {
            found.push((from, to));
        }
    };
    for (at, c) in words.char_indices() {
        begun = match begun {
            Some((from, _, digits)) if c.is_ascii_digit() => Some((from, at + 1, digits + 1)),
            Some(run) if matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')' | '/' | '.') => Some(run),
            None if c.is_ascii_digit() && !before.is_alphanumeric() => Some((at, at + 1, 1)),
            None if c == '+' && !before.is_alphanumeric() => Some((at, at + 1, 0)),
            other => {
                // What goes on in letters is an order's number or the like.
                if !c.is_alphabetic() || other.is_some_and(|(_, to, _)| to < at) {
                    keep(other);
                }
                None
            }
        };
        before = c;
    }
    keep(begun);
    found
}

/// Adds the addresses and numbers in a text to those found before.
pub(super) fn contacts(words: &str, found: &mut Vec<String>) {
    if !words.contains('@') && words.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return;
    }
    let mut add = |word: &str| {
        if !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    };
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Email]);
    for link in finder.links(words) {
        add(link.as_str());
    }
    for (from, to) in phones(words) {
        add(&words[from..to]);
    }
}

/// Where a link goes; only to sites and mailboxes, whatever else an address may name.
fn href(kind: &LinkKind, address: &str) -> Option<String> {
    match kind {
        LinkKind::Email => Some(format!("mailto:{address}")),
        LinkKind::Url => web_address(address),
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
        .map(fold)
        .filter(|word| !word.is_empty())
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

/// How many bytes of a text its beginning has that is this folded word: capitals and accents do not matter here, since the
/// search does not look at them either.
fn begins_with(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut length = 0;
    let mut next = wanted.next();
    for c in text.chars() {
        let mut letters = folded(c).peekable();
        // An accent that is a character of its own belongs to the letter before.
        if next.is_none() && letters.peek().is_some() {
            return Some(length);
        }
        for letter in letters {
            if next != Some(letter) {
                return None;
            }
            next = wanted.next();
        }
        length += c.len_utf8();
    }
    next.is_none().then_some(length)
}

fn folded(c: char) -> impl Iterator<Item = char> {
    let plain = c.is_ascii().then(|| c.to_ascii_lowercase());
    let others = match plain {
        Some(_) => String::new(),
        None => fold(c.encode_utf8(&mut [0; 4])),
    };
    plain.into_iter().chain(others.chars().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::fuzz::{self, page};

    fn check(words: &str, marked: &str, expected: &str) {
        let nobody = Known::default();
        assert_eq!(
            text(words, marked, &nobody).into_string(),
            expected,
            "{words:?}"
        );
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
    fn numbers_that_might_be_somebody_s_are_found() {
        for (words, expected) in [
            ("call +49 (40) 555-0112, please", &["+49 (40) 555-0112"][..]),
            ("0049 40 5550112.", &["0049 40 5550112"]),
            ("order 10482 of 2025", &[]),
            ("AB1234567 or 1234567X", &[]),
            ("1234567 and 7654321", &["1234567", "7654321"]),
            ("电话13800138000谢谢", &[]),
            ("电话 13800138000 谢谢", &["13800138000"]),
            ("12345678901234567890", &[]),
        ] {
            let found: Vec<&str> = phones(words)
                .into_iter()
                .map(|(from, to)| &words[from..to])
                .collect();
            assert_eq!(found, expected, "{words:?}");
        }
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
        // What the search does not look at does not matter here either.
        check("Le café ferme", "cafe", "Le <mark>café</mark> ferme");
        check("Frau Müller", "mul", "Frau <mark>Mül</mark>ler");
        check("¿Llegó?", "LLEGO", "¿<mark>Llegó</mark>?");
        check("cafe\u{301} noir", "café", "<mark>cafe\u{301}</mark> noir");
        check("İstanbul", "i", "<mark>İ</mark>stanbul");
    }

    #[test]
    fn fuzz_links_in_messages() {
        let samples = [
            "See https://kettle.example/a?b=1&c=2. or www.kettle.example",
            "to ann@post.example, please call +49 (40) 555-0112",
            "<b>&amp; \"x\" javascript:alert(1) data:text/html,x İstanbul 茶壶",
        ];
        let words = [
            "https://",
            "http://",
            "www.",
            "@",
            ".example",
            "://",
            "javascript:",
            "\"><script>",
            "mailto:",
            "茶壶",
            "İ",
            "ß",
        ];
        fuzz::text("links", &samples, &words, |words| {
            for marked in ["", "i", "ss 茶 a"] {
                let shown = text(words, marked, &Known::default()).into_string();
                page::assert_harmless(&shown, &["a", "mark"], false);
                // A browser knows one line's end, and no zero.
                let written = words
                    .replace("\r\n", "\n")
                    .replace('\r', "\n")
                    .replace('\0', "");
                assert_eq!(page::words(&shown), written, "{shown}");
            }
        });
    }
}

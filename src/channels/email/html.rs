//! A mail's formatted text: made safe to show, and turned into plain text.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

/// Longest formatted text that is looked at; anything longer is a file.
pub(super) const LONGEST: usize = 1_500_000;

/// Deeper than any mail that a person wrote; what is deeper takes its reader's time away.
const DEEPEST: usize = 400;

const TAGS: [&str; 57] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// What of a mail's formatted text may be shown: no scripts, no styles, no forms, no frames, no handlers. Pictures
/// stay where they were, for the page's own policy decides what is loaded; links open elsewhere and say nothing of
/// where they were.
static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = plain_rules();
    builder
        .generic_attributes(HashSet::from(["dir", "lang", "title"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank");
    builder
});

/// The same, with what tells quotes from text.
pub(super) static MARKED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = plain_rules();
    builder
        .generic_attributes(HashSet::from(["class", "id"]))
        .link_rel(None);
    builder
});

fn plain_rules() -> Builder<'static> {
    let cells = [
        "align", "valign", "width", "height", "bgcolor", "colspan", "rowspan",
    ];
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "head", "template", "object", "noscript", "svg", "math",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt", "width", "height"])),
            ("font", HashSet::from(["color", "size"])),
            ("ol", HashSet::from(["start", "type"])),
            (
                "table",
                HashSet::from([
                    "align",
                    "width",
                    "bgcolor",
                    "border",
                    "cellpadding",
                    "cellspacing",
                ]),
            ),
            ("tr", HashSet::from(["align", "valign", "bgcolor"])),
            ("td", HashSet::from(cells)),
            ("th", HashSet::from(cells)),
            ("div", HashSet::from(["align"])),
            ("p", HashSet::from(["align"])),
        ]))
        .url_schemes(HashSet::from([
            "http", "https", "mailto", "tel", "cid", "data",
        ]))
        .url_relative(UrlRelative::Deny)
        .attribute_filter(|tag, name, value| match (tag, name) {
            ("a", "href") if begins(value, &["http:", "https:", "mailto:", "tel:"]) => {
                Some(Cow::Borrowed(value))
            }
            ("img", "src") if begins(value, &["https:", "cid:"]) || is_picture(value) => {
                Some(Cow::Borrowed(value))
            }
            ("a", "href") | ("img", "src") => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
}

pub(super) fn begins(value: &str, schemes: &[&str]) -> bool {
    let value = value.trim_start();
    schemes.iter().any(|scheme| {
        value
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A picture that a mail brings in its own text.
fn is_picture(value: &str) -> bool {
    let kinds = ["png", "jpeg", "jpg", "gif", "webp"];
    kinds
        .iter()
        .any(|kind| begins(value, &[&format!("data:image/{kind};base64,")]))
}

/// Formatted text that may be shown; `None` for what is too long or too deep.
#[must_use]
pub fn safe(html: &str) -> Option<String> {
    is_sane(html).then(|| without_beacons(&SAFE.clean(html).to_string()))
}

pub(super) fn is_sane(html: &str) -> bool {
    html.len() <= LONGEST && depth(html) <= DEEPEST
}

/// How deep elements lie in each other at the most, those that close themselves aside.
fn depth(html: &str) -> usize {
    let (mut deepest, mut now) = (0_usize, 0_usize);
    for piece in html.split('<').skip(1) {
        if piece.starts_with('/') {
            now = now.saturating_sub(1);
            continue;
        }
        let name: String = piece
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(12)
            .collect::<String>()
            .to_ascii_lowercase();
        let closes_itself = matches!(
            name.as_str(),
            "" | "area"
                | "base"
                | "br"
                | "col"
                | "dd"
                | "dt"
                | "embed"
                | "frame"
                | "hr"
                | "img"
                | "input"
                | "li"
                | "link"
                | "meta"
                | "option"
                | "p"
                | "param"
                | "source"
                | "td"
                | "th"
                | "tr"
                | "track"
                | "wbr"
        );
        if !closes_itself {
            now += 1;
            deepest = deepest.max(now);
        }
    }
    deepest
}

/// Pictures of one dot tell their owner who reads: they are no part of a mail.
fn without_beacons(html: &str) -> String {
    mapped(html, |image| {
        let is_dot = |side| matches!(attribute(image, side).trim_end_matches("px"), "0" | "1");
        (is_dot("width") || is_dot("height")).then(String::new)
    })
}

/// A safe text with some of its pictures written otherwise: `instead` gets each one's tag, without its angles.
fn mapped(html: &str, mut instead: impl FnMut(&str) -> Option<String>) -> String {
    let mut written = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        let end = tag_end(tag);
        let next = (start + 1 + end + 1).min(rest.len());
        let other = tag[..end]
            .starts_with("img")
            .then(|| instead(&tag[..end]))
            .flatten();
        match other {
            Some(other) => {
                written.push_str(&rest[..start]);
                written.push_str(&other);
            }
            None => written.push_str(&rest[..next]),
        }
        rest = &rest[next..];
    }
    written.push_str(rest);
    written
}

/// The id of a picture that the mail brings itself.
fn own_picture(image: &str) -> Option<String> {
    let source = attribute(image, "src");
    begins(&source, &["cid:"]).then(|| source.trim_start()[4..].to_owned())
}

/// The same text with its own pictures from where `place` says; those it knows nothing of are left out. So are
/// pictures from elsewhere, unless `has_others`: what they are called stands in their place.
#[must_use]
pub fn placed(html: &str, has_others: bool, place: impl Fn(&str) -> Option<String>) -> String {
    mapped(html, |image| {
        let Some(id) = own_picture(image) else {
            let is_other = begins(&attribute(image, "src"), &["https:"]);
            return (is_other && !has_others).then(|| match attribute(image, "alt").trim() {
                "" => String::new(),
                called => format!("[{}]", escaped(called)),
            });
        };
        let Some(found) = place(&id) else {
            return Some(String::new());
        };
        let sides = ["alt", "width", "height"].map(|name| (name, attribute(image, name)));
        let kept: String = sides
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!(" {name}=\"{}\"", escaped(value)))
            .collect();
        Some(format!("<img src=\"{}\"{kept}>", escaped(&found)))
    })
}

/// The ids of pictures that a safe text shows in its place.
#[must_use]
pub fn inside(html: &str) -> Vec<String> {
    let mut ids = Vec::new();
    mapped(html, |image| {
        ids.extend(own_picture(image));
        None
    });
    ids
}

/// Whether a safe text has pictures that lie elsewhere.
#[must_use]
pub fn has_remote(html: &str) -> bool {
    let mut has = false;
    mapped(html, |image| {
        has |= begins(&attribute(image, "src"), &["https:"]);
        None
    });
    has
}

/// Text as it stands between tags and in attributes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Where a tag ends: at the first `>` that is in no quotes.
pub(super) fn tag_end(tag: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

pub(super) fn attribute(tag: &str, name: &str) -> String {
    let mark = format!(" {name}=\"");
    tag.split_once(&mark)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(value, _)| value.replace("&amp;", "&").replace("&quot;", "\""))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;

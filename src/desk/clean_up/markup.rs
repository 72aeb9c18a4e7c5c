//! Tags of web pages in what was pasted as text, and characters that are written out.

/// Elements whose tags are taken away. Others, such as `<3` or `<string>`, are somebody's words.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "figcaption",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "s",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "video",
];

/// Elements after whose end another line begins.
const LINES: &[&str] = &[
    "article",
    "blockquote",
    "dd",
    "div",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];

/// Longest tag that is taken for one.
const LONGEST_TAG: usize = 2_000;

struct Tag<'a> {
    name: String,
    is_end: bool,
    /// What stands between name and end.
    inside: &'a str,
    length: usize,
}

/// A text without tags: what they surrounded stays, a link keeps its address.
pub(super) fn strip(text: &str, removed: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Where the words of an open link begin, and where it leads.
    let mut link: Option<(usize, String)> = None;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(comment) = from.strip_prefix("<!--")
            && let Some(end) = comment.find("-->")
        {
            *removed += 1;
            rest = comment.get(end + 3..).unwrap_or_default();
            continue;
        }
        let Some(tag) = tag_at(from) else {
            out.push('<');
            rest = from.get(1..).unwrap_or_default();
            continue;
        };
        *removed += 1;
        rest = from.get(tag.length..).unwrap_or_default();
        let name = tag.name.as_str();
        match (name, tag.is_end) {
            ("style" | "script" | "head" | "title", false) => {
                if let Some(end) = end_of(rest, name) {
                    rest = rest.get(end..).unwrap_or_default();
                }
            }
            ("a", false) => {
                link = attribute(tag.inside, "href").map(|address| (out.len(), address));
            }
            ("a", true) => {
                if let Some((begin, address)) = link.take() {
                    finish_link(&mut out, begin, &address);
                }
            }
            ("br", _) => out.push('\n'),
            ("li", false) => {
                new_line(&mut out);
                out.push_str("• ");
            }
            ("td" | "th", true) => out.push(' '),
            (name, true) if LINES.contains(&name) => new_line(&mut out),
            _ => {}
        }
    }
    out.push_str(rest);
    if let Some((begin, address)) = link {
        finish_link(&mut out, begin, &address);
    }
    written_out(&out, removed)
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The address stays beside a link's words, unless they are the address.
fn finish_link(out: &mut String, begin: usize, address: &str) {
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    let is_site = address.starts_with("http://") || address.starts_with("https://");
    let bare = |address: &str| {
        let address = address.trim().trim_end_matches('/');
        let address = address.strip_prefix("https://").unwrap_or(address);
        address
            .strip_prefix("http://")
            .unwrap_or(address)
            .to_owned()
    };
    let words = out.get(begin..).unwrap_or_default();
    if (!is_site && !address.contains('@')) || bare(words) == bare(address) {
        return;
    }
    if words.trim().is_empty() {
        out.push_str(address);
    } else {
        out.push_str(&format!(" ({address})"));
    }
}

fn tag_at(from: &str) -> Option<Tag<'_>> {
    let after = from.strip_prefix('<')?;
    let (is_end, after) = match after.strip_prefix('/') {
        Some(after) => (true, after),
        None => (false, after),
    };
    let length = after
        .find(|c: char| !c.is_ascii_alphanumeric() && c != ':')
        .unwrap_or(after.len());
    let name = after.get(..length)?.to_ascii_lowercase();
    // A word processor's own elements have a colon.
    let is_office = matches!(
        name.split_once(':'),
        Some(("o" | "w" | "v" | "m" | "st1", _))
    );
    if !is_office && !ELEMENTS.contains(&name.as_str()) {
        return None;
    }
    let inside = after.get(length..)?;
    if !inside.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/') {
        return None;
    }
    let mut quote = None;
    for (at, c) in inside.char_indices().take(LONGEST_TAG) {
        match (quote, c) {
            (None, '>') => {
                let skipped = from.len() - inside.len();
                return Some(Tag {
                    name,
                    is_end,
                    inside: inside.get(..at)?,
                    length: skipped + at + 1,
                });
            }
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Where the end tag of an element begins. Sought in small letters of the same length.
fn end_of(rest: &str, name: &str) -> Option<usize> {
    rest.to_ascii_lowercase().find(&format!("</{name}"))
}

fn attribute(inside: &str, name: &str) -> Option<String> {
    let lower = inside.to_ascii_lowercase();
    let at = lower.find(&format!("{name}="))?;
    let value = inside.get(at + name.len() + 1..)?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    let mut none = 0;
    Some(written_out(value.trim(), &mut none))
}

/// Characters that were written as `&amp;` or `&#8217;`.
fn written_out(text: &str, removed: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match named(from) {
            Some((c, length)) => {
                *removed += 1;
                out.push(c);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn named(from: &str) -> Option<(char, usize)> {
    let end = from.bytes().take(10).position(|byte| byte == b';')?;
    let name = from.get(1..end)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "bull" => '•',
        "middot" => '·',
        "euro" => '€',
        "pound" => '£',
        "deg" => '°',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "shy" => '\u{AD}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')?
        }
    };
    Some((c, end + 1))
}

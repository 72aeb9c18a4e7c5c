//! A mail's formatted text as plain text.

use super::html::{MARKED, attribute, begins, is_sane, tag_end};

/// Formatted text as plain text, with quotes marked by `>`.
#[must_use]
pub(super) fn text(html: &str) -> String {
    if !is_sane(html) {
        return rough(html);
    }
    let marked = MARKED.clean(html).to_string();
    let mut writer = Writer::default();
    let mut rest = marked.as_str();
    while let Some(start) = rest.find('<') {
        writer.say(&rest[..start]);
        let tag = &rest[start + 1..];
        let end = tag_end(tag);
        writer.tag(&tag[..end]);
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    writer.say(rest);
    writer.finish()
}

/// The letters of a text that is no mail a person wrote.
fn rough(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        let said = piece.split_once('>').map_or(piece, |(_, said)| said);
        let said = said.trim();
        if !said.is_empty() && text.len() < 100_000 {
            text.push_str(said);
            text.push('\n');
        }
    }
    text
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    open: Vec<Open>,
    /// How deep in quotes.
    depth: usize,
    /// Whether an empty line comes before the next one.
    is_apart: bool,
    /// Whether a space comes before the next word.
    is_spaced: bool,
}

struct Open {
    name: String,
    is_quote: bool,
    is_pre: bool,
    link: Option<(String, usize)>,
}

impl Writer {
    fn say(&mut self, coded: &str) {
        let said = coded
            .replace("&nbsp;", "\u{A0}")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        if self.open.iter().any(|open| open.is_pre) {
            for (at, line) in said.split('\n').enumerate() {
                if at > 0 {
                    self.line_end();
                }
                self.line.push_str(line);
            }
            return;
        }
        for c in said.chars() {
            if c == '\u{A0}' {
                self.line.push(' ');
            } else if c.is_whitespace() {
                self.is_spaced = true;
            } else {
                if self.is_spaced && !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
                self.is_spaced = false;
                self.line.push(c);
            }
        }
    }

    /// Ends the line if something stands in it.
    fn flush(&mut self) {
        self.is_spaced = false;
        if self.line.trim().is_empty() {
            self.line.clear();
        } else {
            self.line_end();
        }
    }

    /// Ends the line, empty or not.
    fn line_end(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.is_spaced = false;
        if std::mem::take(&mut self.is_apart) && !line.trim().is_empty() {
            self.push("");
        }
        self.push(line.trim_end());
    }

    fn push(&mut self, line: &str) {
        let mark = "> ".repeat(self.depth);
        let line = format!("{mark}{line}").trim_end().to_owned();
        let is_empty = |line: &str| line.trim_matches(['>', ' ']).is_empty();
        let is_second = self.lines.last().is_none_or(|last| is_empty(last));
        if !(is_second && is_empty(&line)) {
            self.lines.push(line);
        }
    }

    fn tag(&mut self, tag: &str) {
        if let Some(name) = tag.strip_prefix('/') {
            self.close(name.trim());
            return;
        }
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        match name.as_str() {
            "br" => {
                self.line_end();
                return;
            }
            "hr" => {
                self.flush();
                self.line.push_str("———");
                self.line_end();
                return;
            }
            "img" | "col" => return,
            "td" | "th" => self.is_spaced = true,
            _ if is_block(&name) => {
                self.flush();
                self.is_apart |= is_apart(&name);
            }
            _ => {}
        }
        let class = attribute(tag, "class");
        let id = attribute(tag, "id");
        if ["appendonsend", "divRplyFwdMsg"]
            .iter()
            .any(|mark| id.ends_with(mark))
        {
            self.flush();
            self.line.push_str(super::quote::ORIGINAL);
            self.line_end();
        }
        let is_quote = name == "blockquote"
            || class
                .split_whitespace()
                .any(|class| class.ends_with("moz-cite-prefix") || class.ends_with("yahoo_quoted"));
        if is_quote {
            // The empty line before a quote is not of it.
            if std::mem::take(&mut self.is_apart) {
                self.push("");
            }
            self.depth += 1;
        }
        if name == "li" {
            self.line.push_str("• ");
        }
        let link = (name == "a").then(|| (attribute(tag, "href"), self.line.len()));
        self.open.push(Open {
            is_pre: name == "pre",
            name,
            is_quote,
            link,
        });
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        for open in self.open.split_off(at).into_iter().rev() {
            if let Some((href, from)) = open.link {
                self.link(&href, from);
            }
            if is_block(&open.name) {
                self.flush();
                self.is_apart |= is_apart(&open.name);
            }
            if open.is_quote {
                self.flush();
                self.depth -= 1;
            }
        }
    }

    /// Where a link leads, unless it says so itself.
    fn link(&mut self, href: &str, from: usize) {
        let said = self.line.get(from..).unwrap_or_default().trim();
        let bare = |text: &str| {
            let text = text.trim_end_matches('/');
            let text = text
                .strip_prefix("https://")
                .or(text.strip_prefix("http://"))
                .unwrap_or(text);
            text.strip_prefix("www.").unwrap_or(text).to_lowercase()
        };
        if begins(href, &["http:", "https:"]) && !said.is_empty() && bare(said) != bare(href) {
            self.line.push_str(&format!(" ({href})"));
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.lines.join("\n").trim().to_owned()
    }
}

fn is_block(name: &str) -> bool {
    is_apart(name)
        || matches!(
            name,
            "div"
                | "li"
                | "tr"
                | "dd"
                | "dt"
                | "center"
                | "figure"
                | "figcaption"
                | "caption"
                | "thead"
                | "tbody"
        )
}

fn is_apart(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "blockquote"
            | "pre"
    )
}

#[cfg(test)]
mod tests;

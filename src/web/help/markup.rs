//! Markdown as markup. Every word goes through maud's escaping, HTML among them is text like any other, and links lead
//! to the web, to mailboxes and to our own pages only.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::desk::content::markdown::OPTIONS;

/// An article's words. Its headings stand below the page's own.
pub(in crate::web) fn markup(markdown: &str) -> Markup {
    let mut out = String::with_capacity(markdown.len() * 2);
    // What ends each link and heading that is open: one that is not followed has no element.
    let mut ends: Vec<&'static str> = Vec::new();
    let mut is_head = false;
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                escape(&mut out, &words);
            }
            Event::Code(words) => {
                out.push_str("<code>");
                escape(&mut out, &words);
                out.push_str("</code>");
            }
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("<br>"),
            Event::Rule => out.push_str("<hr>"),
            Event::Start(Tag::TableHead) => {
                is_head = true;
                out.push_str("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                is_head = false;
                out.push_str("</tr></thead><tbody>");
            }
            Event::Start(Tag::TableCell) => out.push_str(if is_head {
                "<th scope=\"col\">"
            } else {
                "<td>"
            }),
            Event::End(TagEnd::TableCell) => out.push_str(if is_head { "</th>" } else { "</td>" }),
            Event::Start(tag) => start(&mut out, &tag, &mut ends),
            Event::End(tag) => end(&mut out, tag, &mut ends),
            _ => {}
        }
    }
    PreEscaped(out)
}

fn escape(out: &mut String, words: &str) {
    out.push_str(&html! { (words) }.into_string());
}

fn start(out: &mut String, tag: &Tag<'_>, ends: &mut Vec<&'static str>) {
    match tag {
        Tag::Paragraph => out.push_str("<p>"),
        Tag::Heading { level, .. } => {
            let (begin, end) = match level {
                HeadingLevel::H1 | HeadingLevel::H2 => ("<h2 dir=\"auto\">", "</h2>"),
                HeadingLevel::H3 => ("<h3 dir=\"auto\">", "</h3>"),
                HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => {
                    ("<h4 dir=\"auto\">", "</h4>")
                }
            };
            out.push_str(begin);
            ends.push(end);
        }
        Tag::BlockQuote(_) => out.push_str("<blockquote>"),
        Tag::CodeBlock(_) => out.push_str("<pre tabindex=\"0\"><code>"),
        Tag::List(Some(first)) => {
            out.push_str(
                &html! { (PreEscaped("<ol start=\"")) (first) (PreEscaped("\">")) }.into_string(),
            );
        }
        Tag::List(None) => out.push_str("<ul>"),
        Tag::Item => out.push_str("<li>"),
        Tag::Emphasis => out.push_str("<em>"),
        Tag::Strong => out.push_str("<strong>"),
        Tag::Strikethrough => out.push_str("<s>"),
        // A picture on another site would be fetched from there, which our pages do not do: it is a link.
        Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => match followed(dest_url) {
            Some(address) => {
                out.push_str("<a rel=\"noopener\" href=\"");
                escape(out, address);
                out.push_str("\">");
                ends.push("</a>");
            }
            None => ends.push(""),
        },
        Tag::Table(_) => out.push_str("<div class=\"tablebox\" tabindex=\"0\"><table>"),
        Tag::TableRow => out.push_str("<tr>"),
        _ => {}
    }
}

fn end(out: &mut String, tag: TagEnd, ends: &mut Vec<&'static str>) {
    out.push_str(match tag {
        TagEnd::Paragraph => "</p>",
        TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image => ends.pop().unwrap_or(""),
        TagEnd::BlockQuote(_) => "</blockquote>",
        TagEnd::CodeBlock => "</code></pre>",
        TagEnd::List(true) => "</ol>",
        TagEnd::List(false) => "</ul>",
        TagEnd::Item => "</li>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::Strikethrough => "</s>",
        TagEnd::Table => "</tbody></table></div>",
        TagEnd::TableRow => "</tr>",
        _ => "",
    });
}

/// Where a link leads, if it is one that we write.
fn followed(address: &str) -> Option<&str> {
    let lower = address.to_ascii_lowercase();
    let is_ours = address.starts_with('/') && !address.starts_with("//");
    let is_known = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    (is_ours || is_known).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::markup;
    use crate::base::fuzz::{
        self,
        page::{self, Part},
    };

    #[test]
    fn marks_become_elements_and_nothing_else_does() {
        for (markdown, expected) in [
            (
                "# A\n\nb **c** *d* ~~e~~",
                "<h2 dir=\"auto\">A</h2><p>b <strong>c</strong> <em>d</em> <s>e</s></p>",
            ),
            ("2. x\n3. y", "<ol start=\"2\"><li>x</li><li>y</li></ol>"),
            ("- x", "<ul><li>x</li></ul>"),
            (
                "<script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
            ),
            (
                "a <b onclick=\"x\">c</b>",
                "<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>",
            ),
            ("[a](javascript:alert(1))", "<p>a</p>"),
            ("[a](//evil.example)", "<p>a</p>"),
            ("[a](data:text/html,x)", "<p>a</p>"),
            (
                "[a](https://kettle.example/?a=1&b=%22)",
                "<p><a rel=\"noopener\" href=\"https://kettle.example/?a=1&amp;b=%22\">a</a></p>",
            ),
            (
                "[a](/help/en/b)",
                "<p><a rel=\"noopener\" href=\"/help/en/b\">a</a></p>",
            ),
            (
                "![lid](https://kettle.example/lid.jpg)",
                "<p><a rel=\"noopener\" href=\"https://kettle.example/lid.jpg\">lid</a></p>",
            ),
            (
                "[a](<https://x.example/\"onclick=1>)",
                "<p><a rel=\"noopener\" href=\"https://x.example/&quot;onclick=1\">a</a></p>",
            ),
            ("`<i>`", "<p><code>&lt;i&gt;</code></p>"),
        ] {
            assert_eq!(markup(markdown).into_string(), expected, "{markdown:?}");
        }
    }

    #[test]
    fn no_text_takes_the_house_down() {
        for hard in [
            ">".repeat(20_000),
            "[".repeat(20_000),
            "- ".repeat(10_000),
            "*a_ ".repeat(5_000),
        ] {
            assert!(markup(&hard).into_string().len() < hard.len() * 40);
        }
    }

    #[test]
    fn fuzz_articles() {
        let samples = [
            "# Delivery\n\nTwo *days*, **often** one. [a](https://kettle.example/?a=1&b=%22) ![lid](/files/1)\n\n- one\n- two\n  1. x\n\n> q\n\n`<i>`",
            "| a | b |\n|---|:-:|\n| 1 | <b onclick=x> |\n\n~~gone~~ <https://x.example/\"onclick=1> [b](javascript:alert(1))\n\n```html\n<script>\n```",
        ];
        let words = [
            "[",
            "](",
            ")",
            "![",
            "<",
            "`",
            "```",
            "*",
            "_",
            "|",
            "\n\n",
            "> ",
            "- ",
            "# ",
            "<script>",
            "<!--",
            "javascript:",
            "\\",
        ];
        let elements = [
            "a",
            "p",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "em",
            "strong",
            "s",
            "code",
            "pre",
            "blockquote",
            "br",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "div",
        ];
        fuzz::text("articles", &samples, &words, |markdown| {
            let shown = markup(markdown).into_string();
            page::assert_harmless(&shown, &elements, true);
            let mut open = Vec::new();
            for part in page::read(&shown) {
                match part {
                    Part::Start(name, _) if !matches!(name.as_str(), "br" | "hr") => {
                        open.push(name)
                    }
                    Part::End(name) => assert_eq!(open.pop(), Some(name), "{shown}"),
                    _ => {}
                }
            }
            assert!(open.is_empty(), "{open:?} in {shown}");
        });
    }
}

//! What an article says without its markup, for lists, searches and channels that have none. Articles are written in
//! Markdown (CommonMark, <https://spec.commonmark.org/0.31.2/>).

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What of Markdown articles have beside CommonMark.
pub const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The words alone: a line for each paragraph, heading and entry of a list, and where links lead behind their words.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut numbers: Vec<Option<u64>> = Vec::new();
    let mut links: Vec<(String, usize)> = Vec::new();
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Text(words)
            | Event::Code(words)
            | Event::Html(words)
            | Event::InlineHtml(words) => {
                text.push_str(&words);
            }
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::Start(Tag::List(first)) => {
                end_line(&mut text);
                numbers.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                numbers.pop();
                if numbers.is_empty() {
                    end_paragraph(&mut text);
                }
            }
            Event::Start(Tag::Item) => {
                end_line(&mut text);
                match numbers.last_mut() {
                    Some(Some(number)) => {
                        text.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    Some(None) | None => text.push_str("• "),
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((dest_url.into_string(), text.len()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((address, from)) = links.pop()
                    && text.get(from..) != Some(&address)
                {
                    text.push_str(&format!(" ({address})"));
                }
            }
            Event::End(TagEnd::TableCell) => text.push_str("  "),
            Event::End(TagEnd::TableHead | TagEnd::TableRow | TagEnd::Item) => end_line(&mut text),
            Event::End(TagEnd::Paragraph) if !numbers.is_empty() => end_line(&mut text),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table,
            )
            | Event::Rule => end_paragraph(&mut text),
            _ => {}
        }
    }
    text.trim().to_owned()
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn end_paragraph(text: &mut String) {
    end_line(text);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_left_and_marks_are_not() {
        for (markdown, expected) in [
            (
                "# Returns\n\nYou have **30 days**.\nNo more.",
                "Returns\n\nYou have 30 days. No more.",
            ),
            ("- one\n- two\n\nThen", "• one\n• two\n\nThen"),
            ("3. three\n4. four", "3. three\n4. four"),
            ("- a\n  - b\n- c", "• a\n• b\n• c"),
            (
                "See [the list](https://kettle.example/a) or <https://kettle.example/b>.",
                "See the list (https://kettle.example/a) or https://kettle.example/b.",
            ),
            ("a < b & <b>c</b>", "a < b & <b>c</b>"),
            ("| A | B |\n|---|---|\n| 1 | 2 |", "A  B\n1  2"),
            ("`x` ~~gone~~", "x gone"),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), expected, "{markdown:?}");
        }
    }
}

//! Text whose lines were broken for the way: <https://www.rfc-editor.org/rfc/rfc3676>.

use mail_parser::ContentType;

/// A text with its lines as they were written.
pub(super) fn joined(text: &str, kind: Option<&ContentType<'_>>) -> String {
    let says = |name: &str, word: &str| {
        kind.and_then(|kind| kind.attribute(name))
            .is_some_and(|value| value.eq_ignore_ascii_case(word))
    };
    if says("format", "flowed") {
        flowing(text, says("delsp", "yes"))
    } else {
        text.to_owned()
    }
}

fn flowing(text: &str, loses_space: bool) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let depth = line.bytes().take_while(|&byte| byte == b'>').count();
        let said = &line[depth..];
        let said = said.strip_prefix(' ').unwrap_or(said);
        let is_mark = said == "-- ";
        let is_soft = said.ends_with(' ') && !is_mark;
        let piece = if is_soft && loses_space {
            &said[..said.len() - 1]
        } else {
            said
        };
        match lines.last_mut() {
            Some((same, last)) if goes_on && *same == depth && !is_mark => last.push_str(piece),
            _ => lines.push((depth, piece.to_owned())),
        }
        goes_on = is_soft;
    }
    let marked = lines.into_iter().map(|(depth, line)| match depth {
        0 => line,
        _ => format!("{} {line}", ">".repeat(depth)),
    });
    marked.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_line_ends_are_no_line_ends() {
        for (text, loses_space, expected) in [
            ("One \ntwo\nthree", false, "One two\nthree"),
            ("你好 \n世界", true, "你好世界"),
            ("a\n-- \nMia", false, "a\n-- \nMia"),
            ("> quoted \n> on\nnew", false, "> quoted on\nnew"),
            ("> quoted \nnew", false, "> quoted \nnew"),
            (" >not a quote", false, ">not a quote"),
            ("", false, ""),
        ] {
            assert_eq!(flowing(text, loses_space), expected, "{text:?}");
        }
    }
}

//! Names of files: made harmless when they come in, spelled for headers when they go out.

use std::fmt::Write;

use crate::{base::text, desk::attachment::AttachmentKind};

/// Characters of a name at most, ending included.
const LONGEST: usize = 120;

/// Letters and digits after the last dot that can be an ending.
const LONGEST_ENDING: usize = 5;

/// A name without folders, invisible characters, or characters that some system treats as special.
#[must_use]
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = text::clean_line(last, usize::MAX)
        .chars()
        .map(|c| if "<>:\"|?*".contains(c) { '_' } else { c })
        .collect();
    plain.trim_matches(['.', ' ']).to_owned()
}

/// The ending of a name in lower case; empty when what follows the last dot does not look like one.
#[must_use]
pub fn ending(name: &str) -> String {
    split(name).1.to_ascii_lowercase()
}

fn split(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if looks_like_ending(ending) => (stem, ending),
        _ => (name, ""),
    }
}

fn looks_like_ending(text: &str) -> bool {
    (1..=LONGEST_ENDING).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// A cleaned name with one of `endings`: the one it has, if it is among them, else the first. A file
/// without a name is called what it is shown as.
#[must_use]
pub fn with_ending(name: &str, kind: AttachmentKind, endings: &[&str]) -> String {
    let (stem, _) = split(name);
    let own = ending(name);
    let ending = endings
        .iter()
        .find(|&&ending| ending == own)
        .or(endings.first())
        .copied()
        .unwrap_or_default();
    let stem = match stem.trim_end_matches(['.', ' ']) {
        "" => kind.word(),
        stem => stem,
    };
    let room = LONGEST.saturating_sub(ending.len() + 1);
    let mut name: String = stem.chars().take(room).collect();
    if is_device(&name) {
        name.insert(0, '_');
    }
    if !ending.is_empty() {
        name.push('.');
        name.push_str(ending);
    }
    name
}

/// Names that Windows keeps for devices, whatever their ending.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default();
    let word = first.trim().to_ascii_lowercase();
    matches!(word.as_str(), "con" | "prn" | "aux" | "nul")
        || matches!(
            word.as_bytes(),
            [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9']
        )
}

/// The value of a `Content-Disposition` header, RFC 6266: the name in ASCII for old programs, and whole
/// in UTF-8 as RFC 8187 spells it.
#[must_use]
pub fn content_disposition(inline: bool, name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|c| match c {
            // Some programs undo percent signs here as well.
            '"' | '\\' | '%' => '_',
            ' '..='~' => c,
            _ => '_',
        })
        .collect();
    let how = if inline { "inline" } else { "attachment" };
    let mut value = format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            value.push(char::from(byte));
        } else {
            let _ = write!(value, "%{byte:02X}");
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_harmless() {
        let image = AttachmentKind::Image;
        for (given, endings, expected) in [
            ("cup.png", &["png"][..], "cup.png"),
            ("Cup.PNG", &["png"], "Cup.png"),
            ("cup.jpeg", &["jpg", "jpeg"], "cup.jpeg"),
            ("cup.webp", &["png"], "cup.png"),
            ("../../etc/passwd", &["txt"], "passwd.txt"),
            ("C:\\Users\\ana\\cup.png", &["png"], "cup.png"),
            ("photo\u{202E}gnp.exe.png", &["png"], "photognp.exe.png"),
            ("a\r\nSet-Cookie: x.png", &["png"], "a Set-Cookie_ x.png"),
            ("<img src=x>.png", &["png"], "_img src=x_.png"),
            ("..", &["png"], "image.png"),
            ("", &["png"], "image.png"),
            (".png", &["png"], "png.png"),
            ("con.png", &["png"], "_con.png"),
            ("com1", &["png"], "_com1.png"),
            ("Report v1.2", &["pdf"], "Report v1.2.pdf"),
            ("чашка.png", &["png"], "чашка.png"),
            ("茶杯", &["png"], "茶杯.png"),
        ] {
            let found = with_ending(&clean(given), image, endings);
            assert_eq!(found, expected, "{given:?}");
        }
        let long = with_ending(&clean(&"é".repeat(500)), image, &["png"]);
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.ends_with(".png"));
    }

    #[test]
    fn header_carries_every_name() {
        for (name, expected) in [
            ("cup.png", "filename=\"cup.png\"; filename*=UTF-8''cup.png"),
            (
                "a \"b\"%.png",
                "filename=\"a _b__.png\"; filename*=UTF-8''a%20%22b%22%25.png",
            ),
            (
                "Чай.png",
                "filename=\"___.png\"; filename*=UTF-8''%D0%A7%D0%B0%D0%B9.png",
            ),
            (
                "x\r\ny.png",
                "filename=\"x__y.png\"; filename*=UTF-8''x%0D%0Ay.png",
            ),
        ] {
            assert_eq!(
                content_disposition(false, name),
                format!("attachment; {expected}")
            );
        }
        assert!(content_disposition(true, "a.png").starts_with("inline; "));
    }

    #[test]
    fn fuzz_file_names() {
        let samples = [
            "bill.pdf",
            "../../etc/passwd",
            "C:\\a\\b.exe",
            "счёт №1.tar.gz",
            "con.txt",
            "a\"b%22.png",
        ];
        let words = [
            "/",
            "\\",
            "..",
            ".",
            " ",
            ":",
            "\u{202e}gpj.exe",
            "aux",
            ".svg",
        ];
        crate::base::fuzz::text("file-names", &samples, &words, |name| {
            let cleaned = clean(name);
            assert_eq!(clean(&cleaned), cleaned, "{name:?}");
            assert!(
                !cleaned.contains(['/', '\\', '\0', '\r', '\n', '\u{202e}'])
                    && !cleaned.starts_with('.'),
                "{cleaned:?}"
            );
            for inline in [false, true] {
                let value = content_disposition(inline, &cleaned);
                assert!(http::HeaderValue::from_str(&value).is_ok(), "{value:?}");
                assert_eq!(value.matches('"').count(), 2, "{value}");
            }
        });
    }
}

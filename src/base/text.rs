//! Small rules about text that more than one noun needs.

use unicode_normalization::UnicodeNormalization;

/// `text` without characters that cannot be seen but change how others are shown: controls other
/// than line breaks, and marks that reverse the reading direction of what follows.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_invisible(c))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// As [`clean`], on one line and at most `limit` characters long; nothing where nobody would see
/// anything, so that no name is blank.
#[must_use]
pub fn clean_line(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = clean(&line).chars().take(limit).collect();
    if line.chars().all(is_blank) {
        return String::new();
    }
    line
}

/// Whether a character leaves no mark by itself, though some of them shape their neighbours.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{2800}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The first `limit` characters on one line, with an ellipsis where something was cut.
#[must_use]
pub fn preview(text: &str, limit: usize) -> String {
    let mut line = String::with_capacity(text.len().min(limit * 4));
    let mut taken = 0;
    for word in text.split_whitespace() {
        if taken > 0 {
            line.push(' ');
            taken += 1;
        }
        for c in word.chars() {
            if taken == limit {
                line.push('…');
                return line;
            }
            line.push(c);
            taken += 1;
        }
    }
    line
}

/// One or two letters that stand for a name in an avatar: first and last word's initials, or the
/// last character of a name in a script that is written without spaces.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_alphanumeric))
        .collect();
    match words.as_slice() {
        [] => String::new(),
        [word] if word.chars().any(is_ideograph) => word.chars().last().into_iter().collect(),
        [word] => word
            .chars()
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect(),
        [first, .., last] => [first, last]
            .iter()
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect(),
    }
}

/// Whether a character belongs to a script written without spaces between words.
#[must_use]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// Whether some word of a name begins so; in a script without spaces each character may begin one. Both are given as they
/// are compared, in small letters.
#[must_use]
pub fn has_word_beginning(name: &str, begins: &str) -> bool {
    name.match_indices(begins).any(|(at, _)| {
        let (before, from) = name.split_at(at);
        before
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric())
            || from.starts_with(is_ideograph)
    })
}

/// A text as an index takes it, and as it is asked: characters of scripts without spaces are set apart, so that each is a
/// word, and accents are left out that the index itself knows of Latin letters alone. `й` is no accented `и`.
#[must_use]
pub fn set_apart(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_ideograph(c) => spaced.extend([' ', c, ' ']),
            'ё' => spaced.push('е'),
            'Ё' => spaced.push('Е'),
            // Greek letters with their accents.
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => {
                spaced.extend(std::iter::once(c).nfd().take(1));
            }
            // An accent that is a character of its own would cut a word in two where it is asked for.
            '\u{300}'..='\u{331}' => {}
            c => spaced.push(c),
        }
    }
    spaced
}

/// Whether this looks like a mail address that could be delivered to.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let fits = text.len() <= 254 && !local.is_empty() && local.len() <= 64;
    let plain = !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"".contains(c));
    let dotted = domain.split('.').count() >= 2
        && domain
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    let ends = domain
        .rsplit('.')
        .next()
        .is_some_and(|top| top.chars().count() >= 2);
    fits && plain && dotted && ends && !local.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_word_of_a_name_may_be_the_one_that_is_meant() {
        for (name, begins, expected) in [
            ("anna lindqvist", "ann", true),
            ("anna lindqvist", "lind", true),
            ("anna lindqvist", "anna l", true),
            ("anna lindqvist", "qvist", false),
            ("anna-lena", "lena", true),
            ("khalid", "lid", false),
            ("khalid lidl", "lid", true),
            ("王小明", "小明", true),
            ("重要客户", "客户", true),
            ("王小明", "大", false),
            ("vip客户", "客户", true),
        ] {
            assert_eq!(
                has_word_beginning(name, begins),
                expected,
                "{name} {begins}"
            );
        }
    }

    #[test]
    fn an_index_takes_words_without_their_accents() {
        for (text, expected) in [
            ("Ёжик и ёлка", "Ежик и елка"),
            ("е\u{308}лка", "елка"),
            ("чай", "чай"),
            ("Ράφι, ἀγάπη", "Ραφι, αγαπη"),
            ("Cafe\u{301}s", "Cafes"),
            // Latin letters are the index’s own to read.
            ("Café", "Café"),
            ("绿茶 tea", " 绿  茶  tea"),
        ] {
            assert_eq!(set_apart(text), expected, "{text:?}");
        }
    }

    #[test]
    fn preview_stays_on_one_line() {
        for (text, limit, expected) in [
            ("one\ntwo", 20, "one two"),
            ("  spaced   out ", 20, "spaced out"),
            ("abcdef", 3, "abc…"),
            ("abc", 3, "abc"),
            ("你好吗", 2, "你好…"),
            ("", 5, ""),
        ] {
            assert_eq!(preview(text, limit), expected, "{text:?}");
        }
    }

    #[test]
    fn initials_fit_every_script() {
        for (name, expected) in [
            ("Ana Ruiz", "AR"),
            ("Дмитрий Орлов", "ДО"),
            ("陈美琳", "琳"),
            ("hannah", "H"),
            ("Ana María de la Cruz", "AC"),
            ("", ""),
            ("+44 7700", "7"),
            ("😀", ""),
        ] {
            assert_eq!(initials(name), expected, "{name:?}");
        }
    }

    #[test]
    fn cleaning_removes_what_deceives() {
        assert_eq!(clean(" a\u{202E}b\u{0000}\nc "), "ab\nc");
        assert_eq!(clean_line("photo\n\u{202E}gpj.exe", 100), "photo gpj.exe");
        assert_eq!(clean_line("abcdef", 3), "abc");
    }

    #[test]
    fn no_name_is_blank() {
        for blank in [
            "",
            " ",
            "\u{200B}",
            "\u{3164} \u{2800}",
            "\u{202E}\u{200F}\u{FE0F}",
        ] {
            assert_eq!(clean_line(blank, 40), "", "{blank:?}");
        }
        for name in ["a\u{200D}b", "👩\u{200D}👧", "می\u{200C}خواهم", "·"] {
            assert_eq!(clean_line(name, 40), name);
        }
    }

    #[test]
    fn addresses_that_look_cut_off_are_told() {
        for (address, good) in [
            ("hannah@post.example", true),
            ("h+x@sub.post.example", true),
            ("имя@почта.рф", true),
            ("hannah.vogel@post", false),
            ("@post.example", false),
            ("hannah@", false),
            ("a b@post.example", false),
            ("a@b@post.example", false),
            ("a@post..example", false),
            ("", false),
        ] {
            assert_eq!(is_email(address), good, "{address:?}");
        }
    }
}

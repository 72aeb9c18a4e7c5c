//! Words as a search knows them: without capitals, accents and most endings, in every script, so that
//! “Returning kettles” is found by “returned kettle”.
//!
//! It is no grammar. An ending is cut off only where enough of the word is left, and the same is done to what is
//! searched and to what is searched for, so that a wrong cut does no harm by itself. Scripts that are written without
//! spaces are cut into pairs of neighbouring characters.

use unicode_normalization::UnicodeNormalization;

use super::text::is_ideograph;

/// Fewest letters that are left of a word when its ending is cut off.
const SHORTEST: usize = 4;

/// Endings of words in Latin letters, the longest first: plurals, cases and forms of verbs of English, German, Spanish,
/// French and Italian.
const LATIN: [&str; 29] = [
    "ements", "ement", "ments", "ings", "ment", "ing", "ies", "ern", "est", "ens", "ies", "aux",
    "ado", "ada", "ed", "es", "er", "en", "em", "os", "as", "ar", "ir", "ez", "s", "e", "n", "o",
    "a",
];

/// Endings of words in Cyrillic letters, the longest first.
const CYRILLIC: [&str; 49] = [
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "ешь", "ете", "ите",
    "ает", "уют", "ать", "ить", "еть", "ов", "ев", "ей", "ам", "ям", "ах", "ях", "ом", "ем", "ый",
    "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "ию", "ья", "ть", "а", "я", "о", "ы",
    "и", "у", "е", "ю", "ь",
];

/// The words of a text, in their order, each as often as it stands there.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in folded(text).split(|c: char| !c.is_alphanumeric()) {
        let mut letters = String::new();
        let mut before = None;
        for c in part.chars() {
            if !is_ideograph(c) {
                if let (Some(alone), true) = (before.take(), letters.is_empty()) {
                    push_alone(&mut words, alone);
                }
                letters.push(c);
                continue;
            }
            push(&mut words, &mut letters);
            match before {
                Some((last, _)) => {
                    words.push([last, c].iter().collect());
                    before = Some((c, true));
                }
                None => before = Some((c, false)),
            }
        }
        push(&mut words, &mut letters);
        if let Some(alone) = before {
            push_alone(&mut words, alone);
        }
    }
    words
}

/// The same words in one line, as an index takes them.
#[must_use]
pub fn line(text: &str) -> String {
    words(text).join(" ")
}

fn push(words: &mut Vec<String>, letters: &mut String) {
    if !letters.is_empty() {
        words.push(stem(letters).to_owned());
        letters.clear();
    }
}

/// A character between two that are none of its script is a word by itself.
fn push_alone(words: &mut Vec<String>, (c, has_pair): (char, bool)) {
    if !has_pair {
        words.push(c.to_string());
    }
}

/// Lower case, without accents. Letters that only look like others with an accent, such as `й`, stay.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'й' | 'ї' | 'ў' => folded.push(c),
            'ё' => folded.push('е'),
            'ß' => folded.push_str("ss"),
            '’' | '\'' | '\u{ad}' | '\u{200b}' => {}
            c if c.is_ascii() || is_ideograph(c) => folded.push(c),
            c => folded.extend(
                std::iter::once(c)
                    .nfkd()
                    .filter(|c| !unicode_normalization::char::is_combining_mark(*c)),
            ),
        }
    }
    folded
}

/// A folded word without its ending.
fn stem(word: &str) -> &str {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return word;
    }
    let is_cyrillic = word.chars().all(|c| matches!(c, '\u{400}'..='\u{4FF}'));
    let endings: &[&str] = match is_cyrillic {
        true => &CYRILLIC,
        false if word.is_ascii() => &LATIN,
        false => &[],
    };
    let length = word.chars().count();
    let cut = endings.iter().find_map(|ending| {
        let left = length.checked_sub(ending.chars().count())?;
        (left >= SHORTEST).then(|| word.strip_suffix(ending))?
    });
    let rest = cut.unwrap_or(word);
    // “stopping” is no other word than “stop”.
    let mut last = rest.chars().rev();
    match (cut, last.next(), last.next()) {
        (Some(_), Some(one), Some(other))
            if one == other && length > SHORTEST && rest.chars().count() > SHORTEST =>
        {
            &rest[..rest.len() - one.len_utf8()]
        }
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_whatever_their_form() {
        for (one, other) in [
            ("Returning kettles", "returned kettle"),
            ("Lieferung nach Österreich", "LIEFERUNGEN nach osterreich"),
            ("доставка чайника", "доставку чайник"),
            ("Возврат ещё", "возврата еще"),
            ("devolución", "devolucion"),
            ("Straße", "STRASSE"),
            ("don’t", "dont"),
            ("shipping", "ship"),
        ] {
            assert_eq!(words(one), words(other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        for (text, expected) in [
            ("茶壶盖", &["茶壶", "壶盖"][..]),
            ("茶", &["茶"]),
            ("08号壶", &["08", "号壶"]),
            ("买kettle吗", &["买", "kettl", "吗"]),
            (
                "返品できますか",
                &["返品", "品で", "でき", "きま", "ます", "すか"],
            ),
        ] {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_and_short_words_stay_as_they_are() {
        assert_eq!(
            words("Kettle 08S, DHL, yes: A-12"),
            ["kettl", "08s", "dhl", "yes", "a", "12"]
        );
        assert_eq!(words(" …!? "), Vec::<String>::new());
    }
}

//! What an admin is told by SMS: it costs by the segment, and a telephone that lies on the bedside table shows one.

/// Letters of one segment in the network's own alphabet.
const PLAIN: usize = 160;
/// UTF-16 units of one where any letter is another one.
const WIDE: usize = 70;

/// The alphabet of short messages, but for those letters of it that take the room of two.
/// Source: 3GPP TS 23.038, 6.2.1, <https://www.3gpp.org/dynareport/23038.htm>.
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// And those.
const DOUBLE: &str = "^{}\\[~]|€";

/// One segment: the words, cut where they are too many, and the link if there is room for it.
pub(super) fn of(words: &str, link: &str) -> String {
    let words: String = words.chars().map(plainer).collect();
    if !link.is_empty() {
        let both = format!("{words} {link}");
        if fits(&both) {
            return both;
        }
    }
    if fits(&words) {
        return words;
    }
    let mut cut = String::new();
    for letter in words.chars() {
        cut.push(letter);
        if !fits(&format!("{cut}...")) {
            cut.pop();
            break;
        }
    }
    format!("{}...", cut.trim_end())
}

/// Marks that only look finer than one of the alphabet's would halve what fits.
fn plainer(letter: char) -> char {
    match letter {
        '’' | '‘' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' => '-',
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    }
}

fn fits(words: &str) -> bool {
    let room = |letter: char| match letter {
        letter if ALPHABET.contains(letter) => Some(1),
        letter if DOUBLE.contains(letter) => Some(2),
        _ => None,
    };
    match words.chars().map(room).sum::<Option<usize>>() {
        Some(room) => room <= PLAIN,
        None => words.encode_utf16().count() <= WIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_fits_into_one_segment() {
        let link = "https://desk.kettle.example/admin/house";
        let short = "Kettle: The disk is filling up.";
        for (words, link, expected) in [
            (short, "", short.to_owned()),
            (short, link, format!("{short} {link}")),
            // The link goes before a word does.
            (&"a".repeat(121), link, "a".repeat(121)),
            (
                &"a".repeat(120),
                link,
                format!("{} {link}", "a".repeat(120)),
            ),
            (&"a".repeat(160), "", "a".repeat(160)),
            (&"a".repeat(161), "", format!("{}...", "a".repeat(157))),
            // Letters that take the room of two, and those of other alphabets.
            (&"€".repeat(81), "", format!("{}...", "€".repeat(78))),
            (&"ж".repeat(70), "", "ж".repeat(70)),
            (&"ж".repeat(71), "", format!("{}...", "ж".repeat(67))),
            (&"🫖".repeat(36), "", format!("{}...", "🫖".repeat(33))),
            // Finer marks are no reason to say half as much.
            (
                &format!("Shop’s “bot” — {}", "a".repeat(145)),
                "",
                format!("Shop's \"bot\" - {}", "a".repeat(145)),
            ),
        ] {
            assert_eq!(of(words, link), expected);
        }
    }
}

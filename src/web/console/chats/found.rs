//! Where in a text the words of a search stand.

use crate::{base::text, desk::customer::folded::fold, web::log::first_hit};

/// Characters that are shown before the first hit.
const LEAD: usize = 24;
/// Characters of a message that a row can show.
const LONGEST: usize = 160;

/// Whether a word of a name begins with what was searched for.
pub(super) fn begins(name: &str, words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && text::has_word_beginning(&fold(name), &fold(words))
}

/// A message on one line, cut so that the first hit can be seen.
pub(super) fn around(said: &str, words: &str) -> String {
    let line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(at) = first_hit(&line, words) else {
        return text::preview(&line, LONGEST);
    };
    let before = line[..at].chars().count();
    if before <= LEAD {
        return text::preview(&line, LONGEST);
    }
    let from = line[..at]
        .char_indices()
        .rev()
        .take(LEAD)
        // Begins with a whole word where there is one.
        .filter(|(at, c)| *c == ' ' || text::is_ideograph(*c) || *at == 0)
        .last()
        .map_or(at, |(at, _)| at);
    format!("… {}", text::preview(&line[from..], LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_hit_is_seen_whatever_stands_before_it() {
        for (said, words, expected) in [
            ("Where is my\nkettle?", "kettle", "Where is my kettle?"),
            (
                "I wrote you last week about the lid of the green kettle, which leaks",
                "leak",
                "… green kettle, which leaks",
            ),
            (
                "Здравствуйте, я заказывала у вас на прошлой неделе чайник",
                "чайник",
                "… вас на прошлой неделе чайник",
            ),
            ("nothing of that kind", "kettle", "nothing of that kind"),
        ] {
            assert_eq!(around(said, words), expected);
        }
        let chinese =
            "我上个星期在你们店里买的那个绿色的茶壶盖子有一点漏水了请问可以换一个新的壶吗";
        let shown = around(chinese, "新的");
        assert!(shown.starts_with('…') && shown.contains("新的"), "{shown}");
    }

    #[test]
    fn a_tag_is_shown_when_it_begins_so() {
        assert!(begins("Retoure", "ret") && begins("Оптом", "опт") && begins("重要客户", "客户"));
        assert!(!begins("VIP", "") && !begins("VIP", "p"));
    }
}

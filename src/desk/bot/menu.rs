//! What one may choose from, by its number or its name.

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{ArticleId, CategoryId},
        words::folded,
    },
    db::{DbError, Reader},
    desk::content::article,
};

/// Entries of one menu at most: a button each, and a person beside them.
pub(super) const MOST: usize = 7;

/// Something to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// What a prompter elsewhere offered: its words are what the customer says.
    Words,
    /// A heading of the help centre.
    Category(CategoryId),
    /// An article of it.
    Article(ArticleId),
    /// The answer was one.
    Helped,
    /// A person.
    Person,
}

/// What stands in a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What is chosen by it.
    pub item: Item,
    /// Its words.
    pub label: String,
}

/// What somebody chose who wrote this: a number, perhaps with a mark behind it, or the words of an entry.
pub(super) fn chosen<'a>(menu: &'a [Entry], written: &str) -> Option<&'a Entry> {
    let written = written.trim();
    let figure = written.trim_end_matches(['.', ')', '!', ' ']);
    if let Ok(number) = figure.parse::<usize>() {
        return menu.get(number.checked_sub(1)?);
    }
    let wanted = folded(written);
    menu.iter().find(|entry| folded(&entry.label) == wanted)
}

/// The menu as lines that can be answered by a number.
pub(super) fn lines(menu: &[Entry]) -> String {
    let lines: Vec<String> = menu
        .iter()
        .enumerate()
        .map(|(place, entry)| format!("{}. {}", place + 1, entry.label))
        .collect();
    lines.join("\n")
}

/// What stands on such lines in a message.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter_map(|line| line.split_once(". "))
        .map(|(_, label)| label)
}

/// The headings of the help centre that have something for the bot, in a language.
pub(super) fn headings(reader: &Reader<'_>, language: &str) -> Result<Vec<Entry>, DbError> {
    let all = article::of_language_for_bot(reader, language)?;
    let entries = all.into_iter().filter_map(|(heading, articles)| {
        let first = articles.first()?;
        Some(Entry {
            item: Item::Category(first.category),
            label: heading,
        })
    });
    Ok(entries.take(MOST).collect())
}

/// Those articles of a heading, in a language.
pub(super) fn articles(
    reader: &Reader<'_>,
    language: &str,
    category: CategoryId,
) -> Result<Vec<Entry>, DbError> {
    let all = article::of_language_for_bot(reader, language)?;
    let own = all
        .into_iter()
        .flat_map(|(_, articles)| articles)
        .filter(|article| article.category == category);
    Ok(own
        .map(|article| Entry {
            item: Item::Article(article.id),
            label: article.title,
        })
        .take(MOST)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_chooses_by_number_or_by_name() {
        let menu: Vec<Entry> = [
            ("Lieferung", Item::Helped),
            ("Mit einem Menschen sprechen", Item::Person),
        ]
        .map(|(label, item)| Entry {
            item,
            label: label.to_owned(),
        })
        .to_vec();
        for (written, expected) in [
            ("1", Some(Item::Helped)),
            (" 2. ", Some(Item::Person)),
            ("2)", Some(Item::Person)),
            ("LIEFERUNG", Some(Item::Helped)),
            ("0", None),
            ("3", None),
            ("-1", None),
            ("1 Kessel", None),
            ("", None),
        ] {
            let found = chosen(&menu, written).map(|entry| entry.item);
            assert_eq!(found, expected, "{written:?}");
        }
        assert_eq!(lines(&menu), "1. Lieferung\n2. Mit einem Menschen sprechen");
        let said = format!("Worum geht es?\n{}", lines(&menu));
        let found: Vec<&str> = labels(&said).collect();
        assert_eq!(found, ["Lieferung", "Mit einem Menschen sprechen"]);
    }
}

//! Articles as a table and as JSON, out of the house and into it.
//!
//! A table has a row for each article in each language: `category,name,published,bot,language,title,text`, the text in
//! Markdown. JSON has the same fields in a list:
//!
//! ```json
//! {"articles": [{"category": "Returns", "name": "How to return", "published": true, "bot": true,
//!   "language": "en", "title": "Sending something back", "text": "You have **30 days**."}]}
//! ```
//!
//! What comes in is written over the article of the same name in the same category; others stay, and what is written
//! over is kept as an earlier version. Where a file has no word on who may read it, or on the bot, that stays as it is. A
//! file in which anything is wrong brings nothing in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    article::{self, ArticleError, Catalogue, Draft, LONGEST, LONGEST_NAME, LONGEST_TITLE, Text},
    changed, language,
    quick_reply::Outcome,
    shaped::{self, Read},
    sheet::{self, Place, Tally, Why, Wrong},
    shelf::{self, ShelfError},
};
use crate::{
    base::{
        id::{ArticleId, CategoryId},
        text,
    },
    db::{DbError, Tx},
    desk::audit::{self, Origin},
};

const COLUMNS: [&str; 7] = [
    "category",
    "name",
    "published",
    "bot",
    "language",
    "title",
    "text",
];

/// An article on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name of its category.
    category: String,
    draft: Draft,
    /// What the file says of that; `None`: nothing.
    published: Option<bool>,
    bot: Option<bool>,
}

/// An article in one language.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Shape {
    category: String,
    name: String,
    #[serde(default)]
    published: Option<bool>,
    #[serde(default)]
    bot: Option<bool>,
    language: String,
    title: String,
    text: String,
}

#[derive(Serialize)]
struct File<A> {
    articles: Vec<A>,
}

fn shapes(catalogue: &Catalogue) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for (category, articles) in catalogue {
        for article in articles {
            shapes.extend(article.texts.iter().map(|(text, _)| Shape {
                category: category.name.clone(),
                name: article.name.clone(),
                published: Some(article.published_at.is_some()),
                bot: Some(article.is_for_bot),
                language: text.language.clone(),
                title: text.title.clone(),
                text: text.text.clone(),
            }));
        }
    }
    shapes
}

/// All articles as CSV.
#[must_use]
pub fn write_csv(catalogue: &Catalogue) -> String {
    let head = COLUMNS.map(str::to_owned).to_vec();
    let yes = |said: Option<bool>| if said == Some(true) { "yes" } else { "no" }.to_owned();
    let rows = shapes(catalogue).into_iter().map(|shape| {
        vec![
            shape.category,
            shape.name,
            yes(shape.published),
            yes(shape.bot),
            shape.language,
            shape.title,
            shape.text,
        ]
    });
    sheet::write(std::iter::once(head).chain(rows))
}

/// All articles as JSON.
#[must_use]
pub fn write_json(catalogue: &Catalogue) -> String {
    let file = File {
        articles: shapes(catalogue),
    };
    serde_json::to_string_pretty(&file).expect("articles are plain data")
}

/// Reads a file of either form, whichever it is.
pub fn read(file: &str) -> Result<Vec<Entry>, Vec<Wrong>> {
    shaped::read(file, "articles", read_csv, gather)
}

fn read_csv(file: &str) -> Result<Read<Shape>, Vec<Wrong>> {
    let needed = ["category", "name", "language", "title", "text"];
    shaped::read_table(file, &COLUMNS, &needed, |row, wrong| {
        let mut is_yes = |column: &str| {
            if !row.has(column) {
                return None;
            }
            let cell = row.cell(column);
            let said = sheet::yes_or_no(&cell);
            if said.is_none() {
                let found = text::clean_line(&cell, 40);
                wrong.push(Wrong::at(row.place, Why::NotYesNo(found)));
            }
            said
        };
        Shape {
            category: row.cell("category"),
            name: row.cell("name"),
            published: is_yes("published"),
            bot: is_yes("bot"),
            language: row.cell("language"),
            title: row.cell("title"),
            text: row.cell("text"),
        }
    })
}

/// The languages of each article together, with everything that is wrong with any of them.
fn gather(shapes: Vec<(Place, Shape)>, wrong: &mut Vec<Wrong>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen: BTreeMap<(String, String, String), Place> = BTreeMap::new();
    for (place, shape) in shapes {
        let mut add = |why| wrong.push(Wrong::at(place, why));
        let line = |words: &str| text::clean_line(words, usize::MAX);
        let (category, name) = (line(&shape.category), line(&shape.name));
        for (field, value, most) in [
            ("category", &category, shelf::LONGEST_NAME),
            ("name", &name, LONGEST_NAME),
            ("title", &line(&shape.title), LONGEST_TITLE),
            ("text", &text::clean(&shape.text), LONGEST),
        ] {
            match value.chars().count() {
                0 => add(Why::NoField(field)),
                length if length > most => add(Why::TooLong(field.to_owned(), length, most)),
                _ => {}
            }
        }
        let Some(code) = language::code(&shape.language) else {
            add(Why::BadLanguage(
                line(&shape.language).chars().take(40).collect(),
            ));
            continue;
        };
        let key = (category.to_lowercase(), name.to_lowercase(), code.clone());
        if let Some(earlier) = seen.insert(key, place) {
            add(Why::Twice(earlier));
        }
        let text = Text {
            language: code,
            title: shape.title,
            text: shape.text,
        };
        let known = entries.iter_mut().find(|entry| {
            entry.category.to_lowercase() == category.to_lowercase()
                && entry.draft.name.to_lowercase() == name.to_lowercase()
        });
        match known {
            Some(entry) => {
                entry.draft.texts.push(text);
                // Of two languages that differ the yes counts, and what is said before what is not.
                entry.published = entry.published.max(shape.published);
                entry.bot = entry.bot.max(shape.bot);
            }
            None => entries.push(Entry {
                category,
                draft: Draft {
                    category: CategoryId(0),
                    name,
                    is_for_bot: false,
                    is_published: false,
                    texts: vec![text],
                },
                published: shape.published,
                bot: shape.bot,
            }),
        }
    }
    entries
}

/// Why nothing came in.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// A category.
    #[error(transparent)]
    Category(#[from] ShelfError),
    /// An article.
    #[error(transparent)]
    Article(#[from] ArticleError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Brings entries in. They come first in each category, in the order of their file; what the file does not name follows
/// them as it was.
pub fn take_in(tx: &mut Tx<'_>, origin: &Origin, entries: &[Entry]) -> Result<Tally, TakeError> {
    let mut tally = Tally::default();
    let mut named: Vec<(CategoryId, ArticleId)> = Vec::new();
    for entry in entries {
        let category = match shelf::by_name(tx, &entry.category)? {
            Some(category) => category.id,
            None => shelf::add(tx, origin, &entry.category)?,
        };
        let there = match shelf::item_by_name::<ArticleId>(tx, category, &entry.draft.name)? {
            Some(id) => article::by_id(tx, id)?,
            None => None,
        };
        let (was_published, was_for_bot) = there.map_or((false, false), |article| {
            (article.published_at.is_some(), article.is_for_bot)
        });
        let draft = Draft {
            category,
            is_published: entry.published.unwrap_or(was_published),
            is_for_bot: entry.bot.unwrap_or(was_for_bot),
            ..entry.draft.clone()
        };
        let (id, outcome) = article::put(tx, origin, &draft)?;
        match outcome {
            Outcome::Added => tally.added += 1,
            Outcome::Changed => tally.changed += 1,
            Outcome::Same => tally.same += 1,
        }
        named.push((category, id));
    }
    let there = article::catalogue(tx)?
        .into_iter()
        .map(|(category, articles)| {
            let articles = articles.into_iter().map(|article| article.id);
            (category.id, articles.collect())
        });
    shelf::named_first(tx, &named, there.collect())?;
    let words = format!("{} + {}", tally.added, tally.changed);
    audit::log_with(tx, origin, "articles_imported", &words, "")?;
    changed(tx, "articles")?;
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    const FILE: &str = "category,name,published,bot,language,title,text\n\
        Returns,How,yes,no,en,Sending back,\"You have **30 days**.\n\n- Pack it\"\n\
        Returns,How,yes,no,de,Zurückgeben,Sie haben 30 Tage.\n\
        Care,Descale,,yes,en,=Descaling,Vinegar.\n";

    fn house(file: &str) -> (Memory, Tally) {
        let mut memory = Memory::new();
        let entries = read(file).unwrap();
        let tally = memory
            .act(|tx| take_in(tx, &Origin::default(), &entries))
            .unwrap();
        (memory, tally)
    }

    #[test]
    fn what_goes_out_comes_in_as_it_was_in_either_form() {
        let (mut first, tally) = house(FILE);
        assert_eq!(tally.added, 2);
        let there = first.act(|tx| article::catalogue(tx)).unwrap();
        assert_eq!(there[0].1[0].texts.len(), 2);
        assert!(there[0].1[0].published_at.is_some() && there[1].1[0].published_at.is_none());
        for file in [write_csv(&there), write_json(&there)] {
            let (mut second, _) = house(&file);
            let same = second.act(|tx| article::catalogue(tx)).unwrap();
            assert_eq!(write_json(&same), write_json(&there), "{file}");
            let entries = read(&file).unwrap();
            let again = first
                .act(|tx| take_in(tx, &Origin::default(), &entries))
                .unwrap();
            assert_eq!((again.added, again.changed, again.same), (0, 0, 2));
        }
    }

    #[test]
    fn what_a_file_does_not_speak_of_stays_as_it_is() {
        let (mut memory, _) = house(FILE);
        let table = "category,name,language,title,text\n\
            Returns,How,en,Sending back,You have 60 days.\n\
            Care,Descale,en,Descaling,Citric acid.\n\
            Care,Varnish,en,Varnish,Two coats.\n";
        let json = r#"{"articles": [
            {"category": "Returns", "name": "How", "language": "en", "title": "Sending back", "text": "Now 90."}]}"#;
        for file in [table, json] {
            let entries = read(file).unwrap();
            memory
                .act(|tx| take_in(tx, &Origin::default(), &entries))
                .unwrap();
            let there = memory.act(|tx| article::catalogue(tx)).unwrap();
            let of = |article: &article::Article| {
                let is_published = article.published_at.is_some();
                (article.name.clone(), is_published, article.is_for_bot)
            };
            let all: Vec<_> = there.iter().flat_map(|(_, all)| all).map(of).collect();
            let expected = [
                ("How", true, false),
                ("Descale", false, true),
                ("Varnish", false, false),
            ];
            assert_eq!(
                all,
                expected.map(|(name, published, bot)| (name.to_owned(), published, bot)),
                "{file}"
            );
        }
    }

    #[test]
    fn every_broken_row_is_named_by_its_line_and_nothing_comes_in() {
        use Place::{File, Line};
        for (file, expected) in [
            (
                "category,name,language,title,text\n",
                vec![(File, Why::Empty)],
            ),
            (
                "category,name,language,title,words\n",
                vec![
                    (Line(1), Why::NoSuchColumn("words".to_owned())),
                    (Line(1), Why::NoColumn("text")),
                ],
            ),
            (
                "category,name,published,language,title,text\n,A,,en,T,x\nF,A,maybe,en,T,x\nF,B,,klingon,T,x\n\
                 F,a,,EN,T,x\nF,C,,en,,x\n",
                vec![
                    (Line(2), Why::NoField("category")),
                    (Line(3), Why::NotYesNo("maybe".to_owned())),
                    (Line(4), Why::BadLanguage("klingon".to_owned())),
                    (Line(5), Why::Twice(Line(3))),
                    (Line(6), Why::NoField("title")),
                ],
            ),
        ] {
            let wrong: Vec<(Place, Why)> = read(file)
                .unwrap_err()
                .into_iter()
                .map(|wrong| (wrong.place, wrong.why))
                .collect();
            assert_eq!(wrong, expected, "{file}");
        }
    }
}

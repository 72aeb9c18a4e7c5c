//! Cards as a table and as JSON, out of the house and into it.
//!
//! A table has a row for each card in each language:
//! `folder,name,kind,tags,language,title,teaser,link`. JSON has the same fields in a list:
//!
//! ```json
//! {"cards": [{"folder": "Kettles", "name": "Kettle 08", "kind": "link", "tags": ["kettle"],
//!   "language": "en", "title": "Kettle 08", "teaser": "Whistles", "link": "https://shop.example/08"}]}
//! ```
//!
//! JSON names each picture by its id, and the console writes out beside it what that shows; a table
//! brings none. A card without one keeps those it has, a new one begins with the plain one. What comes in is written over
//! the card of the same name in the same folder; others stay, and so do tags of which the file does not speak. A file in
//! which anything is wrong brings nothing in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    card::{self, CardError, Catalogue, Draft, Text},
    changed, language,
    quick_reply::{Outcome, split_tags},
    shaped::{self, Read},
    sheet::{self, Place, Tally, Why, Wrong},
    shelf::{self, ShelfError},
};
use crate::{
    base::{
        id::{CardId, FolderId},
        text,
    },
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        card_kind::CardKind,
    },
};

const COLUMNS: [&str; 8] = [
    "folder", "name", "kind", "tags", "language", "title", "teaser", "link",
];

/// A card on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name of its folder.
    folder: String,
    draft: Draft,
    /// Whether the file speaks of its tags.
    has_tags: bool,
}

/// A card in one language.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Shape {
    folder: String,
    name: String,
    #[serde(default = "link_kind")]
    kind: String,
    #[serde(default)]
    tags: Option<Vec<String>>,
    language: String,
    title: String,
    #[serde(default)]
    teaser: String,
    link: String,
    /// Id of its picture. One that this house does not have is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

fn link_kind() -> String {
    CardKind::Link.word().to_owned()
}

#[derive(Serialize)]
struct File<C> {
    cards: Vec<C>,
}

fn shapes(catalogue: &Catalogue) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for (folder, cards) in catalogue {
        for card in cards {
            shapes.extend(card.texts.iter().map(|text| Shape {
                folder: folder.name.clone(),
                name: card.name.clone(),
                kind: card.kind.word().to_owned(),
                tags: Some(card.tags.clone()),
                language: text.language.clone(),
                title: text.title.clone(),
                teaser: text.teaser.clone(),
                link: text.link.clone(),
                picture: text.picture.clone(),
            }));
        }
    }
    shapes
}

/// All cards as CSV.
#[must_use]
pub fn write_csv(catalogue: &Catalogue) -> String {
    let head = COLUMNS.map(str::to_owned).to_vec();
    let rows = shapes(catalogue).into_iter().map(|shape| {
        let tags = shape.tags.unwrap_or_default().join(", ");
        vec![
            shape.folder,
            shape.name,
            shape.kind,
            tags,
            shape.language,
            shape.title,
            shape.teaser,
            shape.link,
        ]
    });
    sheet::write(std::iter::once(head).chain(rows))
}

/// All cards as JSON.
#[must_use]
pub fn write_json(catalogue: &Catalogue) -> String {
    let file = File {
        cards: shapes(catalogue),
    };
    serde_json::to_string_pretty(&file).expect("cards are plain data")
}

/// Reads a file of either form, whichever it is.
pub fn read(file: &str) -> Result<Vec<Entry>, Vec<Wrong>> {
    shaped::read(file, "cards", read_csv, gather)
}

fn read_csv(file: &str) -> Result<Read<Shape>, Vec<Wrong>> {
    let needed = ["folder", "name", "language", "title", "link"];
    shaped::read_table(file, &COLUMNS, &needed, |row, _| {
        let kind = row.cell("kind").trim().to_lowercase();
        Shape {
            folder: row.cell("folder"),
            name: row.cell("name"),
            kind: if kind.is_empty() { link_kind() } else { kind },
            tags: row.has("tags").then(|| split_tags(&row.cell("tags"))),
            language: row.cell("language"),
            title: row.cell("title"),
            teaser: row.cell("teaser"),
            link: row.cell("link"),
            picture: None,
        }
    })
}

/// The languages of each card together, with everything that is wrong with any of them.
fn gather(shapes: Vec<(Place, Shape)>, wrong: &mut Vec<Wrong>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen: BTreeMap<(String, String, String), Place> = BTreeMap::new();
    for (place, shape) in shapes {
        let mut add = |why| wrong.push(Wrong::at(place, why));
        let folder = text::clean_line(&shape.folder, usize::MAX);
        let name = text::clean_line(&shape.name, usize::MAX);
        for (field, value, most) in [
            ("folder", &folder, shelf::LONGEST_NAME),
            ("name", &name, card::LONGEST_NAME),
            (
                "title",
                &text::clean_line(&shape.title, usize::MAX),
                card::LONGEST_NAME,
            ),
        ] {
            match value.chars().count() {
                0 => add(Why::NoField(field)),
                length if length > most => add(Why::TooLong(field.to_owned(), length, most)),
                _ => {}
            }
        }
        let Some(kind) = CardKind::from_word(&shape.kind) else {
            add(Why::NoSuchKind(text::clean_line(&shape.kind, 40)));
            continue;
        };
        let Some(code) = language::code(&shape.language) else {
            add(Why::BadLanguage(text::clean_line(&shape.language, 40)));
            continue;
        };
        let text = Text {
            language: code.clone(),
            title: shape.title,
            teaser: shape.teaser,
            link: shape.link,
            picture: shape.picture,
        };
        let has_tags = shape.tags.is_some();
        let draft = Draft {
            folder: FolderId(0),
            kind,
            name: name.clone(),
            tags: shape.tags.unwrap_or_default(),
            texts: vec![text.clone()],
        };
        if let Err(CardError::BadLink(_, why)) = draft.checked() {
            add(Why::BadLink(why));
        }
        let key = |language: &str| {
            (
                folder.to_lowercase(),
                name.to_lowercase(),
                language.to_owned(),
            )
        };
        if let Some(earlier) = seen.insert(key(&code), place) {
            add(Why::Twice(earlier));
        }
        let known = entries.iter_mut().find(|entry| {
            entry.folder.to_lowercase() == folder.to_lowercase()
                && entry.draft.name.to_lowercase() == name.to_lowercase()
        });
        match known {
            Some(entry) => {
                entry.draft.texts.push(text);
                entry.draft.tags.extend(draft.tags);
                entry.has_tags |= has_tags;
            }
            None => entries.push(Entry {
                folder,
                draft,
                has_tags,
            }),
        }
    }
    entries
}

/// Why nothing came in.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// A folder.
    #[error(transparent)]
    Folder(#[from] ShelfError),
    /// A card.
    #[error(transparent)]
    Card(#[from] CardError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Brings entries in. They come first in each folder, in the order of their file; what the file does
/// not name follows them as it was.
pub fn take_in(tx: &mut Tx<'_>, origin: &Origin, entries: &[Entry]) -> Result<Tally, TakeError> {
    let mut tally = Tally::default();
    let mut named: Vec<(FolderId, CardId)> = Vec::new();
    for entry in entries {
        let folder = match shelf::by_name(tx, &entry.folder)? {
            Some(folder) => folder.id,
            None => shelf::add(tx, origin, &entry.folder)?,
        };
        let mut draft = Draft {
            folder,
            ..entry.draft.clone()
        };
        if !entry.has_tags
            && let Some(id) = shelf::item_by_name::<CardId>(tx, folder, &draft.name)?
            && let Some(there) = card::by_id(tx, id)?
        {
            draft.tags = there.tags;
        }
        let (id, outcome) = card::put(tx, origin.agent, &draft)?;
        match outcome {
            Outcome::Added => tally.added += 1,
            Outcome::Changed => tally.changed += 1,
            Outcome::Same => tally.same += 1,
        }
        named.push((folder, id));
    }
    let there = card::catalogue(tx)?.into_iter().map(|(folder, cards)| {
        let cards = cards.into_iter().map(|card| card.id);
        (folder.id, cards.collect())
    });
    shelf::named_first(tx, &named, there.collect())?;
    let words = format!("{} + {}", tally.added, tally.changed);
    audit::log_with(tx, origin, "cards_imported", &words, "")?;
    changed(tx, "cards")?;
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::content::link::LinkError};

    const FILE: &str = "folder,name,kind,tags,language,title,teaser,link\n\
        Kettles,Kettle 08,link,\"kettle, tea\",en,Kettle 08,=Whistles,https://kettle.example/08\n\
        Kettles,Kettle 08,link,\"kettle, tea\",de,Kessel 08,,https://kettle.example/de/08\n\
        Shop,Mini shop,mini_program,,zh,小店,,pages/index\n";

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
        let there = first.act(|tx| card::catalogue(tx)).unwrap();
        assert_eq!(there[0].1[0].texts.len(), 2);
        assert!(write_csv(&there).contains(",'=Whistles,"));
        for file in [write_csv(&there), write_json(&there)] {
            let (mut second, _) = house(&file);
            let same = second.act(|tx| card::catalogue(tx)).unwrap();
            assert_eq!(write_json(&same), write_json(&there), "{file}");
            let entries = read(&file).unwrap();
            let again = first
                .act(|tx| take_in(tx, &Origin::default(), &entries))
                .unwrap();
            assert_eq!((again.added, again.changed, again.same), (0, 0, 2));
        }
    }

    #[test]
    fn tags_stay_where_the_file_does_not_speak_of_them() {
        let (mut memory, _) = house(FILE);
        let head = "folder,name,language,title,link";
        let row = "Kettles,Kettle 08,en,Kettle 8,https://kettle.example/8";
        for (file, expected) in [
            (format!("{head}\n{row}\n"), &["kettle", "tea"][..]),
            (format!("{head},tags\n{row},\n"), &[]),
        ] {
            let entries = read(&file).unwrap();
            memory
                .act(|tx| take_in(tx, &Origin::default(), &entries))
                .unwrap();
            let there = memory.act(|tx| card::catalogue(tx)).unwrap();
            assert_eq!(there[0].1[0].texts[0].title, "Kettle 8");
            assert_eq!(there[0].1[0].tags, expected, "{file}");
        }
    }

    #[test]
    fn every_broken_row_is_named_by_its_line_and_nothing_comes_in() {
        use Place::{File, Line};
        for (file, expected) in [
            (
                "folder,name,language,title,link\n",
                vec![(File, Why::Empty)],
            ),
            (
                "folder,name,language,words,link\n",
                vec![
                    (Line(1), Why::NoSuchColumn("words".to_owned())),
                    (Line(1), Why::NoColumn("title")),
                ],
            ),
            (
                "folder,name,kind,language,title,link\n,A,,en,T,https://a.example\nF,A,poster,en,T,https://a.example\n\
                 F,A,,klingon,T,https://a.example\nF,A,,en,T,http://localhost\nF,a,,EN,T,https://a.example\nF,B,,en,,https://a.example\n",
                vec![
                    (Line(2), Why::NoField("folder")),
                    (Line(3), Why::NoSuchKind("poster".to_owned())),
                    (Line(4), Why::BadLanguage("klingon".to_owned())),
                    (Line(5), Why::BadLink(LinkError::NotPublic)),
                    (Line(6), Why::Twice(Line(5))),
                    (Line(7), Why::NoField("title")),
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

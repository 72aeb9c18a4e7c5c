use std::time::Duration;

use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        audit::Origin,
        content::{category, shelf},
    },
};

fn text(language: &str, title: &str, text: &str) -> Text {
    Text {
        language: language.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    }
}

struct Desk {
    memory: Memory,
    category: CategoryId,
}

impl Desk {
    fn open() -> Self {
        let mut memory = Memory::new();
        let category = memory
            .act(|tx| shelf::add(tx, &Origin::default(), "Returns"))
            .unwrap();
        Self { memory, category }
    }

    fn draft(&self, name: &str, texts: &[Text]) -> Draft {
        Draft {
            category: self.category,
            name: name.to_owned(),
            is_for_bot: true,
            is_published: true,
            texts: texts.to_vec(),
        }
    }

    fn add(&mut self, name: &str, texts: &[Text]) -> ArticleId {
        let draft = self.draft(name, texts);
        self.memory
            .act(|tx| add(tx, &Origin::default(), &draft))
            .unwrap()
    }

    fn titles(&mut self, typed: &str, wanted: &str) -> Vec<String> {
        let found = self
            .memory
            .act(|tx| search(tx, typed, wanted, "en", 5))
            .unwrap();
        found.into_iter().map(|one| one.title).collect()
    }
}

#[test]
fn readers_have_what_is_published_in_their_language() {
    let mut desk = Desk::open();
    let id = desk.add(
        "How",
        &[
            text("en", "Sending it back", "You have **30 days**."),
            text("de", "Zurückgeben", "Sie haben 30 Tage."),
        ],
    );
    let names = [category::Name {
        language: "DE".to_owned(),
        name: "Rückgabe".to_owned(),
    }];
    let place = desk.category;
    desk.memory
        .act(|tx| category::call(tx, &Origin::default(), place, &names))
        .unwrap();
    let there = desk.memory.act(|tx| of_language(tx, "de")).unwrap();
    assert_eq!(there[0].0, "Rückgabe");
    assert_eq!(there[0].1[0].slug, "zuruckgeben");
    let (shown, tongues) = desk
        .memory
        .act(|tx| by_slug(tx, "en", "sending-it-back"))
        .unwrap()
        .unwrap();
    assert_eq!((shown.id, shown.heading.as_str()), (id, "Returns"));
    assert_eq!(tongues.len(), 2);
    assert_eq!(desk.titles("return days", "en"), ["Sending it back"]);

    // A draft is nowhere to be found.
    let mut draft = desk.draft("How", &[text("en", "Sending it back", "You have 30 days.")]);
    draft.is_published = false;
    desk.memory
        .act(|tx| change(tx, &Origin::default(), id, 0, &draft))
        .unwrap();
    assert_eq!(desk.titles("days", "en"), Vec::<String>::new());
    let gone = desk.memory.act(|tx| by_slug(tx, "en", "sending-it-back"));
    assert_eq!(gone.unwrap(), None);
    assert_eq!(
        desk.memory.act(|tx| languages(tx)).unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn nobody_s_words_are_lost() {
    let mut desk = Desk::open();
    let origin = Origin::default();
    let id = desk.add("How", &[text("en", "Back", "Thirty days.")]);
    let ana = desk.draft("How", &[text("en", "Back", "Sixty days.")]);
    let bo = desk.draft("How", &[text("en", "Back", "Ninety days.")]);
    desk.memory.advance(Duration::from_secs(60));
    desk.memory
        .act(|tx| change(tx, &origin, id, 0, &ana))
        .unwrap();
    // Who has not seen that is told what stands there, and nothing is written.
    let refused = desk.memory.act(|tx| change(tx, &origin, id, 0, &bo));
    let Err(ArticleError::Conflict(now)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        (now.revision, now.texts[0].0.text.as_str()),
        (1, "Sixty days.")
    );
    // The same words again are no conflict.
    desk.memory
        .act(|tx| change(tx, &origin, id, 0, &ana))
        .unwrap();
    desk.memory.advance(Duration::from_secs(60));
    desk.memory
        .act(|tx| change(tx, &origin, id, 1, &bo))
        .unwrap();
    let kept = desk.memory.act(|tx| versions(tx, id)).unwrap();
    let words: Vec<&str> = kept.iter().map(|one| one.text.text.as_str()).collect();
    assert_eq!(words, ["Sixty days.", "Thirty days."]);

    // The first words come back, and those of now are not lost either.
    let first = kept[1].until;
    desk.memory
        .act(|tx| restore(tx, &origin, id, "en", first))
        .unwrap();
    let now = desk.memory.act(|tx| by_id(tx, id)).unwrap().unwrap();
    assert_eq!(now.texts[0].0.text, "Thirty days.");
    let kept = desk.memory.act(|tx| versions(tx, id)).unwrap();
    assert!(kept.iter().any(|one| one.text.text == "Ninety days."));
}

#[test]
fn addresses_stay_good_when_titles_change() {
    let mut desk = Desk::open();
    let first = desk.add(
        "A",
        &[text("en", "Back!", "x"), text("zh", "退货 说明", "x")],
    );
    desk.add("B", &[text("en", "back", "y")]);
    let slugs = |desk: &mut Desk| -> Vec<String> {
        let all = desk.memory.act(|tx| catalogue(tx)).unwrap();
        let texts = all[0].1.iter().flat_map(|article| &article.texts);
        texts.map(|(_, slug)| slug.clone()).collect()
    };
    assert_eq!(slugs(&mut desk), ["back", "退货-说明", "back-2"]);
    let renamed = desk.draft(
        "A",
        &[text("en", "Returns", "x"), text("zh", "退货 说明", "x")],
    );
    desk.memory
        .act(|tx| change(tx, &Origin::default(), first, 0, &renamed))
        .unwrap();
    assert_eq!(slugs(&mut desk), ["back", "退货-说明", "back-2"]);
}

#[test]
fn what_is_typed_is_found_in_every_script_and_before_it_is_finished() {
    let mut desk = Desk::open();
    desk.add(
        "Ship",
        &[
            text("en", "Shipping times", "Parcels take two days."),
            text("ru", "Сроки доставки", "Посылка идёт два дня."),
            text("zh", "配送时间", "包裹需要两天。"),
        ],
    );
    desk.add(
        "Lid",
        &[text("en", "A new lid", "Lids are sold on their own.")],
    );
    for (typed, wanted, expected) in [
        ("ship", "en", "Shipping times"),
        ("shippin", "en", "Shipping times"),
        ("parcel", "de", "Shipping times"),
        ("доставка", "ru", "Сроки доставки"),
        ("配送", "zh-TW", "配送时间"),
        ("lids\" OR *", "en", "A new lid"),
    ] {
        let found = desk.titles(typed, wanted);
        assert_eq!(
            found.first().map(String::as_str),
            Some(expected),
            "{typed:?}"
        );
    }
    assert_eq!(desk.titles("\"*()", "en"), Vec::<String>::new());
}

#[test]
fn what_cannot_be_kept_says_why() {
    let mut desk = Desk::open();
    desk.add("How", &[text("en", "Back", "x")]);
    let long = "x".repeat(LONGEST + 1);
    for (name, texts, expected) in [
        (" ", vec![text("en", "A", "x")], "a name is needed"),
        (
            "how",
            vec![text("en", "A", "x")],
            "the category has an article of this name",
        ),
        ("A", vec![text("en", "", "")], "it says nothing"),
        (
            "A",
            vec![text("en", "A", "")],
            "title or text is missing in en",
        ),
        (
            "A",
            vec![text("en", "", "x")],
            "title or text is missing in en",
        ),
        (
            "A",
            vec![text("klingon", "A", "x")],
            "\"klingon\" is not the code of a language",
        ),
        (
            "A",
            vec![text("en", "A", "x"), text("EN", "A", "x")],
            "en stands there twice",
        ),
        (
            "A",
            vec![text("en", "A", &long)],
            "the text in en has 40001 characters",
        ),
    ] {
        let draft = desk.draft(name, &texts);
        let refused = desk.memory.act(|tx| add(tx, &Origin::default(), &draft));
        assert_eq!(refused.unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_category_goes_with_its_articles() {
    let mut desk = Desk::open();
    desk.add("How", &[text("en", "Back", "x")]);
    let category = desk.category;
    desk.memory
        .act(|tx| shelf::delete(tx, &Origin::default(), category))
        .unwrap();
    for table in [
        "article",
        "article_text",
        "article_version",
        "passage",
        "passage_search",
    ] {
        let sql = format!("select count(*) from {table}");
        let left: i64 = desk
            .memory
            .act(|tx| tx.get(&sql, [], |row| row.get(0)))
            .unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

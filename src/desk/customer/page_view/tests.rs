use super::*;
use crate::{
    db::memory::Memory,
    desk::{cast, event::Event},
};

#[test]
fn an_address_keeps_only_what_the_team_may_know() {
    for (url, expected) in [
        (
            "https://Shop.Example/Tea?id=7#top",
            Some("https://shop.example/Tea"),
        ),
        ("https://shop.example", Some("https://shop.example/")),
        (
            "https://shop.example?token=x",
            Some("https://shop.example/"),
        ),
        (
            "http://shop.example:8080/?utm_source=mail&email=a@b.example&utm_medium=x",
            Some("http://shop.example:8080/?utm_source=mail&utm_medium=x"),
        ),
        (
            "https://ana:secret@shop.example/",
            Some("https://shop.example/"),
        ),
        ("https://shop.example/чай", Some("https://shop.example/чай")),
        ("javascript:alert(1)", None),
        ("javascript://shop.example/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("https:///tea", None),
        ("https://shop.example/<b>", None),
        ("/tea", None),
        ("", None),
    ] {
        assert_eq!(
            trim_url(url, &PageRules::default()).as_deref(),
            expected,
            "{url:?}"
        );
    }
    let rules = PageRules::read("q, sku q").unwrap();
    assert_eq!(rules.parameters, ["q", "sku"]);
    assert_eq!(
        trim_url(
            "https://shop.example/?q=tea&token=x&sku=8&query=y#z",
            &rules
        )
        .as_deref(),
        Some("https://shop.example/?q=tea&sku=8")
    );
    for bad in ["a=b", "a&b", "<b>", "имя"] {
        assert_eq!(PageRules::read(bad), Err(bad.to_owned()));
    }
}

fn at(url: &str, title: &str) -> Step {
    Step {
        url: url.to_owned(),
        title: title.to_owned(),
        ..Step::default()
    }
}

fn shop() -> (Memory, Visitor) {
    let mut memory = Memory::new();
    let visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    memory.announced.clear();
    (memory, visitor)
}

fn told(memory: &mut Memory) -> Vec<Record> {
    memory
        .announced
        .drain(..)
        .filter_map(|announcement| announcement.downcast_ref::<Event>()?.parse())
        .collect()
}

#[test]
fn a_visitor_walks_through_the_shop() {
    let (mut memory, visitor) = shop();
    let go = |memory: &mut Memory, path: &str, title: &str| {
        memory.advance(Duration::from_secs(10));
        let url = format!("https://shop.example{path}");
        memory
            .act(|tx| open(tx, visitor, &at(&url, title)))
            .unwrap()
            .unwrap()
    };
    let first = go(&mut memory, "/tea", "");
    go(&mut memory, "/tea?page=2", "Tea");
    go(&mut memory, "/tea", "Tea");
    assert_eq!(told(&mut memory).len(), 2, "opened, and found its title");
    go(&mut memory, "/cart", "Cart");
    let pages = memory
        .act(|tx| of_identity(tx, visitor.identity, 9))
        .unwrap();
    let titles: Vec<_> = pages.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(titles, ["Cart", "Tea"]);
    assert_eq!(pages[0].left_at, None);
    assert_eq!(pages[1].id, first.id);
    assert_eq!(pages[1].left_at, Some(pages[0].at));
    assert_eq!(told(&mut memory)[0].page, pages[0]);
}

#[test]
fn who_comes_back_to_the_page_is_on_it_again() {
    let (mut memory, visitor) = shop();
    let url = "https://shop.example/tea";
    memory.act(|tx| open(tx, visitor, &at(url, "Tea"))).unwrap();
    memory.act(|tx| leave(tx, visitor)).unwrap();
    memory.act(|tx| leave(tx, visitor)).unwrap();
    let left: Vec<bool> = told(&mut memory)
        .iter()
        .map(|record| record.page.left_at.is_some())
        .collect();
    assert_eq!(left, [false, true]);
    memory.act(|tx| open(tx, visitor, &at(url, "Tea"))).unwrap();
    let pages = memory
        .act(|tx| of_identity(tx, visitor.identity, 9))
        .unwrap();
    assert_eq!((pages.len(), pages[0].left_at), (1, None));
    assert_eq!(told(&mut memory).len(), 1);
    assert!(
        memory
            .act(|tx| open(tx, visitor, &at("about:blank", "")))
            .unwrap()
            .is_none()
    );
}

#[test]
fn the_way_taken_before_the_first_word_is_told() {
    let (mut memory, visitor) = shop();
    let now = memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    let step = |path: &str, ago: i64| Step {
        url: format!("https://shop.example{path}"),
        title: path.to_owned(),
        at: Timestamp(now.0 - ago * 1_000),
        ..Step::default()
    };
    let way = [step("/", 90), step("/tea", 60), step("/cart", -500)];
    memory.act(|tx| arrive(tx, visitor, &way)).unwrap();
    // The same browser tells the same way again, and one page more.
    memory.advance(Duration::from_secs(1_000));
    let again = [
        step("/", 90),
        step("/tea", 60),
        step("/cart", -500),
        step("/pay", -800),
    ];
    memory.act(|tx| arrive(tx, visitor, &again)).unwrap();
    let pages = memory
        .act(|tx| of_identity(tx, visitor.identity, 9))
        .unwrap();
    let way: Vec<_> = pages
        .iter()
        .map(|page| {
            (
                page.title.as_str(),
                (page.at.0 - now.0) / 1_000,
                page.left_at.is_none(),
            )
        })
        .collect();
    assert_eq!(
        way,
        [
            ("/pay", 800, true),
            ("/cart", 0, false),
            ("/tea", -60, false),
            ("/", -90, false)
        ]
    );
    assert_eq!(
        told(&mut memory).len(),
        2,
        "each time only where they are now"
    );
}

#[test]
fn a_new_session_of_the_browser_is_told_apart() {
    let (mut memory, visitor) = shop();
    let url = "https://shop.example/tea";
    let mut first = at(url, "Tea");
    first.begins = true;
    first.referrer = "https://search.example/find?q=secret#x".to_owned();
    for _ in 0..2 {
        memory.act(|tx| open(tx, visitor, &first)).unwrap();
        memory.advance(Duration::from_secs(60));
    }
    let pages = memory
        .act(|tx| of_identity(tx, visitor.identity, 9))
        .unwrap();
    let told: Vec<_> = pages
        .iter()
        .map(|page| (page.begins, page.referrer.as_str()))
        .collect();
    assert_eq!(told, [(true, "https://search.example/find"); 2]);
}

#[test]
fn pages_are_forgotten_after_thirty_days() {
    let (mut memory, visitor) = shop();
    for (path, wait) in [("/old", KEPT_FOR), ("/new", Duration::from_secs(1))] {
        let step = at(&format!("https://shop.example{path}"), "");
        memory.act(|tx| open(tx, visitor, &step)).unwrap();
        memory.advance(wait);
    }
    memory.act(forget).unwrap();
    let pages = memory
        .act(|tx| of_identity(tx, visitor.identity, 9))
        .unwrap();
    assert_eq!(pages.len(), 1);
    let told = memory
        .act(|tx| {
            tx.get(
                "select count(*) from event where kind = 'page'",
                [],
                |row| row.get::<_, i64>(0),
            )
        })
        .unwrap();
    assert_eq!(told, 1, "nor does anybody hear of them again");
    assert!(memory.act(timer::take_due).unwrap().is_none());
    memory.advance(SWEEP);
    let due = memory.act(timer::take_due).unwrap();
    assert_eq!(due.unwrap().due, Due::ForgetPages);
}

#[test]
fn the_newest_number_is_not_given_again_though_its_page_is_forgotten() {
    let (mut memory, visitor) = shop();
    let step = at("https://shop.example/tea", "");
    memory.act(|tx| open(tx, visitor, &step)).unwrap();
    let newest = memory.act(|tx| event::newest(tx)).unwrap();
    // The shop is closed for the season.
    memory.advance(KEPT_FOR * 2);
    memory.act(forget).unwrap();
    let pages = memory.act(|tx| of_identity(tx, visitor.identity, 9));
    assert!(pages.unwrap().is_empty());
    memory.act(|tx| open(tx, visitor, &step)).unwrap();
    assert!(memory.act(|tx| event::newest(tx)).unwrap() > newest);
}

#[test]
fn only_the_last_pages_are_kept() {
    let (mut memory, visitor) = shop();
    for n in 0..KEPT + 5 {
        let url = format!("https://shop.example/{n}");
        memory.act(|tx| open(tx, visitor, &at(&url, ""))).unwrap();
    }
    let pages = memory
        .act(|tx| of_identity(tx, visitor.identity, 999))
        .unwrap();
    assert_eq!(pages.len(), KEPT);
    assert!(pages[KEPT - 1].url.ends_with("/5"));
}

//! The help centre: written in the admin's room, read by everybody, found in the widget.

use shopbell::desk::{
    audit::Origin,
    content::{article_sheet, shelf},
    team::Role,
};

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD, Person},
    site::Site,
};

const ARTICLES: &str = "category,name,published,language,title,text\n\
    Delivery,Times,yes,en,How long delivery takes,\"Two days.\n\n## Late?\n\nWrite to **us**, <script>alert(1)</script>.\"\n\
    Delivery,Times,yes,zh,配送需要多久,两天。\n\
    Care,Lime,yes,en,Descaling,\"1. Vinegar\n2. [More](https://kettle.example/lime)\"\n\
    Care,Secret,no,en,Secret draft,Not yet.\n";

async fn write(house: &House) {
    house
        .act(|tx| {
            let entries = article_sheet::read(ARTICLES).unwrap();
            article_sheet::take_in(tx, &Origin::default(), &entries).unwrap();
            Ok(())
        })
        .await;
}

fn nobody() -> Person {
    Person {
        side: "visitor",
        token: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn search_engines_read_what_is_published_and_nothing_else() {
    let house = House::open().await;
    let reader = nobody();
    let closed = house.get(&reader, "/help", &[]).await;
    assert_eq!(closed.status, 404, "nothing is written yet");
    write(&house).await;

    // Everybody is led to their own language, as far as there is one.
    for (asked, way) in [
        ("zh-CN,zh", "/help/zh"),
        ("fr", "/help/en"),
        ("", "/help/en"),
    ] {
        let led = house
            .get(&reader, "/help", &[("accept-language", asked)])
            .await;
        assert_eq!((led.status, led.header("location")), (303, way), "{asked}");
    }
    let all = house.get(&reader, "/help/en", &[]).await;
    assert!(all.text().contains("/help/en/how-long-delivery-takes"));
    assert!(!all.text().contains("Secret"), "a draft is nobody's");

    let one = house
        .get(&reader, "/help/en/how-long-delivery-takes", &[])
        .await;
    assert_eq!(one.status, 200);
    let text = one.text();
    let base = house.url("");
    let path = "/help/zh/%E9%85%8D%E9%80%81%E9%9C%80%E8%A6%81%E5%A4%9A%E4%B9%85";
    for expected in [
        "<h2 dir=\"auto\">Late?</h2>",
        "<strong>us</strong>, &lt;script&gt;alert(1)&lt;/script&gt;.",
        &format!("rel=\"canonical\" href=\"{base}/help/en/how-long-delivery-takes\""),
        &format!("hreflang=\"zh\" href=\"{base}{path}\""),
        "\"@type\":\"Article\"",
        "content=\"Two days. Late? Write to us, \\u003c",
    ] {
        let expected = expected.replace("\\u003c", "&lt;script&gt;");
        assert!(text.contains(&expected), "{expected} in {text}");
    }
    assert!(!text.contains("<script>alert"), "data ends no element");
    let chinese = house.get(&reader, path, &[]).await;
    assert!(chinese.text().contains("<html lang=\"zh\""));
    for gone in [
        "/help/en/secret-draft",
        "/help/fr",
        "/help/de/how-long-delivery-takes",
        "/help/x!",
    ] {
        assert_eq!(house.get(&reader, gone, &[]).await.status, 404, "{gone}");
    }

    let map = house.get(&reader, "/help.xml", &[]).await;
    assert_eq!(map.header("content-type"), "application/xml; charset=utf-8");
    assert_eq!(map.text().matches("<url>").count(), 2 + 3, "{}", map.text());
    assert!(map.text().contains(path) && !map.text().contains("secret"));
    let robots = house.get(&reader, "/robots.txt", &[]).await;
    assert!(robots.text().contains(&format!("Sitemap: {base}/help.xml")));

    let site = house.site_key().await;
    let found = house
        .get(
            &reader,
            &format!("/api/v1/widget/{site}/help?q=deliver&lang=zh"),
            &[],
        )
        .await;
    assert_eq!(found.json()["articles"][0]["path"], path);
    house.close().await;
}

async fn at_room<'stage>(
    house: &House,
    stage: &'stage Stage,
    name: &'static str,
) -> Browser<'stage> {
    house.member(name, Role::Admin).await;
    let admin = stage.browser(name).open().await;
    admin.goto(&house.url("/sign-in")).await;
    admin
        .type_into("Email", &format!("{}@kettle.example", name.to_lowercase()))
        .await;
    admin.type_into("Password", PASSWORD).await;
    admin.click("Sign in").await;
    admin.see_css(".rail").await;
    admin
}

/// Replaces what stands in the English text.
async fn say(admin: &Browser<'_>, words: &str) {
    admin.fill("Text in English", words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_write_one_article_and_a_visitor_finds_it() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_room(&house, &stage, "Ana").await;
    house
        .act(|tx| {
            shelf::add::<shopbell::base::id::CategoryId>(tx, &Origin::default(), "Returns")
                .unwrap();
            Ok(())
        })
        .await;
    ana.goto(&house.url("/admin/articles")).await;
    ana.see("Choose an article to change it").await;
    ana.screenshot("articles, empty").await;
    ana.click("Article").await;
    ana.type_into("Name", "How to return").await;
    ana.type_into("Title in English", "Sending it back").await;
    // What is not whole is not saved, and stays in the form.
    ana.click("Save").await;
    ana.see("English needs both a title and a text.").await;
    ana.complains(&["status of 400"]).await;
    say(&ana, "You have **30 days**.").await;
    ana.click("Preview").await;
    let shown = "return document.querySelector('iframe').contentDocument.querySelector('.prose strong')?.innerText === '30 days'";
    ana.until("see it as readers will", shown).await;
    ana.screenshot("articles, preview").await;
    ana.click("Published: everybody can read it").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // A colleague saves first: nobody's words are lost.
    let bo = at_room(&house, &stage, "Bo").await;
    bo.goto(&house.url("/admin/articles/1")).await;
    say(&bo, "You have sixty days.").await;
    bo.click("Save").await;
    bo.see("Saved").await;
    say(&ana, "You have ninety days.").await;
    ana.click("Save").await;
    ana.see("A colleague has saved this article since you opened it.")
        .await;
    ana.complains(&["status of 409"]).await;
    ana.see("You have sixty days.").await;
    ana.screenshot("articles, conflict").await;
    let kept = "return document.getElementById('text-en').value === 'You have ninety days.'";
    ana.until("still have their own words", kept).await;
    ana.click("Save").await;
    ana.see("2 earlier versions").await;
    ana.click("2 earlier versions").await;
    ana.see("You have sixty days.").await;
    drop(bo);

    // Readers have it, on a telephone and by the keyboard, too.
    ana.goto(&house.url("/help")).await;
    ana.see("How can we help?").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.type_into("Search for answers", "zeppelin\n").await;
    ana.see("Nothing found for").await;
    ana.goto(&house.url("/help/en?q=sending")).await;
    ana.see("One answer for “sending”").await;
    ana.click("Sending it back").await;
    ana.see("You have ninety days.").await;
    ana.narrow().await;
    ana.dark().await;
    ana.screenshot("help, article").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    drop(ana);

    // So has who opens the widget.
    let shop = Site::open(&house).await;
    crate::widget::counter::staff(&house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("What can we do for you?").await;
    vera.type_into("Search for answers", "sendi").await;
    vera.see("Sending it back").await;
    vera.see("You have ninety days.").await;
    vera.screenshot("widget, answers").await;
    let path = vera
        .run("return document.querySelector('.found a').getAttribute('href')")
        .await;
    assert_eq!(path, "/help/en/sending-it-back");
    vera.fill("Search for answers", "zzzz").await;
    vera.see("Nothing found. Write to us below.").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    drop(vera);
    house.close().await;
}

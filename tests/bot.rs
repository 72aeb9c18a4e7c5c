//! The bot: set up by an admin, met by a customer, silent once a person is in.

use shopbell::desk::{audit::Origin, content::article_sheet, team::Role};

use crate::{
    browser::{Key, Stage},
    console::takes_next,
    house::{House, PASSWORD},
    site::Site,
    widget::counter,
};

const ARTICLES: &str = "category,name,published,bot,language,title,text\n\
    Delivery,Times,yes,yes,en,How long delivery takes,Parcels take **two days**.\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_answered_by_the_bot_until_they_ask_for_a_person() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    house
        .act(|tx| {
            let articles = article_sheet::read(ARTICLES).unwrap();
            article_sheet::take_in(tx, &Origin::default(), &articles).unwrap();
            Ok(())
        })
        .await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.see_css(".rail").await;

    // What it would say is tried out before anybody meets it.
    ana.goto(&house.url("/admin/bot")).await;
    ana.type_into(
        "A question, as a customer would ask it",
        "How long does delivery take?",
    )
    .await;
    ana.click("Ask it").await;
    ana.see("It would answer with “How long delivery takes”")
        .await;
    ana.fill("A question, as a customer would ask it", "zeppelin")
        .await;
    ana.click("Ask it").await;
    ana.see("It knows nothing about this").await;
    ana.fill("Questions it may miss before it passes on", "99")
        .await;
    ana.click("Save").await;
    ana.see("A number from 1 to 5.").await;
    ana.complains(&["status of 400"]).await;
    ana.choose("kettle.example", "Everybody, first").await;
    ana.fill("Questions it may miss before it passes on", "2")
        .await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.screenshot("bot").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.goto(&house.url("/console")).await;
    ana.see("All quiet at the counter").await;

    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see_css("textarea").await;
    vera.type_into("Message", "How long does delivery take?")
        .await;
    vera.press(Key::Enter).await;
    vera.see("I am the automatic assistant of").await;
    vera.see("Parcels take two days.").await;
    vera.screenshot("bot answers").await;
    ana.see("All quiet at the counter").await;

    vera.type_into("Message", "2").await;
    vera.press(Key::Enter).await;
    vera.see("I am passing you on to a colleague").await;
    takes_next(&ana).await;
    ana.see("Parcels take two days.").await;
    ana.see("The bot passed this chat on").await;
    ana.click_css("#text").await;
    ana.keys("Here I am").await;
    ana.press(Key::Enter).await;
    vera.see("Here I am").await;
    vera.type_into("Message", "How long does delivery take?")
        .await;
    vera.press(Key::Enter).await;
    vera.see("Here I am").await;
    house
        .until("hear it", async || house.count("message").await >= 8)
        .await;
    let said = house
        .act(|tx| {
            tx.get(
                "select count(*) from message where author = 'bot'",
                [],
                |row| row.get::<_, i64>(0),
            )
        })
        .await;
    assert_eq!(said, 2, "its answer and its hand-over");
    drop(vera);
    drop(ana);
    house.close().await;
}

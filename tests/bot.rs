//! The bot: set up by an admin, met by a customer, silent once a person is in.

use serde_json::json;
use shopbell::desk::{
    audit::Origin,
    content::article_sheet,
    prompter::remote::{
        Kind,
        edit::{self, Wanted},
    },
    team::Role,
};

use crate::{
    browser::{Browser, Key, Stage},
    console::{sign_in, takes_next},
    foreign::Foreign,
    house::{House, PASSWORD},
    site::Site,
    widget::counter,
};

const ARTICLES: &str = "category,name,published,bot,language,title,text\n\
    Delivery,Times,yes,yes,en,How long delivery takes,Parcels take **two days**.\n";

/// One article that the bot may answer with.
pub(crate) async fn knows_delivery(house: &House) {
    house
        .act(|tx| {
            let articles = article_sheet::read(ARTICLES).unwrap();
            article_sheet::take_in(tx, &Origin::default(), &articles).unwrap();
            Ok(())
        })
        .await;
}

/// Vera asks on the shop's page, and the bot answers from the article.
async fn asks_the_bot<'stage>(house: &House, stage: &'stage Stage) -> (Site, Browser<'stage>) {
    let shop = Site::open(house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see_css("textarea").await;
    vera.type_into("Message", "How long does delivery take?")
        .await;
    vera.press(Key::Enter).await;
    vera.see("Parcels take two days.").await;
    (shop, vera)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_answered_by_the_bot_until_they_ask_for_a_person() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    knows_delivery(&house).await;
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
    ana.choose("kettle.example", "Everybody, first").await;
    ana.fill("Questions it may miss before it passes on", "99")
        .await;
    ana.click("Save").await;
    ana.see("A number from 1 to 5.").await;
    ana.complains(&["status of 400"]).await;
    // What was chosen beside it is still chosen.
    ana.fill("Questions it may miss before it passes on", "2")
        .await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.screenshot("bot").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.goto(&house.url("/console")).await;
    ana.see("All quiet at the counter").await;

    let (_shop, vera) = asks_the_bot(&house, &stage).await;
    vera.see("I am the automatic assistant of").await;
    vera.screenshot("bot answers").await;
    ana.see("All quiet at the counter").await;

    // What it offers are buttons; once something else was said, they are lines again.
    assert_eq!(vera.axe().await, Vec::<String>::new());
    vera.gone("2. Talk to a person").await;
    vera.click("Talk to a person").await;
    vera.see("I am passing you on to a colleague").await;
    vera.see("2. Talk to a person").await;
    vera.gone_css(".chip").await;
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

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_reads_along_and_takes_a_chat_out_of_its_hands() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    knows_delivery(&house).await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/chats")).await;
    ana.see("No chats yet").await;
    ana.gone("With the bot").await;
    ana.goto(&house.url("/admin/bot")).await;
    ana.choose("kettle.example", "Everybody, first").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.goto(&house.url("/chats")).await;
    ana.see("With the bot").await;

    // It comes into the list by itself, and what is said can be read.
    let (_shop, vera) = asks_the_bot(&house, &stage).await;
    ana.see("I am the automatic assistant of").await;
    ana.click_css("#tab-bot").await;
    ana.see_css("#tab-bot[aria-current=page]").await;
    ana.until(
        "count one",
        "return document.querySelector('#tab-bot .count').textContent === '1'",
    )
    .await;
    // Whoever comes later finds the page alive, too: what is with the bot has no box, and is not ticked with the others.
    ana.reload().await;
    ana.see_css("#main.is-live tr[data-chat]").await;
    ana.until(
        "tick nothing",
        "document.getElementById('pick-all').click();
         return document.getElementById('chat-bulk').hidden && !document.querySelector('tr[data-picked]')",
    )
    .await;
    ana.click_css("[id^=open-]").await;
    ana.see("Parcels take two days.").await;
    for look in ["light", "dark"] {
        if look == "dark" {
            ana.narrow().await;
            ana.dark().await;
        }
        ana.screenshot(&format!("with the bot {look}")).await;
        assert_eq!(ana.axe().await, Vec::<String>::new(), "{look}");
    }
    ana.wide().await;
    ana.light().await;
    // What it said is worth talking about.
    ana.click_css("#chat-bookmarks > summary").await;
    ana.click_css("#bookmark-note").await;
    ana.keys("Japan is asked for often").await;
    ana.press(Key::Enter).await;
    ana.see_css(".markline").await;
    ana.see("Japan is asked for often").await;

    ana.tab_to("Take over from the bot").await;
    ana.press(Key::Enter).await;
    ana.see_css("[data-stance=mine] #write").await;
    vera.see("I am passing you on to a colleague").await;
    ana.click_css("#text").await;
    ana.keys("Two days, and today only one").await;
    ana.press(Key::Enter).await;
    vera.see("and today only one").await;
    drop(vera);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_the_team_s_thinks_for_the_bot_and_nobody_is_left_alone() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    let stock = Foreign::open().await;
    let address = stock.url("/bot");
    let stock_room = house
        .act(move |tx| {
            let wanted = Wanted {
                name: "Stock room".to_owned(),
                address: address.clone(),
                secret: None,
                model: String::new(),
                instruction: String::new(),
                patience_seconds: 3,
                for_messages: false,
                hears_all: false,
            };
            Ok(edit::add(tx, &Origin::default(), Kind::Webhook, &wanted).unwrap())
        })
        .await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/bot")).await;
    ana.choose("kettle.example", "Everybody, first").await;
    ana.choose(
        "Who thinks for the bot on kettle.example",
        "Asks Stock room",
    )
    .await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.screenshot("bot, elsewhere").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    // Who saves something else while that one is off takes it from nobody.
    for is_on in [false, true] {
        house
            .act(move |tx| {
                edit::switch(tx, &Origin::default(), stock_room, is_on).unwrap();
                Ok(())
            })
            .await;
        ana.goto(&house.url("/admin/bot")).await;
        ana.click("Save").await;
        ana.see("Saved").await;
    }
    ana.goto(&house.url("/console")).await;
    ana.see("All quiet at the counter").await;

    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see_css("textarea").await;
    vera.type_into(
        "Message",
        "Are there lids? I paid with 4111 1111 1111 1111.",
    )
    .await;
    vera.press(Key::Enter).await;
    let call = stock.next().await;
    assert_eq!(
        call.json()["messages"],
        json!([{"from": "customer", "text": "Are there lids? I paid with •••• •••• •••• ••••."}])
    );
    call.answer(&json!({"text": "For which kettle?", "buttons": ["Kettle 08", "Samovar"]}))
        .await;
    vera.see("I am the automatic assistant of").await;
    vera.see("For which kettle?").await;
    vera.see("Samovar").await;
    vera.screenshot("bot offers").await;
    vera.type_into("Message", "2").await;
    vera.press(Key::Enter).await;
    // Of a number that is chosen the words are asked; then it dies in the middle of its answer.
    let mut call = stock.next().await;
    let asked = call.json();
    assert_eq!(
        asked["messages"].as_array().unwrap().last().unwrap()["text"],
        "Samovar"
    );
    call.say("HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\n{\"answers\"")
        .await;
    drop(call);
    vera.see("I have no answer to that.").await;
    ana.see("All quiet at the counter").await;
    vera.type_into("Message", "The samovar's lid").await;
    vera.press(Key::Enter).await;
    stock.next().await.refuse(500).await;
    vera.see("I am passing you on to a colleague").await;
    takes_next(&ana).await;
    vera.see_css("textarea").await;
    drop((ana, vera));
    house.close().await;
}

//! Translation, both ways: what a customer wrote is read in the agent's language, what an agent writes is read before it leaves
//! in the customer's, and both texts stay.

use serde_json::json;
use shopbell::{
    base::id::MessageId,
    desk::{
        amend,
        audit::Origin,
        guard::{
            Deed, Look,
            edit::{self, Wanted},
        },
        setting,
        team::Role,
        translation::{Service, Translator},
    },
};

use super::{at_counter, customer, heard_by, sign_in, takes_next};
use crate::{
    browser::{Browser, Key, Stage},
    foreign::Foreign,
    house::House,
};

async fn set_up(house: &House, ada: &Browser<'_>, machine: &Foreign) {
    ada.goto(&house.url("/admin/translation")).await;
    ada.click_css("label:has([value=libre])").await;
    ada.type_into("Address of the server", "http://models.example:5000")
        .await;
    ada.click("Save").await;
    ada.see("This address cannot be called.").await;
    ada.complains(&["status of 400"]).await;
    ada.fill("Address of the server", &machine.url("")).await;
    ada.click_css("#translation-glossary").await;
    ada.keys("Deckel = lid").await;
    ada.click("Save").await;
    ada.see("Line 1 cannot be read.").await;
    ada.complains(&["status of 400"]).await;
    ada.run("document.getElementById('translation-glossary').value = 'de en: Deckel = lid'")
        .await;
    ada.click("Save").await;
    ada.see("Saved").await;
    let ask = async {
        ada.type_into("Words to translate", "Der Deckel").await;
        ada.click("Translate them").await;
        ada.see("The lid").await;
    };
    tokio::join!(ask, async {
        let call = machine.next().await;
        assert!(call.text.starts_with("POST /translate "));
        assert_eq!(
            call.json(),
            json!({"q": "Der [[0]]", "source": "de", "target": "en", "format": "text"})
        );
        call.answer(&json!({"translatedText": "The [[0]]"})).await;
    });
    ada.screenshot("translation room").await;
    assert_eq!(ada.axe().await, Vec::<String>::new());
}

/// The message says this and nothing else.
async fn reads(browser: &Browser<'_>, message: &str, words: &str) {
    let script = format!(
        "return document.querySelector('{message} .bubble').innerText === {}",
        json!(words)
    );
    browser.until(&format!("read {words}"), &script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_read_and_written_in_two_languages() {
    let house = House::open().await;
    let machine = Foreign::open().await;
    let stage = Stage::enter().await;
    house.member("Ada", Role::Admin).await;
    let ada = stage.browser("Ada").open().await;
    sign_in(&house.url(""), &ada, "Ada").await;
    set_up(&house, &ada, &machine).await;
    drop(ada);

    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(
        &house,
        "Hannah",
        "Der Deckel ist kaputt. Gruß, Hannah, KK-10482",
    )
    .await;
    house
        .act(|tx| {
            tx.execute(
                "update customer set language = 'de' where name = 'Hannah'",
                [],
            )
        })
        .await;
    takes_next(&ana).await;
    ana.see("Der Deckel ist kaputt.").await;

    // With the switch off nothing has left. Names and numbers never do.
    ana.click("Translate").await;
    let call = machine.next().await;
    assert_eq!(
        call.json(),
        json!({"q": "Der [[2]] ist kaputt. Gruß, [[0]], [[1]]", "source": "de", "target": "en", "format": "text"})
    );
    call.answer(&json!({"translatedText": "The [[2]] is broken. Regards, [[0]], [[1]]"}))
        .await;
    ana.see("The lid is broken. Regards, Hannah, KK-10482")
        .await;
    reads(
        &ana,
        ".msg--in",
        "The lid is broken. Regards, Hannah, KK-10482",
    )
    .await;
    ana.click("Show original").await;
    reads(
        &ana,
        ".msg--in",
        "Der Deckel ist kaputt. Gruß, Hannah, KK-10482",
    )
    .await;
    ana.click("Show translation").await;
    reads(
        &ana,
        ".msg--in",
        "The lid is broken. Regards, Hannah, KK-10482",
    )
    .await;
    ana.screenshot("translated").await;
    // A page that is loaded anew asks nobody: the next that is asked is about what she writes.
    ana.reload().await;
    ana.see("The lid is broken. Regards, Hannah, KK-10482")
        .await;

    ana.type_into("Write a reply to Hannah", "A new lid leaves today.")
        .await;
    let call = machine.next().await;
    assert_eq!(
        call.json(),
        json!({"q": "A new [[0]] leaves today.", "source": "en", "target": "de", "format": "text"})
    );
    ana.see("Translating …").await;
    ana.press(Key::Enter).await;
    assert_eq!(heard_by(&house, &hannah).await, Vec::<String>::new());
    call.answer(&json!({"translatedText": "Ein neuer [[0]] geht heute raus."}))
        .await;
    ana.see("Ein neuer Deckel geht heute raus.").await;
    ana.see("Read it, then send again.").await;
    ana.screenshot("translation, to be read").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Ein neuer Deckel geht heute raus."]
    );
    ana.click("Show what was written").await;
    reads(&ana, ".msg--out", "A new lid leaves today.").await;
    ana.click("Show what was sent").await;
    reads(&ana, ".msg--out", "Ein neuer Deckel geht heute raus.").await;

    // A machine that loses what was to come through has said nothing; one writes on.
    ana.type_into("Write a reply to Hannah", "The lid is free.")
        .await;
    let call = machine.next().await;
    call.answer(&json!({"translatedText": "Das Ding ist gratis."}))
        .await;
    ana.see("No translation just now.").await;
    ana.screenshot("translation, none").await;
    ana.press(Key::Enter).await;
    house
        .until("send it as it is", async || {
            heard_by(&house, &hannah).await.len() == 2
        })
        .await;
    assert_eq!(heard_by(&house, &hannah).await[1], "The lid is free.");
    ana.narrow().await;
    ana.screenshot("translated, narrow").await;

    // Whoever reads it on the Chats page is helped alike, and nobody is asked anew for what is known.
    let jon = {
        house.member("Jon", Role::Supervisor).await;
        let jon = stage.browser("Jon").open().await;
        sign_in(&house.url(""), &jon, "Jon").await;
        jon
    };
    jon.goto(&house.url("/chats?chat=1")).await;
    jon.see("Der Deckel ist kaputt.").await;
    reads(&jon, ".msg--out", "Ein neuer Deckel geht heute raus.").await;
    jon.click("Translate").await;
    reads(
        &jon,
        ".msg--in",
        "The lid is broken. Regards, Hannah, KK-10482",
    )
    .await;
    jon.screenshot("translated, all chats").await;
    assert_eq!(jon.axe().await, Vec::<String>::new());
    jon.click("Show original").await;
    reads(
        &jon,
        ".msg--in",
        "Der Deckel ist kaputt. Gruß, Hannah, KK-10482",
    )
    .await;
    jon.click("Show translation").await;
    // What comes in meanwhile leaves it as it is.
    ana.type_into("Write a reply to Hannah", "Good bye.").await;
    let call = machine.next().await;
    call.answer(&json!({"translatedText": "Auf Wiedersehen."}))
        .await;
    ana.see("Auf Wiedersehen.").await;
    ana.press(Key::Enter).await;
    jon.see("Auf Wiedersehen.").await;
    reads(
        &jon,
        ".msg--in",
        "The lid is broken. Regards, Hannah, KK-10482",
    )
    .await;
    assert_eq!(jon.console_errors().await, Vec::<String>::new());
    drop((ana, jon));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_machine_says_is_looked_through_and_says_so_where_it_is_held_back() {
    let house = House::open().await;
    let machine = Foreign::open().await;
    let stage = Stage::enter().await;
    let address = machine.url("");
    house
        .act(move |tx| {
            let translator = Translator {
                service: Service::Libre,
                address: address.clone(),
                ..Translator::default()
            };
            setting::put(tx, &translator)?;
            let promises = Wanted {
                look: Look::Words("Garantie".to_owned()),
                name: "Promises".to_owned(),
                advice: String::new(),
                deed: Deed::Warn,
                is_on: true,
                masks: false,
            };
            edit::add(tx, &Origin::default(), &promises).unwrap();
            Ok(())
        })
        .await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hallo").await;
    house
        .act(|tx| {
            tx.execute(
                "update customer set language = 'de' where name = 'Hannah'",
                [],
            )
        })
        .await;
    takes_next(&ana).await;
    ana.click("Translate").await;
    let call = machine.next().await;
    call.answer(&json!({"translatedText": "Hello"})).await;
    ana.see("Hello").await;
    // What she changes in her app is another message: nobody goes on reading what it said before.
    house
        .act(|tx| {
            let id: MessageId = tx.get(
                "select id from message where author = 'customer'",
                [],
                |row| row.get(0),
            )?;
            amend::by_customer(tx, id, "Der Kessel pfeift").unwrap();
            Ok(())
        })
        .await;
    let call = machine.next().await;
    assert_eq!(call.json()["q"], "Der Kessel pfeift");
    call.answer(&json!({"translatedText": "The kettle whistles"}))
        .await;
    ana.see("The kettle whistles").await;
    ana.type_into("Write a reply to Hannah", "It has a guarantee.")
        .await;
    let call = machine.next().await;
    call.answer(&json!({"translatedText": "Es hat Garantie."}))
        .await;
    ana.see("Es hat Garantie.").await;
    ana.press(Key::Enter).await;
    // Nothing can be marked in what was written: the question stands at what would have been sent.
    ana.see("Not sent. The reply holds what should not leave: Promises.")
        .await;
    ana.complains(&["409"]).await;
    assert_eq!(heard_by(&house, &hannah).await, Vec::<String>::new());
    ana.click("Send anyway").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Es hat Garantie."]);
    drop(ana);
    house.close().await;
}

//! Proposals at the counter: for the message at hand, for an earlier one, and for a question; a person sends what is sent.

use serde_json::json;
use shopbell::{
    db::DbError,
    desk::{audit::Origin, content::reply_sheet, prompter::past},
};

use super::{at_counter, customer, heard_by, takes_next, writes};
use crate::{
    browser::{Key, Stage},
    house::House,
};

const STOCK: &str = "topic,name,tags,en\n\
    Returns,Spare part,lid,\"No need to send it back, {customer.first_name|friend}: a new part leaves today.\"\n\
    Delivery,Times,days,Delivery takes two working days.\n";

/// The house has replies, and once told another customer about the whistle.
async fn experienced() -> House {
    let house = House::open().await;
    house
        .act(|tx| {
            let entries = reply_sheet::read(STOCK).unwrap();
            reply_sheet::take_in(tx, &Origin::default(), &entries).unwrap();
            Ok(())
        })
        .await;
    let jon = house.supervisor("Jon").await;
    let omar = customer(&house, "Omar", "Does the whistle of the samovar unscrew?").await;
    house.tell(&jon, "next", json!({})).await;
    for (path, text) in [
        ("comments", "The samovar whistle again, a secret-remark."),
        (
            "messages",
            "It does, Omar, against the clock. Your order is KK-10482.",
        ),
    ] {
        let said = house
            .tell(
                &jon,
                &format!("conversations/1/{path}"),
                json!({ "text": text }),
            )
            .await;
        assert!(said.status < 300, "{}", said.text());
    }
    drop(omar);
    let db = &house.inside().db;
    while db.write::<_, DbError>(past::catch_up).await.unwrap() {}
    house
}

#[tokio::test(flavor = "multi_thread")]
async fn proposals_come_by_themselves_and_leave_by_a_person_alone() {
    let house = experienced().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "The lid of my kettle is chipped").await;
    takes_next(&ana).await;
    // With the switch off nothing is asked for.
    assert_eq!(house.count("proposal").await, 0);
    ana.click("Suggestions").await;
    ana.see("Quick reply: Spare part").await;
    ana.see("No need to send it back, Hannah: a new part leaves today.")
        .await;
    ana.screenshot("prompter").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // A key puts it beside what is being written, marked as suggested; nothing is sent.
    ana.type_into("Write a reply to Hannah", "Hello!").await;
    ana.chord(&[Key::Alt], '1').await;
    let both = "return document.getElementById('text').value === 'Hello! No need to send it back, Hannah: a new part leaves today.'";
    ana.until("hold both", both).await;
    ana.see("Suggested, from: Quick reply: Spare part. Read it before you send it.")
        .await;
    assert_eq!(heard_by(&house, &hannah).await, Vec::<String>::new());
    house
        .until("count it as used", async || {
            house
                .act(|tx| {
                    tx.get("select count(used_at) from proposal", [], |row| {
                        row.get::<_, i64>(0)
                    })
                })
                .await
                == 1
        })
        .await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 1);

    // The next message is looked at as it comes: with what was said to somebody else, and none of what was theirs.
    writes(
        &house,
        &hannah,
        "And can I unscrew the whistle of the samovar?",
    )
    .await;
    ana.see("Jon, ").await;
    ana.see("It does, Hannah, against the clock. Your order is ….")
        .await;
    let text = ana.run("return document.body.innerText").await;
    for private in ["KK-10482", "Omar", "secret-remark"] {
        assert!(!text.as_str().unwrap().contains(private), "{private}");
    }
    ana.click_css(".prompt__item").await;
    ana.see("Suggested, from: Jon").await;
    ana.press(Key::Enter).await;
    ana.gone_css("#prompter").await;

    // For an earlier message, by the keyboard.
    for _ in 0..4 {
        ana.chord(&[Key::Alt], Key::Up).await;
    }
    ana.press(Key::Right).await;
    ana.is_at("Suggestions for this message").await;
    ana.press(Key::Enter).await;
    ana.see("Quick reply: Spare part").await;
    ana.click("Close suggestions").await;
    ana.gone_css("#prompter").await;
    let before = house.count("proposal").await;
    writes(&house, &hannah, "How long is delivery?").await;
    ana.see("How long is delivery?").await;

    // By a question of one's own; the chat's words do not count unless they are to.
    ana.click("Prompter").await;
    ana.type_into("What do you want to know?", "spare lid\n")
        .await;
    ana.see("Spare part").await;
    ana.screenshot("prompter, question").await;
    assert_eq!(
        house.count("proposal").await,
        before + 1,
        "only what was asked for is"
    );
    ana.fill("What do you want to know?", "zeppelin").await;
    ana.click("Ask").await;
    ana.see("Nothing found. Try other words.").await;
    ana.click("Take this chat into account").await;
    ana.click("Ask").await;
    ana.see("Delivery takes two working days.").await;
    ana.run("document.getElementById('text').value = ''").await;
    ana.click("Use in reply").await;
    let taken =
        "return document.getElementById('text').value === 'Delivery takes two working days.'";
    ana.until("hold it", taken).await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    ana.screenshot("prompter, narrow").await;
    drop(ana);
    house.close().await;
}

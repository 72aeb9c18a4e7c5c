//! Pictures, files and links of a customer's chats, in a tab of their panel.

use serde_json::json;
use shopbell::desk::{channel::Settings, family::Family};

use super::{at_counter, customer, takes_next, writes};
use crate::{
    browser::Stage,
    house::{House, Person},
    widget::counter,
};

/// A document of this name, to be sent with a message.
async fn document(house: &House, who: &Person, name: &str) -> String {
    let path = format!("files?name={name}&kind=file");
    let sent = house
        .post(who, &path, "text/plain", "What it costs".into())
        .await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    sent.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shared_is_kept_in_a_tab_and_leads_back_to_where_it_was_said() {
    let house = House::open().await;
    let settings = Settings {
        files: vec![Family::Document],
        ..Settings::default()
    };
    counter::set_up(&house, settings).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.supervisor("Bo").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;

    // An earlier chat, long enough that its beginning is not on the page at first.
    house.tell(&bo, "conversations/1/claim", json!({})).await;
    let lid = house.picture_of(&hannah, "lid").await["id"].clone();
    let first = json!({ "text": "The lid, as on https://kettle.example/lids?colour=moss.", "attachments": [lid] });
    let first = house.tell(&hannah, "messages", first).await;
    assert_eq!(first.status, 201, "{}", first.text());
    let first = first.json()["id"].as_i64().unwrap();
    for number in 1..=130 {
        writes(&house, &hannah, &format!("Line {number}")).await;
    }
    let ended = json!({ "reason_id": 1 });
    house.tell(&bo, "conversations/1/close", ended).await;
    writes(&house, &hannah, "Once more").await;

    takes_next(&ana).await;
    ana.click("Files").await;
    ana.see("kettle.example").await;
    ana.see("The lid, as on").await;
    ana.until(
        "see the picture",
        "return document.querySelector('#side .thing__picture img')?.naturalWidth === 4",
    )
    .await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    let is_there = format!("return document.getElementById('m-{first}') !== null");
    assert_eq!(ana.run(&is_there).await, json!(false), "the premise");
    ana.click("Go to the message with lid.jpg").await;
    ana.see_css(&format!("#m-{first}.is-found")).await;
    ana.see_css("[data-chat='2'][data-stance=mine]").await;

    // What arrives now stands there at once, the newest first, and what was said with it.
    let bill = document(&house, &hannah, "bill.txt").await;
    let more = json!({ "text": "www.post.example/track/7", "attachments": [bill] });
    house.tell(&hannah, "messages", more).await;
    ana.see("bill.txt").await;
    ana.see("www.post.example").await;
    let hosts = "return [...document.querySelectorAll('#side .thing a[rel*=nofollow] bdi')].map(one => one.textContent).join()";
    ana.until(
        "see the newest first",
        &format!("return (() => {{ {hosts} }})() === 'www.post.example,kettle.example'"),
    )
    .await;
    ana.see("13 B").await;

    // A comment's is the team's; struck through, or taken back, it is gone.
    let claimed = "conversations/2";
    let note = json!({ "text": "See http://desk.example/rules" });
    let note = house.tell(&bo, &format!("{claimed}/comments"), note).await;
    let note = note.json()["id"].as_i64().unwrap();
    ana.see("desk.example").await;
    ana.see("comment").await;
    ana.type_into(
        "Write a reply to Hannah",
        "Wrong one: https://wrong.example\n",
    )
    .await;
    ana.see_css("#side a[href='https://wrong.example']").await;
    house
        .fill(&bo, &format!("/console/2/comments/{note}/strike"), "")
        .await;
    ana.gone_css("#side a[href='http://desk.example/rules']")
        .await;
    let newest = house.count("message").await;
    assert!(newest > 130, "the premise");
    let unsent = house
        .act(|tx| {
            tx.get(
                "select max(id) from message where author = 'agent' and internal = 0",
                [],
                |row| row.get::<_, i64>(0),
            )
        })
        .await;
    let taken_back = house
        .tell(&bo, &format!("messages/{unsent}/unsend"), json!({}))
        .await;
    assert_eq!(taken_back.status, 200, "{}", taken_back.text());
    ana.gone_css("#side a[href='https://wrong.example']").await;

    // More than fits is shown by steps, and stays while things come in.
    for number in 1..=12 {
        writes(&house, &hannah, &format!("https://many.example/{number}")).await;
    }
    ana.see_css("#side a[href='https://many.example/12']").await;
    ana.gone_css("#side a[href='https://many.example/1']").await;
    ana.click("Show earlier ones").await;
    ana.see_css("#side a[href='https://many.example/1']").await;
    writes(&house, &hannah, "https://many.example/13").await;
    ana.see_css("#side a[href='https://many.example/13']").await;
    ana.see_css("#side a[href='https://many.example/1']").await;

    // By arrow keys, like the other tabs.
    ana.run("document.getElementById('side-files').focus()")
        .await;
    ana.press(crate::browser::Key::Left).await;
    ana.see_css("#side-cards[aria-selected=true]").await;

    // The same on their own page, from where one comes to the chat.
    ana.goto(&house.url("/people/1?tab=files")).await;
    ana.see("bill.txt").await;
    ana.see_css("#rec-files[aria-selected=true]").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Go to the message with lid.jpg").await;
    ana.see_css(&format!("#m-{first}.is-found")).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_tab_says_what_it_is_for_and_bad_addresses_do_no_harm() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    takes_next(&ana).await;
    ana.click("Files").await;
    ana.see("Pictures, files and links that you and Hannah send each other")
        .await;
    let bo = house.agent("Bo").await;
    for (path, status) in [
        ("/console/customers/1/panel?tab=files&links=999999999", 200),
        ("/console/customers/1/panel?tab=files&links=0", 200),
        ("/console/customers/1/panel?tab=files&links=x", 400),
        ("/console/customers/99/panel?tab=files", 404),
        ("/people/1?tab=files&images=-1", 400),
    ] {
        let answer = house.get(&bo, path, &[]).await;
        assert_eq!(answer.status, status, "{path}");
    }
    let stranger = house
        .get(
            &hannah,
            "/console/customers/1/panel?tab=files",
            &[("x-fragment", "1")],
        )
        .await;
    assert_eq!(stranger.status, 401);
    drop(ana);
    house.close().await;
}

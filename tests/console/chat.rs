//! Taking a chat, answering, looking back, closing.

use serde_json::json;

use super::{at_counter, customer, heard_by, takes_next, writes};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn one_takes_a_chat_and_the_others_see_it_go() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    let hannah = customer(&house, "Hannah", "The lid has a chip.").await;
    ana.see("The lid has a chip.").await;
    bo.see("The lid has a chip.").await;

    // Reading takes nothing.
    ana.click("Hannah").await;
    ana.see("Nobody has this chat yet").await;
    bo.see_css("#w-1").await;

    takes_next(&bo).await;
    ana.see("Bo has this chat").await;
    ana.gone_css("#w-1").await;
    ana.see("Bo picked this chat").await;

    bo.type_into("Write a reply to Hannah", "I am sorry, Hannah.\n")
        .await;
    bo.see_css(".msg--out .ticks").await;
    ana.see("I am sorry, Hannah.").await;
    assert_eq!(heard_by(&house, &hannah).await, ["I am sorry, Hannah."]);

    // What is left to a colleague beside it is a comment.
    ana.type_into("Only your team sees this", "We have spare lids.\n")
        .await;
    bo.see("We have spare lids.").await;
    assert_eq!(heard_by(&house, &hannah).await, ["I am sorry, Hannah."]);

    // Who goes away sees so in both places.
    ana.click_css("#availability > summary").await;
    ana.click("Away").await;
    ana.see_css("#availability > summary .dot--busy").await;
    ana.see_css(".rail__foot .dot--busy").await;

    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_slower_is_told_who_was_quicker() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.agent("Bo").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.see_css("#w-1").await;
    // Ana's line is slow: what happened has not reached her list.
    ana.run(
        "const real = window.fetch;
         window.fetch = (url, ...rest) => String(url).startsWith('/console/list') ? new Promise(() => {}) : real(url, ...rest);",
    )
    .await;
    let taken = house.tell(&bo, "conversations/1/claim", json!({})).await;
    assert_eq!(taken.status, 200);
    ana.run("document.querySelector('#w-1 .wrow__pick').requestSubmit()")
        .await;
    ana.see("Bo was quicker").await;
    ana.see("One customer is waiting").await;
    ana.complains(&["409"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_answer_was_lost_takes_no_second_chat_by_trying_again() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.see_css("#w-1").await;
    customer(&house, "Omar", "Hello?").await;
    ana.see_css("#w-2").await;
    // The house has done it; its answer does not come.
    ana.run(
        "const real = window.fetch;
         let isLost = false;
         window.fetch = async (url, ...rest) => {
           const answer = await real(url, ...rest);
           if (isLost || !String(url).endsWith('/console/next')) return answer;
           isLost = true;
           throw new TypeError('the line broke');
         };",
    )
    .await;
    ana.click("Next Chat").await;
    ana.gone_css("#w-1").await;
    takes_next(&ana).await;
    ana.see_css("#conv[data-chat='1']").await;
    ana.see_css("#w-2").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_closed_with_its_type_and_found_again() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Where is my parcel?").await;
    ana.click("Next Chat").await;
    ana.type_into("Write a reply to Hannah", "It leaves today.\n")
        .await;
    ana.see("It leaves today.").await;

    ana.click("Close").await;
    ana.see("Close the chat with Hannah?").await;
    ana.see("Send a survey").await;
    ana.click("Delivery").await;
    ana.click("Close chat").await;
    ana.see("Closed by Ana").await;
    ana.see("Closed · Delivery").await;

    let rated = house
        .tell(
            &hannah,
            "rating",
            json!({ "score": 5, "comment": "Quick and kind" }),
        )
        .await;
    assert_eq!(rated.status, 204, "{}", rated.text());
    ana.see("Rated 5 of 5").await;
    ana.see("Quick and kind").await;

    // Writing after the end begins another chat; the old one keeps its end.
    ana.type_into("Write to Hannah", "It has arrived, hasn’t it?\n")
        .await;
    ana.see_css("[data-stance=mine] #write").await;
    ana.see("Ana began a new chat").await;
    writes(&house, &hannah, "Yes, thank you!").await;
    ana.see("Yes, thank you!").await;
    ana.see("Where is my parcel?").await;
    assert_eq!(house.count("conversation").await, 2);

    // Undoing a close: the chat goes on. Nobody is asked twice a day.
    ana.click("Close").await;
    ana.see("was asked about another chat today").await;
    ana.click("Close chat").await;
    ana.see("Chat closed.").await;
    ana.click_css(".toast button").await;
    ana.see("Ana reopened this chat").await;
    ana.see_css("[data-stance=mine] #write").await;
    // Hannah waits as long as before.
    ana.see_css("#mine #c-2 time[data-wait]").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_customer_wrote_over_the_years_scrolls_back() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.agent("Bo").await;
    let hannah = house.visitor("Hannah").await;
    for chat in 1..=3_i64 {
        for number in 1..=30 {
            writes(&house, &hannah, &format!("Chat {chat}, line {number}")).await;
        }
        if chat < 3 {
            for act in ["claim", "close"] {
                let done = house
                    .tell(
                        &bo,
                        &format!("conversations/{chat}/{act}"),
                        json!({ "reason_id": 1 }),
                    )
                    .await;
                assert_eq!(done.status, 200, "{}", done.text());
            }
        }
    }
    ana.click("Next Chat").await;
    ana.see_css("#log").await;
    ana.see("Chat 3, line 30").await;
    ana.gone("Chat 1, line 1").await;
    for _ in 0..4 {
        ana.run("const log = document.getElementById('log'); log.scrollTop = 0; log.dispatchEvent(new Event('scroll'))")
            .await;
        ana.until(
            "have loaded",
            "return document.getElementById('log').ariaBusy !== 'true'",
        )
        .await;
    }
    ana.see("Chat 1, line 1").await;
    // Where nobody had answered, the log says why nobody was asked how it went.
    ana.see("No survey was sent: nobody had answered").await;
    let in_order = "const ids = [...document.querySelectorAll('#log > [data-id]')].map(one => Number(one.dataset.id));
        return ids.length === 97 && ids.every((id, n) => n === 0 || ids[n - 1] < id)
          && document.querySelectorAll('#log > .daymark--chat').length === 3";
    ana.until("see all once and in order", in_order).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_shown_before_it_is_sent() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "What does it look like?").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;
    // Chosen by the button: Enter sends it, and does not press the button again.
    let lid = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/photo-lid.jpg");
    ana.choose_file(std::path::Path::new(lid)).await;
    ana.click("Remove photo-lid.jpg").await;
    ana.gone_css("#attached img").await;
    ana.choose_file(std::path::Path::new(lid)).await;
    ana.see_css("#attached img").await;
    ana.is_at("Write a reply to Hannah").await;
    ana.click("Remove photo-lid.jpg").await;

    // Pasting: what a person does with a picture from another program.
    let paste = |kind: &str, bytes: &str| {
        format!(
            "const canvas = new OffscreenCanvas(40, 30); canvas.getContext('2d').fillRect(0, 0, 40, 30);
             return canvas.convertToBlob({{ type: 'image/png' }}).then(blob => {{
               const data = new DataTransfer();
               data.items.add(new File([{bytes}], 'kettle.png', {{ type: '{kind}' }}));
               document.getElementById('text').dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));
             }})"
        )
    };
    ana.run(&paste("image/png", "'<script>alert(1)</script>'"))
        .await;
    ana.see("drawings in SVG and programs are not taken").await;
    ana.complains(&["415"]).await;
    ana.run(&paste("image/svg+xml", "blob")).await;
    ana.see("could run on the reader’s machine").await;
    ana.run(&paste("image/png", "blob")).await;
    ana.see_css("#attached img").await;
    assert_eq!(
        heard_by(&house, &hannah).await.len(),
        0,
        "nothing leaves before Send"
    );
    ana.click("Remove kettle.png").await;
    ana.gone_css("#attached img").await;

    ana.run(&paste("image/png", "blob")).await;
    ana.until(
        "have uploaded",
        "return document.querySelectorAll('#attached figure:not([aria-busy])').length === 1",
    )
    .await;
    ana.type_into("Write a reply to Hannah", "Like this:\n")
        .await;
    ana.until(
        "see the picture in the log",
        "return document.querySelector('.msg--out .shot img')?.naturalWidth === 40",
    )
    .await;
    let history = house.get(&hannah, "messages", &[]).await.json();
    let last = history["messages"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["attachments"][0]["width"], 40);
    drop(ana);
    house.close().await;
}

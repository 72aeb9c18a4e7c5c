//! What comes at the wrong moment: while an answer is under way, while somebody types, while a tab sleeps.

use serde_json::json;
use shopbell::desk::amend;
use thirtyfour::Key;

use super::{at_counter, customer, heard_by, writes};
use crate::{browser::Stage, house::House};

/// Holds requests to addresses that match; `release()` lets them go on, and the page asks freely from then on.
const HOLD: &str = "
    const ask = window.fetch;
    const held = [];
    let holds = () => false;
    window.hold = pattern => { holds = url => pattern.test(url); };
    window.release = () => { holds = () => false; for (const go of held.splice(0)) go(); };
    window.isHolding = () => held.length > 0;
    window.fetch = async (url, ...rest) => {
      if (holds(String(url))) await new Promise(go => held.push(go));
      return ask(url, ...rest);
    };";

/// The first answer from an address that fits this pattern is drawn, and long on its way: until `arrive()`.
fn late(pattern: &str) -> String {
    format!(
        "const ask = window.fetch;
         window.fetch = async (url, ...rest) => {{
           const answer = await ask(url, ...rest);
           if ({pattern}.test(url) && !window.arrive) await new Promise(go => {{ window.arrive = go; }});
           return answer;
         }};"
    )
}

const IS_DRAWN: &str = "return window.arrive !== undefined";

const SAID: &str = "[...document.querySelectorAll('#log > .msg .bubble__text')].map(one => one.textContent).join()";

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_overtakes_the_customer_s_word_hides_nothing() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;
    // The first question for what is new gets no answer.
    ana.run(
        "const ask = window.fetch; let isFirst = true;
         window.fetch = (url, ...rest) => {
           if (!isFirst || !String(url).includes('/entries')) return ask(url, ...rest);
           isFirst = false; window.hasFailed = true;
           return Promise.reject(new TypeError('cut'));
         };",
    )
    .await;
    writes(&house, &hannah, "One").await;
    ana.until("miss it", "return window.hasFailed === true")
        .await;
    ana.type_into("Write a reply to Hannah", "Two\n").await;
    ana.see_css(".msg--out .ticks").await;
    writes(&house, &hannah, "Three").await;
    let in_order = format!("return {SAID} === 'Hello?,One,Two,Three'");
    ana.until("see all in order", &in_order).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_while_the_chat_opens_is_on_the_screen() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    ana.see_css("#w-1").await;
    // The page of the chat has been drawn, and is long on its way.
    ana.run(&late(r"/^\/console\/1$/")).await;
    ana.click("Hannah").await;
    ana.until("have it drawn", IS_DRAWN).await;
    writes(&house, &hannah, "Are you there?").await;
    ana.until(
        "hear of it",
        "return document.querySelector('#w-1 .crow__text').textContent === 'Are you there?'",
    )
    .await;
    ana.run("arrive()").await;
    ana.until(
        "see both",
        &format!("return {SAID} === 'Hello?,Are you there?'"),
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_while_it_is_on_its_way_is_shown_as_it_is_now() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;
    // What is new has been drawn, and is long on its way.
    ana.run(&late(r"/\/entries\?after=/")).await;
    writes(&house, &hannah, "At tow").await;
    ana.until("have it drawn", IS_DRAWN).await;
    house
        .act(|tx| {
            let id = tx.get("select id from message where text = 'At tow'", [], |row| {
                row.get(0)
            })?;
            amend::by_customer(tx, id, "At two").unwrap();
            Ok(())
        })
        .await;
    writes(&house, &hannah, "Or three").await;
    ana.until(
        "hear of it",
        "return [...document.querySelectorAll('.crow__text')].some(row => row.textContent === 'Or three')",
    )
    .await;
    ana.run("arrive()").await;
    ana.until(
        "see what is meant",
        &format!("return {SAID} === 'Hello?,At two,Or three'"),
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_was_chosen_stays_so_whatever_is_on_its_way() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.agent("Bo").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see_css("#side").await;
    // The panel as it was before has been drawn, and is long on its way.
    ana.run(&late(r"/\/panel\?tab=customer/")).await;
    let noted = house
        .fill(&bo, "/console/customers/1/notes", "text=Likes+green")
        .await;
    assert!(noted.status < 400, "{}", noted.text());
    ana.until("have it drawn", IS_DRAWN).await;
    ana.click("Pages").await;
    let is_chosen = "return document.querySelector('#side [role=tab][aria-selected=true]').textContent === 'Pages'";
    ana.until("have the other tab", is_chosen).await;
    // Whether it was thrown back for a moment is told as well.
    ana.run(
        "new MutationObserver(() => { window.wasBack ||= document.getElementById('side').dataset.tab === 'customer'; })
           .observe(document.body, { attributes: true, subtree: true, childList: true });
         arrive();",
    )
    .await;
    // It looks once more, for the tab that is shown now.
    ana.until("have looked again", "return performance.getEntriesByType('resource').some(one => one.name.includes('panel?tab=pages'))").await;
    ana.until("still have it", is_chosen).await;
    let was_back = "return window.wasBack !== true";
    ana.until("never have lost it", was_back).await;
    ana.click_css("#side [role=tab]").await;
    ana.see("Likes green").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_types_while_the_chat_is_taken_over_presses_no_keys() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.supervisor("Bo").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    customer(&house, "Omar", "Good morning").await;
    ana.see_css("#w-2").await;
    ana.type_into("Write a reply to Hannah", "We have ").await;
    let taken = house
        .tell(&bo, "conversations/1/assign", json!({ "agent_id": 2 }))
        .await;
    assert!(taken.status < 300, "{}", taken.text());
    ana.see("Bo has this chat").await;
    ana.keys("nine").await;
    ana.until(
        "find the letters in the box",
        "return document.getElementById('text').value === 'nine'",
    )
    .await;
    ana.see_css("#w-2").await;
    // What was meant for the customer waits for the chat to come back.
    let back = house
        .tell(&bo, "conversations/1/assign", json!({ "agent_id": 1 }))
        .await;
    assert!(back.status < 300, "{}", back.text());
    ana.see_css("[data-stance=mine] #write").await;
    ana.click("Reply").await;
    ana.until(
        "find the draft",
        "return document.getElementById('text').value === 'We have '",
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_picture_is_not_sent_to_somebody_else() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    let omar = customer(&house, "Omar", "Good morning").await;
    ana.click("Next Chat").await;
    ana.see_css("#c-1").await;
    ana.click("Next Chat").await;
    ana.see_css("textarea[aria-label='Write a reply to Omar']")
        .await;
    ana.run(
        "const send = XMLHttpRequest.prototype.send, held = [];
         window.isHolding = () => held.length > 0;
         window.release = () => { for (const go of held) go(); };
         XMLHttpRequest.prototype.send = function (body) { held.push(() => send.call(this, body)); };
         const canvas = new OffscreenCanvas(40, 30); canvas.getContext('2d').fillRect(0, 0, 40, 30);
         return canvas.convertToBlob({ type: 'image/png' }).then(blob => {
           const data = new DataTransfer();
           data.items.add(new File([blob], 'kettle.png', { type: 'image/png' }));
           document.getElementById('text').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
         })",
    )
    .await;
    ana.until("have it under way", "return isHolding()").await;
    ana.type_into("Write a reply to Omar", "Like this\n").await;
    ana.click_css("#c-1").await;
    ana.type_into("Write a reply to Hannah", "Half a sen").await;
    ana.run("release()").await;
    ana.click_css("#c-2").await;
    ana.see_css("#attached figure:not([aria-busy])").await;
    assert_eq!(heard_by(&house, &hannah).await, [""; 0]);
    // It is all there still, and leaves when it is sent.
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .shot").await;
    assert_eq!(heard_by(&house, &omar).await, ["Like this"]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_day_does_not_fill_the_page() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.supervisor("Bo").await;
    let hannah = customer(&house, "Hannah", "The very first").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;
    for number in 0..300 {
        let path = "conversations/1/comments";
        let said = house
            .tell(&bo, path, json!({ "text": format!("Line {number}") }))
            .await;
        assert!(said.status < 300, "{}", said.text());
    }
    writes(&house, &hannah, "The very last").await;
    ana.see("The very last").await;
    ana.gone("The very first").await;
    let count = "return document.querySelectorAll('#log > [data-id]').length <= 300";
    ana.until("have a short page", count).await;
    // What is far above comes back when one looks for it.
    for _ in 0..3 {
        ana.run("const log = document.getElementById('log'); log.scrollTop = 0; log.dispatchEvent(new Event('scroll'))")
            .await;
        ana.until(
            "have loaded",
            "return document.getElementById('log').ariaBusy !== 'true'",
        )
        .await;
    }
    ana.see("The very first").await;
    let whole = "const ids = [...document.querySelectorAll('#log > [data-id]')].map(one => Number(one.dataset.id));
        return ids.length === 303 && ids.every((id, n) => n === 0 || ids[n - 1] < id)";
    ana.until("see all once and in order", whole).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_words_after_the_end_begin_one_chat() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.click("Close").await;
    ana.click("Close chat").await;
    ana.see("Closed by Ana").await;
    ana.offline().await;
    ana.type_into("Write to Hannah", "One\n").await;
    ana.type_into("Write to Hannah", "Two\n").await;
    ana.type_into("Write to Hannah", "Thr").await;
    ana.see("Waits for the line").await;
    ana.online().await;
    ana.see_css("[data-stance=mine] #write").await;
    ana.gone_css(".msg--queued").await;
    assert_eq!(heard_by(&house, &hannah).await, ["One", "Two"]);
    assert_eq!(house.count("conversation").await, 2);
    ana.until(
        "find the third in the box",
        "return document.getElementById('text').value === 'Thr'",
    )
    .await;
    ana.complains(&["ERR_INTERNET_DISCONNECTED"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_is_still_shown_when_the_page_is_loaded_anew() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.supervisor("Bo").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.type_into("Write a reply to Hannah", "The green one")
        .await;
    ana.run(HOLD).await;
    ana.run("hold(/entries|head|list/)").await;
    house
        .tell(&bo, "conversations/1/assign", json!({ "agent_id": 2 }))
        .await;
    ana.press(Key::Enter).await;
    ana.see("Not sent. Bo was quicker").await;
    ana.reload().await;
    ana.see("Not sent. Bo was quicker").await;
    ana.see("The green one").await;
    ana.complains(&["409"]).await;
    drop(ana);
    house.close().await;
}

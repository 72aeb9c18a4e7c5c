//! Comments: colleagues are named and told, files stay in the house, what was wrong is struck through.

use serde_json::json;
use shopbell::db::{DbError, Tx};
use thirtyfour::Key;

use super::{at_counter, customer, heard_by, takes_next, writes};
use crate::{
    browser::{Browser, Stage},
    house::House,
};

const COMMENT: &str = "Only your team sees this";

async fn box_holds(ana: &Browser<'_>, words: &str) {
    let is_so = format!(
        "return document.getElementById('text').value === {}",
        json!(words)
    );
    ana.until(&format!("have “{words}” in the box"), &is_so)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_is_named_by_the_keyboard_told_and_lands_on_the_comment() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    let hannah = customer(&house, "Hannah", "Is there a spare lid?").await;
    ana.see("Bo").await;
    takes_next(&ana).await;
    ana.press(Key::Escape).await;
    ana.press('c').await;
    ana.keys("Hm, @b").await;
    ana.see_css("#names [role=option].is-on").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    // Esc closes the list and not what one writes in.
    ana.press(Key::Escape).await;
    ana.gone_css("#names").await;
    ana.keys("o").await;
    ana.see_css("#names").await;
    ana.press(Key::Enter).await;
    box_holds(&ana, "Hm, @Bo ").await;
    ana.keys("do we have lids? someone@bo.example").await;
    ana.gone_css("#names").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--comment .mention").await;

    bo.see("Ana mentioned you").await;
    bo.see_css("#mentions .crow--unread").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    bo.reload().await;
    bo.see("Ana mentioned you").await;
    bo.click_css("#mentions a").await;
    bo.see_css(".msg--comment.names-me").await;
    bo.gone_css("#mentions").await;
    bo.reload().await;
    bo.see("do we have lids?").await;
    bo.gone_css("#mentions").await;
    // The customer knows nothing of it.
    assert!(heard_by(&house, &hannah).await.is_empty());
    drop((ana, bo));
    house.close().await;
}

/// Types as an input method does: the characters are put together first, and stand there with one last press.
async fn composes(browser: &Browser<'_>, words: &str) {
    let script = format!(
        "const field = document.getElementById('text');
         field.setRangeText({}, field.selectionStart, field.selectionEnd, 'end');
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true, isComposing: true }}));
         field.dispatchEvent(new CompositionEvent('compositionend', {{ bubbles: true }}));
         return true",
        json!(words)
    );
    browser.until("have put it together", &script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_is_named_in_chinese_without_a_space() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    house.agent("Bo").await;
    let mei = house.agent("Mei").await;
    let rename =
        |tx: &mut Tx<'_>| tx.execute("update agent set name = '陈美琳' where name = 'Mei'", []);
    let db = &house.inside().db;
    assert_eq!(db.write::<_, DbError>(rename).await.unwrap(), 1);
    customer(&house, "Hannah", "Is there a spare lid?").await;
    ana.reload().await;
    ana.see("陈美琳").await;
    takes_next(&ana).await;
    ana.press(Key::Escape).await;
    ana.press('c').await;
    composes(&ana, "麻烦").await;
    ana.keys("@").await;
    ana.see_css("#names [role=option]:nth-child(2)").await;
    composes(&ana, "陈").await;
    ana.gone_css("#names [role=option]:nth-child(2)").await;
    ana.press(Key::Enter).await;
    box_holds(&ana, "麻烦@陈美琳 ").await;
    // Whoever writes it out names her as well.
    ana.press(Key::Backspace).await;
    composes(&ana, "看一下").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--comment .mention").await;
    let named = "mention join agent on agent.id = mention.agent_id where agent.name = '陈美琳'";
    assert_eq!(house.count(named).await, 1);
    drop((ana, mei));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_far_above_is_found_on_a_phone_and_goes_in_the_other_tab() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let jon = house.agent("Jon").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    house.tell(&jon, "conversations/1/claim", json!({})).await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let comment = json!({ "text": "@ana, please look" });
    house.tell(&jon, "conversations/1/comments", comment).await;
    for number in 0..90 {
        writes(&house, &hannah, &format!("Line {number}")).await;
    }
    let first = ana.tab().await;
    ana.see("Jon mentioned you").await;
    ana.new_tab(&house.url("/console")).await;
    ana.narrow().await;
    ana.see("Jon mentioned you").await;
    ana.click_css("#mentions a").await;
    ana.see_css("#m-3, .names-me").await;
    ana.until(
        "have the comment in sight",
        "const own = document.querySelector('.names-me').getBoundingClientRect();
         return own.top > 0 && own.bottom < innerHeight",
    )
    .await;
    ana.until(
        "have it marked as seen",
        "return !document.getElementById('mentions')",
    )
    .await;
    ana.look_at(&first).await;
    ana.gone_css("#mentions").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_beside_a_comment_never_goes_along_with_a_reply() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    takes_next(&ana).await;
    ana.click("Comment").await;
    ana.run(
        "const data = new DataTransfer();
         data.items.add(new File(['lid;14\\n'], 'stock.csv', { type: 'text/csv' }));
         document.getElementById('text').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))",
    )
    .await;
    ana.see("stock.csv").await;
    ana.until(
        "have uploaded",
        "return document.querySelectorAll('#attached [data-file]:not([aria-busy])').length === 1",
    )
    .await;
    ana.click("Reply").await;
    ana.gone("stock.csv").await;
    ana.type_into("Write a reply to Hannah", "One moment\n")
        .await;
    ana.see_css(".msg--out .ticks").await;
    ana.click("Comment").await;
    ana.see("stock.csv").await;
    ana.type_into(COMMENT, "Fourteen lids\n").await;
    ana.see_css(".msg--comment .filecard").await;
    let history = house.get(&hannah, "messages", &[]).await.text();
    assert!(
        history.contains("One moment") && !history.contains("stock"),
        "{history}"
    );
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_chat_remembers_what_one_was_writing_and_a_new_one_begins_with_the_customer() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Hello?").await;
    customer(&house, "Omar", "Hello!").await;
    ana.click("Next Chat").await;
    ana.see("Send to Hannah").await;
    ana.click("Comment").await;
    ana.type_into(COMMENT, "A thought").await;
    ana.gone("Send to Hannah").await;
    ana.click("Next Chat").await;
    ana.see("Send to Omar").await;
    ana.click_css("#c-1").await;
    ana.see_css(".cbox--comment").await;
    box_holds(&ana, "A thought").await;
    ana.reload().await;
    ana.see_css(".cbox--comment").await;
    box_holds(&ana, "A thought").await;
    ana.click("Reply").await;
    ana.see("Send to Hannah").await;
    box_holds(&ana, "").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_begins_like_a_note_is_asked_about_once() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    house.member("Bo", shopbell::desk::team::Role::Agent).await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    takes_next(&ana).await;
    ana.see("Bo").await;
    const REPLY: &str = "Write a reply to Hannah";
    for (words, number) in [
        ("Note: third one this week", 1),
        ("@Bo she is upset", 2),
        ("Внутреннее, не для неё", 3),
    ] {
        ana.type_into(REPLY, &format!("{words}\n")).await;
        ana.see("This begins like a note to your team. Is it for Hannah?")
            .await;
        ana.is_at("Save as a comment").await;
        if number == 1 {
            assert_eq!(ana.axe().await, Vec::<String>::new());
            // Esc goes back to the words.
            ana.press(Key::Escape).await;
            ana.is_at(REPLY).await;
            ana.press(Key::Enter).await;
        }
        ana.press(Key::Enter).await;
        ana.until(
            "have the comment",
            &format!(
                "return document.querySelectorAll('#log > .msg--comment').length === {number}"
            ),
        )
        .await;
        ana.click("Reply").await;
    }
    assert!(heard_by(&house, &hannah).await.is_empty());
    ana.type_into(REPLY, "Internal parts are steel.\n").await;
    ana.see("Is it for Hannah?").await;
    ana.click("Send to Hannah").await;
    ana.see_css(".msg--out .ticks").await;
    ana.type_into(REPLY, "Internally it is steel; note that it is hot.\n")
        .await;
    ana.until(
        "have sent it",
        "return document.querySelectorAll('.msg--out .ticks').length === 2",
    )
    .await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        [
            "Internal parts are steel.",
            "Internally it is steel; note that it is hot."
        ]
    );
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn comments_or_messages_are_hidden_on_this_screen_until_one_leaves() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello there").await;
    customer(&house, "Omar", "Hello!").await;
    ana.click("Next Chat").await;
    ana.see("Send to Hannah").await;
    ana.click("Comment").await;
    ana.type_into(COMMENT, "A thought\n").await;
    ana.see_css(".msg--comment .bubble").await;
    ana.click("Show messages and comments").await;
    ana.click("Comments only").await;
    ana.see("Comments only. Messages hidden:").await;
    ana.gone_css("#log > .msg--in").await;
    ana.see_css("#log > .msg--comment").await;
    // What comes meanwhile is counted, and what is drawn anew around it leaves it alone.
    writes(&house, &hannah, "Are you there?").await;
    ana.see("Messages hidden: 3").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Show everything").await;
    ana.see_css("#log > .msg--in").await;
    ana.click("Show messages and comments").await;
    ana.click("Messages only").await;
    ana.see("Comments hidden: 1").await;
    ana.gone_css("#log > .msg--comment").await;
    // What one has just written is not hidden from oneself.
    ana.type_into(COMMENT, "Another\n").await;
    ana.see("Another").await;
    ana.gone("Comments hidden").await;
    ana.click("Show messages and comments").await;
    ana.click("Messages only").await;
    ana.see("Comments hidden: 2").await;
    ana.click("Next Chat").await;
    ana.see("Send to Omar").await;
    ana.click_css("#c-1").await;
    ana.see("Another").await;
    ana.gone("Comments hidden").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_struck_through_for_everybody_and_stays_readable() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.click("Comment").await;
    ana.type_into(COMMENT, "She bought the kettle 07\n").await;
    ana.see_css(".msg--comment .bubble").await;
    bo.goto(&house.url("/console/1")).await;
    bo.see("She bought the kettle 07").await;
    bo.gone_css("[data-strike]").await;
    ana.run("document.querySelector('[data-strike] button').focus()")
        .await;
    ana.press(Key::Enter).await;
    for one in [&ana, &bo] {
        one.see("Struck through by Ana").await;
        one.see_css(".is-struck s").await;
        assert_eq!(one.axe().await, Vec::<String>::new());
    }
    bo.reload().await;
    bo.see("Struck through by Ana").await;
    drop((ana, bo));
    house.close().await;
}

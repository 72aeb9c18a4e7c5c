//! What helps with writing: the guard, clean-up, short forms, as agents meet them in real browsers.

use std::fs;

use shopbell::{
    base::id::AgentId,
    desk::{
        audit::{self, Origin},
        guard::{
            Deed, Look,
            edit::{self, Wanted},
        },
        short_form::{self, Whose},
    },
};
use thirtyfour::Key;

use super::{at_counter, customer, heard_by, takes_next};
use crate::{
    browser::{Browser, Stage},
    house::{House, Person},
};

const REPLY: &str = "Write a reply to Hannah";
const VALUE: &str = "document.getElementById('text').value";

/// Ana with Hannah's chat in front of her.
async fn answering<'stage>(house: &House, stage: &'stage Stage) -> (Browser<'stage>, Person) {
    let ana = at_counter(house, stage, "Ana").await;
    let hannah = customer(house, "Hannah", "Where is my refund?").await;
    takes_next(&ana).await;
    (ana, hannah)
}

async fn holds(ana: &Browser<'_>, words: &str) {
    let is_so = format!("return {VALUE} === {}", serde_json::json!(words));
    ana.until(&format!("have “{words}” in the box"), &is_so)
        .await;
}

async fn pattern(house: &House, name: &str, look: Look, deed: Deed) {
    let wanted = Wanted {
        look,
        name: name.to_owned(),
        advice: "Say “our best price” instead.".to_owned(),
        deed,
        is_on: true,
        masks: false,
    };
    house
        .act(move |tx| Ok(edit::add(tx, &Origin::default(), &wanted).unwrap()))
        .await;
}

async fn sensitive_lines(house: &House) -> Vec<String> {
    let lines = house.act(|tx| audit::newest(tx, 50)).await;
    lines
        .into_iter()
        .filter(|line| line.act == "sensitive_sent")
        .map(|line| format!("{} {} {}", line.agent, line.subject, line.detail))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_should_not_leave_is_marked_asked_about_and_logged() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, hannah) = answering(&house, &stage).await;
    let words = "It went to 4111 1111 1111 1111 today.";
    ana.type_into(REPLY, words).await;
    ana.see("In this reply: Card number.").await;
    ana.see("its last four digits").await;
    ana.until(
        "see the number marked where it stands",
        "const mark = document.querySelector('.cbox__marks mark');
         const [box, marks] = ['.cbox__text#text', '.cbox__marks'].map(one => document.querySelector(one).getBoundingClientRect());
         return mark.textContent === '4111 1111 1111 1111' && Math.abs(box.top - marks.top) < 1 && Math.abs(box.left - marks.left) < 1",
    )
    .await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // Enter asks, and the careful answer has the focus.
    ana.press(Key::Enter).await;
    ana.see("Send anyway").await;
    ana.is_at("Edit reply").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.press(Key::Escape).await;
    ana.is_at(REPLY).await;
    ana.gone("Send anyway").await;
    ana.until(
        "have the number selected",
        "return getSelection().toString() === '4111 1111 1111 1111'",
    )
    .await;
    holds(&ana, words).await;
    assert_eq!(heard_by(&house, &hannah).await, Vec::<String>::new());

    ana.press(Key::End).await;
    ana.press(Key::Enter).await;
    ana.click("Send anyway").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, [words]);
    ana.gone("In this reply").await;
    holds(&ana, "").await;
    assert_eq!(
        sensitive_lines(&house).await,
        ["Ana Card number #1"],
        "who and which, never what"
    );

    // A comment stays in the house and is nobody's business.
    ana.click("Comment").await;
    ana.type_into("Only your team sees this", "4111 1111 1111 1111\n")
        .await;
    ana.see_css(".msg--comment").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_types_faster_than_the_guard_looks_is_asked_all_the_same() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, hannah) = answering(&house, &stage).await;
    // The line for looking is slow until the server has said no; what is sent goes through.
    ana.run(
        "const real = window.fetch; let isSlow = true;
         window.fetch = async (url, ...rest) => {
           if (String(url) === '/console/check' && isSlow) return new Promise(() => {});
           const answer = await real(url, ...rest);
           if (answer.status === 409) isSlow = false;
           return answer;
         };",
    )
    .await;
    ana.type_into(REPLY, "Card 5555 5555 5555 4444").await;
    ana.press(Key::Enter).await;
    // The words are in the box again, and it is asked.
    ana.see("Send anyway").await;
    holds(&ana, "Card 5555 5555 5555 4444").await;
    ana.complains(&["409"]).await;
    ana.click("Edit reply").await;
    ana.see("In this reply: Card number.").await;
    ana.press(Key::Enter).await;
    ana.click("Mask it for me").await;
    holds(&ana, "Card •••• •••• •••• 4444").await;
    ana.gone("In this reply").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Card •••• •••• •••• 4444"]
    );
    assert!(sensitive_lines(&house).await.is_empty());

    // All at once, with the guard at its usual speed.
    ana.type_into(REPLY, "And 4111111111111111\n").await;
    ana.see("Send anyway").await;
    ana.complains(&["409"]).await;
    ana.is_at("Edit reply").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_shop_forbids_cannot_be_sent_and_says_what_to_write() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let rule = Look::Words("cost price\nнаша закупка".to_owned());
    pattern(&house, "Purchase prices", rule, Deed::Block).await;
    let (ana, hannah) = answering(&house, &stage).await;
    ana.type_into(REPLY, "Our Cost Price is 12").await;
    ana.see("In this reply: Purchase prices.").await;
    ana.see("Say “our best price” instead.").await;
    ana.press(Key::Enter).await;
    ana.see("Edit reply").await;
    ana.gone("Send anyway").await;
    ana.press(Key::Enter).await;
    ana.is_at(REPLY).await;
    ana.fill(REPLY, "Our best price is 12\n").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Our best price is 12"]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_line_nothing_is_marked_and_the_server_still_asks() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, hannah) = answering(&house, &stage).await;
    ana.offline().await;
    ana.type_into(REPLY, "Card 4111 1111 1111 1111\n").await;
    ana.see("Waits for the line").await;
    ana.fill(REPLY, "Meanwhile").await;
    ana.online().await;
    // Something else is being written: the question stands in the log.
    ana.see("Not sent. The reply holds what should not leave: Card number.")
        .await;
    holds(&ana, "Meanwhile").await;
    ana.complains(&["409", "ERR_INTERNET_DISCONNECTED"]).await;
    ana.click("Send anyway").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Card 4111 1111 1111 1111"]
    );
    drop(ana);
    house.close().await;
}

/// What somebody has pasted.
async fn paste(ana: &Browser<'_>, words: &str) {
    ana.run(&format!(
        "const box = document.getElementById('text'); box.focus(); document.execCommand('insertText', false, {})",
        serde_json::json!(words)
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pasted_text_is_cleaned_shown_and_taken_back() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, hannah) = answering(&house, &stage).await;
    ana.click("Clean up").await;
    ana.see("There is nothing to clean up.").await;
    let pasted = "<b>The kettle</b>\u{200B} holds 1.2 l:\nhttps://kettle.example/k8?utm_source=mail 👩\u{200D}👧";
    let clean = "The kettle holds 1.2 l:\nhttps://kettle.example/k8 👩\u{200D}👧";
    paste(&ana, pasted).await;
    ana.click("Clean up").await;
    holds(&ana, clean).await;
    ana.see("Cleaned up.").await;
    ana.see("tags: 2, unseen characters: 1, tracking links: 1")
        .await;
    ana.click("What changed").await;
    ana.see_css(".cleaned del").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Undo").await;
    holds(&ana, pasted).await;
    ana.gone("Cleaned up.").await;
    // The browser's own undo knows it as one step, too.
    ana.click("Clean up").await;
    holds(&ana, clean).await;
    ana.chord(&[Key::Control], 'z').await;
    holds(&ana, pasted).await;

    // A part, by the keyboard alone.
    ana.run("document.getElementById('text').setSelectionRange(0, 17)")
        .await;
    ana.tab_to("Clean up").await;
    ana.press(Key::Enter).await;
    let half = pasted.replace("<b>", "").replace("</b>", "");
    holds(&ana, &half).await;
    ana.is_at(REPLY).await;
    ana.narrow().await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.see_css("[data-act=clean-up]").await;
    ana.wide().await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    ana.gone("Cleaned up.").await;
    assert_eq!(heard_by(&house, &hannah).await, [half]);
    drop(ana);
    house.close().await;
}

async fn short(house: &House, whose: Whose, short: &'static str, text: &'static str) {
    house
        .act(move |tx| {
            short_form::add(tx, &Origin::default(), whose, short, text).unwrap();
            Ok(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn short_forms_become_their_text_as_they_are_typed() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    short(&house, Whose::Team, "brb", "I will be right back.").await;
    short(&house, Whose::Team, "ty", "the team’s").await;
    let (ana, hannah) = answering(&house, &stage).await;
    short(&house, Whose::Own(AgentId(1)), "ty", "thank you").await;
    ana.run("dispatchEvent(new Event('focus'))").await;
    ana.type_into(REPLY, "Hannah, brb").await;
    holds(&ana, "Hannah, brb").await;
    ana.keys(" ").await;
    holds(&ana, "Hannah, I will be right back. ").await;
    ana.keys("Ty, and (ty) for brbs x-ty ").await;
    holds(
        &ana,
        "Hannah, I will be right back. Thank you, and (thank you) for brbs x-ty ",
    )
    .await;
    // Backspace brings back what was typed, and it stays.
    ana.fill(REPLY, "").await;
    ana.keys("brb,").await;
    holds(&ana, "I will be right back.,").await;
    ana.press(Key::Backspace).await;
    holds(&ana, "brb,").await;
    ana.press(Key::Backspace).await;
    ana.keys(" brb ").await;
    holds(&ana, "brb brb ").await;

    // Links, code and quotes stay; so does what was put in as a whole.
    ana.fill(REPLY, "").await;
    ana.keys("https://kettle.example/?q=brb and `brb ` ").await;
    holds(&ana, "https://kettle.example/?q=brb and `brb ` ").await;
    ana.fill(REPLY, "").await;
    paste(&ana, "brb").await;
    ana.keys(" ok ").await;
    holds(&ana, "brb ok ").await;
    ana.fill(REPLY, "").await;
    ana.keys("> brb ").await;
    holds(&ana, "> brb ").await;

    // What an input method still composes is left alone.
    ana.fill(REPLY, "").await;
    ana.run(
        "const box = document.getElementById('text');
         box.value = 'brb ';
         box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertCompositionText', data: 'brb ', isComposing: true }))",
    )
    .await;
    holds(&ana, "brb ").await;

    // What is sent is what one sees.
    ana.fill(REPLY, "").await;
    ana.keys("ty\u{E007}").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["ty"]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_s_own_short_forms_are_kept_in_the_account_and_known_in_the_other_tab() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, _) = answering(&house, &stage).await;
    let counter = ana.tab().await;
    let account = ana.new_tab(&house.url("/account")).await;
    ana.click("Edit").await;
    ana.see("No short forms yet.").await;
    ana.type_into("Short form", "two words").await;
    ana.type_into("Becomes", "Two words").await;
    ana.click("Add").await;
    ana.see("One word of letters and digits is needed").await;
    ana.complains(&["400"]).await;
    ana.fill("Short form", "kk").await;
    ana.click("Add").await;
    ana.see("Saved.").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.wide().await;
    ana.look_at(&counter).await;
    ana.run("dispatchEvent(new Event('focus'))").await;
    ana.type_into(REPLY, "kk ").await;
    holds(&ana, "Two words ").await;
    ana.look_at(&account).await;
    ana.click("Remove “kk”").await;
    ana.see("No short forms yet.").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_in_the_name_of_a_file_is_asked_about_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("4111 1111 1111 1111.pdf");
    fs::write(&scan, format!("%PDF-1.7\n% {}\n", "a scan ".repeat(400))).unwrap();
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, hannah) = answering(&house, &stage).await;
    ana.choose_file(&scan).await;
    ana.click("Add words").await;
    ana.see("In the file name “4111 1111 1111 1111.pdf”: Card number.")
        .await;
    ana.type_into(REPLY, "Here it is").await;
    ana.press(Key::Enter).await;
    ana.see("Send anyway").await;
    assert_eq!(heard_by(&house, &hannah).await, Vec::<String>::new());
    ana.click("Send anyway").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Here it is"]);
    ana.gone("In the file name").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_unmarked_says_why_it_came_back() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, hannah) = answering(&house, &stage).await;
    // Whoever only looks finds nothing.
    ana.run(
        "const real = window.fetch;
         window.fetch = async (url, ...rest) => String(url) === '/console/check' ? Response.json({ finds: [] }) : real(url, ...rest);",
    )
    .await;
    ana.type_into(REPLY, "Card 4111 1111 1111 1111\n").await;
    ana.see("Not sent. The reply holds what should not leave: Card number.")
        .await;
    holds(&ana, "Card 4111 1111 1111 1111").await;
    assert_eq!(heard_by(&house, &hannah).await, Vec::<String>::new());
    ana.complains(&["409"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_that_does_not_fit_is_refused_in_words_and_not_cut_off() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let (ana, _) = answering(&house, &stage).await;
    ana.type_into(REPLY, "So far").await;
    let pastes = |length: usize| {
        format!(
            "const data = new DataTransfer();
             data.setData('text/plain', 'x'.repeat({length}));
             return document.getElementById('text').dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));"
        )
    };
    assert_eq!(ana.run(&pastes(10_000 - 6)).await, true, "it fits");
    assert_eq!(ana.run(&pastes(10_000 - 5)).await, false);
    ana.see("a message has up to").await;
    holds(&ana, "So far").await;
    drop(ana);
    house.close().await;
}

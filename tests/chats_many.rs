//! The Chats page with many chats at once, its views and its archive.

use std::time::Duration;

use serde_json::json;
use shopbell::{base::time::Clock, desk::team::Role};

use crate::{
    browser::{Browser, Key, Stage},
    house::{House, Person},
};

async fn waiting(house: &House, name: &str) -> (Person, i64) {
    let visitor = house.visitor(name).await;
    let said = house
        .tell(
            &visitor,
            "messages",
            json!({ "text": "Where is my kettle?" }),
        )
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    let id = said.json()["conversation_id"].as_i64().unwrap();
    (visitor, id)
}

async fn act(house: &House, agent: &Person, chat: i64, deed: &str, body: serde_json::Value) {
    let done = house
        .tell(agent, &format!("conversations/{chat}/{deed}"), body)
        .await;
    assert!(done.status < 300, "{deed}: {}", done.text());
}

async fn sit_down(browser: &Browser<'_>, house: &House, agent: &Person, path: &str) {
    let url = |path: &str| format!("http://{}{path}", house.address());
    browser.goto(&url("/sign-in")).await;
    let cookie = format!("document.cookie = 'shopbell={}; path=/'", agent.token());
    browser.run(&cookie).await;
    browser.goto(&url(path)).await;
}

async fn status(house: &House, agent: &Person, chat: i64) -> String {
    let answer = house
        .get(agent, &format!("conversations/{chat}"), &[])
        .await;
    answer.json()["status"].as_str().unwrap().to_owned()
}

async fn ticked(browser: &Browser<'_>, names: &str) {
    let script = format!(
        "return [...document.querySelectorAll('tr[data-picked] b')].map(one => one.textContent).join() === '{names}'
           && [...document.querySelectorAll('[data-pick]:checked')].length === document.querySelectorAll('tr[data-picked]').length"
    );
    browser.until(&format!("ticks {names}"), &script).await;
}

/// Anton and Dora are Ana's, Vera is Bo's, Wilma waits.
async fn shop() -> (House, Person, Person, Vec<i64>) {
    let house = House::open().await;
    let (ana, bo) = (house.agent("Ana").await, house.agent("Bo").await);
    let mut chats = Vec::new();
    for (name, owner) in [
        ("Anton", Some(&ana)),
        ("Dora", Some(&ana)),
        ("Vera", Some(&bo)),
        ("Wilma", None),
    ] {
        let (_, chat) = waiting(&house, name).await;
        if let Some(owner) = owner {
            act(&house, owner, chat, "claim", json!({})).await;
        }
        chats.push(chat);
    }
    (house, ana, bo, chats)
}

#[tokio::test(flavor = "multi_thread")]
async fn several_are_ticked_and_closed_by_the_keyboard_alone_and_it_is_taken_back() {
    let (house, ana, _, chats) = shop().await;
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana, "/chats?sort=customer").await;
    page.gone_css("#chat-bulk").await;

    // x ticks the row one stands on, with Shift all up to it.
    page.press('j').await;
    page.press('x').await;
    ticked(&page, "Anton").await;
    page.see("1 ticked").await;
    for _ in 0..3 {
        page.press('j').await;
    }
    page.chord(&[Key::Shift], 'x').await;
    ticked(&page, "Anton,Dora,Vera,Wilma").await;
    // A tick stays where it is while the list goes on.
    waiting(&house, "Yan").await;
    page.see_css("#tab-new .count").await;
    page.until(
        "count two who wait",
        "return document.querySelector('#tab-new .count').textContent === '2'",
    )
    .await;
    ticked(&page, "Anton,Dora,Vera,Wilma").await;
    assert_eq!(page.axe().await, Vec::<String>::new());

    page.tab_to("Close…").await;
    page.press(Key::Enter).await;
    page.see("What you choose here goes for all of them.").await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    page.tab_to("Close").await;
    page.press(Key::Enter).await;
    page.see("3 chats closed.").await;
    page.see("1 stayed as it was:").await;
    page.see("Bo was quicker and has this chat.").await;
    assert_eq!(status(&house, &ana, chats[3]).await, "closed");
    assert_eq!(page.axe().await, Vec::<String>::new());
    // The focus is where it is taken back.
    page.press(Key::Enter).await;
    page.see("3 chats are as they were.").await;
    // And stays beside what is told of that, until it is put away.
    page.until(
        "keep the focus",
        "return document.activeElement.matches('#bulk-told [data-bulk-dismiss]')",
    )
    .await;
    assert_eq!(status(&house, &ana, chats[0]).await, "active");
    assert_eq!(status(&house, &ana, chats[3]).await, "new");
    page.press(Key::Enter).await;
    page.gone_css("#chat-bulk").await;
    page.until(
        "be back in the list",
        "return document.activeElement.id === 'chat-rows'",
    )
    .await;

    // By the pointer, with a question that is answered wrong first.
    page.click_css(&format!("#pick-{}", chats[0])).await;
    page.click("Tag…").await;
    page.see("Each of their customers gets this tag.").await;
    page.press(Key::Enter).await;
    page.see_css("#bulk-wrong").await;
    page.complains(&["status of 400"]).await;
    page.click_css("#bulk-tag-name").await;
    page.keys("VIP").await;
    page.press(Key::Enter).await;
    page.see("1 chat tagged.").await;

    // What calls for no answer is said to, and waits no more.
    page.click_css(&format!("#open-{}", chats[0])).await;
    page.see_css("#chat-detail").await;
    page.click("No answer needed").await;
    page.see("Ana: no answer needed").await;
    page.gone_css("form[action*='/no-answer']").await;
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_kept_as_a_view_and_shared_with_a_colleague() {
    let (house, _, bo, _) = shop().await;
    let sue = house.supervisor("Sue").await;
    let stage = Stage::enter().await;
    let page = stage.browser("Sue").open().await;
    sit_down(&page, &house, &sue, "/chats").await;
    page.gone_css("#chat-views summary").await;
    page.click_css("#tab-new").await;
    page.click("Save view").await;
    page.fill("Name of the view", "To take").await;
    page.click("The whole team has it").await;
    page.click("My Chats page begins with it").await;
    page.click_css("#view-save button").await;
    let lit = "const one = document.querySelector('#chat-views [aria-current]');
        return one?.textContent.includes('To take') && one.querySelector('.count').textContent === '1'";
    page.until("see the view", lit).await;
    page.until("keep the address", "return location.search === '?tab=new'")
        .await;
    page.reload().await;
    page.until("see it again", lit).await;
    // It counts by itself.
    waiting(&house, "Yan").await;
    page.until(
        "count on",
        "return document.querySelector('#chat-views .count').textContent === '2'",
    )
    .await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    page.goto(&format!("http://{}/chats/start", house.address()))
        .await;
    page.until("begin with it", "return location.search === '?tab=new'")
        .await;

    // A colleague has it, and cannot drop it.
    let other = stage.browser("Bo").open().await;
    sit_down(&other, &house, &bo, "/chats").await;
    other.click("To take").await;
    other
        .until("come to it", "return location.search === '?tab=new'")
        .await;
    other.click_css("#chat-views summary").await;
    other
        .see("A supervisor keeps this view for the team.")
        .await;
    let dropped = house.fill(&bo, "/chats/views/1/remove", "").await;
    assert_eq!(dropped.status, 403);
    // A name that is taken is said, with what was typed still there.
    page.click_css("#tab-closed").await;
    page.click("Save view").await;
    page.fill("Name of the view", "to take").await;
    page.click_css("#view-save button").await;
    page.see("Another view has this name.").await;
    page.until(
        "keep what is typed",
        "return document.querySelector('#view-new').value === 'to take'",
    )
    .await;
    page.complains(&["status of 409"]).await;
    drop((page, other));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ninety_days_a_closed_chat_is_archived_and_a_supervisor_takes_it_out() {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let ana = house.agent("Ana").await;
    let (_, chat) = waiting(&house, "Dora").await;
    act(&house, &ana, chat, "claim", json!({})).await;
    act(&house, &ana, chat, "close", json!({ "reason_id": 1 })).await;
    house.pass(Duration::from_secs(92 * 24 * 3600));
    // Whoever had signed in then has to do so anew.
    let (bo, sue) = (house.agent("Bo").await, house.supervisor("Sue").await);
    house
        .until("archive", async || {
            status(&house, &sue, chat).await == "archived"
        })
        .await;
    let stage = Stage::enter().await;
    let page = stage.browser("Sue").open().await;
    sit_down(&page, &house, &sue, "/chats?tab=archived&q=kettle").await;
    page.click_css(&format!("#open-{chat}")).await;
    page.see("It can be read and found, but not written in.")
        .await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    // Nobody below a supervisor goes on with it.
    for (deed, expected) in [("reopen", 409), ("unarchive", 403)] {
        let answer = house.fill(&bo, &format!("/chats/{chat}/{deed}"), "").await;
        assert_eq!(answer.status, expected, "{deed}: {}", answer.text());
    }
    page.click("Take out of the archive").await;
    page.see_css("#chat-detail form[action$='/reopen']").await;
    assert_eq!(status(&house, &sue, chat).await, "closed");
    page.click("Archive").await;
    page.see("Sue archived this chat").await;
    // In the console, too, it is only read.
    page.goto(&format!("http://{}/console/{chat}", house.address()))
        .await;
    page.see("This chat is archived, so it is only read.").await;
    page.gone_css("#write").await;
    page.screenshot("archived").await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_says_when_chats_are_archived() {
    let house = House::open().await;
    let cora = house.colleague("Cora", Role::Admin).await;
    let cora = house.signed_in(&cora).await;
    for (form, expected) in [
        ("archive=on&days=30", 303),
        ("archive=on&days=0", 400),
        ("archive=on&days=soon", 400),
        ("days=7", 303),
    ] {
        let answer = house.fill(&cora, "/admin/archiving", form).await;
        assert_eq!(answer.status, expected, "{form}: {}", answer.text());
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_chat_that_is_read_is_handed_on_and_closed_where_it_is_read() {
    let (house, ana, _, chats) = shop().await;
    let (dora, vera) = (chats[1], chats[2]);
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana, &format!("/chats?chat={vera}")).await;
    page.see_css("#chat-detail").await;
    page.gone_css("#chat-detail [data-asks-one]").await;
    // What is ticked has nothing to do with it.
    page.click_css(&format!("#pick-{}", chats[0])).await;
    page.click_css(&format!("#open-{dora}")).await;
    page.click_css("#chat-detail [data-asks-one=close]").await;
    page.see_css("#bulk-title").await;
    page.until(
        "be asked about Dora",
        "return document.querySelector('#bulk-title [data-bulk-count]').textContent === 'Dora'",
    )
    .await;
    page.gone("What you choose here goes for all of them.")
        .await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    page.tab_to("Close").await;
    page.press(Key::Enter).await;
    page.see("1 chat closed.").await;
    page.see_css("#chat-detail form[action$='/reopen']").await;
    assert_eq!(status(&house, &ana, dora).await, "closed");
    assert_eq!(status(&house, &ana, chats[0]).await, "active");
    ticked(&page, "Anton").await;
    page.click("Undo").await;
    page.see_css("#chat-detail [data-asks-one=forward]").await;
    page.click_css("#chat-detail [data-asks-one=forward]").await;
    page.see_css("#bulk-to").await;
    page.tab_to("Forward").await;
    page.press(Key::Enter).await;
    page.see("1 chat forwarded.").await;
    assert_eq!(status(&house, &ana, dora).await, "new");

    // On a phone the chat covers the list, and it is told all the same.
    let phone = stage.browser("Ana’s phone").phone().open().await;
    sit_down(&phone, &house, &ana, &format!("/chats?chat={dora}")).await;
    phone.click_css("#chat-detail [data-asks-one=close]").await;
    phone.see_css("#bulk-title").await;
    assert_eq!(phone.axe().await, Vec::<String>::new());
    phone.tab_to("Close").await;
    phone.press(Key::Enter).await;
    phone.see("1 chat closed.").await;
    drop((page, phone));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_has_the_days_of_whoever_opens_it() {
    let (house, ana, _, _) = shop().await;
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    // It was kept where the day begins at another hour.
    let kept = house
        .fill(
            &ana,
            "/chats/views",
            "name=Today&query=days%3D1%26zone%3D-660",
        )
        .await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let own = "const query = new URLSearchParams(location.search);
        return query.get('days') === '1' && Number(query.get('zone') ?? 0) === -new Date().getTimezoneOffset()
          && document.querySelector('#view-1').ariaCurrent === 'true'";
    sit_down(&page, &house, &ana, "/chats").await;
    page.click_css("#view-1").await;
    page.until("look at their own day", own).await;
    // So it does for whoever begins with it.
    page.goto(&format!(
        "http://{}/chats?days=1&zone=-660",
        house.address()
    ))
    .await;
    page.until("begin with their own day", own).await;
    drop(page);
    house.close().await;
}

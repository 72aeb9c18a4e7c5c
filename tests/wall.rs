//! The wallboard (L9): a screen that shows the house at a glance, and the link that opens it without signing in.

use serde_json::json;
use shopbell::desk::team::Role;

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD},
};

/// The number under a label is this, or becomes it.
async fn shows(browser: &Browser<'_>, label: &str, number: &str) {
    let script = format!(
        "return [...document.querySelectorAll('.wt')].find(wt => wt.querySelector('.wt__label').textContent === \
         '{label}').querySelector('.wt__number').textContent.trim() === '{number}'"
    );
    browser
        .until(&format!("see {label}: {number}"), &script)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_sees_the_house_at_a_glance_and_a_screen_by_its_link() {
    let house = House::open().await;
    house.member("Ana", Role::Admin).await;
    let bo = house.agent("Bo").await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.see("All quiet at the counter").await;
    ana.click("Wall").await;

    // Nothing has happened yet, and that is said.
    ana.see("Nobody waits").await;
    shows(&ana, "Waiting now", "0").await;
    shows(&ana, "New chats", "0").await;
    shows(&ana, "First reply", "–").await;
    shows(&ana, "Satisfaction", "–").await;
    // Whoever looks at the board is not at the counter for that.
    house
        .until("no console is open", async || house.streams().0 == 0)
        .await;
    ana.screenshot("wall-empty").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // What happens shows by itself.
    let hannah = house.visitor("Hannah").await;
    let omar = house.visitor("Omar").await;
    for visitor in [&hannah, &omar] {
        house
            .tell(visitor, "messages", json!({ "text": "Hello" }))
            .await;
    }
    shows(&ana, "Waiting now", "2").await;
    shows(&ana, "New chats", "2").await;
    ana.gone("Nobody waits").await;
    // The longest wait goes on without any news, and bears another sign the longer it lasts.
    house
        .act(|tx| {
            tx.execute(
                "update conversation set waiting_since = waiting_since - 177000 where id = 1",
                [],
            )
        })
        .await;
    house.tell(&bo, "conversations/2/claim", json!({})).await;
    shows(&ana, "Waiting now", "1").await;
    ana.see_css(".wt__number .ticking[data-level='1']").await;
    ana.see_within(
        std::time::Duration::from_secs(15),
        ".wt__number .ticking[data-level='2']",
    )
    .await;
    house
        .tell(
            &bo,
            "conversations/2/messages",
            json!({ "text": "Good morning" }),
        )
        .await;
    shows(&ana, "Answered", "1").await;
    house.tell(&hannah, "close", json!({})).await;
    shows(&ana, "Missed", "1").await;
    ana.see("Nobody waits").await;
    let close = json!({ "reason_id": 1, "survey": true });
    house.tell(&bo, "conversations/2/close", close).await;
    house.tell(&omar, "rating", json!({ "score": 5 })).await;
    shows(&ana, "Satisfaction", "100% from 1 rating").await;
    // What a figure means is told on the spot, to the keyboard as well.
    ana.point_at(".wall__today .wt:nth-child(3) .wt__def").await;
    ana.see("ended before any agent wrote").await;
    ana.screenshot("wall").await;

    // A line that is lost is said, with the hour the figures are from.
    ana.offline().await;
    ana.see("The connection is lost.").await;
    ana.online().await;
    ana.gone("The connection is lost.").await;

    // A link for the screen in the kitchen, which needs no sign-in.
    ana.goto(&house.url("/admin/wall")).await;
    ana.see("No screen has a link").await;
    ana.run("document.querySelector('form[action=\"/admin/wall\"]').noValidate = true")
        .await;
    ana.click("Make a link").await;
    ana.see("Say where the screen hangs").await;
    ana.type_into("Where the screen hangs", "Kitchen").await;
    ana.click("Make a link").await;
    ana.see("It is shown this once").await;
    ana.screenshot("wall-links").await;
    let link = ana
        .run("return document.getElementById('new-link').value")
        .await;
    let link = link.as_str().unwrap().to_owned();
    let screen = stage.browser("Screen").open().await;
    screen.goto(&link).await;
    shows(&screen, "New chats", "2").await;
    house
        .tell(
            &house.visitor("Vera").await,
            "messages",
            json!({ "text": "Hello" }),
        )
        .await;
    shows(&screen, "New chats", "3").await;
    screen.narrow().await;
    screen.screenshot("wall-narrow").await;
    assert_eq!(screen.axe().await, Vec::<String>::new());
    screen.wide().await;
    // It opens the board and nothing else.
    assert_eq!(
        screen
            .run("return fetch('/wall').then(answer => answer.url)")
            .await,
        json!(house.url("/sign-in?next=%2Fwall"))
    );

    // Taken back, it goes dark by itself.
    ana.goto(&house.url("/admin/wall")).await;
    ana.click("Take back").await;
    ana.see("Take back the link of Kitchen?").await;
    ana.click_css("dialog[open] .btn--danger").await;
    ana.see("No screen has a link").await;
    screen.gone_css("#board").await;
    ana.goto(&house.url("/admin/log")).await;
    ana.see("took back the wallboard link").await;
    // Whether something was asked for just while the line was lost is chance.
    let errors = ana.console_errors().await;
    let is_known = |error: &String| error.contains("400") || error.contains("DISCONNECTED");
    assert!(errors.iter().all(is_known), "{errors:?}");
    screen.complains(&["404"]).await;
    drop((ana, screen));
    house.close().await;
}

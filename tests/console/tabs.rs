//! Many tabs of one browser.

use super::{at_counter, customer, takes_next};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn eight_tabs_share_one_stream_and_all_still_work() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let first = ana.tab().await;
    for _ in 0..7 {
        ana.new_tab(&house.url("/console")).await;
        ana.see("All quiet at the counter").await;
    }
    assert_eq!(house.streams(), (1, 0));
    customer(&house, "Hannah", "Hello?").await;
    ana.see_css("#w-1").await;
    ana.click("Next Chat").await;
    ana.type_into("Write a reply to Hannah", "From the eighth tab\n")
        .await;
    ana.see("From the eighth tab").await;
    // The tab that was opened first knows of it; one that is closed takes nothing along.
    ana.close_tab(&first).await;
    ana.see("Hannah").await;
    ana.click_css("#c-1").await;
    ana.see("From the eighth tab").await;
    assert_eq!(house.streams(), (1, 0));
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_in_one_tab_is_seen_in_the_other() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let first = ana.tab().await;
    ana.new_tab(&house.url("/account")).await;
    ana.click("Sign out").await;
    ana.see("Sign in to your counter").await;
    ana.look_at(&first).await;
    ana.see("Sign in to your counter").await;
    let _ = ana.console_errors().await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_slept_hears_again_when_somebody_looks_at_it() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    house
        .until("the stream stands", async || house.streams() == (1, 0))
        .await;
    // Forgotten, as one that has not answered for long.
    ana.run("dispatchEvent(new Event('pagehide'))").await;
    house
        .until("the stream has ended", async || house.streams() == (0, 0))
        .await;
    customer(&house, "Hannah", "Hello?").await;
    ana.run("dispatchEvent(new Event('focus'))").await;
    ana.see_css("#w-1").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_one_agent_does_not_speak_for_another() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let asked_for = |agent: i64| {
        format!(
            "return fetch('/console/list', {{ headers: {{ 'x-fragment': '1', 'x-agent': '{agent}' }} }}).then(({{ status }}) => status)"
        )
    };
    assert_eq!(ana.run(&asked_for(1)).await, 200);
    assert_eq!(ana.run(&asked_for(2)).await, 401);
    ana.complains(&["401"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_the_same_in_every_tab_and_goes_from_all_when_it_is_sent() {
    const NOTE: &str = "Only your team sees this";
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Hello?").await;
    takes_next(&ana).await;
    ana.click("Comment").await;
    let first = ana.tab().await;
    let second = ana.new_tab(&house.url("/console/1")).await;
    ana.see_css("#write[data-mode=comment]").await;
    let holds = |words: &str| format!("return document.getElementById('text').value === '{words}'");
    let keeps = |words: &str| format!("return Object.values(localStorage).includes('{words}')");

    ana.look_at(&first).await;
    ana.type_into(NOTE, "She called").await;
    ana.until("have it kept", &keeps("She called")).await;
    ana.look_at(&second).await;
    ana.until("go on with it", &holds("She called")).await;
    ana.type_into(NOTE, " twice").await;
    ana.until("have it kept", &keeps("She called twice")).await;
    // The tab in which the older words were typed is left last.
    ana.close_tab(&first).await;
    ana.until("see the newer words", &holds("She called twice"))
        .await;
    ana.reload().await;
    ana.until("have the newer words", &holds("She called twice"))
        .await;

    let second = ana.new_tab(&house.url("/console/1")).await;
    ana.until("have it here, too", &holds("She called twice"))
        .await;
    ana.look_at(&first).await;
    ana.type_into(NOTE, "\n").await;
    ana.see_css(".msg--comment").await;
    ana.look_at(&second).await;
    ana.until("have an empty box", &holds("")).await;
    ana.reload().await;
    ana.see_css("#write").await;
    ana.until("have an empty box still", &holds("")).await;
    assert_eq!(house.count("message where internal = 1").await, 1);
    drop(ana);
    house.close().await;
}

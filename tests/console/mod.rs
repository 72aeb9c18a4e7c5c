//! The console, as agents use it in real browsers.

mod amend;
mod assist;
mod bell;
mod cards;
mod chat;
mod comments;
mod company;
mod consent;
mod drafts;
mod files;
mod forward;
mod hands;
mod keyboard;
mod looks;
mod mail;
mod moments;
mod outage;
mod outgoing;
mod preview;
mod priority;
mod prompter;
mod prompter_remote;
mod proxy;
mod replies;
mod rules;
mod shared;
mod silence;
mod spoken;
mod tabs;
mod together;
mod translate;
mod voice;
mod whole;
mod windows;

use serde_json::json;
use shopbell::desk::team::Role;

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD, Person},
};

/// A browser of a member of the team, signed in and at the counter.
pub(crate) async fn at_counter<'stage>(
    house: &House,
    stage: &'stage Stage,
    name: &'static str,
) -> Browser<'stage> {
    house.member(name, Role::Agent).await;
    let browser = stage.browser(name).open().await;
    sign_in(&house.url(""), &browser, name).await;
    browser
}

/// Signs somebody in at the house that answers below `origin`.
pub(crate) async fn sign_in(origin: &str, browser: &Browser<'_>, name: &str) {
    browser.goto(&format!("{origin}/sign-in")).await;
    let email = format!("{}@kettle.example", name.to_lowercase());
    browser.type_into("Email", &email).await;
    browser.type_into("Password", PASSWORD).await;
    browser.click("Sign in").await;
    browser.see("All quiet at the counter").await;
}

/// Takes the chat that is first in line, and may write in it.
pub(crate) async fn takes_next(agent: &Browser<'_>) {
    agent.click("Next Chat").await;
    agent.see_css("[data-stance=mine] #write").await;
    // Whose line does not stand yet is not there, and a clock moved far on would take the chat from them.
    agent.see_css("[data-line=stands]").await;
}

/// Does what stands in the menu of the chat's head.
async fn does(agent: &Browser<'_>, deed: &str) {
    agent.click("More for this chat").await;
    agent.click(deed).await;
}

/// A customer who wrote this and waits.
pub(crate) async fn customer(house: &House, name: &str, words: &str) -> Person {
    let visitor = house.visitor(name).await;
    writes(house, &visitor, words).await;
    visitor
}

pub(crate) async fn writes(house: &House, visitor: &Person, words: &str) {
    let said = house
        .tell(visitor, "messages", json!({ "text": words }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
}

/// What a customer's own screen shows of the other side's words.
async fn heard_by(house: &House, visitor: &Person) -> Vec<String> {
    let history = house.get(visitor, "messages", &[]).await.json();
    let messages = history["messages"].as_array().unwrap();
    messages
        .iter()
        .filter(|message| message["author"]["kind"] == "agent")
        .map(|message| message["text"].as_str().unwrap().to_owned())
        .collect()
}

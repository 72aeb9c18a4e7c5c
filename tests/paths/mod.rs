//! Whole paths of a chat through the hands of three agents in three browsers, with customers by script, the
//! clock moved by hand, and the house restarted in the middle of each.

mod capacity;
mod forward;
mod invite;
mod offer;
mod presence;
mod previous;

use std::time::Duration;

use serde_json::{Value, json};
use shopbell::{
    base::{
        id::{AgentId, QueueId},
        time::Clock,
    },
    desk::{
        queue::{self, Policy},
        team::{
            self,
            session::{self, SignIn},
        },
    },
};

use crate::{
    browser::{Browser, Stage},
    console::{at_counter, customer, takes_next, writes},
    house::{House, Person},
};

const COUNTER: QueueId = QueueId(1);
const POP_UP: &str = "#offers .offer";
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// A house whose first queue is served so, and the clock it goes by.
async fn house(policy: Policy) -> (House, Clock) {
    let clock = Clock::by_hand(Clock::machine().now());
    let house = House::open_by(clock.clone(), 0).await;
    serves(&house, COUNTER, policy).await;
    (house, clock)
}

async fn serves(house: &House, queue: QueueId, policy: Policy) {
    house
        .act(move |tx| queue::set_policy(tx, queue, &policy))
        .await;
}

/// Ana, Bo and Cy, each at their own browser.
async fn three<'stage>(house: &House, stage: &'stage Stage) -> [Browser<'stage>; 3] {
    let (ana, bo, cy) = tokio::join!(
        at_counter(house, stage, "Ana"),
        at_counter(house, stage, "Bo"),
        at_counter(house, stage, "Cy"),
    );
    [ana, bo, cy]
}

/// Stops the house and starts it on the same file; the browsers find it again by themselves.
async fn restarts(house: House, browsers: &[&Browser<'_>]) -> House {
    restarts_after(house, browsers, || ()).await
}

async fn restarts_after(
    house: House,
    browsers: &[&Browser<'_>],
    meanwhile: impl FnOnce(),
) -> House {
    let house = house.reopen_after(meanwhile).await;
    let count = browsers.len();
    house
        .until("every browser is back", async || house.streams().0 >= count)
        .await;
    for browser in browsers {
        browser.gone("No connection").await;
        // What was asked in between had no answer, and nothing else is complained of.
        let complaints = browser.console_errors().await;
        let is_line = |one: &String| one.contains("ERR_") || one.contains("status of 401");
        assert!(complaints.iter().all(is_line), "{complaints:?}");
    }
    house
}

/// Time goes by while every console stays open.
async fn later(house: &House, time: Duration) {
    house.pass(time);
    house
        .until("every open console is seen", async || {
            let present: Vec<AgentId> = house.inside().hub.present();
            house
                .act(move |tx| {
                    let now = tx.now;
                    let team = team::active(tx)?;
                    Ok(team
                        .iter()
                        .filter(|agent| present.contains(&agent.id))
                        .all(|agent| team::availability::is_present(agent, now)))
                })
                .await
        })
        .await;
}

/// Asks the file for one value.
async fn value<T: rusqlite::types::FromSql + Send + 'static>(
    house: &House,
    sql: &'static str,
) -> T {
    house
        .act(move |tx| tx.get(sql, [], |row| row.get::<_, T>(0)))
        .await
}

/// A program in somebody's name, for what needs no eyes.
async fn program(house: &House, name: &'static str) -> (i64, Person) {
    house
        .act(move |tx| {
            let agent = team::active(tx)?
                .into_iter()
                .find(|agent| agent.name == name)
                .unwrap();
            let token = session::open(tx, agent.id, &SignIn::default())?;
            let person = Person {
                side: "agent",
                token: token.expose().to_owned(),
            };
            Ok((agent.id.0, person))
        })
        .await
}

/// Asks for something in somebody's name that must be granted.
async fn does(house: &House, who: &Person, path: &str, body: Value) -> Value {
    let answer = house.tell(who, path, body).await;
    assert!(answer.status < 300, "{path}: {}", answer.text());
    if answer.body.is_empty() {
        Value::Null
    } else {
        answer.json()
    }
}

/// The chat of a customer who writes this now.
async fn chat_of(house: &House, visitor: &Person, words: &str) -> i64 {
    let said = house
        .tell(visitor, "messages", json!({ "text": words }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    said.json()["conversation_id"].as_i64().unwrap()
}

/// Somebody had a chat with this customer, which is over.
async fn had(house: &House, name: &'static str, visitor: &Person) {
    let (id, who) = program(house, name).await;
    let chat = chat_of(house, visitor, "Is the blue one in stock?").await;
    let at = |what: &str| format!("conversations/{chat}/{what}");
    does(house, &who, &at("assign"), json!({ "agent_id": id })).await;
    does(house, &who, &at("close"), json!({})).await;
    does(house, &who, "logout", json!({ "hand_over": [] })).await;
}

/// What the house said in a chat.
async fn lines(house: &House, chat: i64) -> Vec<String> {
    house
        .act(move |tx| {
            tx.list(
                "select text from message where author = 'system' and conversation_id = ?1 order by id",
                [chat],
                |row| row.get(0),
            )
        })
        .await
}

/// Presses a letter while no field has the focus.
async fn presses(agent: &Browser<'_>, key: char) {
    agent
        .run("document.activeElement?.blur(); return null")
        .await;
    agent.press(key).await;
}

async fn is_away(agent: &Browser<'_>) {
    agent.click_css("#availability > summary").await;
    agent
        .click_css("#availability [value=away].menu__item")
        .await;
    agent.see_css("#availability > summary .dot--busy").await;
}

/// The number of customers somebody could take now, as the title of their window has it.
async fn counts(agent: &Browser<'_>, number: u32) {
    let script = if number == 0 {
        "return !document.title.startsWith('(')".to_owned()
    } else {
        format!("return document.title.startsWith('({number}) ')")
    };
    agent
        .until(&format!("count {number} customers"), &script)
        .await;
}

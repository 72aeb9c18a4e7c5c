//! Who takes a waiting chat: of any number exactly one.

use std::sync::Arc;

use crate::house::{House, Person};

fn id_of(answer: &serde_json::Value) -> i64 {
    answer["conversation"]["id"].as_i64().unwrap_or(0)
}

async fn customer_waits(house: &House, name: &str) -> i64 {
    let visitor = house.visitor(name).await;
    let said = house
        .tell(
            &visitor,
            "messages",
            serde_json::json!({ "text": "Is anybody there?" }),
        )
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    said.json()["conversation_id"].as_i64().unwrap()
}

async fn team(house: &House, names: &[&'static str]) -> Vec<Person> {
    let mut team = Vec::new();
    for name in names {
        team.push(house.agent(name).await);
    }
    team
}

const TWENTY: [&str; 20] = [
    "Ana", "Bo", "Cleo", "Dag", "Eva", "Finn", "Gül", "Hana", "Ines", "Jon", "Kim", "Lea", "Max",
    "Nia", "Ole", "Pia", "Quy", "Rik", "Sol", "Tom",
];

#[tokio::test(flavor = "multi_thread")]
async fn fifty_claims_of_one_chat_have_one_winner() {
    let house = Arc::new(House::open().await);
    let team = Arc::new(team(&house, &TWENTY[..10]).await);
    let chat = customer_waits(&house, "Hannah").await;
    let mut claims = Vec::new();
    for number in 0..50_usize {
        let (house, team) = (house.clone(), team.clone());
        claims.push(tokio::spawn(async move {
            let who = &team[number % team.len()];
            let answer = house
                .tell(
                    who,
                    &format!("conversations/{chat}/claim"),
                    serde_json::json!({}),
                )
                .await;
            (number % team.len(), answer.status, answer.json())
        }));
    }
    let mut winners = std::collections::BTreeSet::new();
    let mut losers = 0;
    for claim in claims {
        let (agent, status, body) = claim.await.unwrap();
        match status {
            200 => {
                winners.insert(agent);
            }
            409 => {
                losers += 1;
                assert_eq!(body["error"]["code"], "taken", "{body}");
                assert!(body["error"]["detail"]["name"].is_string(), "{body}");
            }
            other => panic!("{other}: {body}"),
        }
    }
    assert_eq!(winners.len(), 1, "exactly one agent has the chat");
    // The winner's own repeats are told that they have it.
    assert_eq!(losers, 45);
    Arc::into_inner(house).unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_agents_on_next_over_ten_chats_take_each_once() {
    let house = Arc::new(House::open().await);
    let team = team(&house, &TWENTY).await;
    let mut waiting = std::collections::BTreeSet::new();
    for number in 0..10 {
        waiting.insert(customer_waits(&house, &format!("Customer {number}")).await);
    }
    let mut clicks = Vec::new();
    for agent in team {
        let house = house.clone();
        clicks.push(tokio::spawn(async move {
            let answer = house.tell(&agent, "next", serde_json::json!({})).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            id_of(&answer.json())
        }));
    }
    let mut taken = Vec::new();
    let mut nobody = 0;
    for click in clicks {
        match click.await.unwrap() {
            0 => nobody += 1,
            id => taken.push(id),
        }
    }
    taken.sort_unstable();
    assert_eq!(taken, waiting.into_iter().collect::<Vec<_>>());
    assert_eq!(nobody, 10);
    Arc::into_inner(house).unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_on_next_takes_one_chat() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    customer_waits(&house, "Hannah").await;
    customer_waits(&house, "Omar").await;
    let click = [("idempotency-key", "click-1")];
    let first = house
        .send(&ana, "next", &click, serde_json::json!({}))
        .await
        .json();
    let second = house
        .send(&ana, "next", &click, serde_json::json!({}))
        .await
        .json();
    assert_eq!(id_of(&first), id_of(&second));
    let third = house.tell(&ana, "next", serde_json::json!({})).await.json();
    assert_ne!(id_of(&third), id_of(&first));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wait_list_survives_a_restart() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let chat = customer_waits(&house, "Hannah").await;
    let before = house
        .get(&ana, &format!("conversations/{chat}"), &[])
        .await
        .json();
    let house = house.reopen().await;
    let after = house
        .get(&ana, &format!("conversations/{chat}"), &[])
        .await
        .json();
    assert_eq!(before, after, "waiting time and place are as they were");
    assert_eq!(after["status"], "new");
    assert!(after["waiting_since"].is_i64());
    house.close().await;
}

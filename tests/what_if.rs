//! The command that plays the house's own last days again under other rules.

use std::process::{Command, Output};

use serde_json::json;

use crate::house::House;

fn what_if(house: &House, flags: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shopbell"))
        .args(["what-if", "--data"])
        .arg(&house.inside().config.data)
        .args(flags)
        .output()
        .unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_days_are_played_again_while_the_house_is_open() {
    let house = House::open().await;
    let refused = what_if(&house, &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(words(&refused.stderr).contains("nobody wrote in the last 7 days"));

    let ana = house.agent("Ana").await;
    for name in ["Hannah", "Omar", "Ida"] {
        let visitor = house.visitor(name).await;
        let hello = json!({ "text": "Is it in stock?" });
        assert_eq!(house.tell(&visitor, "messages", hello).await.status, 201);
        let taken = house.tell(&ana, "next", json!({})).await.json();
        let chat = taken["conversation"]["id"].as_i64().unwrap();
        let path = format!("conversations/{chat}/messages");
        let said = house.tell(&ana, &path, json!({ "text": "It is" })).await;
        assert_eq!(said.status, 201);
    }
    let before = house.count("message").await;
    let played = what_if(&house, &["--mode", "offer", "--limit", "2"]);
    let shown = words(&played.stdout);
    assert!(played.status.success(), "{}", words(&played.stderr));
    let [was, would_be] = ["As it is\n", "With these rules\n"]
        .map(|title| shown.split_once(title).expect("both are told").1);
    assert!(was.starts_with("chats            3\n"), "{shown}");
    assert!(was.contains("offers           0"), "{shown}");
    assert!(!would_be.contains("offers           0"), "{shown}");
    assert!(
        would_be.contains("first answer     half within "),
        "{shown}"
    );
    assert_eq!(house.count("message").await, before, "nothing is changed");

    let refused = what_if(&house, &["--queue", "Kitchen"]);
    assert!(words(&refused.stderr).contains("there is no queue “Kitchen”; there are: Counter"));
    house.close().await;
}

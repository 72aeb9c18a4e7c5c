//! All chats in one list: by API, and as the Chats page shows them.

use serde_json::{Value, json};

use crate::house::{House, Person};

/// A customer whose first message waits; answers the chat's id.
async fn waiting(house: &House, name: &str, text: &str) -> (Person, i64) {
    let visitor = house.visitor(name).await;
    let said = house
        .tell(&visitor, "messages", json!({ "text": text }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    let id = said.json()["conversation_id"].as_i64().unwrap();
    (visitor, id)
}

fn names(list: &Value) -> Vec<&str> {
    list["conversations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chat| chat["customer"]["name"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_by_api_goes_from_the_newest_on_page_by_page() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let list = async |query: &str| {
        let answer = house.get(&ana, &format!("conversations{query}"), &[]).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        answer.json()
    };
    assert_eq!(
        list("").await,
        json!({ "conversations": [], "next_after": null })
    );

    // Two wait, one is Ana's, one is done; a fifth only opened the widget.
    let mut chats = Vec::new();
    for name in ["Wilma", "Vera", "Anton", "Dora"] {
        chats.push(waiting(&house, name, "Where is my kettle?").await);
    }
    house.visitor("Nemo").await;
    let (anton, dora) = (chats[2].1, chats[3].1);
    for id in [anton, dora] {
        let claimed = house
            .tell(&ana, &format!("conversations/{id}/claim"), json!({}))
            .await;
        assert_eq!(claimed.status, 200, "{}", claimed.text());
    }
    let closed = house
        .tell(
            &ana,
            &format!("conversations/{dora}/close"),
            json!({ "reason_id": 1 }),
        )
        .await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    house
        .tell(&chats[0].0, "messages", json!({ "text": "Hello?" }))
        .await;

    assert_eq!(names(&list("").await), ["Wilma", "Anton", "Vera"]);
    let all = list("?status=all").await;
    assert_eq!(names(&all), ["Wilma", "Dora", "Anton", "Vera"]);
    assert_eq!(names(&list("?status=closed").await), ["Dora"]);
    assert_eq!(names(&list("?assignee=me").await), ["Anton"]);
    assert_eq!(names(&list("?assignee=none").await), ["Wilma", "Vera"]);
    assert_eq!(names(&list("?status=all&assignee=99").await), [""; 0]);

    // What a row of a list needs stands in it.
    let wilma = &all["conversations"][0];
    assert_eq!(wilma["last_message"]["preview"], "Hello?");
    assert_eq!(wilma["unread"], 2);
    assert_eq!(wilma["status"], "new");
    assert_eq!(all["conversations"][2]["assignee"]["name"], "Ana");

    // Page by page, with news in between, nobody is shown twice or left out.
    let first = list("?status=all&limit=2").await;
    assert_eq!(names(&first), ["Wilma", "Dora"]);
    house
        .tell(&chats[1].0, "messages", json!({ "text": "Anybody?" }))
        .await;
    let after = first["next_after"].as_str().unwrap();
    let second = list(&format!("?status=all&limit=2&after={after}")).await;
    assert_eq!(names(&second), ["Anton"]);
    assert_eq!(second["next_after"], Value::Null);

    for bad in ["?status=none", "?assignee=somebody", "?after=7", "?limit=x"] {
        let answer = house.get(&ana, &format!("conversations{bad}"), &[]).await;
        assert_eq!(answer.status, 400, "{bad}");
    }
    let stranger = ana.without_token();
    assert_eq!(house.get(&stranger, "conversations", &[]).await.status, 401);
    house.close().await;
}

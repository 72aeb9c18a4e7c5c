//! Pages by key: `next_after` leads on and is null on the last one.

use serde_json::{Value, json};

use crate::{house::House, streams::Chat};

/// Walks a list from page to page by `after`; answers the ids of each page.
async fn walk(house: &House, who: &crate::house::Person, path: &str, list: &str) -> Vec<Vec<i64>> {
    let mut pages = Vec::new();
    let mut after = Value::Null;
    loop {
        let mark = if path.contains('?') { '&' } else { '?' };
        let query = match &after {
            Value::Null => String::new(),
            Value::String(text) => format!("{mark}after={text}"),
            number => format!("{mark}after={number}"),
        };
        let answer = house.get(who, &format!("{path}{query}"), &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let page = answer.json();
        let ids = page[list].as_array().unwrap().iter();
        pages.push(ids.map(|item| item["id"].as_i64().unwrap()).collect());
        after = page.get("next_after").expect("always there").clone();
        assert!(pages.len() < 100, "{path} leads on for ever");
        if after.is_null() {
            return pages;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_leads_from_page_to_page_and_says_which_is_the_last() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    for number in 0..6 {
        let text = json!({ "text": format!("kettle {}", "kettle ".repeat(number)) });
        house.tell(&chat.hannah, "messages", text).await;
    }
    let export = house
        .colleague("Sue", shopbell::desk::team::Role::Supervisor)
        .await;
    let export = house.signed_in(&export).await;
    let log = format!("conversations/{}/messages", chat.id);
    for (who, path, list, all) in [
        (&chat.hannah, "messages", "messages", 8),
        (&chat.ana, log.as_str(), "messages", 8),
        (&export, "messages", "messages", 8),
        (&chat.ana, "search?q=kettle", "messages", 6),
        (&chat.ana, "search?q=kettle&sort=rank", "messages", 6),
        (&chat.ana, "conversations", "conversations", 1),
    ] {
        let whole = walk(&house, who, path, list).await;
        assert_eq!((whole.len(), whole[0].len()), (1, all), "{path}");
        let is_newest_first = path.starts_with("search?q=kettle") && !path.contains("rank");
        if is_newest_first {
            assert!(whole[0].is_sorted_by(|a, b| a > b), "{path}: {whole:?}");
        } else if !path.contains("rank") {
            assert!(whole[0].is_sorted(), "{path}: {whole:?}");
        }
        for limit in [1, 2, 3, 7, 8] {
            let mark = if path.contains('?') { '&' } else { '?' };
            let pages = walk(&house, who, &format!("{path}{mark}limit={limit}"), list).await;
            assert_eq!(pages.concat(), whole[0], "{path} by {limit}");
            assert_eq!(
                pages.len(),
                all.div_ceil(limit),
                "{path} by {limit}: no empty page at the end"
            );
        }
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_holds_a_thousand_at_most() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    house
        .act(|tx| {
            tx.execute(
                "with recursive n (n) as (select 100 union all select n + 1 from n where n < 1150)
                 insert into message (id, conversation_id, author, text, created_at)
                 select n, 1, 'customer', 'number ' || n, 1 from n",
                [],
            )
            .map(|_| ())
        })
        .await;
    for (path, expected) in [
        ("messages", 1_000),
        ("messages?limit=1000", 1_000),
        ("messages?limit=100000", 1_000),
        ("messages?limit=0", 1),
    ] {
        let page = house.get(&chat.hannah, path, &[]).await.json();
        assert_eq!(
            page["messages"].as_array().unwrap().len(),
            expected,
            "{path}"
        );
        assert_eq!(
            page["next_after"],
            page["messages"][expected - 1]["id"],
            "{path}"
        );
    }
    let pages = walk(&house, &chat.hannah, "messages", "messages").await;
    assert_eq!(pages.concat().len(), 2 + 1_051);
    house.close().await;
}

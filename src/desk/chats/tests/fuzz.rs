//! Whatever somebody sends as the place to go on from, and whatever they search for, is answered or refused.

use std::cell::RefCell;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;

use super::*;
use crate::base::fuzz;

const SORTS: [Sort; 4] = [Sort::Activity, Sort::Created, Sort::Customer, Sort::Status];

#[test]
fn fuzz_places_to_go_on_from() {
    let shop = RefCell::new(Shop::open());
    let samples = SORTS.map(|sort| {
        let key = match sort {
            Sort::Customer => json!(["wilma", 3]),
            _ => json!(1_763_700_000_000_i64),
        };
        json!({ "sort": sort.word(), "key": key, "id": 3 })
    });
    fuzz::json("cursors", &samples, |place| {
        let text = BASE64_URL_SAFE_NO_PAD.encode(place.to_string());
        for (sort, descending) in SORTS.into_iter().zip([true, false, true, false]) {
            let order = Order { sort, descending };
            let Ok(place) = order.resume(&text) else {
                continue;
            };
            let mut shop = shop.borrow_mut();
            let ana = shop.ana.id;
            let read = |tx: &mut crate::db::Tx<'_>| {
                list(tx, ana, &Filter::default(), order, Some(&place), 3)
            };
            let page = shop.memory.act(read);
            page.unwrap_or_else(|error| panic!("{error}: {place:?}"));
        }
    });
}

#[test]
fn fuzz_searches_of_chats() {
    let shop = RefCell::new(Shop::open());
    let samples = [
        "hello",
        "wil* OR \"a b\" -c",
        "vip 茶壶",
        "a@b.example +49 40 555",
    ];
    let words = [
        "\"", "*", " OR ", " NEAR(", "-", ":", "^", "(", "{", "%", "茶", "text:",
    ];
    fuzz::text("chat-search", &samples, &words, |typed| {
        let mut shop = shop.borrow_mut();
        let ana = shop.ana.id;
        let filter = Filter {
            text: typed.to_owned(),
            ..Filter::default()
        };
        let read = |tx: &mut crate::db::Tx<'_>| list(tx, ana, &filter, Order::default(), None, 3);
        let page = shop.memory.act(read);
        page.unwrap_or_else(|error| panic!("{error}: {typed:?}"));
    });
}

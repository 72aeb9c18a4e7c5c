//! What the team learns of a customer, and what it writes down.

use serde_json::json;

use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_s_way_and_name_reach_the_team() {
    let house = House::open().await;
    let nobody = house.visitor("").await.without_token();
    let begun = house
        .tell(
            &nobody,
            "sessions",
            json!({ "pages": [
                { "url": "https://kettle.example/?utm_source=mail", "title": "Home", "at": 1_000,
                  "referrer": "https://search.example/" },
                { "url": "https://kettle.example/kettle-08?id=7", "title": "Kettle 08", "at": 2_000 },
            ] }),
        )
        .await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let vera = nobody.with_token(begun.json()["token"].as_str().unwrap());
    assert_eq!(house.count("page_view").await, 2);

    let page = json!({ "url": "https://kettle.example/cart", "title": "Cart" });
    for (page, status, known) in [
        (page.clone(), 204, 3),
        (page, 204, 3),
        (
            json!({ "url": "javascript:alert(1)", "title": "x" }),
            204,
            3,
        ),
        (json!({ "url": 7 }), 400, 3),
    ] {
        let answer = house.tell(&vera, "pages", page.clone()).await;
        assert_eq!(answer.status, status, "{page}");
        assert_eq!(house.count("page_view").await, known, "{page}");
    }

    let profile = json!({ "name": "Vera", "email": "vera@post.example", "language": "ru" });
    assert_eq!(house.tell(&vera, "profile", profile).await.status, 204);
    assert_eq!(house.get(&vera, "me", &[]).await.json()["name"], "Vera");
    let refused = house
        .tell(&vera, "profile", json!({ "name": "V", "email": "vera@" }))
        .await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["error"]["code"], "bad-email");
    assert_eq!(house.get(&vera, "me", &[]).await.json()["name"], "Vera");
    let stranger = vera.without_token();
    assert_eq!(house.tell(&stranger, "pages", json!({})).await.status, 401);
    house.close().await;
}

//! What the team learns of a customer, and what it writes down.

use serde_json::json;

use crate::house::{House, Person};

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

#[tokio::test(flavor = "multi_thread")]
async fn what_an_agent_types_beside_a_chat_is_kept_or_told_why_not() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let bo = house.agent("Bo").await;
    let hannah = house.visitor("Hannah").await;
    let said = house
        .tell(&hannah, "messages", json!({ "text": "Hello" }))
        .await;
    let chat = said.json()["conversation_id"].as_i64().unwrap();
    let at = |rest: &str| format!("/console/customers/{chat}/{rest}");
    let write = async |who: &Person, form: &str| house.fill(who, &at("fields"), form).await;

    let saved = write(&ana, "field=name&seen=Hannah&value=Hannah+Vogel&revision=0").await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert!(saved.text().contains(r#"value="Hannah Vogel""#));
    assert!(
        saved.text().contains("calls themselves"),
        "the channel's own name stays"
    );

    // What cannot be right stays in its field, with the reason.
    let refused = write(&ana, "field=email&value=hannah@&revision=1").await;
    assert_eq!(refused.status, 400);
    let panel = refused.text();
    assert!(panel.contains(r#"value="hannah@""#) && panel.contains("looks cut off"));

    // Bo saw the old name: his word and Ana's are both shown. Another field is nobody's quarrel.
    let late = write(&bo, "field=name&seen=Hannah&value=Hanna&revision=0").await;
    assert_eq!(late.status, 409);
    let panel = late.text();
    assert!(panel.contains(r#"value="Hanna""#) && panel.contains("Hannah Vogel"));
    let phone = write(&bo, "field=phone&seen=&value=%2B49+30+5550&revision=0").await;
    assert_eq!(phone.status, 200);
    assert!(phone.text().contains("+49 30 5550"));
    let theirs = write(&bo, "field=name&value=Hanna&revision=2&keep=theirs").await;
    assert!(theirs.text().contains(r#"value="Hannah Vogel""#));

    // Markup in a name is a name.
    let tagged = house
        .fill(&ana, &at("tags"), "name=%3Cb%3EVIP%3C/b%3E")
        .await;
    assert_eq!(tagged.status, 200);
    assert!(tagged.text().contains("&lt;b&gt;VIP") && !tagged.text().contains("<b>VIP"));
    assert_eq!(house.fill(&ana, &at("tags"), "name=++").await.status, 400);
    let tags = house.get(&bo, "/console/tags?q=%3Cb", &[]).await.json();
    assert_eq!(tags["tags"][0]["name"], "<b>VIP</b>");

    let noted = house.fill(&ana, &at("notes"), "text=Likes+oolong").await;
    assert!(noted.text().contains("Likes oolong"));
    let remove = at("notes/1/remove");
    assert_eq!(house.fill(&bo, &remove, "").await.status, 403);
    let removed = house.fill(&ana, &remove, "").await;
    assert!(removed.status == 200 && !removed.text().contains("Likes oolong"));

    let pages = house
        .get(&ana, &at("panel?tab=pages"), &[("x-fragment", "1")])
        .await;
    assert!(pages.status == 200 && pages.text().contains("First visit"));
    for (path, who, status) in [
        (at("panel"), &hannah.without_token(), 303),
        ("/console/customers/99/panel".to_owned(), &ana, 404),
    ] {
        assert_eq!(house.get(who, &path, &[]).await.status, status, "{path}");
    }
    house.close().await;
}

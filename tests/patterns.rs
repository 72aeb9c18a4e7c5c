//! Patterns of what should not leave: the admin's forms, the public API, and what never reaches the file.

use serde_json::json;
use shopbell::{
    base::lang::Lang,
    desk::{
        audit::{self, Origin},
        guard::{
            Deed, Look, Patterns,
            edit::{self, Wanted},
        },
        setting,
        team::Role,
    },
};

use crate::{house::House, paper::Shop};

const CARD: &str = "4111 1111 1111 1111";

async fn patterns(shop: &Shop) -> Patterns {
    shop.read(setting::get).await
}

#[tokio::test]
async fn a_pattern_is_written_tried_changed_and_removed_without_any_script() {
    let shop = Shop::open().await;
    let agent = shop.member("Ana", Role::Admin).await;
    let mut ana = shop.signed_in(&agent).await;
    let list = ana.get("/admin/patterns").await;
    for name in ["Card number", "IBAN", "National ID"] {
        assert!(list.text.contains(name), "{name}");
    }
    let form = |rule: &'static str, act: &'static str| {
        [
            ("name", "Prices"),
            ("look", "expression"),
            ("rule", rule),
            ("deed", "block"),
            ("on", "on"),
            ("sample", "It cost us EUR 12 net."),
            ("act", act),
        ]
    };
    for (rule, why) in [
        ("(EUR", "A bracket is opened and not closed"),
        ("((a{99}){99}){99}", "This grows too large"),
        ("x*", "Replace a “*” by a “+”"),
        ("a(?=b)", "Looking ahead and behind"),
        ("*", "This cannot be read"),
        ("", "Something to look for is needed"),
    ] {
        for act in ["save", "try"] {
            let page = ana.send("/admin/patterns", &form(rule, act)).await;
            assert!(page.text.contains(why), "{rule} {act}: {}", page.text);
            assert!(page.text.contains("pattern-rule-error"), "beside its field");
            assert!(page.text.contains("Prices"), "nothing typed is lost");
        }
    }
    let tried = ana.send("/admin/patterns", &form(r"eur \d+", "try")).await;
    assert!(tried.text.contains("1 place found"), "{}", tried.text);
    assert!(tried.text.contains("<mark class=\"pat\">EUR 12</mark>"));
    assert_eq!(patterns(&shop).await.list.len(), 3, "trying stores nothing");
    let saved = ana.send("/admin/patterns", &form(r"eur \d+", "save")).await;
    assert_eq!(saved.to(), "/admin/patterns?saved=pattern");
    let twice = ana.send("/admin/patterns", &form(r"usd \d+", "save")).await;
    assert!(twice.text.contains("Another pattern has this name."));

    let page = ana.get("/admin/patterns/4").await;
    assert!(page.text.contains(r"eur \d+"));
    ana.send("/admin/patterns/4/switch", &[("on", "0")]).await;
    assert!(!patterns(&shop).await.list[3].is_on);
    let sure = ana.get("/admin/patterns/4?sure=remove").await;
    assert!(sure.text.contains("Remove “Prices”?"));
    ana.send("/admin/patterns/4/remove", &[]).await;
    assert_eq!(patterns(&shop).await.list.len(), 3);
    assert_eq!(ana.send("/admin/patterns/1/remove", &[]).await.status, 403);
    assert_eq!(ana.get("/admin/patterns/4").await.status, 404);

    // One that comes with the program: named anew, blocking, masking.
    let card = [
        ("name", "Cards"),
        ("deed", "block"),
        ("masks", "on"),
        ("on", "on"),
        ("act", "save"),
    ];
    ana.send("/admin/patterns/1", &card).await;
    let first = patterns(&shop).await.list.remove(0);
    assert_eq!(
        (first.look.clone(), first.deed, first.masks),
        (Look::Card, Deed::Block, true)
    );
    assert_eq!(first.title(Lang::Ru), "Cards");
    let log = ana.get("/admin/log").await;
    for line in [
        "added the pattern",
        "turned off the pattern",
        "removed the pattern",
        "changed the pattern",
    ] {
        assert!(log.text.contains(line), "{line}");
    }
    shop.close().await;
}

#[tokio::test]
async fn clean_up_is_chosen_and_tried_without_any_script() {
    let shop = Shop::open().await;
    let agent = shop.member("Ana", Role::Admin).await;
    let mut ana = shop.signed_in(&agent).await;
    let form = |own: &'static str, act: &'static str| {
        [
            ("markup", "on"),
            ("tracking_names", "partner from_*"),
            ("own", own),
            ("sample", "<i>KK104</i> at https://a.example/?partner=7 𝐁"),
            ("act", act),
        ]
    };
    let tried = ana
        .send("/admin/clean-up", &form(r"KK(\d+) => KK-$1", "try"))
        .await;
    assert!(
        tried
            .text
            .contains("KK-104 at https://a.example/?partner=7 𝐁"),
        "{}",
        tried.text
    );
    let page = ana.send("/admin/clean-up", &form("fine\n(", "save")).await;
    assert_eq!(page.status, 400);
    assert!(
        page.text.contains("Line 2: A bracket is opened"),
        "{}",
        page.text
    );
    assert!(page.text.contains("fine\n("), "nothing typed is lost");
    let saved = ana
        .send("/admin/clean-up", &form(r"KK(\d+) => KK-$1", "save"))
        .await;
    assert_eq!(saved.to(), "/admin/clean-up?saved=choice");
    assert!(
        ana.get("/admin/clean-up")
            .await
            .text
            .contains("KK(\\d+) =&gt; KK-$1")
    );
    assert!(
        ana.get("/admin/log")
            .await
            .text
            .contains("changed what clean-up removes")
    );
    shop.close().await;
}

#[tokio::test]
async fn the_team_s_short_forms_are_kept_without_any_script() {
    let shop = Shop::open().await;
    let agent = shop.member("Ana", Role::Admin).await;
    let mut ana = shop.signed_in(&agent).await;
    let path = "/admin/short-forms";
    let page = ana
        .send(path, &[("short", "b r b"), ("text", "Back soon.")])
        .await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("One word of letters and digits"));
    assert!(page.text.contains("Back soon."), "nothing typed is lost");
    ana.send(path, &[("short", "brb"), ("text", "Back soon.\nPromised.")])
        .await;
    let page = ana.send(path, &[("short", "BRB"), ("text", "x")]).await;
    assert_eq!(page.status, 409);
    let page = ana
        .send(&format!("{path}/1"), &[("short", "brb"), ("text", "")])
        .await;
    assert!(page.text.contains("id=\"short-form-1-text-error\""));
    ana.send(
        &format!("{path}/1"),
        &[("short", "brb"), ("text", "Later.")],
    )
    .await;
    assert!(ana.get(path).await.text.contains("Later."));
    ana.send(&format!("{path}/1/remove"), &[]).await;
    assert!(ana.get(path).await.text.contains("No short forms yet."));
    assert_eq!(ana.send(&format!("{path}/1/remove"), &[]).await.status, 404);
    shop.close().await;
}

async fn set(house: &House, id: u32, look: Look, deed: Deed, masks: bool) {
    let wanted = Wanted {
        name: if id == 0 {
            "Own".to_owned()
        } else {
            String::new()
        },
        look,
        advice: String::new(),
        deed,
        is_on: true,
        masks,
    };
    house
        .act(move |tx| {
            let origin = Origin::default();
            match id {
                0 => edit::add(tx, &origin, &wanted).map(drop).unwrap(),
                id => edit::change(tx, &origin, id, &wanted).unwrap(),
            }
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn a_program_is_refused_until_it_says_that_it_knows() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let hannah = house.visitor("Hannah").await;
    house
        .tell(&hannah, "messages", json!({ "text": "Hello?" }))
        .await;
    house.tell(&ana, "conversations/1/claim", json!({})).await;
    let path = "conversations/1/messages";
    let words = format!("Card {CARD}");

    let refused = house.tell(&ana, path, json!({ "text": words })).await;
    assert_eq!(refused.status, 409);
    let error = &refused.json()["error"];
    assert_eq!(error["code"], "sensitive");
    assert_eq!(
        error["detail"],
        json!({ "rules": ["Card number"], "overridable": true })
    );
    assert!(error["message"].as_str().unwrap().contains("Card number"));
    assert!(
        !refused.text().contains("1111"),
        "what was found is not repeated"
    );

    // A picture's name is read by the customer, too.
    let file = house.picture_of(&ana, "4111111111111111").await;
    let named = json!({ "text": "See", "attachments": [file["id"]] });
    let refused = house.tell(&ana, path, named).await;
    assert_eq!(refused.json()["error"]["code"], "sensitive");

    // A comment stays in the house.
    let comment = house
        .tell(&ana, "conversations/1/comments", json!({ "text": words }))
        .await;
    assert_eq!(comment.status, 201);

    // Saying so sends it once, and the log has it once, however often it is repeated.
    for status in [201, 200] {
        let sent = house
            .send(
                &ana,
                path,
                &[("idempotency-key", "k1")],
                json!({ "text": words, "send_anyway": true }),
            )
            .await;
        assert_eq!(sent.status, status, "{}", sent.text());
    }
    // What is harmless leaves no line behind.
    let sent = house
        .tell(&ana, path, json!({ "text": "Thanks", "send_anyway": true }))
        .await;
    assert_eq!(sent.status, 201);
    let log = house.act(|tx| audit::newest(tx, 20)).await;
    let lines: Vec<_> = log
        .iter()
        .filter(|line| line.act == "sensitive_sent")
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (lines[0].agent.as_str(), lines[0].subject.as_str()),
        ("Ana", "Card number")
    );
    assert!(log.iter().all(|line| !format!("{line:?}").contains("1111")));

    // What the shop forbids no flag sends.
    set(
        &house,
        0,
        Look::Expression(r"net \d+".to_owned()),
        Deed::Block,
        false,
    )
    .await;
    let blocked = house
        .tell(
            &ana,
            path,
            json!({ "text": "It is NET 12", "send_anyway": true }),
        )
        .await;
    assert_eq!(blocked.status, 409);
    assert_eq!(blocked.json()["error"]["code"], "sensitive-blocked");
    assert_eq!(blocked.json()["error"]["detail"]["overridable"], false);
    let console = house
        .fill(&ana, "/console/1/messages", "text=net+12&anyway=1")
        .await;
    assert_eq!(console.json()["error"]["code"], "sensitive-blocked");
    let heard = house.get(&hannah, "messages", &[]).await.text();
    assert!(!heard.to_lowercase().contains("net 12"));
    house.close().await;
}

#[tokio::test]
async fn a_card_number_that_is_masked_is_never_written_to_the_file() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let hannah = house.visitor("Hannah").await;
    // The premise: without the wish it is written.
    house
        .tell(
            &hannah,
            "messages",
            json!({ "text": "5555 5555 5555 4444" }),
        )
        .await;
    assert!(house.bytes_hold("5555 5555 5555 4444"));
    set(&house, 1, Look::Card, Deed::Warn, true).await;
    let words = format!("Mine is {CARD}, phone 030 1234567");
    for status in [201, 200] {
        let said = house
            .send(
                &hannah,
                "messages",
                &[("idempotency-key", "k")],
                json!({ "text": words }),
            )
            .await;
        assert_eq!(said.status, status, "a retry is known: {}", said.text());
    }
    house.picture_of(&hannah, "4111-1111-1111-1111").await;
    let history = house.get(&hannah, "messages", &[]).await.text();
    assert!(history.contains("Mine is •••• •••• •••• 1111, phone 030 1234567"));
    house.tell(&ana, "conversations/1/claim", json!({})).await;
    house
        .tell(
            &ana,
            "conversations/1/messages",
            json!({ "text": "Thanks" }),
        )
        .await;
    let ended = house
        .tell(&ana, "conversations/1/close", json!({ "survey": true }))
        .await;
    assert_eq!(ended.status, 200, "{}", ended.text());
    let rated = house
        .tell(
            &hannah,
            "rating",
            json!({ "score": 5, "comment": format!("{CARD}!") }),
        )
        .await;
    assert_eq!(rated.status, 204, "{}", rated.text());
    // Nor where somebody writes it into a field for something else.
    house.visitor(CARD).await;
    house
        .tell(&hannah, "profile", json!({ "name": CARD }))
        .await;
    for secret in [CARD, "4111-1111-1111-1111"] {
        assert!(!house.bytes_hold(secret), "{secret}");
    }
    house.close().await;
}

//! One's own account: profile, password, preferences, sessions.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use shopbell::desk::team::{self, Role, session};

use crate::paper::{Browser, PASSWORD, Shop};

async fn shop_with_bo() -> (Shop, Browser) {
    let shop = Shop::open().await;
    let bo = shop.member("Bo", Role::Agent).await;
    let browser = shop.signed_in(&bo).await;
    (shop, browser)
}

async fn bo(shop: &Shop) -> team::Agent {
    shop.read(team::active).await.remove(0)
}

#[tokio::test]
async fn an_agent_changes_how_they_are_seen() {
    let (shop, mut browser) = shop_with_bo().await;
    let form = [
        ("name", "Bo <b> 李伟"),
        ("public_name", "Bo"),
        ("public_title", "Care team"),
        ("lang", "ru"),
    ];
    let saved = browser.send("/account/profile", &form).await;
    assert_eq!(saved.to(), "/account?saved=profile");
    let page = browser.get("/account?saved=profile").await.text;
    assert!(page.contains("Сохранено."), "in the new language");
    assert!(page.contains("Bo &lt;b&gt; 李伟"));
    assert_eq!(bo(&shop).await.face().public_title, "Care team");
    let nameless = [("name", " "), ("public_title", "Kettles"), ("lang", "en")];
    let page = browser.send("/account/profile", &nameless).await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("id=\"profile-name-error\""));
    assert!(page.text.contains("value=\"Kettles\""), "typed text stays");
    shop.close().await;
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
    let (shop, mut browser) = shop_with_bo().await;
    let agent = bo(&shop).await;
    let elsewhere = shop.signed_in(&agent).await;
    let mut change = async |old, new| {
        let form = [("old_password", old), ("new_password", new)];
        browser.send("/account/password", &form).await
    };
    for (old, new, words) in [
        (
            "wrong words",
            "four other plain words",
            "This is not your password.",
        ),
        (PASSWORD, "short", "Too short"),
        (PASSWORD, "bo@kettle.example", "Your own name or address"),
        ("", "four other plain words", "This is not your password."),
    ] {
        let page = change(old, new).await;
        assert_eq!(page.status, 400, "{words}");
        assert!(page.text.contains(words), "{words}");
    }
    assert_eq!(elsewhere.get("/account").await.status, 200);
    assert_eq!(change(PASSWORD, "four other plain words").await.status, 303);
    assert_eq!(browser.get("/account").await.status, 200, "still here");
    assert_eq!(elsewhere.get("/account").await.status, 303, "not there");
    shop.close().await;
}

#[tokio::test]
async fn a_browser_left_open_is_no_place_to_guess() {
    let (shop, mut browser) = shop_with_bo().await;
    let form = [
        ("old_password", "a guess"),
        ("new_password", "four other plain words"),
    ];
    for _ in 0..40 {
        let page = browser.send("/account/password", &form).await;
        assert_eq!(page.status, 400);
        if page.text.contains("Too many tries. Wait ") {
            shop.close().await;
            return;
        }
    }
    panic!("forty guesses went through");
}

#[tokio::test]
async fn sessions_are_listed_and_end_one_by_one_or_all() {
    let (shop, mut browser) = shop_with_bo().await;
    let agent = bo(&shop).await;
    let (one, two) = (shop.signed_in(&agent).await, shop.signed_in(&agent).await);
    let page = browser.get("/account").await.text;
    assert_eq!(
        page.matches("action=\"/account/sessions/").count(),
        3,
        "two, and all others"
    );
    let stranger = shop.member("Cy", Role::Agent).await;
    let mut cy = shop.signed_in(&stranger).await;
    let id = agent.id;
    for listed in shop.read(move |reader| session::of_agent(reader, id)).await {
        cy.send(&format!("/account/sessions/{}", listed.id), &[])
            .await;
    }
    assert_eq!(
        one.get("/account").await.status,
        200,
        "nobody ends another's"
    );
    let path = page
        .split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|path| path.starts_with("/account/sessions/") && !path.ends_with("others"))
        .unwrap()
        .to_owned();
    assert_eq!(browser.send(&path, &[]).await.status, 303);
    let alive = async || {
        let mut alive = 0;
        for other in [&one, &two] {
            alive += usize::from(other.get("/account").await.status == 200);
        }
        alive
    };
    assert_eq!(alive().await, 1);
    browser.send("/account/sessions/others", &[]).await;
    assert_eq!(alive().await, 0);
    assert_eq!(browser.get("/account").await.status, 200);
    shop.close().await;
}

#[tokio::test]
async fn preferences_are_kept() {
    let (shop, mut browser) = shop_with_bo().await;
    let form = [("theme", "dark"), ("volume", "35"), ("ctrl_enter", "on")];
    assert_eq!(
        browser.send("/account/preferences", &form).await.status,
        303
    );
    let kept = bo(&shop).await.preferences;
    assert_eq!((kept.theme.as_str(), kept.volume), ("dark", 35));
    assert!(kept.ctrl_enter && !kept.shortcuts);
    let page = browser.get("/account").await.text;
    assert!(page.contains("data-theme=\"dark\""));
    assert_eq!(
        browser
            .send("/account/theme", &[("theme", "light")])
            .await
            .status,
        204
    );
    let kept = bo(&shop).await.preferences;
    assert_eq!((kept.theme.as_str(), kept.volume), ("light", 35));
    shop.close().await;
}

#[tokio::test]
async fn a_program_s_key_is_not_the_agent() {
    let (shop, _) = shop_with_bo().await;
    let agent = bo(&shop).await;
    let key = shop
        .app
        .house
        .db
        .write(move |tx| {
            let new = team::api_key::NewKey {
                name: "Robot".to_owned(),
                scopes: "read write".parse().unwrap(),
                expires_at: None,
            };
            team::api_key::create(tx, &shopbell::desk::audit::Origin::default(), &agent, &new)
        })
        .await
        .unwrap()
        .1;
    let bearer = format!("Bearer {}", key.expose());
    let page = shop
        .browser()
        .get_with(&[("authorization", &bearer)], "/account")
        .await;
    assert_eq!(page.status, 403);
    shop.close().await;
}

#[tokio::test]
async fn a_browser_is_told_while_its_agent_allows_it() {
    let (shop, mut browser) = shop_with_bo().await;
    let agent = bo(&shop).await;
    let key = browser.send("/account/push/key", &[]).await;
    assert_eq!(key.status, 200);
    let again = browser.send("/account/push/key", &[]).await;
    assert_eq!(again.text, key.text, "made once");
    let sixty_five = BASE64_URL_SAFE_NO_PAD.encode([4; 65]);
    let sixteen = BASE64_URL_SAFE_NO_PAD.encode([1; 16]);
    let mut allow = async |endpoint: &str, p256dh: &str| {
        let form = [
            ("endpoint", endpoint),
            ("p256dh", p256dh),
            ("auth", &sixteen),
        ];
        browser.send("/account/push", &form).await.status
    };
    assert_eq!(allow("https://push.example/1", "AA").await, 400);
    assert_eq!(allow("https://push.example/1", "!").await, 400);
    assert_eq!(allow("javascript:1", &sixty_five).await, 400);
    assert_eq!(allow("https://push.example/1", &sixty_five).await, 204);
    let on = "It tells you, also with no window open.";
    let page = browser.get("/account").await.text;
    assert!(page.contains(on));
    assert!(
        !page.contains("push.example"),
        "the address is nobody's business"
    );
    let elsewhere = shop.signed_in(&agent).await;
    let there = elsewhere.get("/account").await.text;
    assert!(!there.contains(on), "another browser is not told");
    let path = there
        .split("action=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|path| path.starts_with("/account/push/") && path.ends_with("/remove"))
        .unwrap()
        .to_owned();
    let stranger = shop.member("Cy", Role::Agent).await;
    let mut cy = shop.signed_in(&stranger).await;
    cy.send(&path, &[]).await;
    assert!(
        browser.get("/account").await.text.contains(on),
        "not theirs"
    );
    assert_eq!(
        browser
            .send("/account/push/previews", &[("push_previews", "on")])
            .await
            .status,
        303
    );
    assert!(bo(&shop).await.preferences.push_previews);
    let form = [("theme", "dark"), ("volume", "35")];
    browser.send("/account/preferences", &form).await;
    assert!(bo(&shop).await.preferences.push_previews, "another form");
    assert_eq!(browser.send(&path, &[]).await.status, 303);
    assert!(!browser.get("/account").await.text.contains(on));
    shop.close().await;
}

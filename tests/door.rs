//! The door: first run, signing in and out, links that let somebody in.

use shopbell::desk::{
    channel,
    setting::{self, Team},
    setup::Progress,
    team::{self, Role, invitation, session},
};

use crate::paper::{Browser, PASSWORD, Page, Shop};

fn you<'a>(code: &'a str, name: &'a str, email: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("code", code),
        ("name", name),
        ("email", email),
        ("password", PASSWORD),
    ]
}

async fn set_up(shop: &Shop) -> Browser {
    let code = shop.app.house.setup_code().unwrap();
    let mut ana = shop.browser();
    let page = ana
        .send("/setup", &you(&code, "Ana", "ana@kettle.example"))
        .await;
    assert_eq!((page.status, page.to()), (303, "/setup"));
    ana
}

#[tokio::test]
async fn an_empty_house_leads_to_its_first_run_and_asks_for_the_code() {
    let shop = Shop::open().await;
    let browser = shop.browser();
    assert_eq!(browser.get("/").await.to(), "/setup");
    assert_eq!(browser.get("/sign-in").await.to(), "/setup");
    let without = browser.get("/setup").await;
    assert_eq!(without.status, 200);
    assert!(without.text.contains("printed where it was started"));
    assert!(!without.text.contains("name=\"password\""));
    let wrong = browser.get("/setup?code=1234").await;
    assert_eq!(wrong.status, 403);
    assert!(wrong.text.contains("This is not the code"));
    let code = shop.app.house.setup_code().unwrap();
    let right = browser.get(&format!("/setup?code={code}")).await;
    assert!(right.text.contains("name=\"password\""));
    let mut stranger = shop.browser();
    let refused = stranger
        .send("/setup", &you("1234", "Mallory", "m@evil.example"))
        .await;
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("m@evil.example"), "typed text stays");
    assert!(shop.read(team::is_empty).await);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_set_ups_at_once_one_wins() {
    let shop = Shop::open().await;
    let code = shop.app.house.setup_code().unwrap();
    let racers: Vec<_> = (0..50)
        .map(|n| {
            let (mut browser, code) = (shop.browser(), code.clone());
            tokio::spawn(async move {
                let email = format!("racer{n}@kettle.example");
                browser.send("/setup", &you(&code, "Racer", &email)).await
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for racer in racers {
        outcomes.push(racer.await.unwrap().status);
    }
    let won = outcomes.iter().filter(|status| **status == 303).count();
    assert_eq!(won, 1, "{outcomes:?}");
    assert!(
        outcomes
            .iter()
            .all(|status| matches!(status, 303 | 409 | 503)),
        "{outcomes:?}"
    );
    let agents = shop.read(team::active).await;
    assert_eq!((agents.len(), agents[0].role), (1, Role::Admin));
    assert_eq!(shop.read(channel::all).await.len(), 1);
    assert!(shop.app.house.setup_code().is_none());
    shop.close().await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_is_lost() {
    let shop = Shop::open().await;
    let code = shop.app.house.setup_code().unwrap();
    let mut ana = shop.browser();
    for (name, email, password, words) in [
        (
            "Ana Ruiz",
            "ana@kettle",
            PASSWORD,
            "This address looks cut off.",
        ),
        ("Ana Ruiz", "ana@kettle.example", "short", "Too short"),
        (
            "Ana Ruiz",
            "ana@kettle.example",
            "Password1",
            "first that anybody would try",
        ),
        (
            "Ana Ruiz",
            "ana@kettle.example",
            "ana ruiz",
            "Your own name",
        ),
        (" ", "ana@kettle.example", PASSWORD, "A name is needed"),
    ] {
        let form = [
            ("code", code.as_str()),
            ("name", name),
            ("email", email),
            ("password", password),
        ];
        let page = ana.send("/setup", &form).await;
        assert_eq!(page.status, 400, "{words}");
        assert!(page.text.contains(words), "{words}: {}", page.text);
        assert!(page.text.contains("aria-invalid=\"true\""));
        assert!(page.text.contains(&format!("value=\"{email}\"")));
        assert!(ana.cookie.is_empty());
    }
    shop.close().await;
}

#[tokio::test]
async fn the_wizard_goes_on_after_a_restart_and_is_gone_at_the_end() {
    let shop = Shop::open().await;
    let ana = set_up(&shop).await;
    assert!(
        ana.get("/setup")
            .await
            .text
            .contains("What’s your shop called?")
    );
    assert_eq!(ana.get("/").await.to(), "/setup");
    let shop = shop.reopen().await;
    let mut ana = shop.browser().with_cookie_of(&ana);
    assert!(
        ana.get("/setup")
            .await
            .text
            .contains("What’s your shop called?")
    );
    let nameless = ana
        .send("/setup/shop", &[("team", " "), ("lang", "en")])
        .await;
    assert_eq!(nameless.status, 400);
    let named = [("team", "Kite & Kettle"), ("lang", "en")];
    assert_eq!(
        ana.send("/setup/shop", &named).await.to(),
        "/setup?step=channel"
    );
    assert_eq!(shop.read(setting::get::<Team>).await.name, "Kite & Kettle");
    let page = ana.get("/setup").await;
    let key = page.between("site_", "&quot;");
    assert!(page.text.contains("Waiting for the first visit"));
    assert!(ana.get("/setup/visit").await.text.contains("false"));
    // A page of another site asks how the launcher looks.
    let look = format!("/widget/site_{key}/look.js");
    assert_eq!(ana.get(&look).await.status, 200);
    assert!(ana.get("/setup/visit").await.text.contains("false"));
    let shown = shop
        .browser()
        .get_from("https://kettle.example", &look)
        .await;
    assert_eq!(shown.status, 200);
    let visit = ana.get("/setup/visit").await.text;
    assert!(visit.contains("https://kettle.example"), "{visit}");
    for (step, next) in [
        ("/setup/channel", "/setup?step=team"),
        ("/setup/team", "/setup?step=bell"),
        ("/setup/bell", "/setup/done"),
    ] {
        assert_eq!(ana.send(step, &[("skip", "on")]).await.to(), next);
    }
    assert_eq!(shop.read(setting::get::<Progress>).await, Progress::Done);
    assert_eq!(ana.get("/setup").await.to(), "/");
    assert_eq!(ana.get("/").await.to(), "/console");
    assert_eq!(shop.browser().get("/setup").await.to(), "/");
    let again = shop
        .browser()
        .send("/setup", &you("", "Mallory", "m@evil.example"))
        .await;
    assert_eq!(again.status, 409);
    shop.close().await;
}

#[tokio::test]
async fn nobody_but_an_admin_sees_the_wizard() {
    let shop = Shop::open().await;
    set_up(&shop).await;
    assert_eq!(
        shop.browser().get("/setup").await.to(),
        "/sign-in?next=/setup"
    );
    let bo = shop.member("Bo", Role::Agent).await;
    let mut bo = shop.signed_in(&bo).await;
    assert_eq!(bo.get("/setup").await.to(), "/console");
    assert_eq!(bo.get("/").await.to(), "/console");
    let refused = bo
        .send("/setup/shop", &[("team", "Mine"), ("lang", "en")])
        .await;
    assert_eq!(refused.status, 403);
    shop.close().await;
}

async fn sign_in(browser: &mut Browser, email: &str, password: &str, next: &str) -> Page {
    let form = [("email", email), ("password", password), ("next", next)];
    browser.send("/sign-in", &form).await
}

#[tokio::test]
async fn signing_in_never_says_which_half_was_wrong() {
    let shop = Shop::open().await;
    shop.member("Ana", Role::Admin).await;
    let mut browser = shop.browser();
    let wrong = sign_in(&mut browser, "ana@kettle.example", "wrong words", "").await;
    let unknown = sign_in(&mut browser, "nobody@kettle.example", "wrong words", "").await;
    assert_eq!((wrong.status, unknown.status), (401, 401));
    let same = |page: &Page, email: &str| page.text.replace(email, "");
    assert_eq!(
        same(&wrong, "ana@kettle.example"),
        same(&unknown, "nobody@kettle.example")
    );
    assert!(
        !wrong.text.contains("wrong words"),
        "the password is not sent back"
    );
    let right = sign_in(
        &mut browser,
        " ANA@kettle.example",
        PASSWORD,
        "/chats?tab=new",
    )
    .await;
    assert_eq!((right.status, right.to()), (303, "/chats?tab=new"));
    let cookie = right.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert!(!cookie.contains("Max-Age"), "it ends with the browser");
    assert_eq!(browser.get("/sign-in?next=/account").await.to(), "/account");
    let mut other = shop.browser();
    for next in [
        "//evil.example/",
        "/\\evil.example",
        "https://evil.example/",
    ] {
        let page = sign_in(&mut other, "ana@kettle.example", PASSWORD, next).await;
        assert_eq!(page.to(), "/", "{next}");
    }
    shop.close().await;
}

#[tokio::test]
async fn guessing_is_slowed_down_in_words_and_seconds() {
    let shop = Shop::open().await;
    shop.member("Ana", Role::Admin).await;
    let mut guesser = shop.browser();
    for _ in 0..40 {
        let page = sign_in(&mut guesser, "ana@kettle.example", "a guess", "").await;
        if page.status == 429 {
            assert!(page.text.contains("Too many tries. Wait "), "{}", page.text);
            assert!(page.header("retry-after").parse::<u64>().unwrap() > 0);
            assert!(page.text.contains("ana@kettle.example"), "typed text stays");
            shop.close().await;
            return;
        }
        assert_eq!(page.status, 401);
    }
    panic!("forty guesses went through");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_its_traces() {
    let shop = Shop::open().await;
    let ana = shop.member("Ana", Role::Admin).await;
    let mut browser = shop.signed_in(&ana).await;
    let copy = browser.clone();
    assert_eq!(copy.get("/sign-in").await.status, 303);
    let out = browser.send("/sign-out", &[]).await;
    assert_eq!(out.to(), "/sign-in");
    assert!(out.header("clear-site-data").contains("\"storage\""));
    assert_eq!(copy.get("/sign-in").await.status, 200, "the token is dead");
    let id = ana.id;
    let sessions = shop.read(move |reader| session::of_agent(reader, id)).await;
    assert!(sessions.is_empty());
    shop.close().await;
}

async fn link(shop: &Shop, reset: bool) -> String {
    let ana = shop.member("Ana", Role::Admin).await;
    let origin = shopbell::desk::audit::Origin::default();
    let made = shop
        .app
        .house
        .db
        .write(move |tx| {
            if reset {
                invitation::offer_reset(tx, &origin, ana.id)
            } else {
                invitation::invite(tx, &origin, Role::Agent, "")
            }
        })
        .await
        .unwrap();
    let kind = if reset { "reset" } else { "join" };
    format!("/{kind}/{}", made.token.expose())
}

#[tokio::test]
async fn an_invitation_lets_one_colleague_in() {
    let shop = Shop::open().await;
    let link = link(&shop, false).await;
    let mut bo = shop.browser();
    assert!(bo.get(&link).await.text.contains("You come in as: Agent"));
    let person = |email| [("name", "Bo"), ("email", email), ("password", PASSWORD)];
    let taken = bo.send(&link, &person("ana@kettle.example")).await;
    assert_eq!(taken.status, 400);
    assert!(taken.text.contains("A colleague has this address already."));
    let joined = bo.send(&link, &person("bo@kettle.example")).await;
    assert_eq!((joined.status, joined.to()), (303, "/"));
    assert_eq!(bo.get("/").await.to(), "/console");
    let mut mallory = shop.browser();
    assert_eq!(mallory.get(&link).await.status, 410);
    let late = mallory.send(&link, &person("m@evil.example")).await;
    assert_eq!(late.status, 410);
    assert!(late.text.contains("used already"));
    assert_eq!(shop.read(team::active).await.len(), 2);
    assert_eq!(mallory.get("/join/made-up").await.status, 404);
    assert_eq!(
        mallory.get(&link.replace("join", "reset")).await.status,
        410
    );
    shop.close().await;
}

#[tokio::test]
async fn a_reset_link_sets_a_password_once_and_ends_every_session() {
    let shop = Shop::open().await;
    let link = link(&shop, true).await;
    let ana = shop.read(team::active).await.remove(0);
    let elsewhere = shop.signed_in(&ana).await;
    let mut browser = shop.browser();
    let weak = browser.send(&link, &[("password", "password")]).await;
    assert_eq!(weak.status, 400);
    let set = browser
        .send(&link, &[("password", "four other plain words")])
        .await;
    assert_eq!(set.status, 303);
    assert_eq!(
        elsewhere.get("/sign-in").await.status,
        200,
        "signed out there"
    );
    assert_eq!(browser.get("/sign-in").await.status, 303, "signed in here");
    let again = browser
        .send(&link, &[("password", "a fifth and a sixth")])
        .await;
    assert_eq!(again.status, 410);
    let mut other = shop.browser();
    let old = sign_in(&mut other, "ana@kettle.example", PASSWORD, "").await;
    assert_eq!(old.status, 401);
    shop.close().await;
}

#[tokio::test]
async fn a_language_is_chosen_without_an_account() {
    let shop = Shop::open().await;
    shop.member("Ana", Role::Admin).await;
    let mut browser = shop.browser();
    let form = [("lang", "ru"), ("next", "/sign-in?next=%2Fchats")];
    let page = browser.send("/language", &form).await;
    assert_eq!(page.to(), "/sign-in?next=%2Fchats");
    browser.cookie = page
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    assert!(
        browser
            .get("/sign-in")
            .await
            .text
            .contains("Войдите к своему прилавку")
    );
    let away = browser
        .send("/language", &[("lang", "en"), ("next", "//evil.example")])
        .await;
    assert_eq!(away.to(), "/");
    shop.close().await;
}

#[tokio::test]
async fn a_refusal_is_a_page_for_people_and_leads_on_only_where_one_can_go() {
    let shop = Shop::open().await;
    let ana = shop.member("Ana", Role::Admin).await;
    let browser = shop.signed_in(&ana).await;
    let page = browser
        .get_with(&[("accept", "text/html")], "/nowhere")
        .await;
    assert_eq!(page.status, 404);
    assert!(page.text.contains("<!DOCTYPE html>") && page.text.contains("Nothing here"));
    let plain = browser.get("/nowhere").await;
    assert!(plain.header("content-type").starts_with("text/plain"));
    let mut stranger = shop.browser();
    assert_eq!(
        stranger.get("/account").await.to(),
        "/sign-in?next=%2Faccount"
    );
    assert_eq!(stranger.send("/account/theme", &[]).await.to(), "/sign-in");
    shop.close().await;
}

#[tokio::test]
async fn no_form_is_taken_from_another_site() {
    let shop = Shop::open().await;
    let ana = shop.member("Ana", Role::Admin).await;
    let browser = shop.signed_in(&ana).await;
    for path in [
        "/sign-in",
        "/sign-out",
        "/language",
        "/join/x",
        "/reset/x",
        "/setup",
        "/setup/shop",
        "/setup/channel",
        "/setup/invitations",
        "/setup/team",
        "/setup/bell",
    ] {
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
            let page = browser.send_from(origin, path, &[("lang", "ru")]).await;
            assert_eq!(page.status, 403, "{path} from {origin}");
            assert!(page.header("set-cookie").is_empty());
        }
    }
    assert_eq!(browser.get("/sign-in").await.status, 303, "still signed in");
    shop.close().await;
}

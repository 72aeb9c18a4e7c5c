//! Signing in in two steps, with the telephone in the test's hand and the clock as well.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use shopbell::{
    base::{
        one_time,
        time::{Clock, Timestamp},
        vault::Place,
    },
    db::DbError,
    desk::team::{self, Role, second_step},
};

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD},
};

const HALF_MINUTE: Duration = Duration::from_secs(30);

async fn secret_of(house: &House, email: &'static str) -> Vec<u8> {
    house
        .inside()
        .db
        .read::<_, DbError>(move |reader| {
            let (agent, _) = team::by_email(reader, email)?.unwrap();
            let kept: Vec<u8> = reader.get(
                "select secret from second_step where agent_id = ?1",
                [agent.id],
                |row| row.get(0),
            )?;
            let place = Place::new("second_step", "secret", agent.id.0);
            let kept = String::from_utf8(kept).unwrap();
            let secret = reader.vault().open(place, &kept).unwrap();
            Ok(BASE64_STANDARD.decode(secret.expose()).unwrap())
        })
        .await
        .unwrap()
}

fn code(house: &House, secret: &[u8]) -> String {
    let now: Timestamp = house.inside().db.clock().now();
    one_time::code(secret, one_time::step_of(now))
}

/// Signs out and is at the door, so that no page yet to come takes the place of the next one.
async fn signs_out(browser: &Browser<'_>) {
    browser.click("Sign out").await;
    browser.see_css("input[type=password]").await;
}

async fn gives_password(house: &House, browser: &Browser<'_>, email: &str, next: &str) {
    browser.goto(&house.url(&format!("/sign-in{next}"))).await;
    browser.type_into("Email", email).await;
    browser.type_into("Password", PASSWORD).await;
    browser.click("Sign in").await;
}

/// The letters that a telephone could be told instead of the picture.
async fn letters(browser: &Browser<'_>) -> String {
    browser.see_css("svg.stepqr path").await;
    let shown = browser
        .run("return document.getElementById('step-secret').value")
        .await;
    shown.as_str().unwrap().replace(' ', "")
}

async fn recovery_codes(browser: &Browser<'_>) -> Vec<String> {
    let shown = browser
        .run("return document.getElementById('step-recovery').value")
        .await;
    shown.as_str().unwrap().lines().map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_telephone_is_set_up_asked_for_lost_and_replaced() {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    house.member("Ana", Role::Admin).await;
    house.member("Bo", Role::Agent).await;
    let stage = Stage::enter().await;
    let bo = stage.browser("Bo").open().await;
    const BO: &str = "bo@kettle.example";

    // Bo sets it up in his account.
    gives_password(&house, &bo, BO, "?next=/account/second-step").await;
    bo.click("Set up").await;
    let secret = {
        let shown = letters(&bo).await;
        let secret = secret_of(&house, BO).await;
        assert_eq!(shown, one_time::base32(&secret));
        secret
    };
    bo.screenshot("second-step-scan").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    bo.reload().await;
    assert_eq!(letters(&bo).await, one_time::base32(&secret), "the same");
    bo.type_into("Code", "123").await;
    bo.click("Switch on").await;
    bo.see("This code is wrong or was used before.").await;
    bo.type_into("Code", &code(&house, &secret)).await;
    bo.click("Switch on").await;
    bo.see("Recovery codes").await;
    let codes = recovery_codes(&bo).await;
    assert_eq!(codes.len(), 10);
    bo.screenshot("second-step-codes").await;
    bo.click("I have kept them").await;
    bo.see("10 recovery codes left").await;
    bo.goto(&house.url("/account")).await;
    signs_out(&bo).await;

    // From now on it is asked for, and a code works once.
    gives_password(&house, &bo, BO, "?next=/account").await;
    bo.see("One more step").await;
    bo.screenshot("second-step-door").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    bo.type_into("Code", &code(&house, &secret)).await;
    bo.click("Sign in").await;
    bo.see("This code is wrong or was used before.").await;
    house.pass(HALF_MINUTE);
    bo.type_into("Code", &code(&house, &secret)).await;
    bo.click("Sign in").await;
    bo.see("Change password").await;
    signs_out(&bo).await;

    // Half a sign-in opens nothing, and does not last.
    gives_password(&house, &bo, BO, "").await;
    bo.see("One more step").await;
    bo.goto(&house.url("/console")).await;
    bo.see_css("input[type=password]").await;
    bo.goto(&house.url("/sign-in/code")).await;
    bo.see("One more step").await;
    house.pass(second_step::PATIENCE);
    bo.type_into("Code", &code(&house, &secret)).await;
    bo.click("Sign in").await;
    bo.see_css("input[type=password]").await;

    // The telephone is at home: one of the ten.
    gives_password(&house, &bo, BO, "?next=/account/second-step").await;
    bo.type_into("Code", &codes[0].to_lowercase()).await;
    bo.click("Sign in").await;
    bo.see("9 recovery codes left").await;

    // Switching off needs password and code.
    bo.type_into("Password", "some other words").await;
    bo.type_into("Code", &codes[1]).await;
    bo.click("Switch off").await;
    bo.see("This is not your password.").await;
    bo.type_into("Password", PASSWORD).await;
    bo.type_into("Code", &codes[1]).await;
    bo.click("Switch off").await;
    bo.see("Set up").await;

    // Ana asks it of everybody; Bo sets it up at the door.
    let ana = stage.browser("Ana").open().await;
    gives_password(&house, &ana, "ana@kettle.example", "?next=/admin/team").await;
    ana.click("Two-step sign-in for everybody").await;
    ana.click_css("form[action='/admin/team/second-step'] .btn--primary")
        .await;
    ana.see("Saved.").await;
    bo.goto(&house.url("/account")).await;
    signs_out(&bo).await;
    gives_password(&house, &bo, BO, "?next=/account/second-step").await;
    bo.see("This shop asks everybody for a second step.").await;
    letters(&bo).await;
    bo.screenshot("second-step-asked").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    let secret = secret_of(&house, BO).await;
    bo.type_into("Code", &code(&house, &secret)).await;
    bo.click("Switch on").await;
    bo.see("Recovery codes").await;
    bo.click("I have kept them").await;
    bo.see("so it cannot be switched off").await;
    bo.gone("Switch off").await;

    // Everything lost: Ana resets it, and the log knows.
    ana.goto(&house.url("/admin/team/2")).await;
    ana.screenshot("second-step-member").await;
    ana.click("Reset").await;
    ana.see("Reset the two-step sign-in of Bo?").await;
    ana.click_css("#second-step .btn--danger").await;
    ana.see("Signs in with the password alone.").await;
    ana.goto(&house.url("/admin/log")).await;
    ana.see("reset the two-step sign-in of").await;
    ana.see("gave a wrong code for").await;
    bo.complains(&["400 (Bad Request)", "401 (Unauthorized)"])
        .await;
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_send_the_code_with_the_password() {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 1).await;
    house.member("Bo", Role::Agent).await;
    let secret = house
        .act(|tx| {
            let (bo, _) = team::by_email(tx, "bo@kettle.example")?.unwrap();
            let secret = second_step::begin(tx, bo.id).unwrap();
            let code = one_time::code(&secret, one_time::step_of(tx.now));
            let origin = shopbell::desk::audit::Origin::default();
            second_step::confirm(tx, &origin, bo.id, &code).unwrap();
            Ok(secret)
        })
        .await;
    let nobody = house.visitor("Hannah").await.without_token();
    let login = async |code: Option<String>| {
        let body = json!({ "email": "bo@kettle.example", "password": PASSWORD, "code": code });
        house.send(&nobody, "/api/v1/agent/login", &[], body).await
    };
    let answer = login(None).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"]["code"], "code-needed");
    house.pass(HALF_MINUTE);
    let right = code(&house, &secret);
    let answer = login(Some(right.clone())).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = login(Some(right)).await;
    assert_eq!(answer.json()["error"]["code"], "wrong-code", "used once");
    // A right password does not make up for wrong codes: whoever guesses is made to wait.
    for _ in 0..20 {
        if login(Some("000000".to_owned())).await.status == 429 {
            house.close().await;
            return;
        }
    }
    panic!("twenty guesses went through");
}

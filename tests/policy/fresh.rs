//! What gives rights or takes everything along, asks first for the password (R58).

use http::Method;
use shopbell::{
    base::{
        id::{ChannelId, QueueId},
        time::Clock,
    },
    desk::{
        audit::Origin,
        channel, queue, setting,
        team::{
            self, Agent, Role, invitation,
            second_step::{self, SecondStepRule},
        },
    },
};

use crate::{
    browser::{Key, Stage},
    house::{Answer, House, PASSWORD, Person, hash},
};

/// A member who knows their password.
async fn member(house: &House, name: &'static str, role: Role) -> Agent {
    let id = house.join(name, role, hash().await).await;
    house.act(move |tx| Ok(team::by_id(tx, id)?.unwrap())).await
}

/// What may not simply be done, and what its page says when it is: everything is done to the member with id 2.
const DEEDS: [(&str, &str, u16); 8] = [
    (
        "/admin/invitations",
        "email=cy%40kettle.example&role=admin",
        201,
    ),
    (
        "/setup/invitations",
        "email=di%40kettle.example&role=admin",
        201,
    ),
    ("/admin/team/2", "role=admin&limit=7", 303),
    ("/admin/team/2/reset", "", 201),
    ("/admin/team/2/second-step", "", 303),
    ("/admin/team/second-step", "", 303),
    ("/admin/wall", "name=Kitchen", 201),
    ("/admin/channels/1/secret", "", 303),
];

async fn fill(house: &House, who: &Person, path: &str, form: &str) -> Answer {
    let shown = format!("Bearer {}", who.token());
    let headers = [
        ("authorization", shown.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    house
        .call(&Method::POST, path, &headers, form.to_owned())
        .await
}

fn with(form: &str, password: &str) -> String {
    let password = password.replace(' ', "+");
    format!("{form}&fresh_password={password}")
}

/// How many invitations there are, what Bo may do, and whether a second step is asked of everybody.
async fn rights(house: &House) -> (usize, Role, bool) {
    house
        .act(|tx| {
            let bo = team::by_email(tx, "bo@kettle.example")?.unwrap().0;
            let rule: SecondStepRule = setting::get(tx)?;
            Ok((invitation::pending(tx)?.len(), bo.role, rule.required))
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_left_open_gives_nobody_rights() {
    let house = House::open().await;
    let ana = member(&house, "Ana", Role::Admin).await;
    let bo = member(&house, "Bo", Role::Agent).await;
    assert_eq!(bo.id.0, 2);
    let left_open = house.signed_in(&ana).await;
    house
        .act(|tx| second_step::require(tx, &Origin::default(), true))
        .await;
    for (path, form, done) in DEEDS {
        let before = rights(&house).await;
        let asked = fill(&house, &left_open, path, form).await;
        assert_eq!(asked.status, 428, "{path}");
        let page = asked.text();
        assert!(page.contains("Is it you?"), "{path}: {page}");
        assert!(page.contains(&format!("action=\"{path}\"")), "{path}");
        for (name, value) in form.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = value.replace("%40", "@");
            let kept = format!("name=\"{name}\" value=\"{value}\"");
            assert!(page.contains(&kept), "{path} keeps {kept}: {page}");
        }
        let wrong = fill(&house, &left_open, path, &with(form, "not her words")).await;
        assert_eq!(wrong.status, 400, "{path}");
        assert!(wrong.text().contains("This is not your password."));
        assert!(
            !wrong.text().contains("not her words"),
            "it is not sent back"
        );
        assert_eq!(rights(&house).await, before, "{path}: nothing was done");

        // Elsewhere it is known, and here it is not.
        let elsewhere = house.signed_in(&ana).await;
        let right = fill(&house, &elsewhere, path, &with(form, PASSWORD)).await;
        assert_eq!(right.status, done, "{path}: {}", right.text());
        // Nothing is left to ask where the right was given just now.
        if !form.starts_with("role=") {
            assert_eq!(fill(&house, &left_open, path, form).await.status, 428);
        }
    }
    assert_eq!(rights(&house).await, (2, Role::Admin, false));

    // Once is enough for some minutes, whatever is done.
    let here = house.signed_in(&ana).await;
    let first = with("email=&role=agent", PASSWORD);
    let first = fill(&house, &here, "/admin/invitations", &first).await;
    assert_eq!(first.status, 201);
    let back = fill(&house, &here, "/admin/team/2", "role=agent&limit=7").await;
    assert_eq!(back.status, 303);
    assert_eq!(rights(&house).await.1, Role::Agent);

    // What gives no rights is not asked for, and neither is a program, whose key says what it may.
    let limit = fill(&house, &left_open, "/admin/team/2", "role=agent&limit=9").await;
    assert_eq!(limit.status, 303);
    let program = house.program(&ana, "admin").await.1;
    let promoted = fill(&house, &program, "/admin/team/2", "role=supervisor&limit=9").await;
    assert_eq!(promoted.status, 303);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_what_a_site_signs_is_shown_to_whoever_knows_the_password() {
    let house = House::open().await;
    let ana = member(&house, "Ana", Role::Admin).await;
    let left_open = house.signed_in(&ana).await;
    let secret = async || {
        let site = ChannelId(1);
        let secret = house
            .act(move |tx| channel::identity_secret(tx, site))
            .await;
        secret.unwrap().expose().to_owned()
    };
    let (page, shown) = ("/admin/channels/1", "/admin/channels/1?show=secret");
    let before = secret().await;
    let plain = house.get(&left_open, page, &[]).await;
    assert_eq!(plain.status, 200);
    assert!(!plain.text().contains(&before), "not even hidden");
    let asked = house.get(&left_open, shown, &[]).await;
    assert_eq!(asked.status, 428);
    assert!(!asked.text().contains(&before));
    assert!(
        asked
            .text()
            .contains("name=\"next\" value=\"/admin/channels/1?show=secret\"")
    );
    let next = with("next=%2Fadmin%2Fchannels%2F1%3Fshow%3Dsecret", PASSWORD);
    let right = fill(&house, &left_open, "/account/fresh", &next).await;
    assert_eq!((right.status, right.header("location")), (303, shown));
    let seen = house.get(&left_open, shown, &[]).await;
    assert!(seen.text().contains(&before), "{}", seen.text());

    let renewed = fill(&house, &left_open, "/admin/channels/1/secret", "").await;
    assert_eq!(renewed.status, 303);
    assert_ne!(secret().await, before);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_new_to_a_queue_gets_there_by_a_password() {
    let house = House::open().await;
    let ana = member(&house, "Ana", Role::Admin).await;
    let bo = member(&house, "Bo", Role::Agent).await;
    let left_open = house.signed_in(&ana).await;
    let path = "/admin/queues/1";
    let form = "name=Counter&mode=pick&choice=least_busy&offer_s=120&most_waiting=&line_shown=estimate\
        &previous=first&previous_s=60&group_first_s=300&wrap_up=none&wrap_up_s=60&silence=nothing\
        &reminder_min=20&close_min=60&absent_min=5&member=1";
    let with_bo = format!("{form}&member=2");
    let belongs = async || {
        let bo = bo.id;
        house
            .act(move |tx| queue::has_member(tx, QueueId(1), bo))
            .await
    };
    // Other rules, and whoever is taken out: without delay.
    for same in [with_bo.as_str(), form] {
        assert_eq!(fill(&house, &left_open, path, same).await.status, 303);
    }
    assert!(!belongs().await);
    let asked = fill(&house, &left_open, path, &with_bo).await;
    assert_eq!(asked.status, 428);
    for member in ["1", "2"] {
        let kept = format!("name=\"member\" value=\"{member}\"");
        assert!(asked.text().contains(&kept), "{}", asked.text());
    }
    assert!(!belongs().await);
    let right = fill(&house, &left_open, path, &with(&with_bo, PASSWORD)).await;
    assert_eq!(right.status, 303, "{}", right.text());
    assert!(belongs().await);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_was_let_go_is_let_in_again_by_whoever_knows_the_password() {
    let house = House::open().await;
    let ana = member(&house, "Ana", Role::Admin).await;
    let bo = member(&house, "Bo", Role::Agent).await;
    let left_open = house.signed_in(&ana).await;
    let path = format!("/admin/team/{}", bo.id);
    let gone = fill(&house, &left_open, &format!("{path}/deactivate"), "").await;
    assert_eq!(gone.status, 303, "rights are taken without delay");
    let back = format!("{path}/reactivate");
    assert_eq!(fill(&house, &left_open, &back, "").await.status, 428);
    let is_gone = async || {
        let bo = bo.id;
        let bo = house.act(move |tx| team::by_id(tx, bo)).await.unwrap();
        bo.deactivated_at.is_some()
    };
    assert!(is_gone().await);
    let right = with("", PASSWORD);
    assert_eq!(fill(&house, &left_open, &back, &right).await.status, 303);
    assert!(!is_gone().await);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_left_open_takes_nothing_along_and_is_no_place_to_guess() {
    let house = House::open_by(Clock::machine(), 1).await;
    let sue = member(&house, "Sue", Role::Supervisor).await;
    let hannah = house.visitor("Hannah").await;
    let said = serde_json::json!({ "text": "My card is 4111" });
    house.tell(&hannah, "messages", said).await;
    let left_open = house.signed_in(&sue).await;
    let (table, all) = ("/people/export?q=hannah", "/api/v1/agent/messages");
    let asked = house.get(&left_open, table, &[]).await;
    assert_eq!(asked.status, 428);
    assert!(
        asked
            .text()
            .contains("name=\"next\" value=\"/people/export?q=hannah\"")
    );
    assert!(!asked.text().contains("Hannah"));
    // A program that shows its token has it from a password.
    assert_eq!(house.get(&left_open, all, &[]).await.status, 200);
    let cookie = format!("shopbell={}", left_open.token());
    let of_browser = [("cookie", cookie.as_str())];
    let refused = house.call(&Method::GET, all, &of_browser, "").await;
    assert_eq!(refused.status, 428);
    assert_eq!(refused.json()["error"]["code"], "fresh-password");

    let again = "next=%2Fpeople%2Fexport%3Fq%3Dhannah&back=%2Fpeople";
    let mut told = String::new();
    for nth in 0..10 {
        let guess = with(again, &format!("guess number {nth}"));
        told = fill(&house, &left_open, "/account/fresh", &guess)
            .await
            .text();
    }
    assert!(told.contains("Too many tries. Wait"), "{told}");
    let right = with(again, PASSWORD);
    let early = fill(&house, &left_open, "/account/fresh", &right).await;
    assert_eq!(early.status, 400, "the right one has to wait as well");

    let house = house.reopen().await;
    for (next, to) in [("%2F%2Fevil.example", "/"), ("%2Fpeople", "/people")] {
        let form = with(&format!("next={next}"), PASSWORD);
        let right = fill(&house, &left_open, "/account/fresh", &form).await;
        assert_eq!((right.status, right.header("location")), (303, to));
    }
    // A file comes down on a page that asks for no password any more.
    let right = fill(&house, &left_open, "/account/fresh", &with(again, PASSWORD)).await;
    assert_eq!(right.status, 200);
    assert_eq!(right.header("refresh"), "0;url=/people/export?q=hannah");
    assert!(right.text().contains("Your file is on its way"));
    assert!(!right.text().contains("type=\"password\""));
    let taken = house.get(&left_open, table, &[]).await;
    assert!(taken.text().contains("Hannah"), "{}", taken.text());
    let taken = house.call(&Method::GET, all, &of_browser, "").await;
    assert_eq!(taken.status, 200);
    // A restart asks again.
    let house = house.reopen().await;
    assert_eq!(house.get(&left_open, table, &[]).await.status, 428);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_is_typed_on_a_telephone_and_what_was_written_is_there() {
    let house = House::open().await;
    house.member("Ana", Role::Admin).await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").phone().open().await;
    ana.goto(&house.url("/sign-in?next=/admin/team")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    // She has just typed it.
    ana.type_into("Email", "bo@kettle.example").await;
    ana.click("Make a link").await;
    ana.see_css("#join-link").await;

    let house = house.reopen().await;
    ana.goto(&house.url("/admin/team")).await;
    ana.type_into("Email", "cy@kettle.example").await;
    ana.click("Make a link").await;
    ana.see("Is it you?").await;
    ana.is_at("Your password").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.screenshot("fresh-password").await;
    ana.keys("some other words").await;
    ana.press(Key::Enter).await;
    ana.see("This is not your password.").await;
    ana.is_at("Your password").await;
    ana.keys(PASSWORD).await;
    ana.press(Key::Enter).await;
    ana.see_css("#join-link").await;
    ana.see("cy@kettle.example").await;
    ana.complains(&["428", "400 (Bad Request)"]).await;
    drop(ana);
    house.close().await;
}

//! A day of a shop that goes by hours: customers before and after closing time, and the morning after.

use std::time::Duration;

use serde_json::json;
use shopbell::{
    base::time::{Clock, Timestamp},
    db::Tx,
    desk::{
        audit::Origin,
        greeting,
        hours::{self, Span, Week},
        queue::{self, Policy},
        team::Role,
    },
};

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD},
    site::Site,
    widget::counter::{self, unasking},
};

/// As long as an open page may go on showing what was.
const TEN_SECONDS: Duration = Duration::from_secs(15);

/// A zone in which it is about noon at this instant, whenever the story is told.
pub(crate) fn noon_zone(now: Timestamp) -> String {
    let hour = now.0.div_euclid(3_600_000).rem_euclid(24);
    // Etc/GMT+5 lies five hours behind.
    match hour - 12 {
        0 => "Etc/GMT".to_owned(),
        behind @ 1.. => format!("Etc/GMT+{behind}"),
        ahead => format!("Etc/GMT-{}", -ahead),
    }
}

/// How many minutes of an hour have passed.
pub(crate) fn minute(now: Timestamp) -> u16 {
    u16::try_from(now.0.div_euclid(60_000).rem_euclid(60)).unwrap()
}

/// Every day from nine until two minutes from now, and greetings on.
async fn goes_by_hours(house: &House, now: Timestamp) {
    let closes = 12 * 60 + minute(now) + 2;
    let zone = noon_zone(now);
    house
        .act(move |tx: &mut Tx<'_>| {
            let origin = Origin::default();
            let counter = queue::first(tx)?;
            let wanted = hours::edit::Wanted {
                name: "Shop hours".to_owned(),
                zone: zone.clone(),
                week: Week(std::array::from_fn(|_| vec![Span::from((9 * 60, closes))])),
                exceptions: Vec::new(),
                queues: vec![counter],
            };
            hours::edit::add(tx, &origin, &wanted).unwrap();
            let policy = Policy {
                open_hours_first: true,
                ..queue::policy(tx, counter)?
            };
            queue::set_policy(tx, counter, &policy)?;
            greeting::edit::use_shipped(tx, &origin).unwrap();
            Ok(())
        })
        .await;
}

async fn ana_at_the_counter<'stage>(house: &House, stage: &'stage Stage) -> Browser<'stage> {
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.see("All quiet at the counter").await;
    ana
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_before_and_after_closing_time_and_the_morning_after() {
    let now = Clock::machine().now();
    let house = House::open_by(Clock::by_hand(now), 0).await;
    counter::set_up(&house, unasking()).await;
    goes_by_hours(&house, now).await;
    let stage = Stage::enter().await;
    let ana = ana_at_the_counter(&house, &stage).await;
    counter::staff(&house).await;
    let shop = Site::open(&house).await;

    // While it is open: greeted at once, and the wait list shows what was asked and no mark.
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("We’re here").await;
    vera.type_into("Message", "Is the lid sold on its own?\n")
        .await;
    vera.see("Somebody will be with you in a moment.").await;
    ana.see("Is the lid sold on its own?").await;
    ana.see_css(".wrow .wrow__pick").await;
    ana.gone_css(".wrow [title='Was told at once that nobody is here']")
        .await;
    vera.type_into("Message", "The one of Kettle 08\n").await;
    ana.see("The one of Kettle 08").await;
    let greeted = "return document.body.innerText.split('in a moment').length";
    assert_eq!(vera.run(greeted).await, json!(2), "once");

    // At closing time an open page knows within ten seconds, though Ana is still there.
    let uwe = stage.browser("Uwe").open().await;
    shop.ask(&uwe).await;
    uwe.see("We’re here").await;
    house.pass(Duration::from_secs(180));
    uwe.see_within(TEN_SECONDS, ".night").await;
    uwe.see("Open again:").await;
    uwe.type_into("Email", "uwe@post.example").await;
    uwe.type_into("Your question", "Are you there at night?")
        .await;
    uwe.click("Leave message").await;
    uwe.see("Nobody is here right now; we are back tomorrow at 09:00.")
        .await;
    ana.see("Are you there at night?").await;
    ana.see_css(".wrow [title='Was told at once that nobody is here']")
        .await;

    // A new start forgets nothing of it and greets nobody twice.
    for one in [&ana, &vera, &uwe] {
        one.goto("about:blank").await;
    }
    let house = house.reopen().await;
    ana.goto(&house.url("/console")).await;
    ana.see("Are you there at night?").await;
    ana.see_css(".wrow [title='Was told at once that nobody is here']")
        .await;
    shop.ask(&uwe).await;
    uwe.see("Are you there at night?").await;
    let greeted = "return document.body.innerText.split('Nobody is here').length";
    assert_eq!(uwe.run(greeted).await, json!(2), "once");

    // The next morning: whoever writes now comes before the night.
    house.pass(Duration::from_secs(21 * 3600 + 1800));
    let mina = stage.browser("Mina").open().await;
    house
        .until("it is open and Ana is seen again", async || {
            counter::staff(&house).await;
            let site = house.site_key().await;
            let nobody = crate::house::Person {
                side: "visitor",
                token: String::new(),
            };
            let look = house
                .get(&nobody, &format!("/api/v1/widget/{site}"), &[])
                .await;
            look.json()["online"] == json!(true)
        })
        .await;
    shop.ask(&mina).await;
    mina.see("We’re here").await;
    mina.type_into("Message", "Good morning!\n").await;
    mina.see("Somebody will be with you in a moment.").await;
    ana.goto(&house.url("/console")).await;
    ana.see("Good morning!").await;
    let order =
        "return [...document.querySelectorAll('.wrow .crow__text')].map(one => one.innerText)";
    assert_eq!(
        ana.run(order).await,
        json!([
            "The one of Kettle 08",
            "Good morning!",
            "Are you there at night?"
        ])
    );
    ana.click("Next Chat").await;
    ana.see_css("[data-stance=mine] #write").await;
    ana.see("Somebody will be with you in a moment.").await;
    ana.click_css("#text").await;
    ana.keys("Yes, for twelve euros.\n").await;
    shop.ask(&vera).await;
    vera.see("Yes, for twelve euros.").await;
    drop((ana, vera, uwe, mina));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn open_streams_are_told_when_the_shop_closes() {
    let now = Clock::machine().now();
    let house = House::open_by(Clock::by_hand(now), 0).await;
    let ana = house.agent("Ana").await;
    goes_by_hours(&house, now).await;
    counter::staff(&house).await;
    let _here = house.listen(&ana, "", &[]).await;
    let vera = house.visitor("Vera").await;
    let mut stream = house.listen(&vera, "", &[]).await.begun().await;
    let me = house.get(&vera, "me", &[]).await.json();
    assert_eq!((&me["online"], &me["opens"]), (&json!(true), &json!(null)));
    // The house has looked once before it closes.
    tokio::time::sleep(Duration::from_secs(6)).await;
    house.pass(Duration::from_secs(180));
    let mut told = stream.next_of("presence").await;
    if told.data["online"] == json!(true) {
        // On a busy machine the house looked before it was open, too.
        told = stream.next_of("presence").await;
    }
    assert_eq!(told.data["online"], json!(false));
    let opens = told.data["opens"].as_i64().unwrap();
    let hours = (opens - now.0) / 3_600_000;
    assert!(
        (19..=21).contains(&hours),
        "tomorrow at nine: in {hours} hours"
    );
    let me = house.get(&vera, "me", &[]).await.json();
    assert_eq!(
        (&me["online"], &me["opens"]),
        (&json!(false), &json!(opens))
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_writes_hours_and_greetings_in_a_browser() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = ana_at_the_counter(&house, &stage).await;
    ana.goto(&house.url("/admin/hours")).await;
    ana.click_css("a[href='/admin/hours/new']").await;
    // The zone of the browser is chosen already.
    ana.until(
        "have a zone chosen",
        "return document.getElementById('hours-zone').value === Intl.DateTimeFormat().resolvedOptions().timeZone",
    )
    .await;
    ana.run("document.querySelector('[name=from-1]').value = '10:30'")
        .await;
    ana.click("Monday: add a span").await;
    ana.run(
        "const last = [...document.querySelectorAll('[data-day=\"1\"] [data-span]:not([data-spare])')].at(-1);
         const [from, to] = last.querySelectorAll('input');
         from.value = '22:00'; to.value = '01:30';
         to.dispatchEvent(new Event('input', { bubbles: true }))",
    )
    .await;
    ana.see("next day").await;
    ana.click("Copy Monday to all").await;
    ana.click_css("[data-day='7'] [data-span] [data-remove]")
        .await;
    ana.click("Add days").await;
    ana.run(
        "const row = [...document.querySelectorAll('[data-days]:not([data-spare])')].at(-1);
         row.querySelector('[name=day]').value = '2030-12-24';
         row.querySelector('[name=why]').value = 'Christmas'",
    )
    .await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.see("Mon–Sat 10:30–18:00, 22:00–01:30 · Sun 22:00–01:30")
        .await;
    ana.see("1 day differs").await;

    ana.goto(&house.url("/admin/greetings")).await;
    ana.click("Use the ready texts").await;
    ana.see("Customers are greeted").await;
    ana.click_css(".langtabs:first-of-type label:has([value=de])")
        .await;
    ana.fill(
        "Text: Deutsch",
        "Moin {customer.first_name|und willkommen}!",
    )
    .await;
    ana.see("Moin Hannah!").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    let hannah = house.visitor("Hannah Vogel").await;
    let hello = house
        .tell(&hannah, "messages", json!({ "text": "Hello" }))
        .await;
    assert_eq!(hello.status, 201);
    let told = house.get(&hannah, "messages", &[]).await.text();
    assert!(told.contains("Thank you for writing"), "{told}");
    ana.complains(&[]).await;
    drop(ana);
    house.close().await;
}

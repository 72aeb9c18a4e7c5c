//! The Figures page (L8): what the work comes to in numbers, and the chats behind them.

use std::time::Duration;

use serde_json::json;
use shopbell::{
    base::time::Clock,
    channels::email::{mail::Ours, read},
    demo::platform::mail::Smtp,
    desk::team::Role,
};

use crate::{
    browser::{Browser, Stage},
    channels::email_transcript::mailbox,
    house::{House, PASSWORD, Person},
};

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The number on a card is this.
async fn shows(browser: &Browser<'_>, label: &str, number: &str) {
    let script = format!(
        "return [...document.querySelectorAll('.kpi')].find(one => one.querySelector('.kpi__l').textContent === \
         '{label}')?.querySelector('.kpi__n').textContent.trim() === '{number}'"
    );
    browser
        .until(&format!("see {label}: {number}"), &script)
        .await;
}

async fn writes(house: &House, who: &Person) -> i64 {
    let said = house
        .tell(who, "messages", json!({ "text": "Is it in stock?" }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    said.json()["conversation_id"].as_i64().unwrap()
}

async fn act(house: &House, agent: &Person, chat: i64, deed: &str, body: serde_json::Value) {
    let done = house
        .tell(agent, &format!("conversations/{chat}/{deed}"), body)
        .await;
    assert!(done.status < 300, "{deed}: {}", done.text());
}

async fn sign_in(browser: &Browser<'_>, house: &House, name: &str) {
    browser.goto(&house.url("/sign-in")).await;
    browser
        .type_into("Email", &format!("{name}@kettle.example"))
        .await;
    browser.type_into("Password", PASSWORD).await;
    browser.click("Sign in").await;
    browser.see_css(".rail").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_reads_the_figures_and_follows_them_to_the_chats() {
    let house = House::open().await;
    house.member("Ana", Role::Admin).await;
    house.member("Cleo", Role::Agent).await;
    let bo = house.agent("Bo").await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&ana, &house, "ana").await;
    ana.click("Figures").await;
    ana.see("Nothing happened in these days").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // Hannah is served and content, Omar gives up, Vera waits.
    let [hannah, omar, vera] = ["Hannah", "Omar", "=Vera"].map(|name| house.visitor(name));
    let (hannah, omar, vera) = (hannah.await, omar.await, vera.await);
    let first = writes(&house, &hannah).await;
    act(&house, &bo, first, "claim", json!({})).await;
    act(&house, &bo, first, "messages", json!({ "text": "It is" })).await;
    act(
        &house,
        &bo,
        first,
        "close",
        json!({ "reason_id": 1, "survey": true }),
    )
    .await;
    let rated = house.tell(&hannah, "rating", json!({ "score": 5 })).await;
    assert!(rated.status < 300, "{}", rated.text());
    writes(&house, &omar).await;
    assert!(house.tell(&omar, "close", json!({})).await.status < 300);
    writes(&house, &vera).await;

    ana.goto(&house.url("/figures?period=today")).await;
    for (label, number) in [
        ("New chats", "3"),
        ("Chats closed", "2"),
        ("Given up", "1"),
        ("Messages in", "3"),
        ("Messages out", "1"),
        ("Satisfaction", "5.0of 5"),
        ("Surveys answered", "100%"),
    ] {
        shows(&ana, label, number).await;
    }
    ana.see("Nothing to compare with").await;
    ana.screenshot("figures").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    // What a figure means is told on the spot.
    ana.click("What “Given up” means").await;
    ana.see("ended themselves before any agent wrote").await;

    // A count leads to its chats, and no others.
    ana.run("document.querySelector('.kpi:nth-child(9) a').click()")
        .await;
    ana.see_css("#chat-list tbody tr").await;
    ana.see("Omar").await;
    ana.gone("Hannah").await;
    // The filter says whence one came, and can be dropped.
    ana.see_css(".chip.is-on[href^='/chats?from=']").await;
    ana.run("history.back()").await;
    ana.see_css(".kpis").await;
    // So does a bar, to the keyboard as well.
    ana.run("document.querySelector('a.bar').focus()").await;
    ana.press('\u{e007}').await;
    ana.see_css("#chat-list tbody tr").await;
    for name in ["Hannah", "Omar", "=Vera"] {
        ana.see(name).await;
    }

    // Other days, and one agent's.
    ana.goto(&house.url("/figures")).await;
    ana.click("Yesterday").await;
    ana.see("Nothing happened in these days").await;
    ana.click("30 days").await;
    shows(&ana, "New chats", "3").await;
    ana.choose("Agent", "Bo").await;
    shows(&ana, "New chats", "1").await;
    let address = ana.run("return location.search").await;
    assert_eq!(address, json!("?period=30&against=before&agent=3"));

    // The target is set where one sees it.
    ana.click("Change the target").await;
    ana.fill("Target in seconds", "soon").await;
    ana.click("Save").await;
    ana.see("Enter whole seconds, from 1 to 86,400.").await;
    ana.fill("Target in seconds", "90").await;
    ana.click("Save").await;
    ana.see("Answered within 1:30").await;
    shows(&ana, "New chats", "1").await;
    ana.complains(&["400"]).await;

    // A phone in the dark.
    ana.dark().await;
    ana.narrow().await;
    ana.screenshot("figures-phone").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    let wide = ana
        .run("return document.documentElement.scrollWidth > innerWidth")
        .await;
    assert_eq!(wide, json!(false));
    drop(ana);

    // Tables go along as files; agents have their own numbers, and may set no target.
    let supervisor = house.supervisor("Dana").await;
    let csv = house
        .get(&supervisor, "/figures/csv?period=today&table=agents", &[])
        .await;
    assert_eq!(csv.status, 200);
    assert!(
        csv.header("content-disposition")
            .contains("figures-agents.csv")
    );
    let text = csv.text();
    assert!(
        text.starts_with("\u{feff}Agent,New chats,Chats closed,"),
        "{text}"
    );
    assert!(text.contains("\r\nBo,1,1,0,1,1,"), "{text}");
    let missing = house.get(&supervisor, "/figures/csv?table=lost", &[]).await;
    assert_eq!(missing.status, 404);
    for table in [
        "numbers", "days", "hours", "channels", "queues", "types", "reasons",
    ] {
        let csv = house
            .get(&supervisor, &format!("/figures/csv?table={table}"), &[])
            .await;
        assert_eq!(csv.status, 200, "{table}");
        assert!(csv.text().lines().count() > 1, "{table}: {}", csv.text());
    }
    let long = house
        .get(
            &supervisor,
            "/figures?period=own&from=1990-01-01&to=2026-01-01",
            &[],
        )
        .await;
    assert_eq!(long.status, 400);
    let hers = house
        .get(&bo, "/figures/csv?period=today&table=numbers&agent=1", &[])
        .await;
    assert!(hers.text().contains("New chats,1,"), "{}", hers.text());
    assert_eq!(
        house
            .get(&bo, "/figures/csv?table=agents", &[])
            .await
            .status,
        404
    );
    let cleo = stage.browser("Cleo").open().await;
    sign_in(&cleo, &house, "cleo").await;
    cleo.goto(&house.url("/figures?period=today")).await;
    cleo.see("Your figures").await;
    cleo.see("Nothing happened in these days").await;
    drop(cleo);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sends_the_team_a_report_of_the_week_by_mail() {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    house.member("Ana", Role::Admin).await;
    let bo = house.agent("Bo").await;
    let hannah = house.visitor("Hannah").await;
    let chat = writes(&house, &hannah).await;
    act(&house, &bo, chat, "claim", json!({})).await;
    act(&house, &bo, chat, "messages", json!({ "text": "It is" })).await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&ana, &house, "ana").await;
    ana.goto(&house.url("/figures")).await;
    ana.click("Weekly report").await;
    ana.see("No mailbox is connected, so no report can leave.")
        .await;
    let smtp = Smtp::open().await.unwrap();
    mailbox(&house, "help@kettle.example", smtp.port).await;
    ana.reload().await;
    ana.gone("No mailbox is connected").await;
    // Nobody chosen is no choice, and the rest of what was chosen stays.
    ana.click("Send it every week").await;
    // A week from today, just after midnight: the report is of today and the six days after it.
    let days = Clock::machine().now().0.div_euclid(86_400_000);
    let weekday = (days + 3).rem_euclid(7) + 1;
    ana.choose("Weekday", WEEKDAYS[usize::try_from(weekday - 1).unwrap()])
        .await;
    ana.choose("Hour", "0:00").await;
    ana.click("Save").await;
    ana.see("Choose at least one of the team.").await;
    ana.until(
        "keep the day",
        &format!("return document.getElementById('weekly-weekday').value === '{weekday}'"),
    )
    .await;
    ana.complains(&["status of 400"]).await;
    ana.click_css("#weekly-form label:has([name=to])").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.see("The next one leaves:").await;
    ana.screenshot("weekly").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    ana.click("Send one now to me").await;
    ana.see("A report is on its way to ana@kettle.example.")
        .await;
    house
        .until("the mail of now", async || smtp.taken.all().len() == 1)
        .await;
    // It leaves once when it is due, with the week's figures.
    house.pass(Duration::from_secs(7 * 24 * 3600));
    house
        .until("the weekly mail", async || smtp.taken.all().len() == 2)
        .await;
    let mail = smtp.taken.all().remove(1);
    let mail = read::read(mail.replace('\n', "\r\n").as_bytes(), &Ours::default());
    assert_eq!(mail.to[0].address, "ana@kettle.example");
    assert!(mail.subject.contains("your week"), "{}", mail.subject);
    assert!(mail.text.contains("New chats: 1"), "{}", mail.text);
    drop(ana);
    house.close().await;
}

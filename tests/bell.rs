//! The machine's own bell, as a real program that it runs; what is wrong with the house; when it was closed.

use std::{path::Path, time::Duration};

use shopbell::{
    base::{
        id::QueueId,
        time::{Clock, Timestamp},
    },
    config::ServeFlags,
    db::DbError,
    desk::{
        audit::Origin,
        bell::{self, Bell},
        hours::{
            Week,
            edit::{self, Wanted},
        },
        outage::{self, Cause},
        queue::edit as queues,
        team::Role,
        trouble::{self, Kind},
    },
};
use tempfile::TempDir;

use crate::house::{House, Person};

/// A Friday at eight in the evening, UTC.
const FRIDAY: Timestamp = Timestamp(1_795_737_600_000 + 20 * 3_600_000);

const SCRIPT: &str = r#"
echo "$SHOPBELL_EVENT $SHOPBELL_WAITING $SHOPBELL_LONGEST_S $SHOPBELL_LEVEL $SHOPBELL_TROUBLE" >> "$1"
if [ -e "$1.broken" ]; then echo "no relay <here>"; exit 3; fi
"#;

/// What the lamp was told.
fn told(lamp: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(lamp).unwrap_or_default();
    text.lines().map(|line| line.trim().to_owned()).collect()
}

async fn is_told(house: &House, lamp: &Path, expected: &[&str]) {
    house
        .until(&format!("{expected:?}"), async || {
            told(lamp).len() >= expected.len()
        })
        .await;
    assert_eq!(told(lamp), expected);
}

async fn writes(house: &House, name: &str) -> Person {
    let customer = house.visitor(name).await;
    let text = serde_json::json!({ "text": "Is anybody there?" });
    assert_eq!(house.tell(&customer, "messages", text).await.status, 201);
    customer
}

async fn banner(house: &House, admin: &Person) -> String {
    let headers = [("x-fragment", "1")];
    house
        .get(admin, "/admin/house/banner", &headers)
        .await
        .text()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_machine_rings_until_the_claim_through_a_restart_and_not_at_night() {
    let folder = TempDir::new().unwrap();
    let (script, lamp) = (folder.path().join("lamp.sh"), folder.path().join("my lamp"));
    std::fs::write(&script, SCRIPT).unwrap();
    let clock = Clock::by_hand(FRIDAY);
    let serve = ServeFlags {
        bell_command: Some(format!("sh '{}' '{}'", script.display(), lamp.display())),
        ..ServeFlags::default()
    };
    let house = House::open_with(clock.clone(), serve).await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let ana = house.signed_in(&admin).await;
    let page = house.get(&ana, "/admin/bell", &[]).await.text();
    assert!(
        page.contains("lamp.sh") && page.contains("It has not rung yet"),
        "{page}"
    );
    let form = "command=on&first_s=20&repeat_s=60&louder_s=120&loudest_s=300&volume=70";
    let wrong = form.replace("repeat_s=60", "repeat_s=1");
    let refused = house.fill(&ana, "/admin/bell", &wrong).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("whole number from 10 to 3600"));
    assert!(
        refused
            .text()
            .contains("name=\"command\" value=\"on\" checked"),
        "nothing is lost"
    );
    assert_eq!(house.fill(&ana, "/admin/bell", form).await.status, 303);

    // A customer waits: it rings after twenty seconds, and louder after a restart of three minutes.
    writes(&house, "Hannah").await;
    house.pass(Duration::from_secs(20));
    is_told(&house, &lamp, &["ring 1 20 1"]).await;
    let later = clock.clone();
    let house = house
        .reopen_after(move || later.advance(Duration::from_secs(180)))
        .await;
    is_told(&house, &lamp, &["ring 1 20 1", "ring 1 200 2"]).await;
    let dark = house.act(|tx| outage::newest(tx, 9)).await;
    assert_eq!(dark.len(), 1);
    assert_eq!(dark[0].cause, Cause::Closed);
    assert_eq!(dark[0].until.since(dark[0].from), Duration::from_secs(180));
    let page = house.get(&ana, "/admin/house", &[]).await.text();
    assert!(
        page.contains("0:03:00") && page.contains("Closed properly"),
        "{page}"
    );

    // Taken: silent at once, and once.
    let claimed = house
        .tell(&ana, "conversations/1/claim", serde_json::json!({}))
        .await;
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    let mut expected = vec!["ring 1 20 1", "ring 1 200 2", "silent 0 0 0"];
    is_told(&house, &lamp, &expected).await;

    // The shop is closed at night: it is quiet until it opens.
    house
        .act(|tx| {
            let wanted = Wanted {
                name: "Shop".to_owned(),
                zone: "UTC".to_owned(),
                week: Week::usual(),
                exceptions: Vec::new(),
                queues: vec![QueueId(1)],
            };
            Ok(edit::add(tx, &Origin::default(), &wanted).unwrap())
        })
        .await;
    writes(&house, "Omar").await;
    let deadline = async || {
        let due: Option<Timestamp> = house
            .inside()
            .db
            .read::<_, DbError>(|reader| {
                reader.find("select due_at from timer where kind = 'bell'", [], |row| {
                    row.get(0)
                })
            })
            .await
            .unwrap();
        due.map(Timestamp::rfc3339)
    };
    let opens = "2026-11-30T09:00:00Z";
    house
        .until("it waits for Monday", async || {
            deadline().await.as_deref() == Some(opens)
        })
        .await;
    assert_eq!(told(&lamp), expected);

    // Trouble is told the same way, whatever the hour; and in a banner, until it is read.
    house
        .act(|tx| trouble::raise(tx, Kind::Disk, "", "refusing"))
        .await;
    expected.push("trouble 0 0 1 disk");
    is_told(&house, &lamp, &expected).await;
    let shown = banner(&house, &ana).await;
    assert!(
        shown.contains("files are refused, messages are still taken"),
        "{shown}"
    );
    let event = shown
        .split("data-trouble=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let dismiss = format!("/admin/house/{event}/dismiss");
    assert_eq!(house.fill(&ana, &dismiss, "").await.status, 303);
    assert!(!banner(&house, &ana).await.contains("data-trouble"));
    let page = house.get(&ana, "/admin/house", &[]).await.text();
    assert!(
        page.contains("The disk is nearly full"),
        "the page has it still"
    );
    house.act(|tx| trouble::clear(tx, Kind::Disk, "")).await;

    // A command that fails is a trouble in its own words; the test says what happened, and mends it.
    let broken = folder.path().join("my lamp.broken");
    std::fs::write(&broken, "").unwrap();
    // Monday at ten, more than a day later: Ana signs in again.
    house.pass(Duration::from_secs(60 * 60 * (2 * 24 + 14)));
    let ana = house.signed_in(&admin).await;
    house
        .until("it failed", async || {
            banner(&house, &ana)
                .await
                .contains("The bell’s command failed.")
        })
        .await;
    let tested = house.fill(&ana, "/admin/bell/test", "").await;
    assert_eq!(tested.status, 303);
    let page = house.get(&ana, "/admin/bell", &[]).await.text();
    assert!(
        page.contains("exit status 3") && page.contains("no relay &lt;here&gt;"),
        "{page}"
    );
    std::fs::remove_file(broken).unwrap();
    house.fill(&ana, "/admin/bell/test", "").await;
    assert!(told(&lamp).last().unwrap().starts_with("test 0 0 1"));
    let page = house.get(&ana, "/admin/bell", &[]).await.text();
    assert!(page.contains("It went well."));
    assert!(
        !banner(&house, &ana)
            .await
            .contains("The bell’s command failed.")
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bell_of_retired_queues_says_that_it_rings_for_all() {
    let house = House::open().await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let ana = house.signed_in(&admin).await;
    house
        .act(|tx| {
            let origin = Origin::default();
            let repairs = queues::add(tx, &origin, "Repairs").unwrap();
            queues::add(tx, &origin, "Parcels").unwrap();
            let bell = Bell {
                queues: vec![repairs],
                ..Bell::default()
            };
            bell::change(tx, &bell)
        })
        .await;
    let says = "None of the chosen queues is in use any more";
    let page = house.get(&ana, "/admin/bell", &[]).await.text();
    assert!(page.contains("Repairs") && !page.contains(says), "{page}");
    house
        .act(|tx| {
            for id in [QueueId(2), QueueId(3)] {
                queues::retire(tx, &Origin::default(), id).unwrap();
            }
            Ok(())
        })
        .await;
    let page = house.get(&ana, "/admin/bell", &[]).await.text();
    assert!(page.contains("Repairs") && page.contains(says), "{page}");
    assert!(!page.contains("Parcels"), "not to be chosen: {page}");
    house.close().await;
}

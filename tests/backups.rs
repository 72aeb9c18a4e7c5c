//! Backups that the house makes by itself, as its admin sees them (O7, R58, R59).

use std::{fs, path::Path, time::Duration};

use serde_json::json;
use shopbell::{
    base::time::{Clock, Timestamp},
    db::{DbError, Reader},
    desk::{
        backup::Schedule,
        setting,
        team::Role,
        trouble::{self, Kind},
    },
    ops::{ledger, verify},
};
use tempfile::TempDir;

use crate::{
    browser::{Browser, Stage},
    console::sign_in,
    house::{House, PASSWORD},
};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Noon of 21 November 2025.
const NOON: Timestamp = Timestamp(1_763_726_400_000);

fn backups(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "db")
        })
        .collect();
    names.sort();
    names
}

/// Lets time pass by hand, and the night do its work.
async fn pass(house: &House, time: Duration) {
    house.pass(time);
    house.rouse_night();
}

async fn count(house: &House, sql: &'static str) -> i64 {
    let db = &house.inside().db;
    db.read::<_, DbError>(move |reader: &Reader<'_>| reader.get(sql, [], |row| row.get(0)))
        .await
        .unwrap()
}

const MADE: &str = "select count(*) from audit where act = 'backup_made'";

#[tokio::test(flavor = "multi_thread")]
async fn a_night_that_was_missed_is_made_up_once_after_the_start() {
    let house = House::open_by(Clock::by_hand(NOON), 0).await;
    house.member("Ana", Role::Admin).await;
    let folder = house.data().join("backups");
    pass(&house, 14 * HOUR).await;
    house
        .until("the night was looked at", async || {
            house.inside().works.asked().is_none()
        })
        .await;
    assert_eq!(backups(&folder), [] as [&str; 0], "it is two in the night");
    pass(&house, HOUR).await;
    house
        .until("a backup is made", async || count(&house, MADE).await == 1)
        .await;
    assert_eq!(backups(&folder), ["shopbell-2025-11-22T03-00-00Z.db"]);
    verify::backup(&folder.join(&backups(&folder)[0])).unwrap();
    house
        .until("the house looked at itself", async || {
            house.data().join("self-check").exists()
        })
        .await;
    let checked: ledger::Checked = ledger::read(&house.data()).unwrap();
    assert_eq!(checked.differences, 0);

    // Four days in the dark.
    let house = house.reopen().await;
    pass(&house, 100 * HOUR).await;
    house
        .until("one is made up", async || count(&house, MADE).await == 2)
        .await;
    let newest = "shopbell-2025-11-26T07-00-00Z.db";
    assert_eq!(backups(&folder).last().unwrap(), newest);
    pass(&house, HOUR).await;
    pass(&house, HOUR).await;
    // The next quiet hour brings the next, and nothing else did.
    pass(&house, 20 * HOUR).await;
    house
        .until("the next is made", async || count(&house, MADE).await == 3)
        .await;
    assert_eq!(backups(&folder).len(), 3);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_that_the_night_finds_is_told_until_it_is_mended() {
    let house = House::open_by(Clock::by_hand(NOON), 0).await;
    house.member("Ana", Role::Admin).await;
    let hannah = house.visitor("Hannah").await;
    house
        .tell(&hannah, "messages", json!({ "text": "Hello" }))
        .await;
    let told = async |house: &House| {
        let db = &house.inside().db;
        db.read::<_, DbError>(|reader| trouble::find(reader, Kind::Check, "waiting"))
            .await
            .unwrap()
    };
    let change = async |house: &House, by: &'static str| {
        let db = &house.inside().db;
        let sql = format!("update conversation set waiting_since = waiting_since {by}");
        db.write::<_, DbError>(move |tx| tx.execute(&sql, []))
            .await
            .unwrap();
    };
    change(&house, "- 90000").await;
    pass(&house, 16 * HOUR).await;
    house
        .until("it is told", async || told(&house).await.is_some())
        .await;
    assert_eq!(told(&house).await.unwrap(), "1 1");
    change(&house, "+ 90000").await;
    pass(&house, 24 * HOUR).await;
    house
        .until("it is mended", async || told(&house).await.is_none())
        .await;
    house.close().await;
}

async fn enter<'stage>(house: &House, stage: &'stage Stage) -> Browser<'stage> {
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/backups")).await;
    ana
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_a_backup_and_takes_it_away_with_the_password_alone() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = enter(&house, &stage).await;
    ana.see("There is no backup yet.").await;
    ana.see("No backup lies here yet.").await;
    ana.screenshot("backups-empty").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Back up now").await;
    ana.see("opened and checked").await;
    let name = backups(&house.data().join("backups")).remove(0);
    ana.see(&name).await;
    ana.screenshot("backups").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    ana.screenshot("backups-narrow").await;
    ana.wide().await;

    ana.click_css("a[href*='download=']").await;
    ana.see("Download this backup?").await;
    ana.type_into("Your password", "a guess").await;
    ana.click_css("#download .btn--primary").await;
    ana.see("This is not your password.").await;
    ana.screenshot("backups-password").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    let fetch = |password: &str| {
        format!(
            "return fetch('/admin/backups/{name}/download', {{ method: 'POST',
               body: new URLSearchParams({{ backup_password: '{password}' }}) }})
               .then(async (answer) => [answer.status, answer.headers.get('content-disposition'),
                 (await answer.arrayBuffer()).byteLength])"
        )
    };
    let refused = ana.run(&fetch("another guess")).await;
    assert_eq!((&refused[0], &refused[1]), (&json!(400), &json!(null)));
    let size = fs::metadata(house.data().join("backups").join(&name))
        .unwrap()
        .len();
    let taken = ana.run(&fetch(PASSWORD)).await;
    assert_eq!(taken[0], json!(200));
    assert!(taken[1].as_str().unwrap().contains(&name), "{taken}");
    assert_eq!(taken[2], json!(size));
    assert_eq!(
        count(
            &house,
            "select count(*) from audit where act = 'backup_downloaded'"
        )
        .await,
        1
    );
    for other in ["shopbell.db", "..%2Fshopbell.db", "shopbell-gone.db"] {
        let script = fetch(PASSWORD).replace(&name, other);
        assert_eq!(ana.run(&script).await[0], json!(404), "{other}");
    }
    ana.complains(&["400", "400", "404", "404", "404"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_colleague_has_chosen_meanwhile_stays_and_a_drill_is_of_this_house() {
    let house = House::open().await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let ana = house.signed_in(&admin).await;
    let page = house.get(&ana, "/admin/backups", &[]).await.text();
    assert!(page.contains("name=\"shown\""), "{page}");
    let drill = format!(
        "shopbell restore --drill --data &quot;{}&quot;",
        house.data().display()
    );
    assert!(page.contains(&drill), "{page}");
    // Two have opened the page. One chooses a folder, the other an hour.
    let usb = TempDir::new().unwrap();
    let chosen = usb.path().join("shop").display().to_string();
    let shown = r#"{"on":"on","time":"03:00","folder":"","daily":"7","weekly":"4","monthly":"3"}"#;
    for (time, folder) in [("03:00", chosen.as_str()), ("04:30", "")] {
        let form = serde_html_form::to_string([
            ("shown", shown),
            ("on", "on"),
            ("time", time),
            ("folder", folder),
            ("daily", "7"),
            ("weekly", "4"),
            ("monthly", "3"),
        ]);
        let saved = house.fill(&ana, "/admin/backups", &form.unwrap()).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
    }
    let db = &house.inside().db;
    let schedule: Schedule = db.read::<_, DbError>(setting::get).await.unwrap();
    assert_eq!((schedule.hour, schedule.minute), (4, 30));
    assert_eq!(schedule.folder, chosen);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_used_is_refused_in_words_and_one_that_went_is_told() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = enter(&house, &stage).await;
    let usb = TempDir::new().unwrap();
    let chosen = usb.path().join("shop");
    for (folder, words) in [
        ("backups".to_owned(), "Give the whole path"),
        (
            usb.path().join("not/there").display().to_string(),
            "does not exist. Is the disk plugged in and mounted?",
        ),
    ] {
        ana.fill("Folder", &folder).await;
        ana.fill("Days", "2").await;
        ana.click("Save").await;
        ana.see(words).await;
        // Nothing that was typed is lost.
        let typed = "return ['folder', 'daily'].map((name) => document.querySelector(`[name=${name}]`).value)";
        assert_eq!(ana.run(typed).await, json!([folder, "2"]));
    }
    ana.screenshot("backups-refused").await;
    ana.complains(&["400", "400"]).await;
    ana.fill("Folder", &chosen.display().to_string()).await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.click("Back up now").await;
    ana.see("opened and checked").await;
    assert_eq!(backups(&chosen).len(), 1);

    let aside = usb.path().join("aside");
    fs::rename(&chosen, &aside).unwrap();
    ana.goto(&house.url("/admin/backups")).await;
    ana.see("is not there. Is its disk plugged in?").await;
    ana.click("Back up now").await;
    ana.see("The last backup came to nothing:").await;
    ana.screenshot("backups-gone").await;
    ana.goto(&house.url("/console")).await;
    ana.see("The last backup came to nothing.").await;
    fs::rename(&aside, &chosen).unwrap();
    ana.goto(&house.url("/admin/backups")).await;
    ana.click("Back up now").await;
    house
        .until("it is mended", async || {
            count(&house, "select count(*) from trouble where kind = 'backup'").await == 0
        })
        .await;
    ana.gone("The last backup came to nothing").await;
    drop(ana);
    house.close().await;
}

//! Chats that are handed on: what was put off comes back once, whatever happens to the house meanwhile.

use std::time::Duration;

use serde_json::{Value, json};
use shopbell::{
    base::time::Clock,
    desk::{forward::Wall, team},
};

use crate::house::{House, Person};

const HOUR: Duration = Duration::from_secs(3600);

struct Shift {
    house: House,
    clock: Clock,
    ana: Person,
    hannah: Person,
    chat: i64,
}

/// Ana has Hannah's chat; the clock is moved by hand.
async fn shift() -> Shift {
    let clock = Clock::by_hand(Clock::machine().now());
    let house = House::open_by(clock.clone(), 0).await;
    let ana = house.agent("Ana").await;
    let hannah = house.visitor("Hannah").await;
    let said = house
        .tell(&hannah, "messages", json!({ "text": "Where is my lid?" }))
        .await;
    let chat = said.json()["conversation_id"].as_i64().unwrap();
    let taken = house
        .tell(&ana, &format!("conversations/{chat}/claim"), json!({}))
        .await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    Shift {
        house,
        clock,
        ana,
        hannah,
        chat,
    }
}

impl Shift {
    /// Puts the chat off for as long; answers what is left of that, since times on the wall have no seconds.
    async fn put_off(&self, time: Duration) -> Duration {
        let now = self.clock.now();
        let wall = Wall::of(now.plus(time), "Europe/Berlin").unwrap();
        let body = json!({
            "due_local": wall.local, "due_zone": wall.zone, "note": "Ask for the tracking number", "type_id": 1,
        });
        let path = format!("conversations/{}/forward", self.chat);
        let answer = self.house.tell(&self.ana, &path, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["status"], "transferred");
        wall.instant().unwrap().since(now)
    }

    async fn status(&self) -> Value {
        let path = format!("conversations/{}", self.chat);
        let answer = self.house.get(&self.ana, &path, &[]).await.json();
        answer["status"].clone()
    }

    async fn is_back(&self) {
        self.house
            .until("be back in line", async || self.status().await == "new")
            .await;
    }

    /// The house's own lines in the chat about its coming back.
    async fn returns(&self) -> Vec<String> {
        let path = format!("conversations/{}/messages", self.chat);
        let entries = self.house.get(&self.ana, &path, &[]).await.json();
        let entries = entries["messages"].as_array().unwrap().clone();
        entries
            .iter()
            .filter(|entry| entry["author"]["kind"] == "system")
            .map(|entry| entry["text"].as_str().unwrap().to_owned())
            .filter(|line| line.starts_with("forward-back") || line == "forward-early")
            .collect()
    }

    async fn reopen(self) -> Self {
        Self {
            house: self.house.reopen().await,
            ..self
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_before_the_time_forgets_nothing() {
    let shift = shift().await;
    let left = shift.put_off(HOUR).await;
    shift.house.pass(left - Duration::from_secs(1));
    let shift = shift.reopen().await;
    assert_eq!(shift.status().await, "transferred");
    shift.house.pass(Duration::from_secs(1));
    shift.is_back().await;
    let shift = shift.reopen().await;
    assert_eq!(shift.returns().await, ["forward-back"]);
    shift.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_at_the_time_brings_it_back_once() {
    let shift = shift().await;
    let left = shift.put_off(HOUR).await;
    shift.house.pass(left);
    // At that very moment: either the old house or the new one does it, and not both.
    let shift = shift.reopen().await;
    shift.is_back().await;
    assert_eq!(shift.returns().await, ["forward-back"]);
    shift.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fell_due_in_the_night_comes_back_in_the_morning_and_says_how_late() {
    let shift = shift().await;
    let left = shift.put_off(HOUR).await;
    // The clock is moved while nobody is there to hear of it.
    let Shift {
        house,
        clock,
        ana,
        hannah,
        chat,
    } = shift;
    clock.advance(left - Duration::from_secs(1));
    // Closed a second before, opened two hours and ten minutes after.
    let by_hand = clock.clone();
    let house = house
        .reopen_after(move || by_hand.advance(Duration::from_secs(1 + 7_800)))
        .await;
    let shift = Shift {
        house,
        clock,
        ana,
        hannah,
        chat,
    };
    shift.is_back().await;
    assert_eq!(shift.returns().await, ["forward-back-late 7800"]);
    shift.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_writes_a_second_before_waits_from_then() {
    let shift = shift().await;
    let left = shift.put_off(HOUR).await;
    shift.house.pass(left - Duration::from_secs(1));
    let wrote = shift.clock.now();
    let said = shift
        .house
        .tell(&shift.hannah, "messages", json!({ "text": "Any news?" }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    assert_eq!(said.json()["conversation_id"], shift.chat, "the same chat");
    assert_eq!(shift.status().await, "new");
    shift.house.pass(Duration::from_secs(2));
    let path = format!("conversations/{}", shift.chat);
    let chat = shift.house.get(&shift.ana, &path, &[]).await.json();
    assert_eq!(chat["waiting_since"], wrote.0);
    assert_eq!(shift.returns().await, ["forward-early"]);
    // Her own screen knows that somebody forwarded it, and not to whom.
    let history = shift.house.get(&shift.hannah, "messages", &[]).await.json();
    let lines: Vec<&str> = history["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["author"]["kind"] == "system")
        .map(|message| message["text"].as_str().unwrap())
        .collect();
    assert_eq!(lines, ["claimed", "forwarded-later", "forward-early"]);
    shift.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_without_anybody_there_is_everybodys() {
    let shift = shift().await;
    let repairs = shift
        .house
        .act(|tx| {
            tx.execute("insert into queue (name) values ('Repairs')", [])?;
            Ok(tx.last_insert_id())
        })
        .await;
    let bo = shift.house.agent("Bo").await;
    shift
        .house
        .act(move |tx| tx.execute("delete from queue_agent where queue_id = ?1", [repairs]))
        .await;
    let path = format!("conversations/{}/forward", shift.chat);
    let answer = shift
        .house
        .tell(&shift.ana, &path, json!({ "queue_id": repairs }))
        .await;
    assert_eq!(
        answer.json()["queue"]["name"],
        "Repairs",
        "{}",
        answer.text()
    );
    let next = shift.house.tell(&bo, "next", json!({})).await.json();
    assert_eq!(next["conversation"]["id"], shift.chat);
    shift.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_what_is_wrong_with_its_wish() {
    let shift = shift().await;
    let path = format!("conversations/{}/forward", shift.chat);
    for (body, code) in [
        (json!({ "queue_id": 1, "agent_id": 1 }), "forward-two-ways"),
        (json!({ "queue_id": 99 }), "no-such-queue"),
        (json!({ "agent_id": 99 }), "no-such-agent"),
        (json!({ "type_id": 99 }), "no-such-type"),
        (
            json!({ "due_local": "2026-01-01T09:00" }),
            "forward-no-zone",
        ),
        (json!({ "due_zone": "UTC" }), "forward-no-time"),
        (
            json!({ "due_local": "tomorrow", "due_zone": "UTC" }),
            "forward-no-time",
        ),
        (
            json!({ "due_local": "2020-01-01T09:00", "due_zone": "UTC" }),
            "forward-past",
        ),
        (
            json!({ "due_local": "2027-01-01T09:00", "due_zone": "Mars/Olympus" }),
            "forward-no-zone",
        ),
        (
            json!({ "note": "x".repeat(1_001) }),
            "forward-note-too-long",
        ),
    ] {
        let answer = shift.house.tell(&shift.ana, &path, body.clone()).await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.json()["error"]["code"], code, "{body}");
    }
    assert_eq!(shift.status().await, "active");
    shift.house.close().await;
}

/// A sheet without any script: who goes says where each chat goes, and only then is signed out.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_signs_out_and_leaves_a_chat_behind() {
    let shift = shift().await;
    let house = &shift.house;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let out = async |body: &str| house.fill(&shift.ana, "/sign-out", body).await;
    let asked = out("").await;
    assert_eq!(
        (asked.status, asked.header("location")),
        (303, "/console/hand-over?then=sign-out")
    );
    let sheet = house
        .get(&shift.ana, "/console/hand-over?then=sign-out", &form)
        .await;
    let page = sheet.text();
    assert!(
        page.contains("Before you sign out") && page.contains("Hannah"),
        "{page}"
    );
    assert!(!page.contains("name=\"keeps\""), "not to be skipped here");
    let skipped = out("keeps=on").await;
    assert_eq!(
        skipped.header("location"),
        "/console/hand-over?then=sign-out"
    );
    let wrong = out(&format!("chat-{}=agent%3A99", shift.chat)).await;
    // What was chosen stands there still.
    let back = format!(
        "/console/hand-over?then=sign-out&wrong=refused&chat-{}=agent%3A99",
        shift.chat
    );
    assert_eq!(wrong.header("location"), back);
    let back = back.replace("agent%3A99", "tomorrow");
    let page = house.get(&shift.ana, &back, &form).await.text();
    assert!(
        page.contains("<option value=\"tomorrow\" selected>"),
        "{page}"
    );
    assert_eq!(shift.status().await, "active");
    let gone = out(&format!(
        "chat-{}=tomorrow&zone=Europe%2FBerlin",
        shift.chat
    ))
    .await;
    assert_eq!(gone.header("location"), "/sign-in");
    let bo = house.agent("Bo").await;
    let path = format!("conversations/{}", shift.chat);
    let chat = house.get(&bo, &path, &[]).await.json();
    assert_eq!(chat["status"], "transferred");
    assert_eq!(house.get(&shift.ana, &path, &[]).await.status, 401);
    shift.house.close().await;
}

/// Whoever is signed in elsewhere has their chats there, and is asked for nothing.
#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_of_one_of_two_browsers_keeps_their_chats() {
    let shift = shift().await;
    let house = &shift.house;
    let ana = house
        .act(|tx| Ok(team::by_email(tx, "ana@kettle.example")?.unwrap().0))
        .await;
    let other = house.signed_in(&ana).await;
    let out = house.fill(&other, "/sign-out", "").await;
    assert_eq!((out.status, out.header("location")), (303, "/sign-in"));
    let path = format!("conversations/{}", shift.chat);
    assert_eq!(house.get(&other, &path, &[]).await.status, 401);
    assert_eq!(shift.status().await, "active");
    let last = house.fill(&shift.ana, "/sign-out", "").await;
    assert_eq!(last.header("location"), "/console/hand-over?then=sign-out");
    shift.house.close().await;
}

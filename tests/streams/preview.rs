//! What a customer is typing reaches the agent who has the chat in front of them, and nobody and
//! nothing else (BEHAVIOUR 14).

use std::{fs::File, time::Duration};

use serde_json::{Value, json};
use shopbell::{
    base::time::{Clock, Timestamp},
    desk::{
        audit::Origin,
        block::{self, Wanted},
        channel::Settings,
        conversation,
        team::Role,
    },
};

use super::Chat;
use crate::{
    house::{House, Person},
    office::Stream,
    process::{self, Process, ask, bearer},
    widget::counter,
};

/// Stands in what is typed, and nowhere else.
const TYPED: &str = "Quincunx is the word";

async fn switch(house: &House, typing_preview: bool) {
    let settings = Settings {
        typing_preview,
        ..Settings::default()
    };
    counter::set_up(house, settings).await;
}

async fn types(house: &House, visitor: &Person, text: &str) {
    let typed = house.tell(visitor, "typing", json!({ "text": text })).await;
    assert_eq!(typed.status, 204, "{}", typed.text());
}

/// Whether an agent who looks is shown what is typed.
async fn looks(house: &House, agent: &Person, chat: i64, open: bool) -> bool {
    let path = format!("conversations/{chat}/look");
    let told = house.tell(agent, &path, json!({ "open": open })).await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()["preview"].as_bool().unwrap()
}

/// What a stream tells of typing, up to the next message that somebody wrote.
async fn typing(stream: &mut Stream) -> Vec<Value> {
    let mut heard = Vec::new();
    loop {
        let told = stream.next().await.expect("the stream goes on");
        match told.kind.as_str() {
            "typing" => heard.push(told.data),
            "message" if told.data["author"]["kind"] != "system" => return heard,
            _ => {}
        }
    }
}

fn has_text(heard: &[Value]) -> bool {
    heard.iter().any(|told| told.get("text").is_some())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_who_looks_sees_what_is_typed() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let bo = house.supervisor("Bo").await;
    let cy = house.colleague("Cy", Role::Admin).await;
    let (_, program) = house.program(&cy, "read").await;
    let mut streams = Vec::new();
    for who in [&chat.ana, &bo, &program] {
        streams.push(house.listen(who, "", &[]).await.begun().await);
    }
    let mut hannahs = house.listen(&chat.hannah, "", &[]).await.begun().await;

    // Off, and nobody looks: a sign that somebody types, for everybody.
    assert!(!looks(&house, &chat.ana, chat.id, true).await);
    types(&house, &chat.hannah, TYPED).await;
    chat.step(&house, 0).await;
    for stream in &mut streams {
        let heard = typing(stream).await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert!(!has_text(&heard));
    }

    switch(&house, true).await;
    types(&house, &chat.hannah, TYPED).await;
    chat.step(&house, 0).await;
    assert!(!has_text(&typing(&mut streams[0]).await), "nobody looks");
    assert!(!looks(&house, &bo, chat.id, true).await, "it is not his");
    assert!(looks(&house, &chat.ana, chat.id, true).await);
    let mut watched = hannahs.next_of("watched").await.data;
    while watched["for_ms"] == json!(0) {
        watched = hannahs.next_of("watched").await.data;
    }
    assert_eq!(watched["conversation_id"], json!(chat.id));
    assert_eq!(watched["for_ms"], json!(20_000));
    for stream in &mut streams[1..] {
        typing(stream).await;
    }
    types(
        &house,
        &chat.hannah,
        &format!("{TYPED}: 4111 1111 1111 1111"),
    )
    .await;
    types(&house, &chat.hannah, "").await;
    chat.step(&house, 0).await;
    let heard = typing(&mut streams[0]).await;
    let texts: Vec<&str> = heard
        .iter()
        .map(|told| told["text"].as_str().unwrap())
        .collect();
    let hidden = format!("{TYPED}: •••• •••• •••• ••••");
    assert_eq!(texts, [hidden.as_str(), ""]);
    assert_eq!(heard[0]["kind"], json!("visitor"));
    for stream in &mut streams[1..] {
        assert!(!has_text(&typing(stream).await));
    }

    // The chat is Bo's: what Ana saw, she sees no more, whatever her screen says.
    chat.act(&house, "release", json!({})).await;
    let taken = house.tell(&bo, "conversations/1/claim", json!({})).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    assert!(looks(&house, &bo, chat.id, true).await);
    types(&house, &chat.hannah, TYPED).await;
    house
        .tell(&chat.hannah, "messages", json!({ "text": "Sent" }))
        .await;
    assert!(!has_text(&typing(&mut streams[0]).await));
    assert!(has_text(&typing(&mut streams[1]).await));

    // Whoever comes back is told what happened, and not what was typed.
    let mut again = house
        .listen(&bo, "?last_event_id=0", &[])
        .await
        .begun()
        .await;
    let newest = house.count("event").await;
    loop {
        let told = again.next().await.expect("the stream goes on");
        assert_ne!(told.kind, "typing");
        if told.id == Some(newest) {
            break;
        }
    }
    assert!(
        !house.bytes_hold("Quincunx"),
        "neither in the file nor in its log"
    );
    assert!(house.bytes_hold("Sent"), "the premise: it would be found");
    drop((streams, hannahs, again));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_it_is_read_the_customer_is_not_shown_that_the_agent_types() {
    let clock = Clock::by_hand(Timestamp(1_763_676_000_000));
    let house = House::open_by(clock, 0).await;
    let chat = Chat::begin(&house).await;
    switch(&house, true).await;
    let mut anas = house.listen(&chat.ana, "", &[]).await.begun().await;
    let mut hannahs = house.listen(&chat.hannah, "", &[]).await.begun().await;
    assert!(looks(&house, &chat.ana, chat.id, true).await);
    let agent_types = async || chat.act(&house, "typing", json!({})).await;
    let says = async |text: &str| chat.act(&house, "messages", json!({ "text": text })).await;

    types(&house, &chat.hannah, "Hm").await;
    agent_types().await;
    says("One").await;
    assert_eq!(typing(&mut hannahs).await, Vec::<Value>::new());
    let heard = typing(&mut anas).await;
    assert_eq!(heard.len(), 2, "the team sees both: {heard:?}");
    assert_eq!(
        heard[0]["until"].as_i64(),
        Some(1_763_676_000_000 + 8_000),
        "for eight seconds"
    );

    // Eight seconds later nothing flows any more.
    house.pass(Duration::from_secs(8));
    agent_types().await;
    says("Two").await;
    assert_eq!(typing(&mut hannahs).await.len(), 1);
    typing(&mut anas).await;

    // Nor when it was sent, or deleted.
    for is_sent in [true, false] {
        assert!(looks(&house, &chat.ana, chat.id, true).await);
        types(&house, &chat.hannah, "Hm, yes").await;
        if is_sent {
            house
                .tell(&chat.hannah, "messages", json!({ "text": "Yes" }))
                .await;
            typing(&mut hannahs).await;
            typing(&mut anas).await;
        } else {
            types(&house, &chat.hannah, "").await;
        }
        agent_types().await;
        says("Three").await;
        assert_eq!(typing(&mut hannahs).await.len(), 1, "sent: {is_sent}");
        typing(&mut anas).await;
    }

    // A look is over by itself, and when the agent leaves.
    house.pass(Duration::from_secs(20));
    types(&house, &chat.hannah, "Are you there?").await;
    says("Four").await;
    assert!(!has_text(&typing(&mut anas).await));
    looks(&house, &chat.ana, chat.id, true).await;
    looks(&house, &chat.ana, chat.id, false).await;
    types(&house, &chat.hannah, "Are you there?").await;
    says("Five").await;
    assert!(!has_text(&typing(&mut anas).await));
    let told = async |stream: &mut Stream| stream.next_of("watched").await.data["for_ms"].clone();
    typing(&mut hannahs).await;
    assert_eq!(told(&mut hannahs).await, json!(20_000));
    assert_eq!(told(&mut hannahs).await, json!(0));
    drop((anas, hannahs));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_shown_is_refused_and_who_is_blocked_is_not_read() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    switch(&house, true).await;
    assert!(looks(&house, &chat.ana, chat.id, true).await);
    let mut anas = house.listen(&chat.ana, "", &[]).await.begun().await;
    for (body, code) in [
        (
            format!(r#"{{"text":"{}"}}"#, "x".repeat(1_025)),
            "preview-too-long",
        ),
        (
            format!(r#"{{"text":"{}"}}"#, "茶".repeat(342)),
            "preview-too-long",
        ),
        (r#"{"text":7}"#.to_owned(), "not-json"),
        ("[1".to_owned(), "not-json"),
        ("\u{0}".to_owned(), "not-json"),
    ] {
        let refused = house
            .post(&chat.hannah, "typing", "application/json", body.into())
            .await;
        assert_eq!(refused.status, 400, "{}", refused.text());
        assert_eq!(refused.json()["error"]["code"], json!(code));
    }
    let long = json!({ "text": "x".repeat(1_025) });
    let told = house.tell(&chat.hannah, "typing", long).await.json();
    let sentence = told["error"]["message"].as_str().unwrap().to_owned();
    assert!(sentence.contains("1025"), "{sentence}");
    types(&house, &chat.hannah, &"x".repeat(1_024)).await;
    // As ever without a text, and without a body.
    for body in ["", "{}"] {
        let typed = house
            .post(&chat.hannah, "typing", "application/json", body.into())
            .await;
        assert_eq!(typed.status, 204, "{}", typed.text());
    }
    chat.step(&house, 0).await;
    let heard = typing(&mut anas).await;
    assert_eq!(heard.len(), 3, "{heard:?}");
    assert_eq!(heard[0]["text"].as_str().map(str::len), Some(1_024));

    let nowhere = house
        .tell(&chat.ana, "conversations/99/look", json!({}))
        .await;
    assert_eq!(nowhere.status, 404);
    let nonsense = house
        .tell(&chat.ana, "conversations/1/look", json!({ "open": "x" }))
        .await;
    assert_eq!(nonsense.status, 400);

    let cy = house.colleague("Cy", Role::Supervisor).await;
    house
        .act(move |tx| {
            let open = conversation::by_id(tx, shopbell::base::id::ConversationId(1))?.unwrap();
            let wanted = Wanted {
                reason: "Insults".to_owned(),
                message: "We no longer answer you here.".to_owned(),
                lasts: None,
                nearby: None,
            };
            block::block(tx, &cy, &Origin::default(), open.customer, &wanted).unwrap();
            Ok(())
        })
        .await;
    assert!(!looks(&house, &chat.ana, chat.id, true).await);
    types(&house, &chat.hannah, TYPED).await;
    let comment = json!({ "text": "Blocked" });
    house
        .tell(&chat.ana, "conversations/1/comments", comment)
        .await;
    loop {
        let told = anas.next().await.expect("the stream goes on");
        assert!(told.data.get("text") != Some(&json!(TYPED)), "{told:?}");
        if told.kind == "comment" {
            break;
        }
    }
    drop(anas);
    house.close().await;
}

#[test]
fn nothing_of_it_is_left_in_the_folder_or_the_log_of_a_house() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    process::set_up(&data);
    process::add_admin(&data);
    // A house that did not close looks its file through when it opens, and says so: the log is one.
    let before = Process::start(&data);
    before.visitor();
    before.kill();
    let log = folder.path().join("log");
    let mut command = process::serve(&data);
    command
        .env("SHOPBELL_LOG", "trace")
        .stderr(File::create(&log).unwrap());
    let house = Process::of(command);
    let (cy, ana, hannah) = (house.agent("Cy"), house.agent("Ana"), house.visitor());
    let tell = |token: &str, path: &str, body: &str| {
        ask(house.address, "POST", path, &bearer(token), body.as_bytes())
    };
    // A page that goes elsewhere has no JSON to read.
    let form = format!(
        "{}content-type: application/x-www-form-urlencoded\r\n",
        bearer(&cy)
    );
    ask(
        house.address,
        "POST",
        "/admin/channels/1/typing",
        &form,
        b"preview=on",
    );
    let hello = process::say(house.address, &hannah, "1", "Hello").unwrap();
    let chat = format!(
        "/api/v1/agent/conversations/{}",
        hello.body["conversation_id"]
    );
    tell(&ana, &format!("{chat}/claim"), "{}").unwrap();
    let looked = tell(&ana, &format!("{chat}/look"), "{}").unwrap();
    assert_eq!(looked.body["preview"], json!(true), "the premise: it is on");
    for end in 1..=TYPED.len() {
        let body = json!({ "text": &TYPED[..end] }).to_string();
        tell(&hannah, "/api/v1/visitor/typing", &body);
    }
    tell(
        &hannah,
        "/api/v1/visitor/typing",
        &format!("{{\"text\":[\"{TYPED}\"]}}"),
    );
    process::say(house.address, &hannah, "2", "Altogether different").unwrap();
    let backup = folder.path().join("backup");
    process::done(&data, &["backup", "--to", backup.to_str().unwrap()]);
    house.kill();

    let mut looked_through = 0;
    let mut finds_premise = false;
    for place in [data.as_path(), folder.path()] {
        for file in std::fs::read_dir(place).unwrap() {
            let path = file.unwrap().path();
            if !path.is_file() {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let holds = |words: &str| {
                bytes
                    .windows(words.len())
                    .any(|part| part == words.as_bytes())
            };
            assert!(!holds("Quincunx"), "{}", path.display());
            finds_premise |= holds("Altogether different");
            looked_through += 1;
        }
    }
    assert!(
        looked_through >= 4 && finds_premise,
        "{looked_through} files"
    );
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("looked through"), "the premise: {said}");
}

//! The real program, set up without anybody at it and driven over HTTP alone, as load tools do.

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use http::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::office::{call, listen_at};

fn shopbell(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shopbell"));
    command.arg("--data").arg(data).env("SHOPBELL_LOG", "error");
    command
}

struct Served {
    child: Child,
    address: SocketAddr,
}

impl Served {
    fn start(data: &Path) -> Self {
        let mut child = shopbell(data)
            .args(["serve", "--listen", "127.0.0.1:0", "--no-browser"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Listening on ")?.parse().ok())
            .expect("it says where it listens");
        Self { child, address }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn post(house: &Served, path: &str, token: &str, key: &str, body: Value) -> (u16, Value) {
    let token = format!("Bearer {token}");
    let headers = [
        ("content-type", "application/json"),
        (
            "authorization",
            if token.len() > 7 { token.as_str() } else { "" },
        ),
        ("idempotency-key", key),
    ];
    let path = format!("/api/v1/{path}");
    let answer = call(
        house.address,
        &Method::POST,
        &path,
        &headers,
        body.to_string(),
    )
    .await;
    let body = if answer.body.is_empty() {
        Value::Null
    } else {
        answer.json()
    };
    (answer.status, body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_is_set_up_by_commands_driven_over_http_killed_and_goes_on() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");

    let mut add = shopbell(&data)
        .args([
            "user",
            "add",
            "--role",
            "admin",
            "--email",
            "bo@kettle.example",
            "--name",
            "Bo",
        ])
        .args(["--password-file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    add.stdin
        .take()
        .unwrap()
        .write_all(b"three plain words\n")
        .unwrap();
    assert!(add.wait_with_output().unwrap().status.success());
    let channel = shopbell(&data)
        .args([
            "channel",
            "add",
            "web-chat",
            "--name",
            "Shop",
            "--site",
            "https://kettle.example",
        ])
        .output()
        .unwrap();
    assert!(channel.status.success());
    let site = String::from_utf8(channel.stdout).unwrap();
    let site = site.trim();
    assert!(
        !site.is_empty() && !site.contains(char::is_whitespace),
        "the key alone: {site:?}"
    );

    let house = Served::start(&data);
    let health = call(house.address, &Method::GET, "/healthz", &[], "").await;
    assert_eq!((health.status, health.json()), (200, json!({ "ok": true })));
    let me = json!({ "name": "Ann", "site": site });
    let (status, begun) = post(&house, "visitor/sessions", "", "", me).await;
    assert_eq!(status, 201, "{begun}");
    let visitor = begun["token"].as_str().unwrap();
    let right = json!({ "email": "bo@kettle.example", "password": "three plain words" });
    let (status, signed_in) = post(&house, "agent/login", "", "", right).await;
    assert_eq!(status, 200, "{signed_in}");
    assert_eq!(signed_in["agent"]["name"], "Bo");
    let agent = signed_in["token"].as_str().unwrap();

    // Both listen; what one writes the other hears, in the order of ids.
    let (v, a) = (format!("Bearer {visitor}"), format!("Bearer {agent}"));
    let at_visitor_s = &[("authorization", v.as_str())];
    let at_agent_s = &[("authorization", a.as_str())];
    let mut to_agent = listen_at(house.address, "/api/v1/agent/events", at_agent_s)
        .await
        .begun()
        .await;
    let mut to_visitor = listen_at(house.address, "/api/v1/visitor/events", at_visitor_s)
        .await
        .begun()
        .await;
    let (status, said) = post(
        &house,
        "visitor/messages",
        visitor,
        "k1",
        json!({ "text": "Where is my parcel?" }),
    )
    .await;
    assert_eq!(status, 201, "{said}");
    let told = to_agent.next_of("message").await;
    assert_eq!(
        (told.id, told.data["id"].clone()),
        (said["id"].as_i64(), said["id"].clone())
    );
    let chat = format!("agent/conversations/{}", said["conversation_id"]);
    assert_eq!(
        post(&house, &format!("{chat}/claim"), agent, "", json!({}))
            .await
            .0,
        200
    );
    let reply = json!({ "text": "On its way." });
    let (status, reply_1) = post(
        &house,
        &format!("{chat}/messages"),
        agent,
        "k2",
        reply.clone(),
    )
    .await;
    assert_eq!(status, 201, "{reply_1}");
    while to_visitor.next_of("message").await.data["text"] != "On its way." {}

    // Killed in the middle, it comes back with everything it acknowledged, and both are still known.
    drop(house);
    while to_visitor.next().await.is_some() {}
    let house = Served::start(&data);
    assert_eq!(
        post(
            &house,
            "visitor/messages",
            visitor,
            "k1",
            json!({ "text": "Where is my parcel?" })
        )
        .await,
        (200, said.clone())
    );
    assert_eq!(
        post(&house, &format!("{chat}/messages"), agent, "k2", reply).await,
        (200, reply_1)
    );
    let after = said["id"].to_string();
    let mut again = listen_at(
        house.address,
        "/api/v1/visitor/events",
        &[at_visitor_s[0], ("last-event-id", &after)],
    )
    .await;
    while again.next_of("message").await.data["text"] != "On its way." {}

    // Asked to stop, it sends its readers off with a hint and ends well within its ten seconds.
    let mut house = house;
    let asked = Command::new("kill")
        .arg("-TERM")
        .arg(house.child.id().to_string())
        .status();
    assert!(asked.unwrap().success());
    while again.next().await.is_some() {}
    assert!(again.retry.unwrap() >= 1_000);
    let ended = tokio::task::spawn_blocking(move || house.child.wait().unwrap());
    let ended = tokio::time::timeout(Duration::from_secs(10), ended).await;
    assert_eq!(ended.unwrap().unwrap().code(), Some(0));
}

//! The shop that is measured: an admin who listens, visitors who write.

use std::{net::SocketAddr, path::Path, process::Command};

use crate::{client::Client, process};

pub(crate) const PASSWORD: &str = "a bell on the counter";

/// An admin to sign in as and a site to write on, by the commands a shop would use.
pub(crate) fn set_up(data: &Path) {
    std::fs::write(data.with_extension("password"), PASSWORD).expect("a file");
    add_member(data, "admin", "ana@example.org", "Ana");
    run(data, &["channel", "add", "web-chat", "--name", "Shop"]);
}

/// So many agents more, by the same commands.
pub(crate) fn add_agents(data: &Path, count: usize) {
    for number in 0..count {
        let name = format!("Agent {number}");
        add_member(data, "agent", &address_of(number), &name);
    }
}

/// With what one of [`add_agents`] signs in, beside [`PASSWORD`].
pub(crate) fn address_of(number: usize) -> String {
    format!("agent{number}@example.org")
}

fn add_member(data: &Path, role: &str, email: &str, name: &str) {
    let password = data.with_extension("password");
    let password = password.to_str().expect("a plain path");
    let who = ["--role", role, "--email", email, "--name", name];
    run(
        data,
        &[&["user", "add"], &who[..], &["--password-file", password]].concat(),
    );
}

fn run(data: &Path, arguments: &[&str]) {
    let done = Command::new(process::shopbell())
        .arg("--data")
        .arg(data)
        .args(arguments)
        .stdout(std::process::Stdio::null())
        .status()
        .expect("the command runs");
    assert!(done.success(), "{arguments:?}");
}

pub(crate) async fn sign_in(address: SocketAddr) -> String {
    sign_in_as(address, "ana@example.org", PASSWORD).await
}

pub(crate) async fn sign_in_as(address: SocketAddr, email: &str, password: &str) -> String {
    let mut client = Client::connect(address).await.expect("connects");
    let body = serde_json::json!({ "email": email, "password": password }).to_string();
    let response = client
        .post("/api/v1/agent/login", "none", "none", &body)
        .await
        .expect("answers");
    field(&response.body, "token")
}

pub(crate) async fn begin_sessions(address: SocketAddr, count: usize) -> Vec<String> {
    let chats = begin_chats(address, count).await;
    chats.into_iter().map(|(token, _)| token).collect()
}

/// Visitors, each with their token and their chat's id.
pub(crate) async fn begin_chats(address: SocketAddr, count: usize) -> Vec<(String, u64)> {
    let mut client = Client::connect(address).await.expect("connects");
    let mut chats = Vec::new();
    for _ in 0..count {
        let path = "/api/v1/visitor/sessions";
        let response = client.post(path, "none", "none", r#"{"name":"Ann"}"#).await;
        let body = response.expect("answers").body;
        let value: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let chat = value["conversation_id"].as_u64().expect("a number");
        chats.push((field(&body, "token"), chat));
    }
    chats
}

fn field(body: &str, name: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(body).expect("JSON");
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {body}"))
        .to_owned()
}

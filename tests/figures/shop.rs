//! The shop that is measured: an admin who listens, visitors who write.

use std::{net::SocketAddr, path::Path, process::Command};

use crate::{client::Client, process};

const PASSWORD: &str = "a bell on the counter";

/// An admin to sign in as and a site to write on, by the commands a shop would use.
pub(crate) fn set_up(data: &Path) {
    let password = data.with_extension("password");
    std::fs::write(&password, PASSWORD).expect("a file");
    let run = |arguments: &[&str]| {
        let done = Command::new(process::shopbell())
            .arg("--data")
            .arg(data)
            .args(arguments)
            .stdout(std::process::Stdio::null())
            .status()
            .expect("the command runs");
        assert!(done.success(), "{arguments:?}");
    };
    let password = password.to_str().expect("a plain path");
    let who = [
        "--role",
        "admin",
        "--email",
        "ana@example.org",
        "--name",
        "Ana",
    ];
    run(&[&["user", "add"], &who[..], &["--password-file", password]].concat());
    run(&["channel", "add", "web-chat", "--name", "Shop"]);
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
    let mut client = Client::connect(address).await.expect("connects");
    let mut tokens = Vec::new();
    for _ in 0..count {
        let path = "/api/v1/visitor/sessions";
        let response = client
            .post(path, "none", "none", r#"{"name":"Ann"}"#)
            .await
            .expect("answers");
        tokens.push(field(&response.body, "token"));
    }
    tokens
}

fn field(body: &str, name: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(body).expect("JSON");
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {body}"))
        .to_owned()
}

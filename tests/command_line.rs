//! What the program says of itself on the command line.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shopbell"))
        .args(arguments)
        .env_remove("SHOPBELL_DATA")
        .output()
        .unwrap()
}

#[test]
fn every_command_explains_itself_within_a_terminal_s_width() {
    for command in [
        &[][..],
        &["serve"],
        &["demo"],
        &["user"],
        &["user", "add"],
        &["user", "reset-password"],
        &["user", "list"],
        &["admin", "reset-password"],
        &["config"],
        &["config", "check"],
        &["channel"],
        &["channel", "add"],
        &["channel", "list"],
        &["backup"],
        &["health"],
        &["verify"],
        &["restore"],
        &["what-if"],
        &["completions"],
    ] {
        let answer = run(&[command, &["--help"]].concat());
        assert!(answer.status.success(), "{command:?}");
        let help = String::from_utf8(answer.stdout).unwrap();
        assert!(help.contains("Usage: shopbell"), "{help}");
        for line in help.lines() {
            assert!(line.chars().count() <= 100, "{command:?}: {line}");
        }
    }
}

#[test]
fn every_shell_can_complete_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let answer = run(&["completions", shell]);
        assert!(answer.status.success(), "{shell}");
        let script = String::from_utf8(answer.stdout).unwrap();
        for word in ["demo", "reset-password", "--public-url"] {
            let bare = word.trim_start_matches('-');
            assert!(script.contains(bare), "{shell} does not know {word}");
        }
    }
}

#[test]
fn wrong_usage_is_told_from_failure() {
    for (arguments, code, words) in [
        (&["surve"][..], 2, "serve"),
        (&["demo", "--speed", "0"], 2, "0.1 to 1000"),
        (&["demo", "--listen", "0.0.0.0:0"], 1, "this machine alone"),
        (&["serve", "--listen", "0.0.0.0:0"], 1, "--insecure-http"),
        (
            &["config", "check", "--listen", "0.0.0.0:0"],
            1,
            "--insecure-http",
        ),
        (
            &["config", "check", "--public-url", "chat"],
            1,
            "--public-url",
        ),
        (
            // What stands in front of it does not change what is on the wire behind.
            &[
                "serve",
                "--listen",
                "0.0.0.0:0",
                "--public-url",
                "https://chat.shop.example",
            ],
            1,
            "--insecure-http",
        ),
        (
            &["config", "check", "--trusted-proxy", "10.0.0.1,0.0.0.0/0"],
            2,
            "a block shares at least its first 8 bits",
        ),
        (
            &["config", "check", "--trusted-proxy", "10.0.0.0/40"],
            2,
            "a number of bits up to 32",
        ),
        (
            &["relay", "--trusted-proxy", "proxy.shop.example"],
            2,
            "neither an address such as",
        ),
        (&["restore"], 2, "FILE"),
        (&["verify", "nothing.db"], 1, "does not exist"),
    ] {
        let answer = run(arguments);
        assert_eq!(answer.status.code(), Some(code), "{arguments:?}");
        let said = String::from_utf8(answer.stderr).unwrap();
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn settings_are_told_before_a_house_is_opened_by_them() {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("house");
    let answer = Command::new(env!("CARGO_BIN_EXE_shopbell"))
        .args([
            "config",
            "check",
            "--public-url",
            "https://chat.kettle.example/",
            "--data",
        ])
        .arg(&data)
        .env("SHOPBELL_HOSTS", "kettle.local,till.local")
        .env("SHOPBELL_TRUSTED_PROXIES", "127.0.0.1,172.18.0.5/16")
        .output()
        .unwrap();
    assert!(answer.status.success());
    let said = String::from_utf8(answer.stdout).unwrap();
    for (name, value) in [
        ("data", data.to_str().unwrap()),
        ("listen", "127.0.0.1, the first free port from 7700 on"),
        ("https", "0.0.0.0:7743 once an admin opens it"),
        ("certificate", "signed by the house"),
        ("local-name", "shopbell.local"),
        ("public-url", "https://chat.kettle.example"),
        ("host", "kettle.local, till.local"),
        ("trusted-proxy", "127.0.0.1, 172.18.0.0/16"),
        ("limits", "1 times"),
        ("bell-command", "-"),
        ("connections", "20000"),
        ("replicated", "no"),
    ] {
        let line = format!("{name:<14} {value}");
        assert!(
            said.lines().any(|known| known == line),
            "{line:?} in {said}"
        );
    }
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn where_there_is_no_house_nobody_is_looked_for() {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("house");
    let at = data.to_str().unwrap();
    let ana = ["--email", "ana@kettle.example"];
    let password = ["--password-file", "-"];
    for command in [
        &["user", "list"][..],
        &[&["user", "reset-password"][..], &ana, &password].concat(),
        &[&["user", "reset-second-step"][..], &ana].concat(),
        &["channel", "list"],
    ] {
        let answer = run(&[command, &["--data", at]].concat());
        assert_eq!(answer.status.code(), Some(1), "{command:?}");
        let said = String::from_utf8(answer.stderr).unwrap();
        assert!(said.contains("there is no house in"), "{said}");
        assert!(!data.exists(), "{command:?} made one");
    }
    // The premise: to begin with, there need not be one.
    let answer = run(&["channel", "add", "web-chat", "--name", "Shop", "--data", at]);
    assert!(answer.status.success() && data.exists());
    assert!(run(&["channel", "list", "--data", at]).status.success());
}

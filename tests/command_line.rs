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
        &["channel"],
        &["channel", "add"],
        &["channel", "list"],
        &["backup"],
        &["verify"],
        &["restore"],
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
        (&["restore"], 2, "FILE"),
        (&["verify", "nothing.db"], 1, "does not exist"),
    ] {
        let answer = run(arguments);
        assert_eq!(answer.status.code(), Some(code), "{arguments:?}");
        let said = String::from_utf8(answer.stderr).unwrap();
        assert!(said.contains(words), "{said}");
    }
}

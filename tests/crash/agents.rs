//! Two agents who want the same chat, and the answer of the one who got it.

use std::net::SocketAddr;

use super::{Load, bearer, log};
use crate::process::{Answer, ask, say};

/// Which agent won a chat, and the id of the answer they gave.
pub(super) struct Won {
    chat: i64,
    winner: usize,
    answer: i64,
}

/// Chats come in, two agents claim each at once, and who was told that it is theirs answers.
pub(super) fn race(load: &Load, team: &[String; 2]) -> Vec<Won> {
    let mut won = Vec::new();
    while !load.is_over() {
        let begun =
            load.insist(|address| ask(address, "POST", "/api/v1/visitor/sessions", "", b"{}"));
        let visitor = begun.body["token"].as_str().unwrap().to_owned();
        let waiting = load.insist(|address| say(address, &visitor, "first", "Anybody there?"));
        let chat = waiting.body["conversation_id"].as_i64().unwrap();
        let claims: Vec<Answer> = std::thread::scope(|scope| {
            let claims = [0, 1].map(|agent| {
                let token = &team[agent];
                scope.spawn(move || load.insist(|address| claim(address, token, chat)))
            });
            claims.map(|claim| claim.join().unwrap()).into()
        });
        // One who was told yes and was then killed before the other asked has it all the same.
        let mut statuses: Vec<u16> = claims.iter().map(|claim| claim.status).collect();
        let winner = statuses.iter().position(|status| *status == 200).unwrap();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "exactly one has chat {chat}");
        let answer = load.insist(|address| reply(address, &team[winner], chat));
        assert!(matches!(answer.status, 200 | 201), "{}", answer.body);
        won.push(Won {
            chat,
            winner,
            answer: answer.body["id"].as_i64().unwrap(),
        });
        let closed = load.insist(|address| close(address, &team[winner], chat));
        // The second try finds it closed.
        assert!(matches!(closed.status, 200 | 204 | 409), "{}", closed.body);
    }
    won
}

fn act(address: SocketAddr, token: &str, chat: i64, what: &str, body: &str) -> Option<Answer> {
    let path = format!("/api/v1/agent/conversations/{chat}/{what}");
    let headers = format!("{}idempotency-key: answer\r\n", bearer(token));
    ask(address, "POST", &path, &headers, body.as_bytes())
}

fn claim(address: SocketAddr, token: &str, chat: i64) -> Option<Answer> {
    act(address, token, chat, "claim", "{}")
}

fn reply(address: SocketAddr, token: &str, chat: i64) -> Option<Answer> {
    act(address, token, chat, "messages", r#"{"text":"Here I am."}"#)
}

/// So that no agent's hands are full.
fn close(address: SocketAddr, token: &str, chat: i64) -> Option<Answer> {
    act(address, token, chat, "close", "{}")
}

/// Each chat is still its winner's, with one answer in it.
pub(super) fn check(address: SocketAddr, team: &[String; 2], won: &[Won]) {
    assert!(won.len() > 10, "hardly any chats were won: {}", won.len());
    for won in won {
        let path = format!("/api/v1/agent/conversations/{}/messages", won.chat);
        let answers: Vec<i64> = log(address, &team[won.winner], &path)
            .into_iter()
            .filter(|(text, _)| text == "Here I am.")
            .map(|(_, id)| id)
            .collect();
        assert_eq!(answers, [won.answer], "chat {}", won.chat);
        let path = format!("/api/v1/agent/conversations/{}", won.chat);
        let chat = ask(address, "GET", &path, &bearer(&team[won.winner]), b"").unwrap();
        let whose = &chat.body["assignee"]["id"];
        let names = [1, 2];
        assert_eq!(*whose, names[won.winner], "{}", chat.body);
    }
}

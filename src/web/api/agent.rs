//! Signing in and out by API.

use http::{StatusCode, header};
use serde::Deserialize;

use super::forward;
use crate::{
    base::{id::ConversationId, secret::Secret},
    desk::{
        forward::hand_over::{self, Lot},
        team::second_step::Half,
    },
    web::{
        answer::{Refusal, Reply, done, ok},
        cookie,
        entrance::{self, Entered},
        request::{AsAgent, Ask},
        router::{Route, agent, anybody, post},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/agent/login", anybody(login)),
        post("/api/v1/agent/logout", agent(logout)),
    ]
}

#[derive(Deserialize)]
struct Login {
    email: String,
    password: String,
    /// Of their telephone, where they have a second step.
    code: Option<String>,
}

async fn login(mut ask: Ask) -> Reply {
    let body: Login = ask.json().await?;
    let (agent, entered) =
        entrance::sign_in(&ask, &body.email, Secret::new(body.password), true).await?;
    let needed = |word| Err(Refusal::new(StatusCode::UNAUTHORIZED, word));
    let token = match (entered, &body.code) {
        (Entered::In(token), _) => token,
        (Entered::Code(half), Some(code)) => {
            let who = Half {
                agent: agent.clone(),
                persistent: true,
            };
            entrance::take_second_step(&ask, &half, &who, code).await?
        }
        (Entered::Code(_), None) => return needed("code-needed"),
        (Entered::SetUp(_), _) => return needed("second-step-needed"),
    };
    let mut answer = ok(&serde_json::json!({
        "token": token.expose(),
        "agent": { "id": agent.id, "name": agent.name },
    }))?;
    let cookie = cookie::set_session(&token, ask.jar(), true);
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(answer)
}

/// Where each open conversation goes.
#[derive(Deserialize)]
struct Logout {
    #[serde(default)]
    hand_over: Vec<Given>,
    /// Where the house allows it, they are kept.
    #[serde(default)]
    keep: bool,
}

#[derive(Deserialize)]
struct Given {
    conversation_id: ConversationId,
    /// To the wait list of its queue; otherwise it is forwarded.
    #[serde(default)]
    back: bool,
    #[serde(flatten)]
    forward: forward::Body,
}

impl Given {
    fn lot(self) -> Result<(ConversationId, Lot), Refusal> {
        let lot = if self.back {
            Lot::Back
        } else {
            Lot::To(self.forward.wish()?)
        };
        Ok((self.conversation_id, lot))
    }
}

/// Nobody leaves an open conversation behind, unless the house lets them. Who is signed in elsewhere leaves none.
async fn logout(mut ask: Ask, agent: AsAgent) -> Reply {
    let Logout { hand_over, keep } = ask.json().await?;
    let lots = hand_over
        .into_iter()
        .map(Given::lot)
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(session) = agent.session() {
        let who = agent.agent.clone();
        ask.house
            .db
            .write::<_, Refusal>(move |tx| Ok(hand_over::sign_out(tx, &who, session, &lots, keep)?))
            .await?;
    }
    let mut answer = done()?;
    answer
        .headers_mut()
        .insert(header::SET_COOKIE, cookie::end_session(ask.jar()));
    Ok(answer)
}

//! Signing in and out by API.

use http::{StatusCode, header};
use serde::Deserialize;

use crate::{
    base::secret::Secret,
    db::DbError,
    desk::team::{second_step::Half, session},
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
    let cookie = cookie::set_session(&token, ask.house.is_secure(), true);
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(answer)
}

async fn logout(ask: Ask, agent: AsAgent) -> Reply {
    if let Some(session) = agent.session() {
        let id = agent.id;
        ask.house
            .db
            .write::<_, DbError>(move |tx| session::end(tx, id, session))
            .await?;
    }
    let mut answer = done()?;
    answer.headers_mut().insert(
        header::SET_COOKIE,
        cookie::end_session(ask.house.is_secure()),
    );
    Ok(answer)
}

//! Where a customer says they are, handed in by a program that they told it to.

use serde::Deserialize;

use crate::{
    base::id::ConversationId,
    desk::customer::position::{self, PositionError},
    web::{
        answer::{Reply, done},
        request::{AsAgent, Ask},
        router::{Route, agent, post},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![post(
        "/api/v1/agent/conversations/{id}/position",
        agent(tell),
    )]
}

#[derive(Deserialize)]
struct Told {
    latitude: f64,
    longitude: f64,
    accuracy_m: Option<i64>,
    #[serde(default)]
    label: String,
}

async fn tell(mut ask: Ask, _agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let told: Told = ask.json().await?;
    ask.house
        .db
        .write::<_, PositionError>(move |tx| {
            position::tell(
                tx,
                id,
                told.latitude,
                told.longitude,
                told.accuracy_m,
                &told.label,
            )
        })
        .await?;
    done()
}

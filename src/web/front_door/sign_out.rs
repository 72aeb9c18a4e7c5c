//! Signing out: the session ends, and the browser forgets what it kept of us. Open chats are handed over first.

use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::{
    db::DbError,
    desk::{
        forward::{Forwarding, hand_over},
        setting,
        team::session,
    },
    web::{
        answer::{Refusal, Reply, see_other},
        cookie,
        forwarding::Sheet,
        request::{AsAgent, Ask},
    },
};

/// Where one says who gets which chat.
const SHEET: &str = "/console/hand-over?then=sign-out";

pub(super) async fn go(mut ask: Ask, agent: AsAgent) -> Reply {
    let sheet = Sheet::of(ask.form().await?);
    let was_asked = !sheet.chosen.is_empty();
    match hand_over(&ask, &agent, sheet).await {
        Ok(()) => {}
        Err(refusal) => {
            let wrong = match (refusal.code, refusal.status) {
                ("hand-over-missing", _) if !was_asked => "",
                ("hand-over-missing", _) => "&wrong=missing",
                ("not-there", _) => "&wrong=gone",
                (_, StatusCode::BAD_REQUEST | StatusCode::CONFLICT) => "&wrong=refused",
                _ => return Err(refusal),
            };
            return see_other(&format!("{SHEET}{wrong}"));
        }
    }
    if let Some(session) = agent.session() {
        let id = agent.id;
        ask.house
            .db
            .write::<_, DbError>(move |tx| session::end(tx, id, session))
            .await?;
    }
    let mut answer = see_other("/sign-in")?;
    let headers = answer.headers_mut();
    headers.insert(header::SET_COOKIE, cookie::end_session(ask.jar()));
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(answer)
}

/// Every open chat goes where the sheet says, unless the house lets people keep them.
async fn hand_over(ask: &Ask, agent: &AsAgent, sheet: Sheet) -> Result<(), Refusal> {
    let lots = sheet.lots(ask.house.db.clock().now())?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            let rules: Forwarding = setting::get(tx)?;
            if !(sheet.keeps && rules.may_leave_chats) {
                hand_over::hand_over(tx, &who, &lots)?;
            }
            Ok(())
        })
        .await
}

//! Signing out: the session ends, and the browser forgets what it kept of us. Open chats are handed over first, unless
//! their agent is signed in elsewhere.

use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::{
    desk::forward::hand_over,
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
    let chosen = sheet.in_address();
    match sign_out(&ask, &agent, sheet).await {
        Ok(()) => {}
        Err(refusal) => {
            let wrong = match (refusal.code, refusal.status) {
                ("hand-over-missing", _) if !was_asked => "",
                ("hand-over-missing", _) => "&wrong=missing",
                ("not-there", _) => "&wrong=gone",
                (_, StatusCode::BAD_REQUEST | StatusCode::CONFLICT) => "&wrong=refused",
                _ => return Err(refusal),
            };
            return see_other(&format!("{SHEET}{wrong}{chosen}"));
        }
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

/// A program's key signs nobody out.
async fn sign_out(ask: &Ask, agent: &AsAgent, sheet: Sheet) -> Result<(), Refusal> {
    let Some(session) = agent.session() else {
        return Ok(());
    };
    let lots = sheet.lots(ask.house.db.clock().now())?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            Ok(hand_over::sign_out(tx, &who, session, &lots, sheet.keeps)?)
        })
        .await
}

//! Signing out: the session ends, and the browser forgets what it kept of us.

use http::{HeaderName, HeaderValue, header};

use crate::{
    db::DbError,
    desk::team::session,
    web::{
        answer::{Reply, see_other},
        cookie,
        request::{AsAgent, Ask},
    },
};

pub(super) async fn go(ask: Ask, agent: AsAgent) -> Reply {
    if let Some(session) = agent.session() {
        let id = agent.id;
        ask.house
            .db
            .write::<_, DbError>(move |tx| session::end(tx, id, session))
            .await?;
    }
    let mut answer = see_other("/sign-in")?;
    let headers = answer.headers_mut();
    headers.insert(
        header::SET_COOKIE,
        cookie::end_session(ask.house.is_secure()),
    );
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(answer)
}

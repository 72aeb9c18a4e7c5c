//! The directory as a table for other programs.

use http::{HeaderValue, StatusCode, header};

use super::list::Words;
use crate::{
    db::DbError,
    desk::{audit, customer::exchange},
    web::{
        answer::{Reply, content},
        fresh::{self, Form},
        request::{AsSupervisor, Ask},
    },
};

/// Everybody the list shows, after a fresh password. Who took the directory along is kept in the log.
pub(super) async fn table(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let nothing = Form::default();
    if let Some(page) = fresh::ask_first(&ask, &supervisor, &nothing, "/people").await? {
        return Ok(page);
    }
    let words: Words = ask.query()?;
    let wish = words.wish()?;
    let bytes = ask
        .house
        .db
        .read::<_, DbError>(move |reader| exchange::write(reader, &wish))
        .await?;
    let origin = supervisor.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| audit::log(tx, &origin, "customers_exported", ""))
        .await?;
    let mut answer = content(StatusCode::OK, "text/csv; charset=utf-8", bytes);
    answer.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"customers.csv\""),
    );
    Ok(answer)
}

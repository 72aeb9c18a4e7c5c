//! Pictures that customers have on their platforms, as they are kept here.

use http::{HeaderValue, StatusCode, header};

use crate::{
    db::DbError,
    desk::customer::portrait,
    web::{
        answer::{Refusal, Reply, content},
        request::{AsAgent, Ask},
    },
};

/// Another picture has another name.
const FOR_GOOD: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

/// The picture of this name.
pub(super) async fn picture(ask: Ask, _: AsAgent) -> Reply {
    let name: String = ask.place("name")?;
    let picture = ask
        .house
        .db
        .read::<_, DbError>(move |reader| portrait::picture(reader, &name))
        .await?
        .ok_or_else(Refusal::not_found)?;
    let mut answer = content(StatusCode::OK, "image/jpeg", picture);
    answer.headers_mut().insert(header::CACHE_CONTROL, FOR_GOOD);
    Ok(answer)
}

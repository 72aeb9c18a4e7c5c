//! Platforms call in here. Who calls is decided by the platform's own signature; what came is stored before it is
//! answered, and nobody else is asked meanwhile.

use http::{StatusCode, header::CONTENT_TYPE};

use super::{
    answer::{Answer, Refusal, Reply},
    body::Body,
    files::leave,
    request::{Ask, Way},
    router::{Route, anybody, get, post},
};
use crate::{
    channels::{Batch, HookCall, HookReply, hook::MOST_BYTES, link},
    db::DbError,
    desk::{account, attachment::read, intake::What},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/hooks/{key}", anybody(called)),
        post("/hooks/{key}", anybody(called)),
        get("/f/{id}/{proof}", anybody(file)),
    ]
}

/// The address at which the platform of a channel calls in.
#[must_use]
pub(super) fn address(base_url: &str, key: &str) -> String {
    format!("{base_url}/hooks/{key}")
}

async fn called(mut ask: Ask) -> Reply {
    let key: String = ask.place("key")?;
    let found = {
        let key = key.clone();
        ask.house
            .db
            .read::<_, DbError>(move |reader| account::by_key(reader, &key))
            .await?
    };
    let account = found.ok_or_else(Refusal::not_found)?;
    if account.is_locked {
        // Nobody can tell whether it is them. Platforms come back with what was not taken.
        let mut later = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "busy");
        later.retry_after = Some(600);
        return Err(later);
    }
    let platform = ask
        .house
        .office
        .platform(&account)
        .ok_or_else(Refusal::not_found)?;
    // Not before: what strangers send to where nobody is called is not gathered.
    let body = ask.bytes(MOST_BYTES).await?;
    let query = ask.uri.query().unwrap_or_default().to_owned();
    // Platforms sign the address at which they call.
    let called_at = match ask.way {
        Way::Relayed => ask.house.relayed.url(),
        Way::Plain | Way::Secured | Way::Astray => None,
    };
    let called_at = called_at.unwrap_or_else(|| ask.house.widget_url());
    let mut url = address(&called_at, &key);
    if !query.is_empty() {
        url = format!("{url}?{query}");
    }
    let call = HookCall {
        method: ask.method.clone(),
        query,
        url,
        headers: ask.headers.clone(),
        body,
        now: ask.came_at(),
    };
    let brought = platform
        .called(&call)
        .map_err(|_| Refusal::new(StatusCode::FORBIDDEN, "not-signed"))?;
    // One that is paused keeps what its platform brings: the customer has sent it, and it is not sent again.
    let batch = brought.batch;
    let nameless = nameless(&batch);
    let of = account.clone();
    let id = account.channel.id;
    let office = &ask.house.office;
    office
        .take_in(account, batch, move |tx| account::heard(tx, id, None))
        .await?;
    if !nameless.is_empty() {
        office.learn(of, nameless);
    }
    answer(brought.reply)
}

/// A file that went to a customer as a link.
async fn file(ask: Ask) -> Reply {
    let (id, proof): (String, String) = (ask.place("id")?, ask.place("proof")?);
    let attachment = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let Some(channel) = read::channel_of(reader, &id)? else {
                return Ok(None);
            };
            match account::by_id(reader, channel)? {
                Some(account) if link::opens(&account, &id, &proof) => read::for_team(reader, &id),
                _ => Ok(None),
            }
        })
        .await?
        .ok_or_else(Refusal::not_found)?;
    leave::send(&ask, &attachment).await
}

/// Those who wrote and of whom the platform told no more than an id.
fn nameless(batch: &Batch) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for news in &batch.news {
        let sender = &news.sender;
        let is_nameless = sender.name.is_empty() && sender.username.is_empty();
        if matches!(news.what, What::Said(_)) && is_nameless && !ids.contains(&sender.external_id) {
            ids.push(sender.external_id.clone());
        }
    }
    ids
}

fn answer(reply: HookReply) -> Reply {
    let mut answer = Answer::new(Body::from(reply.body));
    *answer.status_mut() = reply.status;
    answer.headers_mut().insert(
        CONTENT_TYPE,
        http::HeaderValue::from_static(reply.media_type),
    );
    Ok(answer)
}

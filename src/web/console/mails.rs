//! A mail beside its message: all its words, and its formatted text in a frame that nothing gets out of.

use http::{HeaderValue, header};
use maud::{DOCTYPE, PreEscaped, html};
use serde::Deserialize;

use crate::{
    base::id::MessageId,
    channels::email::html as mail_html,
    desk::conversation::{mailed, message},
    t,
    web::{
        answer::{Refusal, Reply, page},
        assets,
        request::{AsAgent, Ask},
    },
    wire::agent::FILES,
};

/// All words of a mail.
pub(super) async fn whole(ask: Ask, _: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let words = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| mailed::whole(reader, id)?.ok_or_else(Refusal::not_found))
        .await?;
    page(html! { div.bubble dir="auto" { span."bubble__text" { (words) } } })
}

/// What may come into the frame: the chat's own files, and what the mail brings itself. No script runs in it, no form is
/// sent, and it leads nowhere but by a link that somebody follows. It is of our own origin, so that the page around it
/// can give it its height and the files know who asks.
const STRICT: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// The same with pictures from elsewhere, which tell their owners that somebody reads: only at a click.
const WITH_PICTURES: &str = "default-src 'none'; img-src https: data: 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

#[derive(Deserialize)]
struct Wish {
    pictures: Option<String>,
}

/// A mail as it was written.
pub(super) async fn written(ask: Ask, agent: AsAgent) -> Reply {
    let id: MessageId = ask.place("id")?;
    let wish = ask.query::<Wish>()?;
    let mail = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let found = match message::is_shown(reader, id)? {
                true => mailed::formatted(reader, id)?,
                false => None,
            };
            found.ok_or_else(Refusal::not_found)
        })
        .await?;
    // It was made safe when it came; what is safe may be known better since.
    let safe = mail_html::safe(&mail.html).ok_or_else(Refusal::not_found)?;
    let placed = mail_html::placed(&safe, wish.pictures.is_some(), |id| {
        let picture = mail.pictures.iter().find(|picture| picture.0 == id)?;
        Some(format!("{FILES}/{}", picture.1))
    });
    let mut answer = page(html! {
        (DOCTYPE)
        html lang=(agent.lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (t!(agent.lang, "mail-frame")) }
                link rel="stylesheet" href=(assets::path("console/mail-frame.css"));
            }
            body { main dir="auto" { (PreEscaped(placed)) } }
        }
    })?;
    let policy = match wish.pictures {
        Some(_) => WITH_PICTURES,
        None => STRICT,
    };
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(answer)
}

//! What visitors take with them: their last chat as a file, or by mail.

use serde::Deserialize;

use crate::{
    base::lang::Lang,
    db::Reader,
    desk::{
        content::language,
        conversation,
        post::{self, PostError},
        setting::{self, Team},
        transcript,
    },
    t,
    web::{
        answer::{Refusal, Reply, done},
        layout::customer_name,
        limits::{Act, strangers},
        request::{Ask, Visitor},
        transcript::{as_file, as_mail},
    },
};

/// The visitor's last chat as they may read it, the shop's name, and the language that the chat is in.
fn last_chat(
    reader: &Reader<'_>,
    visitor: &Visitor,
) -> Result<(transcript::Transcript, String, Lang), Refusal> {
    let last = conversation::latest_written_of(reader, visitor.identity)?
        .ok_or_else(Refusal::not_found)?;
    let reading = transcript::Reading::Customer(visitor.identity);
    let found = transcript::of(reader, last.id, reading)?.ok_or_else(Refusal::not_found)?;
    let team: Team = setting::get(reader)?;
    let content = language::of(reader, &last)?.code;
    let lang = language::of_house(&content, "");
    Ok((found, team.name, lang))
}

/// The visitor's last chat as a file of plain words.
pub(super) async fn give(ask: Ask, visitor: Visitor) -> Reply {
    let (transcript, team, lang) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| last_chat(reader, &visitor))
        .await?;
    let customer = customer_name(lang, visitor.customer, &transcript.chat.customer_name);
    as_file(&transcript, lang, &team, &customer)
}

#[derive(Deserialize)]
struct MailTo {
    email: String,
}

/// The same by mail, through the house's own mailbox.
pub(super) async fn mail(mut ask: Ask, visitor: Visitor) -> Reply {
    strangers::count(&ask, Act::Write, visitor)?;
    let MailTo { email } = ask.json().await?;
    let draft = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let (transcript, team, lang) = last_chat(reader, &visitor)?;
            let chat = &transcript.chat;
            let customer = customer_name(lang, visitor.customer, &chat.customer_name);
            let (text, html) = as_mail(&transcript, lang, &team, &customer);
            // The mailbox that they wrote to comes first.
            let mut mailboxes = post::mailboxes(reader)?;
            mailboxes.sort_by_key(|account| account.channel.id != chat.channel);
            let mailbox = mailboxes.first().ok_or(PostError::NoMailbox)?;
            Ok(post::Draft {
                channel: mailbox.channel.id,
                conversation: chat.id,
                recipient: email.clone(),
                subject: t!(lang, "transcript-mail-subject", team = &team).into_owned(),
                text,
                html,
                has_comments: false,
            })
        })
        .await?;
    ask.house
        .db
        .write::<_, PostError>(move |tx| post::send_to_customer(tx, &draft).map(drop))
        .await?;
    done()
}

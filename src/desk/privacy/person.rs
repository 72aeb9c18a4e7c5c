//! Everything that the house holds about one customer, to be handed out (O9): theirs by law in many countries, such as
//! by article 15 of the GDPR (<https://eur-lex.europa.eu/eli/reg/2016/679/oj>).
//!
//! Comments and notes of the team are about the customer and belong to it; how supervisors judged an agent's work is
//! about the agent and does not. Of colleagues it has the name that customers see.

use super::{
    erasure::{accounts_of, all_of},
    record,
};
use crate::{
    base::id::{ConversationId, CustomerId, IdentityId, MessageId},
    db::{DbError, Reader},
    desk::{
        attachment::{self, Attachment},
        audit,
    },
};

/// Messages read at a time.
pub const PAGE: usize = 200;

/// What an export of one customer reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// All customers they were found to be.
    pub customers: Vec<CustomerId>,
    /// Their accounts.
    pub identities: Vec<IdentityId>,
    /// Their chats, oldest first.
    pub chats: Vec<ConversationId>,
}

/// Whom an export is about; `None`: there is no such customer.
pub fn plan(reader: &Reader<'_>, id: CustomerId) -> Result<Option<Plan>, DbError> {
    if !reader.exists("select 1 from customer where id = ?1", [id])? {
        return Ok(None);
    }
    let customers = all_of(reader, id)?;
    let identities = accounts_of(reader, &customers)?;
    let chats = reader.list(
        "select id from conversation where customer_id in (select value from json_each(?1)) order by id",
        [json(&customers)],
        |row| row.get(0),
    )?;
    Ok(Some(Plan {
        customers,
        identities,
        chats,
    }))
}

fn json<T: serde::Serialize>(ids: &[T]) -> String {
    serde_json::to_string(ids).expect("numbers are plain data")
}

/// Of an agent, what customers see.
const AGENT: &str = "(select coalesce(nullif(public_name, ''), name) from agent where agent.id = agent_id) as agent";

/// By customers, as a JSON array of ids.
const OF_CUSTOMERS: &[(&str, &str)] = &[
    (
        "customer",
        "select id, name, email, phone, company, language, merged_into, created_at from customer where id in (select value from json_each(?1))",
    ),
    (
        "tag",
        "select customer_id, tag.name from customer_tag join tag on tag.id = tag_id where customer_id in (select value from json_each(?1))",
    ),
    (
        "field",
        "select customer_id, field.name, value from field_value join field on field.id = field_id where customer_id in (select value from json_each(?1))",
    ),
    (
        "note",
        "select id, customer_id, AGENT, text, created_at, deleted_at from note where customer_id in (select value from json_each(?1))",
    ),
    (
        "merge",
        "select id, kept_id, gone_id, AGENT, at, moved, undone_at from merge
         where kept_id in (select value from json_each(?1)) or gone_id in (select value from json_each(?1))",
    ),
    (
        "block",
        "select id, customer_id, AGENT, at, reason, message, until, lifted_at, network, network_until from block where customer_id in (select value from json_each(?1))",
    ),
];

/// By accounts.
const OF_IDENTITIES: &[(&str, &str)] = &[
    (
        "account",
        "select identity.id, customer_id, channel.kind as channel_kind, channel.name as channel, external_id, username, email,
           language, verified, user_agent, address, referrer, page_consent, identity.created_at
         from identity join channel on channel.id = channel_id where identity.id in (select value from json_each(?1))",
    ),
    (
        "page_view",
        "select id, identity_id, at, left_at, url, title, referrer from page_view where identity_id in (select value from json_each(?1))",
    ),
    (
        "position",
        "select identity_id, latitude, longitude, accuracy_m, label, at from position where identity_id in (select value from json_each(?1))",
    ),
    (
        "portrait",
        "select identity_id, asked_at, picture from portrait where picture is not null and identity_id in (select value from json_each(?1))",
    ),
    (
        "sign_in",
        "select identity_id, created_at, revoked_at from visitor_token where identity_id in (select value from json_each(?1))",
    ),
    (
        "undelivered",
        "select identity_id, code, at from window_refusal where identity_id in (select value from json_each(?1))",
    ),
];

/// By a chat.
const OF_CHAT: &[(&str, &str)] = &[
    (
        "chat",
        "select conversation.id, customer_id, identity_id, channel.name as channel, queue.name as queue, state, AGENT,
           conversation.created_at, queued_at, claimed_at, first_reply_at, closed_at, archived_at, subject_page,
           delivered_id, read_id, (select name from chat_type where id = chat_type_id) as chat_type,
           (select name from closing_reason where id = closing_reason_id) as closing_reason, closing_note,
           survey, rating, rating_comment, rated_at
         from conversation join channel on channel.id = channel_id join queue on queue.id = conversation.queue_id
         where conversation.id = ?1",
    ),
    (
        "bot",
        "select conversation_id, began_at, said, ended_at, outcome from bot_chat where conversation_id = ?1",
    ),
    (
        "consent",
        "select conversation_id, text, is_notice, at, withdrawn_at, wants_erasure from consent where conversation_id = ?1",
    ),
    (
        "silence",
        "select conversation_id, since, reminded_at from silence where conversation_id = ?1",
    ),
    (
        "forward",
        "select id, conversation_id, at, (select name from queue where id = queue_id) as queue, AGENT, note, due_at, ended_at from forward where conversation_id = ?1",
    ),
    (
        "invite",
        "select id, conversation_id, note, at, ended_at, outcome, reason from invite where conversation_id = ?1",
    ),
    (
        "bookmark",
        "select id, conversation_id, message_id, AGENT, note, at, removed_at from bookmark where conversation_id = ?1",
    ),
    (
        "draft",
        "select conversation_id, AGENT, text, updated_at from draft where conversation_id = ?1 and text <> ''",
    ),
    (
        "outgoing",
        "select id, conversation_id, AGENT, internal, text, kind, created_at, due_at from outgoing where conversation_id = ?1",
    ),
    (
        "mail_sent",
        "select id, conversation_id, recipient, subject, state, created_at from post where conversation_id = ?1",
    ),
];

/// By a chat and a stretch of its messages, both ends among them.
const OF_MESSAGES: &[(&str, &str)] = &[
    (
        "message",
        "select id, conversation_id, author, AGENT, internal, text, created_at, delivery, quotes_id, edited_at, unsent_at, automatic
         from message where conversation_id = ?1 and id between ?2 and ?3 order by id",
    ),
    (
        "earlier_version",
        "select message_id, until, version.text, AGENT from message_version as version
         where message_id in (select id from message where conversation_id = ?1 and id between ?2 and ?3)",
    ),
    (
        "translation",
        "select message_id, language, translation.text, is_original, at from translation
         where message_id in (select id from message where conversation_id = ?1 and id between ?2 and ?3)",
    ),
    (
        "mail",
        "select message_id, header_id, subject, refs, reply_to, whole, html from mail
         where message_id in (select id from message where conversation_id = ?1 and id between ?2 and ?3)",
    ),
    (
        "file",
        "select attachment.id, message_id, attachment.kind, name, media_type, content.size, width, height, duration_ms, card
         from attachment join content on content.id = content_id
         where message_id in (select id from message where conversation_id = ?1 and id between ?2 and ?3)",
    ),
    (
        "file_not_here",
        "select message_id, name, size, trouble from fetch
         where message_id in (select id from message where conversation_id = ?1 and id between ?2 and ?3)",
    ),
];

fn add(
    reader: &Reader<'_>,
    sections: &[(&str, &str)],
    params: impl rusqlite::Params + Clone,
    lines: &mut Vec<u8>,
) -> Result<(), DbError> {
    for (name, sql) in sections {
        let sql = sql.replace("AGENT", AGENT);
        record::add_all(reader, name, &sql, params.clone(), lines)?;
    }
    Ok(())
}

/// Lines about the customer themselves.
pub fn themselves(reader: &Reader<'_>, plan: &Plan) -> Result<Vec<u8>, DbError> {
    let mut lines = Vec::new();
    add(reader, OF_CUSTOMERS, [json(&plan.customers)], &mut lines)?;
    add(reader, OF_IDENTITIES, [json(&plan.identities)], &mut lines)?;
    for customer in &plan.customers {
        for line in audit::about_customer(reader, *customer)? {
            let told = serde_json::json!({
                "record": "audit", "at": line.at, "agent": line.agent, "act": line.act,
                "subject": line.subject, "detail": line.detail,
            });
            lines.extend_from_slice(told.to_string().as_bytes());
            lines.push(b'\n');
        }
    }
    Ok(lines)
}

/// Lines about one chat as a whole.
pub fn chat(reader: &Reader<'_>, id: ConversationId) -> Result<Vec<u8>, DbError> {
    let mut lines = Vec::new();
    add(reader, OF_CHAT, [id], &mut lines)?;
    Ok(lines)
}

/// Lines about the next messages of a chat behind `after`, and the last of them; `None`: there are no more.
pub fn messages(
    reader: &Reader<'_>,
    id: ConversationId,
    after: MessageId,
) -> Result<Option<(Vec<u8>, MessageId)>, DbError> {
    let ids: Vec<MessageId> = reader.list(
        "select id from message where conversation_id = ?1 and id > ?2 order by id limit ?3",
        (id, after, PAGE),
        |row| row.get(0),
    )?;
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
        return Ok(None);
    };
    let mut lines = Vec::new();
    add(reader, OF_MESSAGES, (id, *first, *last), &mut lines)?;
    Ok(Some((lines, *last)))
}

/// The files of a chat that are here, in the order in which they were sent.
pub fn files(reader: &Reader<'_>, id: ConversationId) -> Result<Vec<Attachment>, DbError> {
    reader.list(
        &format!(
            "select {} from message join attachment on attachment.message_id = message.id
               join content on content.id = attachment.content_id
             where message.conversation_id = ?1 and content.sha256 is not null and attachment.kind <> 'card'
             order by message.id, attachment.position",
            attachment::COLUMNS
        ),
        [id],
        attachment::from_row,
    )
}

/// Where a file lies in an export: by its id, which is unique, and the ending of its name.
#[must_use]
pub fn path_of(file: &Attachment) -> String {
    let ending: String = file
        .name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| ending.len() <= 8 && ending.bytes().all(|b| b.is_ascii_alphanumeric()))
        .map(|ending| format!(".{}", ending.to_ascii_lowercase()))
        .unwrap_or_default();
    format!("files/{}{ending}", file.id)
}

/// What stands beside the records, for whoever opens them.
pub const README: &str = include_str!("readme.txt");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::say::{self, Draft},
            customer::{note, tag},
            waitlist::claim,
        },
    };

    #[test]
    fn an_export_has_both_sides_and_what_the_team_wrote_and_nobody_else_s() {
        let mut memory = Memory::new();
        let lines = memory
            .act::<_, anyhow::Error>(|tx| {
                let ana = cast::admin(tx, "Ana")?;
                let hannah = cast::visitor(tx, "Hannah")?;
                let own = cast::write(tx, hannah, "Where is my kettle?")?.conversation;
                cast::waiting_chat(tx, "Omar", "A secret of Omar's")?;
                claim::claim(tx, &ana, own, None)?;
                let comment = Draft {
                    text: "She is in a hurry".to_owned(),
                    ..Draft::default()
                };
                say::comment(tx, &ana, own, &comment)?;
                note::write(tx, &ana, hannah.customer, "Likes oolong")?;
                tag::add(tx, hannah.customer, "VIP")?;
                let plan = plan(tx, hannah.customer)?.expect("she is there");
                let mut lines = themselves(tx, &plan)?;
                for chat_id in &plan.chats {
                    lines.extend(chat(tx, *chat_id)?);
                    let mut after = MessageId(0);
                    while let Some((some, last)) = messages(tx, *chat_id, after)? {
                        lines.extend(some);
                        after = last;
                    }
                }
                Ok(lines)
            })
            .unwrap();
        let text = String::from_utf8(lines).unwrap();
        for line in text.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            assert!(line["record"].is_string());
        }
        for words in [
            "Hannah",
            "hannah@post.example",
            "Where is my kettle?",
            "She is in a hurry",
            "Likes oolong",
            "VIP",
            "kettle.example",
        ] {
            assert!(text.contains(words), "{words}");
        }
        assert!(!text.contains("Omar"), "{text}");
    }

    #[test]
    fn every_question_can_be_asked() {
        let mut memory = Memory::new();
        memory
            .act::<_, DbError>(|tx| {
                let mut lines = Vec::new();
                add(tx, OF_CUSTOMERS, ["[1]"], &mut lines)?;
                add(tx, OF_IDENTITIES, ["[1]"], &mut lines)?;
                add(tx, OF_CHAT, [1_i64], &mut lines)?;
                add(tx, OF_MESSAGES, (1_i64, 1_i64, 9_i64), &mut lines)?;
                assert!(lines.is_empty());
                Ok(())
            })
            .unwrap();
    }
}

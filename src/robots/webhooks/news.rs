//! What a webhook is told of an event, if anything.

use serde_json::Value;

use crate::{
    base::id::{ConversationId, EventId, MessageId},
    db::{DbError, Reader},
    desk::{
        amend::Which,
        conversation::{
            self, Cause, Record, Status,
            message::{self, Author, Comment, Entry, Message},
            participant, tags_of,
        },
        event::{self, Event, Kind},
        rule,
        webhook::{Topic, Webhook, delivery::News},
    },
    wire::{
        agent::{ConversationShape, MessageShape},
        webhook::{Envelope, NamedRule, RuleShape},
    },
};

/// Events looked at in one go.
const PAGE: usize = 200;

/// What is new to a webhook, and the event up to which that is; `None`: nothing has happened since.
pub(super) fn page(
    reader: &Reader<'_>,
    hook: &Webhook,
) -> Result<Option<(EventId, Vec<News>)>, DbError> {
    let events = event::after(reader, hook.seen, PAGE)?;
    let Some(last) = events.last() else {
        return Ok(None);
    };
    let last = last.id;
    let mut news = Vec::new();
    for event in &events {
        news.extend(of(reader, hook, event)?);
    }
    Ok(Some((last, news)))
}

fn of(reader: &Reader<'_>, hook: &Webhook, event: &Event) -> Result<Option<News>, DbError> {
    match event.kind {
        Kind::Message => match message::by_id(reader, MessageId::from(event.id))? {
            Some(Entry::Message(message)) => of_message(reader, hook, event, &message),
            Some(Entry::Comment(_)) | None => Ok(None),
        },
        Kind::Revision if hook.wants(Topic::MessageUpdated) => {
            let which = event.parse::<Which>().map(|which| which.message_id);
            // As the message stands now: what it said meanwhile is not told.
            match which.map(|id| message::by_id(reader, id)).transpose()? {
                Some(Some(Entry::Message(message))) => {
                    let shape = MessageShape::of_message(&message);
                    Ok(Some(of_chat(
                        event,
                        Topic::MessageUpdated,
                        message.conversation,
                        shape,
                    )))
                }
                _ => Ok(None),
            }
        }
        Kind::Comment if hook.wants(Topic::CommentCreated) => {
            match message::by_id(reader, MessageId::from(event.id))? {
                Some(entry @ Entry::Comment(Comment { .. })) => Ok(Some(of_chat(
                    event,
                    Topic::CommentCreated,
                    entry.conversation(),
                    MessageShape::new(&entry),
                ))),
                Some(Entry::Message(_)) | None => Ok(None),
            }
        }
        Kind::Conversation => Ok(of_conversation(hook, event)),
        Kind::Customer if hook.wants(Topic::CustomerUpdated) => Ok(of_customer(event)),
        Kind::Revision
        | Kind::Comment
        | Kind::Customer
        | Kind::Receipt
        | Kind::Page
        | Kind::Note
        | Kind::Agent
        | Kind::Queue
        | Kind::Channel
        | Kind::Content
        | Kind::Access
        | Kind::Outgoing
        | Kind::Struck
        | Kind::Invite
        | Kind::House => Ok(None),
    }
}

/// A message is told; a line of the house is not, but for the one that says that a rule acted which names the webhook.
fn of_message(
    reader: &Reader<'_>,
    hook: &Webhook,
    event: &Event,
    message: &Message,
) -> Result<Option<News>, DbError> {
    let told = match &message.author {
        Author::System(_) => return of_rule(reader, hook, event, message),
        Author::Customer | Author::Agent(_) | Author::Bot => hook.wants(Topic::MessageCreated),
    };
    Ok(told.then(|| {
        let shape = MessageShape::of_message(message);
        of_chat(event, Topic::MessageCreated, message.conversation, shape)
    }))
}

fn of_rule(
    reader: &Reader<'_>,
    hook: &Webhook,
    event: &Event,
    line: &Message,
) -> Result<Option<News>, DbError> {
    let Some(id) = rule::acted(&line.text) else {
        return Ok(None);
    };
    let rule = rule::edit::one(reader, id)?.filter(|rule| rule.deeds.webhook == Some(hook.id));
    let chat = conversation::by_id(reader, line.conversation)?;
    let (Some(rule), Some(chat)) = (rule, chat) else {
        return Ok(None);
    };
    let record = Record {
        participants: participant::of(reader, chat.id)?,
        ..chat.record(Cause::Changed, tags_of(reader, chat.customer)?)
    };
    let shape = RuleShape {
        rule: NamedRule {
            id,
            name: &rule.name,
        },
        conversation: ConversationShape::new(&record),
    };
    Ok(Some(of_chat(event, Topic::RuleMatched, chat.id, shape)))
}

/// What a chat's change is told as.
fn topic_of(cause: Cause) -> Topic {
    match cause {
        Cause::Queued => Topic::ConversationCreated,
        Cause::Claimed | Cause::Assigned => Topic::ConversationAssigned,
        Cause::Closed => Topic::ConversationClosed,
        Cause::Rated => Topic::ConversationRated,
        Cause::Offered
        | Cause::Released
        | Cause::Forwarded
        | Cause::Returned
        | Cause::Reopened
        | Cause::Changed => Topic::ConversationUpdated,
    }
}

fn of_conversation(hook: &Webhook, event: &Event) -> Option<News> {
    let record = event.parse::<Record>()?;
    let topic = topic_of(record.cause);
    // One in which nothing is written yet is nobody's business.
    (hook.wants(topic) && record.status != Status::Fresh).then(|| {
        of_chat(
            event,
            topic,
            record.id,
            ConversationShape::of_event(&record),
        )
    })
}

fn of_customer(event: &Event) -> Option<News> {
    let record: Value = event.parse()?;
    let lane = format!("customer {}", record["id"]);
    Some(News {
        event: event.id,
        topic: Topic::CustomerUpdated,
        lane,
        conversation: None,
        body: Envelope::new(Topic::CustomerUpdated, event.at, Some(event.id), record).json(),
    })
}

fn of_chat(event: &Event, topic: Topic, chat: ConversationId, data: impl serde::Serialize) -> News {
    News {
        event: event.id,
        topic,
        lane: format!("chat {chat}"),
        conversation: Some(chat),
        body: Envelope::new(topic, event.at, Some(event.id), data).json(),
    }
}

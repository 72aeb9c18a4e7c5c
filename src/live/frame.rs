//! An event as bytes on a stream, one form for agents and one for the visitor concerned.
//!
//! The form is that of Server-Sent Events, <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::OnceLock,
};

use bytes::Bytes;
use serde::Serialize;

use crate::{
    base::id::{ConversationId, EventId, IdentityId},
    db::Announcement,
    desk::{
        amend::Revised,
        conversation::{
            Record,
            message::{Author, Entry, Message, Written},
            receipt::Receipt,
        },
        event::{Event, Kind},
        team::session::Revoked,
    },
    wire,
};

/// A committed event, encoded when first needed and then shared.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) id: EventId,
    /// The visitor concerned, if any.
    pub(super) identity: Option<IdentityId>,
    source: Source,
    agent: OnceLock<Bytes>,
    visitor: OnceLock<Option<Bytes>>,
}

#[derive(Debug)]
enum Source {
    Entry(Entry),
    Revision(Message),
    Event(Event),
}

impl Frame {
    /// The frame of something an act announced; `None` for what is not told on streams.
    pub(super) fn of(announcement: Announcement) -> Option<Self> {
        match announcement.downcast::<Written>() {
            Ok(written) => Some(Self::of_entry(written.entry, written.identity)),
            Err(other) => match other.downcast::<Revised>() {
                Ok(revised) => Some(Self::of_revision(*revised)),
                Err(other) => other
                    .downcast::<Event>()
                    .ok()
                    .map(|event| Self::of_event(*event)),
            },
        }
    }

    pub(super) fn of_revision(revised: Revised) -> Self {
        Self {
            id: revised.event,
            identity: Some(revised.identity),
            source: Source::Revision(revised.message),
            agent: OnceLock::new(),
            visitor: OnceLock::new(),
        }
    }

    pub(super) fn of_entry(entry: Entry, identity: IdentityId) -> Self {
        Self {
            id: EventId(entry.id().0),
            identity: Some(identity),
            source: Source::Entry(entry),
            agent: OnceLock::new(),
            visitor: OnceLock::new(),
        }
    }

    pub(super) fn of_event(event: Event) -> Self {
        Self {
            id: event.id,
            identity: event.about.identity,
            source: Source::Event(event),
            agent: OnceLock::new(),
            visitor: OnceLock::new(),
        }
    }

    /// The conversation in which the customer has said something.
    pub(super) fn said_by_customer(&self) -> Option<ConversationId> {
        match &self.source {
            Source::Entry(Entry::Message(message)) if message.author == Author::Customer => {
                Some(message.conversation)
            }
            Source::Entry(_) | Source::Event(_) | Source::Revision(_) => None,
        }
    }

    /// Whether a wallboard may show something else after it.
    pub(super) fn moves_the_board(&self) -> bool {
        match &self.source {
            Source::Entry(Entry::Message(message)) => matches!(message.author, Author::Agent(_)),
            Source::Entry(Entry::Comment(_)) | Source::Revision(_) => false,
            Source::Event(event) => {
                matches!(event.kind, Kind::Conversation | Kind::Agent | Kind::Queue)
            }
        }
    }

    /// Whose streams this event ends.
    pub(super) fn revoked(&self) -> Option<Revoked> {
        match &self.source {
            Source::Event(event) if event.kind == Kind::Access => event.parse(),
            Source::Event(_) | Source::Entry(_) | Source::Revision(_) => None,
        }
    }

    /// The bytes for agents; none for what only ends streams.
    pub(super) fn for_agents(&self) -> &Bytes {
        let told = || match &self.source {
            Source::Event(event) if event.kind == Kind::Access => Bytes::new(),
            Source::Entry(entry) => {
                let kind = match entry {
                    Entry::Message(_) => Kind::Message,
                    Entry::Comment(_) => Kind::Comment,
                };
                sse(
                    Some(self.id),
                    kind.word(),
                    &wire::agent::MessageShape::new(entry),
                )
            }
            Source::Revision(message) => sse(
                Some(self.id),
                Kind::Revision.word(),
                &wire::agent::MessageShape::of_message(message),
            ),
            Source::Event(event) if event.kind == Kind::Conversation => {
                match event.parse::<Record>() {
                    Some(record) => sse(
                        Some(self.id),
                        event.kind.word(),
                        &wire::agent::ConversationShape::of_event(&record),
                    ),
                    None => Bytes::new(),
                }
            }
            Source::Event(event) => sse_text(
                Some(self.id),
                event.kind.word(),
                event.data.as_deref().unwrap_or("{}"),
            ),
        };
        self.agent
            .get_or_init(|| guarded(self.id, told).unwrap_or_else(|reset| reset))
    }

    /// The bytes for the visitor concerned; `None` when it is not for them.
    pub(super) fn for_visitor(&self) -> Option<&Bytes> {
        let told = || match &self.source {
            Source::Entry(Entry::Message(message)) if !message.is_for_customer() => None,
            Source::Entry(Entry::Message(message)) => Some(sse(
                Some(self.id),
                Kind::Message.word(),
                &wire::visitor::MessageShape::from(message),
            )),
            Source::Entry(Entry::Comment(_)) => None,
            Source::Revision(message) => Some(sse(
                Some(self.id),
                Kind::Revision.word(),
                &wire::visitor::MessageShape::from(message),
            )),
            Source::Event(event) => match event.kind {
                Kind::Conversation => event.parse::<Record>().map(|record| {
                    sse(
                        Some(self.id),
                        event.kind.word(),
                        &wire::visitor::ConversationShape::from(&record),
                    )
                }),
                Kind::Receipt => event.parse::<Receipt>().map(|receipt| {
                    let shape = wire::visitor::ReceiptShape {
                        conversation_id: receipt.conversation_id,
                        agent_read_id: receipt.agent_read_id,
                        read_id: receipt.read_id,
                    };
                    sse(Some(self.id), event.kind.word(), &shape)
                }),
                Kind::Message
                | Kind::Comment
                | Kind::Customer
                | Kind::Page
                | Kind::Note
                | Kind::Agent
                | Kind::Queue
                | Kind::Channel
                | Kind::Access
                | Kind::Revision
                | Kind::Outgoing
                | Kind::Struck
                | Kind::Invite
                | Kind::House
                | Kind::Content => None,
            },
        };
        self.visitor
            .get_or_init(|| guarded(self.id, told).unwrap_or_else(Some))
            .as_ref()
    }
}

/// An event that cannot be put into words is a defect of ours: it must not end the streams, and again with each reader who
/// resumes before it. They are told to look for themselves instead.
fn guarded<T>(id: EventId, told: impl FnOnce() -> T) -> Result<T, Bytes> {
    catch_unwind(AssertUnwindSafe(told)).map_err(|_| {
        tracing::error!(event = %id, "an event could not be told: readers load their page anew");
        sse(Some(id), "reset", &serde_json::json!({}))
    })
}

/// An event of the stream with its data as JSON.
pub(super) fn sse(id: Option<EventId>, kind: &str, data: &impl Serialize) -> Bytes {
    let mut bytes = head(id, kind);
    serde_json::to_writer(&mut bytes, data).expect("our own shapes are plain data");
    bytes.extend_from_slice(b"\n\n");
    bytes.into()
}

fn sse_text(id: Option<EventId>, kind: &str, data: &str) -> Bytes {
    let mut bytes = head(id, kind);
    bytes.extend_from_slice(data.as_bytes());
    bytes.extend_from_slice(b"\n\n");
    bytes.into()
}

fn head(id: Option<EventId>, kind: &str) -> Vec<u8> {
    use std::io::Write;
    let mut bytes = Vec::with_capacity(256);
    if let Some(id) = id {
        let _ = writeln!(bytes, "id: {id}");
    }
    let _ = write!(bytes, "event: {kind}\ndata: ");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_that_cannot_be_told_has_readers_look_for_themselves() {
        let id = EventId(7);
        assert_eq!(guarded(id, || 1), Ok(1));
        let reset = guarded(id, || -> u8 { panic!("no words") }).unwrap_err();
        assert_eq!(reset, "id: 7\nevent: reset\ndata: {}\n\n");
    }
}

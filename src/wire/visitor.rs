//! What visitors are sent. These types have no place for anything internal.

use serde::Serialize;

use super::{File, tint};
use crate::{
    base::{
        id::{AgentId, ConversationId, MessageId},
        lang::Lang,
        text,
        time::Timestamp,
    },
    desk::{
        conversation::{
            Record, Status, Survey,
            message::{Author, Message},
        },
        team::Face,
        waitlist::pace::Estimate,
    },
};

/// Where visitors fetch files.
pub const FILES: &str = "/api/v1/visitor/files";

/// An agent as customers see them.
#[derive(Debug, Serialize)]
pub struct AgentShape {
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    initials: String,
    tint: i64,
    /// Where their picture is.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

/// Where anybody fetches the pictures of the team.
pub const PICTURES: &str = "/api/v1/faces";

impl From<&Face> for AgentShape {
    fn from(face: &Face) -> Self {
        let (name, title, picture, number) = match &face.mask {
            Some(mask) => (&mask.name, &mask.title, &mask.picture, mask.id.0),
            None => (
                &face.public_name,
                &face.public_title,
                &face.picture,
                face.id.0,
            ),
        };
        Self {
            name: name.clone(),
            title: title.clone(),
            initials: text::initials(name),
            tint: tint(number),
            picture: picture.as_ref().map(|id| format!("{PICTURES}/{id}")),
        }
    }
}

/// Who wrote a message.
#[derive(Debug, Serialize)]
pub struct AuthorShape {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<AgentId>,
    #[serde(flatten)]
    agent: Option<AgentShape>,
}

/// A message of either side.
#[derive(Debug, Serialize)]
pub struct MessageShape<'a> {
    id: MessageId,
    conversation_id: ConversationId,
    author: AuthorShape,
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<File<'a>>,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edited_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unsent_at: Option<Timestamp>,
}

/// The message that another one answers.
#[derive(Debug, Serialize)]
pub struct QuoteShape<'a> {
    id: MessageId,
    author: AuthorShape,
    text: &'a str,
}

impl From<&Author> for AuthorShape {
    fn from(author: &Author) -> Self {
        Self {
            kind: match author {
                Author::Customer => "visitor",
                other => other.word(),
            },
            // Under an identity nobody tells one agent from another.
            id: author
                .face()
                .filter(|face| face.mask.is_none())
                .map(|face| face.id),
            agent: author.face().map(AgentShape::from),
        }
    }
}

/// The words of a message. Of a line of the house a customer is told the word alone, and not which of the team
/// it names behind it.
fn shown(message: &Message) -> &str {
    match message.author {
        Author::System(_) => message.text.split(' ').next().unwrap_or_default(),
        Author::Customer | Author::Agent(_) | Author::Bot => &message.text,
    }
}

impl<'a> From<&'a Message> for MessageShape<'a> {
    fn from(message: &'a Message) -> Self {
        Self {
            id: message.id,
            conversation_id: message.conversation,
            author: AuthorShape::from(&message.author),
            text: shown(message),
            attachments: message
                .attachments
                .iter()
                .map(|attachment| File::new(attachment, FILES))
                .collect(),
            created_at: message.created_at,
            quote: message.quote.as_ref().map(|quote| QuoteShape {
                id: quote.id,
                author: AuthorShape::from(&quote.author),
                text: &quote.text,
            }),
            edited_at: message.edited_at,
            unsent_at: message.unsent_at,
        }
    }
}

/// The visitor's own conversation.
#[derive(Debug, Serialize)]
pub struct ConversationShape {
    id: ConversationId,
    status: &'static str,
    agent: Option<AgentShape>,
    survey: Survey,
    rating: Option<i64>,
    delivered_id: MessageId,
    read_id: MessageId,
    /// The language the team chose for them, if the widget speaks it.
    language: Option<&'static str>,
}

impl From<&Record> for ConversationShape {
    fn from(record: &Record) -> Self {
        Self {
            id: record.id,
            status: match record.status {
                Status::Fresh => "fresh",
                Status::New | Status::Transferred => "waiting",
                Status::Active | Status::AwaitingResponse => "active",
                Status::WrapUp | Status::Closed | Status::Archived => "closed",
            },
            agent: record.agent.as_ref().map(AgentShape::from),
            survey: record.survey,
            rating: record.rating,
            delivered_id: record.delivered,
            read_id: record.read,
            language: Lang::from_code(&record.customer_language).map(Lang::code),
        }
    }
}

/// What the owner has seen of the visitor's messages, and what the visitor's own devices have.
#[derive(Debug, Serialize)]
pub struct ReceiptShape {
    /// Of which episode.
    pub conversation_id: ConversationId,
    /// Newest message the owner has seen.
    pub agent_read_id: MessageId,
    /// Newest message one of the visitor's devices showed.
    pub read_id: MessageId,
}

/// Where the visitor stands in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LineShape {
    /// 1 is next.
    place: usize,
    /// It takes about so many minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    about_min: Option<u32>,
    /// Or more than so many; neither is there when too little is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    over_min: Option<u32>,
}

impl LineShape {
    /// This place, and what is known of the wait.
    #[must_use]
    pub fn new(place: usize, estimate: Option<Estimate>) -> Self {
        let (about_min, over_min) = match estimate {
            Some(Estimate::About(minutes)) => (Some(minutes), None),
            Some(Estimate::Over(minutes)) => (None, Some(minutes)),
            None => (None, None),
        };
        Self {
            place,
            about_min,
            over_min,
        }
    }
}

/// The line has moved, on the stream.
#[derive(Debug, Serialize)]
pub struct LineToldShape {
    /// The chat that waits.
    pub conversation_id: ConversationId,
    /// Where it stands now; `None`: that is no longer told.
    pub line: Option<LineShape>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::id::AgentIdentityId, desk::team::Mask};

    #[test]
    fn under_an_identity_nothing_tells_who_it_is() {
        let mut face = Face {
            id: AgentId(7),
            name: "Ana Ferreira".to_owned(),
            public_name: "Ana".to_owned(),
            public_title: "Care team".to_owned(),
            picture: Some("own".to_owned()),
            mask: None,
        };
        let shown = |face: &Face| {
            serde_json::to_value(AuthorShape::from(&Author::Agent(face.clone()))).unwrap()
        };
        assert_eq!(
            shown(&face),
            serde_json::json!({ "kind": "agent", "id": AgentId(7), "name": "Ana", "title": "Care team",
                "initials": "A", "tint": tint(7), "picture": "/api/v1/faces/own" })
        );
        face.mask = Some(Box::new(Mask {
            id: AgentIdentityId(2),
            name: "Support".to_owned(),
            title: String::new(),
            picture: None,
        }));
        assert_eq!(
            shown(&face),
            serde_json::json!({ "kind": "agent", "name": "Support", "initials": "S", "tint": tint(2) })
        );
    }
}

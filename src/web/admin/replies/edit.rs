//! Writing one reply: its name, where it stands, and its words in every language.

use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        Room,
        shelves::{Place, Refused},
        show, show_with,
    },
    Here, Stock, stock, view,
};
use crate::{
    base::id::{QuickReplyId, TopicId},
    desk::content::{
        language::own_name,
        quick_reply::{self, Draft, QuickReply, ReplyError, Text},
    },
    t,
    web::{
        answer::{Answer, Refusal, Reply, see_other},
        field::Wrong,
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// Most bytes of the form: a text in several languages, each letter beyond ASCII as up to nine.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What stands in the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) topic: Option<TopicId>,
    pub(super) name: String,
    pub(super) tags: String,
    pub(super) is_default: Option<String>,
    pub(super) revision: i64,
    /// One for each of `text`.
    language: Vec<String>,
    text: Vec<String>,
}

impl Typed {
    fn of(reply: &QuickReply) -> Self {
        Self {
            topic: Some(reply.topic),
            name: reply.name.clone(),
            tags: reply.tags.join(", "),
            is_default: reply.is_default.then(|| "on".to_owned()),
            revision: reply.revision,
            language: reply
                .texts
                .iter()
                .map(|text| text.language.clone())
                .collect(),
            text: reply.texts.iter().map(|text| text.text.clone()).collect(),
        }
    }

    fn draft(&self) -> Draft {
        Draft {
            topic: self.topic.unwrap_or(TopicId(0)),
            name: self.name.clone(),
            tags: quick_reply::split_tags(&self.tags),
            is_default: self.is_default.is_some(),
            texts: self.texts(),
        }
    }

    pub(super) fn texts(&self) -> Vec<Text> {
        let pairs = self.language.iter().zip(&self.text);
        pairs
            .map(|(language, text)| Text {
                language: language.clone(),
                text: text.clone(),
            })
            .collect()
    }
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let id: QuickReplyId = ask.place("id")?;
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let reply = find(&stock, id).ok_or_else(Refusal::not_found)?;
    let typed = Typed::of(reply);
    let here = Here {
        topic: Some(reply.topic),
        reply: Some(id),
        is_writing: true,
    };
    let side = view::editor(admin.lang, &stock, here, &typed, &Wrong::default(), &wish);
    let inside = view::screen(admin.lang, &stock, here, &Refused::default(), &wish, &side);
    show(&ask, &admin, Room::Replies, &inside).await
}

fn find(stock: &Stock, id: QuickReplyId) -> Option<&QuickReply> {
    let mut all = stock.catalogue.iter().flat_map(|(_, replies)| replies);
    all.find(|reply| reply.id == id)
}

#[derive(Deserialize)]
struct For {
    topic: Option<TopicId>,
}

pub(super) async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let For { topic } = ask.query()?;
    let typed = Typed {
        topic,
        ..Typed::default()
    };
    let (status, wrong) = (StatusCode::OK, Wrong::default());
    again(&ask, &admin, None, &typed, status, &wrong).await
}

/// The form as it was sent, with what was wrong with it.
async fn again(
    ask: &Ask,
    admin: &AsAdmin,
    reply: Option<QuickReplyId>,
    typed: &Typed,
    status: StatusCode,
    wrong: &Wrong,
) -> Result<Answer, Refusal> {
    let stock = stock(ask).await?;
    let here = Here {
        topic: typed.topic,
        reply,
        is_writing: true,
    };
    let wish = Wish::default();
    let side = view::editor(admin.lang, &stock, here, typed, wrong, &wish);
    let inside = view::screen(admin.lang, &stock, here, &Refused::default(), &wish, &side);
    show_with(status, ask, admin, Room::Replies, &inside).await
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form_within(MOST_BYTES).await?;
    let (origin, draft) = (admin.origin(&ask), typed.draft());
    let added = ask
        .house
        .db
        .write(move |tx| quick_reply::add(tx, &origin, &draft))
        .await;
    match added {
        Ok(id) => see_other(&format!("/admin/replies/{id}?saved=reply")),
        Err(error) => refused(&ask, &admin, None, typed, error).await,
    }
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: QuickReplyId = ask.place("id")?;
    let typed: Typed = ask.form_within(MOST_BYTES).await?;
    let (origin, draft, seen) = (admin.origin(&ask), typed.draft(), typed.revision);
    let saved = ask
        .house
        .db
        .write(move |tx| quick_reply::change(tx, &origin, id, seen, &draft))
        .await;
    match saved {
        Ok(()) => see_other(&format!("/admin/replies/{id}?saved=reply")),
        Err(error) => refused(&ask, &admin, Some(id), typed, error).await,
    }
}

async fn refused(
    ask: &Ask,
    admin: &AsAdmin,
    mut id: Option<QuickReplyId>,
    mut typed: Typed,
    error: ReplyError,
) -> Reply {
    let lang = admin.lang;
    let mut status = StatusCode::BAD_REQUEST;
    let wrong = match error {
        ReplyError::NoName => Wrong::at("name", t!(lang, "choice-name-needed")),
        ReplyError::NameTaken => {
            status = StatusCode::CONFLICT;
            Wrong::at("name", t!(lang, "reply-name-taken"))
        }
        ReplyError::NoTopic => Wrong::at("topic", t!(lang, "reply-topic-needed")),
        ReplyError::NoText => Wrong::at("text", t!(lang, "reply-text-needed")),
        ReplyError::TooLong(code, length) => Wrong::at(
            "text",
            t!(
                lang,
                "reply-too-long",
                language = own_name(&code),
                length = length
            ),
        ),
        ReplyError::BadLanguage(code) if code.is_empty() => {
            Wrong::at("language", t!(lang, "reply-language-needed"))
        }
        ReplyError::BadLanguage(code) => {
            Wrong::at("language", t!(lang, "reply-language-bad", code = &code))
        }
        ReplyError::Twice(code) => Wrong::at(
            "language",
            t!(lang, "reply-language-twice", language = own_name(&code)),
        ),
        ReplyError::NotFound if id.is_some() => {
            // It begins anew with what was typed.
            id = None;
            typed.revision = 0;
            status = StatusCode::CONFLICT;
            Wrong::at("conflict", t!(lang, "content-deleted-meanwhile"))
        }
        ReplyError::Conflict(now) => {
            // Whoever saves again has seen this.
            typed.revision = now;
            status = StatusCode::CONFLICT;
            Wrong::at("conflict", t!(lang, "reply-changed-meanwhile"))
        }
        other @ (ReplyError::NotFound | ReplyError::Db(_)) => return Err(other.into()),
    };
    again(ask, admin, id, &typed, status, &wrong).await
}

pub(super) async fn move_to(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: QuickReplyId = ask.place("id")?;
    let place: Place = ask.form().await?;
    let to = place.place;
    let topic = ask
        .house
        .db
        .write::<_, ReplyError>(move |tx| {
            quick_reply::move_to(tx, id, to)?;
            let reply = quick_reply::by_id(tx, id)?.ok_or(ReplyError::NotFound)?;
            Ok(reply.topic)
        })
        .await?;
    see_other(&format!("/admin/topics/{topic}?{}", place.focus(id.0)))
}

pub(super) async fn delete(ask: Ask, admin: AsAdmin) -> Reply {
    let id: QuickReplyId = ask.place("id")?;
    let origin = admin.origin(&ask);
    let topic = ask
        .house
        .db
        .write::<_, ReplyError>(move |tx| {
            let reply = quick_reply::by_id(tx, id)?.ok_or(ReplyError::NotFound)?;
            quick_reply::delete(tx, &origin, id)?;
            Ok(reply.topic)
        })
        .await?;
    see_other(&format!("/admin/topics/{topic}?saved=reply"))
}

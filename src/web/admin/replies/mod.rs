//! Quick replies: their topics, their order, their languages side by side, the team's default, and
//! all of them out of the house and into it.

mod edit;
mod import;
mod view;

use maud::Markup;
use serde::Deserialize;

use super::{
    Room,
    shelves::{self, Refused, Shelves, Texts},
};
use crate::{
    base::{
        id::{QuickReplyId, TopicId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        audit,
        content::{
            language::{self, Content},
            quick_reply::{self, Catalogue},
        },
        setting,
    },
    web::{
        answer::{Refusal, Reply, see_other},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::Wish,
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/replies", admin(shelves::all::<Stock>)),
        post("/admin/replies", admin(edit::add)),
        get("/admin/replies/new", admin(edit::new)),
        get("/admin/replies/import", admin(import::page)),
        post("/admin/replies/import", admin(import::take)),
        get("/admin/replies/export", admin(import::give)),
        post("/admin/replies/language", admin(set_language)),
        get("/admin/replies/{id}", admin(edit::page)),
        post("/admin/replies/{id}", admin(edit::save)),
        post("/admin/replies/{id}/move", admin(edit::move_to)),
        post("/admin/replies/{id}/delete", admin(edit::delete)),
        post("/admin/topics", admin(shelves::add::<Stock>)),
        get("/admin/topics/{id}", admin(shelves::one::<Stock>)),
        post("/admin/topics/{id}", admin(shelves::rename::<Stock>)),
        post("/admin/topics/{id}/move", admin(shelves::move_to::<Stock>)),
        post("/admin/topics/{id}/delete", admin(shelves::delete::<Stock>)),
    ]
}

/// What the screen shows, read in one go.
struct Stock {
    catalogue: Catalogue,
    content: Content,
}

async fn stock(ask: &Ask) -> Result<Stock, DbError> {
    ask.house
        .db
        .read::<_, DbError>(|reader| {
            Ok(Stock {
                catalogue: quick_reply::catalogue(reader)?,
                content: setting::get(reader)?,
            })
        })
        .await
}

/// Which part of the stock is shown.
#[derive(Clone, Copy, Default)]
struct Here {
    topic: Option<TopicId>,
    reply: Option<QuickReplyId>,
    /// Whether a reply is written beside it.
    is_writing: bool,
}

impl shelves::Stock for Stock {
    type Shelf = TopicId;
    const SHELVES: Shelves = Shelves {
        all: "/admin/replies",
        path: "/admin/topics",
        words: "topic",
        texts: Texts {
            title: "room-replies",
            lead: "replies-lead",
            new: "reply-new",
            empty: "topic-empty",
            none: "topics-none",
        },
    };
    const ROOM: Room = Room::Replies;

    async fn read(ask: &Ask) -> Result<Self, DbError> {
        stock(ask).await
    }

    fn holds(&self, shelf: TopicId) -> bool {
        self.catalogue.iter().any(|(topic, _)| topic.id == shelf)
    }

    fn screen(&self, lang: Lang, shelf: Option<TopicId>, refused: &Refused, wish: &Wish) -> Markup {
        let here = Here {
            topic: shelf,
            ..Here::default()
        };
        let side = view::nothing_chosen(lang, self);
        view::screen(lang, self, here, refused, wish, &side)
    }
}

#[derive(Deserialize)]
struct Chosen {
    language: String,
}

/// The language that is taken where a customer's own is missing.
async fn set_language(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Chosen { language } = ask.form().await?;
    let code = language::code(&language).ok_or_else(|| Refusal::bad("bad-language"))?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            let language = code.clone();
            setting::put(tx, &Content { language })?;
            audit::log(tx, &origin, "content_language_changed", &code)?;
            crate::desk::content::changed(tx, "language")
        })
        .await?;
    see_other("/admin/replies?saved=language")
}

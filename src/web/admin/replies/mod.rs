//! Quick replies: their topics, their order, their languages side by side, the team's default, and
//! all of them out of the house and into it.

mod edit;
mod import;
mod view;

use serde::Deserialize;

use super::{
    Room,
    shelves::{Place, Refused},
    show,
};
use crate::{
    base::id::{QuickReplyId, TopicId},
    db::{DbError, Tx},
    desk::{
        audit,
        content::{
            language::{self, Content},
            quick_reply::{self, Catalogue},
            shelf::{self, ShelfError},
        },
        setting,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::Wish,
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/replies", admin(page)),
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
        post("/admin/topics", admin(add_topic)),
        get("/admin/topics/{id}", admin(topic_page)),
        post("/admin/topics/{id}", admin(rename_topic)),
        post("/admin/topics/{id}/move", admin(move_topic)),
        post("/admin/topics/{id}/delete", admin(delete_topic)),
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

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let side = view::nothing_chosen(admin.lang, &stock);
    let refused = Refused::default();
    let inside = view::screen(admin.lang, &stock, Here::default(), &refused, &wish, &side);
    show(&ask, &admin, Room::Replies, &inside).await
}

async fn topic_page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let id: TopicId = ask.place("id")?;
    show_topic(ask, admin, id, &Refused::default(), &wish).await
}

async fn show_topic(
    ask: Ask,
    admin: AsAdmin,
    id: TopicId,
    refused: &Refused,
    wish: &Wish,
) -> Reply {
    let stock = stock(&ask).await?;
    if !stock.catalogue.iter().any(|(topic, _)| topic.id == id) {
        return Err(Refusal::not_found());
    }
    let here = Here {
        topic: Some(id),
        reply: None,
        is_writing: false,
    };
    let side = view::nothing_chosen(admin.lang, &stock);
    let inside = view::screen(admin.lang, &stock, here, refused, wish, &side);
    let status = if refused.wrong.is_empty() {
        http::StatusCode::OK
    } else {
        http::StatusCode::BAD_REQUEST
    };
    super::show_with(status, &ask, &admin, Room::Replies, &inside).await
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

async fn add_topic(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let added = ask
        .house
        .db
        .write(move |tx| shelf::add::<TopicId>(tx, &origin, &new))
        .await;
    match added {
        Ok(id) => see_other(&format!("/admin/topics/{id}?saved=topic")),
        Err(error) => {
            let refused = Refused::new(
                admin.lang,
                None,
                name,
                error,
                t!(admin.lang, "topic-name-taken"),
            )?;
            let stock = stock(&ask).await?;
            let side = view::nothing_chosen(admin.lang, &stock);
            let wish = Wish::default();
            let inside = view::screen(admin.lang, &stock, Here::default(), &refused, &wish, &side);
            let status = http::StatusCode::BAD_REQUEST;
            super::show_with(status, &ask, &admin, Room::Replies, &inside).await
        }
    }
}

async fn rename_topic(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: TopicId = ask.place("id")?;
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let renamed = topic_act(&ask, move |tx| shelf::rename(tx, &origin, id, &new)).await;
    match renamed {
        Ok(()) => see_other(&format!("/admin/topics/{id}?saved=topic")),
        Err(error) => {
            let refused = Refused::new(
                admin.lang,
                Some(id.0),
                name,
                error,
                t!(admin.lang, "topic-name-taken"),
            )?;
            show_topic(ask, admin, id, &refused, &Wish::default()).await
        }
    }
}

async fn move_topic(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: TopicId = ask.place("id")?;
    let place: Place = ask.form().await?;
    let to = place.place;
    topic_act(&ask, move |tx| shelf::move_to(tx, id, to)).await?;
    see_other(&format!("/admin/topics/{id}?{}", place.focus(0)))
}

async fn delete_topic(ask: Ask, admin: AsAdmin) -> Reply {
    let id: TopicId = ask.place("id")?;
    let origin = admin.origin(&ask);
    topic_act(&ask, move |tx| shelf::delete(tx, &origin, id)).await?;
    see_other("/admin/replies?saved=topic")
}

async fn topic_act(
    ask: &Ask,
    act: impl Fn(&mut Tx<'_>) -> Result<(), ShelfError> + Send + 'static,
) -> Result<(), ShelfError> {
    ask.house.db.write(act).await
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

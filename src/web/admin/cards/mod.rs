//! Cards: their folders, their order, their languages side by side, and all of them out of the house and
//! into it.

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
    base::id::{CardId, FolderId},
    db::{DbError, Tx},
    desk::{
        content::{
            card::{self, Catalogue},
            language::Content,
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
        get("/admin/cards", admin(page)),
        post("/admin/cards", admin(edit::add)),
        get("/admin/cards/new", admin(edit::new)),
        get("/admin/cards/import", admin(import::page)),
        post("/admin/cards/import", admin(import::take)),
        get("/admin/cards/export", admin(import::give)),
        get("/admin/cards/{id}", admin(edit::page)),
        post("/admin/cards/{id}", admin(edit::save)),
        post("/admin/cards/{id}/move", admin(edit::move_to)),
        post("/admin/cards/{id}/delete", admin(edit::delete)),
        post("/admin/folders", admin(add_folder)),
        get("/admin/folders/{id}", admin(folder_page)),
        post("/admin/folders/{id}", admin(rename_folder)),
        post("/admin/folders/{id}/move", admin(move_folder)),
        post("/admin/folders/{id}/delete", admin(delete_folder)),
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
                catalogue: card::catalogue(reader)?,
                content: setting::get(reader)?,
            })
        })
        .await
}

/// Which part of the stock is shown.
#[derive(Clone, Copy, Default)]
struct Here {
    folder: Option<FolderId>,
    card: Option<CardId>,
    /// Whether a card is written beside it.
    is_writing: bool,
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let side = view::nothing_chosen(admin.lang, &stock);
    let refused = Refused::default();
    let inside = view::screen(admin.lang, &stock, Here::default(), &refused, &wish, &side);
    show(&ask, &admin, Room::Cards, &inside).await
}

async fn folder_page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let id: FolderId = ask.place("id")?;
    show_folder(ask, admin, id, &Refused::default(), &wish).await
}

async fn show_folder(
    ask: Ask,
    admin: AsAdmin,
    id: FolderId,
    refused: &Refused,
    wish: &Wish,
) -> Reply {
    let stock = stock(&ask).await?;
    if !stock.catalogue.iter().any(|(folder, _)| folder.id == id) {
        return Err(Refusal::not_found());
    }
    let here = Here {
        folder: Some(id),
        card: None,
        is_writing: false,
    };
    let side = view::nothing_chosen(admin.lang, &stock);
    let inside = view::screen(admin.lang, &stock, here, refused, wish, &side);
    let status = if refused.wrong.is_empty() {
        http::StatusCode::OK
    } else {
        http::StatusCode::BAD_REQUEST
    };
    super::show_with(status, &ask, &admin, Room::Cards, &inside).await
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

async fn add_folder(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let added = ask
        .house
        .db
        .write(move |tx| shelf::add::<FolderId>(tx, &origin, &new))
        .await;
    match added {
        Ok(id) => see_other(&format!("/admin/folders/{id}?saved=folder")),
        Err(error) => {
            let refused = Refused::new(
                admin.lang,
                None,
                name,
                error,
                t!(admin.lang, "folder-name-taken"),
            )?;
            let stock = stock(&ask).await?;
            let side = view::nothing_chosen(admin.lang, &stock);
            let wish = Wish::default();
            let inside = view::screen(admin.lang, &stock, Here::default(), &refused, &wish, &side);
            let status = http::StatusCode::BAD_REQUEST;
            super::show_with(status, &ask, &admin, Room::Cards, &inside).await
        }
    }
}

async fn rename_folder(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: FolderId = ask.place("id")?;
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let renamed = folder_act(&ask, move |tx| shelf::rename(tx, &origin, id, &new)).await;
    match renamed {
        Ok(()) => see_other(&format!("/admin/folders/{id}?saved=folder")),
        Err(error) => {
            let refused = Refused::new(
                admin.lang,
                Some(id.0),
                name,
                error,
                t!(admin.lang, "folder-name-taken"),
            )?;
            show_folder(ask, admin, id, &refused, &Wish::default()).await
        }
    }
}

async fn move_folder(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: FolderId = ask.place("id")?;
    let place: Place = ask.form().await?;
    let to = place.place;
    folder_act(&ask, move |tx| shelf::move_to(tx, id, to)).await?;
    see_other(&format!("/admin/folders/{id}?{}", place.focus(0)))
}

async fn delete_folder(ask: Ask, admin: AsAdmin) -> Reply {
    let id: FolderId = ask.place("id")?;
    let origin = admin.origin(&ask);
    folder_act(&ask, move |tx| shelf::delete(tx, &origin, id)).await?;
    see_other("/admin/cards?saved=folder")
}

async fn folder_act(
    ask: &Ask,
    act: impl Fn(&mut Tx<'_>) -> Result<(), ShelfError> + Send + 'static,
) -> Result<(), ShelfError> {
    ask.house.db.write(act).await
}

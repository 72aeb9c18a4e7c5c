//! Cards: their folders, their order, their languages side by side, and all of them out of the house and
//! into it.

mod edit;
mod import;
mod view;

use maud::Markup;

use super::{
    Room,
    shelves::{self, Refused, Shelves, Texts},
};
use crate::{
    base::{
        id::{CardId, FolderId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        content::{
            card::{self, Catalogue},
            language::Content,
        },
        setting,
    },
    web::{
        request::Ask,
        router::{Route, admin, get, post},
        saved::Wish,
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/cards", admin(shelves::all::<Stock>)),
        post("/admin/cards", admin(edit::add)),
        get("/admin/cards/new", admin(edit::new)),
        get("/admin/cards/import", admin(import::page)),
        post("/admin/cards/import", admin(import::take)),
        get("/admin/cards/export", admin(import::give)),
        get("/admin/cards/{id}", admin(edit::page)),
        post("/admin/cards/{id}", admin(edit::save)),
        post("/admin/cards/{id}/move", admin(edit::move_to)),
        post("/admin/cards/{id}/delete", admin(edit::delete)),
        post("/admin/folders", admin(shelves::add::<Stock>)),
        get("/admin/folders/{id}", admin(shelves::one::<Stock>)),
        post("/admin/folders/{id}", admin(shelves::rename::<Stock>)),
        post("/admin/folders/{id}/move", admin(shelves::move_to::<Stock>)),
        post(
            "/admin/folders/{id}/delete",
            admin(shelves::delete::<Stock>),
        ),
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

impl shelves::Stock for Stock {
    type Shelf = FolderId;
    const SHELVES: Shelves = Shelves {
        all: "/admin/cards",
        path: "/admin/folders",
        words: "folder",
        texts: Texts {
            title: "room-cards",
            lead: "cards-lead",
            new: "card-new",
            empty: "folder-empty",
            none: "folders-none",
        },
    };
    const ROOM: Room = Room::Cards;

    async fn read(ask: &Ask) -> Result<Self, DbError> {
        stock(ask).await
    }

    fn holds(&self, shelf: FolderId) -> bool {
        self.catalogue.iter().any(|(folder, _)| folder.id == shelf)
    }

    fn screen(
        &self,
        lang: Lang,
        shelf: Option<FolderId>,
        refused: &Refused,
        wish: &Wish,
    ) -> Markup {
        let here = Here {
            folder: shelf,
            ..Here::default()
        };
        let side = view::nothing_chosen(lang, self);
        view::screen(lang, self, here, refused, wish, &side)
    }
}

//! Articles of the help centre: their categories, their order, their languages, what of them readers have, and all of
//! them out of the house and into it.

mod categories;
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
        id::{ArticleId, CategoryId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        content::{
            article::{self, Catalogue},
            category::{self, Name},
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
        get("/admin/articles", admin(shelves::all::<Stock>)),
        post("/admin/articles", admin(edit::add)),
        get("/admin/articles/new", admin(edit::new)),
        post("/admin/articles/preview", admin(edit::preview)),
        get("/admin/articles/import", admin(import::page)),
        post("/admin/articles/import", admin(import::take)),
        get("/admin/articles/export", admin(import::give)),
        get("/admin/articles/{id}", admin(edit::page)),
        post("/admin/articles/{id}", admin(edit::save)),
        post("/admin/articles/{id}/move", admin(edit::move_to)),
        post("/admin/articles/{id}/restore", admin(edit::restore)),
        post("/admin/articles/{id}/delete", admin(edit::delete)),
        post("/admin/categories", admin(shelves::add::<Stock>)),
        get("/admin/categories/{id}", admin(shelves::one::<Stock>)),
        post("/admin/categories/{id}", admin(shelves::rename::<Stock>)),
        post("/admin/categories/{id}/names", admin(categories::call)),
        post(
            "/admin/categories/{id}/move",
            admin(shelves::move_to::<Stock>),
        ),
        post(
            "/admin/categories/{id}/delete",
            admin(shelves::delete::<Stock>),
        ),
    ]
}

/// What the screen shows, read in one go.
struct Stock {
    catalogue: Catalogue,
    content: Content,
    /// What each category is called in other languages.
    names: Vec<(CategoryId, Vec<Name>)>,
}

async fn stock(ask: &Ask) -> Result<Stock, DbError> {
    ask.house
        .db
        .read::<_, DbError>(|reader| {
            let catalogue = article::catalogue(reader)?;
            let mut names = Vec::new();
            for (category, _) in &catalogue {
                names.push((category.id, category::names(reader, category.id)?));
            }
            Ok(Stock {
                catalogue,
                names,
                content: setting::get(reader)?,
            })
        })
        .await
}

/// Which part of the stock is shown.
#[derive(Clone, Copy, Default)]
struct Here {
    category: Option<CategoryId>,
    article: Option<ArticleId>,
    /// Whether an article is written beside it.
    is_writing: bool,
}

impl shelves::Stock for Stock {
    type Shelf = CategoryId;
    const SHELVES: Shelves = Shelves {
        all: "/admin/articles",
        path: "/admin/categories",
        words: "category",
        texts: Texts {
            title: "room-articles",
            lead: "articles-lead",
            new: "article-new",
            empty: "category-empty",
            none: "categories-none",
        },
    };
    const ROOM: Room = Room::Articles;

    async fn read(ask: &Ask) -> Result<Self, DbError> {
        stock(ask).await
    }

    fn holds(&self, shelf: CategoryId) -> bool {
        self.catalogue
            .iter()
            .any(|(category, _)| category.id == shelf)
    }

    fn screen(
        &self,
        lang: Lang,
        shelf: Option<CategoryId>,
        refused: &Refused,
        wish: &Wish,
    ) -> Markup {
        let here = Here {
            category: shelf,
            ..Here::default()
        };
        let side = match shelf {
            Some(id) => categories::names(lang, self, id),
            None => view::nothing_chosen(lang, self),
        };
        view::screen(lang, self, here, refused, wish, &side)
    }
}

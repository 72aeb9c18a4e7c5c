//! Shelves of content beside what stands on them: topics of quick replies, folders of cards.

mod view;

use std::{borrow::Cow, fmt::Display, str::FromStr};

use http::StatusCode;
use maud::Markup;
use serde::Deserialize;

pub(super) use self::view::{Row, Shown, flags, steps};
use super::{Room, show_with};
use crate::{
    base::lang::{Lang, Place as Fill},
    db::DbError,
    desk::content::shelf::{self, ShelfError, ShelfId},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::Wrong,
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// A room of shelves: what it shows, read in one go, and how it shows it.
pub(super) trait Stock: Sized + Send + Sync + 'static {
    /// What tells its shelves apart.
    type Shelf: ShelfId + Display + FromStr + Send + Sync + 'static;
    /// Where its shelves are found and how they are called.
    const SHELVES: Shelves;
    /// Whose room it is.
    const ROOM: Room;

    fn read(ask: &Ask) -> impl Future<Output = Result<Self, DbError>> + Send;

    /// Whether there is such a shelf.
    fn holds(&self, shelf: Self::Shelf) -> bool;

    /// The screen with nothing chosen but, perhaps, a shelf.
    fn screen(
        &self,
        lang: Lang,
        shelf: Option<Self::Shelf>,
        refused: &Refused,
        wish: &Wish,
    ) -> Markup;
}

/// All of it.
pub(super) async fn all<S: Stock>(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    show_one::<S>(&ask, &admin, None, &Refused::default(), &wish).await
}

/// One shelf.
pub(super) async fn one<S: Stock>(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let id = ask.place("id")?;
    show_one::<S>(&ask, &admin, Some(id), &Refused::default(), &wish).await
}

async fn show_one<S: Stock>(
    ask: &Ask,
    admin: &AsAdmin,
    shelf: Option<S::Shelf>,
    refused: &Refused,
    wish: &Wish,
) -> Reply {
    let stock = S::read(ask).await?;
    if shelf.is_some_and(|shelf| !stock.holds(shelf)) {
        return Err(Refusal::not_found());
    }
    let inside = stock.screen(admin.lang, shelf, refused, wish);
    let status = if refused.wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    show_with(status, ask, admin, S::ROOM, &inside).await
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

pub(super) async fn add<S: Stock>(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let added = ask
        .house
        .db
        .write(move |tx| shelf::add::<S::Shelf>(tx, &origin, &new))
        .await;
    match added {
        Ok(id) => see_other(&S::SHELVES.saved(id)),
        Err(error) => {
            let refused = S::SHELVES.refuse(admin.lang, None, name, error)?;
            show_one::<S>(&ask, &admin, None, &refused, &Wish::default()).await
        }
    }
}

pub(super) async fn rename<S: Stock>(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (id, number): (S::Shelf, i64) = (ask.place("id")?, ask.place("id")?);
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let renamed = ask
        .house
        .db
        .write(move |tx| shelf::rename(tx, &origin, id, &new))
        .await;
    match renamed {
        Ok(()) => see_other(&S::SHELVES.saved(id)),
        Err(error) => {
            let refused = S::SHELVES.refuse(admin.lang, Some(number), name, error)?;
            show_one::<S>(&ask, &admin, Some(id), &refused, &Wish::default()).await
        }
    }
}

pub(super) async fn move_to<S: Stock>(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: S::Shelf = ask.place("id")?;
    let place: Place = ask.form().await?;
    let to = place.place;
    ask.house
        .db
        .write::<_, ShelfError>(move |tx| shelf::move_to(tx, id, to))
        .await?;
    see_other(&format!("{}/{id}?{}", S::SHELVES.path, place.focus(0)))
}

pub(super) async fn delete<S: Stock>(ask: Ask, admin: AsAdmin) -> Reply {
    let id: S::Shelf = ask.place("id")?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, ShelfError>(move |tx| shelf::delete(tx, &origin, id))
        .await?;
    see_other(&format!("{}?saved={}", S::SHELVES.all, S::SHELVES.words))
}

/// A sort of shelves: where it is found and how it is called.
pub(super) struct Shelves {
    /// Path of everything.
    pub(super) all: &'static str,
    /// Path of one shelf, without its id.
    pub(super) path: &'static str,
    /// How the names of its texts begin.
    pub(super) words: &'static str,
    /// Names of the texts of everything: what it is called, what it is for, how one more is begun, that a shelf is empty
    /// and that there is none.
    pub(super) texts: Texts,
}

/// Names of texts of a room.
pub(super) struct Texts {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) new: &'static str,
    pub(super) empty: &'static str,
    pub(super) none: &'static str,
}

/// A shelf's form that was not accepted: which shelf (none: a new one), what was typed.
#[derive(Default)]
pub(super) struct Refused {
    shelf: Option<i64>,
    typed: String,
    wrong: Wrong,
}

/// Where something was moved to in its list.
#[derive(Deserialize)]
pub(super) struct Place {
    pub(super) place: usize,
    #[serde(default)]
    focus: String,
}

impl Place {
    /// The button that was pressed keeps the focus.
    pub(super) fn focus(&self, id: i64) -> String {
        let way = if self.focus == "up" { "up" } else { "down" };
        format!("focus={id}-{way}")
    }
}

impl Shelves {
    /// The page of a shelf that was saved.
    fn saved(&self, id: impl Display) -> String {
        format!("{}/{id}?saved={}", self.path, self.words)
    }

    /// What a person can mend; everything else stays a refusal.
    fn refuse(
        &self,
        lang: Lang,
        shelf: Option<i64>,
        typed: String,
        error: ShelfError,
    ) -> Result<Refused, Refusal> {
        let why = match error {
            ShelfError::NoName => t!(lang, "choice-name-needed"),
            ShelfError::NameTaken => self.say(lang, "name-taken", &[]),
            other @ (ShelfError::NotFound | ShelfError::Db(_)) => return Err(other.into()),
        };
        Ok(Refused {
            shelf,
            typed,
            wrong: Wrong::at("name", why),
        })
    }

    fn say(
        &self,
        lang: Lang,
        name: &str,
        places: &[(&'static str, Fill<'_>)],
    ) -> Cow<'static, str> {
        lang.fill(&format!("{}-{name}", self.words), places)
    }
}

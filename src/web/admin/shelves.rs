//! Shelves of content beside what stands on them: topics of quick replies, folders of cards.

use std::{borrow::Cow, fmt::Display, str::FromStr};

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show_with};
use crate::{
    base::lang::{Lang, Place as Fill},
    db::DbError,
    desk::content::{
        language::own_name,
        shelf::{self, LONGEST_NAME, ShelfError, ShelfId},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{self, Wrong},
        layout::{flag_of, icon_sm},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
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

/// What of a room is shown: the chosen shelf, and whether something is written beside it.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) shelf: Option<i64>,
    pub(super) is_writing: bool,
}

/// A shelf as the list shows it.
pub(super) struct Row<'a> {
    pub(super) id: i64,
    pub(super) name: &'a str,
    /// How much stands on it.
    pub(super) count: usize,
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

    /// Everything around what is written: `items` are the rows of the shelf at a place, `before` stands in front of the
    /// deeds, and `side` is the third column.
    pub(super) fn room(
        &self,
        lang: Lang,
        rows: &[Row<'_>],
        shown: Shown,
        (refused, wish): (&Refused, &Wish),
        items: impl Fn(usize) -> Markup,
        (before, side): (&Markup, &Markup),
    ) -> Markup {
        let deeds = html! { (before) (self.deeds(lang, rows, shown.shelf)) };
        let listed = rows.iter().enumerate();
        let listed = listed.filter(|(_, row)| shown.shelf.is_none_or(|id| id == row.id));
        html! {
            (heading(&lang.text(self.texts.title), &lang.text(self.texts.lead), &deeds))
            (saved::notice(lang, !wish.saved.is_empty()))
            div.card.quickgrid {
                (self.tabs(lang, rows, shown.shelf, refused))
                div.quicklist {
                    @for (place, row) in listed {
                        @if shown.shelf.is_some() && !shown.is_writing {
                            (self.head(lang, rows, place, refused, wish))
                        } @else {
                            p.menu__label dir="auto" { (row.name) }
                        }
                        @if row.count == 0 { p.small.muted.quicknone { (lang.text(self.texts.empty)) } }
                        ul { (items(place)) }
                    }
                    @if rows.is_empty() { p.small.muted.quicknone { (lang.text(self.texts.none)) } }
                }
                div.quickedit { (side) }
            }
        }
    }

    /// Out of the house, into it, and one more.
    fn deeds(&self, lang: Lang, rows: &[Row<'_>], shelf: Option<i64>) -> Markup {
        let new = match shelf {
            Some(shelf) => format!("{}/new?{}={shelf}", self.all, self.words),
            None => format!("{}/new", self.all),
        };
        html! {
            details.menubox data-menu {
                summary.btn { (icon_sm("download")) (t!(lang, "content-export")) }
                form.popover.menu method="get" action={ (self.all) "/export" } {
                    button.menu__item name="as" value="csv" { (t!(lang, "content-export-csv")) }
                    button.menu__item name="as" value="json" { (t!(lang, "content-export-json")) }
                }
            }
            a.btn href={ (self.all) "/import" } { (icon_sm("upload")) (t!(lang, "content-import")) }
            @if !rows.is_empty() {
                a.btn."btn--primary" href=(new) { (icon_sm("plus")) (lang.text(self.texts.new)) }
            }
        }
    }

    /// The first column: all of them, and a form for another.
    fn tabs(&self, lang: Lang, rows: &[Row<'_>], here: Option<i64>, refused: &Refused) -> Markup {
        let all: usize = rows.iter().map(|row| row.count).sum();
        let entry = |path: &str, name: &str, count: usize, is_here: bool| {
            html! {
                a.menu__item href=(path) aria-current=[is_here.then_some("page")] {
                    span.grow.truncate dir="auto" { (name) } span.faint.xs.num { (count) }
                }
            }
        };
        let is_wrong = refused.shelf.is_none() && !refused.wrong.is_empty();
        let (typed, why) = if is_wrong {
            (refused.typed.as_str(), refused.wrong.beside("name"))
        } else {
            ("", None)
        };
        let (new, add) = (self.say(lang, "new", &[]), self.say(lang, "add", &[]));
        html! {
            div.quicktopics {
                nav aria-label=(self.say(lang, "list", &[])) {
                    (entry(self.all, &self.say(lang, "all", &[]), all, here.is_none()))
                    @for row in rows {
                        (entry(&format!("{}/{}", self.path, row.id), row.name, row.count, here == Some(row.id)))
                    }
                }
                form.topicnew method="post" action=(self.path) {
                    input.input."input--sm" id="topic-new" name="name" value=(typed) maxlength=(LONGEST_NAME) required dir="auto"
                        autocomplete="off" aria-label=(new) placeholder=(new)
                        aria-invalid=[why.map(|_| "true")] aria-describedby=[why.map(|_| "topic-new-error")] autofocus[why.is_some()];
                    button.iconbtn."iconbtn--sm" aria-label=(add) title=(add) { (icon_sm("plus")) }
                    (field::error("topic-new", why))
                }
            }
        }
    }

    /// The head of one shelf: its name, its place, and away with it.
    fn head(
        &self,
        lang: Lang,
        rows: &[Row<'_>],
        place: usize,
        refused: &Refused,
        wish: &Wish,
    ) -> Markup {
        let Some(row) = rows.get(place) else {
            return html! {};
        };
        let path = format!("{}/{}", self.path, row.id);
        let is_wrong = refused.shelf == Some(row.id);
        let (name, why) = if is_wrong {
            (refused.typed.as_str(), refused.wrong.beside("name"))
        } else {
            (row.name, None)
        };
        html! {
            div.topichead {
                form."choice__name" method="post" action=(path) {
                    input.inplace.semi name="name" value=(name) maxlength=(LONGEST_NAME) dir="auto" autocomplete="off" required
                        aria-label=(self.say(lang, "name", &[("name", row.name.into())])) aria-invalid=[why.map(|_| "true")]
                        aria-describedby=[why.map(|_| "topic-name-error")] autofocus[why.is_some()];
                    button.btn."btn--sm" data-when-changed { (t!(lang, "rename")) }
                    (field::error("topic-name", why))
                }
                (steps(lang, &format!("{path}/move"), row.name, 0, place, rows.len(), wish))
                (Confirm {
                    lang, id: "topic-delete", here: &path, is_open: wish.sure == "topic-delete", deed: &t!(lang, "content-delete"), symbol: "trash-2",
                    title: &self.say(lang, "delete-sure", &[("name", row.name.into())]),
                    meaning: &self.say(lang, "delete-meaning", &[("count", row.count.into())]),
                    action: &format!("{path}/delete"),
                }.show())
            }
        }
    }
}

/// The flags of the languages in which something is written.
pub(super) fn flags<'a>(codes: impl Iterator<Item = &'a str>) -> Markup {
    html! {
        span.row."row--1".none.flags {
            @for code in codes {
                span title=(own_name(code)) {
                    @if let Some(flag) = flag_of(code) { (flag) } @else { span.xs.muted aria-hidden="true" { (code.to_uppercase()) } }
                    span."sr-only" { (own_name(code)) }
                }
            }
        }
    }
}

/// Two buttons that move something in its list; the one that was pressed keeps the focus.
pub(super) fn steps(
    lang: Lang,
    action: &str,
    name: &str,
    id: i64,
    place: usize,
    count: usize,
    wish: &Wish,
) -> Markup {
    let (is_first, is_last) = (place == 0, place + 1 == count);
    let wished = wish.focus.strip_prefix(&format!("{id}-"));
    let step = |way: &str, symbol: &str, label: &str, to: usize, stuck: bool, other_stuck: bool| {
        let has_focus = !stuck && wished.is_some_and(|wished| wished == way || other_stuck);
        html! {
            form method="post" action=(action) {
                input type="hidden" name="place" value=(to);
                button.iconbtn."iconbtn--sm" name="focus" value=(way) aria-label=(label) title=(label)
                    disabled[stuck] autofocus[has_focus] { (icon_sm(symbol)) }
            }
        }
    };
    html! {
        span.row."row--1".none {
            (step("up", "arrow-up", &t!(lang, "choice-up", name = name), place.saturating_sub(1), is_first, is_last))
            (step("down", "arrow-down", &t!(lang, "choice-down", name = name), place + 1, is_last, is_first))
        }
    }
}

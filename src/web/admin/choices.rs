//! Lists from which the team chooses: what chats are about, how they end, what forwards are for, by what chats are judged.
//! Each is named, ordered and retired alike, in whichever room it stands.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, show_with};
use crate::{
    base::{
        id::{ChatTypeId, CriterionId, ForwardTypeId, ReasonId},
        lang::Lang,
    },
    db::{DbError, Reader, Tx},
    desk::{
        closing::choice::{self, Choice, ChoiceError, Listed},
        forward::kind::{self, ICONS},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{self, Wrong},
        layout::{icon, icon_sm},
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// Which of the team's lists an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Types,
    Reasons,
    Forwards,
    Criteria,
}

impl List {
    fn word(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Reasons => "reasons",
            Self::Forwards => "forwards",
            Self::Criteria => "criteria",
        }
    }

    /// The room in which it stands.
    fn room(self) -> Room {
        match self {
            Self::Types | Self::Reasons => Room::Closing,
            Self::Forwards => Room::Forwarding,
            Self::Criteria => Room::Quality,
        }
    }

    fn of(ask: &Ask) -> Result<Self, Refusal> {
        match ask.place::<String>("list")?.as_str() {
            "types" => Ok(Self::Types),
            "reasons" => Ok(Self::Reasons),
            "forwards" => Ok(Self::Forwards),
            "criteria" => Ok(Self::Criteria),
            _ => Err(Refusal::not_found()),
        }
    }
}

/// A row of any of them.
pub(super) struct Row {
    id: i64,
    name: String,
    is_retired: bool,
    /// Its sign, on a list that has such.
    icon: Option<String>,
}

pub(super) fn rows<C: Choice>(list: Vec<Listed<C>>, number: impl Fn(C) -> i64) -> Vec<Row> {
    list.into_iter()
        .map(|choice| Row {
            id: number(choice.id),
            name: choice.name,
            is_retired: choice.is_retired,
            icon: None,
        })
        .collect()
}

/// A form that was not accepted: on which list, for which row (none: a new one), what was typed.
#[derive(Default)]
pub(super) struct Refused {
    list: Option<List>,
    row: Option<i64>,
    typed: String,
    wrong: Wrong,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let list = List::of(&ask)?;
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let outcome = act(&ask, move |tx| match list {
        List::Types => choice::add::<ChatTypeId>(tx, &origin, &new).map(drop),
        List::Reasons => choice::add::<ReasonId>(tx, &origin, &new).map(drop),
        List::Forwards => choice::add::<ForwardTypeId>(tx, &origin, &new).map(drop),
        List::Criteria => choice::add::<CriterionId>(tx, &origin, &new).map(drop),
    });
    settle(&ask, &admin, list, None, name, outcome.await).await
}

pub(super) async fn rename(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (list, id): (_, i64) = (List::of(&ask)?, ask.place("id")?);
    let Renamed { name, icon } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let outcome = act(&ask, move |tx| match list {
        List::Types => choice::rename(tx, &origin, ChatTypeId(id), &new),
        List::Reasons => choice::rename(tx, &origin, ReasonId(id), &new),
        List::Criteria => choice::rename(tx, &origin, CriterionId(id), &new),
        List::Forwards => {
            choice::rename(tx, &origin, ForwardTypeId(id), &new)?;
            match &icon {
                Some(icon) => kind::set_icon(tx, &origin, ForwardTypeId(id), icon),
                None => Ok(()),
            }
        }
    });
    settle(&ask, &admin, list, Some(id), name, outcome.await).await
}

#[derive(Deserialize)]
struct Renamed {
    #[serde(default)]
    name: String,
    /// On a list whose choices have signs.
    icon: Option<String>,
}

#[derive(Deserialize)]
struct Place {
    place: usize,
    #[serde(default)]
    focus: String,
}

pub(super) async fn move_to(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let (list, id): (_, i64) = (List::of(&ask)?, ask.place("id")?);
    let Place { place, focus } = ask.form().await?;
    act(&ask, move |tx| match list {
        List::Types => choice::move_to(tx, ChatTypeId(id), place),
        List::Reasons => choice::move_to(tx, ReasonId(id), place),
        List::Forwards => choice::move_to(tx, ForwardTypeId(id), place),
        List::Criteria => choice::move_to(tx, CriterionId(id), place),
    })
    .await?;
    let focus = if focus == "up" { "up" } else { "down" };
    // No fragment: browsers then leave the focus where it is.
    see_other(&format!(
        "{}?focus={}-{id}-{focus}",
        list.room().path(),
        list.word()
    ))
}

pub(super) async fn retire(ask: Ask, admin: AsAdmin) -> Reply {
    let (list, id): (_, i64) = (List::of(&ask)?, ask.place("id")?);
    let origin = admin.origin(&ask);
    act(&ask, move |tx| match list {
        List::Types => choice::retire(tx, &origin, ChatTypeId(id)),
        List::Reasons => choice::retire(tx, &origin, ReasonId(id)),
        List::Forwards => choice::retire(tx, &origin, ForwardTypeId(id)),
        List::Criteria => choice::retire(tx, &origin, CriterionId(id)),
    })
    .await?;
    see_other(&saved_at(list))
}

fn saved_at(list: List) -> String {
    format!("{}?saved={}", list.room().path(), list.word())
}

async fn act(
    ask: &Ask,
    act: impl Fn(&mut Tx<'_>) -> Result<(), ChoiceError> + Send + 'static,
) -> Result<(), ChoiceError> {
    ask.house.db.write(act).await
}

async fn settle(
    ask: &Ask,
    admin: &AsAdmin,
    list: List,
    row: Option<i64>,
    typed: String,
    outcome: Result<(), ChoiceError>,
) -> Reply {
    let lang = admin.lang;
    let (status, why) = match outcome {
        Ok(()) => return see_other(&saved_at(list)),
        Err(ChoiceError::NoName) => (StatusCode::BAD_REQUEST, t!(lang, "choice-name-needed")),
        Err(ChoiceError::NameTaken) => (StatusCode::CONFLICT, t!(lang, "choice-name-taken")),
        Err(other) => return Err(other.into()),
    };
    let refused = Refused {
        list: Some(list),
        row,
        typed,
        wrong: Wrong::at("name", why),
    };
    let wish = Wish::default();
    let inside = match list.room() {
        Room::Forwarding => super::forwarding::view(ask, lang, &refused, &wish).await?,
        Room::Quality => super::quality::view(ask, lang, &refused, &wish).await?,
        _ => super::closing::view(ask, lang, &refused, &wish).await?,
    };
    show_with(status, ask, admin, list.room(), &inside).await
}

/// The rows of the list of what chats are judged by.
pub(super) fn criterion_rows(reader: &Reader<'_>) -> Result<Vec<Row>, DbError> {
    Ok(rows(choice::all::<CriterionId>(reader)?, |id| id.0))
}

/// The rows of the list of what forwards are for.
pub(super) fn forward_rows(reader: &Reader<'_>) -> Result<Vec<Row>, DbError> {
    let mut rows = rows(choice::all::<ForwardTypeId>(reader)?, |id| id.0);
    for kind in kind::offered(reader)? {
        if let Some(row) = rows.iter_mut().find(|row| row.id == kind.id.0) {
            row.icon = Some(kind.icon);
        }
    }
    Ok(rows)
}

pub(super) fn card(lang: Lang, list: List, rows: &[Row], refused: &Refused, wish: &Wish) -> Markup {
    let (title, more, example) = match list {
        List::Types => (
            t!(lang, "chat-types"),
            t!(lang, "chat-types-more"),
            t!(lang, "chat-type-new"),
        ),
        List::Reasons => (
            t!(lang, "closing-reasons"),
            t!(lang, "closing-reasons-more"),
            t!(lang, "closing-reason-new"),
        ),
        List::Forwards => (
            t!(lang, "forward-types"),
            t!(lang, "forward-types-more"),
            t!(lang, "forward-type-new"),
        ),
        List::Criteria => (
            t!(lang, "criteria"),
            t!(lang, "criteria-more"),
            t!(lang, "criterion-new"),
        ),
    };
    let word = list.word();
    let (retired, offered): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.is_retired);
    let is_here = refused.list == Some(list);
    let new_is_wrong = is_here && refused.row.is_none();
    let (typed, why) = if new_is_wrong {
        (refused.typed.as_str(), refused.wrong.beside("name"))
    } else {
        ("", None)
    };
    html! {
        div.card.choices #(word) {
            header."card__head" { div.grow { h3."card__title" { (title) } p.small.muted { (more) } } }
            @if offered.is_empty() { p.setrow.muted.small { (t!(lang, "choices-empty")) } }
            @for (place, row) in offered.iter().enumerate() {
                (offered_row(lang, list, row, place, offered.len(), refused, wish))
            }
            form."choice choice--new" method="post" action={ "/admin/closing/" (word) } {
                div.grow {
                    input.input id={ (word) "-new" } name="name" value=(typed) maxlength="60" dir="auto" autocomplete="off" required
                        aria-label=(example) placeholder=(example) aria-invalid=[why.map(|_| "true")]
                        aria-describedby=[why.map(|_| format!("{word}-new-error"))] autofocus[why.is_some()];
                    (field::error(&format!("{word}-new"), why))
                }
                button.btn { (icon_sm("plus")) (t!(lang, "add")) }
            }
            @if !retired.is_empty() {
                details.retired {
                    summary.small.muted { (t!(lang, "choices-retired", count = retired.len())) }
                    @for row in &retired { (retired_row(lang, list, row)) }
                }
            }
        }
    }
}

fn offered_row(
    lang: Lang,
    list: List,
    row: &Row,
    place: usize,
    rows: usize,
    refused: &Refused,
    wish: &Wish,
) -> Markup {
    let id = format!("{}-{}", list.word(), row.id);
    let path = format!("/admin/closing/{}/{}", list.word(), row.id);
    let is_wrong = refused.list == Some(list) && refused.row == Some(row.id);
    let (name, why) = if is_wrong {
        (refused.typed.as_str(), refused.wrong.beside("name"))
    } else {
        (row.name.as_str(), None)
    };
    let (is_first, is_last) = (place == 0, place + 1 == rows);
    // A button that can go no further gives the focus to its neighbour.
    let focus = |up: bool| {
        let wished = wish.focus == format!("{id}-up") || wish.focus == format!("{id}-down");
        let wants_up = wish.focus.ends_with("-up");
        wished
            && if up {
                !is_first && (wants_up || is_last)
            } else {
                !is_last && (!wants_up || is_first)
            }
    };
    let step = |up: bool| {
        let (to, symbol, label, stuck) = if up {
            (
                place.saturating_sub(1),
                "arrow-up",
                t!(lang, "choice-up", name = &row.name),
                is_first,
            )
        } else {
            (
                place + 1,
                "arrow-down",
                t!(lang, "choice-down", name = &row.name),
                is_last,
            )
        };
        html! {
            form method="post" action={ (path) "/move" } {
                input type="hidden" name="place" value=(to);
                button.iconbtn."iconbtn--sm" name="focus" value=(if up { "up" } else { "down" }) aria-label=(label) title=(label) disabled[stuck] autofocus[focus(up)] { (icon_sm(symbol)) }
            }
        }
    };
    html! {
        div.choice id=(id) {
            form.choice__name method="post" action=(path) {
                @if let Some(chosen) = &row.icon { (signs(lang, row, chosen)) }
                input.inplace name="name" value=(name) maxlength="60" dir="auto" autocomplete="off" required
                    aria-label=(t!(lang, "choice-name", name = &row.name)) aria-invalid=[why.map(|_| "true")]
                    aria-describedby=[why.map(|_| format!("{id}-error"))] autofocus[why.is_some()];
                button.btn."btn--sm" data-when-changed { (t!(lang, "rename")) }
                (field::error(&id, why))
            }
            span.row."row--1" {
                (step(true))
                (step(false))
                form method="post" action={ (path) "/retire" } {
                    button.iconbtn."iconbtn--sm"."iconbtn--danger" aria-label=(t!(lang, "choice-retire", name = &row.name)) title=(t!(lang, "choice-retire", name = &row.name)) { (icon_sm("x")) }
                }
            }
        }
    }
}

/// The signs to choose from, as pictures.
fn signs(lang: Lang, row: &Row, chosen: &str) -> Markup {
    let label = t!(lang, "forward-type-sign", name = &row.name);
    html! {
        details.menubox.signs {
            summary.iconbtn."iconbtn--sm" aria-label=(label) title=(label) { (icon_sm(chosen)) }
            div.popover."signs__grid" role="radiogroup" aria-label=(label) {
                @for name in ICONS {
                    label.sign {
                        input type="radio" name="icon" value=(name) checked[name == chosen] aria-label=(name);
                        (icon(name))
                    }
                }
                button.btn."btn--sm btn--primary" { (t!(lang, "save")) }
            }
        }
    }
}

fn retired_row(lang: Lang, list: List, row: &Row) -> Markup {
    html! {
        form.choice method="post" action={ "/admin/closing/" (list.word()) } {
            span.grow.muted dir="auto" { (row.name) }
            button.btn."btn--sm" name="name" value=(row.name) { (t!(lang, "choice-restore")) }
        }
    }
}

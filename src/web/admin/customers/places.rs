//! The file in which the house looks up where a network address roughly is.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, show_with},
    HERE, Refused, view,
};
use crate::{
    atlas::{Opened, Trouble},
    base::{lang::Lang, text},
    db::DbError,
    desk::{audit, customer::position::Places, setting},
    t,
    web::{
        House,
        answer::{Reply, see_other},
        console::customer::place::sentence,
        field::{Field, Wrong},
        layout::icon_sm,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// The file as it is, if one is set.
pub(super) struct State {
    path: String,
    outcome: Option<Result<Opened, Trouble>>,
}

async fn open(house: &House, path: String) -> Option<Result<Opened, Trouble>> {
    if path.is_empty() {
        return None;
    }
    let atlas = house.atlas.clone();
    tokio::task::spawn_blocking(move || atlas.open(&path))
        .await
        .ok()
}

pub(super) async fn state(house: &House) -> Result<State, DbError> {
    let Places { file } = house.db.read::<_, DbError>(setting::get).await?;
    Ok(State {
        outcome: open(house, file.clone()).await,
        path: file,
    })
}

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    file: String,
}

/// A file that tells nothing is not taken; what was typed stays, with what is wrong.
pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Form { file } = ask.form().await?;
    let file = text::clean_line(&file, 1_000);
    let outcome = open(&ask.house, file.clone()).await;
    if let Some(Err(_)) = &outcome {
        let refused = Refused {
            places: Some(State {
                path: file,
                outcome,
            }),
            ..Refused::default()
        };
        let inside = view(&ask, admin.lang, &refused, &Wish::default()).await?;
        let status = StatusCode::BAD_REQUEST;
        return show_with(status, &ask, &admin, Room::Customers, &inside).await;
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            let places = Places { file: file.clone() };
            setting::put(tx, &places)?;
            audit::log(tx, &origin, "places_changed", &file)
        })
        .await?;
    see_other(&format!("{HERE}?saved=places#places"))
}

pub(super) fn card(lang: Lang, state: &State) -> Markup {
    let wrong = match &state.outcome {
        Some(Err(trouble)) => Wrong::at("file", sentence(lang, trouble)),
        _ => Wrong::default(),
    };
    html! {
        section.card #places aria-labelledby="places-title" {
            header."card__head" { div.grow { h3."card__title" #places-title { (t!(lang, "place")) } p.small.muted { (t!(lang, "places-more")) } } }
            form."card--pad".stack."stack--4" method="post" action={ (HERE) "/places" } {
                (Field::new("places", "file", t!(lang, "places-file")).value(&state.path).longest(1_000).optional(lang)
                    .placeholder("/srv/geo/city.mmdb").hint(t!(lang, "places-file-hint")).judged(&wrong))
                @if let Some(Ok(opened)) = &state.outcome {
                    p.small.ok.row {
                        (icon_sm("circle-check"))
                        span { (t!(lang, "places-open", kind = &opened.kind, size = &megabytes(opened.bytes))) " " (moment(opened.built_at, Style::Calendar)) }
                    }
                }
                p.small.muted { (t!(lang, "place-caveat")) }
                div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
            }
        }
    }
}

fn megabytes(bytes: usize) -> String {
    let tenths = (bytes * 10 / (1024 * 1024)).max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

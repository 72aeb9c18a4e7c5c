//! The shop's name.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{lang::Lang, text},
    db::DbError,
    desk::{
        audit,
        setting::{self, Team},
    },
    t,
    web::{
        answer::{Reply, see_other},
        field::{Field, Wrong},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    team: String,
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let team: Team = ask.house.db.read::<_, DbError>(setting::get).await?;
    let inside = view(admin.lang, &team.name, &Wrong::default(), &wish);
    show(&ask, &admin, Room::Shop, &inside).await
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let team = Team {
        name: text::clean_line(&typed.team, 80),
    };
    if team.name.is_empty() {
        let wrong = Wrong::at("team", t!(admin.lang, "shop-name-needed"));
        let inside = view(admin.lang, "", &wrong, &Wish::default());
        return show_with(StatusCode::BAD_REQUEST, &ask, &admin, Room::Shop, &inside).await;
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &team)?;
            audit::log(tx, &origin, "team_renamed", &team.name)
        })
        .await?;
    see_other("/admin/shop?saved=shop")
}

fn view(lang: Lang, name: &str, wrong: &Wrong, wish: &Wish) -> Markup {
    html! {
        (heading(&t!(lang, "room-shop"), &t!(lang, "shop-lead"), &html! {}))
        (saved::notice(lang, wish.saved == "shop"))
        form.card."card--pad".stack."stack--4" method="post" action="/admin/shop" {
            div.formgrid {
                (Field::new("shop", "team", t!(lang, "shop-name")).value(name).autocomplete("organization")
                    .hint(t!(lang, "shop-name-hint")).longest(80).required().judged(wrong))
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

//! Links for screens on the wall, which show the wallboard without signing in.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{id::WallLinkId, lang::Lang},
    db::DbError,
    desk::wall_link::{self, LONGEST_NAME, LinkError, Listed},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{Field, Wrong},
        fresh::{self, Form},
        layout::icon_sm,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
        snippet,
    },
};

const HERE: &str = "/admin/wall";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        post(HERE, admin(create)),
        post("/admin/wall/{id}/revoke", admin(revoke)),
    ]
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, "", &Wrong::default(), None, &wish).await?;
    show(&ask, &admin, Room::Wall, &inside).await
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

async fn create(mut ask: Ask, admin: AsAdmin) -> Reply {
    let form = Form::of(&mut ask).await?;
    // It shows the house's figures to whoever has it, for as long as it stands.
    if let Some(page) = fresh::ask_first(&ask, &admin, &form, HERE).await? {
        return Ok(page);
    }
    let Named { name } = form.read()?;
    let (origin, typed) = (admin.origin(&ask), name.clone());
    let made = ask
        .house
        .db
        .write(move |tx| wall_link::create(tx, &origin, &typed))
        .await;
    let lang = admin.lang;
    let none = Wish::default();
    let (status, inside) = match made {
        Ok(token) => {
            let link = format!("{}/wall/link/{}", ask.house.base_url(), token.expose());
            let inside = view(&ask, lang, "", &Wrong::default(), Some(&link), &none).await?;
            (StatusCode::CREATED, inside)
        }
        Err(LinkError::NoName) => {
            let wrong = Wrong::at("name", t!(lang, "wall-name-needed"));
            let inside = view(&ask, lang, &name, &wrong, None, &none).await?;
            (StatusCode::BAD_REQUEST, inside)
        }
        Err(LinkError::Db(error)) => return Err(error.into()),
    };
    show_with(status, &ask, &admin, Room::Wall, &inside).await
}

async fn revoke(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (WallLinkId, _) = (ask.place("id")?, admin.origin(&ask));
    ask.house
        .db
        .write::<_, DbError>(move |tx| wall_link::revoke(tx, &origin, id))
        .await?;
    see_other("/admin/wall?saved=wall")
}

async fn view(
    ask: &Ask,
    lang: Lang,
    typed: &str,
    wrong: &Wrong,
    link: Option<&str>,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let links = ask.house.db.read::<_, DbError>(wall_link::all).await?;
    Ok(html! {
        (heading(&t!(lang, "room-wall"), &t!(lang, "wall-lead"), &html! {
            a.btn."btn--sm" href="/wall" { (icon_sm("monitor")) (t!(lang, "wall-open")) }
        }))
        (saved::notice(lang, wish.saved == "wall"))
        @if let Some(link) = link {
            (snippet::once(lang, "new-link", &t!(lang, "wall-link-new"), link, &t!(lang, "wall-link-new-more")))
        }
        @if links.is_empty() {
            div.card.empty { p."empty__t" { (t!(lang, "wall-links-empty")) } p."empty__p" { (t!(lang, "wall-links-empty-more")) } }
        } @else {
            div.card.clip {
                table.table {
                    thead { tr {
                        th { (t!(lang, "wall-link-name")) }
                        th."m-hide" { (t!(lang, "wall-link-made")) }
                        th."m-hide" { (t!(lang, "wall-link-seen")) }
                        th { span."sr-only" { (t!(lang, "actions")) } }
                    } }
                    tbody { @for link in &links { (row(lang, link, wish)) } }
                }
            }
        }
        form.card."card--pad".stack."stack--4" method="post" action=(HERE) {
            h3."card__title" { (t!(lang, "wall-link-make-title")) }
            (Field::new("wall", "name", t!(lang, "wall-link-name")).value(typed).longest(LONGEST_NAME)
                .hint(t!(lang, "wall-link-name-hint")).required().judged(wrong))
            div.row { button.btn."btn--primary" { (t!(lang, "wall-link-make")) } }
        }
    })
}

fn row(lang: Lang, link: &Listed, wish: &Wish) -> Markup {
    let id = format!("revoke-{}", link.id);
    html! {
        tr {
            td { b.medium.anywhere dir="auto" { (link.name) } }
            td."m-hide" { (moment(link.created_at, Style::Date)) }
            td."m-hide" { @match link.seen_at { Some(at) => (moment(at, Style::Day)), None => span.muted { (t!(lang, "never")) } } }
            td.r {
                (Confirm {
                    lang, id: &id, here: HERE, is_open: wish.sure == id, deed: &t!(lang, "wall-link-revoke"), symbol: "ban",
                    title: &t!(lang, "wall-link-revoke-sure", name = &link.name), meaning: &t!(lang, "wall-link-revoke-more"),
                    action: &format!("/admin/wall/{}/revoke", link.id),
                }.show())
            }
        }
    }
}

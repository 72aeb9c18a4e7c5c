//! What the team keeps of its customers: its own fields, and its tags.

pub(super) mod fields;
pub(super) mod pages;
pub(super) mod places;
pub(super) mod tags;

use maud::{Markup, html};

use super::{Room, heading, show};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::customer::{
        field::{self, Field},
        tag::{self, Used},
    },
    t,
    web::{
        answer::{Refusal, Reply},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
};

/// The room's path.
pub(super) const HERE: &str = "/admin/customers";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/customers", admin(page)),
        post("/admin/customers/fields", admin(fields::add)),
        get("/admin/customers/fields/{id}", admin(fields::page)),
        post("/admin/customers/fields/{id}", admin(fields::save)),
        post("/admin/customers/fields/{id}/move", admin(fields::move_to)),
        post("/admin/customers/fields/{id}/delete", admin(fields::delete)),
        post("/admin/customers/places", admin(places::save)),
        post("/admin/customers/pages", admin(pages::save)),
        post("/admin/customers/tags", admin(tags::add)),
        get("/admin/customers/tags/{id}", admin(tags::page)),
        post("/admin/customers/tags/{id}", admin(tags::save)),
        post("/admin/customers/tags/{id}/merge", admin(tags::merge)),
        post("/admin/customers/tags/{id}/delete", admin(tags::delete)),
    ]
}

/// What was typed below one of the lists and not accepted.
#[derive(Default)]
struct Refused {
    field: Option<fields::Typed>,
    tag: Option<tags::Typed>,
    places: Option<places::State>,
    pages: Option<pages::Typed>,
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, &Refused::default(), &wish).await?;
    show(&ask, &admin, Room::Customers, &inside).await
}

/// A list with the number of customers behind each row.
struct Lists {
    fields: Vec<(Field, i64)>,
    tags: Vec<Used>,
}

async fn lists(ask: &Ask) -> Result<Lists, DbError> {
    ask.house
        .db
        .read::<_, DbError>(|reader| {
            let uses = field::uses(reader)?;
            let fields = field::all(reader)?
                .into_iter()
                .map(|field| {
                    let used = uses.get(&field.id).copied().unwrap_or(0);
                    (field, used)
                })
                .collect();
            Ok(Lists {
                fields,
                tags: tag::all(reader)?,
            })
        })
        .await
}

async fn view(ask: &Ask, lang: Lang, refused: &Refused, wish: &Wish) -> Result<Markup, Refusal> {
    let lists = lists(ask).await?;
    let places = places::state(&ask.house).await?;
    let rules = pages::rules(&ask.house).await?;
    Ok(html! {
        (heading(&t!(lang, "room-customers"), &t!(lang, "room-customers-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        (fields::card(lang, &lists.fields, refused.field.as_ref(), wish))
        (tags::card(lang, &lists.tags, refused.tag.as_ref()))
        (places::card(lang, refused.places.as_ref().unwrap_or(&places)))
        (pages::card(lang, &rules, refused.pages.as_ref()))
    })
}

/// How many customers have something.
fn used(lang: Lang, customers: i64) -> String {
    t!(lang, "used-by", count = customers).into_owned()
}

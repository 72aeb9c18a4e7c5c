//! Where chats wait, and how they come to agents.

pub(super) mod edit;
pub(super) mod texts;
mod view;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{id::QueueId, lang::Lang},
    db::DbError,
    desk::queue::{
        edit::{self as act, LONGEST_NAME, Listed, QueueError},
        policy::{Mode, Policy},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong},
        layout::icon_sm,
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/queues", admin(page)),
        post("/admin/queues", admin(add)),
        get("/admin/queues/{id}", admin(edit::page)),
        post("/admin/queues/{id}", admin(edit::save)),
        get("/admin/queues/{id}/texts", admin(texts::page)),
        post("/admin/queues/{id}/texts", admin(texts::save)),
        post("/admin/queues/{id}/retire", admin(edit::retire)),
        post("/admin/queues/{id}/restore", admin(edit::restore)),
    ]
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, "", &Wrong::default(), &wish).await?;
    show(&ask, &admin, Room::Queues, &inside).await
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Named { name } = ask.form().await?;
    let (origin, new) = (admin.origin(&ask), name.clone());
    let made: Result<QueueId, QueueError> = ask
        .house
        .db
        .write(move |tx| act::add(tx, &origin, &new))
        .await;
    let error = match made {
        Ok(id) => return see_other(&format!("/admin/queues/{id}")),
        Err(error) => error,
    };
    let (status, why) = name_wrong(admin.lang, error)?;
    let wrong = Wrong::at("name", why);
    let inside = view(&ask, admin.lang, &name, &wrong, &Wish::default()).await?;
    show_with(status, &ask, &admin, Room::Queues, &inside).await
}

/// What is wrong with a name, in words; every other error is the caller's refusal.
fn name_wrong(lang: Lang, error: QueueError) -> Result<(StatusCode, String), Refusal> {
    match error {
        QueueError::NoName => Ok((
            StatusCode::BAD_REQUEST,
            t!(lang, "queue-name-needed").into_owned(),
        )),
        QueueError::NameTaken => Ok((
            StatusCode::CONFLICT,
            t!(lang, "queue-name-taken").into_owned(),
        )),
        other => Err(other.into()),
    }
}

async fn view(
    ask: &Ask,
    lang: Lang,
    typed: &str,
    wrong: &Wrong,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let queues = ask.house.db.read::<_, DbError>(act::all).await?;
    let longest = LONGEST_NAME;
    Ok(html! {
        (heading(&t!(lang, "room-queues"), &t!(lang, "queues-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        div.card."table-wrap" {
            table.table {
                thead { tr {
                    th { (t!(lang, "queue-name")) }
                    th { (t!(lang, "queue-mode")) }
                    th.r { (t!(lang, "queue-members")) }
                    th.r."m-hide" { (t!(lang, "waiting")) }
                    th."m-hide" { span."sr-only" { (t!(lang, "actions")) } }
                } }
                tbody { @for queue in &queues { (row(lang, queue)) } }
            }
        }
        section.card aria-labelledby="queue-new" {
            header."card__head" { h3."card__title" #queue-new { (t!(lang, "queue-new")) } }
            form."invite invite--card" method="post" action="/admin/queues" {
                (Field::new("queue", "name", t!(lang, "queue-name")).value(typed).longest(longest).required().judged(wrong))
                button.btn."btn--primary" { (icon_sm("plus")) (t!(lang, "queue-add")) }
            }
        }
    })
}

fn row(lang: Lang, queue: &Listed) -> Markup {
    let path = format!("/admin/queues/{}", queue.id);
    html! {
        tr {
            td {
                b.medium.anywhere { a.plainlink href=(path) { bdi { (queue.name) } } }
                @if queue.is_retired { " " span.pill."pill--archived" { (t!(lang, "queue-retired")) } }
            }
            td { (mode_name(lang, &queue.policy)) }
            td.r.num { (queue.members) @if queue.members == 0 && !queue.is_retired { " " span."red-ink" title=(t!(lang, "queue-nobody")) { (icon_sm("circle-alert")) } } }
            td.r.num."m-hide" { (queue.waiting) }
            td.r."m-hide" {
                a.iconbtn."iconbtn--sm" href=(path) aria-label=(t!(lang, "queue-edit", name = &queue.name)) { (icon_sm("pencil")) }
            }
        }
    }
}

fn mode_name(lang: Lang, policy: &Policy) -> std::borrow::Cow<'static, str> {
    match policy.mode {
        Mode::Pick => t!(lang, "queue-mode-pick"),
        Mode::Offer => t!(lang, "queue-mode-offer"),
        Mode::Assign => t!(lang, "queue-mode-assign"),
    }
}

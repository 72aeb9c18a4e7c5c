//! Prompters: the built-in one and those elsewhere, their order, and who of them is asked.

mod form;
mod trial;

use maud::{Markup, html};

use super::{
    Room, heading,
    ranks::{self, Moved, Switched},
    show,
};
use crate::{
    base::{id::PrompterId, lang::Lang},
    db::DbError,
    desk::{
        audit,
        prompter::{
            SourceKind,
            kept::{self, Tally},
            remote::{
                self, BuiltIn, Fault, Kind, Prompter,
                edit::{self as act, MOST, PrompterError},
            },
        },
        setting,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        layout::{icon, icon_sm},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
};

const PATH: &str = "/admin/prompters";
/// The figures are those of so many days.
const DAYS: u64 = 30;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/prompters", admin(page)),
        post("/admin/prompters/built-in", admin(switch_built_in)),
        get("/admin/prompters/new/{kind}", admin(form::new)),
        post("/admin/prompters/new/{kind}", admin(form::add)),
        get("/admin/prompters/{id}", admin(form::one)),
        post("/admin/prompters/{id}", admin(form::change)),
        post("/admin/prompters/{id}/test", admin(trial::test)),
        post("/admin/prompters/{id}/move", admin(shift)),
        post("/admin/prompters/{id}/switch", admin(switch)),
        post("/admin/prompters/{id}/remove", admin(remove)),
    ]
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let since = ask.house.db.clock().now();
    let since = since.minus(std::time::Duration::from_secs(DAYS * 24 * 3600));
    let (prompters, built_in, tally) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            Ok((
                remote::all(reader)?,
                setting::get::<BuiltIn>(reader)?,
                kept::tally(reader, since)?,
            ))
        })
        .await?;
    let lang = admin.lang;
    let add = html! {
        @if prompters.len() < MOST {
            @for kind in Kind::ALL {
                a.btn."btn--primary"[kind == Kind::Completions] href={ (PATH) "/new/" (kind.word()) } { (icon_sm("plus")) (kind_name(lang, kind)) }
            }
        }
    };
    let inside = html! {
        (heading(&t!(lang, "room-prompters"), &t!(lang, "prompters-lead"), &html! {}))
        (saved::notice(lang, wish.saved == "prompter"))
        div.card {
            div.setrow {
                (icon("sparkles"))
                div.grow {
                    p."setrow__t" { (t!(lang, "prompter-built-in")) (ranks::off(lang, built_in.is_on)) }
                    p."setrow__d" { (t!(lang, "prompter-built-in-more")) }
                }
                (ranks::switch(lang, "/admin/prompters/built-in", built_in.is_on, &t!(lang, "prompter-built-in")))
            }
            @for (place, prompter) in prompters.iter().enumerate() {
                (row(lang, prompter, place == 0, place + 1 == prompters.len()))
            }
        }
        section.stack."stack--3" aria-label=(t!(lang, "prompter-add")) {
            p.small.muted { (t!(lang, "prompter-add-more")) }
            div.row."row--wrap" { (add) }
        }
        p.small.muted { (figures(lang, &tally)) }
    };
    show(&ask, &admin, Room::Prompters, &inside).await
}

/// What a sort is called.
fn kind_name(lang: Lang, kind: Kind) -> std::borrow::Cow<'static, str> {
    match kind {
        Kind::Completions => t!(lang, "prompter-kind-completions"),
        Kind::Webhook => t!(lang, "prompter-kind-webhook"),
    }
}

/// Why one gave no answer.
fn fault_words(lang: Lang, fault: Fault) -> std::borrow::Cow<'static, str> {
    lang.text(&format!("prompter-fault-{}", fault.word()))
}

fn figures(lang: Lang, tally: &[Tally]) -> String {
    let of = |is_wanted: fn(SourceKind) -> bool| {
        tally
            .iter()
            .filter(|one| is_wanted(one.source))
            .fold((0, 0), |sum, one| (sum.0 + one.shown, sum.1 + one.used))
    };
    let (own, own_used) = of(|kind| kind != SourceKind::Remote);
    let (others, others_used) = of(|kind| kind == SourceKind::Remote);
    t!(
        lang,
        "prompter-tally",
        days = i64::try_from(DAYS).unwrap_or(0),
        own = own,
        own_used = own_used,
        others = others,
        others_used = others_used
    )
    .into_owned()
}

fn row(lang: Lang, prompter: &Prompter, is_first: bool, is_last: bool) -> Markup {
    let path = format!("{PATH}/{}", prompter.id);
    let name = &prompter.name;
    html! {
        div.setrow {
            (icon(match prompter.kind { Kind::Completions => "sparkles", Kind::Webhook => "webhook" }))
            div.grow {
                p."setrow__t" { a href=(path) dir="auto" { (name) } (ranks::off(lang, prompter.is_on)) }
                p."setrow__d".truncate dir="auto" { (kind_name(lang, prompter.kind)) " · " (host_of(&prompter.address)) @if !prompter.model.is_empty() { " · " (prompter.model) } }
                @if prompter.is_locked {
                    p."setrow__d".warn.row."row--1" { (icon_sm("circle-alert")) span { (t!(lang, "prompter-locked")) } }
                } @else if let Some((fault, since)) = prompter.fault {
                    p."setrow__d".warn.row."row--1" { (icon_sm("circle-alert")) span { (fault_words(lang, fault)) " " (moment(since, Style::Due)) } }
                }
            }
            (ranks::buttons(lang, &path, (name, prompter.is_on), (is_first, is_last)))
        }
    }
}

/// Whom an address calls.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

async fn shift(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: PrompterId = ask.place("id")?;
    let moved: Moved = ask.form().await?;
    ask.house
        .db
        .write::<_, PrompterError>(move |tx| act::shift(tx, id, moved.is_up()))
        .await?;
    see_other(PATH)
}

async fn switch(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (PrompterId, _) = (ask.place("id")?, admin.origin(&ask));
    let Switched { on } = ask.form().await?;
    ask.house
        .db
        .write::<_, PrompterError>(move |tx| act::switch(tx, &origin, id, on))
        .await?;
    see_other(PATH)
}

async fn switch_built_in(mut ask: Ask, admin: AsAdmin) -> Reply {
    let origin = admin.origin(&ask);
    let Switched { on } = ask.form().await?;
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &BuiltIn { is_on: on })?;
            audit::log(tx, &origin, "prompter_changed", "Shopbell")
        })
        .await?;
    see_other(PATH)
}

async fn remove(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (PrompterId, _) = (ask.place("id")?, admin.origin(&ask));
    ask.house
        .db
        .write::<_, PrompterError>(move |tx| act::remove(tx, &origin, id))
        .await?;
    see_other("/admin/prompters?saved=prompter")
}

impl From<PrompterError> for Refusal {
    fn from(error: PrompterError) -> Self {
        match error {
            PrompterError::NotFound => Self::not_found(),
            PrompterError::NoName => Self::bad("no-name"),
            PrompterError::NameTaken
            | PrompterError::BadAddress
            | PrompterError::BadSecret
            | PrompterError::BadPatience
            | PrompterError::TooLong
            | PrompterError::TooMany => Self::bad("bad-form"),
            PrompterError::Db(error) => error.into(),
        }
    }
}

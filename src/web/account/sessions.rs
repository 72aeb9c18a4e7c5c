//! Where one is signed in, and signing out elsewhere.

use maud::{Markup, html};

use super::own_session;
use crate::{
    base::{id::SessionId, lang::Lang},
    db::DbError,
    desk::team::session::{self, Listed},
    t,
    web::{
        answer::{Reply, see_other},
        confirm::Confirm,
        layout::icon,
        moment::{Style, moment},
        request::{AsAgent, Ask},
        saved::Wish,
    },
};

pub(super) async fn end(ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let (id, session): (_, SessionId) = (agent.id, ask.place("id")?);
    ask.house
        .db
        .write::<_, DbError>(move |tx| session::end(tx, id, session))
        .await?;
    see_other("/account?saved=sessions")
}

pub(super) async fn end_others(ask: Ask, agent: AsAgent) -> Reply {
    let (id, here) = (agent.id, own_session(&agent)?);
    ask.house
        .db
        .write::<_, DbError>(move |tx| session::end_others(tx, id, Some(here)))
        .await?;
    see_other("/account?saved=sessions")
}

pub(super) fn card(lang: Lang, sessions: &[Listed], here: SessionId, wish: &Wish) -> Markup {
    html! {
        section.card aria-labelledby="sessions" {
            header."card__head" {
                div.grow { h2."card__title" #sessions { (t!(lang, "sessions")) } p.small.muted { (t!(lang, "sessions-more")) } }
                @if sessions.len() > 1 {
                    (Confirm {
                        lang, id: "others", here: "/account", is_open: wish.sure == "others", deed: &t!(lang, "sessions-end-others"), symbol: "log-out",
                        title: &t!(lang, "sessions-end-sure"), meaning: &t!(lang, "sessions-end-meaning", count = sessions.len() - 1),
                        action: "/account/sessions/others",
                    }.show())
                }
            }
            @for session in sessions { (row(lang, session, here)) }
        }
    }
}

fn row(lang: Lang, session: &Listed, here: SessionId) -> Markup {
    let device = if session.device.is_empty() {
        t!(lang, "device-unknown")
    } else {
        session.device.as_str().into()
    };
    html! {
        div.setrow {
            (icon("monitor-smartphone"))
            div.grow {
                p."setrow__t" dir="auto" { (device) @if session.id == here { span.pill."pill--active" { (t!(lang, "session-here")) } } }
                p."setrow__d" {
                    (session.address) " · " (t!(lang, "session-since")) " " (moment(session.created_at, Style::Day))
                    " · " (t!(lang, "session-used")) " " (moment(session.seen_at, Style::Day))
                }
            }
            @if session.id == here { div.row {} } @else {
                form.row method="post" action={ "/account/sessions/" (session.id) } {
                    button.btn."btn--sm" aria-label=(t!(lang, "session-end-of", device = device.as_ref())) { (t!(lang, "sign-out")) }
                }
            }
        }
    }
}

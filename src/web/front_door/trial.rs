//! A page of our own that carries the team's web chat, so that it can be tried before any site has it.

use maud::html;

use super::{sign_in::team_name, view::Card};
use crate::{
    db::DbError,
    desk::channel,
    t,
    web::{
        answer::{self, Refusal, Reply},
        request::Ask,
    },
};

pub(super) async fn page(ask: Ask) -> Reply {
    let site: String = ask.place("site")?;
    let channel = ask
        .house
        .db
        .read::<_, DbError>(move |reader| channel::by_site_key(reader, &site))
        .await?
        .ok_or_else(Refusal::not_found)?;
    let lang = ask.lang();
    let team = team_name(&ask).await?;
    let page = Card {
        lang,
        title: &t!(lang, "trial-title"),
        heading: &team,
        lead: &t!(lang, "trial-lead", name = &channel.name),
        here: ask.uri.path(),
        aside: "",
    }
    .show(&html! {
        div.card."card--pad".stack."stack--4" {
            @if channel.paused_at.is_some() {
                p { (t!(lang, "trial-paused")) }
            } @else {
                p { (t!(lang, "trial-what")) }
                script async src="/w.js" data-site=(channel.site_key) data-locale=(lang.code()) {}
            }
            a.btn."btn--block" href="/console" { (t!(lang, "trial-console")) }
        }
    });
    answer::page(page)
}

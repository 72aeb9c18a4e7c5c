//! The admin's rooms. Each saves on its own, and each works without any script.

mod about;
mod archiving;
mod articles;
mod backups;
mod bell;
mod bot;
mod channels;
mod checkup;
mod choices;
mod closing;
mod customers;
mod greetings;
mod hours;
mod identities;
mod forwarding;
mod keys;
mod cards;
mod log;
mod network;
mod patterns;
mod problems;
mod prompters;
mod privacy;
mod quality;
mod ranks;
mod relay;
mod queues;
mod room;
mod rules;
mod replies;
mod sheets;
mod shelves;
mod shop;
mod short_forms;
mod team;
mod telling;
mod wall;
mod translation;
mod trouble;
mod webhooks;

use http::StatusCode;
use maud::{Markup, html};

use self::room::{Room, nav};
use super::{
    answer::{self, Answer, Refusal, Reply, see_other},
    fresh::proven,
    layout::{self, Document, Place, script_texts},
    request::{AsAdmin, Ask},
    router::{Route, admin, get, post},
};
use crate::{
    db::DbError,
    desk::{
        setting::{self, Team},
        waitlist,
    },
};

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/admin", admin(home)),
        get("/admin/shop", admin(shop::page)),
        post("/admin/shop", admin(shop::save)),
        get("/admin/team", admin(team::page)),
        post("/admin/team/company", admin(team::company::save)),
        post("/admin/team/capacity", admin(team::capacity::save)),
        post("/admin/team/second-step", admin(team::second_step::require)),
        post(
            "/admin/team/{id}/second-step",
            admin(team::second_step::reset),
        ),
        post("/admin/team/{id}/work", admin(team::work::save)),
        post("/admin/invitations", admin(team::invite)),
        post("/admin/invitations/{id}/withdraw", admin(team::withdraw)),
        get("/admin/team/{id}", admin(team::member::page)),
        post("/admin/team/{id}", admin(team::member::save)),
        post("/admin/team/{id}/reset", admin(team::member::offer_reset)),
        post(
            "/admin/team/{id}/deactivate",
            admin(team::member::deactivate),
        ),
        post(
            "/admin/team/{id}/reactivate",
            admin(team::member::reactivate),
        ),
        get("/admin/channels", admin(channels::page)),
        post("/admin/channels", admin(channels::add)),
        get(
            "/admin/channels/connect/{kind}",
            admin(channels::connect::page),
        ),
        post(
            "/admin/channels/connect/{kind}",
            admin(channels::connect::save),
        ),
        get(
            "/admin/channels/sign-in/{token}",
            admin(channels::sign_in::page),
        ),
        post(
            "/admin/channels/sign-in/{token}",
            admin(channels::sign_in::done),
        ),
        post("/admin/channels/{id}/keys", admin(channels::account::rekey)),
        post("/admin/channels/{id}/test", admin(channels::account::test)),
        post(
            "/admin/channels/{id}/settle",
            admin(channels::account::settle),
        ),
        get("/admin/channels/{id}", admin(channels::site::page)),
        post("/admin/channels/{id}", admin(channels::site::save)),
        post(
            "/admin/channels/{id}/identity",
            admin(channels::site::save_identity),
        ),
        post(
            "/admin/channels/{id}/secret",
            admin(channels::site::renew_secret),
        ),
        post("/admin/channels/{id}/typing", admin(channels::typing::save)),
        post(
            "/admin/channels/{id}/consent",
            admin(channels::consent::save),
        ),
        post("/admin/channels/{id}/pause", admin(channels::site::pause)),
        post("/admin/channels/{id}/resume", admin(channels::site::resume)),
        get("/admin/channels/{id}/look", admin(channels::look::page)),
        post("/admin/channels/{id}/look", admin(channels::look::save)),
        get("/admin/channels/{id}/files", admin(channels::files::page)),
        post("/admin/channels/{id}/files", admin(channels::files::save)),
        get("/admin/channels/{id}/window", admin(channels::window::page)),
        post("/admin/channels/{id}/window", admin(channels::window::save)),
        get("/admin/closing", admin(closing::page)),
        post("/admin/closing", admin(closing::save_rules)),
        post("/admin/archiving", admin(archiving::save)),
        get("/admin/quality", admin(quality::page)),
        post("/admin/quality", admin(quality::save)),
        get("/admin/forwarding", admin(forwarding::page)),
        post("/admin/forwarding", admin(forwarding::save)),
        post("/admin/closing/{list}", admin(choices::add)),
        post("/admin/closing/{list}/{id}", admin(choices::rename)),
        post("/admin/closing/{list}/{id}/move", admin(choices::move_to)),
        post("/admin/closing/{list}/{id}/retire", admin(choices::retire)),
        get("/admin/patterns", admin(patterns::page)),
        post("/admin/patterns", admin(patterns::add)),
        get("/admin/patterns/new", admin(patterns::new)),
        get("/admin/patterns/{id}", admin(patterns::one)),
        post("/admin/patterns/{id}", admin(patterns::change)),
        post("/admin/patterns/{id}/switch", admin(patterns::switch)),
        post("/admin/patterns/{id}/remove", admin(patterns::remove)),
        get("/admin/clean-up", admin(patterns::clean_up::page)),
        post("/admin/clean-up", admin(patterns::clean_up::save)),
        get("/admin/short-forms", admin(short_forms::page)),
        post("/admin/short-forms", admin(short_forms::add)),
        post("/admin/short-forms/{id}", admin(short_forms::change)),
        post("/admin/short-forms/{id}/remove", admin(short_forms::remove)),
        get("/admin/keys", admin(keys::page)),
        post("/admin/keys", admin(keys::create)),
        post("/admin/keys/{id}/revoke", admin(keys::revoke)),
        get("/admin/privacy", admin(privacy::page)),
        post("/admin/privacy", admin(privacy::save)),
        post("/admin/privacy/run", admin(privacy::run)),
        get("/admin/log", admin(log::page)),
    ];
    routes.extend(customers::routes());
    routes.extend(queues::routes());
    routes.extend(rules::routes());
    routes.extend(replies::routes());
    routes.extend(cards::routes());
    routes.extend(articles::routes());
    routes.extend(bot::routes());
    routes.extend(prompters::routes());
    routes.extend(hours::routes());
    routes.extend(identities::routes());
    routes.extend(greetings::routes());
    routes.extend(wall::routes());
    routes.extend(backups::routes());
    routes.extend(bell::routes());
    routes.extend(translation::routes());
    routes.extend(network::routes());
    routes.extend(relay::routes());
    routes.extend(trouble::routes());
    routes.extend(telling::routes());
    routes.extend(about::routes());
    routes.extend(webhooks::routes());
    routes
}

async fn home(_ask: Ask, _admin: AsAdmin) -> Reply {
    see_other("/admin/team")
}

/// A room's page around what is in it.
async fn screen(
    ask: &Ask,
    admin: &AsAdmin,
    room: Room,
    inside: &Markup,
) -> Result<Markup, Refusal> {
    let id = admin.id;
    let (team, waiting) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let team: Team = setting::get(reader)?;
            Ok((team, waitlist::count(reader, id)?))
        })
        .await?;
    let lang = admin.lang;
    let main = html! {
        div.main.admin {
            (nav(lang, room))
            // The page about the house has nothing to tab to, and may have to be scrolled by keys all the same.
            main."admin__body" #main tabindex=(if room == Room::About { "0" } else { "-1" }) { section."admin__in" aria-label=(room.name(lang)) { (inside) } }
        }
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &admin.preferences.theme,
        title: &room.name(lang),
        sheet: "page-admin",
        scripts: &["admin"],
        page: "admin",
    };
    let body = layout::shell(admin, &team.name, Place::Admin, waiting, &main);
    Ok(document.wrap(&body))
}

async fn show(ask: &Ask, admin: &AsAdmin, room: Room, inside: &Markup) -> Reply {
    answer::page(screen(ask, admin, room, inside).await?)
}

async fn show_with(
    status: StatusCode,
    ask: &Ask,
    admin: &AsAdmin,
    room: Room,
    inside: &Markup,
) -> Result<Answer, Refusal> {
    let page = screen(ask, admin, room, inside).await?;
    Ok(answer::page_with(status, page))
}

/// Title of a room, what it is for, and what can be done at once.
fn heading(title: &str, lead: &str, deeds: &Markup) -> Markup {
    html! {
        header.sechead {
            div.grow { h2 dir="auto" { (title) } p { (lead) } }
            (deeds)
        }
    }
}

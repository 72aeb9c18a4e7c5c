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
mod queues;
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

use super::{
    answer::{self, Answer, Refusal, Reply, see_other},
    layout::{self, Document, Place, icon_sm, script_texts},
    request::{AsAdmin, Ask},
    router::{Route, admin, get, post},
};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        setting::{self, Team},
        waitlist,
    },
    t,
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
    routes.extend(trouble::routes());
    routes.extend(telling::routes());
    routes.extend(about::routes());
    routes.extend(webhooks::routes());
    routes
}

async fn home(_ask: Ask, _admin: AsAdmin) -> Reply {
    see_other("/admin/team")
}

/// A room of the admin's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Shop,
    Team,
    Identities,
    Queues,
    Rules,
    Channels,
    Hours,
    Greetings,
    Replies,
    Cards,
    Articles,
    Bot,
    Prompters,
    Translation,
    Closing,
    Quality,
    Forwarding,
    ShortForms,
    Patterns,
    CleanUp,
    Customers,
    Privacy,
    Wall,
    Bell,
    Network,
    House,
    Backups,
    Keys,
    Webhooks,
    Log,
    About,
}

impl Room {
    fn path(self) -> &'static str {
        match self {
            Self::Shop => "/admin/shop",
            Self::Team => "/admin/team",
            Self::Identities => "/admin/identities",
            Self::Queues => "/admin/queues",
            Self::Rules => "/admin/rules",
            Self::Channels => "/admin/channels",
            Self::Hours => "/admin/hours",
            Self::Greetings => "/admin/greetings",
            Self::Replies => "/admin/replies",
            Self::Cards => "/admin/cards",
            Self::Articles => "/admin/articles",
            Self::Bot => "/admin/bot",
            Self::Prompters => "/admin/prompters",
            Self::Translation => "/admin/translation",
            Self::Closing => "/admin/closing",
            Self::Quality => "/admin/quality",
            Self::Forwarding => "/admin/forwarding",
            Self::ShortForms => "/admin/short-forms",
            Self::Patterns => "/admin/patterns",
            Self::CleanUp => "/admin/clean-up",
            Self::Customers => customers::HERE,
            Self::Privacy => privacy::HERE,
            Self::Wall => "/admin/wall",
            Self::Bell => "/admin/bell",
            Self::Network => network::HERE,
            Self::House => "/admin/house",
            Self::Backups => "/admin/backups",
            Self::Keys => "/admin/keys",
            Self::Webhooks => "/admin/webhooks",
            Self::Log => "/admin/log",
            Self::About => "/admin/about",
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            Self::Shop => "shopping-bag",
            Self::Team => "users-round",
            Self::Identities => "id-card",
            Self::Queues => "layers",
            Self::Rules => "refresh-cw",
            Self::Channels => "message-circle",
            Self::Hours => "clock",
            Self::Greetings => "hand",
            Self::Replies => "zap",
            Self::Cards => "gallery-horizontal-end",
            Self::Articles => "book-open",
            Self::Bot => "sparkles",
            Self::Prompters => "lightbulb",
            Self::Translation => "languages",
            Self::Closing => "list-checks",
            Self::Quality => "badge-check",
            Self::Forwarding => "forward",
            Self::ShortForms => "keyboard",
            Self::Patterns => "shield-alert",
            Self::CleanUp => "brush-cleaning",
            Self::Customers => "id-card",
            Self::Privacy => "timer",
            Self::Wall => "monitor",
            Self::Bell => "bell-ring",
            Self::Network => "qr-code",
            Self::House => "hard-drive",
            Self::Backups => "package",
            Self::Keys => "key-round",
            Self::Webhooks => "plug",
            Self::Log => "history",
            Self::About => "info",
        }
    }

    fn name(self, lang: Lang) -> std::borrow::Cow<'static, str> {
        match self {
            Self::Shop => t!(lang, "room-shop"),
            Self::Team => t!(lang, "room-team"),
            Self::Identities => t!(lang, "room-identities"),
            Self::Queues => t!(lang, "room-queues"),
            Self::Rules => t!(lang, "room-rules"),
            Self::Channels => t!(lang, "room-channels"),
            Self::Hours => t!(lang, "room-hours"),
            Self::Greetings => t!(lang, "room-greetings"),
            Self::Replies => t!(lang, "room-replies"),
            Self::Cards => t!(lang, "room-cards"),
            Self::Articles => t!(lang, "room-articles"),
            Self::Bot => t!(lang, "room-bot"),
            Self::Prompters => t!(lang, "room-prompters"),
            Self::Translation => t!(lang, "room-translation"),
            Self::Closing => t!(lang, "room-closing"),
            Self::Quality => t!(lang, "room-quality"),
            Self::Forwarding => t!(lang, "room-forwarding"),
            Self::ShortForms => t!(lang, "room-short-forms"),
            Self::Patterns => t!(lang, "room-patterns"),
            Self::CleanUp => t!(lang, "room-clean-up"),
            Self::Customers => t!(lang, "room-customers"),
            Self::Privacy => t!(lang, "room-privacy"),
            Self::Wall => t!(lang, "room-wall"),
            Self::Bell => t!(lang, "room-bell"),
            Self::Network => t!(lang, "room-network"),
            Self::House => t!(lang, "room-house"),
            Self::Backups => t!(lang, "room-backups"),
            Self::Keys => t!(lang, "room-keys"),
            Self::Webhooks => t!(lang, "room-webhooks"),
            Self::Log => t!(lang, "room-log"),
            Self::About => t!(lang, "room-about"),
        }
    }
}

fn nav(lang: Lang, here: Room) -> Markup {
    let groups = [
        (
            t!(lang, "rooms-shop"),
            &[
                Room::Shop,
                Room::Team,
                Room::Identities,
                Room::Queues,
                Room::Rules,
                Room::Channels,
                Room::Hours,
            ][..],
        ),
        (
            t!(lang, "rooms-replies"),
            &[
                Room::Greetings,
                Room::Replies,
                Room::Cards,
                Room::Articles,
                Room::Bot,
                Room::Prompters,
                Room::Translation,
                Room::ShortForms,
                Room::Patterns,
                Room::CleanUp,
                Room::Closing,
                Room::Quality,
                Room::Forwarding,
                Room::Customers,
            ][..],
        ),
        (
            t!(lang, "rooms-system"),
            &[
                Room::Network,
                Room::Bell,
                Room::Wall,
                Room::House,
                Room::Backups,
                Room::Privacy,
                Room::Keys,
                Room::Webhooks,
                Room::Log,
                Room::About,
            ][..],
        ),
    ];
    html! {
        nav."admin__nav" aria-label=(t!(lang, "nav-admin")) {
            h1 { (t!(lang, "nav-admin")) }
            @for (label, rooms) in groups {
                span."menu__label" { (label) }
                @for room in rooms {
                    a href=(room.path()) aria-current=[(*room == here).then_some("page")] {
                        (icon_sm(room.symbol())) (room.name(lang))
                    }
                }
            }
        }
    }
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
            main."admin__body" #main tabindex="-1" { section."admin__in" aria-label=(room.name(lang)) { (inside) } }
        }
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &admin.preferences.theme,
        title: &room.name(lang),
        styles: &[
            "shell",
            "conversation",
            "admin",
            "assist",
            "admin-replies",
            "admin-hours",
            "forward",
        ],
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

//! Where customers write from: web chats, one for each site of the team's, and accounts on other platforms.

pub(super) mod account;
pub(super) mod connect;
pub(super) mod consent;
pub(super) mod files;
pub(super) mod look;
mod preview;
pub(super) mod sign_in;
pub(super) mod site;
pub(super) mod typing;
pub(super) mod window;

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{Room, heading, show, show_with};
use crate::{
    base::{id::ChannelId, lang::Lang, text},
    channels::KINDS,
    db::DbError,
    desk::{
        account as accounts, audit,
        channel::{self, Channel, ChannelKind, Settings},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong},
        layout::{channel_badge, channel_kind_name, icon_sm},
        request::{AsAdmin, Ask},
    },
};

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let inside = view(&ask, admin.lang, &Typed::default(), &Wrong::default()).await?;
    show(&ask, &admin, Room::Channels, &inside).await
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    sites: String,
    /// Of its content; empty: the house's.
    language: String,
}

impl From<&Channel> for Typed {
    fn from(channel: &Channel) -> Self {
        Self {
            name: channel.name.clone(),
            sites: channel.settings.sites.join("\n"),
            language: channel.settings.language.clone(),
        }
    }
}

impl Typed {
    /// Name and sites as they are stored, or what is wrong with them.
    fn check(&self, lang: Lang) -> Result<(String, Vec<String>), Wrong> {
        let mut wrong = Wrong::default();
        let name = text::clean_line(&self.name, 80);
        if name.is_empty() {
            wrong.add("name", t!(lang, "channel-name-needed"));
        }
        let mut sites: Vec<String> = Vec::new();
        for typed in self
            .sites
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|typed| !typed.is_empty())
        {
            match channel::origin_of(typed) {
                Some(site) if sites.contains(&site) => {}
                Some(site) => sites.push(site),
                None if wrong.beside("sites").is_none() => {
                    let typed = text::preview(typed, 60);
                    wrong.add("sites", t!(lang, "site-wrong", site = &typed));
                }
                None => {}
            }
        }
        if sites.len() > MOST_SITES {
            wrong.add("sites", t!(lang, "sites-many", count = MOST_SITES));
        }
        if wrong.is_empty() {
            Ok((name, sites))
        } else {
            Err(wrong)
        }
    }
}

/// Sites of one web chat: their list travels in a header.
const MOST_SITES: usize = 30;

fn fields(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    html! {
        (Field::new("channel", "name", t!(lang, "channel-name")).value(&typed.name).longest(80)
            .hint(t!(lang, "channel-name-hint")).required().judged(wrong))
        (Field::new("channel", "sites", t!(lang, "channel-sites")).value(&typed.sites).lines(2)
            .placeholder("https://shop.example").hint(t!(lang, "channel-sites-hint")).optional(lang).judged(wrong))
    }
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let (name, sites) = match typed.check(admin.lang) {
        Ok(checked) => checked,
        Err(wrong) => {
            let inside = view(&ask, admin.lang, &typed, &wrong).await?;
            let status = StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::Channels, &inside).await;
        }
    };
    let origin = admin.origin(&ask);
    let settings = Settings {
        sites,
        ..Settings::default()
    };
    let channel = ask
        .house
        .db
        .write::<_, DbError>(move |tx| {
            let channel = channel::add_web_chat(tx, &name, &settings)?;
            audit::log(tx, &origin, "channel_added", &name)?;
            Ok(channel)
        })
        .await?;
    see_other(&format!("/admin/channels/{}?saved=channel", channel.id))
}

/// The web chat that the address names.
async fn load(ask: &Ask) -> Result<Channel, Refusal> {
    let id: ChannelId = ask.place("id")?;
    ask.house
        .db
        .read::<_, DbError>(move |reader| channel::by_id(reader, id))
        .await?
        .ok_or_else(Refusal::not_found)
}

/// Changes the web chat that the address names, as it stands by then: what another screen has changed since
/// this one was opened stays. `alter` answers the act's word for the activity log, or nothing when there was
/// nothing to change.
async fn change(
    ask: &Ask,
    admin: &AsAdmin,
    alter: impl Fn(&mut Channel) -> Option<&'static str> + Send + 'static,
) -> Result<ChannelId, Refusal> {
    let id: ChannelId = ask.place("id")?;
    let origin = admin.origin(ask);
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            let mut channel = channel::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            if let Some(act) = alter(&mut channel) {
                channel::change(tx, id, &channel.name, &channel.settings)?;
                audit::log(tx, &origin, act, &channel.name)?;
            }
            Ok(id)
        })
        .await
}

/// Turns a switch; answers the act's word, of turning it off and on, if it was not so already.
fn turn(switch: &mut bool, is_on: bool, acts: [&'static str; 2]) -> Option<&'static str> {
    let was_on = std::mem::replace(switch, is_on);
    (was_on != is_on).then_some(acts[usize::from(is_on)])
}

/// A switch that is saved by itself, at this end of the web chat's address.
fn switch_form(lang: Lang, channel: &Channel, end: &str, switch: &Markup) -> Markup {
    html! {
        form."setrow--framed" method="post" action={ "/admin/channels/" (channel.id) "/" (end) } {
            (switch)
            div.setrow { button.btn."btn--sm" { (t!(lang, "save")) } }
        }
    }
}

async fn view(ask: &Ask, lang: Lang, typed: &Typed, wrong: &Wrong) -> Result<Markup, Refusal> {
    let (channels, accounts) = ask
        .house
        .db
        .read::<_, DbError>(|reader| Ok((channel::all(reader)?, accounts::all(reader)?)))
        .await?;
    let sites: Vec<&Channel> = channels
        .iter()
        .filter(|channel| channel.kind == ChannelKind::WebChat)
        .collect();
    Ok(html! {
        (heading(&t!(lang, "room-channels"), &t!(lang, "channels-lead"), &html! {}))
        @if channels.is_empty() {
            div.card.empty { p."empty__t" { (t!(lang, "channels-empty")) } p."empty__p" { (t!(lang, "channels-empty-more")) } }
        } @else {
            div.card {
                @for channel in &sites { (row(lang, channel)) }
                @for account in &accounts { (account_row(lang, account)) }
            }
        }
        section.card aria-labelledby="connect" {
            header."card__head" { h3."card__title".grow #connect { (t!(lang, "connect-more")) } }
            @for kind in KINDS {
                div.setrow {
                    (channel_badge(kind, "lg"))
                    div.grow { p."setrow__t" { (channel_kind_name(lang, kind)) } p."setrow__d" { (lang.text(&format!("connect-{}-lead", kind.word()))) } }
                    div.row { a.btn."btn--sm" href={ "/admin/channels/connect/" (kind.word()) } { (icon_sm("plug")) (t!(lang, "connect")) } }
                }
            }
        }
        form.card."card--pad".stack."stack--4" method="post" action="/admin/channels" {
            h3."card__title" { (t!(lang, "channel-add-title")) }
            div.formgrid { (fields(lang, typed, wrong)) }
            div.row { button.btn."btn--primary" { (icon_sm("plus")) (t!(lang, "channel-add")) } }
        }
    })
}

fn row(lang: Lang, channel: &Channel) -> Markup {
    let path = format!("/admin/channels/{}", channel.id);
    let sites = &channel.settings.sites;
    html! {
        div.setrow {
            (channel_badge(channel.kind, "lg"))
            div.grow {
                p."setrow__t" dir="auto" { (channel.name) (state(lang, channel)) }
                p."setrow__d".truncate {
                    (t!(lang, "web-chat")) " · "
                    @if sites.is_empty() { (t!(lang, "any-site")) } @else { (sites.join(", ")) }
                }
            }
            div.row {
                a.btn."btn--sm" href=(path) { (icon_sm("settings-2")) (t!(lang, "channel-settings")) }
                a.btn."btn--sm" href={ (path) "/look" } { (icon_sm("palette")) (t!(lang, "channel-look")) }
            }
        }
    }
}

fn account_row(lang: Lang, account: &accounts::Account) -> Markup {
    let channel = &account.channel;
    html! {
        div.setrow {
            (channel_badge(channel.kind, "lg"))
            div.grow {
                p."setrow__t" dir="auto" { (channel.name) (account::state(lang, account)) }
                p."setrow__d" {
                    (channel_kind_name(lang, channel.kind))
                    @if !account.username.is_empty() { " · " bdi { (account.username) } }
                    @if let Some((trouble, ..)) = &account.trouble { " · " (account::trouble(lang, account, *trouble)) }
                }
            }
            div.row { a.btn."btn--sm" href={ "/admin/channels/" (channel.id) } { (icon_sm("settings-2")) (t!(lang, "account-tab")) } }
        }
    }
}

fn state(lang: Lang, channel: &Channel) -> Markup {
    html! {
        @if channel.paused_at.is_some() {
            span.pill."pill--new" { (t!(lang, "channel-paused")) }
        } @else {
            span.pill."pill--active" { (t!(lang, "channel-open")) }
        }
    }
}

/// One web chat's screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Site,
    Look,
    Files,
    Window,
}

/// Title of one web chat's screens, and the way between them.
fn head(lang: Lang, channel: &Channel, here: Tab) -> Markup {
    let path = format!("/admin/channels/{}", channel.id);
    let is_site = channel.kind == ChannelKind::WebChat;
    html! {
        p { a.row.small href="/admin/channels" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-channels")) } }
        header.sechead {
            (channel_badge(channel.kind, "lg"))
            div.grow {
                h2 dir="auto" { (channel.name) }
                p.row { (channel_kind_name(lang, channel.kind)) (state(lang, channel)) }
            }
            @if is_site { a.btn href={ "/try/" (channel.site_key) } target="_blank" rel="noopener" { (icon_sm("external-link")) (t!(lang, "channel-try")) } }
        }
        nav.tabs aria-label=(channel.name) {
            @for (tab, end, name) in [
                (Tab::Site, "", "channel-settings"), (Tab::Look, "/look", "channel-look"), (Tab::Files, "/files", "channel-files"),
                (Tab::Window, "/window", "channel-window"),
            ].into_iter().filter(|(tab, ..)| is_site || *tab != Tab::Look) {
                a href={ (path) (end) } aria-current=[(tab == here).then_some("page")] { (lang.text(name)) }
            }
        }
    }
}

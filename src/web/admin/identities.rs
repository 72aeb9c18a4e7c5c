//! As whom agents write to customers: roles, aliases, and what is usual on each channel.

use std::borrow::Cow;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{
        id::{AgentId, AgentIdentityId, ChannelId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        agent_identity::{
            self, AgentIdentity,
            edit::{self, IdentityError, Wanted},
        },
        channel::{self, Channel},
        team::{self, Agent},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{self, Field, Wrong, choice},
        identities,
        layout::icon_sm,
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
    wire::agent::FILES,
};

const PATH: &str = "/admin/identities";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(PATH, admin(page)),
        post(PATH, admin(add)),
        get("/admin/identities/new", admin(new)),
        get("/admin/identities/{id}", admin(one)),
        post("/admin/identities/{id}", admin(change)),
        post("/admin/identities/{id}/retire", admin(retire)),
        post("/admin/identities/{id}/restore", admin(restore)),
        post("/admin/identities/usual/{channel}", admin(set_usual)),
    ]
}

/// What the screens are drawn from.
struct House {
    identities: Vec<AgentIdentity>,
    agents: Vec<Agent>,
    channels: Vec<Channel>,
}

async fn load(ask: &Ask) -> Result<House, Refusal> {
    Ok(ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            Ok(House {
                identities: agent_identity::all(reader)?,
                agents: team::active(reader)?,
                channels: channel::all(reader)?,
            })
        })
        .await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    title: String,
    picture: String,
    owner: String,
    agent: Vec<AgentId>,
    channel: Vec<ChannelId>,
}

impl Typed {
    fn of(one: &AgentIdentity) -> Self {
        Self {
            name: one.mask.name.clone(),
            title: one.mask.title.clone(),
            picture: one.mask.picture.clone().unwrap_or_default(),
            owner: one.owner.map(|id| id.to_string()).unwrap_or_default(),
            agent: one.agents.clone(),
            channel: one.channels.clone(),
        }
    }

    fn wanted(&self) -> Result<Wanted, Refusal> {
        let owner = match self.owner.as_str() {
            "" => None,
            id => Some(AgentId(id.parse().map_err(|_| Refusal::bad("bad-form"))?)),
        };
        Ok(Wanted {
            name: self.name.clone(),
            title: self.title.clone(),
            picture: Some(self.picture.clone()).filter(|id| !id.is_empty()),
            owner,
            for_all: owner.is_none() && self.agent.is_empty(),
            agents: self.agent.clone(),
            everywhere: self.channel.is_empty(),
            channels: self.channel.clone(),
        })
    }
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let house = load(&ask).await?;
    let lang = admin.lang;
    let way = html! {
        a.btn."btn--primary" href="/admin/identities/new" { (icon_sm("plus")) (t!(lang, "identity-new")) }
    };
    let inside = html! {
        (heading(&t!(lang, "room-identities"), &t!(lang, "identities-lead"), &way))
        (saved::notice(lang, !wish.saved.is_empty()))
        @if house.identities.is_empty() {
            div.card.empty { p."empty__t" { (t!(lang, "identities-none")) } p.small.muted { (t!(lang, "identities-none-more")) } }
        } @else {
            ul.card.identities { @for one in &house.identities { (row(lang, &house, one)) } }
        }
        @if house.identities.iter().any(|one| !one.is_retired) {
            @for channel in &house.channels { (usual(lang, &house, channel)) }
        }
    };
    show(&ask, &admin, Room::Identities, &inside).await
}

fn row(lang: Lang, house: &House, one: &AgentIdentity) -> Markup {
    let names = |agents: &[AgentId]| {
        let named: Vec<&str> = house
            .agents
            .iter()
            .filter(|agent| agents.contains(&agent.id))
            .map(|agent| agent.name.as_str())
            .collect();
        named.join(", ")
    };
    let places: Vec<&str> = house
        .channels
        .iter()
        .filter(|channel| one.channels.contains(&channel.id))
        .map(|channel| channel.name.as_str())
        .collect();
    html! {
        li.setrow {
            (portrait(one))
            div.grow {
                p."setrow__t".anywhere {
                    a.plainlink href={ (PATH) "/" (one.mask.id) } { bdi { (one.mask.name) } }
                    @if one.is_retired { span.pill."pill--archived" { (t!(lang, "identity-retired")) } }
                }
                p."setrow__d".anywhere {
                    @if let Some(owner) = one.owner { (t!(lang, "identity-of")) " " bdi { (names(&[owner])) } }
                    @else if one.for_all { (t!(lang, "identity-all")) }
                    @else { (t!(lang, "identity-some")) " " bdi { (names(&one.agents)) } }
                    " · "
                    @if one.everywhere { (t!(lang, "identity-everywhere")) } @else { bdi { (places.join(", ")) } }
                }
            }
            div.row { a.btn."btn--sm" href={ (PATH) "/" (one.mask.id) } aria-label=(t!(lang, "edit-person", name = &one.mask.name)) { (icon_sm("pencil")) } }
        }
    }
}

fn portrait(one: &AgentIdentity) -> Markup {
    let tint = crate::wire::tint(one.mask.id.0);
    html! {
        span.avatar.{ "av" (tint) } aria-hidden="true" {
            @if let Some(picture) = &one.mask.picture { img src={ (FILES) "/" (picture) } alt=""; }
            @else { (crate::base::text::initials(&one.mask.name)) }
        }
    }
}

/// What customers of a channel see unless an agent chooses.
fn usual(lang: Lang, house: &House, channel: &Channel) -> Markup {
    let form = format!("usual-{}", channel.id);
    let ids: Vec<(String, &str)> = house
        .identities
        .iter()
        .filter(|one| !one.is_retired && (one.everywhere || one.channels.contains(&channel.id)))
        .map(|one| (one.mask.id.to_string(), one.mask.name.as_str()))
        .collect();
    let own = ("", t!(lang, "identity-own"));
    let choices: Vec<(&str, Cow<'_, str>)> = std::iter::once(own)
        .chain(ids.iter().map(|(id, name)| (id.as_str(), Cow::from(*name))))
        .collect();
    let now = channel.settings.identity.map(|id| id.to_string());
    html! {
        form.card method="post" action={ (PATH) "/usual/" (channel.id) } {
            header."card__head" { h3."card__title".grow { (t!(lang, "identity-usual")) " " bdi { (channel.name) } } }
            div.setrow { div.grow {
                (choice::select(&form, "identity", &t!(lang, "identity-usual-which"), now.as_deref().unwrap_or(""), &choices))
                p."field__hint" { (t!(lang, "identity-usual-more")) }
            } }
            (choice::switch_row("only", "id-card", &t!(lang, "identity-only"), &t!(lang, "identity-only-more"), channel.settings.identity_only))
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let house = load(&ask).await?;
    let inside = form(
        admin.lang,
        &house,
        None,
        &Typed::default(),
        &Wrong::default(),
    );
    show(&ask, &admin, Room::Identities, &inside).await
}

fn find(house: &House, id: AgentIdentityId) -> Result<&AgentIdentity, Refusal> {
    let found = house.identities.iter().find(|one| one.mask.id == id);
    found.ok_or_else(Refusal::not_found)
}

async fn one(ask: Ask, admin: AsAdmin) -> Reply {
    let house = load(&ask).await?;
    let one = find(&house, ask.place("id")?)?;
    let inside = form(
        admin.lang,
        &house,
        Some(one),
        &Typed::of(one),
        &Wrong::default(),
    );
    show(&ask, &admin, Room::Identities, &inside).await
}

async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let (origin, wanted) = (admin.origin(&ask), typed.wanted()?);
    let outcome = ask
        .house
        .db
        .write(move |tx| edit::add(tx, &origin, &wanted).map(drop))
        .await;
    settle(&ask, &admin, None, &typed, outcome).await
}

async fn change(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: AgentIdentityId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let (origin, wanted) = (admin.origin(&ask), typed.wanted()?);
    let outcome = ask
        .house
        .db
        .write(move |tx| edit::change(tx, &origin, id, &wanted))
        .await;
    settle(&ask, &admin, Some(id), &typed, outcome).await
}

async fn settle(
    ask: &Ask,
    admin: &AsAdmin,
    id: Option<AgentIdentityId>,
    typed: &Typed,
    outcome: Result<(), IdentityError>,
) -> Reply {
    let wrong = match outcome {
        Ok(()) => return see_other("/admin/identities?saved=identity"),
        Err(IdentityError::NoName) => Wrong::at("name", t!(admin.lang, "name-needed")),
        Err(IdentityError::UnknownPicture) => {
            Wrong::at("picture", t!(admin.lang, "refusal-picture-gone"))
        }
        Err(other) => return Err(other.into()),
    };
    let house = load(ask).await?;
    let one = id.map(|id| find(&house, id)).transpose()?;
    let inside = form(admin.lang, &house, one, typed, &wrong);
    show_with(
        StatusCode::BAD_REQUEST,
        ask,
        admin,
        Room::Identities,
        &inside,
    )
    .await
}

async fn retire(ask: Ask, admin: AsAdmin) -> Reply {
    set_retired(ask, admin, true).await
}

async fn restore(ask: Ask, admin: AsAdmin) -> Reply {
    set_retired(ask, admin, false).await
}

async fn set_retired(ask: Ask, admin: AsAdmin, is_retired: bool) -> Reply {
    let (id, origin): (AgentIdentityId, _) = (ask.place("id")?, admin.origin(&ask));
    ask.house
        .db
        .write(move |tx| edit::retire(tx, &origin, id, is_retired))
        .await?;
    see_other("/admin/identities?saved=identity")
}

#[derive(Deserialize)]
struct Usual {
    #[serde(default)]
    identity: String,
    only: Option<String>,
}

async fn set_usual(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: ChannelId = ask.place("channel")?;
    let typed: Usual = ask.form().await?;
    let identity = match typed.identity.as_str() {
        "" => None,
        id => Some(AgentIdentityId(
            id.parse().map_err(|_| Refusal::bad("bad-form"))?,
        )),
    };
    let (origin, only) = (admin.origin(&ask), typed.only.is_some());
    ask.house
        .db
        .write(move |tx| edit::set_usual(tx, &origin, id, identity, only))
        .await?;
    see_other("/admin/identities?saved=usual")
}

fn form(
    lang: Lang,
    house: &House,
    one: Option<&AgentIdentity>,
    typed: &Typed,
    wrong: &Wrong,
) -> Markup {
    let ids: Vec<(String, &str)> = house
        .agents
        .iter()
        .map(|agent| (agent.id.to_string(), agent.name.as_str()))
        .collect();
    let role = ("", t!(lang, "identity-role"));
    let owners: Vec<(&str, Cow<'_, str>)> = std::iter::once(role)
        .chain(
            ids.iter()
                .map(|(id, name)| (id.as_str(), t!(lang, "identity-alias", name = *name))),
        )
        .collect();
    let path = one.map_or(PATH.to_owned(), |one| format!("{PATH}/{}", one.mask.id));
    html! {
        p { a.row.small href=(PATH) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-identities")) } }
        header.sechead { div.grow { h2 { @if let Some(one) = one { bdi { (one.mask.name) } } @else { (t!(lang, "identity-new")) } } } }
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            div.formgrid {
                (Field::new("identity", "name", t!(lang, "identity-name")).value(&typed.name).longest(edit::LONGEST)
                    .hint(t!(lang, "identity-name-hint")).required().judged(wrong))
                (Field::new("identity", "title", t!(lang, "public-title")).value(&typed.title).longest(edit::LONGEST)
                    .placeholder(&t!(lang, "public-title-example")).optional(lang).judged(wrong))
                (choice::select("identity", "owner", &t!(lang, "identity-whose"), &typed.owner, &owners))
                (identities::picture(lang, &typed.picture, wrong))
            }
            (boxes("agent", &t!(lang, "identity-who"), &t!(lang, "identity-who-more"),
                house.agents.iter().map(|agent| (agent.id.to_string(), agent.name.as_str(), typed.agent.contains(&agent.id)))))
            (boxes("channel", &t!(lang, "identity-where"), &t!(lang, "identity-where-more"),
                house.channels.iter().map(|channel| (channel.id.to_string(), channel.name.as_str(), typed.channel.contains(&channel.id)))))
            (field::error("identity", wrong.beside("identity")))
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } a.btn href=(PATH) { (t!(lang, "cancel")) } }
        }
        @if let Some(one) = one {
            form.card.setrow method="post" action={ (path) @if one.is_retired { "/restore" } @else { "/retire" } } {
                (crate::web::layout::icon("ban"))
                div.grow {
                    p."setrow__t" { @if one.is_retired { (t!(lang, "identity-restore")) } @else { (t!(lang, "identity-retire")) } }
                    p."setrow__d" { (t!(lang, "identity-retire-more")) }
                }
                div.row { button.btn."btn--sm" { @if one.is_retired { (t!(lang, "identity-restore")) } @else { (t!(lang, "identity-retire")) } } }
            }
        }
    }
}

/// Several to tick.
fn boxes<'a>(
    name: &str,
    label: &str,
    more: &str,
    each: impl Iterator<Item = (String, &'a str, bool)>,
) -> Markup {
    html! {
        fieldset.field {
            legend."field__label" { (label) }
            div.row."row--wrap" {
                @for (value, words, is_on) in each {
                    label.check.small { input type="checkbox" name=(name) value=(value) checked[is_on]; span.anywhere dir="auto" { (words) } }
                }
            }
            p."field__hint" { (more) }
        }
    }
}

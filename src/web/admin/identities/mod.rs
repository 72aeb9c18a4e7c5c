//! As whom agents write to customers: roles, aliases, and what is usual on each channel.

mod view;

use http::StatusCode;
use serde::Deserialize;

use super::{Room, show, show_with};
use crate::{
    base::id::{AgentId, AgentIdentityId, ChannelId},
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
        field::Wrong,
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::Wish,
    },
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
    /// The team, and whoever has left it and is named still.
    agents: Vec<Agent>,
    channels: Vec<Channel>,
}

async fn load(ask: &Ask) -> Result<House, Refusal> {
    Ok(ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            let identities = agent_identity::all(reader)?;
            let mut agents = team::active(reader)?;
            let named = identities
                .iter()
                .flat_map(|one| one.owner.iter().chain(&one.agents));
            for id in named {
                if !agents.iter().any(|agent| agent.id == *id) {
                    agents.extend(team::by_id(reader, *id)?);
                }
            }
            Ok(House {
                identities,
                agents,
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
    let inside = view::all(admin.lang, &house, &wish);
    show(&ask, &admin, Room::Identities, &inside).await
}

async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let house = load(&ask).await?;
    let inside = view::form(
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
    let inside = view::form(
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
    let inside = view::form(admin.lang, &house, one, typed, &wrong);
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

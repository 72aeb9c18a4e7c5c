//! The customer panel beside a chat: who writes, what the team knows of them, where on the site they are.
//!
//! The panel is an island of its own (`#side`). Each act answers the whole of it, so that a screen
//! shows at once what everybody else's is told by the event; a browser without our script is sent
//! back to the chat.

pub(in crate::web) mod history;
mod consent;
mod load;
pub(in crate::web) mod notes;
pub(in crate::web) mod own;
pub(in crate::web) mod pages;
pub(in crate::web) mod person;
pub(in crate::web) mod place;
pub(in crate::web) mod shared;
mod slip;
pub(in crate::web) mod tags;
mod view;

use http::StatusCode;
use maud::Markup;
use serde::Deserialize;

pub(in crate::web) use self::{
    load::{Known, Stand, Tab, load},
    slip::{Field, Slip},
    view::panel,
};
use self::{shared::Shown, slip::Spot};
use crate::{
    base::id::{CustomerId, NoteId, TagId},
    db::DbError,
    desk::{
        conversation,
        customer::{edit, merge, note, tag},
        rule,
    },
    t,
    web::{
        answer::{Answer, Refusal, Reply, ok, page, page_with, see_other},
        console::people,
        layout::{self, Document, Place},
        request::{AsAgent, Ask},
        router::{Route, agent, get, post},
    },
};

/// Other chats of the customer that are shown at first.
pub(in crate::web) const EARLIER: usize = 10;

pub(in crate::web) fn routes() -> Vec<Route> {
    vec![
        get("/console/customers/{conversation}/panel", agent(show)),
        post(
            "/console/customers/{conversation}/fields",
            agent(write_field),
        ),
        post(
            "/console/customers/{conversation}/fields/{field}",
            agent(own::write),
        ),
        post("/console/customers/{conversation}/tags", agent(add_tag)),
        post(
            "/console/customers/{conversation}/tags/{tag}/remove",
            agent(remove_tag),
        ),
        post("/console/customers/{conversation}/notes", agent(write_note)),
        post(
            "/console/customers/{conversation}/notes/{note}/remove",
            agent(remove_note),
        ),
        get("/people/{customer}/panel", agent(show)),
        post("/people/{customer}/fields", agent(write_field)),
        post("/people/{customer}/fields/{field}", agent(own::write)),
        post("/people/{customer}/tags", agent(add_tag)),
        post("/people/{customer}/tags/{tag}/remove", agent(remove_tag)),
        post("/people/{customer}/notes", agent(write_note)),
        post("/people/{customer}/notes/{note}/remove", agent(remove_note)),
        get("/console/tags", agent(suggest_tags)),
    ]
}

#[derive(Deserialize)]
struct Look {
    #[serde(default)]
    tab: String,
    earlier: Option<usize>,
    images: Option<usize>,
    files: Option<usize>,
    links: Option<usize>,
}

async fn show(ask: Ask, agent: AsAgent) -> Reply {
    let stand = Stand::of(&ask)?;
    let look: Look = ask.query()?;
    let earlier = look.earlier.unwrap_or(EARLIER).clamp(1, 500);
    let mut known = load(&ask.house, agent.agent.clone(), stand, earlier)
        .await?
        .ok_or_else(Refusal::not_found)?;
    let tab = Tab::from_word(&look.tab);
    if tab == Tab::Files {
        let shown = Shown::new(look.images, look.files, look.links);
        known.shared = shared::load(&ask.house, known.customer.id, shown).await?;
    }
    if ask.is_fragment() {
        return page(island(&known, tab, None));
    }
    let panel = panel(&known, tab, None);
    let title = layout::customer_name(agent.lang, known.customer.id, &known.customer.name);
    Ok(alone(StatusCode::OK, &agent, &title, &panel))
}

/// The panel as a page: for browsers without our script.
fn alone(status: StatusCode, agent: &AsAgent, title: &str, panel: &Markup) -> Answer {
    let about = t!(agent.lang, "customer-panel");
    let main = maud::html! { main.main #main { h1."sr-only" { (title) } h2."sr-only" { (about) } (panel) } };
    let document = Document {
        lang: agent.lang,
        theme: &agent.preferences.theme,
        title,
        sheet: "page-customer",
        scripts: &["times", "customer"],
        page: "customer",
    };
    page_with(
        status,
        document.wrap(&layout::shell(agent, "Shopbell", Place::Console, 0, &main)),
    )
}

/// What is drawn anew after an act: the panel, or the customer's own page without its frame.
fn island(known: &Known, tab: Tab, slip: Option<&Slip>) -> Markup {
    match known.stand {
        Stand::Chat(_) => panel(known, tab, slip),
        Stand::Record(_) => people::record::island(known, tab, slip),
    }
}

/// Who is shown.
async fn customer_of(ask: &Ask, stand: Stand) -> Result<CustomerId, Refusal> {
    let id = match stand {
        Stand::Chat(id) => id,
        Stand::Record(customer) => return Ok(customer),
    };
    let found = ask
        .house
        .db
        .read::<_, DbError>(move |reader| conversation::by_id(reader, id))
        .await?;
    Ok(found.ok_or_else(Refusal::not_found)?.customer)
}

/// After an act: what is shown as it is now, with what could not be taken.
async fn after(
    ask: &Ask,
    agent: &AsAgent,
    stand: Stand,
    slip: Option<(StatusCode, Slip)>,
) -> Reply {
    if slip.is_none() && !ask.is_fragment() {
        return see_other(&stand.home());
    }
    let known = load(&ask.house, agent.agent.clone(), stand, EARLIER)
        .await?
        .ok_or_else(Refusal::not_found)?;
    let (status, slip) = match slip {
        Some((status, slip)) => (status, Some(slip)),
        None => (StatusCode::OK, None),
    };
    if ask.is_fragment() {
        let island = island(&known, Tab::Customer, slip.as_ref());
        return Ok(page_with(status, island));
    }
    let panel = panel(&known, Tab::Customer, slip.as_ref());
    let title = layout::customer_name(agent.lang, known.customer.id, &known.customer.name);
    Ok(alone(status, agent, &title, &panel))
}

/// A refusal of what was typed becomes a slip beside its field; all others stay refusals.
fn slip(
    agent: &AsAgent,
    refusal: Refusal,
    spot: Spot,
    typed: String,
) -> Result<(StatusCode, Slip), Refusal> {
    match refusal.status {
        StatusCode::BAD_REQUEST | StatusCode::CONFLICT => Ok((
            refusal.status,
            Slip {
                spot,
                typed,
                reason: refusal.sentence(agent.lang),
                theirs: None,
            },
        )),
        _ => Err(refusal),
    }
}

/// What a field held when the agent began, and what they made of it.
#[derive(Deserialize)]
struct Written {
    field: String,
    value: String,
    #[serde(default)]
    seen: String,
    revision: i64,
    /// `theirs`: what a colleague wrote meanwhile shall stand.
    #[serde(default)]
    keep: String,
}

async fn write_field(mut ask: Ask, agent: AsAgent) -> Reply {
    let stand = Stand::of(&ask)?;
    let written: Written = ask.form().await?;
    let field = Field::from_word(&written.field).ok_or_else(|| Refusal::bad("bad-query"))?;
    if written.keep == "theirs" {
        return after(&ask, &agent, stand, None).await;
    }
    let customer = customer_of(&ask, stand).await?;
    let (typed, seen) = (written.value.clone(), written.seen);
    let outcome = ask
        .house
        .db
        .write::<_, edit::EditError>(move |tx| {
            let change = field.edit(written.value.clone());
            match edit::edit(tx, customer, written.revision, &change) {
                // A colleague changed something else: both changes stand.
                Err(edit::EditError::Conflict(newer)) if field.of(&newer) == seen => {
                    edit::edit(tx, newer.id, newer.revision, &change)
                }
                outcome => outcome,
            }
        })
        .await;
    let slip = match outcome {
        Ok(_) => None,
        Err(edit::EditError::Conflict(newer)) => {
            let theirs = field.of(&newer).to_owned();
            let refusal = Refusal::from(edit::EditError::Conflict(newer));
            let (status, slip) = slip(&agent, refusal, Spot::Field(field), typed)?;
            let theirs = Some(theirs);
            Some((status, Slip { theirs, ..slip }))
        }
        Err(error) => Some(slip(&agent, error.into(), Spot::Field(field), typed)?),
    };
    after(&ask, &agent, stand, slip).await
}

#[derive(Deserialize)]
struct Tagged {
    name: String,
}

async fn add_tag(mut ask: Ask, agent: AsAgent) -> Reply {
    let stand = Stand::of(&ask)?;
    let Tagged { name } = ask.form().await?;
    let customer = customer_of(&ask, stand).await?;
    let typed = name.clone();
    let outcome = ask
        .house
        .db
        .write::<_, tag::TagError>(move |tx| {
            let tag = tag::add(tx, customer, &name)?;
            let known = merge::who_is(tx, customer)?;
            rule::tagged(tx, known)?;
            Ok(tag)
        })
        .await;
    let slip = match outcome {
        Ok(_) => None,
        Err(error) => Some(slip(&agent, error.into(), Spot::Tag, typed)?),
    };
    after(&ask, &agent, stand, slip).await
}

async fn remove_tag(ask: Ask, agent: AsAgent) -> Reply {
    let stand = Stand::of(&ask)?;
    let tag: TagId = ask.place("tag")?;
    let customer = customer_of(&ask, stand).await?;
    ask.house
        .db
        .write::<_, DbError>(move |tx| tag::remove(tx, customer, tag))
        .await?;
    after(&ask, &agent, stand, None).await
}

#[derive(Deserialize)]
struct Noted {
    text: String,
}

async fn write_note(mut ask: Ask, agent: AsAgent) -> Reply {
    let stand = Stand::of(&ask)?;
    let Noted { text } = ask.form().await?;
    let customer = customer_of(&ask, stand).await?;
    let (author, typed) = (agent.agent.clone(), text.clone());
    let outcome = ask
        .house
        .db
        .write::<_, note::NoteError>(move |tx| note::write(tx, &author, customer, &text))
        .await;
    let slip = match outcome {
        Ok(_) => None,
        Err(error) => Some(slip(&agent, error.into(), Spot::Note, typed)?),
    };
    after(&ask, &agent, stand, slip).await
}

async fn remove_note(ask: Ask, agent: AsAgent) -> Reply {
    let stand = Stand::of(&ask)?;
    let note: NoteId = ask.place("note")?;
    let author = agent.agent.clone();
    ask.house
        .db
        .write::<_, note::NoteError>(move |tx| note::remove(tx, &author, note))
        .await?;
    after(&ask, &agent, stand, None).await
}

#[derive(Deserialize)]
struct Begun {
    #[serde(default)]
    q: String,
}

/// Tags that begin with what somebody typed, as JSON.
async fn suggest_tags(ask: Ask, _agent: AsAgent) -> Reply {
    let Begun { q } = ask.query()?;
    let tags = ask
        .house
        .db
        .read::<_, DbError>(move |reader| tag::suggest(reader, &q, 8))
        .await?;
    ok(&serde_json::json!({ "tags": tags }))
}

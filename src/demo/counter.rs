//! The counter before the first customer: the shop's team, its web chat, what it tells visitors.

use anyhow::{Context, anyhow};

use super::{past, people};

use crate::{
    base::{id::AgentId, lang::Lang},
    db::Tx,
    desk::{
        attachment::Uploader,
        audit::Origin,
        channel::{Ask, Channel, Settings},
        chats::view,
        content::{
            article, article_sheet,
            card::{self, Card},
            card_sheet,
            category::{self, Name},
            reply_sheet,
        },
        conversation::Priority,
        customer::{
            field::{self, FieldKind, Wanted},
            tag,
        },
        family::Family,
        queue::{
            self,
            policy::{Policy, Silence},
        },
        rule::{self, Conditions, Deeds, Occasion, edit::Change},
        setting,
        setup::{self, FirstRun, Progress},
        team::{
            self, Agent, NewAgent, Role,
            account::{self, Profile},
        },
    },
};

/// A member of the shop's team.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// As colleagues know them.
    pub name: &'static str,
    /// They sign in with it.
    pub email: &'static str,
    /// What customers see below the name.
    title: &'static str,
    role: Role,
}

/// The team. The first sets the house up; the others are simulated until somebody signs in as them.
pub const TEAM: [Member; 3] = [
    Member {
        name: "Ana Ruiz",
        email: "ana@kettle.example",
        title: "Front desk",
        role: Role::Admin,
    },
    Member {
        name: "Jonas Weber",
        email: "jonas@kettle.example",
        title: "Workshop",
        role: Role::Supervisor,
    },
    Member {
        name: "Tomás Rey",
        email: "tomas@kettle.example",
        title: "Orders",
        role: Role::Agent,
    },
];

/// Opens the shop's counter in an empty house.
pub(super) fn open(tx: &mut Tx<'_>, password_hash: &str) -> anyhow::Result<(Vec<Agent>, Channel)> {
    let [first, others @ ..] = TEAM;
    let house = setup::set_up(
        tx,
        &FirstRun {
            team: "Kite & Kettle".to_owned(),
            name: first.name.to_owned(),
            email: first.email.to_owned(),
            password_hash: password_hash.to_owned(),
            lang: Lang::En,
            channel: "Kite & Kettle shop".to_owned(),
            settings: settings(),
        },
        "",
    )?;
    // Nothing is left for the wizard to ask.
    setting::put(tx, &Progress::Done)?;
    define_fields(tx)?;
    stock(tx, house.admin)?;
    let mut team = vec![introduce(tx, house.admin, first)?];
    for member in others {
        let new = NewAgent {
            email: member.email.to_owned(),
            name: member.name.to_owned(),
            role: member.role,
            lang: Lang::En,
            password_hash: password_hash.to_owned(),
        };
        let id = team::join(tx, &new)?;
        team.push(introduce(tx, id, member)?);
    }
    super::writing::furnish(tx, house.admin)?;
    keep_views(tx, &team)?;
    Ok((team, house.channel))
}

/// One more joins the team of a larger shop.
pub(super) fn engage(tx: &mut Tx<'_>, password_hash: &str, number: usize) -> anyhow::Result<Agent> {
    let name = people::colleague(number);
    let email = format!(
        "{}.{number}@kettle.example",
        first_name(&name).to_lowercase()
    );
    let new = NewAgent {
        email,
        name: name.clone(),
        role: Role::Agent,
        lang: Lang::En,
        password_hash: password_hash.to_owned(),
    };
    let id = team::join(tx, &new)?;
    let profile = Profile {
        public_name: first_name(&name).to_owned(),
        public_title: "Front desk".to_owned(),
        name,
        lang: Lang::En,
    };
    account::change_profile(tx, id, &profile)?;
    team::by_id(tx, id)?.context("a member has just joined")
}

/// Lists that the team looks at every day.
fn keep_views(tx: &mut Tx<'_>, team: &[Agent]) -> anyhow::Result<()> {
    let Some(first) = team.first() else {
        return Ok(());
    };
    for (name, query, is_shared) in [
        ("Not happy", "tab=closed&rating=1", true),
        ("To answer", "tab=needs_reply&sort=created&dir=asc", true),
        ("Mine", "agent=me&tab=open", false),
    ] {
        let wanted = view::Wanted {
            name: name.to_owned(),
            is_shared,
            is_first: false,
        };
        view::add(tx, first, query, &wanted)?;
    }
    Ok(())
}

/// What the house does by itself from now on: customers whom the team tagged come soon, smoke comes first, and
/// whoever falls silent is pointed out.
pub(super) fn rules(tx: &mut Tx<'_>) -> anyhow::Result<()> {
    let origin = Origin::default();
    let vip = tag::all(tx)?
        .into_iter()
        .find(|used| used.tag.name == "VIP");
    let new_chat = |name: &str, conditions: Conditions, priority: Priority| Change {
        name: name.to_owned(),
        occasion: Occasion::NewChat,
        conditions,
        deeds: Deeds {
            priority: Some(priority),
            ..Deeds::default()
        },
    };
    if let Some(vip) = vip {
        let is_vip = Conditions {
            tag: Some(vip.tag.id),
            ..Conditions::default()
        };
        rule::edit::add(tx, &origin, &new_chat("VIPs soon", is_vip, Priority::High))?;
    }
    let smokes = Conditions {
        words: ["smoke", "smokes", "burnt", "Rauch", "humo", "fumée", "дым"]
            .map(str::to_owned)
            .to_vec(),
        ..Conditions::default()
    };
    rule::edit::add(
        tx,
        &origin,
        &new_chat("Smoke first", smokes, Priority::Urgent),
    )?;
    let first = queue::first(tx)?;
    let policy = Policy {
        silence: Silence::Suggest,
        ..queue::policy(tx, first)?
    };
    Ok(queue::set_policy(tx, first, &policy)?)
}

/// What the shop wants to know of its customers.
fn define_fields(tx: &mut Tx<'_>) -> anyhow::Result<()> {
    let fields = [
        (
            FieldKind::Text,
            "Last order",
            "Its number, as on the label",
            &[][..],
        ),
        (
            FieldKind::Choice,
            "Tier",
            "Trade buys for a firm",
            &["Gold", "Silver", "Trade"],
        ),
        (
            FieldKind::Date,
            "Birthday",
            "Only if they told us themselves",
            &[],
        ),
    ];
    for (kind, name, help, choices) in fields {
        let wanted = Wanted {
            name: name.to_owned(),
            help: help.to_owned(),
            choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
        };
        field::add(tx, &Origin::default(), kind, &wanted)?;
    }
    Ok(())
}

/// What the team keeps ready to send, in the languages of its customers.
fn stock(tx: &mut Tx<'_>, admin: AgentId) -> anyhow::Result<()> {
    let origin = Origin {
        agent: Some(admin),
        address: String::new(),
    };
    let replies = reply_sheet::read(include_str!("../../assets/demo/replies.json"))
        .map_err(|wrong| anyhow!("the demo's replies: {wrong:?}"))?;
    reply_sheet::take_in(tx, &origin, &replies)?;
    let cards = card_sheet::read(include_str!("../../assets/demo/cards.json"))
        .map_err(|wrong| anyhow!("the demo's cards: {wrong:?}"))?;
    card_sheet::take_in(tx, &origin, &cards)?;
    write_articles(tx, &origin)?;
    let all: Vec<Card> = card::catalogue(tx)?
        .into_iter()
        .flat_map(|(_, cards)| cards)
        .collect();
    for card in all {
        let named = PICTURES.iter().find(|(name, _)| *name == card.name);
        let (_, photo) = named.with_context(|| format!("{} has no picture", card.name))?;
        let picture = past::attach(tx, Uploader::Agent(admin), photo)?;
        let mut texts = card.texts;
        let shown = texts
            .iter()
            .position(|text| text.language == "en")
            .unwrap_or(0);
        texts[shown].picture = Some(picture);
        let draft = card::Draft {
            folder: card.folder,
            kind: card.kind,
            name: card.name,
            tags: card.tags,
            texts,
        };
        card::change(tx, &origin, card.id, card.revision, &draft)?;
    }
    Ok(())
}

/// What everybody can read.
fn write_articles(tx: &mut Tx<'_>, origin: &Origin) -> anyhow::Result<()> {
    let articles = article_sheet::read(include_str!("../../assets/demo/articles.json"))
        .map_err(|wrong| anyhow!("the demo's articles: {wrong:?}"))?;
    article_sheet::take_in(tx, origin, &articles)?;
    for (category, _) in article::catalogue(tx)? {
        let called = CATEGORIES.iter().find(|(name, _)| *name == category.name);
        let (_, names) = called.with_context(|| format!("{} is called so alone", category.name))?;
        let names = names.map(|(language, name)| Name {
            language: language.to_owned(),
            name: name.to_owned(),
        });
        category::call(tx, origin, category.id, &names)?;
    }
    Ok(())
}

/// What the categories of articles are called in other languages.
const CATEGORIES: [(&str, [(&str, &str); 3]); 3] = [
    (
        "Orders and delivery",
        [
            ("de", "Bestellung und Lieferung"),
            ("ru", "Заказ и доставка"),
            ("zh", "订单与配送"),
        ],
    ),
    (
        "Returns and repairs",
        [
            ("de", "Rückgabe und Reparatur"),
            ("ru", "Возврат и ремонт"),
            ("zh", "退货与维修"),
        ],
    ),
    (
        "Caring for your kettle",
        [
            ("de", "Kesselpflege"),
            ("ru", "Уход за чайником"),
            ("zh", "水壶保养"),
        ],
    ),
];

/// Which photo is on which card.
const PICTURES: [(&str, &str); 5] = [
    ("Kettle 08", "kettle"),
    ("Teapot for two", "teapot"),
    ("Caring for enamel", "lid"),
    ("Return label", "label"),
    ("Our Mini-Program", "box"),
];

/// What customers see of a member: the first name and what they do.
fn introduce(tx: &mut Tx<'_>, id: AgentId, member: Member) -> anyhow::Result<Agent> {
    let profile = Profile {
        name: member.name.to_owned(),
        public_name: first_name(member.name).to_owned(),
        public_title: member.title.to_owned(),
        lang: Lang::En,
    };
    account::change_profile(tx, id, &profile)?;
    team::by_id(tx, id)?.context("a member has just joined")
}

/// By which colleagues introduce themselves.
#[must_use]
pub(super) fn first_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

fn settings() -> Settings {
    Settings {
        topics: [
            "Where is my order?",
            "Returns and repairs",
            "Cups for cafés and offices",
        ]
        .map(str::to_owned)
        .to_vec(),
        ask_name: Ask::Optional,
        ask_email: Ask::Optional,
        files: vec![Family::Document, Family::Video],
        typing_preview: true,
        ..Settings::default()
    }
}

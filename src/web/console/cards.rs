//! Cards at the counter: all of them for the browser to show and search, and one of them made ready to
//! go along with a reply.

use std::collections::BTreeMap;

use http::StatusCode;
use serde::Serialize;

use super::chat::Chat;
use crate::{
    base::id::{CardId, ConversationId, FolderId},
    desk::{
        card_kind::CardKind,
        content::{
            card::{self, Card, CardError},
            language::{self, Content},
        },
        setting,
        team::Role,
    },
    web::{
        answer::{Refusal, Reply, json, ok},
        request::{AsAgent, Ask},
    },
    wire::{File, agent::FILES},
};

#[derive(Serialize)]
struct Shown {
    /// Language that is taken where a customer's own is missing.
    language: String,
    folders: Vec<ShownFolder>,
    /// Where the team's cards are written, for whom it may interest.
    edit: Option<&'static str>,
    /// Names of all languages that occur.
    names: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct ShownFolder {
    id: FolderId,
    name: String,
    cards: Vec<ShownCard>,
}

#[derive(Serialize)]
struct ShownCard {
    id: CardId,
    kind: CardKind,
    name: String,
    tags: Vec<String>,
    /// Language in which the agent reads it.
    preview: String,
    texts: BTreeMap<String, ShownText>,
}

#[derive(Serialize)]
struct ShownText {
    title: String,
    teaser: String,
    link: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

/// Everything there is, for a browser that shows and searches it without asking again.
pub(super) async fn all(ask: Ask, agent: AsAgent) -> Reply {
    let (catalogue, content) = ask
        .house
        .db
        .read::<_, Refusal>(|reader| {
            let content: Content = setting::get(reader)?;
            Ok((card::catalogue(reader)?, content))
        })
        .await?;
    let reads = agent.lang.code();
    let folders: Vec<ShownFolder> = catalogue
        .into_iter()
        .map(|(folder, cards)| ShownFolder {
            id: folder.id,
            name: folder.name,
            cards: cards
                .iter()
                .map(|card| shown(card, reads, &content.language))
                .collect(),
        })
        .collect();
    let names = folders
        .iter()
        .flat_map(|folder| &folder.cards)
        .flat_map(|card| card.texts.keys())
        .map(|code| (code.clone(), language::own_name(code).to_owned()))
        .collect();
    ok(&Shown {
        language: content.language,
        folders,
        edit: agent.may_act_as(Role::Admin).then_some("/admin/cards"),
        names,
    })
}

fn shown(card: &Card, reads: &str, default: &str) -> ShownCard {
    let preview = card.text_for(reads, default);
    let text = |text: &card::Text| ShownText {
        title: text.title.clone(),
        teaser: text.teaser.clone(),
        link: text.link.clone(),
        picture: card.picture_of(text).map(|id| format!("{FILES}/{id}")),
    };
    ShownCard {
        id: card.id,
        kind: card.kind,
        name: card.name.clone(),
        tags: card.tags.clone(),
        preview: preview.map_or_else(String::new, |(text, _)| text.language.clone()),
        texts: card
            .texts
            .iter()
            .map(|own| (own.language.clone(), text(own)))
            .collect(),
    }
}

#[derive(Serialize)]
struct Ready<'a> {
    #[serde(flatten)]
    file: File<'a>,
    language_name: &'a str,
    /// Why this language was taken.
    why: &'static str,
    wanted_name: &'a str,
}

/// Makes a card that can be sent with the next reply in a chat, in the customer's language as far as
/// there is one. Like an uploaded file it waits for a day.
pub(super) async fn prepare(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let card: CardId = ask.place("card")?;
    let who = agent.id;
    let (made, why, wanted) = ask
        .house
        .db
        .write::<_, CardError>(move |tx| {
            let chat = Chat::written(tx, id)?.ok_or(CardError::NotFound)?;
            let wanted = language::of(tx, &chat)?;
            let default = setting::get::<Content>(tx)?.language;
            let (made, why) = card::prepare(tx, who, &chat, &wanted, &default, card)?;
            Ok((made, why, wanted.code))
        })
        .await?;
    let taken = made.card.as_ref().map_or("", |face| &face.language);
    json(
        StatusCode::CREATED,
        &Ready {
            language_name: language::own_name(taken),
            why: why.word(),
            wanted_name: language::own_name(&wanted),
            file: File::new(&made, FILES),
        },
    )
}

//! Quick replies at the counter: all of them for the browser to show and search, and one of them
//! with its placeholders filled for a chat.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::chat::Chat;
use crate::{
    base::id::{ConversationId, QuickReplyId, TopicId},
    desk::{
        content::{
            language::{self, Content, Match},
            placeholder::{self, Values},
            quick_reply::{self, QuickReply, Text},
        },
        setting,
        team::Role,
    },
    web::{
        answer::{Refusal, Reply, ok},
        request::{AsAgent, Ask},
    },
};

#[derive(Serialize)]
struct Shown {
    /// Language that is taken where a customer's own is missing.
    language: String,
    topics: Vec<ShownTopic>,
    /// Where the team's replies are written, for whom it may interest.
    edit: Option<&'static str>,
    /// Names of all languages that occur.
    names: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct ShownTopic {
    id: TopicId,
    name: String,
    replies: Vec<ShownReply>,
}

#[derive(Serialize)]
struct ShownReply {
    id: QuickReplyId,
    name: String,
    tags: Vec<String>,
    is_default: bool,
    /// Language in which the agent reads it.
    preview: String,
    texts: BTreeMap<String, String>,
}

/// Everything there is, for a browser that shows and searches it without asking again.
pub(super) async fn all(ask: Ask, agent: AsAgent) -> Reply {
    let (catalogue, content) = ask
        .house
        .db
        .read::<_, Refusal>(|reader| {
            let content: Content = setting::get(reader)?;
            Ok((quick_reply::catalogue(reader)?, content))
        })
        .await?;
    let reads = agent.lang.code();
    let show = |reply: QuickReply| {
        let preview = reply.text_for(reads, &content.language);
        ShownReply {
            id: reply.id,
            preview: preview.map_or_else(String::new, |(text, _)| text.language.clone()),
            name: reply.name,
            tags: reply.tags,
            is_default: reply.is_default,
            texts: reply
                .texts
                .into_iter()
                .map(|Text { language, text }| (language, text))
                .collect(),
        }
    };
    let topics: Vec<ShownTopic> = catalogue
        .into_iter()
        .map(|(topic, replies)| ShownTopic {
            id: topic.id,
            name: topic.name,
            replies: replies.into_iter().map(show).collect(),
        })
        .collect();
    let names = topics
        .iter()
        .flat_map(|topic| &topic.replies)
        .flat_map(|reply| reply.texts.keys())
        .map(|code| (code.clone(), language::own_name(code).to_owned()))
        .collect();
    ok(&Shown {
        language: content.language.clone(),
        topics,
        edit: agent.may_act_as(Role::Admin).then_some("/admin/replies"),
        names,
    })
}

#[derive(Deserialize)]
struct Wanted {
    /// A language that the agent chose for this once.
    #[serde(default)]
    lang: String,
}

#[derive(Serialize)]
struct Loaded {
    text: String,
    language: String,
    language_name: String,
    /// Why this language was taken; `chosen` when the agent did.
    why: &'static str,
    wanted_name: String,
    fallbacks: Vec<LoadedFallback>,
    unfilled: Vec<LoadedUnfilled>,
}

#[derive(Serialize)]
struct LoadedFallback {
    name: String,
    words: String,
}

#[derive(Serialize)]
struct LoadedUnfilled {
    whole: String,
    is_known: bool,
}

/// A reply as it goes into the box of a chat: in the customer's language, as far as there is one.
pub(super) async fn load(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let reply: QuickReplyId = ask.place("reply")?;
    let Wanted { lang } = ask.query()?;
    let who = agent.agent.clone();
    let (reply, wanted, content, values) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let chat = Chat::written(reader, id)?.ok_or_else(Refusal::not_found)?;
            let reply = quick_reply::by_id(reader, reply)?
                .ok_or_else(|| Refusal::conflict("reply-gone"))?;
            Ok((
                reply,
                language::of(reader, &chat)?.code,
                setting::get::<Content>(reader)?,
                Values::of(reader, &who, &chat)?,
            ))
        })
        .await?;
    let chosen = reply.texts.iter().find(|text| text.language == lang);
    let (text, why) = match chosen {
        Some(text) => (text, "chosen"),
        None => {
            let (text, why): (_, Match) = reply
                .text_for(&wanted, &content.language)
                .ok_or_else(Refusal::not_found)?;
            (text, why.word())
        }
    };
    let filled = placeholder::fill(&text.text, &values);
    ok(&Loaded {
        language: text.language.clone(),
        language_name: language::own_name(&text.language).to_owned(),
        why,
        wanted_name: language::own_name(&wanted).to_owned(),
        text: filled.text,
        fallbacks: filled
            .fallbacks
            .into_iter()
            .map(|fallback| LoadedFallback {
                name: fallback.name,
                words: fallback.words,
            })
            .collect(),
        unfilled: filled
            .unfilled
            .into_iter()
            .map(|place| LoadedUnfilled {
                whole: place.whole,
                is_known: place.is_known,
            })
            .collect(),
    })
}

/// Nothing that still has a placeholder in it reaches a customer.
pub(super) fn check_filled(text: &str) -> Result<(), Refusal> {
    match placeholder::unfilled(text).first() {
        Some(place) => Err(Refusal::bad("unfilled").with("place", place)),
        None => Ok(()),
    }
}

//! One rule: when it is looked at, what it asks for, what it does.

use std::borrow::Cow;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{PATH, occasion_name};
use crate::{
    base::{
        id::{AgentId, ChannelId, QueueId, RuleId, TagId, WebhookId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        channel,
        content::language::LANGUAGES,
        conversation::Priority,
        customer::tag,
        queue,
        rule::{
            Conditions, Deeds, Occasion,
            edit::{self as act, Change, LONGEST_NAME, LONGEST_REPLY, MOST_WORDS, RuleError},
        },
        team, webhook,
    },
    t,
    web::{
        admin::{Room, show, show_with},
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{self, Field, Wrong, choice},
        layout::{icon, icon_sm},
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// The form as it was typed. An empty choice is "any" or "nothing".
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    occasion: String,
    channel: String,
    queue: String,
    tag: String,
    words: String,
    language: String,
    is_known: Option<String>,
    to_queue: String,
    to_agent: String,
    add_tag: String,
    priority: String,
    reply: String,
    webhook: String,
}

fn word<I: ToString>(id: Option<I>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

fn number(typed: &str) -> Option<i64> {
    typed.parse().ok()
}

impl Typed {
    fn of(rule: &crate::desk::rule::Rule) -> Self {
        let (asks, deeds) = (&rule.conditions, &rule.deeds);
        Self {
            name: rule.name.clone(),
            occasion: rule.occasion.word().to_owned(),
            channel: word(asks.channel),
            queue: word(asks.queue),
            tag: word(asks.tag),
            words: asks.words.join("\n"),
            language: asks.language.clone(),
            is_known: asks.is_known.then(|| "on".to_owned()),
            to_queue: word(deeds.queue),
            to_agent: word(deeds.agent),
            add_tag: word(deeds.tag),
            priority: deeds
                .priority
                .map(Priority::word)
                .unwrap_or_default()
                .to_owned(),
            reply: deeds.reply.clone(),
            webhook: word(deeds.webhook),
        }
    }

    fn change(&self) -> Result<Change, Refusal> {
        let occasion =
            Occasion::from_word(&self.occasion).ok_or_else(|| Refusal::bad("bad-form"))?;
        let words = self.words.lines().map(str::trim);
        Ok(Change {
            name: self.name.clone(),
            occasion,
            conditions: Conditions {
                channel: number(&self.channel).map(ChannelId),
                queue: number(&self.queue).map(QueueId),
                tag: number(&self.tag).map(TagId),
                words: words
                    .filter(|words| !words.is_empty())
                    .map(str::to_owned)
                    .collect(),
                language: self.language.clone(),
                is_known: self.is_known.is_some(),
            },
            deeds: Deeds {
                queue: number(&self.to_queue).map(QueueId),
                agent: number(&self.to_agent).map(AgentId),
                tag: number(&self.add_tag).map(TagId),
                priority: Priority::from_word(&self.priority),
                reply: self.reply.clone(),
                webhook: number(&self.webhook).map(WebhookId),
            },
        })
    }
}

/// What there is to choose from, as pairs of number and name.
struct Lists {
    channels: Vec<(String, String)>,
    queues: Vec<(String, String)>,
    tags: Vec<(String, String)>,
    agents: Vec<(String, String)>,
    webhooks: Vec<(String, String)>,
}

/// What is no longer on offer is so while it is chosen: nothing in its place would mean anything at all.
async fn lists(ask: &Ask, lang: Lang, typed: &Typed) -> Result<Lists, Refusal> {
    let queues = [typed.queue.clone(), typed.to_queue.clone()];
    let agent = number(&typed.to_agent).map(AgentId);
    let gone = |name: String, why: Cow<'static, str>| format!("{name} ({why})");
    let lists = ask.house.db.read::<_, DbError>(move |reader| {
        let mut agents = team::active(reader)?;
        if let Some(id) = agent
            && !agents.iter().any(|one| one.id == id)
        {
            agents.extend(team::by_id(reader, id)?);
        }
        Ok(Lists {
            channels: channel::all(reader)?
                .into_iter()
                .map(|one| (one.id.to_string(), one.name))
                .collect(),
            queues: queue::edit::all(reader)?
                .into_iter()
                .map(|one| (one.id.to_string(), one))
                .filter(|(id, one)| !one.is_retired || queues.contains(id))
                .map(|(id, one)| match one.is_retired {
                    true => (id, gone(one.name, t!(lang, "queue-retired"))),
                    false => (id, one.name),
                })
                .collect(),
            tags: tag::all(reader)?
                .into_iter()
                .map(|one| (one.tag.id.to_string(), one.tag.name))
                .collect(),
            agents: agents
                .into_iter()
                .map(|one| match one.deactivated_at {
                    Some(_) => (one.id.to_string(), gone(one.name, t!(lang, "deactivated"))),
                    None => (one.id.to_string(), one.name),
                })
                .collect(),
            webhooks: webhook::all(reader)?
                .into_iter()
                .map(|one| (one.id.to_string(), one.name))
                .collect(),
        })
    });
    Ok(lists.await?)
}

pub(super) async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let typed = Typed::default();
    let lists = lists(&ask, admin.lang, &typed).await?;
    let inside = view(admin.lang, None, &lists, &typed, &Wrong::default(), None);
    show(&ask, &admin, Room::Rules, &inside).await
}

pub(super) async fn one(ask: Ask, admin: AsAdmin) -> Reply {
    let id: RuleId = ask.place("id")?;
    let rule = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| act::one(reader, id)?.ok_or_else(Refusal::not_found))
        .await?;
    let typed = Typed::of(&rule);
    let lists = lists(&ask, admin.lang, &typed).await?;
    let wish = Wish::of(&ask)?;
    let sure = Some(wish.sure.as_str());
    let inside = view(
        admin.lang,
        Some(id),
        &lists,
        &typed,
        &Wrong::default(),
        sure,
    );
    show(&ask, &admin, Room::Rules, &inside).await
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let (change, origin) = (typed.change()?, admin.origin(&ask));
    let outcome = ask
        .house
        .db
        .write(move |tx| act::add(tx, &origin, &change).map(drop))
        .await;
    settle(&ask, &admin, None, &typed, outcome).await
}

pub(super) async fn change(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: RuleId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let (change, origin) = (typed.change()?, admin.origin(&ask));
    let outcome = ask
        .house
        .db
        .write(move |tx| act::change(tx, &origin, id, &change))
        .await;
    settle(&ask, &admin, Some(id), &typed, outcome).await
}

async fn settle(
    ask: &Ask,
    admin: &AsAdmin,
    id: Option<RuleId>,
    typed: &Typed,
    outcome: Result<(), RuleError>,
) -> Reply {
    let lang = admin.lang;
    let wrong = match outcome {
        Ok(()) => return see_other(&format!("{PATH}?saved=rule")),
        Err(RuleError::NoName) => Wrong::at("name", t!(lang, "rule-name-needed")),
        Err(RuleError::NoDeed) => Wrong::at("deeds", t!(lang, "rule-deed-needed")),
        Err(RuleError::TooLong) => Wrong::at(
            "deeds",
            t!(
                lang,
                "rule-too-long",
                words = MOST_WORDS,
                reply = LONGEST_REPLY
            ),
        ),
        Err(other) => return Err(other.into()),
    };
    let lists = lists(ask, lang, typed).await?;
    let inside = view(lang, id, &lists, typed, &wrong, None);
    show_with(StatusCode::BAD_REQUEST, ask, admin, Room::Rules, &inside).await
}

type Pairs<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// A list that begins with a choice of nothing. What was chosen and is gone is known by its number.
fn or<'a>(nothing: Cow<'a, str>, pairs: &'a [(String, String)], chosen: &'a str) -> Pairs<'a> {
    let rest = pairs
        .iter()
        .map(|(id, name)| (id.as_str(), Cow::from(name.as_str())));
    let mut list: Pairs<'a> = std::iter::once(("", nothing)).chain(rest).collect();
    if list.iter().all(|(id, _)| *id != chosen) {
        list.push((chosen, format!("#{chosen}").into()));
    }
    list
}

/// Languages by their own names, and any.
pub(super) fn languages(lang: Lang) -> Pairs<'static> {
    let rest = LANGUAGES
        .into_iter()
        .map(|(code, name)| (code, Cow::from(name)));
    std::iter::once(("", t!(lang, "rule-any")))
        .chain(rest)
        .collect()
}

fn view(
    lang: Lang,
    id: Option<RuleId>,
    lists: &Lists,
    typed: &Typed,
    wrong: &Wrong,
    sure: Option<&str>,
) -> Markup {
    let path = id.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}"));
    let any = || t!(lang, "rule-any");
    let none = || t!(lang, "rule-nothing");
    let occasions = Occasion::ALL.map(|one| (one.word(), Cow::from(occasion_name(lang, one))));
    let mut priorities = vec![("", none())];
    priorities.extend(
        Priority::ALL.map(|one| (one.word(), lang.text(&format!("priority-{}", one.word())))),
    );
    html! {
        p { a.row.small href=(PATH) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-rules")) } }
        header.sechead { div.grow { h2 dir="auto" { @if id.is_some() { (typed.name) } @else { (t!(lang, "rule-new")) } } } }
        form.stack."stack--4" method="post" action=(path) {
            section.card."card--pad".stack."stack--4" {
                (Field::new("rule", "name", t!(lang, "rule-name")).value(&typed.name).longest(LONGEST_NAME).required().judged(wrong))
                (choice::select("rule", "occasion", &t!(lang, "rule-when"), &typed.occasion, &occasions))
            }
            section.card {
                header."card__head" { div.grow { h3."card__title" { (t!(lang, "rule-if")) } p.small.muted { (t!(lang, "rule-if-more")) } } }
                div."card--pad".stack."stack--4" {
                    (Field::new("rule", "words", t!(lang, "rule-words")).lines(3).value(&typed.words).hint(t!(lang, "rule-words-hint")).judged(wrong))
                    div.formgrid {
                        (choice::select("rule", "channel", &t!(lang, "rule-channel"), &typed.channel, &or(any(), &lists.channels, &typed.channel)))
                        (choice::select("rule", "queue", &t!(lang, "rule-queue"), &typed.queue, &or(any(), &lists.queues, &typed.queue)))
                        (choice::select("rule", "tag", &t!(lang, "rule-tag"), &typed.tag, &or(any(), &lists.tags, &typed.tag)))
                        (choice::select("rule", "language", &t!(lang, "rule-language"), &typed.language, &languages(lang)))
                    }
                    (choice::check("is_known", &t!(lang, "rule-known"), typed.is_known.is_some()))
                }
            }
            section.card {
                header."card__head" { div.grow { h3."card__title" { (t!(lang, "rule-then")) } p.small.muted { (t!(lang, "rule-then-more")) } } }
                div."card--pad".stack."stack--4" {
                    div.formgrid {
                        (choice::select("rule", "priority", &t!(lang, "priority"), &typed.priority, &priorities))
                        (choice::select("rule", "add_tag", &t!(lang, "rule-add-tag"), &typed.add_tag, &or(none(), &lists.tags, &typed.add_tag)))
                        (choice::select("rule", "to_queue", &t!(lang, "rule-to-queue"), &typed.to_queue, &or(none(), &lists.queues, &typed.to_queue)))
                        (choice::select("rule", "to_agent", &t!(lang, "rule-to-agent"), &typed.to_agent, &or(none(), &lists.agents, &typed.to_agent)))
                        @if !lists.webhooks.is_empty() {
                            (choice::select("rule", "webhook", &t!(lang, "rule-webhook"), &typed.webhook, &or(none(), &lists.webhooks, &typed.webhook)))
                        }
                    }
                    (Field::new("rule", "reply", t!(lang, "rule-reply")).lines(3).value(&typed.reply).longest(LONGEST_REPLY).hint(t!(lang, "rule-reply-hint")))
                    (field::error("deeds", wrong.beside("deeds")))
                }
            }
            div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
        }
        @if id.is_some() {
            div.card { div.setrow {
                (icon("trash-2"))
                div.grow { p."setrow__t" { (t!(lang, "rule-remove")) } p."setrow__d" { (t!(lang, "rule-remove-more")) } }
                (Confirm {
                    lang,
                    id: "remove-rule",
                    here: &path,
                    is_open: sure == Some("remove-rule"),
                    deed: &t!(lang, "rule-remove"),
                    symbol: "trash-2",
                    title: &t!(lang, "rule-remove-sure", name = &typed.name),
                    meaning: &t!(lang, "rule-remove-more"),
                    action: &format!("{path}/remove"),
                }.show())
            } }
        }
    }
}

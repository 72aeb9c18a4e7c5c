//! One act on many chats: the bar that appears when rows are ticked, the question each act asks once for all of
//! them, and what became of it, with the way back.

use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    base::{
        id::{BulkActId, ChatTypeId, ConversationId, ReasonId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        chats::bulk::{self, BulkError, Deed, Outcome, Stayed, UndoError},
        closing::{self, close::Answers},
        customer::tag,
        forward::{Forwarding, LONGEST, shift},
        setting::{self, Closing},
        team::{Agent, Role},
    },
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        field::choice,
        forwarding,
        layout::{customer_name, icon, icon_sm},
        request::{AsAgent, Ask},
    },
};

/// The bar. It is empty until the page's own code has something ticked to speak of.
pub(super) fn bar(viewer: &Agent) -> Markup {
    let lang = viewer.lang;
    html! {
        section.bulkbar #chat-bulk aria-label=(t!(lang, "bulk-bar")) data-most=(bulk::MOST) hidden {
            form.bulkbar__acts #bulk-form method="post" action="/chats/bulk" {
                span."semi nowrap" #bulk-count role="status" {}
                button."linkbtn small nowrap" type="button" #bulk-all { (t!(lang, "bulk-all")) }
                span.push."row row--wrap bulkbar__deeds" {
                    (deed("tag", "tag", &t!(lang, "bulk-tag"), true))
                    (deed("close", "circle-check", &t!(lang, "bulk-close"), true))
                    (deed("forward", "forward", &t!(lang, "bulk-forward"), true))
                    (deed("archive", "package", &t!(lang, "bulk-archive"), false))
                    @if viewer.may_act_as(Role::Supervisor) {
                        (deed("unarchive", "package-x", &t!(lang, "bulk-unarchive"), false))
                    }
                }
                button.iconbtn type="button" #bulk-none aria-label=(t!(lang, "bulk-none")) title=(t!(lang, "bulk-none")) { (icon("x")) }
            }
            div #bulk-told-place {}
        }
    }
}

/// A button of the bar; one that asks first says so by its dots.
fn deed(word: &str, symbol: &str, label: &str, asks: bool) -> Markup {
    html! {
        button."btn btn--sm" name="deed" value=(word) data-deed=(word) data-asks[asks] {
            (icon_sm(symbol)) (label) @if asks { "…" }
        }
    }
}

/// The question of an act.
pub(super) async fn sheet(ask: Ask, agent: AsAgent) -> Reply {
    let word: String = ask.place("deed")?;
    if !ask.is_fragment() {
        return see_other("/chats");
    }
    let who = agent.agent.clone();
    let fields = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let lang = who.lang;
            Ok(Some(match word.as_str() {
                "tag" => tag_fields(lang, &tag::all(reader)?),
                "close" => {
                    let rules: Closing = setting::get(reader)?;
                    let types = closing::chat_types(reader)?;
                    let reasons = closing::reasons(reader)?;
                    close_fields(lang, rules, &types, &reasons)
                }
                "forward" => {
                    let rules: Forwarding = setting::get(reader)?;
                    let only_own = rules.own_queues_only && !who.may_act_as(Role::Supervisor);
                    let groups = shift::groups(reader, only_own.then_some(who.id))?;
                    let mates = shift::mates(reader, who.id, only_own)?;
                    forward_fields(lang, &groups, &mates)
                }
                _ => return Ok(None),
            }))
        })
        .await?
        .ok_or_else(Refusal::not_found)?;
    answer::page(dialog(agent.lang, &fields))
}

/// A question with its title, what it asks, and the word on its button.
struct Question {
    deed: &'static str,
    title: String,
    sub: String,
    fields: Markup,
    act: String,
}

fn dialog(lang: Lang, question: &Question) -> Markup {
    html! {
        dialog.dialog #bulk-dialog aria-labelledby="bulk-title" {
            form.contents method="post" action="/chats/bulk" data-bulk-form novalidate {
                input type="hidden" name="deed" value=(question.deed);
                header."dialog__head" {
                    div.grow {
                        h2."dialog__title" #bulk-title { (question.title) " · " span data-bulk-count {} }
                        p."dialog__sub" { (question.sub) }
                    }
                    button.iconbtn type="button" data-close aria-label=(t!(lang, "cancel")) { (icon("x")) }
                }
                div."dialog__body" {
                    (question.fields)
                    p."field__error" #bulk-wrong role="alert" hidden { (icon_sm("circle-alert")) span {} }
                }
                footer."dialog__foot" {
                    span.push {
                        button.btn type="button" data-close { (t!(lang, "cancel")) }
                        button."btn btn--primary" { (question.act) }
                    }
                }
            }
        }
    }
}

fn tag_fields(lang: Lang, tags: &[tag::Used]) -> Question {
    Question {
        deed: "tag",
        title: t!(lang, "bulk-tag-title").into_owned(),
        sub: t!(lang, "bulk-tag-sub").into_owned(),
        act: t!(lang, "bulk-tag").into_owned(),
        fields: html! {
            div.field {
                label.field__label for="bulk-tag-name" { (t!(lang, "chats-tag")) }
                input.input #bulk-tag-name name="name" list="bulk-tags" maxlength="40" dir="auto" autocomplete="off" autofocus;
                datalist #bulk-tags { @for used in tags { option value=(used.tag.name) {} } }
            }
        },
    }
}

fn close_fields(
    lang: Lang,
    rules: Closing,
    types: &[closing::ChatType],
    reasons: &[closing::Reason],
) -> Question {
    let needed = |label: &str, is_needed: bool| {
        let how = if is_needed {
            t!(lang, "closing-needed")
        } else {
            t!(lang, "closing-optional")
        };
        format!("{label} ({how})")
    };
    let none = || (String::new(), t!(lang, "chats-not-said").into_owned());
    let select = |name: &str, label: &str, options: Vec<(String, String)>, first: bool| {
        let id = format!("bulk-{name}");
        html! {
            div.field {
                label.field__label for=(id) { (label) }
                select.select id=(id) name=(name) autofocus[first] {
                    @for (value, words) in options { option value=(value) { (words) } }
                }
            }
        }
    };
    let offered = |list: Vec<(String, String)>, skips_none: bool| {
        let mut options = Vec::with_capacity(list.len() + 1);
        options.extend((!skips_none).then(none));
        options.extend(list);
        options
    };
    let types: Vec<_> = types
        .iter()
        .map(|kind| (kind.id.to_string(), kind.name.clone()))
        .collect();
    let reasons: Vec<_> = reasons
        .iter()
        .map(|reason| (reason.id.to_string(), reason.name.clone()))
        .collect();
    Question {
        deed: "close",
        title: t!(lang, "bulk-close-title").into_owned(),
        sub: t!(lang, "bulk-close-sub").into_owned(),
        act: t!(lang, "bulk-close").into_owned(),
        fields: html! {
            @if !types.is_empty() {
                (select("chat_type", &needed(&t!(lang, "closing-type"), rules.type_required), offered(types, false), true))
            }
            @if !reasons.is_empty() {
                // The usual end is chosen already where one is needed.
                (select("reason", &needed(&t!(lang, "closing-reason"), rules.reason_required), offered(reasons, rules.reason_required), false))
            }
            label.field {
                span."field__label" { (needed(&t!(lang, "closing-note"), false)) }
                textarea.textarea name="note" rows="2" maxlength="2000" dir="auto" {}
            }
            div."setrow--framed" {
                (choice::switch_row("survey", "star", &t!(lang, "closing-survey"), &t!(lang, "bulk-survey-more"), rules.survey))
            }
        },
    }
}

fn forward_fields(lang: Lang, groups: &[shift::Group], mates: &[shift::Mate]) -> Question {
    Question {
        deed: "forward",
        title: t!(lang, "bulk-forward-title").into_owned(),
        sub: t!(lang, "bulk-forward-sub").into_owned(),
        act: t!(lang, "bulk-forward").into_owned(),
        fields: html! {
            div.field {
                label.field__label for="bulk-to" { (t!(lang, "forward-to")) }
                select.select #bulk-to name="to" autofocus {
                    option value="all" { (t!(lang, "forward-everyone")) }
                    optgroup label=(t!(lang, "chats-queue")) {
                        @for group in groups { option value={ "queue:" (group.id) } { (group.name) } }
                    }
                    @if mates.iter().any(|mate| mate.is_there) {
                        optgroup label=(t!(lang, "chats-agent")) {
                            // Who is not there takes nothing now.
                            @for mate in mates.iter().filter(|mate| mate.is_there) {
                                option value={ "agent:" (mate.id) } { (mate.name) " (" (mate.load) " / " (mate.limit) ")" }
                            }
                        }
                    }
                }
            }
            label.field {
                span."field__label" { (t!(lang, "forward-note")) " " span.opt { (t!(lang, "forward-note-more")) } }
                textarea.textarea name="note" rows="2" maxlength=(LONGEST) dir="auto" {}
            }
        },
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Picked {
    chat: Vec<ConversationId>,
    deed: String,
    name: String,
    chat_type: String,
    reason: String,
    note: String,
    survey: Option<String>,
}

fn chosen<T: std::str::FromStr>(value: &str) -> Result<Option<T>, Refusal> {
    match value {
        "" => Ok(None),
        value => value
            .parse()
            .map(Some)
            .map_err(|_| Refusal::bad("unknown-choice")),
    }
}

/// Does it, and tells what became of it.
pub(super) async fn act(mut ask: Ask, agent: AsAgent) -> Reply {
    let sent: Vec<(String, String)> = ask.form().await?;
    let picked: Picked = again(&sent)?;
    let deed = match picked.deed.as_str() {
        "tag" => Deed::Tag(picked.name),
        "close" => Deed::Close(Answers {
            chat_type: chosen::<ChatTypeId>(&picked.chat_type)?,
            reason: chosen::<ReasonId>(&picked.reason)?,
            note: picked.note,
            survey: picked.survey.is_some(),
            was_asked: true,
            ..Answers::default()
        }),
        "forward" => {
            let typed: forwarding::Typed = again(&sent)?;
            Deed::Forward(typed.wish(ask.house.db.clock().now())?)
        }
        "archive" => Deed::Archive,
        "unarchive" => Deed::Unarchive,
        _ => return Err(Refusal::bad("bad-form").with("reason", "deed")),
    };
    let (who, chats, wanted) = (agent.agent.clone(), picked.chat, deed.clone());
    let outcome = ask
        .house
        .db
        .write::<_, BulkError>(move |tx| bulk::act(tx, &who, &chats, &wanted))
        .await?;
    answer::page(told(agent.lang, Some(&deed), outcome))
}

/// One form read as several types.
fn again<T: serde::de::DeserializeOwned>(sent: &[(String, String)]) -> Result<T, Refusal> {
    let bad = |error: &dyn std::error::Error| Refusal::bad("bad-form").with("reason", error);
    let fields = serde_html_form::to_string(sent).map_err(|error| bad(&error))?;
    serde_html_form::from_str(&fields).map_err(|error| bad(&error))
}

/// Takes it back.
pub(super) async fn undo(ask: Ask, agent: AsAgent) -> Reply {
    let id: BulkActId = ask.place("act")?;
    let who = agent.agent.clone();
    let outcome = ask
        .house
        .db
        .write::<_, UndoError>(move |tx| bulk::undo(tx, &who, id))
        .await?;
    answer::page(told(agent.lang, None, outcome))
}

/// What became of an act; without one, of taking it back.
fn told(lang: Lang, deed: Option<&Deed>, outcome: Outcome) -> Markup {
    let (done, stayed) = (outcome.done.len(), outcome.stayed.len());
    let words = match deed {
        Some(Deed::Tag(_)) => t!(lang, "bulk-tagged", count = done),
        Some(Deed::Close(_)) => t!(lang, "bulk-closed", count = done),
        Some(Deed::Forward(_)) => t!(lang, "bulk-forwarded", count = done),
        Some(Deed::Archive) => t!(lang, "bulk-archived", count = done),
        Some(Deed::Unarchive) => t!(lang, "bulk-unarchived", count = done),
        None => t!(lang, "bulk-undone", count = done),
    };
    html! {
        div."bulkbar__told" #bulk-told data-stays[stayed > 0] {
            div."grow bulkbar__words" {
                p role="status" { b.semi { (words) } @if stayed > 0 { " " (t!(lang, "bulk-stayed", count = stayed)) } }
                @if stayed > 0 {
                    ul."small bulkbar__why" { @for one in outcome.stayed { (why(lang, one)) } }
                }
            }
            @if let Some(id) = outcome.undo {
                form method="post" action={ "/chats/undo/" (id) } data-bulk-undo {
                    button."btn btn--sm" { (icon_sm("undo-2")) (t!(lang, "bulk-undo")) }
                }
            }
            button.iconbtn type="button" data-bulk-dismiss aria-label=(t!(lang, "bulk-dismiss")) title=(t!(lang, "bulk-dismiss")) { (icon("x")) }
        }
    }
}

fn why(lang: Lang, stayed: Stayed) -> Markup {
    let id = stayed.chat;
    let name = match &stayed.customer {
        Some((customer, name)) => customer_name(lang, *customer, name),
        None => format!("#{id}"),
    };
    let sentence = Refusal::from(stayed.why).sentence(lang);
    html! {
        li { a href={ "/chats?chat=" (id) } { bdi { (name) } } ": " (sentence) }
    }
}

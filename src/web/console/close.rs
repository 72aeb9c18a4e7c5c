//! Closing a chat: what it was about, how it ended, whether the customer is asked.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{chat::Chat, pane::name_of, screen};
use crate::{
    base::id::{ChatTypeId, ConversationId, ReasonId},
    desk::closing::{
        close::{self, Answers},
        reopen,
    },
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        field::choice,
        layout::{chat_path, icon, icon_sm},
        request::{AsAgent, Ask},
    },
};

/// The question, as it has to be asked now: whether there is a survey depends on what was said. Without
/// any script it stands on a page.
pub(super) async fn ask(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    if ask.is_fragment() {
        let chat = screen::read_chat(&ask, &agent, id).await?;
        return answer::page(dialog(&chat, false, None));
    }
    screen::with_dialog(&ask, &agent, id, StatusCode::OK, None).await
}

#[derive(Deserialize)]
struct Typed {
    chat_type: Option<String>,
    reason: Option<String>,
    #[serde(default)]
    note: String,
    survey: Option<String>,
}

fn chosen<T: std::str::FromStr>(value: Option<&String>) -> Result<Option<T>, Refusal> {
    value
        .filter(|value| !value.is_empty())
        .map(|value| value.parse().map_err(|_| Refusal::bad("unknown-choice")))
        .transpose()
}

pub(super) async fn end(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let answers = Answers {
        chat_type: chosen::<ChatTypeId>(typed.chat_type.as_ref())?,
        reason: chosen::<ReasonId>(typed.reason.as_ref())?,
        note: typed.note,
        survey: typed.survey.is_some(),
        was_asked: true,
        undo_within: reopen::UNDO_WITHIN,
    };
    let who = agent.agent.clone();
    let outcome = ask
        .house
        .db
        .write::<_, close::CloseError>(move |tx| close::by_agent(tx, &who, id, &answers))
        .await;
    match outcome {
        Ok(_) => see_other(&chat_path(id)),
        Err(error) => {
            let refusal = Refusal::from(error);
            if ask.is_fragment() || refusal.status != StatusCode::BAD_REQUEST {
                return Err(refusal);
            }
            let sentence = refusal.sentence(agent.lang);
            screen::with_dialog(&ask, &agent, id, refusal.status, Some(&sentence)).await
        }
    }
}

/// The dialog. Choices that the house needs are marked so; Enter closes the chat, Esc leaves it open.
pub(super) fn dialog(chat: &Chat, is_open: bool, wrong: Option<&str>) -> Markup {
    let lang = chat.agent.lang;
    let choices = &chat.choices;
    let path = chat_path(chat.conversation.id);
    let name = name_of(chat);
    let needed = |is_needed: bool| {
        html! { " " span.opt { (if is_needed { t!(lang, "closing-needed") } else { t!(lang, "closing-optional") }) } }
    };
    html! {
        dialog.dialog #close-dialog open[is_open] aria-labelledby="close-title" {
            form.contents method="post" action={ (path) "/close" } data-close-form {
                header."dialog__head" {
                    div.grow {
                        h2."dialog__title" #close-title { (t!(lang, "closing-title", name = &name)) }
                        p."dialog__sub" { (t!(lang, "closing-sub")) }
                    }
                    a.iconbtn href=(path) data-close aria-label=(t!(lang, "closing-keep")) { (icon("x")) }
                }
                div."dialog__body" {
                    @if !choices.types.is_empty() {
                        fieldset.field {
                            legend."field__label" { (t!(lang, "closing-type")) (needed(choices.rules.type_required)) }
                            div.tiles {
                                @for (index, kind) in choices.types.iter().enumerate() {
                                    label.tile {
                                        input type="radio" name="chat_type" value=(kind.id) autofocus[index == 0];
                                        (icon("tag")) span dir="auto" { (kind.name) }
                                    }
                                }
                            }
                        }
                    }
                    @if !choices.reasons.is_empty() {
                        fieldset.field {
                            legend."field__label" { (t!(lang, "closing-reason")) (needed(choices.rules.reason_required)) }
                            div."seg seg--block seg--choice seg--wrap" {
                                @for (index, reason) in choices.reasons.iter().enumerate() {
                                    label {
                                        // The usual end is chosen already, so that Enter is enough.
                                        input type="radio" name="reason" value=(reason.id) checked[index == 0 && choices.rules.reason_required]
                                            autofocus[index == 0 && choices.types.is_empty()];
                                        span dir="auto" { (reason.name) }
                                    }
                                }
                            }
                        }
                    }
                    label.field {
                        span."field__label" { (t!(lang, "closing-note")) (needed(false)) }
                        textarea.textarea name="note" rows="2" maxlength="2000" dir="auto" {}
                    }
                    @if choices.was_asked_lately {
                        p.small.muted { (t!(lang, "closing-asked-lately", name = &name)) }
                    } @else if chat.has_withdrawn() {
                        p.small.muted { (t!(lang, "closing-withdrawn", name = &name)) }
                    } @else if chat.is_too_late_to_ask() {
                        p.small.muted { (t!(lang, "closing-too-late", name = &name)) }
                    } @else if chat.conversation.first_reply_at.is_some() {
                        div."setrow--framed" {
                            (choice::switch_row("survey", "star", &t!(lang, "closing-survey"), &t!(lang, "closing-survey-more", name = &name), choices.rules.survey))
                        }
                    } @else {
                        p.small.muted { (t!(lang, "closing-no-survey")) }
                    }
                    p."field__error" #close-wrong role="alert" hidden[wrong.is_none()] { (icon_sm("circle-alert")) span { (wrong.unwrap_or_default()) } }
                }
                footer."dialog__foot" {
                    span.push {
                        a.btn href=(path) data-close { (t!(lang, "closing-keep")) }
                        button."btn btn--primary" { (t!(lang, "closing-do")) }
                    }
                }
            }
        }
    }
}

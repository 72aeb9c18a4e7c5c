//! The dialog that hands a chat on. Everything in it is optional: Enter puts the chat back for everyone.

use maud::{Markup, html};

use super::super::{chat::Chat, chat::Stance, pane::name_of};
use crate::{
    base::{id::AgentId, lang::Lang},
    desk::{
        conversation::handed::Handed,
        forward::{Choices, LONGEST, shift::Mate, wall},
    },
    t,
    web::{
        layout::{agent_avatar, chat_path, icon, icon_sm, icon_xs},
        moment::{Style, moment},
    },
};

/// The times that one click chooses, with what the last line of the dialog calls them.
fn times(lang: Lang) -> [(&'static str, String, String); 4] {
    let owned = |label: std::borrow::Cow<'_, str>, said: std::borrow::Cow<'_, str>| {
        (label.into_owned(), said.into_owned())
    };
    let (now, said_now) = owned(t!(lang, "forward-now"), t!(lang, "forward-said-now"));
    let (half, said_half) = owned(
        t!(lang, "forward-half-hour"),
        t!(lang, "forward-said-half-hour"),
    );
    let (day, said_day) = owned(
        t!(lang, "forward-tomorrow"),
        t!(lang, "forward-said-tomorrow"),
    );
    let (monday, said_monday) = owned(t!(lang, "forward-monday"), t!(lang, "forward-said-monday"));
    [
        ("now", now, said_now),
        ("half-hour", half, said_half),
        ("tomorrow", day, said_day),
        ("monday", monday, said_monday),
    ]
}

/// The dialog; on a page of its own when there is no script.
pub(super) fn dialog(chat: &Chat, choices: &Choices, is_open: bool, wrong: Option<&str>) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    let name = name_of(chat);
    let title = match choices.standing {
        Some(_) => t!(lang, "forward-change-title", name = &name),
        None => t!(lang, "forward-title", name = &name),
    };
    let sub = match chat.stance() {
        Stance::Mine => t!(lang, "forward-sub"),
        _ => t!(lang, "forward-sub-waiting"),
    };
    let until = choices.answered_until.map(|until| until.0);
    html! {
        dialog.dialog #forward-dialog open[is_open] aria-labelledby="forward-title" {
            form.contents method="post" action={ (path) "/forward" } data-forward-form data-until=[until] novalidate {
                header."dialog__head" {
                    div.grow {
                        h2."dialog__title" #forward-title { (title) }
                        p."dialog__sub" { (sub) }
                    }
                    a.iconbtn href=(path) data-close aria-label=(t!(lang, "cancel")) { (icon("x")) }
                }
                div."dialog__body" {
                    (whom(lang, choices, chat.agent.id))
                    (when(lang, choices, is_open))
                    @if let Some(until) = choices.answered_until {
                        p."field__hint warn" #forward-late role="status" hidden[!is_open] {
                            (icon_sm("clock-alert")) span { (t!(lang, "forward-late", name = &name)) " " (moment(until, Style::Full)) }
                        }
                    }
                    (kinds(lang, choices))
                    (note(lang, chat, choices))
                    p."field__error" #forward-wrong role="alert" hidden[wrong.is_none()] { (icon_sm("circle-alert")) span { (wrong.unwrap_or_default()) } }
                }
                footer."dialog__foot" {
                    p."xs muted forward__sum" #forward-sum role="status" {}
                    span.push {
                        a.btn href=(path) data-close { (t!(lang, "cancel")) }
                        button."btn btn--primary" { (t!(lang, "forward-do")) }
                    }
                }
            }
        }
    }
}

fn whom(lang: Lang, choices: &Choices, own: AgentId) -> Markup {
    let standing = choices.standing.as_ref();
    let is_for = |queue, agent| {
        standing.is_some_and(|handed: &Handed| (handed.queue, handed.agent) == (queue, agent))
    };
    let nobody = t!(lang, "forward-nobody-there");
    html! {
        fieldset.field {
            legend."field__label" { (t!(lang, "forward-to")) }
            div.tiles {
                label.tile {
                    input type="radio" name="to" value="all" data-whom=(t!(lang, "forward-for-everyone"))
                        checked[standing.is_none_or(|handed| handed.queue.is_none() && handed.agent.is_none())] autofocus;
                    (icon("users-round")) span { (t!(lang, "forward-everyone")) small { (t!(lang, "forward-there", count = choices.there)) } }
                }
                @for group in &choices.groups {
                    label.tile {
                        input type="radio" name="to" value={ "queue:" (group.id) } data-whom=(t!(lang, "forward-for", name = &group.name))
                            checked[is_for(Some(group.id), None)];
                        (icon("inbox"))
                        span."tile__words" {
                            bdi { (group.name) }
                            small.truncate { @if group.there.is_empty() { (nobody) } @else { (group.there.join(", ")) } }
                        }
                    }
                }
                @for mate in &choices.mates { (colleague(lang, mate, is_for(None, Some(mate.id)))) }
                @if is_for(None, Some(own)) {
                    // Put off for oneself, by a program.
                    label.tile {
                        input type="radio" name="to" value={ "agent:" (own) } data-whom=(t!(lang, "forward-for-me")) checked;
                        (icon("user-round")) span { (t!(lang, "forward-me")) }
                    }
                }
            }
        }
    }
}

fn colleague(lang: Lang, mate: &Mate, is_chosen: bool) -> Markup {
    html! {
        label.tile data-gone[!mate.is_there] {
            input type="radio" name="to" value={ "agent:" (mate.id) } data-whom=(t!(lang, "forward-for", name = &mate.name)) checked[is_chosen];
            (agent_avatar(mate.id, &mate.name, "sm", None))
            span."tile__words" {
                bdi { (mate.name) }
                small {
                    @if mate.is_there { (mate.load) " / " (mate.limit) } @else { (t!(lang, "forward-gone")) }
                }
            }
        }
    }
}

fn when(lang: Lang, choices: &Choices, is_page: bool) -> Markup {
    let put_off = choices
        .standing
        .as_ref()
        .and_then(|handed| handed.put_off.as_ref());
    let zone = put_off.map_or(choices.zone.as_str(), |put_off| put_off.zone.as_str());
    html! {
        fieldset.field."forward__when" {
            legend."field__label" { (t!(lang, "forward-when")) }
            div."row row--wrap chips" {
                @for (value, label, said) in times(lang) {
                    label.chip {
                        input type="radio" name="when" value=(value) data-said=(said) checked[value == "now" && put_off.is_none()];
                        span { (label) }
                    }
                }
                label."chip chip--add" {
                    input type="radio" name="when" value="pick" checked[put_off.is_some()];
                    (icon_xs("calendar")) span { (t!(lang, "forward-pick")) }
                }
            }
            div."forward__at" {
                label.field {
                    span."sr-only" { (t!(lang, "forward-at")) }
                    input.input type="datetime-local" name="at" value=[put_off.map(|put_off| put_off.local.as_str())];
                }
                @if is_page {
                    label.field data-without-script[put_off.is_none()] {
                        span."field__label" { (t!(lang, "forward-zone")) }
                        select.select name="zone" {
                            @for name in wall::zones() { option value=(name) selected[name == zone] { (name) } }
                        }
                    }
                }
            }
            @if !is_page {
                // The browser knows where it is; what was put off elsewhere stays on the clock of that place.
                input type="hidden" name="zone" value=(zone) data-own-zone[put_off.is_none()];
            }
            label."check small forward__keep" {
                input type="checkbox" name="keeps_date" value="on" checked[choices.standing.as_ref().is_some_and(|handed| handed.keeps_date)];
                span { (t!(lang, "forward-keeps-date")) }
            }
            @if choices.has_hours {
                label."check small forward__keep" {
                    input type="checkbox" name="at_opening" value="on" checked[choices.standing.as_ref().is_some_and(|handed| handed.at_opening)];
                    span { (t!(lang, "forward-at-opening")) }
                }
            }
        }
    }
}

fn kinds(lang: Lang, choices: &Choices) -> Markup {
    let chosen = choices
        .standing
        .as_ref()
        .and_then(|handed| handed.sign.as_ref());
    html! {
        @if !choices.kinds.is_empty() {
            fieldset.field {
                legend."field__label" { (t!(lang, "forward-type")) }
                div."row row--wrap chips" {
                    label.chip {
                        input type="radio" name="type" value="" checked[chosen.is_none()];
                        span { (t!(lang, "forward-no-type")) }
                    }
                    @for kind in &choices.kinds {
                        label.chip {
                            input type="radio" name="type" value=(kind.id) checked[chosen.is_some_and(|sign| sign.name == kind.name)];
                            (icon_xs(&kind.icon)) span dir="auto" { (kind.name) }
                        }
                    }
                }
            }
        }
    }
}

fn note(lang: Lang, chat: &Chat, choices: &Choices) -> Markup {
    let standing = choices.standing.as_ref().map(|handed| handed.note.as_str());
    let draft = Some(chat.draft.text.as_str()).filter(|_| chat.stance() == Stance::Mine);
    let words = standing.or(draft).unwrap_or_default();
    html! {
        label.field {
            span."field__label" { (t!(lang, "forward-note")) " " span.opt { (t!(lang, "forward-note-more")) } }
            textarea.textarea name="note" rows="2" maxlength=(LONGEST) dir="auto" { (words) }
        }
        @if draft.is_some_and(|draft| !draft.trim().is_empty()) && standing.is_none() {
            p."field__hint" { (t!(lang, "forward-draft")) }
        }
    }
}

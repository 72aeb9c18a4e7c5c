//! Lists to choose from in the filters, as native controls: they open as each device is used to.

use maud::{Markup, html};

use super::{load::List, wish::Whose};
use crate::{t, web::layout::icon_xs};

/// Periods on offer, in days.
const PERIODS: [i64; 4] = [1, 7, 30, 90];

/// A list to choose from, drawn as a chip that is lit when something is chosen.
pub(in crate::web) struct Choice<'a> {
    pub(in crate::web) name: &'a str,
    pub(in crate::web) label: &'a str,
    pub(in crate::web) symbol: Option<&'a str>,
    pub(in crate::web) chosen: String,
    /// What stands there when nothing is chosen; empty: something always is.
    pub(in crate::web) any: &'a str,
    pub(in crate::web) options: Vec<(String, String)>,
}

impl Choice<'_> {
    fn chip(&self) -> Markup {
        self.chip_in("chat")
    }

    /// The chip in this form.
    pub(in crate::web) fn chip_in(&self, form: &str) -> Markup {
        let is_on = !self.chosen.is_empty() && !self.any.is_empty();
        html! {
            span class={ "chip chip--choice" (if is_on { " is-on" } else { "" }) } {
                @if let Some(symbol) = self.symbol { (icon_xs(symbol)) }
                (self.select("", &format!("{form}-{}", self.name)))
                (icon_xs("chevron-down"))
            }
        }
    }

    fn field(&self) -> Markup {
        let id = format!("chat-{}", self.name);
        html! {
            div.field {
                label.field__label for=(id) { (self.label) }
                (self.select("select select--sm", &id))
            }
        }
    }

    fn select(&self, class: &str, id: &str) -> Markup {
        html! {
            select class=[(!class.is_empty()).then_some(class)] id=(id) name=(self.name)
                aria-label=[class.is_empty().then_some(self.label)] {
                @if !self.any.is_empty() { option value="" selected[self.chosen.is_empty()] { (self.any) } }
                @for (value, words) in &self.options {
                    option value=(value) selected[*value == self.chosen] { (words) }
                }
                // Something that is gone still narrows the list, and is shown to do so.
                @if !self.chosen.is_empty() && !self.options.iter().any(|(value, _)| *value == self.chosen) {
                    option value=(self.chosen) selected { "#" (self.chosen) }
                }
            }
        }
    }
}

fn text_of(id: Option<i64>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

pub(super) fn channel(list: &List) -> Markup {
    let lang = list.viewer.lang;
    Choice {
        name: "channel",
        label: &t!(lang, "chats-channel"),
        symbol: Some("message-circle"),
        chosen: text_of(list.wish.channel.map(|id| id.0)),
        any: &t!(lang, "chats-channel-any"),
        options: list
            .choices
            .channels
            .iter()
            .map(|channel| (channel.id.to_string(), channel.name.clone()))
            .collect(),
    }
    .chip()
}

pub(super) fn agent(list: &List) -> Markup {
    let lang = list.viewer.lang;
    let mut options = vec![
        (Whose::Mine.word(), t!(lang, "chats-agent-me").into_owned()),
        (
            Whose::Nobody.word(),
            t!(lang, "chats-agent-none").into_owned(),
        ),
    ];
    options.extend(list.choices.agents.iter().map(|member| {
        let name = member.agent.name.clone();
        let words = if member.agent.deactivated_at.is_some() {
            t!(lang, "chats-agent-former", name = &name).into_owned()
        } else {
            name
        };
        (member.agent.id.to_string(), words)
    }));
    Choice {
        name: "agent",
        label: &t!(lang, "chats-agent"),
        symbol: Some("user-round"),
        chosen: list.wish.agent.word(),
        any: &t!(lang, "chats-agent-any"),
        options,
    }
    .chip()
}

pub(super) fn tag(list: &List) -> Markup {
    let lang = list.viewer.lang;
    Choice {
        name: "tag",
        label: &t!(lang, "chats-tag"),
        symbol: Some("tag"),
        chosen: text_of(list.wish.tag.map(|id| id.0)),
        any: &t!(lang, "chats-tag-any"),
        options: list
            .choices
            .tags
            .iter()
            .map(|used| (used.tag.id.to_string(), used.tag.name.clone()))
            .collect(),
    }
    .chip()
}

pub(super) fn period(list: &List) -> Markup {
    let lang = list.viewer.lang;
    let words = |days: i64| match days {
        1 => t!(lang, "chats-period-today"),
        days => t!(lang, "chats-period-days", count = days),
    };
    let mut days = PERIODS.to_vec();
    days.extend(list.wish.days.filter(|days| !PERIODS.contains(days)));
    Choice {
        name: "days",
        label: &t!(lang, "chats-period"),
        symbol: Some("calendar"),
        chosen: text_of(list.wish.days),
        any: &t!(lang, "chats-period-any"),
        options: days
            .into_iter()
            .map(|days| (days.to_string(), words(days).into_owned()))
            .collect(),
    }
    .chip()
}

pub(super) fn queue(list: &List) -> Markup {
    let lang = list.viewer.lang;
    Choice {
        name: "queue",
        label: &t!(lang, "chats-queue"),
        symbol: None,
        chosen: text_of(list.wish.queue.map(|id| id.0)),
        any: &t!(lang, "chats-queue-any"),
        options: list
            .choices
            .queues
            .iter()
            .map(|queue| (queue.id.to_string(), queue.name.clone()))
            .collect(),
    }
    .field()
}

pub(super) fn chat_type(list: &List) -> Markup {
    let lang = list.viewer.lang;
    Choice {
        name: "type",
        label: &t!(lang, "chats-type"),
        symbol: None,
        chosen: text_of(list.wish.chat_type.map(|id| id.0)),
        any: &t!(lang, "chats-type-any"),
        options: list
            .choices
            .types
            .iter()
            .map(|kind| (kind.id.to_string(), kind.name.clone()))
            .collect(),
    }
    .field()
}

pub(super) fn rating(list: &List) -> Markup {
    let lang = list.viewer.lang;
    Choice {
        name: "rating",
        label: &t!(lang, "chats-rating"),
        symbol: None,
        chosen: text_of(list.wish.rating),
        any: &t!(lang, "chats-rating-any"),
        options: (1_i64..=5)
            .rev()
            .map(|score| {
                let words = t!(lang, "chats-rating-of", rating = score);
                (score.to_string(), words.into_owned())
            })
            .collect(),
    }
    .field()
}

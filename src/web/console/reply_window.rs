//! Until when a customer can still be answered: a chip in the box one writes in, and above it what has to
//! be known once the time is up. The browser counts down by itself; what is allowed is decided here.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{
    chat::{Chat, Stance},
    pane::name_of,
};
use crate::{
    base::{id::ConversationId, lang::Lang},
    desk::{
        conversation::window::Stand,
        window::{Policy, Speaker, Stage, Why, Window},
    },
    t,
    web::{
        answer::{Reply, page},
        layout::{chat_path, icon, icon_xs},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

/// From this many seconds on the chip warns.
const SOON: u128 = 3_600;

/// Both parts, as they stand now.
pub(super) async fn island(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let chat = super::screen::read_chat(&ask, &agent, id).await?;
    page(html! { div { (notice(&chat)) (chip(&chat)) } })
}

/// The window of a chat in which the agent may write to the customer.
fn of(chat: &Chat) -> Option<(&Stand, Window)> {
    let may_write = match chat.stance() {
        Stance::Mine => true,
        Stance::Ended => chat.goes_on_in.is_none(),
        Stance::Waiting | Stance::Theirs | Stance::Barred | Stance::PutAway => false,
    };
    let stand = chat.window.as_ref().filter(|_| may_write)?;
    Some((stand, stand.of(Speaker::Person)))
}

/// Time and messages left, in few words; there, but hidden, where nothing is limited.
pub(super) fn chip(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let Some((stand, window)) = of(chat) else {
        return html! { span."chip wchip push" #window-chip data-window="none" hidden {} };
    };
    let title = stand.policy.map(|policy| {
        let rule = rule(lang, &policy);
        match window.stage {
            Stage::PersonsOnly => format!("{rule} {}", t!(lang, "window-persons-now")),
            Stage::Open | Stage::Extra | Stage::Closed(_) => rule,
        }
    });
    let left_ms = window
        .until
        .map_or(0, |until| until.since(stand.read_at()).as_millis());
    let (word, symbol) = match window.stage {
        Stage::Open => ("open", "clock"),
        Stage::PersonsOnly => ("persons", "user-round"),
        Stage::Extra => ("last", "message-circle-warning"),
        Stage::Closed(Why::Withdrawn) => ("closed", "shield-alert"),
        Stage::Closed(_) => ("closed", "clock-alert"),
    };
    let counts_down =
        matches!(window.stage, Stage::Open | Stage::PersonsOnly) && stand.policy.is_some();
    let seconds = left_ms.div_ceil(1_000);
    let warns = !counts_down || seconds < SOON;
    html! {
        span."chip wchip push"."wchip--soon"[warns] #window-chip data-window=(word) title=[title]
            data-left=[counts_down.then_some(seconds)] {
            (icon_xs(symbol))
            @match &window.stage {
                Stage::Open | Stage::PersonsOnly => {
                    span data-left-words { (left(lang, seconds)) }
                    @if let Some(count) = window.left {
                        @let words = t!(lang, "window-messages", count = i64::from(count));
                        span."wchip__long" { "· " (words) }
                        span."wchip__short" { (icon_xs("message-square")) (count) span."sr-only" { (words) } }
                    }
                }
                Stage::Extra => span { (t!(lang, "window-last", count = i64::from(window.left.unwrap_or(1)))) },
                Stage::Closed(Why::Withdrawn) => span { (t!(lang, "window-withdrawn-shut")) },
                Stage::Closed(_) => span { (t!(lang, "window-shut")) },
            }
        }
    }
}

/// What one has to know when the time is up; empty, but there, before.
pub(super) fn notice(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let name = name_of(chat);
    let found = of(chat);
    let told = match &found {
        Some((
            stand,
            Window {
                stage: Stage::Closed(why),
                ..
            },
        )) => Some(closed(chat, stand, why, &name)),
        Some((
            stand,
            window @ Window {
                stage: Stage::Extra,
                ..
            },
        )) => Some(last(lang, stand, window, &name)),
        Some((
            _,
            Window {
                stage: Stage::Open | Stage::PersonsOnly,
                ..
            },
        ))
        | None => None,
    };
    html! {
        div.wnotice #window aria-live="polite" {
            @if let Some(told) = told { (told) }
        }
    }
}

fn last(lang: Lang, stand: &Stand, window: &Window, name: &str) -> Markup {
    let count = i64::from(window.left.unwrap_or(1));
    let over = stand
        .policy
        .map(|policy| span(lang, policy.minutes()))
        .unwrap_or_default();
    html! {
        div."banner banner--warn" {
            (icon("message-circle-warning"))
            span.grow {
                b.semi { (t!(lang, "window-last-title", count = count)) } " "
                (t!(lang, "window-last-more", span = over.as_str(), name = name)) (asked(lang, stand))
            }
        }
    }
}

fn withdrawn(lang: Lang, stand: &Stand, name: &str) -> Markup {
    html! {
        div."banner banner--warn" {
            (icon("shield-alert"))
            span.grow {
                b.semi { (t!(lang, "window-withdrawn-title", name = name)) } " "
                (t!(lang, "window-withdrawn-more"))
                span."not-mobile" { " " (t!(lang, "window-still")) }
                @if let Some(at) = stand.facts.withdrawn_at {
                    span."wnotice__asked" { (t!(lang, "consent-withdrawn")) " " (moment(at, Style::Day)) }
                }
            }
        }
    }
}

fn closed(chat: &Chat, stand: &Stand, why: &Why, name: &str) -> Markup {
    let lang = chat.agent.lang;
    let policy = stand.policy.unwrap_or_default();
    let has_templates = policy.templates && chat.conversation.channel_kind.has_templates();
    let reason = match why {
        Why::NeverAsked => t!(lang, "window-never-asked"),
        Why::Withdrawn => return withdrawn(lang, stand, name),
        Why::TimeUp | Why::PersonsOnly => Cow::Owned(rule(lang, &policy)),
        Why::QuotaUsed => {
            t!(
                lang,
                "window-quota-used",
                count = i64::from(policy.quota.unwrap_or_default())
            )
        }
        Why::Refused(code) => t!(lang, "window-refused", code = code),
    };
    html! {
        div."banner banner--warn" {
            (icon("clock-alert"))
            span.grow {
                b.semi { (t!(lang, "window-closed-title")) } " " (reason) " "
                (t!(lang, "window-reopens", name = name))
                span."not-mobile" { " " (t!(lang, "window-still")) }
                @if has_templates { " " (t!(lang, "window-templates")) }
                (asked(lang, stand))
            }
            @if has_templates {
                a."btn btn--sm" href={ (chat_path(chat.conversation.id)) "/templates" } data-open-templates { (t!(lang, "templates-open")) }
            }
        }
    }
}

/// When the customer last wrote.
fn asked(lang: Lang, stand: &Stand) -> Markup {
    html! {
        @if let Some(at) = stand.facts.asked_at {
            span."wnotice__asked" { (t!(lang, "window-asked")) " " (moment(at, Style::Day)) }
        }
    }
}

/// The channel's rule in a sentence.
pub(super) fn rule(lang: Lang, policy: &Policy) -> String {
    t!(
        lang,
        "window-rule",
        span = span(lang, policy.minutes()).as_str()
    )
    .into_owned()
}

/// What the question when a reply shall leave says when that is too late.
pub(super) fn late(chat: &Chat) -> Markup {
    html! {
        p."field__hint" #window-late role="status" hidden { (t!(chat.agent.lang, "window-late", name = &name_of(chat))) }
    }
}

/// A length of time in words. Days only where hours would be many.
fn span(lang: Lang, minutes: u32) -> String {
    let whole = |unit: u32| {
        minutes
            .is_multiple_of(unit)
            .then_some(i64::from(minutes / unit))
    };
    let words = match (whole(24 * 60), whole(60)) {
        (Some(days), _) if days > 3 => t!(lang, "window-days", count = days),
        (_, Some(hours)) if hours > 0 => t!(lang, "window-hours", count = hours),
        _ => t!(lang, "window-minutes", count = i64::from(minutes)),
    };
    words.into_owned()
}

/// As `reply-window.js` goes on to say it.
fn left(lang: Lang, seconds: u128) -> String {
    let minutes = seconds.div_ceil(60);
    let words = match minutes {
        0..120 => t!(lang, "js-window-minutes", count = &minutes.to_string()),
        120..4_320 => t!(lang, "js-window-hours", count = &(minutes / 60).to_string()),
        _ => t!(
            lang,
            "js-window-days",
            count = &(minutes / 1_440).to_string()
        ),
    };
    words.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_as_people_say_it() {
        for (minutes, expected) in [
            (5, "5 minutes"),
            (60, "1 hour"),
            (90, "90 minutes"),
            (1_440, "24 hours"),
            (2_880, "48 hours"),
            (10_080, "7 days"),
            (10_140, "169 hours"),
        ] {
            assert_eq!(span(Lang::En, minutes), expected);
        }
        for (seconds, expected) in [
            (1, "1 min left"),
            (61, "2 min left"),
            (3_600, "60 min left"),
            (119 * 60, "119 min left"),
            (7_200, "2 h left"),
            (86_340, "23 h left"),
            (6 * 86_400, "6 d left"),
        ] {
            assert_eq!(left(Lang::En, seconds), expected);
        }
    }
}

//! What an agent says of themselves: whether they take chats, and of which queues.

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    forward::hand_over::SHEET_OFFLINE,
    list::{List, name_of},
};
use crate::{
    base::id::QueueId,
    db::DbError,
    desk::{
        forward::{hand_over, wall::Wall},
        queue,
        routing::offer,
        team::{Availability, availability},
    },
    t,
    web::{
        answer::{Refusal, Reply, done, see_other},
        layout::{dot, icon, icon_sm, icon_xs},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

/// The form by which an agent says that they are away, and why.
const AWAY: &str = "away-form";

/// Whether they take chats, with why not.
pub(super) fn states(list: &List) -> Markup {
    let agent = &list.agent;
    let lang = agent.lang;
    let shown = name_of(lang, agent.availability);
    html! {
        details.menubox #availability data-menu {
            summary.chip aria-label=(t!(lang, "my-availability", state = &shown)) title=[(!agent.away_reason.is_empty()).then_some(&agent.away_reason)] {
                (dot(agent.availability))
                @if agent.away_reason.is_empty() { (shown) } @else { bdi."truncate awaywhy" { (agent.away_reason) } }
                (icon_xs("chevron-down"))
            }
            div.popover.menu {
                form.contents method="post" action="/console/availability" data-list-form {
                    @for state in [Availability::Available, Availability::Away, Availability::Offline] {
                        // Enter in the reason presses the first button of its form, which is away.
                        button."menu__item".is-on[state == agent.availability] name="availability" value=(state.word())
                            form=[(state == Availability::Away).then_some(AWAY)]
                            aria-current=[(state == agent.availability).then_some("true")] {
                            (dot(state)) (name_of(lang, state))
                        }
                    }
                }
                form."menu__form" id=(AWAY) method="post" action="/console/availability" data-list-form {
                    input.input."input--sm" name="reason" maxlength=(availability::LONGEST_REASON) value=(agent.away_reason)
                        autocomplete="off" dir="auto" aria-label=(t!(lang, "away-reason")) placeholder=(t!(lang, "away-reason")) data-keep;
                    button."btn btn--sm" name="availability" value="away" { (t!(lang, "away-set")) }
                }
            }
        }
        (reachable(list))
    }
}

/// Until when they can be reached by telephone, during which a closed console is no absence.
fn reachable(list: &List) -> Markup {
    let agent = &list.agent;
    let lang = agent.lang;
    let until = agent.reachable_until.filter(|until| *until > list.now);
    html! {
        details.menubox #reachable data-menu {
            summary.chip."is-on"[until.is_some()] aria-label=(t!(lang, "reachable-title")) title=(t!(lang, "reachable-title")) {
                (icon_xs("phone"))
                @if let Some(until) = until { (moment(until, Style::Due)) }
            }
            form.popover.menu method="post" action="/console/reachable" data-list-form {
                p."menu__head".xs.muted { (t!(lang, "reachable-more")) }
                input type="hidden" name="zone" value=(list.zone);
                div."menu__form" {
                    label.small for="reachable-until" { (t!(lang, "reachable-until")) }
                    input.input."input--sm" #reachable-until type="time" name="until" value="18:00" data-keep;
                    button."btn btn--sm btn--primary" { (t!(lang, "reachable-set")) }
                }
                @if until.is_some() {
                    button."menu__item" name="end" value="on" { (icon_xs("x")) (t!(lang, "reachable-end")) }
                }
            }
        }
    }
}

/// Of which queues. A house with one has nothing to choose.
pub(super) fn queues(list: &List) -> Markup {
    let lang = list.agent.lang;
    let queues = &list.counter.queues;
    let served = queues.iter().filter(|(_, is_served)| *is_served).count();
    html! {
        @if queues.len() > 1 {
            details.menubox #serving data-menu {
                summary.chip title=(t!(lang, "serving-change")) {
                    (icon_sm("layers")) (t!(lang, "serving-some", some = served, all = queues.len())) (icon_xs("chevron-down"))
                }
                form.popover.menu method="post" action="/console/queues" data-list-form data-keep {
                    p."menu__head".xs.muted { (t!(lang, "serving-title")) }
                    @for (queue, is_served) in queues {
                        label."menu__item menu__item--check" {
                            input type="checkbox" name="queue" value=(queue.id) checked[*is_served];
                            span.truncate dir="auto" { (queue.name) }
                        }
                    }
                    div."menu__form" { button."btn btn--sm btn--primary" { (t!(lang, "serving-save")) } }
                }
            }
        }
    }
}

/// What keeps chats from coming, told once above the lists.
pub(super) fn notices(list: &List) -> Markup {
    let lang = list.agent.lang;
    let queues = &list.counter.queues;
    let unserved = unserved(list);
    html! {
        @if offer::is_put_away(&list.agent) {
            form."notice notice--warn xs" #missed method="post" action="/console/availability" data-list-form role="status" {
                (icon("circle-alert")) span.grow { (t!(lang, "away-missed")) }
                button."btn btn--sm" name="availability" value="available" { (t!(lang, "away-missed-back")) }
            }
        }
        @if let Some(unserved) = &unserved {
            p."notice notice--info xs" #unserved role="status" { (icon("layers")) span.grow { (t!(lang, "serving-nobody", queues = unserved)) } }
        } @else if !queues.is_empty() && queues.iter().all(|(_, is_served)| !is_served) {
            p."notice notice--info xs" #unserved role="status" { (icon("layers")) span.grow { (t!(lang, "serving-none")) } }
        }
    }
}

/// The queues that they do not serve, and of which chats stand in their list because nobody else does, by name.
fn unserved(list: &List) -> Option<String> {
    let waits_in = |id: QueueId| {
        list.counter.waiting.iter().any(|one| {
            let chat = &one.conversation;
            let held = chat.reservation.as_ref();
            let is_theirs = held.is_some_and(|held| held.agent == list.agent.id);
            chat.queue == id && !chat.open_to_all && !is_theirs
        })
    };
    let names: Vec<&str> = list
        .counter
        .queues
        .iter()
        .filter(|(queue, is_served)| !is_served && waits_in(queue.id))
        .map(|(queue, _)| queue.name.as_str())
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    queue: Vec<QueueId>,
}

/// Which queues the agent serves from now on.
pub(super) async fn set_queues(mut ask: Ask, agent: AsAgent) -> Reply {
    let Chosen { queue } = ask.form().await?;
    let id = agent.id;
    ask.house
        .db
        .write::<_, DbError>(move |tx| queue::serve(tx, id, &queue))
        .await?;
    see_other("/console")
}

#[derive(Deserialize)]
struct Reach {
    #[serde(default)]
    until: String,
    #[serde(default)]
    zone: String,
    end: Option<String>,
}

/// Until when the agent can be reached without a console.
pub(super) async fn set_reachable(mut ask: Ask, agent: AsAgent) -> Reply {
    let typed: Reach = ask.form().await?;
    let now = ask.house.db.clock().now();
    let until = if typed.end.is_some() {
        None
    } else {
        let until = Wall::next(&typed.until, now, &typed.zone).and_then(|wall| wall.instant());
        Some(until.map_err(|_| Refusal::bad("bad-reachable"))?)
    };
    let id = agent.id;
    ask.house
        .db
        .write::<_, DbError>(move |tx| availability::set_reachable(tx, id, until))
        .await?;
    see_other("/console")
}

/// Somebody uses the agent's console.
pub(super) async fn moved(ask: Ask, agent: AsAgent) -> Reply {
    let id = agent.id;
    ask.house
        .db
        .write::<_, DbError>(move |tx| availability::moved(tx, id))
        .await?;
    done()
}

#[derive(Deserialize)]
struct Said {
    availability: String,
    #[serde(default)]
    reason: String,
}

/// What the agent says of themselves.
pub(super) async fn set_availability(mut ask: Ask, agent: AsAgent) -> Reply {
    let Said {
        availability,
        reason,
    } = ask.form().await?;
    let state = Availability::from_word(&availability).ok_or_else(|| Refusal::bad("bad-form"))?;
    let id = agent.id;
    let may = ask
        .house
        .db
        .write::<_, DbError>(move |tx| {
            // Whoever goes says first who gets their chats.
            if state == Availability::Offline && !hand_over::open_chats(tx, id)?.is_empty() {
                return Ok(false);
            }
            availability::set(tx, id, state, &reason)?;
            Ok(true)
        })
        .await?;
    see_other(if may { "/console" } else { SHEET_OFFLINE })
}

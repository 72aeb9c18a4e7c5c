//! One queue: its name, who serves it, and by which rules.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::name_wrong;
use crate::{
    base::{
        id::{AgentId, ChannelId, QueueId},
        lang::Lang,
    },
    desk::queue::{
        edit::{self as act, Change, Ends, LONGEST_NAME, Listed, QueueError},
        policy::{Choice, LineShown, Mode, Policy, Previous, Silence, WrapUp},
    },
    t,
    web::{
        admin::{Room, show, show_with},
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{self, Field, Wrong, choice},
        layout::{icon, icon_sm},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

const MOST_SECONDS: u32 = 3_600;
const MOST_WAITING: u32 = 10_000;
const MOST_MINUTES: u32 = 24 * 60;
/// Nobody accepts faster than they read.
const LEAST_OFFER: u32 = 10;
const LEAST_PREVIOUS: u32 = 15;

/// The form as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    mode: String,
    choice: String,
    offer_s: String,
    most_waiting: String,
    line_shown: String,
    previous: String,
    previous_s: String,
    others_may_pick: Option<String>,
    group_first_s: String,
    wrap_up: String,
    wrap_up_s: String,
    picks_in_wrap_up: Option<String>,
    limits_picking: Option<String>,
    open_hours_first: Option<String>,
    silence: String,
    reminder_min: String,
    close_min: String,
    absent_min: String,
    member: Vec<AgentId>,
    channel: Vec<ChannelId>,
}

impl Typed {
    fn of(queue: &Listed, ends: &Ends) -> Self {
        let policy = &queue.policy;
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        let maybe = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
        Self {
            name: queue.name.clone(),
            mode: policy.mode.word().to_owned(),
            choice: policy.choice.word().to_owned(),
            offer_s: policy.offer_s.to_string(),
            most_waiting: maybe(policy.most_waiting),
            line_shown: policy.line_shown.word().to_owned(),
            previous: policy.previous.word().to_owned(),
            previous_s: policy.previous_s.to_string(),
            others_may_pick: on(policy.others_may_pick),
            group_first_s: maybe(policy.group_first_s),
            wrap_up: policy.wrap_up.word().to_owned(),
            wrap_up_s: policy.wrap_up_s.to_string(),
            picks_in_wrap_up: on(policy.picks_in_wrap_up),
            limits_picking: on(policy.limits_picking),
            open_hours_first: on(policy.open_hours_first),
            silence: policy.silence.word().to_owned(),
            reminder_min: policy.reminder_min.to_string(),
            close_min: policy.close_min.to_string(),
            absent_min: policy.absent_min.to_string(),
            member: chosen(&ends.members),
            channel: chosen(&ends.channels),
        }
    }

    /// The rules that were typed over those that hold.
    fn check(&self, lang: Lang, before: &Policy) -> Result<Policy, Wrong> {
        let mut wrong = Wrong::default();
        let mut number = |field: &'static str, typed: &str, least: u32, most: u32| {
            let number = typed.trim().parse().ok();
            let number = number.filter(|number: &u32| (least..=most).contains(number));
            if number.is_none() {
                let (least, most) = (least.to_string(), most.to_string());
                wrong.add(
                    field,
                    t!(lang, "window-number-wrong", least = &least, most = &most),
                );
            }
            number.unwrap_or_default()
        };
        let offer_s = number("offer_s", &self.offer_s, LEAST_OFFER, MOST_SECONDS);
        let previous_s = number("previous_s", &self.previous_s, LEAST_PREVIOUS, 30 * 60);
        let wrap_up_s = number("wrap_up_s", &self.wrap_up_s, 5, MOST_SECONDS);
        let absent_min = number("absent_min", &self.absent_min, 1, MOST_MINUTES);
        let reminder_min = number("reminder_min", &self.reminder_min, 2, MOST_MINUTES);
        let close_min = number("close_min", &self.close_min, 2, 7 * MOST_MINUTES);
        let mut maybe = |field: &'static str, typed: &str, most: u32| {
            (!typed.trim().is_empty()).then(|| number(field, typed, 1, most))
        };
        let most_waiting = maybe("most_waiting", &self.most_waiting, MOST_WAITING);
        let group_first_s = maybe("group_first_s", &self.group_first_s, 24 * 3_600);
        let words = (
            Mode::from_word(&self.mode),
            Choice::from_word(&self.choice),
            Previous::from_word(&self.previous),
            WrapUp::from_word(&self.wrap_up),
            Silence::from_word(&self.silence),
            LineShown::from_word(&self.line_shown),
        );
        match words {
            (
                Some(mode),
                Some(choice),
                Some(previous),
                Some(wrap_up),
                Some(silence),
                Some(line_shown),
            ) if wrong.is_empty() => Ok(Policy {
                mode,
                choice,
                offer_s,
                most_waiting,
                line_shown,
                previous,
                previous_s,
                others_may_pick: self.others_may_pick.is_some(),
                group_first_s,
                wrap_up,
                wrap_up_s,
                picks_in_wrap_up: self.picks_in_wrap_up.is_some(),
                limits_picking: self.limits_picking.is_some(),
                open_hours_first: self.open_hours_first.is_some(),
                silence,
                reminder_min,
                close_min,
                absent_min,
                ..before.clone()
            }),
            _ => Err(wrong),
        }
    }
}

fn chosen<I: Copy>(rows: &[(I, String, bool)]) -> Vec<I> {
    rows.iter()
        .filter(|(_, _, is_chosen)| *is_chosen)
        .map(|(id, _, _)| *id)
        .collect()
}

async fn load(ask: &Ask) -> Result<(Listed, Ends), Refusal> {
    let id: QueueId = ask.place("id")?;
    ask.house
        .db
        .read::<_, Refusal>(move |reader| {
            let queue = act::one(reader, id)?.ok_or_else(Refusal::not_found)?;
            Ok((queue, act::ends(reader, id)?))
        })
        .await
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let (queue, ends) = load(&ask).await?;
    let typed = Typed::of(&queue, &ends);
    let inside = view(admin.lang, &queue, &ends, &typed, &Wrong::default(), &wish);
    show(&ask, &admin, Room::Queues, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (queue, ends) = load(&ask).await?;
    let typed: Typed = ask.form().await?;
    let lang = admin.lang;
    let (status, wrong) = match typed.check(lang, &queue.policy) {
        Err(wrong) if wrong.is_empty() => return Err(Refusal::bad("bad-form")),
        Err(wrong) => (StatusCode::BAD_REQUEST, wrong),
        Ok(policy) => {
            let change = Change {
                name: typed.name.clone(),
                policy,
                members: typed.member.clone(),
                channels: typed.channel.clone(),
            };
            let (id, origin) = (queue.id, admin.origin(&ask));
            let outcome = ask
                .house
                .db
                .write::<_, QueueError>(move |tx| act::change(tx, &origin, id, &change))
                .await;
            match outcome {
                Ok(()) => return see_other(&format!("/admin/queues/{id}?saved=queue")),
                Err(error) => {
                    let (status, why) = name_wrong(lang, error)?;
                    (status, Wrong::at("name", why))
                }
            }
        }
    };
    let inside = view(lang, &queue, &ends, &typed, &wrong, &Wish::default());
    show_with(status, &ask, &admin, Room::Queues, &inside).await
}

pub(in crate::web::admin) async fn retire(ask: Ask, admin: AsAdmin) -> Reply {
    let (queue, ends) = load(&ask).await?;
    let (id, origin) = (queue.id, admin.origin(&ask));
    let outcome = ask
        .house
        .db
        .write::<_, QueueError>(move |tx| act::retire(tx, &origin, id))
        .await;
    match outcome {
        Ok(()) => see_other("/admin/queues?saved=queue"),
        Err(QueueError::InUse) => {
            let wrong = Wrong::at("retire", t!(admin.lang, "refusal-queue-in-use"));
            let typed = Typed::of(&queue, &ends);
            let wish = Wish::default();
            let inside = view(admin.lang, &queue, &ends, &typed, &wrong, &wish);
            show_with(StatusCode::CONFLICT, &ask, &admin, Room::Queues, &inside).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(in crate::web::admin) async fn restore(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (QueueId, _) = (ask.place("id")?, admin.origin(&ask));
    ask.house
        .db
        .write::<_, QueueError>(move |tx| act::restore(tx, &origin, id))
        .await?;
    see_other(&format!("/admin/queues/{id}?saved=queue"))
}

fn view(
    lang: Lang,
    queue: &Listed,
    ends: &Ends,
    typed: &Typed,
    wrong: &Wrong,
    wish: &Wish,
) -> Markup {
    let path = format!("/admin/queues/{}", queue.id);
    html! {
        p { a.row.small href="/admin/queues" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-queues")) } }
        header.sechead {
            div.grow { h2 { bdi { (queue.name) } } p { (t!(lang, "queue-waits", count = queue.waiting)) } }
            @if queue.is_retired { span.pill."pill--archived" { (t!(lang, "queue-retired")) } }
        }
        (saved::notice(lang, wish.saved == "queue"))
        form.stack."stack--4" method="post" action=(path) {
            section.card."card--pad".stack."stack--4" {
                (Field::new("queue", "name", t!(lang, "queue-name")).value(&typed.name).longest(LONGEST_NAME).required().judged(wrong))
                (boxes("member", &t!(lang, "queue-serves"), &t!(lang, "queue-serves-none"), &ends.members, &typed.member, false))
                (boxes("channel", &t!(lang, "queue-channels"), &t!(lang, "queue-channels-none"), &ends.channels, &typed.channel, true))
            }
            (coming(lang, typed, wrong))
            (returning(lang, typed, wrong))
            (ending(lang, typed, wrong))
            (silent(lang, typed, wrong, &path))
            div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
        }
        (end(lang, queue, &path, wrong, wish))
    }
}

/// Boxes to tick. What comes here already can only be sent elsewhere there.
fn boxes<I: Copy + PartialEq + std::fmt::Display>(
    name: &str,
    label: &str,
    none: &str,
    rows: &[(I, String, bool)],
    chosen: &[I],
    stays: bool,
) -> Markup {
    html! {
        fieldset.field {
            legend."field__label" { (label) }
            @if rows.is_empty() { p.small.muted { (none) } }
            div."row row--wrap" {
                @for (id, words, is_here) in rows {
                    label.check.small {
                        input type="checkbox" name=(name) value=(id) checked[chosen.contains(id)] disabled[stays && *is_here];
                        bdi { (words) }
                    }
                }
            }
        }
    }
}

/// How a chat comes to an agent.
fn coming(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    let modes = [
        ("pick", t!(lang, "queue-mode-pick")),
        ("offer", t!(lang, "queue-mode-offer")),
        ("assign", t!(lang, "queue-mode-assign")),
    ];
    let choices = [
        ("least_busy", t!(lang, "queue-least-busy")),
        ("longest_idle", t!(lang, "queue-longest-idle")),
        ("in_turn", t!(lang, "queue-in-turn")),
    ];
    let lines = [
        ("off", t!(lang, "queue-line-off")),
        ("place", t!(lang, "queue-line-place")),
        ("estimate", t!(lang, "queue-line-estimate")),
    ];
    html! {
        section.card {
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "queue-coming")) } p.small.muted { (t!(lang, "queue-coming-more")) } } }
            div."card--pad".stack."stack--4" {
                (choice::segments("mode", &t!(lang, "queue-mode"), &typed.mode, &modes))
                div.formgrid {
                    (choice::select("queue", "choice", &t!(lang, "queue-choice"), &typed.choice, &choices))
                    (seconds("offer_s", &t!(lang, "queue-offer"), &typed.offer_s, &t!(lang, "queue-offer-hint"), wrong))
                    (seconds("most_waiting", &t!(lang, "queue-most"), &typed.most_waiting, &t!(lang, "queue-most-hint"), wrong).optional(lang))
                    (seconds("group_first_s", &t!(lang, "queue-group-first"), &typed.group_first_s, &t!(lang, "queue-group-first-hint"), wrong).optional(lang))
                }
                (choice::segments("line_shown", &t!(lang, "queue-line"), &typed.line_shown, &lines))
                p."field__hint" { (t!(lang, "queue-line-hint")) }
            }
            (choice::switch_row("open_hours_first", "sun-moon", &t!(lang, "queue-open-first"), &t!(lang, "queue-open-first-more"), typed.open_hours_first.is_some()))
            (choice::switch_row("limits_picking", "list-checks", &t!(lang, "queue-limits"), &t!(lang, "queue-limits-more"), typed.limits_picking.is_some()))
        }
    }
}

/// Who comes back.
fn returning(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    let choices = [
        ("off", t!(lang, "queue-previous-off")),
        ("first", t!(lang, "queue-previous-first")),
        ("only", t!(lang, "queue-previous-only")),
    ];
    html! {
        section.card {
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "queue-previous")) } p.small.muted { (t!(lang, "queue-previous-more")) } } }
            div."card--pad".stack."stack--4" {
                (choice::segments("previous", &t!(lang, "queue-previous"), &typed.previous, &choices))
                (seconds("previous_s", &t!(lang, "queue-previous-s"), &typed.previous_s, &t!(lang, "queue-previous-s-hint"), wrong))
            }
            (choice::switch_row("others_may_pick", "hand", &t!(lang, "queue-others"), &t!(lang, "queue-others-more"), typed.others_may_pick.is_some()))
        }
    }
}

/// What follows the end, and an empty chair.
fn ending(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    let choices = [
        ("none", t!(lang, "queue-wrap-none")),
        ("timed", t!(lang, "queue-wrap-timed")),
        ("manual", t!(lang, "queue-wrap-manual")),
    ];
    html! {
        section.card {
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "queue-wrap")) } p.small.muted { (t!(lang, "queue-wrap-more")) } } }
            div."card--pad".stack."stack--4" {
                (choice::segments("wrap_up", &t!(lang, "queue-wrap"), &typed.wrap_up, &choices))
                div.formgrid {
                    (seconds("wrap_up_s", &t!(lang, "queue-wrap-s"), &typed.wrap_up_s, &t!(lang, "queue-wrap-s-hint"), wrong))
                    (seconds("absent_min", &t!(lang, "queue-absent"), &typed.absent_min, &t!(lang, "queue-absent-hint"), wrong))
                }
            }
            (choice::switch_row("picks_in_wrap_up", "hand", &t!(lang, "queue-picks"), &t!(lang, "queue-picks-more"), typed.picks_in_wrap_up.is_some()))
        }
    }
}

/// Customers who do not answer.
fn silent(lang: Lang, typed: &Typed, wrong: &Wrong, path: &str) -> Markup {
    let choices = [
        ("nothing", t!(lang, "queue-silence-nothing")),
        ("suggest", t!(lang, "queue-silence-suggest")),
        ("act", t!(lang, "queue-silence-act")),
    ];
    html! {
        section.card {
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "queue-silence")) } p.small.muted { (t!(lang, "queue-silence-more")) } } }
            div."card--pad".stack."stack--4" {
                (choice::segments("silence", &t!(lang, "queue-silence"), &typed.silence, &choices))
                div.formgrid {
                    (seconds("reminder_min", &t!(lang, "queue-reminder"), &typed.reminder_min, &t!(lang, "queue-reminder-hint"), wrong))
                    (seconds("close_min", &t!(lang, "queue-close"), &typed.close_min, &t!(lang, "queue-close-hint"), wrong))
                }
                p { a.small href={ (path) "/texts" } { (t!(lang, "queue-texts")) } }
            }
        }
    }
}

fn seconds<'a>(
    name: &'a str,
    label: &'a str,
    value: &'a str,
    hint: &'a str,
    wrong: &'a Wrong,
) -> Field<'a> {
    Field::new("queue", name, label)
        .kind("number")
        .value(value)
        .hint(hint)
        .judged(wrong)
}

fn end(lang: Lang, queue: &Listed, path: &str, wrong: &Wrong, wish: &Wish) -> Markup {
    html! {
        div.card {
            div.setrow {
                (icon("archive"))
                @if queue.is_retired {
                    div.grow { p."setrow__t" { (t!(lang, "queue-restore")) } p."setrow__d" { (t!(lang, "queue-restore-more")) } }
                    form.row method="post" action={ (path) "/restore" } { button.btn."btn--sm" { (t!(lang, "queue-restore")) } }
                } @else {
                    div.grow {
                        p."setrow__t" { (t!(lang, "queue-retire")) }
                        p."setrow__d" { (t!(lang, "queue-retire-more")) }
                        (field::error("retire", wrong.beside("retire")))
                    }
                    div.row {
                        (Confirm {
                            lang, id: "retire", here: path, is_open: wish.sure == "retire", deed: &t!(lang, "queue-retire"), symbol: "archive",
                            title: &t!(lang, "queue-retire-sure", name = &queue.name),
                            meaning: &t!(lang, "queue-retire-more"),
                            action: &format!("{path}/retire"),
                        }.show())
                    }
                }
            }
        }
    }
}

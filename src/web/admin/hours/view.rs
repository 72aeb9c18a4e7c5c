//! The screens: hours in a list, and the week and days of one.

use maud::{Markup, html};

use super::{
    super::heading,
    HERE, Stock,
    form::{self, Days, Faults, Times, Typed},
};
use crate::{
    base::{id::HoursId, lang::Lang},
    desk::{
        greeting::words,
        hours::{Hours, Span, Week, edit::LONGEST_NAME, zone},
    },
    t,
    web::{
        field::{self, Field, Wrong},
        layout::{icon, icon_sm},
        saved::{self, Wish},
    },
};

/// Rows for more days, where no script adds them.
const SPARE_DAYS: usize = 2;

/// All hours there are.
pub(super) fn list(lang: Lang, stock: &Stock, wish: &Wish, why_not: Option<&str>) -> Markup {
    let (retired, offered): (Vec<&Hours>, Vec<&Hours>) =
        stock.all.iter().partition(|hours| hours.is_retired);
    let deeds = html! {
        a.btn."btn--primary" href={ (HERE) "/new" } { (icon_sm("plus")) (t!(lang, "hours-new")) }
    };
    html! {
        (heading(&t!(lang, "room-hours"), &t!(lang, "hours-lead"), &deeds))
        (saved::notice(lang, !wish.saved.is_empty()))
        @if let Some(why) = why_not {
            p.notice."notice--warn".small role="alert" { (icon_sm("circle-alert")) span { (why) } }
        }
        @if offered.is_empty() {
            div.card.empty {
                (icon("clock"))
                p."empty__t" { (t!(lang, "hours-none")) }
                p.muted { (t!(lang, "hours-none-more")) }
            }
        } @else {
            div.card {
                @for hours in &offered { (row(lang, stock, hours)) }
            }
        }
        @if !retired.is_empty() {
            div.card.choices {
                details.retired {
                    summary.small.muted { (t!(lang, "choices-retired", count = retired.len())) }
                    @for hours in &retired {
                        form.choice method="post" action={ (HERE) "/" (hours.id) "/restore" } {
                            span.grow.muted dir="auto" { (hours.name) }
                            button.btn."btn--sm" { (t!(lang, "choice-restore")) }
                        }
                    }
                }
            }
        }
    }
}

fn row(lang: Lang, stock: &Stock, hours: &Hours) -> Markup {
    let users: Vec<&str> = stock.users(hours.id).map(|queue| &*queue.name).collect();
    html! {
        div.setrow.hoursrow {
            (icon("clock"))
            div.grow {
                a."setrow__t" href={ (HERE) "/" (hours.id) } dir="auto" { (hours.name) }
                p."setrow__d" { (summary(lang, &hours.week)) }
                p."setrow__d" {
                    (state(lang, stock, hours))
                    " · " (zone::place(&hours.zone))
                    @if !hours.exceptions.is_empty() { " · " (t!(lang, "hours-exceptions-count", count = hours.exceptions.len())) }
                }
                p."setrow__d" {
                    @if users.is_empty() { (t!(lang, "hours-unused")) } @else { (t!(lang, "hours-used-by")) " " bdi { (users.join(", ")) } }
                }
            }
            span.row."row--1" {
                a.btn."btn--sm" href={ (HERE) "/" (hours.id) } aria-label=(t!(lang, "hours-edit-name", name = &hours.name)) { (t!(lang, "hours-edit")) }
                form method="post" action={ (HERE) "/" (hours.id) "/retire" } {
                    @let label = t!(lang, "choice-retire", name = &hours.name);
                    button.iconbtn."iconbtn--sm"."iconbtn--danger" aria-label=(label) title=(label) { (icon_sm("x")) }
                }
            }
        }
    }
}

/// Whether it is open now, and what comes next.
fn state(lang: Lang, stock: &Stock, hours: &Hours) -> Markup {
    let (calendar, now) = (hours.calendar(), stock.now);
    let words = if calendar.is_open(now) {
        match calendar.closes(now) {
            Some(closes) => {
                let until = words::opening(lang.code(), &calendar, now, closes);
                t!(lang, "hours-open-until", when = &until)
            }
            None => t!(lang, "hours-open"),
        }
    } else {
        match calendar.opens(now) {
            Some(opens) => {
                let when = words::opening(lang.code(), &calendar, now, opens);
                t!(lang, "hours-closed-until", when = &when)
            }
            None => t!(lang, "hours-closed"),
        }
    };
    let is_open = calendar.is_open(now);
    html! { span.pill."pill--active"[is_open]."pill--closed"[!is_open] { (words) } }
}

/// `Mon–Fri 09:00–18:00 · Sat 10:00–14:00`.
fn summary(lang: Lang, week: &Week) -> String {
    let name = |day: usize| t!(lang, "hours-weekday-short", day = day + 1).into_owned();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in 0..7 {
        match runs.last_mut() {
            Some((first, last)) if week.0[*first] == week.0[day] => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let told = runs
        .into_iter()
        .filter(|(first, _)| !week.0[*first].is_empty())
        .map(|(first, last)| {
            let days = match last - first {
                0 => name(first),
                1 => format!("{}, {}", name(first), name(last)),
                _ => format!("{}–{}", name(first), name(last)),
            };
            format!("{days} {}", spans(&week.0[first]))
        });
    let told: Vec<String> = told.collect();
    match told.is_empty() {
        true => t!(lang, "hours-never").into_owned(),
        false => told.join(" · "),
    }
}

fn spans(spans: &[Span]) -> String {
    let told: Vec<String> = spans
        .iter()
        .map(|span| format!("{}–{}", span.begins(), span.ends()))
        .collect();
    told.join(", ")
}

/// The form in which hours are written.
pub(super) fn editor(
    lang: Lang,
    stock: &Stock,
    id: Option<HoursId>,
    typed: &Typed,
    faults: &Faults,
    is_saved: bool,
) -> Markup {
    let found = id.and_then(|id| stock.find(id));
    let title = found.map_or_else(
        || t!(lang, "hours-new").into_owned(),
        |hours| hours.name.clone(),
    );
    let wrong = faults
        .name
        .as_ref()
        .map_or_else(Wrong::default, |why| Wrong::at("name", why.as_str()));
    let deeds = html! { a.btn href=(HERE) { (icon_sm("arrow-left")) (t!(lang, "hours-all")) } };
    html! {
        (heading(&title, &t!(lang, "hours-edit-lead"), &deeds))
        (saved::notice(lang, is_saved))
        @if let Some(why) = &faults.whole {
            p.notice."notice--warn".small role="alert" { (icon_sm("circle-alert")) span { (why) } }
        }
        form.stack."stack--4" method="post" action=(form::path(id)) data-hours-form {
            input type="hidden" name="revision" value=(typed.revision);
            div.card."card--pad" {
                div.formgrid {
                    (Field::new("hours", "name", t!(lang, "hours-name")).value(&typed.name).longest(LONGEST_NAME)
                        .required().focused(id.is_none() && !faults.any()).judged(&wrong))
                    (zones(lang, &typed.zone, faults.zone.as_deref()))
                }
            }
            div.card.hoursweek {
                header."card__head" {
                    div.grow { h3."card__title" { (t!(lang, "hours-week")) } p.small.muted { (t!(lang, "hours-week-more")) } }
                    button.btn."btn--sm" type="button" data-copy-day data-needs-script hidden { (icon_sm("copy")) (t!(lang, "hours-copy")) }
                }
                @for day in 0..7 { (day_row(lang, day, &typed.week[day], faults.week[day].as_deref())) }
            }
            div.card.hoursdays {
                header."card__head" {
                    div.grow { h3."card__title" { (t!(lang, "hours-days")) } p.small.muted { (t!(lang, "hours-days-more")) } }
                    button.btn."btn--sm" type="button" data-add-days data-needs-script hidden { (icon_sm("plus")) (t!(lang, "hours-days-add")) }
                }
                @for (at, days) in typed.days.iter().enumerate() { (days_row(lang, days, at, faults.of_row(at), false)) }
                @for spare in 0..SPARE_DAYS { (days_row(lang, &Days::default(), typed.days.len() + spare, None, true)) }
            }
            @if !stock.queues.is_empty() { (queues(lang, stock, id, typed)) }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

fn zones(lang: Lang, chosen: &str, why: Option<&str>) -> Markup {
    let regions = zone::by_region();
    let is_listed = regions
        .iter()
        .any(|(_, names)| names.iter().any(|name| name == chosen));
    html! {
        div.field {
            label.field__label for="hours-zone" { (t!(lang, "hours-zone")) }
            select.select id="hours-zone" name="zone" required aria-invalid=[why.map(|_| "true")]
                aria-describedby=[why.map(|_| "hours-zone-error")] autofocus[why.is_some()] {
                option value="" { (t!(lang, "hours-zone-choose")) }
                @if !is_listed && !chosen.is_empty() && chosen != "UTC" { option value=(chosen) selected { (chosen) } }
                option value="UTC" selected[chosen == "UTC"] { "UTC" }
                @for (region, names) in &regions {
                    optgroup label=(region) {
                        @for name in names { option value=(name) selected[name == chosen] { (zone::place(name)) } }
                    }
                }
            }
            (field::error("hours-zone", why))
        }
    }
}

fn day_row(lang: Lang, day: usize, spans: &[Times], why: Option<&str>) -> Markup {
    let name = t!(lang, "hours-weekday", day = day + 1);
    let id = format!("hours-day-{}", day + 1);
    html! {
        fieldset.hday data-day=(day + 1) aria-describedby=[why.map(|_| format!("{id}-error"))] {
            legend.hday__name { (name) }
            div.hday__spans {
                p.hday__closed.small.muted data-closed hidden { (t!(lang, "hours-day-closed")) }
                @for (at, times) in spans.iter().enumerate() { (span_row(lang, &name, day, times, why.is_some(), why.is_some() && at == 0, false)) }
                (span_row(lang, &name, day, &Times::default(), false, false, true))
                (field::error(&id, why))
            }
            @let label = t!(lang, "hours-span-add", day = &*name);
            button.iconbtn."iconbtn--sm" type="button" data-add-span data-needs-script hidden aria-label=(label) title=(label) { (icon_sm("plus")) }
        }
    }
}

fn span_row(
    lang: Lang,
    name: &str,
    day: usize,
    times: &Times,
    is_wrong: bool,
    has_focus: bool,
    is_spare: bool,
) -> Markup {
    let number = day + 1;
    let invalid = is_wrong.then_some("true");
    html! {
        div.hspan data-span data-spare[is_spare] {
            input.input type="time" name={ "from-" (number) } value=(times.from) aria-label=(t!(lang, "hours-from", day = name)) aria-invalid=[invalid] autofocus[has_focus];
            span aria-hidden="true" { "–" }
            input.input type="time" name={ "to-" (number) } value=(times.to) aria-label=(t!(lang, "hours-to", day = name)) aria-invalid=[invalid];
            (late(lang, times))
            (remover(&t!(lang, "hours-span-remove", day = name)))
        }
    }
}

fn late(lang: Lang, times: &Times) -> Markup {
    html! { span.hspan__late.xs.muted data-late hidden[!times.is_late()] { (t!(lang, "hours-late")) } }
}

fn remover(label: &str) -> Markup {
    html! {
        button.iconbtn."iconbtn--sm" type="button" data-remove data-needs-script hidden aria-label=(label) title=(label) { (icon_sm("x")) }
    }
}

fn days_row(lang: Lang, days: &Days, at: usize, why: Option<&str>, is_spare: bool) -> Markup {
    let invalid = why.map(|_| "true");
    let id = format!("hours-row-{at}");
    html! {
        div.hdays data-days data-spare[is_spare] role="group" aria-label=(t!(lang, "hours-days")) {
            label.hdays__day { span.xs.muted { (t!(lang, "hours-day")) } input.input type="date" name="day" value=(days.day) aria-invalid=[invalid] aria-describedby=[why.map(|_| format!("{id}-error"))] autofocus[why.is_some()]; }
            label.hdays__day { span.xs.muted { (t!(lang, "hours-until")) } input.input type="date" name="until" value=(days.until) aria-invalid=[invalid]; }
            label.hdays__why { span.xs.muted { (t!(lang, "hours-why")) } input.input name="why" value=(days.name) maxlength=(LONGEST_NAME) dir="auto" autocomplete="off" placeholder=(t!(lang, "hours-why-example")); }
            div.hspan {
                label { span.xs.muted { (t!(lang, "hours-open-at")) } input.input type="time" name="open" value=(days.times.from) aria-invalid=[invalid]; }
                label { span.xs.muted { (t!(lang, "hours-close-at")) } input.input type="time" name="shut" value=(days.times.to) aria-invalid=[invalid]; }
                (late(lang, &days.times))
            }
            (remover(&t!(lang, "hours-days-remove")))
            (field::error(&id, why))
        }
    }
}

fn queues(lang: Lang, stock: &Stock, id: Option<HoursId>, typed: &Typed) -> Markup {
    html! {
        fieldset.card."card--pad".stack."stack--3" {
            legend."sr-only" { (t!(lang, "hours-queues")) }
            h3."card__title" aria-hidden="true" { (t!(lang, "hours-queues")) }
            p.small.muted { (t!(lang, "hours-queues-more")) }
            @for (queue, by) in &stock.queues {
                @let other = by.filter(|by| Some(*by) != id).and_then(|by| stock.find(by));
                label.check.small {
                    input type="checkbox" name="queue" value=(queue.id) checked[typed.queues.contains(&queue.id)];
                    span {
                        bdi { (queue.name) }
                        @if let Some(other) = other { span.muted { " · " (t!(lang, "hours-queue-other", name = &other.name)) } }
                    }
                }
            }
        }
    }
}

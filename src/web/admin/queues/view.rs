//! The screen of one queue.

use maud::{Markup, html};

use super::edit::Typed;
use crate::{
    base::lang::Lang,
    desk::queue::edit::{Ends, LONGEST_NAME, Listed},
    t,
    web::{
        confirm::Confirm,
        field::{self, Field, Wrong, choice},
        layout::{icon, icon_sm},
        meanwhile,
        saved::{self, Wish},
    },
};

pub(super) fn view(
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
            (meanwhile::shown(&Typed::of(queue, ends)))
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

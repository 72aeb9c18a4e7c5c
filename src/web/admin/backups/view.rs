//! What the page shows.

use maud::{Markup, Render, html};

use super::{
    HERE, Open,
    form::{LONGEST_PATH, Typed},
    is_busy, key,
};
use crate::{
    base::{lang::Lang, time::Timestamp},
    desk::{backup::Plan, hours::zone, team::Agent},
    ops::{
        ledger::{Checked, Drill, Failed, Made},
        shelf::Listed,
        verify::Holding,
        works::Progress,
    },
    t,
    web::{
        admin::heading,
        field::{Field, Wrong, choice, password},
        layout::{icon, icon_sm},
        log::size,
        meanwhile,
        moment::{Style, moment},
        saved::{self, Wish},
        snippet,
    },
};

/// Backups that are listed: the rest is looked at in the folder.
const MOST_LISTED: usize = 60;

/// Everything that is shown.
pub(super) struct State {
    pub(super) plan: Plan,
    pub(super) next: Option<Timestamp>,
    pub(super) has_begun: bool,
    pub(super) folder: String,
    pub(super) is_gone: bool,
    pub(super) listed: Vec<Listed>,
    pub(super) made: Option<Made>,
    pub(super) failed: Option<Failed>,
    pub(super) drill: Option<Drill>,
    /// What is typed for one.
    pub(super) drill_by: String,
    pub(super) checked: Option<Checked>,
    pub(super) progress: Progress,
    pub(super) is_demo: bool,
    pub(super) key: key::Stand,
}

pub(super) fn page(
    admin: &Agent,
    state: &State,
    typed: &Typed,
    wrong: &Wrong,
    wish: &Wish,
    open: &Open,
) -> Markup {
    let lang = admin.lang;
    let listed = match open {
        Open::Backup(name) => state.listed.iter().find(|one| one.name == *name),
        Open::Key | Open::GiveKey(_) | Open::Nothing => None,
    };
    html! {
        (heading(&t!(lang, "room-backups"), &t!(lang, "backups-lead"), &html! {
            form method="post" action={ (HERE) "/now" } {
                button.btn."btn--primary" disabled[state.is_demo || is_busy(state.progress)] data-backup-now { (icon_sm("package")) (t!(lang, "backup-now")) }
            }
        }))
        (saved::notice(lang, wish.saved == "backups"))
        (live(lang, state))
        (settings(lang, state, typed, wrong))
        (saved::notice_of(wish.saved == "key", &t!(lang, "key-given")))
        (key::card(lang, &state.key))
        (restoring(lang, state))
        (self_check(lang, state))
        @if let Some(one) = listed { (dialog(admin, one, wrong)) }
        @if matches!(open, Open::Key) { (key::dialog(admin, wrong)) }
        @if let Open::GiveKey(typed) = open { (key::giving(admin, typed, wrong)) }
    }
}

/// How it stands, and what lies in the folder: what a backup changes.
pub(super) fn live(lang: Lang, state: &State) -> Markup {
    html! {
        div.stack."stack--4" #backups data-busy[is_busy(state.progress)] {
            @if state.is_demo {
                div.notice."notice--quiet" { (icon_sm("info")) span { (t!(lang, "backup-demo")) } }
            } @else {
                (progress(lang, state.progress))
                (stand(lang, state))
            }
            (list(lang, state))
        }
    }
}

fn progress(lang: Lang, progress: Progress) -> Markup {
    let words = match progress {
        Progress::Idle => return html! {},
        Progress::Asked => t!(lang, "backup-asked"),
        Progress::Copying(percent) => t!(
            lang,
            "backup-copying",
            percent = i64::try_from(percent).unwrap_or(0)
        ),
        Progress::Checking => t!(lang, "backup-checking"),
    };
    let width = match progress {
        Progress::Copying(percent) => percent.max(2),
        Progress::Checking => 100,
        Progress::Idle | Progress::Asked => 0,
    };
    html! {
        div.notice."notice--info" role="status" {
            (icon_sm("loader-circle"))
            div.stack."stack--1".grow {
                span { b.semi { (words) } " " (t!(lang, "backup-meanwhile")) }
                svg.bar aria-hidden="true" { rect width={ (width) "%" } height="100%" rx="4" {} }
                noscript { a href=(HERE) { (t!(lang, "backup-look-again")) } }
            }
        }
    }
}

fn stand(lang: Lang, state: &State) -> Markup {
    let is_failing = match (&state.failed, &state.made) {
        (Some(failed), Some(made)) => failed.at > made.at,
        (Some(_), None) => true,
        (None, _) => false,
    };
    html! {
        @if state.is_gone {
            div.notice."notice--bad" role="alert" { (icon_sm("circle-alert")) span.anywhere { (t!(lang, "backup-gone", folder = &state.folder)) } }
        }
        @if let Some(failed) = state.failed.as_ref().filter(|_| is_failing) {
            div.notice."notice--bad" role="alert" {
                (icon_sm("circle-alert"))
                div.grow {
                    b.semi { (t!(lang, "backup-failed")) } " " (moment(failed.at, Style::Due))
                    @if state.plan.schedule.on { " · " (t!(lang, "backup-failed-more")) }
                    p.small.anywhere { code dir="auto" { (failed.why) } }
                }
            }
        }
        @match &state.made {
            Some(made) => {
                div.notice."notice--ok" {
                    (icon_sm("circle-check"))
                    div.grow {
                        b.semi { (t!(lang, "backup-last")) " " (moment(made.at, Style::Due)) } ", "
                        (t!(lang, "backup-last-more", size = &size(lang, made.size)))
                        p.small { (holds(lang, made.holding)) }
                        p.small { (next(lang, state)) }
                    }
                }
            }
            None => {
                div.notice."notice--quiet" {
                    (icon_sm("info"))
                    div.grow { b.semi { (t!(lang, "backup-none")) } " " @if state.plan.schedule.on { (t!(lang, "backup-none-more")) } p.small { (next(lang, state)) } }
                }
            }
        }
    }
}

fn next(lang: Lang, state: &State) -> Markup {
    html! {
        @match state.next.filter(|_| state.plan.schedule.on && state.has_begun) {
            Some(next) => { (t!(lang, "backup-next")) " " (moment(next, Style::Due)) }
            None => (t!(lang, "backup-off")),
        }
    }
}

fn holds(lang: Lang, holding: Holding) -> String {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    t!(
        lang,
        "backup-holds",
        messages = number(holding.messages),
        chats = number(holding.chats),
        customers = number(holding.customers),
        files = number(holding.stored.files)
    )
    .into_owned()
}

fn list(lang: Lang, state: &State) -> Markup {
    html! {
        section.card.clip {
            header."card__head" { h3."card__title".grow.anywhere { (t!(lang, "backup-list")) " " code.small dir="ltr" { (state.folder) } } }
            @if state.listed.is_empty() {
                div.empty { p."empty__t" { (t!(lang, "backup-list-empty")) } }
            } @else {
                table.table {
                    thead { tr {
                        th { (t!(lang, "backup-when")) }
                        th { (t!(lang, "backup-size")) }
                        th."m-hide" { (t!(lang, "backup-what")) }
                        th { span."sr-only" { (t!(lang, "actions")) } }
                    } }
                    tbody { @for one in state.listed.iter().take(MOST_LISTED) { (row(lang, one)) } }
                }
            }
        }
    }
}

fn row(lang: Lang, one: &Listed) -> Markup {
    let query = serde_html_form::to_string([("download", &one.name)]).unwrap_or_default();
    html! {
        tr {
            td { span.nowrap { (moment(one.at, Style::Due)) } br; code.xs.muted.anywhere dir="ltr" { (one.name) } }
            td.nowrap { (size(lang, one.size)) }
            td."m-hide".small {
                @match one.holding {
                    Some(holding) => (holds(lang, holding)),
                    None => span.muted { (t!(lang, "backup-by-hand")) },
                }
            }
            td.r {
                a.btn."btn--sm" href={ (HERE) "?" (query) } aria-label=(t!(lang, "backup-download-of", name = &one.name)) {
                    (icon_sm("download")) span."m-hide" { (t!(lang, "backup-download")) }
                }
            }
        }
    }
}

fn settings(lang: Lang, state: &State, typed: &Typed, wrong: &Wrong) -> Markup {
    let zone = zone::name_of(&state.plan.zone);
    let count = |name: &'static str, label: &str, value: &str| {
        Field::new("backups", name, label.to_owned())
            .kind("number")
            .value(value)
            .required()
            .judged(wrong)
            .render()
    };
    html! {
        form.card method="post" action=(HERE) novalidate {
            (meanwhile::shown(&Typed::of(&state.plan.schedule)))
            header."card__head" { h3."card__title".grow { (t!(lang, "backup-settings")) } }
            (choice::switch_row("on", "package", &t!(lang, "backup-on"), &t!(lang, "backup-on-more"), typed.on.is_some()))
            div."card--pad".stack."stack--4" {
                div.formgrid {
                    (Field::new("backups", "time", t!(lang, "backup-time")).kind("time").value(&typed.time)
                        .hint(t!(lang, "backup-time-hint", zone = zone)).required().judged(wrong))
                    (Field::new("backups", "folder", t!(lang, "backup-folder")).value(&typed.folder).longest(LONGEST_PATH)
                        .placeholder(&t!(lang, "backup-folder-usual")).hint(t!(lang, "backup-folder-hint")).judged(wrong))
                }
                fieldset.stack."stack--2" {
                    legend."field__label" { (t!(lang, "backup-keep")) }
                    p.small.muted { (t!(lang, "backup-keep-more")) }
                    div.backupkeep {
                        (count("daily", &t!(lang, "backup-daily"), &typed.daily))
                        (count("weekly", &t!(lang, "backup-weekly"), &typed.weekly))
                        (count("monthly", &t!(lang, "backup-monthly"), &typed.monthly))
                    }
                }
                div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
            }
        }
    }
}

/// What is to be typed on the day on which it is needed.
fn restoring(lang: Lang, state: &State) -> Markup {
    let newest = state
        .listed
        .first()
        .map_or("BACKUP.db", |one| one.name.as_str());
    let path = std::path::Path::new(&state.folder).join(newest);
    let folder = if cfg!(windows) {
        r"C:\Shopbell-again"
    } else {
        "/srv/shop-again"
    };
    let restore = format!("shopbell restore \"{}\" --data {folder}", path.display());
    html! {
        section.card {
            div.setrow {
                (icon("undo-2"))
                div.grow.stack."stack--2" {
                    span."setrow__t" { (t!(lang, "backup-restore")) }
                    p."setrow__d" { (t!(lang, "backup-restore-more")) }
                    (command(lang, "backup-restore", &restore))
                }
            }
            div.setrow {
                (icon("timer"))
                div.grow.stack."stack--2" {
                    span."setrow__t" { (t!(lang, "backup-drill")) }
                    p."setrow__d" { (t!(lang, "backup-drill-more")) }
                    (command(lang, "backup-drill", &state.drill_by))
                    p."setrow__d" { (drill(lang, state.drill.as_ref())) }
                }
            }
        }
    }
}

fn command(lang: Lang, id: &str, text: &str) -> Markup {
    html! {
        div.row {
            input.input.mono.grow id=(id) readonly value=(text) dir="ltr" aria-label=(text);
            (snippet::copy(lang, id))
        }
    }
}

fn drill(lang: Lang, drill: Option<&Drill>) -> Markup {
    html! {
        @match drill {
            None => (t!(lang, "backup-drill-never")),
            Some(drill) => {
                @if let Some(why) = &drill.why {
                    (t!(lang, "backup-drill-badly")) " " code.anywhere dir="auto" { (why) }
                } @else {
                    @let seconds = format!("{:.0}", drill.seconds_per_gigabyte().ceil());
                    (t!(lang, "backup-drill-well", seconds = &seconds))
                }
                " " (moment(drill.at, Style::Due))
            }
        }
    }
}

fn self_check(lang: Lang, state: &State) -> Markup {
    if state.is_demo {
        return html! {};
    }
    html! {
        section.card {
            div.setrow {
                (icon("badge-check"))
                div.grow {
                    span."setrow__t" { (t!(lang, "check-title")) }
                    p."setrow__d" { (t!(lang, "check-more")) }
                    p."setrow__d" {
                        @match &state.checked {
                            None => (t!(lang, "check-never")),
                            Some(checked) if checked.differences == 0 => { (t!(lang, "check-well")) " " (moment(checked.at, Style::Due)) }
                            Some(checked) => { b.medium { (t!(lang, "check-badly")) } " " (moment(checked.at, Style::Due)) }
                        }
                    }
                }
            }
        }
    }
}

/// Asks for the password before everything leaves the house.
fn dialog(admin: &Agent, one: &Listed, wrong: &Wrong) -> Markup {
    let lang = admin.lang;
    html! {
        dialog.dialog."dialog--sm" #download open aria-labelledby="download-title" {
            form method="post" action={ (HERE) "/" (one.name) "/download" } data-download {
                div."dialog__head" {
                    div.grow {
                        h2."dialog__title" id="download-title" { (t!(lang, "backup-download-title")) }
                        p."dialog__sub".anywhere { code dir="ltr" { (one.name) } ", " (size(lang, one.size)) }
                    }
                }
                div."dialog__body".stack."stack--4" {
                    p.small { (t!(lang, "backup-download-more")) }
                    input type="email" name="username" value=(admin.email) autocomplete="username" hidden;
                    (password::known(lang, "backup_password", &t!(lang, "backup-password"), wrong, true))
                }
                div."dialog__foot" {
                    span.push {
                        a.btn href=(HERE) data-close { (t!(lang, "cancel")) }
                        button.btn."btn--primary" { (icon_sm("download")) (t!(lang, "backup-download")) }
                    }
                }
            }
        }
    }
}

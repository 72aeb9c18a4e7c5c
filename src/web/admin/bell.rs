//! The machine's own bell: when it rings, by what, and a test that truly rings.

use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{id::QueueId, lang::Lang},
    db::DbError,
    desk::{
        audit,
        bell::{self, Bell, Last, Outcome, Went},
        queue::edit::{self as queues, Listed},
        setting,
    },
    ringer::{Call, Ringer},
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice},
        layout::icon_sm,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved,
        saved::Wish,
    },
};

const HERE: &str = "/admin/bell";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        post(HERE, admin(save)),
        post("/admin/bell/test", admin(test)),
    ]
}

/// As the form has it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    sound: Option<String>,
    command: Option<String>,
    out_of_hours: Option<String>,
    queue: Vec<QueueId>,
    first_s: String,
    repeat_s: String,
    louder_s: String,
    loudest_s: String,
    volume: String,
}

impl Typed {
    fn of(bell: &Bell) -> Self {
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            sound: on(bell.sound),
            command: on(bell.command),
            out_of_hours: on(bell.out_of_hours),
            queue: bell.queues.clone(),
            first_s: bell.first_s.to_string(),
            repeat_s: bell.repeat_s.to_string(),
            louder_s: bell.louder_s.to_string(),
            loudest_s: bell.loudest_s.to_string(),
            volume: bell.volume.to_string(),
        }
    }

    fn read(&self, lang: Lang) -> Result<Bell, Wrong> {
        let mut wrong = Wrong::default();
        let mut number = |name: &'static str, text: &str, least: u32, most: u32| {
            let number = text.trim().parse().ok();
            number
                .filter(|number| (least..=most).contains(number))
                .unwrap_or_else(|| {
                    let words = t!(
                        lang,
                        "ringer-number",
                        least = i64::from(least),
                        most = i64::from(most)
                    );
                    wrong.add(name, words);
                    0
                })
        };
        let mut bell = Bell {
            sound: self.sound.is_some(),
            command: self.command.is_some(),
            out_of_hours: self.out_of_hours.is_some(),
            queues: self.queue.clone(),
            first_s: number("first_s", &self.first_s, 0, 3_600),
            repeat_s: number("repeat_s", &self.repeat_s, 10, 3_600),
            louder_s: number("louder_s", &self.louder_s, 0, 86_400),
            loudest_s: number("loudest_s", &self.loudest_s, 0, 86_400),
            volume: 0,
        };
        bell.volume = u8::try_from(number("volume", &self.volume, 1, 100)).unwrap_or(100);
        if wrong.is_empty() && bell.loudest_s < bell.louder_s {
            wrong.add("loudest_s", t!(lang, "ringer-levels-wrong"));
        }
        match wrong.is_empty() {
            true => Ok(bell),
            false => Err(wrong),
        }
    }
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let bell = ask.house.db.read::<_, DbError>(setting::get).await?;
    let inside = view(
        &ask,
        admin.lang,
        &Typed::of(&bell),
        &Wrong::default(),
        &wish,
    )
    .await?;
    show(&ask, &admin, Room::Bell, &inside).await
}

async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let origin = admin.origin(&ask);
    let mut wanted = match typed.read(admin.lang) {
        Ok(wanted) => wanted,
        Err(wrong) => {
            let inside = view(&ask, admin.lang, &typed, &wrong, &Wish::default()).await?;
            let status = http::StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::Bell, &inside).await;
        }
    };
    // There is nothing to switch on where the machine names none.
    wanted.command &= !ask.house.ringer.command().is_empty();
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            bell::change(tx, &wanted)?;
            audit::log(tx, &origin, "bell_changed", "")
        })
        .await?;
    see_other("/admin/bell?saved=bell")
}

async fn test(ask: Ask, admin: AsAdmin) -> Reply {
    let origin = admin.origin(&ask);
    let settings: Bell = ask.house.db.read::<_, DbError>(setting::get).await?;
    let ringer = ask.house.ringer.clone();
    let call = Call {
        sound: true,
        command: !ringer.command().is_empty(),
        event: "test",
        level: 1,
        volume: settings.volume,
        ..Call::default()
    };
    let moment = ringer.moment();
    let rung = tokio::task::spawn_blocking(move || ringer.ring(&call, moment))
        .await
        .map_err(|failure| DbError::Panicked(failure.to_string()))?;
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            let last = Last {
                at: None,
                occasion: "test".to_owned(),
                sound: rung.sound.clone(),
                command: rung.command.clone(),
            };
            bell::ran(tx, &last)?;
            audit::log(tx, &origin, "bell_tested", "")
        })
        .await?;
    see_other("/admin/bell#last")
}

async fn view(
    ask: &Ask,
    lang: Lang,
    typed: &Typed,
    wrong: &Wrong,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let (listed, last) = ask
        .house
        .db
        .read::<_, DbError>(|reader| Ok((queues::all(reader)?, setting::get::<Last>(reader)?)))
        .await?;
    Ok(html! {
        (heading(&t!(lang, "room-bell"), &t!(lang, "ringer-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        (form(lang, &ask.house.ringer, &listed, typed, wrong))
        (last_card(lang, &last))
    })
}

fn form(lang: Lang, ringer: &Ringer, queues: &[Listed], typed: &Typed, wrong: &Wrong) -> Markup {
    let number = |name: &'static str, label: &str, value: &str| {
        html! { (Field::new("bell", name, label).kind("number").value(value).required().judged(wrong)) }
    };
    let command = ringer.command().join(" ");
    // One that is retired is shown as long as it is ticked, and cannot be chosen anew.
    let is_ticked = |queue: &Listed| typed.queue.contains(&queue.id);
    let shown: Vec<&Listed> = queues
        .iter()
        .filter(|queue| !queue.is_retired || is_ticked(queue))
        .collect();
    let is_any_left = shown
        .iter()
        .any(|queue| !queue.is_retired && is_ticked(queue));
    html! {
        form.card method="post" action=(HERE) novalidate {
            header."card__head" { h3."card__title".grow { (t!(lang, "ringer-how")) } }
            @match ringer.player() {
                Some(player) => (choice::switch_row("sound", "volume-2", &t!(lang, "ringer-sound"), &t!(lang, "ringer-sound-more", player = player), typed.sound.is_some())),
                None => (choice::switch_row("sound", "volume-2", &t!(lang, "ringer-sound"), &t!(lang, "ringer-sound-none"), typed.sound.is_some())),
            }
            @if command.is_empty() {
                div.setrow {
                    (crate::web::layout::icon("plug"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "ringer-command")) }
                        p."setrow__d" { (t!(lang, "ringer-command-none")) }
                    }
                }
            } @else {
                (choice::switch_row("command", "plug", &t!(lang, "ringer-command"), &t!(lang, "ringer-command-more"), typed.command.is_some()))
            }
            div.setrow {
                (crate::web::layout::icon("info"))
                div.grow {
                    @if !command.is_empty() { p { code dir="ltr" { (command) } } }
                    p."setrow__d" { (t!(lang, "ringer-command-why")) " " code dir="ltr" { "--bell-command" } }
                }
            }
            (choice::switch_row("out_of_hours", "moon-star", &t!(lang, "ringer-out-of-hours"), &t!(lang, "ringer-out-of-hours-more"), typed.out_of_hours.is_some()))
            div.setrow {
                (crate::web::layout::icon("clock"))
                div.formgrid.grow {
                    (number("first_s", &t!(lang, "ringer-first"), &typed.first_s))
                    (number("repeat_s", &t!(lang, "ringer-repeat"), &typed.repeat_s))
                    (number("louder_s", &t!(lang, "ringer-louder"), &typed.louder_s))
                    (number("loudest_s", &t!(lang, "ringer-loudest"), &typed.loudest_s))
                    (number("volume", &t!(lang, "ringer-volume"), &typed.volume))
                }
            }
            div.setrow {
                (crate::web::layout::icon("layers"))
                fieldset.field.grow {
                    legend."field__label" { (t!(lang, "ringer-queues")) }
                    @for queue in &shown {
                        label.check.small {
                            input type="checkbox" name="queue" value=(queue.id) checked[is_ticked(queue)];
                            bdi { (queue.name) }
                            @if queue.is_retired { span.pill."pill--archived" { (t!(lang, "queue-retired")) } }
                        }
                    }
                    @if !typed.queue.is_empty() && !is_any_left {
                        p."field__hint" { (t!(lang, "ringer-queues-retired")) }
                    }
                }
            }
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

fn last_card(lang: Lang, last: &Last) -> Markup {
    html! {
        section.card #last {
            header."card__head" {
                h3."card__title".grow { (t!(lang, "ringer-last")) }
                form method="post" action="/admin/bell/test" {
                    button.btn."btn--sm" { (icon_sm("bell-ring")) (t!(lang, "ringer-test")) }
                }
            }
            @if let Some(at) = last.at {
                div.setrow {
                    (icon_sm("clock"))
                    p.grow { (lang.text(&format!("ringer-occasion-{}", last.occasion))) " · " (moment(at, Style::Due)) }
                }
                (outcome(lang, "volume-2", &t!(lang, "ringer-sound"), last.sound.as_ref(), &t!(lang, "ringer-no-player")))
                (outcome(lang, "plug", &t!(lang, "ringer-command"), last.command.as_ref(), &t!(lang, "ringer-command-none")))
            } @else {
                div.empty { p."empty__t" { (t!(lang, "ringer-never")) } p { (t!(lang, "ringer-never-more")) } }
            }
        }
    }
}

fn outcome(
    lang: Lang,
    symbol: &str,
    what: &str,
    outcome: Option<&Outcome>,
    missing: &str,
) -> Markup {
    html! {
        @if let Some(outcome) = outcome {
            div.setrow {
                (icon_sm(symbol))
                div.grow {
                    p { b.medium { (what) } " " @if !outcome.program.is_empty() { code dir="ltr" { (outcome.program) } } }
                    p."setrow__d" { (how_it_went(lang, &outcome.went, missing)) }
                    @if !outcome.said.is_empty() { p."bell__said" { code dir="auto" { (outcome.said) } } }
                }
            }
        }
    }
}

fn how_it_went(lang: Lang, went: &Went, missing: &str) -> String {
    match went {
        Went::Well => t!(lang, "ringer-went-well"),
        Went::Badly(Some(status)) => t!(lang, "ringer-went-badly", status = i64::from(*status)),
        Went::Badly(None) => t!(lang, "ringer-went-killed"),
        Went::Missing => missing.to_owned().into(),
        Went::NotStarted => t!(lang, "ringer-went-not-started"),
        Went::TooLong => t!(lang, "ringer-went-too-long"),
        Went::Hushed => t!(lang, "ringer-went-hushed"),
    }
    .into_owned()
}

//! For how long customers of a channel can be answered.

use std::borrow::Cow;

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{
    super::{Room, show, show_with},
    Tab, change, head, load,
};
use crate::{
    base::lang::Lang,
    desk::{channel::Channel, window::Policy},
    t,
    web::{
        answer::{Reply, see_other},
        field::{Field, Wrong, choice},
        meanwhile,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

/// Less would be over before anybody had read the question.
const LEAST_MINUTES: u32 = 5;
const MOST_MINUTES: u32 = 365 * DAY;
const MOST_EXTRA: u32 = 9;
const MOST_QUOTA: u32 = 99;
const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// The form as it was typed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    is_limited: Option<String>,
    free: String,
    free_unit: String,
    persons: String,
    persons_unit: String,
    extra: String,
    quota: String,
    automated: Option<String>,
}

/// A length of time in the largest unit that shows it whole.
fn typed(minutes: u32) -> (String, &'static str) {
    let whole = |unit: u32| minutes > 0 && minutes.is_multiple_of(unit);
    if whole(DAY) && minutes > 3 * DAY {
        ((minutes / DAY).to_string(), "days")
    } else if whole(HOUR) || minutes == 0 {
        ((minutes / HOUR).to_string(), "hours")
    } else {
        (minutes.to_string(), "minutes")
    }
}

fn minutes(count: &str, unit: &str) -> Option<u32> {
    let count: u32 = count.trim().parse().ok()?;
    count.checked_mul(match unit {
        "days" => DAY,
        "hours" => HOUR,
        _ => 1,
    })
}

impl Typed {
    fn of(policy: Option<Policy>) -> Self {
        let shown = policy.unwrap_or_default();
        let (free, free_unit) = typed(shown.free_minutes);
        let (persons, persons_unit) = typed(shown.person_minutes);
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            is_limited: on(policy.is_some()),
            free,
            free_unit: free_unit.to_owned(),
            persons,
            persons_unit: persons_unit.to_owned(),
            extra: shown.extra.to_string(),
            quota: shown
                .quota
                .map(|quota| quota.to_string())
                .unwrap_or_default(),
            automated: on(shown.automated_extra),
        }
    }

    /// The rule that was typed over the one that holds; `None`: no limit.
    fn check(&self, lang: Lang, before: Policy) -> Result<Option<Policy>, Wrong> {
        if self.is_limited.is_none() {
            return Ok(None);
        }
        let mut wrong = Wrong::default();
        let free = minutes(&self.free, &self.free_unit)
            .filter(|free| (LEAST_MINUTES..=MOST_MINUTES).contains(free));
        if free.is_none() {
            wrong.add("free", t!(lang, "window-time-wrong"));
        }
        let persons =
            minutes(&self.persons, &self.persons_unit).filter(|persons| *persons <= MOST_MINUTES);
        if persons.is_none() {
            wrong.add("persons", number_wrong(lang, 0, MOST_MINUTES / DAY));
        }
        let extra = self.extra.trim().parse().ok();
        let extra = extra.filter(|extra: &u32| *extra <= MOST_EXTRA);
        if extra.is_none() {
            wrong.add("extra", number_wrong(lang, 0, MOST_EXTRA));
        }
        let quota = match self.quota.trim() {
            "" => None,
            typed => {
                let quota = typed.parse().ok();
                let quota = quota.filter(|quota| (1..=MOST_QUOTA).contains(quota));
                if quota.is_none() {
                    wrong.add("quota", number_wrong(lang, 1, MOST_QUOTA));
                }
                quota
            }
        };
        match (free, persons, extra) {
            (Some(free_minutes), Some(person_minutes), Some(extra)) if wrong.is_empty() => {
                Ok(Some(Policy {
                    free_minutes,
                    person_minutes,
                    extra,
                    quota,
                    automated_extra: self.automated.is_some(),
                    ..before
                }))
            }
            _ => Err(wrong),
        }
    }
}

fn number_wrong(lang: Lang, least: u32, most: u32) -> String {
    let (least, most) = (least.to_string(), most.to_string());
    t!(lang, "window-number-wrong", least = &least, most = &most).into_owned()
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let channel = load(&ask).await?;
    let typed = Typed::of(channel.window());
    let inside = view(admin.lang, &channel, &typed, &Wrong::default(), &wish);
    show(&ask, &admin, Room::Channels, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let channel = load(&ask).await?;
    let typed = meanwhile::form(&mut ask, &Typed::of(channel.window())).await?;
    let before = channel.window().unwrap_or_default();
    let window = match typed.check(admin.lang, before) {
        Ok(checked) => checked,
        Err(wrong) => {
            let inside = view(admin.lang, &channel, &typed, &wrong, &Wish::default());
            let status = StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::Channels, &inside).await;
        }
    };
    let id = change(&ask, &admin, move |channel| {
        channel.settings.window = window;
        Some("window_changed")
    })
    .await?;
    see_other(&format!("/admin/channels/{id}/window?saved=window"))
}

fn view(lang: Lang, channel: &Channel, typed: &Typed, wrong: &Wrong, wish: &Wish) -> Markup {
    html! {
        (head(lang, channel, Tab::Window))
        (saved::notice(lang, wish.saved == "window"))
        p."small muted" {
            (t!(lang, "window-lead"))
            @if channel.kind.window().is_none() { " " (t!(lang, "window-usual-none")) }
        }
        form.stack."stack--4" method="post" action={ "/admin/channels/" (channel.id) "/window" } {
            (meanwhile::shown(&Typed::of(channel.window())))
            section.card."card--limit" {
                (choice::switch_row("is_limited", "clock", &t!(lang, "window-limit"), &t!(lang, "window-limit-more"), typed.is_limited.is_some()))
                div.setrow {
                    div.formgrid.grow {
                        (Field::new("window", "free", t!(lang, "window-free")).value(&typed.free).kind("number")
                            .hint(t!(lang, "window-free-hint")).judged(wrong))
                        (unit(lang, "free_unit", &typed.free_unit))
                        (Field::new("window", "persons", t!(lang, "window-persons")).value(&typed.persons).kind("number")
                            .hint(t!(lang, "window-persons-hint")).judged(wrong))
                        (unit(lang, "persons_unit", &typed.persons_unit))
                        (Field::new("window", "quota", t!(lang, "window-quota")).value(&typed.quota).kind("number")
                            .hint(t!(lang, "window-quota-hint", most = &MOST_QUOTA.to_string())).optional(lang).judged(wrong))
                        (Field::new("window", "extra", t!(lang, "window-extra")).value(&typed.extra).kind("number")
                            .hint(t!(lang, "window-extra-hint", most = &MOST_EXTRA.to_string())).judged(wrong))
                    }
                }
                (choice::switch_row("automated", "bell-ring", &t!(lang, "window-automated"), &t!(lang, "window-automated-more"), typed.automated.is_some()))
            }
            div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
        }
    }
}

fn unit(lang: Lang, name: &str, chosen: &str) -> Markup {
    let units: [(&str, Cow<'_, str>); 3] = [
        ("minutes", t!(lang, "window-unit-minutes")),
        ("hours", t!(lang, "window-unit-hours")),
        ("days", t!(lang, "window-unit-days")),
    ];
    choice::select("window", name, &t!(lang, "window-unit"), chosen, &units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_survive_the_form() {
        let odd = Policy {
            free_minutes: 95,
            extra: 2,
            automated_extra: true,
            ..Policy::WECHAT
        };
        for policy in [
            Policy::DAY,
            Policy::MESSENGER,
            Policy::WHATSAPP,
            Policy::WECHAT,
            odd,
        ] {
            let typed = Typed::of(Some(policy));
            let back = typed.check(Lang::En, policy).expect("it is sound");
            assert_eq!(back, Some(policy));
        }
        let none = Typed::of(None).check(Lang::En, Policy::DAY);
        assert_eq!(none.expect("it is sound"), None);
    }

    #[test]
    fn what_makes_no_window_is_refused_beside_its_field() {
        let change = |field: &str, value: &str| {
            let mut typed = Typed::of(Some(Policy::DAY));
            let place = match field {
                "free" => &mut typed.free,
                "persons" => &mut typed.persons,
                "extra" => &mut typed.extra,
                _ => &mut typed.quota,
            };
            value.clone_into(place);
            typed.check(Lang::En, Policy::DAY)
        };
        for (field, value) in [
            ("free", ""),
            ("free", "0"),
            ("free", "8761"),
            ("free", "99999999999"),
            ("persons", "-1"),
            ("persons", "4000000000"),
            ("extra", "10"),
            ("extra", "one"),
            ("quota", "0"),
            ("quota", "100"),
        ] {
            let wrong = change(field, value).expect_err(value);
            assert!(wrong.begins_with(field), "{field} {value}");
        }
        assert!(change("free", " 8760 ").is_ok(), "a year");
    }
}

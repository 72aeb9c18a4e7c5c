//! One queue: its name, who serves it, and by which rules.

use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{name_wrong, view::view};
use crate::{
    base::{
        id::{AgentId, ChannelId, QueueId},
        lang::Lang,
    },
    desk::queue::{
        edit::{self as act, Change, Ends, Listed, QueueError},
        policy::{Choice, LineShown, Mode, Policy, Previous, Silence, WrapUp},
    },
    t,
    web::{
        admin::{Room, show, show_with},
        answer::{Refusal, Reply, see_other},
        field::Wrong,
        fresh::{self, Form},
        meanwhile,
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

const MOST_SECONDS: u32 = 3_600;
const MOST_WAITING: u32 = 10_000;
const MOST_MINUTES: u32 = 24 * 60;
/// Nobody accepts faster than they read.
const LEAST_OFFER: u32 = 10;
const LEAST_PREVIOUS: u32 = 15;

/// The form as it was typed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) mode: String,
    pub(super) choice: String,
    pub(super) offer_s: String,
    pub(super) most_waiting: String,
    pub(super) line_shown: String,
    pub(super) previous: String,
    pub(super) previous_s: String,
    pub(super) others_may_pick: Option<String>,
    pub(super) group_first_s: String,
    pub(super) wrap_up: String,
    pub(super) wrap_up_s: String,
    pub(super) picks_in_wrap_up: Option<String>,
    pub(super) limits_picking: Option<String>,
    pub(super) open_hours_first: Option<String>,
    pub(super) silence: String,
    pub(super) reminder_min: String,
    pub(super) close_min: String,
    pub(super) absent_min: String,
    pub(super) member: Vec<AgentId>,
    pub(super) channel: Vec<ChannelId>,
}

impl Typed {
    pub(super) fn of(queue: &Listed, ends: &Ends) -> Self {
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
    let form = Form::of(&mut ask).await?;
    let typed = meanwhile::over(form.read()?, &Typed::of(&queue, &ends))?;
    // Whoever is new to a queue sees its chats from now on.
    let belong = chosen(&ends.members);
    let back = format!("/admin/queues/{}", queue.id);
    if typed.member.iter().any(|member| !belong.contains(member))
        && let Some(page) = fresh::ask_first(&ask, &admin, &form, &back).await?
    {
        return Ok(page);
    }
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

//! How chats are handed on: what forwards are for, to whom they may go, and where supervisors are called.

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    Room,
    choices::{List, Refused, card, forward_rows},
    heading, show,
};
use crate::{
    base::{
        id::{ForwardTypeId, QueueId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        audit,
        forward::{
            Forwarding,
            kind::{self, Kind},
        },
        queue::{self, Queue},
        setting,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let inside = view(&ask, admin.lang, &Refused::default(), &wish).await?;
    show(&ask, &admin, Room::Forwarding, &inside).await
}

#[derive(Deserialize)]
struct Typed {
    own_queues_only: Option<String>,
    may_leave_chats: Option<String>,
    #[serde(default)]
    escalation: String,
    #[serde(default)]
    escalation_type: String,
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let origin = admin.origin(&ask);
    let rules = Forwarding {
        own_queues_only: typed.own_queues_only.is_some(),
        may_leave_chats: typed.may_leave_chats.is_some(),
        escalation: chosen(&typed.escalation)?.map(QueueId),
        escalation_type: chosen(&typed.escalation_type)?.map(ForwardTypeId),
    };
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            let before: Forwarding = setting::get(tx)?;
            let queues = queue::edit::all(tx)?;
            // One that was retired meanwhile stays as long as nobody chooses another.
            let is_known = |chosen: QueueId| {
                queues.iter().any(|queue| {
                    queue.id == chosen && (!queue.is_retired || before.escalation == Some(chosen))
                })
            };
            if rules.escalation.is_some_and(|chosen| !is_known(chosen)) {
                return Err(Refusal::bad("no-such-queue"));
            }
            setting::put(tx, &rules)?;
            Ok(audit::log(tx, &origin, "forwarding_changed", "")?)
        })
        .await?;
    see_other("/admin/forwarding?saved=rules")
}

fn chosen(word: &str) -> Result<Option<i64>, Refusal> {
    match word {
        "" => Ok(None),
        id => id
            .parse()
            .map(Some)
            .map_err(|_| Refusal::bad("unknown-choice")),
    }
}

pub(super) async fn view(
    ask: &Ask,
    lang: Lang,
    refused: &Refused,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let (rows, kinds, queues, rules) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let rules: Forwarding = setting::get(reader)?;
            let queues: Vec<Queue> = queue::edit::all(reader)?
                .into_iter()
                .filter(|one| !one.is_retired || rules.escalation == Some(one.id))
                .map(|one| Queue {
                    id: one.id,
                    name: match one.is_retired {
                        true => format!("{} ({})", one.name, t!(lang, "queue-retired")),
                        false => one.name,
                    },
                })
                .collect();
            Ok((forward_rows(reader)?, kind::offered(reader)?, queues, rules))
        })
        .await?;
    Ok(html! {
        (heading(&t!(lang, "room-forwarding"), &t!(lang, "forwarding-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        (card(lang, List::Forwards, &rows, refused, wish))
        (rules_card(lang, &rules, &queues, &kinds))
    })
}

fn rules_card(lang: Lang, rules: &Forwarding, queues: &[Queue], kinds: &[Kind]) -> Markup {
    let id_of = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let queues: Vec<(String, String)> = queues
        .iter()
        .map(|queue| (queue.id.to_string(), queue.name.clone()))
        .collect();
    let kinds: Vec<(String, String)> = kinds
        .iter()
        .map(|kind| (kind.id.to_string(), kind.name.clone()))
        .collect();
    let select = |name: &str,
                  label: &str,
                  none: std::borrow::Cow<'static, str>,
                  chosen: &str,
                  list: &[(String, String)]| {
        let mut choices = vec![("", none)];
        choices.extend(
            list.iter()
                .map(|(id, name)| (id.as_str(), name.clone().into())),
        );
        field::choice::select("forwarding", name, label, chosen, &choices)
    };
    let queue = id_of(rules.escalation.map(|queue| queue.0));
    let kind = id_of(rules.escalation_type.map(|kind| kind.0));
    html! {
        form.card method="post" action="/admin/forwarding" {
            header."card__head" { h3."card__title".grow { (t!(lang, "forwarding-rules")) } }
            (field::choice::switch_row("own_queues_only", "inbox", &t!(lang, "rule-own-queues"), &t!(lang, "rule-own-queues-more"), rules.own_queues_only))
            (field::choice::switch_row("may_leave_chats", "log-out", &t!(lang, "rule-leave-chats"), &t!(lang, "rule-leave-chats-more"), rules.may_leave_chats))
            div."setrow forwarding__to" {
                (crate::web::layout::icon("siren"))
                div.grow {
                    span."setrow__t" { (t!(lang, "rule-escalation")) }
                    span."setrow__d".blockline { (t!(lang, "rule-escalation-more")) }
                    div.formgrid {
                        (select("escalation", &t!(lang, "rule-escalation-queue"), t!(lang, "rule-escalation-off"), &queue, &queues))
                        (select("escalation_type", &t!(lang, "forward-type"), t!(lang, "forward-no-type"), &kind, &kinds))
                    }
                }
            }
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

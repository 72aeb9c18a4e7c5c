//! The end of a shift: a sheet with every open chat and one choice for each. Asked before somebody signs out or
//! says they are no longer there.

use http::StatusCode;
use maud::{Markup, html};

use super::super::{row::name_of, screen};
use crate::{
    db::DbError,
    desk::{
        conversation::Conversation,
        forward::{
            self, Forwarding, hand_over,
            shift::{self, Group, Mate},
            wall,
        },
        setting,
        team::{Agent, Availability, Role, availability},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        forwarding::Sheet,
        layout::{customer_avatar, icon, icon_sm},
        request::{AsAgent, Ask},
    },
};

/// Where whoever wants to go is sent when there are open chats.
pub(in crate::web::console) const SHEET_OFFLINE: &str = "/console/hand-over?then=offline";

struct Loaded {
    agent: Agent,
    chats: Vec<Conversation>,
    groups: Vec<Group>,
    mates: Vec<Mate>,
    rules: Forwarding,
    zone: String,
}

/// The sheet, above the console; with what was chosen on it before, if it was not accepted.
pub(super) async fn sheet(ask: Ask, agent: AsAgent) -> Reply {
    let fields: Vec<(String, String)> = ask.query()?;
    let wrong = fields.iter().find(|(name, _)| name == "wrong");
    // Its sentence is one of ours, whatever an address says.
    let wrong = match wrong.map(|(_, why)| why.as_str()) {
        Some("missing") => Some(t!(agent.lang, "hand-over-missing").into_owned()),
        Some("gone") => Some(t!(agent.lang, "hand-over-gone").into_owned()),
        Some(_) => Some(t!(agent.lang, "hand-over-refused").into_owned()),
        None => None,
    };
    let sheet = Sheet::of(fields);
    show(&ask, &agent, &sheet, StatusCode::OK, wrong.as_deref()).await
}

async fn show(
    ask: &Ask,
    agent: &AsAgent,
    sheet: &Sheet,
    status: StatusCode,
    wrong: Option<&str>,
) -> Reply {
    let who = agent.agent.clone();
    let loaded = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let rules: Forwarding = setting::get(reader)?;
            let only_own = rules.own_queues_only && !who.may_act_as(Role::Supervisor);
            Ok(Loaded {
                chats: hand_over::open_chats(reader, who.id)?,
                groups: shift::groups(reader, only_own.then_some(who.id))?,
                mates: shift::mates(reader, who.id, only_own)?,
                zone: forward::zone_of(reader, who.id)?,
                rules,
                agent: who.clone(),
            })
        })
        .await?;
    if loaded.chats.is_empty() && sheet.then == "offline" {
        return see_other("/console");
    }
    let dialog = dialog(&loaded, sheet, wrong);
    screen::show(ask, agent, None, status, Some(dialog)).await
}

/// Hands the chats over and goes offline.
pub(super) async fn go_offline(mut ask: Ask, agent: AsAgent) -> Reply {
    let sheet = Sheet::of(ask.form().await?);
    let now = ask.house.db.clock().now();
    let lots = sheet.lots(now)?;
    let (who, keeps) = (agent.agent.clone(), sheet.keeps);
    let outcome = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            let rules: Forwarding = setting::get(tx)?;
            if !(keeps && rules.may_leave_chats) {
                hand_over::hand_over(tx, &who, &lots)?;
            }
            Ok(availability::set(tx, who.id, Availability::Offline, "")?)
        })
        .await;
    match outcome {
        Ok(()) => {
            ask.house.look_who_is_here();
            see_other("/console")
        }
        Err(refusal) => {
            let sentence = refusal.sentence(agent.lang);
            let sheet = Sheet {
                then: "offline".to_owned(),
                ..sheet
            };
            show(&ask, &agent, &sheet, refusal.status, Some(&sentence)).await
        }
    }
}

fn dialog(loaded: &Loaded, sheet: &Sheet, wrong: Option<&str>) -> Markup {
    let lang = loaded.agent.lang;
    let is_offline = sheet.then == "offline";
    let (title, action, done) = if is_offline {
        (
            t!(lang, "hand-over-title-offline"),
            "/console/hand-over",
            t!(lang, "hand-over-do-offline"),
        )
    } else {
        (
            t!(lang, "hand-over-title"),
            "/sign-out",
            t!(lang, "hand-over-do"),
        )
    };
    html! {
        dialog.dialog."hand-over" #hand-over-dialog open aria-labelledby="hand-over-title" {
            form.contents method="post" action=(action) data-hand-over {
                header."dialog__head" {
                    div.grow {
                        h2."dialog__title" #hand-over-title { (title) }
                        p."dialog__sub" { (t!(lang, "hand-over-sub")) }
                    }
                    a.iconbtn href="/console" aria-label=(t!(lang, "hand-over-stay")) { (icon("x")) }
                }
                div."dialog__body" {
                    ul."hand-over__chats" { @for (index, chat) in loaded.chats.iter().enumerate() { li { (one(loaded, chat, sheet.word(chat.id), index == 0)) } } }
                    label.field data-without-script {
                        span."field__label" { (t!(lang, "forward-zone")) }
                        select.select name="zone" {
                            @for name in wall::zones() { option value=(name) selected[name == loaded.zone] { (name) } }
                        }
                    }
                    p."field__error" role="alert" hidden[wrong.is_none()] { (icon_sm("circle-alert")) span { (wrong.unwrap_or_default()) } }
                }
                footer."dialog__foot" {
                    @if loaded.rules.may_leave_chats {
                        button."btn btn--ghost" name="keeps" value="on" { (t!(lang, "hand-over-keep")) }
                    }
                    span.push {
                        a.btn href="/console" { (t!(lang, "hand-over-stay")) }
                        button."btn btn--primary" { (done) }
                    }
                }
            }
        }
    }
}

fn one(loaded: &Loaded, chat: &Conversation, chosen: Option<&str>, is_first: bool) -> Markup {
    let lang = loaded.agent.lang;
    let name = name_of(lang, chat);
    let option = |value: &str, words: &str| {
        html! { option value=(value) selected[chosen == Some(value)] { (words) } }
    };
    html! {
        label."hand-over__chat" {
            (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, "sm"))
            span."hand-over__who" {
                b.semi.truncate dir="auto" { (name) }
                span."small muted truncate" dir="auto" { (chat.preview) }
            }
            select.select name={ "chat-" (chat.id) } autofocus[is_first] aria-label=(t!(lang, "hand-over-where", name = &name)) {
                (option("back", &t!(lang, "hand-over-back")))
                optgroup label=(t!(lang, "hand-over-queues")) {
                    @for group in &loaded.groups { (option(&format!("queue:{}", group.id), &group.name)) }
                }
                @if loaded.mates.iter().any(|mate| mate.is_there) {
                    optgroup label=(t!(lang, "hand-over-colleagues")) {
                        @for mate in loaded.mates.iter().filter(|mate| mate.is_there) {
                            (option(&format!("agent:{}", mate.id), &format!("{} ({} / {})", mate.name, mate.load, mate.limit)))
                        }
                    }
                }
                optgroup label=(t!(lang, "forward-later")) {
                    (option("half-hour", &t!(lang, "forward-half-hour")))
                    (option("tomorrow", &t!(lang, "forward-tomorrow")))
                    (option("monday", &t!(lang, "forward-monday")))
                }
            }
        }
    }
}

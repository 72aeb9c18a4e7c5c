//! Templates, which a platform delivers when nothing else is: chosen, filled and sent in a chat whose window has closed.

use std::time::Duration;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{chat::Chat, pane::name_of, screen, write};
use crate::{
    base::{
        id::{ChannelId, ConversationId, TemplateId},
        lang::Lang,
        time::Timestamp,
    },
    channels::Fault,
    db::DbError,
    desk::{
        account,
        content::language,
        conversation::say::{self, Clearance},
        outgoing::Put,
        team::Role,
        template::{self, Button, LONGEST, Piece, Place, Template},
    },
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        assets,
        layout::{chat_path, icon, icon_sm},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

/// For so long a list is taken for what the platform has.
const FRESH: Duration = Duration::from_secs(600);

/// An account's templates, and how old the list is.
struct Shelf {
    channel: ChannelId,
    all: Vec<(TemplateId, Template)>,
    fetched_at: Option<Timestamp>,
    /// Why it could not be fetched just now.
    fault: Option<Fault>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Wanted {
    /// The list is fetched although it is fresh.
    again: Option<String>,
}

/// All of them, to choose from. Without any script they stand on a page.
pub(super) async fn pick(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Wanted { again } = ask.query()?;
    let chat = screen::read_chat(&ask, &agent, id).await?;
    let shelf = load(&ask, chat.conversation.channel, again.is_some()).await?;
    if ask.is_fragment() {
        return answer::page(dialog(&chat, &shelf, false));
    }
    let dialog = dialog(&chat, &shelf, true);
    screen::with_on_top(&ask, &agent, id, StatusCode::OK, dialog).await
}

/// Reads the list, and fetches it before where it may have changed. What was fetched once is shown when it cannot be.
async fn load(ask: &Ask, channel: ChannelId, again: bool) -> Result<Shelf, Refusal> {
    let db = &ask.house.db;
    let (account, fetched_at) = db
        .read::<_, DbError>(move |reader| {
            let account = account::by_id(reader, channel)?;
            Ok((account, template::fetched_at(reader, channel)?))
        })
        .await?;
    let account = account.ok_or_else(Refusal::not_found)?;
    let platform = ask.house.office.platform(&account);
    let asked = platform.as_ref().and_then(|platform| platform.templates());
    let asked = asked.ok_or_else(Refusal::not_found)?;
    let is_fresh = fetched_at.is_some_and(|at| db.clock().now().since(at) < FRESH);
    let fault = if is_fresh && !again {
        None
    } else {
        match asked.await {
            Ok(all) => {
                db.write::<_, DbError>(move |tx| template::keep(tx, channel, &all))
                    .await?;
                None
            }
            Err(fault) => Some(fault),
        }
    };
    let shelf = db.read::<_, Refusal>(move |reader| {
        Ok((
            template::all(reader, channel)?,
            template::fetched_at(reader, channel)?,
        ))
    });
    let (all, fetched_at) = shelf.await?;
    Ok(Shelf {
        channel,
        all,
        fetched_at,
        fault,
    })
}

#[derive(Deserialize)]
struct Typed {
    /// What fills the blanks, in their order.
    #[serde(default)]
    value: Vec<String>,
    key: Option<String>,
}

/// Sends one. In a chat that has ended it begins another.
pub(super) async fn send(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let template: TemplateId = ask.place("template")?;
    let typed: Typed = ask.form().await?;
    let who = agent.agent.clone();
    let put = ask
        .house
        .db
        .write::<_, Refusal>(move |tx| {
            let chat = Chat::written(tx, id)?.ok_or_else(Refusal::not_found)?;
            let template = template::by_id(tx, chat.channel, template)?
                .ok_or_else(|| Refusal::conflict("template-changed"))?;
            let (text, filled) = template.fill(&typed.value)?;
            let key = typed.key.clone();
            let draft = say::Draft {
                text,
                key: key.filter(|key| !key.is_empty() && key.len() <= 200),
                template: Some(filled),
                ..say::Draft::default()
            };
            let draft = draft.check()?;
            write::reply_now(tx, &who, id, &draft, (None, Clearance::Look))
        })
        .await?;
    match put {
        Put::Left(said) => write::told(&ask, &agent, id, said).await,
        Put::Rests => see_other(&chat_path(id)),
    }
}

fn dialog(chat: &Chat, shelf: &Shelf, is_open: bool) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    let name = name_of(chat);
    html! {
        dialog."dialog dialog--wide" #templates open[is_open] aria-labelledby="templates-title" {
            header."dialog__head" {
                div.grow {
                    h2."dialog__title" #templates-title { (t!(lang, "templates-title", name = &name)) }
                    p."dialog__sub" { (t!(lang, "templates-sub")) }
                }
                a.iconbtn href=(path) data-close aria-label=(t!(lang, "cancel")) { (icon("x")) }
            }
            div."dialog__body" {
                @if let Some(fault) = &shelf.fault { (trouble(chat, shelf, fault)) }
                @if shelf.all.is_empty() {
                    @if shelf.fault.is_none() { p.muted { (t!(lang, "templates-none")) } }
                } @else {
                    @if shelf.all.len() > 5 {
                        input.input type="search" data-template-search autocomplete="off"
                            aria-label=(t!(lang, "templates-search")) placeholder=(t!(lang, "templates-search"));
                    }
                    div.templates {
                        @for (id, one) in &shelf.all { (choice(lang, &path, *id, one, &name)) }
                    }
                    p.small.muted data-template-none role="status" hidden { (t!(lang, "templates-none-found")) }
                }
            }
            footer."dialog__foot" {
                span."xs muted" {
                    @if let Some(at) = shelf.fetched_at { (t!(lang, "templates-fetched")) " " (moment(at, Style::Day)) }
                }
                span.push {
                    a."btn btn--ghost" href={ (path) "/templates?again=1" } data-open-templates { (icon_sm("refresh-cw")) (t!(lang, "templates-again")) }
                    a.btn href=(path) data-close { (t!(lang, "cancel")) }
                }
            }
        }
    }
}

/// Why the list may not be what the platform has.
fn trouble(chat: &Chat, shelf: &Shelf, fault: &Fault) -> Markup {
    let lang = chat.agent.lang;
    let words = match fault {
        Fault::Later(_, words)
        | Fault::Busy(_, words)
        | Fault::Lost(words)
        | Fault::Message(_, words)
        | Fault::Shut(_, words)
        | Fault::Account(_, words) => words,
    };
    let is_ours = matches!(fault, Fault::Account(..));
    html! {
        p.notice."notice--warn".small role="alert" {
            (icon_sm("circle-alert"))
            span {
                (t!(lang, "templates-trouble")) " " bdi { "(" (words) ")" }
                @if is_ours {
                    @if chat.agent.may_act_as(Role::Admin) {
                        " " a href={ "/admin/channels/" (shelf.channel) } { (t!(lang, "templates-mend")) }
                    } @else { " " (t!(lang, "templates-ask-admin")) }
                }
            }
        }
    }
}

/// A template: its name and how it begins; opened, what is filled in and how that reads.
fn choice(lang: Lang, path: &str, id: TemplateId, one: &Template, customer: &str) -> Markup {
    let blanks = one.blanks();
    html! {
        details.template name="template" data-words={ (one.name) " " (one.header) " " (one.body) } {
            summary {
                span."grow template__what" {
                    b.truncate dir="auto" { (one.name.replace('_', " ")) }
                    span."xs muted truncate" dir="auto" { (one.body) }
                }
                span.chip { (language::own_name(&one.language.replace('_', "-"))) }
            }
            form."template__form" method="post" action={ (path) "/templates/" (id) } data-template {
                div.template__reads {
                    p."xs muted" { (t!(lang, "templates-reads")) }
                    div.template__bubble dir="auto" { (reads(one)) }
                }
                div.template__blanks {
                    @for (at, blank) in blanks.iter().enumerate() {
                        @let field = format!("template-{id}-{at}");
                        // A blank that is called so is for the customer's name.
                        @let is_name = matches!(&*blank.name, "name" | "customer_name" | "customer");
                        div.field {
                            label."field__label" for=(field) {
                                @match blank.place {
                                    Place::Link(button) => {
                                        (t!(lang, "templates-link", label = one.buttons.get(button).map_or("", |one| &*one.label)))
                                    }
                                    Place::Header => (t!(lang, "templates-blank-header", name = &blank.name)),
                                    Place::Body => (t!(lang, "templates-blank", name = &blank.name)),
                                }
                            }
                            input.input id=(field) name="value" required maxlength=(LONGEST) autocomplete="off" dir="auto"
                                data-fills=(at) value=[is_name.then_some(customer)];
                        }
                    }
                    p."field__error" role="alert" hidden { (icon_sm("circle-alert")) span {} }
                    button."btn btn--primary" { (t!(lang, "templates-send")) svg."icon icon--sm flip" aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-send-horizontal" } {} } }
                }
            }
        }
    }
}

/// How a template reads, with its blanks to be filled.
fn reads(one: &Template) -> Markup {
    let blanks = one.blanks();
    let of = |place: Place| {
        html! {
            @for piece in one.pieces(place) {
                @match piece {
                    Piece::Words(words) => (words),
                    Piece::Blank(at) => {
                        mark data-blank=(at) { (blanks.get(at).map_or("", |blank| &*blank.name)) }
                    }
                }
            }
        }
    };
    html! {
        @if !one.header.is_empty() { p { b { (of(Place::Header)) } } }
        p { (of(Place::Body)) }
        @if !one.footer.is_empty() { p."xs muted" { (one.footer) } }
        @for (at, Button { label, link }) in one.buttons.iter().enumerate() {
            p.template__button { b { (label) } @if link.is_some() { span."xs muted" { (of(Place::Link(at))) } } }
        }
    }
}

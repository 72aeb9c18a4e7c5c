//! Colleagues in a chat: asking them in from the list of the team or from the chat's head, the pop-up of who is
//! asked, and what stands beside a name until the answer has been read.

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    chat::Chat,
    list::{List, colleague_languages},
    oversight,
};
use crate::{
    base::{
        id::{AgentId, ConversationId, InviteId},
        lang::Lang,
    },
    desk::{
        counter::Colleague,
        invite::{
            self, AnswerError, AskError, Asked, Invite, LONGEST_NOTE, Outcome,
            board::{Board, Standing, lingers_until},
        },
        team::{Agent, Availability, availability},
    },
    t,
    web::{
        answer::{Reply, see_other},
        layout::{
            agent_avatar, channel_kind_name, chat_path, customer_name, icon, icon_sm, person_path,
        },
        request::{AsAgent, Ask},
    },
};

/// What stands beside a colleague's name: that they are asked, or what they answered, until it fades.
pub(super) fn mark(lang: Lang, board: &Board, colleague: &Agent) -> Option<Markup> {
    let invite = board.mark(colleague.id)?;
    let fades = lingers_until(invite).map(|until| until.0);
    let (class, symbol, words) = match invite.ended {
        None => ("muted", "loader-circle", t!(lang, "invite-asking")),
        Some((_, Outcome::Accepted)) => ("ok", "check", t!(lang, "invite-ok")),
        Some((_, Outcome::Rejected)) => ("no", "x", t!(lang, "invite-no")),
        Some((_, Outcome::Expired)) => ("faint", "clock", t!(lang, "invite-no-answer")),
        Some((_, Outcome::Withdrawn)) => return None,
    };
    Some(html! {
        span.trow__res.(class) data-fades=[fades] title=[why(invite)] {
            @if invite.ended.is_none() {
                svg."icon icon--sm spin" aria-hidden="true" { use href={ (crate::web::assets::path("icons.svg")) "#i-" (symbol) } {} }
            } @else { (icon_sm(symbol)) }
            (words)
            @if let Some(why) = why(invite) { span."sr-only" { ": " (why) } }
        }
    })
}

fn why(invite: &Invite) -> Option<&str> {
    (!invite.reason.is_empty()).then_some(invite.reason.as_str())
}

/// The load of a colleague, or what stands in its place.
pub(super) fn mark_or_load(lang: Lang, board: &Board, colleague: &Colleague) -> Markup {
    mark(lang, board, &colleague.agent).unwrap_or_else(|| {
        html! { span."trow__load" title=(t!(lang, "load-more")) { (colleague.load) " / " (colleague.agent.chat_limit) } }
    })
}

/// The way to ask one colleague, beside their name in the list of the team.
pub(super) fn plus(lang: Lang, board: &Board, colleague: &Agent) -> Markup {
    let name = &colleague.name;
    let Some(chat) = board.chat else {
        return html! {};
    };
    match board.standing(colleague) {
        Standing::Nothing | Standing::Asked => html! {},
        Standing::Inside => html! {
            span.trow__in title=(t!(lang, "invite-inside", name = name)) { (icon_sm("users-round")) span."sr-only" { (t!(lang, "invite-inside", name = name)) } }
        },
        Standing::Offline => html! {
            button.iconbtn type="button" disabled aria-label=(t!(lang, "invite-offline", name = name)) title=(t!(lang, "invite-offline", name = name)) { (icon_sm("plus")) }
        },
        Standing::Able => html! {
            details.menubox.asking id={ "ask-" (colleague.id) } data-menu {
                summary.iconbtn aria-label=(t!(lang, "invite-name", name = name)) title=(t!(lang, "invite-name", name = name)) { (icon_sm("plus")) }
                form."popover popover--ask" method="post" action={ (chat_path(chat)) "/invite" } data-list-form {
                    (note(lang))
                    button."btn btn--primary btn--sm w-full" name="to" value=(colleague.id) { (icon_sm("user-round-plus")) (t!(lang, "invite-ask", name = name)) }
                }
            }
        },
    }
}

fn note(lang: Lang) -> Markup {
    html! {
        input.input."input--sm" name="note" maxlength=(LONGEST_NOTE) autocomplete="off" dir="auto" data-keep
            aria-label=(t!(lang, "invite-note")) placeholder=(t!(lang, "invite-note"));
    }
}

/// The same list in the chat's head, where the team is not on the screen.
pub(super) fn menu(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let Some(id) = chat.board.chat else {
        return html! {};
    };
    let label = t!(lang, "invite-menu");
    html! {
        details.menubox."menubox--end" #invite-menu data-menu {
            summary.iconbtn aria-label=(label) title=(label) { (icon("user-round-plus")) }
            form."popover popover--invite" method="post" action={ (chat_path(id)) "/invite" } data-list-form {
                // Enter in the note asks nobody: it is not said yet whom.
                button disabled hidden {}
                p."menu__head".xs.muted { (t!(lang, "invite-heading")) }
                @if chat.colleagues.is_empty() {
                    p.small.pad-list { (t!(lang, "invite-nobody")) }
                } @else {
                    div."menu__form" { (note(lang)) }
                    ul.invitees.scroll {
                        @for colleague in &chat.colleagues { (invitee(chat, colleague)) }
                    }
                }
            }
        }
    }
}

fn invitee(chat: &Chat, colleague: &Colleague) -> Markup {
    let lang = chat.agent.lang;
    let agent = &colleague.agent;
    let standing = chat.board.standing(agent);
    let shown = if availability::is_present(agent, chat.now) {
        agent.availability
    } else {
        Availability::Offline
    };
    let inside = html! {
        (agent_avatar(agent.id, &agent.name, "sm", Some(shown)))
        span.truncate { bdi { (agent.name) } }
        (colleague_languages(agent))
        @match standing {
            Standing::Inside => { span."trow__load" { (t!(lang, "invite-is-in")) } }
            Standing::Offline => { span."trow__load" { (t!(lang, "offline")) } }
            Standing::Able | Standing::Asked | Standing::Nothing => { (mark_or_load(lang, &chat.board, colleague)) }
        }
    };
    html! {
        li {
            @if standing == Standing::Able {
                button."menu__item invitee" name="to" value=(agent.id) title=(t!(lang, "invite-name", name = &agent.name)) { (inside) }
            } @else {
                div."menu__item invitee is-off" { (inside) }
            }
        }
    }
}

/// The pop-up of who is asked. `more` wait behind it.
pub(super) fn pop_up(list: &List, asked: &Asked, more: usize) -> Markup {
    let lang = list.agent.lang;
    let (invite, chat) = (&asked.invite, &asked.conversation);
    let name = customer_name(lang, chat.customer, &chat.customer_name);
    let seconds = invite.expires_at.since(list.now).as_secs();
    let answer = |word: &str| format!("/console/invites/{}/{word}", invite.id);
    html! {
        section.offer.float."float--offer" role="alertdialog" aria-labelledby="offer-title" aria-describedby="offer-words"
            id={ "invite-" (invite.id) } data-invite=(chat.id) data-name=(invite.from.name)
            data-until=(invite.expires_at.0) data-lasts=(invite.lasts().as_millis()) {
            div."offer__bar" { svg aria-hidden="true" { rect height="100%" width="100%" {} } }
            div."offer__body" {
                div.row."row--3"."row--top" {
                    (agent_avatar(invite.from.id, &invite.from.name, "lg", None))
                    div.grow {
                        h2."invite__title" #offer-title { (t!(lang, "invite-asks", name = &invite.from.name)) }
                        p.xs.muted {
                            (t!(lang, "invite-with", name = &name)) " · " (channel_kind_name(lang, chat.channel_kind)) " · " bdi { (chat.queue_name) }
                            @if !chat.customer_email.is_empty() { " · " a."offer__known" href=(person_path(chat.customer)) { (chat.customer_email) } }
                        }
                    }
                    span.countdown.num role="timer" data-countdown aria-label=(t!(lang, "offer-left", seconds = seconds.to_string().as_str())) { (seconds) }
                }
                div #offer-words {
                    @if !invite.note.is_empty() { p.small."invite__note" dir="auto" { (t!(lang, "quoted", words = &invite.note)) } }
                    @for (is_theirs, words) in &asked.words {
                        p.small."offer__q"."clamp-3" dir="auto" {
                            span.faint { @if *is_theirs { (name) } @else { (t!(lang, "invite-team-said")) } ": " } (words)
                        }
                    }
                }
                form."invite__why" method="post" action=(answer("reject")) data-list-form id={ "why-" (invite.id) } {
                    input.input."input--sm" name="reason" maxlength=(LONGEST_NOTE) autocomplete="off" dir="auto" data-keep
                        aria-label=(t!(lang, "invite-why")) placeholder=(t!(lang, "invite-why"));
                }
                div."offer__acts" {
                    button."btn btn--danger-quiet w-full" form={ "why-" (invite.id) } data-offer-decline { (t!(lang, "offer-decline")) }
                    form method="post" action=(answer("accept")) data-act-form {
                        button."btn btn--success w-full" data-offer-accept { (t!(lang, "offer-accept")) }
                    }
                }
                @if list.agent.preferences.shortcuts || more > 0 {
                    p.xs.faint.center."not-mobile"[more == 0] {
                        @if list.agent.preferences.shortcuts {
                            span."offer__keys" { kbd { "A" } " " (t!(lang, "offer-keys-accept")) ", " kbd { "D" } " " (t!(lang, "offer-keys-decline")) }
                        }
                        @if more > 0 { " " (t!(lang, "offer-more", count = more)) }
                    }
                }
            }
        }
    }
}

/// Who is in the chat, for everybody who is.
pub(super) fn banner(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    let others: Vec<&str> = chat
        .inside()
        .filter(|face| face.id != chat.agent.id)
        .map(|face| face.name.as_str())
        .collect();
    if others.is_empty() {
        return html! {};
    }
    html! {
        div."banner banner--brand" #company role="status" {
            (icon("users-round"))
            span.grow {
                b.semi { (t!(lang, "company", names = &oversight::list_of(lang, &others))) }
                @if let Some(owner) = chat.conversation.agent().filter(|_| !chat.is_owner()) { " " (t!(lang, "company-owner", name = &owner.name)) }
            }
            @if chat.is_owner() {
                a."btn btn--sm" href={ (path) "/leave" } data-open-leave { (t!(lang, "company-leave")) }
            } @else {
                form method="post" action={ (path) "/leave" } data-act-form { button."btn btn--sm" { (t!(lang, "company-leave")) } }
            }
        }
    }
}

#[derive(Deserialize)]
struct Whom {
    to: AgentId,
    #[serde(default)]
    note: String,
}

/// Asks a colleague in.
pub(super) async fn ask_in(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let Whom { to, note } = ask.form().await?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, AskError>(move |tx| invite::ask(tx, &who, id, to, &note))
        .await?;
    see_other(&chat_path(id))
}

/// The colleague joins; their screen goes to the chat.
pub(super) async fn accept(ask: Ask, agent: AsAgent) -> Reply {
    let id: InviteId = ask.place("id")?;
    let who = agent.agent.clone();
    let chat = ask
        .house
        .db
        .write::<_, AnswerError>(move |tx| invite::accept(tx, &who, id))
        .await?;
    see_other(&chat_path(chat.id))
}

#[derive(Deserialize)]
struct Why {
    #[serde(default)]
    reason: String,
}

/// The colleague says no.
pub(super) async fn reject(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: InviteId = ask.place("id")?;
    let Why { reason } = ask.form().await?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, AnswerError>(move |tx| invite::reject(tx, &who, id, &reason))
        .await?;
    see_other("/console")
}

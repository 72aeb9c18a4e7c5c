//! One member: role, limit, a new password, leaving and coming back.

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::super::{Room, show, show_with};
use crate::{
    base::{id::AgentId, lang::Lang},
    db::DbError,
    desk::{
        departure,
        team::{
            Agent, Role,
            account::{self, AccountError, HIGHEST_LIMIT},
            invitation,
            roster::{self, Member},
        },
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{self, Field, Wrong, choice},
        fresh::{self, Form},
        layout::{agent_avatar, icon_sm},
        meanwhile,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        role_words,
        saved::{self, Wish},
        snippet,
    },
};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    role: String,
    limit: String,
}

impl Typed {
    fn of(agent: &Agent) -> Self {
        Self {
            role: agent.role.word().to_owned(),
            limit: agent.chat_limit.to_string(),
        }
    }
}

async fn load(ask: &Ask) -> Result<Member, Refusal> {
    let id: AgentId = ask.place("id")?;
    ask.house
        .db
        .read::<_, DbError>(move |reader| roster::member(reader, id))
        .await?
        .ok_or_else(Refusal::not_found)
}

fn path_of(member: &Member) -> String {
    format!("/admin/team/{}", member.agent.id)
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let member = load(&ask).await?;
    let typed = Typed::of(&member.agent);
    let inside = view(admin.lang, &member, &typed, &Wrong::default(), None, &wish);
    show(&ask, &admin, Room::Team, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let member = load(&ask).await?;
    let form = Form::of(&mut ask).await?;
    let typed = meanwhile::over(form.read()?, &Typed::of(&member.agent))?;
    let role = Role::from_word(&typed.role).ok_or_else(|| Refusal::bad("bad-form"))?;
    // What is no number is no limit either.
    let limit = typed.limit.trim().parse().unwrap_or(0);
    if role != member.agent.role
        && let Some(page) = fresh::ask_first(&ask, &admin, &form, &path_of(&member)).await?
    {
        return Ok(page);
    }
    let (id, origin, old) = (member.agent.id, admin.origin(&ask), member.agent.chat_limit);
    let outcome = ask
        .house
        .db
        .write(move |tx| {
            if limit != old {
                account::change_limit(tx, &origin, id, limit)?;
            }
            account::change_role(tx, &origin, id, role)
        })
        .await;
    let lang = admin.lang;
    let (status, wrong) = match outcome {
        Ok(()) => return see_other(&format!("/admin/team/{id}?saved=member")),
        Err(AccountError::LastAdmin) => {
            let wrong = Wrong::at("role", t!(lang, "refusal-last-admin"));
            (StatusCode::CONFLICT, wrong)
        }
        Err(AccountError::BadLimit) => {
            let wrong = Wrong::at("limit", t!(lang, "refusal-bad-limit"));
            (StatusCode::BAD_REQUEST, wrong)
        }
        Err(other) => return Err(other.into()),
    };
    let inside = view(lang, &member, &typed, &wrong, None, &Wish::default());
    show_with(status, &ask, &admin, Room::Team, &inside).await
}

pub(in crate::web::admin) async fn offer_reset(mut ask: Ask, admin: AsAdmin) -> Reply {
    let member = load(&ask).await?;
    let form = Form::of(&mut ask).await?;
    if let Some(page) = fresh::ask_first(&ask, &admin, &form, &path_of(&member)).await? {
        return Ok(page);
    }
    let (id, origin) = (member.agent.id, admin.origin(&ask));
    let made = ask
        .house
        .db
        .write(move |tx| invitation::offer_reset(tx, &origin, id))
        .await?;
    let link = format!("{}/reset/{}", ask.house.base_url(), made.token.expose());
    let typed = Typed::of(&member.agent);
    let (nothing, wish) = (Wrong::default(), Wish::default());
    let inside = view(admin.lang, &member, &typed, &nothing, Some(&link), &wish);
    show_with(StatusCode::CREATED, &ask, &admin, Room::Team, &inside).await
}

pub(in crate::web::admin) async fn deactivate(ask: Ask, admin: AsAdmin) -> Reply {
    let member = load(&ask).await?;
    let (id, origin) = (member.agent.id, admin.origin(&ask));
    let outcome = ask
        .house
        .db
        .write(move |tx| departure::deactivate(tx, &origin, id))
        .await;
    match outcome {
        Ok(_) => see_other(&format!("/admin/team/{id}?saved=member")),
        Err(AccountError::LastAdmin) => {
            let wrong = Wrong::at("deactivate", t!(admin.lang, "refusal-last-admin"));
            let typed = Typed::of(&member.agent);
            let inside = view(admin.lang, &member, &typed, &wrong, None, &Wish::default());
            show_with(StatusCode::CONFLICT, &ask, &admin, Room::Team, &inside).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(in crate::web::admin) async fn reactivate(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (AgentId, _) = (ask.place("id")?, admin.origin(&ask));
    let form = Form::of(&mut ask).await?;
    let back = format!("/admin/team/{id}");
    if let Some(page) = fresh::ask_first(&ask, &admin, &form, &back).await? {
        return Ok(page);
    }
    ask.house
        .db
        .write(move |tx| account::reactivate(tx, &origin, id))
        .await?;
    see_other(&format!("/admin/team/{id}?saved=member"))
}

fn view(
    lang: Lang,
    member: &Member,
    typed: &Typed,
    wrong: &Wrong,
    link: Option<&str>,
    wish: &Wish,
) -> Markup {
    let agent = &member.agent;
    let is_gone = agent.deactivated_at.is_some();
    html! {
        p { a.row.small href="/admin/team" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-team")) } }
        header.sechead {
            (agent_avatar(agent.id, &agent.name, "lg", (!is_gone).then_some(member.standing())))
            div.grow {
                h2 { bdi { (agent.name) } }
                p.anywhere { (agent.email) }
            }
            @if is_gone { span.pill."pill--archived" { (t!(lang, "deactivated")) } }
        }
        (saved::notice(lang, wish.saved == "member"))
        @if let Some(link) = link {
            (snippet::once(lang, "reset-link", &t!(lang, "reset-link"), link, &t!(lang, "reset-link-more")))
        }
        @if !is_gone {
            (rights(lang, agent, typed, wrong))
            (super::work::card(lang, agent))
            (password(lang, agent))
        }
        (presence(lang, member, wrong, wish))
    }
}

fn rights(lang: Lang, agent: &Agent, typed: &Typed, wrong: &Wrong) -> Markup {
    let most = HIGHEST_LIMIT.to_string();
    html! {
        form.card."card--pad".stack."stack--4" method="post" action={ "/admin/team/" (agent.id) } {
            (meanwhile::shown(&Typed::of(agent)))
            div.formgrid {
                div.stack {
                    (choice::select("member", "role", &t!(lang, "role"), &typed.role, &role_words::choices(lang)))
                    (field::error("member-role", wrong.beside("role")))
                }
                (Field::new("member", "limit", t!(lang, "chat-limit")).kind("number").value(&typed.limit)
                    .hint(t!(lang, "chat-limit-hint", most = &most)).required().judged(wrong))
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

fn password(lang: Lang, agent: &Agent) -> Markup {
    html! {
        form.card.setrow method="post" action={ "/admin/team/" (agent.id) "/reset" } {
            (crate::web::layout::icon("key-round"))
            div.grow {
                p."setrow__t" { (t!(lang, "reset-offer")) }
                p."setrow__d" { (t!(lang, "reset-offer-more")) }
            }
            div.row { button.btn."btn--sm" { (t!(lang, "reset-make")) } }
        }
    }
}

fn presence(lang: Lang, member: &Member, wrong: &Wrong, wish: &Wish) -> Markup {
    let agent = &member.agent;
    let path = format!("/admin/team/{}", agent.id);
    html! {
        div.card {
            div.setrow {
                (crate::web::layout::icon("monitor-smartphone"))
                div.grow {
                    p."setrow__t" { (t!(lang, "sessions-count", count = member.sessions)) }
                    p."setrow__d" {
                        (t!(lang, "open-chats-count", count = member.open_chats)) " · " (t!(lang, "joined")) " " (moment(member.joined_at, Style::Calendar))
                        @if agent.seen_at.0 > 0 { " · " (t!(lang, "last-seen")) " " (moment(agent.seen_at, Style::Day)) }
                    }
                }
                div.row {}
            }
            (super::second_step::row(lang, agent, member.step, wish))
            div.setrow {
                (crate::web::layout::icon("ban"))
                @if agent.deactivated_at.is_some() {
                    div.grow {
                        p."setrow__t" { (t!(lang, "reactivate")) }
                        p."setrow__d" { (t!(lang, "reactivate-more")) }
                    }
                    form.row method="post" action={ (path) "/reactivate" } { button.btn."btn--sm" { (t!(lang, "reactivate")) } }
                } @else {
                    div.grow {
                        p."setrow__t" { (t!(lang, "deactivate")) }
                        p."setrow__d" { (t!(lang, "deactivate-more")) }
                        (field::error("deactivate", wrong.beside("deactivate")))
                    }
                    div.row {
                        (Confirm {
                            lang, id: "deactivate", here: &path, is_open: wish.sure == "deactivate", deed: &t!(lang, "deactivate"), symbol: "ban",
                            title: &t!(lang, "deactivate-sure", name = &agent.name),
                            meaning: &t!(lang, "deactivate-meaning", count = member.open_chats),
                            action: &format!("{path}/deactivate"),
                        }.show())
                    }
                }
            }
        }
    }
}

//! One's own account: how one is seen, the password, where one is signed in, how the console behaves.
//!
//! Nothing here can be done with a program's key: it acts in an agent's name and is not the agent.

mod fresh;
mod password;
mod preferences;
mod profile;
mod push;
mod second_step;
mod sessions;
mod short_forms;

use http::StatusCode;
use maud::{Markup, html};

use super::{
    answer::{self, Answer, Refusal, Reply},
    field::Wrong,
    layout::{self, Document, Place, agent_avatar, icon_sm, script_texts},
    request::{AsAgent, Ask},
    role_words::role_name,
    router::{Route, agent, get, post},
    saved::{self, Wish},
};
use crate::{
    base::id::SessionId,
    db::DbError,
    desk::{
        push as push_device,
        setting::{self, Team},
        team::{self, Agent, session},
        waitlist,
    },
    t,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/account", agent(page)),
        post("/account/profile", agent(profile::save)),
        post("/account/password", agent(password::change)),
        post("/account/fresh", agent(fresh::take)),
        post("/account/preferences", agent(preferences::save)),
        post("/account/theme", agent(preferences::set_theme)),
        post("/account/push", agent(push::allow)),
        post("/account/push/key", agent(push::key)),
        post("/account/push/previews", agent(push::set_previews)),
        post("/account/push/test", agent(push::test)),
        post("/account/push/{id}/remove", agent(push::remove)),
        get("/account/short-forms", agent(short_forms::page)),
        post("/account/short-forms", agent(short_forms::add)),
        post("/account/short-forms/{id}", agent(short_forms::change)),
        post(
            "/account/short-forms/{id}/remove",
            agent(short_forms::remove),
        ),
        get("/account/second-step", agent(second_step::page)),
        post("/account/second-step", agent(second_step::confirm)),
        post("/account/second-step/begin", agent(second_step::begin)),
        post("/account/second-step/off", agent(second_step::switch_off)),
        post("/account/sessions/others", agent(sessions::end_others)),
        post("/account/sessions/{id}", agent(sessions::end)),
    ]
}

async fn page(ask: Ask, agent: AsAgent) -> Reply {
    let wish = Wish::of(&ask)?;
    let session = own_session(&agent)?;
    let typed = profile::Typed::of(&agent);
    answer::page(view(&ask, &agent, session, &typed, &Wrong::default(), &wish).await?)
}

/// The browser that asks.
fn own_session(agent: &AsAgent) -> Result<SessionId, Refusal> {
    agent.session().ok_or_else(Refusal::forbidden)
}

/// The page again, with what was wrong.
async fn refused(
    ask: &Ask,
    agent: &AsAgent,
    status: StatusCode,
    typed: &profile::Typed,
    wrong: &Wrong,
) -> Result<Answer, Refusal> {
    let session = own_session(agent)?;
    let page = view(ask, agent, session, typed, wrong, &Wish::default()).await?;
    Ok(answer::page_with(status, page))
}

async fn view(
    ask: &Ask,
    caller: &AsAgent,
    here: SessionId,
    typed: &profile::Typed,
    wrong: &Wrong,
    wish: &Wish,
) -> Result<Markup, Refusal> {
    let id = caller.id;
    let (agent, team, waiting, sessions, devices, step) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let team: Team = setting::get(reader)?;
            let waiting = waitlist::count(reader, id)?;
            let sessions = session::of_agent(reader, id)?;
            let step = team::second_step::of(reader, id)?;
            let devices = push_device::of_agent(reader, id)?;
            let agent = team::by_id(reader, id)?;
            Ok((agent, team, waiting, sessions, devices, step))
        })
        .await?;
    let agent = agent.ok_or_else(Refusal::unknown_caller)?;
    let lang = agent.lang;
    let inside = html! {
        (head(&agent))
        (saved::notice(lang, !wish.saved.is_empty()))
        (profile::card(&agent, typed, wrong))
        (preferences::card(&agent))
        (push::card(&agent, &devices, here, wish))
        (short_forms::way(lang))
        (password::card(lang, &agent, wrong))
        (second_step::way(&agent, step))
        (sessions::card(lang, &sessions, here, wish))
    };
    let main = html! {
        div.main.admin."admin--single" {
            main."admin__body" #main tabindex="-1" { section."admin__in" aria-label=(t!(lang, "nav-account")) { (inside) } }
        }
        (script_texts(lang))
    };
    let document = Document {
        lang,
        theme: &agent.preferences.theme,
        title: &t!(lang, "nav-account"),
        sheet: "page-account",
        scripts: &["account"],
        page: "account",
    };
    Ok(document.wrap(&layout::shell(
        &agent,
        &team.name,
        Place::Account,
        waiting,
        &main,
    )))
}

fn head(agent: &Agent) -> Markup {
    let lang = agent.lang;
    html! {
        header.sechead {
            (agent_avatar(agent.id, &agent.name, "lg", Some(agent.availability)))
            div.grow {
                h1."page__title" dir="auto" { (agent.name) }
                p.truncate { (agent.email) " · " (role_name(lang, agent.role)) }
            }
            form method="post" action="/sign-out" { button.btn { (icon_sm("log-out")) (t!(lang, "sign-out")) } }
        }
    }
}

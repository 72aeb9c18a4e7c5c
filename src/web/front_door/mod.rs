//! What stands before the console: the first run, signing in and out, and the links that let
//! somebody in.

mod join;
mod language;
pub(super) mod refused;
mod reset;
mod second_step;
mod setup;
mod sign_in;
mod sign_out;
mod trial;
mod trust;
mod view;

use http::header;

use super::{
    answer::{Refusal, Reply, own_path, see_other},
    callers, cookie,
    entrance::Entered,
    request::{Ask, Caller},
    router::{Route, admin, agent, anybody, get, post},
};
use crate::{
    base::secret::Secret,
    db::DbError,
    desk::{
        setting,
        setup::Progress,
        team::{self, Role},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/", anybody(home)),
        get("/sign-in", anybody(sign_in::page)),
        post("/sign-in", anybody(sign_in::try_it)),
        get("/sign-in/code", anybody(second_step::page)),
        post("/sign-in/code", anybody(second_step::take)),
        get("/sign-in/set-up", anybody(second_step::set_up::page)),
        post("/sign-in/set-up", anybody(second_step::set_up::confirm)),
        post("/sign-out", agent(sign_out::go)),
        post("/language", anybody(language::choose)),
        get("/join/{token}", anybody(join::page)),
        post("/join/{token}", anybody(join::accept)),
        get("/reset/{token}", anybody(reset::page)),
        post("/reset/{token}", anybody(reset::set)),
        get("/try/{site}", anybody(trial::page)),
        get("/trust", anybody(trust::page)),
        get("/trust/check", anybody(trust::check)),
        get("/trust/shopbell.crt", anybody(trust::certificate)),
        get("/trust/shopbell.mobileconfig", anybody(trust::profile)),
        get(
            "/.well-known/acme-challenge/{token}",
            anybody(trust::challenge),
        ),
        get("/setup", anybody(setup::page)),
        post("/setup", anybody(setup::you::begin)),
        post("/setup/shop", admin(setup::shop::save)),
        post("/setup/channel", admin(setup::go_on)),
        get("/setup/visit", admin(setup::channel::visit)),
        post("/setup/invitations", admin(setup::team::invite)),
        post("/setup/team", admin(setup::go_on)),
        post("/setup/bell", admin(setup::go_on)),
        get("/setup/done", admin(setup::done)),
    ]
}

/// The house's own address leads to where one is needed.
async fn home(ask: Ask) -> Reply {
    let (is_empty, progress) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            Ok((team::is_empty(reader)?, setting::get::<Progress>(reader)?))
        })
        .await?;
    if is_empty {
        return see_other("/setup");
    }
    match signed_in(&ask).await? {
        Some(caller) if caller.role == Role::Admin && progress != Progress::Done => {
            see_other("/setup")
        }
        Some(_) => see_other("/console"),
        None => see_other("/sign-in"),
    }
}

/// Who asks, if they are signed in.
async fn signed_in(ask: &Ask) -> Result<Option<Caller>, Refusal> {
    match callers::of_team(ask).await {
        Ok(caller) => Ok(Some(caller)),
        Err(refusal) if refusal.status == http::StatusCode::UNAUTHORIZED => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

async fn is_empty_house(ask: &Ask) -> Result<bool, Refusal> {
    Ok(ask.house.db.read::<_, DbError>(team::is_empty).await?)
}

/// Sends somebody on with the session that was opened for them.
fn enter(ask: &Ask, token: &Secret, persistent: bool, to: &str) -> Reply {
    let mut answer = see_other(to)?;
    let cookie = cookie::set_session(token, ask.jar(), persistent);
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(answer)
}

/// Sends somebody on as far as they have come.
fn go_on(ask: &Ask, entered: &Entered, persistent: bool, to: &str) -> Reply {
    let (path, token) = match entered {
        Entered::In(token) => return enter(ask, token, persistent, to),
        Entered::Code(token) => ("/sign-in/code", token),
        Entered::SetUp(token) => ("/sign-in/set-up", token),
    };
    let mut answer = see_other(&second_step::path_to(path, to))?;
    let cookie = cookie::set_half(Some(token), ask.is_secure());
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(answer)
}

//! The first run: five steps from an empty file to an open counter. Only the first is needed.
//!
//! It ends with the last step and is gone after that. Who has not signed in sees the first step
//! alone, and that only with the code that was printed where the house was started.

pub(super) mod bell;
pub(super) mod channel;
pub(super) mod shop;
pub(super) mod team;
mod view;
pub(super) mod you;

use serde::Deserialize;

use super::{is_empty_house, signed_in};
use crate::{
    db::DbError,
    desk::{
        setting,
        setup::{self, Progress},
        team::Role,
    },
    web::{
        answer::{self, Refusal, Reply, see_other},
        request::{AsAdmin, Ask, Caller},
    },
};

#[derive(Deserialize)]
struct Wish {
    step: Option<Progress>,
    #[serde(default)]
    code: String,
}

pub(super) async fn page(ask: Ask) -> Reply {
    let wish: Wish = ask.query()?;
    if is_empty_house(&ask).await? {
        return you::page(&ask, &wish.code);
    }
    let reached: Progress = ask.house.db.read::<_, DbError>(setting::get).await?;
    match signed_in(&ask).await? {
        _ if reached == Progress::Done => see_other("/"),
        None => see_other("/sign-in?next=/setup"),
        Some(caller) if caller.role == Role::Admin => {
            let step = wish.step.map_or(reached, |step| step.min(reached));
            show(&ask, &caller, step, reached).await
        }
        Some(_) => see_other("/console"),
    }
}

async fn show(ask: &Ask, caller: &Caller, step: Progress, reached: Progress) -> Reply {
    answer::page(match step {
        Progress::Shop => shop::view(ask, caller, reached).await?,
        Progress::Channel => channel::view(ask, caller, reached).await?,
        Progress::Team => team::view(ask, caller, reached, team::Outcome::default()).await?,
        Progress::Bell | Progress::Done => bell::view(ask, caller, reached).await?,
    })
}

/// Leaves a step that has nothing to save, or is skipped.
pub(super) async fn go_on(ask: Ask, _admin: AsAdmin) -> Reply {
    let step = match ask.uri.path() {
        "/setup/channel" => Progress::Channel,
        "/setup/team" => Progress::Team,
        _ => Progress::Bell,
    };
    leave(&ask, step).await
}

async fn leave(ask: &Ask, step: Progress) -> Reply {
    ask.house
        .db
        .write::<_, DbError>(move |tx| setup::pass(tx, step))
        .await?;
    match step.next() {
        Progress::Done => see_other("/setup/done"),
        next => see_other(address(next)),
    }
}

/// The counter is open.
pub(super) async fn done(ask: Ask, admin: AsAdmin) -> Reply {
    answer::page(bell::done(&ask, &admin).await?)
}

/// Where a step is shown.
fn address(step: Progress) -> &'static str {
    match step {
        Progress::Shop => "/setup?step=shop",
        Progress::Channel => "/setup?step=channel",
        Progress::Team => "/setup?step=team",
        Progress::Bell | Progress::Done => "/setup?step=bell",
    }
}

/// The house was set up by somebody else meanwhile.
fn too_late() -> Refusal {
    Refusal::conflict("already-set-up")
}

//! Backups: when they are made, where they lie, what came of the last one, and how one is taken away (O7, R58).

mod download;
mod form;
mod key;
mod view;

use std::path::{Path, PathBuf};

use http::StatusCode;

use self::{form::Typed, view::State};
use super::{Room, proven, show, show_with};
use crate::{
    config::{Config, DataFlags, data_folder},
    db::DbError,
    desk::backup,
    ops::{self, ledger, shelf::Shelf, works::Progress},
    web::{
        answer::{self, Refusal, Reply, see_other},
        field::Wrong,
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::Wish,
    },
};

const HERE: &str = "/admin/backups";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        post(HERE, admin(form::save)),
        get("/admin/backups/state", admin(state)),
        post("/admin/backups/now", admin(make)),
        post("/admin/backups/key", admin(key::send)),
        post("/admin/backups/key/given", admin(key::take)),
        post("/admin/backups/{name}/download", admin(download::send)),
    ]
}

/// Which dialog is open.
enum Open {
    Nothing,
    /// To take this backup along.
    Backup(String),
    /// To take the key along.
    Key,
    /// To give the house the key that it misses, with this typed already.
    GiveKey(String),
}

/// Everything that the page shows, read from file and folder.
async fn read(ask: &Ask) -> Result<State, Refusal> {
    let plan = ask.house.db.read::<_, DbError>(backup::plan).await?;
    let (data, schedule) = (ask.house.config.data.clone(), plan.schedule.clone());
    let (progress, now) = (ask.house.works.progress(), ask.house.db.clock().now());
    let is_demo = ask.house.config.demo;
    let drill_by = drill_command(&ask.house.config);
    let key = key::stand(ask).await?;
    // A network drive may take its time.
    let read = tokio::task::spawn_blocking(move || {
        let shelf = Shelf::of(&schedule, &data);
        let is_gone = !schedule.mark.is_empty() && shelf.is_there().is_err();
        State {
            next: plan.schedule.next(&plan.zone, now),
            has_begun: plan.since.is_some(),
            plan,
            listed: shelf.list(),
            folder: shelf.folder().display().to_string(),
            is_gone,
            made: ledger::read(&data),
            failed: ledger::read(&data),
            drill: ledger::read(&data),
            drill_by,
            checked: ledger::read(&data),
            progress,
            is_demo,
            key,
        }
    });
    read.await
        .map_err(|_| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))
}

/// How a drill is asked for in a shell, which knows nothing of how this house was opened.
fn drill_command(config: &Config) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let usual: Option<PathBuf> = data_folder(&DataFlags::default()).ok();
    let mut words = vec!["shopbell restore --drill".to_owned()];
    if usual.as_ref() != Some(&config.data) {
        words.push(format!("--data \"{}\"", whole(&config.data).display()));
    }
    if config.key_file != ops::key::within(&config.data) {
        let key_file = whole(&config.key_file);
        words.push(format!("--key-file \"{}\"", key_file.display()));
    }
    words.join(" ")
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let open = match download::wanted(&ask)? {
        Some(name) => Open::Backup(name),
        None => key::wanted(&ask)?,
    };
    let state = read(&ask).await?;
    let typed = Typed::of(&state.plan.schedule);
    let inside = view::page(
        &admin.agent,
        &state,
        &typed,
        &Wrong::default(),
        &wish,
        &open,
    );
    show(&ask, &admin, Room::Backups, &inside).await
}

/// What changes while a backup is made.
async fn state(ask: Ask, admin: AsAdmin) -> Reply {
    let state = read(&ask).await?;
    answer::page(view::live(admin.lang, &state))
}

async fn make(ask: Ask, admin: AsAdmin) -> Reply {
    if !ask.house.config.demo {
        ask.house.works.ask(admin.origin(&ask));
    }
    see_other(HERE)
}

/// The page as it is when a form was not accepted.
async fn refused(
    ask: &Ask,
    admin: &AsAdmin,
    typed: Option<&Typed>,
    wrong: &Wrong,
    open: Open,
) -> Reply {
    let state = read(ask).await?;
    let stored = Typed::of(&state.plan.schedule);
    let inside = view::page(
        &admin.agent,
        &state,
        typed.unwrap_or(&stored),
        wrong,
        &Wish::default(),
        &open,
    );
    show_with(StatusCode::BAD_REQUEST, ask, admin, Room::Backups, &inside).await
}

/// Whether something is under way.
fn is_busy(progress: Progress) -> bool {
    progress != Progress::Idle
}

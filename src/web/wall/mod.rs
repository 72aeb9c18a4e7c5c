//! The wallboard (L9): the house at a glance, on a screen on the wall. For supervisors, and for whoever has the link
//! that an admin made for such a screen.

mod view;

use crate::{
    base::{id::WallLinkId, secret::Secret},
    db::DbError,
    desk::{
        figures,
        setting::{self, Team},
        wall_link,
    },
    live::{Listener, Owner, Resume, Watcher},
    web::{
        answer::{self, Refusal, Reply, page},
        request::{AsSupervisor, Ask, Via},
        router::{Route, anybody, get, supervisor},
    },
};

use view::Wall;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/wall", supervisor(own)),
        get("/wall/events", supervisor(own_events)),
        get("/wall/link/{token}", anybody(linked)),
        get("/wall/link/{token}/events", anybody(linked_events)),
    ]
}

async fn own(ask: Ask, who: AsSupervisor) -> Reply {
    let theme = who.preferences.theme.clone();
    show(
        &ask,
        Wall {
            lang: who.lang,
            theme,
            path: "/wall".to_owned(),
            is_link: false,
        },
    )
    .await
}

async fn own_events(ask: Ask, who: AsSupervisor) -> Reply {
    let (session, key) = match who.via {
        Via::Session(session) => (Some(session), None),
        Via::Key(key, _) => (None, Some(key)),
    };
    let agent = who.id;
    events(
        &ask,
        Watcher::Agent {
            agent,
            session,
            key,
        },
    )
    .await
}

async fn linked(ask: Ask) -> Reply {
    let (id, is_stale) = link(&ask).await?;
    if is_stale
        && let Err(error) = ask
            .house
            .db
            .write::<_, DbError>(move |tx| wall_link::touch(tx, id))
            .await
    {
        tracing::warn!(%error, "the use of a wallboard could not be written down");
    }
    let token: String = ask.place("token")?;
    let path = format!("/wall/link/{token}");
    show(
        &ask,
        Wall {
            lang: ask.lang(),
            theme: "system".to_owned(),
            path,
            is_link: true,
        },
    )
    .await
}

async fn linked_events(ask: Ask) -> Reply {
    let (id, _) = link(&ask).await?;
    events(&ask, Watcher::Link(id)).await
}

/// The link in the address. One that was taken back is as unknown as one that never was.
async fn link(ask: &Ask) -> Result<(WallLinkId, bool), Refusal> {
    let token: String = ask.place("token")?;
    let token = Secret::new(token).hash();
    ask.house
        .db
        .read::<_, DbError>(move |reader| wall_link::resolve(reader, token))
        .await?
        .ok_or_else(Refusal::not_found)
}

async fn show(ask: &Ask, wall: Wall) -> Reply {
    let (team, board) = ask
        .house
        .db
        .read::<_, DbError>(|reader| {
            let team: Team = setting::get(reader)?;
            Ok((team.name, figures::board(reader)?))
        })
        .await?;
    if ask.is_fragment() {
        return page(view::board(wall.lang, &board));
    }
    page(wall.page(&team, &board))
}

/// What a board is told holds no more than that it shall look again.
async fn events(ask: &Ask, watcher: Watcher) -> Reply {
    let owner = Owner::Wall(watcher);
    let listener = Listener::open(&ask.house.hub, &ask.house.db, owner, Resume::default()).await?;
    answer::stream(listener, None)
}

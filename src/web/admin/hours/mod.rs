//! When the shop is open: hours that queues go by.

mod form;
mod view;

use http::StatusCode;
use maud::Markup;

use self::form::{Faults, Typed};
use super::{Room, show, show_with};
use crate::{
    base::{
        id::{HoursId, QueueId},
        time::Timestamp,
    },
    db::DbError,
    desk::{
        hours::{
            self, Hours,
            edit::{self, HoursError},
        },
        queue::Queue,
        weekly,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::Wish,
    },
};

const HERE: &str = "/admin/hours";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        post(HERE, admin(add)),
        get("/admin/hours/new", admin(new)),
        get("/admin/hours/{id}", admin(one)),
        post("/admin/hours/{id}", admin(save)),
        post("/admin/hours/{id}/retire", admin(retire)),
        post("/admin/hours/{id}/restore", admin(restore)),
    ]
}

/// What the screens show, read in one go.
struct Stock {
    all: Vec<Hours>,
    queues: Vec<(Queue, Option<HoursId>)>,
    now: Timestamp,
}

impl Stock {
    fn find(&self, id: HoursId) -> Option<&Hours> {
        self.all.iter().find(|hours| hours.id == id)
    }

    /// The queues that go by these hours.
    fn users(&self, id: HoursId) -> impl Iterator<Item = &Queue> {
        let uses = move |by: &Option<HoursId>| *by == Some(id);
        let queues = self.queues.iter().filter(move |(_, by)| uses(by));
        queues.map(|(queue, _)| queue)
    }
}

async fn stock(ask: &Ask) -> Result<Stock, DbError> {
    ask.house
        .db
        .read::<_, DbError>(|reader| {
            Ok(Stock {
                all: hours::all(reader)?,
                queues: hours::queues(reader)?,
                now: reader.now,
            })
        })
        .await
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let inside = view::list(admin.lang, &stock, &wish, None);
    show(&ask, &admin, Room::Hours, &inside).await
}

async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let stock = stock(&ask).await?;
    // Queues without hours get the new ones, unless the admin says otherwise.
    let free = stock.queues.iter().filter(|(_, by)| by.is_none());
    let queues: Vec<QueueId> = free.map(|(queue, _)| queue.id).collect();
    let name = match stock.all.is_empty() {
        true => t!(admin.lang, "hours-first-name").into_owned(),
        false => String::new(),
    };
    let typed = Typed::new(name, queues);
    let inside = editor(&admin, &stock, None, &typed, &Faults::default(), "");
    show(&ask, &admin, Room::Hours, &inside).await
}

async fn one(ask: Ask, admin: AsAdmin) -> Reply {
    let id: HoursId = ask.place("id")?;
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let found = stock.find(id).ok_or_else(Refusal::not_found)?;
    let typed = Typed::of(found, stock.users(id).map(|queue| queue.id).collect());
    let none = Faults::default();
    let inside = editor(&admin, &stock, Some(id), &typed, &none, &wish.saved);
    show(&ask, &admin, Room::Hours, &inside).await
}

fn editor(
    admin: &AsAdmin,
    stock: &Stock,
    id: Option<HoursId>,
    typed: &Typed,
    faults: &Faults,
    saved: &str,
) -> Markup {
    view::editor(admin.lang, stock, id, typed, faults, !saved.is_empty())
}

async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed = Typed::from_pairs(ask.form().await?);
    let wanted = match typed.wanted(admin.lang) {
        Ok(wanted) => wanted,
        Err(faults) => return again(&ask, &admin, None, &typed, &faults).await,
    };
    let origin = admin.origin(&ask);
    let added = ask
        .house
        .db
        .write::<_, HoursError>(move |tx| {
            edit::add(tx, &origin, &wanted)?;
            Ok(weekly::follow_clock(tx)?)
        })
        .await;
    match added {
        Ok(()) => see_other(&format!("{HERE}?saved=hours")),
        Err(error) => refused(&ask, &admin, None, typed, error).await,
    }
}

async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: HoursId = ask.place("id")?;
    let typed = Typed::from_pairs(ask.form().await?);
    let wanted = match typed.wanted(admin.lang) {
        Ok(wanted) => wanted,
        Err(faults) => return again(&ask, &admin, Some(id), &typed, &faults).await,
    };
    let (origin, seen) = (admin.origin(&ask), typed.revision);
    let saved = ask
        .house
        .db
        .write::<_, HoursError>(move |tx| {
            edit::change(tx, &origin, id, seen, &wanted)?;
            Ok(weekly::follow_clock(tx)?)
        })
        .await;
    match saved {
        Ok(()) => see_other(&format!("{HERE}/{id}?saved=hours")),
        Err(error) => refused(&ask, &admin, Some(id), typed, error).await,
    }
}

/// The form as it was sent, with what was wrong with it.
async fn again(
    ask: &Ask,
    admin: &AsAdmin,
    id: Option<HoursId>,
    typed: &Typed,
    faults: &Faults,
) -> Reply {
    let stock = stock(ask).await?;
    if id.is_some_and(|id| stock.find(id).is_none()) {
        return Err(Refusal::not_found());
    }
    let inside = editor(admin, &stock, id, typed, faults, "");
    let status = match faults.is_conflict {
        true => StatusCode::CONFLICT,
        false => StatusCode::BAD_REQUEST,
    };
    show_with(status, ask, admin, Room::Hours, &inside).await
}

async fn refused(
    ask: &Ask,
    admin: &AsAdmin,
    id: Option<HoursId>,
    mut typed: Typed,
    error: HoursError,
) -> Reply {
    if let HoursError::Conflict(now) = error {
        // Whoever saves again has seen this.
        typed.revision = now;
    }
    let faults = Faults::of(admin.lang, error)?;
    again(ask, admin, id, &typed, &faults).await
}

async fn retire(ask: Ask, admin: AsAdmin) -> Reply {
    let id: HoursId = ask.place("id")?;
    let origin = admin.origin(&ask);
    let retired = ask
        .house
        .db
        .write::<_, HoursError>(move |tx| {
            edit::retire(tx, &origin, id)?;
            Ok(weekly::follow_clock(tx)?)
        })
        .await;
    match retired {
        Ok(()) => see_other(&format!("{HERE}?saved=hours")),
        Err(HoursError::InUse(queues)) => {
            let why = t!(admin.lang, "hours-in-use", queues = &queues.join(", "));
            let stock = stock(&ask).await?;
            let inside = view::list(admin.lang, &stock, &Wish::default(), Some(&why));
            show_with(StatusCode::CONFLICT, &ask, &admin, Room::Hours, &inside).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn restore(ask: Ask, admin: AsAdmin) -> Reply {
    let id: HoursId = ask.place("id")?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, HoursError>(move |tx| {
            edit::restore(tx, &origin, id)?;
            Ok(weekly::follow_clock(tx)?)
        })
        .await?;
    see_other(&format!("{HERE}?saved=hours"))
}

impl From<HoursError> for Refusal {
    /// Whatever is not told beside a field.
    fn from(error: HoursError) -> Self {
        match error {
            HoursError::NotFound => Self::not_found(),
            HoursError::Db(error) => error.into(),
            HoursError::Conflict(_) | HoursError::NameTaken | HoursError::InUse(_) => {
                Self::new(StatusCode::CONFLICT, "changed-meanwhile")
            }
            HoursError::NoName
            | HoursError::UnknownZone(_)
            | HoursError::Overlap(_)
            | HoursError::RunsIntoNext(_)
            | HoursError::TooManySpans
            | HoursError::ExceptionOverlap(_)
            | HoursError::TooManyExceptions => Self::bad("bad-request"),
        }
    }
}

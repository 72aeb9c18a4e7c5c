//! What customers are told at once when a chat begins.

mod view;

use http::StatusCode;
use serde::Deserialize;

use super::{Room, show, show_with};
use crate::{
    base::{
        id::{ChannelId, QueueId},
        lang::Lang,
    },
    db::DbError,
    desk::{
        channel,
        content::language::own_name,
        greeting::{
            self, Greetings, Kind, Place, Text,
            edit::{self, GreetingError, LONGEST, Wanted},
            words::Fault,
        },
        queue,
        setting::{self, Team},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::Wish,
    },
};

const HERE: &str = "/admin/greetings";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        post(HERE, admin(save)),
        post("/admin/greetings/switch", admin(switch)),
        post("/admin/greetings/shipped", admin(use_shipped)),
        post("/admin/greetings/remove", admin(remove)),
    ]
}

/// What the screen shows, read in one go.
struct Stock {
    texts: Vec<Text>,
    is_on: bool,
    shop: String,
    channels: Vec<(ChannelId, String)>,
    queues: Vec<(QueueId, String)>,
}

impl Stock {
    /// What a place is called; `None` when there is none such.
    fn name_of(&self, lang: Lang, place: Place) -> Option<String> {
        let channel = match place.channel {
            Some(id) => Some(&self.channels.iter().find(|(known, _)| *known == id)?.1),
            None => None,
        };
        let queue = match place.queue {
            Some(id) => Some(&self.queues.iter().find(|(known, _)| *known == id)?.1),
            None => None,
        };
        Some(match (channel, queue) {
            (None, None) => t!(lang, "greeting-everywhere").into_owned(),
            (Some(name), None) | (None, Some(name)) => name.clone(),
            (Some(channel), Some(queue)) => format!("{channel} · {queue}"),
        })
    }

    /// Everywhere, and the places that have texts of their own.
    fn places(&self) -> Vec<Place> {
        let mut places = vec![Place::default()];
        for text in &self.texts {
            if !places.contains(&text.place) {
                places.push(text.place);
            }
        }
        places
    }
}

async fn stock(ask: &Ask) -> Result<Stock, DbError> {
    ask.house
        .db
        .read::<_, DbError>(|reader| {
            let channels = channel::all(reader)?.into_iter();
            let queues = queue::all(reader)?.into_iter();
            Ok(Stock {
                texts: greeting::all(reader)?,
                is_on: setting::get::<Greetings>(reader)?.is_on,
                shop: setting::get::<Team>(reader)?.name,
                channels: channels.map(|one| (one.id, one.name)).collect(),
                queues: queues.map(|one| (one.id, one.name)).collect(),
            })
        })
        .await
}

/// A place as addresses and forms name it: nothing, or an id.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Named {
    channel: String,
    queue: String,
}

impl Named {
    fn place(&self) -> Result<Place, Refusal> {
        Ok(Place {
            channel: read(&self.channel)?,
            queue: read(&self.queue)?,
        })
    }
}

fn read<I: std::str::FromStr>(text: &str) -> Result<Option<I>, Refusal> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::not_found()),
    }
}

/// The address of a place's texts.
fn path(place: Place, saved: &str) -> String {
    let mut parts = Vec::new();
    parts.extend(place.channel.map(|id| format!("channel={id}")));
    parts.extend(place.queue.map(|id| format!("queue={id}")));
    if !saved.is_empty() {
        parts.push(format!("saved={saved}"));
    }
    match parts.is_empty() {
        true => HERE.to_owned(),
        false => format!("{HERE}?{}", parts.join("&")),
    }
}

/// The texts of one place as they stand in the form, and what was wrong with one of them.
#[derive(Debug, Default)]
struct Typed {
    place: Place,
    texts: Vec<Wanted>,
    fault: Option<(Kind, String, String)>,
}

impl Typed {
    fn of(stock: &Stock, place: Place) -> Self {
        let texts = stock.texts.iter().filter(|text| text.place == place);
        Self {
            place,
            texts: texts
                .map(|text| Wanted {
                    kind: text.kind,
                    language: text.language.clone(),
                    text: text.text.clone(),
                })
                .collect(),
            fault: None,
        }
    }

    fn text(&self, kind: Kind, language: &str) -> &str {
        let is_it = |one: &&Wanted| one.kind == kind && one.language == language;
        self.texts.iter().find(is_it).map_or("", |one| &one.text)
    }

    fn fault(&self, kind: Kind, language: &str) -> Option<&str> {
        let fault = self.fault.as_ref()?;
        (fault.0 == kind && fault.1 == language).then_some(fault.2.as_str())
    }
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let place = ask.query::<Named>()?.place()?;
    let stock = stock(&ask).await?;
    if stock.name_of(admin.lang, place).is_none() {
        return Err(Refusal::not_found());
    }
    let typed = Typed::of(&stock, place);
    let inside = view::screen(admin.lang, &stock, &typed, !wish.saved.is_empty());
    show(&ask, &admin, Room::Greetings, &inside).await
}

async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let pairs: Vec<(String, String)> = ask.form().await?;
    let mut named = Named::default();
    let mut texts = Vec::new();
    for (name, value) in pairs {
        match name.split_once('-') {
            None if name == "channel" => named.channel = value,
            None if name == "queue" => named.queue = value,
            Some((kind, code)) => {
                let known = Lang::ALL.iter().find(|lang| lang.code() == code);
                if let (Some(kind), Some(lang)) = (Kind::from_word(kind), known) {
                    texts.push(Wanted {
                        kind,
                        language: lang.code().to_owned(),
                        text: value,
                    });
                }
            }
            None => {}
        }
    }
    let place = named.place()?;
    let (origin, wanted) = (admin.origin(&ask), texts.clone());
    let saved = ask
        .house
        .db
        .write(move |tx| edit::put(tx, &origin, place, &wanted))
        .await;
    let fault = match saved {
        Ok(()) => return see_other(&path(place, "greeting")),
        Err(error) => fault(admin.lang, error)?,
    };
    let typed = Typed {
        place,
        texts,
        fault: Some(fault),
    };
    let stock = stock(&ask).await?;
    let inside = view::screen(admin.lang, &stock, &typed, false);
    show_with(
        StatusCode::BAD_REQUEST,
        &ask,
        &admin,
        Room::Greetings,
        &inside,
    )
    .await
}

/// What was wrong with which text.
fn fault(lang: Lang, error: GreetingError) -> Result<(Kind, String, String), Refusal> {
    let (kind, language, why) = match error {
        GreetingError::TooLong(kind, language, length) => {
            let name = own_name(&language);
            let why = t!(
                lang,
                "greeting-too-long",
                language = name,
                length = length,
                most = LONGEST
            );
            (kind, language, why)
        }
        GreetingError::Faulty(kind, language, Fault::Unknown(whole)) => {
            (kind, language, t!(lang, "greeting-unknown", name = &whole))
        }
        GreetingError::Faulty(kind, language, Fault::Unsure(whole)) => {
            let inside = whole.trim_matches(['{', '}', '|']);
            let example = format!("{{{inside}|…}}");
            let why = t!(lang, "greeting-unsure", name = &whole, example = &example);
            (kind, language, why)
        }
        other @ (GreetingError::NoPlace | GreetingError::Db(_)) => return Err(other.into()),
    };
    Ok((kind, language, why.into_owned()))
}

#[derive(Deserialize)]
struct Switch {
    #[serde(default)]
    on: String,
}

async fn switch(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Switch { on } = ask.form().await?;
    let (origin, is_on) = (admin.origin(&ask), on == "1");
    ask.house
        .db
        .write::<_, DbError>(move |tx| edit::switch(tx, &origin, is_on))
        .await?;
    see_other(&path(Place::default(), "switch"))
}

async fn use_shipped(ask: Ask, admin: AsAdmin) -> Reply {
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write(move |tx| edit::use_shipped(tx, &origin))
        .await?;
    see_other(&path(Place::default(), "shipped"))
}

async fn remove(mut ask: Ask, admin: AsAdmin) -> Reply {
    let place = ask.form::<Named>().await?.place()?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write(move |tx| edit::remove(tx, &origin, place))
        .await?;
    see_other(&path(Place::default(), "greeting"))
}

impl From<GreetingError> for Refusal {
    /// Whatever is not told beside a field.
    fn from(error: GreetingError) -> Self {
        match error {
            GreetingError::NoPlace => Self::not_found(),
            GreetingError::Db(error) => error.into(),
            GreetingError::TooLong(..) | GreetingError::Faulty(..) => Self::bad("bad-request"),
        }
    }
}

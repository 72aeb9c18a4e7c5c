//! Writing one card: its name, where it stands, and in every language its words, link and picture.

use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        Room, problems,
        shelves::{Place, Refused},
        show, show_with,
    },
    Here, Stock, stock, view,
};
use crate::{
    base::id::{CardId, FolderId},
    desk::{
        card_kind::CardKind,
        content::{
            card::{self, Card, CardError, Draft, Text},
            language::own_name,
            quick_reply::split_tags,
        },
    },
    t,
    web::{
        answer::{Answer, Refusal, Reply, see_other},
        field::Wrong,
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// What stands in the form. A language is a place in each of the lists.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) folder: Option<FolderId>,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) tags: String,
    pub(super) revision: i64,
    language: Vec<String>,
    title: Vec<String>,
    teaser: Vec<String>,
    link: Vec<String>,
    picture: Vec<String>,
}

impl Typed {
    fn of(card: &Card) -> Self {
        let each = |part: fn(&Text) -> &str| {
            card.texts
                .iter()
                .map(|text| part(text).to_owned())
                .collect()
        };
        Self {
            folder: Some(card.folder),
            kind: card.kind.word().to_owned(),
            name: card.name.clone(),
            tags: card.tags.join(", "),
            revision: card.revision,
            language: each(|text| &text.language),
            title: each(|text| &text.title),
            teaser: each(|text| &text.teaser),
            link: each(|text| &text.link),
            picture: each(|text| text.picture.as_deref().unwrap_or_default()),
        }
    }

    fn draft(&self) -> Draft {
        Draft {
            folder: self.folder.unwrap_or(FolderId(0)),
            kind: self.kind(),
            name: self.name.clone(),
            tags: split_tags(&self.tags),
            texts: self.texts(),
        }
    }

    pub(super) fn kind(&self) -> CardKind {
        CardKind::from_word(&self.kind).unwrap_or(CardKind::Link)
    }

    pub(super) fn texts(&self) -> Vec<Text> {
        let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
        let all = self.language.iter().enumerate();
        all.map(|(place, language)| Text {
            language: language.clone(),
            title: at(&self.title, place),
            teaser: at(&self.teaser, place),
            link: at(&self.link, place),
            picture: Some(at(&self.picture, place)).filter(|id| !id.is_empty()),
        })
        .collect()
    }
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let id: CardId = ask.place("id")?;
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let card = find(&stock, id).ok_or_else(Refusal::not_found)?;
    let typed = Typed::of(card);
    let here = Here {
        folder: Some(card.folder),
        card: Some(id),
        is_writing: true,
    };
    let side = view::editor(admin.lang, &stock, here, &typed, &Wrong::default(), &wish);
    let inside = view::screen(admin.lang, &stock, here, &Refused::default(), &wish, &side);
    show(&ask, &admin, Room::Cards, &inside).await
}

fn find(stock: &Stock, id: CardId) -> Option<&Card> {
    let mut all = stock.catalogue.iter().flat_map(|(_, cards)| cards);
    all.find(|card| card.id == id)
}

#[derive(Deserialize)]
struct For {
    folder: Option<FolderId>,
}

pub(super) async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let For { folder } = ask.query()?;
    let typed = Typed {
        folder,
        ..Typed::default()
    };
    let (status, wrong) = (StatusCode::OK, Wrong::default());
    again(&ask, &admin, None, &typed, status, &wrong).await
}

/// The form as it was sent, with what was wrong with it.
async fn again(
    ask: &Ask,
    admin: &AsAdmin,
    card: Option<CardId>,
    typed: &Typed,
    status: StatusCode,
    wrong: &Wrong,
) -> Result<Answer, Refusal> {
    let stock = stock(ask).await?;
    let here = Here {
        folder: typed.folder,
        card,
        is_writing: true,
    };
    let wish = Wish::default();
    let side = view::editor(admin.lang, &stock, here, typed, wrong, &wish);
    let inside = view::screen(admin.lang, &stock, here, &Refused::default(), &wish, &side);
    show_with(status, ask, admin, Room::Cards, &inside).await
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let (origin, draft) = (admin.origin(&ask), typed.draft());
    let added = ask
        .house
        .db
        .write(move |tx| card::add(tx, &origin, &draft))
        .await;
    match added {
        Ok(id) => see_other(&format!("/admin/cards/{id}?saved=card")),
        Err(error) => refused(&ask, &admin, None, typed, error).await,
    }
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: CardId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let (origin, draft, seen) = (admin.origin(&ask), typed.draft(), typed.revision);
    let saved = ask
        .house
        .db
        .write(move |tx| card::change(tx, &origin, id, seen, &draft))
        .await;
    match saved {
        Ok(()) => see_other(&format!("/admin/cards/{id}?saved=card")),
        Err(error) => refused(&ask, &admin, Some(id), typed, error).await,
    }
}

async fn refused(
    ask: &Ask,
    admin: &AsAdmin,
    mut id: Option<CardId>,
    mut typed: Typed,
    error: CardError,
) -> Reply {
    let lang = admin.lang;
    let mut status = StatusCode::BAD_REQUEST;
    let wrong = match error {
        CardError::NoName => Wrong::at("name", t!(lang, "choice-name-needed")),
        CardError::NameTaken => {
            status = StatusCode::CONFLICT;
            Wrong::at("name", t!(lang, "card-name-taken"))
        }
        CardError::NoFolder => Wrong::at("folder", t!(lang, "card-folder-needed")),
        CardError::NoText => Wrong::at("text", t!(lang, "card-text-needed")),
        CardError::NoTitle(code) => Wrong::at(
            "text",
            t!(lang, "card-title-needed", language = own_name(&code)),
        ),
        CardError::BadLink(code, why) => Wrong::at(
            "text",
            t!(
                lang,
                "card-link-bad",
                language = own_name(&code),
                why = &problems::link(lang, why)
            ),
        ),
        CardError::UnknownPicture => Wrong::at("text", t!(lang, "card-picture-gone")),
        CardError::BadLanguage(code) if code.is_empty() => {
            Wrong::at("language", t!(lang, "reply-language-needed"))
        }
        CardError::BadLanguage(code) => {
            Wrong::at("language", t!(lang, "reply-language-bad", code = &code))
        }
        CardError::Twice(code) => Wrong::at(
            "language",
            t!(lang, "reply-language-twice", language = own_name(&code)),
        ),
        CardError::NotFound if id.is_some() => {
            // It begins anew with what was typed.
            id = None;
            typed.revision = 0;
            status = StatusCode::CONFLICT;
            Wrong::at("conflict", t!(lang, "content-deleted-meanwhile"))
        }
        CardError::Conflict(now) => {
            // Whoever saves again has seen this.
            typed.revision = now;
            status = StatusCode::CONFLICT;
            Wrong::at("conflict", t!(lang, "card-changed-meanwhile"))
        }
        other @ (CardError::NotFound | CardError::NotCarried | CardError::Db(_)) => {
            return Err(other.into());
        }
    };
    again(ask, admin, id, &typed, status, &wrong).await
}

pub(super) async fn move_to(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: CardId = ask.place("id")?;
    let place: Place = ask.form().await?;
    let to = place.place;
    let folder = ask
        .house
        .db
        .write::<_, CardError>(move |tx| {
            card::move_to(tx, id, to)?;
            let card = card::by_id(tx, id)?.ok_or(CardError::NotFound)?;
            Ok(card.folder)
        })
        .await?;
    see_other(&format!("/admin/folders/{folder}?{}", place.focus(id.0)))
}

pub(super) async fn delete(ask: Ask, admin: AsAdmin) -> Reply {
    let id: CardId = ask.place("id")?;
    let origin = admin.origin(&ask);
    let folder = ask
        .house
        .db
        .write::<_, CardError>(move |tx| {
            let card = card::by_id(tx, id)?.ok_or(CardError::NotFound)?;
            card::delete(tx, &origin, id)?;
            Ok(card.folder)
        })
        .await?;
    see_other(&format!("/admin/folders/{folder}?saved=card"))
}

//! Cards that the team has ready: a picture, a title, a few words and a link, in several languages.

use std::collections::BTreeSet;

use super::{
    changed,
    language::{self, ContentLanguage, Match},
    link::{self, LinkError},
    quick_reply::{Outcome, split_tags},
    shelf::{self, Folder},
};
use crate::{
    base::{
        id::{AgentId, CardId, FolderId},
        text,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        attachment::{
            self, Attachment, AttachmentKind, Uploader,
            card::Face,
            digest::Digest,
            read,
            store::{self, NewFile, StoreError},
        },
        audit::{self, Origin},
        card_kind::CardKind,
        conversation::Conversation,
    },
};

/// Most characters of a card's name and of its title.
pub const LONGEST_NAME: usize = 80;
/// Most characters of its teaser.
pub const LONGEST_TEASER: usize = 300;
/// Most characters of all its tags.
pub const LONGEST_TAGS: usize = 200;

/// A card in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Code of the language.
    pub language: String,
    /// First line.
    pub title: String,
    /// A few words; may be empty.
    pub teaser: String,
    /// An address of the web, or a page of a Mini-Program.
    pub link: String,
    /// An uploaded picture; `None`: another language's is taken, else a plain one.
    pub picture: Option<String>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// Where it is found.
    pub folder: FolderId,
    /// The sort.
    pub kind: CardKind,
    /// Its name, for the team alone.
    pub name: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Rises with each edit.
    pub revision: i64,
    /// At least one, in the order of their codes.
    pub texts: Vec<Text>,
}

impl Card {
    /// Its text for somebody who wants this language, with why that one was taken.
    #[must_use]
    pub fn text_for(&self, wanted: &str, default: &str) -> Option<(&Text, Match)> {
        let there: Vec<&str> = self.texts.iter().map(|text| &*text.language).collect();
        let (code, why) = language::pick(&there, wanted, default)?;
        let text = self.texts.iter().find(|text| text.language == code)?;
        Some((text, why))
    }

    /// The picture that goes with a text: its own, else the first there is.
    #[must_use]
    pub fn picture_of<'a>(&'a self, text: &'a Text) -> Option<&'a str> {
        let others = self.texts.iter().filter_map(|text| text.picture.as_deref());
        text.picture.as_deref().or_else(|| others.clone().next())
    }
}

/// All folders with their cards, in the team's order.
pub type Catalogue = Vec<(Folder, Vec<Card>)>;

const COLUMNS: &str = "id, card_folder_id, kind, name, tags, revision";

fn from_row(row: &crate::db::Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        id: row.get(0)?,
        folder: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        tags: split_tags(&row.get::<_, String>(4)?),
        revision: row.get(5)?,
        texts: Vec::new(),
    })
}

const TEXT_COLUMNS: &str = "card_id, language, title, teaser, link, picture_id";

fn text_from_row(row: &crate::db::Row<'_>) -> rusqlite::Result<(CardId, Text)> {
    let text = Text {
        language: row.get(1)?,
        title: row.get(2)?,
        teaser: row.get(3)?,
        link: row.get(4)?,
        picture: row.get(5)?,
    };
    Ok((row.get(0)?, text))
}

/// Everything there is.
pub fn catalogue(reader: &Reader<'_>) -> Result<Catalogue, DbError> {
    let sql = format!("select {COLUMNS} from card order by position, id");
    let mut cards = reader.list(&sql, [], from_row)?;
    let sql = format!("select {TEXT_COLUMNS} from card_text order by card_id, language");
    let texts = reader.list(&sql, [], text_from_row)?;
    for card in &mut cards {
        let from = texts.partition_point(|(id, _)| *id < card.id);
        let own = texts[from..].iter().take_while(|(id, _)| *id == card.id);
        card.texts = own.map(|(_, text)| text.clone()).collect();
    }
    let mut catalogue: Catalogue = shelf::all(reader)?
        .into_iter()
        .map(|folder| (folder, Vec::new()))
        .collect();
    for card in cards {
        let place = catalogue
            .iter_mut()
            .find(|(folder, _)| folder.id == card.folder);
        if let Some((_, list)) = place {
            list.push(card);
        }
    }
    Ok(catalogue)
}

/// The card with this id.
pub fn by_id(reader: &Reader<'_>, id: CardId) -> Result<Option<Card>, DbError> {
    let sql = format!("select {COLUMNS} from card where id = ?1");
    let Some(mut card) = reader.find(&sql, [id], from_row)? else {
        return Ok(None);
    };
    let sql = format!("select {TEXT_COLUMNS} from card_text where card_id = ?1 order by language");
    let texts = reader.list(&sql, [id], text_from_row)?;
    card.texts = texts.into_iter().map(|(_, text)| text).collect();
    Ok(Some(card))
}

/// What somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where it is found.
    pub folder: FolderId,
    /// The sort.
    pub kind: CardKind,
    /// Its name.
    pub name: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Languages without any words are left out.
    pub texts: Vec<Text>,
}

/// Why a card stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// It needs a name.
    #[error("a name is needed")]
    NoName,
    /// Its folder has a card of this name.
    #[error("the folder has a card of this name")]
    NameTaken,
    /// There is no such folder.
    #[error("there is no such folder")]
    NoFolder,
    /// It says nothing in any language.
    #[error("it says nothing")]
    NoText,
    /// This language has no title.
    #[error("there is no title in {0}")]
    NoTitle(String),
    /// A picture is not there, or somebody else's.
    #[error("the picture is not there any more")]
    UnknownPicture,
    /// The link in this language cannot be followed.
    #[error("the link in {0}: {1}")]
    BadLink(String, LinkError),
    /// Not the code of a language.
    #[error("{0:?} is not the code of a language")]
    BadLanguage(String),
    /// A language stands there twice.
    #[error("{0} stands there twice")]
    Twice(String),
    /// A colleague changed it since; this is its revision now.
    #[error("a colleague has just changed this card")]
    Conflict(i64),
    /// There is no such card.
    #[error("there is no such card")]
    NotFound,
    /// Messages on this channel cannot carry it.
    #[error("this channel does not carry such cards")]
    NotCarried,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Draft {
    /// The draft as it can be kept. Whether its pictures are there is for the act to see.
    pub fn checked(&self) -> Result<Self, CardError> {
        let name = text::clean_line(&self.name, LONGEST_NAME);
        if name.is_empty() {
            return Err(CardError::NoName);
        }
        let mut texts: Vec<Text> = Vec::new();
        for draft in &self.texts {
            let text = Text {
                language: String::new(),
                title: text::clean_line(&draft.title, LONGEST_NAME),
                teaser: text::clean_line(&draft.teaser, LONGEST_TEASER),
                link: draft.link.trim().to_owned(),
                picture: draft.picture.clone().filter(|id| !id.is_empty()),
            };
            if text == Text::default() {
                continue;
            }
            let code = language::code(&draft.language)
                .ok_or_else(|| CardError::BadLanguage(draft.language.clone()))?;
            if texts.iter().any(|known| known.language == code) {
                return Err(CardError::Twice(code));
            }
            if text.title.is_empty() {
                return Err(CardError::NoTitle(code));
            }
            let link = match self.kind {
                CardKind::Link => link::checked(&text.link),
                CardKind::MiniProgram => page(&text.link),
            }
            .map_err(|why| CardError::BadLink(code.clone(), why))?;
            texts.push(Text {
                language: code,
                link,
                ..text
            });
        }
        if texts.is_empty() {
            return Err(CardError::NoText);
        }
        texts.sort_by(|a, b| a.language.cmp(&b.language));
        Ok(Self {
            folder: self.folder,
            kind: self.kind,
            name,
            tags: split_tags(&text::clean_line(&self.tags.join(", "), LONGEST_TAGS)),
            texts,
        })
    }

    fn is(&self, card: &Card) -> bool {
        card.folder == self.folder
            && card.kind == self.kind
            && card.name == self.name
            && card.tags == self.tags
            && card.texts == self.texts
    }
}

/// A page of a Mini-Program: a path within it.
fn page(path: &str) -> Result<String, LinkError> {
    let path = path.trim();
    let length = path.chars().count();
    if path.is_empty() {
        Err(LinkError::Missing)
    } else if length > link::LONGEST {
        Err(LinkError::TooLong(length))
    } else if path.contains("://") || path.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Err(LinkError::NotWeb)
    } else {
        Ok(path.to_owned())
    }
}

/// Adds a card at the end of its folder.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, draft: &Draft) -> Result<CardId, CardError> {
    let draft = draft.checked()?;
    let id = insert(tx, origin.agent, &draft)?;
    audit::log(tx, origin, "card_added", &draft.name)?;
    changed(tx, "cards")?;
    Ok(id)
}

/// Changes a card whose revision the editor saw as `seen`.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: CardId,
    seen: i64,
    draft: &Draft,
) -> Result<(), CardError> {
    let draft = draft.checked()?;
    let card = by_id(tx, id)?.ok_or(CardError::NotFound)?;
    if draft.is(&card) {
        return Ok(());
    }
    if card.revision != seen {
        return Err(CardError::Conflict(card.revision));
    }
    write(tx, origin.agent, &card, &draft)?;
    audit::log(tx, origin, "card_changed", &draft.name)?;
    Ok(changed(tx, "cards")?)
}

/// Writes a card over the one of its name in its folder, or adds it: what an import does, which logs
/// and tells of itself once. A text without a picture, or with one that is not there, keeps the one it
/// has.
pub(super) fn put(
    tx: &mut Tx<'_>,
    agent: Option<AgentId>,
    draft: &Draft,
) -> Result<(CardId, Outcome), CardError> {
    let mut draft = draft.checked()?;
    for text in &mut draft.texts {
        if let Some(picture) = &text.picture
            && !attachment::card::keep(tx, agent, picture)?
        {
            text.picture = None;
        }
    }
    let Some(id) = shelf::item_by_name(tx, draft.folder, &draft.name)? else {
        return Ok((insert(tx, agent, &draft)?, Outcome::Added));
    };
    let card = by_id(tx, id)?.ok_or(CardError::NotFound)?;
    for text in draft.texts.iter_mut().filter(|text| text.picture.is_none()) {
        let had = card.texts.iter().find(|had| had.language == text.language);
        text.picture = had.and_then(|had| had.picture.clone());
    }
    if draft.is(&card) {
        return Ok((id, Outcome::Same));
    }
    write(tx, agent, &card, &draft)?;
    Ok((id, Outcome::Changed))
}

fn insert(tx: &mut Tx<'_>, agent: Option<AgentId>, draft: &Draft) -> Result<CardId, CardError> {
    check_place(tx, draft, None)?;
    tx.execute(
        "insert into card (card_folder_id, kind, name, tags, position)
         values (:folder, :kind, :name, :tags,
           (select coalesce(max(position), 0) + 1 from card where card_folder_id = :folder))",
        named_params! {
            ":folder": draft.folder, ":kind": draft.kind, ":name": draft.name,
            ":tags": draft.tags.join(", "),
        },
    )?;
    let id = CardId(tx.last_insert_id());
    write_texts(tx, agent, id, &draft.texts)?;
    Ok(id)
}

fn write(
    tx: &mut Tx<'_>,
    agent: Option<AgentId>,
    card: &Card,
    draft: &Draft,
) -> Result<(), CardError> {
    check_place(tx, draft, Some(card.id))?;
    tx.execute(
        "update card set card_folder_id = :folder, kind = :kind, name = :name, tags = :tags,
           revision = revision + 1 where id = :id",
        named_params! {
            ":folder": draft.folder, ":kind": draft.kind, ":name": draft.name,
            ":tags": draft.tags.join(", "), ":id": card.id,
        },
    )?;
    if draft.folder != card.folder {
        tx.execute(
            "update card set position = (select coalesce(max(position), 0) + 1
               from card where card_folder_id = ?2) where id = ?1",
            (card.id, draft.folder),
        )?;
    }
    tx.execute("delete from card_text where card_id = ?1", [card.id])?;
    write_texts(tx, agent, card.id, &draft.texts)?;
    Ok(let_go(tx, &card.texts)?)
}

/// Writes a card's words and keeps its pictures.
fn write_texts(
    tx: &mut Tx<'_>,
    agent: Option<AgentId>,
    id: CardId,
    texts: &[Text],
) -> Result<(), CardError> {
    for text in texts {
        if let Some(picture) = &text.picture
            && !attachment::card::keep(tx, agent, picture)?
        {
            return Err(CardError::UnknownPicture);
        }
        tx.execute(
            "insert into card_text (card_id, language, title, teaser, link, picture_id)
             values (:card, :language, :title, :teaser, :link, :picture)",
            named_params! {
                ":card": id, ":language": text.language, ":title": text.title,
                ":teaser": text.teaser, ":link": text.link, ":picture": text.picture,
            },
        )?;
    }
    Ok(())
}

/// Pictures of former texts that no card shows any more.
fn let_go(tx: &mut Tx<'_>, former: &[Text]) -> Result<(), DbError> {
    let pictures: BTreeSet<&String> = former
        .iter()
        .filter_map(|text| text.picture.as_ref())
        .collect();
    for picture in pictures {
        if !tx.exists("select 1 from card_text where picture_id = ?1", [picture])? {
            attachment::card::let_go(tx, picture)?;
        }
    }
    Ok(())
}

fn check_place(reader: &Reader<'_>, draft: &Draft, own: Option<CardId>) -> Result<(), CardError> {
    if !reader.exists("select 1 from card_folder where id = ?1", [draft.folder])? {
        return Err(CardError::NoFolder);
    }
    match shelf::item_by_name(reader, draft.folder, &draft.name)? {
        Some(other) if Some(other) != own => Err(CardError::NameTaken),
        _ => Ok(()),
    }
}

/// Puts a card at another place in its folder, counted from 0; beyond the end is the end.
pub fn move_to(tx: &mut Tx<'_>, id: CardId, place: usize) -> Result<(), CardError> {
    let folder = by_id(tx, id)?.ok_or(CardError::NotFound)?.folder;
    Ok(shelf::move_item(tx, folder, id, place)?)
}

/// Removes a card. What was sent stays.
pub fn delete(tx: &mut Tx<'_>, origin: &Origin, id: CardId) -> Result<(), CardError> {
    let card = by_id(tx, id)?.ok_or(CardError::NotFound)?;
    remove(tx, &card)?;
    audit::log(tx, origin, "card_deleted", &card.name)?;
    Ok(changed(tx, "cards")?)
}

fn remove(tx: &mut Tx<'_>, card: &Card) -> Result<(), DbError> {
    tx.execute("delete from card_text where card_id = ?1", [card.id])?;
    tx.execute("delete from card where id = ?1", [card.id])?;
    let_go(tx, &card.texts)
}

/// Removes all cards of a folder.
pub(super) fn clear(tx: &mut Tx<'_>, folder: FolderId) -> Result<(), DbError> {
    let ids: Vec<CardId> = tx.list(
        "select id from card where card_folder_id = ?1",
        [folder],
        |row| row.get(0),
    )?;
    for id in ids {
        if let Some(card) = by_id(tx, id)? {
            remove(tx, &card)?;
        }
    }
    Ok(())
}

/// Makes the card that goes along with a message in this conversation: in the customer's language, as
/// far as there is one. Answers it with why that language was taken.
pub fn prepare(
    tx: &mut Tx<'_>,
    agent: AgentId,
    conversation: &Conversation,
    wanted: &ContentLanguage,
    default: &str,
    id: CardId,
) -> Result<(Attachment, Match), CardError> {
    let card = by_id(tx, id)?.ok_or(CardError::NotFound)?;
    if !conversation
        .channel_kind
        .carries()
        .cards
        .contains(&card.kind)
    {
        return Err(CardError::NotCarried);
    }
    let (text, why) = card
        .text_for(&wanted.code, default)
        .ok_or(CardError::NoText)?;
    let picture = match card.picture_of(text) {
        Some(picture) => attachment::by_id(tx, picture)?.ok_or(CardError::UnknownPicture)?,
        None => plain_picture(tx, agent)?,
    };
    let face = Face {
        kind: card.kind,
        language: text.language.clone(),
        title: text.title.clone(),
        teaser: text.teaser.clone(),
        link: text.link.clone(),
    };
    Ok((attachment::card::make(tx, agent, &picture, &face)?, why))
}

/// The name of the picture that cards without one of their own have.
const PLAIN: &str = "card.png";

/// That picture.
const PLAIN_BYTES: &[u8] = include_bytes!("../../../assets/icons/app-192.png");

/// The same, stored when it is first needed. It is known by what it shows: the team may call its own pictures what it likes.
fn plain_picture(tx: &mut Tx<'_>, agent: AgentId) -> Result<Attachment, CardError> {
    let known: Option<String> = tx.find(
        "select attachment.id from content join attachment on attachment.content_id = content.id
         where content.sha256 = ?1 and attachment.kept = 1 limit 1",
        [Digest::of(PLAIN_BYTES).sha256.as_slice()],
        |row| row.get(0),
    )?;
    let id = match known {
        Some(id) => id,
        None => store_plain_picture(tx, agent).map_err(|error| match error {
            StoreError::Db(error) => error,
            other => DbError::Panicked(other.to_string()),
        })?,
    };
    attachment::by_id(tx, &id)?.ok_or(CardError::UnknownPicture)
}

fn store_plain_picture(tx: &mut Tx<'_>, agent: AgentId) -> Result<String, StoreError> {
    let bytes = PLAIN_BYTES;
    let file = NewFile {
        kind: AttachmentKind::Image,
        name: PLAIN.to_owned(),
        media_type: "image/png".to_owned(),
        width: Some(192),
        height: Some(192),
        duration_ms: None,
        levels: String::new(),
        announced_size: bytes.len() as u64,
    };
    let upload = store::begin(tx, Uploader::Agent(agent), &file)?;
    store::append(tx, &upload, 0, bytes)?;
    let stored = read::digest(tx, upload.content)?;
    let picture = store::finish(tx, &upload, &Digest::of(bytes), &stored)?;
    attachment::card::keep(tx, Some(agent), &picture.id)?;
    Ok(picture.id)
}

#[cfg(test)]
mod tests;

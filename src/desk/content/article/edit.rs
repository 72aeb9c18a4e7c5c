//! Writing articles. Nobody's words are lost: an edit of another revision than the present one is refused with what
//! stands there now, and what is replaced is kept as a version.

use super::{Article, ArticleError, Text, by_id, version};
use crate::{
    base::{
        id::{ArticleId, CategoryId},
        text,
        time::Timestamp,
        words::folded,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        content::{
            changed, language, markdown,
            passage::{self, Kind, Passage},
            quick_reply::Outcome,
            shelf,
        },
    },
};

/// Most characters of an article's name.
pub const LONGEST_NAME: usize = 80;
/// Most characters of a title.
pub const LONGEST_TITLE: usize = 160;
/// Most characters of a text.
pub const LONGEST: usize = 40_000;

/// Most characters of a title that go into its address.
const LONGEST_SLUG: usize = 60;

/// What somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Under which heading it stands.
    pub category: CategoryId,
    /// Its name.
    pub name: String,
    /// Whether the bot may answer with it.
    pub is_for_bot: bool,
    /// Whether readers have it.
    pub is_published: bool,
    /// Languages without title and words are left out.
    pub texts: Vec<Text>,
}

impl Draft {
    /// The draft as it can be kept.
    pub fn checked(&self) -> Result<Self, ArticleError> {
        let name = text::clean_line(&self.name, LONGEST_NAME);
        if name.is_empty() {
            return Err(ArticleError::NoName);
        }
        let mut texts: Vec<Text> = Vec::new();
        for Text {
            language,
            title,
            text,
        } in &self.texts
        {
            let text = text::clean(&text.replace("\r\n", "\n"));
            let title = text::clean_line(title, LONGEST_TITLE);
            if text.is_empty() && title.is_empty() {
                continue;
            }
            let code = language::code(language)
                .ok_or_else(|| ArticleError::BadLanguage(language.clone()))?;
            if texts.iter().any(|known| known.language == code) {
                return Err(ArticleError::Twice(code));
            }
            if text.is_empty() || title.is_empty() {
                return Err(ArticleError::Half(code));
            }
            let length = text.chars().count();
            if length > LONGEST {
                return Err(ArticleError::TooLong(code, length));
            }
            texts.push(Text {
                language: code,
                title,
                text,
            });
        }
        if texts.is_empty() {
            return Err(ArticleError::NoText);
        }
        texts.sort_by(|a, b| a.language.cmp(&b.language));
        Ok(Self {
            name,
            texts,
            ..self.clone()
        })
    }

    fn is(&self, article: &Article) -> bool {
        article.category == self.category
            && article.name == self.name
            && article.is_for_bot == self.is_for_bot
            && article.published_at.is_some() == self.is_published
            && article.texts.iter().map(|(text, _)| text).eq(&self.texts)
    }
}

/// Adds an article at the end of its category.
pub fn add(tx: &mut Tx<'_>, origin: &Origin, draft: &Draft) -> Result<ArticleId, ArticleError> {
    let draft = draft.checked()?;
    let id = insert(tx, &draft)?;
    audit::log(tx, origin, "article_added", &draft.name)?;
    changed(tx, "articles")?;
    Ok(id)
}

/// Changes an article whose revision the editor saw as `seen`.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: ArticleId,
    seen: i64,
    draft: &Draft,
) -> Result<(), ArticleError> {
    let draft = draft.checked()?;
    let article = by_id(tx, id)?.ok_or(ArticleError::NotFound)?;
    if draft.is(&article) {
        return Ok(());
    }
    if article.revision != seen {
        return Err(ArticleError::Conflict(Box::new(article)));
    }
    write(tx, origin, &article, &draft)?;
    audit::log(tx, origin, "article_changed", &draft.name)?;
    Ok(changed(tx, "articles")?)
}

/// Brings back what an article said in a language until this instant; what it says now becomes the earlier words.
pub fn restore(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: ArticleId,
    language: &str,
    until: Timestamp,
) -> Result<(), ArticleError> {
    let article = by_id(tx, id)?.ok_or(ArticleError::NotFound)?;
    let earlier = version::versions(tx, id)?
        .into_iter()
        .find(|version| version.until == until && version.text.language == language)
        .ok_or(ArticleError::NotFound)?;
    let others = article.texts.iter().map(|(text, _)| text);
    let texts = others
        .filter(|text| text.language != language)
        .cloned()
        .chain([earlier.text])
        .collect();
    let draft = Draft {
        category: article.category,
        name: article.name.clone(),
        is_for_bot: article.is_for_bot,
        is_published: article.published_at.is_some(),
        texts,
    };
    change(tx, origin, id, article.revision, &draft)
}

/// Writes an article over the one of its name in its category, or adds it: what an import does, which logs and tells of
/// itself once.
pub(in crate::desk::content) fn put(
    tx: &mut Tx<'_>,
    origin: &Origin,
    draft: &Draft,
) -> Result<(ArticleId, Outcome), ArticleError> {
    let draft = draft.checked()?;
    let Some(id) = shelf::item_by_name(tx, draft.category, &draft.name)? else {
        return Ok((insert(tx, &draft)?, Outcome::Added));
    };
    let article = by_id(tx, id)?.ok_or(ArticleError::NotFound)?;
    if draft.is(&article) {
        return Ok((id, Outcome::Same));
    }
    write(tx, origin, &article, &draft)?;
    Ok((id, Outcome::Changed))
}

fn insert(tx: &mut Tx<'_>, draft: &Draft) -> Result<ArticleId, ArticleError> {
    check_place(tx, draft, None)?;
    let now = tx.now;
    tx.execute(
        "insert into article (category_id, name, for_bot, published_at, changed_at, position)
         values (:category, :name, :for_bot, :published, :now,
           (select coalesce(max(position), 0) + 1 from article where category_id = :category))",
        named_params! {
            ":category": draft.category, ":name": draft.name, ":for_bot": draft.is_for_bot,
            ":published": draft.is_published.then_some(now), ":now": now,
        },
    )?;
    let id = ArticleId(tx.last_insert_id());
    for text in &draft.texts {
        write_text(tx, id, text, None)?;
    }
    index(tx, id, draft)?;
    Ok(id)
}

fn write(
    tx: &mut Tx<'_>,
    origin: &Origin,
    article: &Article,
    draft: &Draft,
) -> Result<(), ArticleError> {
    check_place(tx, draft, Some(article.id))?;
    let (id, now) = (article.id, tx.now);
    let old = |language: &str| {
        let known = article.texts.iter();
        known
            .clone()
            .find(|(text, _)| text.language == language)
            .map(|(text, slug)| (text, slug.as_str()))
    };
    let has_other_words = !article.texts.iter().map(|(text, _)| text).eq(&draft.texts);
    tx.execute(
        "update article set category_id = :category, name = :name, for_bot = :for_bot, revision = revision + 1,
           published_at = iif(:is_published, coalesce(published_at, :now), null),
           changed_at = iif(:other_words, :now, changed_at)
         where id = :id",
        named_params! {
            ":category": draft.category, ":name": draft.name, ":for_bot": draft.is_for_bot, ":id": id,
            ":is_published": draft.is_published, ":now": now, ":other_words": has_other_words,
        },
    )?;
    if draft.category != article.category {
        tx.execute(
            "update article set position = (select coalesce(max(position), 0) + 1
               from article where category_id = ?2) where id = ?1",
            (id, draft.category),
        )?;
    }
    for (text, _) in &article.texts {
        let stays = draft.texts.contains(text);
        if !stays {
            version::keep(tx, id, text, origin.agent)?;
        }
    }
    tx.execute("delete from article_text where article_id = ?1", [id])?;
    for text in &draft.texts {
        let slug = old(&text.language).map(|(_, slug)| slug);
        write_text(tx, id, text, slug)?;
    }
    Ok(index(tx, id, draft)?)
}

fn write_text(
    tx: &mut Tx<'_>,
    id: ArticleId,
    text: &Text,
    slug: Option<&str>,
) -> Result<(), DbError> {
    let slug = match slug {
        Some(slug) => slug.to_owned(),
        None => free_slug(tx, &text.language, &text.title)?,
    };
    tx.execute(
        "insert into article_text (article_id, language, title, slug, text) values (?1, ?2, ?3, ?4, ?5)",
        (id, &text.language, &text.title, slug, &text.text),
    )?;
    Ok(())
}

/// Only what readers have is found.
fn index(tx: &mut Tx<'_>, id: ArticleId, draft: &Draft) -> Result<(), DbError> {
    if !draft.is_published {
        return passage::forget(tx, Kind::Article, id.0);
    }
    let plain: Vec<String> = draft
        .texts
        .iter()
        .map(|text| markdown::plain(&text.text))
        .collect();
    let passages: Vec<Passage<'_>> = draft
        .texts
        .iter()
        .zip(&plain)
        .map(|(text, plain)| Passage {
            language: &text.language,
            title: &text.title,
            text: plain,
        })
        .collect();
    passage::renew(tx, Kind::Article, id.0, &passages)
}

/// A name for addresses that no other article of the language has.
fn free_slug(reader: &Reader<'_>, language: &str, title: &str) -> Result<String, DbError> {
    let wanted = slug(title);
    let mut slug = wanted.clone();
    for number in 2.. {
        let is_taken = reader.exists(
            "select 1 from article_text where language = ?1 and slug = ?2",
            (language, &slug),
        )?;
        if !is_taken {
            break;
        }
        slug = format!("{wanted}-{number}");
    }
    Ok(slug)
}

/// A title as it stands in addresses: its letters and figures, in every script, divided by hyphens.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in folded(title).chars() {
        if slug.chars().count() >= LONGEST_SLUG {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "article".to_owned(),
        slug => slug.to_owned(),
    }
}

/// Whether the category is there and has room for this name.
fn check_place(
    reader: &Reader<'_>,
    draft: &Draft,
    own: Option<ArticleId>,
) -> Result<(), ArticleError> {
    if !reader.exists(
        "select 1 from article_category where id = ?1",
        [draft.category],
    )? {
        return Err(ArticleError::NoCategory);
    }
    match shelf::item_by_name(reader, draft.category, &draft.name)? {
        Some(other) if Some(other) != own => Err(ArticleError::NameTaken),
        _ => Ok(()),
    }
}

/// Puts an article at another place in its category, counted from 0; beyond the end is the end.
pub fn move_to(tx: &mut Tx<'_>, id: ArticleId, place: usize) -> Result<(), ArticleError> {
    let category = by_id(tx, id)?.ok_or(ArticleError::NotFound)?.category;
    Ok(shelf::move_item(tx, category, id, place)?)
}

/// Removes all articles of a category, and what it is called in other languages.
pub(in crate::desk::content) fn clear(
    tx: &mut Tx<'_>,
    category: CategoryId,
) -> Result<(), DbError> {
    let ids: Vec<ArticleId> = tx.list(
        "select id from article where category_id = ?1",
        [category],
        |row| row.get(0),
    )?;
    for id in ids {
        remove(tx, id)?;
    }
    tx.execute(
        "delete from article_category_name where category_id = ?1",
        [category],
    )?;
    Ok(())
}

/// Removes an article.
pub fn delete(tx: &mut Tx<'_>, origin: &Origin, id: ArticleId) -> Result<(), ArticleError> {
    let article = by_id(tx, id)?.ok_or(ArticleError::NotFound)?;
    remove(tx, id)?;
    audit::log(tx, origin, "article_deleted", &article.name)?;
    Ok(changed(tx, "articles")?)
}

fn remove(tx: &mut Tx<'_>, id: ArticleId) -> Result<(), DbError> {
    passage::forget(tx, Kind::Article, id.0)?;
    tx.execute("delete from article_version where article_id = ?1", [id])?;
    tx.execute("delete from article_text where article_id = ?1", [id])?;
    tx.execute("delete from article where id = ?1", [id])?;
    Ok(())
}

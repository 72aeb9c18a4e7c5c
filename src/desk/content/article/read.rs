//! Articles as their readers have them: published, in one language.

use super::{Text, text_from_row};
use crate::{
    base::{
        id::{ArticleId, CategoryId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::content::{
        language, markdown,
        passage::{self, Kind},
    },
};

/// Most characters of what a list shows of a text.
const LEAD: usize = 160;

/// A published article in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: ArticleId,
    /// Under which heading it stands.
    pub category: CategoryId,
    /// What that is called in this language.
    pub heading: String,
    /// Title and words.
    pub text: Text,
    /// Its name in addresses.
    pub slug: String,
    /// Since when readers have it.
    pub published_at: Timestamp,
    /// When its words were changed last.
    pub changed_at: Timestamp,
}

/// A published article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: ArticleId,
    /// Under which heading it stands.
    pub category: CategoryId,
    /// Code of the language.
    pub language: String,
    /// Its title.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// How it begins, in plain words.
    pub lead: String,
    /// When its words were changed last.
    pub changed_at: Timestamp,
}

/// The languages in which there is any published article, in the order of their codes.
pub fn languages(reader: &Reader<'_>) -> Result<Vec<String>, DbError> {
    languages_for(reader, false)
}

/// Those in which there is any that the bot may answer with.
pub fn languages_for_bot(reader: &Reader<'_>) -> Result<Vec<String>, DbError> {
    languages_for(reader, true)
}

fn languages_for(reader: &Reader<'_>, is_for_bot: bool) -> Result<Vec<String>, DbError> {
    reader.list(
        "select distinct article_text.language from article_text
         join article on article.id = article_text.article_id
         where article.published_at is not null and article.for_bot >= ?1 order by article_text.language",
        [is_for_bot],
        |row| row.get(0),
    )
}

/// Whether the bot may answer with an article: it is marked for that, and readers have it.
pub fn is_for_bot(reader: &Reader<'_>, id: ArticleId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from article where id = ?1 and for_bot = 1 and published_at is not null",
        [id],
    )
}

const FOUND: &str =
    "article.id, article.category_id, article_text.language, article_text.title, article_text.slug,
    article_text.text, article.changed_at";

fn found(row: &crate::db::Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        id: row.get(0)?,
        category: row.get(1)?,
        language: row.get(2)?,
        title: row.get(3)?,
        slug: row.get(4)?,
        lead: lead(&row.get::<_, String>(5)?),
        changed_at: row.get(6)?,
    })
}

/// How a text begins, on one line.
fn lead(markdown: &str) -> String {
    // A beginning is enough: what is cut off in the middle of a mark is not shown.
    let beginning: String = markdown.chars().take(LEAD * 8).collect();
    text::preview(&markdown::plain(&beginning), LEAD)
}

/// Published articles, heading by heading.
pub type Headings = Vec<(String, Vec<Found>)>;

/// Everything published in a language, heading by heading, in the team's order.
pub fn of_language(reader: &Reader<'_>, code: &str) -> Result<Headings, DbError> {
    listed(reader, code, false)
}

/// What of that the bot may answer with.
pub fn of_language_for_bot(reader: &Reader<'_>, code: &str) -> Result<Headings, DbError> {
    listed(reader, code, true)
}

fn listed(reader: &Reader<'_>, code: &str, is_for_bot: bool) -> Result<Headings, DbError> {
    let headings: Vec<(CategoryId, String)> = reader.list(
        "select id, coalesce((select name from article_category_name
             where category_id = article_category.id and language = ?1), name)
         from article_category order by position, id",
        [code],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let sql = format!(
        "select {FOUND} from article join article_text on article_text.article_id = article.id
         where article.published_at is not null and article_text.language = ?1 and article.for_bot >= ?2
         order by article.position, article.id"
    );
    let all = reader.list(&sql, (code, is_for_bot), found)?;
    Ok(headings
        .into_iter()
        .map(|(id, heading)| {
            let own = all.iter().filter(|article| article.category == id);
            (heading, own.cloned().collect::<Vec<_>>())
        })
        .filter(|(_, articles)| !articles.is_empty())
        .collect())
}

/// Languages, each with what the article is called in addresses there.
pub type Tongues = Vec<(String, String)>;

/// The published article that an address names, with every language it is published in and its name there.
pub fn by_slug(
    reader: &Reader<'_>,
    code: &str,
    slug: &str,
) -> Result<Option<(Shown, Tongues)>, DbError> {
    let shown = reader.find(
        "select article_text.language, article_text.title, article_text.text, article_text.slug, article.id,
           article.category_id,
           coalesce((select name from article_category_name
             where category_id = article.category_id and language = article_text.language), article_category.name),
           article.published_at, article.changed_at
         from article_text join article on article.id = article_text.article_id
         join article_category on article_category.id = article.category_id
         where article_text.language = ?1 and article_text.slug = ?2 and article.published_at is not null",
        (code, slug),
        |row| {
            let (text, slug) = text_from_row(row)?;
            Ok(Shown {
                text,
                slug,
                id: row.get(4)?,
                category: row.get(5)?,
                heading: row.get(6)?,
                published_at: row.get(7)?,
                changed_at: row.get(8)?,
            })
        },
    )?;
    let Some(shown) = shown else {
        return Ok(None);
    };
    let tongues = reader.list(
        "select language, slug from article_text where article_id = ?1 order by language",
        [shown.id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(Some((shown, tongues)))
}

/// The published articles that fit what somebody typed, the best first, each once: in the language that is wanted, or
/// in the one nearest to it.
pub fn search(
    reader: &Reader<'_>,
    typed: &str,
    wanted: &str,
    default: &str,
    limit: usize,
) -> Result<Vec<Found>, DbError> {
    let hits = passage::search(reader, Kind::Article, typed, limit * 6)?;
    let mut ids: Vec<ArticleId> = Vec::new();
    for hit in hits {
        let id = ArticleId(hit.subject);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let sql = format!(
        "select {FOUND} from article join article_text on article_text.article_id = article.id
         where article.id = ?1 and article.published_at is not null order by article_text.language"
    );
    let mut list = Vec::new();
    for id in ids.into_iter().take(limit) {
        let tongues: Vec<Found> = reader.list(&sql, [id], found)?;
        let codes: Vec<&str> = tongues.iter().map(|one| one.language.as_str()).collect();
        if let Some((code, _)) = language::pick(&codes, wanted, default) {
            list.extend(tongues.iter().find(|one| one.language == code).cloned());
        }
    }
    // What one can read stands before what one perhaps cannot.
    list.sort_by_key(|one| !is_near(&one.language, wanted));
    Ok(list)
}

fn is_near(code: &str, wanted: &str) -> bool {
    language::pick(&[code], wanted, "")
        .is_some_and(|(_, why)| matches!(why, language::Match::Wanted | language::Match::Base))
}

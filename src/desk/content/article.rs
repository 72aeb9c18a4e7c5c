//! An article of the help centre, in several languages and in a category.

mod edit;
mod read;
mod version;

#[cfg(test)]
mod tests;

pub(super) use self::edit::{clear, put};
pub use self::{
    edit::{Draft, LONGEST, LONGEST_NAME, LONGEST_TITLE, add, change, delete, move_to, restore},
    read::{
        Found, Headings, Shown, Tongues, by_slug, is_for_bot, languages, languages_for_bot,
        of_language, of_language_for_bot, search,
    },
    version::{Version, versions},
};
use super::shelf::{self, Category};
use crate::{
    base::{
        id::{ArticleId, CategoryId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row},
};

/// An article in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Code of the language.
    pub language: String,
    /// Its title.
    pub title: String,
    /// The words, in Markdown.
    pub text: String,
}

/// An article as the team edits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Under which heading it stands.
    pub category: CategoryId,
    /// Its name, for the team alone.
    pub name: String,
    /// Whether the bot may answer with it.
    pub is_for_bot: bool,
    /// Since when readers have it; `None`: it is a draft.
    pub published_at: Option<Timestamp>,
    /// When its words were changed last.
    pub changed_at: Timestamp,
    /// Rises with each edit.
    pub revision: i64,
    /// At least one, in the order of their codes, each with its name in addresses.
    pub texts: Vec<(Text, String)>,
}

/// All categories with their articles, in the team's order.
pub type Catalogue = Vec<(Category, Vec<Article>)>;

const COLUMNS: &str = "id, category_id, name, for_bot, published_at, changed_at, revision";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Article> {
    Ok(Article {
        id: row.get(0)?,
        category: row.get(1)?,
        name: row.get(2)?,
        is_for_bot: row.get(3)?,
        published_at: row.get(4)?,
        changed_at: row.get(5)?,
        revision: row.get(6)?,
        texts: Vec::new(),
    })
}

fn text_from_row(row: &Row<'_>) -> rusqlite::Result<(Text, String)> {
    let text = Text {
        language: row.get(0)?,
        title: row.get(1)?,
        text: row.get(2)?,
    };
    Ok((text, row.get(3)?))
}

/// Everything there is, drafts included.
pub fn catalogue(reader: &Reader<'_>) -> Result<Catalogue, DbError> {
    let sql = format!("select {COLUMNS} from article order by position, id");
    let mut catalogue: Catalogue = shelf::all(reader)?
        .into_iter()
        .map(|category| (category, Vec::new()))
        .collect();
    for mut article in reader.list(&sql, [], from_row)? {
        article.texts = texts_of(reader, article.id)?;
        let place = catalogue
            .iter_mut()
            .find(|(category, _)| category.id == article.category);
        if let Some((_, list)) = place {
            list.push(article);
        }
    }
    Ok(catalogue)
}

/// The article with this id, draft or not.
pub fn by_id(reader: &Reader<'_>, id: ArticleId) -> Result<Option<Article>, DbError> {
    let sql = format!("select {COLUMNS} from article where id = ?1");
    let Some(mut article) = reader.find(&sql, [id], from_row)? else {
        return Ok(None);
    };
    article.texts = texts_of(reader, id)?;
    Ok(Some(article))
}

fn texts_of(reader: &Reader<'_>, id: ArticleId) -> Result<Vec<(Text, String)>, DbError> {
    reader.list(
        "select language, title, text, slug from article_text where article_id = ?1 order by language",
        [id],
        text_from_row,
    )
}

/// Why an article stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum ArticleError {
    /// It needs a name.
    #[error("a name is needed")]
    NoName,
    /// Its category has an article of this name.
    #[error("the category has an article of this name")]
    NameTaken,
    /// There is no such category.
    #[error("there is no such category")]
    NoCategory,
    /// It says nothing in any language.
    #[error("it says nothing")]
    NoText,
    /// It has a title without a text in this language, or a text without a title.
    #[error("title or text is missing in {0}")]
    Half(String),
    /// It is too long in this language; characters.
    #[error("the text in {0} has {1} characters")]
    TooLong(String, usize),
    /// Not the code of a language.
    #[error("{0:?} is not the code of a language")]
    BadLanguage(String),
    /// A language stands there twice.
    #[error("{0} stands there twice")]
    Twice(String),
    /// A colleague changed it since; this is what it says now.
    #[error("a colleague has just changed this article")]
    Conflict(Box<Article>),
    /// There is no such article.
    #[error("there is no such article")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

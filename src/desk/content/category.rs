//! What a category of articles is called in other languages than the house's own: its readers see it.

use super::{
    changed, language,
    shelf::{self, LONGEST_NAME, ShelfError},
};
use crate::{
    base::{id::CategoryId, text},
    db::{DbError, Reader, Tx},
    desk::audit::{self, Origin},
};

/// A name in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Code of the language.
    pub language: String,
    /// The name.
    pub name: String,
}

/// What a category is called in other languages, in the order of their codes.
pub fn names(reader: &Reader<'_>, id: CategoryId) -> Result<Vec<Name>, DbError> {
    reader.list(
        "select language, name from article_category_name where category_id = ?1 order by language",
        [id],
        |row| {
            Ok(Name {
                language: row.get(0)?,
                name: row.get(1)?,
            })
        },
    )
}

/// Puts names in the place of those there are. An empty one is left out, as is one in what is no language.
pub fn call(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: CategoryId,
    names: &[Name],
) -> Result<(), ShelfError> {
    let all = shelf::all::<CategoryId>(tx)?;
    let category = all
        .into_iter()
        .find(|category| category.id == id)
        .ok_or(ShelfError::NotFound)?;
    tx.execute(
        "delete from article_category_name where category_id = ?1",
        [id],
    )?;
    for Name { language, name } in names {
        let name = text::clean_line(name, LONGEST_NAME);
        if let (Some(code), false) = (language::code(language), name.is_empty()) {
            tx.execute(
                "insert into article_category_name (category_id, language, name) values (?1, ?2, ?3)
                 on conflict (category_id, language) do update set name = excluded.name",
                (id, code, name),
            )?;
        }
    }
    audit::log(tx, origin, "article_category_called", &category.name)?;
    Ok(changed(tx, "articles")?)
}

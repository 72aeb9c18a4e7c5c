//! The index of passages made anew from what the team has ready: for a house that came from an export.

use super::{
    markdown,
    passage::{self, Kind, Passage},
};
use crate::db::{DbError, Tx};

/// A text as it is found.
struct Found {
    subject: i64,
    language: String,
    title: String,
    text: String,
}

/// Indexes every quick reply and every published article.
pub fn all(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let replies = read(
        tx,
        "select quick_reply.id, language, name || ' ' || replace(tags, ',', ' '), text
         from quick_reply join quick_reply_text on quick_reply_id = quick_reply.id order by quick_reply.id",
    )?;
    renew(tx, Kind::Reply, &replies)?;
    let mut articles = read(
        tx,
        "select article.id, language, title, text
         from article join article_text on article_id = article.id
         where published_at is not null order by article.id",
    )?;
    for article in &mut articles {
        article.text = markdown::plain(&article.text);
    }
    renew(tx, Kind::Article, &articles)
}

fn read(tx: &Tx<'_>, sql: &str) -> Result<Vec<Found>, DbError> {
    tx.list(sql, [], |row| {
        Ok(Found {
            subject: row.get(0)?,
            language: row.get(1)?,
            title: row.get(2)?,
            text: row.get(3)?,
        })
    })
}

fn renew(tx: &mut Tx<'_>, kind: Kind, found: &[Found]) -> Result<(), DbError> {
    for texts in found.chunk_by(|a, b| a.subject == b.subject) {
        let passages: Vec<Passage<'_>> = texts
            .iter()
            .map(|found| Passage {
                language: &found.language,
                title: &found.title,
                text: &found.text,
            })
            .collect();
        passage::renew(tx, kind, texts[0].subject, &passages)?;
    }
    Ok(())
}

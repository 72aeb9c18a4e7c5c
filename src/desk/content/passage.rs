//! What can be found as an answer to a question: the texts of quick replies and published articles, in an index that
//! is kept with them.

use std::collections::HashMap;

use rusqlite::types::Value;

use super::markdown;
use crate::{
    base::words::{line, words},
    db::{DbError, Reader, Tx, named_params},
    stored_as_word,
};

/// Whose text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A quick reply's.
    Reply,
    /// An article's.
    Article,
}

stored_as_word!(Kind {
    Reply = "reply",
    Article = "article",
});

/// A text as it goes into the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'a> {
    /// Code of its language.
    pub(super) language: &'a str,
    /// What counts most: its title, the words to find it by.
    pub(super) title: &'a str,
    /// The text without any markup.
    pub(super) text: &'a str,
}

/// Puts texts in the place of those that the index has of this.
pub(super) fn renew(
    tx: &mut Tx<'_>,
    kind: Kind,
    subject: i64,
    texts: &[Passage<'_>],
) -> Result<(), DbError> {
    forget(tx, kind, subject)?;
    for Passage {
        language,
        title,
        text,
    } in texts
    {
        tx.execute(
            "insert into passage (kind, subject_id, language) values (?1, ?2, ?3)",
            (kind, subject, language),
        )?;
        let id = tx.last_insert_id();
        tx.execute(
            "insert into passage_search (rowid, title, text) values (?1, ?2, ?3)",
            (id, line(title), line(text)),
        )?;
    }
    Ok(())
}

/// Takes all texts of this out of the index.
pub(super) fn forget(tx: &mut Tx<'_>, kind: Kind, subject: i64) -> Result<(), DbError> {
    let ids: Vec<i64> = tx.list(
        "select id from passage where kind = ?1 and subject_id = ?2",
        (kind, subject),
        |row| row.get(0),
    )?;
    for id in ids {
        tx.execute("delete from passage_search where rowid = ?1", [id])?;
        tx.execute("delete from passage where id = ?1", [id])?;
    }
    Ok(())
}

/// A text that has what was looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Whose it is.
    pub kind: Kind,
    /// Id of the quick reply or the article.
    pub subject: i64,
    /// Code of its language.
    pub language: String,
    /// How well it fits; higher is better.
    pub score: f64,
}

/// How much a word in a title counts for full text, and one in a text.
const WEIGHTS: &str = "4.0, 1.0";

/// The texts that are likest to these words, the best first: as full text ranks them.
pub fn likest(reader: &Reader<'_>, words: &[String], limit: usize) -> Result<Vec<Hit>, DbError> {
    let mut terms: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    terms.sort();
    terms.dedup();
    matching(reader, &terms.join(" OR "), None, limit)
}

/// How much more a word in a title says than one in a text.
const IN_TITLE: f64 = 1.7;

/// The texts that have any of these words, the best first, with how well they fit, from 0 to 1: how much of what is asked they
/// have, by how rare that is. Unlike the measure of full text it says the same in a house with two texts and in one with a
/// thousand. Words are as [`words`] makes them, each once.
pub fn fitting(reader: &Reader<'_>, asked: &[String]) -> Result<Vec<Hit>, DbError> {
    let all: i64 = reader.get("select count(*) from passage", [], |row| row.get(0))?;
    let rarity = |count: usize| {
        let (all, count) = (all as f64, count as f64);
        (1.0 + (all - count + 0.5).max(0.5) / (count + 0.5)).ln()
    };
    let rarest = rarity(0);
    let mut found: HashMap<i64, (f64, f64)> = HashMap::new();
    let (mut known, mut sum) = (0, 0.0);
    for word in asked {
        let ids = |column: &str| -> Result<Vec<i64>, DbError> {
            reader.list(
                "select rowid from passage_search where passage_search match ?1",
                [format!("{column} : \"{word}\"")],
                |row| row.get(0),
            )
        };
        let (titles, texts) = (ids("title")?, ids("text")?);
        let mut weights: HashMap<i64, f64> = texts.into_iter().map(|id| (id, 1.0)).collect();
        weights.extend(titles.into_iter().map(|id| (id, IN_TITLE)));
        if weights.is_empty() {
            continue;
        }
        let rare = rarity(weights.len());
        known += 1;
        sum += rare;
        for (id, weight) in weights {
            let (has, says) = found.entry(id).or_default();
            *has += rare * weight;
            *says += rare / rarest;
        }
    }
    // Words that no text has count as much as one of the others.
    let whole = sum / f64::from(known.max(1)) * asked.len() as f64;
    let mut hits = Vec::with_capacity(found.len());
    for (id, (has, says)) in found {
        let share = has / whole;
        let score = share / (share + 0.6) * says / (says + 0.35);
        let sql = "select kind, subject_id, language from passage where id = ?1";
        hits.extend(reader.find(sql, [id], |row| {
            Ok(Hit {
                kind: row.get(0)?,
                subject: row.get(1)?,
                language: row.get(2)?,
                score,
            })
        })?);
    }
    hits.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| (a.kind, a.subject).cmp(&(b.kind, b.subject)))
    });
    Ok(hits)
}

/// The texts of one kind for what somebody types into a search: those with all of it, the last word perhaps unfinished;
/// if there are none, those with any of it.
pub fn search(
    reader: &Reader<'_>,
    kind: Kind,
    typed: &str,
    limit: usize,
) -> Result<Vec<Hit>, DbError> {
    let words = words(typed);
    let Some(last) = words.last() else {
        return Ok(Vec::new());
    };
    let mut terms: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    if let Some(unfinished) = terms.last_mut() {
        unfinished.push_str(" *");
    }
    let hits = matching(reader, &terms.join(" "), Some(kind), limit)?;
    if !hits.is_empty() {
        return Ok(hits);
    }
    // An ending that is half typed would not be found: “shippin” is the beginning of no stem.
    if let Some(unfinished) = terms.last_mut() {
        let beginning: String = last
            .chars()
            .take(last.chars().count().saturating_sub(3).max(4))
            .collect();
        *unfinished = format!("\"{beginning}\" *");
    }
    matching(reader, &terms.join(" OR "), Some(kind), limit)
}

fn matching(
    reader: &Reader<'_>,
    query: &str,
    kind: Option<Kind>,
    limit: usize,
) -> Result<Vec<Hit>, DbError> {
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select kind, subject_id, language, -bm25(passage_search, {WEIGHTS}) as score
         from passage_search join passage on passage.id = passage_search.rowid
         where passage_search match :match and (:kind is null or kind = :kind)
         order by score desc, passage.id limit :limit"
    );
    let kind = kind.map_or(Value::Null, |kind| Value::from(kind.word().to_owned()));
    let params = named_params! { ":match": query, ":kind": kind, ":limit": limit };
    reader.list(&sql, params, |row| {
        Ok(Hit {
            kind: row.get(0)?,
            subject: row.get(1)?,
            language: row.get(2)?,
            score: row.get(3)?,
        })
    })
}

/// The words of a text that was found, without those it is only found by.
pub fn words_of(reader: &Reader<'_>, hit: &Hit) -> Result<Vec<String>, DbError> {
    let sql = match hit.kind {
        Kind::Reply => {
            "select text from quick_reply_text where quick_reply_id = ?1 and language = ?2"
        }
        Kind::Article => "select text from article_text where article_id = ?1 and language = ?2",
    };
    let text: Option<String> = reader.find(sql, (hit.subject, &hit.language), |row| row.get(0))?;
    let text = text.unwrap_or_default();
    Ok(match hit.kind {
        Kind::Reply => words(&text),
        Kind::Article => words(&markdown::plain(&text)),
    })
}

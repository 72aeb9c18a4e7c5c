//! What an article said before.

use super::Text;
use crate::{
    base::{
        id::{AgentId, ArticleId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
};

/// Earlier words that are kept of an article in each language.
const KEPT: usize = 20;

/// Words that stood in an article until somebody replaced them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// When they were replaced.
    pub until: Timestamp,
    /// What they were.
    pub text: Text,
    /// Who replaced them, by name; empty when nobody knows.
    pub by: String,
}

/// Keeps words that are about to be replaced.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    article: ArticleId,
    text: &Text,
    agent: Option<AgentId>,
) -> Result<(), DbError> {
    let now = tx.now;
    // Twice within a millisecond, both are kept.
    tx.execute(
        "insert into article_version (article_id, language, until, title, text, agent_id)
         values (?1, ?2, max(?3, coalesce((select max(until) + 1 from article_version
             where article_id = ?1 and language = ?2), 0)), ?4, ?5, ?6)",
        (article, &text.language, now, &text.title, &text.text, agent),
    )?;
    tx.execute(
        "delete from article_version where article_id = ?1 and language = ?2 and until not in
           (select until from article_version where article_id = ?1 and language = ?2
            order by until desc limit ?3)",
        (article, &text.language, KEPT),
    )?;
    Ok(())
}

/// What an article said before, the latest first.
pub fn versions(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<Version>, DbError> {
    reader.list(
        "select article_version.until, article_version.language, article_version.title, article_version.text,
           coalesce(agent.name, '')
         from article_version left join agent on agent.id = article_version.agent_id
         where article_version.article_id = ?1
         order by article_version.until desc, article_version.language",
        [article],
        |row| {
            Ok(Version {
                until: row.get(0)?,
                text: Text {
                    language: row.get(1)?,
                    title: row.get(2)?,
                    text: row.get(3)?,
                },
                by: row.get(4)?,
            })
        },
    )
}

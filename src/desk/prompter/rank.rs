//! Which answers fit a question best.

use std::collections::HashSet;

use super::{
    past::{self, Given},
    question::words_of,
};
use crate::{
    base::{
        id::{ArticleId, ConversationId, QuickReplyId},
        words,
    },
    db::{DbError, Reader},
    desk::content::passage::{self, Kind},
};

/// Texts that are looked at.
const LOOKED_AT: usize = 40;
/// Earlier answers that speak for texts, and those that may be proposed themselves.
const SPEAKING: usize = 12;
/// A text that says at least so much of what an answer says was meant by it.
const SAYS_THE_SAME: f64 = 0.5;
/// What fits less is no help.
const LEAST: f64 = 0.15;
/// An earlier answer is proposed itself only to a question that is rather like this one.
const LEAST_LIKE: f64 = 0.3;

/// What is proposed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Subject {
    Reply(QuickReplyId),
    Article(ArticleId),
    Past(Given),
}

/// Something that may fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) subject: Subject,
    /// From 0 to 1.
    pub(super) fit: f64,
}

/// What fits a question, the best first. `except`: a chat whose own answers say nothing new.
pub(super) fn rank(
    reader: &Reader<'_>,
    asked: &str,
    except: Option<ConversationId>,
    limit: usize,
) -> Result<Vec<Candidate>, DbError> {
    let asked = words_of(asked);
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let mut texts: Vec<Text> = Vec::new();
    for hit in passage::fitting(reader, &asked)?
        .into_iter()
        .take(LOOKED_AT)
    {
        // The languages of one text are one: the best of them counts.
        let known = texts
            .iter()
            .any(|text| (text.kind, text.subject) == (hit.kind, hit.subject));
        if !known {
            texts.push(Text {
                kind: hit.kind,
                subject: hit.subject,
                by_words: hit.score,
                by_past: 0.0,
            });
        }
    }
    let mut candidates = Vec::new();
    for given in past::like(reader, &asked, except)?
        .into_iter()
        .take(SPEAKING)
    {
        match same_text(reader, &given.text)? {
            Some((kind, subject, likeness)) => {
                let weight = given.weight * likeness;
                match texts
                    .iter_mut()
                    .find(|text| (text.kind, text.subject) == (kind, subject))
                {
                    Some(text) => text.by_past = text.by_past.max(weight),
                    None => texts.push(Text {
                        kind,
                        subject,
                        by_words: 0.0,
                        by_past: weight,
                    }),
                }
            }
            None if given.likeness >= LEAST_LIKE => candidates.push(Candidate {
                fit: 0.9 * given.weight,
                subject: Subject::Past(given),
            }),
            None => {}
        }
    }
    candidates.extend(texts.into_iter().map(Text::candidate));
    candidates.retain(|candidate| candidate.fit >= LEAST);
    candidates.sort_by(|a, b| b.fit.total_cmp(&a.fit));
    candidates.truncate(limit);
    Ok(candidates)
}

struct Text {
    kind: Kind,
    subject: i64,
    /// How well its own words fit.
    by_words: f64,
    /// How much earlier answers speak for it.
    by_past: f64,
}

impl Text {
    fn candidate(self) -> Candidate {
        Candidate {
            subject: match self.kind {
                Kind::Reply => Subject::Reply(QuickReplyId(self.subject)),
                Kind::Article => Subject::Article(ArticleId(self.subject)),
            },
            // Either may be enough, and both are more.
            fit: 1.0 - (1.0 - self.by_words) * (1.0 - self.by_past),
        }
    }
}

/// The text of which an answer is a copy, perhaps with a word changed, and how much of it is the same.
fn same_text(reader: &Reader<'_>, answer: &str) -> Result<Option<(Kind, i64, f64)>, DbError> {
    let own: HashSet<String> = words::words(answer).into_iter().collect();
    let list: Vec<String> = own.iter().cloned().collect();
    for hit in passage::likest(reader, &list, 3)? {
        let theirs: HashSet<String> = passage::words_of(reader, &hit)?.into_iter().collect();
        let shared = own.intersection(&theirs).count() as f64;
        let whole = own.union(&theirs).count() as f64;
        if whole > 0.0 && shared / whole >= SAYS_THE_SAME {
            return Ok(Some((hit.kind, hit.subject, shared / whole)));
        }
    }
    Ok(None)
}

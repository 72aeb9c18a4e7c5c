//! How well chats were answered (L10): a supervisor gives marks by the team's own criteria, with a note. Agents see
//! what was said of their work, if the house wants that; customers never do.

pub mod bookmark;
pub mod summary;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{AgentId, ConversationId, CriterionId, ScoreId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        chats::detail,
        closing::choice::{self, Listed},
        conversation::{self, Cause, State},
        setting::{self, Setting},
        team::{Agent, Role},
    },
};

/// Most characters of a note.
pub const LONGEST_NOTE: usize = 1_000;

/// The best mark; 1 is the worst.
pub const BEST: i64 = 5;

/// Who reads what was thought of their work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quality {
    /// Whether agents read the scores of their own chats.
    pub agents_see: bool,
}

impl Default for Quality {
    fn default() -> Self {
        Self { agents_see: true }
    }
}

impl Setting for Quality {
    const KEY: &'static str = "quality";
}

/// What a supervisor thought of how a chat was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Its id.
    pub id: ScoreId,
    /// Of which chat.
    pub conversation: ConversationId,
    /// Who judged, and by name.
    pub by: AgentId,
    /// Their name.
    pub by_name: String,
    /// Whose work.
    pub agent: AgentId,
    /// Their name.
    pub agent_name: String,
    /// In words; may be empty.
    pub note: String,
    /// When it was given first.
    pub at: Timestamp,
    /// When it was changed last.
    pub changed_at: Option<Timestamp>,
    /// Criteria in their order, and marks from 1 to 5; what did not matter in this chat has none.
    pub marks: Vec<(CriterionId, i64)>,
}

impl Score {
    /// All marks in one, in hundredths.
    #[must_use]
    pub fn hundredths(&self) -> i64 {
        mean(&self.marks)
    }

    /// The mark by one criterion.
    #[must_use]
    pub fn mark(&self, criterion: CriterionId) -> Option<i64> {
        let found = self.marks.iter().find(|(id, _)| *id == criterion);
        found.map(|(_, mark)| *mark)
    }
}

fn mean(marks: &[(CriterionId, i64)]) -> i64 {
    let sum: i64 = marks.iter().map(|(_, mark)| mark * 100).sum();
    sum / i64::try_from(marks.len()).unwrap_or(1).max(1)
}

/// What somebody wants to say of a chat.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// Whose work; `None`: of whoever has it or had it at the end.
    pub agent: Option<AgentId>,
    /// Criteria and marks.
    pub marks: Vec<(CriterionId, i64)>,
    /// In words.
    pub note: String,
}

/// Why a chat was not judged.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// Only supervisors judge.
    #[error("only supervisors give scores")]
    SupervisorsOnly,
    /// Nobody of the team had part in it, or not this agent.
    #[error("this colleague had no part in the chat")]
    NotTheirs,
    /// Nobody judges their own work.
    #[error("nobody scores their own work")]
    Own,
    /// There is not a single mark.
    #[error("give at least one mark")]
    NoMarks,
    /// A mark is no number from 1 to [`BEST`], or its criterion is not on the list.
    #[error("a mark is a number from 1 to {BEST}")]
    BadMark,
    /// The note is longer than [`LONGEST_NOTE`].
    #[error("the note has {0} characters, {LONGEST_NOTE} fit")]
    TooLong(usize),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Judges a chat, or changes what the same supervisor said of it before, which is kept.
pub fn give(
    tx: &mut Tx<'_>,
    by: &Agent,
    id: ConversationId,
    judgement: &Judgement,
) -> Result<Score, ScoreError> {
    if !by.may_act_as(Role::Supervisor) {
        return Err(ScoreError::SupervisorsOnly);
    }
    let chat = conversation::by_id(tx, id)?
        .filter(|chat| chat.state != State::Fresh)
        .ok_or(ScoreError::NotFound)?;
    let owner = chat.agent().map(|face| face.id);
    let agent = judgement.agent.or(owner).ok_or(ScoreError::NotTheirs)?;
    if agent == by.id {
        return Err(ScoreError::Own);
    }
    let had_part = detail::agents(tx, id)?.iter().any(|face| face.id == agent);
    if !had_part && owner != Some(agent) {
        return Err(ScoreError::NotTheirs);
    }
    let marks = checked(tx, id, by.id, &judgement.marks)?;
    let note = text::clean(&judgement.note);
    let length = note.chars().count();
    if length > LONGEST_NOTE {
        return Err(ScoreError::TooLong(length));
    }
    let score = match find(tx, id, by.id)? {
        Some(before) if (before.agent, &before.note, &before.marks) == (agent, &note, &marks) => {
            return Ok(before);
        }
        Some(before) => change(tx, &before, agent, &note)?,
        None => insert(tx, by.id, id, agent, &note)?,
    };
    for (criterion, mark) in marks {
        tx.execute(
            "insert into score_mark (score_id, criterion_id, mark) values (?1, ?2, ?3)",
            (score, criterion, mark),
        )?;
    }
    conversation::tell_team(tx, id, Cause::Changed)?;
    find(tx, id, by.id)?.ok_or(ScoreError::NotFound)
}

/// Marks in the order of the criteria. One that was retired since may stand on in a score that had it.
fn checked(
    reader: &Reader<'_>,
    id: ConversationId,
    by: AgentId,
    marks: &[(CriterionId, i64)],
) -> Result<Vec<(CriterionId, i64)>, ScoreError> {
    let before = find(reader, id, by)?;
    let may = |criterion: &Listed<CriterionId>| {
        let had = before.as_ref().and_then(|score| score.mark(criterion.id));
        !criterion.is_retired || had.is_some()
    };
    let known: Vec<CriterionId> = criteria(reader)?
        .into_iter()
        .filter(|criterion| may(criterion))
        .map(|criterion| criterion.id)
        .collect();
    if marks
        .iter()
        .any(|(id, mark)| !(1..=BEST).contains(mark) || !known.contains(id))
    {
        return Err(ScoreError::BadMark);
    }
    let given = |id: &CriterionId| marks.iter().find(|(other, _)| other == id).copied();
    let marks: Vec<_> = known.iter().filter_map(given).collect();
    if marks.is_empty() {
        return Err(ScoreError::NoMarks);
    }
    Ok(marks)
}

fn insert(
    tx: &mut Tx<'_>,
    by: AgentId,
    id: ConversationId,
    agent: AgentId,
    note: &str,
) -> Result<ScoreId, DbError> {
    let now = tx.now;
    tx.execute(
        "insert into score (conversation_id, by_id, agent_id, note, at)
         values (:chat, :by, :agent, :note, :now)",
        named_params! { ":chat": id, ":by": by, ":agent": agent, ":note": note, ":now": now },
    )?;
    Ok(ScoreId(tx.last_insert_id()))
}

fn change(tx: &mut Tx<'_>, before: &Score, agent: AgentId, note: &str) -> Result<ScoreId, DbError> {
    let now = tx.now;
    let marks: Vec<(i64, i64)> = before
        .marks
        .iter()
        .map(|(id, mark)| (id.0, *mark))
        .collect();
    let marks = serde_json::to_string(&marks).expect("pairs of numbers are plain data");
    // Of two changes in one and the same instant the first alone is kept.
    tx.execute(
        "insert or ignore into score_version (score_id, until, agent_id, note, marks)
         values (:id, :now, :agent, :note, :marks)",
        named_params! {
            ":id": before.id, ":now": now, ":agent": before.agent, ":note": before.note, ":marks": marks,
        },
    )?;
    tx.execute(
        "update score set agent_id = :agent, note = :note, changed_at = :now where id = :id",
        named_params! { ":id": before.id, ":agent": agent, ":note": note, ":now": now },
    )?;
    tx.execute("delete from score_mark where score_id = ?1", [before.id])?;
    Ok(before.id)
}

/// Criteria in their order, those that are no longer offered behind.
pub fn criteria(reader: &Reader<'_>) -> Result<Vec<Listed<CriterionId>>, DbError> {
    choice::all(reader)
}

/// Whose scores somebody may read: `None` for everybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Everybody's.
    All,
    /// One agent's own.
    Own(AgentId),
    /// Nobody's.
    Nothing,
}

/// Which scores a member of the team reads: supervisors all, others their own if the house wants that.
pub fn reads(reader: &Reader<'_>, viewer: &Agent) -> Result<Reads, DbError> {
    if viewer.may_act_as(Role::Supervisor) {
        return Ok(Reads::All);
    }
    let rules: Quality = setting::get(reader)?;
    Ok(match rules.agents_see {
        true => Reads::Own(viewer.id),
        false => Reads::Nothing,
    })
}

impl Reads {
    fn agent(self) -> Option<AgentId> {
        match self {
            Self::All => None,
            Self::Own(agent) => Some(agent),
            // Nobody has this number.
            Self::Nothing => Some(AgentId(0)),
        }
    }
}

/// What was thought of a chat, as far as somebody may read it, the first one first.
pub fn of_chat(
    reader: &Reader<'_>,
    viewer: &Agent,
    id: ConversationId,
) -> Result<Vec<Score>, DbError> {
    let sql = format!(
        "{SELECT} where score.conversation_id = ?1 and (?2 is null or score.agent_id = ?2) order by score.id"
    );
    let whose = reads(reader, viewer)?.agent();
    with_marks(reader, reader.list(&sql, (id, whose), from_row)?)
}

/// What one supervisor thought of a chat.
pub fn find(
    reader: &Reader<'_>,
    id: ConversationId,
    by: AgentId,
) -> Result<Option<Score>, DbError> {
    let sql = format!("{SELECT} where score.conversation_id = ?1 and score.by_id = ?2");
    let found = reader.list(&sql, (id, by), from_row)?;
    Ok(with_marks(reader, found)?.pop())
}

const SELECT: &str = "select score.id, score.conversation_id, score.by_id, judge.name, score.agent_id, judged.name,
    score.note, score.at, score.changed_at
    from score join agent judge on judge.id = score.by_id join agent judged on judged.id = score.agent_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Score> {
    Ok(Score {
        id: row.get(0)?,
        conversation: row.get(1)?,
        by: row.get(2)?,
        by_name: row.get(3)?,
        agent: row.get(4)?,
        agent_name: row.get(5)?,
        note: row.get(6)?,
        at: row.get(7)?,
        changed_at: row.get(8)?,
        marks: Vec::new(),
    })
}

fn with_marks(reader: &Reader<'_>, mut scores: Vec<Score>) -> Result<Vec<Score>, DbError> {
    for score in &mut scores {
        score.marks = reader.list(
            "select criterion_id, mark from score_mark join criterion on criterion.id = score_mark.criterion_id
             where score_id = ?1 order by criterion.retired_at is not null, criterion.position, criterion.id",
            [score.id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    }
    Ok(scores)
}

/// What a score said before, the last one first: when it was changed, whose work it judged, its note and marks.
pub fn versions(reader: &Reader<'_>, id: ScoreId) -> Result<Vec<Version>, DbError> {
    reader.list(
        "select score_version.until, agent.name, score_version.note, score_version.marks
         from score_version join agent on agent.id = score_version.agent_id
         where score_id = ?1 order by until desc",
        [id],
        |row| {
            let marks: Vec<(i64, i64)> =
                serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default();
            Ok(Version {
                until: row.get(0)?,
                agent_name: row.get(1)?,
                note: row.get(2)?,
                marks: marks
                    .into_iter()
                    .map(|(id, mark)| (CriterionId(id), mark))
                    .collect(),
            })
        },
    )
}

/// What a score said before it was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// When it was changed.
    pub until: Timestamp,
    /// Whose work it judged.
    pub agent_name: String,
    /// In words.
    pub note: String,
    /// Criteria and marks.
    pub marks: Vec<(CriterionId, i64)>,
}

impl Version {
    /// All marks in one, in hundredths.
    #[must_use]
    pub fn hundredths(&self) -> i64 {
        mean(&self.marks)
    }
}

#[cfg(test)]
mod tests;

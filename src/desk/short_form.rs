//! Short forms that become their text as they are typed: the whole team's, and one's own.

use serde::Serialize;

use crate::{
    base::{
        id::{AgentId, ShortFormId},
        text,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::audit::{self, Origin},
};

/// Most short forms in one list.
pub const MOST: usize = 300;

/// Most characters of what a short form becomes.
pub const LONGEST: usize = 1_000;

/// Whose list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The whole team's, kept by the admins.
    Team,
    /// One agent's own, which go before the team's.
    Own(AgentId),
}

impl Whose {
    fn agent(self) -> Option<AgentId> {
        match self {
            Self::Team => None,
            Self::Own(agent) => Some(agent),
        }
    }
}

/// A short form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShortForm {
    /// Its id.
    pub id: ShortFormId,
    /// What is typed.
    pub short: String,
    /// What it becomes.
    pub text: String,
}

/// Why a list stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum ShortFormError {
    /// One word is needed, of letters and digits, at most twenty of them.
    #[error("a short form is one word of letters and digits")]
    NoWord,
    /// It becomes nothing, or itself.
    #[error("a text is needed")]
    NoText,
    /// The list has it already.
    #[error("the list has this short form already")]
    Taken,
    /// The list is full.
    #[error("there are {MOST} short forms already")]
    TooMany,
    /// There is no such short form on this list.
    #[error("there is no such short form")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A list, by what is typed.
pub fn list(reader: &Reader<'_>, whose: Whose) -> Result<Vec<ShortForm>, DbError> {
    reader.list(
        "select id, short, text from short_form where agent_id is ?1 order by short, id",
        [whose.agent()],
        |row| {
            Ok(ShortForm {
                id: row.get(0)?,
                short: row.get(1)?,
                text: row.get(2)?,
            })
        },
    )
}

/// Adds a short form.
pub fn add(
    tx: &mut Tx<'_>,
    origin: &Origin,
    whose: Whose,
    short: &str,
    text: &str,
) -> Result<ShortFormId, ShortFormError> {
    let (short, text) = checked(tx, whose, None, short, text)?;
    if list(tx, whose)?.len() >= MOST {
        return Err(ShortFormError::TooMany);
    }
    tx.execute(
        "insert into short_form (agent_id, short, text) values (?1, ?2, ?3)",
        (whose.agent(), &short, text),
    )?;
    let id = ShortFormId(tx.last_insert_id());
    log(tx, origin, whose, "short_form_added", &short)?;
    Ok(id)
}

/// Changes a short form.
pub fn change(
    tx: &mut Tx<'_>,
    origin: &Origin,
    whose: Whose,
    id: ShortFormId,
    short: &str,
    text: &str,
) -> Result<(), ShortFormError> {
    let (short, text) = checked(tx, whose, Some(id), short, text)?;
    let changed = tx.execute(
        "update short_form set short = :short, text = :text where id = :id and agent_id is :agent",
        named_params! { ":short": short, ":text": text, ":id": id, ":agent": whose.agent() },
    )?;
    if changed == 0 {
        return Err(ShortFormError::NotFound);
    }
    Ok(log(tx, origin, whose, "short_form_changed", &short)?)
}

/// Removes a short form.
pub fn remove(
    tx: &mut Tx<'_>,
    origin: &Origin,
    whose: Whose,
    id: ShortFormId,
) -> Result<(), ShortFormError> {
    let gone = tx.find(
        "delete from short_form where id = ?1 and agent_id is ?2 returning short",
        (id, whose.agent()),
        |row| row.get::<_, String>(0),
    )?;
    let short = gone.ok_or(ShortFormError::NotFound)?;
    Ok(log(tx, origin, whose, "short_form_removed", &short)?)
}

/// What an agent keeps for themselves is no matter of the house's log.
fn log(
    tx: &mut Tx<'_>,
    origin: &Origin,
    whose: Whose,
    act: &str,
    short: &str,
) -> Result<(), DbError> {
    match whose {
        Whose::Team => audit::log(tx, origin, act, short),
        Whose::Own(_) => Ok(()),
    }
}

fn checked(
    reader: &Reader<'_>,
    whose: Whose,
    id: Option<ShortFormId>,
    short: &str,
    text: &str,
) -> Result<(String, String), ShortFormError> {
    let short = short.trim();
    if !is_word(short) {
        return Err(ShortFormError::NoWord);
    }
    let text: String = text::clean(text).chars().take(LONGEST).collect();
    if text.is_empty() || text == short {
        return Err(ShortFormError::NoText);
    }
    let lower = short.to_lowercase();
    let others = list(reader, whose)?;
    let is_taken = others
        .iter()
        .any(|other| Some(other.id) != id && other.short.to_lowercase() == lower);
    if is_taken {
        return Err(ShortFormError::Taken);
    }
    Ok((short.to_owned(), text))
}

/// Whether a blank or a sign may end it and nothing inside does.
fn is_word(short: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '’' | '&' | '+');
    let length = short.chars().count();
    (1..=20).contains(&length)
        && short.chars().all(is_plain)
        && short.starts_with(char::is_alphanumeric)
        && short.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    #[test]
    fn a_short_form_is_one_word_that_becomes_something_else() {
        for (short, good) in [
            ("brb", true),
            ("спс", true),
            ("a&c", true),
            ("o'clock", true),
            ("1st", true),
            ("", false),
            ("two words", false),
            ("end.", false),
            ("a/b", false),
            ("-x", false),
            ("aaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            assert_eq!(is_word(short), good, "{short}");
        }
    }

    #[test]
    fn lists_are_apart_and_each_has_a_form_once() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let own = Whose::Own(ana.id);
        let add = |memory: &mut Memory, whose, short: &str, text: &str| {
            memory.act(|tx| super::add(tx, &origin, whose, short, text))
        };
        add(&mut memory, Whose::Team, "brb", "I will be right back.").unwrap();
        let id = add(&mut memory, own, "brb", "Back in a minute.").unwrap();
        let twice = add(&mut memory, own, " BRB ", "Again");
        assert!(matches!(twice, Err(ShortFormError::Taken)));
        let itself = add(&mut memory, own, "ok", "ok");
        assert!(matches!(itself, Err(ShortFormError::NoText)));
        let not_hers = memory.act(|tx| remove(tx, &origin, Whose::Own(bo.id), id));
        assert!(matches!(not_hers, Err(ShortFormError::NotFound)));
        memory
            .act(|tx| change(tx, &origin, own, id, "Brb", "Back soon."))
            .unwrap();
        let found = memory.act(|tx| list(tx, own)).unwrap();
        assert_eq!(
            (found[0].short.as_str(), found[0].text.as_str()),
            ("Brb", "Back soon.")
        );
        memory.act(|tx| remove(tx, &origin, own, id)).unwrap();
        assert_eq!(memory.act(|tx| list(tx, own)).unwrap(), []);
        assert_eq!(memory.act(|tx| list(tx, Whose::Team)).unwrap().len(), 1);
        let acts = memory.act(|tx| audit::newest(tx, 9)).unwrap();
        assert_eq!(acts.len(), 1, "one's own is one's own");
    }
}

//! A view of the Chats page that somebody keeps (L4): an address under a name, their own or the whole team's. What
//! the address means is the page's to know.

use crate::{
    base::{
        id::{AgentId, ChatViewId},
        text,
    },
    db::{DbError, Reader, Row, Tx},
    desk::team::{Agent, Role},
};

/// Most characters of a name.
pub const LONGEST: usize = 40;
/// Most characters of an address: more than the longest search has when each of its characters is written as bytes.
const LONGEST_QUERY: usize = 4_000;
/// Most views of one agent, and most that a team shares.
pub const MOST: i64 = 20;

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: ChatViewId,
    /// Who made it.
    pub agent: AgentId,
    /// What it is called.
    pub name: String,
    /// What stands behind `/chats?` in its address; may be empty.
    pub query: String,
    /// Whether the whole team has it.
    pub is_shared: bool,
    /// Whether the reader's page begins with it.
    pub is_first: bool,
}

impl View {
    /// Whether this agent may change it: whoever made it, and a supervisor what is shared.
    #[must_use]
    pub fn is_changed_by(&self, agent: &Agent) -> bool {
        if self.is_shared {
            agent.may_act_as(Role::Supervisor)
        } else {
            self.agent == agent.id
        }
    }
}

/// Why views stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// There is no such view, or not for this agent.
    #[error("there is no such view")]
    NotFound,
    /// A view needs a name.
    #[error("a name is needed")]
    NoName,
    /// Another view has this name.
    #[error("another view has this name")]
    NameTaken,
    /// There are as many as fit.
    #[error("{MOST} views are enough")]
    TooMany,
    /// It takes a supervisor.
    #[error("only supervisors share views with the team")]
    SupervisorsOnly,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

const COLUMNS: &str = "chat_view.id, chat_view.agent_id, chat_view.name, chat_view.query, chat_view.is_shared,
    exists (select 1 from chat_view_first where chat_view_first.agent_id = ?1 and view_id = chat_view.id)";

fn from_row(row: &Row<'_>) -> rusqlite::Result<View> {
    Ok(View {
        id: row.get(0)?,
        agent: row.get(1)?,
        name: row.get(2)?,
        query: row.get(3)?,
        is_shared: row.get(4)?,
        is_first: row.get(5)?,
    })
}

/// The views that an agent has: the team's, then their own, in the order in which they were made.
pub fn of_agent(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<View>, DbError> {
    let sql = format!(
        "select {COLUMNS} from chat_view where is_shared = 1 or agent_id = ?1 order by is_shared desc, id"
    );
    reader.list(&sql, [agent], from_row)
}

/// One of them.
pub fn by_id(reader: &Reader<'_>, agent: AgentId, id: ChatViewId) -> Result<Option<View>, DbError> {
    let sql = format!(
        "select {COLUMNS} from chat_view where id = ?2 and (is_shared = 1 or agent_id = ?1)"
    );
    reader.find(&sql, (agent, id), from_row)
}

/// The view with which an agent's page begins, if they chose one.
pub fn first(reader: &Reader<'_>, agent: AgentId) -> Result<Option<View>, DbError> {
    Ok(of_agent(reader, agent)?
        .into_iter()
        .find(|view| view.is_first))
}

/// What is said of a view when it is made or changed.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What it is called.
    pub name: String,
    /// Whether the whole team shall have it.
    pub is_shared: bool,
    /// Whether the agent's own page shall begin with it.
    pub is_first: bool,
}

/// Keeps an address under a name.
pub fn add(
    tx: &mut Tx<'_>,
    agent: &Agent,
    query: &str,
    wanted: &Wanted,
) -> Result<ChatViewId, ViewError> {
    let name = checked(tx, agent, None, wanted)?;
    let query: String = query.chars().take(LONGEST_QUERY).collect();
    tx.execute(
        "insert into chat_view (agent_id, name, query, is_shared) values (?1, ?2, ?3, ?4)",
        (agent.id, name, query, wanted.is_shared),
    )?;
    let id = ChatViewId(tx.last_insert_id());
    begin_with(tx, agent.id, id, wanted.is_first)?;
    Ok(id)
}

/// Renames a view, shares it or keeps it to oneself. Of one that is somebody else's only whether one's own page
/// begins with it.
pub fn change(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ChatViewId,
    wanted: &Wanted,
) -> Result<View, ViewError> {
    let view = by_id(tx, agent.id, id)?.ok_or(ViewError::NotFound)?;
    if view.is_changed_by(agent) {
        let name = checked(tx, agent, Some(&view), wanted)?;
        if view.is_shared && !wanted.is_shared {
            // It was the others' too, and no page of theirs begins with what they have no more.
            tx.execute(
                "delete from chat_view_first where view_id = ?1 and agent_id <> ?2",
                (id, agent.id),
            )?;
        }
        tx.execute(
            "update chat_view set name = ?2, is_shared = ?3, agent_id = iif(is_shared and not ?3, ?4, agent_id)
             where id = ?1",
            (id, name, wanted.is_shared, agent.id),
        )?;
    }
    begin_with(tx, agent.id, id, wanted.is_first)?;
    by_id(tx, agent.id, id)?.ok_or(ViewError::NotFound)
}

/// Drops a view.
pub fn remove(tx: &mut Tx<'_>, agent: &Agent, id: ChatViewId) -> Result<(), ViewError> {
    let view = by_id(tx, agent.id, id)?.ok_or(ViewError::NotFound)?;
    if !view.is_changed_by(agent) {
        return Err(ViewError::SupervisorsOnly);
    }
    tx.execute("delete from chat_view_first where view_id = ?1", [id])?;
    tx.execute("delete from chat_view where id = ?1", [id])?;
    Ok(())
}

fn checked(
    reader: &Reader<'_>,
    agent: &Agent,
    itself: Option<&View>,
    wanted: &Wanted,
) -> Result<String, ViewError> {
    if wanted.is_shared && !agent.may_act_as(Role::Supervisor) {
        return Err(ViewError::SupervisorsOnly);
    }
    let name = text::clean_line(&wanted.name, LONGEST);
    if name.is_empty() {
        return Err(ViewError::NoName);
    }
    let lower = name.to_lowercase();
    let known = of_agent(reader, agent.id)?;
    let is_taken = known.iter().any(|other| {
        itself.is_none_or(|one| one.id != other.id) && other.name.to_lowercase() == lower
    });
    if is_taken {
        return Err(ViewError::NameTaken);
    }
    // Whether it is new, or joins those of the team, or comes back from them.
    if itself.is_none_or(|one| one.is_shared != wanted.is_shared) {
        let alike = known.iter().filter(|one| one.is_shared == wanted.is_shared);
        if i64::try_from(alike.count()).unwrap_or(MOST) >= MOST {
            return Err(ViewError::TooMany);
        }
    }
    Ok(name)
}

fn begin_with(
    tx: &mut Tx<'_>,
    agent: AgentId,
    view: ChatViewId,
    is_first: bool,
) -> Result<(), DbError> {
    if is_first {
        tx.execute(
            "insert into chat_view_first (agent_id, view_id) values (?1, ?2)
             on conflict (agent_id) do update set view_id = excluded.view_id",
            (agent, view),
        )?;
    } else {
        tx.execute(
            "delete from chat_view_first where agent_id = ?1 and view_id = ?2",
            (agent, view),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    fn wanted(name: &str, is_shared: bool, is_first: bool) -> Wanted {
        Wanted {
            name: name.to_owned(),
            is_shared,
            is_first,
        }
    }

    #[test]
    fn a_view_is_ones_own_until_a_supervisor_shares_it() {
        let mut memory = Memory::new();
        let sue = memory.act(|tx| cast::supervisor(tx, "Sue")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let names = |memory: &mut Memory, agent: &Agent| -> Vec<(String, bool)> {
            let views = memory.act(|tx| of_agent(tx, agent.id)).unwrap();
            views
                .into_iter()
                .map(|view| (view.name, view.is_first))
                .collect()
        };
        let mine = memory
            .act(|tx| add(tx, &bo, "agent=me", &wanted("  Mine ", false, true)))
            .unwrap();
        assert_eq!(names(&mut memory, &bo), [("Mine".to_owned(), true)]);
        assert_eq!(names(&mut memory, &sue), []);
        for (who, query, name, shared) in [
            (&bo, "tab=new", "Team", true),
            (&bo, "tab=new", " ", false),
            (&bo, "tab=new", "MINE", false),
        ] {
            let refused = memory.act(|tx| add(tx, who, query, &wanted(name, shared, false)));
            assert!(refused.is_err(), "{name}");
        }
        assert!(memory.act(|tx| remove(tx, &sue, mine)).is_err());

        let late = memory
            .act(|tx| add(tx, &sue, "tab=needs_reply", &wanted("Late", true, false)))
            .unwrap();
        // A colleague cannot change what is the team's, but may begin with it.
        memory
            .act(|tx| change(tx, &bo, late, &wanted("Bo’s", false, true)))
            .unwrap();
        let both = [("Late".to_owned(), true), ("Mine".to_owned(), false)];
        assert_eq!(names(&mut memory, &bo), both);
        assert!(matches!(
            memory.act(|tx| remove(tx, &bo, late)),
            Err(ViewError::SupervisorsOnly)
        ));
        memory
            .act(|tx| change(tx, &sue, late, &wanted("Late ones", false, false)))
            .unwrap();
        assert_eq!(names(&mut memory, &bo), [("Mine".to_owned(), false)]);
        assert_eq!(memory.act(|tx| first(tx, bo.id)).unwrap(), None);
        memory.act(|tx| remove(tx, &sue, late)).unwrap();
        assert_eq!(names(&mut memory, &sue), []);
    }

    #[test]
    fn a_team_has_no_more_than_fit_whichever_way_they_come() {
        let mut memory = Memory::new();
        let sue = memory.act(|tx| cast::supervisor(tx, "Sue")).unwrap();
        for number in 0..MOST {
            let name = format!("Shared {number}");
            memory
                .act(|tx| add(tx, &sue, "tab=new", &wanted(&name, true, false)))
                .unwrap();
        }
        let own = memory
            .act(|tx| add(tx, &sue, "tab=new", &wanted("Own", false, false)))
            .unwrap();
        let shared = memory.act(|tx| change(tx, &sue, own, &wanted("Own", true, false)));
        assert!(matches!(shared, Err(ViewError::TooMany)), "{shared:?}");
        memory
            .act(|tx| change(tx, &sue, own, &wanted("My own", false, true)))
            .unwrap();
    }

    #[test]
    fn the_longest_search_is_kept_whole() {
        let mut memory = Memory::new();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let query = format!("q={}", "%F0%9F%AB%96".repeat(200));
        let id = memory
            .act(|tx| add(tx, &bo, &query, &wanted("Teapots", false, false)))
            .unwrap();
        let kept = memory.act(|tx| by_id(tx, bo.id, id)).unwrap().unwrap();
        assert_eq!(kept.query, query);
    }
}

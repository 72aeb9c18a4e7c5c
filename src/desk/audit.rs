//! Who did what to the house itself. Rows are only ever added.

use crate::{
    base::{
        id::{AgentId, CustomerId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
};

/// Who acts, and from where.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The agent, if one is known.
    pub agent: Option<AgentId>,
    /// The network address; empty for the command line.
    pub address: String,
}

/// Writes a line. `act` is a fixed word, `subject` whom or what it concerned; never a secret.
pub fn log(tx: &mut Tx<'_>, origin: &Origin, act: &str, subject: &str) -> Result<(), DbError> {
    log_with(tx, origin, act, subject, "")
}

/// As [`log`], with more to say, such as what a right was and what it became; never a secret.
pub fn log_with(
    tx: &mut Tx<'_>,
    origin: &Origin,
    act: &str,
    subject: &str,
    detail: &str,
) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "insert into audit (at, agent_id, address, act, subject, detail)
         values (:at, :agent, :address, :act, :subject, :detail)",
        named_params! {
            ":at": now, ":agent": origin.agent, ":address": origin.address,
            ":act": act, ":subject": subject, ":detail": detail,
        },
    )?;
    Ok(())
}

/// A customer as lines name them: by number, since lines stay and customers may be erased.
#[must_use]
pub fn customer(id: CustomerId) -> String {
    format!("#{id}")
}

/// The lines about a customer, oldest first.
pub fn about_customer(reader: &Reader<'_>, id: CustomerId) -> Result<Vec<Line>, DbError> {
    reader.list(
        "select audit.id, audit.at, coalesce(agent.name, ''), audit.address, audit.act,
           audit.subject, audit.detail
         from audit left join agent on agent.id = audit.agent_id
         where (audit.subject = ?1 or audit.detail = ?1) and instr(?2, ' ' || audit.act || ' ') > 0 order by audit.id",
        (customer(id), format!(" {} ", ABOUT_CUSTOMERS.join(" "))),
        from_row,
    )
}

/// Acts whose subject is a customer.
pub const ABOUT_CUSTOMERS: [&str; 7] = [
    "customers_merged",
    "merge_undone",
    "customer_blocked",
    "customer_unblocked",
    "chat_taken_over",
    "customer_exported",
    "customer_erased",
];

/// One line of the log.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who, by name; empty for the house itself.
    pub agent: String,
    /// From where.
    pub address: String,
    /// What.
    pub act: String,
    /// Whom or what it concerned.
    pub subject: String,
    /// More, in words.
    pub detail: String,
}

/// The newest lines first.
pub fn newest(reader: &Reader<'_>, limit: usize) -> Result<Vec<Line>, DbError> {
    older(reader, i64::MAX, limit)
}

/// The lines before a line, newest first.
pub fn older(reader: &Reader<'_>, than: i64, limit: usize) -> Result<Vec<Line>, DbError> {
    reader.list(
        "select audit.id, audit.at, coalesce(agent.name, ''), audit.address, audit.act,
           audit.subject, audit.detail
         from audit left join agent on agent.id = audit.agent_id
         where audit.id < ?1 order by audit.id desc limit ?2",
        (than, limit),
        from_row,
    )
}

/// The newest line of an act.
pub fn last_of(reader: &Reader<'_>, act: &str) -> Result<Option<Line>, DbError> {
    reader.find(
        "select audit.id, audit.at, coalesce(agent.name, ''), audit.address, audit.act,
           audit.subject, audit.detail
         from audit left join agent on agent.id = audit.agent_id
         where audit.act = ?1 order by audit.id desc limit 1",
        [act],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        id: row.get(0)?,
        at: row.get(1)?,
        agent: row.get(2)?,
        address: row.get(3)?,
        act: row.get(4)?,
        subject: row.get(5)?,
        detail: row.get(6)?,
    })
}

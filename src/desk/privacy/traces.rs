//! What is left of an erased customer beside their rows: in the event table, in what webhooks were told, and in the
//! segments of full-text indexes, where words stay until their segment is written anew.

use super::erasure::Erasure;
use crate::{
    base::id::EventId,
    db::{DbError, Reader, Tx},
};

/// Events looked at in one go.
const RANGE: i64 = 50_000;

/// Rows removed in one act at most.
pub const AT_ONCE: usize = 500;

/// Pages of an index written in one act.
const PAGES: i64 = 200;

/// Where full text is kept.
pub const INDEXES: [&str; 4] = [
    "message_search",
    "past_answer_search",
    "customer_search",
    "customer_words",
];

/// Events about the erased that name no chat: a change of theirs, a note about them, a page they were on. Looked for
/// in a stretch of the table, behind `after`; answers them and where to go on, `None` at the end.
pub fn events(
    reader: &Reader<'_>,
    erasure: &Erasure,
    after: EventId,
) -> Result<(Vec<EventId>, Option<EventId>), DbError> {
    let newest: i64 = reader.get("select coalesce(max(id), 0) from event", [], |row| {
        row.get(0)
    })?;
    let until = after.0.saturating_add(RANGE);
    let ids = |ids: Vec<i64>| serde_json::to_string(&ids).expect("numbers are plain data");
    let customers = ids(erasure.customers.iter().map(|id| id.0).collect());
    let accounts = ids(erasure.identities.iter().map(|id| id.0).collect());
    let found = reader.list(
        // The newest event is never deleted. What was told when it was over says nothing and stays.
        "select id from event where id > ?1 and id <= ?2 and id < ?3 and (
           identity_id in (select value from json_each(?5))
           or (kind = 'customer' and data ->> '$.id' in (select value from json_each(?4)) and data ->> '$.erased' is null)
           or (kind = 'note' and data ->> '$.customer_id' in (select value from json_each(?4)))
           or (conversation_id is not null and kind not in ('message', 'comment')
             and not exists (select 1 from conversation where conversation.id = event.conversation_id)))",
        (after, until, newest, customers, accounts),
        |row| row.get(0),
    )?;
    Ok((found, (until < newest).then_some(EventId(until))))
}

/// Removes events.
pub fn remove_events(tx: &mut Tx<'_>, ids: &[EventId]) -> Result<(), DbError> {
    for id in ids {
        tx.execute("delete from event where id = ?1", [id])?;
    }
    Ok(())
}

/// Removes some of what webhooks were told of chats and customers that are gone; `true` when there may be more.
pub fn remove_told(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<bool, DbError> {
    let lanes: Vec<String> = erasure
        .customers
        .iter()
        .map(|id| format!("customer {id}"))
        .collect();
    let lanes = serde_json::to_string(&lanes).expect("words are plain data");
    let gone = tx.execute(
        "delete from webhook_delivery where id in (select id from webhook_delivery
           where (lane in (select value from json_each(?1)) and instr(body, '\"erased\":true') = 0)
             or (conversation_id is not null
               and not exists (select 1 from conversation where conversation.id = webhook_delivery.conversation_id))
           limit ?2)",
        (lanes, AT_ONCE),
    )?;
    Ok(gone == AT_ONCE)
}

/// In how many steps an index is written anew at most: new words come meanwhile, and are not waited for.
pub fn steps(reader: &Reader<'_>, index: &str) -> Result<i64, DbError> {
    let pages: i64 = reader.get(&format!("select count(*) from {index}_data"), [], |row| {
        row.get(0)
    })?;
    Ok(2 + 2 * pages / PAGES)
}

/// Writes some of an index anew without what was removed from it; `false` when all of it is.
pub fn rewrite_index(tx: &mut Tx<'_>, index: &str) -> Result<bool, DbError> {
    let changes = |tx: &Tx<'_>| tx.get("select total_changes()", [], |row| row.get::<_, i64>(0));
    let before = changes(tx)?;
    // A negative number takes all segments together, also a single one (<https://www.sqlite.org/fts5.html#the_merge_command>).
    tx.execute(
        &format!("insert into {index} ({index}, rank) values ('merge', ?1)"),
        [-PAGES],
    )?;
    Ok(changes(tx)? - before > 1)
}

//! What a search finds: chats of whom it names, then chats in which the words were said, the newest of each first.
//!
//! Every source is read from its newest end and no further than is shown, together with the rest of the filter: so a
//! word that stands in a million messages costs no more than a rare one, and a filter narrows what is found and not
//! what is left of it.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use super::filter::{Conditions, Filter, Tab};
use crate::{
    base::{
        id::{AgentId, ConversationId, EventId, MessageId, TagId},
        query::Words,
    },
    db::{DbError, Reader, named_params},
    desk::{
        customer::{directory, folded::fold},
        event, search,
    },
};

/// Chats of one source at most …
const EACH: usize = 200;
/// … and in all: more pages than anybody turns.
pub(super) const MOST: usize = 5 * EACH;
/// Hits of a word that are looked at for chats that pass the rest of the filter.
const HITS: usize = 3_000;
/// What was said so long before a period and after it may still stand in a chat that was going on in it.
const AROUND: Duration = Duration::from_secs(7 * 24 * 3600);

/// Chats that were found, the best first.
#[derive(Debug, Default)]
pub(super) struct Found {
    ids: Vec<ConversationId>,
    places: HashMap<ConversationId, usize>,
    /// Where the words were said last, in each chat that was found by them.
    pub(super) hits: HashMap<ConversationId, MessageId>,
    /// There are more.
    pub(super) is_cut: bool,
}

/// Whether only chats of the chosen tab are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tabs {
    Chosen,
    All,
}

impl Found {
    fn add(&mut self, ids: Vec<ConversationId>) {
        self.is_cut |= ids.len() >= EACH;
        for id in ids {
            if !self.places.contains_key(&id) {
                self.places.insert(id, self.ids.len());
                self.ids.push(id);
            }
        }
    }

    fn add_hits(&mut self, hits: Vec<(ConversationId, MessageId)>) {
        self.add(hits.iter().map(|(id, _)| *id).collect());
        for (id, hit) in hits {
            self.hits.entry(id).or_insert(hit);
        }
    }

    /// How many are better.
    pub(super) fn place(&self, id: ConversationId) -> usize {
        self.places.get(&id).copied().unwrap_or(usize::MAX)
    }

    /// All chats, or those that come after this one.
    pub(super) fn as_json(&self, after: Option<ConversationId>) -> String {
        let begin = after.map_or(0, |after| self.place(after).saturating_add(1));
        let ids = self.ids.iter().skip(begin).map(|id| id.0);
        json(&ids.collect::<Vec<i64>>())
    }
}

/// What a search finds in all tabs, and in the chosen one.
#[derive(Debug, Default)]
pub(super) struct Search {
    pub(super) all: Found,
    /// Only where it cannot be told from `all`, which was cut.
    chosen: Option<Found>,
}

impl Search {
    pub(super) fn ask(
        reader: &Reader<'_>,
        viewer: AgentId,
        filter: &Filter,
    ) -> Result<Self, DbError> {
        let all = find(reader, viewer, filter, Tabs::All)?;
        let is_told = filter.tab == Tab::All || !all.is_cut;
        let chosen = (!is_told).then(|| find(reader, viewer, filter, Tabs::Chosen));
        Ok(Self {
            all,
            chosen: chosen.transpose()?,
        })
    }

    /// What the list shows.
    pub(super) fn chosen(&self) -> &Found {
        self.chosen.as_ref().unwrap_or(&self.all)
    }
}

/// Finds nothing when no words are searched for.
fn find(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    tabs: Tabs,
) -> Result<Found, DbError> {
    let mut found = Found::default();
    if !filter.is_search() {
        return Ok(found);
    }
    // Words that were said far from the period are not looked at: in an old house these would be most.
    let first = filter
        .from
        .map(|from| event::first_at(reader, from.minus(AROUND)));
    let last = filter.to.map(|to| event::first_at(reader, to.plus(AROUND)));
    let sources = Sources {
        reader,
        viewer,
        filter,
        tabs,
        span: (
            first.transpose()?.unwrap_or(EventId(0)),
            last.transpose()?.unwrap_or(EventId(i64::MAX)),
        ),
    };
    found.add(sources.of_customers(&directory::anywhere(reader, &filter.text, EACH)?)?);
    found.add(sources.with_tags()?);
    found.add(sources.of_agents()?);
    let Some(words) = Words::read(&filter.text) else {
        return Ok(found);
    };
    let exact = sources.with_words(&words.exactly())?;
    // While somebody types, words may go on; once enough fit as they stand, that is what was meant.
    let is_enough = exact.len() >= EACH || sources.is_common(&words.exactly())?;
    found.is_cut |= is_enough;
    found.add_hits(exact);
    if !is_enough {
        found.add_hits(sources.with_words(&words.as_beginnings())?);
    }
    Ok(found)
}

struct Sources<'a> {
    reader: &'a Reader<'a>,
    viewer: AgentId,
    filter: &'a Filter,
    tabs: Tabs,
    /// Hits lie between these.
    span: (EventId, EventId),
}

impl Sources<'_> {
    fn conditions(&self) -> Conditions {
        let mut conditions = self.filter.conditions();
        conditions.add(super::Tab::All.condition());
        if self.tabs == Tabs::Chosen {
            conditions.add(self.filter.tab.condition());
        }
        if self.filter.unread {
            conditions.bind(":viewer", self.viewer);
        }
        conditions.bind(":each", EACH);
        conditions
    }

    fn list(&self, sql: &str, conditions: &Conditions) -> Result<Vec<ConversationId>, DbError> {
        let params = conditions.params();
        self.reader.list(sql, params.as_slice(), |row| row.get(0))
    }

    fn of_customers(&self, customers: &[i64]) -> Result<Vec<ConversationId>, DbError> {
        if customers.is_empty() {
            return Ok(Vec::new());
        }
        let mut conditions = self.conditions();
        conditions.bind(":customers", json(customers));
        self.list(
            &format!(
                "select conversation.id from conversation indexed by conversation_by_customer
                 where conversation.customer_id in (select value from json_each(:customers)) and {conditions}
                 order by conversation.last_activity_at desc limit :each"
            ),
            &conditions,
        )
    }

    fn with_tags(&self) -> Result<Vec<ConversationId>, DbError> {
        let words = fold(self.filter.text.trim());
        let tags = self.named("tag")?.into_iter();
        let tags = tags.filter(|(_, name)| fold(name).starts_with(&words));
        let mut customers: Vec<i64> = Vec::new();
        for (tag, _) in tags {
            customers.extend(self.reader.list(
                "select customer_id from customer_tag where tag_id = :tag order by customer_id desc limit :each",
                named_params! { ":tag": TagId(tag), ":each": EACH },
                |row| row.get::<_, i64>(0),
            )?);
        }
        self.of_customers(&customers)
    }

    /// Numbers and names of everything in a short table.
    fn named(&self, table: &str) -> Result<Vec<(i64, String)>, DbError> {
        let sql = format!("select id, name from {table}");
        self.reader
            .list(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn of_agents(&self) -> Result<Vec<ConversationId>, DbError> {
        let words = fold(self.filter.text.trim());
        let agents = self.named("agent")?.into_iter();
        let agents = agents.filter(|(_, name)| begins_a_word(&fold(name), &words));
        let mut ids = Vec::new();
        for (agent, _) in agents {
            for state in ["active", "closed"] {
                let mut conditions = self.conditions();
                conditions.bind(":whose", AgentId(agent));
                conditions.bind(":stands", state);
                ids.extend(self.list(
                    &format!(
                        "select conversation.id from conversation indexed by conversation_by_agent
                         where conversation.agent_id = :whose and conversation.state = :stands and {conditions}
                         order by conversation.last_activity_at desc limit :each"
                    ),
                    &conditions,
                )?);
            }
        }
        ids.truncate(EACH);
        Ok(ids)
    }

    /// Whether there are more hits than are looked at.
    fn is_common(&self, query: &str) -> Result<bool, DbError> {
        let (first, last) = self.span;
        let sql = format!("select count(*) from ({})", search::NEWEST);
        let params = named_params! {
            ":match": query, ":first": first, ":last": last, ":hits": HITS,
        };
        let hits: usize = self.reader.get(&sql, params, |row| row.get(0))?;
        Ok(hits >= HITS)
    }

    /// The newest hit of a chat decides its place.
    fn with_words(&self, query: &str) -> Result<Vec<(ConversationId, MessageId)>, DbError> {
        let mut conditions = self.conditions();
        let (first, last) = self.span;
        conditions.bind(":match", query.to_owned());
        conditions.bind(":first", first);
        conditions.bind(":last", last);
        conditions.bind(":hits", HITS);
        // A chat in which a word was said often must not crowd out others: some more are read than are shown.
        let sql = format!(
            "select message.conversation_id, message.id
             from ({}) as hit cross join message on message.id = hit.rowid
               cross join conversation on conversation.id = message.conversation_id
             where {conditions} limit :each * 4",
            search::NEWEST
        );
        let params = conditions.params();
        let mut hits: Vec<(ConversationId, MessageId)> =
            self.reader.list(&sql, params.as_slice(), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let mut seen = HashSet::new();
        hits.retain(|(id, _)| seen.insert(*id));
        hits.truncate(EACH);
        Ok(hits)
    }
}

fn json(ids: &[i64]) -> String {
    serde_json::to_string(ids).expect("numbers are plain data")
}

fn begins_a_word(name: &str, words: &str) -> bool {
    name.starts_with(words) || name.contains(&format!(" {words}"))
}

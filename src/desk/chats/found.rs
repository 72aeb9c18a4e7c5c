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
        text::has_word_beginning,
    },
    db::{DbError, Reader, named_params},
    desk::{
        customer::{directory, folded::fold},
        event, search,
    },
};

/// Chats of one source at most: more pages than anybody turns.
const EACH: usize = 200;
/// Hits of a word that are looked at for chats that pass the rest of the filter.
const HITS: usize = 3_000;
/// A chat in which a word was said often must not crowd out others: some more hits are taken than chats are shown.
const HITS_SHOWN: usize = 4 * EACH;
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

    /// Answers whether that is as much as anybody looks through.
    fn add_hits<'a>(&mut self, hits: impl Iterator<Item = &'a Hit>) -> bool {
        let mut seen = HashSet::new();
        let newest = hits.filter(|hit| seen.insert(hit.conversation)).take(EACH);
        let newest: Vec<&Hit> = newest.collect();
        self.add(newest.iter().map(|hit| hit.conversation).collect());
        for hit in &newest {
            self.hits.entry(hit.conversation).or_insert(hit.message);
        }
        newest.len() >= EACH
    }

    /// How many are better.
    pub(super) fn place(&self, id: ConversationId) -> usize {
        self.places.get(&id).copied().unwrap_or(usize::MAX)
    }

    /// All chats, or those that come after this one.
    pub(super) fn as_json(&self, after: Option<ConversationId>) -> String {
        let begin = after.map_or(0, |after| self.place(after).saturating_add(1));
        json(self.ids.iter().skip(begin).copied())
    }
}

/// Where the words were said.
struct Hit {
    conversation: ConversationId,
    message: MessageId,
    /// Whether the chat is in the chosen tab.
    is_chosen: bool,
}

/// What a search finds in all tabs, and in the chosen one. Each is filled by itself: what is too much for one of them does
/// not crowd the other out.
#[derive(Debug, Default)]
pub(super) struct Search {
    pub(super) all: Found,
    /// Only where one is chosen.
    chosen: Option<Found>,
}

impl Search {
    /// Finds nothing when no words are searched for.
    pub(super) fn ask(
        reader: &Reader<'_>,
        viewer: AgentId,
        filter: &Filter,
    ) -> Result<Self, DbError> {
        if !filter.is_search() {
            return Ok(Self::default());
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
            span: (
                first.transpose()?.unwrap_or(EventId(0)),
                last.transpose()?.unwrap_or(EventId(i64::MAX)),
            ),
        };
        let mut customers = directory::anywhere(reader, &filter.text, EACH)?;
        let are_cut = customers.len() >= EACH;
        if are_cut {
            // Of a name that hundreds bear, whoever is being served now is not among the newest by chance.
            customers.extend(directory::being_served(reader, &filter.text, EACH)?);
        }
        let customers = (customers.as_slice(), are_cut);
        let chosen = match filter.tab {
            Tab::All => None,
            tab => Some(sources.named(tab, customers)?),
        };
        let mut search = Self {
            all: sources.named(Tab::All, customers)?,
            chosen,
        };
        if let Some(words) = Words::read(&filter.text) {
            search.add_said(&sources, &words)?;
        }
        Ok(search)
    }

    /// While somebody types, words may go on; once enough fit as they stand, that is what was meant.
    fn add_said(&mut self, sources: &Sources<'_>, words: &Words) -> Result<(), DbError> {
        let newest = sources.newest(&words.exactly())?;
        // There are more hits than are looked at.
        let is_common = newest.len() >= HITS;
        let exact = sources.with_words(newest)?;
        let is_any: fn(&Hit) -> bool = |_| true;
        let mut lacking = Vec::new();
        for (found, belongs) in [
            (Some(&mut self.all), is_any),
            (self.chosen.as_mut(), |hit| hit.is_chosen),
        ] {
            let Some(found) = found else { continue };
            let is_enough = found.add_hits(exact.iter().filter(|hit| belongs(hit))) || is_common;
            found.is_cut |= is_enough;
            if !is_enough {
                lacking.push((found, belongs));
            }
        }
        if !lacking.is_empty() {
            let longer = sources.with_words(sources.newest(&words.as_beginnings())?)?;
            for (found, belongs) in lacking {
                found.add_hits(longer.iter().filter(|hit| belongs(hit)));
            }
        }
        Ok(())
    }

    /// What the list shows.
    pub(super) fn chosen(&self) -> &Found {
        self.chosen.as_ref().unwrap_or(&self.all)
    }
}

struct Sources<'a> {
    reader: &'a Reader<'a>,
    viewer: AgentId,
    filter: &'a Filter,
    /// Hits lie between these.
    span: (EventId, EventId),
}

impl Sources<'_> {
    /// Of this tab.
    fn conditions(&self, tab: Tab) -> Conditions {
        let mut conditions = self.filter.conditions();
        conditions.add(Tab::All.condition());
        conditions.add(tab.condition());
        if self.filter.unread {
            conditions.bind(":viewer", self.viewer);
        }
        conditions
    }

    /// Chats of whom the words name: of these customers, of whom there may be more.
    fn named(&self, tab: Tab, (customers, are_cut): (&[i64], bool)) -> Result<Found, DbError> {
        let mut found = Found {
            is_cut: are_cut,
            ..Found::default()
        };
        found.add(self.of_customers(tab, customers)?);
        let (tagged, are_cut) = self.with_tags()?;
        found.is_cut |= are_cut;
        found.add(self.of_customers(tab, &tagged)?);
        found.add(self.of_agents(tab)?);
        Ok(found)
    }

    fn list(&self, sql: &str, conditions: &Conditions) -> Result<Vec<ConversationId>, DbError> {
        let params = conditions.params();
        self.reader.list(sql, params.as_slice(), |row| row.get(0))
    }

    fn of_customers(&self, tab: Tab, customers: &[i64]) -> Result<Vec<ConversationId>, DbError> {
        if customers.is_empty() {
            return Ok(Vec::new());
        }
        let mut conditions = self.conditions(tab);
        conditions.bind(":customers", numbers(customers));
        conditions.bind(":each", EACH);
        self.list(
            &format!(
                "select conversation.id from conversation indexed by conversation_by_customer
                 where conversation.customer_id in (select value from json_each(:customers)) and {conditions}
                 order by conversation.last_activity_at desc limit :each"
            ),
            &conditions,
        )
    }

    /// Customers with a tag that the words name, and whether there are more.
    fn with_tags(&self) -> Result<(Vec<i64>, bool), DbError> {
        let words = fold(self.filter.text.trim());
        let tags = self.names_in("tag")?.into_iter();
        let tags = tags.filter(|(_, name)| has_word_beginning(&fold(name), &words));
        let (mut customers, mut are_cut): (Vec<i64>, bool) = Default::default();
        for (tag, _) in tags {
            let tagged = self.reader.list(
                "select customer_id from customer_tag where tag_id = :tag order by customer_id desc limit :each",
                named_params! { ":tag": TagId(tag), ":each": EACH },
                |row| row.get::<_, i64>(0),
            )?;
            are_cut |= tagged.len() >= EACH;
            customers.extend(tagged);
        }
        Ok((customers, are_cut))
    }

    /// Numbers and names of everything in a short table.
    fn names_in(&self, table: &str) -> Result<Vec<(i64, String)>, DbError> {
        let sql = format!("select id, name from {table}");
        self.reader
            .list(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn of_agents(&self, tab: Tab) -> Result<Vec<ConversationId>, DbError> {
        let words = fold(self.filter.text.trim());
        let agents = self.names_in("agent")?.into_iter();
        let agents = agents.filter(|(_, name)| has_word_beginning(&fold(name), &words));
        let mut ids = Vec::new();
        for (agent, _) in agents {
            for state in ["active", "closed"] {
                let mut conditions = self.conditions(tab);
                conditions.bind(":whose", AgentId(agent));
                conditions.bind(":stands", state);
                conditions.bind(":each", EACH);
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

    /// The newest entries that match.
    fn newest(&self, query: &str) -> Result<Vec<i64>, DbError> {
        let (first, last) = self.span;
        let params = named_params! {
            ":match": query, ":first": first, ":last": last, ":hits": HITS,
        };
        self.reader.list(search::NEWEST, params, |row| row.get(0))
    }

    /// In which chats those entries stand. The newest hit of a chat decides its place.
    fn with_words(&self, newest: Vec<i64>) -> Result<Vec<Hit>, DbError> {
        let newest = numbers(&newest);
        let mut hits = self.said(&newest, Tab::All)?;
        // The others may have crowded out those of the chosen tab.
        let is_crowded = hits.len() >= HITS_SHOWN;
        let chosen = hits.iter().filter(|hit| hit.is_chosen);
        if is_crowded
            && chosen
                .map(|hit| hit.conversation)
                .collect::<HashSet<_>>()
                .len()
                < EACH
        {
            let oldest = hits.last().map(|hit| hit.message);
            let mut older = self.said(&newest, self.filter.tab)?;
            older.retain(|hit| oldest.is_none_or(|oldest| hit.message < oldest));
            hits.extend(older);
        }
        Ok(hits)
    }

    fn said(&self, newest: &str, tab: Tab) -> Result<Vec<Hit>, DbError> {
        let mut conditions = self.conditions(tab);
        conditions.bind(":newest", newest.to_owned());
        conditions.bind(":shown", HITS_SHOWN);
        let sql = format!(
            "select message.conversation_id, message.id, {}
             from json_each(:newest) as hit cross join message on message.id = hit.value
               cross join conversation on conversation.id = message.conversation_id
             where {conditions} limit :shown",
            self.filter.tab.condition(),
        );
        let params = conditions.params();
        self.reader.list(&sql, params.as_slice(), |row| {
            Ok(Hit {
                conversation: row.get(0)?,
                message: row.get(1)?,
                is_chosen: row.get(2)?,
            })
        })
    }
}

/// Ids as JSON, for statements.
pub(super) fn json(ids: impl IntoIterator<Item = ConversationId>) -> String {
    let ids: Vec<i64> = ids.into_iter().map(|id| id.0).collect();
    numbers(&ids)
}

fn numbers(ids: &[i64]) -> String {
    serde_json::to_string(ids).expect("numbers are plain data")
}

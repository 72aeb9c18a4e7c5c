//! The list in parts, each of which is read along an index in the order of the page, and the parts then merged: so a
//! page costs the same in a house with a thousand chats and in one with a million.
//!
//! Open chats are few: they are found by their state and put in order. Ended ones are many and change no more, so that
//! indexes of theirs cost nothing while people write.

use std::time::Duration;

use super::{
    Assignee, Cursor, Filter, Listed, Order, Sort, Tab, UNREAD,
    filter::Conditions,
    order::Key,
    way::{Part, Trait, Way},
};
use crate::{
    base::id::{AgentId, ConversationId},
    db::{DbError, Reader},
    desk::conversation,
};

/// A chat that took longer begins and ends so far apart that one says little about the other.
const LONG: Duration = Duration::from_secs(7 * 24 * 3600);
/// In the words of the index of these chats.
const TOOK_LONG: &str = "conversation.last_activity_at - conversation.created_at > 604800000";
const TOOK_NOT_LONG: &str = "conversation.last_activity_at - conversation.created_at <= 604800000";

/// In the parts that this filter lets through.
pub(super) fn parts(filter: &Filter) -> Vec<Part> {
    if !filter.text.trim().is_empty() {
        return vec![Part::Found];
    }
    if filter.behind.is_some() || filter.bookmarked {
        return vec![Part::Any];
    }
    let ended: &[Tab] = match filter.tab {
        _ if filter.needs_reply => &[],
        Tab::WrapUp => return vec![Part::Any],
        Tab::Closed => &[Tab::Closed],
        Tab::Archived => &[Tab::Archived],
        Tab::All => &[Tab::Closed, Tab::Archived],
        _ => &[],
    };
    let mut parts = Vec::new();
    match filter.tab {
        Tab::Closed | Tab::Archived => {}
        Tab::Bot => parts.push(Part::Bot),
        Tab::All if !filter.needs_reply => parts.extend([Part::Live, Part::Bot]),
        _ => parts.push(Part::Live),
    }
    for tab in ended {
        parts.push(Part::Ended(*tab));
        if filter.to.is_some() {
            parts.push(Part::Long(*tab));
        }
    }
    parts
}

/// What is so of every chat in a part, with the values that the words speak of; `found` are the chats of a search.
fn conditions(
    part: Part,
    filter: &Filter,
    (way, found): (Way, &str),
    index: Option<&str>,
) -> Conditions {
    let mut conditions = filter.conditions();
    if way.by == Some(Trait::Customer) && matches!(part, Part::Ended(_)) {
        // The filter says the same of each chat; this says where they are.
        conditions.add(
            "conversation.customer_id in (select customer_id from customer_tag where tag_id = :tag)",
        );
    }
    match part {
        Part::Live => {
            conditions.add(Tab::Open.condition());
            if filter.tab != Tab::All {
                conditions.add(filter.tab.condition());
            }
        }
        Part::Bot => conditions.add(Tab::Bot.condition()),
        Part::Ended(tab) | Part::Long(tab) => {
            // Each by itself, so that the index is found; the state says the same, and is what agents' chats are found by.
            // What an index says of its rows by itself is said again only where it is: otherwise each row is looked at.
            let is_archive = index.is_some_and(|index| index.starts_with("conversation_archived"));
            if !is_archive {
                conditions.add("conversation.closed_at is not null");
            }
            conditions.add(match tab {
                Tab::Archived => "conversation.archived_at is not null",
                _ => "conversation.archived_at is null",
            });
            if matches!(filter.assignee, Assignee::Agent(_)) {
                conditions.add("conversation.state = 'closed'");
            }
            if part == Part::Long(tab) {
                conditions.add(TOOK_LONG);
            } else {
                conditions.add(edge(tab));
                if let Some(to) = filter.to {
                    conditions.add(TOOK_NOT_LONG);
                    conditions.add("conversation.last_activity_at < :late");
                    conditions.bind(":late", to.plus(LONG));
                }
            }
        }
        Part::Found => {
            conditions.add(filter.tab.condition());
            conditions.bind(":found", found.to_owned());
        }
        Part::Any => conditions.add(filter.tab.condition()),
    }
    conditions
}

/// Chats are put away by age: the archive ends about where the others begin. Nobody looks for one beyond the other's edge.
fn edge(tab: Tab) -> &'static str {
    match tab {
        Tab::Archived => {
            "conversation.last_activity_at <= (select last_activity_at from conversation as edge
               where edge.archived_at is not null order by last_activity_at desc limit 1)"
        }
        _ => {
            "conversation.last_activity_at >= (select last_activity_at from conversation as edge
               where edge.closed_at is not null and edge.archived_at is null order by last_activity_at limit 1)"
        }
    }
}

/// A page of the list as it is asked for.
pub(super) struct Question<'a> {
    pub(super) viewer: AgentId,
    pub(super) filter: &'a Filter,
    pub(super) order: Order,
    pub(super) after: Option<&'a Cursor>,
    /// Rows at most.
    pub(super) limit: usize,
    /// One more thing that has to be so.
    pub(super) only: Option<&'a str>,
    pub(super) way: Way,
    /// Chats of a search, as JSON.
    pub(super) found: String,
}

impl Question<'_> {
    /// The chats of all parts in order.
    pub(super) fn ask(&self, reader: &Reader<'_>) -> Result<Vec<Listed>, DbError> {
        let mut rows = Vec::new();
        for part in parts(self.filter) {
            rows.extend(self.ask_part(reader, part)?);
        }
        rows.sort_by(|a: &Listed, b: &Listed| {
            let ascending =
                (a.key.cmp(&b.key)).then_with(|| a.conversation.id.cmp(&b.conversation.id));
            if self.order.descending {
                ascending.reverse()
            } else {
                ascending
            }
        });
        rows.truncate(self.limit);
        Ok(rows)
    }

    /// Which chats those are that a search has found, in no order.
    pub(super) fn ids(&self, reader: &Reader<'_>) -> Result<Vec<ConversationId>, DbError> {
        let how = (self.way, self.found.as_str());
        let mut conditions = conditions(Part::Found, self.filter, how, None);
        if let Some(only) = self.only {
            conditions.add(only);
        }
        if self.filter.unread {
            conditions.bind(":viewer", self.viewer);
        }
        let table = table(Part::Found, None);
        let sql = format!("select conversation.id from {table} where {conditions}");
        reader.list(&sql, conditions.params().as_slice(), |row| row.get(0))
    }

    fn ask_part(&self, reader: &Reader<'_>, part: Part) -> Result<Vec<Listed>, DbError> {
        let (sql, conditions) = self.statement(part);
        let sort = self.order.sort;
        reader.list(&sql, conditions.params().as_slice(), |row| {
            let conversation = conversation::from_row(row)?;
            let key = match sort {
                Sort::Customer => Key::Named(row.get("sort_key")?, conversation.customer.0),
                _ => Key::Number(row.get("sort_key")?),
            };
            Ok(Listed {
                unread: row.get("unread")?,
                chat_type: row.get("chat_type")?,
                tags: Vec::new(),
                hit: None,
                delivery: None,
                conversation,
                key,
            })
        })
    }

    pub(super) fn statement(&self, part: Part) -> (String, Conditions) {
        let sort = self.order.sort;
        let index = self.way.index(part, Some(sort));
        let mut conditions = conditions(part, self.filter, (self.way, &self.found), index);
        if let Some(only) = self.only {
            conditions.add(only);
        }
        conditions.bind(":viewer", self.viewer);
        conditions.bind(":limit", self.limit);
        if let Some(after) = self.after {
            conditions.add(self.order.beyond());
            match &after.key {
                // Ids alone decide the order of creation.
                _ if sort == Sort::Created => {}
                Key::Number(number) => conditions.bind(":key", *number),
                Key::Named(name, customer) => {
                    conditions.bind(":key", name.clone());
                    conditions.bind(":customer", *customer);
                }
            }
            conditions.bind(":id", after.id);
        }
        let from = if self.way.follows_names(part, Some(sort)) {
            conditions.add("customer.merged_into is null");
            ALONG_NAMES.to_owned()
        } else {
            let joins = conversation::FROM.strip_prefix("conversation");
            table(part, index) + joins.unwrap_or_default()
        };
        // Ended chats have one status: among them it orders as activity does, and that has an index.
        let is_ended = matches!(part, Part::Ended(_) | Part::Long(_));
        let by = if is_ended && sort == Sort::Status {
            let order = Order {
                sort: Sort::Activity,
                ..self.order
            };
            order.by()
        } else {
            self.order.by()
        };
        let sql = format!(
            "select {}, {} as sort_key, chat_type.name as chat_type,
               (select count(*) from message where {UNREAD}) as unread
             from {from} left join chat_type on chat_type.id = conversation.chat_type_id
             where {conditions} order by {by} limit :limit",
            conversation::COLUMNS,
            sort.key(),
        );
        (sql, conditions)
    }
}

/// As `conversation::FROM`, with customers first, in the order of their names.
const ALONG_NAMES: &str = "customer indexed by customer_by_folded
    cross join conversation indexed by conversation_by_customer on conversation.customer_id = customer.id
    join channel on channel.id = conversation.channel_id
    join queue on queue.id = conversation.queue_id
    left join agent on agent.id = conversation.agent_id";

/// The chats of a part as a statement begins with them.
fn table(part: Part, index: Option<&str>) -> String {
    match (part, index) {
        // Found by their ids, whatever else is asked: an index of that would hold far more.
        (Part::Found, _) => {
            "json_each(:found) as one cross join conversation on conversation.id = one.value"
                .to_owned()
        }
        (_, Some(index)) => format!("conversation indexed by {index}"),
        (_, None) => "conversation".to_owned(),
    }
}

/// How many chats there are in a part, counted no further than to `most` if that is given.
pub(super) fn count(
    reader: &Reader<'_>,
    viewer: AgentId,
    filter: &Filter,
    part: Part,
    most: Option<i64>,
    (way, found): (Way, &str),
) -> Result<i64, DbError> {
    let index = way.index(part, None);
    let mut conditions = conditions(part, filter, (way, found), index);
    if filter.unread {
        conditions.bind(":viewer", viewer);
    }
    let table = table(part, index);
    let sql = match most {
        None => format!("select count(*) from {table} where {conditions}"),
        Some(most) => {
            conditions.bind(":most", most);
            format!("select count(*) from (select 1 from {table} where {conditions} limit :most)")
        }
    };
    reader.get(&sql, conditions.params().as_slice(), |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    /// How SQLite means to answer, step by step.
    fn plan(memory: &mut Memory, question: &Question<'_>, part: Part) -> Vec<String> {
        let (sql, conditions) = question.statement(part);
        memory
            .act(|tx| {
                let sql = format!("explain query plan {sql}");
                tx.list(&sql, conditions.params().as_slice(), |row| row.get(3))
            })
            .unwrap_or_else(|error: DbError| panic!("{error}"))
    }

    const SORTS: [Sort; 4] = [Sort::Activity, Sort::Created, Sort::Customer, Sort::Status];

    #[test]
    fn pages_of_ended_chats_ride_on_an_index_and_sort_nothing() {
        let mut memory = Memory::new();
        let viewer = memory.act(|tx| cast::agent(tx, "Ana")).unwrap().id;
        let traits = [
            None,
            Some(Trait::Agent),
            Some(Trait::Rating),
            Some(Trait::ChatType),
            Some(Trait::Queue),
            Some(Trait::Channel),
        ];
        for by in traits {
            let filter = Filter {
                assignee: match by {
                    Some(Trait::Agent) => Assignee::Agent(viewer),
                    _ => Assignee::Any,
                },
                rating: Some(5).filter(|_| by == Some(Trait::Rating)),
                chat_type: Some(crate::base::id::ChatTypeId(1))
                    .filter(|_| by == Some(Trait::ChatType)),
                queue: Some(crate::base::id::QueueId(1)).filter(|_| by == Some(Trait::Queue)),
                channel: Some(crate::base::id::ChannelId(1)).filter(|_| by == Some(Trait::Channel)),
                ..Filter::default()
            };
            for (sort, descending) in SORTS
                .iter()
                .flat_map(|sort| [(*sort, true), (*sort, false)])
            {
                let key = match sort {
                    Sort::Customer => Key::Named("ana".to_owned(), 7),
                    _ => Key::Number(7),
                };
                let cursor = Cursor {
                    sort,
                    key,
                    id: ConversationId(7),
                };
                for after in [None, Some(&cursor)] {
                    for tab in [Tab::Closed, Tab::Archived] {
                        let question = Question {
                            viewer,
                            filter: &filter,
                            order: Order { sort, descending },
                            after,
                            limit: 50,
                            only: None,
                            way: Way {
                                by,
                                ..Way::default()
                            },
                            found: String::new(),
                        };
                        let plan = plan(&mut memory, &question, Part::Ended(tab));
                        let words = plan.join("\n");
                        assert!(
                            !words.contains("TEMP B-TREE"),
                            "{by:?} {sort:?} {after:?}\n{words}"
                        );
                        let is_along = plan.iter().any(|step| {
                            step.contains(" conversation USING") && step.contains("INDEX")
                        });
                        assert!(is_along, "{words}");
                    }
                }
            }
        }
    }

    #[test]
    fn ended_chats_are_counted_in_an_index_alone() {
        let mut memory = Memory::new();
        for tab in [Tab::Closed, Tab::Archived] {
            let way = Way::default();
            let index = way.index(Part::Ended(tab), None);
            let conditions = conditions(Part::Ended(tab), &Filter::default(), (way, ""), index);
            let sql = format!(
                "explain query plan select count(*) from conversation indexed by {} where {conditions}",
                index.unwrap()
            );
            let plan: Vec<String> = memory
                .act(|tx| tx.list(&sql, [], |row| row.get(3)))
                .unwrap_or_else(|error: DbError| panic!("{error}"));
            assert!(plan[0].contains("COVERING INDEX"), "{plan:#?}");
        }
    }

    #[test]
    fn those_of_few_customers_are_found_by_them() {
        let mut memory = Memory::new();
        let viewer = memory.act(|tx| cast::agent(tx, "Ana")).unwrap().id;
        let filter = Filter {
            tag: Some(crate::base::id::TagId(1)),
            ..Filter::default()
        };
        let way = memory.act(|tx| Way::choose(tx, &filter, None)).unwrap();
        assert!(way.are_few && way.by == Some(Trait::Customer));
        let question = Question {
            viewer,
            filter: &filter,
            order: Order::default(),
            after: None,
            limit: 50,
            only: None,
            way,
            found: String::new(),
        };
        let plan = plan(&mut memory, &question, Part::Ended(Tab::Closed));
        let is_by_customer = |step: &String| {
            step.contains("SEARCH conversation USING") && step.contains("conversation_by_customer")
        };
        assert!(plan.iter().any(is_by_customer), "{plan:#?}");
    }

    #[test]
    fn few_in_a_tab_are_put_in_the_order_of_names_and_not_looked_for_along_all() {
        let mut memory = Memory::new();
        let viewer = memory.act(|tx| cast::agent(tx, "Ana")).unwrap().id;
        let filter = Filter::default();
        for (sort, index) in [
            (
                Some(Sort::Customer),
                ["conversation_closed", "conversation_archived"],
            ),
            (None, ["conversation_by_customer"; 2]),
        ] {
            let way = memory.act(|tx| Way::choose(tx, &filter, sort)).unwrap();
            for (tab, index) in [Tab::Closed, Tab::Archived].into_iter().zip(index) {
                let question = Question {
                    viewer,
                    filter: &filter,
                    order: Order {
                        sort: Sort::Customer,
                        descending: false,
                    },
                    after: None,
                    limit: 50,
                    only: None,
                    way,
                    found: String::new(),
                };
                let plan = plan(&mut memory, &question, Part::Ended(tab));
                let is_read_so = plan.iter().any(|step| {
                    step.contains(" conversation USING") && step.contains(&format!("{index} "))
                });
                assert!(is_read_so, "{tab:?} {index}: {plan:#?}");
            }
        }
    }

    #[test]
    fn few_are_found_by_what_they_share_and_then_put_in_order() {
        let mut memory = Memory::new();
        let viewer = memory.act(|tx| cast::agent(tx, "Ana")).unwrap().id;
        let filter = Filter {
            rating: Some(1),
            ..Filter::default()
        };
        let way = memory.act(|tx| Way::choose(tx, &filter, None)).unwrap();
        assert!(way.are_few && way.by == Some(Trait::Rating));
        for sort in SORTS {
            let question = Question {
                viewer,
                filter: &filter,
                order: Order {
                    sort,
                    descending: true,
                },
                after: None,
                limit: 50,
                only: None,
                way,
                found: String::new(),
            };
            let plan = plan(&mut memory, &question, Part::Ended(Tab::Closed));
            assert!(
                plan.iter()
                    .any(|step| step.contains("conversation_ended_by_rating")),
                "{plan:#?}"
            );
            // Open ones are never many.
            let plan = self::plan(&mut memory, &question, Part::Live);
            assert!(
                plan.iter()
                    .any(|step| step.contains("conversation_by_state")),
                "{plan:#?}"
            );
        }
    }
}

//! The chats list by API: newest activity first, page by page.

use serde::Deserialize;

use crate::{
    db::DbError,
    desk::{
        chats::{self, Assignee, Filter, Order, Tab},
        conversation::{Cause, Record, participant},
    },
    web::{
        answer::{Refusal, Reply, ok},
        request::{AsAgent, Ask},
        router::{Route, agent, get},
    },
    wire::agent::ConversationShape,
};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/api/v1/agent/conversations", agent(list))]
}

#[derive(Deserialize)]
struct Query {
    status: Option<String>,
    assignee: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
}

impl Query {
    fn filter(&self, me: crate::base::id::AgentId) -> Option<Filter> {
        Some(Filter {
            tab: match self.status.as_deref() {
                None => Tab::Open,
                Some(word @ ("open" | "closed" | "all")) => Tab::from_word(word)?,
                Some(_) => return None,
            },
            assignee: match self.assignee.as_deref() {
                None => Assignee::Any,
                Some(word) => Assignee::from_word(word, me)?,
            },
            ..Filter::default()
        })
    }
}

async fn list(ask: Ask, agent: AsAgent) -> Reply {
    let query: Query = ask.query()?;
    let bad = || Refusal::bad("bad-query");
    let filter = query.filter(agent.id).ok_or_else(bad)?;
    let order = Order::default();
    let after = match query.after.as_deref() {
        Some(cursor) => Some(order.resume(cursor).map_err(|_| bad())?),
        None => None,
    };
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let viewer = agent.id;
    let (page, inside) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let page = chats::list(reader, viewer, &filter, order, after.as_ref(), limit)?;
            let inside = page
                .rows
                .iter()
                .map(|listed| participant::of(reader, listed.conversation.id))
                .collect::<Result<Vec<_>, _>>()?;
            Ok((page, inside))
        })
        .await?;
    let records: Vec<_> = page
        .rows
        .into_iter()
        .zip(inside)
        .map(|(listed, participants)| {
            let tags = listed.tags.into_iter().map(|tag| tag.name).collect();
            (
                Record {
                    participants,
                    ..listed.conversation.record(Cause::Changed, tags)
                },
                listed.unread,
            )
        })
        .collect();
    let conversations: Vec<_> = records
        .iter()
        .map(|(record, unread)| ConversationShape::of_list(record, *unread))
        .collect();
    ok(&serde_json::json!({
        "conversations": conversations,
        "next_after": page.next.map(|cursor| cursor.to_string()),
    }))
}

//! Every episode of a customer, over all their accounts and channels.

use crate::{
    base::{
        id::{ConversationId, CustomerId},
        time::Timestamp,
    },
    db::{DbError, Page, Reader},
    desk::conversation::{self, Conversation, State},
};

/// An episode, with what it was about and how it ended.
#[derive(Debug, Clone)]
pub struct Episode {
    /// The episode.
    pub conversation: Conversation,
    /// What it was about, if the agent said so.
    pub chat_type: Option<String>,
    /// How it ended, if the agent said so.
    pub closing_reason: Option<String>,
}

impl Episode {
    /// When it ended.
    #[must_use]
    pub fn closed_at(&self) -> Option<Timestamp> {
        match self.conversation.state {
            State::WrappingUp { at, .. } | State::Closed { at, .. } => Some(at),
            State::Fresh | State::Waiting { .. } | State::Scheduled | State::Active { .. } => None,
        }
    }
}

/// A customer's episodes before `before`, newest first. What was begun and never written is none.
pub fn of_customer(
    reader: &Reader<'_>,
    customer: CustomerId,
    before: Option<ConversationId>,
    limit: usize,
) -> Result<Page<Episode, ConversationId>, DbError> {
    let sql = format!(
        "select {}, chat_type.name as chat_type, closing_reason.name as closing_reason from {}
         left join chat_type on chat_type.id = conversation.chat_type_id
         left join closing_reason on closing_reason.id = conversation.closing_reason_id
         where conversation.customer_id = ?1 and conversation.id < ?2 and conversation.state <> 'fresh'
         order by conversation.id desc limit ?3",
        conversation::COLUMNS,
        conversation::FROM,
    );
    let before = before.unwrap_or(ConversationId(i64::MAX));
    let episodes = reader.list(&sql, (customer, before, limit + 1), |row| {
        Ok(Episode {
            conversation: conversation::from_row(row)?,
            chat_type: row.get("chat_type")?,
            closing_reason: row.get("closing_reason")?,
        })
    })?;
    Ok(Page::cut(episodes, limit, |episode| {
        episode.conversation.id
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::lang::Lang,
        db::memory::Memory,
        desk::{
            cast,
            closing::{self, choice, close},
            conversation::Status,
        },
    };

    #[test]
    fn a_customer_s_episodes_are_told_newest_first() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        memory
            .act(|tx| choice::install_defaults(tx, Lang::En))
            .unwrap();
        let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        memory
            .act(|tx| cast::waiting_chat(tx, "Grace", "Hello"))
            .unwrap();
        let empty = memory
            .act(|tx| of_customer(tx, hannah.customer, None, 9))
            .unwrap();
        assert!(empty.rows.is_empty(), "nothing is written yet");
        for text in ["Where is my parcel?", "And the lid?", "One more thing"] {
            let said = memory.act(|tx| cast::write(tx, hannah, text)).unwrap();
            if text == "One more thing" {
                continue;
            }
            let answers = memory
                .act(|tx| {
                    Ok::<_, DbError>(close::Answers {
                        chat_type: Some(closing::chat_types(tx)?[1].id),
                        reason: Some(closing::reasons(tx)?[0].id),
                        ..close::Answers::default()
                    })
                })
                .unwrap();
            memory
                .act(|tx| close::by_agent(tx, &ana, said.conversation, &answers))
                .unwrap();
        }
        let page = memory
            .act(|tx| of_customer(tx, hannah.customer, None, 2))
            .unwrap();
        let statuses: Vec<_> = page
            .rows
            .iter()
            .map(|episode| episode.conversation.status())
            .collect();
        assert_eq!(statuses, [Status::New, Status::Closed]);
        let closed = &page.rows[1];
        assert_eq!(closed.chat_type.as_deref(), Some("Delivery"));
        assert_eq!(closed.closing_reason.as_deref(), Some("Solved"));
        assert_eq!(closed.conversation.agent().unwrap().name, "Ana");
        assert!(closed.closed_at().is_some() && page.rows[0].closed_at().is_none());
        let rest = memory
            .act(|tx| of_customer(tx, hannah.customer, page.next, 2))
            .unwrap();
        assert_eq!((rest.rows.len(), rest.next), (1, None));
    }
}

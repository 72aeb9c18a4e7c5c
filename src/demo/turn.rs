//! What a simulated colleague says next in a chat, read from the chat alone.

use std::time::Duration;

use super::{
    chance::Chance,
    plan::Ending,
    script::{Story, Tongue, script},
};
use crate::{
    base::{
        id::{ConversationId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::conversation::{
        Conversation,
        message::{self, Author, Entry},
    },
};

/// What is to be said next in a chat.
pub(super) enum Move {
    /// These lines.
    Say(Vec<String>),
    /// Nothing more: close it.
    Close(Ending),
    /// Wait for the customer.
    Wait,
}

/// The first words of a chat.
pub(super) fn opening(reader: &Reader<'_>, id: ConversationId) -> Result<Option<String>, DbError> {
    let first = message::of_conversation(reader, id, MessageId(0), 1)?;
    Ok(first.first().map(|entry| text_of(entry).to_owned()))
}

fn text_of(entry: &Entry) -> &str {
    match entry {
        Entry::Message(message) => &message.text,
        Entry::Comment(comment) => &comment.text,
    }
}

/// A chat as its agent sees it.
pub(super) struct Chat {
    /// Which.
    pub(super) id: ConversationId,
    /// Its newest message.
    pub(super) newest: MessageId,
    customer: String,
    tongue: &'static Tongue,
    /// What it is about.
    pub(super) story: &'static Story,
    /// What agents wrote.
    replies: Vec<String>,
    /// What the customer wrote last.
    last: String,
    needs_reply: bool,
    silent_for: Duration,
}

impl Chat {
    /// `None` for a chat that is not of the script.
    pub(super) fn read(
        conversation: Conversation,
        entries: &[Entry],
        now: Timestamp,
    ) -> Option<Self> {
        let (tongue, story) = script().recognise(text_of(entries.first()?))?;
        let by = |is: fn(&Author) -> bool| {
            entries.iter().filter_map(move |entry| match entry {
                Entry::Message(message) if is(&message.author) => Some(message.text.clone()),
                Entry::Message(_) | Entry::Comment(_) => None,
            })
        };
        Some(Self {
            id: conversation.id,
            newest: conversation.last_message,
            needs_reply: conversation.needs_reply(),
            silent_for: now.since(conversation.last_activity_at),
            customer: conversation.customer_name,
            tongue,
            story,
            replies: by(|author| matches!(author, Author::Agent(_))).collect(),
            last: by(|author| matches!(author, Author::Customer))
                .next_back()
                .unwrap_or_default(),
        })
    }

    /// What the agent of this name does next. A customer who is silent for longer than `patience` has gone.
    pub(super) fn next(&self, agent: &str, patience: Duration, chance: &mut Chance) -> Move {
        let has_said = |text: &String| self.replies.contains(text);
        let is_solved = self.story.solve.iter().all(has_said);
        if !self.needs_reply {
            return match (self.silent_for > patience, is_solved) {
                (false, _) => Move::Wait,
                (true, true) => Move::Close(Ending::Solved),
                (true, false) => Move::Close(Ending::Silent),
            };
        }
        let mut say = |case: &str| self.tongue.agent(case, agent, &self.customer, chance);
        let story = self.story;
        if self.replies.is_empty() {
            let mut lines = vec![say("hello")];
            match &story.ask {
                Some(asked) => lines.push(say(asked)),
                None => lines.extend(story.solve.clone()),
            }
            Move::Say(lines)
        } else if !is_solved {
            Move::Say(story.solve.clone())
        } else if let Some(answer) = &story.more_solve
            && story.more.as_ref() == Some(&self.last)
            && !has_said(answer)
        {
            Move::Say(vec![answer.clone()])
        } else if self.replies.iter().any(|text| self.tongue.is_goodbye(text)) {
            Move::Close(Ending::Solved)
        } else {
            Move::Say(vec![say("bye")])
        }
    }
}

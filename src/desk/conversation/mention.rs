//! A comment names colleagues with `@` and their name. They are told, and it stays marked until they
//! have seen it.

use super::message::Comment;
use crate::{
    base::{
        id::{AgentId, ConversationId, CustomerId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{channel::ChannelKind, team},
};

/// Mentions that a list shows at most.
const MOST: usize = 20;

/// Characters of a comment that a list shows.
const PREVIEW: usize = 120;

/// A comment that names an agent who has not seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The comment.
    pub message: MessageId,
    /// The chat it stands beside.
    pub conversation: ConversationId,
    /// The customer of that chat.
    pub customer: CustomerId,
    /// Their name.
    pub customer_name: String,
    /// Where they write.
    pub channel_kind: ChannelKind,
    /// Who wrote it.
    pub by: String,
    /// What it says, shortened.
    pub preview: String,
    /// When.
    pub at: Timestamp,
}

/// Whether a word ends between two characters. Scripts without spaces end one at each of theirs.
fn is_apart(before: char, after: char) -> bool {
    !before.is_alphanumeric()
        || !after.is_alphanumeric()
        || text::is_ideograph(before)
        || text::is_ideograph(after)
}

/// Whom of the team a text names: `@` at the beginning of a word and the whole name behind it,
/// whatever its capitals. Where one name begins another, the longer one is meant; of two who are called the same, both.
#[must_use]
pub fn named_in(words: &str, team: &[(AgentId, String)]) -> Vec<AgentId> {
    let mut named = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in words.char_indices() {
        if c == '@' && before.is_none_or(|c| !c.is_alphanumeric() || text::is_ideograph(c)) {
            let rest = words.get(at + 1..).unwrap_or_default();
            let found = team
                .iter()
                .filter_map(|(id, name)| Some((length_of(name, rest)?, *id)));
            let longest = found.clone().map(|(length, _)| length).max();
            for (_, id) in found.filter(|(length, _)| Some(*length) == longest) {
                if !named.contains(&id) {
                    named.push(id);
                }
            }
        }
        before = Some(c);
    }
    named
}

/// How many bytes of a text a name covers at its beginning, if it stands there as a whole.
#[must_use]
pub fn length_of(name: &str, words: &str) -> Option<usize> {
    let mut rest = words.char_indices();
    let mut last = None;
    for wanted in name.chars() {
        let (_, c) = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        last = Some(c);
    }
    match rest.next() {
        None => Some(words.len()),
        Some((at, c)) => is_apart(last?, c).then_some(at),
    }
    .filter(|_| !name.is_empty())
}

/// What each of the team is called: by the whole name, and by the first one if nobody else has it.
fn callings(reader: &Reader<'_>) -> Result<Vec<(AgentId, String)>, DbError> {
    let team = team::active(reader)?;
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_lowercase();
    let is_only = |name: &str| {
        team.iter()
            .filter(|agent| first(&agent.name) == name)
            .count()
            == 1
    };
    Ok(team
        .iter()
        .flat_map(|agent| {
            let short = Some(first(&agent.name)).filter(|short| is_only(short));
            [Some(agent.name.clone()), short].map(move |name| name.map(|name| (agent.id, name)))
        })
        .flatten()
        .collect())
}

/// Notes whom a comment names, its author aside, and whom it is for without naming them.
pub(super) fn record(
    tx: &mut Tx<'_>,
    message: MessageId,
    author: AgentId,
    words: &str,
    addressee: Option<AgentId>,
) -> Result<(), DbError> {
    let mut named = match words.contains('@') {
        true => named_in(words, &callings(tx)?),
        false => Vec::new(),
    };
    named.extend(addressee.filter(|agent| !named.contains(agent)));
    named.retain(|agent| *agent != author);
    for agent in &named {
        tx.execute(
            "insert into mention (agent_id, message_id) values (?1, ?2)",
            (agent, message),
        )?;
    }
    Ok(())
}

/// Whom a comment names.
pub(super) fn of_comment(
    reader: &Reader<'_>,
    message: MessageId,
) -> Result<Vec<(AgentId, String)>, DbError> {
    reader.list(
        "select agent.id, agent.name from mention join agent on agent.id = mention.agent_id
         where mention.message_id = ?1 order by agent.id",
        [message],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// What an agent has not seen, newest first.
pub fn unseen(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Mention>, DbError> {
    reader.list(
        "select message.id, conversation.id, customer.id, customer.name, channel.kind, agent.name,
           message.text, message.created_at
         from mention indexed by mention_unseen
         cross join message on message.id = mention.message_id
         join conversation on conversation.id = message.conversation_id
         join customer on customer.id = conversation.customer_id
         join channel on channel.id = conversation.channel_id
         join agent on agent.id = message.agent_id
         where mention.agent_id = ?1 and mention.seen_at is null
         order by mention.message_id desc limit ?2",
        (agent, MOST),
        |row| {
            Ok(Mention {
                message: row.get(0)?,
                conversation: row.get(1)?,
                customer: row.get(2)?,
                customer_name: row.get(3)?,
                channel_kind: row.get(4)?,
                by: row.get(5)?,
                preview: text::preview(&row.get::<_, String>(6)?, PREVIEW),
                at: row.get(7)?,
            })
        },
    )
}

/// An agent has seen everything in a chat up to this entry. Answers whether that was news.
pub fn saw(
    tx: &mut Tx<'_>,
    agent: AgentId,
    conversation: ConversationId,
    up_to: MessageId,
) -> Result<bool, DbError> {
    let now = tx.now;
    let seen = tx.execute(
        "update mention set seen_at = :now
         where agent_id = :agent and seen_at is null and message_id <= :up_to
           and exists (select 1 from message
             where message.id = mention.message_id and message.conversation_id = :conversation)",
        named_params! {
            ":now": now, ":agent": agent, ":up_to": up_to, ":conversation": conversation,
        },
    )?;
    Ok(seen > 0)
}

impl Comment {
    /// Whether it names this agent.
    #[must_use]
    pub fn names(&self, agent: AgentId) -> bool {
        self.mentions.iter().any(|(id, _)| *id == agent)
    }

    /// Whom it is for although its words do not name them.
    #[must_use]
    pub fn addressee(&self) -> Option<&str> {
        let is_named = |name: &str| {
            let first = name.split(' ').next().unwrap_or(name);
            let callings = [name, first].map(|name| (AgentId(0), name.to_owned()));
            !named_in(&self.text, &callings).is_empty()
        };
        let names = self.mentions.iter().map(|(_, name)| name.as_str());
        names.into_iter().find(|name| !is_named(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::say::{self, Draft},
        },
    };

    #[test]
    fn names_are_found_as_wholes() {
        let team = [
            (AgentId(1), "Ana Ruiz".to_owned()),
            (AgentId(2), "Ana".to_owned()),
            (AgentId(3), "Дмитрий Орлов".to_owned()),
            (AgentId(4), "陈美琳".to_owned()),
            (AgentId(5), "Anna Weber".to_owned()),
            (AgentId(6), "Anna Weber".to_owned()),
        ];
        for (words, expected) in [
            ("@Ana Ruiz, please", &[1][..]),
            ("@ana ruiz", &[1]),
            ("(@Ana) and @Ana Ruiz", &[2, 1]),
            ("@Ana Ruizo", &[2]),
            ("@Anastasia", &[]),
            ("post@Ana", &[]),
            ("Ana Ruiz", &[]),
            ("@ДМИТРИЙ ОРЛОВ?", &[3]),
            ("请看 @陈美琳", &[4]),
            // As it is written in Chinese.
            ("麻烦@陈美琳看一下", &[4]),
            ("麻烦@Ana看一下", &[2]),
            ("@Ли", &[]),
            ("@", &[]),
            ("@Ana @Ana", &[2]),
            ("@Anna Weber", &[5, 6]),
        ] {
            let found: Vec<i64> = named_in(words, &team).iter().map(|id| id.0).collect();
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn a_mention_waits_until_it_was_seen() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let draft = Draft {
            text: "@Bo and @Ana, do we have lids?".to_owned(),
            attachments: Vec::new(),
            key: Some("k".to_owned()),
            ..Default::default()
        };
        let chat = said.conversation;
        let comment = memory
            .act(|tx| say::comment(tx, &ana, chat, &draft))
            .unwrap();
        memory
            .act(|tx| say::comment(tx, &ana, chat, &draft))
            .unwrap();
        let unseen =
            |memory: &mut Memory, agent| memory.act(|tx| super::unseen(tx, agent)).unwrap();
        assert_eq!(
            unseen(&mut memory, ana.id),
            [],
            "nobody mentions themselves"
        );
        let waiting = unseen(&mut memory, bo.id);
        assert_eq!(waiting.len(), 1, "a repeat mentions nobody again");
        assert_eq!(
            (waiting[0].message, waiting[0].by.as_str()),
            (comment.id, "Ana")
        );
        let saw = |memory: &mut Memory, up_to| {
            memory.act(|tx| super::saw(tx, bo.id, chat, up_to)).unwrap()
        };
        assert!(!saw(&mut memory, said.id), "that was before it");
        assert!(saw(&mut memory, comment.id));
        assert!(!saw(&mut memory, comment.id));
        assert_eq!(unseen(&mut memory, bo.id), []);
    }
}

//! The scores of a period: each of them, and what they come to by agent.

use super::{Reads, Score, from_row, with_marks};
use crate::{
    base::{
        id::{AgentId, ChannelId, ChatTypeId, CriterionId, CustomerId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, named_params},
};

/// Which scores are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Given from this instant on …
    pub from: Timestamp,
    /// … and before this one.
    pub to: Timestamp,
    /// Of chats on this channel.
    pub channel: Option<ChannelId>,
    /// Of chats in this queue.
    pub queue: Option<QueueId>,
    /// Of this agent's work.
    pub agent: Option<AgentId>,
    /// Of chats about this.
    pub chat_type: Option<ChatTypeId>,
}

/// A score with the customer whose chat it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The score.
    pub score: Score,
    /// The customer.
    pub customer: CustomerId,
    /// Their name; may be empty.
    pub customer_name: String,
}

/// The scores that somebody may read, the newest first.
pub fn list(reader: &Reader<'_>, reads: Reads, asked: &Asked) -> Result<Vec<Listed>, DbError> {
    if reads == Reads::Nothing {
        return Ok(Vec::new());
    }
    let sql = "select score.id, score.conversation_id, score.by_id, judge.name, score.agent_id, judged.name,
           score.note, score.at, score.changed_at, customer.id, customer.name
         from score join agent judge on judge.id = score.by_id join agent judged on judged.id = score.agent_id
           join conversation on conversation.id = score.conversation_id
           join customer on customer.id = conversation.customer_id
         where score.at >= :from and score.at < :to
           and (:own is null or score.agent_id = :own)
           and (:agent is null or score.agent_id = :agent)
           and (:channel is null or conversation.channel_id = :channel)
           and (:queue is null or conversation.queue_id = :queue)
           and (:type is null or conversation.chat_type_id = :type)
         order by score.at desc, score.id desc";
    let params = named_params! {
        ":from": asked.from, ":to": asked.to, ":own": reads.agent(), ":agent": asked.agent,
        ":channel": asked.channel, ":queue": asked.queue, ":type": asked.chat_type,
    };
    let rows = reader.list(sql, params, |row| {
        Ok((from_row(row)?, row.get(9)?, row.get::<_, String>(10)?))
    })?;
    let mut listed = Vec::with_capacity(rows.len());
    for (score, customer, customer_name) in rows {
        listed.extend(
            with_marks(reader, vec![score])?
                .into_iter()
                .map(|score| Listed {
                    score,
                    customer,
                    customer_name: customer_name.clone(),
                }),
        );
    }
    Ok(listed)
}

/// What the scores of one agent come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Average {
    /// Whose.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// How many scores.
    pub count: u64,
    /// Their mean, in hundredths: each score counts once, however many marks it has.
    pub hundredths: u64,
    /// The mean of each criterion's marks, in hundredths; `None` where there are none.
    pub by_criterion: Vec<Option<u64>>,
}

/// Averages by agent, in the order of their names: these are numbers to talk about, and no ranking.
#[must_use]
pub fn averages(listed: &[Listed], criteria: &[CriterionId]) -> Vec<Average> {
    let mut agents: Vec<(&str, AgentId)> = listed
        .iter()
        .map(|one| (one.score.agent_name.as_str(), one.score.agent))
        .collect();
    agents.sort_unstable_by_key(|(name, id)| (name.to_lowercase(), *id));
    agents.dedup_by_key(|(_, id)| *id);
    let averages = agents.into_iter().filter_map(|(name, agent)| {
        let scores: Vec<&Score> = listed
            .iter()
            .map(|one| &one.score)
            .filter(|score| score.agent == agent)
            .collect();
        let by = |criterion: &CriterionId| {
            mean(
                scores
                    .iter()
                    .filter_map(|score| score.mark(*criterion))
                    .map(|mark| mark * 100),
            )
        };
        Some(Average {
            agent,
            name: name.to_owned(),
            count: u64::try_from(scores.len()).ok()?,
            hundredths: mean(scores.iter().map(|score| score.hundredths()))?,
            by_criterion: criteria.iter().map(by).collect(),
        })
    });
    averages.collect()
}

fn mean(hundredths: impl Iterator<Item = i64>) -> Option<u64> {
    let all: Vec<i64> = hundredths.collect();
    let count = i64::try_from(all.len()).ok().filter(|count| *count > 0)?;
    // Halves are rounded up.
    u64::try_from((all.iter().sum::<i64>() + count / 2) / count).ok()
}

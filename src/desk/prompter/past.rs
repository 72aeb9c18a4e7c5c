//! What the team answered before. An index of the questions follows the event table, as the search does; it has the newest
//! answers only, so that a question costs the same in a house with a million messages as in a small one.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    base::{
        id::{ConversationId, EventId, MessageId},
        time::Timestamp,
        words,
    },
    db::{DbError, Reader, Tx, named_params},
};

/// Messages looked at in one act at most: keeps the writer free for others.
const BATCH: i64 = 300;
/// Answers that are kept.
const KEPT: i64 = 100_000;
/// A question stands among the first entries of a chat, or among the last before its answer. Whoever goes on and on answers
/// nobody any more, and a chat of thousands of entries would be read again for each.
const NEAR: usize = 20;
/// Fewest and most characters of an answer that is worth proposing.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=1_500;
/// So many of the newest places where a word or a phrase stands are read; how many more there are is told from how close
/// together these lie.
const MOST_READ: usize = 1_000;
/// Questions with a word that is looked for are scored until there are so many: rare words come first, and a word that
/// stands in more of them says little.
const MOST_SCORED: usize = 3_000;
/// Questions that are looked at closely.
const NEAREST: usize = 48;

/// Takes in answers that were given since; answers whether more are left.
pub fn catch_up(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let from = beginning(tx)?;
    let rows: Vec<(MessageId, bool, ConversationId, String)> = tx.list(
        "select id, author = 'agent' and internal = 0 and unsent_at is null, conversation_id, iif(author = 'agent', text, '')
         from message where id > ?1 order by id limit ?2",
        (from, BATCH),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let Some((last, ..)) = rows.last() else {
        return Ok(false);
    };
    let (last, more) = (*last, rows.len() as i64 == BATCH);
    for (id, is_answer, chat, text) in rows {
        if is_answer && LENGTHS.contains(&text.chars().count()) {
            take_in(tx, id, chat, &text)?;
        }
    }
    tx.execute(
        "insert into follower (name, event_id) values ('past_answers', ?1)
         on conflict (name) do update set event_id = excluded.event_id",
        [last],
    )?;
    forget_oldest(tx)?;
    Ok(more)
}

/// Whether every answer is known.
pub fn is_current(reader: &Reader<'_>) -> Result<bool, DbError> {
    let from = position(reader)?;
    Ok(!reader.exists("select 1 from message where id > ?1 limit 1", [from])?)
}

/// From where to read on. Where a whole past is new to the house, that is the oldest answer that will be kept.
fn beginning(reader: &Reader<'_>) -> Result<EventId, DbError> {
    let from = position(reader)?;
    if from > EventId(0) {
        return Ok(from);
    }
    let oldest: Option<EventId> = reader.find(
        "select id from message where author = 'agent' order by id desc limit 1 offset ?1",
        [KEPT],
        |row| row.get(0),
    )?;
    Ok(oldest.unwrap_or(from))
}

fn position(reader: &Reader<'_>) -> Result<EventId, DbError> {
    Ok(reader
        .find(
            "select event_id from follower where name = 'past_answers'",
            [],
            |row| row.get(0),
        )?
        .unwrap_or(EventId(0)))
}

/// What a customer wrote: first in the chat, and last before the answer.
fn take_in(
    tx: &mut Tx<'_>,
    id: MessageId,
    chat: ConversationId,
    text: &str,
) -> Result<(), DbError> {
    let asked = |order: &str| {
        format!(
            "select id, text from (
               select id, text, author, automatic, internal from message
               where conversation_id = ?1 and id < ?2 order by id {order} limit {NEAR})
             where author = 'customer' and automatic = 0 and internal = 0 and text <> '' order by id {order} limit 1"
        )
    };
    let read =
        |row: &crate::db::Row<'_>| Ok((row.get::<_, MessageId>(0)?, row.get::<_, String>(1)?));
    let Some((question, last)) = tx.find(&asked("desc"), (chat, id), read)? else {
        return Ok(());
    };
    let Some((opening, first)) = tx.find(&asked("asc"), (chat, id), read)? else {
        return Ok(());
    };
    let line = match opening == question {
        true => words::line(&first),
        false => format!("{} {}", words::line(&first), words::line(&last)),
    };
    tx.execute(
        "insert into past_answer (message_id, opening_id, question_id, phrase)
         values (:id, :opening, :question, :phrase)",
        named_params! {
            ":id": id, ":opening": opening, ":question": question, ":phrase": phrase(text),
        },
    )?;
    tx.execute(
        "insert into past_answer_search (rowid, question) values (?1, ?2)",
        (id, line),
    )?;
    Ok(())
}

/// A message is erased: what was learned from it goes, whether it was the answer or what was asked.
pub fn erase(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    let learned: Vec<MessageId> = tx.list(
        "select message_id from past_answer where message_id = ?1 or opening_id = ?1 or question_id = ?1",
        [id],
        |row| row.get(0),
    )?;
    for answer in learned {
        forget(tx, answer)?;
    }
    Ok(())
}

fn forget(tx: &mut Tx<'_>, answer: MessageId) -> Result<(), DbError> {
    tx.execute("delete from past_answer_search where rowid = ?1", [answer])?;
    tx.execute("delete from past_answer where message_id = ?1", [answer])?;
    Ok(())
}

fn forget_oldest(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let gone: Vec<MessageId> = tx.list(
        "select message_id from past_answer where message_id <=
           (select message_id from past_answer order by message_id desc limit 1 offset ?1)",
        [KEPT],
        |row| row.get(0),
    )?;
    for id in gone {
        forget(tx, id)?;
    }
    Ok(())
}

/// Answers that say the same have the same phrase, whatever names and numbers are in them.
fn phrase(text: &str) -> i64 {
    let mut hasher = DefaultHasher::new();
    // A name is most often the second word, behind a greeting; figures are this customer's.
    for word in words::words(text) {
        if !word.chars().any(|c| c.is_ascii_digit()) {
            word.hash(&mut hasher);
        }
    }
    // Sixty-two bits are plenty, and fit.
    i64::try_from(hasher.finish() >> 2).unwrap_or(0)
}

/// An answer that was given to something like what is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The newest message that says so.
    pub message: MessageId,
    /// What it says.
    pub text: String,
    /// How alike the nearest question is, from 0 to 1.
    pub likeness: f64,
    /// How much the like questions together speak for it, from 0 to 1: less for what is answered to everything.
    pub weight: f64,
}

/// What was answered to questions like this one, in other chats than `except`, the best first.
pub(super) fn like(
    reader: &Reader<'_>,
    asked: &[String],
    except: Option<ConversationId>,
) -> Result<Vec<Given>, DbError> {
    let kept = Kept::of(reader)?;
    let mut known: Vec<(&str, f64, Vec<MessageId>)> = Vec::new();
    for word in asked {
        let newest: Vec<MessageId> = reader.list(
            "select rowid from past_answer_search where past_answer_search match ?1 order by rowid desc limit ?2",
            (format!("\"{word}\""), MOST_READ),
            |row| row.get(0),
        )?;
        // A word that was never asked with says nothing of those that were.
        if !newest.is_empty() {
            known.push((word, kept.estimate(&newest), newest));
        }
    }
    known.sort_by(|(_, few, _), (_, many, _)| few.total_cmp(many));
    let rarity: HashMap<&str, f64> = known
        .iter()
        .map(|(word, count, _)| (*word, rarity(kept.count, *count)))
        .collect();
    let mut scores: HashMap<MessageId, f64> = HashMap::new();
    let mut scored = 0;
    for (word, _, places) in &known {
        if scored > 0 && scored + places.len() > MOST_SCORED {
            break;
        }
        scored += places.len();
        for place in places {
            *scores.entry(*place).or_default() += rarity[word];
        }
    }
    let mut nearest: Vec<(MessageId, f64)> = scores.into_iter().collect();
    // Of two that share the same, the newer.
    nearest.sort_by(|(a, less), (b, more)| more.total_cmp(less).then(b.cmp(a)));
    nearest.truncate(NEAREST);
    let mut neighbours = Vec::new();
    for (id, _) in nearest {
        if let Some(neighbour) = look_at(reader, id, asked, &rarity, except)? {
            neighbours.push(neighbour);
        }
    }
    gather(reader, &kept, neighbours)
}

/// How many answers are kept, and from which message to which.
struct Kept {
    count: f64,
    span: f64,
    newest: MessageId,
}

impl Kept {
    fn of(reader: &Reader<'_>) -> Result<Self, DbError> {
        reader.get(
            "select (select count(*) from past_answer), (select coalesce(min(message_id), 0) from past_answer),
               (select coalesce(max(message_id), 0) from past_answer)",
            [],
            |row| {
                let (oldest, newest): (MessageId, MessageId) = (row.get(1)?, row.get(2)?);
                Ok(Self {
                    count: row.get::<_, i64>(0)? as f64,
                    span: (newest.0 - oldest.0) as f64,
                    newest,
                })
            },
        )
    }

    /// In how many answers something stands, of which these are the newest [`MOST_READ`] or all.
    fn estimate(&self, newest: &[MessageId]) -> f64 {
        let read = newest.len() as f64;
        match newest.last() {
            Some(last) if newest.len() == MOST_READ && *last < self.newest => {
                read * self.span / (self.newest.0 - last.0) as f64
            }
            _ => read,
        }
        .min(self.count)
    }
}

/// How much it says that a word stands in both of two questions.
fn rarity(all: f64, count: f64) -> f64 {
    (1.0 + (all + 1.0) / (count + 0.5)).ln()
}

struct Neighbour {
    message: MessageId,
    text: String,
    phrase: i64,
    likeness: f64,
}

fn look_at(
    reader: &Reader<'_>,
    id: MessageId,
    asked: &[String],
    rarity: &HashMap<&str, f64>,
    except: Option<ConversationId>,
) -> Result<Option<Neighbour>, DbError> {
    let row = reader.find(
        "select answer.text, past_answer.phrase, opening.text, question.text, opening.id = question.id
         from past_answer join message as answer on answer.id = past_answer.message_id
         join message as opening on opening.id = past_answer.opening_id
         join message as question on question.id = past_answer.question_id
         where past_answer.message_id = ?1 and answer.text <> '' and answer.unsent_at is null
           and (?2 is null or answer.conversation_id <> ?2)",
        (id, except),
        |row| {
            let texts: (String, String, bool) = (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, texts))
        },
    )?;
    Ok(row.map(|(text, phrase, (opening, question, is_one))| {
        let mut words = super::question::words_of(&question);
        if !is_one {
            words.extend(super::question::words_of(&opening));
            words.sort();
            words.dedup();
        }
        Neighbour {
            message: id,
            text,
            phrase,
            likeness: likeness(asked, &words, rarity),
        }
    }))
}

/// How alike two questions are: what they share, weighed by how rare it is, against all they have.
fn likeness(asked: &[String], other: &[String], rarity: &HashMap<&str, f64>) -> f64 {
    // How rare the others are is not worth a look: they are taken to be as rare as these.
    let usual = rarity.values().sum::<f64>() / rarity.len().max(1) as f64;
    let of = |word: &String| rarity.get(word.as_str()).copied().unwrap_or(usual);
    let square = |words: &[String]| {
        words
            .iter()
            .map(|word| of(word).powi(2))
            .sum::<f64>()
            .sqrt()
    };
    let shared: f64 = asked
        .iter()
        .filter(|word| other.contains(word))
        .map(|word| of(word).powi(2))
        .sum();
    let whole = square(asked) * square(other);
    if whole == 0.0 { 0.0 } else { shared / whole }
}

/// Answers that say the same speak together.
fn gather(
    reader: &Reader<'_>,
    kept: &Kept,
    neighbours: Vec<Neighbour>,
) -> Result<Vec<Given>, DbError> {
    let mut groups: Vec<(i64, Vec<Neighbour>)> = Vec::new();
    for neighbour in neighbours {
        match groups
            .iter_mut()
            .find(|(phrase, _)| *phrase == neighbour.phrase)
        {
            Some((_, group)) => group.push(neighbour),
            None => groups.push((neighbour.phrase, vec![neighbour])),
        }
    }
    let mut given = Vec::new();
    for (phrase, group) in groups {
        let newest: Vec<MessageId> = reader.list(
            "select message_id from past_answer where phrase = ?1 order by message_id desc limit ?2",
            (phrase, MOST_READ),
            |row| row.get(0),
        )?;
        let likeness = group.iter().map(|one| one.likeness).fold(0.0, f64::max);
        let doubt: f64 = group.iter().map(|one| 1.0 - 0.8 * one.likeness).product();
        // “Hello, a moment please” is answered to everything and says nothing about this.
        let share = group.len() as f64 / kept.estimate(&newest).max(1.0);
        if let Some(newest) = group.into_iter().max_by_key(|one| one.message) {
            given.push(Given {
                message: newest.message,
                text: newest.text,
                likeness,
                weight: (1.0 - doubt) * share.sqrt(),
            });
        }
    }
    given.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    Ok(given)
}

/// An earlier answer with what must not be shown of it.
pub(super) struct Words {
    pub(super) text: String,
    pub(super) agent: String,
    pub(super) at: Timestamp,
    /// Names of its customer, wherever they stand.
    pub(super) names: Vec<String>,
}

/// The words of an answer.
pub(super) fn words(reader: &Reader<'_>, id: MessageId) -> Result<Option<Words>, DbError> {
    reader.find(
        "select message.text, agent.name, message.created_at, customer.name, customer.company, identity.username
         from message join agent on agent.id = message.agent_id
         join conversation on conversation.id = message.conversation_id
         join customer on customer.id = conversation.customer_id
         join identity on identity.id = conversation.identity_id
         where message.id = ?1 and message.internal = 0 and message.unsent_at is null",
        [id],
        |row| {
            Ok(Words {
                text: row.get(0)?,
                agent: row.get(1)?,
                at: row.get(2)?,
                names: vec![row.get(3)?, row.get(4)?, row.get(5)?],
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_often_something_stands_is_told_from_its_newest_places() {
        let kept = Kept {
            count: 50_000.0,
            span: 100_000.0,
            newest: MessageId(200_000),
        };
        let every = |step: i64, many: usize| -> Vec<MessageId> {
            (0..)
                .map(|n| MessageId(200_000 - n * step))
                .take(many)
                .collect()
        };
        for (places, estimate) in [
            (every(7, 0), 0.0),
            (every(7, 3), 3.0),
            (every(7, MOST_READ - 1), 999.0),
            // In every tenth message, of a hundred thousand.
            (every(10, MOST_READ), 10_010.0),
            // Never more than there are.
            (every(1, MOST_READ), 50_000.0),
        ] {
            let told = kept.estimate(&places);
            assert!((told - estimate).abs() < 1.0, "{told}, not {estimate}");
        }
    }
}

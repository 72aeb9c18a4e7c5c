//! The figures of a period. What each of them means stands beside it here, and the page says the same.

use std::{collections::HashMap, time::Duration};

use super::{
    LocalTime,
    count::GAVE_UP,
    course::{self, Deed},
    open::Openings,
    spread::{Share, Spread, Stars},
    uncertain::Uncertain,
};
use crate::{
    base::{
        id::{AgentId, ChannelId, ChatTypeId, QueueId, ReasonId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, named_params},
    desk::hours,
};

/// Which chats are looked at, and how.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// What happened from this instant on …
    pub from: Timestamp,
    /// … and before this one.
    pub to: Timestamp,
    /// Only those that came through this channel.
    pub channel: Option<ChannelId>,
    /// Only those of this queue.
    pub queue: Option<QueueId>,
    /// Only what is this agent's: chats that they have or had last, and messages that they wrote themselves.
    pub agent: Option<AgentId>,
    /// Only those about this.
    pub chat_type: Option<ChatTypeId>,
    /// Whether time counts only while the chat's queue was open by its hours.
    pub open_only: bool,
    /// Within how long a customer shall have a first answer.
    pub target: Duration,
}

/// Figures of some chats. Times are in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    /// *New chats*: their customer's first message came in the period.
    pub new: u64,
    /// *Closed*: they ended in the period, and have not been taken up again.
    pub closed: u64,
    /// *Given up*: new chats that their customers ended themselves before any agent wrote.
    pub given_up: u64,
    /// *Messages of customers* in the period.
    pub incoming: u64,
    /// *Messages to customers* that agents wrote in the period, without those that certainly did not arrive.
    pub outgoing: u64,
    /// *First response*: from the customer's first message to the first of an agent. Chats that began while nobody
    /// was there are left out, unless their closed time is subtracted. Of this and all other times those are left out in
    /// which the clock of the house jumped: nobody knows how long they were.
    pub first: Spread,
    /// *Response*: from the oldest customer message without an answer to the next message of an agent, each time.
    pub response: Spread,
    /// *Wait*: from the customer's first message until an agent had the chat; of the chats as in *first response*.
    pub wait: Spread,
    /// *Resolution*: from the customer's first message to the end, of chats closed.
    pub resolution: Spread,
    /// *Within the target*: of the new chats that had a first answer, were given up, or have waited longer than the
    /// target, those answered within it; of the chats as in *first response*.
    pub in_target: Share,
    /// *Satisfaction*: ratings of chats closed in the period, whenever they were given.
    pub stars: Stars,
    /// *Surveys answered*: of the chats closed in the period whose customers were asked, those that were rated.
    pub answered: Share,
}

/// Chats that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The id of what they have in common; `None` when they have none.
    pub key: Option<i64>,
    /// Their figures.
    pub numbers: Numbers,
}

/// Hours of the day by weekdays, from Monday on.
pub type Week = [[u64; 24]; 7];

/// All figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Of everything.
    pub total: Numbers,
    /// Of each part of the period.
    pub parts: Vec<Numbers>,
    /// When new chats began.
    pub begun: Week,
    /// When customers wrote.
    pub written: Week,
    /// By channel, those with most new chats first; so are the others.
    pub channels: Vec<Group>,
    /// By queue.
    pub queues: Vec<Group>,
    /// By agent: chats by who has or had them last, messages and responses by who wrote.
    pub agents: Vec<Group>,
    /// By what they were about.
    pub types: Vec<Group>,
    /// By how they ended.
    pub reasons: Vec<Group>,
}

/// One thing that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    New,
    GivenUp,
    Incoming,
    Outgoing,
    First(u32),
    Wait(u32),
    InTarget(bool),
    Response(u32),
    /// After so many seconds, as far as anybody knows.
    Closed(Option<u32>),
    Asked(bool),
    Rated(i64),
}

/// Figures that are still being added up.
#[derive(Debug, Default)]
struct Sums {
    numbers: Numbers,
    first: Vec<u32>,
    response: Vec<u32>,
    wait: Vec<u32>,
    resolution: Vec<u32>,
}

impl Sums {
    fn add(&mut self, fact: Fact) {
        let numbers = &mut self.numbers;
        match fact {
            Fact::New => numbers.new += 1,
            Fact::GivenUp => numbers.given_up += 1,
            Fact::Incoming => numbers.incoming += 1,
            Fact::Outgoing => numbers.outgoing += 1,
            Fact::First(seconds) => self.first.push(seconds),
            Fact::Wait(seconds) => self.wait.push(seconds),
            Fact::InTarget(is_so) => numbers.in_target.add(is_so),
            Fact::Response(seconds) => self.response.push(seconds),
            Fact::Closed(seconds) => {
                numbers.closed += 1;
                self.resolution.extend(seconds);
            }
            Fact::Asked(is_answered) => numbers.answered.add(is_answered),
            Fact::Rated(rating) => numbers.stars.add(rating),
        }
    }

    /// Adds all of these, too.
    fn merge(&mut self, other: &Self) {
        let (numbers, more) = (&mut self.numbers, &other.numbers);
        numbers.new += more.new;
        numbers.closed += more.closed;
        numbers.given_up += more.given_up;
        numbers.incoming += more.incoming;
        numbers.outgoing += more.outgoing;
        numbers.in_target.merge(more.in_target);
        numbers.answered.merge(more.answered);
        numbers.stars.merge(more.stars);
        self.first.extend_from_slice(&other.first);
        self.response.extend_from_slice(&other.response);
        self.wait.extend_from_slice(&other.wait);
        self.resolution.extend_from_slice(&other.resolution);
    }

    fn finish(self) -> Numbers {
        Numbers {
            first: Spread::of(self.first),
            response: Spread::of(self.response),
            wait: Spread::of(self.wait),
            resolution: Spread::of(self.resolution),
            ..self.numbers
        }
    }
}

/// Sums by key, each found by its place.
#[derive(Debug, Default)]
struct Groups {
    places: HashMap<Option<i64>, usize>,
    sums: Vec<Sums>,
    /// What was looked for last, which is mostly looked for again.
    last: Option<(Option<i64>, usize)>,
}

impl Groups {
    fn place(&mut self, key: Option<i64>) -> usize {
        if let Some((last, place)) = self.last
            && last == key
        {
            return place;
        }
        let next = self.sums.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.sums.push(Sums::default());
        }
        self.last = Some((key, place));
        place
    }

    fn add(&mut self, place: usize, fact: Fact) {
        if let Some(sums) = self.sums.get_mut(place) {
            sums.add(fact);
        }
    }

    /// Of all of them.
    fn total(&self) -> Sums {
        let mut total = Sums::default();
        for sums in &self.sums {
            total.merge(sums);
        }
        total
    }

    fn finish(mut self) -> Vec<Group> {
        let mut groups: Vec<Group> = self
            .places
            .into_iter()
            .filter_map(|(key, place)| {
                let numbers = std::mem::take(self.sums.get_mut(place)?).finish();
                (numbers != Numbers::default()).then_some(Group { key, numbers })
            })
            .collect();
        groups.sort_by_key(|group| {
            let Numbers { new, closed, .. } = group.numbers;
            (std::cmp::Reverse((new, closed)), group.key)
        });
        groups
    }
}

/// A chat as it is read.
struct Chat {
    began: Timestamp,
    steps: Vec<u8>,
    closed: Option<Timestamp>,
    replied: Option<Timestamp>,
    channel: ChannelId,
    queue: QueueId,
    agent: Option<AgentId>,
    chat_type: Option<ChatTypeId>,
    reason: Option<ReasonId>,
    offline: bool,
    was_asked: bool,
    rating: Option<i64>,
    gave_up: bool,
}

impl Chat {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            began: row.get(0)?,
            steps: row.get(1)?,
            closed: row.get(2)?,
            replied: row.get(3)?,
            channel: row.get(4)?,
            queue: row.get(5)?,
            agent: row.get(6)?,
            chat_type: row.get(7)?,
            reason: row.get(8)?,
            offline: row.get(9)?,
            was_asked: row.get(10)?,
            rating: row.get(11)?,
            gave_up: row.get(12)?,
        })
    }
}

/// A fact, when it was and whose it is.
struct Found {
    at: Timestamp,
    agent: Option<AgentId>,
    fact: Fact,
}

struct Reckoner<'a> {
    question: &'a Question,
    now: Timestamp,
    /// Of the queues that go by hours, when those only count.
    openings: HashMap<QueueId, Openings>,
    /// What the clock of the house did.
    uncertain: Uncertain,
}

impl Reckoner<'_> {
    /// Seconds from one instant to another, as they count in this queue; `None`: the clock jumped in between.
    fn seconds(&self, queue: QueueId, from: Timestamp, to: Timestamp) -> Option<u32> {
        if self.uncertain.spans(from, to) {
            return None;
        }
        let millis = match self.openings.get(&queue) {
            Some(openings) => openings.between(from, to),
            None => (to.0 - from.0).max(0),
        };
        Some(u32::try_from(millis / 1_000).unwrap_or(u32::MAX))
    }

    /// Everything that counts in a chat, inside the period or not.
    fn facts(&self, chat: &Chat, found: &mut Vec<Found>) {
        let began = chat.began;
        let mut tell = |at, agent, fact| found.push(Found { at, agent, fact });
        let seconds = |from, to| self.seconds(chat.queue, from, to);
        // A night is no wait, unless it is subtracted.
        let counts = !chat.offline || self.openings.contains_key(&chat.queue);
        let target = u32::try_from(self.question.target.as_secs()).unwrap_or(u32::MAX);

        tell(began, chat.agent, Fact::New);
        if chat.gave_up {
            tell(began, chat.agent, Fact::GivenUp);
        }
        if counts {
            if let Some(replied) = chat.replied {
                if let Some(first) = seconds(began, replied) {
                    tell(began, chat.agent, Fact::First(first));
                    tell(began, chat.agent, Fact::InTarget(first <= target));
                }
            } else if chat.gave_up
                || (chat.closed.is_none()
                    && seconds(began, self.now).is_some_and(|waited| waited > target))
            {
                tell(began, chat.agent, Fact::InTarget(false));
            }
        }
        if let Some(closed) = chat.closed {
            tell(closed, chat.agent, Fact::Closed(seconds(began, closed)));
            if chat.was_asked {
                tell(closed, chat.agent, Fact::Asked(chat.rating.is_some()));
            }
            if let Some(rating) = chat.rating {
                tell(closed, chat.agent, Fact::Rated(rating));
            }
        }

        let (mut asked, mut has_ended, mut was_taken) = (None, false, false);
        for step in course::unpack(&chat.steps) {
            match step.deed {
                Deed::Customer => {
                    tell(step.at, chat.agent, Fact::Incoming);
                    if !has_ended {
                        asked = asked.or(Some(step.at));
                    }
                }
                Deed::Agent(agent) => {
                    tell(step.at, Some(agent), Fact::Outgoing);
                    if let Some(since) = asked.take()
                        && (since != began || counts)
                        && let Some(took) = seconds(since, step.at)
                    {
                        tell(since, Some(agent), Fact::Response(took));
                    }
                }
                Deed::Taken => {
                    if counts
                        && !was_taken
                        && let Some(waited) = seconds(began, step.at)
                    {
                        tell(began, chat.agent, Fact::Wait(waited));
                    }
                    was_taken = true;
                }
                Deed::PutOff => asked = None,
                Deed::Ended => (asked, has_ended) = (None, true),
                Deed::WentOn => has_ended = false,
            }
        }
    }
}

const CHATS: &str = "select course.began_at, course.steps, conversation.closed_at, conversation.first_reply_at,
    conversation.channel_id, conversation.queue_id, conversation.agent_id, conversation.chat_type_id,
    conversation.closing_reason_id, conversation.offline, conversation.survey <> 'none', conversation.rating,
  ";

/// The figures of a period; those of its parts by `part_of`, which says to which of so many parts an instant in the
/// period belongs. Courses must be current.
pub fn of(
    reader: &Reader<'_>,
    question: &Question,
    clock: &LocalTime,
    parts: usize,
    part_of: impl Fn(Timestamp) -> Option<usize>,
) -> Result<Report, DbError> {
    let reckoner = Reckoner {
        question,
        now: reader.now,
        openings: openings(reader, question)?,
        uncertain: Uncertain::read(reader)?,
    };
    let mut by_part: Vec<Sums> = (0..parts).map(|_| Sums::default()).collect();
    let (mut begun, mut written) = (Week::default(), Week::default());
    let [mut channels, mut queues, mut agents, mut types, mut reasons]: [Groups; 5] =
        Default::default();
    let mut found = Vec::new();

    let course = way(reader, question)?;
    let sql = format!(
        "{CHATS} {GAVE_UP} from course {course}
           cross join conversation indexed by conversation_figures on conversation.id = course.conversation_id
         where course.began_at < :to and course.last_at >= :from
           and (:channel is null or conversation.channel_id = :channel)
           and (:queue is null or conversation.queue_id = :queue)
           and (:type is null or conversation.chat_type_id = :type)"
    );
    let params = named_params! {
        ":from": question.from, ":to": question.to, ":channel": question.channel, ":queue": question.queue,
        ":type": question.chat_type,
    };
    reader.list(&sql, params, |row| {
        let chat = Chat::from_row(row)?;
        let channel = channels.place(Some(chat.channel.0));
        let queue = queues.place(Some(chat.queue.0));
        let chat_type = types.place(chat.chat_type.map(|id| id.0));
        let reason = reasons.place(chat.reason.map(|id| id.0));
        found.clear();
        reckoner.facts(&chat, &mut found);
        for Found { at, agent, fact } in found.drain(..) {
            let is_asked_for = question.agent.is_none_or(|wanted| agent == Some(wanted));
            if at < question.from || at >= question.to || !is_asked_for {
                continue;
            }
            if let Some(sums) = part_of(at).and_then(|part| by_part.get_mut(part)) {
                sums.add(fact);
            }
            match fact {
                Fact::New => mark(&mut begun, clock.slot(at)),
                Fact::Incoming => mark(&mut written, clock.slot(at)),
                _ => {}
            }
            channels.add(channel, fact);
            queues.add(queue, fact);
            types.add(chat_type, fact);
            if matches!(fact, Fact::Closed(_) | Fact::Asked(_) | Fact::Rated(_)) {
                reasons.add(reason, fact);
            }
            let agent = agents.place(agent.map(|id| id.0));
            agents.add(agent, fact);
        }
        Ok(())
    })?;
    Ok(Report {
        // Every chat came through one channel.
        total: channels.total().finish(),
        parts: by_part.into_iter().map(Sums::finish).collect(),
        begun,
        written,
        channels: channels.finish(),
        queues: queues.finish(),
        agents: agents.finish(),
        types: types.finish(),
        reasons: reasons.finish(),
    })
}

/// One course of so many is found sooner by an index; more of them are read sooner as they lie.
const FEW: i64 = 6;

/// How the courses of a period are found.
fn way(reader: &Reader<'_>, question: &Question) -> Result<&'static str, DbError> {
    let first: Option<Timestamp> =
        reader.get("select min(began_at) from course", [], |row| row.get(0))?;
    let Some(first) = first else {
        return Ok("");
    };
    let all = reader.now.0.saturating_sub(first.0);
    let is_few =
        |from: Timestamp, to: Timestamp| to.0.saturating_sub(from.0).saturating_mul(FEW) < all;
    Ok(if is_few(question.from, reader.now) {
        "indexed by course_by_end"
    } else if is_few(first, question.to) {
        "indexed by course_by_beginning"
    } else {
        "not indexed"
    })
}

fn mark(week: &mut Week, (weekday, hour): (usize, usize)) {
    if let Some(count) = week.get_mut(weekday).and_then(|day| day.get_mut(hour)) {
        *count += 1;
    }
}

/// The openings of queues that go by hours, over all the time that might count; none when all time counts.
fn openings(
    reader: &Reader<'_>,
    question: &Question,
) -> Result<HashMap<QueueId, Openings>, DbError> {
    let mut openings = HashMap::new();
    if !question.open_only {
        return Ok(openings);
    }
    let first: Option<Timestamp> = reader.get(
        "select min(began_at) from course where last_at >= ?1",
        [question.from],
        |row| row.get(0),
    )?;
    let from = first.unwrap_or(question.from).min(question.from);
    for (queue, goes_by) in hours::queues(reader)? {
        let Some(id) = goes_by else { continue };
        if let Some(hours) = hours::by_id(reader, id)? {
            let spans = Openings::of(&hours.calendar(), from, reader.now);
            openings.insert(queue.id, spans);
        }
    }
    Ok(openings)
}

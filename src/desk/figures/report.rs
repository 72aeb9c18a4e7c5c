//! The figures of a period. What each of them means stands beside it here, and the page says the same.

use std::{collections::HashMap, hash::Hash, time::Duration};

use super::{
    LocalTime,
    basis::Basis,
    cell::{self, Packed},
    count::GAVE_UP,
    daily::{self, Time},
    fact::{Chat, Class, Fact, Found, Reckoner},
    open::Openings,
    spread::{Share, Spread, Stars, Times},
    uncertain::Uncertain,
};
use crate::{
    base::{
        id::{AgentId, ChannelId, ChatTypeId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Reader, named_params},
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

/// Into what parts a period is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// Into none.
    Whole,
    /// Into the hours of the day.
    Hours,
    /// Into stretches of days.
    Days {
        /// The first day, in days since 1970.
        first: i64,
        /// To which stretch it belongs, and each that follows.
        places: Vec<usize>,
    },
}

impl Cut {
    fn parts(&self) -> usize {
        match self {
            Self::Whole => 0,
            Self::Hours => 24,
            Self::Days { places, .. } => places.last().map_or(0, |last| last + 1),
        }
    }

    /// To which part a day and an hour of it belong.
    fn part(&self, day: i64, hour: usize) -> Option<usize> {
        match self {
            Self::Whole => None,
            Self::Hours => Some(hour),
            Self::Days { first, places } => places.get(usize::try_from(day - first).ok()?).copied(),
        }
    }
}

/// Figures that are still being added up.
#[derive(Debug, Default)]
struct Sums {
    numbers: Numbers,
    first: Times,
    response: Times,
    wait: Times,
    resolution: Times,
}

impl Sums {
    /// A fact that was so often so.
    fn add(&mut self, fact: Fact, times: u32, target: u32) {
        let numbers = &mut self.numbers;
        let many = u64::from(times);
        match fact {
            Fact::New => numbers.new += many,
            Fact::GivenUp => numbers.given_up += many,
            Fact::Incoming => numbers.incoming += many,
            Fact::Outgoing => numbers.outgoing += many,
            Fact::First(seconds) => {
                self.first.add(seconds, times);
                numbers.in_target.add(seconds <= target, times);
            }
            Fact::Wait(seconds) => self.wait.add(seconds, times),
            Fact::Unanswered => numbers.in_target.add(false, times),
            Fact::Response(seconds) => self.response.add(seconds, times),
            Fact::Closed(seconds) => {
                numbers.closed += many;
                if let Some(seconds) = seconds {
                    self.resolution.add(seconds, times);
                }
            }
            Fact::Asked(is_answered) => numbers.answered.add(is_answered, times),
            Fact::Rated(rating) => numbers.stars.add(rating, times),
        }
    }

    /// Adds all of these, too.
    fn merge(&mut self, other: &Self) {
        let (numbers, more) = (&mut self.numbers, &other.numbers);
        numbers.new += more.new;
        numbers.given_up += more.given_up;
        numbers.incoming += more.incoming;
        numbers.outgoing += more.outgoing;
        numbers.in_target.merge(more.in_target);
        self.first.merge(&other.first);
        self.response.merge(&other.response);
        self.wait.merge(&other.wait);
        self.merge_ended(other);
    }

    /// Adds what is told of chats that ended.
    fn merge_ended(&mut self, other: &Self) {
        let (numbers, more) = (&mut self.numbers, &other.numbers);
        numbers.closed += more.closed;
        numbers.answered.merge(more.answered);
        numbers.stars.merge(more.stars);
        self.resolution.merge(&other.resolution);
    }

    fn finish(self) -> Numbers {
        Numbers {
            first: self.first.spread(),
            response: self.response.spread(),
            wait: self.wait.spread(),
            resolution: self.resolution.spread(),
            ..self.numbers
        }
    }
}

/// Sums by key, each found by its place.
#[derive(Debug)]
struct Groups<K> {
    places: HashMap<K, usize>,
    sums: Vec<Sums>,
    /// What was looked for last, which is mostly looked for again.
    last: Option<(K, usize)>,
}

impl<K> Default for Groups<K> {
    fn default() -> Self {
        Self {
            places: HashMap::new(),
            sums: Vec::new(),
            last: None,
        }
    }
}

impl<K: Copy + Eq + Hash> Groups<K> {
    fn place(&mut self, key: K) -> usize {
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

    fn of(&mut self, key: K) -> Option<&mut Sums> {
        let place = self.place(key);
        self.sums.get_mut(place)
    }
}

impl Groups<Option<i64>> {
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

/// All figures that are still being added up. Channels, queues, types and reasons are told apart at the end: chats that
/// have all four in common are added to one sum.
struct Tally<'a> {
    cut: &'a Cut,
    target: u32,
    parts: Vec<Sums>,
    classes: Groups<Class>,
    agents: Groups<Option<i64>>,
    begun: Week,
    written: Week,
}

/// Where facts are added, found once for many of them.
struct Places {
    class: usize,
    agent: usize,
    part: Option<usize>,
}

impl<'a> Tally<'a> {
    fn new(cut: &'a Cut, target: u32) -> Self {
        Self {
            cut,
            target,
            parts: (0..cut.parts()).map(|_| Sums::default()).collect(),
            classes: Groups::default(),
            agents: Groups::default(),
            begun: Week::default(),
            written: Week::default(),
        }
    }

    /// Where facts of this key are added; those of a part, where it is known.
    fn places(&mut self, (class, agent): cell::Key, part: Option<usize>) -> Places {
        Places {
            class: self.classes.place(class),
            agent: self.agents.place(agent.map(|id| id.0)),
            part,
        }
    }

    /// A fact that was so often so on a day, in an hour of it where that matters.
    fn add(&mut self, at: &Places, (fact, times): (Fact, u32), (day, hour): (i64, usize)) {
        for sums in [
            self.classes.sums.get_mut(at.class),
            self.agents.sums.get_mut(at.agent),
            at.part.and_then(|part| self.parts.get_mut(part)),
        ]
        .into_iter()
        .flatten()
        {
            sums.add(fact, times, self.target);
        }
        let week = match fact {
            Fact::New => &mut self.begun,
            Fact::Incoming => &mut self.written,
            _ => return,
        };
        if let Some(count) = week
            .get_mut(LocalTime::weekday(day))
            .and_then(|hours| hours.get_mut(hour))
        {
            *count += u64::from(times);
        }
    }

    fn finish(self) -> Report {
        let mut total = Sums::default();
        let [mut channels, mut queues, mut types, mut reasons]: [Groups<Option<i64>>; 4] =
            Default::default();
        for (class, place) in self.classes.places {
            let Some(sums) = self.classes.sums.get(place) else {
                continue;
            };
            total.merge(sums);
            for group in [
                channels.of(Some(class.channel.0)),
                queues.of(Some(class.queue.0)),
                types.of(class.chat_type.map(|id| id.0)),
            ] {
                group.into_iter().for_each(|group| group.merge(sums));
            }
            if let Some(group) = reasons.of(class.reason.map(|id| id.0)) {
                group.merge_ended(sums);
            }
        }
        Report {
            total: total.finish(),
            parts: self.parts.into_iter().map(Sums::finish).collect(),
            begun: self.begun,
            written: self.written,
            channels: channels.finish(),
            queues: queues.finish(),
            agents: self.agents.finish(),
            types: types.finish(),
            reasons: reasons.finish(),
        }
    }
}

impl Question {
    fn wants_class(&self, class: Class) -> bool {
        self.channel.is_none_or(|wanted| class.channel == wanted)
            && self.queue.is_none_or(|wanted| class.queue == wanted)
            && self
                .chat_type
                .is_none_or(|wanted| class.chat_type == Some(wanted))
    }

    fn wants_agent(&self, agent: Option<AgentId>) -> bool {
        self.agent.is_none_or(|wanted| agent == Some(wanted))
    }
}

/// The figures of a period by the clock of a zone, and of its parts. Courses must be current.
pub fn of(
    reader: &Reader<'_>,
    question: &Question,
    clock: &LocalTime,
    cut: &Cut,
) -> Result<Report, DbError> {
    let target = u32::try_from(question.target.as_secs()).unwrap_or(u32::MAX);
    let mut tally = Tally::new(cut, target);
    let all = (question.from, question.to);
    let openings = openings(reader, question)?;
    let time = match question.open_only {
        true => Time::Open,
        false => Time::All,
    };
    // Sums do not know of what hour of the day most is.
    let days = match cut {
        Cut::Hours => None,
        _ => daily::whole(reader, clock.zone(), all, time)?,
    };
    if let Some(days) = days {
        let mut add = |day, cell: &Packed<'_>, is_wanted: &dyn Fn(Class, Fact) -> bool| {
            let (class, agent) = cell.key;
            if question.wants_class(class) && question.wants_agent(agent) {
                // Hours of the day are no parts here.
                let part = cut.part(day, 0);
                let places = tally.places(cell.key, part);
                cell.each(|entry, times| {
                    if let Some((fact, hour)) = cell::fact(entry)
                        && is_wanted(class, fact)
                    {
                        tally.add(&places, (fact, times), (day, hour));
                    }
                });
            }
        };
        // Whatever is told by open time is told by that alone.
        let stays =
            |class: Class, fact: Fact| !fact.is_of_time() || !openings.contains_key(&class.queue);
        daily::each(reader, days, Time::All, |day, cell| add(day, cell, &stays))?;
        if time == Time::Open {
            daily::each(reader, days, Time::Open, |day, cell| {
                add(day, cell, &|_, _| true)
            })?;
        }
    }
    let asked = Asked {
        question,
        clock,
        reckoner: Reckoner {
            now: reader.now,
            target,
            openings,
            uncertain: Uncertain::read(reader)?,
        },
    };
    match days {
        None => asked.chats(reader, all, Which::All, &mut tally)?,
        Some(days) => {
            asked.chats(reader, all, Which::Uncounted, &mut tally)?;
            for (from, to) in [(question.from, days.from), (days.to, question.to)] {
                if from < to {
                    asked.chats(reader, (from, to), Which::Counted, &mut tally)?;
                }
            }
        }
    }
    Ok(tally.finish())
}

/// Which chats are told one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    /// Those that the sums of days have not.
    Uncounted,
    /// Those that they have, for parts of days.
    Counted,
}

struct Asked<'a> {
    question: &'a Question,
    clock: &'a LocalTime,
    reckoner: Reckoner,
}

impl Asked<'_> {
    /// Adds what was in chats from one instant on and before another.
    fn chats(
        &self,
        reader: &Reader<'_>,
        (from, to): (Timestamp, Timestamp),
        which: Which,
        tally: &mut Tally<'_>,
    ) -> Result<(), DbError> {
        let Question {
            channel,
            queue,
            chat_type,
            ..
        } = *self.question;
        let mut found = Vec::new();
        for way in ways(reader, (from, to), which)? {
            let sql = format!(
                "select course.began_at, course.steps, conversation.closed_at, conversation.first_reply_at,
                   conversation.channel_id, conversation.queue_id, conversation.agent_id, conversation.chat_type_id,
                   conversation.closing_reason_id, conversation.offline, conversation.survey <> 'none',
                   conversation.rating, {GAVE_UP}
                 from course {way}
                   and course.began_at < :to and course.last_at >= :from
                   and (:channel is null or conversation.channel_id = :channel)
                   and (:queue is null or conversation.queue_id = :queue)
                   and (:type is null or conversation.chat_type_id = :type)"
            );
            let params = named_params! {
                ":from": from, ":to": to, ":channel": channel, ":queue": queue, ":type": chat_type,
            };
            reader.list(&sql, params, |row| {
                let chat = Chat::from_row(row)?;
                self.reckoner.facts(&chat, &mut found);
                for Found { at, agent, fact } in found.drain(..) {
                    if at >= from && at < to && self.question.wants_agent(agent) {
                        let (day, hour) = (self.clock.day(at), self.clock.slot(at).1);
                        let places = tally.places((chat.class, agent), tally.cut.part(day, hour));
                        tally.add(&places, (fact, 1), (day, hour));
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// One course of so many is found sooner by an index; more of them are read sooner as they lie.
const FEW: i64 = 6;

/// How the courses of a stretch of time are found, each in one of these ways.
fn ways(
    reader: &Reader<'_>,
    (from, to): (Timestamp, Timestamp),
    which: Which,
) -> Result<Vec<String>, DbError> {
    let way = |index: &str, condition: &str| {
        let counted = match which {
            Which::All => "",
            Which::Uncounted => " and course.counted = 0",
            Which::Counted => " and course.counted = 1",
        };
        format!(
            "{index}
             cross join conversation indexed by conversation_figures on conversation.id = course.conversation_id
             where {condition}{counted}"
        )
    };
    if which == Which::Uncounted {
        return Ok(vec![way("indexed by course_uncounted", "true")]);
    }
    let first: Option<Timestamp> =
        reader.get("select min(began_at) from course", [], |row| row.get(0))?;
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let all = reader.now.0.saturating_sub(first.0);
    let is_few =
        |from: Timestamp, to: Timestamp| to.0.saturating_sub(from.0).saturating_mul(FEW) < all;
    Ok(if is_few(from, reader.now) {
        vec![way("indexed by course_by_end", "true")]
    } else if is_few(first, to) {
        vec![way("indexed by course_by_beginning", "true")]
    } else if is_few(from, to) {
        // Long ago, most chats that went on then had begun on the day before at the earliest.
        vec![
            way(
                "indexed by course_by_beginning",
                "course.began_at >= :from - 86400000",
            ),
            way(
                "indexed by course_long",
                "course.last_at - course.began_at > 86400000 and course.began_at < :from - 86400000",
            ),
        ]
    } else {
        vec![way("not indexed", "true")]
    })
}

/// The openings of queues that go by hours, over all the time that might count; none when all time counts.
fn openings(
    reader: &Reader<'_>,
    question: &Question,
) -> Result<HashMap<QueueId, Openings>, DbError> {
    if !question.open_only {
        return Ok(HashMap::new());
    }
    let first: Option<Timestamp> = reader.get(
        "select min(began_at) from course where last_at >= ?1",
        [question.from],
        |row| row.get(0),
    )?;
    let from = first.unwrap_or(question.from).min(question.from);
    Ok(Basis::present(reader)?.openings(from, reader.now))
}

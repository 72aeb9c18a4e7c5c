//! Plays a plan: what happens from outside, what falls due, and what people do about it, in the order of time.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet},
    time::Duration,
};

use anyhow::{Context, bail};

use super::{plan::Plan, report::Report};
use crate::{
    base::{
        chance::Chance,
        id::{AgentId, ConversationId},
        lang::Lang,
        time::Timestamp,
    },
    db::{DbError, Tx, memory::Memory},
    desk::{
        absence,
        arrival::{self, Greeting},
        channel::{self, Channel, Settings},
        closing::{
            choice,
            close::{self, Answers},
        },
        conversation::{
            self, State,
            say::{self, Draft},
        },
        customer::visitor::{self, Visitor},
        forward::{
            self, Wish,
            placing::To,
            wall::{Preset, Wall},
        },
        queue::{self, edit},
        routing::{self, offer},
        team::{self, Agent, NewAgent, Role, availability},
        timer,
        waitlist::{self, claim},
    },
    robots::clockwork,
};

/// A console writes that it is there at least this often.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// What happens next, at the same instant in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Closes(Duration),
    Leaves { agent: usize, signs_out: bool },
    Comes(usize),
    Writes(usize),
    WritesAgain(ConversationId),
    Takes(usize),
    AnswersOffer(usize, ConversationId),
    Answers(ConversationId),
}

/// A house in memory with a plan to play.
pub struct Stage {
    memory: Memory,
    now: Timestamp,
    plan: Plan,
    chance: Chance,
    next: BinaryHeap<Reverse<(Timestamp, u64, Event)>>,
    count: u64,
    agents: Vec<AgentId>,
    channels: Vec<Channel>,
    /// In an order, so that the same seed is the same week.
    here: BTreeSet<usize>,
    seen_at: Timestamp,
    /// Who is about to click, so that nobody clicks twice.
    taking: HashSet<usize>,
    offered: HashSet<(usize, ConversationId, Timestamp)>,
    answering: HashSet<ConversationId>,
    visitors: BTreeMap<usize, Visitor>,
    turns: HashMap<ConversationId, usize>,
    began: HashMap<ConversationId, Timestamp>,
    had: HashMap<ConversationId, AgentId>,
    report: Report,
}

/// Plays a plan to its end. `look` is called after each event with the file as it then is.
pub fn play(
    plan: Plan,
    look: &mut dyn FnMut(&mut Tx<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<Report> {
    let mut stage = Stage::set(plan)?;
    while stage.step()? {
        stage.memory.act(&mut *look)?;
    }
    stage.end()
}

impl Stage {
    /// Builds the house: its queues, its team, a site for each queue.
    fn set(plan: Plan) -> anyhow::Result<Self> {
        let mut memory = Memory::new();
        let begin = plan.arrivals.first().map(|arrival| arrival.at);
        let begin = begin
            .into_iter()
            .chain(plan.shifts.first().map(|shift| shift.from))
            .min();
        let begin = begin.context("nothing happens in this plan")?;
        let now: Timestamp = memory.act(|tx| Ok::<_, DbError>(tx.now))?;
        let mut plan = plan;
        plan.shift_by(now, begin);
        let (agents, channels) = memory.act(|tx| build(tx, &plan))?;
        let mut stage = Self {
            memory,
            now,
            chance: Chance::new(plan.seed),
            next: BinaryHeap::new(),
            count: 0,
            agents,
            channels,
            here: BTreeSet::new(),
            seen_at: now,
            taking: HashSet::new(),
            offered: HashSet::new(),
            answering: HashSet::new(),
            visitors: BTreeMap::new(),
            turns: HashMap::new(),
            began: HashMap::new(),
            had: HashMap::new(),
            report: Report::default(),
            plan,
        };
        for (index, arrival) in stage.plan.arrivals.clone().iter().enumerate() {
            stage.at(arrival.at, Event::Writes(index));
        }
        for shift in stage.plan.shifts.clone() {
            stage.at(shift.from, Event::Comes(shift.agent));
            let (agent, signs_out) = (shift.agent, shift.signs_out);
            stage.at(shift.to, Event::Leaves { agent, signs_out });
        }
        for (at, lasts) in stage.plan.restarts.clone() {
            stage.at(at, Event::Closes(lasts));
        }
        Ok(stage)
    }

    fn at(&mut self, at: Timestamp, event: Event) {
        self.count += 1;
        self.next.push(Reverse((at, self.count, event)));
    }

    fn soon(&mut self, least: u64, most: u64, event: Event) {
        let pause = self
            .chance
            .between(Duration::from_secs(least), Duration::from_secs(most));
        self.at(self.now.plus(pause), event);
    }

    /// Moves the clock; time never goes back.
    fn go_to(&mut self, at: Timestamp) {
        let at = at.max(self.now);
        self.memory.advance(at.since(self.now));
        self.now = at;
    }

    /// Plays what comes next: a timer or an event. `false` when nothing more is to come from outside.
    fn step(&mut self) -> anyhow::Result<bool> {
        let Some(Reverse((at, _, _))) = self.next.peek() else {
            return Ok(false);
        };
        let due = self.memory.act(|tx| timer::next(tx))?;
        match due {
            Some(due) if due <= *at => {
                self.go_to(due);
                self.sign_of_life()?;
                while self.memory.act(clockwork::fire_one)? {}
            }
            _ => {
                let Some(Reverse((at, _, event))) = self.next.pop() else {
                    return Ok(false);
                };
                self.go_to(at);
                self.sign_of_life()?;
                self.happens(event)?;
            }
        }
        while self.memory.act(routing::look)? > 0 {}
        self.people_act()?;
        Ok(true)
    }

    /// Consoles that are open say so.
    fn sign_of_life(&mut self) -> Result<(), DbError> {
        if self.now.since(self.seen_at) < SIGN_OF_LIFE {
            return Ok(());
        }
        self.seen_at = self.now;
        let here: Vec<AgentId> = self.here.iter().map(|agent| self.agents[*agent]).collect();
        self.memory.act(|tx| availability::seen(tx, &here))
    }

    fn agent(&mut self, agent: usize) -> anyhow::Result<Agent> {
        let id = self.agents[agent];
        let found = self.memory.act(|tx| team::by_id(tx, id))?;
        found.context("an agent is not there")
    }

    fn happens(&mut self, event: Event) -> anyhow::Result<()> {
        match event {
            Event::Closes(lasts) => {
                // Nobody hears anything meanwhile; then consoles come back by themselves.
                self.go_to(self.now.plus(lasts));
                self.memory.act(absence::after_start)?;
                self.seen_at = Timestamp(0);
                self.sign_of_life()?;
                // What fell due meanwhile happens before anything else.
                while self.memory.act(clockwork::fire_one)? {}
            }
            Event::Comes(agent) => {
                self.here.insert(agent);
                let id = self.agents[agent];
                self.memory.act(|tx| availability::seen(tx, &[id]))?;
            }
            Event::Leaves { agent, signs_out } => {
                self.here.remove(&agent);
                if signs_out {
                    let id = self.agents[agent];
                    self.memory.act(|tx| availability::left(tx, id))?;
                }
            }
            Event::Writes(arrival) => self.writes(arrival)?,
            Event::WritesAgain(chat) => {
                if let Some(visitor) = self.visitor_of(chat)? {
                    self.says(visitor, "One more thing, please: which one was it?")?;
                }
            }
            Event::Takes(agent) => {
                self.taking.remove(&agent);
                if self.here.contains(&agent) {
                    let agent = self.agent(agent)?;
                    self.memory
                        .act(|tx| claim::claim_next(tx, &agent, None))
                        .ok();
                }
            }
            Event::AnswersOffer(agent, chat) => self.answers_offer(agent, chat)?,
            Event::Answers(chat) => self.answers(chat)?,
        }
        Ok(())
    }

    fn writes(&mut self, index: usize) -> anyhow::Result<()> {
        let arrival = self.plan.arrivals[index].clone();
        let visitor = match self.visitors.get(&arrival.customer) {
            Some(visitor) => *visitor,
            None => {
                let channel = self.channels[arrival.queue].clone();
                let greeting = Greeting {
                    name: format!("Customer {}", arrival.customer),
                    ..Greeting::default()
                };
                let visitor = self.memory.act(|tx| {
                    let begun = arrival::begin(tx, &channel, &greeting)?;
                    visitor::resolve(tx, begun.token.hash())
                })?;
                let visitor = visitor.context("a visitor has just begun")?;
                self.visitors.insert(arrival.customer, visitor);
                visitor
            }
        };
        let chat = self.says(visitor, "Hello, where is my parcel number four?")?;
        if !self.began.contains_key(&chat) {
            self.began.insert(chat, self.now);
            self.report.chats += 1;
        }
        self.turns.entry(chat).or_insert(arrival.turns);
        Ok(())
    }

    fn says(&mut self, visitor: Visitor, text: &str) -> anyhow::Result<ConversationId> {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let said = self
            .memory
            .act(|tx| arrival::message(tx, visitor, &draft))?;
        Ok(said.conversation)
    }

    fn visitor_of(&mut self, chat: ConversationId) -> anyhow::Result<Option<Visitor>> {
        let Some(chat) = self.memory.act(|tx| conversation::by_id(tx, chat))? else {
            return Ok(None);
        };
        let known = self.visitors.values();
        Ok(known.copied().find(|one| one.identity == chat.identity))
    }

    fn answers_offer(&mut self, agent: usize, chat: ConversationId) -> anyhow::Result<()> {
        if !self.here.contains(&agent) {
            return Ok(());
        }
        let who = self.agent(agent)?;
        if self.chance.in_hundred(95) {
            // It may have gone on to the next meanwhile.
            self.memory
                .act(|tx| claim::claim(tx, &who, chat, None))
                .ok();
        } else {
            self.memory.act(|tx| offer::decline(tx, &who, chat)).ok();
        }
        Ok(())
    }

    fn answers(&mut self, id: ConversationId) -> anyhow::Result<()> {
        self.answering.remove(&id);
        let chat = self.memory.act(|tx| conversation::by_id(tx, id))?;
        let Some(chat) = chat else { return Ok(()) };
        let State::Active { agent, .. } = &chat.state else {
            return Ok(());
        };
        let place = self.agents.iter().position(|one| *one == agent.id);
        let Some(place) = place.filter(|place| self.here.contains(place)) else {
            return Ok(());
        };
        let who = self.agent(place)?;
        // Now and then somebody else can help better, or later.
        if self.chance.in_hundred(4) {
            return self.hands_on(&who, id);
        }
        if chat.needs_reply() {
            let draft = Draft {
                text: "It is on its way to you".to_owned(),
                ..Draft::default()
            };
            self.memory
                .act(|tx| say::by_agent(tx, &who, id, &draft, None))?;
            if chat.first_reply_at.is_none()
                && let Some(began) = self.began.get(&id)
            {
                self.report.answered.add(self.now.since(*began));
            }
            let left = self.turns.entry(id).or_insert(1);
            *left = left.saturating_sub(1);
            if *left > 0 {
                self.soon(20, 240, Event::WritesAgain(id));
            }
        } else if self.turns.get(&id).is_none_or(|left| *left == 0) {
            self.memory.act(|tx: &mut Tx<'_>| {
                let answers = Answers {
                    reason: crate::desk::closing::reasons(tx)?
                        .first()
                        .map(|reason| reason.id),
                    ..Answers::default()
                };
                close::by_agent(tx, &who, id, &answers)
            })?;
        }
        Ok(())
    }

    fn hands_on(&mut self, who: &Agent, id: ConversationId) -> anyhow::Result<()> {
        let later = if self.chance.in_hundred(50) {
            Some(
                Wall::preset(Preset::HalfHour, self.now, "UTC")
                    .map_err(|why| anyhow::anyhow!("{why:?}"))?,
            )
        } else {
            None
        };
        let wish = Wish {
            to: To::Everybody,
            later,
            kind: None,
            note: String::new(),
            keeps_date: self.chance.in_hundred(20),
            at_opening: true,
        };
        self.memory.act(|tx| forward::forward(tx, who, id, &wish))?;
        Ok(())
    }

    /// Everybody looks at their screen: who waits is taken, what is held out is answered, what is theirs is answered.
    fn people_act(&mut self) -> anyhow::Result<()> {
        for agent in self.here.clone() {
            let id = self.agents[agent];
            let (waiting, load, offers, mine) = self.memory.act(|tx| {
                let mine = tx.list(
                    "select id, claimed_at from conversation where agent_id = ?1 and state = 'active'",
                    [id],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )?;
                Ok::<_, DbError>((
                    waitlist::count(tx, id)?,
                    waitlist::capacity::load(tx, id)?,
                    offer::of_agent(tx, id)?,
                    mine,
                ))
            })?;
            for one in offers {
                let chat = one.conversation.id;
                if self.offered.insert((agent, chat, one.offered_at)) {
                    self.report.offers += 1;
                    // Somebody looks away now and then, for longer than an offer lasts.
                    if self.chance.in_hundred(92) {
                        self.soon(3, 40, Event::AnswersOffer(agent, chat));
                    } else {
                        self.report.passed_by += 1;
                    }
                }
            }
            let mine: Vec<(ConversationId, Timestamp)> = mine;
            for (chat, claimed_at) in mine {
                if self.had.insert(chat, id).is_none()
                    && let Some(began) = self.began.get(&chat)
                {
                    self.report.claimed.add(claimed_at.since(*began));
                }
                if self.answering.insert(chat) {
                    self.soon(15, 150, Event::Answers(chat));
                }
            }
            if waiting > 0 && load < self.plan.chat_limit && self.taking.insert(agent) {
                self.soon(2, 25, Event::Takes(agent));
            }
            let away = self.agent(agent)?;
            if offer::is_put_away(&away) {
                // One click returns.
                self.memory
                    .act(|tx| availability::set(tx, id, team::Availability::Available, ""))?;
            }
        }
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<Report> {
        let (left, passed_on, same) = self.memory.act(|tx| {
            let one = |sql: &str| tx.get(sql, [], |row| row.get::<_, i64>(0));
            Ok::<_, DbError>((
                one("select count(*) from conversation where state = 'waiting'")?,
                one("select count(*) from message where author = 'system' and text = 'passed-on'")?,
                one(
                    "select count(*) from conversation as later where agent_id = (
                       select agent_id from conversation as earlier
                       where earlier.customer_id = later.customer_id and earlier.id < later.id
                       order by earlier.id desc limit 1)",
                )?,
            ))
        })?;
        self.report.left = usize::try_from(left)?;
        self.report.passed_on = usize::try_from(passed_on)?;
        self.report.same_agent = usize::try_from(same)?;
        Ok(self.report)
    }
}

fn build(tx: &mut Tx<'_>, plan: &Plan) -> anyhow::Result<(Vec<AgentId>, Vec<Channel>)> {
    if plan.queues.is_empty() || plan.agents.is_empty() {
        bail!("a plan needs a queue and an agent");
    }
    choice::install_defaults(tx, Lang::En)?;
    let origin = crate::desk::audit::Origin::default();
    let mut agents = Vec::new();
    for (number, (name, _)) in plan.agents.iter().enumerate() {
        let new = NewAgent {
            email: format!("agent{number}@shop.example"),
            name: name.clone(),
            role: Role::Agent,
            lang: Lang::En,
            password_hash: String::new(),
        };
        agents.push(team::join(tx, &new)?);
    }
    tx.execute("update agent set chat_limit = ?1", [plan.chat_limit])?;
    let mut channels = Vec::new();
    for (place, queue) in plan.queues.iter().enumerate() {
        let id = match place {
            // The first queue is there from the beginning.
            0 => queue::first(tx)?,
            _ => edit::add(tx, &origin, &queue.name)?,
        };
        let channel =
            channel::add_web_chat(tx, &format!("{place}.shop.example"), &Settings::default())?;
        let serves = |agent: usize| plan.agents[agent].1.contains(&place);
        let members = (0..agents.len())
            .filter(|agent| serves(*agent))
            .map(|agent| agents[agent]);
        let change = edit::Change {
            name: queue.name.clone(),
            policy: queue.policy.clone(),
            members: members.collect(),
            channels: vec![channel.id],
        };
        edit::change(tx, &origin, id, &change)?;
        let moved = channel::by_id(tx, channel.id)?.context("a channel is not there")?;
        channels.push(moved);
    }
    Ok((agents, channels))
}

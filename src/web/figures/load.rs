//! What the page shows, read in one go.

use std::collections::HashMap;

use jiff::civil::Date;

use super::wish::Wish;
use crate::{
    base::{
        id::{AgentId, ChatTypeId, CriterionId, ReasonId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{
        channel,
        closing::choice,
        figures::{
            LocalTime,
            count::Count,
            period::{self, Part, Period},
            report::{self, Cut, Numbers, Question, Report},
            target::Target,
        },
        hours,
        quality::{
            self,
            summary::{self, Asked},
        },
        queue,
        setting::{self, Team},
        team::{Agent, Role, roster},
        waitlist,
    },
    web::console::chats::behind::{Behind, Way},
};

/// All of it.
pub(super) struct Screen {
    pub(super) wish: Wish,
    pub(super) viewer: Agent,
    pub(super) team: Team,
    /// Customers whose chat nobody has, for the rail.
    pub(super) waiting: i64,
    pub(super) today: Date,
    pub(super) period: Period,
    pub(super) parts: Vec<Part>,
    pub(super) report: Report,
    /// What it is compared with.
    pub(super) before: Period,
    pub(super) earlier: Numbers,
    /// The period is not over: it is compared with as much of the other.
    pub(super) is_cut: bool,
    pub(super) target: Target,
    /// Whether any queue goes by hours.
    pub(super) has_hours: bool,
    pub(super) names: Names,
    /// What was thought of chats in the period, as far as the viewer may read that, the newest first.
    pub(super) scores: Vec<summary::Listed>,
    /// By what chats are judged.
    pub(super) criteria: Vec<choice::Listed<CriterionId>>,
}

/// Names by id, in the order of their lists.
pub(super) struct Names {
    pub(super) channels: Vec<(i64, String)>,
    pub(super) queues: Vec<(i64, String)>,
    pub(super) agents: Vec<(i64, String)>,
    pub(super) types: Vec<(i64, String)>,
    pub(super) reasons: Vec<(i64, String)>,
}

impl Names {
    fn read(reader: &Reader<'_>) -> Result<Self, DbError> {
        let types = choice::all::<ChatTypeId>(reader)?;
        let reasons = choice::all::<ReasonId>(reader)?;
        let channels = channel::all(reader)?;
        let queues = queue::all(reader)?;
        let agents = roster::everybody(reader)?;
        Ok(Self {
            channels: channels
                .into_iter()
                .map(|one| (one.id.0, one.name))
                .collect(),
            queues: queues.into_iter().map(|one| (one.id.0, one.name)).collect(),
            agents: agents
                .into_iter()
                .map(|one| (one.agent.id.0, one.agent.name))
                .collect(),
            types: types.into_iter().map(|one| (one.id.0, one.name)).collect(),
            reasons: reasons
                .into_iter()
                .map(|one| (one.id.0, one.name))
                .collect(),
        })
    }
}

impl Screen {
    /// Whether only the viewer's own figures are shown: those of others are for supervisors.
    pub(super) fn is_own(&self) -> bool {
        self.viewer.role == Role::Agent
    }

    /// Whether anything but the days narrows the figures that can be shown otherwise.
    pub(super) fn is_narrowed(&self) -> bool {
        let wish = Wish {
            agent: self.wish.agent.filter(|_| !self.is_own()),
            ..self.wish.clone()
        };
        wish.narrows()
    }

    /// Whether nothing at all happened.
    pub(super) fn is_empty(&self) -> bool {
        self.report.total == Numbers::default() && self.scores.is_empty()
    }

    /// The way to the chats behind a count of the whole period.
    pub(super) fn way(&self, count: Count) -> Way {
        Way {
            behind: Behind::all(count),
            first: self.period.first,
            last: self.period.last,
            channel: self.wish.channel,
            queue: self.wish.queue,
            agent: self.wish.agent.map(Some),
            chat_type: self.wish.chat_type,
            rating: None,
        }
    }
}

/// Reads the figures that somebody asks for, as far as they may see them. Courses must be current.
pub(super) fn screen(
    reader: &Reader<'_>,
    viewer: Agent,
    mut wish: Wish,
) -> Result<Screen, DbError> {
    if viewer.role == Role::Agent {
        wish.agent = Some(viewer.id);
    }
    let zone = hours::house_zone(reader)?;
    let today = period::today(&zone, reader.now);
    let period = Period::of(wish.choice, wish.named(), today);
    let before = period.compared(wish.choice, wish.against);
    let target: Target = setting::get(reader)?;

    let (from, to) = period.bounds(&zone);
    let clock = LocalTime::of(&zone, from, to);
    let parts = period::parts(period);
    let question = Question {
        from,
        to,
        channel: wish.channel,
        queue: wish.queue,
        agent: wish.agent,
        chat_type: wish.chat_type,
        open_only: wish.open_only,
        target: target.within(),
    };
    let report = report::of(reader, &question, &clock, &cut(&parts, period))?;

    let asked = Asked {
        from,
        to,
        channel: wish.channel,
        queue: wish.queue,
        agent: wish.agent,
        chat_type: wish.chat_type,
    };
    let scores = summary::list(reader, quality::reads(reader, &viewer)?, &asked)?;

    let (began, mut ended) = before.bounds(&zone);
    // A day that is not over is compared with as much of the other one.
    let is_cut = from <= reader.now && reader.now < to;
    if is_cut {
        ended = ended.min(Timestamp(began.0 + (reader.now.0 - from.0)));
    }
    let compared = Question {
        from: began,
        to: ended,
        ..question
    };
    let clock = LocalTime::of(&zone, began, ended);
    let earlier = report::of(reader, &compared, &clock, &Cut::Whole)?.total;
    let has_hours = hours::queues(reader)?
        .iter()
        .any(|(_, hours)| hours.is_some());
    Ok(Screen {
        team: setting::get(reader)?,
        waiting: waitlist::count(reader, viewer.id)?,
        names: Names::read(reader)?,
        scores,
        criteria: quality::criteria(reader)?,
        wish,
        viewer,
        today,
        period,
        parts,
        report,
        before,
        earlier,
        is_cut,
        target,
        has_hours,
    })
}

/// How these parts cut the period.
fn cut(parts: &[Part], period: Period) -> Cut {
    let mut places = Vec::with_capacity(usize::try_from(period.days()).unwrap_or(0));
    for (place, part) in parts.iter().enumerate() {
        if part.hour.is_some() {
            return Cut::Hours;
        }
        for _ in period::number_of(part.first)..=period::number_of(part.last) {
            places.push(place);
        }
    }
    Cut::Days {
        first: period::number_of(period.first),
        places,
    }
}

/// A name by its id; one that is gone is known by its number.
pub(super) fn name(names: &HashMap<i64, &str>, id: i64) -> String {
    names
        .get(&id)
        .map_or_else(|| format!("#{id}"), |name| (*name).to_owned())
}

/// Whose figures an agent's id stands for.
pub(super) fn agent(key: Option<i64>) -> Option<AgentId> {
    key.map(AgentId)
}

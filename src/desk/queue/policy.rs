//! How a queue is served: everything about it that an admin sets, as data.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{base::id::HoursId, stored_as_word};

/// How a waiting chat comes to an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Agents take it from the wait list.
    Pick,
    /// It is held out to one agent, who accepts or declines.
    Offer,
    /// It is given to one agent without asking.
    Assign,
}

stored_as_word!(Mode {
    Pick = "pick",
    Offer = "offer",
    Assign = "assign",
});

/// Who is chosen among those who may have the next chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Who has the fewest chats.
    LeastBusy,
    /// Who has had nothing new for longest.
    LongestIdle,
    /// One after another.
    InTurn,
}

stored_as_word!(Choice {
    LeastBusy = "least_busy",
    LongestIdle = "longest_idle",
    InTurn = "in_turn",
});

/// What becomes of a customer who comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Previous {
    /// They wait for anybody.
    Off,
    /// Whoever had their last chat is asked first, if that agent is there.
    First,
    /// Only that agent is asked, for as long as they are there.
    Only,
}

stored_as_word!(Previous {
    Off = "off",
    First = "first",
    Only = "only",
});

/// What follows the end of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WrapUp {
    /// Nothing.
    None,
    /// Time to finish the paperwork, which ends by itself.
    Timed,
    /// Time to finish the paperwork, which the agent ends.
    Manual,
}

stored_as_word!(WrapUp {
    None = "none",
    Timed = "timed",
    Manual = "manual",
});

/// What happens when a customer does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Silence {
    /// Nothing.
    Nothing,
    /// The agent is told, who may send a reminder.
    Suggest,
    /// A reminder is sent, and later the chat is closed.
    Act,
}

stored_as_word!(Silence {
    Nothing = "nothing",
    Suggest = "suggest",
    Act = "act",
});

/// What a customer who waits is told of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineShown {
    /// Nothing.
    Off,
    /// Their place in it.
    Place,
    /// Their place, and about how long it will take.
    Estimate,
}

stored_as_word!(LineShown {
    Off = "off",
    Place = "place",
    Estimate = "estimate",
});

/// All of it. What an older program did not know of has its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// How a waiting chat comes to an agent.
    pub mode: Mode,
    /// Who is chosen, where somebody is.
    pub choice: Choice,
    /// Seconds for which a chat is held out to one agent.
    pub offer_s: u32,
    /// Most chats that wait; beyond it the widget shows its form. `None`: any number.
    pub most_waiting: Option<u32>,
    /// What a customer who waits is told of the line.
    pub line_shown: LineShown,
    /// What becomes of a customer who comes back.
    pub previous: Previous,
    /// Seconds for which the previous agent alone may take them.
    pub previous_s: u32,
    /// Whether others may pick a chat meanwhile that is held for one agent.
    pub others_may_pick: bool,
    /// Seconds after which a chat forwarded to this queue is open to everybody; `None`: never.
    pub group_first_s: Option<u32>,
    /// What follows the end of a chat.
    pub wrap_up: WrapUp,
    /// Seconds that it lasts, where it ends by itself.
    pub wrap_up_s: u32,
    /// Whether an agent may pick another chat by hand in wrap-up.
    pub picks_in_wrap_up: bool,
    /// Whether the limit of chats in progress holds also for what an agent picks by hand.
    pub limits_picking: bool,
    /// What happens when a customer does not answer.
    pub silence: Silence,
    /// Minutes of silence before the reminder.
    pub reminder_min: u32,
    /// Minutes after the reminder before the chat is closed.
    pub close_min: u32,
    /// Minutes without a console after which the chats of an agent are passed on.
    pub absent_min: u32,
    /// When it is open; `None`: whenever somebody is at the counter.
    pub hours: Option<HoursId>,
    /// Whether those who write while it is open come before those who wrote when it was closed.
    pub open_hours_first: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            mode: Mode::Pick,
            choice: Choice::LeastBusy,
            offer_s: 120,
            most_waiting: None,
            line_shown: LineShown::Estimate,
            previous: Previous::First,
            previous_s: 60,
            others_may_pick: false,
            group_first_s: Some(300),
            wrap_up: WrapUp::None,
            wrap_up_s: 60,
            picks_in_wrap_up: true,
            limits_picking: true,
            silence: Silence::Nothing,
            reminder_min: 20,
            close_min: 60,
            absent_min: 5,
            hours: None,
            open_hours_first: false,
        }
    }
}

impl Policy {
    /// For how long a chat is held out to one agent.
    #[must_use]
    pub fn offer(&self) -> Duration {
        Duration::from_secs(u64::from(self.offer_s))
    }

    /// For how long the previous agent alone may take a chat.
    #[must_use]
    pub fn previous(&self) -> Duration {
        Duration::from_secs(u64::from(self.previous_s))
    }
}

//! For how long the team may answer a customer on a channel (BEHAVIOUR 13): the policy of a connected
//! account, as data, and what it allows at an instant, as a plain function.
//!
//! Platforms count from the customer's last message. Nothing of ours begins the count anew, neither
//! messages nor receipts.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::base::time::Timestamp;

/// By how much we end every window early: the platform's clock is not ours, and a message takes its time
/// to get there.
pub const MARGIN: Duration = Duration::from_secs(60);

/// How long, and how often, customers may be answered on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Minutes after a customer's message in which everything is delivered.
    pub free_minutes: u32,
    /// Minutes after those in which only what a person writes is delivered.
    pub person_minutes: u32,
    /// Messages that are delivered after all that time, until the customer writes.
    pub extra: u32,
    /// Most messages between two of the customer's; `None`: any number.
    pub quota: Option<u32>,
    /// Whether templates that the platform has approved are delivered at any time.
    pub templates: bool,
    /// Whether the house's own messages may be one of the extra ones.
    pub automated_extra: bool,
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

impl Policy {
    /// A day, and nothing after it.
    pub const DAY: Self = Self {
        free_minutes: DAY,
        person_minutes: 0,
        extra: 0,
        quota: None,
        templates: false,
        automated_extra: false,
    };

    /// Facebook Messenger with the *Human Agent* feature: a day for everything, and people may write until
    /// the seventh. <https://developers.facebook.com/docs/messenger-platform/policy/policy-overview>
    pub const MESSENGER: Self = Self {
        person_minutes: 6 * DAY,
        ..Self::DAY
    };

    /// A day and one last message: Messenger as it was, and as an account without that feature is served.
    pub const DAY_AND_ONE: Self = Self {
        extra: 1,
        ..Self::DAY
    };

    /// WhatsApp Business: a day, then templates.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages>
    pub const WHATSAPP: Self = Self {
        templates: true,
        ..Self::DAY
    };

    /// WeChat, official accounts and Mini-Programs: five messages within two days.
    /// <https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html>
    pub const WECHAT: Self = Self {
        free_minutes: 2 * DAY,
        quota: Some(5),
        ..Self::DAY
    };

    /// Until when everything is delivered.
    #[must_use]
    pub fn open_until(&self, asked_at: Timestamp) -> Timestamp {
        asked_at.plus(minutes(self.free_minutes)).minus(MARGIN)
    }

    /// Until when a person's words are delivered; what is said from then on is one of the extra messages.
    #[must_use]
    pub fn persons_until(&self, asked_at: Timestamp) -> Timestamp {
        self.open_until(asked_at).plus(minutes(self.person_minutes))
    }

    /// Minutes after a customer's message in which a person may answer.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.free_minutes.saturating_add(self.person_minutes)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::DAY
    }
}

fn minutes(count: u32) -> Duration {
    Duration::from_secs(u64::from(count) * 60)
}

/// Who wants to say something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody of the team.
    Person,
    /// The house by itself: surveys, greetings, why nobody answers.
    Automation,
}

/// What happened on an account of a customer's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the customer last wrote.
    pub asked_at: Option<Timestamp>,
    /// What was said to them since, failures aside, in messages as the platform counts them.
    pub sent: u32,
    /// How much of it was said after [`Policy::persons_until`].
    pub extra_used: u32,
    /// With which code the platform refused something since, although we believed the window open.
    pub refused: Option<String>,
    /// When the customer took back what they agreed to, if they have neither written nor agreed anew since.
    pub withdrawn_at: Option<Timestamp>,
}

/// How a window stands for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// What is allowed.
    pub stage: Stage,
    /// Until when everything is delivered; `None` when the customer never wrote.
    pub open_until: Option<Timestamp>,
    /// Until when this speaker is delivered, extra messages aside; never before the other.
    pub until: Option<Timestamp>,
    /// How many more messages, where they are counted.
    pub left: Option<u32>,
}

impl Window {
    /// Whether anything may be said.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Closed(_))
    }
}

/// What is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Everything.
    Open,
    /// What a person writes.
    PersonsOnly,
    /// The extra messages after the time.
    Extra,
    /// Nothing, until the customer writes.
    Closed(Why),
}

/// Why nothing may be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The customer has never written here.
    NeverAsked,
    /// They wrote too long ago.
    TimeUp,
    /// They were sent as many messages as there may be.
    QuotaUsed,
    /// Only a person may still write.
    PersonsOnly,
    /// The platform refused it, with this code.
    Refused(String),
    /// The customer took back what they agreed to.
    Withdrawn,
}

impl Why {
    /// Its word in the public API.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NeverAsked => "never-asked",
            Self::TimeUp => "time-up",
            Self::QuotaUsed => "quota-used",
            Self::PersonsOnly => "persons-only",
            Self::Refused(_) => "refused",
            Self::Withdrawn => "consent-withdrawn",
        }
    }
}

/// What a policy allows somebody to say now.
#[must_use]
pub fn judge(policy: &Policy, facts: &Facts, now: Timestamp, speaker: Speaker) -> Window {
    // Before all else: what a platform would deliver is no matter when the customer wants nothing of us.
    if facts.withdrawn_at.is_some() {
        return Window {
            stage: Stage::Closed(Why::Withdrawn),
            open_until: None,
            until: None,
            left: Some(0),
        };
    }
    let Some(asked_at) = facts.asked_at else {
        return Window {
            stage: Stage::Closed(Why::NeverAsked),
            open_until: None,
            until: None,
            left: Some(0),
        };
    };
    let open_until = policy.open_until(asked_at);
    let persons_until = policy.persons_until(asked_at);
    let left = policy.quota.map(|quota| quota.saturating_sub(facts.sent));
    let extra = policy.extra.saturating_sub(facts.extra_used);
    let is_person = speaker == Speaker::Person;
    let stage = if let Some(code) = &facts.refused {
        Stage::Closed(Why::Refused(code.clone()))
    } else if left == Some(0) {
        Stage::Closed(Why::QuotaUsed)
    } else if now < open_until {
        Stage::Open
    } else if now < persons_until {
        match speaker {
            Speaker::Person => Stage::PersonsOnly,
            Speaker::Automation => Stage::Closed(Why::PersonsOnly),
        }
    } else if extra == 0 {
        Stage::Closed(Why::TimeUp)
    } else if is_person || policy.automated_extra {
        Stage::Extra
    } else {
        Stage::Closed(Why::PersonsOnly)
    };
    let left = match stage {
        Stage::Open | Stage::PersonsOnly => left,
        Stage::Extra => Some(left.map_or(extra, |left| left.min(extra))),
        Stage::Closed(_) => Some(0),
    };
    Window {
        stage,
        open_until: Some(open_until),
        until: Some(if is_person { persons_until } else { open_until }),
        left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: Speaker = Speaker::Person;
    const HOUSE: Speaker = Speaker::Automation;
    const ASKED: Timestamp = Timestamp(1_763_733_723_000);

    fn at(seconds: u64) -> Timestamp {
        ASKED.plus(Duration::from_secs(seconds))
    }

    fn asked() -> Facts {
        Facts {
            asked_at: Some(ASKED),
            ..Facts::default()
        }
    }

    /// A window in one word.
    fn check(policy: &Policy, facts: &Facts, now: Timestamp, speaker: Speaker) -> &'static str {
        let window = judge(policy, facts, now, speaker);
        assert_eq!(window.is_open(), window.left != Some(0), "{window:?}");
        match window.stage {
            Stage::Open => "open",
            Stage::PersonsOnly => "persons",
            Stage::Extra => "extra",
            Stage::Closed(why) => why.word(),
        }
    }

    #[test]
    fn each_policy_allows_what_its_platform_does() {
        let day = 24 * 3_600;
        let own = Policy {
            automated_extra: true,
            ..Policy::DAY_AND_ONE
        };
        let never = Policy {
            free_minutes: 0,
            ..Policy::DAY
        };
        // Policy, seconds since the customer wrote, what a person may, what the house may.
        for (policy, seconds, person, house) in [
            (Policy::DAY, 0, "open", "open"),
            (Policy::DAY, day - 61, "open", "open"),
            (Policy::DAY, day - 60, "time-up", "time-up"),
            (Policy::DAY, day, "time-up", "time-up"),
            (Policy::MESSENGER, day - 61, "open", "open"),
            (Policy::MESSENGER, day - 60, "persons", "persons-only"),
            (Policy::MESSENGER, 7 * day - 61, "persons", "persons-only"),
            (Policy::MESSENGER, 7 * day - 60, "time-up", "time-up"),
            (Policy::DAY_AND_ONE, day - 61, "open", "open"),
            (Policy::DAY_AND_ONE, day - 60, "extra", "persons-only"),
            (Policy::DAY_AND_ONE, 90 * day, "extra", "persons-only"),
            (own, day - 60, "extra", "extra"),
            (Policy::WHATSAPP, day - 61, "open", "open"),
            (Policy::WHATSAPP, day - 60, "time-up", "time-up"),
            (Policy::WECHAT, 2 * day - 61, "open", "open"),
            (Policy::WECHAT, 2 * day - 60, "time-up", "time-up"),
            (never, 0, "time-up", "time-up"),
        ] {
            let told = [PERSON, HOUSE].map(|who| check(&policy, &asked(), at(seconds), who));
            assert_eq!(told, [person, house], "{policy:?} after {seconds} s");
        }
    }

    #[test]
    fn a_minute_more_or_less_decides_all_through_a_day() {
        for minute in 0..=25 * 60 {
            let told = check(&Policy::DAY, &asked(), at(minute * 60), PERSON);
            let is_in_time = minute < 24 * 60 - 1;
            assert_eq!(told == "open", is_in_time, "minute {minute}: {told}");
        }
    }

    #[test]
    fn wechat_takes_five_messages_and_not_a_sixth() {
        for (sent, expected, left) in [
            (0, "open", 5),
            (3, "open", 2),
            (4, "open", 1),
            (5, "quota-used", 0),
            (6, "quota-used", 0),
        ] {
            let facts = Facts { sent, ..asked() };
            assert_eq!(check(&Policy::WECHAT, &facts, at(60), PERSON), expected);
            let window = judge(&Policy::WECHAT, &facts, at(60), PERSON);
            assert_eq!(window.left, Some(left), "after {sent}");
        }
    }

    #[test]
    fn after_the_time_there_is_one_message_and_no_more() {
        let late = at(27 * 3_600);
        let used = Facts {
            sent: 3,
            extra_used: 1,
            ..asked()
        };
        let window = judge(&Policy::DAY_AND_ONE, &asked(), late, PERSON);
        assert_eq!((window.stage, window.left), (Stage::Extra, Some(1)));
        assert_eq!(
            check(&Policy::DAY_AND_ONE, &used, late, PERSON),
            "time-up",
            "it was said"
        );
        // What is counted at all is counted here too.
        let both = Policy {
            quota: Some(4),
            extra: 3,
            ..Policy::DAY
        };
        let facts = Facts { sent: 2, ..asked() };
        assert_eq!(judge(&both, &facts, late, PERSON).left, Some(2));
    }

    #[test]
    fn the_platform_has_the_last_word() {
        let refused = Facts {
            refused: Some("10/2018278".to_owned()),
            ..asked()
        };
        for policy in [Policy::DAY, Policy::DAY_AND_ONE, Policy::WECHAT] {
            for seconds in [0, 3_600, 90 * 24 * 3_600] {
                let window = judge(&policy, &refused, at(seconds), PERSON);
                let code = Why::Refused("10/2018278".to_owned());
                assert_eq!(window.stage, Stage::Closed(code));
            }
        }
        let nothing = Facts::default();
        assert_eq!(
            check(&Policy::DAY, &nothing, at(0), PERSON),
            "never-asked",
            "nobody is written to who never wrote"
        );
    }

    #[test]
    fn a_person_is_told_until_when_they_may_write() {
        let day = |days: u64| Some(at(days * 24 * 3_600 - 60));
        let until = |policy: &Policy, who| {
            let window = judge(policy, &asked(), at(5), who);
            (window.open_until, window.until)
        };
        assert_eq!(until(&Policy::MESSENGER, PERSON), (day(1), day(7)));
        assert_eq!(until(&Policy::MESSENGER, HOUSE), (day(1), day(1)));
        assert_eq!(until(&Policy::WECHAT, PERSON), (day(2), day(2)));
    }
}

//! Trouble finds its owner (O13): admins are told by mail, by their browsers' push services and in their own chats with the
//! shop's accounts, each at once by all doors that are open to them, and never by one that is itself in trouble.

pub mod link;
pub mod queue;
mod segment;
mod words;

use std::time::Duration;

use crate::{
    base::id::{AgentId, ChannelId},
    db::{DbError, Reader, Tx},
    desk::{
        account::{self, Account},
        audit::{self, Origin},
        hours,
        post::{self, Mail},
        push,
        setting::{self, Found, Team},
        team::{self, Agent, Role},
        timer::{self, Due},
        trouble::telling::{self, Now, Telling},
    },
};

use self::{
    link::Chat,
    queue::{New, Way},
    words::Letter,
};

/// When all doors are shut, they are tried again after this.
const SHUT: Duration = Duration::from_secs(1_800);

/// By what an admin can be told at this moment.
#[derive(Debug, Clone, Default)]
pub struct Doors {
    /// The mailbox that mails leave from.
    pub mailbox: Option<Account>,
    /// How many browsers of theirs are told.
    pub browsers: usize,
    /// Their own chats.
    pub chats: Vec<Chat>,
    /// Whether there are more, which are in trouble themselves.
    pub has_shut: bool,
}

impl Doors {
    /// Whether none is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mailbox.is_none() && self.browsers == 0 && self.chats.is_empty()
    }
}

/// Who is told: the admins chosen, else all of them.
pub fn recipients(reader: &Reader<'_>, telling: &Telling) -> Result<Vec<Agent>, DbError> {
    let mut team = team::active(reader)?;
    team.retain(|agent| {
        agent.role == Role::Admin && (telling.to.is_empty() || telling.to.contains(&agent.id))
    });
    Ok(team)
}

/// The doors to an admin that are open, of those that are wanted.
pub fn doors(reader: &Reader<'_>, telling: &Telling, agent: AgentId) -> Result<Doors, DbError> {
    let mut doors = Doors::default();
    if telling.by_mail {
        let (well, ill): (Vec<_>, Vec<_>) = post::mailboxes(reader)?
            .into_iter()
            .partition(|account| account.trouble.is_none());
        doors.has_shut |= !ill.is_empty();
        doors.mailbox = well.into_iter().next();
    }
    if telling.by_push {
        doors.browsers = push::of_agent(reader, agent)?.len();
    }
    if telling.by_chat {
        for chat in link::of_agent(reader, agent)? {
            match is_well(reader, chat.channel)? {
                true => doors.chats.push(chat),
                false => doors.has_shut = true,
            }
        }
    }
    Ok(doors)
}

fn is_well(reader: &Reader<'_>, channel: ChannelId) -> Result<bool, DbError> {
    let account = account::by_id(reader, channel)?;
    Ok(account
        .is_some_and(|account| account.trouble.is_none() && account.channel.paused_at.is_none()))
}

/// Changes who is told, and when. Who did is kept in the log.
pub fn set(tx: &mut Tx<'_>, origin: &Origin, telling: &Telling) -> Result<(), DbError> {
    setting::put(tx, telling)?;
    audit::log(tx, origin, "telling_changed", "")?;
    timer::cancel(tx, Due::TellTrouble, 0)?;
    telling::watch(tx)
}

/// What [`Due::TellTrouble`] does: tells what is ripe, or sees when it will be.
pub fn fall_due(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let telling: Telling = setting::get(tx)?;
    if !telling.on {
        return Ok(());
    }
    let (news, now) = (telling::untold(tx)?, tx.now);
    let news = match telling::judge(news, telling.after(), telling::last(tx)?, now) {
        Now::Tell(news) => news,
        Now::Wait(at) => return timer::set(tx, Due::TellTrouble, 0, at),
        Now::Rest => return Ok(()),
    };
    match hand_over(tx, &telling, |agent, house, zone| {
        words::news(agent.lang, house, &news, zone)
    })? {
        Reached::Somebody => {
            telling::told(tx, &news)?;
            telling::watch(tx)
        }
        Reached::Nobody { later: true } => timer::set(tx, Due::TellTrouble, 0, now.plus(SHUT)),
        // There is no door at all; whoever opens one is told from then on.
        Reached::Nobody { later: false } => Ok(()),
    }
}

/// Tells everybody who would be told that this is a test. `false`: there is no door to anybody.
pub fn test(tx: &mut Tx<'_>, origin: &Origin) -> Result<bool, DbError> {
    let telling: Telling = setting::get(tx)?;
    let reached = hand_over(tx, &telling, |agent, house, _| {
        words::test(agent.lang, house)
    })?;
    audit::log(tx, origin, "telling_tested", "")?;
    Ok(matches!(reached, Reached::Somebody))
}

enum Reached {
    Somebody,
    /// `later`: a door that is shut may open.
    Nobody {
        later: bool,
    },
}

fn hand_over(
    tx: &mut Tx<'_>,
    telling: &Telling,
    write: impl Fn(&Agent, (&str, &str), &jiff::tz::TimeZone) -> Letter,
) -> Result<Reached, DbError> {
    let (team, found): (Team, Found) = (setting::get(tx)?, setting::get(tx)?);
    let zone = hours::house_zone(tx)?;
    let (mut is_reached, mut later) = (false, false);
    for agent in recipients(tx, telling)? {
        let doors = doors(tx, telling, agent.id)?;
        later |= doors.has_shut;
        if doors.is_empty() {
            continue;
        }
        is_reached = true;
        let letter = write(&agent, (&team.name, &found.console), &zone);
        if let Some(mailbox) = &doors.mailbox {
            let mail = Mail {
                recipient: &agent.email,
                subject: &letter.title,
                text: &letter.plain(),
                html: &letter.html(),
            };
            let post = post::report(tx, mailbox, &mail)?;
            let door = &mailbox.channel.name;
            queue::put(tx, &New::mail(agent.id, post, door, &letter))?;
        }
        if doors.browsers > 0 {
            queue::put(tx, &New::of(Way::Push, agent.id, &letter))?;
        }
        for chat in &doors.chats {
            queue::put(tx, &New::chat(agent.id, chat, &letter))?;
        }
    }
    Ok(match is_reached {
        true => Reached::Somebody,
        false => Reached::Nobody { later },
    })
}

/// A chat was linked: it is said there that it was.
fn welcome(tx: &mut Tx<'_>, agent: &Agent, chat: &Chat) -> Result<(), DbError> {
    let team: Team = setting::get(tx)?;
    let letter = words::linked(agent.lang, &team.name);
    queue::put(tx, &New::chat(agent.id, chat, &letter))
}

#[cfg(test)]
mod tests;

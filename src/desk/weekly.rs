//! The report of a week by mail: who of the team gets it, and when. Each falls due once: the day on which it was due is
//! its key in the file, so that neither a restart nor a clock that was set back sends a second one.

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{AgentId, ChannelId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        account::Account,
        audit::{self, Origin},
        figures::period::{Period, today},
        hours::{self, day},
        post::{self, Mail},
        setting::{self, Setting},
        team::{self, Agent},
        timer::{self, Due},
    },
};

/// When the report is sent, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weekly {
    /// Whether it is sent at all.
    pub on: bool,
    /// On which day of the week, 1 for Monday to 7.
    pub weekday: i8,
    /// At which full hour of the house's clock, 0 to 23.
    pub hour: i8,
    /// Who of the team gets it.
    pub to: Vec<AgentId>,
    /// The mailbox that it leaves from; `None`: the first one.
    pub from: Option<ChannelId>,
}

impl Default for Weekly {
    fn default() -> Self {
        Self {
            on: false,
            weekday: 1,
            hour: 8,
            to: Vec::new(),
            from: None,
        }
    }
}

impl Setting for Weekly {
    const KEY: &'static str = "weekly_report";
}

/// Announced when a report is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Ready;

/// A report that fell due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The day on which it was due.
    pub day: Date,
    /// When it was written; `None`: not yet.
    pub done_at: Option<Timestamp>,
    /// To how many it went.
    pub mails: u32,
}

impl Report {
    /// The days that it tells of: the seven before the one on which it is due.
    #[must_use]
    pub fn period(day: Date) -> Period {
        Period {
            first: day.saturating_sub(7.days()),
            last: day.saturating_sub(1.day()),
        }
    }
}

impl Weekly {
    /// The report's instant on a day, if it has one then. An hour that a clock change skips is the next one that there is.
    fn on_day(&self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        if date.weekday().to_monday_one_offset() != self.weekday {
            return None;
        }
        let at = date.at(self.hour.clamp(0, 23), 0, 0, 0);
        let at = at.to_zoned(zone.clone()).ok()?;
        Some(Timestamp(at.timestamp().as_millisecond()))
    }

    /// When it is due next, after this instant.
    #[must_use]
    pub fn next(&self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        let today = today(zone, now);
        (0..=8)
            .filter_map(|days| self.on_day(today.saturating_add(days.days()), zone))
            .find(|at| *at > now)
    }

    /// The day on which it was due last, this instant included.
    fn last(&self, zone: &TimeZone, now: Timestamp) -> Option<(Date, Timestamp)> {
        let today = today(zone, now);
        (0..=8).find_map(|days: i64| {
            let date = today.saturating_sub(days.days());
            let at = self.on_day(date, zone).filter(|at| *at <= now)?;
            Some((date, at))
        })
    }
}

/// Chooses anew who gets the report and when. Who did is kept in the log.
pub fn set(tx: &mut Tx<'_>, origin: &Origin, weekly: &Weekly) -> Result<(), DbError> {
    setting::put(tx, weekly)?;
    audit::log(tx, origin, "weekly_report_changed", "")?;
    wind(tx, weekly)
}

fn wind(tx: &mut Tx<'_>, weekly: &Weekly) -> Result<(), DbError> {
    let zone = hours::house_zone(tx)?;
    match weekly.next(&zone, tx.now).filter(|_| weekly.on) {
        Some(next) => timer::set(tx, Due::WeeklyReport, 0, next),
        None => timer::cancel(tx, Due::WeeklyReport, 0),
    }
}

/// Sees to it that the timer is set; one that is overdue stays so.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let weekly: Weekly = setting::get(tx)?;
    let zone = hours::house_zone(tx)?;
    match weekly.next(&zone, tx.now).filter(|_| weekly.on) {
        Some(next) => timer::set_if_none(tx, Due::WeeklyReport, 0, next),
        None => Ok(()),
    }
}

/// The clock of the house may be another one now: the report that is awaited is due when that one shows its hour, and at
/// once if it has shown it already.
pub fn follow_clock(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let Some(awaited) = timer::at(tx, Due::WeeklyReport, 0)? else {
        return Ok(());
    };
    let weekly: Weekly = setting::get(tx)?;
    let zone = hours::house_zone(tx)?;
    let day = today(&zone, awaited);
    // Two clocks differ by 26 hours at most.
    let near = |days: i64| weekly.on_day(day.saturating_add(days.days()), &zone);
    match (-2..=2).find_map(near) {
        Some(at) => timer::set(tx, Due::WeeklyReport, 0, at),
        None => Ok(()),
    }
}

/// What [`Due::WeeklyReport`] does. After a long outage the last report alone is of interest.
pub fn fall_due(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let weekly: Weekly = setting::get(tx)?;
    let zone = hours::house_zone(tx)?;
    if let Some((date, at)) = weekly.last(&zone, tx.now).filter(|_| weekly.on) {
        tx.execute(
            "insert into weekly_report (day, due_at) values (?1, ?2) on conflict (day) do nothing",
            (day::write(date), at),
        )?;
        tx.announce(Ready);
    }
    wind(tx, &weekly)
}

/// The day of the report that is to be written now.
pub fn to_write(reader: &Reader<'_>) -> Result<Option<Date>, DbError> {
    let found: Option<String> = reader.find(
        "select day from weekly_report where done_at is null order by day desc limit 1",
        [],
        |row| row.get(0),
    )?;
    Ok(found.and_then(|found| day::read(&found)))
}

/// The newest report.
pub fn newest(reader: &Reader<'_>) -> Result<Option<Report>, DbError> {
    let found = reader.find(
        "select day, done_at, mails from weekly_report order by day desc limit 1",
        [],
        |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)),
    )?;
    Ok(found.and_then(|(date, done_at, mails)| {
        Some(Report {
            day: day::read(&date)?,
            done_at,
            mails,
        })
    }))
}

/// Who gets it: those chosen who are still on the team.
pub fn recipients(reader: &Reader<'_>, weekly: &Weekly) -> Result<Vec<Agent>, DbError> {
    let mut team = team::active(reader)?;
    team.retain(|agent| weekly.to.contains(&agent.id));
    Ok(team)
}

/// The mailbox that it leaves from: the one chosen while it is there, else the first.
pub fn mailbox(reader: &Reader<'_>, weekly: &Weekly) -> Result<Option<Account>, DbError> {
    let mut all = post::mailboxes(reader)?;
    all.sort_by_key(|account| Some(account.channel.id) != weekly.from);
    Ok(all.into_iter().next())
}

/// One recipient's report, as it was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Their address.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// In plain words.
    pub text: String,
    /// The same, formatted.
    pub html: String,
}

impl Written {
    fn mail(&self) -> Mail<'_> {
        Mail {
            recipient: &self.to,
            subject: &self.subject,
            text: &self.text,
            html: &self.html,
        }
    }
}

/// Hands the report of a day to the mailbox. `false`, and nothing sent, if that has happened before.
pub fn hand_over(tx: &mut Tx<'_>, date: Date, written: &[Written]) -> Result<bool, DbError> {
    let weekly: Weekly = setting::get(tx)?;
    let mailbox = mailbox(tx, &weekly)?;
    let mails = match &mailbox {
        Some(_) => u32::try_from(written.len()).unwrap_or(u32::MAX),
        None => 0,
    };
    // Older ones that were never written would come late and all at once.
    let now = tx.now;
    let taken = tx.execute(
        "update weekly_report set done_at = :now, mails = :mails where day = :day and done_at is null",
        named_params! { ":now": now, ":mails": mails, ":day": day::write(date) },
    )?;
    tx.execute(
        "update weekly_report set done_at = :now where day < :day and done_at is null",
        named_params! { ":now": now, ":day": day::write(date) },
    )?;
    if taken == 0 {
        return Ok(false);
    }
    if let Some(mailbox) = mailbox {
        for one in written {
            post::report(tx, &mailbox, &one.mail())?;
        }
    }
    Ok(true)
}

/// Sends a report to one address at once, besides the weekly ones. `false`: there is no mailbox.
pub fn send_now(tx: &mut Tx<'_>, written: &Written) -> Result<bool, DbError> {
    let weekly: Weekly = setting::get(tx)?;
    let Some(mailbox) = mailbox(tx, &weekly)? else {
        return Ok(false);
    };
    post::report(tx, &mailbox, &written.mail())?;
    Ok(true)
}

#[cfg(test)]
mod tests;

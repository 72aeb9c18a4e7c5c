//! The form of hours: what was typed, read into hours, and what was wrong with it, row by row.

use jiff::civil::Date;

use crate::{
    base::{
        id::{HoursId, QueueId},
        lang::Lang,
    },
    desk::hours::{
        Exception, Hours, Span, Week, day,
        edit::{HoursError, MOST_EXCEPTIONS, Wanted},
        week::{MOST_SPANS, SpanError},
    },
    t,
    web::answer::Refusal,
};

/// Most rows that are read of one form.
const MOST_ROWS: usize = 1_000;

/// Two times as they were typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    pub(super) from: String,
    pub(super) to: String,
}

impl From<Span> for Times {
    fn from(span: Span) -> Self {
        Self {
            from: span.begins(),
            to: span.ends(),
        }
    }
}

impl Times {
    fn is_empty(&self) -> bool {
        self.from.trim().is_empty() && self.to.trim().is_empty()
    }

    /// Whether the end is on the next day.
    pub(super) fn is_late(&self) -> bool {
        matches!(Span::read(&self.from, &self.to), Ok(Some(span)) if span.is_late())
    }
}

/// A row of days that differ.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    pub(super) day: String,
    /// The last of them; empty: there is one.
    pub(super) until: String,
    pub(super) name: String,
    pub(super) times: Times,
}

impl Days {
    fn is_empty(&self) -> bool {
        let texts = [&self.day, &self.until, &self.name];
        texts.iter().all(|text| text.trim().is_empty()) && self.times.is_empty()
    }
}

/// What stands in the form.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) zone: String,
    pub(super) revision: i64,
    pub(super) queues: Vec<QueueId>,
    pub(super) week: [Vec<Times>; 7],
    pub(super) days: Vec<Days>,
}

impl Typed {
    /// What a new form begins with.
    pub(super) fn new(name: String, queues: Vec<QueueId>) -> Self {
        Self {
            name,
            queues,
            week: Week::usual().0.map(times),
            ..Self::default()
        }
    }

    pub(super) fn of(hours: &Hours, queues: Vec<QueueId>) -> Self {
        Self {
            name: hours.name.clone(),
            zone: hours.zone.clone(),
            revision: hours.revision,
            queues,
            week: hours.week.0.clone().map(times),
            days: rows(&hours.exceptions),
        }
    }

    /// From what a browser sends: fields of one row come one after the other, those of a day bear its number.
    pub(super) fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs.into_iter().take(MOST_ROWS * 5) {
            let last = typed.days.last_mut();
            match (name.as_str(), last) {
                ("name", _) => typed.name = value,
                ("zone", _) => typed.zone = value,
                ("revision", _) => typed.revision = value.parse().unwrap_or(0),
                ("queue", _) => typed.queues.extend(value.parse::<QueueId>().ok()),
                ("day", _) => typed.days.push(Days {
                    day: value,
                    ..Days::default()
                }),
                ("until", Some(row)) => row.until = value,
                ("why", Some(row)) => row.name = value,
                ("open", Some(row)) => row.times.from = value,
                ("shut", Some(row)) => row.times.to = value,
                (other, _) => typed.put_time(other, value),
            }
        }
        typed.days.retain(|row| !row.is_empty());
        for day in &mut typed.week {
            day.retain(|times| !times.is_empty());
        }
        typed
    }

    /// `from-1` and `to-1` are Monday's.
    fn put_time(&mut self, name: &str, value: String) {
        let Some((which, day)) = name.split_once('-') else {
            return;
        };
        let day = day.parse::<usize>().ok().and_then(|day| day.checked_sub(1));
        let Some(spans) = day.and_then(|day| self.week.get_mut(day)) else {
            return;
        };
        match (which, spans.last_mut()) {
            ("from", _) => spans.push(Times {
                from: value,
                to: String::new(),
            }),
            ("to", Some(times)) => times.to = value,
            (_, _) => {}
        }
    }

    /// The hours that this means, or all that is wrong with it.
    pub(super) fn wanted(&self, lang: Lang) -> Result<Wanted, Box<Faults>> {
        let mut faults = Faults::default();
        let mut week = Week::default();
        for (day, spans) in self.week.iter().enumerate() {
            for times in spans {
                match Span::read(&times.from, &times.to) {
                    Ok(span) => week.0[day].extend(span),
                    Err(error) => faults.week[day] = Some(span_fault(lang, error)),
                }
            }
        }
        let mut exceptions = Vec::new();
        for (row, days) in self.days.iter().enumerate() {
            match read_days(lang, days) {
                Ok(read) => exceptions.extend(read),
                Err(why) => faults.days.push((row, why)),
            }
        }
        if !faults.is_empty() {
            return Err(Box::new(faults));
        }
        Ok(Wanted {
            name: self.name.clone(),
            zone: self.zone.clone(),
            week,
            exceptions,
            queues: self.queues.clone(),
        })
    }
}

fn times(spans: Vec<Span>) -> Vec<Times> {
    spans.into_iter().map(Times::from).collect()
}

fn span_fault(lang: Lang, error: SpanError) -> String {
    match error {
        SpanError::Half => t!(lang, "hours-half"),
        SpanError::NoTime => t!(lang, "hours-no-time"),
        SpanError::Backwards => t!(lang, "hours-backwards"),
    }
    .into_owned()
}

/// The days of a row, one by one.
fn read_days(lang: Lang, row: &Days) -> Result<Vec<Exception>, String> {
    let date = |text: &str| -> Result<Date, String> {
        let no_day = || t!(lang, "hours-no-day").into_owned();
        day::read(text).ok_or_else(no_day)
    };
    let first = date(&row.day)?;
    let last = match row.until.trim() {
        "" => first,
        text => date(text)?,
    };
    if last < first {
        return Err(t!(lang, "hours-days-backwards").into_owned());
    }
    let span = Span::read(&row.times.from, &row.times.to).map_err(|e| span_fault(lang, e))?;
    let days: Vec<Date> = std::iter::successors(Some(first), |day| day.tomorrow().ok())
        .take_while(|day| *day <= last)
        .take(MOST_EXCEPTIONS + 1)
        .collect();
    if days.len() > MOST_EXCEPTIONS {
        return Err(t!(lang, "hours-days-many", most = MOST_EXCEPTIONS).into_owned());
    }
    let exceptions = days.into_iter().map(|day| Exception {
        day,
        name: row.name.clone(),
        spans: span.into_iter().collect(),
    });
    Ok(exceptions.collect())
}

/// Days that follow each other and differ alike are one row; each span of a day is a row of its own.
fn rows(exceptions: &[Exception]) -> Vec<Days> {
    let mut runs: Vec<(&Exception, Date)> = Vec::new();
    for exception in exceptions {
        match runs.last_mut() {
            Some((first, last))
                if last.tomorrow().ok() == Some(exception.day)
                    && first.name == exception.name
                    && first.spans == exception.spans =>
            {
                *last = exception.day;
            }
            _ => runs.push((exception, exception.day)),
        }
    }
    let mut rows = Vec::new();
    for (first, last) in runs {
        let row = |times: Times| Days {
            day: day::write(first.day),
            until: match last == first.day {
                true => String::new(),
                false => day::write(last),
            },
            name: first.name.clone(),
            times,
        };
        match first.spans.is_empty() {
            true => rows.push(row(Times::default())),
            false => rows.extend(first.spans.iter().map(|span| row(Times::from(*span)))),
        }
    }
    rows
}

/// What was wrong with the form, where.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) name: Option<String>,
    pub(super) zone: Option<String>,
    pub(super) week: [Option<String>; 7],
    pub(super) days: Vec<(usize, String)>,
    /// Of the days that differ as a whole, or of all of it.
    pub(super) whole: Option<String>,
    pub(super) is_conflict: bool,
}

impl Faults {
    fn is_empty(&self) -> bool {
        self.days.is_empty() && self.week.iter().all(Option::is_none)
    }

    pub(super) fn of_row(&self, row: usize) -> Option<&str> {
        let found = self.days.iter().find(|(at, _)| *at == row);
        found.map(|(_, why)| why.as_str())
    }

    /// Whether anything was wrong at all.
    pub(super) fn any(&self) -> bool {
        !self.is_empty() || self.name.is_some() || self.zone.is_some() || self.whole.is_some()
    }

    /// What an act found wrong.
    pub(super) fn of(lang: Lang, error: HoursError) -> Result<Self, Refusal> {
        let mut faults = Self::default();
        match error {
            HoursError::NoName => faults.name = Some(t!(lang, "choice-name-needed").into_owned()),
            HoursError::NameTaken => {
                faults.name = Some(t!(lang, "hours-name-taken").into_owned());
                faults.is_conflict = true;
            }
            HoursError::UnknownZone(name) if name.trim().is_empty() => {
                faults.zone = Some(t!(lang, "hours-zone-needed").into_owned());
            }
            HoursError::UnknownZone(name) => {
                faults.zone = Some(t!(lang, "hours-zone-unknown", name = &name).into_owned());
            }
            HoursError::Overlap(day) => {
                faults.week[day] = Some(t!(lang, "hours-overlap").into_owned());
            }
            HoursError::RunsIntoNext(day) => {
                faults.week[day] = Some(t!(lang, "hours-runs-into-next").into_owned());
            }
            HoursError::TooManySpans => {
                faults.whole = Some(t!(lang, "hours-spans-many", most = MOST_SPANS).into_owned());
            }
            HoursError::ExceptionOverlap(day) => {
                faults.whole = Some(t!(lang, "hours-day-overlap", day = &day).into_owned());
            }
            HoursError::TooManyExceptions => {
                let most = MOST_EXCEPTIONS;
                faults.whole = Some(t!(lang, "hours-days-many", most = most).into_owned());
            }
            HoursError::Conflict(_) => {
                faults.whole = Some(t!(lang, "hours-changed-meanwhile").into_owned());
                faults.is_conflict = true;
            }
            other @ (HoursError::NotFound | HoursError::InUse(_) | HoursError::Db(_)) => {
                return Err(other.into());
            }
        }
        Ok(faults)
    }
}

/// Where a form of these hours goes.
pub(super) fn path(id: Option<HoursId>) -> String {
    match id {
        Some(id) => format!("{}/{id}", super::HERE),
        None => super::HERE.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &[(&str, &str)]) -> Typed {
        let pairs = text
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Typed::from_pairs(pairs.collect())
    }

    #[test]
    fn rows_are_read_and_come_back_as_they_were() {
        let typed = pairs(&[
            ("name", "Shop"),
            ("zone", "Europe/Berlin"),
            ("queue", "1"),
            ("queue", "3"),
            ("from-1", "09:00"),
            ("to-1", "12:00"),
            ("from-1", ""),
            ("to-1", ""),
            ("from-6", "22:00"),
            ("to-6", "02:00"),
            ("day", "2026-12-24"),
            ("until", "2026-12-26"),
            ("why", "Christmas"),
            ("open", ""),
            ("shut", ""),
            ("day", "2026-12-31"),
            ("until", ""),
            ("why", "New Year’s Eve"),
            ("open", "10:00"),
            ("shut", "14:00"),
            ("day", ""),
            ("until", ""),
            ("why", ""),
            ("open", ""),
            ("shut", ""),
        ]);
        let wanted = typed.wanted(Lang::En).unwrap();
        assert_eq!(wanted.queues, [QueueId(1), QueueId(3)]);
        assert_eq!(wanted.week.0[0], [Span::from((540, 720))]);
        assert_eq!(wanted.week.0[5], [Span::from((1320, 1560))]);
        assert_eq!(wanted.exceptions.len(), 4, "three days and one");
        let rows = rows(&wanted.exceptions);
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.day.as_str(),
                    row.until.as_str(),
                    row.times.from.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("2026-12-24", "2026-12-26", ""),
                ("2026-12-31", "", "10:00")
            ]
        );
    }

    #[test]
    fn everything_wrong_is_told_in_its_place() {
        let typed = pairs(&[
            ("from-2", "18:00"),
            ("to-2", "09:00"),
            ("from-3", "09:00"),
            ("to-3", ""),
            ("day", "2026-02-30"),
            ("why", "No day"),
            ("day", "2026-12-26"),
            ("until", "2026-12-24"),
            ("day", "2026-01-01"),
            ("until", "2036-01-01"),
        ]);
        let faults = typed.wanted(Lang::En).unwrap_err();
        assert!(faults.week[1].is_some() && faults.week[2].is_some());
        assert!(faults.week[0].is_none());
        let rows: Vec<usize> = faults.days.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [0, 1, 2]);
    }
}

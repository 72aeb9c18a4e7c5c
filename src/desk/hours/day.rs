//! Dates as the file and the forms write them, such as `2026-12-24`.
//!
//! Read and written here, for the calendar's own reader knows far more spellings than anybody needs and
//! would be a good part of the program.

use jiff::civil::Date;

use crate::base::time::Timestamp;

/// The day of this date; `None` when the calendar has none such.
#[must_use]
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    Timestamp::of_date(text)?;
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    Date::new(year, month, parts.next()?.parse().ok()?).ok()
}

/// The date of a day.
#[must_use]
pub fn write(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_are_read() {
        for date in ["2026-12-24", "2024-02-29", "0001-01-01"] {
            assert_eq!(read(date).map(write).as_deref(), Some(date));
        }
        for wrong in ["2026-02-29", "24.12.2026", "", "2026-12"] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}

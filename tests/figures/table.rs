//! The table that is printed: each figure beside a limit measured in the same run, what was aimed at,
//! and what it must not exceed.

/// What a figure is held to.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// It only tells what this machine can do.
    None,
    /// At most: the aim, and the bound.
    AtMost(f64, f64),
    /// At least: the aim, and the bound.
    AtLeast(f64, f64),
}

/// Which of a row's numbers the goal is about.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Value,
    Ratio,
}

pub(crate) struct Row<'a> {
    pub(crate) figure: &'a str,
    pub(crate) value: f64,
    pub(crate) unit: &'a str,
    /// The limit beside it, in the same unit; 0 when there is none.
    pub(crate) limit: f64,
    pub(crate) limit_is: &'a str,
    pub(crate) goal: Goal,
    pub(crate) of: Of,
}

/// Counts what missed its bound.
#[derive(Default)]
pub(crate) struct Table {
    missed: Vec<String>,
}

impl Table {
    pub(crate) fn begin() -> Self {
        println!("| figure | value | limit in this run | ratio | aim | bound | |");
        println!("| --- | ---: | --- | ---: | ---: | ---: | --- |");
        Self::default()
    }

    pub(crate) fn add(&mut self, row: Row<'_>) {
        let ratio = (row.limit > 0.0).then(|| row.value / row.limit);
        let judged = match row.of {
            Of::Value => row.value,
            Of::Ratio => ratio.unwrap_or(0.0),
        };
        let (aim, bound, verdict) = match row.goal {
            Goal::None => (String::new(), String::new(), ""),
            Goal::AtMost(aim, bound) => (
                format!("≤ {}", short(aim)),
                format!("≤ {}", short(bound)),
                judge(judged <= aim, judged <= bound),
            ),
            Goal::AtLeast(aim, bound) => (
                format!("≥ {}", short(aim)),
                format!("≥ {}", short(bound)),
                judge(judged >= aim, judged >= bound),
            ),
        };
        if verdict == MISSED {
            self.missed.push(row.figure.to_owned());
        }
        let limit = if row.limit > 0.0 {
            format!("{} {}: {}", short(row.limit), row.unit, row.limit_is)
        } else {
            row.limit_is.to_owned()
        };
        println!(
            "| {} | {} {} | {limit} | {} | {aim} | {bound} | {verdict} |",
            row.figure,
            short(row.value),
            row.unit,
            ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"))
        );
    }

    /// What went beyond its bound.
    pub(crate) fn end(self) -> Vec<String> {
        self.missed
    }
}

const MISSED: &str = "**missed**";

fn judge(meets_aim: bool, meets_bound: bool) -> &'static str {
    match (meets_aim, meets_bound) {
        (true, _) => "aim met",
        (false, true) => "within bound",
        (false, false) => MISSED,
    }
}

/// Three digits that matter.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

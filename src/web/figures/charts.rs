//! Figures as pictures that the house draws: lines and bars that the keyboard reaches, in the colours of the page.
//! Whatever a picture says is said in a table below it, too.

use maud::{Markup, html};

use super::{
    load::Screen,
    tables,
    words::{self, NOTHING},
};
use crate::{
    base::lang::Lang,
    desk::figures::{
        count::Count,
        report::{Numbers, Week},
    },
    t,
    web::console::chats::behind::{Behind, Way},
};

const WIDTH: f64 = 680.0;
const LEFT: f64 = 52.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 190.0;
/// Labels below a chart at most.
const LABELS: usize = 8;

/// What is drawn beside others of its sort.
struct Series<'a> {
    class: &'static str,
    label: String,
    values: Vec<u64>,
    /// What leads to the chats of a part.
    count: Option<Count>,
    screen: &'a Screen,
}

/// The first of these steps of which four reach as far as `most`.
fn step(most: u64, steps: &[u64]) -> u64 {
    let enough = most.div_ceil(4).max(1);
    let mut by = 1;
    loop {
        if let Some(step) = steps
            .iter()
            .map(|step| step.saturating_mul(by))
            .find(|step| *step >= enough)
        {
            return step;
        }
        by = by.saturating_mul(10);
    }
}

/// The scale of a chart: its lines, and where a value lies.
struct Scale {
    step: u64,
    top: u64,
}

impl Scale {
    fn counts(most: u64) -> Self {
        Self::by(step(most, &[1, 2, 5]), most)
    }

    fn times(most: u64) -> Self {
        let steps = [
            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200,
            86_400,
        ];
        Self::by(step(most, &steps), most)
    }

    fn by(step: u64, most: u64) -> Self {
        Self {
            step,
            top: step * most.div_ceil(step).max(1),
        }
    }

    fn y(&self, value: u64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * value as f64 / self.top as f64
    }

    fn lines(&self, told: impl Fn(u64) -> String) -> Markup {
        html! {
            @for line in 0..=self.top / self.step {
                @let value = line * self.step;
                @let y = written(self.y(value));
                line class=(if line == 0 { "axis" } else { "grid" }) x1=(written(LEFT)) x2=(written(WIDTH)) y1=(y) y2=(y) {}
                text x=(written(LEFT - 8.0)) y=(written(self.y(value) + 4.0)) text-anchor="end" { (told(value)) }
            }
        }
    }
}

fn written(number: f64) -> String {
    format!("{number:.1}")
}

/// The left edge of a part and its width.
fn place(part: usize, parts: usize) -> (f64, f64) {
    let width = (WIDTH - LEFT) / parts.max(1) as f64;
    (LEFT + width * part as f64, width)
}

fn below(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let count = screen.parts.len();
    let each = count.div_ceil(LABELS).max(1);
    html! {
        @for (index, part) in screen.parts.iter().enumerate().step_by(each) {
            @let (x, width) = place(index, count);
            @let label = match part.hour {
                Some(hour) => words::hour(hour.into()),
                None => words::day(lang, part.first, screen.today),
            };
            text x=(written(x + width / 2.0)) y="210" text-anchor="middle" { (label) }
        }
    }
}

/// New chats and those that were closed.
pub(super) fn chats(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let series = |class, name: &str, count, of: fn(&Numbers) -> u64| Series {
        class,
        label: lang.text(name).into_owned(),
        values: screen.report.parts.iter().map(of).collect(),
        count: Some(count),
        screen,
    };
    bars(
        screen,
        "figures-chats",
        &[
            series("fc1", "figures-new", Count::New, |one| one.new),
            series("fc2", "figures-closed", Count::Closed, |one| one.closed),
        ],
    )
}

/// Messages in both directions.
pub(super) fn messages(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let series = |class, name: &str, of: fn(&Numbers) -> u64| Series {
        class,
        label: lang.text(name).into_owned(),
        values: screen.report.parts.iter().map(of).collect(),
        count: None,
        screen,
    };
    bars(
        screen,
        "figures-messages",
        &[
            series("fc1", "figures-incoming", |one| one.incoming),
            series("fc3", "figures-outgoing", |one| one.outgoing),
        ],
    )
}

fn bars(screen: &Screen, title: &'static str, series: &[Series<'_>]) -> Markup {
    let lang = screen.viewer.lang;
    let title = lang.text(title);
    let most = series
        .iter()
        .flat_map(|one| &one.values)
        .max()
        .copied()
        .unwrap_or(0);
    let scale = Scale::counts(most);
    let parts = screen.parts.len();
    html! {
        section.card.figcard aria-label=(title) {
            header."card__head" { h2."card__title".grow { (title) } (legend(series.iter().map(|one| (one.class, &*one.label)))) }
            div.figchart tabindex="0" role="group" aria-label=(title) {
                svg.chart viewBox="0 0 680 220" role="group" aria-label=(title) {
                    (scale.lines(|value| words::count(lang, value)))
                    @for part in 0..parts {
                        @for (index, one) in series.iter().enumerate() { (one.bar(part, parts, index, series.len(), &scale)) }
                    }
                    (below(screen))
                }
            }
        }
    }
}

fn legend<'a>(of: impl Iterator<Item = (&'static str, &'a str)>) -> Markup {
    html! { div.legend { @for (class, label) in of { span { i class=(class) {} (label) } } } }
}

impl Series<'_> {
    /// One bar; nothing where nothing was.
    fn bar(&self, part: usize, parts: usize, index: usize, of: usize, scale: &Scale) -> Markup {
        let (lang, screen) = (self.screen.viewer.lang, self.screen);
        let value = self.values.get(part).copied().unwrap_or(0);
        let Some(when) = screen.parts.get(part).filter(|_| value > 0) else {
            return html! {};
        };
        let (left, width) = place(part, parts);
        let bar = (width * 0.76 / of as f64).min(22.0);
        let x = left + (width - bar * of as f64) / 2.0 + bar * index as f64;
        let y = scale.y(value);
        let label = format!(
            "{}, {}: {}",
            words::part(lang, *when, screen.today),
            self.label,
            words::count(lang, value)
        );
        let rect = html! {
            title { (label) }
            rect class=(self.class) x=(written(x)) y=(written(y)) width=(written((bar - 1.0).max(0.6))) height=(written(BOTTOM - y)) rx="1" {}
        };
        match self.count {
            Some(count) => {
                let mut way = screen.way(count);
                (way.first, way.last, way.behind.hour) = (when.first, when.last, when.hour);
                html! { a.bar href=(way.address()) aria-label=(label) { (rect) } }
            }
            None => html! { g.bar tabindex="0" role="img" aria-label=(label) { (rect) } },
        }
    }
}

/// How long customers waited for a first answer.
pub(super) fn first(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let title = t!(lang, "figures-first");
    let times = |of: fn(&Numbers) -> Option<u32>| -> Vec<Option<u64>> {
        screen
            .report
            .parts
            .iter()
            .map(|one| of(one).map(u64::from))
            .collect()
    };
    let median = times(|one| one.first.median);
    let ninety = times(|one| one.first.ninety);
    let target = u64::from(screen.target.first_answer_s);
    let most = ninety
        .iter()
        .flatten()
        .max()
        .copied()
        .unwrap_or(0)
        .max(target);
    let scale = Scale::times(most);
    let parts = screen.parts.len();
    let (half, nine) = (t!(lang, "figures-median"), t!(lang, "figures-nine-of-ten"));
    html! {
        section.card.figcard aria-label=(title) {
            header."card__head" {
                h2."card__title".grow { (title) }
                (legend([("fc1", &*half), ("fc2", &*nine)].into_iter()))
            }
            div.figchart tabindex="0" role="group" aria-label=(title) {
                svg.chart viewBox="0 0 680 220" role="group" aria-label=(title) {
                    rect.band x=(written(LEFT)) y=(written(scale.y(target))) width=(written(WIDTH - LEFT)) height=(written(BOTTOM - scale.y(target))) {}
                    (scale.lines(|seconds| words::time(lang, u32::try_from(seconds).ok())))
                    path."ln ln2" d=(path(&ninety, &scale)) {}
                    path."ln ln1" d=(path(&median, &scale)) {}
                    @for (index, part) in screen.parts.iter().enumerate() {
                        @if let Some(seconds) = median.get(index).copied().flatten() {
                            @let slow = ninety.get(index).copied().flatten();
                            @let label = point(lang, &words::part(lang, *part, screen.today), seconds, slow);
                            @let (x, width) = place(index, parts);
                            g.bar tabindex="0" role="img" aria-label=(label) {
                                title { (label) }
                                @if let Some(slow) = slow {
                                    circle.fc2 cx=(written(x + width / 2.0)) cy=(written(scale.y(slow))) r="3" {}
                                }
                                circle.fc1 cx=(written(x + width / 2.0)) cy=(written(scale.y(seconds))) r="3.5" {}
                            }
                        }
                    }
                    (below(screen))
                }
            }
            p.fignote { (t!(lang, "figures-band")) }
        }
    }
}

fn point(lang: Lang, when: &str, median: u64, ninety: Option<u64>) -> String {
    let time = |seconds: Option<u64>| {
        seconds.map_or_else(
            || NOTHING.to_owned(),
            |seconds| words::time(lang, u32::try_from(seconds).ok()),
        )
    };
    let median = time(Some(median));
    let ninety = t!(lang, "figures-ninety", time = &time(ninety));
    format!("{when}: {median}, {ninety}")
}

/// A line from part to part; where there is no value it is broken.
fn path(values: &[Option<u64>], scale: &Scale) -> String {
    let mut path = String::new();
    let mut is_drawn = false;
    for (index, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let (x, width) = place(index, values.len());
            path.push(if is_drawn { 'L' } else { 'M' });
            path.push_str(&format!("{:.1} {:.1}", x + width / 2.0, scale.y(*value)));
        }
        is_drawn = value.is_some();
    }
    path
}

/// Whatever the charts of the period's parts say, as a table.
pub(super) fn as_table(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let table = tables::parts(screen);
    html! {
        section.card.figcard aria-label=(table.title) {
            details.figdetails {
                summary { (t!(lang, "figures-as-table")) }
                div.row { (tables::file(screen, table.word, &table.title)) }
                (table.show(lang))
            }
        }
    }
}

/// When chats begin and when customers write: hours by weekdays.
pub(super) fn hours(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let title = t!(lang, "figures-when");
    html! {
        section.card.figcard aria-label=(title) {
            header."card__head" { h2."card__title".grow { (title) } (tables::file(screen, "hours", &title)) }
            div.figheats {
                (heat(screen, "figures-new", &screen.report.begun, true))
                (heat(screen, "figures-incoming", &screen.report.written, false))
            }
            p.fignote { (t!(lang, "figures-zone")) }
        }
    }
}

fn heat(screen: &Screen, name: &'static str, week: &Week, is_way: bool) -> Markup {
    let lang = screen.viewer.lang;
    let most = week.iter().flatten().max().copied().unwrap_or(0);
    let label = lang.text(name);
    html! {
        div.figchart tabindex="0" role="region" aria-label=(label) {
            table.heat {
                caption { (label) }
                thead { tr {
                    td {}
                    @for hour in 0..24 { th scope="col" { @if hour % 3 == 0 { (hour) } @else { span."sr-only" { (hour) } } } }
                } }
                tbody { @for (weekday, day) in week.iter().enumerate() { tr {
                    th scope="row" { (words::weekday(lang, weekday)) }
                    @for (hour, value) in day.iter().enumerate() { td { (warm(screen, &label, (weekday, hour), *value, most, is_way)) } }
                } } }
            }
        }
    }
}

fn warm(
    screen: &Screen,
    label: &str,
    (weekday, hour): (usize, usize),
    value: u64,
    most: u64,
    is_way: bool,
) -> Markup {
    let lang = screen.viewer.lang;
    // The least of what there is is seen, too.
    let level = if value == 0 {
        0
    } else {
        (value * 4).div_ceil(most.max(1))
    };
    let class = format!("heat__c h{level}");
    let told = format!(
        "{} {hour}:00–{hour}:59, {label}: {}",
        words::weekday(lang, weekday),
        words::count(lang, value)
    );
    if value == 0 {
        return html! { span class=(class) { span."sr-only" { "0" } } };
    }
    if !is_way {
        return html! { span class=(class) title=(told) { span."sr-only" { (value) } } };
    }
    let mut way = screen.way(Count::New);
    way.behind = Behind {
        weekday: u8::try_from(weekday).ok(),
        hour: u8::try_from(hour).ok(),
        ..way.behind
    };
    html! { a class=(class) href=(way.address()) title=(told) { span."sr-only" { (told) } } }
}

/// How customers rated the chats that were closed.
pub(super) fn ratings(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let each = screen.report.total.stars.each;
    let most = each.iter().max().copied().unwrap_or(0).max(1);
    let title = t!(lang, "figures-ratings");
    html! {
        section.card.figcard aria-label=(title) {
            header."card__head" { h2."card__title".grow { (title) } }
            ul.hbars {
                @for (rating, count) in (1_i64..).zip(each).collect::<Vec<_>>().into_iter().rev() {
                    li.hbar {
                        span { (t!(lang, "chats-rating-of", rating = rating)) }
                        svg.hbar__s viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                            rect.hbar__t width="100" height="8" rx="2" {}
                            rect.fc1 width=(written(count as f64 * 100.0 / most as f64)) height="8" rx="2" {}
                        }
                        b {
                            @if count > 0 {
                                @let way = Way { rating: Some(rating), ..screen.way(Count::Closed) };
                                a.figway href=(way.address()) { (words::count(lang, count)) }
                            } @else { "0" }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_reach_as_far_as_they_must_in_round_steps() {
        for (most, step, top) in [
            (0, 1, 1),
            (1, 1, 1),
            (4, 1, 4),
            (5, 2, 6),
            (60, 20, 60),
            (61, 20, 80),
            (1_234_567, 500_000, 1_500_000),
        ] {
            let scale = Scale::counts(most);
            assert_eq!((scale.step, scale.top), (step, top), "{most}");
        }
        let scale = Scale::times(170);
        assert_eq!((scale.step, scale.top), (60, 180));
        let scale = Scale::times(40 * 86_400);
        assert!(scale.top >= 40 * 86_400 && scale.top / scale.step <= 5);
    }

    #[test]
    fn a_line_is_broken_where_nothing_is_known() {
        let scale = Scale::counts(4);
        let drawn = path(&[Some(1), Some(2), None, Some(4)], &scale);
        assert_eq!(drawn.matches('M').count(), 2);
        assert_eq!(drawn.matches('L').count(), 1);
        assert_eq!(path(&[None, None], &scale), "");
    }
}

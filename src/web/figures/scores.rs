//! What supervisors thought of chats in the period: averages among the figures, and the list behind them.

use maud::{Markup, html};

use super::{
    framed,
    load::Screen,
    read,
    tables::{self, Cell, Table},
    wish::{Wish, Words},
    words,
};
use crate::{
    base::{id::CriterionId, time::Timestamp},
    desk::{
        closing::choice,
        quality::summary::{self, Listed},
    },
    t,
    web::{
        answer::{Reply, page as answer},
        layout::{customer_name, icon_sm, mark},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

/// Most scores that the page shows; a file has all of them.
const MOST: usize = 500;

/// Criteria that are offered, and those that are not any more and were marked in the period.
fn criteria(screen: &Screen) -> Vec<&choice::Listed<CriterionId>> {
    let is_marked = |id: CriterionId| {
        let mut scores = screen.scores.iter();
        scores.any(|one| one.score.mark(id).is_some())
    };
    let shown =
        |criterion: &&choice::Listed<CriterionId>| !criterion.is_retired || is_marked(criterion.id);
    screen.criteria.iter().filter(shown).collect()
}

/// By agent.
pub(super) fn averages(screen: &Screen) -> Table {
    let lang = screen.viewer.lang;
    let criteria = criteria(screen);
    let ids: Vec<CriterionId> = criteria.iter().map(|criterion| criterion.id).collect();
    let mut heads = vec![
        t!(lang, "chats-agent").into_owned(),
        t!(lang, "scores").into_owned(),
        t!(lang, "score-average").into_owned(),
    ];
    heads.extend(criteria.iter().map(|criterion| criterion.name.clone()));
    let rows = summary::averages(&screen.scores, &ids)
        .into_iter()
        .map(|average| {
            let wish = Wish {
                agent: Some(average.agent),
                ..screen.wish.clone()
            };
            let mut row = vec![
                Cell::Name(average.name),
                Cell::Count(average.count, Some(wish.scores())),
                Cell::Stars(Some(average.hundredths)),
            ];
            row.extend(average.by_criterion.into_iter().map(Cell::Stars));
            row
        });
    Table {
        word: "quality",
        title: t!(lang, "scores-by-agent").into_owned(),
        heads,
        rows: rows.collect(),
    }
}

/// Each of them, for other programs.
pub(super) fn all(screen: &Screen) -> Table {
    let lang = screen.viewer.lang;
    let criteria = criteria(screen);
    let mut heads: Vec<String> = [
        "score-given",
        "score-chat",
        "chats-customer",
        "chats-agent",
        "score-judge",
        "score-average",
    ]
    .iter()
    .map(|name| lang.text(name).into_owned())
    .collect();
    heads.extend(criteria.iter().map(|criterion| criterion.name.clone()));
    heads.push(t!(lang, "score-note").into_owned());
    let rows = screen.scores.iter().map(|one| {
        let score = &one.score;
        let mut row = vec![
            Cell::Name(plain_time(score.at)),
            Cell::Name(score.conversation.to_string()),
            Cell::Name(customer_name(lang, one.customer, &one.customer_name)),
            Cell::Name(score.agent_name.clone()),
            Cell::Name(score.by_name.clone()),
            Cell::Stars(u64::try_from(score.hundredths()).ok()),
        ];
        row.extend(criteria.iter().map(|criterion| {
            let mark = score.mark(criterion.id);
            Cell::Name(mark.map(|mark| mark.to_string()).unwrap_or_default())
        }));
        row.push(Cell::Name(score.note.clone()));
        row
    });
    Table {
        word: "scores",
        title: t!(lang, "scores").into_owned(),
        heads,
        rows: rows.collect(),
    }
}

/// As other programs read it: date and time in UTC.
fn plain_time(at: Timestamp) -> String {
    at.rfc3339()
}

/// The list.
pub(super) async fn page(ask: Ask, who: AsAgent) -> Reply {
    let words: Words = ask.query()?;
    let screen = read(&ask, &who, &words).await?;
    answer(whole(&screen))
}

fn whole(screen: &Screen) -> Markup {
    let (viewer, lang) = (&screen.viewer, screen.viewer.lang);
    let title = if screen.is_own() {
        t!(lang, "scores-yours")
    } else {
        t!(lang, "scores")
    };
    let main = html! {
        main."main figures scroll" #main tabindex="-1" {
            header."page__head" {
                h1."page__title".grow { (title) }
                @if !screen.scores.is_empty() { (tables::file(screen, "scores", &title)) }
            }
            p.figspan {
                a href=(screen.wish.address()) { (t!(lang, "scores-to-figures")) } " · "
                b { (words::days(lang, screen.period, screen.today)) }
                @if let Some(one) = screen.wish.agent.and(screen.scores.first()).filter(|_| !screen.is_own()) {
                    " · " bdi { (one.score.agent_name) } " "
                    a href=(Wish { agent: None, ..screen.wish.clone() }.scores()) { (t!(lang, "scores-of-all")) }
                }
            }
            div.figbody { @if screen.scores.is_empty() { (empty(screen)) } @else { (list(screen)) } }
        }
    };
    framed(viewer, (&screen.team.name, screen.waiting), &title, &main)
}

fn list(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    let heads = [
        t!(lang, "chats-customer"),
        t!(lang, "chats-agent"),
        t!(lang, "score-judge"),
        t!(lang, "score-given"),
        t!(lang, "score-average"),
        t!(lang, "score-note"),
    ];
    let shown = screen.scores.get(..MOST).unwrap_or(&screen.scores);
    html! {
        section.card.figcard aria-label=(t!(lang, "scores")) {
            table."table figtable scorelist" aria-label=(t!(lang, "scores")) {
                thead { tr { @for head in &heads { th scope="col" { (head) } } } }
                tbody { @for one in shown { (row(screen, one, &heads)) } }
            }
        }
        @if shown.len() < screen.scores.len() { p."small muted" { (t!(lang, "scores-more", count = MOST)) } }
    }
}

fn row(screen: &Screen, one: &Listed, heads: &[std::borrow::Cow<'static, str>; 6]) -> Markup {
    let (lang, score) = (screen.viewer.lang, &one.score);
    let [_, agent, by, given, average, note] = heads;
    let marks: Vec<String> = criteria(screen)
        .iter()
        .filter_map(|criterion| Some((criterion, score.mark(criterion.id)?)))
        .map(|(criterion, mark)| format!("{} {mark}", criterion.name))
        .collect();
    html! {
        tr {
            th scope="row" { a.figway href={ "/chats?chat=" (score.conversation) } { bdi { (customer_name(lang, one.customer, &one.customer_name)) } } }
            td data-label=(agent) { bdi { (score.agent_name) } }
            td data-label=(by) { bdi { (score.by_name) } }
            td data-label=(given) { (moment(score.at, Style::Day)) }
            td.num data-label=(average) { (words::decimal(lang, u64::try_from(score.hundredths()).unwrap_or(0))) }
            td."scorelist__note" data-label=(note) { div { @if !score.note.is_empty() { p dir="auto" { (score.note) } } p."xs muted" { (marks.join(" · ")) } } }
        }
    }
}

fn empty(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    html! {
        div.card.empty role="status" {
            span.bigbell { (mark("bell")) }
            h2."empty__t" { (t!(lang, "scores-empty")) }
            p."empty__p" { @if screen.is_own() { (t!(lang, "scores-empty-yours")) } @else { (t!(lang, "scores-empty-more")) } }
            div.row { a.btn href="/chats" { (icon_sm("messages-square")) (t!(lang, "nav-chats")) } }
        }
    }
}

//! What the report of a week says, and the hand that writes it when it is due.

use std::{sync::Arc, time::Duration};

use jiff::civil::Date;
use maud::{Markup, html};
use tokio::sync::Notify;

use crate::{
    db::{DbError, Follower, Reader},
    desk::{
        figures::period::Choice,
        hours::day,
        setting,
        team::Agent,
        weekly::{self, Ready, Report, Weekly, Written},
    },
    t,
    web::{
        House,
        figures::{
            load::{self, Screen},
            numbers,
            wish::Wish,
            words,
        },
    },
};

/// After a failure it rests.
const REST: Duration = Duration::from_secs(60);

/// Pokes whoever writes reports when one is due, before `next` hears of the same acts.
pub fn follow(poke: Arc<Notify>, mut next: Follower) -> Follower {
    Box::new(move |announcements| {
        if announcements
            .iter()
            .any(|announced| announced.is::<Ready>())
        {
            poke.notify_one();
        }
        next(announcements);
    })
}

/// Writes reports for ever; once at the start, because the last process may have ended before it did.
pub async fn run(house: Arc<House>, poke: Arc<Notify>) {
    whenever(&poke, || once(&house)).await;
}

/// Does it at once, and whenever it is poked. What went wrong is done again by itself: the next poke is a week away.
async fn whenever<F: Future<Output = Result<(), DbError>>>(
    poke: &Notify,
    mut once: impl FnMut() -> F,
) {
    loop {
        match once().await {
            Ok(()) => poke.notified().await,
            // The writer has told why, once.
            Err(DbError::Storage(_)) => tokio::time::sleep(REST).await,
            Err(error) => {
                tracing::error!(%error, "the weekly report could not be written");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

async fn once(house: &House) -> Result<(), DbError> {
    let Some(day) = house.db.read::<_, DbError>(weekly::to_write).await? else {
        return Ok(());
    };
    house.complete_courses().await?;
    let base = house.base_url();
    let written = house
        .db
        .read::<_, DbError>(move |reader| {
            let rules: Weekly = setting::get(reader)?;
            let to = weekly::recipients(reader, &rules)?;
            to.into_iter()
                .map(|agent| write(reader, agent, day, &base))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    house
        .db
        .write::<_, DbError>(move |tx| weekly::hand_over(tx, day, &written).map(drop))
        .await
}

/// The figures that a member of the team reads in a report that is due on this day.
pub(super) fn screen(reader: &Reader<'_>, agent: Agent, due: Date) -> Result<Screen, DbError> {
    let week = Report::period(due);
    let wish = Wish {
        choice: Choice::Own,
        from: day::write(week.first),
        to: day::write(week.last),
        ..Wish::default()
    };
    load::screen(reader, agent, wish)
}

/// The report that a member of the team gets: of the whole team, or of their own work, as on the Figures page.
pub(super) fn write(
    reader: &Reader<'_>,
    agent: Agent,
    due: Date,
    base: &str,
) -> Result<Written, DbError> {
    let to = agent.email.clone();
    let screen = screen(reader, agent, due)?;
    let lang = screen.viewer.lang;
    let days = words::days(lang, screen.period, screen.today);
    let subject = t!(
        lang,
        "weekly-subject",
        team = &screen.team.name,
        days = &days
    )
    .into_owned();
    let link = format!("{base}{}", screen.wish.address());
    Ok(Written {
        text: as_text(&screen, &link),
        html: as_html(&screen, &link).into_string(),
        to,
        subject,
    })
}

pub(super) fn lead(screen: &Screen) -> String {
    let lang = screen.viewer.lang;
    let (week, before) = (
        words::days(lang, screen.period, screen.today),
        words::days(lang, screen.before, screen.today),
    );
    if screen.is_own() {
        t!(lang, "weekly-lead-own", week = &week, before = &before).into_owned()
    } else {
        t!(lang, "weekly-lead", week = &week, before = &before).into_owned()
    }
}

fn as_text(screen: &Screen, link: &str) -> String {
    let lang = screen.viewer.lang;
    let mut text = format!("{}\n{}\n\n", screen.team.name, lead(screen));
    if screen.is_empty() {
        text.push_str(&t!(lang, "figures-empty"));
        text.push('\n');
    } else {
        for line in numbers::lines(screen) {
            let was = t!(lang, "weekly-was", before = &line.before);
            text.push_str(&format!("{}: {} ({was})", line.name, line.now));
            if !line.change.is_empty() {
                text.push_str(&format!(" · {}", line.change));
            }
            text.push('\n');
        }
    }
    text.push_str(&format!("\n{}\n{link}\n", t!(lang, "weekly-see")));
    text
}

/// Mail programs know no style sheets, and few of them grids: a plain table.
fn as_html(screen: &Screen, link: &str) -> Markup {
    let lang = screen.viewer.lang;
    html! {
        p { b { (screen.team.name) } br; (lead(screen)) }
        @if screen.is_empty() { p { (t!(lang, "figures-empty")) } } @else { (table(screen)) }
        p { a href=(link) { (t!(lang, "weekly-see")) } }
    }
}

pub(super) fn table(screen: &Screen) -> Markup {
    let lang = screen.viewer.lang;
    html! {
        table."table weektable" {
            thead { tr {
                th align="left" { (t!(lang, "figures-figure")) }
                th align="right" { (words::days(lang, screen.period, screen.today)) }
                th align="right" { (words::days(lang, screen.before, screen.today)) }
                th align="left" { (t!(lang, "weekly-change")) }
            } }
            tbody { @for line in numbers::lines(screen) { tr {
                th scope="row" align="left" { (line.name) }
                td align="right" { (line.now) }
                td align="right" { (line.before) }
                td align="left" { (line.change) }
            } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::db::memory::Memory;

    /// What a file answers that takes nothing.
    fn refused() -> DbError {
        Memory::new()
            .act::<(), DbError>(|tx| {
                tx.execute("pragma query_only = on", [])?;
                tx.execute("delete from setting", []).map(drop)
            })
            .unwrap_err()
    }

    #[tokio::test(start_paused = true)]
    async fn what_could_not_be_stored_is_written_soon_and_not_in_a_week() {
        let premise = refused();
        assert!(matches!(premise, DbError::Storage(_)), "{premise:?}");
        let (poke, tries) = (Notify::new(), AtomicUsize::new(0));
        let once = || {
            let nth = tries.fetch_add(1, Ordering::SeqCst);
            std::future::ready(if nth < 2 { Err(refused()) } else { Ok(()) })
        };
        let hour = Duration::from_secs(3_600);
        let writing = tokio::time::timeout(hour, whenever(&poke, once));
        assert!(writing.await.is_err(), "it goes on for ever");
        let tries = tries.load(Ordering::SeqCst);
        assert_eq!(tries, 3, "until it is written, and then not again");
    }
}

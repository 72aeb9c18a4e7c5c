//! A page of the site that a visitor looks at: the present one, and the earlier ones.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::visitor::Visitor;
use crate::{
    base::{
        id::{CustomerId, IdentityId, PageViewId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::event::{self, About, Kind},
};

/// Pages kept for one account.
pub const KEPT: usize = 200;
/// A walk is told at most this long after it was taken: a browser session is no diary.
const OLDEST: Duration = Duration::from_secs(24 * 3600);
const LONGEST_URL: usize = 1_000;
const LONGEST_TITLE: usize = 200;

/// One look at a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    /// Its id.
    pub id: PageViewId,
    /// Address without what could identify or log in: site, path and `utm_*` marks.
    pub url: String,
    /// As the page calls itself.
    pub title: String,
    /// When it was opened.
    pub at: Timestamp,
    /// When it was left, as far as known; `None`: the present page.
    pub left_at: Option<Timestamp>,
}

/// What agents are told when a visitor moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Whose account.
    pub identity_id: IdentityId,
    /// Who.
    pub customer_id: CustomerId,
    /// The page opened, or the one left.
    pub page: PageView,
}

const COLUMNS: &str = "id, url, title, at, left_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<PageView> {
    Ok(PageView {
        id: row.get(0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        at: row.get(3)?,
        left_at: row.get(4)?,
    })
}

/// A visitor is on a page. The page they were on before is left by that; the same page again is a
/// reload and no new one. Answers `None` for what is no page of a site.
pub fn open(
    tx: &mut Tx<'_>,
    visitor: Visitor,
    url: &str,
    title: &str,
) -> Result<Option<PageView>, DbError> {
    let Some(url) = trim_url(url) else {
        return Ok(None);
    };
    let title = text::clean_line(title, LONGEST_TITLE);
    match newest(tx, visitor.identity)? {
        Some(page) if page.url == url => stay(tx, visitor, page, title).map(Some),
        _ => turn(tx, visitor, &url, &title).map(Some),
    }
}

/// The visitor is still on the page, or back on it.
fn stay(
    tx: &mut Tx<'_>,
    visitor: Visitor,
    mut page: PageView,
    title: String,
) -> Result<PageView, DbError> {
    // A page often has its title only a moment after it was opened.
    let is_news = page.left_at.is_some() || (!title.is_empty() && page.title != title);
    if is_news {
        page.left_at = None;
        if !title.is_empty() {
            page.title = title;
        }
        tx.execute(
            "update page_view set title = ?2, left_at = null where id = ?1",
            (page.id, &page.title),
        )?;
        tell(tx, visitor, &page)?;
    }
    Ok(page)
}

fn turn(tx: &mut Tx<'_>, visitor: Visitor, url: &str, title: &str) -> Result<PageView, DbError> {
    close_present(tx, visitor.identity)?;
    let now = tx.now;
    tx.execute(
        "insert into page_view (identity_id, at, url, title) values (:identity, :now, :url, :title)",
        named_params! {
            ":identity": visitor.identity, ":now": now, ":url": url, ":title": title,
        },
    )?;
    let page = PageView {
        id: PageViewId(tx.last_insert_id()),
        url: url.to_owned(),
        title: title.to_owned(),
        at: now,
        left_at: None,
    };
    forget_oldest(tx, visitor.identity)?;
    tell(tx, visitor, &page)?;
    Ok(page)
}

/// A page a browser says it was on before anybody here knew of it.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Address.
    pub url: String,
    /// As the page calls itself.
    pub title: String,
    /// When it was opened, by the browser's clock.
    pub at: Timestamp,
}

/// A visitor makes themselves known: the way they took through the site so far, oldest first, becomes
/// their pages, and its last step the present one. Times run forwards and never lie ahead, whatever
/// the browser's clock says; steps older than what is known already are known already.
pub fn arrive(tx: &mut Tx<'_>, visitor: Visitor, steps: &[Step]) -> Result<(), DbError> {
    let now = tx.now;
    let known = newest(tx, visitor.identity)?;
    let mut floor = known.as_ref().map_or(now.minus(OLDEST), |page| page.at);
    let mut last = known.clone();
    let mut is_news = false;
    for (index, step) in steps
        .iter()
        .enumerate()
        .skip(steps.len().saturating_sub(KEPT))
    {
        let Some(url) = trim_url(&step.url) else {
            continue;
        };
        let is_present = index + 1 == steps.len();
        let is_known = known.as_ref().is_some_and(|page| step.at <= page.at) && !is_present;
        if is_known || last.as_ref().is_some_and(|page| page.url == url) {
            continue;
        }
        let at = step.at.clamp(floor, now);
        tx.execute(
            "update page_view set left_at = ?2 where identity_id = ?1 and left_at is null",
            (visitor.identity, at),
        )?;
        tx.execute(
            "insert into page_view (identity_id, at, url, title) values (:identity, :at, :url, :title)",
            named_params! {
                ":identity": visitor.identity, ":at": at, ":url": url,
                ":title": text::clean_line(&step.title, LONGEST_TITLE),
            },
        )?;
        floor = at;
        is_news = true;
        last = newest(tx, visitor.identity)?;
    }
    forget_oldest(tx, visitor.identity)?;
    match last {
        Some(page) if is_news => tell(tx, visitor, &page),
        _ => Ok(()),
    }
}

fn forget_oldest(tx: &mut Tx<'_>, identity: IdentityId) -> Result<(), DbError> {
    tx.execute(
        "delete from page_view where identity_id = ?1 and id <=
           (select id from page_view where identity_id = ?1 order by id desc limit 1 offset ?2)",
        (identity, KEPT),
    )?;
    Ok(())
}

/// The visitor has left the site, as far as known.
pub fn leave(tx: &mut Tx<'_>, visitor: Visitor) -> Result<(), DbError> {
    if close_present(tx, visitor.identity)?
        && let Some(page) = newest(tx, visitor.identity)?
    {
        tell(tx, visitor, &page)?;
    }
    Ok(())
}

fn close_present(tx: &mut Tx<'_>, identity: IdentityId) -> Result<bool, DbError> {
    let now = tx.now;
    let closed = tx.execute(
        "update page_view set left_at = ?2 where identity_id = ?1 and left_at is null",
        (identity, now),
    )?;
    Ok(closed > 0)
}

fn tell(tx: &mut Tx<'_>, visitor: Visitor, page: &PageView) -> Result<(), DbError> {
    let about = About {
        conversation: None,
        identity: Some(visitor.identity),
    };
    let record = Record {
        identity_id: visitor.identity,
        customer_id: visitor.customer,
        page: page.clone(),
    };
    event::record(tx, Kind::Page, about, &record)?;
    Ok(())
}

fn newest(reader: &Reader<'_>, identity: IdentityId) -> Result<Option<PageView>, DbError> {
    Ok(of_identity(reader, identity, 1)?.pop())
}

/// The pages of an account, newest first: the present one, if any, leads.
pub fn of_identity(
    reader: &Reader<'_>,
    identity: IdentityId,
    limit: usize,
) -> Result<Vec<PageView>, DbError> {
    let sql =
        format!("select {COLUMNS} from page_view where identity_id = ?1 order by id desc limit ?2");
    reader.list(&sql, (identity, limit), from_row)
}

/// The address without what a team need not know: only site, path and `utm_*` marks stay. Names and
/// passwords before the site's name, other parameters and fragments may hold keys and addresses.
fn trim_url(url: &str) -> Option<String> {
    let url = text::clean_line(url, 8_000);
    if url.contains([' ', '<', '>', '"']) {
        return None;
    }
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = match address.find('/') {
        Some(slash) => address.split_at(slash),
        None => (address, "/"),
    };
    let host = authority.rsplit('@').next()?.to_lowercase();
    if host.is_empty() || host.contains('\\') {
        return None;
    }
    let marks: Vec<&str> = query
        .split('&')
        .filter(|parameter| parameter.starts_with("utm_"))
        .collect();
    let mut trimmed = format!("{scheme}://{host}{path}");
    if !marks.is_empty() {
        trimmed.push('?');
        trimmed.push_str(&marks.join("&"));
    }
    Some(trimmed.chars().take(LONGEST_URL).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{cast, event::Event},
    };

    #[test]
    fn an_address_keeps_only_what_the_team_may_know() {
        for (url, expected) in [
            (
                "https://Shop.Example/Tea?id=7#top",
                Some("https://shop.example/Tea"),
            ),
            ("https://shop.example", Some("https://shop.example/")),
            (
                "https://shop.example?token=x",
                Some("https://shop.example/"),
            ),
            (
                "http://shop.example:8080/?utm_source=mail&email=a@b.example&utm_medium=x",
                Some("http://shop.example:8080/?utm_source=mail&utm_medium=x"),
            ),
            (
                "https://ana:secret@shop.example/",
                Some("https://shop.example/"),
            ),
            ("https://shop.example/чай", Some("https://shop.example/чай")),
            ("javascript:alert(1)", None),
            ("javascript://shop.example/%0aalert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("https:///tea", None),
            ("https://shop.example/<b>", None),
            ("/tea", None),
            ("", None),
        ] {
            assert_eq!(trim_url(url).as_deref(), expected, "{url:?}");
        }
    }

    fn shop() -> (Memory, Visitor) {
        let mut memory = Memory::new();
        let visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        memory.announced.clear();
        (memory, visitor)
    }

    fn told(memory: &mut Memory) -> Vec<Record> {
        memory
            .announced
            .drain(..)
            .filter_map(|announcement| announcement.downcast_ref::<Event>()?.parse())
            .collect()
    }

    #[test]
    fn a_visitor_walks_through_the_shop() {
        let (mut memory, visitor) = shop();
        let go = |memory: &mut Memory, path: &str, title: &str| {
            memory.advance(Duration::from_secs(10));
            let url = format!("https://shop.example{path}");
            memory
                .act(|tx| open(tx, visitor, &url, title))
                .unwrap()
                .unwrap()
        };
        let first = go(&mut memory, "/tea", "");
        go(&mut memory, "/tea?page=2", "Tea");
        go(&mut memory, "/tea", "Tea");
        assert_eq!(told(&mut memory).len(), 2, "opened, and found its title");
        go(&mut memory, "/cart", "Cart");
        let pages = memory
            .act(|tx| of_identity(tx, visitor.identity, 9))
            .unwrap();
        let titles: Vec<_> = pages.iter().map(|page| page.title.as_str()).collect();
        assert_eq!(titles, ["Cart", "Tea"]);
        assert_eq!(pages[0].left_at, None);
        assert_eq!(pages[1].id, first.id);
        assert_eq!(pages[1].left_at, Some(pages[0].at));
        assert_eq!(told(&mut memory)[0].page, pages[0]);
    }

    #[test]
    fn who_comes_back_to_the_page_is_on_it_again() {
        let (mut memory, visitor) = shop();
        let url = "https://shop.example/tea";
        memory.act(|tx| open(tx, visitor, url, "Tea")).unwrap();
        memory.act(|tx| leave(tx, visitor)).unwrap();
        memory.act(|tx| leave(tx, visitor)).unwrap();
        let left: Vec<bool> = told(&mut memory)
            .iter()
            .map(|record| record.page.left_at.is_some())
            .collect();
        assert_eq!(left, [false, true]);
        memory.act(|tx| open(tx, visitor, url, "Tea")).unwrap();
        let pages = memory
            .act(|tx| of_identity(tx, visitor.identity, 9))
            .unwrap();
        assert_eq!((pages.len(), pages[0].left_at), (1, None));
        assert_eq!(told(&mut memory).len(), 1);
        assert!(
            memory
                .act(|tx| open(tx, visitor, "about:blank", ""))
                .unwrap()
                .is_none()
        );
    }

    #[test]
    fn the_way_taken_before_the_first_word_is_told() {
        let (mut memory, visitor) = shop();
        let now = memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
        let step = |path: &str, ago: i64| Step {
            url: format!("https://shop.example{path}"),
            title: path.to_owned(),
            at: Timestamp(now.0 - ago * 1_000),
        };
        let way = [step("/", 90), step("/tea", 60), step("/cart", -500)];
        memory.act(|tx| arrive(tx, visitor, &way)).unwrap();
        // The same browser tells the same way again, and one page more.
        memory.advance(Duration::from_secs(1_000));
        let again = [
            step("/", 90),
            step("/tea", 60),
            step("/cart", -500),
            step("/pay", -800),
        ];
        memory.act(|tx| arrive(tx, visitor, &again)).unwrap();
        let pages = memory
            .act(|tx| of_identity(tx, visitor.identity, 9))
            .unwrap();
        let way: Vec<_> = pages
            .iter()
            .map(|page| {
                (
                    page.title.as_str(),
                    (page.at.0 - now.0) / 1_000,
                    page.left_at.is_none(),
                )
            })
            .collect();
        assert_eq!(
            way,
            [
                ("/pay", 800, true),
                ("/cart", 0, false),
                ("/tea", -60, false),
                ("/", -90, false)
            ]
        );
        assert_eq!(
            told(&mut memory).len(),
            2,
            "each time only where they are now"
        );
    }

    #[test]
    fn only_the_last_pages_are_kept() {
        let (mut memory, visitor) = shop();
        for n in 0..KEPT + 5 {
            let url = format!("https://shop.example/{n}");
            memory.act(|tx| open(tx, visitor, &url, "")).unwrap();
        }
        let pages = memory
            .act(|tx| of_identity(tx, visitor.identity, 999))
            .unwrap();
        assert_eq!(pages.len(), KEPT);
        assert!(pages[KEPT - 1].url.ends_with("/5"));
    }
}

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
    desk::{
        event::{self, About, Kind},
        setting::{self, Setting},
        timer::{self, Due},
    },
};

/// Pages kept for one account.
pub const KEPT: usize = 200;
/// A walk is told at most this long after it was taken: a browser session is no diary.
const OLDEST: Duration = Duration::from_secs(24 * 3600);
/// So long a page is known.
pub const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 3600);
/// How often those that are older are forgotten.
const SWEEP: Duration = Duration::from_secs(3600);
/// Most parameters that an admin may allow.
const MOST_PARAMETERS: usize = 20;
const LONGEST_URL: usize = 1_000;
const LONGEST_TITLE: usize = 200;

/// What the team may see of addresses beside site, path and `utm_*` marks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageRules {
    /// Names of parameters.
    pub parameters: Vec<String>,
}

impl Setting for PageRules {
    const KEY: &'static str = "pages";
}

impl PageRules {
    /// Names divided by spaces or commas; the error is the one that is no name.
    pub fn read(words: &str) -> Result<Self, String> {
        let mut parameters: Vec<String> = Vec::new();
        let names = words.split(|c: char| c.is_whitespace() || c == ',');
        for name in names.filter(|name| !name.is_empty()) {
            let is_name = name.len() <= 40
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'));
            if !is_name || parameters.len() >= MOST_PARAMETERS {
                return Err(name.to_owned());
            }
            if !parameters.iter().any(|known| known == name) {
                parameters.push(name.to_owned());
            }
        }
        Ok(Self { parameters })
    }

    fn allows(&self, parameter: &str) -> bool {
        let name = parameter.split('=').next().unwrap_or_default();
        name.starts_with("utm_") || self.parameters.iter().any(|allowed| allowed == name)
    }
}

/// One look at a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    /// Its id.
    pub id: PageViewId,
    /// Address without what could identify or log in: site, path, `utm_*` marks and what the admin allows.
    pub url: String,
    /// As the page calls itself.
    pub title: String,
    /// When it was opened.
    pub at: Timestamp,
    /// When it was left, as far as known; `None`: the present page.
    pub left_at: Option<Timestamp>,
    /// Where they came to it from, trimmed alike; empty: nobody said so.
    #[serde(default)]
    pub referrer: String,
    /// Whether a browser session began with it.
    #[serde(default)]
    pub begins: bool,
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

const COLUMNS: &str = "id, url, title, at, left_at, referrer, begins";

fn from_row(row: &Row<'_>) -> rusqlite::Result<PageView> {
    Ok(PageView {
        id: row.get(0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        at: row.get(3)?,
        left_at: row.get(4)?,
        referrer: row.get(5)?,
        begins: row.get(6)?,
    })
}

/// A visitor is on a page. The page they were on before is left by that; the same page again is a
/// reload and no new one. Answers `None` for what is no page of a site.
pub fn open(tx: &mut Tx<'_>, visitor: Visitor, step: &Step) -> Result<Option<PageView>, DbError> {
    let rules: PageRules = setting::get(tx)?;
    let Some(url) = trim_url(&step.url, &rules) else {
        return Ok(None);
    };
    let title = text::clean_line(&step.title, LONGEST_TITLE);
    match newest(tx, visitor.identity)? {
        Some(page) if page.url == url && !step.begins => stay(tx, visitor, page, title).map(Some),
        _ => {
            let page = PageView {
                id: PageViewId(0),
                url,
                title,
                at: tx.now,
                left_at: None,
                referrer: trim_url(&step.referrer, &rules).unwrap_or_default(),
                begins: step.begins,
            };
            turn(tx, visitor, page).map(Some)
        }
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

fn turn(tx: &mut Tx<'_>, visitor: Visitor, mut page: PageView) -> Result<PageView, DbError> {
    close_present(tx, visitor.identity)?;
    page.id = insert(tx, visitor.identity, &page)?;
    forget_oldest(tx, visitor.identity)?;
    tell(tx, visitor, &page)?;
    Ok(page)
}

fn insert(tx: &mut Tx<'_>, identity: IdentityId, page: &PageView) -> Result<PageViewId, DbError> {
    tx.execute(
        "insert into page_view (identity_id, at, url, title, referrer, begins)
         values (:identity, :at, :url, :title, :referrer, :begins)",
        named_params! {
            ":identity": identity, ":at": page.at, ":url": page.url, ":title": page.title,
            ":referrer": page.referrer, ":begins": page.begins,
        },
    )?;
    Ok(PageViewId(tx.last_insert_id()))
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
    /// Where they came to it from.
    pub referrer: String,
    /// Whether the browser session began with it.
    pub begins: bool,
}

/// A visitor makes themselves known: the way they took through the site so far, oldest first, becomes
/// their pages, and its last step the present one. Times run forwards and never lie ahead, whatever
/// the browser's clock says; steps older than what is known already are known already.
pub fn arrive(tx: &mut Tx<'_>, visitor: Visitor, steps: &[Step]) -> Result<(), DbError> {
    let now = tx.now;
    let rules: PageRules = setting::get(tx)?;
    let known = newest(tx, visitor.identity)?;
    let mut floor = known.as_ref().map_or(now.minus(OLDEST), |page| page.at);
    let mut last = known.clone();
    let mut is_news = false;
    for (index, step) in steps
        .iter()
        .enumerate()
        .skip(steps.len().saturating_sub(KEPT))
    {
        let Some(url) = trim_url(&step.url, &rules) else {
            continue;
        };
        let is_present = index + 1 == steps.len();
        let is_known = known.as_ref().is_some_and(|page| step.at <= page.at) && !is_present;
        if is_known
            || last
                .as_ref()
                .is_some_and(|page| page.url == url && !step.begins)
        {
            continue;
        }
        let at = step.at.clamp(floor, now);
        tx.execute(
            "update page_view set left_at = ?2 where identity_id = ?1 and left_at is null",
            (visitor.identity, at),
        )?;
        let page = PageView {
            id: PageViewId(0),
            url,
            title: text::clean_line(&step.title, LONGEST_TITLE),
            at,
            left_at: None,
            referrer: trim_url(&step.referrer, &rules).unwrap_or_default(),
            begins: step.begins,
        };
        insert(tx, visitor.identity, &page)?;
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

/// An address as the team may see it; empty for what is no page of a site.
pub fn trimmed(reader: &Reader<'_>, url: &str) -> Result<String, DbError> {
    if url.is_empty() {
        return Ok(String::new());
    }
    Ok(trim_url(url, &setting::get(reader)?).unwrap_or_default())
}

/// Looks from now on for pages that are too old.
pub fn watch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let now = tx.now;
    timer::set_if_none(tx, Due::ForgetPages, 0, now.plus(SWEEP))
}

/// Forgets pages that are too old, and that anybody was told of them.
pub fn forget(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let before = tx.now.minus(KEPT_FOR);
    tx.execute("delete from page_view where at < ?1", [before])?;
    // The newest event is never deleted: its number would be given again, and whoever has heard of it passes over the next.
    tx.execute(
        "delete from event where kind = 'page' and at < ?1 and id < (select max(id) from event)",
        [before],
    )?;
    watch(tx)
}

/// The address without what a team need not know: only site, path, `utm_*` marks and the parameters that
/// the admin allows stay. Names and passwords before the site's name, other parameters and fragments may
/// hold keys and addresses.
fn trim_url(url: &str, rules: &PageRules) -> Option<String> {
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
        .filter(|parameter| rules.allows(parameter))
        .collect();
    let mut trimmed = format!("{scheme}://{host}{path}");
    if !marks.is_empty() {
        trimmed.push('?');
        trimmed.push_str(&marks.join("&"));
    }
    Some(trimmed.chars().take(LONGEST_URL).collect())
}

#[cfg(test)]
mod tests;

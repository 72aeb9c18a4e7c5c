//! Whether a visitor agrees that their pages are followed: what the shop's cookie banner told the widget, and
//! the widget with each call.

use super::{
    changed,
    page_view::{self, Step},
    visitor::Visitor,
};
use crate::{
    base::id::ChannelId,
    db::{DbError, Reader, Tx},
    desk::channel,
};

/// Whether pages may be kept. A no counts everywhere; where nothing was said, it depends on whether the site asks
/// for a yes first.
#[must_use]
pub fn allows(is_needed: bool, said: Option<bool>) -> bool {
    said.unwrap_or(!is_needed)
}

/// Whether pages of visitors of a site may be kept of whom this was said.
pub fn allows_on(
    reader: &Reader<'_>,
    site: ChannelId,
    said: Option<bool>,
) -> Result<bool, DbError> {
    let site = channel::by_id(reader, site)?;
    let is_needed = site.is_some_and(|site| site.settings.pages_need_consent);
    Ok(allows(is_needed, said))
}

/// Takes down what was said, for the team to see. A no ends the present page; what is known already stays until
/// its time is over.
pub fn note(tx: &mut Tx<'_>, visitor: Visitor, said: Option<bool>) -> Result<(), DbError> {
    let Some(said) = said else {
        return Ok(());
    };
    let news = tx.execute(
        "update identity set page_consent = ?2 where id = ?1 and page_consent is not ?2",
        (visitor.identity, said),
    )?;
    if news == 0 {
        return Ok(());
    }
    if !said {
        page_view::leave(tx, visitor)?;
    }
    changed(tx, visitor.customer)
}

/// A visitor is on a page, and says whether that may be known.
pub fn follow(
    tx: &mut Tx<'_>,
    visitor: Visitor,
    said: Option<bool>,
    step: &Step,
) -> Result<(), DbError> {
    note(tx, visitor, said)?;
    if allows_on(tx, visitor.channel, said)? {
        page_view::open(tx, visitor, step)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            arrival::{self, Greeting},
            cast, conversation,
            customer::{identity, visitor},
        },
    };

    fn at(path: &str) -> Step {
        Step {
            url: format!("https://kettle.example{path}"),
            referrer: "https://search.example/".to_owned(),
            ..Step::default()
        }
    }

    fn ask(memory: &mut Memory, pages_need_consent: bool) {
        memory
            .act(|tx| {
                cast::set_up(tx, |settings| {
                    settings.pages_need_consent = pages_need_consent
                })
            })
            .unwrap();
    }

    /// What is known of somebody who begins on the page of cups: their pages, where they came from and where the
    /// chat began.
    fn begins(memory: &mut Memory, consent: Option<bool>) -> (Visitor, usize, String, String) {
        memory
            .act(|tx| {
                let site = cast::site(tx)?;
                let greeting = Greeting {
                    page: at("/cups").url,
                    pages: vec![at("/"), at("/cups")],
                    referrer: at("").referrer,
                    consent,
                    ..Greeting::default()
                };
                let begun = arrival::begin(tx, &site, &greeting)?;
                let visitor = visitor::resolve(tx, begun.token.hash())?.unwrap();
                let pages = page_view::of_identity(tx, visitor.identity, 9)?.len();
                let account = identity::by_id(tx, visitor.identity)?.unwrap();
                let began_on: String = tx.get(
                    "select subject_page from conversation where id = ?1",
                    [conversation::latest_of(tx, visitor.identity)?.unwrap().id],
                    |row| row.get(0),
                )?;
                Ok::<_, DbError>((visitor, pages, account.referrer, began_on))
            })
            .unwrap()
    }

    #[test]
    fn a_site_that_asks_keeps_nothing_before_a_yes_and_a_no_counts_everywhere() {
        let mut memory = Memory::new();
        for (is_needed, said, expected) in [
            (true, None, false),
            (true, Some(false), false),
            (true, Some(true), true),
            (false, None, true),
            (false, Some(false), false),
            (false, Some(true), true),
        ] {
            ask(&mut memory, is_needed);
            let (visitor, pages, referrer, began_on) = begins(&mut memory, said);
            let case = format!("needed: {is_needed}, said: {said:?}");
            assert_eq!(pages, if expected { 2 } else { 0 }, "{case}");
            assert_eq!(referrer.is_empty(), !expected, "{case}");
            assert_eq!(began_on.is_empty(), !expected, "{case}");
            memory
                .act(|tx| follow(tx, visitor, said, &at("/jars")))
                .unwrap();
            let known = memory
                .act(|tx| page_view::of_identity(tx, visitor.identity, 9))
                .unwrap();
            assert_eq!(known.len(), if expected { 3 } else { 0 }, "{case}");
        }
    }

    #[test]
    fn who_withdraws_is_on_no_page_any_more() {
        let mut memory = Memory::new();
        ask(&mut memory, true);
        let (visitor, ..) = begins(&mut memory, Some(true));
        memory
            .act(|tx| follow(tx, visitor, Some(false), &Step::default()))
            .unwrap();
        let (account, pages) = memory
            .act(|tx| {
                let account = identity::by_id(tx, visitor.identity)?.unwrap();
                let pages = page_view::of_identity(tx, visitor.identity, 9)?;
                Ok::<_, DbError>((account, pages))
            })
            .unwrap();
        assert_eq!(account.page_consent, Some(false));
        assert_eq!(pages.len(), 2);
        assert!(pages.iter().all(|page| page.left_at.is_some()), "{pages:?}");
    }
}

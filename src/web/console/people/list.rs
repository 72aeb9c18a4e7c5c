//! The directory: everybody the team knows, searched by any part of a name, address or number.

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Deserialize;

use super::screen;
use crate::{
    base::{
        id::{CustomerId, TagId},
        lang::Lang,
    },
    db::{DbError, Page},
    desk::{
        customer::{
            directory::{self, Cursor, Listed, Who, Wish},
            portrait,
            tag::{self, Used},
        },
        team::{Agent, Role},
    },
    t,
    web::{
        answer::{self, Refusal, Reply},
        layout::{self, customer_name, icon, icon_sm, icon_xs, person_path},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

/// Customers on a page.
const ROWS: usize = 50;

/// What an address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    q: String,
    who: String,
    tag: String,
    /// The page begins behind this customer.
    after: String,
    id: String,
}

impl Words {
    /// What is looked for. An empty choice of a form asks for nothing.
    pub(super) fn wish(&self) -> Result<Wish, Refusal> {
        let bad = || Refusal::bad("bad-query");
        Ok(Wish {
            text: self.q.chars().take(200).collect(),
            who: match self.who.as_str() {
                "" => Who::Known,
                word => Who::from_word(word).ok_or_else(bad)?,
            },
            tag: match self.tag.as_str() {
                "" => None,
                id => Some(id.parse::<TagId>().map_err(|_| bad())?),
            },
        })
    }

    fn after(&self) -> Result<Option<Cursor>, Refusal> {
        if self.id.is_empty() {
            return Ok(None);
        }
        let id: CustomerId = self.id.parse().map_err(|_| Refusal::bad("bad-query"))?;
        Ok(Some((self.after.clone(), id)))
    }
}

/// The address of a list.
fn address(path: &str, wish: &Wish, after: Option<&Cursor>) -> String {
    let mut words: Vec<(&str, String)> = Vec::new();
    if !wish.text.trim().is_empty() {
        words.push(("q", wish.text.trim().to_owned()));
    }
    if wish.who != Who::Known {
        words.push(("who", wish.who.word().to_owned()));
    }
    if let Some(tag) = wish.tag {
        words.push(("tag", tag.to_string()));
    }
    if let Some((folded, id)) = after {
        words.push(("after", folded.clone()));
        words.push(("id", id.to_string()));
    }
    match serde_html_form::to_string(words) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

struct List {
    viewer: Agent,
    wish: Wish,
    page: Page<Listed, Cursor>,
    is_first: bool,
    portraits: HashMap<CustomerId, String>,
    tags: Vec<Used>,
    known: i64,
    everybody: i64,
    blocked: i64,
}

pub(super) async fn show(ask: Ask, agent: AsAgent) -> Reply {
    let words: Words = ask.query()?;
    let (wish, after) = (words.wish()?, words.after()?);
    let viewer = agent.agent.clone();
    let list = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let page = directory::list(reader, &wish, after.as_ref(), ROWS)?;
            let shown: Vec<CustomerId> = page.rows.iter().map(|one| one.customer.id).collect();
            Ok(List {
                portraits: portrait::of_customers(reader, &shown)?,
                page,
                is_first: after.is_none(),
                tags: tag::all(reader)?,
                known: directory::count(reader, Who::Known)?,
                everybody: directory::count(reader, Who::Everybody)?,
                blocked: directory::count(reader, Who::Blocked)?,
                viewer,
                wish,
            })
        })
        .await?;
    let inside = section(&list);
    if ask.is_fragment() {
        return answer::page(inside);
    }
    screen(
        &ask,
        &agent,
        http::StatusCode::OK,
        &t!(agent.lang, "people"),
        &inside,
    )
    .await
}

fn section(list: &List) -> Markup {
    let lang = list.viewer.lang;
    let may_export = list.viewer.may_act_as(Role::Supervisor);
    html! {
        section.page #people-list aria-labelledby="people-title" {
            header."page__head" {
                h1."page__title grow" #people-title { (t!(lang, "people")) }
                @if may_export {
                    a.btn href="/people/import" aria-label=(t!(lang, "people-import")) { (icon("upload")) span."btn__t-opt" { (t!(lang, "people-import")) } }
                    a.btn #people-export aria-label=(t!(lang, "people-export")) href=(address("/people/export", &list.wish, None)) { (icon("download")) span."btn__t-opt" { (t!(lang, "people-export")) } }
                }
                a."btn btn--primary" href="/people/new" { (icon("user-round-plus")) span { (t!(lang, "people-new")) } }
            }
            (filters(list))
            nav."tabs statustabs" #people-tabs aria-label=(t!(lang, "people-tabs")) {
                @for who in Who::ALL {
                    @let wish = Wish { who, ..list.wish.clone() };
                    a id={ "people-" (who.word()) } href=(address("/people", &wish, None)) data-go aria-current=[(who == list.wish.who).then_some("page")] {
                        (tab(lang, who)) " " span."count count--quiet" {
                            (match who { Who::Known => list.known, Who::Everybody => list.everybody, Who::Blocked => list.blocked })
                        }
                    }
                }
                @if may_export { a.push.xs href="/people/blocked" { (t!(lang, "people-blocks")) } }
            }
            div.listwrap {
                div.tablewrap #people-rows tabindex="0" role="region" aria-label=(t!(lang, "people-rows")) {
                    @if list.page.rows.is_empty() { (empty(list)) } @else { (table(list)) }
                    (pager(list))
                }
            }
        }
    }
}

fn tab(lang: Lang, who: Who) -> String {
    match who {
        Who::Known => t!(lang, "people-known"),
        Who::Everybody => t!(lang, "people-everybody"),
        Who::Blocked => t!(lang, "people-blocked"),
    }
    .into_owned()
}

fn filters(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    html! {
        search {
            form.filters #people-filters action="/people" data-keep {
                label.search {
                    (icon_sm("search"))
                    input.input #people-search type="search" name="q" value=(wish.text) maxlength="200" autocomplete="off" spellcheck="false"
                        placeholder=(t!(lang, "people-search-hint")) aria-label=(t!(lang, "people-search")) data-keep;
                }
                @if wish.who != Who::Known { input type="hidden" name="who" value=(wish.who.word()); }
                @if !list.tags.is_empty() {
                    label."chip chip--choice".("is-on")[wish.tag.is_some()] {
                        (icon_xs("tag"))
                        select name="tag" aria-label=(t!(lang, "people-tag")) {
                            option value="" selected[wish.tag.is_none()] { (t!(lang, "people-any-tag")) }
                            @for Used { tag, .. } in &list.tags { option value=(tag.id) selected[wish.tag == Some(tag.id)] { (tag.name) } }
                        }
                        (icon_xs("chevron-down"))
                    }
                }
                button.btn."btn--sm" type="submit" data-submit { (t!(lang, "chats-apply")) }
                @if narrows(wish) {
                    a.linkbtn.xs.nowrap #people-clear href=(address("/people", &Wish { who: wish.who, ..Wish::default() }, None)) data-go { (t!(lang, "chats-clear")) }
                }
            }
        }
    }
}

fn narrows(wish: &Wish) -> bool {
    !wish.text.trim().is_empty() || wish.tag.is_some()
}

fn empty(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    html! {
        div.empty role="status" {
            (icon("users-round"))
            @if narrows(wish) {
                h2."empty__t" {
                    @if wish.text.trim().is_empty() { (t!(lang, "people-no-match")) }
                    @else { (t!(lang, "people-not-found", words = wish.text.trim())) }
                }
                div.row {
                    @if wish.who == Who::Known {
                        a.btn href=(address("/people", &Wish { who: Who::Everybody, ..wish.clone() }, None)) data-go { (t!(lang, "people-look-everywhere")) }
                    }
                    a."btn btn--soft" href=(address("/people", &Wish { who: wish.who, ..Wish::default() }, None)) data-go { (icon_sm("x")) (t!(lang, "chats-clear")) }
                }
            } @else if wish.who == Who::Blocked {
                h2."empty__t" { (t!(lang, "people-none-blocked")) }
            } @else {
                h2."empty__t" { (t!(lang, "people-none")) }
                p."empty__p" { (t!(lang, "people-none-more")) }
                a.btn href="/people/new" { (icon("user-round-plus")) (t!(lang, "people-new")) }
            }
        }
    }
}

fn table(list: &List) -> Markup {
    let lang = list.viewer.lang;
    html! {
        table."table table--cards table--people" aria-label=(t!(lang, "people")) {
            thead { tr {
                th scope="col" { (t!(lang, "chats-customer")) }
                th scope="col" { (t!(lang, "people-contact")) }
                th."m-hide"."col-opt" scope="col" { (t!(lang, "customer-tags")) }
                th."m-hide".r scope="col" { (t!(lang, "people-chats")) }
                th."m-hide" scope="col" { (t!(lang, "people-last")) }
            } }
            tbody { @for listed in &list.page.rows { (row(lang, listed, list.portraits.get(&listed.customer.id))) } }
        }
    }
}

fn row(lang: Lang, listed: &Listed, picture: Option<&String>) -> Markup {
    let customer = &listed.customer;
    let contact = [&customer.email, &customer.phone];
    html! {
        tr id={ "person-" (customer.id) } data-person {
            td {
                a."row row--3 plainlink" href=(person_path(customer.id)) data-open {
                    (layout::portrait(customer.id, &customer.name, None, "", picture))
                    span.grow {
                        b."truncate blockline medium" { bdi { (customer_name(lang, customer.id, &customer.name)) } }
                        span."xs muted truncate blockline" dir="auto" { (customer.company) }
                    }
                    @if listed.is_blocked { span."pill pill--blocked" { (icon_xs("ban")) (t!(lang, "people-is-blocked")) } }
                }
            }
            td."m-sub" {
                @for (index, word) in contact.iter().filter(|word| !word.is_empty()).enumerate() {
                    span."truncate blockline".muted[index > 0] { bdi { (word) } }
                }
                @if contact.iter().all(|word| word.is_empty()) { span.faint aria-hidden="true" { "–" } }
            }
            td."m-hide"."col-opt" {
                span.row."row--1"."row--wrap" {
                    @for tag in &listed.tags { span class={ "tag tag--sm tag--" (tag.colour) } { bdi.truncate { (tag.name) } } }
                }
            }
            td."m-hide".r.num { (listed.chats) }
            td."m-hide".muted.nowrap {
                @match listed.last_at { Some(at) => (moment(at, Style::Day)), None => (t!(lang, "never")) }
            }
        }
    }
}

fn pager(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    html! {
        nav.pager #people-pager aria-label=(t!(lang, "people-pages")) hidden[list.is_first && list.page.next.is_none()] {
            @if !list.is_first {
                a."btn btn--sm" href=(address("/people", wish, None)) data-go { (icon_sm("arrow-up")) (t!(lang, "people-first")) }
            }
            @if let Some(next) = &list.page.next {
                a."btn btn--sm" #people-more href=(address("/people", wish, Some(next))) data-go { (icon_sm("arrow-down")) (t!(lang, "people-more")) }
            }
        }
    }
}

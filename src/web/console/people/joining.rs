//! Two customers who are found to be one: looked for, shown side by side, made one, and two again.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{super::customer::Known, heading, screen};
use crate::{
    base::{
        id::{CustomerId, MergeId},
        lang::Lang,
    },
    db::{DbError, Reader},
    desk::{
        conversation,
        customer::{
            self, Customer,
            directory::{self, Listed, Who, Wish},
            merge::{self, Choice, MergeError},
        },
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        layout::{customer_name, icon, icon_sm, person_avatar, person_path},
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    q: String,
    with: String,
}

struct Side {
    customer: Customer,
    tags: Vec<String>,
    chats: usize,
}

fn side(reader: &Reader<'_>, id: CustomerId) -> Result<Option<Side>, DbError> {
    let Some(customer) = customer::by_id(reader, id)? else {
        return Ok(None);
    };
    Ok(Some(Side {
        tags: conversation::tags_of(reader, id)?,
        chats: customer::history::of_customer(reader, id, None, 999)?
            .rows
            .len(),
        customer,
    }))
}

pub(super) async fn show(ask: Ask, agent: AsAgent) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let look: Look = ask.query()?;
    let lang = agent.lang;
    let with = match look.with.as_str() {
        "" => None,
        with => Some(
            with.parse::<CustomerId>()
                .map_err(|_| Refusal::not_found())?,
        ),
    };
    let words = look.q.clone();
    let (own, other, found) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let own = side(reader, id)?;
            let other = match with {
                Some(with) => side(reader, with)?,
                None => None,
            };
            let found = match &own {
                Some(own) => candidates(reader, &own.customer, &words)?,
                None => Vec::new(),
            };
            Ok((own, other, found))
        })
        .await?;
    let own = own.ok_or_else(Refusal::not_found)?;
    let name = customer_name(lang, id, &own.customer.name);
    let inside = html! {
        (heading(&person_path(id), &t!(lang, "people-back-to", name = &name), &t!(lang, "merge-title", name = &name), &t!(lang, "merge-lead"), &html! {}))
        div."page__body narrowpage" {
            @match &other {
                Some(other) => (both(lang, &own, other)),
                None => (search(lang, id, &look.q, &found)),
            }
        }
    };
    screen(&ask, &agent, StatusCode::OK, &name, &inside).await
}

/// Who might be the same: with the same address or number first, or by what was typed.
fn candidates(reader: &Reader<'_>, own: &Customer, words: &str) -> Result<Vec<Listed>, DbError> {
    let mut found = Vec::new();
    let texts = match words.trim() {
        "" => vec![own.email.clone(), own.phone.clone(), own.name.clone()],
        words => vec![words.to_owned()],
    };
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        let wish = Wish {
            text,
            who: Who::Everybody,
            tag: None,
        };
        for listed in directory::list(reader, &wish, None, 20)?.rows {
            let is_new = found
                .iter()
                .all(|other: &Listed| other.customer.id != listed.customer.id);
            if is_new && listed.customer.id != own.id {
                found.push(listed);
            }
        }
    }
    found.truncate(20);
    Ok(found)
}

fn search(lang: Lang, id: CustomerId, words: &str, found: &[Listed]) -> Markup {
    let here = format!("{}/merge", person_path(id));
    html! {
        div.card {
            form."card--pad row" action=(here) {
                label."search grow" {
                    (icon_sm("search"))
                    input.input type="search" name="q" value=(words) maxlength="200" autocomplete="off" spellcheck="false" autofocus
                        placeholder=(t!(lang, "people-search-hint")) aria-label=(t!(lang, "merge-search"));
                }
                button.btn { (t!(lang, "merge-find")) }
            }
            @if found.is_empty() {
                p.setrow."muted small" { @if words.trim().is_empty() { (t!(lang, "merge-none-alike")) } @else { (t!(lang, "people-not-found", words = words.trim())) } }
            } @else if words.trim().is_empty() {
                p.setrow."muted small" { (t!(lang, "merge-alike")) }
            }
            @for listed in found {
                @let customer = &listed.customer;
                @let name = customer_name(lang, customer.id, &customer.name);
                div.setrow {
                    (person_avatar(customer.id, &customer.name, ""))
                    div.grow {
                        p."setrow__t anywhere" { bdi { (name) } }
                        p."setrow__d anywhere" { bdi { (customer.email) } " " bdi { (customer.phone) } " · " (t!(lang, "people-chats-count", count = listed.chats)) }
                    }
                    a."btn btn--sm" href={ (here) "?with=" (customer.id) } aria-label=(t!(lang, "merge-choose-of", name = &name)) { (t!(lang, "merge-choose")) }
                }
            }
        }
    }
}

fn both(lang: Lang, own: &Side, other: &Side) -> Markup {
    let (left, right) = (&own.customer, &other.customer);
    let here = format!("{}/merge", person_path(left.id));
    let words: [(&str, _, &str, &str); 5] = [
        (
            "name",
            t!(lang, "customer-name-label"),
            &left.name,
            &right.name,
        ),
        (
            "email",
            t!(lang, "customer-email"),
            &left.email,
            &right.email,
        ),
        (
            "phone",
            t!(lang, "customer-phone"),
            &left.phone,
            &right.phone,
        ),
        (
            "company",
            t!(lang, "customer-company"),
            &left.company,
            &right.company,
        ),
        (
            "language",
            t!(lang, "customer-language"),
            &left.language,
            &right.language,
        ),
    ];
    html! {
        form.card method="post" action=(here) {
            input type="hidden" name="with" value=(right.id);
            table."table table--merge" {
                thead { tr {
                    th scope="col" { span."sr-only" { (t!(lang, "merge-what")) } }
                    th scope="col" { bdi { (customer_name(lang, left.id, &left.name)) } span."xs muted blockline" { (t!(lang, "merge-stays")) } }
                    th scope="col" { bdi { (customer_name(lang, right.id, &right.name)) } span."xs muted blockline" { (t!(lang, "merge-joins")) } }
                } }
                tbody {
                    @for (name, label, own, other) in &words {
                        tr {
                            th scope="row" { (label) }
                            @if own == other || own.is_empty() || other.is_empty() {
                                td.anywhere.faint[own.is_empty()] dir="auto" { @if own.is_empty() { "–" } @else { (own) } }
                                td.anywhere.faint[other.is_empty()] dir="auto" { @if other.is_empty() { "–" } @else { (other) } }
                            } @else {
                                td { label.radio { input type="radio" name=(name) value="own" checked; bdi.anywhere { (own) } } }
                                td { label.radio { input type="radio" name=(name) value="other"; bdi.anywhere { (other) } } }
                            }
                        }
                    }
                    tr { th scope="row" { (t!(lang, "customer-tags")) } td.anywhere { (own.tags.join(", ")) } td.anywhere { (other.tags.join(", ")) } }
                    tr { th scope="row" { (t!(lang, "nav-chats")) } td { (own.chats) } td { (other.chats) } }
                    tr { th scope="row" { (t!(lang, "pages-first")) } td { (moment(left.created_at, Style::Date)) } td { (moment(right.created_at, Style::Date)) } }
                }
            }
            div."card--pad"."stack stack--3" {
                p."small muted" { (t!(lang, "merge-means")) }
                div.row {
                    button."btn btn--primary" { (icon("merge")) (t!(lang, "merge-do")) }
                    a.btn href=(here) { (t!(lang, "merge-other")) }
                    a."btn btn--ghost" href=(person_path(left.id)) { (t!(lang, "cancel")) }
                }
            }
        }
    }
}

#[derive(Debug, Deserialize)]
struct Joined {
    with: CustomerId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    company: String,
    #[serde(default)]
    language: String,
}

pub(super) async fn join(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let typed: Joined = ask.form().await?;
    let choice = Choice {
        name: typed.name == "other",
        email: typed.email == "other",
        phone: typed.phone == "other",
        company: typed.company == "other",
        language: typed.language == "other",
    };
    let (who, origin) = (agent.agent.clone(), agent.origin(&ask));
    ask.house
        .db
        .write::<_, MergeError>(move |tx| {
            // A second click finds them to be one.
            if merge::merged_into(tx, typed.with)? == Some(id) {
                return Ok(());
            }
            merge::merge(tx, &who, &origin, id, typed.with, choice).map(drop)
        })
        .await?;
    see_other(&person_path(id))
}

#[derive(Debug, Deserialize)]
struct Undone {
    merge: MergeId,
}

pub(super) async fn undo(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let Undone { merge: number } = ask.form().await?;
    let origin = agent.origin(&ask);
    ask.house
        .db
        .write::<_, MergeError>(move |tx| {
            // A second click finds them to be two.
            if merge::is_undone(tx, id, number)? {
                return Ok(());
            }
            // Only from the page of the one who stayed.
            let is_theirs = merge::undoable(tx, id)?
                .iter()
                .any(|merge| merge.id == number);
            if !is_theirs {
                return Err(MergeError::TooLate);
            }
            merge::undo(tx, &origin, number).map(drop)
        })
        .await?;
    see_other(&person_path(id))
}

/// What was merged lately and can be taken back.
pub(super) fn undoable(known: &Known) -> Markup {
    let lang = known.agent.lang;
    html! {
        @for merge in &known.merges {
            @let name = customer_name(lang, merge.gone.id, &merge.gone.name);
            div."banner banner--quiet" {
                (icon("merge"))
                span.grow { (t!(lang, "merge-done", name = &name, agent = &merge.agent.name)) " · " (moment(merge.at, Style::Day)) }
                form method="post" action={ (person_path(known.customer.id)) "/merge/undo" } {
                    input type="hidden" name="merge" value=(merge.id);
                    button."btn btn--sm" { (icon_sm("undo-2")) (t!(lang, "merge-undo")) }
                }
            }
        }
    }
}

//! Who did what to the house, newest first. Nobody can change it.

use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show};
use crate::{
    base::lang::Lang,
    db::{DbError, Page},
    desk::{
        audit::{self, Line},
        team::Role,
    },
    t,
    web::{
        answer::Reply,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        role_words::role_name,
    },
};

/// Lines on one page.
const LINES: usize = 100;

#[derive(Deserialize)]
struct Wish {
    before: Option<i64>,
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish: Wish = ask.query()?;
    let before = wish.before.unwrap_or(i64::MAX);
    let lines = ask
        .house
        .db
        .read::<_, DbError>(move |reader| audit::older(reader, before, LINES + 1))
        .await?;
    let page = Page::cut(lines, LINES, |line| line.id);
    show(
        &ask,
        &admin,
        Room::Log,
        &view(admin.lang, &page, wish.before),
    )
    .await
}

fn view(lang: Lang, page: &Page<Line, i64>, before: Option<i64>) -> Markup {
    html! {
        (heading(&t!(lang, "room-log"), &t!(lang, "log-lead"), &html! {}))
        @if page.rows.is_empty() {
            div.card.empty {
                p."empty__t" { (t!(lang, "log-empty")) }
                @if before.is_some() { a href="/admin/log" { (t!(lang, "log-newest")) } }
            }
        } @else {
            div.card.clip {
                table.table.activity {
                    thead { tr {
                        th { (t!(lang, "log-when")) }
                        th { (t!(lang, "log-who")) }
                        th { (t!(lang, "log-what")) }
                        th."m-hide" { (t!(lang, "log-where")) }
                    } }
                    tbody { @for line in &page.rows { (row(lang, line)) } }
                }
            }
            nav.row.between aria-label=(t!(lang, "log-pages")) {
                @if before.is_some() { a.btn."btn--sm" href="/admin/log" { (t!(lang, "log-newest")) } } @else { span {} }
                @if let Some(next) = page.next { a.btn."btn--sm" href={ "/admin/log?before=" (next) } { (t!(lang, "log-older")) } }
            }
        }
    }
}

fn row(lang: Lang, line: &Line) -> Markup {
    html! {
        tr {
            td.nowrap.muted { (moment(line.at, Style::Day)) }
            td {
                @if line.agent.is_empty() && line.address.is_empty() { span.medium { "Shopbell" } } @else if line.agent.is_empty() { span.muted { (t!(lang, "log-nobody")) } } @else { bdi.medium { (line.agent) } }
            }
            td {
                span { (lang.text(&format!("act-{}", line.act))) }
                @if let Some(customer) = customer(line) { " " a.subject href={ "/people/" (customer) } { (t!(lang, "log-customer", number = customer)) } }
                @else if !line.subject.is_empty() { " " span.subject dir="auto" { (line.subject) } }
                @if !line.detail.is_empty() { " " span.muted dir="auto" { (detail(lang, line)) } }
            }
            td.muted."m-hide" { (line.address) }
        }
    }
}

/// The number of the customer that a line is about.
fn customer(line: &Line) -> Option<&str> {
    let number = line.subject.strip_prefix('#')?;
    audit::ABOUT_CUSTOMERS
        .contains(&line.act.as_str())
        .then_some(number)
}

/// What the line adds. Roles stand in the file by their word, and on screen by their name.
fn detail(lang: Lang, line: &Line) -> String {
    if !matches!(line.act.as_str(), "invited" | "joined" | "role_changed") {
        return line.detail.clone();
    }
    let named = |word: &str| {
        Role::from_word(word).map_or_else(
            || word.to_owned(),
            |role| role_name(lang, role).into_owned(),
        )
    };
    let names: Vec<String> = line.detail.split(" → ").map(named).collect();
    names.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Timestamp;

    #[test]
    fn roles_are_told_by_their_names() {
        let line = |act: &str, detail: &str| Line {
            id: 1,
            at: Timestamp(0),
            agent: String::new(),
            address: String::new(),
            act: act.to_owned(),
            subject: String::new(),
            detail: detail.to_owned(),
        };
        let told = |act, said| detail(Lang::Ru, &line(act, said));
        assert_eq!(told("invited", "agent"), "Оператор");
        assert_eq!(
            told("role_changed", "agent → admin"),
            "Оператор → Администратор"
        );
        assert_eq!(told("tag_renamed", "agent"), "agent", "a tag of that name");
    }
}

//! Views: lists that somebody keeps under a name, each one click away. A view is an address, so what it shows is
//! seen in the address bar, and the same list is the same view whichever way one came to it.

use maud::{Markup, html};
use serde::Deserialize;

use super::{load::List, wish::Wish, words::Words};
use crate::{
    base::id::{AgentId, ChatViewId},
    db::{DbError, Reader},
    desk::{
        chats::{
            self,
            view::{self, LONGEST, View, ViewError, Wanted},
        },
        hours,
        team::Role,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::choice,
        layout::{icon_sm, icon_xs},
        request::{AsAgent, Ask},
    },
};

/// A chip counts no further.
const MOST: i64 = 100;

/// A view with what it shows.
pub(super) struct Shown {
    view: View,
    wish: Wish,
    count: i64,
}

/// What a view shows; `None` when its address means nothing any more.
fn wish_of(view: &View) -> Option<Wish> {
    let words: Words = serde_html_form::from_str(&view.query).ok()?;
    words.read().ok()
}

/// Counts what each view shows.
pub(super) fn shown(
    reader: &Reader<'_>,
    viewer: AgentId,
    views: Vec<View>,
) -> Result<Vec<Shown>, DbError> {
    let zone = hours::house_zone(reader)?;
    let mut shown = Vec::with_capacity(views.len());
    for view in views {
        if let Some(wish) = wish_of(&view) {
            let filter = wish.filter_in(&zone, viewer, reader.now);
            let count = chats::count_up_to(reader, viewer, &filter, MOST)?;
            shown.push(Shown { view, wish, count });
        }
    }
    Ok(shown)
}

/// The chips, and the way to keep the present list or to change the view it is.
pub(super) fn chips(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    let present = list
        .views
        .iter()
        .find(|shown| shown.wish.is_same_list(wish));
    let is_plain = wish.query().is_empty();
    html! {
        div.views #chat-views {
            @if !list.views.is_empty() {
                nav."views__list" aria-label=(t!(lang, "views")) {
                    @for shown in &list.views {
                        (chip(list, shown, present.is_some_and(|one| one.view.id == shown.view.id)))
                    }
                }
            }
            @match present {
                Some(shown) => (edit(list, shown)),
                None if !is_plain => (save(list)),
                None => {}
            }
        }
    }
}

fn chip(list: &List, shown: &Shown, is_present: bool) -> Markup {
    let (lang, view) = (list.viewer.lang, &shown.view);
    let means = if view.is_shared {
        t!(lang, "views-shared-means")
    } else {
        t!(lang, "views-own-means")
    };
    html! {
        a.chip."is-on"[is_present] id={ "view-" (view.id) } href=(shown.wish.with_chat(list.wish.chat).address()) data-go
            aria-current=[is_present.then_some("true")] title=(means) {
            @if view.is_shared { (icon_xs("users-round")) span."sr-only" { (means) " " } }
            @if view.is_first { (icon_xs("star")) span."sr-only" { (t!(lang, "views-first")) " " } }
            bdi { (view.name) }
            span."count count--quiet" { @if shown.count >= MOST { (MOST - 1) "+" } @else { (shown.count) } }
        }
    }
}

/// The form that keeps the present list.
fn save(list: &List) -> Markup {
    let lang = list.viewer.lang;
    html! {
        details."morefilters viewbox" #view-save {
            summary."chip chip--add" { (icon_xs("plus")) (t!(lang, "views-save")) }
            form.popover method="post" action="/chats/views" data-view-form data-keep {
                input type="hidden" name="query" value=(list.wish.query());
                (fields(list, "view-new", "", false, false, true))
                button."btn btn--sm btn--primary" { (t!(lang, "save")) }
            }
        }
    }
}

/// The form that changes the view that the present list is.
fn edit(list: &List, shown: &Shown) -> Markup {
    let (lang, view) = (list.viewer.lang, &shown.view);
    let path = format!("/chats/views/{}", view.id);
    let may_change = view.is_changed_by(&list.viewer);
    html! {
        details."morefilters viewbox" id={ "view-edit-" (view.id) } {
            summary."chip chip--add" { (icon_xs("pencil")) (t!(lang, "views-edit")) }
            div.popover {
                form.viewform method="post" action=(path) data-view-form data-keep {
                    (fields(list, "view-old", &view.name, view.is_shared, view.is_first, may_change))
                    button."btn btn--sm btn--primary" { (t!(lang, "save")) }
                }
                @if may_change {
                    form method="post" action={ (path) "/remove" } data-view-form {
                        button."btn btn--sm btn--danger-quiet" { (icon_sm("trash-2")) (t!(lang, "views-delete")) }
                    }
                }
            }
        }
    }
}

fn fields(
    list: &List,
    id: &str,
    name: &str,
    is_shared: bool,
    is_first: bool,
    may_change: bool,
) -> Markup {
    let lang = list.viewer.lang;
    html! {
        @if may_change {
            div.field {
                label.field__label for=(id) { (t!(lang, "views-name")) }
                input."input input--sm" id=(id) name="name" value=(name) maxlength=(LONGEST) required dir="auto" autocomplete="off" aria-describedby={ (id) "-wrong" };
            }
            @if list.viewer.may_act_as(Role::Supervisor) { (choice::check("shared", &t!(lang, "views-share"), is_shared)) }
        } @else {
            p."small muted" { (t!(lang, "views-of-team")) }
        }
        (choice::check("first", &t!(lang, "views-begin"), is_first))
        p."field__error" id={ (id) "-wrong" } role="alert" data-wrong hidden { (icon_sm("circle-alert")) span {} }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    query: String,
    shared: Option<String>,
    first: Option<String>,
}

impl Typed {
    fn wanted(&self) -> Wanted {
        Wanted {
            name: self.name.clone(),
            is_shared: self.shared.is_some(),
            is_first: self.first.is_some(),
        }
    }
}

/// Keeps a list; afterwards one looks at it.
pub(super) async fn add(mut ask: Ask, agent: AsAgent) -> Reply {
    let typed: Typed = ask.form().await?;
    // An address that cannot be read would be a view that shows nothing.
    let words: Words =
        serde_html_form::from_str(&typed.query).map_err(|_| Refusal::bad("bad-query"))?;
    let wish = words.read()?;
    let (who, wanted, query) = (agent.agent.clone(), typed.wanted(), wish.query());
    ask.house
        .db
        .write::<_, ViewError>(move |tx| view::add(tx, &who, &query, &wanted))
        .await?;
    see_other(&wish.first_page().with_chat(None).address())
}

pub(super) async fn change(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ChatViewId = ask.place("view")?;
    let typed: Typed = ask.form().await?;
    let (who, wanted) = (agent.agent.clone(), typed.wanted());
    let view = ask
        .house
        .db
        .write::<_, ViewError>(move |tx| view::change(tx, &who, id, &wanted))
        .await?;
    see_other(&address(Some(&view)))
}

/// Drops a view; the list stays as it is, under no name.
pub(super) async fn remove(ask: Ask, agent: AsAgent) -> Reply {
    let id: ChatViewId = ask.place("view")?;
    let who = agent.agent.clone();
    let view = ask
        .house
        .db
        .write::<_, ViewError>(move |tx| {
            let view = view::by_id(tx, who.id, id)?;
            view::remove(tx, &who, id)?;
            Ok(view)
        })
        .await?;
    see_other(&address(view.as_ref()))
}

/// Where an agent's Chats page begins: with the view they chose, else with the plain list.
pub(super) async fn start(ask: Ask, agent: AsAgent) -> Reply {
    let id = agent.id;
    let view = ask
        .house
        .db
        .read::<_, DbError>(move |reader| view::first(reader, id))
        .await?;
    see_other(&address(view.as_ref()))
}

fn address(view: Option<&View>) -> String {
    view.and_then(wish_of).unwrap_or_default().address()
}

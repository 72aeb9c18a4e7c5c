//! How a room of shelves looks.

use maud::{Markup, html};

use super::{Refused, Shelves};
use crate::{
    base::lang::Lang,
    desk::content::{language::own_name, shelf::LONGEST_NAME},
    t,
    web::{
        admin::heading,
        confirm::Confirm,
        field,
        layout::{flag_of, icon_sm},
        saved::{self, Wish},
    },
};

/// What of a room is shown: the chosen shelf, and whether something is written beside it.
#[derive(Clone, Copy)]
pub(in crate::web::admin) struct Shown {
    pub(in crate::web::admin) shelf: Option<i64>,
    pub(in crate::web::admin) is_writing: bool,
}

/// A shelf as the list shows it.
pub(in crate::web::admin) struct Row<'a> {
    pub(in crate::web::admin) id: i64,
    pub(in crate::web::admin) name: &'a str,
    /// How much stands on it.
    pub(in crate::web::admin) count: usize,
}

impl Shelves {
    /// Everything around what is written: `items` are the rows of the shelf at a place, `before` stands in front of the
    /// deeds, and `side` is the third column.
    pub(in crate::web::admin) fn room(
        &self,
        lang: Lang,
        rows: &[Row<'_>],
        shown: Shown,
        (refused, wish): (&Refused, &Wish),
        items: impl Fn(usize) -> Markup,
        (before, side): (&Markup, &Markup),
    ) -> Markup {
        let deeds = html! { (before) (self.deeds(lang, rows, shown.shelf)) };
        let listed = rows.iter().enumerate();
        let listed = listed.filter(|(_, row)| shown.shelf.is_none_or(|id| id == row.id));
        html! {
            (heading(&lang.text(self.texts.title), &lang.text(self.texts.lead), &deeds))
            (saved::notice(lang, !wish.saved.is_empty()))
            div.card.quickgrid {
                (self.tabs(lang, rows, shown.shelf, refused))
                div.quicklist {
                    @for (place, row) in listed {
                        @if shown.shelf.is_some() && !shown.is_writing {
                            (self.head(lang, rows, place, refused, wish))
                        } @else {
                            p.menu__label dir="auto" { (row.name) }
                        }
                        @if row.count == 0 { p.small.muted.quicknone { (lang.text(self.texts.empty)) } }
                        ul { (items(place)) }
                    }
                    @if rows.is_empty() { p.small.muted.quicknone { (lang.text(self.texts.none)) } }
                }
                div.quickedit { (side) }
            }
        }
    }

    /// Out of the house, into it, and one more.
    fn deeds(&self, lang: Lang, rows: &[Row<'_>], shelf: Option<i64>) -> Markup {
        let new = match shelf {
            Some(shelf) => format!("{}/new?{}={shelf}", self.all, self.words),
            None => format!("{}/new", self.all),
        };
        html! {
            details.menubox data-menu {
                summary.btn { (icon_sm("download")) (t!(lang, "content-export")) }
                form.popover.menu method="get" action={ (self.all) "/export" } {
                    button.menu__item name="as" value="csv" { (t!(lang, "content-export-csv")) }
                    button.menu__item name="as" value="json" { (t!(lang, "content-export-json")) }
                }
            }
            a.btn href={ (self.all) "/import" } { (icon_sm("upload")) (t!(lang, "content-import")) }
            @if !rows.is_empty() {
                a.btn."btn--primary" href=(new) { (icon_sm("plus")) (lang.text(self.texts.new)) }
            }
        }
    }

    /// The first column: all of them, and a form for another.
    fn tabs(&self, lang: Lang, rows: &[Row<'_>], here: Option<i64>, refused: &Refused) -> Markup {
        let all: usize = rows.iter().map(|row| row.count).sum();
        let entry = |path: &str, name: &str, count: usize, is_here: bool| {
            html! {
                a.menu__item href=(path) aria-current=[is_here.then_some("page")] {
                    span.grow.truncate dir="auto" { (name) } span.faint.xs.num { (count) }
                }
            }
        };
        let is_wrong = refused.shelf.is_none() && !refused.wrong.is_empty();
        let (typed, why) = if is_wrong {
            (refused.typed.as_str(), refused.wrong.beside("name"))
        } else {
            ("", None)
        };
        let (new, add) = (self.say(lang, "new", &[]), self.say(lang, "add", &[]));
        html! {
            div.quicktopics {
                nav aria-label=(self.say(lang, "list", &[])) {
                    (entry(self.all, &self.say(lang, "all", &[]), all, here.is_none()))
                    @for row in rows {
                        (entry(&format!("{}/{}", self.path, row.id), row.name, row.count, here == Some(row.id)))
                    }
                }
                form.topicnew method="post" action=(self.path) {
                    input.input."input--sm" id="topic-new" name="name" value=(typed) maxlength=(LONGEST_NAME) required dir="auto"
                        autocomplete="off" aria-label=(new) placeholder=(new)
                        aria-invalid=[why.map(|_| "true")] aria-describedby=[why.map(|_| "topic-new-error")] autofocus[why.is_some()];
                    button.iconbtn."iconbtn--sm" aria-label=(add) title=(add) { (icon_sm("plus")) }
                    (field::error("topic-new", why))
                }
            }
        }
    }

    /// The head of one shelf: its name, its place, and away with it.
    fn head(
        &self,
        lang: Lang,
        rows: &[Row<'_>],
        place: usize,
        refused: &Refused,
        wish: &Wish,
    ) -> Markup {
        let Some(row) = rows.get(place) else {
            return html! {};
        };
        let path = format!("{}/{}", self.path, row.id);
        let is_wrong = refused.shelf == Some(row.id);
        let (name, why) = if is_wrong {
            (refused.typed.as_str(), refused.wrong.beside("name"))
        } else {
            (row.name, None)
        };
        html! {
            div.topichead {
                form."choice__name" method="post" action=(path) {
                    input.inplace.semi name="name" value=(name) maxlength=(LONGEST_NAME) dir="auto" autocomplete="off" required
                        aria-label=(self.say(lang, "name", &[("name", row.name.into())])) aria-invalid=[why.map(|_| "true")]
                        aria-describedby=[why.map(|_| "topic-name-error")] autofocus[why.is_some()];
                    button.btn."btn--sm" data-when-changed { (t!(lang, "rename")) }
                    (field::error("topic-name", why))
                }
                (steps(lang, &format!("{path}/move"), row.name, 0, place, rows.len(), wish))
                (Confirm {
                    lang, id: "topic-delete", here: &path, is_open: wish.sure == "topic-delete", deed: &t!(lang, "content-delete"), symbol: "trash-2",
                    title: &self.say(lang, "delete-sure", &[("name", row.name.into())]),
                    meaning: &self.say(lang, "delete-meaning", &[("count", row.count.into())]),
                    action: &format!("{path}/delete"),
                }.show())
            }
        }
    }
}

/// The flags of the languages in which something is written.
pub(in crate::web::admin) fn flags<'a>(codes: impl Iterator<Item = &'a str>) -> Markup {
    html! {
        span.row."row--1".none.flags {
            @for code in codes {
                span title=(own_name(code)) {
                    @if let Some(flag) = flag_of(code) { (flag) } @else { span.xs.muted aria-hidden="true" { (code.to_uppercase()) } }
                    span."sr-only" { (own_name(code)) }
                }
            }
        }
    }
}

/// Two buttons that move something in its list; the one that was pressed keeps the focus.
pub(in crate::web::admin) fn steps(
    lang: Lang,
    action: &str,
    name: &str,
    id: i64,
    place: usize,
    count: usize,
    wish: &Wish,
) -> Markup {
    let (is_first, is_last) = (place == 0, place + 1 == count);
    let wished = wish.focus.strip_prefix(&format!("{id}-"));
    let step = |way: &str, symbol: &str, label: &str, to: usize, stuck: bool, other_stuck: bool| {
        let has_focus = !stuck && wished.is_some_and(|wished| wished == way || other_stuck);
        html! {
            form method="post" action=(action) {
                input type="hidden" name="place" value=(to);
                button.iconbtn."iconbtn--sm" name="focus" value=(way) aria-label=(label) title=(label)
                    disabled[stuck] autofocus[has_focus] { (icon_sm(symbol)) }
            }
        }
    };
    html! {
        span.row."row--1".none {
            (step("up", "arrow-up", &t!(lang, "choice-up", name = name), place.saturating_sub(1), is_first, is_last))
            (step("down", "arrow-down", &t!(lang, "choice-down", name = name), place + 1, is_last, is_first))
        }
    }
}

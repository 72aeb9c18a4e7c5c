//! What stands in place of an empty list, and the way out of it.

use maud::{Markup, html};

use super::load::List;
use crate::{
    desk::chats::Tab,
    t,
    web::layout::{icon_sm, mark},
};

pub(super) fn empty(list: &List) -> Markup {
    let (lang, wish) = (list.viewer.lang, &list.wish);
    let elsewhere = list.counts.of(Tab::All);
    html! {
        div.empty role="status" {
            span.bigbell { (mark("bell")) }
            @if list.is_new_shop() {
                h3."empty__t" { (t!(lang, "chats-none")) }
                p."empty__p" { (t!(lang, "chats-none-more")) }
            } @else if wish.after.is_some() {
                h3."empty__t" { (t!(lang, "chats-no-older")) }
                a.btn #chat-back href=(wish.first_page().address()) data-go { (t!(lang, "chats-newest")) }
            } @else if wish.narrows() {
                h3."empty__t" {
                    @if wish.text.trim().is_empty() { (t!(lang, "chats-no-match")) }
                    @else { (t!(lang, "chats-not-found", words = wish.text.trim())) }
                }
                p."empty__p" { (t!(lang, "chats-no-match-more")) }
                div.row {
                    @if wish.tab != Tab::All && elsewhere > 0 {
                        a.btn #chat-all href=(wish.in_tab(Tab::All).address()) data-go { (t!(lang, "chats-see-all", count = elsewhere)) }
                    }
                    a.btn."btn--soft" #chat-reset href=(wish.cleared().address()) data-go { (icon_sm("x")) (t!(lang, "chats-clear")) }
                }
            } @else {
                h3."empty__t" { (t!(lang, "chats-tab-empty")) }
                a.btn #chat-all href=(wish.in_tab(Tab::All).address()) data-go { (t!(lang, "chats-see-all", count = elsewhere)) }
            }
        }
    }
}

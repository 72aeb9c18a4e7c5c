//! The panel as a whole: its head with the tabs, and the tab that is open.

use maud::{Markup, html};

use super::{Known, Slip, Tab, consent, history, notes, own, pages, person, place, shared, tags};
use crate::{
    desk::channel::ChannelKind,
    t,
    web::layout::{icon, icon_sm},
};

/// The panel beside a chat. `slip` is what was typed and could not be taken.
#[must_use]
pub(in crate::web) fn panel(known: &Known, tab: Tab, slip: Option<&Slip>) -> Markup {
    let lang = known.agent.lang;
    // Pages are what a site's own visitors leave; other channels have none.
    let has_pages = known
        .conversation
        .as_ref()
        .is_some_and(|chat| chat.channel_kind == ChannelKind::WebChat);
    let has_chat = known.conversation.is_some();
    let tab = match tab {
        Tab::Pages if !has_pages => Tab::Customer,
        Tab::Cards | Tab::Files | Tab::Prompter if !has_chat => Tab::Customer,
        Tab::Prompter if known.prompters.is_empty() => Tab::Customer,
        other => other,
    };
    html! {
        aside.side #side aria-label=(t!(lang, "customer-panel"))
            data-address=(known.stand.path("panel")) data-conversation=[known.conversation.as_ref().map(|chat| chat.id)]
            data-customer=(known.customer.id) data-identity=[known.identity.as_ref().map(|identity| identity.id)]
            data-tab=(tab.word()) data-more=(known.shared.query()) data-shares=[known.conversation.as_ref().map(|chat| chat.id)] data-there[known.is_there] {
            div.side__head {
                a.iconbtn.only-mobile href=(known.stand.home()) data-mobile-go="chat" aria-label=(t!(lang, "customer-back")) {
                    svg.icon.flip aria-hidden="true" { use href={ (crate::web::assets::path("icons.svg")) "#i-chevron-left" } {} }
                }
                div.tabs.side__tabs role="tablist" aria-label=(t!(lang, "customer-panel")) {
                    (entry(&t!(lang, "customer-tab"), &known.stand.path("panel"), "side-customer", tab == Tab::Customer))
                    @if has_pages {
                        (entry(&t!(lang, "customer-pages"), &known.stand.path("panel?tab=pages"), "side-pages", tab == Tab::Pages))
                    }
                    @if has_chat {
                        (entry(&t!(lang, "customer-cards"), &known.stand.path("panel?tab=cards"), "side-cards", tab == Tab::Cards))
                        (entry(&t!(lang, "customer-files"), &known.stand.path("panel?tab=files"), "side-files", tab == Tab::Files))
                        @if !known.prompters.is_empty() {
                            (entry(&t!(lang, "customer-prompter"), &known.stand.path("panel?tab=prompter"), "side-prompter", tab == Tab::Prompter))
                        }
                    }
                }
                button.iconbtn.iconbtn--sm.only-narrow.not-mobile.push type="button" data-side-toggle aria-label=(t!(lang, "customer-hide")) { (icon_sm("x")) }
            }
            div.side__body.scroll role="tabpanel" tabindex="0"
                aria-labelledby={ "side-" (tab.word()) } {
                @match tab {
                    Tab::Customer => {
                        (crate::web::console::block::banner(known))
                        (person::person(known, slip))
                        (own::fields(known, slip))
                        (tags::tags(known, slip))
                        (notes::notes(known, slip))
                        (place::section(known))
                        (consent::line(known))
                        (history::history(known))
                    }
                    Tab::Pages => (pages::pages(known)),
                    Tab::Files => (shared::shared(known)),
                    Tab::Prompter => prompter-desk data-keep data-dirty data-chat=[known.conversation.as_ref().map(|chat| chat.id)] data-prompters=(crate::web::console::prompter::as_json(&known.prompters)) {},
                    Tab::Cards => card-shelf data-keep data-dirty data-carries=(carries(known)) {},
                }
            }
        }
    }
}

/// Sorts of cards that the chat can carry, as words.
fn carries(known: &Known) -> String {
    let kinds = known
        .conversation
        .as_ref()
        .map_or(&[][..], |chat| chat.channel_kind.carries().cards);
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    words.join(" ")
}

fn entry(label: &str, href: &str, id: &str, is_open: bool) -> Markup {
    html! {
        a role="tab" id=(id) href=(href) aria-selected=(is_open) data-side-tab { (label) }
    }
}

/// The line beside a field that says why what is in it was not taken.
pub(in crate::web) fn reason(slip: &Slip, id: &str) -> Markup {
    html! {
        p.field__error id=(id) role="alert" { (icon("circle-alert")) span { (slip.reason) } }
    }
}

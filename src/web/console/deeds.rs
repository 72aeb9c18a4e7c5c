//! What else can be done with a chat: beside one another in its head where there is room, else in a menu. On a phone neither
//! is there: to forward a chat to everyone puts it back, and the Chats page has the rest.

use maud::{Markup, html};

use super::{chat::Chat, pane::name_of};
use crate::{
    t,
    web::{
        assets,
        layout::{chat_path, icon, person_path},
    },
};

/// One of them.
struct Deed {
    /// Where it is posted to, or leads to.
    path: String,
    kind: Kind,
    name: String,
    /// What it means, where its name does not say all.
    meaning: String,
    symbol: &'static str,
}

enum Kind {
    /// Posted at once; the word names it to the console’s own code.
    Act(&'static str),
    /// Asks first.
    Block,
}

/// All that the agent may do, as buttons and as a menu; the style sheet shows one of both.
pub(super) fn all(chat: &Chat, may_end: bool) -> Markup {
    let lang = chat.agent.lang;
    let deeds = of(chat, may_end);
    html! {
        @if !deeds.is_empty() {
            div."conv__deeds" { @for deed in &deeds { (deed.show(false)) } }
            details.menubox."menubox--end conv__more" #deeds data-menu {
                summary.iconbtn aria-label=(t!(lang, "chat-more")) title=(t!(lang, "chat-more")) { (icon("ellipsis")) }
                div.popover.menu { @for deed in &deeds { (deed.show(true)) } }
            }
        }
    }
}

fn of(chat: &Chat, may_end: bool) -> Vec<Deed> {
    let lang = chat.agent.lang;
    let conversation = &chat.conversation;
    let path = chat_path(conversation.id);
    let is_served = chat.is_owner() || (chat.may_take_over() && chat.is_of_colleague());
    let act = |word, place: &str, name: &str, meaning: &str, symbol| Deed {
        path: format!("{path}/{place}"),
        kind: Kind::Act(word),
        name: lang.text(name).into_owned(),
        meaning: lang.text(meaning).into_owned(),
        symbol,
    };
    let mut deeds = Vec::new();
    if is_served && conversation.needs_reply() {
        let (name, meaning) = ("no-answer-needed", "no-answer-means");
        deeds.push(act("no-answer", "no-answer", name, meaning, "check"));
    }
    if is_served {
        deeds.push(act("", "release", "put-back", "put-back-more", "undo-2"));
    }
    if may_end && chat.may_escalate {
        deeds.push(act(
            "escalate",
            "escalate",
            "escalate",
            "escalate-more",
            "siren",
        ));
    }
    if chat.may_block() {
        let name = t!(lang, "block-customer", name = &name_of(chat)).into_owned();
        deeds.push(Deed {
            path: format!("{}/block", person_path(conversation.customer)),
            kind: Kind::Block,
            meaning: name.clone(),
            name,
            symbol: "ban",
        });
    }
    deeds
}

impl Deed {
    fn show(&self, in_menu: bool) -> Markup {
        let inside = html! {
            svg.icon.flip[self.symbol == "undo-2"] aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-" (self.symbol) } {} }
            @if in_menu { span { (self.name) } }
        };
        let style = match (&self.kind, in_menu) {
            (Kind::Act(_), false) => "iconbtn",
            (Kind::Act(_), true) => "menu__item",
            (Kind::Block, false) => "iconbtn iconbtn--danger",
            (Kind::Block, true) => "menu__item menu__item--danger",
        };
        let label = (!in_menu).then_some(&*self.name);
        html! {
            @match self.kind {
                Kind::Act(word) => form method="post" action=(self.path) data-act-form=(word) {
                    button class=(style) aria-label=[label] title=(self.meaning) { (inside) }
                },
                Kind::Block => a class=(style) href=(self.path) data-open-block aria-label=[label] title=(self.meaning) { (inside) },
            }
        }
    }
}

//! The frame around every screen, and the small parts that all of them use.
//!
//! Everything a person typed goes through maud's escaping; nothing is inserted raw.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use crate::{
    base::{
        id::{AgentId, ConversationId, CustomerId},
        lang::Lang,
        text,
    },
    desk::{
        channel::ChannelKind,
        team::{Agent, Availability, Role},
    },
    t,
    wire::tint,
};

/// What differs between the documents we send.
pub struct Document<'a> {
    /// Language of the screen.
    pub lang: Lang,
    /// `system`, `light` or `dark`.
    pub theme: &'a str,
    /// Title before the team's name.
    pub title: &'a str,
    /// Name of a style sheet in `assets/console`, beside the one every page has.
    pub sheet: &'a str,
    /// Names of modules in `assets/console`.
    pub scripts: &'a [&'a str],
    /// What screens remember of themselves, such as `("page", "console")`, as `data-` attributes.
    pub page: &'a str,
}

impl Document<'_> {
    /// A whole document around `body`.
    #[must_use]
    pub fn wrap(&self, body: &Markup) -> Markup {
        let theme = (self.theme != "system").then_some(self.theme);
        html! {
            (DOCTYPE)
            html lang=(self.lang.code()) dir="ltr" data-theme=[theme] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content";
                    title { (self.title) " · Shopbell" }
                    link rel="icon" href=(assets::path("icons/favicon.svg")) data-waiting=(assets::path("icons/favicon-waiting.svg"));
                    (super::installed::head(self.lang, self.theme))
                    @for sheet in ["page-every", self.sheet] {
                        link rel="stylesheet" href=(assets::path(&format!("console/{sheet}.css")));
                    }
                    @for script in self.scripts {
                        script type="module" src=(assets::path(&format!("console/{script}.js"))) {}
                    }
                }
                body data-page=(self.page) { (body) }
            }
        }
    }
}

/// Which entry of the rail is current.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The agent's console.
    Console,
    /// All chats.
    Chats,
    /// Everybody the team knows.
    People,
    /// What the work comes to in numbers.
    Figures,
    /// The admin's rooms.
    Admin,
    /// The agent's own account.
    Account,
}

/// A signed-in agent's screen: rail, bar for the connection's state, main part.
/// `waiting` is the red count.
#[must_use]
pub fn shell(agent: &Agent, team: &str, place: Place, waiting: i64, main: &Markup) -> Markup {
    let lang = agent.lang;
    html! {
        a.skip href="#main" { (t!(lang, "skip-to-main")) }
        div.app data-tells-moves[agent.preferences.accepts_at_once] {
            nav.rail aria-label=(t!(lang, "nav-main")) {
                a.rail__bell href="/console" aria-label={ "Shopbell, " (team) } { (mark("bell")) }
                (entries(lang, agent.role, place, waiting))
                // On a phone the rail is a bar at the bottom and has no foot.
                a."rail__item".only-mobile href="/account" aria-current=[(place == Place::Account).then_some("page")] {
                    (icon("user-round")) span { (t!(lang, "nav-account")) }
                }
                div.rail__foot {
                    // Bell and shortcuts belong to the screens on which customers are served.
                    @let at_counter = matches!(place, Place::Console | Place::Chats | Place::People);
                    @if at_counter {
                        button.iconbtn type="button" data-act="sound" aria-label=(t!(lang, "sound-toggle")) aria-pressed="false" { (icon("volume-2")) }
                    }
                    button.iconbtn type="button" data-act="theme" aria-label=(t!(lang, "theme-toggle")) { (icon("sun-moon")) }
                    @if at_counter {
                        button.iconbtn type="button" data-act="keys" aria-label=(t!(lang, "keys-show")) { (icon("keyboard")) }
                    }
                    a href="/account" title=(t!(lang, "my-account", name = &agent.name)) aria-current=[(place == Place::Account).then_some("page")] {
                        (agent_avatar(agent.id, &agent.name, "", Some(agent.availability)))
                        span."sr-only" { (t!(lang, "my-account", name = &agent.name)) }
                    }
                }
            }
            div.bars {
                div.netbar #netbar hidden {
                    div.banner.banner--warn role="status" {
                        (icon("loader-circle"))
                        span.grow { b.semi { (t!(lang, "net-lost")) } " " span data-net-text { (t!(lang, "net-lost-more")) } }
                        button.btn.btn--sm type="button" data-act="reconnect" { (t!(lang, "net-try-now")) }
                    }
                }
                @if agent.role == Role::Admin { div #troubles {} }
            }
            (main)
        }
        div.toasts #toasts role="status" aria-live="polite" {}
    }
}

fn entries(lang: Lang, role: Role, place: Place, waiting: i64) -> Markup {
    let entry = |to: Place, href: &str, symbol: &str, label: &str| {
        html! {
            a."rail__item" href=(href) aria-current=[(place == to).then_some("page")] {
                (icon(symbol))
                span { (label) }
                @if to == Place::Console {
                    span.count data-waiting-count hidden[waiting == 0] aria-label=(t!(lang, "waiting-count", count = waiting)) { (waiting) }
                }
            }
        }
    };
    html! {
        (entry(Place::Console, "/console", "messages-square", &t!(lang, "nav-console")))
        (entry(Place::Chats, "/chats/start", "inbox", &t!(lang, "nav-chats")))
        (entry(Place::People, "/people", "users-round", &t!(lang, "people")))
        @if role >= Role::Supervisor {
            a."rail__item".not-mobile href="/wall" { (icon("monitor")) span { (t!(lang, "nav-wall")) } }
        }
        (entry(Place::Figures, "/figures", "chart-no-axes-column", &t!(lang, "nav-figures")))
        @if role == Role::Admin {
            (entry(Place::Admin, "/admin", "settings-2", &t!(lang, "nav-admin")))
        }
    }
}

/// A line icon of the sprite.
#[must_use]
pub fn icon(name: &str) -> Markup {
    icon_of("icon", name)
}

/// A small line icon.
#[must_use]
pub fn icon_sm(name: &str) -> Markup {
    icon_of("icon icon--sm", name)
}

/// A very small line icon.
#[must_use]
pub fn icon_xs(name: &str) -> Markup {
    icon_of("icon icon--xs", name)
}

fn icon_of(class: &str, name: &str) -> Markup {
    html! {
        svg class=(class) aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-" (name) } {} }
    }
}

/// The bell mark (`bell` or `bell-rings`).
#[must_use]
pub fn mark(name: &str) -> Markup {
    html! {
        svg viewBox="0 0 32 32" aria-hidden="true" { use href={ (assets::path("icons.svg")) "#" (name) } {} }
    }
}

/// A customer's round avatar with the picture of this name on it, if they have one, and the badge of a channel, if they
/// are seen on one.
#[must_use]
pub fn portrait(
    id: CustomerId,
    name: &str,
    channel: Option<ChannelKind>,
    size: &str,
    picture: Option<&String>,
) -> Markup {
    let Some(picture) = picture else {
        return match channel {
            Some(channel) => customer_avatar(id, name, channel, size),
            None => person_avatar(id, name, size),
        };
    };
    html! {
        span class={ "avatar av" (tint(id.0)) (modifier(size)) } aria-hidden="true" {
            img src={ (PORTRAITS) "/" (picture) } alt="" loading="lazy" decoding="async";
            @if let Some(channel) = channel { (channel_badge(channel, "")) }
        }
    }
}

/// Where customers' pictures are.
pub const PORTRAITS: &str = "/console/portraits";

/// A customer's round avatar; `size` is empty, `sm`, `lg` or `xl`.
#[must_use]
pub fn customer_avatar(id: CustomerId, name: &str, channel: ChannelKind, size: &str) -> Markup {
    let letters = text::initials(name);
    html! {
        span class={ "avatar av" (tint(id.0)) (modifier(size)) } aria-hidden="true" {
            @if letters.is_empty() { (icon("user-round")) } @else { (letters) }
            (channel_badge(channel, ""))
        }
    }
}

/// The same for somebody who is not seen on a channel.
#[must_use]
pub fn person_avatar(id: CustomerId, name: &str, size: &str) -> Markup {
    let letters = text::initials(name);
    html! {
        span class={ "avatar av" (tint(id.0)) (modifier(size)) } aria-hidden="true" {
            @if letters.is_empty() { (icon("user-round")) } @else { (letters) }
        }
    }
}

/// A channel's badge; `size` is empty or `lg`. It never stands without the channel's name beside it.
#[must_use]
pub fn channel_badge(channel: ChannelKind, size: &str) -> Markup {
    let (class, symbol) = match channel {
        ChannelKind::WebChat => ("web", "i-message-circle"),
        ChannelKind::Telegram => ("telegram", "c-telegram"),
        ChannelKind::Vk => ("vk", "c-vk"),
        ChannelKind::Sms => ("sms", "i-message-square-text"),
        ChannelKind::Custom => ("api", "i-plug"),
        ChannelKind::WhatsApp => ("whatsapp", "c-whatsapp"),
        ChannelKind::Messenger => ("messenger", "c-messenger"),
        ChannelKind::WeChat => ("wechat", "c-wechat"),
        ChannelKind::MiniProgram => ("mini", "c-wechat"),
        ChannelKind::Email => ("email", "i-mail"),
    };
    html! {
        span class={ "chan chan--" (class) (if size == "lg" { " chan--lg" } else { "" }) } {
            svg viewBox="0 0 24 24" aria-hidden="true" { use href={ (assets::path("icons.svg")) "#" (symbol) } {} }
        }
    }
}

/// An agent's square avatar, with a dot for their availability.
#[must_use]
pub fn agent_avatar(
    id: AgentId,
    name: &str,
    size: &str,
    availability: Option<Availability>,
) -> Markup {
    html! {
        span class={ "avatar avatar--agent av" (tint(id.0)) (modifier(size)) } aria-hidden="true" {
            (text::initials(name))
            @if let Some(availability) = availability { (dot(availability)) }
        }
    }
}

/// The dot of an availability; its meaning stands beside it in words.
#[must_use]
pub fn dot(availability: Availability) -> Markup {
    let class = match availability {
        Availability::Available => "dot dot--on",
        Availability::Away => "dot dot--busy",
        Availability::Offline => "dot dot--off",
    };
    html! { i class=(class) {} }
}

fn modifier(size: &str) -> String {
    if size.is_empty() {
        String::new()
    } else {
        format!(" avatar--{size}")
    }
}

/// A drawn flag for a language code, where the sprite has one. It never stands without the language's name.
#[must_use]
pub fn flag_of(code: &str) -> Option<Markup> {
    let flag = match code.split('-').next().unwrap_or(code) {
        "en" => "gb",
        "de" => "de",
        "es" => "es",
        "fr" => "fr",
        "ru" => "ru",
        "zh" => "cn",
        _ => return None,
    };
    Some(html! {
        svg.flag viewBox="0 0 18 13" aria-hidden="true" { use href={ (assets::path("icons.svg")) "#f-" (flag) } {} }
    })
}

/// What sort of channel it is, in words.
#[must_use]
pub fn channel_kind_name(lang: Lang, kind: ChannelKind) -> String {
    match kind {
        ChannelKind::WebChat => t!(lang, "channel-web-chat").into_owned(),
        // A name of its own in every language.
        ChannelKind::Telegram => "Telegram".to_owned(),
        ChannelKind::Vk => "VK".to_owned(),
        ChannelKind::Sms => "SMS".to_owned(),
        ChannelKind::Custom => t!(lang, "channel-custom").into_owned(),
        ChannelKind::WhatsApp => "WhatsApp".to_owned(),
        ChannelKind::Messenger => "Messenger".to_owned(),
        ChannelKind::WeChat => t!(lang, "channel-wechat").into_owned(),
        ChannelKind::MiniProgram => t!(lang, "channel-mini-program").into_owned(),
        ChannelKind::Email => t!(lang, "channel-email").into_owned(),
    }
}

/// Where a chat is read and answered.
#[must_use]
pub fn chat_path(id: ConversationId) -> String {
    format!("/console/{id}")
}

/// Where a customer's own page is.
#[must_use]
pub fn person_path(id: CustomerId) -> String {
    format!("/people/{id}")
}

/// How a customer is called on screen when they gave no name.
#[must_use]
pub fn customer_name(lang: Lang, id: CustomerId, name: &str) -> String {
    if name.is_empty() {
        t!(lang, "visitor-number", number = id.0.to_string().as_str()).into_owned()
    } else {
        name.to_owned()
    }
}

/// Texts that modules need, for `JSON.parse` of the element `#texts`: every Fluent text named `js-…`
/// (without that prefix), places written `{name}`.
#[must_use]
pub fn script_texts(lang: Lang) -> Markup {
    let texts: std::collections::BTreeMap<String, String> = lang.texts("js-").into_iter().collect();
    // A script element's content is not markup: only `<` could end it, and JSON may write it as \u003c.
    let json = serde_json::to_string(&texts)
        .expect("texts are plain data")
        .replace('<', "\\u003c");
    html! { script type="application/json" id="texts" { (maud::PreEscaped(json)) } }
}

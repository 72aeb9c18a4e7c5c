//! Which rooms there are, what they are called, and the way from one to another.

use maud::{Markup, html};

use super::{customers, network, privacy};
use crate::{base::lang::Lang, t, web::layout::icon_sm};

/// A room of the admin's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Shop,
    Team,
    Identities,
    Queues,
    Rules,
    Channels,
    Hours,
    Greetings,
    Replies,
    Cards,
    Articles,
    Bot,
    Prompters,
    Translation,
    Closing,
    Quality,
    Forwarding,
    ShortForms,
    Patterns,
    CleanUp,
    Customers,
    Privacy,
    Wall,
    Bell,
    Network,
    House,
    Backups,
    Keys,
    Webhooks,
    Log,
    About,
}

impl Room {
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Shop => "/admin/shop",
            Self::Team => "/admin/team",
            Self::Identities => "/admin/identities",
            Self::Queues => "/admin/queues",
            Self::Rules => "/admin/rules",
            Self::Channels => "/admin/channels",
            Self::Hours => "/admin/hours",
            Self::Greetings => "/admin/greetings",
            Self::Replies => "/admin/replies",
            Self::Cards => "/admin/cards",
            Self::Articles => "/admin/articles",
            Self::Bot => "/admin/bot",
            Self::Prompters => "/admin/prompters",
            Self::Translation => "/admin/translation",
            Self::Closing => "/admin/closing",
            Self::Quality => "/admin/quality",
            Self::Forwarding => "/admin/forwarding",
            Self::ShortForms => "/admin/short-forms",
            Self::Patterns => "/admin/patterns",
            Self::CleanUp => "/admin/clean-up",
            Self::Customers => customers::HERE,
            Self::Privacy => privacy::HERE,
            Self::Wall => "/admin/wall",
            Self::Bell => "/admin/bell",
            Self::Network => network::HERE,
            Self::House => "/admin/house",
            Self::Backups => "/admin/backups",
            Self::Keys => "/admin/keys",
            Self::Webhooks => "/admin/webhooks",
            Self::Log => "/admin/log",
            Self::About => "/admin/about",
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            Self::Shop => "shopping-bag",
            Self::Team => "users-round",
            Self::Identities => "id-card",
            Self::Queues => "layers",
            Self::Rules => "refresh-cw",
            Self::Channels => "message-circle",
            Self::Hours => "clock",
            Self::Greetings => "hand",
            Self::Replies => "zap",
            Self::Cards => "gallery-horizontal-end",
            Self::Articles => "book-open",
            Self::Bot => "sparkles",
            Self::Prompters => "lightbulb",
            Self::Translation => "languages",
            Self::Closing => "list-checks",
            Self::Quality => "badge-check",
            Self::Forwarding => "forward",
            Self::ShortForms => "keyboard",
            Self::Patterns => "shield-alert",
            Self::CleanUp => "brush-cleaning",
            Self::Customers => "id-card",
            Self::Privacy => "timer",
            Self::Wall => "monitor",
            Self::Bell => "bell-ring",
            Self::Network => "qr-code",
            Self::House => "hard-drive",
            Self::Backups => "package",
            Self::Keys => "key-round",
            Self::Webhooks => "plug",
            Self::Log => "history",
            Self::About => "info",
        }
    }

    pub(super) fn name(self, lang: Lang) -> std::borrow::Cow<'static, str> {
        match self {
            Self::Shop => t!(lang, "room-shop"),
            Self::Team => t!(lang, "room-team"),
            Self::Identities => t!(lang, "room-identities"),
            Self::Queues => t!(lang, "room-queues"),
            Self::Rules => t!(lang, "room-rules"),
            Self::Channels => t!(lang, "room-channels"),
            Self::Hours => t!(lang, "room-hours"),
            Self::Greetings => t!(lang, "room-greetings"),
            Self::Replies => t!(lang, "room-replies"),
            Self::Cards => t!(lang, "room-cards"),
            Self::Articles => t!(lang, "room-articles"),
            Self::Bot => t!(lang, "room-bot"),
            Self::Prompters => t!(lang, "room-prompters"),
            Self::Translation => t!(lang, "room-translation"),
            Self::Closing => t!(lang, "room-closing"),
            Self::Quality => t!(lang, "room-quality"),
            Self::Forwarding => t!(lang, "room-forwarding"),
            Self::ShortForms => t!(lang, "room-short-forms"),
            Self::Patterns => t!(lang, "room-patterns"),
            Self::CleanUp => t!(lang, "room-clean-up"),
            Self::Customers => t!(lang, "room-customers"),
            Self::Privacy => t!(lang, "room-privacy"),
            Self::Wall => t!(lang, "room-wall"),
            Self::Bell => t!(lang, "room-bell"),
            Self::Network => t!(lang, "room-network"),
            Self::House => t!(lang, "room-house"),
            Self::Backups => t!(lang, "room-backups"),
            Self::Keys => t!(lang, "room-keys"),
            Self::Webhooks => t!(lang, "room-webhooks"),
            Self::Log => t!(lang, "room-log"),
            Self::About => t!(lang, "room-about"),
        }
    }
}

pub(super) fn nav(lang: Lang, here: Room) -> Markup {
    let groups = [
        (
            t!(lang, "rooms-shop"),
            &[
                Room::Shop,
                Room::Team,
                Room::Identities,
                Room::Queues,
                Room::Rules,
                Room::Channels,
                Room::Hours,
            ][..],
        ),
        (
            t!(lang, "rooms-replies"),
            &[
                Room::Greetings,
                Room::Replies,
                Room::Cards,
                Room::Articles,
                Room::Bot,
                Room::Prompters,
                Room::Translation,
                Room::ShortForms,
                Room::Patterns,
                Room::CleanUp,
                Room::Closing,
                Room::Quality,
                Room::Forwarding,
                Room::Customers,
            ][..],
        ),
        (
            t!(lang, "rooms-system"),
            &[
                Room::Network,
                Room::Bell,
                Room::Wall,
                Room::House,
                Room::Backups,
                Room::Privacy,
                Room::Keys,
                Room::Webhooks,
                Room::Log,
                Room::About,
            ][..],
        ),
    ];
    html! {
        nav."admin__nav" aria-label=(t!(lang, "nav-admin")) {
            h1 { (t!(lang, "nav-admin")) }
            @for (label, rooms) in groups {
                span."menu__label" { (label) }
                @for room in rooms {
                    a href=(room.path()) aria-current=[(*room == here).then_some("page")] {
                        (icon_sm(room.symbol())) (room.name(lang))
                    }
                }
            }
        }
    }
}

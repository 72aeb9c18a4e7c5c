//! How far the house's own address reaches: what is pasted into a site or sent to a colleague is
//! of no use to them if it names this machine alone.

use http::header;
use maud::{Markup, html};

use super::{
    layout::icon_sm,
    request::{Ask, Way},
    way,
};
use crate::{base::lang::Lang, t};

/// A warning beside an address of ours that is given away, where it leads nobody else here.
#[must_use]
pub fn notice(lang: Lang, url: &str) -> Markup {
    warning(url, &t!(lang, "reach-here-alone"))
}

/// The same beside an address at which platforms are to call.
#[must_use]
pub fn of_calls(lang: Lang, url: &str) -> Markup {
    warning(url, &t!(lang, "account-hook-near"))
}

/// A warning on a page that was sent over a network in the open, and the way to where it is not (R53).
#[must_use]
pub fn warning_of_open_line(ask: &Ask) -> Markup {
    let host = ask.header(header::HOST).unwrap_or_default();
    // Past whoever secures the public name nobody can stay signed in: the house keeps its cookie for secure lines alone.
    let is_past = ask.way == Way::Plain && !way::is_by_public_name(&ask.house, &ask.headers);
    let is_open = (!ask.is_secure() || is_past) && !is_this_machine(&format!("http://{host}"));
    let has_door = ask.house.https.has_own_door();
    let public = ask.house.config.public_url.as_deref();
    let safely = match has_door {
        true => Some("/trust"),
        false => public.filter(|url| url.starts_with("https://")),
    };
    let lang = ask.lang();
    html! {
        @if is_open {
            p.notice."notice--warn".small { (icon_sm("lock-open")) span {
                (t!(lang, "reach-open-line"))
                @if let Some(safely) = safely { " " a href=(safely) { (t!(lang, "reach-safely")) } }
            } }
        }
    }
}

fn warning(url: &str, words: &str) -> Markup {
    html! {
        @if is_this_machine(url) {
            p.notice."notice--warn".small { (icon_sm("plug")) span { (words) " " code.nowrap { "--public-url" } " " code.nowrap { "https://chat.shop.example" } } }
        }
    }
}

/// Whether an address leads to the machine on which the browser runs.
#[must_use]
pub(super) fn is_this_machine(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else {
        return false;
    };
    let Some(host) = uri.host() else {
        return false;
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost"
        || bare.ends_with(".localhost")
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_this_machine;

    #[test]
    fn an_address_of_this_machine_alone_is_known_as_such() {
        for (url, expected) in [
            ("http://127.0.0.1:7700", true),
            ("http://[::1]:7700", true),
            ("http://localhost:7700", true),
            ("http://192.168.1.20:7700", false),
            ("https://chat.shop.example", false),
            ("", false),
        ] {
            assert_eq!(is_this_machine(url), expected, "{url}");
        }
    }
}

//! How far the house's own address reaches: what is pasted into a site or sent to a colleague is
//! of no use to them if it names this machine alone.

use maud::{Markup, html};

use super::layout::icon_sm;
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

fn warning(url: &str, words: &str) -> Markup {
    html! {
        @if is_this_machine(url) {
            p.notice."notice--warn".small { (icon_sm("plug")) span { (words) " " code.nowrap { "--public-url" } " " code.nowrap { "https://chat.shop.example" } } }
        }
    }
}

fn is_this_machine(url: &str) -> bool {
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

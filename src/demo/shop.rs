//! Where it all happens: the house's address, the shop's pages, the pace.

use std::net::SocketAddr;

use serde::Deserialize;

use super::{pace::Pace, visit::Page};
use crate::base::time::Clock;

/// What everybody in the demo knows.
#[derive(Debug, Clone)]
pub(super) struct Shop {
    /// Where the house answers.
    pub house: SocketAddr,
    /// The same as browsers write it, without a slash at the end.
    pub base_url: String,
    /// Key of the shop's web chat.
    pub site: String,
    /// How fast it all goes.
    pub pace: Pace,
    /// The house's clock.
    pub clock: Clock,
}

#[derive(Deserialize)]
struct Listed {
    path: String,
    title: String,
}

impl Shop {
    /// A page of the shop, opened now.
    #[must_use]
    pub(super) fn page(&self, path: &str) -> Page {
        Page {
            url: format!("{}/shop/{path}", self.base_url),
            title: title(path),
            at: self.clock.now(),
        }
    }
}

/// How a page of the shop calls itself.
#[must_use]
pub(super) fn title(path: &str) -> String {
    let list = include_str!("../../assets/shop/pages.json");
    serde_json::from_str::<Vec<Listed>>(list)
        .unwrap_or_default()
        .into_iter()
        .find(|page| page.path == path)
        .map(|page| page.title)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{super::script::script, title};

    #[test]
    fn people_look_at_pages_that_there_are() {
        for tongue in script().tongues() {
            for page in tongue.stories.iter().flat_map(|story| &story.pages) {
                assert!(!title(page).is_empty(), "{page:?}");
            }
        }
    }
}

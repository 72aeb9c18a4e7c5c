//! Which sites have shown the widget since the house was opened: what tells an owner that the
//! snippet works, before anybody writes.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use http::header;

use super::request::Ask;

/// The first foreign page of each web chat. There are as many entries as web chats.
#[derive(Debug, Default)]
pub struct Visits(Mutex<HashMap<String, String>>);

impl Visits {
    /// A page asked how the launcher of this web chat looks.
    pub(super) fn note(&self, ask: &Ask, site_key: &str) {
        // Browsers name the origin for pages of other sites alone, so our own trial page does not count.
        let Some(origin) = ask.header(header::ORIGIN) else {
            return;
        };
        if origin == ask.house.widget_url() || origin == ask.house.base_url() {
            return;
        }
        let mut visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !visits.contains_key(site_key) {
            visits.insert(site_key.to_owned(), origin.chars().take(200).collect());
        }
    }

    /// The first site that showed this web chat; `null` stands for a file on somebody's computer.
    #[must_use]
    pub fn first(&self, site_key: &str) -> Option<String> {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        visits.get(site_key).cloned()
    }
}

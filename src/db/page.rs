//! Keyset paging: "the next fifty after this one" costs the same on the first page and the last.

use serde::Serialize;

/// Part of a list, and where the next part begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T, K> {
    /// The rows of this part.
    pub rows: Vec<T>,
    /// What to ask for next; `None` on the last part.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// Makes a page from up to `limit + 1` rows: the one too many proves that there is more.
    pub fn cut(mut rows: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(key) } else { None };
        Self { rows, next }
    }
}

//! What the office last showed of the widget: how a launcher looks, and the page in its frame. Shown again while it is dark.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    base::{lang::Lang, secret::hex},
    db::disk,
    tls,
};

/// Pages at most: those of some dozen sites in each language.
const MOST: usize = 400;
/// A page that is larger is none of the widget's.
const LARGEST: usize = 256 * 1024;

/// Headers that belong to the page and not to how it was sent.
const OF_PAGE: [HeaderName; 6] = [
    header::CONTENT_TYPE,
    header::CONTENT_SECURITY_POLICY,
    header::CACHE_CONTROL,
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    HeaderName::from_static("cross-origin-resource-policy"),
    header::VARY,
];

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Page {
    path: String,
    lang: String,
    headers: Vec<(String, String)>,
    text: String,
}

/// The pages, in memory and on the disk.
pub(super) struct Pages {
    folder: PathBuf,
    known: RwLock<HashMap<(String, String), Page>>,
}

/// Which page in which language is asked for; `None` where the answer is not one of the widget's.
pub(super) fn wanted(uri: &Uri, headers: &HeaderMap) -> Option<(String, Lang)> {
    let path = uri.path();
    let is_page = matches!(
        path.split('/').collect::<Vec<_>>()[..],
        ["", "widget", _] | ["", "widget", _, "look.js"] | ["", "api", "v1", "widget", _]
    );
    if !is_page {
        return None;
    }
    let said = match uri.query() {
        None | Some("") => None,
        Some(query) => Some(query.strip_prefix("lang=")?),
    };
    let lang = said.and_then(Lang::from_code).or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE)?;
        Lang::from_header(accepted.to_str().ok()?)
    });
    Some((path.to_owned(), lang.unwrap_or_default()))
}

impl Pages {
    /// What is in this folder. What cannot be read is shown no more: the office shows it again.
    pub(super) fn open(folder: &Path) -> Self {
        let mut known = HashMap::new();
        if let Err(error) = fs::create_dir_all(folder).and_then(|()| disk::restrict(folder)) {
            tracing::warn!(%error, "pages cannot be kept");
        }
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let page = fs::read(entry.path())
                .ok()
                .and_then(|bytes| serde_json::from_slice::<Page>(&bytes).ok());
            if let Some(page) = page {
                known.insert((page.path.clone(), page.lang.clone()), page);
            }
        }
        Self {
            folder: folder.to_owned(),
            known: RwLock::new(known),
        }
    }

    /// Whether this one is known.
    pub(super) fn has(&self, path: &str, lang: Lang) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.contains_key(&(path.to_owned(), lang.code().to_owned()))
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.len()
    }

    /// The office has shown it so.
    pub(super) fn keep(&self, path: &str, lang: Lang, headers: &HeaderMap, body: &[u8]) {
        let Ok(text) = std::str::from_utf8(body) else {
            return;
        };
        if text.len() > LARGEST {
            return;
        }
        let of_page = OF_PAGE.into_iter().filter_map(|name| {
            let value = headers.get(&name)?.to_str().ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        });
        let page = Page {
            path: path.to_owned(),
            lang: lang.code().to_owned(),
            headers: of_page.collect(),
            text: text.to_owned(),
        };
        let key = (page.path.clone(), page.lang.clone());
        {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            if known.get(&key) == Some(&page) || (known.len() >= MOST && !known.contains_key(&key))
            {
                return;
            }
            known.insert(key, page.clone());
        }
        let name = hex(&Sha256::digest(format!("{path} {}", lang.code())));
        let text = serde_json::to_string(&page).expect("a page is plain data");
        if let Err(error) = tls::put(&self.folder.join(name), &text) {
            tracing::warn!(%error, "a page cannot be kept");
        }
    }

    /// The page, in another language rather than not at all.
    pub(super) fn show(&self, path: &str, lang: Lang) -> Option<(HeaderMap, Bytes)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let page = known
            .get(&(path.to_owned(), lang.code().to_owned()))
            .or_else(|| known.get(&(path.to_owned(), Lang::default().code().to_owned())))
            .or_else(|| known.values().find(|page| page.path == path))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &page.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            headers.insert(name, HeaderValue::from_str(value).ok()?);
        }
        // By this its script knows that the office is dark before it has asked for anything.
        let text = page.text.replacen("<body>", "<body data-dark>", 1);
        Some((headers, text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widget_s_pages_are_known_by_path_and_language() {
        for (uri, accepted, expected) in [
            ("/widget/k1", "de", Some(("/widget/k1", Lang::De))),
            ("/widget/k1?lang=fr", "de", Some(("/widget/k1", Lang::Fr))),
            ("/widget/k1?lang=xx", "de", Some(("/widget/k1", Lang::De))),
            ("/widget/k1?lang=fr&x=1", "de", None),
            ("/widget/k1?x=1", "de", None),
            (
                "/widget/k1/look.js",
                "",
                Some(("/widget/k1/look.js", Lang::En)),
            ),
            (
                "/api/v1/widget/k1",
                "",
                Some(("/api/v1/widget/k1", Lang::En)),
            ),
            ("/api/v1/widget/k1/help?q=a", "", None),
            ("/help/de", "", None),
            ("/w.js", "", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("accept-language", HeaderValue::from_str(accepted).unwrap());
            let found = wanted(&uri.parse().unwrap(), &headers);
            let found = found.as_ref().map(|(path, lang)| (path.as_str(), *lang));
            // What asks for an unknown language is a query like any other.
            let expected = match uri {
                "/widget/k1?lang=fr&x=1" => Some(("/widget/k1", Lang::De)),
                _ => expected,
            };
            assert_eq!(found, expected, "{uri}");
        }
    }

    #[test]
    fn a_page_is_shown_as_it_was_and_says_that_the_office_is_dark() {
        let folder = tempfile::tempdir().unwrap();
        let pages = Pages::open(folder.path());
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("text/html"));
        headers.insert("date", HeaderValue::from_static("today"));
        let path = "/widget/k1";
        assert!(pages.show(path, Lang::De).is_none());
        pages.keep(path, Lang::De, &headers, b"<html><body></body></html>");
        drop(pages);
        let pages = Pages::open(folder.path());
        for lang in [Lang::De, Lang::Ru] {
            let (headers, body) = pages.show(path, lang).unwrap();
            assert_eq!(&body[..], b"<html><body data-dark></body></html>");
            assert_eq!(headers.len(), 1);
        }
        assert!(pages.has(path, Lang::De) && !pages.has(path, Lang::Ru));
        assert!(pages.show("/widget/k2", Lang::De).is_none());
    }
}

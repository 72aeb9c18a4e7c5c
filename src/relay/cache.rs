//! What the office last showed to everybody: the help centre. Shown again while it is dark, as old as it then is
//! (<https://www.rfc-editor.org/rfc/rfc9111>).
//!
//! Nothing is kept that might be for one visitor: the request has no cookie and shows no token, the answer is called
//! public and sets no cookie, and it differs by nothing but how it is packed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    base::{secret::hex, time::Timestamp},
    db::disk,
    tls,
    web::answer::Answer,
};

/// Bytes of all bodies: what was asked for least lately goes.
const MOST: usize = 16 * 1024 * 1024;
/// Answers at most, however small they are.
const MOST_ANSWERS: usize = 2_000;
/// Largest body: an article with its pictures.
pub(super) const LARGEST: usize = 2 * 1024 * 1024;
/// An answer is taken again after this: a browser keeps it as long.
const FRESH: Duration = Duration::from_secs(60);

/// Headers that belong to the answer and not to how it was sent.
const OF_ANSWER: [HeaderName; 7] = [
    header::CONTENT_TYPE,
    header::CONTENT_SECURITY_POLICY,
    header::CACHE_CONTROL,
    header::ETAG,
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    HeaderName::from_static("cross-origin-resource-policy"),
    HeaderName::from_static("x-robots-tag"),
];

/// An answer as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// Path and query.
    key: String,
    at: Timestamp,
    headers: Vec<(String, String)>,
    /// In base64.
    body: String,
}

#[derive(Debug)]
struct Known {
    at: Timestamp,
    headers: HeaderMap,
    body: Bytes,
    /// Counts up with each use of any.
    used: u64,
}

#[derive(Debug, Default)]
struct Index {
    known: BTreeMap<String, Known>,
    bytes: usize,
    uses: u64,
}

impl Index {
    fn remove(&mut self, key: &str) -> bool {
        let removed = self.known.remove(key);
        self.bytes -= removed.as_ref().map_or(0, |known| known.body.len());
        removed.is_some()
    }

    fn insert(&mut self, key: String, mut known: Known) {
        self.remove(&key);
        self.uses += 1;
        known.used = self.uses;
        self.bytes += known.body.len();
        self.known.insert(key, known);
    }

    /// What has to go so that the bounds hold.
    fn shrink(&mut self) -> Vec<String> {
        let mut gone = Vec::new();
        while self.bytes > MOST || self.known.len() > MOST_ANSWERS {
            let oldest = self.known.iter().min_by_key(|(_, known)| known.used);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                break;
            };
            self.remove(&key);
            gone.push(key);
        }
        gone
    }
}

/// The answers, in memory and on the disk.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    index: Mutex<Index>,
}

/// Under what an answer to this would be known; `None` where it might be for one visitor, or is none of the help centre's.
/// What somebody looks for is theirs.
pub(super) fn key(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let is_personal =
        headers.contains_key(header::COOKIE) || headers.contains_key(header::AUTHORIZATION);
    let path = uri.path();
    let is_page = match path.split('/').collect::<Vec<_>>()[..] {
        // Not `/robots.txt`: as long as that fails, no search engine takes an old page for the newest.
        ["", "help.xml"] | ["", "help", _] | ["", "help", _, _] => {
            matches!(uri.query(), None | Some(""))
        }
        // In the widget, what the team put first.
        ["", "api", "v1", "widget", _, "help"] => uri
            .query()
            .and_then(|query| query.strip_prefix("q=&lang="))
            .is_some_and(|lang| lang.len() <= 8 && lang.bytes().all(|c| c.is_ascii_alphabetic())),
        _ => false,
    };
    let query = uri.query().filter(|query| !query.is_empty());
    (is_page && !is_personal).then(|| match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    })
}

/// Whether an answer is for everybody.
pub(super) fn is_for_all(status: StatusCode, headers: &HeaderMap) -> bool {
    let says = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    status == StatusCode::OK
        && says(header::CACHE_CONTROL).is_some_and(|words| words.starts_with("public"))
        && !headers.contains_key(header::SET_COOKIE)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && headers
            .get_all(header::VARY)
            .iter()
            .all(|by| by.as_bytes().eq_ignore_ascii_case(b"accept-encoding"))
}

impl Cache {
    /// What is in this folder. What cannot be read is shown no more.
    pub(super) fn open(folder: &Path) -> Self {
        if let Err(error) = fs::create_dir_all(folder).and_then(|()| disk::restrict(folder)) {
            tracing::warn!(%error, "pages of the help centre cannot be kept");
        }
        let mut found: Vec<Kept> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| serde_json::from_slice(&fs::read(entry.path()).ok()?).ok())
            .collect();
        found.sort_by_key(|kept| kept.at);
        let mut index = Index::default();
        for kept in found {
            let Ok(body) = BASE64_STANDARD.decode(&kept.body) else {
                continue;
            };
            let headers = kept.headers.iter().filter_map(|(name, value)| {
                let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
                Some((name, HeaderValue::from_str(value).ok()?))
            });
            let known = Known {
                at: kept.at,
                headers: headers.collect(),
                body: body.into(),
                used: 0,
            };
            index.insert(kept.key, known);
        }
        Self {
            folder: folder.to_owned(),
            index: Mutex::new(index),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(hex(&Sha256::digest(key)))
    }

    /// Whether the answer shall be taken again when somebody asks.
    pub(super) fn is_due(&self, key: &str, now: Timestamp) -> bool {
        let index = self.lock();
        index
            .known
            .get(key)
            .is_none_or(|known| now < known.at || now.since(known.at) >= FRESH)
    }

    /// Under what all there are are known.
    pub(super) fn keys(&self) -> Vec<String> {
        self.lock().known.keys().cloned().collect()
    }

    /// The office has answered so. Waits for the disk.
    pub(super) fn keep(&self, key: &str, now: Timestamp, headers: &HeaderMap, body: Bytes) {
        if body.len() > LARGEST {
            return;
        }
        let of_answer = OF_ANSWER
            .into_iter()
            .filter_map(|name| Some((name.clone(), headers.get(name)?.clone())));
        let known = Known {
            at: now,
            headers: of_answer.collect(),
            body,
            used: 0,
        };
        let kept = Kept {
            key: key.to_owned(),
            at: now,
            headers: known
                .headers
                .iter()
                .filter_map(|(name, value)| {
                    Some((name.to_string(), value.to_str().ok()?.to_owned()))
                })
                .collect(),
            body: BASE64_STANDARD.encode(&known.body),
        };
        let (is_same, gone) = {
            let mut index = self.lock();
            let is_same = index
                .known
                .get(key)
                .is_some_and(|old| (&old.headers, &old.body) == (&known.headers, &known.body));
            index.insert(key.to_owned(), known);
            (is_same, index.shrink())
        };
        for key in gone {
            let _ = fs::remove_file(self.path(&key));
        }
        // How old it is, is no reason to write.
        if is_same {
            return;
        }
        let text = serde_json::to_string(&kept).expect("an answer is plain data");
        if let Err(error) = tls::put(&self.path(key), &text) {
            tracing::warn!(%error, "a page of the help centre cannot be kept");
        }
    }

    /// The office does not show it any more.
    pub(super) fn forget(&self, key: &str) {
        if self.lock().remove(key) {
            let _ = fs::remove_file(self.path(key));
        }
    }

    /// The answer, with how old it is in seconds.
    pub(super) fn show(&self, key: &str, asked: &HeaderMap, now: Timestamp) -> Option<Answer> {
        let mut index = self.lock();
        index.uses += 1;
        let uses = index.uses;
        let known = index.known.get_mut(key)?;
        known.used = uses;
        let mut answer = Answer::new(known.body.clone().into());
        *answer.headers_mut() = known.headers.clone();
        let age = HeaderValue::from(now.since(known.at).as_secs());
        answer.headers_mut().insert(header::AGE, age);
        let tag = known.headers.get(header::ETAG);
        if tag.is_some() && tag == asked.get(header::IF_NONE_MATCH) {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
            *answer.body_mut() = crate::web::body::Body::empty();
        }
        Some(answer)
    }

    /// Where `/help` leads a reader who wants these languages, the best first.
    pub(super) fn door(&self, wanted: &str) -> Option<String> {
        let index = self.lock();
        let mut pages = index.known.keys().filter(|key| {
            key.strip_prefix("/help/")
                .is_some_and(|rest| !rest.contains('/'))
        });
        let asked = wanted.split(',').filter_map(|one| {
            let code = one.split([';', '-']).next()?.trim();
            Some(format!("/help/{}", code.to_ascii_lowercase()))
        });
        asked
            .into_iter()
            .find(|page| index.known.contains_key(page))
            .or_else(|| pages.next().cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(of: &[(&'static str, &'static str)]) -> HeaderMap {
        of.iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn what_might_be_for_one_visitor_has_no_key() {
        for (uri, of, is_so) in [
            ("/help/de", &[][..], true),
            ("/help/de/tee", &[("accept-language", "de")], true),
            ("/help.xml", &[], true),
            ("/robots.txt", &[], false),
            ("/api/v1/widget/k1/help?q=&lang=de", &[], true),
            ("/help/de?q=tee", &[], false),
            ("/api/v1/widget/k1/help?q=tee&lang=de", &[], false),
            ("/api/v1/widget/k1/help", &[], false),
            ("/help/de", &[("cookie", "a=b")], false),
            ("/help/de", &[("authorization", "Bearer x")], false),
            // It depends on the reader's language.
            ("/help", &[], false),
            ("/api/v1/visitor/me", &[], false),
            ("/f/1/2", &[], false),
        ] {
            let key = key(&uri.parse().unwrap(), &headers(of));
            assert_eq!(key.is_some(), is_so, "{uri} {of:?}");
            assert!(key.is_none_or(|key| key == uri));
        }
    }

    #[test]
    fn an_answer_for_one_visitor_is_not_kept() {
        let open = ("cache-control", "public, max-age=60");
        for (of, is_so) in [
            (&[open][..], true),
            (&[open, ("vary", "accept-encoding")], true),
            (&[open, ("vary", "accept-language")], false),
            (&[open, ("set-cookie", "a=b")], false),
            (&[open, ("content-encoding", "gzip")], false),
            (&[("cache-control", "no-store")], false),
            (&[("cache-control", "private, max-age=60")], false),
            (&[], false),
        ] {
            assert_eq!(is_for_all(StatusCode::OK, &headers(of)), is_so, "{of:?}");
        }
        assert!(!is_for_all(StatusCode::NOT_FOUND, &headers(&[open])));
    }

    #[test]
    fn an_answer_is_shown_as_old_as_it_is_and_outlives_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let (second, none) = (1_000, HeaderMap::new());
        let cache = Cache::open(folder.path());
        let of = headers(&[
            ("content-type", "text/html"),
            ("etag", "\"1\""),
            ("date", "today"),
        ]);
        assert!(cache.is_due("/help/de", Timestamp(0)));
        cache.keep("/help/de", Timestamp(0), &of, Bytes::from_static(b"one"));
        assert!(!cache.is_due("/help/de", Timestamp(59 * second)));
        assert!(cache.is_due("/help/de", Timestamp(60 * second)));
        drop(cache);
        let cache = Cache::open(folder.path());
        let shown = cache
            .show("/help/de", &none, Timestamp(7 * second))
            .unwrap();
        let expected = headers(&[
            ("content-type", "text/html"),
            ("etag", "\"1\""),
            ("age", "7"),
        ]);
        assert_eq!(shown.headers(), &expected);
        let asked = headers(&[("if-none-match", "\"1\"")]);
        let shown = cache.show("/help/de", &asked, Timestamp(0)).unwrap();
        assert_eq!(shown.status(), StatusCode::NOT_MODIFIED);
        for (wanted, door) in [
            ("de-AT,de;q=0.9", Some("/help/de")),
            ("fr, DE;q=0.5", Some("/help/de")),
            ("", Some("/help/de")),
        ] {
            assert_eq!(cache.door(wanted).as_deref(), door, "{wanted}");
        }
        cache.forget("/help/de");
        assert_eq!(cache.door("de"), None);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(Cache::open(folder.path()).keys().is_empty());
    }

    #[test]
    fn what_was_asked_for_least_lately_goes_when_there_is_no_room() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path());
        let none = HeaderMap::new();
        let body = Bytes::from(vec![b'a'; LARGEST]);
        let all = MOST / LARGEST;
        for number in 0..all {
            cache.keep(
                &format!("/help/{number}"),
                Timestamp(0),
                &none,
                body.clone(),
            );
        }
        assert!(cache.show("/help/0", &none, Timestamp(0)).is_some());
        cache.keep("/help/new", Timestamp(0), &none, body.clone());
        cache.keep(
            "/help/vast",
            Timestamp(0),
            &none,
            vec![0; LARGEST + 1].into(),
        );
        let there = |key: &str| cache.keys().contains(&key.to_owned());
        assert!(there("/help/0") && there("/help/new") && !there("/help/1"));
        assert!(!there("/help/vast"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), all);
    }
}

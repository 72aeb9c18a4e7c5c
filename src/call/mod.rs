//! Requests to machines that are not ours: one client for all who ask, with limits on time and size, and nothing in
//! plain text but to what is near. What no admin has typed or listed leads to the public net alone.

pub mod gate;
mod guard;
pub mod push;
pub mod webhook;

mod flow;

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError, RwLock},
    time::{Duration, Instant, SystemTime},
};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

pub use self::flow::Flow;
use self::gate::Gate;
pub use self::guard::is_loopback;
use self::guard::{Private, Reach, Resolver};
use crate::base::network::Neighbours;

/// Connecting takes no longer than this.
const CONNECT: Duration = Duration::from_secs(10);
/// An answer that is no file is no larger than this.
pub const MOST_WORDS: usize = 8 * 1024 * 1024;
/// A request that has no time of its own is given up after this.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// A file may take so long.
const LONG: Duration = Duration::from_secs(300);
/// The rest of a body whose status has told everything is waited for no longer than this.
const REST_OF_BODY: Duration = Duration::from_secs(2);
/// How often an address may point to another.
const MOST_HOPS: usize = 3;

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// All of the body.
    pub body: Bytes,
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum Untrue {
    /// The address is none, or would be reached in plain text over a network.
    #[error("{0} is no address that may be called")]
    BadAddress(String),
    /// It leads into a private network, and nobody has said that it may.
    #[error("{0} lies in a private network")]
    Private(String),
    /// The request did not get there.
    #[error("no connection: {0}")]
    Unsent(String),
    /// It may have got there, but no answer came.
    #[error("no answer: {0}")]
    Lost(String),
    /// More came than was asked for.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
}

/// The client; cheap to clone.
#[derive(Clone, Default)]
pub struct Http {
    // Each has connections of its own: what may reach far is never lent to what may not. Made when something is first
    // asked: a house without such accounts never loads a certificate.
    anywhere: Arc<OnceLock<Inner>>,
    public_net: Arc<OnceLock<Inner>>,
    // Of the list that was used last: one that was shortened leaves no connection behind.
    listed: Arc<Mutex<Option<(Neighbours, Inner)>>>,
    // A house that is paired with a relay is found there from then on.
    public: Arc<RwLock<Option<Arc<str>>>>,
    gate: Gate,
}

type Inner = Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>;

/// How much of an answer is read.
#[derive(Clone, Copy)]
enum Take {
    /// All of it, or it is too large.
    Whole(usize),
    /// Its beginning. What follows, or does not come, is no matter: the status has told.
    Beginning(usize, Duration),
}

impl Http {
    /// The client of a house that the world finds at this address, if at any.
    #[must_use]
    pub fn of_house(public: Option<&str>) -> Self {
        Self {
            public: Arc::new(RwLock::new(public.map(Arc::from))),
            ..Self::default()
        }
    }

    /// What those pass who hand something over.
    #[must_use]
    pub const fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Where the world finds this house, without a slash at the end; `None` where it does not.
    #[must_use]
    pub fn public(&self) -> Option<Arc<str>> {
        let public = self.public.read().unwrap_or_else(PoisonError::into_inner);
        public.clone()
    }

    /// The world finds it elsewhere from now on.
    pub fn found_at(&self, public: Option<&str>) {
        let mut known = self.public.write().unwrap_or_else(PoisonError::into_inner);
        if known.as_deref() != public {
            *known = public.map(Arc::from);
        }
    }

    fn client(&self, reach: &Reach) -> Inner {
        match reach {
            Reach::Anywhere | Reach::Own => self.anywhere.get_or_init(|| client(reach)).clone(),
            Reach::Public(neighbours) if **neighbours == Neighbours::default() => {
                self.public_net.get_or_init(|| client(reach)).clone()
            }
            Reach::Public(neighbours) => {
                let mut kept = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
                match &*kept {
                    Some((of, client)) if of == &**neighbours => client.clone(),
                    _ => {
                        let new = client(reach);
                        *kept = Some(((**neighbours).clone(), new.clone()));
                        new
                    }
                }
            }
        }
    }

    /// Sends a request and reads the whole answer, of at most so many bytes, within this time. The address is one that
    /// an admin typed as that of an account's platform: it may lie in the house's own network. No redirect is followed.
    pub async fn call(
        &self,
        request: Request<Bytes>,
        most: usize,
        patience: Duration,
    ) -> Result<Reply, Untrue> {
        let take = Take::Whole(most);
        self.send(request, &Reach::Anywhere, take, patience).await
    }

    /// Whether a house answers at this address, which has no slash at the end; or why nobody does.
    pub async fn finds_house(&self, url: &str) -> Result<bool, String> {
        let request = Request::get(format!("{url}/healthz"))
            .body(Bytes::new())
            .map_err(|error| error.to_string())?;
        let reply = self.call(request, MOST_WORDS, CONNECT).await;
        let reply = reply.map_err(|error| error.to_string())?;
        Ok(reply.status.is_success() && reply.body.starts_with(b"{\"ok\":true"))
    }

    /// The same to an address that a platform named: on the public net, or on the machine that its account names as its
    /// own (`own`).
    pub async fn call_named(
        &self,
        request: Request<Bytes>,
        own: &str,
        most: usize,
        patience: Duration,
    ) -> Result<Reply, Untrue> {
        let reach = reach_of(request.uri(), own);
        self.send(request, &reach, Take::Whole(most), patience)
            .await
    }

    /// The same to an address outside any account, such as that of a webhook: on the public net, or one of the
    /// neighbours that an admin has listed.
    pub async fn call_out(
        &self,
        request: Request<Bytes>,
        neighbours: &Neighbours,
        most: usize,
        patience: Duration,
    ) -> Result<Reply, Untrue> {
        let reach = Reach::Public(Arc::new(neighbours.clone()));
        self.send(request, &reach, Take::Whole(most), patience)
            .await
    }

    /// The same, for whom the status of the answer is what matters: no more than its first bytes are waited for.
    pub async fn knock(
        &self,
        request: Request<Bytes>,
        neighbours: &Neighbours,
        beginning: usize,
        patience: Duration,
    ) -> Result<Reply, Untrue> {
        let reach = Reach::Public(Arc::new(neighbours.clone()));
        let take = Take::Beginning(beginning, REST_OF_BODY);
        self.send(request, &reach, take, patience).await
    }

    async fn send(
        &self,
        request: Request<Bytes>,
        reach: &Reach,
        take: Take,
        patience: Duration,
    ) -> Result<Reply, Untrue> {
        let late = |_| Untrue::Lost("it took too long".to_owned());
        let began = Instant::now();
        let mut flow = tokio::time::timeout(patience, self.reach(request, reach))
            .await
            .map_err(late)??;
        let body = match take {
            Take::Whole(most) => {
                let left = patience.saturating_sub(began.elapsed());
                tokio::time::timeout(left, flow.whole(most))
                    .await
                    .map_err(late)??
            }
            Take::Beginning(most, pause) => flow.beginning(most, pause).await,
        };
        Ok(Reply {
            status: flow.status,
            headers: flow.headers,
            body,
        })
    }

    /// Fetches a file from where the platform of the account at `own` says it is, following a few pointers to other
    /// addresses, each judged anew. What we show to be let in is shown to the first host only.
    pub async fn fetch(
        &self,
        address: &str,
        own: &str,
        bearer: Option<&str>,
        most: usize,
    ) -> Result<Reply, Untrue> {
        let shown = bearer.map(|bearer| format!("Bearer {bearer}"));
        self.fetch_as(address, own, shown.as_deref(), most).await
    }

    /// The same, showing this as `Authorization`.
    pub async fn fetch_as(
        &self,
        address: &str,
        own: &str,
        shown: Option<&str>,
        most: usize,
    ) -> Result<Reply, Untrue> {
        let bad = || Untrue::BadAddress("what the platform named".to_owned());
        let mut address: Uri = address.parse().map_err(|_| bad())?;
        let first = address.authority().cloned();
        for _ in 0..=MOST_HOPS {
            let mut request = Request::builder().method(Method::GET).uri(address.clone());
            if let Some(shown) = shown.filter(|_| address.authority() == first.as_ref()) {
                request = request.header(header::AUTHORIZATION, shown);
            }
            let request = request.body(Bytes::new()).map_err(|_| bad())?;
            let reply = self.call_named(request, own, most, LONG).await?;
            if !reply.status.is_redirection() {
                return Ok(reply);
            }
            let next = reply
                .headers
                .get(header::LOCATION)
                .and_then(|next| next.to_str().ok())
                .and_then(|next| join(&address, next));
            address = next.ok_or_else(bad)?;
        }
        Err(bad())
    }
}

fn client(reach: &Reach) -> Inner {
    let mut connector = HttpConnector::new_with_resolver(Resolver(reach.clone()));
    connector.enforce_http(false);
    connector.set_connect_timeout(Some(CONNECT));
    connector.set_keepalive(Some(Duration::from_secs(15)));
    let https = HttpsConnectorBuilder::new()
        .with_webpki_roots()
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector);
    Client::builder(TokioExecutor::new())
        .pool_idle_timeout(Duration::from_secs(60))
        .pool_max_idle_per_host(2)
        .build(https)
}

/// How far an address may reach that the platform of the account at `own` named: what the admin typed there is the
/// admin's word, what the platform says is not.
fn reach_of(address: &Uri, own: &str) -> Reach {
    let is_own = own.parse::<Uri>().is_ok_and(|own| {
        own.authority().is_some() && own.authority() == address.authority()
            || is_loopback(&own) && is_loopback(address)
    });
    if is_own {
        Reach::Anywhere
    } else {
        Reach::Public(Arc::default())
    }
}

/// What went wrong before an answer came. The address is left out: it may hold a token.
fn misfortune(error: &hyper_util::client::legacy::Error) -> Untrue {
    let mut last: &dyn std::error::Error = error;
    while let Some(deeper) = last.source() {
        last = deeper;
    }
    if let Some(private) = last.downcast_ref::<Private>() {
        Untrue::Private(private.0.clone())
    } else if error.is_connect() {
        Untrue::Unsent(last.to_string())
    } else {
        Untrue::Lost(last.to_string())
    }
}

/// A request with a JSON body.
#[must_use]
pub fn json(address: &str, body: &impl serde::Serialize) -> Option<Request<Bytes>> {
    Request::post(address)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Bytes::from(serde_json::to_vec(body).ok()?))
        .ok()
}

/// The pause that an answer asks for: in seconds, or until a date (RFC 9110, 10.2.3).
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let words = |name| Some(headers.get(name)?.to_str().ok()?.trim());
    let pause = words(header::RETRY_AFTER)?;
    if let Ok(seconds) = pause.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(pause).ok()?;
    // By the clock of whoever said it, as far as they tell it: ours may be another hour's.
    let now = words(header::DATE)
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default())
}

/// One part of a form that carries files.
#[derive(Debug)]
pub struct FormPart<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Name and type, if it is a file.
    pub file: Option<(&'a str, &'a str)>,
}

/// A request with a form that carries files (RFC 7578).
#[must_use]
pub fn form(address: &str, parts: &[FormPart<'_>]) -> Option<Request<Bytes>> {
    let boundary = format!("shopbell-{}", crate::base::secret::random_hex());
    let mut body = BytesMut::new();
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", part.name);
        if let Some((name, media_type)) = part.file {
            // As browsers write it: quotes and line ends in percent form, all else as it is.
            let name = name
                .replace('"', "%22")
                .replace('\r', "%0D")
                .replace('\n', "%0A");
            head.push_str(&format!(
                "; filename=\"{name}\"\r\nContent-Type: {media_type}"
            ));
        }
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let kind = HeaderValue::from_str(&format!("multipart/form-data; boundary={boundary}")).ok()?;
    Request::post(address)
        .header(header::CONTENT_TYPE, kind)
        .body(body.freeze())
        .ok()
}

/// Whether an address may be called that an admin has typed: HTTPS, or plain HTTP to what is near.
#[must_use]
pub fn may_call(address: &str) -> bool {
    let may = |address: Uri| check(&address, &Reach::Own).is_ok();
    address.parse().is_ok_and(may)
}

/// HTTPS, or plain HTTP to what is near, and nothing that is out of reach.
fn check(address: &Uri, reach: &Reach) -> Result<(), Untrue> {
    let bad = || Untrue::BadAddress(address.host().unwrap_or_default().to_owned());
    match address.scheme_str() {
        Some("https" | "http") if address.host().is_none_or(str::is_empty) => return Err(bad()),
        Some("https" | "http") => {}
        _ => return Err(bad()),
    }
    reach
        .check(address)
        .map_err(|Private(host)| Untrue::Private(host))?;
    if address.scheme_str() == Some("http") && !reach.is_near(address) {
        return Err(bad());
    }
    Ok(())
}

/// Whether an address is one that [`Http::call_out`] would try, as far as can be said without asking anybody.
pub fn may_call_out(address: &str, neighbours: &Neighbours) -> Result<(), Untrue> {
    let bad = |_| Untrue::BadAddress(address.to_owned());
    let address: Uri = address.parse().map_err(bad)?;
    check(&address, &Reach::Public(Arc::new(neighbours.clone())))
}

/// Where a pointer leads, seen from the address that gave it.
fn join(from: &Uri, to: &str) -> Option<Uri> {
    if to.starts_with('/') && !to.starts_with("//") {
        let mut parts = from.clone().into_parts();
        parts.path_and_query = to.parse().ok();
        return Uri::from_parts(parts).ok();
    }
    to.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_called_in_plain_text_but_this_machine() {
        for (address, may) in [
            ("https://api.telegram.org/botX/getMe", true),
            ("http://127.0.0.1:8081/x", true),
            ("http://[::1]:8081/x", true),
            ("http://localhost:1/", true),
            ("https://192.168.1.9/", true),
            ("http://api.telegram.org/", false),
            ("http://192.168.1.9/", false),
            ("ftp://127.0.0.1/", false),
            ("/x", false),
        ] {
            let uri: Uri = address.parse().unwrap();
            let checked = check(&uri, &Reach::Anywhere);
            assert_eq!(checked.is_ok(), may, "{address}");
        }
    }

    #[test]
    fn a_pause_is_asked_for_in_seconds_or_until_a_date() {
        let date = |seconds| format!("Fri, 27 Nov 2026 08:00:{seconds:02} GMT");
        for (pause, now, expected) in [
            ("7", None, Some(7)),
            (" 7 ", None, Some(7)),
            (date(40).as_str(), Some(date(10)), Some(30)),
            (date(10).as_str(), Some(date(40)), Some(0)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", None, Some(0)),
            ("soon", Some(date(0)), None),
            ("-1", None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, pause.parse().unwrap());
            if let Some(now) = now {
                headers.insert(header::DATE, now.parse().unwrap());
            }
            let asked = retry_after(&headers).map(|pause| pause.as_secs());
            assert_eq!(asked, expected, "{pause}");
        }
    }

    #[test]
    fn a_platform_points_to_the_public_net_or_to_its_own_machine() {
        for (own, address, may) in [
            ("https://api.vk.com", "https://sun9-1.userapi.com/a", true),
            ("https://api.vk.com", "https://10.0.0.1/a", false),
            ("https://api.vk.com", "https://[fd00::1]/a", false),
            ("https://api.vk.com", "http://127.0.0.1:8080/a", false),
            ("https://api.vk.com", "http://example.org/a", false),
            (
                "https://192.168.0.7:8443",
                "https://192.168.0.7:8443/a",
                true,
            ),
            (
                "https://192.168.0.7:8443",
                "https://192.168.0.7:9000/a",
                false,
            ),
            ("http://127.0.0.1:4000", "http://127.0.0.1:5000/a", true),
            ("http://127.0.0.1:4000", "http://192.168.0.7/a", false),
            ("", "http://127.0.0.1:5000/a", false),
        ] {
            let uri: Uri = address.parse().unwrap();
            let checked = check(&uri, &reach_of(&uri, own));
            assert_eq!(checked.is_ok(), may, "{own} {address}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_not_called_unless_it_is_listed() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let answers = tokio::spawn(async move {
            use tokio::io::{AsyncReadExt, AsyncWriteExt};
            let (mut line, _) = listener.accept().await.unwrap();
            let _ = line.read(&mut [0; 1024]).await.unwrap();
            let reply = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 5\r\n\r\nhello";
            line.write_all(reply).await.unwrap();
        });
        let http = Http::default();
        let ask = |scheme| {
            Request::get(format!("{scheme}://localhost:{port}/a"))
                .body(Bytes::new())
                .unwrap()
        };
        // By HTTPS, so that it is the look-up alone that refuses.
        let none = Neighbours::default();
        let refused = http.call_out(ask("https"), &none, 10, PATIENCE).await;
        assert!(matches!(refused, Err(Untrue::Private(_))), "{refused:?}");
        let listed = Neighbours::read("localhost").unwrap();
        let reply = http.knock(ask("http"), &listed, 4, PATIENCE).await.unwrap();
        // The redirect is the answer, and no more is read than was asked for.
        assert_eq!(
            (reply.status.as_u16(), &reply.body[..]),
            (302, &b"hell"[..])
        );
        answers.await.unwrap();
    }

    #[test]
    fn fuzz_names_of_files_in_forms() {
        let samples = ["plan.pdf", "a\"b\r\nc.jpg", "чай.png"];
        let words = ["\r\n--shopbell-", "\"; name=\"", "%22", "\r\n\r\n"];
        crate::base::fuzz::text("form", &samples, &words, |name| {
            let part = FormPart {
                name: "file",
                bytes: b"bytes",
                file: Some((name, "image/png")),
            };
            let request = form("https://a.example/", &[part]).unwrap();
            let kind = request.headers()[header::CONTENT_TYPE].to_str().unwrap();
            let (_, boundary) = kind.split_once("boundary=").unwrap();
            let body = str::from_utf8(request.body()).unwrap();
            // One part with two lines before its bytes, whatever the file is called.
            let begin = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            );
            let end = format!("\"\r\nContent-Type: image/png\r\n\r\nbytes\r\n--{boundary}--\r\n");
            let rest = body
                .strip_prefix(&begin)
                .and_then(|rest| rest.strip_suffix(&end));
            assert!(!rest.unwrap().contains(['"', '\r', '\n']), "{name:?}");
        });
    }

    #[test]
    fn a_pointer_is_read_from_where_it_stands() {
        let from: Uri = "https://a.example/x/y?z".parse().unwrap();
        for (to, whole) in [
            ("/b?c", Some("https://a.example/b?c")),
            ("https://b.example/", Some("https://b.example/")),
            ("not an address", None),
        ] {
            let joined = join(&from, to).map(|uri| uri.to_string());
            assert_eq!(joined.as_deref(), whole, "{to}");
        }
    }
}

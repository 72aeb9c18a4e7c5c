//! Requests to machines that are not ours: one client for all who ask, with limits on time and size, and nothing in plain text but
//! to this machine itself.

mod flow;

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::Duration,
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

/// Connecting takes no longer than this.
const CONNECT: Duration = Duration::from_secs(10);
/// An answer that is no file is no larger than this.
pub const MOST_WORDS: usize = 8 * 1024 * 1024;
/// A request that has no time of its own is given up after this.
pub const PATIENCE: Duration = Duration::from_secs(30);
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
#[derive(Clone)]
pub struct Http {
    // Made when something is first asked: a house without such accounts never loads a certificate.
    client: Arc<OnceLock<Inner>>,
    public: Option<Arc<str>>,
}

type Inner = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

impl Default for Http {
    fn default() -> Self {
        Self::of_house(None)
    }
}

impl Http {
    /// The client of a house that the world finds at this address, if at any.
    #[must_use]
    pub fn of_house(public: Option<&str>) -> Self {
        Self {
            client: Arc::default(),
            public: public.map(Arc::from),
        }
    }

    fn client(&self) -> &Inner {
        self.client.get_or_init(|| {
            let mut connector = HttpConnector::new();
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
        })
    }

    /// Where the world finds this house, without a slash at the end; `None` where it does not.
    #[must_use]
    pub fn public(&self) -> Option<&str> {
        self.public.as_deref()
    }

    /// Sends a request and reads the whole answer, of at most so many bytes, within this time.
    pub async fn call(
        &self,
        request: Request<Bytes>,
        most: usize,
        patience: Duration,
    ) -> Result<Reply, Untrue> {
        let asked = async {
            let mut flow = self.open(request).await?;
            let mut gathered = BytesMut::new();
            while let Some(bytes) = flow.next().await? {
                if gathered.len() + bytes.len() > most {
                    return Err(Untrue::TooLarge(most));
                }
                gathered.extend_from_slice(&bytes);
            }
            Ok(Reply {
                status: flow.status,
                headers: flow.headers,
                body: gathered.freeze(),
            })
        };
        tokio::time::timeout(patience, asked)
            .await
            .unwrap_or_else(|_| Err(Untrue::Lost("it took too long".to_owned())))
    }

    /// Fetches a file, following a few pointers to other addresses. What we show to be let in is shown to
    /// the first host only.
    pub async fn fetch(
        &self,
        address: &str,
        bearer: Option<&str>,
        most: usize,
    ) -> Result<Reply, Untrue> {
        let shown = bearer.map(|bearer| format!("Bearer {bearer}"));
        self.fetch_as(address, shown.as_deref(), most).await
    }

    /// The same, showing this as `Authorization`.
    pub async fn fetch_as(
        &self,
        address: &str,
        shown: Option<&str>,
        most: usize,
    ) -> Result<Reply, Untrue> {
        let bad = || Untrue::BadAddress("what the platform named".to_owned());
        let mut address: Uri = address.parse().map_err(|_| bad())?;
        let first = address.authority().cloned();
        let is_near = is_loopback(&address);
        for _ in 0..=MOST_HOPS {
            // A platform on the net points to nothing in this house's own network.
            if !is_near && is_private(&address) {
                return Err(bad());
            }
            let mut request = Request::builder().method(Method::GET).uri(address.clone());
            if let Some(shown) = shown.filter(|_| address.authority() == first.as_ref()) {
                request = request.header(header::AUTHORIZATION, shown);
            }
            let request = request.body(Bytes::new()).map_err(|_| bad())?;
            let reply = self.call(request, most, Duration::from_secs(300)).await?;
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

/// A request with a JSON body.
#[must_use]
pub fn json(address: &str, body: &impl serde::Serialize) -> Option<Request<Bytes>> {
    Request::post(address)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Bytes::from(serde_json::to_vec(body).ok()?))
        .ok()
}

/// The pause that an answer asks for, in seconds.
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
    seconds.trim().parse().ok().map(Duration::from_secs)
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

/// Whether an address may be called at all: HTTPS, or plain HTTP to this machine itself.
#[must_use]
pub fn may_call(address: &str) -> bool {
    address.parse().is_ok_and(|address| check(&address).is_ok())
}

/// HTTPS, or plain HTTP to this machine itself.
fn check(address: &Uri) -> Result<(), Untrue> {
    match address.scheme_str() {
        Some("https") if address.host().is_some() => Ok(()),
        Some("http") if is_loopback(address) => Ok(()),
        _ => Err(Untrue::BadAddress(
            address.host().unwrap_or_default().to_owned(),
        )),
    }
}

fn ip_of(address: &Uri) -> Option<IpAddr> {
    address
        .host()
        .map(|host| host.trim_matches(['[', ']']))
        .and_then(|host| host.parse().ok())
}

/// Whether an address is one of this machine itself.
#[must_use]
pub fn is_loopback(address: &Uri) -> bool {
    ip_of(address).is_some_and(|ip| ip.is_loopback()) || address.host() == Some("localhost")
}

fn is_private(address: &Uri) -> bool {
    let is_named_so = address.host().is_some_and(|host| {
        host == "localhost" || host.ends_with(".local") || host.ends_with(".internal")
    });
    is_named_so
        || ip_of(address).is_some_and(|ip| match ip {
            IpAddr::V4(ip) => {
                ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()
            }
            IpAddr::V6(ip) => {
                ip.is_loopback()
                    || ip.is_unique_local()
                    || ip.is_unicast_link_local()
                    || ip.is_unspecified()
            }
        })
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

fn source_of(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(deeper) = last.source() {
        last = deeper;
    }
    last.to_string()
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
            ("http://api.telegram.org/", false),
            ("http://192.168.1.9/", false),
            ("ftp://127.0.0.1/", false),
        ] {
            let uri: Uri = address.parse().unwrap();
            assert_eq!(check(&uri).is_ok(), may, "{address}");
        }
    }

    #[test]
    fn the_house_s_own_network_is_private() {
        for (address, is_so) in [
            ("https://10.0.0.1/a", true),
            ("https://192.168.0.7/a", true),
            ("https://169.254.1.1/a", true),
            ("https://printer.local/a", true),
            ("https://[fd00::1]/a", true),
            ("https://example.org/a", false),
            ("https://93.184.216.34/a", false),
        ] {
            assert_eq!(is_private(&address.parse().unwrap()), is_so, "{address}");
        }
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

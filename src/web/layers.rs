//! What lies around every handler: panics are caught, pages compressed, safe headers set.

use std::{
    any::Any, convert::Infallible, future::ready, net::IpAddr, panic::AssertUnwindSafe, sync::Arc,
    time::Instant,
};

use futures_util::FutureExt;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Version, header};
use hyper::body::Incoming;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, Predicate, predicate::SizeAbove},
};

use super::{
    House,
    answer::{Answer, Refusal},
    body::Body,
    metrics::Class,
    public::Entrance,
    request::{Ask, Way},
    router::{Router, routes},
    shop, way,
};
use crate::base::lang::Lang;

/// The router within its layers.
pub(super) struct Layers {
    house: Arc<House>,
    router: Router,
}

impl Layers {
    pub(super) fn new(house: Arc<House>) -> Self {
        let mut table = routes();
        if house.config.demo {
            table.extend(shop::routes());
        }
        Self {
            house,
            router: Router::new(table),
        }
    }

    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        peer: IpAddr,
        way: Way,
        listener: Entrance,
    ) -> Answer {
        let (began, class) = (Instant::now(), Class::of(request.uri().path()));
        let encodings = request.headers().get(header::ACCEPT_ENCODING).cloned();
        let strict = way::strict(&self.house, request.headers(), way);
        let entrance = Entrance::of(&self.house, listener, request.headers());
        // What leads elsewhere leads to the team's pages.
        let detour = match entrance {
            Entrance::House => way::detour(&self.house, &request, peer, way),
            Entrance::World => None,
        };
        let mut answer = match detour {
            Some(answer) => answer,
            None => {
                let ask = Ask::new(self.house.clone(), request, peer, way, entrance);
                AssertUnwindSafe(self.router.answer(ask))
                    .catch_unwind()
                    .await
                    .unwrap_or_else(on_panic)
            }
        };
        complete(answer.headers_mut());
        if let Some(strict) = strict {
            answer
                .headers_mut()
                .insert(header::STRICT_TRANSPORT_SECURITY, strict);
        }
        let took = began.elapsed();
        self.house.counts.note(class, answer.status(), took);
        match encodings {
            // Most answers are small, and go past this.
            Some(encodings) if SizeAbove::new(1024).and(is_text).should_compress(&answer) => {
                compress(answer, encodings).await
            }
            _ => answer,
        }
    }
}

/// Packs an answer the way that the browser likes best.
async fn compress(answer: Answer, encodings: HeaderValue) -> Answer {
    let mut request = Request::new(answer);
    request
        .headers_mut()
        .insert(header::ACCEPT_ENCODING, encodings);
    let layer = CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(is_text);
    let answered = service_fn(|request: Request<Answer>| {
        ready(Ok::<_, Infallible>(Request::into_body(request)))
    });
    match layer.layer(answered).oneshot(request).await {
        Ok(packed) => packed.map(Body::layered),
        Err(never) => match never {},
    }
}

/// Adds what every answer says and its handler did not say otherwise.
pub fn complete(headers: &mut HeaderMap) {
    headers.reserve(HEADERS.len());
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
}

/// Only text that a person reads is worth compressing on the way; assets were packed beforehand, and
/// a stream must not wait for a full block.
fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/json"))
}

/// No script but our own, nothing from other hosts, never inside another page.
pub(in crate::web) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
    object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Headers of every answer, errors included, unless a handler set its own.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    // Not `no-referrer`: with it browsers post forms with `Origin: null`, which is nobody's origin.
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(self)"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// One panicking request answers 500 and takes nobody else down.
fn on_panic(panic: Box<dyn Any + Send>) -> Answer {
    let words = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(panic = words, "a request panicked");
    let mut answer = Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").to_json(Lang::En);
    answer
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

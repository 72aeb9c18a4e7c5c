//! What lies around every handler: panics are caught, pages compressed, safe headers set.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use http::{
    Extensions, HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Version, header,
};
use hyper::body::Incoming;
use tower::{ServiceBuilder, ServiceExt, service_fn, util::BoxCloneSyncService};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate, predicate::SizeAbove},
};

use super::{
    House,
    answer::{Answer, Refusal},
    body::Body,
    request::Ask,
    router::{Router, routes},
    shop,
};
use crate::base::lang::Lang;

/// The router within its layers.
pub(super) struct Layers(BoxCloneSyncService<Request<Incoming>, Answer, Infallible>);

/// Where a request came from; travels with it through the layers.
#[derive(Clone, Copy)]
struct Peer(IpAddr);

impl Layers {
    pub(super) fn new(house: Arc<House>) -> Self {
        let mut table = routes();
        if house.config.demo {
            table.extend(shop::routes());
        }
        let router = Arc::new(Router::new(table));
        let handlers = service_fn(move |request: Request<Incoming>| {
            let (house, router) = (house.clone(), router.clone());
            async move {
                let peer = request
                    .extensions()
                    .get::<Peer>()
                    .map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0);
                Ok::<_, Infallible>(router.answer(Ask::new(house, request, peer)).await)
            }
        });
        let compression = CompressionLayer::new()
            .quality(CompressionLevel::Fastest)
            .compress_when(SizeAbove::new(1024).and(is_text));
        let layered = ServiceBuilder::new()
            .map_response(|answer: Response<_>| answer.map(Body::layered))
            .layer(compression)
            .layer(CatchPanicLayer::custom(on_panic))
            .service(handlers);
        Self(BoxCloneSyncService::new(layered))
    }

    pub(super) async fn answer(
        &self,
        mut request: Request<Incoming>,
        peer: IpAddr,
    ) -> Result<Answer, Infallible> {
        request.extensions_mut().insert(Peer(peer));
        let mut answer = self.0.clone().oneshot(request).await?;
        let headers = answer.headers_mut();
        for (name, value) in HEADERS {
            if !headers.contains_key(&name) {
                headers.insert(name, value);
            }
        }
        Ok(answer)
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
fn on_panic(panic: Box<dyn std::any::Any + Send>) -> Answer {
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

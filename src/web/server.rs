//! Connections: accepted within limits, served with time-outs, drained at the end.

use std::{
    convert::Infallible,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use http::{HeaderName, HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};
use tower::{ServiceBuilder, service_fn};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
    set_header::SetResponseHeaderLayer,
};

use super::{
    House,
    answer::Answer,
    request::Ask,
    router::{Router, routes},
    shop,
};
use crate::config::DEFAULT_PORT;

/// A request's head must be there within this.
const HEAD: Duration = Duration::from_secs(10);
/// Running requests get this long when the house closes.
const DRAIN: Duration = Duration::from_secs(10);

/// Opens the port: the one asked for, or the first free one from [`DEFAULT_PORT`] on.
pub async fn bind(listen: Option<SocketAddr>) -> io::Result<TcpListener> {
    if let Some(listen) = listen {
        return TcpListener::bind(listen).await;
    }
    for port in DEFAULT_PORT..DEFAULT_PORT + 20 {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            other => return other,
        }
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

/// Serves until `stop` says so, then lets running requests finish.
pub async fn serve(house: Arc<House>, listener: TcpListener, mut stop: watch::Receiver<bool>) {
    let mut table = routes();
    if house.config.demo {
        table.extend(shop::routes());
    }
    let router = Arc::new(Router::new(table));
    let seats = Arc::new(Semaphore::new(house.config.connections));
    let graceful = GracefulShutdown::new();
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(16 * 1024)
        .max_headers(100);
    let layers = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(security_header("x-content-type-options", "nosniff"))
        .layer(security_header("referrer-policy", "no-referrer"))
        .layer(security_header("cross-origin-opener-policy", "same-origin"))
        .layer(security_header(
            "cross-origin-resource-policy",
            "same-origin",
        ))
        .layer(security_header(
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(self)",
        ))
        .layer(security_header(
            "content-security-policy",
            CONTENT_SECURITY_POLICY,
        ))
        .layer(security_header("cache-control", "no-store"))
        .layer(
            CompressionLayer::new()
                .quality(tower_http::CompressionLevel::Fastest)
                .compress_when(
                    SizeAbove::new(1024)
                        .and(NotForContentType::SSE)
                        .and(NotForContentType::IMAGES)
                        .and(NotForContentType::const_new("audio/"))
                        .and(NotForContentType::const_new("application/octet-stream")),
                ),
        );
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &seats) => accepted,
            _ = stop.changed() => break,
        };
        let (stream, peer, seat) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of descriptors, most likely: those who are in finish meanwhile.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (house, router) = (house.clone(), router.clone());
        let service = layers
            .clone()
            .service(service_fn(move |request: Request<Incoming>| {
                answer(house.clone(), router.clone(), request, peer.ip())
            }));
        let connection =
            http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Errors here are people who left; there is nobody to tell.
            let _ = connection.await;
            drop(seat);
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time");
    }
}

async fn accept(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let seat = seats
        .clone()
        .acquire_owned()
        .await
        .map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    // A small answer leaves at once instead of waiting for more.
    stream.set_nodelay(true)?;
    Ok((stream, peer, seat))
}

async fn answer(
    house: Arc<House>,
    router: Arc<Router>,
    request: Request<Incoming>,
    peer: IpAddr,
) -> Result<Answer, Infallible> {
    Ok(router.answer(Ask::new(house, request, peer)).await)
}

/// No script but our own, nothing from other hosts, never inside another page.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
    object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Sets a header unless the handler set its own.
fn security_header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}

fn on_panic(panic: Box<dyn std::any::Any + Send>) -> Response<super::body::Body> {
    let words = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(panic = words, "a request panicked");
    let mut answer =
        super::answer::Refusal::new(http::StatusCode::INTERNAL_SERVER_ERROR, "internal")
            .to_json(crate::base::lang::Lang::En);
    answer
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

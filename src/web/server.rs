//! Connections: accepted within limits, served with time-outs, drained at the end.

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hyper::service::service_fn;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};

use super::{House, layers::Layers};
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
    let seats = Arc::new(Semaphore::new(house.config.connections));
    let layers = Arc::new(Layers::new(house));
    let graceful = GracefulShutdown::new();
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(16 * 1024)
        .max_headers(100);
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
        let layers = layers.clone();
        // A connection may stay open for days with a stream: it holds pointers to the layers and to
        // the request at hand, not copies of them.
        let service = service_fn(move |request| {
            let layers = layers.clone();
            Box::pin(async move { Ok::<_, Infallible>(layers.answer(request, peer.ip()).await) })
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
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

//! Connections: accepted within limits, secured where they are to be, served with time-outs, drained at the end.

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use futures_util::FutureExt;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

use super::{
    House, https,
    layers::Layers,
    public::Entrance,
    relayed,
    request::Way,
    seats::{Seat, Seats},
};
use crate::{config::DEFAULT_PORT, tls};

/// A request's head must be there within this; before it, where there is one, the handshake.
const HEAD: Duration = Duration::from_secs(10);
/// Running requests get this long when the house closes.
const DRAIN: Duration = Duration::from_secs(10);
/// First byte of a connection that is to be secured, see <https://www.rfc-editor.org/rfc/rfc8446#section-5.1>.
const HANDSHAKE: u8 = 22;

/// Opens the port: the one asked for, or the first free one from [`DEFAULT_PORT`] on.
pub async fn bind(listen: Option<SocketAddr>) -> io::Result<TcpListener> {
    match listen {
        Some(listen) => TcpListener::bind(listen).await,
        None => bind_near((Ipv4Addr::LOCALHOST, DEFAULT_PORT).into()).await,
    }
}

/// Opens this port or one of the next; when all are taken, whichever is free.
pub(super) async fn bind_near(first: SocketAddr) -> io::Result<TcpListener> {
    for port in first.port()..first.port().saturating_add(20) {
        match TcpListener::bind((first.ip(), port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            other => return other,
        }
    }
    TcpListener::bind((first.ip(), 0)).await
}

/// Serves until `stop` says so, then lets running requests finish. `public` is the world's own entrance, if it has one.
pub async fn serve(
    house: Arc<House>,
    listener: TcpListener,
    public: Option<TcpListener>,
    stop: watch::Receiver<bool>,
) {
    let hall = Hall::new(house);
    let world = hall.for_the_world();
    let admit_world = async {
        if let Some(public) = public {
            world.admit(public, None, stop.clone()).await;
        }
    };
    tokio::join!(
        hall.admit(listener, None, stop.clone()),
        admit_world,
        https::keep(&hall, stop.clone()),
        relayed::keep(&hall, stop.clone())
    );
}

/// Where everybody who came in is served, whichever door they took.
#[derive(Clone)]
pub(super) struct Hall {
    pub(super) house: Arc<House>,
    layers: Arc<Layers>,
    http: http1::Builder,
    entrance: Entrance,
}

impl Hall {
    fn new(house: Arc<House>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(16 * 1024)
            .max_headers(100);
        Self {
            layers: Arc::new(Layers::new(house.clone())),
            house,
            http,
            entrance: Entrance::House,
        }
    }

    /// The same rooms behind the world's entrance.
    fn for_the_world(&self) -> Self {
        Self {
            entrance: Entrance::World,
            ..self.clone()
        }
    }

    /// The house.
    pub(super) fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// What answers.
    pub(super) fn layers(&self) -> &Arc<Layers> {
        &self.layers
    }

    /// How HTTP is spoken.
    pub(super) fn http(&self) -> &http1::Builder {
        &self.http
    }

    /// Serves who comes to a listener, by HTTPS if it says how, until `stop` says so.
    pub(super) async fn admit(
        &self,
        listener: TcpListener,
        secured: Option<Arc<ServerConfig>>,
        mut stop: watch::Receiver<bool>,
    ) {
        let graceful = GracefulShutdown::new();
        // Ends when this does: a door that is closed while the house stays open leaves nobody behind it.
        let (open, closed) = watch::channel(());
        loop {
            let accepted = tokio::select! {
                accepted = accept(&listener, &self.house.seats) => accepted,
                _ = stop.changed() => break,
            };
            let (stream, peer, seat) = match accepted {
                Ok(Some(accepted)) => accepted,
                // They come again when they have let go of what they have.
                Ok(None) => continue,
                Err(error) => {
                    // Out of descriptors, most likely: those who are in finish meanwhile.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            match &secured {
                None => self.plainly(stream, peer, seat, graceful.watcher()),
                Some(config) => {
                    let acceptor = TlsAcceptor::from(config.clone());
                    let (hall, watcher) = (self.clone(), graceful.watcher());
                    let (mut stop, mut closed) = (stop.clone(), closed.clone());
                    tokio::spawn(async move {
                        let shaken = tokio::select! {
                            shaken = tokio::time::timeout(HEAD, shake(stream, acceptor)) => shaken,
                            _ = stop.changed() => return,
                        };
                        // Errors here are people who left, or do not trust us; there is nobody to tell.
                        let Ok(Ok(shaken)) = shaken else { return };
                        let served = async {
                            match shaken {
                                Shaken::Secured(stream) => {
                                    hall.serve(*stream, peer, Way::Secured, watcher).await;
                                }
                                Shaken::Astray(stream) => {
                                    hall.serve(stream, peer, Way::Astray, watcher).await;
                                }
                                Shaken::Looked => {}
                            }
                        };
                        tokio::select! {
                            () = served => {}
                            _ = closed.changed() => {}
                        }
                        drop(seat);
                    });
                }
            }
        }
        drop(listener);
        if tokio::time::timeout(DRAIN, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("some requests did not finish in time");
        }
        drop(open);
    }

    fn plainly(&self, stream: TcpStream, peer: SocketAddr, seat: Seat, watcher: Watcher) {
        let served = self.serve(stream, peer, Way::Plain, watcher);
        tokio::spawn(served.map(move |()| drop(seat)));
    }

    /// Serves one connection to its end.
    fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        &self,
        stream: S,
        peer: SocketAddr,
        way: Way,
        watcher: Watcher,
    ) -> impl Future<Output = ()> + Send + use<S> {
        let (layers, entrance) = (self.layers.clone(), self.entrance);
        // A connection may stay open for days with a stream: it holds pointers to the layers and to
        // the request at hand, not copies of them.
        let service = service_fn(move |request| {
            let layers = layers.clone();
            Box::pin(async move {
                // A listener for both sorts of addresses has IPv4 ones in the form of IPv6.
                let from = peer.ip().to_canonical();
                let answer = layers.answer(request, from, way, entrance).await;
                Ok::<_, Infallible>(answer)
            })
        });
        let served = watcher.watch(self.http.serve_connection(TokioIo::new(stream), service));
        // Errors here are people who left; there is nobody to tell. A block that waits for it would hold it twice: as
        // what it was given, and as what it waits for.
        served.map(drop)
    }
}

/// How a connection to the door for HTTPS began.
enum Shaken {
    /// As it should.
    Secured(Box<tokio_rustls::server::TlsStream<TcpStream>>),
    /// With plain HTTP: somebody typed the address without its `https`.
    Astray(TcpStream),
    /// An authority looked whether a name is ours, which the handshake itself has answered.
    Looked,
}

async fn shake(stream: TcpStream, acceptor: TlsAcceptor) -> io::Result<Shaken> {
    let mut first = [0];
    match stream.peek(&mut first).await? {
        0 => return Err(io::ErrorKind::UnexpectedEof.into()),
        _ if first[0] != HANDSHAKE => return Ok(Shaken::Astray(stream)),
        _ => {}
    }
    let stream = acceptor.accept(stream).await?;
    let said = stream.get_ref().1.alpn_protocol();
    if said == Some(tls::ACME) {
        return Ok(Shaken::Looked);
    }
    Ok(Shaken::Secured(Box::new(stream)))
}

/// Somebody who comes; `None`: there is no place for them.
async fn accept(
    listener: &TcpListener,
    seats: &Seats,
) -> io::Result<Option<(TcpStream, SocketAddr, Seat)>> {
    let free = seats.free().await;
    let (stream, peer) = listener.accept().await?;
    let Some(seat) = seats.give(free, peer.ip()) else {
        return Ok(None);
    };
    // A small answer leaves at once instead of waiting for more.
    stream.set_nodelay(true)?;
    Ok(Some((stream, peer, seat)))
}

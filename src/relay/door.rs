//! The relay's doors. At each, whoever comes by TLS and says that they are an office is one that calls in; others are the
//! world.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_rustls::{LazyConfigAcceptor, rustls::server::Acceptor, server::TlsStream};

use super::Relay;
use crate::{
    link::{
        self,
        hello::{self, Answer, Hello, Refused},
    },
    tls::{self, peer},
    web::body::Body,
};

/// A request's head must be there within this; before it, the handshake and what an office says.
const HEAD: Duration = Duration::from_secs(10);
/// Running requests get this long when the relay closes.
const DRAIN: Duration = Duration::from_secs(5);
/// First byte of a connection that is to be secured, see <https://www.rfc-editor.org/rfc/rfc8446#section-5.1>.
const HANDSHAKE: u8 = 22;

/// Opens a door, if there is to be one.
pub(super) async fn bind(address: Option<SocketAddr>) -> anyhow::Result<Option<TcpListener>> {
    let Some(address) = address else {
        return Ok(None);
    };
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be opened"))?;
    Ok(Some(listener))
}

/// Who came.
enum Comer {
    /// The world by HTTPS.
    Secured(Box<TlsStream<TcpStream>>),
    /// The world by plain HTTP.
    Plain(TcpStream),
    /// An office.
    Office(Box<TlsStream<TcpStream>>),
    /// An authority looked whether a name is ours, which the handshake itself has answered.
    Looked,
}

impl Relay {
    /// Serves who comes to a door until `stop` says so. `is_secured`: plain HTTP is sent on to HTTPS there.
    pub(super) async fn admit(
        self: Arc<Self>,
        listener: TcpListener,
        is_secured: bool,
        mut stop: watch::Receiver<bool>,
    ) {
        let graceful = GracefulShutdown::new();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(16 * 1024)
            .max_headers(100);
        loop {
            let accepted = tokio::select! {
                accepted = async {
                    let free = self.seats.free().await;
                    listener.accept().await.map(|accepted| (accepted, free))
                } => accepted,
                _ = stop.changed() => break,
            };
            let ((stream, from), free) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            // They come again when they have let go of what they have.
            let Some(seat) = self.seats.give(free, from.ip()) else {
                continue;
            };
            let _ = stream.set_nodelay(true);
            let (relay, http, watcher) = (self.clone(), http.clone(), graceful.watcher());
            tokio::spawn(async move {
                // Errors here are people who left; there is nobody to tell.
                let Ok(Ok(comer)) = tokio::time::timeout(HEAD, relay.meet(stream)).await else {
                    return;
                };
                match comer {
                    Comer::Secured(stream) => {
                        let served = relay.serve_world(&http, *stream, from, true);
                        let _ = watcher.watch(served).await;
                    }
                    Comer::Plain(stream) if is_secured => {
                        let served = relay.send_on(&http, stream);
                        let _ = watcher.watch(served).await;
                    }
                    Comer::Plain(stream) => {
                        let served = relay.serve_world(&http, stream, from, false);
                        let _ = watcher.watch(served).await;
                    }
                    Comer::Office(stream) => relay.called_by_office(*stream, from).await,
                    Comer::Looked => {}
                }
                drop(seat);
            });
        }
        drop(listener);
        if tokio::time::timeout(DRAIN, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::info!("some requests did not finish in time");
        }
    }

    async fn meet(&self, stream: TcpStream) -> io::Result<Comer> {
        let mut first = [0];
        match stream.peek(&mut first).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            _ if first[0] != HANDSHAKE => return Ok(Comer::Plain(stream)),
            _ => {}
        }
        let begun = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        let is_office = begun
            .client_hello()
            .alpn()
            .is_some_and(|mut said| said.any(|word| word == link::ALPN));
        if is_office {
            let stream = begun.into_stream(self.for_office.clone()).await?;
            return Ok(Comer::Office(Box::new(stream)));
        }
        let stream = begun.into_stream(self.for_world.clone()).await?;
        if stream.get_ref().1.alpn_protocol() == Some(tls::ACME) {
            return Ok(Comer::Looked);
        }
        Ok(Comer::Secured(Box::new(stream)))
    }

    fn serve_world<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        self: &Arc<Self>,
        http: &http1::Builder,
        stream: S,
        from: SocketAddr,
        is_secured: bool,
    ) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send + use<S>
    {
        let relay = self.clone();
        let service = service_fn(move |request| {
            let relay = relay.clone();
            Box::pin(async move {
                let answer = relay.answer(request, from.ip(), is_secured).await;
                Ok::<_, Infallible>(answer)
            })
        });
        http.serve_connection(TokioIo::new(stream), service)
    }

    /// Somebody typed the address without its `https`; an authority that looks by plain HTTP is answered.
    fn send_on(
        self: &Arc<Self>,
        http: &http1::Builder,
        stream: TcpStream,
    ) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send + use<>
    {
        let relay = self.clone();
        let service = service_fn(move |request: http::Request<Incoming>| {
            let answer = match relay.challenge(request.uri().path()) {
                Some(answer) => answer,
                None => relay.elsewhere(request.uri()),
            };
            let answer = answer.unwrap_or_else(|refusal| refusal.to_json(Default::default()));
            std::future::ready(Ok::<http::Response<Body>, Infallible>(answer))
        });
        http.serve_connection(TokioIo::new(stream), service)
    }

    /// An office calls in: who it is, it has shown; whether it is ours is looked at.
    async fn called_by_office(self: Arc<Self>, mut stream: TlsStream<TcpStream>, from: SocketAddr) {
        let heard = tokio::time::timeout(HEAD, hello::hear::<Hello, _>(&mut stream)).await;
        let Ok(Ok(said)) = heard else { return };
        let shown = peer::Fingerprint::of_peer(stream.get_ref().1.peer_certificates());
        let answer = match shown {
            _ if said.version != link::VERSION => Answer::Refused(Refused::Version(link::VERSION)),
            None => return,
            Some(shown) => match self.state.admit(shown, &said, self.clock.now()) {
                Ok(Ok(())) => Answer::Welcome {
                    url: self.url.clone(),
                    program: env!("CARGO_PKG_VERSION").to_owned(),
                    at: self.clock.now(),
                },
                Ok(Err(why)) => Answer::Refused(why),
                Err(error) => {
                    tracing::error!(%error, "who the office is cannot be written down");
                    return;
                }
            },
        };
        if let Answer::Refused(why) = &answer {
            tracing::warn!(?why, %from, "a house that called in is not taken as the office");
        }
        let told = tokio::time::timeout(HEAD, hello::say(&mut stream, &answer)).await;
        if matches!(told, Ok(Ok(()))) && matches!(answer, Answer::Welcome { .. }) {
            // It finds the way back also when strangers take all that there is.
            self.seats.know(from.ip());
            self.attend(stream).await;
        }
    }
}

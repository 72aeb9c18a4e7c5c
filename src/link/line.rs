//! The one line between office and relay, and the many pipes within it (yamux,
//! <https://github.com/hashicorp/yamux/blob/master/spec.md>): each has its own flow, so that one who reads slowly holds
//! nobody else up.

use std::{io, pin::pin, task::Poll};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{mpsc, oneshot},
};
use tokio_util::compat::{Compat, FuturesAsyncReadCompatExt, TokioAsyncReadCompatExt};

/// Pipes at once. Each visitor with a stream has one.
const MOST_PIPES: usize = 16_384;

/// Pipes that wait to be taken.
const BACKLOG: usize = 64;

/// One way there and one way back, for one request.
pub type Pipe = Compat<yamux::Stream>;

/// Opens pipes; cheap to clone. The line ends when all of these and the pipes are gone.
#[derive(Debug, Clone)]
pub struct Line(mpsc::Sender<oneshot::Sender<Pipe>>);

impl Line {
    /// Opens a pipe to the other side.
    pub async fn open(&self) -> io::Result<Pipe> {
        let gone = || io::Error::new(io::ErrorKind::NotConnected, "the line has ended");
        let (answer, pipe) = oneshot::channel();
        self.0.send(answer).await.map_err(|_| gone())?;
        pipe.await.map_err(|_| gone())
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.0.is_closed()
    }
}

/// Which side of the line this is: of the two, each numbers its pipes another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who calls.
    Office,
    /// Who is called.
    Relay,
}

/// Makes a line of a connection: what opens pipes, those that the other side opens, and what carries them all, which ends
/// with the line and must be run.
pub fn lay<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    side: Side,
) -> (
    Line,
    mpsc::Receiver<Pipe>,
    impl Future<Output = ()> + Send + use<S>,
) {
    let mut config = yamux::Config::default();
    // The window of a pipe grows with what is read from it; the number of pipes is what bounds them.
    config.set_max_connection_receive_window(None);
    config.set_max_num_streams(MOST_PIPES);
    let mode = match side {
        Side::Office => yamux::Mode::Client,
        Side::Relay => yamux::Mode::Server,
    };
    let connection = yamux::Connection::new(stream.compat(), config, mode);
    let (wish, wishes) = mpsc::channel(BACKLOG);
    let (bring, brought) = mpsc::channel(BACKLOG);
    (Line(wish), brought, carry(connection, wishes, bring))
}

async fn carry<S: AsyncRead + AsyncWrite + Unpin>(
    mut connection: yamux::Connection<Compat<S>>,
    mut wishes: mpsc::Receiver<oneshot::Sender<Pipe>>,
    bring: mpsc::Sender<Pipe>,
) {
    let mut wish: Option<oneshot::Sender<Pipe>> = None;
    let mut is_wished = true;
    std::future::poll_fn(|cx| {
        loop {
            match connection.poll_next_inbound(cx) {
                // One too many is dropped, by which the other side learns that it was not taken.
                Poll::Ready(Some(Ok(stream))) => {
                    let _ = bring.try_send(stream.compat());
                    continue;
                }
                Poll::Ready(Some(Err(_)) | None) => return Poll::Ready(()),
                Poll::Pending => {}
            }
            if wish.is_none() && is_wished {
                match wishes.poll_recv(cx) {
                    Poll::Ready(Some(next)) => wish = Some(next),
                    Poll::Ready(None) => is_wished = false,
                    Poll::Pending => return Poll::Pending,
                }
            }
            if wish.is_none() {
                return Poll::Pending;
            }
            match connection.poll_new_outbound(cx) {
                Poll::Ready(Ok(stream)) => {
                    if let Some(wish) = wish.take() {
                        let _ = wish.send(stream.compat());
                    }
                }
                Poll::Ready(Err(_)) => return Poll::Ready(()),
                Poll::Pending => return Poll::Pending,
            }
        }
    })
    .await;
    // Whoever reads from a pipe learns of the end by the connection's own.
    let mut close = pin!(std::future::poll_fn(|cx| connection.poll_close(cx)));
    let _ = tokio::time::timeout(std::time::Duration::from_secs(1), &mut close).await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::base::fuzz;

    #[tokio::test]
    async fn many_go_through_one_and_its_end_is_the_end_of_all() {
        let (here, there) = tokio::io::duplex(64 * 1024);
        let (_office, mut opened, carry_office) = lay(here, Side::Office);
        let (relay, _none, carry_relay) = lay(there, Side::Relay);
        let office = tokio::spawn(carry_office);
        tokio::spawn(carry_relay);
        let echo = tokio::spawn(async move {
            let mut pipes = Vec::new();
            for _ in 0..40 {
                let mut pipe = opened.recv().await.unwrap();
                let mut word = [0; 4];
                pipe.read_exact(&mut word).await.unwrap();
                pipe.write_all(&word).await.unwrap();
                pipe.flush().await.unwrap();
                pipes.push(pipe);
            }
            pipes
        });
        let mut open = Vec::new();
        for number in 0..40_u32 {
            let mut pipe = relay.open().await.unwrap();
            pipe.write_u32(number).await.unwrap();
            pipe.flush().await.unwrap();
            open.push(pipe);
        }
        for (number, pipe) in (0..).zip(&mut open) {
            assert_eq!(pipe.read_u32().await.unwrap(), number);
        }
        let _pipes = echo.await.unwrap();
        office.abort();
        let _ = office.await;
        for pipe in &mut open {
            // An end or an error, as it happens.
            assert!(!matches!(pipe.read(&mut [0; 1]).await, Ok(1)));
        }
        assert!(relay.open().await.is_err());
        assert!(relay.is_gone());
    }

    /// The other side of a line may send what it likes: the line ends, and nothing else does.
    #[test]
    fn fuzz_frames_of_a_line() {
        // Version, type, flags, pipe, length or window.
        let open = [0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0];
        let word = [&[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4][..], b"word"].concat();
        let close = [0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0];
        let reset = [0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0];
        let ping = [0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9];
        let away = [0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let talk = [&open[..], &word, &word, &ping, &close].concat();
        let broken = [&open[..], &word, &reset, &away].concat();
        let samples = [&talk[..], &broken, &open];
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        fuzz::bytes("line", &samples, &["\0\0\0\u{1}", "\u{7f}"], |bytes| {
            runtime.block_on(async {
                let (here, there) = tokio::io::duplex(1024);
                let (line, mut pipes, carried) = lay(there, Side::Relay);
                let (mut from, mut to) = tokio::io::split(here);
                let sent = async {
                    let _ = to.write_all(bytes).await;
                    let _ = to.shutdown().await;
                    let _ = tokio::io::copy(&mut from, &mut tokio::io::sink()).await;
                };
                let read = async {
                    while let Some(mut pipe) = pipes.recv().await {
                        let mut taken = Vec::new();
                        let _ = (&mut pipe).take(4_096).read_to_end(&mut taken).await;
                    }
                };
                let all = async { tokio::join!(carried, sent, read) };
                let patience = std::time::Duration::from_secs(60);
                assert!(tokio::time::timeout(patience, all).await.is_ok());
                assert!(line.is_gone());
            });
        });
    }
}

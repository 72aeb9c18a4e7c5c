//! The wire between a customer and the house, which can be cut, and can lose an answer.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::AbortHandle,
};

use crate::address;

const SEND: &[u8] = b"POST /api/v1/visitor/messages";
const STREAM: &[u8] = b"GET /api/v1/visitor/events";

#[derive(Default)]
struct Notes {
    loses_next_answer: AtomicBool,
    answers_lost: AtomicUsize,
    streams: AtomicUsize,
    asked: Mutex<Vec<String>>,
}

pub(crate) struct Wire {
    pub(crate) address: SocketAddr,
    /// Where it leads now; nowhere while it is cut.
    end: watch::Sender<Option<SocketAddr>>,
    notes: Arc<Notes>,
    server: AbortHandle,
}

impl Wire {
    pub(crate) async fn to(house: SocketAddr) -> Self {
        let listener = TcpListener::bind(address::fresh()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ends) = watch::channel(Some(house));
        let notes = Arc::new(Notes::default());
        let kept = notes.clone();
        let server = tokio::spawn(async move {
            loop {
                let (line, _) = listener.accept().await.unwrap();
                tokio::spawn(carry(line, ends.clone(), kept.clone()));
            }
        });
        Self {
            address,
            end,
            notes,
            server: server.abort_handle(),
        }
    }

    pub(crate) fn cut(&self) {
        self.end.send_replace(None);
    }

    pub(crate) fn mend(&self, house: SocketAddr) {
        self.end.send_replace(Some(house));
    }

    /// The next message reaches the house, and the answer to it nobody.
    pub(crate) fn lose_next_answer(&self) {
        self.notes.loses_next_answer.store(true, Ordering::SeqCst);
    }

    pub(crate) fn answers_lost(&self) -> usize {
        self.notes.answers_lost.load(Ordering::SeqCst)
    }

    /// What browsers sent, piece by piece.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.notes.asked.lock().unwrap().clone()
    }

    /// Live streams at this moment.
    pub(crate) fn streams(&self) -> usize {
        self.notes.streams.load(Ordering::SeqCst)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn carry(
    mut browser: TcpStream,
    mut ends: watch::Receiver<Option<SocketAddr>>,
    notes: Arc<Notes>,
) {
    let Some(end) = *ends.borrow_and_update() else {
        return;
    };
    let Ok(mut house) = TcpStream::connect(end).await else {
        return;
    };
    let (mut asked, mut answered) = ([0; 16 * 1024], [0; 16 * 1024]);
    let (mut is_stream, mut loses) = (false, false);
    loop {
        let is_over = tokio::select! {
            _ = ends.changed() => true,
            read = browser.read(&mut asked) => match read {
                Ok(length @ 1..) => {
                    let request = &asked[..length];
                    let words = String::from_utf8_lossy(request).into_owned();
                    notes.asked.lock().unwrap().push(words);
                    if request.starts_with(STREAM) && !is_stream {
                        is_stream = true;
                        notes.streams.fetch_add(1, Ordering::SeqCst);
                    }
                    loses |= request.starts_with(SEND)
                        && notes.loses_next_answer.swap(false, Ordering::SeqCst);
                    house.write_all(request).await.is_err()
                }
                _ => true,
            },
            read = house.read(&mut answered) => match read {
                // It has been stored and answered: nobody shall hear of it.
                Ok(1..) if loses => {
                    notes.answers_lost.fetch_add(1, Ordering::SeqCst);
                    true
                }
                Ok(length @ 1..) => browser.write_all(&answered[..length]).await.is_err(),
                _ => true,
            },
        };
        if is_over {
            break;
        }
    }
    if is_stream {
        notes.streams.fetch_sub(1, Ordering::SeqCst);
    }
}

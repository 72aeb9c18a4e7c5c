//! The line with the office: whether it is there, what is handed over first, and what goes through then.

use std::{
    fs::File,
    io,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, header,
};
use http_body_util::{BodyExt, Empty, Full, Limited, combinators::UnsyncBoxBody};
use hyper::body::{Body as _, Incoming};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::RwLock,
    task::AbortHandle,
};

use super::{
    Relay, cache, pages,
    store::{StoreError, Writing},
};
use crate::{
    base::lang::Lang,
    link::{
        BEAT_S, BRIEF, KEPT, WAITING,
        hello::Brief,
        kept::Kept,
        line::{self, Line, Side},
        silence::Silence,
    },
    web::{body::Body, reading::Reading},
};

/// A request's body on its way to the office.
pub(super) type Sent = UnsyncBoxBody<Bytes, io::Error>;

/// The office answers the beat within this, or is gone.
const BEAT_PATIENCE: Duration = Duration::from_secs(10);
/// The head of an answer is waited for so long after the request's last byte: less than a widget or a platform waits for it.
pub(super) const HEAD_PATIENCE: Duration = Duration::from_secs(12);
/// The house may take its time with a piece that it is handed, once it has all of it.
const PIECE_PATIENCE: Duration = Duration::from_secs(60);
/// A house that cannot take a piece now is asked again after this.
const AGAIN: Duration = Duration::from_secs(2);
/// Largest brief, and largest page that is asked for here.
const MOST: usize = cache::LARGEST;

/// Headers that concern one connection alone, see <https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1>.
const OF_CONNECTION: [HeaderName; 7] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// How the office stands.
#[derive(Debug, Default)]
enum Stand {
    /// It is not there, or has not fetched yet what was kept: all is kept.
    #[default]
    Dark,
    /// All goes through. The number tells this line from others.
    Live(u64, Line),
}

/// The line that there is.
#[derive(Default)]
pub(super) struct Offices {
    stand: RwLock<Stand>,
    attended: Mutex<Option<AbortHandle>>,
    lines: AtomicU64,
}

/// As what an answer is remembered for the dark.
enum Memory {
    /// A page of the widget's, in a language.
    Page(String, Lang),
    /// One of the help centre's.
    Help(String),
}

/// Why nothing was kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotKept {
    /// The office has come back meanwhile.
    #[error("the office is there")]
    Live,
    /// There never was an office.
    #[error("there is no office")]
    NoOffice,
    /// There is no room, or no disk.
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl Offices {
    /// The line by which all goes through, and its number; `None` while the office is dark.
    pub(super) async fn live(&self) -> Option<(u64, Line)> {
        match &*self.stand.read().await {
            Stand::Live(number, line) => Some((*number, line.clone())),
            Stand::Dark => None,
        }
    }

    /// This line carries nothing any more: from now on all is kept.
    pub(super) async fn lose(&self, number: u64) {
        let mut stand = self.stand.write().await;
        if matches!(&*stand, Stand::Live(live, _) if *live == number) {
            *stand = Stand::Dark;
            drop(stand);
            self.abort();
        }
    }

    fn abort(&self) {
        let mut attended = self.attended.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = attended.take() {
            task.abort();
        }
    }

    /// The relay closes.
    pub(super) async fn end(&self) {
        *self.stand.write().await = Stand::Dark;
        self.abort();
    }
}

impl Relay {
    /// Keeps a request for the office. While it is written, the office cannot come to be live: what is kept is always
    /// handed over before anything goes through.
    pub(super) async fn keep(&self, kept: Kept) -> Result<(), NotKept> {
        let stand = self.offices.stand.read().await;
        if matches!(&*stand, Stand::Live(..)) {
            return Err(NotKept::Live);
        }
        let sealed = self
            .state
            .seal_key()
            .and_then(|key| key.seal(&kept.pack()))
            .ok_or(NotKept::NoOffice)?;
        let (store, at) = (self.store.clone(), kept.at);
        off_thread(move || store.put(&sealed, at)).await?;
        drop(stand);
        Ok(())
    }

    /// Keeps what has been written for the office meanwhile, if that is dark still.
    pub(super) async fn keep_written(&self, written: Writing) -> Result<(), NotKept> {
        let stand = self.offices.stand.read().await;
        if matches!(&*stand, Stand::Live(..)) {
            return Err(NotKept::Live);
        }
        let now = self.clock.now();
        off_thread(move || written.keep(now)).await?;
        drop(stand);
        Ok(())
    }

    /// The office has called in and is who it says. An older line is over: it is the same office.
    pub(super) async fn attend<S>(self: Arc<Self>, stream: S)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let number = self.offices.lines.fetch_add(1, Ordering::Relaxed) + 1;
        self.offices.abort();
        *self.offices.stand.write().await = Stand::Dark;
        let relay = self.clone();
        let task = tokio::spawn(async move {
            let (line, _pipes, carry) = line::lay(stream, Side::Relay);
            tokio::select! {
                () = carry => {}
                Err(error) = relay.serve(number, line) => {
                    tracing::info!(%error, "the office is not heard any more");
                }
            }
            relay.offices.lose(number).await;
            tracing::info!("the office is dark");
        });
        let mut attended = self
            .offices
            .attended
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *attended = Some(task.abort_handle());
    }

    async fn serve(self: &Arc<Self>, number: u64, line: Line) -> io::Result<()> {
        tracing::info!(waiting = self.store.count(), "the office is there");
        self.beat(&line).await?;
        let begun = async {
            self.hand_over(number, &line).await?;
            tracing::info!("all goes through to the office");
            self.warm(&line).await;
            self.revalidate(&line).await;
            Ok::<_, io::Error>(())
        };
        let mut begun = pin!(begun);
        let mut has_begun = false;
        let mut beats = tokio::time::interval(Duration::from_secs(BEAT_S));
        beats.tick().await;
        loop {
            tokio::select! {
                // Also while a film is handed over, which may take its time.
                _ = beats.tick() => self.beat(&line).await?,
                done = &mut begun, if !has_begun => {
                    done?;
                    has_begun = true;
                }
            }
        }
    }

    /// Tells the office what waits, and hears what it has to know.
    async fn beat(&self, line: &Line) -> io::Result<()> {
        let mut request = own(Method::GET, BRIEF, nothing());
        let count = HeaderValue::from(self.store.count());
        request.headers_mut().insert(WAITING, count);
        let answer = whole(line, request, BEAT_PATIENCE).await?;
        // A house whose disk is full is there all the same.
        if answer.status() != StatusCode::OK {
            return Ok(());
        }
        let brief: Brief = serde_json::from_slice(answer.body()).map_err(io::Error::other)?;
        if let Err(error) = self.state.told(brief) {
            tracing::warn!(%error, "what the office has told cannot be written down");
        }
        Ok(())
    }

    /// Hands over all that was kept, oldest first. When nothing is left, and nothing is being written, all goes through.
    async fn hand_over(&self, number: u64, line: &Line) -> io::Result<()> {
        loop {
            while let Some((piece, file, length)) = self.first().await? {
                let sealed = Body::pieces(Reading::new(file, length)).boxed_unsync();
                let request = own(Method::POST, KEPT, sealed);
                let answer = whole(line, request, PIECE_PATIENCE).await?;
                match answer.status() {
                    status if status.is_success() => self.store.settle(piece)?,
                    StatusCode::GONE => {
                        tracing::error!(
                            piece,
                            "the office could not take a piece; it was put aside"
                        );
                        self.store.put_aside(piece)?;
                    }
                    _ => tokio::time::sleep(AGAIN).await,
                }
            }
            let mut stand = self.offices.stand.write().await;
            if self.store.count() == 0 {
                *stand = Stand::Live(number, line.clone());
                return Ok(());
            }
        }
    }

    async fn first(&self) -> io::Result<Option<(u64, File, u64)>> {
        let store = self.store.clone();
        tokio::task::spawn_blocking(move || store.first())
            .await
            .map_err(io::Error::other)?
    }

    /// Looks at what the widget shows where nobody has asked for it yet, so that it can be shown in the dark.
    async fn warm(&self, line: &Line) {
        for site in self.state.brief().sites {
            for path in [
                format!("/widget/{site}"),
                format!("/widget/{site}/look.js"),
                format!("/api/v1/widget/{site}"),
            ] {
                for lang in Lang::ALL {
                    if self.pages.has(&path, lang) {
                        continue;
                    }
                    let uri = format!("{path}?lang={}", lang.code());
                    let mut request = own(Method::GET, &uri, nothing());
                    let host = self.host();
                    request.headers_mut().insert(header::HOST, host);
                    match whole(line, request, HEAD_PATIENCE).await {
                        Ok(page) if page.status() == StatusCode::OK => {
                            self.pages.keep(&path, lang, page.headers(), page.body());
                        }
                        Ok(_) => {}
                        Err(_) => return,
                    }
                }
            }
        }
    }

    /// The name under which the world asks, as requests have it.
    pub(super) fn host(&self) -> HeaderValue {
        let host = self.url.split("://").nth(1).unwrap_or_default();
        HeaderValue::from_str(host).unwrap_or(HeaderValue::from_static(""))
    }

    /// Passes a request on and answers as soon as the head of the answer is there. A page of the widget is remembered.
    pub(super) async fn pass_on(
        self: &Arc<Self>,
        line: &Line,
        mut request: Request<Sent>,
        patience: Duration,
    ) -> io::Result<Response<Sent>> {
        let memory = match *request.method() {
            Method::GET => self.memory(request.uri(), request.headers()),
            _ => None,
        };
        if memory.is_some() {
            // As it is, so that it can be remembered.
            request.headers_mut().remove(header::ACCEPT_ENCODING);
        }
        let mut answer = ask(line, request, patience).await?;
        clean(answer.headers_mut());
        let length = answer.body().size_hint().exact();
        let is_wanted = match &memory {
            Some(Memory::Page(..)) => answer.status() == StatusCode::OK,
            Some(Memory::Help(key)) => {
                self.look_for_gone(key, answer.status());
                cache::is_for_all(answer.status(), answer.headers())
            }
            None => false,
        };
        // What is larger goes through as it comes.
        let is_small = length.is_some_and(|length| length <= cache::LARGEST as u64);
        let Some(memory) = memory.filter(|_| is_wanted && is_small) else {
            return Ok(answer.map(|body| body.map_err(io::Error::other).boxed_unsync()));
        };
        let (head, body) = answer.into_parts();
        let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
        self.remember(memory, &head.headers, &body).await;
        let body = Full::new(body)
            .map_err(|never| match never {})
            .boxed_unsync();
        Ok(Response::from_parts(head, body))
    }

    /// As what the answer to this is remembered, if it is to be.
    fn memory(&self, uri: &Uri, headers: &HeaderMap) -> Option<Memory> {
        if let Some((path, lang)) = pages::wanted(uri, headers) {
            return Some(Memory::Page(path, lang));
        }
        let key = cache::key(uri, headers)?;
        let is_due = self.cache.is_due(&key, self.clock.now());
        is_due.then_some(Memory::Help(key))
    }

    async fn remember(self: &Arc<Self>, memory: Memory, headers: &HeaderMap, body: &Bytes) {
        let (relay, headers, body) = (self.clone(), headers.clone(), body.clone());
        let kept = tokio::task::spawn_blocking(move || match memory {
            Memory::Page(path, lang) => relay.pages.keep(&path, lang, &headers, &body),
            Memory::Help(key) => {
                let now = relay.clock.now();
                relay.cache.keep(&key, now, &headers, body);
            }
        });
        let _ = kept.await;
    }

    /// An article that was taken back is not shown in the dark either.
    fn look_for_gone(&self, key: &str, status: StatusCode) {
        if matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
            self.cache.forget(key);
        }
    }

    /// Asks again for what has been shown in the dark, or may have been: articles may have changed meanwhile, and may be
    /// gone.
    async fn revalidate(self: &Arc<Self>, line: &Line) {
        for key in self.cache.keys() {
            if !self.cache.is_due(&key, self.clock.now()) {
                continue;
            }
            let mut request = own(Method::GET, &key, nothing());
            let host = self.host();
            request.headers_mut().insert(header::HOST, host);
            match whole(line, request, HEAD_PATIENCE).await {
                Ok(answer) if cache::is_for_all(answer.status(), answer.headers()) => {
                    let body = answer.body();
                    self.remember(Memory::Help(key), answer.headers(), body)
                        .await;
                }
                Ok(answer) => self.look_for_gone(&key, answer.status()),
                Err(_) => return,
            }
        }
    }
}

/// Takes away what concerns one connection alone.
pub(super) fn clean(headers: &mut HeaderMap) {
    for name in &OF_CONNECTION {
        headers.remove(name);
    }
}

/// Does what the disk may keep waiting.
pub(super) async fn off_thread<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(act)
        .await
        .map_err(|error| StoreError::Disk(io::Error::other(error)))?
}

fn nothing() -> Sent {
    Empty::new().map_err(|never| match never {}).boxed_unsync()
}

/// A request of the relay's own.
fn own(method: Method, path: &str, body: Sent) -> Request<Sent> {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = path.parse().expect("a path");
    request
        .headers_mut()
        .insert(header::HOST, HeaderValue::from_static("relay"));
    request
}

/// Asks. Somebody who sends for long has long: the answer is waited for from the last byte that was sent.
async fn ask(
    line: &Line,
    request: Request<Sent>,
    patience: Duration,
) -> io::Result<Response<Incoming>> {
    let silence = Arc::new(Silence::default());
    let sending = silence.clone();
    let request = request.map(|body| {
        let is_heard = body.map_frame(move |frame| {
            sending.is_broken();
            frame
        });
        is_heard.boxed_unsync()
    });
    let asked = async {
        let pipe = line.open().await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(pipe))
            .await
            .map_err(io::Error::other)?;
        // It ends with the answer's body.
        tokio::spawn(connection);
        sender.send_request(request).await.map_err(io::Error::other)
    };
    tokio::select! {
        answer = asked => answer,
        () = silence.lasts(patience) => Err(io::ErrorKind::TimedOut.into()),
    }
}

/// Asks and takes all of the answer.
async fn whole(
    line: &Line,
    request: Request<Sent>,
    patience: Duration,
) -> io::Result<Response<Bytes>> {
    let (head, body) = ask(line, request, patience).await?.into_parts();
    let body = tokio::time::timeout(patience, Limited::new(body, MOST).collect())
        .await
        .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
        .map_err(io::Error::other)?;
    Ok(Response::from_parts(head, body.to_bytes()))
}

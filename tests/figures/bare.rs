//! The limits that figures are compared with: hyper that does nothing, SQLite that does only inserts.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Frame;
use http_body_util::BodyExt;
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;

/// A body that is one answer, or a stream that never ends.
enum Body {
    Whole(Option<Bytes>),
    Endless(Option<Bytes>),
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match &mut *self {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Endless(first) => match first.take() {
                Some(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
                None => Poll::Pending,
            },
        }
    }
}

/// Reads the body, answers a constant; or opens a stream that stays silent.
async fn answer(request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    if request.method() == http::Method::GET && request.uri().path() == "/events" {
        let mut response = Response::new(Body::Endless(Some(Bytes::from_static(b": greeted\n\n"))));
        response.headers_mut().insert(
            "content-type",
            http::HeaderValue::from_static("text/event-stream"),
        );
        return Ok(response);
    }
    let _ = request.into_body().collect().await;
    let body = Bytes::from_static(br#"{"id":1,"conversation_id":1,"created_at":1763676000123}"#);
    Ok(Response::new(Body::Whole(Some(body))))
}

/// The whole of the bare server.
pub(crate) async fn run() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    println!(
        "Listening on {}",
        listener.local_addr().expect("an address")
    );
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let _ = stream.set_nodelay(true);
        tokio::spawn(async move {
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service_fn(answer))
                .await;
        });
    }
}

/// Durable inserts a second when `batch` of them share each COMMIT.
pub(crate) fn sqlite(folder: &std::path::Path, batch: usize) -> f64 {
    let file = folder.join(format!("bare-{batch}.db"));
    let connection = rusqlite::Connection::open(file).expect("a file");
    connection
        .execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full;
             create table message (id integer primary key autoincrement, conversation_id integer not null,
               text text not null, created_at integer not null);",
        )
        .expect("a table");
    let begun = Instant::now();
    let mut rows = 0_usize;
    while begun.elapsed() < Duration::from_secs(2) {
        connection.execute_batch("begin immediate").expect("begins");
        for _ in 0..batch {
            connection
                .prepare_cached(
                    "insert into message (conversation_id, text, created_at) values (?1, ?2, ?3)",
                )
                .and_then(|mut insert| {
                    insert.execute((17, "Where is my parcel?", 1_763_676_000_123_i64))
                })
                .expect("inserts");
            rows += 1;
        }
        connection.execute_batch("commit").expect("commits");
    }
    rows as f64 / begun.elapsed().as_secs_f64()
}

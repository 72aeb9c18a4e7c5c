//! An answer whose lines come while something is still under way. When its reader goes, what is under way is dropped with
//! it.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use http_body::Frame;
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{
    answer::{self, Reply},
    body::Body,
};

/// Where lines are put in.
#[derive(Debug)]
pub struct Lines(UnboundedSender<Bytes>);

impl Lines {
    /// Sends a line at once. Whoever reads them may be gone.
    pub fn put(&self, line: &impl Serialize) {
        let mut bytes = serde_json::to_vec(line).expect("our own shapes are plain data");
        bytes.push(b'\n');
        let _ = self.0.send(Bytes::from(bytes));
    }
}

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

struct Growing {
    lines: UnboundedReceiver<Bytes>,
    /// Gone once it is done.
    work: Option<Work>,
}

/// An answer of JSON, one value a line, that `work` puts in and that ends with it.
pub fn growing<W>(work: impl FnOnce(Lines) -> W) -> Reply
where
    W: Future<Output = ()> + Send + 'static,
{
    let (put, lines) = unbounded_channel();
    let body = Growing {
        lines,
        work: Some(Box::pin(work(Lines(put)))),
    };
    let mut answer = answer::content(StatusCode::OK, "application/x-ndjson", Bytes::new());
    *answer.body_mut() = Body::layered(body);
    // A proxy that gathers an answer before it hands it on would make it late.
    let headers = answer.headers_mut();
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

impl http_body::Body for Growing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(work) = &mut self.work
            && work.as_mut().poll(cx).is_ready()
        {
            self.work = None;
        }
        // The sender belongs to the work: once that is done, the end comes behind the last line.
        let line = self.lines.poll_recv(cx);
        line.map(|line| line.map(|line| Ok(Frame::data(line))))
    }
}

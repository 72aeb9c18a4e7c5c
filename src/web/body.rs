//! The one body type of all answers.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::limits::Listening;
use crate::live::Listener;

/// Nothing, some bytes, a file in pieces, or a stream that goes on.
pub struct Body(Inner);

// Everything but the smallest is behind a pointer: each connection keeps room for one of these.
enum Inner {
    Whole(Option<Bytes>),
    /// And that it is counted, if a stranger has it.
    Stream(Box<(Listener, Option<Listening>)>),
    Pieces(Box<dyn Pieces>),
    Layered(Pin<Box<dyn http_body::Body<Data = Bytes, Error = io::Error> + Send>>),
}

/// Bytes that come in pieces, such as a stored file.
pub trait Pieces: Send {
    /// The next piece; `None` at the end. An error cuts the answer off, so that nobody takes part of
    /// a file for all of it.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>>;
    /// Bytes that are still to come.
    fn length(&self) -> u64;
}

impl Body {
    /// No bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self(Inner::Whole(None))
    }

    /// A live stream.
    #[must_use]
    pub fn stream(listener: Listener, counted: Option<Listening>) -> Self {
        Self(Inner::Stream(Box::new((listener, counted))))
    }

    /// A file in pieces.
    #[must_use]
    pub fn pieces(pieces: impl Pieces + 'static) -> Self {
        Self(Inner::Pieces(Box::new(pieces)))
    }

    /// What a layer made of a body.
    pub fn layered(
        body: impl http_body::Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
        + Send
        + 'static,
    ) -> Self {
        use http_body_util::BodyExt;
        Self(Inner::Layered(Box::pin(body.map_err(io::Error::other))))
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        Self(Inner::Whole((!bytes.is_empty()).then_some(bytes)))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut self.0 {
            Inner::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Stream(stream) => stream
                .0
                .poll_next(cx)
                .map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Pieces(pieces) => pieces
                .poll_piece(cx)
                .map(|piece| piece.map(|piece| piece.map(Frame::data))),
            Inner::Layered(body) => body.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_none(),
            Inner::Stream(_) | Inner::Pieces(_) => false,
            Inner::Layered(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Inner::Stream(_) => SizeHint::default(),
            Inner::Pieces(pieces) => SizeHint::with_exact(pieces.length()),
            Inner::Layered(body) => body.size_hint(),
        }
    }
}

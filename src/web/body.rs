//! The one body type of all answers.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::live::Listener;

/// Nothing, some bytes, or a stream that goes on.
pub struct Body(Inner);

enum Inner {
    Whole(Option<Bytes>),
    Stream(Box<Listener>),
    Pieces(Box<dyn Pieces>),
}

/// Bytes that come in pieces, such as a stored file.
pub trait Pieces: Send {
    /// The next piece; `None` at the end. An error cuts the answer off, so that nobody takes part of a file for all of it.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<std::io::Result<Bytes>>>;
    /// All bytes together.
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
    pub fn stream(listener: Listener) -> Self {
        Self(Inner::Stream(Box::new(listener)))
    }

    /// A file in pieces.
    #[must_use]
    pub fn pieces(pieces: impl Pieces + 'static) -> Self {
        Self(Inner::Pieces(Box::new(pieces)))
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
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match &mut self.0 {
            Inner::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Stream(listener) => listener
                .poll_next(cx)
                .map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Pieces(pieces) => pieces
                .poll_piece(cx)
                .map(|piece| piece.map(|piece| piece.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.0, Inner::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Inner::Stream(_) => SizeHint::default(),
            Inner::Pieces(pieces) => SizeHint::with_exact(pieces.length()),
        }
    }
}

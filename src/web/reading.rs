//! A file of the system on its way out.

use std::{
    fs::File,
    io::{self, Read},
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use tokio::task::JoinHandle;

use super::body::Pieces;

/// What is read at a time.
const PIECE: usize = 256 * 1024;

type Piece = io::Result<(File, Vec<u8>)>;

/// Reads it: a piece is read when the one before has gone.
pub struct Reading {
    file: Option<File>,
    left: u64,
    reading: Option<JoinHandle<Piece>>,
}

impl Reading {
    /// So many bytes of a file, from where it stands.
    #[must_use]
    pub fn new(file: File, length: u64) -> Self {
        Self {
            file: Some(file),
            left: length,
            reading: None,
        }
    }
}

impl Pieces for Reading {
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        if let Some(mut file) = self.file.take() {
            let most = usize::try_from(self.left).map_or(PIECE, |left| left.min(PIECE));
            self.reading = Some(tokio::task::spawn_blocking(move || {
                let mut bytes = vec![0; most];
                file.read_exact(&mut bytes)?;
                Ok((file, bytes))
            }));
        }
        let Some(reading) = &mut self.reading else {
            return Poll::Ready(None);
        };
        let read = ready!(Pin::new(reading).poll(cx));
        self.reading = None;
        let piece = match read {
            Ok(Ok((file, bytes))) => {
                self.file = Some(file);
                self.left -= bytes.len() as u64;
                Ok(Bytes::from(bytes))
            }
            Ok(Err(error)) => Err(error),
            Err(failure) => Err(io::Error::other(failure)),
        };
        Poll::Ready(Some(piece))
    }

    fn length(&self) -> u64 {
        self.left
    }
}

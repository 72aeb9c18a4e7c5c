//! A backup goes out to an admin who proves again who they are: it holds everything.

use std::{
    fs::File,
    io::{self, Read},
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use tokio::task::JoinHandle;

use super::{Open, proven, refused};
use crate::{
    base::secret::Secret,
    db::DbError,
    desk::{
        backup::{self, Schedule},
        setting,
    },
    ops::shelf::Shelf,
    upload::name,
    web::{
        answer::{self, Refusal, Reply},
        body::{Body, Pieces},
        request::{AsAdmin, Ask},
    },
};

/// What is read at a time.
const PIECE: usize = 256 * 1024;

#[derive(Deserialize)]
struct Asked {
    download: Option<String>,
}

/// The backup whose dialog is open.
pub(super) fn wanted(ask: &Ask) -> Result<Option<String>, Refusal> {
    Ok(ask.query::<Asked>()?.download)
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    backup_password: String,
}

pub(super) async fn send(mut ask: Ask, admin: AsAdmin) -> Reply {
    let name: String = ask.place("name")?;
    let Typed { backup_password } = ask.form().await?;
    let schedule: Schedule = ask.house.db.read::<_, DbError>(setting::get).await?;
    let shelf = Shelf::of(&schedule, &ask.house.config.data);
    let file = shelf.file(&name).ok_or_else(Refusal::not_found)?;
    let password = Secret::new(backup_password);
    if let Some(wrong) = proven(&ask, &admin, "backup_password", password).await? {
        return refused(&ask, &admin, None, &wrong, Open::Backup(name)).await;
    }
    let opened = tokio::task::spawn_blocking(move || {
        let file = File::open(file)?;
        let length = file.metadata()?.len();
        Ok::<_, io::Error>((file, length))
    });
    let (file, length) = match opened.await {
        Ok(Ok(opened)) => opened,
        Ok(Err(_)) | Err(_) => return Err(Refusal::not_found()),
    };
    // Written down before the first byte is out.
    let (origin, taken) = (admin.origin(&ask), name.clone());
    ask.house
        .db
        .write::<_, DbError>(move |tx| backup::was_taken(tx, &origin, &taken))
        .await?;
    let mut answer = answer::content(StatusCode::OK, "application/vnd.sqlite3", Bytes::new());
    *answer.body_mut() = Body::pieces(Reading {
        file: Some(file),
        left: length,
        reading: None,
    });
    let disposition = name::content_disposition(false, &name);
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        answer
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(answer)
}

type Piece = io::Result<(File, Vec<u8>)>;

/// A file of the system on its way out: a piece is read when the one before has gone.
struct Reading {
    file: Option<File>,
    left: u64,
    reading: Option<JoinHandle<Piece>>,
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

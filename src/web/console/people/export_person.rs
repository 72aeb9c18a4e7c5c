//! One customer's data as a ZIP archive, made while it goes out: neither it nor any file in it is ever held whole.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use http::{HeaderValue, header};
use http_body::Frame;
use http_body_util::StreamBody;
use tokio::sync::mpsc::{self, Sender};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use crate::{
    base::id::{CustomerId, MessageId},
    db::{Db, DbError},
    desk::{
        attachment::{Attachment, read},
        audit,
        privacy::person::{self, Plan},
    },
    web::{
        answer::{Answer, Reply},
        body::Body,
        request::{AsAdmin, Ask},
    },
};

/// Pieces that wait for a slow reader at most.
const AHEAD: usize = 2;

/// Answers with the archive, and writes down who took it along.
pub(super) async fn send(ask: &Ask, admin: &AsAdmin, id: CustomerId, plan: Plan) -> Reply {
    let origin = admin.origin(ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            audit::log(tx, &origin, "customer_exported", &audit::customer(id))
        })
        .await?;
    let (sender, mut receiver) = mpsc::channel(AHEAD);
    let db = ask.house.db.clone();
    tokio::spawn(async move {
        let mut packer = Packer::new(db, sender);
        if let Err(error) = packer.pack(&plan).await {
            tracing::warn!(%error, "an export of a customer was cut off");
            // Whoever has a part of it shall not take it for all.
            let _ = packer.sender.send(Err(error)).await;
        }
    });
    let pieces = futures_util::stream::poll_fn(move |cx| {
        receiver
            .poll_recv(cx)
            .map(|piece| piece.map(|piece| piece.map(Frame::data)))
    });
    let mut answer = Answer::new(Body::layered(StreamBody::new(pieces)));
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/zip"),
    );
    let name = format!("attachment; filename=\"customer-{id}.zip\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}

/// What the archive was written to and nobody has taken yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Bytes {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Bytes::from(std::mem::take(&mut *bytes))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Packer {
    db: Db,
    sender: Sender<io::Result<Bytes>>,
    written: Written,
    archive: ZipWriter<StreamWriter<Written>>,
}

impl Packer {
    fn new(db: Db, sender: Sender<io::Result<Bytes>>) -> Self {
        let written = Written::default();
        Self {
            db,
            sender,
            archive: ZipWriter::new_stream(written.clone()),
            written,
        }
    }

    async fn pack(&mut self, plan: &Plan) -> io::Result<()> {
        self.begin("README.txt")?;
        self.add(person::README.as_bytes()).await?;
        self.begin("records.jsonl")?;
        let whole = plan.clone();
        let lines = self
            .db
            .read::<_, DbError>(move |reader| person::themselves(reader, &whole))
            .await
            .map_err(io::Error::other)?;
        self.add(&lines).await?;
        for chat in plan.chats.iter().copied() {
            let lines = self
                .db
                .read::<_, DbError>(move |reader| person::chat(reader, chat))
                .await
                .map_err(io::Error::other)?;
            self.add(&lines).await?;
            let mut after = MessageId(0);
            while let Some((lines, last)) = self
                .db
                .read::<_, DbError>(move |reader| person::messages(reader, chat, after))
                .await
                .map_err(io::Error::other)?
            {
                self.add(&lines).await?;
                after = last;
            }
        }
        for chat in plan.chats.iter().copied() {
            let files = self
                .db
                .read::<_, DbError>(move |reader| person::files(reader, chat))
                .await
                .map_err(io::Error::other)?;
            for file in files {
                self.add_file(&file).await?;
            }
        }
        let done = std::mem::replace(&mut self.archive, ZipWriter::new_stream(Written::default()));
        done.finish().map_err(io::Error::other)?;
        self.hand_on().await
    }

    fn begin(&mut self, path: &str) -> io::Result<()> {
        // Pictures and voice are packed already, and text may be.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.archive
            .start_file(path, options)
            .map_err(io::Error::other)
    }

    async fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.archive.write_all(bytes)?;
        self.hand_on().await
    }

    async fn add_file(&mut self, file: &Attachment) -> io::Result<()> {
        self.begin(&person::path_of(file))?;
        for part in read::parts(0..file.size) {
            let content = file.content;
            let piece = self
                .db
                .read::<_, DbError>(move |reader| read::piece(reader, content, part.position))
                .await
                .map_err(io::Error::other)?;
            // Erased meanwhile: the archive is not whole.
            let piece = piece.ok_or(io::ErrorKind::UnexpectedEof)?;
            self.add(&piece).await?;
        }
        Ok(())
    }

    async fn hand_on(&mut self) -> io::Result<()> {
        let bytes = self.written.take();
        if bytes.is_empty() {
            return Ok(());
        }
        self.sender
            .send(Ok(bytes))
            .await
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

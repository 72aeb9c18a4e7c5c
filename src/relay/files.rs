//! A visitor's file: passed on as it comes, or sealed to the office as it comes. Nobody has all of it in memory, and what
//! was cut off is none.

use std::{net::IpAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Request, StatusCode, header, request::Parts};
use http_body_util::BodyExt;
use hyper::body::Incoming;

use super::{
    Relay,
    dark::{self, check_token},
    office::{NotKept, off_thread},
    store::{Sort, StoreError, Writing},
};
use crate::{
    base::{id::ContentId, secret::random_hex},
    desk::{
        allowance::Allowance,
        attachment::{Attachment, AttachmentKind},
    },
    link::{kept::Kept, seal::Sealing},
    upload::{self, HEAD, Recognised},
    web::{
        answer::{self, Refusal, Reply},
        body::Body,
        files::{arrive::Said, arriving::Arriving},
        limits::Act,
        request::announced,
    },
    wire::{self, File},
};

/// The house draws a picture anew before it answers; the widget waits as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes that are sealed and written at a time.
const AT_ONCE: usize = 256 * 1024;

impl Relay {
    /// Passes a visitor's file on, or keeps it.
    pub(super) async fn take_file(
        self: &Arc<Self>,
        request: Request<Incoming>,
        from: IpAddr,
        is_dark: &mut bool,
    ) -> Reply {
        let Some((number, line)) = self.offices.live().await else {
            let answer = self.keep_file(request, from).await;
            *is_dark = self.offices.live().await.is_none();
            return answer;
        };
        let request = request.map(|body| body.map_err(std::io::Error::other).boxed_unsync());
        match self.pass_on(&line, request, PATIENCE).await {
            Ok(answer) => Ok(answer.map(Body::layered)),
            // What went on its way is nowhere: whoever has the file sends it again.
            Err(_) if line.is_gone() => {
                self.offices.lose(number).await;
                *is_dark = true;
                Err(dark::dark())
            }
            Err(error) => {
                tracing::info!(%error, "a file was not answered by the office");
                Err(dark::slow())
            }
        }
    }

    async fn keep_file(&self, request: Request<Incoming>, from: IpAddr) -> Reply {
        self.count(Act::Upload, from)?;
        let (head, body) = request.into_parts();
        check_token(&head.headers)?;
        let said: Said = serde_html_form::from_str(head.uri.query().unwrap_or(""))
            .map_err(|_| Refusal::bad("bad-query"))?;
        let allowance = self.state.brief().files.ok_or_else(dark::dark)?;
        let _place = self.turns.upload(true)?;
        let announced = announced(&head.headers);
        let most = allowance.largest();
        let mut body = Arriving::new(body, announced.min(most));
        let kept = if announced > most {
            Err(upload::Refusal::TooLarge(most).into())
        } else {
            self.seal_file(head, from, &said, &allowance, &mut body)
                .await
        };
        if kept.is_err() {
            body.listen_out().await;
        }
        let attachment = kept?;
        let mut told = serde_json::json!(File::new(&attachment, wire::visitor::FILES));
        told["kept"] = true.into();
        answer::json(StatusCode::CREATED, &told)
    }

    /// Takes a file in, as the house would that it is for. What only the house can see of it, it sees when it has it.
    async fn seal_file(
        &self,
        head: Parts,
        from: IpAddr,
        said: &Said,
        allowance: &Allowance,
        body: &mut Arriving,
    ) -> Result<Attachment, Refusal> {
        let announced = announced(&head.headers);
        let begin = body.gather(HEAD).await?;
        let media_type = head.headers.get(header::CONTENT_TYPE);
        let media_type = media_type.and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let recognised = said.recognise(media_type, &allowance.families, &begin)?;
        let most = allowance.most(recognised.picture.is_some());
        let id = random_hex();
        let now = self.clock.now();
        let kept = Kept {
            at: now,
            address: from,
            token: None,
            file: Some(id.clone()),
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body: Bytes::new(),
        };
        let sealing = self.state.seal_key().and_then(|key| key.sealing());
        let sealing = sealing.ok_or_else(dark::dark)?;
        let store = self.store.clone();
        let begun = off_thread(move || {
            if store.is_disk_low(announced) {
                return Err(StoreError::Full);
            }
            let writing = store.begin(Sort::File, announced, now)?;
            Sealed { sealing, writing }.add(&kept.pack())
        });
        let mut sealed = begun.await.map_err(|error| dark::full(&error))?;
        let mut size = 0;
        let mut next = begin.freeze();
        while !next.is_empty() {
            size += next.len() as u64;
            if size > most {
                return Err(upload::Refusal::TooLarge(most).into());
            }
            sealed = off_thread(move || sealed.add(&next))
                .await
                .map_err(|error| dark::full(&error))?;
            next = body.gather(AT_ONCE).await?.freeze();
        }
        let written = off_thread(move || sealed.end())
            .await
            .map_err(|error| dark::full(&error))?;
        match self.keep_written(written).await {
            Ok(()) => Ok(as_told(id, &recognised, size)),
            // It came back while the last bytes came: it takes the file itself.
            Err(NotKept::Live) => Err(dark::slow()),
            Err(NotKept::NoOffice) => Err(dark::dark()),
            Err(NotKept::Store(error)) => Err(dark::full(&error)),
        }
    }
}

/// A file that is being sealed and written.
struct Sealed {
    sealing: Sealing,
    writing: Writing,
}

impl Sealed {
    fn add(mut self, plain: &[u8]) -> Result<Self, StoreError> {
        let sealed = self.sealing.add(plain).ok_or(StoreError::Full)?;
        self.writing.add(&sealed)?;
        Ok(self)
    }

    /// All of it is there and on the disk.
    fn end(mut self) -> Result<Writing, StoreError> {
        let sealed = self.sealing.end().ok_or(StoreError::Full)?;
        self.writing.add(&sealed)?;
        self.writing.sync()?;
        Ok(self.writing)
    }
}

/// A file as its sender is told of it: as it came.
fn as_told(id: String, recognised: &Recognised, size: u64) -> Attachment {
    let file = recognised.file(size);
    Attachment {
        id,
        content: ContentId(0),
        kind: match recognised.picture {
            Some(_) => AttachmentKind::Image,
            None => file.kind,
        },
        name: file.name,
        media_type: file.media_type,
        size,
        width: None,
        height: None,
        duration_ms: None,
        levels: String::new(),
        card: None,
    }
}

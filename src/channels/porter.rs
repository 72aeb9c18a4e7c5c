//! Fetches the files that platforms have told of, and the pictures of those who write there, of each account one after
//! the other, and brings them into the house as any upload: recognised by content, pictures drawn anew.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::{sync::Semaphore, task::JoinSet};

use super::{Fault, Found, Office};
use crate::{
    base::id::ChannelId,
    db::DbError,
    desk::{
        account,
        attachment::{
            Attachment, AttachmentKind, Uploader,
            digest::Digest,
            read, rule,
            store::{self, NewFile, PIECE, StoreError},
        },
        channel::Channel,
        customer::portrait,
        dispatch,
        family::Family,
        fetch,
    },
    sound,
    upload::{self, Claim, HEAD, picture},
};

/// Files on their way at once: each is in memory as a whole, and the machine may be a small one.
const AT_ONCE: usize = 3;

/// The porter; cheap to clone.
#[derive(Clone)]
pub(super) struct Porter {
    office: Office,
    /// The accounts of which something is being fetched: one that is slow holds up no other's.
    busy: Arc<Mutex<HashSet<ChannelId>>>,
    hands: Arc<Semaphore>,
}

/// What there is to fetch.
enum Errand {
    File(fetch::Wanted),
    Face(portrait::Wanted),
}

impl Errand {
    fn channel(&self) -> ChannelId {
        match self {
            Self::File(wanted) => wanted.channel,
            Self::Face(wanted) => wanted.channel,
        }
    }
}

/// Why a file is not here: a word for the team, and whether trying again is no use.
struct Unfetched {
    word: String,
    is_final: bool,
}

impl Unfetched {
    fn never(word: &str) -> Self {
        Self {
            word: word.to_owned(),
            is_final: true,
        }
    }
}

impl From<upload::Refusal> for Unfetched {
    fn from(refusal: upload::Refusal) -> Self {
        Self::never(refusal.word())
    }
}

impl From<StoreError> for Unfetched {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::TooManyFiles | StoreError::TooManyBytes => Self::never("too-many-files"),
            _ => Self {
                word: "not-stored".to_owned(),
                is_final: false,
            },
        }
    }
}

impl From<Fault> for Unfetched {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Message(code, _) if code == "too-large" => Self::never("file-too-large"),
            Fault::Message(_, words) if words.contains("too big") => Self::never("file-too-large"),
            Fault::Message(..) => Self::never("file-gone"),
            Fault::Later(..)
            | Fault::Busy(..)
            | Fault::Lost(_)
            | Fault::Shut(..)
            | Fault::Account(..) => Self {
                word: "file-unreachable".to_owned(),
                is_final: false,
            },
        }
    }
}

impl Porter {
    pub(super) fn new(office: Office) -> Self {
        Self {
            office,
            busy: Arc::default(),
            hands: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Fetches for ever. Whoever is out ends with it.
    pub(super) async fn run(self) {
        let mut out = JoinSet::new();
        loop {
            while out.try_join_next().is_some() {}
            // All by one look at the clock: what falls due between two would be missed.
            let looked = self.office.db.read::<_, DbError>(|reader| {
                let files = fetch::due(reader)?.into_iter().map(Errand::File);
                let faces = portrait::due(reader)?.into_iter().map(Errand::Face);
                let errands: Vec<Errand> = files.chain(faces).collect();
                Ok((errands, fetch::next_due(reader)?))
            });
            let next = looked.await.map(|(errands, next)| {
                for errand in errands {
                    if self.is_first(errand.channel()) {
                        let porter = self.clone();
                        out.spawn(async move { porter.go(errand).await });
                    }
                }
                next
            });
            self.office.rest(&self.office.pokes().porter, next).await;
        }
    }

    /// Whether nobody is out for an account; then somebody is from now on.
    fn is_first(&self, channel: ChannelId) -> bool {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(channel)
    }

    async fn go(self, errand: Errand) {
        let channel = errand.channel();
        {
            let _hand = self.hands.acquire().await;
            match errand {
                Errand::File(wanted) => self.bring(wanted).await,
                Errand::Face(wanted) => self.portray(wanted).await,
            }
        }
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&channel);
        self.office.pokes().porter.notify_one();
    }

    /// Asks for somebody's picture. What goes wrong with it is no loss: it is asked for another day.
    async fn portray(&self, wanted: portrait::Wanted) {
        let seen = self.face(&wanted).await;
        let identity = wanted.identity;
        let stored = self.office.db.write::<_, DbError>(move |tx| match &seen {
            Some(face) => portrait::keep(tx, identity, face.as_deref()),
            None => portrait::missed(tx, identity),
        });
        if let Err(error) = stored.await {
            tracing::warn!(%error, "a customer's picture could not be stored");
            self.office.pause(Duration::from_secs(5)).await;
        }
    }

    /// The picture that somebody has, or that they have none; `None` when that could not be learnt.
    async fn face(&self, wanted: &portrait::Wanted) -> Option<Option<Vec<u8>>> {
        let id = wanted.channel;
        let account = self
            .office
            .db
            .read::<_, DbError>(move |reader| account::by_id(reader, id));
        let platform = self.office.platform(&account.await.ok()??)?;
        let Some(source) = platform.face(&wanted.external_id).await.ok()? else {
            return Some(None);
        };
        let found = platform.fetch(&source).await.ok()?;
        let claim = Claim {
            kind: AttachmentKind::Image,
            name: "face.jpg",
            media_type: &found.media_type,
        };
        let head = &found.bytes[..found.bytes.len().min(HEAD)];
        let format = upload::recognise(&claim, &[Family::Picture], head)
            .ok()?
            .picture?;
        // A decoder that panics has met a picture it cannot read.
        let drawn = tokio::task::spawn_blocking(move || {
            picture::square(format, &found.bytes, portrait::SIDE)
        });
        drawn.await.ok()?.ok().map(Some)
    }

    async fn bring(&self, wanted: fetch::Wanted) {
        let fetched = self.fetch(&wanted).await;
        let stored = self
            .office
            .db
            .write::<_, DbError>(move |tx| match &fetched {
                Ok(attachment) => dispatch::fetched(tx, &wanted, attachment),
                Err(unfetched) => {
                    dispatch::unfetched(tx, &wanted, &unfetched.word, unfetched.is_final)
                }
            })
            .await;
        if let Err(error) = stored {
            tracing::warn!(%error, "a fetched file could not be stored");
            self.office.pause(Duration::from_secs(5)).await;
        }
    }

    async fn fetch(&self, wanted: &fetch::Wanted) -> Result<Attachment, Unfetched> {
        let id = wanted.channel;
        let account = self
            .office
            .db
            .read::<_, DbError>(move |reader| account::by_id(reader, id))
            .await
            .map_err(StoreError::from)?
            .ok_or_else(|| Unfetched::never("file-gone"))?;
        let platform = self
            .office
            .platform(&account)
            .ok_or_else(|| Unfetched::never("file-gone"))?;
        let found = platform.fetch(&wanted.stub.source).await?;
        self.take_in(wanted, &account.channel, found).await
    }

    async fn take_in(
        &self,
        wanted: &fetch::Wanted,
        channel: &Channel,
        found: Found,
    ) -> Result<Attachment, Unfetched> {
        let allowance = rule::of_customers(channel);
        let named = match wanted.stub.name.as_str() {
            "" => found.name.as_str(),
            name => name,
        };
        let head = &found.bytes[..found.bytes.len().min(HEAD)];
        let recognise = |kind: AttachmentKind| {
            let claim = Claim {
                kind,
                name: named,
                media_type: &found.media_type,
            };
            upload::recognise(&claim, &allowance.families, head)
        };
        // What is no picture or speech after all is a file.
        let recognised =
            recognise(wanted.stub.kind).or_else(|_| recognise(AttachmentKind::File))?;
        let most = allowance.most(recognised.picture.is_some());
        if found.bytes.len() as u64 > most {
            return Err(upload::Refusal::TooLarge(most).into());
        }
        let mut file = recognised.file(found.bytes.len() as u64);
        let mut bytes = found.bytes;
        if let Some(format) = recognised.picture {
            let drawn = tokio::task::spawn_blocking(move || picture::redraw(format, &bytes))
                .await
                // A decoder that panics has met a picture it cannot read.
                .unwrap_or(Err(upload::Refusal::Damaged))?;
            file = recognised.picture(&drawn);
            bytes = Bytes::from(drawn.bytes);
        } else if recognised.kind == AttachmentKind::Voice {
            file.duration_ms = sound::duration_ms(&bytes)
                .ok()
                .and_then(|length| u32::try_from(length).ok());
        }
        Ok(self
            .store(Uploader::Customer(wanted.identity), file, bytes)
            .await?)
    }

    async fn store(
        &self,
        uploader: Uploader,
        file: NewFile,
        bytes: Bytes,
    ) -> Result<Attachment, StoreError> {
        let db = &self.office.db;
        if matches!(db.space(), Ok(space) if !space.has_room_for(bytes.len() as u64)) {
            return Err(StoreError::NoRoom);
        }
        let upload = db
            .write(move |tx| store::begin(tx, uploader, &file))
            .await?;
        for (position, piece) in (0..).zip(bytes.chunks(PIECE)) {
            let (upload, piece) = (upload.clone(), bytes.slice_ref(piece));
            db.write(move |tx| store::append(tx, &upload, position, &piece))
                .await?;
        }
        let (sent, content) = (Digest::of(&bytes), upload.content);
        let stored = db
            .read::<_, StoreError>(move |reader| Ok(read::digest(reader, content)?))
            .await?;
        db.write(move |tx| store::finish(tx, &upload, &sent, &stored))
            .await
    }
}

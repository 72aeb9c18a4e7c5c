//! Hands over what the team says, in order within each chat; chats do not wait for each other (BEHAVIOUR 5).

use std::{
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use tokio::sync::Semaphore;

use super::{Fault, Office, Part, Platform, Speech, roster::UNSTORED, taking::is_defect};
use crate::{
    base::id::{ChannelId, ConversationId, MessageId},
    db::DbError,
    desk::{
        account, aftermath, amendment,
        attachment::{Attachment, AttachmentKind, read},
        dispatch::{
            self, Parcel, Remedy,
            changing::{self, Revision},
        },
        outbox,
    },
    sound,
};

/// Messages on their way at once, over all accounts,
const AT_ONCE: usize = 16;

/// and through one: a platform that takes minutes to say nothing holds up nobody else's.
const THROUGH_ONE: usize = 4;

/// An account that is refused is asked again after this long.
const REFUSED: Duration = Duration::from_secs(60);

/// Under this name whoever asks how the house is hears of it.
pub(super) const NAME: &str = "courier";

/// The courier.
pub struct Courier {
    office: Office,
}

/// What is under way, the same for all couriers of a house: one who is set to work again after a fall finds here for which
/// chats the errands of the fallen one still run.
#[derive(Clone)]
pub(super) struct Rounds {
    under_way: UnderWay,
    hands: Arc<Semaphore>,
    lines: Arc<Mutex<HashMap<ChannelId, Arc<Semaphore>>>>,
}

impl Default for Rounds {
    fn default() -> Self {
        Self {
            under_way: UnderWay::default(),
            hands: Arc::new(Semaphore::new(AT_ONCE)),
            lines: Arc::default(),
        }
    }
}

impl Rounds {
    /// The turns of those who go through an account.
    fn line(&self, channel: ChannelId) -> Arc<Semaphore> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.entry(channel);
        line.or_insert_with(|| Arc::new(Semaphore::new(THROUGH_ONE)))
            .clone()
    }
}

impl Courier {
    /// The courier of a house.
    #[must_use]
    pub fn new(office: Office) -> Self {
        Self { office }
    }

    /// Carries for ever. What was under way when the last process ended comes first.
    pub(super) async fn run(self) {
        self.recover().await;
        loop {
            // Both by one look at the clock: what falls due between two would be missed.
            let looked = self
                .office
                .db
                .read::<_, DbError>(|reader| Ok((errands(reader)?, outbox::next_due(reader)?)))
                .await;
            if let Err(error) = &looked {
                tracing::warn!(%error, "the outbox could not be read");
            }
            let next = looked.map(|(due, next)| {
                for errand in due {
                    self.take(errand);
                }
                next
            });
            self.office.rest(&self.office.pokes().courier, next).await;
        }
    }

    async fn recover(&self) {
        let office = self.office.clone();
        let recovered = self
            .office
            .db
            .write::<_, DbError>(move |tx| {
                let remedy = |account: &account::Account| {
                    office
                        .platform(account)
                        .map_or(Remedy::Ask, |platform| platform.remedy())
                };
                dispatch::recover(tx, |chat| office.rounds.under_way.has(chat), remedy)
            })
            .await;
        if let Err(error) = recovered {
            tracing::error!(%error, "what was under way could not be looked through");
        }
    }

    /// Sets out, unless somebody is under way for the chat.
    fn take(&self, errand: Errand) {
        let rounds = &self.office.rounds;
        let Some(chat) = rounds.under_way.begin(errand.conversation) else {
            return;
        };
        let (office, hands, line) = (
            self.office.clone(),
            rounds.hands.clone(),
            rounds.line(errand.channel),
        );
        tokio::spawn(async move {
            let done = AssertUnwindSafe(async {
                // The account's own first: whoever waits for that keeps no hand from the others.
                let _turn = line.acquire().await;
                let _hand = hands.acquire().await;
                match errand.deed {
                    Deed::Say => carry(&office, errand.message).await,
                    Deed::Change => change(&office, errand.message).await,
                }
            });
            match done.catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    tracing::warn!(%error, "a message could not be handed over");
                    if is_defect(&error) {
                        office.staff().stumbled(NAME, &error.to_string());
                        broke(&office, errand).await;
                    }
                    // What cannot be stored now cannot be in the next moment either.
                    if !matches!(error, DbError::Stopping) {
                        office.pause(UNSTORED).await;
                    }
                }
                Err(panic) => {
                    office.staff().stumbled(NAME, &*panic);
                    broke(&office, errand).await;
                }
            }
            drop(chat);
            office.pokes().courier.notify_one();
        });
    }
}

/// Chats for which somebody is under way.
#[derive(Clone, Default)]
struct UnderWay(Arc<Mutex<HashSet<ConversationId>>>);

impl UnderWay {
    /// From now on somebody is, until what this answers is dropped; `None` when somebody is already.
    fn begin(&self, chat: ConversationId) -> Option<Turn> {
        let mut chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chats.insert(chat).then(|| Turn(self.clone(), chat))
    }

    /// Whether somebody is. What became of an errand is written down before nobody is any more.
    fn has(&self, chat: ConversationId) -> bool {
        let chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chats.contains(&chat)
    }
}

/// Somebody is under way for a chat. However that ends, the next one may set out.
struct Turn(UnderWay, ConversationId);

impl Drop for Turn {
    fn drop(&mut self) {
        let mut chats = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        chats.remove(&self.1);
    }
}

/// What somebody sets out with.
#[derive(Debug, Clone, Copy)]
struct Errand {
    message: MessageId,
    conversation: ConversationId,
    channel: ChannelId,
    deed: Deed,
}

/// What is done with a message.
#[derive(Debug, Clone, Copy)]
enum Deed {
    /// It is handed over.
    Say,
    /// It stands there, and is changed.
    Change,
}

/// All that is to be done now.
fn errands(reader: &crate::db::Reader<'_>) -> Result<Vec<Errand>, DbError> {
    let says = outbox::due(reader)?.into_iter().map(|waiting| Errand {
        message: waiting.message,
        conversation: waiting.conversation,
        channel: waiting.channel,
        deed: Deed::Say,
    });
    let changes = amendment::due(reader)?.into_iter().map(|one| Errand {
        message: one.message,
        conversation: one.conversation,
        channel: one.channel,
        deed: Deed::Change,
    });
    Ok(says.chain(changes).collect())
}

/// A defect of ours ended an errand in the middle (R39): its message says how it stands, and its chat goes on.
async fn broke(office: &Office, errand: Errand) {
    let id = errand.message;
    let with = office.clone();
    let settled = office
        .noted(move |tx| match errand.deed {
            Deed::Change => changing::broke(tx, id),
            Deed::Say => {
                let account = account::by_id(tx, errand.channel)?;
                let platform = account.and_then(|account| with.platform(&account));
                let remedy = platform.map_or(Remedy::Ask, |platform| platform.remedy());
                dispatch::broke(tx, id, remedy)
            }
        })
        .await;
    if let Err(error) = settled {
        tracing::error!(%error, "what became of a message could not be noted");
    }
}

/// Makes a message on its platform what it is here.
async fn change(office: &Office, id: MessageId) -> Result<(), DbError> {
    let _passing = office.http.gate().pass().await;
    let revision = office
        .db
        .write::<_, DbError>(move |tx| changing::begin(tx, id))
        .await?;
    let Some(revision) = revision else {
        return Ok(());
    };
    let Some(platform) = office.platform(&revision.account) else {
        return Ok(());
    };
    let outcome = platform.amend(&revision).await;
    office
        .noted(move |tx| changed(tx, &revision, &outcome))
        .await
}

fn changed(
    tx: &mut crate::db::Tx<'_>,
    revision: &Revision,
    outcome: &Result<Vec<String>, Fault>,
) -> Result<(), DbError> {
    let (amendment, channel) = (&revision.amendment, revision.account.channel.id);
    match outcome {
        Ok(gone) => {
            if revision.account.trouble.is_some() {
                account::judge(tx, channel, None)?;
            }
            changing::done(tx, revision, gone)
        }
        Err(Fault::Later(pause, words)) => changing::put_off(tx, amendment, *pause, words),
        Err(Fault::Busy(pause, words)) => {
            account::hold(tx, channel, *pause)?;
            changing::put_off(tx, amendment, Some(*pause), words)
        }
        // Twice is as once.
        Err(Fault::Lost(words)) => changing::put_off(tx, amendment, None, words),
        Err(Fault::Message(code, words) | Fault::Shut(code, words)) => {
            changing::failed(tx, amendment.message, code, words)
        }
        Err(Fault::Account(trouble, words)) => {
            account::judge(tx, channel, Some((*trouble, words)))?;
            changing::put_off(tx, amendment, Some(REFUSED), words)
        }
    }
}

async fn carry(office: &Office, id: MessageId) -> Result<(), DbError> {
    let _passing = office.http.gate().pass().await;
    let parcel = office
        .db
        .write::<_, DbError>(move |tx| dispatch::begin(tx, id))
        .await?;
    let Some(mut parcel) = parcel else {
        return Ok(());
    };
    let Some(platform) = office.platform(&parcel.account) else {
        return Ok(());
    };
    let parts = platform.cut(&parcel);
    // Half of it would be worse than a word why nothing went out.
    if parcel.left.is_some_and(|left| parts.len() > left as usize) {
        return office
            .noted(move |tx| dispatch::failed(tx, id, dispatch::TOO_MANY_PARTS, ""))
            .await;
    }
    if platform.is_whole() {
        parcel.enclosed = match enclosed(office, &parcel, platform.speech()).await {
            Ok(enclosed) => enclosed,
            Err(error) => return fell_short(office, parcel, unread(&error)).await,
        };
    }
    let last = parts.len().saturating_sub(1);
    let begun = parcel.waiting.parts_done;
    let mut in_doubt = Some(parcel.waiting.code.clone())
        .filter(|code| code == dispatch::IN_DOUBT || code == dispatch::ABSENT);
    for (number, part) in parts.iter().enumerate().skip(parcel.waiting.parts_done) {
        parcel.waiting.parts_done = number;
        if number == begun
            && let Some(code) = in_doubt.take()
        {
            match look(office, &*platform, &parcel, part, number == last, &code).await? {
                Looked::There => {
                    parcel.waiting.attempts = 0;
                    continue;
                }
                Looked::Settled => return Ok(()),
                Looked::Absent => {}
            }
        }
        let said = match load(office, part, platform.speech()).await {
            Ok(None) => platform.say(&parcel, part, None).await,
            Ok(Some((part, bytes))) => platform.say(&parcel, &part, Some(bytes)).await,
            Err(error) => Err(unread(&error)),
        };
        let done = parcel.clone();
        match said {
            Ok(name) => {
                office
                    .noted(move |tx| {
                        // What takes messages is in no trouble any more.
                        if done.account.trouble.is_some() {
                            account::judge(tx, done.account.channel.id, None)?;
                        }
                        aftermath::arrived(tx, &done, name.as_deref(), number == last)
                    })
                    .await?;
                // Tries are counted for each part.
                parcel.waiting.attempts = 0;
            }
            Err(fault) => return fell_short(office, done, fault).await,
        }
    }
    Ok(())
}

/// A part whose bytes could not be read: nothing of it has left, so that it may be tried again.
fn unread(error: &DbError) -> Fault {
    Fault::Later(None, error.to_string())
}

/// What a look at the platform has brought.
enum Looked {
    /// It had arrived.
    There,
    /// It has not arrived.
    Absent,
    /// Nobody knows yet: it is written down what comes next.
    Settled,
}

/// Looks whether a part has arrived whose answer was lost.
async fn look(
    office: &Office,
    platform: &dyn Platform,
    parcel: &Parcel,
    part: &Part,
    is_last: bool,
    code: &str,
) -> Result<Looked, DbError> {
    let names = match platform.look(parcel, part).await {
        Ok(names) => names,
        Err(fault) => {
            // Looking changes nothing there, so that whatever went wrong with it may be tried again.
            let fault = match fault {
                Fault::Lost(words) | Fault::Message(_, words) | Fault::Shut(_, words) => {
                    Fault::Later(None, words)
                }
                other => other,
            };
            fell_short(office, parcel.clone(), fault).await?;
            return Ok(Looked::Settled);
        }
    };
    let (done, is_sure) = (parcel.clone(), code == dispatch::ABSENT);
    office
        .noted(
            move |tx| match dispatch::unclaimed(tx, done.account.channel.id, &names)? {
                Some(name) => {
                    aftermath::arrived(tx, &done, Some(&name), is_last)?;
                    Ok(Looked::There)
                }
                None if is_sure => Ok(Looked::Absent),
                None => {
                    dispatch::doubt(tx, done.message.id, true, &done.waiting.words)?;
                    Ok(Looked::Settled)
                }
            },
        )
        .await
}

/// What becomes of a message that the platform did not take.
async fn fell_short(office: &Office, parcel: Parcel, fault: Fault) -> Result<(), DbError> {
    let remedy = office
        .platform(&parcel.account)
        .map_or(Remedy::Ask, |platform| platform.remedy());
    office
        .noted(move |tx| match &fault {
            Fault::Later(pause, words) => dispatch::put_off(tx, &parcel, *pause, words),
            Fault::Busy(pause, words) => {
                account::hold(tx, parcel.account.channel.id, *pause)?;
                dispatch::put_off(tx, &parcel, Some(*pause), words)
            }
            Fault::Lost(words) => match remedy {
                Remedy::Repeat => dispatch::put_off(tx, &parcel, None, words),
                Remedy::Look => dispatch::doubt(tx, parcel.message.id, false, words),
                Remedy::Ask => dispatch::unknown(tx, parcel.message.id, words),
            },
            Fault::Message(code, words) => dispatch::failed(tx, parcel.message.id, code, words),
            Fault::Shut(code, words) => dispatch::shut(tx, &parcel, code, words),
            Fault::Account(trouble, words) => {
                account::judge(tx, parcel.account.channel.id, Some((*trouble, words)))?;
                dispatch::put_off(tx, &parcel, Some(REFUSED), words)
            }
        })
        .await
}

/// All files of a message with their bytes.
async fn enclosed(
    office: &Office,
    parcel: &Parcel,
    speech: Speech,
) -> Result<Vec<(Attachment, Bytes)>, DbError> {
    let mut enclosed = Vec::new();
    for file in &parcel.message.attachments {
        let part = match &file.card {
            Some(card) => Part::Card(file.clone(), card.clone()),
            None => Part::File(file.clone(), String::new()),
        };
        if let Some((part, bytes)) = load(office, &part, speech).await?
            && let Some(file) = part.file()
        {
            enclosed.push((file.clone(), bytes));
        }
    }
    Ok(enclosed)
}

/// A part as it goes out with its bytes; `None` when it has none. Speech is coded as the platform plays it; what cannot
/// be goes out as it is.
async fn load(
    office: &Office,
    part: &Part,
    speech: Speech,
) -> Result<Option<(Part, Bytes)>, DbError> {
    let Some(file) = part.file() else {
        return Ok(None);
    };
    let bytes = bytes_of(office, file).await?;
    if file.kind == AttachmentKind::Voice
        && file.media_type != speech.media_type()
        && let Part::File(file, caption) = part
        && let Some(coded) = coded(&bytes, speech).await
    {
        let file = Attachment {
            media_type: speech.media_type().to_owned(),
            size: coded.len() as u64,
            ..file.clone()
        };
        return Ok(Some((Part::File(file, caption.clone()), coded)));
    }
    Ok(Some((part.clone(), bytes)))
}

/// Speech in this coding. One at a time: a small machine has other things to do. Decoders meet what strangers made, and
/// one that breaks breaks alone.
async fn coded(recording: &Bytes, speech: Speech) -> Option<Bytes> {
    static ONE: Semaphore = Semaphore::const_new(1);
    let _turn = ONE.acquire().await.ok()?;
    let recording = recording.clone();
    let coding = tokio::task::spawn_blocking(move || match speech {
        Speech::Ogg => sound::as_ogg(&recording),
        Speech::Mp3 => sound::as_mp3(&recording),
    });
    match coding.await {
        Ok(Ok(coded)) => Some(Bytes::from(coded)),
        Ok(Err(fault)) => {
            tracing::info!(%fault, "a recording goes out as it is");
            None
        }
        Err(broken) => {
            tracing::warn!(%broken, "a recording could not be coded");
            None
        }
    }
}

async fn bytes_of(office: &Office, file: &Attachment) -> Result<Bytes, DbError> {
    let mut bytes = BytesMut::with_capacity(usize::try_from(file.size).unwrap_or(0));
    for part in read::parts(0..file.size) {
        let content = file.content;
        let piece = office
            .db
            .read::<_, DbError>(move |reader| read::piece(reader, content, part.position))
            .await?;
        bytes.extend_from_slice(&piece.unwrap_or_default());
    }
    Ok(bytes.freeze())
}

#[cfg(test)]
mod tests;

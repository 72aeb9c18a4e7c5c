//! What a platform brings meets the house: messages, changes to them, buttons pressed. A batch and the place up to
//! which it was read are stored together, so that a crash can only mean "again", and what comes again is
//! recognised (BEHAVIOUR 6).

mod mailed;
mod news;
mod reaction;

use std::time::Duration;

pub use self::news::{Letter, News, Report, Sender, Spot, Typed, What};

use crate::{
    base::{
        id::{ChannelId, ConversationId, IdentityId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        account::{self, Account},
        aftermath::{self, Failure},
        alert::link as alert,
        amend::{self, AmendError},
        arrival, block, bot,
        closing::survey,
        conversation::{
            self, Cause,
            message::LONGEST,
            say::{self, Draft, Said, SayError},
        },
        customer::{
            self,
            identity::{self, Identity, NewIdentity},
            portrait, position,
            visitor::Visitor,
        },
        dispatch, fetch, guard,
    },
};

/// A message older than this when it arrives was written while nobody listened.
const BACKLOG: Duration = Duration::from_secs(5);

/// Takes in a batch, and notes the place up to which it was read. What cannot be taken is parked, as is what could
/// not even be read, so that it stands in nobody's way.
pub fn take(
    tx: &mut Tx<'_>,
    account: &Account,
    batch: &[News],
    unread: &[String],
    cursor: Option<&str>,
) -> Result<(), DbError> {
    for news in batch {
        match one(tx, account, news) {
            Ok(()) => {}
            Err(SayError::Db(error)) => return Err(error),
            Err(refusal) => {
                tracing::warn!(channel = %account.channel.id, %refusal, "a message could not be taken in");
                account::park(tx, account.channel.id, &format!("{:?}", news.what))?;
            }
        }
    }
    for raw in unread {
        account::park(tx, account.channel.id, raw)?;
    }
    if let Some(cursor) = cursor {
        account::move_on(tx, account.channel.id, cursor)?;
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, account: &Account, news: &News) -> Result<(), SayError> {
    let channel = account.channel.id;
    match &news.what {
        What::Said(letter) => said(tx, account, news, letter).map(drop),
        What::Mailed(letter, envelope) => mailed::take(tx, account, news, letter, envelope),
        What::Bounced(letter, envelope, report) => {
            if mailed::bounced(tx, account, letter, report)? {
                return Ok(());
            }
            mailed::take(tx, account, news, letter, envelope)
        }
        What::Changed(letter) => match dispatch::known(tx, channel, &letter.id)? {
            Some(message) => {
                if let Some(spot) = &letter.spot {
                    return Ok(moved(tx, message, spot)?);
                }
                amended(amend::by_customer(tx, message, &words_of(letter)))
            }
            None => said(tx, account, news, letter).map(drop),
        },
        What::Reacted(letter) => match dispatch::known(tx, channel, &letter.id)? {
            Some(message) => amended(amend::by_customer(tx, message, &words_of(letter))),
            None => reaction::take(tx, account, news, letter),
        },
        What::Withdrawn(id) => match dispatch::known(tx, channel, id)? {
            Some(message) => amended(amend::withdrawn(tx, message)),
            None => Ok(()),
        },
        What::Pressed(data) => {
            if let Some(identity) = identity_of(tx, channel, &news.sender)? {
                pressed(tx, &identity, data)?;
            }
            Ok(())
        }
        What::Typing => Ok(typed(tx, account, &news.sender)?),
        What::Answered { letter, ours } => Ok(answered(tx, account, &news.sender, letter, *ours)?),
        What::Reachable(is_reachable) => Ok(dispatch::reachable(
            tx,
            channel,
            &news.sender.external_id,
            *is_reachable,
        )?),
        What::Undelivered {
            id,
            code,
            words,
            is_shut,
        } => {
            let to = identity_of(tx, channel, &news.sender)?;
            let failure = Failure {
                code: code.clone(),
                words: words.clone(),
                is_shut: *is_shut,
            };
            let channel = &account.channel;
            Ok(aftermath::undelivered(
                tx,
                channel,
                to.as_ref(),
                id,
                &failure,
            )?)
        }
        What::Receipt { upto, is_read } => {
            if let Some(identity) = identity_of(tx, channel, &news.sender)? {
                aftermath::received(tx, &identity, upto, *is_read)?;
            }
            Ok(())
        }
        What::ReceivedUntil { at, is_read } => {
            if let Some(identity) = identity_of(tx, channel, &news.sender)? {
                aftermath::received_until(tx, &identity, *at, *is_read)?;
            }
            Ok(())
        }
        What::Echoed { id, tag, text } => match tag {
            Some(tag) => Ok(aftermath::has(tx, &account.channel, tag, id)?),
            None => {
                if let Some(identity) = identity_of(tx, channel, &news.sender)? {
                    aftermath::said_there(tx, &identity, id, text)?;
                }
                Ok(())
            }
        },
        What::Renamed => {
            identity_of(tx, channel, &news.sender)?;
            Ok(())
        }
    }
}

/// A change that the house does not take is left as it is there.
fn amended(outcome: Result<(), AmendError>) -> Result<(), SayError> {
    match outcome {
        Err(AmendError::Db(error)) => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The account of somebody, also if we know them by their other name only.
fn identity_of(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    sender: &Sender,
) -> Result<Option<Identity>, DbError> {
    let known = identity::by_external_id(tx, channel, &sender.external_id)?;
    if known.is_some() || sender.formerly.is_empty() {
        return Ok(known);
    }
    let Some(known) = identity::by_external_id(tx, channel, &sender.formerly)? else {
        return Ok(None);
    };
    tx.execute(
        "update identity set external_id = ?2 where id = ?1",
        (known.id, &sender.external_id),
    )?;
    Ok(Some(known))
}

/// What a platform says, when asked, of somebody who has written. The name that the team gave them stays.
pub fn introduced(tx: &mut Tx<'_>, channel: ChannelId, sender: &Sender) -> Result<(), DbError> {
    let Some(known) = identity::by_external_id(tx, channel, &sender.external_id)? else {
        return Ok(());
    };
    renew(tx, &known, sender)?;
    let name = guard::mask_incoming(tx, &sender.name)?.into_owned();
    let named = tx.execute(
        "update customer set name = ?2, revision = revision + 1 where id = ?1 and name = ''",
        (known.customer, text::clean_line(&name, 120)),
    )?;
    if named > 0 {
        customer::changed(tx, known.customer)?;
    }
    Ok(())
}

/// Takes in what somebody wrote; `None` when it is known already, or is no message.
fn said(
    tx: &mut Tx<'_>,
    account: &Account,
    news: &News,
    letter: &Letter,
) -> Result<Option<Said>, SayError> {
    let channel = account.channel.id;
    if dispatch::known(tx, channel, &letter.id)?.is_some() {
        return Ok(None);
    }
    let text = words_of(letter);
    let name = match news.sender.name.as_str() {
        "" => news.sender.username.as_str(),
        name => name,
    };
    // An admin who links their own chat is no customer.
    if alert::take_code(tx, account, (&news.sender.external_id, name), &text)? {
        return Ok(None);
    }
    let identity = meet(tx, account, &news.sender)?;
    if letter.files.is_empty()
        && !letter.is_automatic
        && let Some(chat) = survey_answer(tx, &identity, &text)?
    {
        // It is no message, but what comes twice rates once.
        let newest = conversation::by_id(tx, chat)?.map(|chat| chat.last_message);
        if let Some(newest) = newest {
            dispatch::remember(tx, channel, &letter.id, newest)?;
        }
        return Ok(None);
    }
    let visitor = Visitor {
        identity: identity.id,
        customer: identity.customer,
        channel,
    };
    let is_empty = text.is_empty();
    let draft = Draft {
        text,
        key: Some(letter.id.clone()),
        is_automatic: letter.is_automatic,
        ..Draft::default()
    };
    let said = answering(tx, channel, letter, draft, |tx, draft| {
        arrival::message(tx, visitor, draft)
    })?;
    dispatch::remember(tx, channel, &letter.id, said.id)?;
    // Whoever is blocked sends no files into the house.
    if !block::holds(tx, identity.customer)? {
        fetch::ask(tx, said.id, channel, &letter.files)?;
        if account.channel.kind.shows_faces() {
            portrait::want(tx, identity.id)?;
        }
    }
    if is_empty && let Some(first) = letter.files.first() {
        let shown = match first.name.as_str() {
            "" => "📎",
            name => name,
        };
        tx.execute(
            "update conversation set preview = ?2 where id = ?1",
            (said.conversation, text::preview(shown, 120)),
        )?;
    }
    let is_late = written_then(tx, said.id, said.conversation, news.at)?;
    if is_late || !letter.files.is_empty() {
        amend::tell(tx, said.id)?;
    }
    if let Some(spot) = &letter.spot {
        told_place(tx, said.conversation, spot)?;
    }
    Ok(Some(said))
}

/// Says what a letter says, as an answer to what it answers. That may not be here any more; its words are.
fn answering(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    letter: &Letter,
    mut draft: Draft,
    say: impl Fn(&mut Tx<'_>, &Draft) -> Result<Said, SayError>,
) -> Result<Said, SayError> {
    if let Some(foreign) = &letter.answers {
        draft.quotes = dispatch::known(tx, channel, foreign)?;
    }
    match say(tx, &draft) {
        Err(SayError::UnknownQuote) => {
            draft.quotes = None;
            say(tx, &draft)
        }
        outcome => outcome,
    }
}

fn typed(tx: &mut Tx<'_>, account: &Account, sender: &Sender) -> Result<(), DbError> {
    let known = identity::by_external_id(tx, account.channel.id, &sender.external_id)?;
    let Some(identity) = known else {
        return Ok(());
    };
    if let Some(open) = dispatch::open_of(tx, identity.id)? {
        tx.announce(Typed {
            conversation: open.id,
            identity: identity.id,
            at: tx.now,
        });
    }
    Ok(())
}

/// What the account said is noted under the platform's name for it. What was not said here becomes a line for the
/// team: nobody here wrote it, so it is nobody's answer.
fn answered(
    tx: &mut Tx<'_>,
    account: &Account,
    sender: &Sender,
    letter: &Letter,
    ours: Option<MessageId>,
) -> Result<(), DbError> {
    let channel = account.channel.id;
    if dispatch::known(tx, channel, &letter.id)?.is_some() {
        return Ok(());
    }
    let known = identity::by_external_id(tx, channel, &sender.external_id)?;
    let Some(identity) = known else {
        return Ok(());
    };
    if let Some(message) = ours
        && is_said_to(tx, message, identity.id)?
    {
        return dispatch::remember(tx, channel, &letter.id, message);
    }
    let Some(chat) = conversation::latest_written_of(tx, identity.id)? else {
        return Ok(());
    };
    let mut words = words_of(letter);
    for file in &letter.files {
        let name = match file.name.as_str() {
            "" => "…",
            name => name,
        };
        words = format!("{words} 📎 {name}").trim_start().to_owned();
    }
    let line = format!(
        "team:elsewhere {}",
        text::preview(&words, LONGEST_ELSEWHERE)
    );
    let line = say::by_house(tx, &say::Place::of(&chat), &line, None)?;
    dispatch::remember(tx, channel, &letter.id, line)
}

/// Most characters that are shown of what was said on the platform itself.
const LONGEST_ELSEWHERE: usize = 1_000;

/// Whether the team, or the house, has said this to a customer.
fn is_said_to(
    reader: &Reader<'_>,
    message: MessageId,
    identity: IdentityId,
) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from message join conversation on conversation.id = message.conversation_id
         where message.id = ?1 and conversation.identity_id = ?2
           and (message.author = 'agent' or message.author = 'bot') and message.internal = 0",
        (message, identity),
    )
}

/// The words of a letter as they stand in the chat.
fn words_of(letter: &Letter) -> String {
    let mut words = text::clean(&letter.text);
    if let Some(spot) = &letter.spot {
        let place = format!("{:.5}, {:.5}", spot.latitude, spot.longitude);
        let line = match spot.label.trim() {
            "" => format!("📍 {place}"),
            label => format!("📍 {label} ({place})"),
        };
        words = match words.as_str() {
            "" => line,
            said => format!("{said}\n{line}"),
        };
    }
    if words.chars().count() > LONGEST {
        words = words.chars().take(LONGEST - 1).chain(['…']).collect();
    }
    words
}

/// A message that waited for us on its platform, or at the relay, was written then, and its customer has waited since then.
/// Says whether it is so: what came just now was written now.
pub fn written_then(
    tx: &mut Tx<'_>,
    message: MessageId,
    conversation: ConversationId,
    at: Option<Timestamp>,
) -> Result<bool, DbError> {
    let now = tx.now;
    let Some(at) = at.filter(|at| *at < now && now.since(*at) >= BACKLOG) else {
        return Ok(false);
    };
    tx.execute(
        "update message set created_at = ?2 where id = ?1",
        (message, at),
    )?;
    tx.execute(
        "update conversation set waiting_since = :at where id = :id and waiting_since = :now",
        named_params! { ":at": at, ":id": conversation, ":now": now },
    )?;
    conversation::tell(tx, conversation, Cause::Changed)?;
    Ok(true)
}

/// The account of whoever writes; a new one is a new customer.
fn meet(tx: &mut Tx<'_>, account: &Account, sender: &Sender) -> Result<Identity, DbError> {
    let channel = account.channel.id;
    if let Some(known) = identity_of(tx, channel, sender)? {
        renew(tx, &known, sender)?;
        told_phone(tx, &known, &sender.phone)?;
        return Ok(known);
    }
    let name = guard::mask_incoming(tx, &sender.name)?.into_owned();
    let customer = customer::create(tx, &name, &sender.email)?;
    if !sender.phone.is_empty() {
        customer::set_phone(tx, customer, &sender.phone)?;
    }
    let new = NewIdentity {
        external_id: Some(sender.external_id.clone()),
        username: match sender.username.as_str() {
            "" => name,
            username => username.to_owned(),
        },
        email: sender.email.clone(),
        language: sender.language.clone(),
        ..NewIdentity::default()
    };
    let id = identity::create(tx, customer, channel, &new)?;
    identity::by_id(tx, id)?.ok_or(DbError::Panicked(
        "an identity vanished in its own act".to_owned(),
    ))
}

/// What the platform says of somebody we know: their name there follows it, the one the team calls them does not.
fn renew(tx: &mut Tx<'_>, known: &Identity, sender: &Sender) -> Result<(), DbError> {
    let username = match sender.username.as_str() {
        "" => sender.name.as_str(),
        username => username,
    };
    // What a platform leaves out has not changed.
    let language = match sender.language.as_str() {
        "" => known.language.as_str(),
        language => language,
    };
    let is_same = known.username == username && known.language == language;
    if is_same || username.is_empty() {
        return Ok(());
    }
    tx.execute(
        "update identity set username = ?2, language = ?3 where id = ?1",
        (known.id, text::clean_line(username, 120), language),
    )?;
    Ok(())
}

/// Somebody we know has given their number, which is noted where we have none.
fn told_phone(tx: &mut Tx<'_>, known: &Identity, phone: &str) -> Result<(), DbError> {
    if phone.is_empty() {
        return Ok(());
    }
    let is_new =
        customer::by_id(tx, known.customer)?.is_some_and(|customer| customer.phone.is_empty());
    if is_new {
        customer::set_phone(tx, known.customer, phone)?;
        customer::changed(tx, known.customer)?;
    }
    Ok(())
}

fn told_place(tx: &mut Tx<'_>, chat: ConversationId, spot: &Spot) -> Result<(), DbError> {
    match position::tell(tx, chat, spot.latitude, spot.longitude, None, &spot.label) {
        Ok(()) | Err(position::PositionError::NotOnEarth | position::PositionError::NotFound) => {
            Ok(())
        }
        Err(position::PositionError::Db(error)) => Err(error),
    }
}

/// Somebody who shares where they are moves: the place follows, the message stays as it was.
fn moved(tx: &mut Tx<'_>, message: MessageId, spot: &Spot) -> Result<(), DbError> {
    match amend::chat_of(tx, message)? {
        Some(chat) => told_place(tx, chat, spot),
        None => Ok(()),
    }
}

/// A button says which chat it rates, and with what: `rate:12:5`; or what stands on it.
fn pressed(tx: &mut Tx<'_>, identity: &Identity, data: &str) -> Result<(), SayError> {
    if let Some(words) = bot::pressed(tx, identity.id, data)? {
        let visitor = Visitor {
            identity: identity.id,
            customer: identity.customer,
            channel: identity.channel,
        };
        let draft = Draft {
            text: words,
            ..Draft::default()
        };
        return arrival::message(tx, visitor, &draft).map(drop);
    }
    let Some((chat, score)) = data
        .strip_prefix(survey::BUTTON)
        .and_then(|rest| rest.split_once(':'))
    else {
        return Ok(());
    };
    if let (Ok(chat), Ok(score)) = (chat.parse(), score.parse()) {
        rated(tx, identity.id, chat, score)?;
    }
    Ok(())
}

/// A figure from 1 to 5 after the end of a chat that was asked about is its rating, and no new chat.
/// Answers which chat it rates.
fn survey_answer(
    tx: &mut Tx<'_>,
    identity: &Identity,
    words: &str,
) -> Result<Option<ConversationId>, SayError> {
    let Some(score) = survey::score_in(words) else {
        return Ok(None);
    };
    match survey::open_for(tx, identity.id)? {
        Some(chat) => Ok(rated(tx, identity.id, chat, score)?.then_some(chat)),
        None => Ok(None),
    }
}

fn rated(
    tx: &mut Tx<'_>,
    identity: IdentityId,
    chat: ConversationId,
    score: i64,
) -> Result<bool, DbError> {
    // The same press told twice is thanked for once.
    let is_known = tx.exists(
        "select 1 from conversation where id = ?1 and identity_id = ?2 and rating = ?3",
        (chat, identity, score),
    )?;
    match survey::rate(tx, identity, chat, score, "") {
        Ok(()) if is_known => Ok(true),
        Ok(()) => {
            survey::thank(tx, chat)?;
            Ok(true)
        }
        Err(survey::RateError::Db(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

#[cfg(test)]
mod tests;

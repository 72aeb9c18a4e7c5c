//! Mails: which conversation they belong to, who wrote them, and those that report of ours (BEHAVIOUR 23).

use super::{Letter, News, Report, Sender, answered, identity_of, said, words_of, written_then};
use crate::{
    base::{
        id::{ChannelId, ConversationId, IdentityId},
        text,
    },
    db::{DbError, Reader, Tx},
    desk::{
        account::Account,
        aftermath::{self, Failure},
        amend,
        conversation::{
            self,
            say::{self, Draft, SayError},
        },
        customer::identity::{self, Identity},
        dispatch, fetch,
        mail::{self, Envelope, Place},
        post,
        team::{self, Agent},
    },
};

/// Most characters of a machine's words that a line repeats.
const LONGEST: usize = 300;

/// Takes in a mail. It belongs to its sender's own chat, whatever it answers: who answers a mail that went to somebody
/// else gets a chat apart, and both say so.
pub(super) fn take(
    tx: &mut Tx<'_>,
    account: &Account,
    news: &News,
    letter: &Letter,
    envelope: &Envelope,
) -> Result<(), SayError> {
    let channel = account.channel.id;
    if dispatch::known(tx, channel, &letter.id)?.is_some() {
        return Ok(());
    }
    let place = mail::place_of(tx, channel, envelope)?;
    let mut envelope = envelope.clone();
    // Whoever writes under the address of one of the team has to be vouched for.
    if team::by_email(tx, &news.sender.external_id)?.is_some() {
        envelope.is_proved = Some(envelope.is_proved == Some(true));
    }
    if let Some(place) = &place
        && envelope.is_proved == Some(true)
        && let Some((agent, customer)) = who_answers_whom(tx, channel, news, &envelope, place)?
    {
        // What a machine answers for them is no answer of theirs.
        if letter.is_automatic {
            let customer = Sender {
                external_id: customer.external_id.unwrap_or_default(),
                ..Sender::default()
            };
            return Ok(answered(tx, account, &customer, letter, None)?);
        }
        return by_colleague(tx, account, news, (letter, &envelope), &agent, customer.id);
    }
    let sender = identity_of(tx, channel, &news.sender)?;
    let mut letter = letter.clone();
    if let Some(sender) = &sender {
        letter.is_automatic |= mail::is_flooding(tx, sender.id)?;
    }
    letter.answers = match &place {
        Some(place) if letter.is_automatic || !is_last_of_ours(tx, place)? => {
            dispatch::foreign_id(tx, channel, place.message)?
        }
        Some(_) | None => None,
    };
    let Some(said) = said(tx, account, news, &letter)? else {
        return Ok(());
    };
    mail::store(tx, said.id, channel, &letter.id, &envelope)?;
    let own = conversation::by_id(tx, said.conversation)?;
    match (own, place) {
        (Some(own), Some(place)) if own.identity != place.identity => link(tx, &own, &place),
        (Some(_) | None, _) => Ok(()),
    }
}

/// A colleague who has written to a customer from a mail program of their own, when that is what a mail is: it is from one
/// of the team, goes on where a chat left off, and went to that chat's customer.
fn who_answers_whom(
    reader: &Reader<'_>,
    channel: ChannelId,
    news: &News,
    envelope: &Envelope,
    place: &Place,
) -> Result<Option<(Agent, Identity)>, DbError> {
    let from = news.sender.external_id.as_str();
    let Some((agent, _)) =
        team::by_email(reader, from)?.filter(|(agent, _)| agent.deactivated_at.is_none())
    else {
        return Ok(None);
    };
    let customer = identity::by_id(reader, place.identity)?.filter(|customer| {
        let address = customer.external_id.as_ref();
        customer.channel == channel
            && address.is_some_and(|to| to != from && envelope.to.contains(to))
    });
    Ok(customer.map(|customer| (agent, customer)))
}

/// A colleague has answered from a mail program of their own: it stands in the customer's chat as their message, and what
/// answers it goes on from there.
fn by_colleague(
    tx: &mut Tx<'_>,
    account: &Account,
    news: &News,
    (letter, envelope): (&Letter, &Envelope),
    agent: &Agent,
    customer: IdentityId,
) -> Result<(), SayError> {
    let channel = account.channel.id;
    let Some(chat) = conversation::latest_written_of(tx, customer)? else {
        return Ok(());
    };
    let draft = Draft {
        text: words_of(letter),
        ..Draft::default()
    };
    let said = say::by_agent_elsewhere(tx, agent, &chat, &draft)?;
    dispatch::remember(tx, channel, &letter.id, said.id)?;
    mail::store(tx, said.id, channel, &letter.id, envelope)?;
    fetch::ask(tx, said.id, channel, &letter.files)?;
    written_then(tx, said.id, chat.id, news.at)?;
    amend::tell(tx, said.id)?;
    Ok(())
}

/// Whether a message is the newest that its chat's customer got: an answer to that need not say what it answers.
fn is_last_of_ours(reader: &Reader<'_>, place: &Place) -> Result<bool, DbError> {
    reader.get(
        "select ?2 >= coalesce((select max(id) from message where conversation_id = ?1
           and (author = 'agent' or author = 'bot') and internal = 0), 0)",
        (place.conversation, place.message),
        |row| row.get(0),
    )
}

/// Two chats about one thing say so, once each.
fn link(tx: &mut Tx<'_>, own: &conversation::Conversation, place: &Place) -> Result<(), SayError> {
    let Some(other) = conversation::by_id(tx, place.conversation)? else {
        return Ok(());
    };
    for (here, there, word) in [
        (own, &other, "mail-answers"),
        (&other, own, "mail-answered"),
    ] {
        let line = format!(
            "{}{word} {} {}",
            say::FOR_TEAM,
            there.id,
            there.customer_name
        );
        if !stands(
            tx,
            here.id,
            &format!("{}{word} {} ", say::FOR_TEAM, there.id),
        )? {
            say::by_house(tx, &say::Place::of(here), line.trim_end(), None)?;
        }
    }
    Ok(())
}

fn stands(reader: &Reader<'_>, chat: ConversationId, line: &str) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from message where conversation_id = ?1 and author = 'system'
           and substr(text || ' ', 1, length(?2)) = ?2",
        (chat, line),
    )
}

/// Takes in what a machine reports of a mail of ours; `false` when it is about none.
pub(super) fn bounced(
    tx: &mut Tx<'_>,
    account: &Account,
    letter: &Letter,
    report: &Report,
) -> Result<bool, DbError> {
    let channel = account.channel.id;
    if dispatch::known(tx, channel, &letter.id)?.is_some() {
        return Ok(true);
    }
    if report.is_final && post::came_back(tx, &report.of, &report.words)? {
        return Ok(true);
    }
    for id in &report.of {
        let message = match dispatch::known(tx, channel, id)? {
            Some(message) => message,
            // Reported before, and sent again under another name since.
            None => match mail::message_in(id) {
                Some(message) if mail::place_of_ours(tx, channel, message)?.is_some() => {
                    dispatch::remember(tx, channel, &letter.id, message)?;
                    return Ok(true);
                }
                Some(_) | None => continue,
            },
        };
        if report.is_final {
            let failure = Failure {
                code: report.code.clone(),
                words: report.words.clone(),
                is_shut: false,
            };
            aftermath::undelivered(tx, &account.channel, None, id, &failure)?;
        } else if let Some(place) = mail::first_known(tx, channel, std::iter::once(id))?
            && let Some(chat) = conversation::by_id(tx, place.conversation)?
        {
            let words = text::clean_line(&report.words, LONGEST);
            let line = format!("{}mail-delayed {words}", say::FOR_TEAM);
            say::by_house(tx, &say::Place::of(&chat), &line, None)?;
        }
        dispatch::remember(tx, channel, &letter.id, message)?;
        return Ok(true);
    }
    Ok(false)
}

#[cfg(test)]
mod tests;

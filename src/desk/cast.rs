//! The people of unit tests: agents who may do this or that, and customers who write.

use crate::{
    base::{
        id::{ConversationId, MessageId},
        lang::Lang,
    },
    db::{DbError, Tx},
    desk::{
        account::{self, Account, Introduction, Keys},
        arrival::{self, Greeting},
        channel::{self, Channel, ChannelKind, Settings},
        closing::{
            self,
            close::{self, Answers},
        },
        conversation::{
            message::{self, Entry},
            say::{Draft, Said},
        },
        customer::visitor::{self, Visitor},
        team::{Agent, NewAgent, Role, by_id, join},
    },
};

/// A member of this role, whose address is their name's.
fn member(tx: &mut Tx<'_>, name: &str, role: Role) -> Result<Agent, DbError> {
    let new = NewAgent {
        email: format!("{}@kettle.example", name.to_lowercase()),
        name: name.to_owned(),
        role,
        lang: Lang::En,
        password_hash: format!("hash of {name}"),
    };
    let id = join(tx, &new).expect("the cast may join");
    Ok(by_id(tx, id)?.expect("has just joined"))
}

pub(crate) fn admin(tx: &mut Tx<'_>, name: &str) -> Result<Agent, DbError> {
    member(tx, name, Role::Admin)
}

pub(crate) fn supervisor(tx: &mut Tx<'_>, name: &str) -> Result<Agent, DbError> {
    member(tx, name, Role::Supervisor)
}

pub(crate) fn agent(tx: &mut Tx<'_>, name: &str) -> Result<Agent, DbError> {
    member(tx, name, Role::Agent)
}

/// The shop's site, connected when first asked for.
pub(crate) fn site(tx: &mut Tx<'_>) -> Result<Channel, DbError> {
    match channel::all(tx)?.into_iter().next() {
        Some(channel) => Ok(channel),
        None => channel::add_web_chat(tx, "kettle.example", &Settings::default()),
    }
}

/// An account of the shop's on a platform, where it has this name.
pub(crate) fn account(tx: &mut Tx<'_>, kind: ChannelKind, name: &str) -> Result<Account, DbError> {
    let who = Introduction {
        own_id: name.to_owned(),
        username: name.to_owned(),
    };
    let id =
        account::connect(tx, kind, name, &Keys::default(), &who).expect("the cast may connect it");
    Ok(account::by_id(tx, id)?.expect("it is connected"))
}

/// Changes how the shop's site is set up.
pub(crate) fn set_up(tx: &mut Tx<'_>, change: impl FnOnce(&mut Settings)) -> Result<(), DbError> {
    let mut site = site(tx)?;
    change(&mut site.settings);
    channel::change(tx, site.id, &site.name, &site.settings)
}

/// Somebody who has opened the widget and written nothing yet.
pub(crate) fn visitor(tx: &mut Tx<'_>, name: &str) -> Result<Visitor, DbError> {
    let site = site(tx)?;
    let greeting = Greeting {
        name: name.to_owned(),
        email: format!("{}@post.example", name.to_lowercase()),
        ..Greeting::default()
    };
    let begun = arrival::begin(tx, &site, &greeting)?;
    Ok(visitor::resolve(tx, begun.token.hash())?.expect("has just begun"))
}

/// A customer whose first message waits for an agent.
pub(crate) fn waiting_chat(tx: &mut Tx<'_>, name: &str, text: &str) -> Result<Said, DbError> {
    let visitor = visitor(tx, name)?;
    write(tx, visitor, text)
}

/// One more message by a customer.
pub(crate) fn write(tx: &mut Tx<'_>, visitor: Visitor, text: &str) -> Result<Said, DbError> {
    let draft = Draft {
        text: text.to_owned(),
        attachments: Vec::new(),
        key: None,
        ..Default::default()
    };
    Ok(arrival::message(tx, visitor, &draft).expect("customers may write"))
}

/// The texts that stand in a chat, of the authors of this word.
pub(crate) fn said_by(
    tx: &Tx<'_>,
    chat: ConversationId,
    word: &str,
) -> Result<Vec<String>, DbError> {
    let entries = message::of_conversation(tx, chat, MessageId(0), 100)?;
    let texts = entries.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) if message.author.word() == word => Some(message.text),
        _ => None,
    });
    Ok(texts.collect())
}

/// An agent closes a chat as the house asks for it at least.
pub(crate) fn close(tx: &mut Tx<'_>, agent: &Agent, chat: ConversationId) -> Result<(), DbError> {
    let answers = Answers {
        reason: closing::reasons(tx)?.first().map(|reason| reason.id),
        ..Answers::default()
    };
    close::by_agent(tx, agent, chat, &answers).expect("the cast may close");
    Ok(())
}

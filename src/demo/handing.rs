//! What whoever tries the demo has put off: one chat that comes back tomorrow.

use anyhow::Context;

use crate::{
    base::id::ConversationId,
    db::Tx,
    desk::{
        closing::reopen,
        forward::{self, Preset, To, Wall, Wish, kind},
        team::Agent,
    },
};

/// Where the shop is.
const ZONE: &str = "Europe/Berlin";

/// An agent takes a chat up again and puts it off, to call back.
pub(super) fn put_off(tx: &mut Tx<'_>, agent: &Agent, chat: ConversationId) -> anyhow::Result<()> {
    reopen::reopen(tx, agent, chat)?;
    let tomorrow = Wall::preset(Preset::Tomorrow, tx.now, ZONE).ok();
    // The second of those that a new house begins with.
    let kind = kind::offered(tx)?.get(1).map(|kind| kind.id);
    let wish = Wish {
        to: To::Everybody,
        later: Some(tomorrow.context("there is a tomorrow")?),
        kind,
        note: "Wants a call back before noon about the new lid.".to_owned(),
        keeps_date: true,
        at_opening: true,
    };
    forward::forward(tx, agent, chat, &wish)?;
    Ok(())
}

//! Which private addresses the house may call for webhooks and the like, as an admin lists them (R23).

use crate::{
    base::network::Neighbours,
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        setting::{self, Setting},
    },
};

impl Setting for Neighbours {
    const KEY: &'static str = "neighbours";
}

/// Lists them anew.
pub fn change(tx: &mut Tx<'_>, origin: &Origin, listed: &Neighbours) -> Result<(), DbError> {
    let known: Neighbours = setting::get(tx)?;
    if known == *listed {
        return Ok(());
    }
    setting::put(tx, listed)?;
    let words = listed.to_string().replace('\n', ", ");
    audit::log(tx, origin, "neighbours_changed", &words)
}

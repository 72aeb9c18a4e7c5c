//! What a forward is for: a list of the team's own, each with a sign.

use super::Forwarding;
use crate::{
    base::{id::ForwardTypeId, lang::Lang},
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        closing::choice::{self, Choice, ChoiceError},
        setting,
    },
};

impl Choice for ForwardTypeId {
    const TABLE: &'static str = "forward_type";
}

/// The signs there are to choose from.
pub const ICONS: [&str; 16] = [
    "forward",
    "alarm-clock",
    "phone",
    "siren",
    "circle-help",
    "mail",
    "star",
    "truck",
    "package",
    "package-x",
    "credit-card",
    "shopping-bag",
    "clipboard-list",
    "calendar",
    "languages",
    "message-circle-warning",
];

/// One of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its id.
    pub id: ForwardTypeId,
    /// Its name.
    pub name: String,
    /// Its sign.
    pub icon: String,
}

/// Those on offer, in the team's order.
pub fn offered(reader: &Reader<'_>) -> Result<Vec<Kind>, DbError> {
    reader.list(
        "select id, name, icon from forward_type where retired_at is null order by position, id",
        [],
        |row| {
            Ok(Kind {
                id: row.get(0)?,
                name: row.get(1)?,
                icon: row.get(2)?,
            })
        },
    )
}

/// Gives one another sign; one that the console does not have is not taken.
pub fn set_icon(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: ForwardTypeId,
    icon: &str,
) -> Result<(), ChoiceError> {
    let known = ICONS.into_iter().find(|known| *known == icon);
    let icon = known.ok_or(ChoiceError::NotFound)?;
    let (name, old): (String, String) = tx
        .find(
            "select name, icon from forward_type where id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .ok_or(ChoiceError::NotFound)?;
    if old == icon {
        return Ok(());
    }
    tx.execute(
        "update forward_type set icon = ?2 where id = ?1",
        (id, icon),
    )?;
    Ok(audit::log_with(
        tx,
        origin,
        "forward_type_changed",
        &name,
        icon,
    )?)
}

/// Fills a list that is still empty with what most shops need, in the language of the set-up.
pub fn install_defaults(tx: &mut Tx<'_>, lang: Lang) -> Result<(), DbError> {
    const KINDS: [(&str, &str); 3] = [
        ("default-forward-reminder", "alarm-clock"),
        ("default-forward-callback", "phone"),
        ("default-forward-escalation", "siren"),
    ];
    if !choice::all::<ForwardTypeId>(tx)?.is_empty() {
        return Ok(());
    }
    for (position, (name, icon)) in KINDS.into_iter().enumerate() {
        tx.execute(
            "insert into forward_type (name, icon, position) values (?1, ?2, ?3)",
            (lang.text(name), icon, position + 1),
        )?;
    }
    // The last of them is what a chat is marked with that goes before a supervisor.
    let rules = Forwarding {
        escalation_type: Some(ForwardTypeId(tx.last_insert_id())),
        ..setting::get(tx)?
    };
    setting::put(tx, &rules)
}

//! Where a customer says they are: coordinates that a channel or a program hands in with their consent.

use serde::{Deserialize, Serialize};

use super::changed;
use crate::{
    base::{
        id::{ConversationId, CustomerId, IdentityId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{conversation, setting::Setting},
};

/// From which file the house reads where an address roughly is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    /// Its path on the machine; empty: none.
    pub file: String,
}

impl Setting for Places {
    const KEY: &'static str = "places";
}

/// A point on earth (WGS-84), and how it was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How far off it may be, in metres, if the device said so.
    pub accuracy_m: Option<i64>,
    /// What the place is called, if anybody said so.
    pub label: String,
    /// When it was told.
    pub at: Timestamp,
}

/// Why a position was not kept.
#[derive(Debug, thiserror::Error)]
pub enum PositionError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// There is no such place on earth.
    #[error("there is no such place on earth")]
    NotOnEarth,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Keeps where the customer of a chat says they are. The last word counts.
pub fn tell(
    tx: &mut Tx<'_>,
    chat: ConversationId,
    latitude: f64,
    longitude: f64,
    accuracy_m: Option<i64>,
    label: &str,
) -> Result<(), PositionError> {
    let chat = conversation::by_id(tx, chat)?.ok_or(PositionError::NotFound)?;
    let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    if !is_on_earth || accuracy_m.is_some_and(|accuracy| accuracy < 0) {
        return Err(PositionError::NotOnEarth);
    }
    put(
        tx,
        chat.identity,
        latitude,
        longitude,
        accuracy_m,
        &text::clean_line(label, 200),
    )?;
    Ok(changed(tx, chat.customer)?)
}

fn put(
    tx: &mut Tx<'_>,
    identity: IdentityId,
    latitude: f64,
    longitude: f64,
    accuracy_m: Option<i64>,
    label: &str,
) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "insert into position (identity_id, latitude, longitude, accuracy_m, label, at)
         values (:identity, :latitude, :longitude, :accuracy, :label, :now)
         on conflict (identity_id) do update set latitude = excluded.latitude,
           longitude = excluded.longitude, accuracy_m = excluded.accuracy_m,
           label = excluded.label, at = excluded.at",
        named_params! {
            ":identity": identity, ":latitude": latitude, ":longitude": longitude,
            ":accuracy": accuracy_m, ":label": label, ":now": now,
        },
    )?;
    Ok(())
}

/// Where a customer last said to be, through whichever account.
pub fn of_customer(reader: &Reader<'_>, customer: CustomerId) -> Result<Option<Position>, DbError> {
    reader.find(
        "select latitude, longitude, accuracy_m, label, at from position
         where identity_id in (select id from identity where customer_id = ?1)
         order by at desc limit 1",
        [customer],
        |row| {
            Ok(Position {
                latitude: row.get(0)?,
                longitude: row.get(1)?,
                accuracy_m: row.get(2)?,
                label: row.get(3)?,
                at: row.get(4)?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::memory::Memory, desk::cast};

    #[test]
    fn the_last_word_about_where_one_is_counts() {
        let mut memory = Memory::new();
        let visitor = memory.act(|tx| cast::visitor(tx, "Meilin")).unwrap();
        let chat = memory
            .act(|tx| cast::write(tx, visitor, "你好"))
            .unwrap()
            .conversation;
        for (latitude, longitude, accuracy, good) in [
            (30.66, 104.06, Some(12), true),
            (91.0, 0.0, None, false),
            (0.0, -180.5, None, false),
            (f64::NAN, 0.0, None, false),
            (0.0, 0.0, Some(-1), false),
            (31.23, 121.47, None, true),
        ] {
            let told = memory
                .act(|tx| tell(tx, chat, latitude, longitude, accuracy, " 上海 "))
                .is_ok();
            assert_eq!(told, good, "{latitude} {longitude}");
        }
        let known = memory
            .act(|tx| of_customer(tx, visitor.customer))
            .unwrap()
            .unwrap();
        assert_eq!((known.latitude, known.label.as_str()), (31.23, "上海"));
        let nowhere = memory.act(|tx| tell(tx, ConversationId(99), 0.0, 0.0, None, ""));
        assert!(matches!(nowhere, Err(PositionError::NotFound)));
    }
}

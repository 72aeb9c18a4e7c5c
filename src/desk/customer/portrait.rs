//! Pictures that customers have on their platforms, drawn small and kept here: a page never loads one from there.

use std::{collections::HashMap, time::Duration};

use crate::{
    base::{
        id::{ChannelId, CustomerId, IdentityId},
        secret,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{customer, fetch::Asked},
};

/// Pixels of a side.
pub const SIDE: u32 = 128;

/// A platform is asked again at the earliest after this long, when they write.
const AGAIN: Duration = Duration::from_secs(24 * 60 * 60);

/// Whose picture is to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Their account.
    pub identity: IdentityId,
    /// On which channel.
    pub channel: ChannelId,
    /// Whom the platform knows them as.
    pub external_id: String,
}

/// Somebody has written on a platform that shows pictures: theirs is asked for, unless that was done a short while ago.
pub fn want(tx: &mut Tx<'_>, identity: IdentityId) -> Result<(), DbError> {
    let now = tx.now;
    let wanted = tx.execute(
        "insert into portrait (identity_id, due_at) values (:id, :now)
         on conflict (identity_id) do update set due_at = :now where due_at is null and asked_at <= :before",
        named_params! { ":id": identity, ":now": now, ":before": now.minus(AGAIN) },
    )?;
    if wanted > 0 {
        tx.announce(Asked);
    }
    Ok(())
}

/// Whose are to be asked for now.
pub fn due(reader: &Reader<'_>) -> Result<Vec<Wanted>, DbError> {
    reader.list(
        "select identity.id, identity.channel_id, identity.external_id
         from portrait join identity on identity.id = portrait.identity_id
         where portrait.due_at <= ?1 and identity.external_id is not null order by portrait.due_at limit 20",
        [reader.now],
        |row| {
            Ok(Wanted {
                identity: row.get(0)?,
                channel: row.get(1)?,
                external_id: row.get(2)?,
            })
        },
    )
}

/// What the platform has: a picture, drawn anew, or none.
pub fn keep(tx: &mut Tx<'_>, identity: IdentityId, picture: Option<&[u8]>) -> Result<(), DbError> {
    let now = tx.now;
    // Another picture has another name: browsers keep each for good.
    let name = secret::random_hex();
    let changed = tx.execute(
        "update portrait set picture = :picture, name = iif(:picture is null, '', :name)
         where identity_id = :id and picture is not :picture",
        named_params! { ":id": identity, ":picture": picture, ":name": name },
    )?;
    asked(tx, identity, now)?;
    let owner: Option<CustomerId> = tx.find(
        "select customer_id from identity where id = ?1",
        [identity],
        |row| row.get(0),
    )?;
    if let Some(owner) = owner.filter(|_| changed > 0) {
        customer::changed(tx, owner)?;
    }
    Ok(())
}

/// The platform could not be asked: what was known stays.
pub fn missed(tx: &mut Tx<'_>, identity: IdentityId) -> Result<(), DbError> {
    let now = tx.now;
    asked(tx, identity, now)
}

fn asked(tx: &mut Tx<'_>, identity: IdentityId, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "update portrait set due_at = null, asked_at = ?2 where identity_id = ?1",
        (identity, now),
    )?;
    Ok(())
}

/// The name of a customer's picture: the one that was asked for last.
pub fn of_customer(reader: &Reader<'_>, id: CustomerId) -> Result<Option<String>, DbError> {
    Ok(of_customers(reader, &[id])?.remove(&id))
}

/// The names of the pictures of those among these customers who have one.
pub fn of_customers(
    reader: &Reader<'_>,
    ids: &[CustomerId],
) -> Result<HashMap<CustomerId, String>, DbError> {
    let ids = serde_json::to_string(ids).expect("numbers are plain data");
    let named = reader.list(
        "select identity.customer_id, portrait.name
         from json_each(?1) as wanted join identity on identity.customer_id = wanted.value
         join portrait on portrait.identity_id = identity.id
         where portrait.picture is not null order by portrait.asked_at",
        [ids],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(named.into_iter().collect())
}

/// The picture of this name, a JPEG.
pub fn picture(reader: &Reader<'_>, name: &str) -> Result<Option<Vec<u8>>, DbError> {
    reader.find(
        "select picture from portrait where name = ?1 and picture is not null",
        [name],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            account, cast,
            channel::ChannelKind,
            intake::{self, Letter, News, Sender, What},
        },
    };

    fn writes(memory: &mut Memory, channel: ChannelId, id: &'static str) {
        memory
            .act(|tx| {
                let account = account::by_id(tx, channel)?.unwrap();
                let news = News {
                    sender: Sender {
                        external_id: "5511".to_owned(),
                        name: "Mia".to_owned(),
                        ..Sender::default()
                    },
                    at: None,
                    what: What::Said(Letter {
                        id: id.to_owned(),
                        text: id.to_owned(),
                        ..Letter::default()
                    }),
                };
                intake::take(tx, &account, &[news], &[], None)
            })
            .unwrap();
    }

    fn connect(memory: &mut Memory, kind: ChannelKind) -> ChannelId {
        let account = memory.act(|tx| cast::account(tx, kind, kind.word()));
        account.unwrap().channel.id
    }

    fn of_mia(memory: &mut Memory) -> Option<String> {
        memory.act(|tx| of_customer(tx, CustomerId(1))).unwrap()
    }

    #[test]
    fn a_picture_is_asked_for_once_a_day() {
        let mut memory = Memory::new();
        let channel = connect(&mut memory, ChannelKind::Telegram);
        writes(&mut memory, channel, "one");
        let wanted = memory.act(|tx| due(tx)).unwrap();
        assert_eq!(wanted.len(), 1);
        assert_eq!(wanted[0].external_id, "5511");
        let identity = wanted[0].identity;
        assert_eq!(of_mia(&mut memory), None);
        memory
            .act(|tx| keep(tx, identity, Some(b"a picture")))
            .unwrap();
        let first = of_mia(&mut memory).unwrap();
        let bytes = memory.act(|tx| picture(tx, &first)).unwrap();
        assert_eq!(bytes.as_deref(), Some(&b"a picture"[..]));

        // Another message does not ask again, one on the next day does; the same picture keeps its name.
        memory.advance(AGAIN / 2);
        writes(&mut memory, channel, "two");
        assert_eq!(memory.act(|tx| due(tx)).unwrap(), []);
        memory.advance(AGAIN / 2);
        writes(&mut memory, channel, "three");
        assert_eq!(memory.act(|tx| due(tx)).unwrap(), wanted);
        memory
            .act(|tx| keep(tx, identity, Some(b"a picture")))
            .unwrap();
        assert_eq!(of_mia(&mut memory), Some(first.clone()));
        // Another one has another, and one that was taken away is gone.
        memory
            .act(|tx| keep(tx, identity, Some(b"another")))
            .unwrap();
        assert_ne!(of_mia(&mut memory), Some(first.clone()));
        assert_eq!(memory.act(|tx| picture(tx, &first)).unwrap(), None);
        memory.act(|tx| missed(tx, identity)).unwrap();
        assert!(of_mia(&mut memory).is_some());
        memory.act(|tx| keep(tx, identity, None)).unwrap();
        assert_eq!(of_mia(&mut memory), None);
        assert_eq!(memory.act(|tx| picture(tx, "")).unwrap(), None);
    }

    #[test]
    fn where_nobody_has_one_nobody_is_asked() {
        let mut memory = Memory::new();
        let channel = connect(&mut memory, ChannelKind::WhatsApp);
        writes(&mut memory, channel, "one");
        assert_eq!(memory.act(|tx| due(tx)).unwrap(), []);
    }
}

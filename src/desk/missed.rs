//! What may be missing of an account's news after a time in the dark (O11): each platform keeps messages for us in its own
//! way, and some do not.

use std::time::Duration;

use crate::{
    base::time::Timestamp,
    db::{DbError, Reader, Tx, named_params},
    desk::{
        account,
        channel::{self, ChannelKind},
        outage::{self, Outage},
    },
};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// What becomes of messages that nobody fetches, or that nobody hears when a platform calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// They are kept until somebody asks.
    All,
    /// They are kept, or told again, for so long.
    For(Duration),
    /// That is for another program to know, or nobody can write meanwhile.
    Elsewhere,
}

impl ChannelKind {
    /// What its platform does with messages while nobody is here.
    #[must_use]
    pub fn keeps(self) -> Keeps {
        match self {
            // <https://core.telegram.org/bots/api#getupdates>: not longer than 24 hours.
            Self::Telegram => Keeps::For(24 * HOUR),
            // <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks>: up to 7 days.
            Self::WhatsApp => Keeps::For(7 * 24 * HOUR),
            // <https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html>:
            // three calls of five seconds each.
            Self::WeChat | Self::MiniProgram => Keeps::For(Duration::from_secs(15)),
            Self::Vk | Self::Sms | Self::Email | Self::Messenger => Keeps::All,
            Self::Custom | Self::WebChat => Keeps::Elsewhere,
        }
    }

    /// From when to when messages may be missing after nobody was here in this stretch.
    #[must_use]
    pub fn misses(self, from: Timestamp, until: Timestamp) -> Option<(Timestamp, Timestamp)> {
        match self.keeps() {
            Keeps::For(time) if until.since(from) > time => Some((from, until.minus(time))),
            Keeps::For(_) | Keeps::All | Keeps::Elsewhere => None,
        }
    }
}

/// Messages of an account that may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// When the outage began that they were lost in.
    pub outage: Timestamp,
    /// The account's name.
    pub name: String,
    /// From when to when they were written.
    pub from: Timestamp,
    /// See `from`.
    pub until: Timestamp,
}

/// Writes down a stretch in the dark, and of each account what may be missing since. A paused one is not listened to
/// anyhow.
pub fn record(tx: &mut Tx<'_>, dark: Outage) -> Result<(), DbError> {
    let Some(id) = outage::record(tx, dark)? else {
        return Ok(());
    };
    for account in account::all(tx)? {
        let channel = &account.channel;
        let gap = channel.kind.misses(dark.from, dark.until);
        let Some((from, until)) = gap.filter(|_| channel.paused_at.is_none()) else {
            continue;
        };
        tx.execute(
            "insert into outage_gap (outage_id, channel_id, from_at, until_at) values (?1, ?2, ?3, ?4)",
            (id, channel.id, from, until),
        )?;
        // What the admin has not taken note of yet is not forgotten.
        tx.execute(
            "update account set lost_from = min(coalesce(lost_from, :from), :from),
               lost_until = max(coalesce(lost_until, :until), :until)
             where channel_id = :id",
            named_params! { ":id": channel.id, ":from": from, ":until": until },
        )?;
        channel::changed(tx, channel.id)?;
    }
    Ok(())
}

/// What may be missing after each outage, by the names of the accounts.
pub fn gaps(reader: &Reader<'_>) -> Result<Vec<Gap>, DbError> {
    reader.list(
        "select outage.from_at, channel.name, outage_gap.from_at, outage_gap.until_at
         from outage_gap join outage on outage.id = outage_gap.outage_id
         join channel on channel.id = outage_gap.channel_id
         order by outage.id desc, channel.name",
        [],
        |row| {
            Ok(Gap {
                outage: row.get(0)?,
                name: row.get(1)?,
                from: row.get(2)?,
                until: row.get(3)?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::id::ChannelId,
        db::memory::Memory,
        desk::{cast, outage::Cause},
    };

    #[test]
    fn each_platform_loses_what_it_does_not_keep() {
        let from = Timestamp(1_790_000_000_000);
        let hours = |hours: u32| from.plus(hours * HOUR);
        for (kind, dark, missing_until) in [
            (ChannelKind::Telegram, hours(24), None),
            (ChannelKind::Telegram, hours(30), Some(hours(6))),
            (ChannelKind::WhatsApp, hours(7 * 24), None),
            (ChannelKind::WhatsApp, hours(8 * 24), Some(hours(24))),
            (
                ChannelKind::WeChat,
                from.plus(Duration::from_secs(15)),
                None,
            ),
            (
                ChannelKind::MiniProgram,
                from.plus(Duration::from_secs(75)),
                Some(from.plus(Duration::from_secs(60))),
            ),
            (ChannelKind::Vk, hours(9_000), None),
            (ChannelKind::Sms, hours(9_000), None),
            (ChannelKind::Email, hours(9_000), None),
            (ChannelKind::Messenger, hours(9_000), None),
            (ChannelKind::Custom, hours(9_000), None),
            (ChannelKind::WebChat, hours(9_000), None),
        ] {
            let expected = missing_until.map(|until| (from, until));
            assert_eq!(kind.misses(from, dark), expected, "{kind:?} {dark:?}");
        }
    }

    fn lost(memory: &mut Memory, id: ChannelId) -> Option<(Timestamp, Timestamp)> {
        let account = memory.act(|tx| account::by_id(tx, id)).unwrap();
        account.unwrap().lost
    }

    #[test]
    fn an_outage_is_told_account_by_account() {
        let mut memory = Memory::new();
        let connect = |memory: &mut Memory, kind, name: &'static str| {
            let account = memory.act(|tx| {
                cast::site(tx)?;
                cast::account(tx, kind, name)
            });
            account.unwrap().channel.id
        };
        let telegram = connect(&mut memory, ChannelKind::Telegram, "Bot");
        let wechat = connect(&mut memory, ChannelKind::WeChat, "Account");
        let mail = connect(&mut memory, ChannelKind::Email, "Mail");
        let paused = connect(&mut memory, ChannelKind::MiniProgram, "Shop");
        memory.act(|tx| channel::pause(tx, paused, true)).unwrap();
        let from = Timestamp(1_790_000_000_000);
        let dark = |from: Timestamp, time| Outage {
            from,
            until: from.plus(time),
            cause: Cause::Crash,
        };
        let second = Duration::from_secs(1);
        memory
            .act(|tx| record(tx, dark(from, 60 * second)))
            .unwrap();
        assert_eq!(
            lost(&mut memory, wechat),
            Some((from, from.plus(45 * second)))
        );
        for other in [telegram, mail, paused] {
            assert_eq!(lost(&mut memory, other), None);
        }
        // A second one adds to what nobody has taken note of.
        let later = from.plus(10 * HOUR);
        memory.act(|tx| record(tx, dark(later, 30 * HOUR))).unwrap();
        let until = later.plus(30 * HOUR).minus(15 * second);
        assert_eq!(lost(&mut memory, wechat), Some((from, until)));
        assert_eq!(
            lost(&mut memory, telegram),
            Some((later, later.plus(6 * HOUR)))
        );
        let told: Vec<(Timestamp, String)> = memory
            .act(|tx| gaps(tx))
            .unwrap()
            .into_iter()
            .map(|gap| (gap.outage, gap.name))
            .collect();
        let named = |at: Timestamp, name: &str| (at, name.to_owned());
        assert_eq!(
            told,
            [
                named(later, "Account"),
                named(later, "Bot"),
                named(from, "Account")
            ]
        );
        // A clock that was set back is no outage.
        memory
            .act(|tx| {
                record(
                    tx,
                    Outage {
                        until: from,
                        ..dark(later, second)
                    },
                )
            })
            .unwrap();
        assert_eq!(memory.act(|tx| gaps(tx)).unwrap().len(), 3);
    }
}

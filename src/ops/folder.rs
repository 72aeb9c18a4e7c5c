//! The folder that holds everything a house writes: for this user alone, and for one process at a time.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::{
    base::{
        id::{ConversationId, MessageId},
        time::Clock,
        vault::Vault,
    },
    config::KEY_FILE,
    db::{Db, DbError, Opening, Reader, disk},
    desk::{
        conversation::{self, message},
        team,
    },
};

/// Name of the file that holds everything.
const FILE: &str = "shopbell.db";

/// Name of the file whose lock says that a process has the folder.
const LOCK: &str = "lock";

/// What a disk of its own has at its top, for pieces found after a fault.
const LOST_FOUND: &str = "lost+found";

/// Name of the file that says where the open house answers: its address for browsers; in the second line the one to knock
/// at from this machine; in the third its door for HTTPS, as JSON, if it has one.
const ADDRESS: &str = "address";

/// The folder is in use.
#[derive(Debug, thiserror::Error)]
#[error("Shopbell is already running with the data in {}", .0.display())]
pub struct Running(pub PathBuf);

/// Makes the folder for this user alone and locks it. The system frees the lock however the process
/// ends, so a killed house never keeps the next one out.
pub fn lock(data: &Path) -> anyhow::Result<File> {
    fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    disk::restrict(data).with_context(|| format!("{} cannot be kept private", data.display()))?;
    let path = data.join(LOCK);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("{} cannot be opened", path.display()))?;
    disk::restrict(&path).with_context(|| format!("{} cannot be kept private", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Running(data.to_owned()).into()),
        Err(TryLockError::Error(error)) => Err(error).context("the data folder cannot be locked"),
    }
}

/// Who has the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Nobody: the house is closed.
    Nobody,
    /// A process, by its number where the system tells it.
    Somebody(Option<u32>),
}

/// Who has the folder. It is only looked at: nothing is made, and nobody is kept out for longer than this takes.
pub fn holder(data: &Path) -> io::Result<Holder> {
    let file = match File::open(data.join(LOCK)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Holder::Nobody),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => Ok(Holder::Nobody),
        Err(TryLockError::WouldBlock) => Ok(Holder::Somebody(number_of(&file))),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(target_os = "linux")]
fn number_of(lock: &File) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let locks = fs::read_to_string("/proc/locks").ok()?;
    super::vitals::holder(&locks, lock.metadata().ok()?.ino())
}

#[cfg(not(target_os = "linux"))]
fn number_of(_lock: &File) -> Option<u32> {
    None
}

/// Where an open house answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// For browsers, without a slash at the end.
    pub url: String,
    /// For whoever asks from this machine.
    pub near: SocketAddr,
    /// Its door for HTTPS, if it has one.
    pub door: Option<Door>,
}

/// What is wrong with a door for HTTPS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorFault {
    /// Its certificate ends soon, and nobody has renewed it.
    Ends,
    /// It does not hold at this moment.
    Over,
    /// It is for other names.
    Name,
    /// The door cannot be opened, or there is no certificate that can be used.
    Shut,
}

/// The door for HTTPS of an open house, as that sees it itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// Whether the house signs its certificate itself.
    pub is_own: bool,
    /// Until when that holds, in milliseconds since 1970, if there is one.
    pub until: Option<i64>,
    /// What is wrong, and that in words.
    pub fault: Option<(DoorFault, String)>,
}

/// Leaves word of where the house answers, for whoever starts it a second time or asks how it is.
pub fn leave_word(
    data: &Path,
    url: &str,
    listening: SocketAddr,
    door: Option<&Door>,
) -> io::Result<()> {
    let mut near = listening;
    // One that listens everywhere listens here, too.
    if listening.ip().is_unspecified() {
        near.set_ip(match listening {
            SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    let door = door.map_or_else(String::new, |door| {
        serde_json::to_string(door).expect("a door is plain data") + "\n"
    });
    disk::private(&data.join(ADDRESS))?.write_all(format!("{url}\n{near}\n{door}").as_bytes())
}

/// Takes the word back when the house closes.
pub fn take_word_back(data: &Path) {
    let _ = fs::remove_file(data.join(ADDRESS));
}

/// Where the house in this folder answers; `None` if no word was left. One that was killed leaves its word behind.
#[must_use]
pub fn whereabouts(data: &Path) -> Option<Whereabouts> {
    let word = fs::read_to_string(data.join(ADDRESS)).ok()?;
    let mut lines = word.lines();
    Some(Whereabouts {
        url: lines.next()?.to_owned(),
        near: lines.next()?.trim().parse().ok()?,
        door: lines
            .next()
            .and_then(|door| serde_json::from_str(door).ok()),
    })
}

/// The file that holds everything.
#[must_use]
pub fn file(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// Whether a folder holds a house already.
#[must_use]
pub fn has_file(data: &Path) -> bool {
    file(data).exists()
}

/// Whether a folder holds nothing but its lock, perhaps the key that a house is to have, and what its disk has put there.
pub fn is_empty(data: &Path) -> std::io::Result<bool> {
    for entry in fs::read_dir(data)? {
        let name = entry?.file_name();
        if name != LOCK && name != KEY_FILE && name != LOST_FOUND {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Opens the file in a locked folder without serving, for commands. The vault seals what is secret.
pub fn open_file(data: &Path, vault: &Vault, clock: Clock) -> anyhow::Result<Db> {
    let path = file(data);
    let opening = Opening {
        look: can_be_served_from,
        vault: vault.clone(),
        ..Opening::default()
    };
    Db::open_so(&path, clock, Box::new(|_| {}), &opening)
        .with_context(|| path.display().to_string())
}

/// Whether a file that was brought to the present schema can be served from: its newest chat, and another one of any age,
/// can be read with all that was said in them.
pub fn can_be_served_from(reader: &Reader<'_>) -> Result<(), DbError> {
    let chats: Vec<ConversationId> = reader.list(
        "select id from conversation where id in ((select max(id) from conversation),
           (select min(id) from conversation where id > abs(random() % (select max(id) from conversation))))",
        [],
        |row| row.get(0),
    )?;
    for chat in chats {
        conversation::by_id(reader, chat)?;
        message::of_conversation(reader, chat, MessageId(0), 1000)?;
    }
    team::active(reader)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_of_its_own_is_as_empty_as_a_new_folder() {
        let data = tempfile::tempdir().unwrap();
        for name in [LOCK, KEY_FILE, LOST_FOUND] {
            fs::create_dir(data.path().join(name)).unwrap();
            assert!(is_empty(data.path()).unwrap(), "{name}");
        }
        fs::write(data.path().join("notes.txt"), "mine").unwrap();
        assert!(!is_empty(data.path()).unwrap());
    }

    #[test]
    fn who_comes_later_finds_the_house_from_this_machine() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(whereabouts(data.path()), None);
        for (listening, near) in [
            ("127.0.0.1:7700", "127.0.0.1:7700"),
            ("192.168.1.7:80", "192.168.1.7:80"),
            ("0.0.0.0:7701", "127.0.0.1:7701"),
            ("[::]:7701", "[::1]:7701"),
        ] {
            let url = "https://chat.shop.example";
            let door = Door {
                is_own: true,
                until: Some(5),
                fault: Some((DoorFault::Name, "it is not\nfor x".to_owned())),
            };
            for door in [None, Some(&door)] {
                leave_word(data.path(), url, listening.parse().unwrap(), door).unwrap();
                let found = whereabouts(data.path()).unwrap();
                assert_eq!(found.door.as_ref(), door);
            }
            let found = whereabouts(data.path()).unwrap();
            assert_eq!(found.url, url);
            assert_eq!(found.near, near.parse().unwrap(), "{listening}");
        }
        take_word_back(data.path());
        assert_eq!(whereabouts(data.path()), None);
    }
}

//! What facts mean. Plain functions: nothing is looked at here.

use std::{io, time::Duration};

use super::{Finding, Verdict};
use crate::{
    base::time::Timestamp,
    db::{DbError, SCHEMA_VERSION, SchemaError, disk::Space},
    desk::{
        amendment,
        attachment::proof::{Flaw, Stored},
        channel::ChannelKind,
        outbox::Stage,
        recount::Differences,
        sealed::Standing as Secrets,
        setting::Relay,
        watched::{Line, Standing},
    },
    ops::{
        folder::{Door, DoorFault, Holder, Whereabouts},
        vitals::Vitals,
    },
};

/// Two clocks that differ by more than this are told of.
const SKEW: Duration = Duration::from_secs(60);
/// A backup that is older tells of one that no longer works.
const STALE: Duration = Duration::from_secs(7 * 24 * 3_600);
/// A message, or a change of one, that is on its way for longer than this is stuck.
const STUCK: Duration = Duration::from_secs(15 * 60);
/// A platform that is asked and was silent for longer than this is told of.
const SILENT: Duration = Duration::from_secs(3_600);
/// So many deliveries that wait are piling up.
const PILE: i64 = 200;
/// Fewer descriptors than this are too few for a busy day.
const FEW_DESCRIPTORS: u64 = 4_096;
/// More memory than this is not usual.
const MUCH_MEMORY: u64 = 600 * 1000 * 1000;

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..10_000_000_000 => format!("{:.0} MB", bytes as f64 / 1e6),
        more => format!("{:.0} GB", more as f64 / 1e9),
    }
}

fn days(time: Duration) -> u64 {
    time.as_secs() / 86_400
}

pub(super) fn permissions(
    is_there: bool,
    modes: &[(String, u32)],
    writable: io::Result<()>,
) -> Finding {
    if !is_there {
        return Finding::wrong("folder", "missing");
    }
    if let Err(error) = writable {
        return Finding::wrong("folder", "readonly").words_for("why", error.to_string());
    }
    // What lies in a folder that is closed to others is closed to them, too.
    let is_closed = modes
        .iter()
        .any(|(name, mode)| name == "." && mode & 0o077 == 0);
    let open: Vec<&str> = modes
        .iter()
        .filter(|_| !is_closed)
        .filter(|(_, mode)| mode & 0o077 != 0)
        .map(|(name, _)| name.as_str())
        .take(5)
        .collect();
    match open.is_empty() {
        true => Finding::well("folder", "private"),
        false => Finding::look("folder", "open").words_for("names", open.join(", ")),
    }
}

pub(super) fn disk(space: Option<Space>) -> Finding {
    let Some(space) = space else {
        return Finding::look("disk", "unknown");
    };
    let finding = match (space.has_room_for(0), space.is_low()) {
        (false, _) => Finding::wrong("disk", "full"),
        (true, true) => Finding::look("disk", "low"),
        (true, false) => Finding::well("disk", "roomy"),
    };
    finding
        .words_for("free", megabytes(space.available))
        .words_for("total", megabytes(space.total))
}

pub(super) fn lock(holder: &io::Result<Holder>) -> Finding {
    match holder {
        Ok(Holder::Nobody) => Finding::well("lock", "free"),
        Ok(Holder::Somebody(Some(number))) => {
            Finding::well("lock", "held").words_for("number", number.to_string())
        }
        Ok(Holder::Somebody(None)) => Finding::well("lock", "held-by-another"),
        Err(error) => Finding::wrong("lock", "unreadable").words_for("why", error.to_string()),
    }
}

pub(super) fn file(looked: Result<(), &SchemaError>, thorough: bool) -> Finding {
    let finding = match looked {
        Ok(()) if thorough => Finding::well("file", "sound"),
        Ok(()) => Finding::well("file", "glanced"),
        // Its words say what to do, too.
        Err(error) => Finding::wrong("file", "bad").words_for("why", error.to_string()),
    };
    finding.words_for("version", SCHEMA_VERSION.to_string())
}

pub(super) fn stored(proved: &Result<Stored, Flaw>) -> Finding {
    match proved {
        Ok(stored) => Finding::well("stored", "sound")
            .number("count", stored.files)
            .words_for("size", megabytes(stored.bytes)),
        // Which file it is would be its sender's business.
        Err(_) => Finding::wrong("stored", "changed"),
    }
}

/// `others`: which rights others than its owner have to the file with the key.
pub(super) fn secrets(has_key: bool, others: u32, standing: Secrets) -> Finding {
    let locked = standing.locked();
    let finding = match (has_key, standing.kept) {
        (false, 0) => Finding::well("key", "none"),
        (false, _) if locked > 0 => Finding::wrong("key", "missing"),
        (_, _) if locked > 0 => Finding::wrong("key", "another"),
        (_, _) if standing.clear > 0 => Finding::look("key", "clear"),
        (_, _) if others != 0 => Finding::look("key", "open"),
        (_, _) => Finding::well("key", "fits"),
    };
    finding.number("count", locked.max(standing.clear))
}

pub(super) fn unread(error: &DbError) -> Finding {
    match error {
        DbError::Busy => Finding::look("rows", "slow"),
        other => Finding::wrong("rows", "unreadable").words_for("why", other.to_string()),
    }
}

pub(super) fn clock(newest: Option<Timestamp>, now: Timestamp) -> Finding {
    match newest {
        Some(newest) if newest > now && newest.since(now) > SKEW => {
            Finding::wrong("clock", "behind").number("minutes", newest.since(now).as_secs() / 60)
        }
        Some(_) | None => Finding::well("clock", "forward"),
    }
}

pub(super) fn recount(found: &Differences) -> Vec<Finding> {
    let one = |check, count: u64, verdict| match count {
        0 => Finding::well(check, "agree"),
        count => Finding::new(check, "differ", verdict).number("count", count),
    };
    vec![
        one("orphans", found.orphans(), Verdict::Wrong),
        one("counters", found.counters(), Verdict::Wrong),
        one("search", found.unfound, Verdict::Look),
    ]
}

pub(super) fn standing(standing: &Standing) -> Vec<Finding> {
    let mut findings: Vec<Finding> = standing.lines.iter().map(channel).collect();
    findings.push(outbox(standing));
    findings.push(match standing.deliveries {
        0..PILE => Finding::well("webhooks", "flow"),
        many => Finding::look("webhooks", "pile").number("count", many.unsigned_abs()),
    });
    findings.push(match standing.browsers {
        (0, _) => Finding::well("push", "none"),
        (many, 0) => Finding::well("push", "taken").number("count", many.unsigned_abs()),
        (_, failing) => Finding::look("push", "failing").number("count", failing.unsigned_abs()),
    });
    findings.push(match standing.troubles {
        0 => Finding::well("troubles", "none"),
        some => Finding::look("troubles", "some").number("count", some.unsigned_abs()),
    });
    findings
}

/// A channel goes by its kind and number: what the team calls it is the team's business.
fn channel(line: &Line) -> Finding {
    // The others call in when somebody writes.
    let is_asked = matches!(
        line.kind,
        ChannelKind::Telegram | ChannelKind::Vk | ChannelKind::Email
    );
    let finding = match line.heard_ago {
        _ if line.is_paused => Finding::well("channel", "paused"),
        _ if !line.is_well => Finding::wrong("channel", "trouble"),
        Some(ago) if is_asked && ago > SILENT => {
            Finding::look("channel", "silent").number("hours", ago.as_secs() / 3_600)
        }
        _ if line.parked > 0 => {
            Finding::look("channel", "unread").number("count", line.parked.unsigned_abs())
        }
        Some(ago) => Finding::well("channel", "heard").number("minutes", ago.as_secs() / 60),
        None => Finding::well("channel", "quiet"),
    };
    of_channel(finding, line.kind.word(), line.channel.0)
}

fn of_channel(finding: Finding, kind: &str, id: i64) -> Finding {
    finding
        .words_for("kind", kind)
        .words_for("number", id.to_string())
        .of(id)
}

/// The platform of a channel was knocked at: by how much its clock is ahead of ours, in seconds, where it told; or why there
/// was no answer.
#[must_use]
pub fn channel_reached(kind: &str, id: i64, reached: Result<Option<i64>, String>) -> Finding {
    let limit = i64::try_from(SKEW.as_secs()).unwrap_or(i64::MAX);
    let finding = match reached {
        Ok(Some(seconds)) if seconds.abs() > limit => {
            Finding::wrong("reach", "skewed").number("seconds", seconds.unsigned_abs())
        }
        Ok(_) => Finding::well("reach", "answers"),
        Err(why) => Finding::wrong("reach", "silent").words_for("why", why),
    };
    of_channel(finding, kind, id)
}

/// The house was asked for at the address that browsers use: whether it answered as one, or why there was no answer.
#[must_use]
pub fn url_reached(url: &str, reached: Result<bool, String>) -> Vec<Finding> {
    let is_https = url.starts_with("https://");
    let is_near = url.split_once("://").is_some_and(|(_, rest)| {
        rest.starts_with("127.") || rest.starts_with("localhost") || rest.starts_with("[::1]")
    });
    let url_finding = match reached {
        Ok(true) => Finding::well("url", "answers"),
        Ok(false) => Finding::wrong("url", "another"),
        // From within many networks the own public address leads nowhere.
        Err(why) => Finding::look("url", "silent").words_for("why", why),
    };
    let tls = match (is_https, is_near) {
        (true, _) => Finding::well("tls", "on"),
        (false, true) => Finding::well("tls", "near"),
        (false, false) => Finding::look("tls", "off"),
    };
    vec![url_finding.words_for("url", url), tls]
}

/// A certificate that somebody else renews is told of when it ends within this.
const SOON: Duration = Duration::from_secs(7 * 86_400);

/// The certificate with which an open house answers by HTTPS, as that sees it.
#[must_use]
pub fn certificate(door: &Door, now: Timestamp) -> Finding {
    let until = door.until.map(Timestamp);
    let left = until.map_or(0, |until| days(until.since(now)));
    let is_over = until.is_some_and(|until| until <= now);
    let finding = match &door.fault {
        Some((DoorFault::Shut, why)) => Finding::wrong("certificate", "shut").words_for("why", why),
        Some((DoorFault::Name, why)) => Finding::wrong("certificate", "name").words_for("why", why),
        Some((DoorFault::Over, _)) => Finding::wrong("certificate", "over"),
        _ if is_over => Finding::wrong("certificate", "over"),
        // The house renews its own.
        _ if !door.is_own && until.is_some_and(|until| until.since(now) < SOON) => {
            Finding::look("certificate", "ends")
        }
        _ if door.is_own => Finding::well("certificate", "own"),
        _ => Finding::well("certificate", "public"),
    };
    finding.number("days", left)
}

pub(super) fn relay(relay: &Relay, trouble: Option<String>) -> Finding {
    match trouble {
        _ if relay.address.is_empty() => Finding::well("relay", "none"),
        Some(why) => Finding::wrong("relay", "trouble").words_for("why", why),
        None => Finding::well("relay", "paired"),
    }
    .words_for("address", relay.address.as_str())
}

fn outbox(standing: &Standing) -> Finding {
    let in_state = |wanted: Stage| {
        let found = standing.outbox.iter().find(|(stage, _)| *stage == wanted);
        found.map_or(0, |(_, count)| count.unsigned_abs())
    };
    let changes: u64 = standing
        .amendments
        .iter()
        .filter(|(stage, _)| *stage != amendment::Stage::Failed)
        .map(|(_, count)| count.unsigned_abs())
        .sum();
    let on_way = in_state(Stage::Queued) + in_state(Stage::Sending) + changes;
    // What is said after a change waits for it.
    let oldest = standing.outbox_oldest.max(standing.amendments_oldest);
    if oldest > STUCK {
        Finding::wrong("outbox", "stuck")
            .number("count", on_way)
            .words_for("minutes", (oldest.as_secs() / 60).to_string())
    } else {
        Finding::well("outbox", "flows").number("count", on_way)
    }
}

pub(super) fn backup(
    newest: Option<Timestamp>,
    joined: Option<Timestamp>,
    now: Timestamp,
) -> Finding {
    match (newest, joined) {
        (Some(at), _) if now.since(at) > STALE => {
            Finding::wrong("backup", "old").number("days", days(now.since(at)))
        }
        (Some(at), _) => Finding::well("backup", "fresh").number("days", days(now.since(at))),
        (None, Some(joined)) if now.since(joined) > STALE => Finding::wrong("backup", "none"),
        (None, _) => Finding::well("backup", "young"),
    }
}

pub(super) fn address(is_open: bool, near: Option<&Whereabouts>) -> Finding {
    match (is_open, near) {
        (false, _) => Finding::well("address", "closed"),
        (true, None) => Finding::look("address", "unknown"),
        (true, Some(near)) => {
            let is_local = near.near.ip().is_loopback();
            let finding = match is_local {
                true => Finding::well("address", "near"),
                false => Finding::look("address", "network"),
            };
            finding.words_for("address", near.near.to_string())
        }
    }
}

pub(super) fn descriptors(vitals: &Vitals) -> Finding {
    let Some(most) = vitals.most_descriptors else {
        return Finding::well("descriptors", "unknown");
    };
    let used = vitals.descriptors.unwrap_or(0);
    let finding = if used * 10 > most * 9 {
        Finding::wrong("descriptors", "used")
    } else if most < FEW_DESCRIPTORS {
        Finding::look("descriptors", "few")
    } else {
        Finding::well("descriptors", "enough")
    };
    finding
        .words_for("most", most.to_string())
        .words_for("used", used.to_string())
}

pub(super) fn memory(vitals: &Vitals) -> Finding {
    let Some(memory) = vitals.memory else {
        return Finding::well("memory", "unknown");
    };
    let finding = match memory > MUCH_MEMORY {
        true => Finding::look("memory", "much"),
        false => Finding::well("memory", "usual"),
    };
    finding
        .words_for("size", megabytes(memory))
        .words_for("threads", vitals.threads.unwrap_or(0).to_string())
}

//! What other machines report of mails of ours: <https://www.rfc-editor.org/rfc/rfc3464>, and the older ways.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    automatic,
    head::Head,
    mail::{Action, Bounce},
};
use crate::base::text;

/// A part of a mail that may say what became of another.
pub(super) struct Evidence<'a> {
    /// What it is, in lower case.
    pub(super) media_type: &'a str,
    pub(super) bytes: &'a [u8],
}

/// Longest words of another machine that are kept.
const LONGEST: usize = 500;

static STATUS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b([245]\.\d{1,3}\.\d{1,3})\b").expect("it is a pattern"));

/// A line with a refusal: `550 5.1.1 No such user`.
static REFUSAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^.*\b[45]\d\d[ \-#].*$").expect("it is a pattern"));

static COPIED_ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^[>\s]*message-id:\s*<([^<>\s]+)>").expect("it is a pattern")
});

/// An id of ours, wherever it stands.
static OUR_ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\bsb\.\d{1,19}\.[0-9a-f]{16}@[A-Za-z0-9.-]+").expect("it is a pattern")
});

static WAITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)delayed|delay\s+notification|warning:|still\s+trying|will\s+keep\s+trying|will\s+be\s+retried
        |not\s+yet\s+been\s+delivered|отложен|задержк|延迟|延遲|verzögert|verzoegert|retardé|retrasad",
    )
    .expect("it is a pattern")
});

/// What a mail reports, if it is a report.
pub(super) fn bounce(
    head: &Head,
    from: &str,
    parts: &[Evidence<'_>],
    text: &str,
) -> Option<Bounce> {
    let mut of = Vec::new();
    let mut add = |id: String| {
        if !of.contains(&id) {
            of.push(id);
        }
    };
    // The first of what a report carries is the mail itself; ids in free text are the weakest word.
    for part in parts.iter().filter(|part| is_original(part.media_type)) {
        Head::of(part.bytes)
            .ids("message-id")
            .into_iter()
            .for_each(&mut add);
    }
    for name in ["in-reply-to", "references"] {
        head.ids(name).into_iter().rev().for_each(&mut add);
    }
    let report = parts.iter().find(|part| {
        matches!(
            part.media_type,
            "message/delivery-status" | "message/global-delivery-status"
        )
    });
    let found = COPIED_ID
        .captures_iter(text)
        .map(|found| found[1].to_owned());
    let ours = OUR_ID
        .find_iter(text)
        .map(|found| found.as_str().to_owned());
    ours.chain(found).for_each(&mut add);
    match report {
        Some(report) => Some(reported(report.bytes, of)),
        None => unreported(head, from, text, of),
    }
}

fn is_original(media_type: &str) -> bool {
    matches!(
        media_type,
        "message/rfc822"
            | "message/global"
            | "text/rfc822-headers"
            | "message/rfc822-headers"
            | "message/global-headers"
    )
}

/// A proper report: one block for the mail, and one for each recipient.
fn reported(bytes: &[u8], of: Vec<String>) -> Bounce {
    let whole = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let mut worst: Option<Bounce> = None;
    for block in whole.split("\n\n") {
        let fields = Head::of(block.as_bytes());
        let after_kind = |name: &str| {
            let value = fields.plain(name);
            let said = value
                .split_once(';')
                .map_or(value.as_str(), |(_, said)| said);
            text::clean_line(said, LONGEST)
        };
        let status = STATUS
            .find(&fields.plain("status"))
            .map(|found| found.as_str().to_owned())
            .unwrap_or_default();
        let action = match fields.plain("action").trim().to_ascii_lowercase().as_str() {
            "delayed" => Action::Delayed,
            "delivered" | "relayed" | "expanded" => Action::Delivered,
            "failed" => Action::Failed,
            "" if status.is_empty() => continue,
            _ if status.starts_with('2') => Action::Delivered,
            _ if status.starts_with('4') => Action::Delayed,
            _ => Action::Failed,
        };
        let recipient = Some(after_kind("final-recipient"))
            .filter(|to| !to.is_empty())
            .unwrap_or_else(|| after_kind("original-recipient"));
        let heard = Bounce {
            of: of.clone(),
            action,
            status,
            words: after_kind("diagnostic-code"),
            recipient: recipient.trim_matches(['<', '>']).to_owned(),
        };
        if worst
            .as_ref()
            .is_none_or(|worst| weight(action) > weight(worst.action))
        {
            worst = Some(heard);
        }
    }
    worst.unwrap_or(Bounce {
        of,
        action: Action::Probably,
        ..Bounce::default()
    })
}

fn weight(action: Action) -> u8 {
    match action {
        Action::Delivered => 0,
        Action::Delayed => 1,
        Action::Probably => 2,
        Action::Failed => 3,
    }
}

/// Words of a machine that carries mail, with an id in them.
fn unreported(head: &Head, from: &str, text: &str, of: Vec<String>) -> Option<Bounce> {
    let failed = head.line("x-failed-recipients");
    let is_machine =
        !failed.is_empty() || automatic::is_from_nobody(head) || automatic::is_postmaster(from);
    // An answer of somebody's holiday also has no sender, and quotes ids: it says so in its head.
    let is_reply = head
        .plain("auto-submitted")
        .trim()
        .to_ascii_lowercase()
        .starts_with("auto-replied")
        && failed.is_empty()
        && !automatic::is_postmaster(from);
    if !is_machine || is_reply || of.is_empty() {
        return None;
    }
    let words = REFUSAL
        .find(text)
        .map(|line| text::clean_line(line.as_str(), LONGEST));
    let status = STATUS
        .find(words.as_deref().unwrap_or(text))
        .map(|found| found.as_str().to_owned());
    let waits = WAITS.is_match(&head.line("subject"))
        || WAITS.is_match(&text[..text.floor_char_boundary(600)]);
    let recipient = failed
        .split(',')
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    let action = if waits {
        Action::Delayed
    } else if recipient.is_empty() {
        Action::Probably
    } else {
        Action::Failed
    };
    Some(Bounce {
        of,
        action,
        status: status.unwrap_or_default(),
        words: words.unwrap_or_default(),
        recipient,
    })
}

#[cfg(test)]
mod tests;

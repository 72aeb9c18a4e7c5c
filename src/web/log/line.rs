//! What the house itself wrote into a chat, in words.

use crate::{
    base::lang::Lang,
    desk::{
        conversation::{Priority, say},
        team::Face,
    },
    t,
};

/// Symbol and sentence of a line. What a newer house may have written is shown as it stands.
pub(super) fn words(lang: Lang, line: &str, face: Option<&Face>) -> (&'static str, String) {
    let name = face.map_or_else(
        || t!(lang, "line-somebody").into_owned(),
        |face| face.name.clone(),
    );
    if let Some(code) = line.strip_prefix("window-refused") {
        let words = t!(lang, "line-window-refused", code = code.trim());
        return ("clock", words.into_owned());
    }
    if let Some(told) = super::forward::words(lang, line, &name) {
        return told;
    }
    let line = line.strip_prefix(say::FOR_TEAM).unwrap_or(line);
    if line.starts_with("end-undone ") {
        return ("undo-2", t!(lang, "line-end-undone").into_owned());
    }
    if let Some(colleague) = line.strip_prefix("asked ") {
        let words = t!(lang, "line-asked", name = &name, colleague = colleague);
        return ("user-round-plus", words.into_owned());
    }
    if let Some(owner) = line.strip_prefix("taken-over ") {
        let words = t!(lang, "line-taken-over", name = &name, owner = owner);
        return ("hand", words.into_owned());
    }
    if let Some(words) = line.strip_prefix("elsewhere ") {
        let words = t!(lang, "line-elsewhere", words = words);
        return ("message-square-reply", words.into_owned());
    }
    if let Some(told) = mail(lang, line).or_else(|| super::mail::line(lang, line, &name)) {
        return told;
    }
    if let Some(priority) = line.strip_prefix("priority-").and_then(Priority::from_word) {
        let words = match priority {
            Priority::Low => t!(lang, "line-priority-low", name = &name),
            Priority::Normal => t!(lang, "line-priority-normal", name = &name),
            Priority::High => t!(lang, "line-priority-high", name = &name),
            Priority::Urgent => t!(lang, "line-priority-urgent", name = &name),
        };
        return ("flag", words.into_owned());
    }
    if let Some(rule) = line.strip_prefix("rule-did ") {
        let name = rule.split_once(' ').map_or(rule, |(_, name)| name);
        return (
            "list-checks",
            t!(lang, "line-rule", name = name).into_owned(),
        );
    }
    let (symbol, words) = match line {
        "claimed" => ("hand", t!(lang, "line-claimed", name = &name)),
        "released" => ("undo-2", t!(lang, "line-released", name = &name)),
        "assigned" => ("forward", t!(lang, "line-assigned", name = &name)),
        "closed" => ("circle-check", t!(lang, "line-closed", name = &name)),
        "reopened" => ("lock-open", t!(lang, "line-reopened", name = &name)),
        "bot-handed" => ("users-round", t!(lang, "line-bot-handed")),
        "bot-done" => ("circle-check", t!(lang, "line-bot-done")),
        "no-answer-needed" => ("check", t!(lang, "line-no-answer-needed", name = &name)),
        "archived" => ("package", t!(lang, "line-archived", name = &name)),
        "unarchived" => ("package-x", t!(lang, "line-unarchived", name = &name)),
        "passed-on" => ("users-round", t!(lang, "line-passed-on")),
        "went-on" => ("message-square-reply", t!(lang, "line-went-on")),
        "began" => ("message-square-reply", t!(lang, "line-began", name = &name)),
        "unreachable" => ("circle-alert", t!(lang, "line-unreachable")),
        "reachable" => ("circle-check", t!(lang, "line-reachable")),
        "consent-withdrawn" => ("shield-alert", t!(lang, "line-consent-withdrawn")),
        "consent-withdrawn-erase" => ("shield-alert", t!(lang, "line-consent-withdrawn-erase")),
        "untold-withdrawn" => ("shield-alert", t!(lang, "line-untold-withdrawn")),
        "unasked-withdrawn" => ("star", t!(lang, "line-unasked-withdrawn")),
        "left" => ("log-out", t!(lang, "line-left")),
        "joined" => ("users-round", t!(lang, "line-joined", name = &name)),
        "stepped-out" => ("log-out", t!(lang, "line-stepped-out", name = &name)),
        "has-it" => ("hand", t!(lang, "line-has-it", name = &name)),
        "took-over" => ("users-round", t!(lang, "line-took-over", name = &name)),
        "unasked-unanswered" => ("star", t!(lang, "line-unasked-unanswered")),
        "unasked-lately" => ("star", t!(lang, "line-unasked-lately")),
        "unasked-window" => ("star", t!(lang, "line-unasked-window")),
        "silence-skipped" => (
            "clock-alert",
            t!(lang, "line-silence-skipped", name = &name),
        ),
        "silence-closed" => ("clock-alert", t!(lang, "line-silence-closed")),
        "silence-closed-unnamed" => ("clock-alert", t!(lang, "line-silence-closed-unnamed")),
        "untold-window" => ("clock", t!(lang, "line-untold-window")),
        "blocked" => ("ban", t!(lang, "line-blocked", name = &name)),
        "unblocked" => ("lock-open", t!(lang, "line-unblocked", name = &name)),
        "unblocked-in-time" => ("lock-open", t!(lang, "line-unblocked-in-time")),
        other => return ("info", other.to_owned()),
    };
    (symbol, words.into_owned())
}

/// Lines about mails: which chat another answers, and what a machine on their way said.
fn mail(lang: Lang, line: &str) -> Option<(&'static str, String)> {
    let (word, rest) = line.split_once(' ')?;
    let (chat, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let (symbol, words) = match word {
        "mail-answers" => (
            "mail",
            t!(lang, "line-mail-answers", chat = chat, name = name),
        ),
        "mail-answered" => (
            "mail",
            t!(lang, "line-mail-answered", chat = chat, name = name),
        ),
        "mail-delayed" => ("clock", t!(lang, "line-mail-delayed", words = rest)),
        _ => return None,
    };
    Some((symbol, words.into_owned()))
}

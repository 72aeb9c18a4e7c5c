//! Which of the browser's messages are complaints, and how they read.

use serde_json::Value;

/// The complaint in one event of the DevTools protocol, if it is one.
pub(super) fn complaint(method: &str, details: &Value) -> Option<String> {
    match method {
        "Runtime.exceptionThrown" => Some(uncaught(&details["exceptionDetails"])),
        "Runtime.consoleAPICalled" => said(details),
        "Log.entryAdded" => logged(&details["entry"]),
        _ => None,
    }
}

/// <https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-ExceptionDetails>
fn uncaught(details: &Value) -> String {
    let exception = &details["exception"];
    let what = match exception["description"].as_str() {
        Some(description) => first_line(description),
        None => exception["value"].to_string(),
    };
    let place = place(&details["url"], &details["lineNumber"]);
    format!("{} {what}{place}", text(&details["text"]))
}

/// <https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#event-consoleAPICalled>
fn said(details: &Value) -> Option<String> {
    let kind = details["type"].as_str()?;
    if !matches!(kind, "error" | "assert") {
        return None;
    }
    let words: Vec<String> = details["args"]
        .as_array()?
        .iter()
        .map(
            |word| match (&word["value"], word["description"].as_str()) {
                (Value::String(value), _) => value.clone(),
                (_, Some(description)) => description.to_owned(),
                (value, None) => value.to_string(),
            },
        )
        .collect();
    let frame = &details["stackTrace"]["callFrames"][0];
    let place = place(&frame["url"], &frame["lineNumber"]);
    Some(format!("console.{kind}: {}{place}", words.join(" ")))
}

/// Failed requests, breaches of the content policy and the like:
/// <https://chromedevtools.github.io/devtools-protocol/tot/Log/#type-LogEntry>
fn logged(entry: &Value) -> Option<String> {
    if entry["level"] != "error" {
        return None;
    }
    let place = place(&entry["url"], &entry["lineNumber"]);
    Some(format!(
        "{}: {}{place}",
        text(&entry["source"]),
        text(&entry["text"])
    ))
}

/// Lines are counted from nought in the protocol and from one by people.
fn place(url: &Value, line: &Value) -> String {
    match (url.as_str(), line.as_u64()) {
        (Some(url), Some(line)) if !url.is_empty() => format!(" ({url}:{})", line + 1),
        (Some(url), None) if !url.is_empty() => format!(" ({url})"),
        _ => String::new(),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

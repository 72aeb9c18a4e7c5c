//! Looking into what platforms send: names come and go, and numbers arrive as words and back. Pure.

use serde_json::Value;

/// What stands at this place, as words; empty when there is nothing to read there.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A whole number, also one in quotes.
pub(super) fn number(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str().and_then(|words| words.parse().ok()))
}

/// A number, also one in quotes.
pub(super) fn figure(value: &Value) -> Option<f64> {
    value
        .as_f64()
        .or_else(|| value.as_str().and_then(|words| words.parse().ok()))
}

/// The members of a list; none where there is no list.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The parts that are not empty, with this between them.
pub(super) fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

/// How the name of a reaction begins: it has none of its own that stays when it is changed or taken back.
const REACTION: &str = "reaction:";

/// What a reaction of somebody's to a message is called.
pub(super) fn reaction(to: &str, by: &str) -> String {
    format!("{REACTION}{to}:{by}")
}

/// The name of a message, if the platform knows it by that.
pub(super) fn known_there(name: Option<&str>) -> Option<&str> {
    name.filter(|name| !name.starts_with(REACTION) && !name.starts_with(POSTBACK))
}

/// How a press of a button is called that came without a name.
pub(super) const POSTBACK: &str = "postback:";

/// Words of at most so many characters.
pub(super) fn cut_to(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

//! Two people in one form: what one of them left as it was stays as the other has saved it meanwhile.

use maud::{Markup, html};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{answer::Refusal, request::Ask};

/// The field of a form that holds what the form showed.
const SHOWN: &str = "shown";

/// What a form shows of what is saved, hidden in it.
pub fn shown(saved: &impl Serialize) -> Markup {
    let saved = serde_json::to_string(saved).expect("forms are plain data");
    html! { input type="hidden" name=(SHOWN) value=(saved); }
}

/// The form that was sent, laid over what is saved by now. Without [`shown`] in it everything counts
/// as typed.
pub async fn form<T>(ask: &mut Ask, now: &T) -> Result<T, Refusal>
where
    T: Serialize + DeserializeOwned,
{
    over(ask.form().await?, now)
}

/// As [`form`], of fields that were read already.
pub fn over<T>(sent: Vec<(String, String)>, now: &T) -> Result<T, Refusal>
where
    T: Serialize + DeserializeOwned,
{
    let bad = |error: &dyn std::error::Error| Refusal::bad("bad-form").with("reason", error);
    let (shown, fields): (Vec<_>, Vec<_>) = sent.into_iter().partition(|(name, _)| name == SHOWN);
    let fields = serde_html_form::to_string(&fields).map_err(|error| bad(&error))?;
    let typed: T = serde_html_form::from_str(&fields).map_err(|error| bad(&error))?;
    let Some((_, shown)) = shown.first() else {
        return Ok(typed);
    };
    lay_over(typed, shown, now).map_err(|error| bad(&error))
}

fn lay_over<T>(typed: T, shown: &str, now: &T) -> serde_json::Result<T>
where
    T: Serialize + DeserializeOwned,
{
    let shown: Value = serde_json::from_str(shown)?;
    let (mut typed, now) = (serde_json::to_value(typed)?, serde_json::to_value(now)?);
    for (name, value) in typed.as_object_mut().into_iter().flatten() {
        let Some(saved) = now.get(name) else {
            continue;
        };
        if as_browsers_send(value) == shown[name] {
            *value = saved.clone();
        } else if let (Value::Array(ticked), Value::Array(were), Value::Array(are)) =
            (&*value, &shown[name], saved)
        {
            *value = boxes(ticked, were, are);
        }
    }
    serde_json::from_value(typed)
}

/// Boxes to tick of one name: each of them stands for itself.
fn boxes(ticked: &[Value], were: &[Value], are: &[Value]) -> Value {
    let stays = |one: &&Value| !were.contains(one) || are.contains(one);
    let came = |one: &&Value| !were.contains(one) && !ticked.contains(one);
    let stay = ticked.iter().filter(stays);
    stay.chain(are.iter().filter(came)).cloned().collect()
}

/// Browsers end lines in a box with a return as well.
fn as_browsers_send(value: &Value) -> Value {
    match value {
        Value::String(text) => text.replace("\r\n", "\n").into(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Form {
        name: String,
        lines: String,
        is_on: Option<String>,
        kinds: Vec<String>,
    }

    fn form(name: &str, lines: &str, is_on: bool, kinds: &[&str]) -> Form {
        Form {
            name: name.to_owned(),
            lines: lines.to_owned(),
            is_on: is_on.then(|| "on".to_owned()),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        }
    }

    #[test]
    fn what_was_left_as_it_was_stays_as_a_colleague_saved_it() {
        let shown = form("Tier", "Gold\nSilver", true, &["a"]);
        let shown = serde_json::to_string(&shown).unwrap();
        for (typed, now, expected) in [
            (
                form("Rank", "Gold\r\nSilver", true, &["a"]),
                form("Tier", "Gold", false, &["a", "b"]),
                form("Rank", "Gold", false, &["a", "b"]),
            ),
            (
                form("Tier", "Gold\r\nSilver", false, &[]),
                form("Rank", "Gold\nSilver", true, &["a", "b"]),
                form("Rank", "Gold\nSilver", false, &["b"]),
            ),
            // Of boxes each stands for itself: one ticked, one no longer, by either.
            (
                form("Tier", "Gold\nSilver", true, &["a", "c"]),
                form("Tier", "Gold\nSilver", true, &["d"]),
                form("Tier", "Gold\nSilver", true, &["c", "d"]),
            ),
            // Both wrote there: whoever saves later is heard.
            (
                form("Rank", "", true, &["a"]),
                form("Level", "", true, &["a"]),
                form("Rank", "", true, &["a"]),
            ),
        ] {
            assert_eq!(lay_over(typed, &shown, &now).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_form_of_ours_is_refused() {
        for shown in ["", "{", "Tier"] {
            assert!(
                lay_over(Form::default(), shown, &Form::default()).is_err(),
                "{shown}"
            );
        }
    }
}

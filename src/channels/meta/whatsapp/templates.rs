//! The list of an account's message templates. Pure.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates>.

use serde_json::Value;

use super::super::pick;
use crate::desk::template::{Button, Template};

/// What the list is asked for.
pub(super) const ASKED: &str =
    "fields=name,language,status,category,components&status=APPROVED&limit=100";
/// So many pages are read at most: an account has 6 000 templates if it is very large.
pub(super) const MOST_PAGES: usize = 60;

/// The templates of a page that an agent can fill and send: approved, and made of words alone.
pub(super) fn read(told: &Value) -> Vec<Template> {
    pick::list(&told["data"]).iter().filter_map(one).collect()
}

/// Where the list goes on.
pub(super) fn next(told: &Value) -> Option<&str> {
    if told["paging"]["next"].is_null() {
        return None;
    }
    told["paging"]["cursors"]["after"].as_str()
}

fn one(told: &Value) -> Option<Template> {
    if told["status"] != "APPROVED" {
        return None;
    }
    let mut template = Template {
        name: pick::words(&told["name"]),
        language: pick::words(&told["language"]),
        category: pick::words(&told["category"]),
        ..Template::default()
    };
    for part in pick::list(&told["components"]) {
        let words = pick::words(&part["text"]);
        match part["type"].as_str().unwrap_or_default() {
            // A picture, a film or a place would have to come along.
            "HEADER" if part["format"] != "TEXT" => return None,
            "HEADER" => template.header = words,
            "BODY" => template.body = words,
            "FOOTER" => template.footer = words,
            "BUTTONS" => {
                let buttons: Option<Vec<Button>> =
                    pick::list(&part["buttons"]).iter().map(button).collect();
                template.buttons = buttons?;
            }
            // Carousels, offers that run out, and what is thought of next.
            _ => return None,
        }
    }
    let has_name = !template.name.is_empty() && !template.language.is_empty();
    (has_name && template.is_sound()).then_some(template)
}

/// A button; `None` for one that needs more than words.
fn button(told: &Value) -> Option<Button> {
    let label = pick::words(&told["text"]);
    let link = match told["type"].as_str().unwrap_or_default() {
        "QUICK_REPLY" => None,
        "URL" => Some(pick::words(&told["url"])),
        "PHONE_NUMBER" => Some(pick::words(&told["phone_number"])),
        _ => return None,
    };
    Some(Button { label, link })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(components: &Value) -> Value {
        json!({ "name": "order_update", "language": "en_US", "status": "APPROVED", "category": "UTILITY",
            "id": "1", "components": components })
    }

    #[test]
    fn a_template_of_words_is_read_whole() {
        let whole = told(&json!([
            { "type": "HEADER", "format": "TEXT", "text": "Order {{1}}", "example": {} },
            { "type": "BODY", "text": "Hi {{1}}" },
            { "type": "FOOTER", "text": "Kettle & Co" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Thanks" },
                { "type": "URL", "text": "Track", "url": "https://a.example/{{1}}" },
                { "type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550001111" } ] },
        ]));
        let read = one(&whole).unwrap();
        assert_eq!(
            (
                read.header.as_str(),
                read.body.as_str(),
                read.footer.as_str()
            ),
            ("Order {{1}}", "Hi {{1}}", "Kettle & Co")
        );
        let links: Vec<Option<&str>> = read.buttons.iter().map(|one| one.link.as_deref()).collect();
        assert_eq!(
            links,
            [None, Some("https://a.example/{{1}}"), Some("+15550001111")]
        );
    }

    #[test]
    fn one_that_an_agent_cannot_fill_is_left_out() {
        let body = json!({ "type": "BODY", "text": "Hi" });
        assert!(one(&told(&json!([body]))).is_some());
        for more in [
            json!({ "type": "HEADER", "format": "IMAGE" }),
            json!({ "type": "CAROUSEL", "cards": [] }),
            json!({ "type": "BUTTONS", "buttons": [{ "type": "OTP", "text": "Copy" }] }),
            json!({ "type": "BODY", "text": "Hi {{" }),
        ] {
            assert_eq!(one(&told(&json!([body, more]))), None, "{more}");
        }
        let mut paused = told(&json!([body]));
        paused["status"] = "PAUSED".into();
        assert_eq!(one(&paused), None);
    }

    #[test]
    fn the_list_ends_where_it_says() {
        let cursors = json!({ "after": "MjQZD" });
        let more = json!({ "paging": { "cursors": cursors, "next": "https://a.example" } });
        assert_eq!(next(&more), Some("MjQZD"));
        assert_eq!(next(&json!({ "paging": { "cursors": cursors } })), None);
        assert_eq!(next(&json!({})), None);
    }
}

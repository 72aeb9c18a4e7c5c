//! What a notification says.

use std::time::Duration;

use serde_json::json;

use crate::{
    base::text,
    call::push::{Push, Urgency},
    desk::push::news::{News, What},
    t,
};

/// Most characters of somebody's words.
const WORDS: usize = 160;
/// A push service keeps it so long for a device that is out of reach: what comes later helps nobody.
const TTL: Duration = Duration::from_secs(600);

/// What an agent's browser is told, in the agent's language. A customer's words are in it only where the agent wants that.
pub(super) fn of(news: &News) -> Push {
    let (lang, chat) = (news.agent.lang, &news.chat);
    let name = if chat.customer_name.is_empty() {
        t!(
            lang,
            "visitor-number",
            number = chat.customer.0.to_string().as_str()
        )
        .into_owned()
    } else {
        chat.customer_name.clone()
    };
    let title = match &news.what {
        What::Waits => t!(lang, "push-waits", name = name.as_str()),
        What::Says => t!(lang, "push-says", name = name.as_str()),
        What::Named { by } => t!(lang, "push-named", name = by.as_str()),
        What::Asked { by } => t!(lang, "push-asked", name = by.as_str()),
        What::Over { with: Some(with) } => t!(lang, "push-taken", name = with.as_str()),
        What::Over { with: None } => t!(lang, "push-over"),
    };
    let about = match &news.what {
        What::Waits | What::Says => chat.queue_name.clone(),
        What::Named { .. } | What::Asked { .. } | What::Over { .. } => name,
    };
    let said = text::preview(&news.words, WORDS);
    let body = if news.agent.preferences.push_previews && !said.is_empty() {
        format!("{about}: {said}")
    } else {
        about
    };
    let is_over = matches!(news.what, What::Over { .. });
    let words = json!({
        "title": title, "body": body, "chat": chat.id,
        "tag": format!("shopbell-{}", chat.id), "silent": is_over,
    });
    Push {
        words: words.to_string(),
        urgency: if is_over { Urgency::Low } else { Urgency::High },
        ttl: TTL,
        topic: format!("chat {}", chat.id),
    }
}

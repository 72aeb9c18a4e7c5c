//! Content that the team keeps ready to send, in several languages: quick replies by topic, cards by
//! folder, articles of the help centre by category.

pub mod language;
pub mod placeholder;
pub mod markdown;
pub mod passage;
pub mod shelf;
pub mod quick_reply;
pub mod link;
pub mod sheet;
mod shaped;
pub mod card;
pub mod card_sheet;
pub mod reply_sheet;
pub mod article;
pub mod category;
pub mod article_sheet;
pub mod reindex;

use crate::{
    db::{DbError, Tx},
    desk::event::{self, About, Kind},
};

/// Tells every console that the team's content is another now. What is told is only that: whoever
/// shows it reads it anew.
pub(crate) fn changed(tx: &mut Tx<'_>, what: &str) -> Result<(), DbError> {
    let data = serde_json::json!({ "what": what });
    event::record(tx, Kind::Content, About::default(), &data)?;
    Ok(())
}

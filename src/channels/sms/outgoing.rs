//! What is said by text message. Pure.

use crate::{
    channels::{
        link,
        part::{Fits, Part, Unit, pieces},
    },
    desk::dispatch::Parcel,
};

/// What one message takes. Into how many segments the network cuts it is no matter: it arrives as one.
const FITS: Fits = Fits {
    text: 1600,
    caption: 0,
    unit: Unit::Characters,
};

/// A message as words alone. Files become links where the world finds this house; where it does not, nothing of
/// the message is sent: the file alone stands for what cannot be.
pub(super) fn cut(parcel: &Parcel, public: Option<&str>) -> Vec<Part> {
    let message = &parcel.message;
    let mut lines = Vec::new();
    if !message.text.is_empty() {
        lines.push(message.text.clone());
    }
    for file in &message.attachments {
        match (&file.card, public) {
            (Some(card), _) => {
                let words = [&card.title, &card.teaser, &card.link];
                lines.extend(words.into_iter().filter(|word| !word.is_empty()).cloned());
            }
            (None, Some(public)) => lines.push(link::to_file(public, &parcel.account, file)),
            (None, None) => return vec![Part::File(file.clone(), String::new())],
        }
    }
    let words = pieces(&lines.join("\n"), FITS);
    words.into_iter().map(Part::Text).collect()
}

//! An answer as a mail. Pure.

use bytes::Bytes;

use super::{
    compose::{self, Card, Draft, Enclosed, Quoted, Unwritable},
    mail::Mailbox,
    settings::Settings,
    tag,
};
use crate::{
    base::time::Timestamp,
    desk::{
        attachment::{Attachment, AttachmentKind},
        conversation::message::Author,
        dispatch::Parcel,
        mail::Answering,
        post::Post,
    },
};

/// Writes a message as a mail, whole.
pub(super) fn mail(
    settings: &Settings,
    parcel: &Parcel,
    answering: &Answering,
    date: Timestamp,
) -> Result<Vec<u8>, Unwritable> {
    let references = match &answering.in_reply_to {
        Some(last) => compose::references(&answering.references, last),
        None => Vec::new(),
    };
    let subject = if answering.is_answer {
        compose::reply_subject(&answering.subject)
    } else {
        answering.subject.clone()
    };
    let files: Vec<Enclosed<'_>> = parcel
        .enclosed
        .iter()
        .map(|(file, bytes)| enclosed(file, bytes))
        .collect();
    let mut cards = parcel
        .message
        .attachments
        .iter()
        .filter_map(|file| Some((file, file.card.as_ref()?)));
    let first = cards.next();
    let mut text = parcel.message.text.clone();
    // One card is shown as such; of more, the others are words and a link.
    for (_, card) in cards {
        text = format!("{text}\n\n{}\n{}\n{}", card.title, card.teaser, card.link);
    }
    if !settings.signature.is_empty() {
        text = format!("{text}\n\n-- \n{}", settings.signature);
    }
    let reply_to = settings
        .has_tokens
        .then(|| tag::address(&settings.address, &settings.secret, parcel.message.id))
        .flatten();
    compose::compose(&Draft {
        id: &answering.header_id,
        reply_to: reply_to.as_deref(),
        date,
        from: Mailbox {
            address: settings.address.clone(),
            name: sender(settings, &parcel.message.author),
        },
        to: Mailbox {
            address: answering.to.clone(),
            name: answering.name.clone(),
        },
        subject: &subject,
        in_reply_to: answering.in_reply_to.as_deref(),
        references: &references,
        installation: &settings.installation,
        text: text.trim_start(),
        quoted: answering
            .quoted
            .as_ref()
            .filter(|_| settings.quotes)
            .map(|(line, text)| Quoted { line, text }),
        card: first.map(|(file, card)| Card {
            title: &card.title,
            text: &card.teaser,
            link: &card.link,
            button: "",
            picture: parcel
                .enclosed
                .iter()
                .position(|(one, _)| one.id == file.id),
        }),
        files: &files,
        is_automatic: matches!(parcel.message.author, Author::Bot),
        ..Draft::default()
    })
}

/// Under which name: the mailbox's own, else the agent's as customers know it.
fn sender(settings: &Settings, author: &Author) -> String {
    match author {
        _ if !settings.sender.is_empty() => settings.sender.clone(),
        Author::Agent(face) => face.shown_name().to_owned(),
        Author::Bot | Author::Customer | Author::System(_) => String::new(),
    }
}

/// Writes a mail that is no part of a chat. Nobody's holiday answers it.
pub(super) fn post(settings: &Settings, post: &Post) -> Result<Vec<u8>, Unwritable> {
    compose::compose(&Draft {
        id: &post.header_id,
        date: post.created_at,
        from: Mailbox {
            address: settings.address.clone(),
            name: settings.sender.clone(),
        },
        to: Mailbox {
            address: post.recipient.clone(),
            name: String::new(),
        },
        subject: &post.subject,
        installation: &settings.installation,
        text: &post.text,
        html: Some(&post.html),
        is_automatic: true,
        ..Draft::default()
    })
}

fn enclosed<'a>(file: &'a Attachment, bytes: &'a Bytes) -> Enclosed<'a> {
    let name = match (file.name.as_str(), file.media_type.as_str()) {
        // Coded anew on its way out: its name says what it is now.
        (_, "audio/mpeg") if file.kind == AttachmentKind::Voice => "voice.mp3",
        (name, "audio/ogg") if !name.ends_with(".ogg") && !name.ends_with(".oga") => "voice.ogg",
        ("", _) => "file",
        (name, _) => name,
    };
    Enclosed {
        name,
        media_type: &file.media_type,
        bytes,
    }
}

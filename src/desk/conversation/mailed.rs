//! What a message has as a mail, as far as its log shows it.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    base::id::MessageId,
    db::{DbError, Reader},
};

/// A message that came or went as a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailed {
    /// Its subject, where that is another one than the mail's before it; else empty.
    pub subject: String,
    /// Whether it may come from somebody else than it says.
    pub is_unproved: bool,
    /// Whether it says more than its log shows: a quote, a signature.
    pub has_more: bool,
    /// Whether it has a formatted text.
    pub is_formatted: bool,
    /// Whether that shows pictures that lie elsewhere.
    pub has_pictures: bool,
}

/// What a message has as a mail, if it is one.
pub fn of_message(reader: &Reader<'_>, message: MessageId) -> Result<Option<Mailed>, DbError> {
    reader.find(
        "select mail.subject, mail.whole is not null, mail.html is not null,
           coalesce(mail.html like '%src=\"https:%', 0),
           (select before.subject from message join message as earlier
              on earlier.conversation_id = message.conversation_id and earlier.id < message.id
            join mail as before on before.message_id = earlier.id
            where message.id = mail.message_id order by earlier.id desc limit 1),
           mail.unproved
         from mail where mail.message_id = ?1",
        [message],
        |row| {
            let (subject, before): (String, Option<String>) = (row.get(0)?, row.get(4)?);
            let is_same =
                before.is_some_and(|before| bare_subject(&before) == bare_subject(&subject));
            Ok(Mailed {
                subject: if is_same { String::new() } else { subject },
                is_unproved: row.get(5)?,
                has_more: row.get(1)?,
                is_formatted: row.get(2)?,
                has_pictures: row.get(3)?,
            })
        },
    )
}

/// All that a mail says.
pub fn whole(reader: &Reader<'_>, message: MessageId) -> Result<Option<String>, DbError> {
    reader.find(
        "select coalesce(mail.whole, message.text) from mail join message on message.id = mail.message_id
         where mail.message_id = ?1 and message.unsent_at is null",
        [message],
        |row| row.get(0),
    )
}

/// A mail's formatted text, with its own pictures: what each is called in it, and the file that it is here.
#[derive(Debug, Clone, Default)]
pub struct Formatted {
    /// Made safe when it came.
    pub html: String,
    /// Pictures that have been fetched.
    pub pictures: Vec<(String, String)>,
}

/// The formatted text of a mail, if it has one.
pub fn formatted(reader: &Reader<'_>, message: MessageId) -> Result<Option<Formatted>, DbError> {
    let found: Option<String> = reader.find(
        "select html from mail where message_id = ?1 and html is not null",
        [message],
        |row| row.get(0),
    )?;
    let Some(html) = found else {
        return Ok(None);
    };
    let pictures = reader.list(
        "select picture.key, attachment.id from mail, json_each(mail.pictures) as picture
         join attachment on attachment.message_id = mail.message_id and attachment.position = picture.value
         where mail.message_id = ?1 and attachment.kind = 'image'",
        [message],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(Some(Formatted { html, pictures }))
}

/// Beginnings of subjects that answers and mails sent on bring with them.
static PREFIXES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?:\s*(?:re|aw|antw|antwort|sv|vs|vl|r|rif|ref|res|rsp|odp|ynt|ats|ant|bls|svar|
        fwd?|wg|tr|rv|i|enc|doorst|vb|pd|ilt|
        отв(?:ет)?|на|пересл?|відп|回复|回覆|答复|答覆|转发|轉寄|轉發|返信|転送|답장|전달)
        (?:\s*[\[(^]\s*\d+\s*[\])]?)?\s*[:：])+\s*",
    )
    .expect("it is a pattern")
});

/// A subject without what answers put before it: the same for a mail and all that follow.
#[must_use]
pub fn bare_subject(subject: &str) -> &str {
    let subject = subject.trim();
    PREFIXES
        .find(subject)
        .map_or(subject, |prefix| &subject[prefix.end()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_the_same_whatever_answers_put_before_it() {
        for (one, other, same) in [
            ("Kettle", "Re: Kettle", true),
            ("AW: Kessel", "Re: WG: Kessel", true),
            ("水壶", "回复：水壶", true),
            ("Kettle", "Kettles", false),
            ("", "Re:", true),
        ] {
            assert_eq!(
                bare_subject(one) == bare_subject(other),
                same,
                "{one} / {other}"
            );
        }
    }
}

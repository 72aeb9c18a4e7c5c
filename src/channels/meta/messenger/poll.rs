//! Conversations of a page, as they are when asked for. There is no asking for what is new: the list is walked from
//! its newest end to where it was read before, and a little further, and what comes again is recognised. Pure.

use serde_json::Value;

use super::{super::pick, incoming};
use crate::{
    base::time::Timestamp,
    channels::Batch,
    desk::{
        attachment::AttachmentKind,
        fetch::Stub,
        intake::{Letter, News, Sender, What},
    },
};

/// What is asked of the list of conversations.
pub(super) const CONVERSATIONS: &str = "platform=messenger&limit=25&fields=id,updated_time,unread_count,participants,messages.limit(10)%7Bid,created_time,from,to,message,attachments%7Bid,mime_type,name,size,image_data,video_data,file_url%7D,sticker,shares%7D";

/// What is asked of one of them; no more than so many of its messages are told in full.
pub(super) const MESSAGES: &str = "limit=20&fields=id,created_time,from,to,message,attachments%7Bid,mime_type,name,size,image_data,video_data,file_url%7D,sticker,shares";

/// So many of the newest messages come with the list.
const WITH_LIST: usize = 10;

/// No more pages of the list are read at once.
pub(super) const MOST_PAGES: usize = 20;

/// How far behind the newest that was read it is read again, in seconds: the list moves while it is walked.
const OVERLAP: i64 = 300;

/// A page that was never read is read so far back, in seconds, where somebody waits.
const FIRST: i64 = 24 * 3600;

/// A walk along the list.
pub(super) struct Reading<'a> {
    page: &'a str,
    /// Up to where it was read before; `None`: never.
    before: Option<i64>,
    newest: Option<i64>,
    is_over: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(page: &'a str, before: Option<i64>) -> Self {
        Self {
            page,
            before,
            newest: before,
            is_over: false,
        }
    }

    /// The newest change that was seen, in seconds.
    pub(super) fn newest(&self) -> Option<i64> {
        self.newest
    }

    fn since(&self) -> i64 {
        match self.before {
            Some(before) => before - OVERLAP,
            None => self.newest.unwrap_or(0) - FIRST,
        }
    }

    /// Those of a page of the list in which something may be new.
    pub(super) fn conversations<'b>(&mut self, told: &'b Value) -> Vec<&'b Value> {
        let mut fresh = Vec::new();
        for conversation in pick::list(&told["data"]) {
            let Some(updated) = seconds(&conversation["updated_time"]) else {
                continue;
            };
            if self.newest.is_none_or(|newest| newest < updated) {
                self.newest = Some(updated);
            }
            if updated <= self.since() {
                self.is_over = true;
                break;
            }
            // What the page's people have seen before it was connected is no news to them.
            let is_seen = self.before.is_none() && conversation["unread_count"] == 0;
            if !is_seen {
                fresh.push(conversation);
            }
        }
        fresh
    }

    /// Where the list goes on; `None` when there is nothing further to read.
    pub(super) fn next<'b>(&self, told: &'b Value) -> Option<&'b str> {
        if self.is_over || told["paging"]["next"].is_null() {
            return None;
        }
        told["paging"]["cursors"]["after"].as_str()
    }

    /// Whether more may be new in a conversation than came with the list.
    pub(super) fn goes_on(&self, conversation: &Value) -> bool {
        let messages = pick::list(&conversation["messages"]["data"]);
        messages.len() >= WITH_LIST && messages.iter().all(|message| self.is_new(message))
    }

    fn is_new(&self, message: &Value) -> bool {
        seconds(&message["created_time"]).is_none_or(|at| at > self.since())
    }

    /// Reads the messages of a conversation, which stand with the newest first.
    pub(super) fn take(&self, conversation: &Value, messages: &Value, batch: &mut Batch) {
        let all = pick::list(&messages["data"]).iter().rev();
        for message in all.filter(|message| self.is_new(message)) {
            match self.news(conversation, message) {
                Some(news) => batch.news.extend(news),
                None => batch.unread.push(message.to_string()),
            }
        }
    }

    fn news(&self, conversation: &Value, message: &Value) -> Option<Option<News>> {
        let id = pick::words(&message["id"]);
        let from = pick::words(&message["from"]["id"]);
        let at = Timestamp::of_seconds(seconds(&message["created_time"])?);
        if id.is_empty() || from.is_empty() {
            return None;
        }
        let is_ours = from == self.page;
        if is_ours && self.before.is_none() {
            // Said before anybody here could have said it.
            return Some(None);
        }
        let letter = letter(id, message);
        let person = if is_ours {
            pick::list(&message["to"]["data"])
                .iter()
                .chain(pick::list(&conversation["participants"]["data"]))
                .find(|one| pick::words(&one["id"]) != self.page)?
        } else {
            &message["from"]
        };
        Some(Some(News {
            sender: Sender {
                external_id: pick::words(&person["id"]),
                name: pick::words(&person["name"]),
                ..Sender::default()
            },
            at: Some(at),
            what: if is_ours {
                What::Echoed {
                    id: letter.id,
                    tag: None,
                    text: pick::words(&message["message"]),
                }
            } else {
                What::Said(letter)
            },
        }))
    }
}

fn letter(id: String, message: &Value) -> Letter {
    let mut letter = Letter {
        id,
        text: pick::words(&message["message"]),
        ..Letter::default()
    };
    for file in pick::list(&message["attachments"]["data"]) {
        let media_type = pick::words(&file["mime_type"]);
        let told = [
            (&file["image_data"]["url"], AttachmentKind::Image),
            (&file["video_data"]["url"], AttachmentKind::File),
            (
                &file["file_url"],
                if media_type.starts_with("audio/") {
                    AttachmentKind::Voice
                } else {
                    AttachmentKind::File
                },
            ),
        ];
        let place = told
            .into_iter()
            .map(|(address, kind)| (pick::words(address), kind))
            .find(|(address, _)| !address.is_empty());
        if let Some((source, kind)) = place {
            letter.files.push(Stub {
                source,
                kind,
                name: pick::words(&file["name"]),
                size: pick::number(&file["size"]).and_then(|size| u64::try_from(size).ok()),
            });
        }
    }
    if let Some(sticker) = message["sticker"]
        .as_str()
        .filter(|_| letter.files.is_empty())
    {
        letter.files.push(Stub {
            source: sticker.to_owned(),
            kind: AttachmentKind::Image,
            name: incoming::name_of(sticker),
            size: None,
        });
    }
    for shared in pick::list(&message["shares"]["data"]) {
        let link = pick::words(&shared["link"]);
        if !letter.text.contains(&link) {
            let line = pick::joined([shared["name"].as_str().unwrap_or(""), &link], " ");
            letter.text = pick::joined([letter.text.as_str(), &line], "\n");
        }
    }
    if letter.text.is_empty() && letter.files.is_empty() {
        letter.text = "[?]".to_owned();
    }
    letter
}

/// Seconds since 1970 of an instant as the platform writes it, `2026-01-01T10:00:00+0000`, always in UTC.
fn seconds(value: &Value) -> Option<i64> {
    let text = value.as_str()?;
    let day = Timestamp::of_date(text.get(..10)?)?;
    let clock = text.get(11..19)?;
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    Some(day.0 / 1000 + hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOON: &str = "2026-01-01T12:00:00+0000";
    const NOON_SECONDS: i64 = 1_767_268_800;

    fn message(id: &str, at: &str, from: &str) -> Value {
        json!({ "id": id, "created_time": at, "message": format!("words of {id}"),
            "from": { "id": from, "name": "Ana Li" }, "to": { "data": [{ "id": "PAGE1" }] } })
    }

    fn list(unread: i64, messages: Value) -> Value {
        json!({ "data": [
            { "id": "t_1", "updated_time": NOON, "unread_count": unread, "messages": { "data": messages },
              "participants": { "data": [{ "id": "PSID1", "name": "Ana Li" }, { "id": "PAGE1" }] } },
            { "id": "t_2", "updated_time": "2025-12-01T12:00:00+0000", "unread_count": 1,
              "messages": { "data": [message("m_old", "2025-12-01T12:00:00+0000", "PSID2")] } },
        ], "paging": { "cursors": { "after": "QVFI" }, "next": "https://…" } })
    }

    fn read(told: &Value, before: Option<i64>) -> (Batch, Option<i64>) {
        let mut batch = Batch::default();
        let mut reading = Reading::new("PAGE1", before);
        for conversation in reading.conversations(told) {
            reading.take(conversation, &conversation["messages"], &mut batch);
        }
        assert_eq!(
            reading.next(told),
            None,
            "it is read no further than needed"
        );
        (batch, reading.newest())
    }

    #[test]
    fn instants_are_read_to_the_second() {
        for (text, expected) in [
            (NOON, Some(NOON_SECONDS)),
            ("1970-01-01T00:00:01+0000", Some(1)),
            ("yesterday", None),
            ("2026-13-01T10:00:00+0000", None),
        ] {
            assert_eq!(seconds(&text.into()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_new_is_read_in_its_order_and_a_little_of_the_old_again() {
        let told = list(
            0,
            json!([
                message("m_3", NOON, "PSID1"),
                message("m_2", "2026-01-01T11:56:00+0000", "PSID1"),
                message("m_1", "2026-01-01T11:00:00+0000", "PSID1"),
            ]),
        );
        let (batch, newest) = read(&told, Some(NOON_SECONDS));
        let said: Vec<&str> = batch
            .news
            .iter()
            .map(|news| match &news.what {
                What::Said(letter) => letter.id.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(said, ["m_2", "m_3"]);
        assert_eq!(batch.news[0].sender.name, "Ana Li");
        assert_eq!(newest, Some(NOON_SECONDS));
    }

    #[test]
    fn a_page_that_is_new_to_us_brings_who_waits_there() {
        let messages = json!([message("m_2", NOON, "PSID1"), message("m_1", NOON, "PAGE1")]);
        let (batch, newest) = read(&list(1, messages.clone()), None);
        assert_eq!(batch.news.len(), 1, "what the page said itself is no news");
        assert_eq!(newest, Some(NOON_SECONDS));
        let (batch, newest) = read(&list(0, messages), None);
        assert!(batch.news.is_empty());
        assert_eq!(newest, Some(NOON_SECONDS));
    }

    #[test]
    fn what_the_page_said_is_told_of_the_customer() {
        let mut ours = message("m_2", NOON, "PAGE1");
        ours["to"] = json!({ "data": [{ "id": "PSID1", "name": "Ana Li" }] });
        let told = list(0, json!([ours, { "id": "", "created_time": NOON }]));
        let (batch, _) = read(&told, Some(NOON_SECONDS));
        assert_eq!(batch.unread.len(), 1);
        assert_eq!(batch.news[0].sender.external_id, "PSID1");
        assert!(
            matches!(&batch.news[0].what, What::Echoed { id, tag: None, text } if id == "m_2" && text == "words of m_2")
        );
    }

    #[test]
    fn more_is_asked_for_where_all_that_came_is_new() {
        let many: Vec<Value> = (0..10)
            .map(|n| message(&format!("m_{n}"), NOON, "PSID1"))
            .collect();
        let reading = Reading::new("PAGE1", Some(NOON_SECONDS));
        let conversation = |messages: &[Value]| json!({ "messages": { "data": messages } });
        assert!(reading.goes_on(&conversation(&many)));
        assert!(!reading.goes_on(&conversation(&many[..9])));
    }

    #[test]
    fn files_are_noted_wherever_they_stand() {
        let files = json!({ "id": "m", "attachments": { "data": [
            { "mime_type": "image/jpeg", "name": "a.jpg", "size": 9, "image_data": { "url": "https://i" } },
            { "mime_type": "audio/mp4", "file_url": "https://a" },
            { "mime_type": "video/mp4", "video_data": { "url": "https://v" } },
            { "mime_type": "application/pdf", "name": "b.pdf", "file_url": "https://f" },
            { "mime_type": "nothing" } ] } });
        let letter = letter("m".to_owned(), &files);
        let noted: Vec<_> = letter
            .files
            .iter()
            .map(|stub| (stub.source.as_str(), stub.kind))
            .collect();
        assert_eq!(
            noted,
            [
                ("https://i", AttachmentKind::Image),
                ("https://a", AttachmentKind::Voice),
                ("https://v", AttachmentKind::File),
                ("https://f", AttachmentKind::File),
            ]
        );
    }
}

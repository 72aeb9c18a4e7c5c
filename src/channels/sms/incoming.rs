//! What Twilio's lists and calls say. Pure.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    base::time::Timestamp,
    channels::{Batch, NotHeard},
    desk::{
        attachment::AttachmentKind,
        fetch::Stub,
        intake::{Letter, News, Sender, Spot, What},
    },
};

#[derive(Deserialize)]
struct Row {
    sid: String,
    direction: String,
    from: String,
    to: String,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    status: String,
    /// Numbers come as text, and may not.
    #[serde(default)]
    num_media: Value,
    #[serde(default)]
    error_code: Value,
    #[serde(default)]
    error_message: Option<String>,
}

/// When a row is from, in seconds since 1970.
pub(super) fn at(row: &Value) -> Option<i64> {
    let date = row["date_sent"].as_str().or(row["date_created"].as_str())?;
    seconds(date)
}

/// A date as mail writes it: `Tue, 24 Nov 2026 10:11:12 +0000`.
fn seconds(date: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let rest = date.split_once(", ").map_or(date, |(_, rest)| rest);
    let mut words = rest.split_whitespace();
    let day: u32 = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|one| *one == month)? + 1;
    let year: u32 = words.next()?.parse().ok()?;
    let midnight = Timestamp::of_date(&format!("{year:04}-{month:02}-{day:02}"))?;
    let mut clock = words.next()?.splitn(3, ':').map(str::parse::<u8>);
    let mut next = || Some(i64::from(clock.next()?.ok()?));
    let (hour, minute, second) = (next()?, next()?, next()?);
    let zone = match words.next().unwrap_or("+0000") {
        "GMT" | "UTC" | "Z" => 0,
        zone => {
            let figures = i64::from(zone.parse::<i16>().ok()?);
            (figures / 100 * 60 + figures % 100) * 60
        }
    };
    Some(midnight.0 / 1000 + hour * 3600 + minute * 60 + second - zone)
}

/// A figure that may be written as text.
fn figure(value: &Value) -> u64 {
    value
        .as_u64()
        .or_else(|| value.as_str()?.parse().ok())
        .unwrap_or(0)
}

/// What came to a number since this second, oldest first. `rows` are newest first; up to `known` they were looked
/// at before.
pub(super) fn came(rows: &[Value], number: &str, since: i64, known: i64) -> Batch {
    let mut batch = Batch::default();
    for raw in rows.iter().rev() {
        let at = at(raw);
        if at.is_some_and(|at| at < since) {
            continue;
        }
        match Row::deserialize(raw) {
            Ok(row) => batch.news.extend(
                // One that still comes in may lack its pictures.
                Some(row)
                    .filter(|row| row.direction == "inbound" && row.to == number)
                    .filter(|row| row.status == "received")
                    .map(|row| News {
                        sender: sender(&row.from),
                        at: at.map(Timestamp::of_seconds),
                        what: What::Said(letter(
                            &row.sid,
                            &row.from,
                            row.body.unwrap_or_default(),
                            figure(&row.num_media),
                        )),
                    }),
            ),
            // The same row comes again with every question for a while, and is put away once.
            Err(_) if at.is_some_and(|at| at > known) => {
                batch.unread.push(raw.to_string());
            }
            Err(_) => {}
        }
    }
    batch.news.sort_by_key(|news| news.at);
    batch
}

/// What became of messages from a number. Failures come first: what is known to be delivered takes all that is
/// older along.
pub(super) fn went(rows: &[Value], number: &str) -> Vec<News> {
    let mut news: Vec<News> = rows
        .iter()
        .rev()
        .filter_map(|raw| Row::deserialize(raw).ok())
        .filter(|row| row.direction.starts_with("outbound") && row.from == number)
        .filter_map(|row| {
            let code = figure(&row.error_code);
            let words = row.error_message.unwrap_or_default();
            Some(News {
                sender: sender(&row.to),
                at: None,
                what: fate(row.sid, &row.status, code, words)?,
            })
        })
        .collect();
    news.sort_by_key(|news| !matches!(news.what, What::Undelivered { .. }));
    news
}

/// What a status says of a message of ours, where it says something final.
fn fate(sid: String, status: &str, code: u64, words: String) -> Option<What> {
    match status {
        "delivered" | "read" => Some(What::Receipt {
            upto: sid,
            is_read: status == "read",
        }),
        "undelivered" | "failed" | "canceled" => Some(What::Undelivered {
            id: sid,
            code: code.to_string(),
            words,
            is_shut: false,
        }),
        _ => None,
    }
}

/// The messages from a number to somebody since this second that say just this, oldest first. What is known not to
/// have arrived is none of them.
pub(super) fn saying(
    rows: &[Value],
    number: &str,
    to: &str,
    words: &str,
    since: i64,
) -> Vec<String> {
    rows.iter()
        .rev()
        .filter(|raw| at(raw).is_none_or(|at| at >= since))
        .filter_map(|raw| Row::deserialize(raw).ok())
        .filter(|row| row.direction.starts_with("outbound"))
        .filter(|row| row.from == number && row.to == to)
        .filter(|row| row.body.as_deref().unwrap_or_default().trim() == words.trim())
        .filter(|row| !matches!(row.status.as_str(), "undelivered" | "failed" | "canceled"))
        .map(|row| row.sid)
        .collect()
}

/// What a call brings; `None`: nothing of ours.
pub(super) fn called(
    fields: &[(String, String)],
    account: &str,
    number: &str,
) -> Result<Option<News>, NotHeard> {
    let field = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    if field("AccountSid") != account {
        return Err(NotHeard);
    }
    let (sid, status) = (field("MessageSid"), field("MessageStatus"));
    if sid.is_empty() {
        return Err(NotHeard);
    }
    if !matches!(status, "" | "received" | "receiving") {
        let code = field("ErrorCode").parse().unwrap_or(0);
        let words = field("ErrorMessage").to_owned();
        let what = fate(sid.to_owned(), status, code, words);
        return Ok(what.map(|what| News {
            sender: sender(field("To")),
            at: None,
            what,
        }));
    }
    if field("To") != number {
        return Ok(None);
    }
    let from = field("From");
    let media = field("NumMedia").parse().unwrap_or(0);
    let mut letter = letter(sid, from, field("Body").to_owned(), media);
    letter.spot = field("Latitude")
        .parse()
        .ok()
        .zip(field("Longitude").parse().ok())
        .map(|(latitude, longitude)| Spot {
            latitude,
            longitude,
            label: String::new(),
        });
    Ok(Some(News {
        sender: sender(from),
        at: None,
        what: What::Said(letter),
    }))
}

/// Nothing but the number is known of anybody.
fn sender(number: &str) -> Sender {
    Sender {
        external_id: number.to_owned(),
        name: number.to_owned(),
        username: number.to_owned(),
        phone: if is_number(number) {
            number.to_owned()
        } else {
            String::new()
        },
        ..Sender::default()
    }
}

fn is_number(from: &str) -> bool {
    from.starts_with('+') && from[1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// Pictures of one message at most.
const MOST_MEDIA: u64 = 10;

fn letter(sid: &str, from: &str, text: String, media: u64) -> Letter {
    let files = (0..media.min(MOST_MEDIA))
        .map(|number| Stub {
            source: format!("{sid}/{number}"),
            kind: AttachmentKind::Image,
            name: String::new(),
            size: None,
        })
        .collect();
    let is_empty = media == 0 && text.trim().is_empty();
    Letter {
        id: sid.to_owned(),
        text: if is_empty { "[?]".to_owned() } else { text },
        files,
        // A sender with a name is a machine, and cannot be answered.
        is_automatic: from.bytes().any(|byte| byte.is_ascii_alphabetic()),
        ..Letter::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{base::fuzz, channels::fuzz::Shop, desk::channel::ChannelKind};

    const OURS: &str = "+15550001111";
    const THEIRS: &str = "+4915112345";

    fn row(sid: &str, second: &str, more: Value) -> Value {
        let mut row = json!({
            "sid": sid, "direction": "inbound", "from": THEIRS, "to": OURS, "body": sid, "status": "received",
            "num_media": "0", "date_sent": format!("Tue, 24 Nov 2026 10:11:{second} +0000"), "error_code": null,
        });
        for (name, value) in more.as_object().unwrap() {
            row[name] = value.clone();
        }
        row
    }

    #[test]
    fn dates_are_read_as_mail_writes_them() {
        for (date, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 +0000", Some(0)),
            ("Tue, 24 Nov 2026 10:11:12 +0000", Some(1_795_515_072)),
            ("Tue, 24 Nov 2026 12:11:12 +0200", Some(1_795_515_072)),
            ("24 Nov 2026 10:11:12 GMT", Some(1_795_515_072)),
            ("Tue, 31 Feb 2026 10:11:12 +0000", None),
            ("2026-11-24", None),
            ("", None),
        ] {
            assert_eq!(seconds(date), expected, "{date}");
        }
    }

    #[test]
    fn what_came_is_read_oldest_first_and_ours_alone() {
        let since = seconds("Tue, 24 Nov 2026 10:11:10 +0000").unwrap();
        let rows = [
            row("c", "30", json!({ "num_media": "2" })),
            row("half", "25", json!({ "status": "receiving" })),
            row("b", "20", json!({ "body": null })),
            row("other", "19", json!({ "to": "+1" })),
            row("out", "18", json!({ "direction": "outbound-api" })),
            row("odd", "17", json!({ "from": 7 })),
            row("old", "09", json!({})),
        ];
        let batch = came(&rows, OURS, since, since);
        let letters: Vec<_> = batch
            .news
            .iter()
            .map(|news| match &news.what {
                What::Said(letter) => (letter.id.as_str(), letter.files.len()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(letters, [("b", 0), ("c", 2)]);
        assert_eq!(batch.unread.len(), 1, "{:?}", batch.unread);
        let again = came(&rows, OURS, since, since + 20);
        assert_eq!((again.news.len(), again.unread.len()), (2, 0));
        assert_eq!(batch.news[0].sender.phone, THEIRS);
    }

    #[test]
    fn a_sender_with_a_name_is_a_machine() {
        let rows = [row("a", "30", json!({ "from": "PARCELS" }))];
        let batch = came(&rows, OURS, 0, 0);
        let What::Said(letter) = &batch.news[0].what else {
            panic!("{batch:?}")
        };
        assert!(letter.is_automatic && batch.news[0].sender.phone.is_empty());
    }

    #[test]
    fn failures_are_told_before_what_arrived() {
        let out = |status: &str, code: Value| json!({ "direction": "outbound-api", "from": OURS, "to": THEIRS, "status": status, "error_code": code });
        let rows = [
            row("third", "30", out("undelivered", json!(30006))),
            row("second", "20", out("sent", Value::Null)),
            row("first", "10", out("delivered", Value::Null)),
        ];
        let told: Vec<What> = went(&rows, OURS).into_iter().map(|one| one.what).collect();
        let failed = What::Undelivered {
            id: "third".to_owned(),
            code: "30006".to_owned(),
            words: String::new(),
            is_shut: false,
        };
        let delivered = What::Receipt {
            upto: "first".to_owned(),
            is_read: false,
        };
        assert_eq!(told, [failed, delivered]);
    }

    #[test]
    fn what_may_be_a_lost_message_says_the_same_to_the_same() {
        let out = |to: &str, body: &str, status: &str| json!({ "direction": "outbound-api", "from": OURS, "to": to, "body": body, "status": status });
        let rows = [
            row("e", "50", out(THEIRS, "Hi", "queued")),
            row("d", "40", out(THEIRS, "Hi", "undelivered")),
            row("c", "30", out(THEIRS, "Hi there", "sent")),
            row("b", "20", out("+1", "Hi", "sent")),
            row("a", "15", out(THEIRS, " Hi", "delivered")),
            row("z", "05", out(THEIRS, "Hi", "delivered")),
        ];
        let since = seconds("Tue, 24 Nov 2026 10:11:10 +0000").unwrap();
        assert_eq!(saying(&rows, OURS, THEIRS, "Hi", since), ["a", "e"]);
    }

    #[test]
    fn calls_bring_the_same_as_the_list() {
        let call = |fields: &[(&str, &str)]| {
            let mut all = vec![("AccountSid".to_owned(), "AC1".to_owned())];
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            all.extend(fields.iter().map(owned));
            called(&all, "AC1", OURS)
        };
        let came = call(&[
            ("MessageSid", "SM1"),
            ("SmsStatus", "received"),
            ("From", THEIRS),
            ("To", OURS),
            ("Body", "Hi"),
            ("NumMedia", "1"),
        ]);
        let news = came.unwrap().unwrap();
        let What::Said(letter) = news.what else {
            panic!("{news:?}")
        };
        assert_eq!(
            (letter.id.as_str(), letter.files[0].source.as_str()),
            ("SM1", "SM1/0")
        );
        let status = call(&[
            ("MessageSid", "SM2"),
            ("MessageStatus", "undelivered"),
            ("ErrorCode", "30006"),
            ("From", OURS),
            ("To", THEIRS),
        ]);
        assert!(matches!(
            status.unwrap().unwrap().what,
            What::Undelivered { .. }
        ));
        let elsewhere = call(&[("MessageSid", "SM3"), ("To", "+1"), ("From", THEIRS)]);
        assert_eq!(elsewhere, Ok(None));
        assert_eq!(call(&[]), Err(NotHeard));
        assert_eq!(called(&[], "AC1", OURS), Err(NotHeard));
    }

    #[test]
    fn fuzz_rows_of_sms() {
        let shop = Shop::open(ChannelKind::Sms);
        let samples = [json!([
            row("a", "30", json!({ "num_media": "2" })),
            row("b", "20", json!({ "body": null })),
            row(
                "c",
                "18",
                json!({ "direction": "outbound-api", "from": OURS, "to": THEIRS, "status": "failed", "error_code": 30_003,
                "error_message": "no" })
            ),
            row(
                "d",
                "17",
                json!({ "direction": "outbound-api", "from": OURS, "to": THEIRS, "status": "delivered" })
            ),
        ])];
        fuzz::json("sms", &samples, |rows| {
            let rows = rows.as_array().map_or(&[][..], Vec::as_slice);
            shop.takes(&came(rows, OURS, 0, 0));
            shop.takes(&Batch {
                news: went(rows, OURS),
                ..Batch::default()
            });
            let _ = saying(rows, OURS, THEIRS, "a", 0);
        });
        let dates = [
            "Tue, 24 Nov 2026 12:11:12 +0200",
            "24 Nov 2026 10:11:12 GMT",
        ];
        fuzz::text(
            "sms-date",
            &dates,
            &["9999", "+9999", ":", "Dec", " "],
            |date| {
                let row = json!({ "date_sent": date });
                let _ = at(&row).map(Timestamp::of_seconds);
            },
        );
    }
}

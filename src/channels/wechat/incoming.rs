//! What a call says that happened. Pure.

use super::told::Told;
use crate::{
    base::time::Timestamp,
    channels::{Batch, pick},
    desk::{
        attachment::AttachmentKind,
        fetch::Stub,
        intake::{Letter, News, Sender, Spot, What},
    },
};

/// What a thing that happened is called, however often it is told. Events have no number of their own.
pub(super) fn name(told: &Told) -> String {
    match told.get("MsgId") {
        "" => {
            let parts = ["FromUserName", "CreateTime", "Event"].map(|name| told.get(name));
            pick::joined(parts, ":")
        }
        id => id.to_owned(),
    }
}

/// Reads what was told; `raw` is what is kept of it when it cannot be read.
pub(super) fn read(told: &Told, raw: &str) -> Batch {
    let mut batch = Batch::default();
    let from = told.get("FromUserName");
    let kind = told.get("MsgType");
    if from.is_empty() || kind.is_empty() {
        batch.unread.push(raw.to_owned());
        return batch;
    }
    let what = if kind.eq_ignore_ascii_case("event") {
        match told.get("Event").to_ascii_lowercase().as_str() {
            "subscribe" => What::Reachable(true),
            "unsubscribe" => What::Reachable(false),
            // Menus pressed, codes scanned, chats looked into: nothing is said by them.
            _ => return batch,
        }
    } else {
        What::Said(letter(told, kind))
    };
    let seconds: Option<i64> = told.get("CreateTime").parse().ok();
    batch.news.push(News {
        sender: Sender {
            external_id: from.to_owned(),
            ..Sender::default()
        },
        at: seconds.map(Timestamp::of_seconds),
        what,
    });
    batch
}

fn letter(told: &Told, kind: &str) -> Letter {
    let mut letter = Letter {
        id: name(told),
        ..Letter::default()
    };
    let mut attach = |name: &str, kind, called: &str| {
        let source = told.get(name);
        if !source.is_empty() {
            letter.files.push(Stub {
                source: source.to_owned(),
                kind,
                name: called.to_owned(),
                size: None,
            });
        }
    };
    match kind {
        "text" => {}
        "image" => attach("MediaId", AttachmentKind::Image, ""),
        "voice" => {
            // As telephones code speech, which no browser plays: it is kept as the file that it is.
            let format = match told.get("Format") {
                "" => "amr".to_owned(),
                format => format.to_ascii_lowercase(),
            };
            let called = format!("voice.{format}");
            attach("MediaId", AttachmentKind::File, &called);
        }
        "video" | "shortvideo" => attach("MediaId", AttachmentKind::File, "video.mp4"),
        "miniprogrampage" => attach("ThumbMediaId", AttachmentKind::Image, ""),
        _ => {}
    }
    letter.text = match kind {
        "text" => told.get("Content").to_owned(),
        // What the platform has understood, where it was asked to listen.
        "voice" => told.get("Recognition").to_owned(),
        "link" => {
            let lines = ["Title", "Description", "Url"].map(|name| told.get(name));
            pick::joined(lines, "\n")
        }
        "miniprogrampage" => {
            let lines = ["Title", "PagePath"].map(|name| told.get(name));
            pick::joined(lines, "\n")
        }
        "image" | "video" | "shortvideo" | "location" => String::new(),
        other => {
            let parts = ["Title", "FileName"].map(|name| told.get(name));
            let sort = format!("[{other}]");
            pick::joined([sort.as_str()].into_iter().chain(parts), " ")
        }
    };
    if kind == "location" {
        let degrees = |name: &str| told.get(name).parse::<f64>().ok();
        let place = degrees("Location_X").zip(degrees("Location_Y"));
        letter.spot = place.map(|(latitude, longitude)| Spot {
            latitude,
            longitude,
            label: told.get("Label").to_owned(),
        });
    }
    // A thing that should have something with it and has not.
    if letter.text.is_empty() && letter.files.is_empty() && letter.spot.is_none() {
        letter.text = format!("[{kind}]");
    }
    letter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::fuzz, channels::fuzz::Shop, desk::channel::ChannelKind};

    fn told(fields: &[(&str, &str)]) -> Told {
        let rest: String = fields
            .iter()
            .map(|(name, value)| format!("<{name}><![CDATA[{value}]]></{name}>"))
            .collect();
        let xml = format!(
            "<xml><FromUserName>oU</FromUserName><CreateTime>1767225600</CreateTime>{rest}</xml>"
        );
        Told::read(&xml).unwrap()
    }

    fn said(fields: &[(&str, &str)]) -> Letter {
        let batch = read(&told(fields), "");
        match batch.news.into_iter().next().map(|news| news.what) {
            Some(What::Said(letter)) => letter,
            other => panic!("{fields:?}: {other:?}"),
        }
    }

    #[test]
    fn every_sort_of_message_is_words_files_or_a_place() {
        let image = AttachmentKind::Image;
        let file = AttachmentKind::File;
        for (fields, text, files) in [
            (
                &[("MsgType", "text"), ("Content", "你好 /::)")][..],
                "你好 /::)",
                &[][..],
            ),
            (
                &[
                    ("MsgType", "text"),
                    ("Content", "4 ★"),
                    ("bizmsgmenuid", "4"),
                ],
                "4 ★",
                &[],
            ),
            (
                &[
                    ("MsgType", "image"),
                    ("MediaId", "m1"),
                    ("PicUrl", "http://x"),
                ],
                "",
                &[("m1", image, "")],
            ),
            (
                &[("MsgType", "voice"), ("MediaId", "m2"), ("Format", "amr")],
                "",
                &[("m2", file, "voice.amr")],
            ),
            (
                &[
                    ("MsgType", "voice"),
                    ("MediaId", "m2"),
                    ("Recognition", "还在吗"),
                ],
                "还在吗",
                &[("m2", file, "voice.amr")],
            ),
            (
                &[
                    ("MsgType", "shortvideo"),
                    ("MediaId", "m3"),
                    ("ThumbMediaId", "t"),
                ],
                "",
                &[("m3", file, "video.mp4")],
            ),
            (
                &[
                    ("MsgType", "link"),
                    ("Title", "Kettle"),
                    ("Description", ""),
                    ("Url", "https://a.example/"),
                ],
                "Kettle\nhttps://a.example/",
                &[],
            ),
            (
                &[
                    ("MsgType", "miniprogrampage"),
                    ("Title", "Cart"),
                    ("PagePath", "pages/cart"),
                    ("ThumbMediaId", "t"),
                ],
                "Cart\npages/cart",
                &[("t", image, "")],
            ),
            (
                &[("MsgType", "file"), ("Title", "bill.pdf")],
                "[file] bill.pdf",
                &[],
            ),
            (&[("MsgType", "image")], "[image]", &[]),
        ] {
            let mut fields = fields.to_vec();
            fields.push(("MsgId", "7"));
            let letter = said(&fields);
            let found: Vec<_> = letter
                .files
                .iter()
                .map(|one| (one.source.as_str(), one.kind, one.name.as_str()))
                .collect();
            assert_eq!((letter.text.as_str(), &*found), (text, files), "{fields:?}");
            assert_eq!(letter.id, "7");
        }
        let letter = said(&[
            ("MsgType", "location"),
            ("Location_X", "23.134"),
            ("Location_Y", "113.358"),
            ("Label", "广州"),
        ]);
        let spot = letter.spot.unwrap();
        assert_eq!((spot.latitude, spot.longitude), (23.134, 113.358));
        assert_eq!(letter.id, "oU:1767225600", "a name without a number");
    }

    #[test]
    fn events_say_who_can_be_reached_or_nothing() {
        for (event, expected) in [
            ("subscribe", Some(true)),
            ("unsubscribe", Some(false)),
            ("SCAN", None),
            ("CLICK", None),
            ("VIEW", None),
            ("LOCATION", None),
            ("user_enter_tempsession", None),
            ("anything", None),
        ] {
            let told = told(&[("MsgType", "event"), ("Event", event)]);
            let batch = read(&told, "");
            let found = batch.news.into_iter().next().map(|news| news.what);
            assert_eq!(found, expected.map(What::Reachable), "{event}");
            assert!(batch.unread.is_empty());
            assert_eq!(name(&told), format!("oU:1767225600:{event}"));
        }
    }

    #[test]
    fn what_is_nobody_s_is_kept() {
        for body in ["{}", r#"{"FromUserName":"oU"}"#, r#"{"MsgType":"text"}"#] {
            let batch = read(&Told::read(body).unwrap(), body);
            assert_eq!((batch.news.len(), batch.unread), (0, vec![body.to_owned()]));
        }
    }

    #[test]
    fn fuzz_calls_of_wechat() {
        let shop = Shop::open(ChannelKind::WeChat);
        let samples = [
            "<xml><ToUserName><![CDATA[gh_abc]]></ToUserName><FromUserName><![CDATA[oUSER1]]></FromUserName>\
             <CreateTime>1767225600</CreateTime><MsgType><![CDATA[text]]></MsgType>\
             <Content><![CDATA[你好 <b>&amp;]]></Content><MsgId>23456789012345678</MsgId></xml>",
            "<xml><FromUserName>oU</FromUserName><CreateTime>1</CreateTime><MsgType>location</MsgType>\
             <Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Label>a &lt; b &#38; c</Label><MsgId>1</MsgId></xml>",
            "<xml><FromUserName>oU</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>",
            "<xml><FromUserName>oU</FromUserName><MsgType>voice</MsgType><MediaId>m2</MediaId><Format>amr</Format></xml>",
            r#"{"ToUserName":"gh_abc","FromUserName":"oUSER1","CreateTime":1767225600,"MsgType":"miniprogrampage","Title":"T",
                "PagePath":"a/b","MsgId":23456789012345678}"#,
        ];
        let words = [
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE xml [",
            "<!ENTITY a \"b\">",
            "&a;",
            "<xml>",
            "</xml>",
            "<MsgType>",
            "\u{0}",
        ];
        fuzz::text("wechat", &samples, &words, |body| match Told::read(body) {
            Ok(told) => shop.takes(&read(&told, body)),
            Err(_) => {}
        });
    }
}

use proptest::prelude::*;

use super::super::mail::Own;
use super::*;
use crate::base::fuzz;

fn ours() -> Ours {
    Ours {
        address: "help@kettle.example".into(),
        installation: "0badcafe".into(),
        ..Ours::default()
    }
}

/// Reads a mail written with plain line ends.
fn mail(raw: &str) -> Mail {
    read(raw.replace('\n', "\r\n").as_bytes(), &ours())
}

const HEAD: &str = "From: Mia Okafor <mia@post.example>\nTo: help@kettle.example\nSubject: Kettle\nMessage-ID: <m1@post.example>\n";

/// A mail with this head below the usual one, and this body.
fn with(fields: &str, body: &[u8]) -> Mail {
    let mut raw = format!("{HEAD}{fields}\n\n")
        .replace('\n', "\r\n")
        .into_bytes();
    raw.extend_from_slice(body);
    read(&raw, &ours())
}

#[test]
fn a_plain_mail_says_who_and_what() {
    let mail = mail(
        "Return-Path: <mia@post.example>\nDelivered-To: help+sb7@kettle.example\nFrom: Mia Okafor <mia@post.example>\n\
         To: Help <help@kettle.example>\nCc: zoe@post.example, \"Ana R.\" <ana@kettle.example>\nSubject: =?utf-8?q?K=C3=A4ttle?=\n\
         Message-ID: <m2@post.example>\nIn-Reply-To: <sb.1.00112233445566ff@kettle.example>\n\
         References: <m1@post.example> <sb.1.00112233445566ff@kettle.example>\nContent-Language: en-GB, de\n\nIt leaks.\n\n-- \nMia\n",
    );
    assert_eq!(mail.id, "m2@post.example");
    assert_eq!(mail.in_reply_to, ["sb.1.00112233445566ff@kettle.example"]);
    assert_eq!(
        mail.references,
        ["m1@post.example", "sb.1.00112233445566ff@kettle.example"]
    );
    assert_eq!(
        (mail.from.address.as_str(), mail.from.called()),
        ("mia@post.example", "Mia Okafor")
    );
    let to: Vec<&str> = mail.to.iter().map(|to| to.address.as_str()).collect();
    assert_eq!(
        to,
        [
            "help@kettle.example",
            "zoe@post.example",
            "ana@kettle.example",
            "help+sb7@kettle.example"
        ]
    );
    assert!(mail.is_to("HELP@kettle.example"));
    assert_eq!(
        (mail.subject.as_str(), mail.language.as_str()),
        ("Kättle", "en-GB")
    );
    assert_eq!(
        (mail.text.as_str(), mail.shown.as_str()),
        ("It leaks.\n\n-- \nMia", "It leaks.")
    );
    assert_eq!((mail.html, mail.files, mail.bounce), (None, vec![], None));
    assert_eq!(
        (mail.is_automatic, mail.is_ours, mail.reply_to),
        (false, Own::No, None)
    );
}

#[test]
fn answers_go_where_the_sender_wants_them() {
    for (reply_to, expected) in [
        ("zoe@post.example", Some("zoe@post.example")),
        ("Mia <MIA@post.example>", None),
        ("help@kettle.example", None),
        (
            "help+sb1@kettle.example, zoe@post.example",
            Some("zoe@post.example"),
        ),
        ("nonsense", None),
    ] {
        let mail = with(&format!("Reply-To: {reply_to}"), b"x");
        assert_eq!(mail.reply_to.as_deref(), expected, "{reply_to}");
    }
}

#[test]
fn every_charset_is_read() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("text/plain; charset=utf-8", "Grüße".as_bytes(), "Grüße"),
        ("text/plain; charset=\"UTF-8\"", "你好".as_bytes(), "你好"),
        ("text/plain; charset=gb2312", b"\xc4\xe3\xba\xc3", "你好"),
        (
            "text/plain; charset=GBK",
            b"\xc4\xe3\xba\xc3\xa3\xac\xee\xda",
            "你好，钰",
        ),
        ("text/plain; charset=gb18030", b"\xc4\xe3\xba\xc3", "你好"),
        ("text/plain; charset=big5", b"\xa7\x41\xa6\x6e", "你好"),
        (
            "text/plain; charset=iso-2022-jp",
            b"\x1b$B$3$s$K$A$O\x1b(B",
            "こんにちは",
        ),
        (
            "text/plain; charset=shift_jis",
            b"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd",
            "こんにちは",
        ),
        ("text/plain; charset=euc-kr", b"\xbe\xc8\xb3\xe7", "안녕"),
        (
            "text/plain; charset=koi8-r",
            b"\xf0\xd2\xc9\xd7\xc5\xd4",
            "Привет",
        ),
        (
            "text/plain; charset=windows-1251",
            b"\xcf\xf0\xe8\xe2\xe5\xf2",
            "Привет",
        ),
        (
            "text/plain; charset=iso-8859-5",
            b"\xbf\xe0\xd8\xd2\xd5\xe2",
            "Привет",
        ),
        ("text/plain; charset=iso-8859-1", b"Gr\xfc\xdfe", "Grüße"),
        ("text/plain; charset=windows-1252", b"\x80 5", "€ 5"),
        // None, an unknown one, and one that is not true.
        ("text/plain", "Grüße".as_bytes(), "Grüße"),
        ("text/plain", b"Gr\xfc\xdfe", "Grüße"),
        ("text/plain; charset=x-unknown", b"Gr\xfc\xdfe", "Grüße"),
        ("text/plain; charset=x-unknown", "你好".as_bytes(), "你好"),
        ("text/plain; charset=us-ascii", "Grüße".as_bytes(), "Grüße"),
        (
            "text/plain; charset=iso-8859-1",
            "Привет".as_bytes(),
            "Привет",
        ),
        (
            "text/html; charset=gb2312",
            b"<p>\xc4\xe3\xba\xc3</p>",
            "你好",
        ),
        (
            "text/html; charset=koi8-r",
            b"<b>\xf0\xd2\xc9\xd7\xc5\xd4</b>",
            "Привет",
        ),
    ];
    for (kind, body, expected) in cases {
        let mail = with(&format!("Content-Type: {kind}"), body);
        assert_eq!(mail.text, *expected, "{kind}");
        assert!(mail.files.is_empty(), "{kind}");
    }
    for (way, body, expected) in [
        ("base64", &b"xOO6ww==\r\n"[..], "你好"),
        ("quoted-printable", b"=C4=E3=\r\n=BA=C3\r\n", "你好"),
        ("8bit", b"\xc4\xe3\xba\xc3\r\n", "你好"),
        ("QUOTED-PRINTABLE", b"=C4=E3", "你"),
    ] {
        let mail = with(
            &format!("Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: {way}"),
            body,
        );
        assert_eq!(mail.text, expected, "{way}");
    }
    // Bare letters in the head are in the body's charset.
    let raw = b"From: \xc4\xe3 <ni@post.example>\r\nSubject: \xba\xc3\r\nContent-Type: text/plain; charset=gb2312\r\n\r\nx";
    let mail = read(raw, &ours());
    assert_eq!(
        (mail.subject.as_str(), mail.from.name.as_str()),
        ("好", "你")
    );
}

/// A mail of several parts, each with its head.
fn parts(kind: &str, parts: &[&str]) -> Mail {
    let body: String = parts.iter().map(|part| format!("--b0\n{part}\n")).collect();
    mail(&format!(
        "{HEAD}MIME-Version: 1.0\nContent-Type: {kind}; boundary=\"b0\"\n\npreamble\n{body}--b0--\nepilogue\n"
    ))
}

fn told(mail: &Mail) -> Vec<(&str, &str, bool)> {
    mail.files
        .iter()
        .map(|file| (file.name.as_str(), file.media_type.as_str(), file.is_inside))
        .collect()
}

const PLAIN: &str = "Content-Type: text/plain; charset=utf-8\n\nHello *you*";
const RICH: &str = "Content-Type: text/html; charset=utf-8\n\n<p>Hello <b>you</b></p>";

#[test]
fn of_two_ways_to_say_it_both_are_kept() {
    let mail = parts("multipart/alternative", &[PLAIN, RICH]);
    assert_eq!(mail.text, "Hello *you*");
    assert_eq!(mail.html.as_deref(), Some("<p>Hello <b>you</b></p>"));
    assert!(mail.files.is_empty());

    let only = parts("multipart/alternative", &[RICH]);
    assert_eq!(
        (only.text.as_str(), only.html.is_some()),
        ("Hello you", true)
    );

    let empty = parts(
        "multipart/alternative",
        &["Content-Type: text/plain\n\n  \n", RICH],
    );
    assert_eq!(empty.text, "Hello you");

    let amp = parts(
        "multipart/alternative",
        &[
            PLAIN,
            "Content-Type: text/x-amp-html\n\n<html amp4email>",
            RICH,
        ],
    );
    assert!(amp.files.is_empty(), "{:?}", amp.files);
}

#[test]
fn files_are_told_with_their_names() {
    let mail = parts(
        "multipart/mixed",
        &[
            PLAIN,
            "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.pdf\nContent-Transfer-Encoding: base64\n\nAAEC",
            "Content-Type: image/jpeg\n\nxyz",
            "Content-Type: text/plain; charset=koi8-r; name=notes.txt\nContent-Disposition: attachment\n\nnotes",
            "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR",
            "Content-Type: application/ms-tnef\n\ntnef",
            "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nsig",
            "Content-Type: message/rfc822\n\nFrom: zoe@post.example\nSubject: Look: here\nContent-Type: multipart/mixed; boundary=inner\n\n--inner\n\nInside\n--inner--\n",
            "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=old.eml\nContent-Transfer-Encoding: base64\n\nRnJvbTogYUBiCgpJbnNpZGUK",
            "\n\nmore words",
        ],
    );
    assert_eq!(mail.text, "Hello *you*\n\nmore words");
    assert_eq!(
        told(&mail),
        [
            ("План.pdf", "application/pdf", false),
            ("picture.jpg", "image/jpeg", false),
            ("notes.txt", "text/plain", false),
            ("invitation.ics", "text/calendar", false),
            ("winmail.dat", "application/ms-tnef", false),
            ("smime.p7s", "application/pkcs7-signature", false),
            ("Look  here.eml", "message/rfc822", false),
            ("old.eml", "message/rfc822", false),
        ]
    );
    assert_eq!(mail.files[0].size, 3);
}

#[test]
fn a_file_comes_out_as_it_went_in() {
    let raw = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b0\n\n--b0\n{PLAIN}\n--b0\n\
         Content-Type: text/plain; charset=koi8-r; name=a.txt\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n8NLJ18XU\n\
         --b0\nContent-Type: message/rfc822\n\nSubject: Inner\nContent-Type: message/rfc822\n\nSubject: Innermost\n\nx\n--b0--\n"
    )
    .replace('\n', "\r\n");
    let mail = read(raw.as_bytes(), &ours());
    let (name, kind, bytes) = file(raw.as_bytes(), mail.files[0].part).unwrap();
    assert_eq!(
        (name.as_str(), kind.as_str(), bytes.as_slice()),
        ("a.txt", "text/plain", &b"\xf0\xd2\xc9\xd7\xc5\xd4"[..])
    );
    assert_eq!(mail.files[0].size, bytes.len());
    let (name, kind, bytes) = file(raw.as_bytes(), mail.files[1].part).unwrap();
    assert_eq!(
        (name.as_str(), kind.as_str()),
        ("Inner.eml", "message/rfc822")
    );
    assert!(String::from_utf8_lossy(&bytes).contains("Innermost"));
    assert_eq!(file(raw.as_bytes(), 99), None);
    assert_eq!(file(raw.as_bytes(), 0), None);
    assert_eq!(file(b"", 0), None);
}

#[test]
fn pictures_inside_know_their_place() {
    let related = "Content-Type: multipart/related; boundary=b1\n\n--b1\nContent-Type: text/html\n\n\
        <p>Look</p><img src=\"cid:one@post.example\"><img src=\"https://elsewhere.example/a.png\">\n\
        --b1\nContent-Type: image/png\nContent-ID: <one@post.example>\nContent-Disposition: inline\n\nPNG\n\
        --b1\nContent-Type: image/png; name=two.png\nContent-ID: <two@post.example>\n\nPNG\n--b1--\n";
    let mail = parts(
        "multipart/alternative",
        &["Content-Type: text/plain\n\nLook", related],
    );
    assert_eq!(mail.text, "Look");
    assert_eq!(
        told(&mail),
        [
            ("picture.png", "image/png", true),
            ("two.png", "image/png", false)
        ]
    );
    assert_eq!(
        mail.files[0].content_id.as_deref(),
        Some("one@post.example")
    );
    let html = mail.html.unwrap();
    assert!(
        html.contains("src=\"cid:one@post.example\"") && html.contains("https://elsewhere"),
        "{html}"
    );
}

#[test]
fn parts_in_parts_are_found() {
    let deep = "Content-Type: multipart/mixed; boundary=b1\n\n--b1\nContent-Type: multipart/related; boundary=b2\n\n--b2\n\
        Content-Type: multipart/alternative; boundary=b3\n\n--b3\nContent-Type: text/plain\n\nDeep\n--b3\n\
        Content-Type: text/html\n\n<i>Deep</i>\n--b3--\n--b2--\n--b1\nContent-Type: application/zip; name=a.zip\n\nzip\n--b1--\n";
    let mail = parts(
        "multipart/mixed",
        &[deep, "Content-Type: text/plain\n\nA list's footer"],
    );
    assert_eq!(mail.text, "Deep\n\nA list's footer");
    assert_eq!(told(&mail), [("a.zip", "application/zip", false)]);
    let digest = parts(
        "multipart/digest",
        &["\nSubject: One\n\nFirst\n", "\nSubject: Two\n\nSecond\n"],
    );
    assert!(digest.text.contains("First"), "{digest:?}");
}

#[test]
fn sealed_mails_are_kept_as_files() {
    let pgp = parts(
        "multipart/encrypted; protocol=\"application/pgp-encrypted\"",
        &[
            "Content-Type: application/pgp-encrypted\n\nVersion: 1",
            "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----",
        ],
    );
    assert_eq!(pgp.text, "");
    assert_eq!(pgp.files[1].name, "encrypted.asc");
    let smime = with(
        "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64",
        b"AAEC",
    );
    assert_eq!(
        told(&smime),
        [("smime.p7m", "application/pkcs7-mime", false)]
    );
    assert_eq!(smime.text, "");
}

#[test]
fn mails_without_an_id_are_known_by_what_they_say() {
    let raw = "From: mia@post.example\nTo: help@kettle.example\nSubject: x\nDate: Mon, 23 Nov 2026 10:02:00 +0100\n\nHello";
    let one = mail(raw);
    assert!(
        one.id.starts_with("sha256:") && one.id.len() == 71,
        "{}",
        one.id
    );
    assert_eq!(one.id, mail(raw).id);
    assert_ne!(one.id, mail(&raw.replace("Hello", "Hallo")).id);
    assert_ne!(one.id, mail(&raw.replace("10:02", "10:03")).id);
    // Ways through other machines change nothing of it.
    assert_eq!(one.id, mail(&format!("Received: from a\n{raw}")).id);
}

#[test]
fn dates_are_read() {
    for (said, expected) in [
        ("Mon, 23 Nov 2026 10:02:00 +0100", Some(1_795_424_520_000)),
        ("23 Nov 2026 04:02:00 -0500 (EST)", Some(1_795_424_520_000)),
        ("yesterday", None),
        ("", None),
    ] {
        let date = date(format!("Date: {said}\r\n\r\n").as_bytes());
        assert_eq!(date, expected.map(Timestamp), "{said}");
    }
}

#[test]
fn what_is_no_mail_is_kept_as_a_file() {
    for raw in [
        &b""[..],
        b"\r\n\r\n",
        b"no head at all",
        b"\x00\xff\xfe\x80",
        b"::::\r\n\r\n",
    ] {
        let mail = read(raw, &ours());
        assert!(mail.id.starts_with("sha256:"));
        assert_eq!((mail.from.address.as_str(), mail.text.as_str()), ("", ""));
        assert_eq!(told(&mail), [("mail.eml", "message/rfc822", false)]);
        assert_eq!(file(raw, mail.files[0].part).unwrap().2, raw);
    }
}

#[test]
fn cut_off_mails_give_what_they_have() {
    let whole = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b0\n\n--b0\n{PLAIN}\n--b0\nContent-Type: application/pdf; name=a.pdf\n\
         Content-Transfer-Encoding: base64\n\nAAECAwQF\n--b0--\n"
    )
    .replace('\n', "\r\n");
    for end in 0..whole.len() {
        let mail = read(&whole.as_bytes()[..end], &ours());
        for file in &mail.files {
            assert!(
                super::file(&whole.as_bytes()[..end], file.part).is_some(),
                "{end}"
            );
        }
    }
    let bad = with("Content-Transfer-Encoding: base64", b"@@@ not base64 @@@");
    assert_eq!(bad.id, "m1@post.example");
    let none = with("Content-Type: multipart/mixed", b"No boundary");
    assert!(
        none.text.contains("No boundary") || !none.files.is_empty(),
        "{none:?}"
    );
}

#[test]
fn mails_in_mails_in_mails_do_no_harm() {
    let inner = "Content-Type: message/rfc822\r\n\r\n".repeat(200_000);
    let mail = read(format!("From: a@b.example\r\n{inner}x").as_bytes(), &ours());
    assert_eq!(mail.from.address, "a@b.example");
    let coded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, inner);
    let raw = format!(
        "From: a@b.example\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}"
    );
    assert_eq!(read(raw.as_bytes(), &ours()).files.len(), 1);
    let digests: String = (0..20_000)
        .map(|at| format!("Content-Type: multipart/digest; boundary=b{at}\r\n\r\n--b{at}\r\n"))
        .collect();
    let _ = read(
        format!("From: a@b.example\r\n{digests}").as_bytes(),
        &ours(),
    );
}

#[test]
fn a_long_text_is_cut() {
    let mail = with(
        "Content-Type: text/plain; charset=utf-8",
        "ж".repeat(400_000).as_bytes(),
    );
    assert!(mail.text.len() <= LONGEST + '…'.len_utf8());
    assert!(mail.text.ends_with('…'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_stop_it(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let mail = read(&raw, &ours());
        for told in &mail.files {
            prop_assert!(file(&raw, told.part).is_some());
        }
        let _ = date(&raw);
    }

    #[test]
    fn no_mail_stops_it(
        pieces in proptest::collection::vec(prop_oneof![
            Just("Content-Type: multipart/mixed; boundary=b\r\n".to_owned()),
            Just("Content-Type: text/html; charset=gb2312\r\n".to_owned()),
            Just("Content-Type: message/rfc822\r\n".to_owned()),
            Just("Content-Type: message/delivery-status\r\n".to_owned()),
            Just("Content-Transfer-Encoding: base64\r\n".to_owned()),
            Just("Content-Transfer-Encoding: quoted-printable\r\n".to_owned()),
            Just("Content-Disposition: attachment; filename*0*=utf-8''%D0".to_owned()),
            Just("Subject: =?utf-8?B?0J/Q?= =?utf-8?Q?=".to_owned()),
            Just("From: <\"@, ;:<>".to_owned()),
            Just("\r\n\r\n".to_owned()),
            Just("--b\r\n".to_owned()),
            Just("--b--\r\n".to_owned()),
            Just("<div><blockquote>> On 1@2 wrote:\r\n> x".to_owned()),
            "\\PC{0,20}",
        ], 0..30),
    ) {
        let raw = format!("From: a@b.example\r\n{}", pieces.concat());
        let mail = read(raw.as_bytes(), &ours());
        for told in &mail.files {
            prop_assert!(file(raw.as_bytes(), told.part).is_some());
        }
    }
}

#[test]
fn fuzz_mail() {
    let samples: [&[u8]; 4] = [
        b"From: =?utf-8?B?0J/RgNC40LLQtdGC?= <ana@post.example>\r\nTo: help+7.abc@kettle.example\r\nSubject: =?gb2312?Q?=C4=E3?=\r\n\
          Message-ID: <1@post.example>\r\nIn-Reply-To: <2@kettle.example>\r\nReferences: <2@kettle.example>\r\n <3@x.example>\r\n\
          Date: Tue, 24 Nov 2026 10:11:12 +0200\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
          Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=koi8-r; format=flowed\r\n\
          Content-Transfer-Encoding: quoted-printable\r\n\r\n=F0=F2 \r\nx\r\n> quoted\r\n--c\r\nContent-Type: text/html\r\n\r\n\
          <p>Hi<img src=\"cid:a@b\"></p>\r\n--c--\r\n--b\r\nContent-Type: image/png; name=\"a.png\"\r\nContent-ID: <a@b>\r\n\
          Content-Transfer-Encoding: base64\r\nContent-Disposition: inline; filename*=utf-8''%D0%B0.png\r\n\r\niVBORw0KGgo=\r\n--b--\r\n",
        b"From: MAILER-DAEMON@post.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\
          Auto-Submitted: auto-replied\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nCould not be delivered\r\n--b\r\n\
          Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; post.example\r\n\r\nFinal-Recipient: rfc822; x@post.example\r\n\
          Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
          Message-ID: <m7@kettle.example>\r\n\r\nx\r\n--b--\r\n",
        b"From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny",
        b"Subject: x\n\nOn Mon, 23 Nov 2026 at 10:02, Mia <mia@post.example> wrote:\n> Hello\n-- \nMia",
    ];
    let words = [
        "Content-Type: ",
        "multipart/mixed; boundary=b",
        "--b",
        "--b--",
        "--c",
        "message/rfc822",
        "text/html",
        "text/calendar",
        "charset=utf-7",
        "charset=iso-2022-jp",
        "\x1b$B",
        "base64",
        "quoted-printable",
        "=\r\n",
        "?=",
        "filename*0*=utf-8''%D0",
        "\r\n\t",
        "<",
        ">",
        "(",
        "@",
        ";",
        "List-Id: x",
        "Date: ",
        "-12345 +9999",
        "begin 644 a.txt\n",
    ];
    fuzz::bytes("mail", &samples, &words, |raw| {
        let mail = read(raw, &ours());
        assert!(!mail.id.is_empty(), "every mail has a name");
        assert_eq!(mail, read(raw, &ours()), "it is the same mail again");
        assert!(mail.text.len() <= LONGEST + '…'.len_utf8());
        for told in &mail.files {
            assert!(file(raw, told.part).is_some(), "{told:?}");
        }
        for line in [&mail.subject, &mail.from.address, &mail.from.name] {
            assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
        let _ = date(raw);
    });
}

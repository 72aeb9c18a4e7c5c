use super::super::{mail::Ours, read};
use super::*;

fn person(name: &str, address: &str) -> Mailbox {
    Mailbox {
        address: address.to_owned(),
        name: name.to_owned(),
    }
}

fn draft<'a>() -> Draft<'a> {
    Draft {
        id: "sb.7.00000000000000ff@kettle.example",
        date: Timestamp(1_795_424_520_000),
        from: person("Kettle Company", "help@kettle.example"),
        to: person("Mia Okafor", "mia@post.example"),
        subject: "Re: Kettle",
        installation: "0badcafe",
        text: "Hello Mia",
        ..Draft::default()
    }
}

fn written(draft: &Draft<'_>) -> String {
    let raw = compose(draft).unwrap();
    assert!(raw.iter().all(|&byte| byte < 128), "eight bits");
    let text = String::from_utf8(raw).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 998, "a line of {}", line.len());
        assert!(
            !line.contains('\n') && !line.contains('\r'),
            "a bare line end: {line:?}"
        );
    }
    text
}

fn fields(text: &str) -> String {
    text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ")
}

#[test]
fn a_head_has_what_threads_need() {
    let before = ["m1@post.example".to_owned(), "m2@post.example".to_owned()];
    let mut draft = draft();
    draft.in_reply_to = Some("m2@post.example");
    draft.references = &before;
    draft.reply_to = Some("help+sb7.abc@kettle.example");
    let head = fields(&written(&draft));
    for line in [
        "Message-ID: <sb.7.00000000000000ff@kettle.example>",
        "In-Reply-To: <m2@post.example>",
        "References: <m1@post.example> <m2@post.example>",
        "Subject: Re: Kettle",
        "From: \"Kettle Company\" <help@kettle.example>",
        "To: \"Mia Okafor\" <mia@post.example>",
        "Reply-To: help+sb7.abc@kettle.example",
        "Date: Mon, 23 Nov 2026 09:02:00 +0000",
        "X-Shopbell: 0badcafe",
        "MIME-Version: 1.0",
    ] {
        assert!(
            head.lines().any(|there| there == line),
            "{line}\nnot in\n{head}"
        );
    }
    assert!(!head.contains("Auto-Submitted"));
    assert_eq!(head.matches("MIME-Version").count(), 1);
    draft.is_automatic = true;
    let head = fields(&written(&draft));
    assert!(
        head.contains("Auto-Submitted: auto-replied")
            && head.contains("X-Auto-Response-Suppress: All")
    );
}

#[test]
fn what_is_written_reads_the_same() {
    let text = "Здравствуйте, Mia!\n\nTwo  spaces, a <tag>, 你好 and a line that is rather longer than the seventy-six letters of a line of mail.\n\n.\nFrom here on";
    let picture = [0_u8, 255, 13, 10, 46, 13, 10];
    let files = [
        Enclosed {
            name: "План \"1\".pdf",
            media_type: "application/pdf",
            bytes: b"%PDF\n.\n\n",
        },
        Enclosed {
            name: "a.txt",
            media_type: "text/plain; charset=utf-8",
            bytes: b"a\nb\r\nc",
        },
        Enclosed {
            name: "",
            media_type: "nonsense",
            bytes: &picture,
        },
        Enclosed {
            name: "old.eml",
            media_type: "message/rfc822",
            bytes: b"From: a\n\nb",
        },
    ];
    let mut draft = draft();
    draft.from.name = "Чайник, 有限公司".to_owned();
    draft.subject = "Re: Чайник течёт, а гарантия кончается через три дня, и что теперь делать с ним, непонятно 你好";
    draft.text = text;
    draft.files = &files;
    let raw = written(&draft);
    let mail = read::read(raw.as_bytes(), &Ours::default());
    assert_eq!(mail.id, draft.id);
    assert_eq!(mail.subject, draft.subject);
    assert_eq!(mail.from, draft.from);
    assert_eq!(mail.to, [draft.to.clone()]);
    assert_eq!(mail.text, text);
    assert!(!mail.is_automatic);
    let html = mail.html.unwrap();
    assert!(
        html.contains("Two &nbsp;spaces, a &lt;tag&gt;, 你好"),
        "{html}"
    );
    let names: Vec<&str> = mail.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["План _1_.pdf", "a.txt", "file", "old.eml"]);
    for (told, sent) in mail.files.iter().zip(&files) {
        assert_eq!(
            read::file(raw.as_bytes(), told.part).unwrap().2,
            sent.bytes,
            "{}",
            sent.name
        );
    }
}

#[test]
fn a_quote_goes_back_one_step() {
    let mut draft = draft();
    draft.quoted = Some(Quoted {
        line: "On Monday, Mia <b> wrote:",
        text: "It leaks.\n> older\nBadly.",
    });
    let raw = written(&draft);
    let mail = read::read(raw.as_bytes(), &Ours::default());
    assert_eq!(
        mail.text,
        "Hello Mia\n\nOn Monday, Mia <b> wrote:\n> It leaks.\n> Badly."
    );
    assert_eq!(mail.shown, "Hello Mia");
    let html = mail.html.unwrap();
    assert!(
        html.contains("<blockquote")
            && html.contains("Mia &lt;b&gt; wrote:")
            && !html.contains("older"),
        "{html}"
    );
}

#[test]
fn a_card_is_a_table_and_a_few_lines() {
    let files = [
        Enclosed {
            name: "k.png",
            media_type: "image/png",
            bytes: b"PNG",
        },
        Enclosed {
            name: "m.pdf",
            media_type: "application/pdf",
            bytes: b"PDF",
        },
    ];
    let mut draft = draft();
    draft.text = "";
    draft.files = &files;
    draft.card = Some(Card {
        title: "Kettle <7>",
        text: "Holds a litre",
        link: "https://kettle.example/7?a=1&b=2",
        button: "See it",
        picture: Some(0),
    });
    let raw = written(&draft);
    let mail = read::read(raw.as_bytes(), &Ours::default());
    assert_eq!(
        mail.text,
        "Kettle <7>\nHolds a litre\nhttps://kettle.example/7?a=1&b=2"
    );
    let html = mail.html.unwrap();
    assert!(
        html.contains("<strong>Kettle &lt;7&gt;</strong>")
            && html.contains("href=\"https://kettle.example/7?a=1&amp;b=2\""),
        "{html}"
    );
    let told: Vec<_> = mail
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.is_inside))
        .collect();
    assert_eq!(told, [("k.png", true), ("m.pdf", false)]);
    // A link that is none is no link.
    draft.card = Some(Card {
        link: "javascript:alert(1)",
        picture: None,
        ..draft.card.unwrap()
    });
    assert!(!as_html(&draft, false).contains("javascript"));
}

#[test]
fn nobody_writes_fields_of_their_own() {
    let mut draft = draft();
    draft.subject = "Hello\r\nBcc: everybody@post.example";
    draft.from.name = "Help\r\nBcc: everybody@post.example".to_owned();
    draft.installation = "a\r\nX-Evil: 1";
    let strange = [
        "a b@c\r\nX-Evil: 2".to_owned(),
        "ü@c".to_owned(),
        "fine@c".to_owned(),
    ];
    draft.references = &strange;
    draft.in_reply_to = Some("x>\r\nX-Evil: 3");
    let files = [Enclosed {
        name: "a\"\r\nX-Evil: 4",
        media_type: "text/plain\r\nX-Evil: 5",
        bytes: b"",
    }];
    draft.files = &files;
    let raw = written(&draft);
    for line in raw.lines() {
        assert!(
            !line.starts_with("Bcc:") && !line.starts_with("X-Evil"),
            "{raw}"
        );
    }
    assert!(raw.contains("References: <fine@c>"));
    assert!(!raw.contains("In-Reply-To"));
}

#[test]
fn what_cannot_go_is_said() {
    let check = |change: &dyn Fn(&mut Draft<'_>)| {
        let mut draft = draft();
        change(&mut draft);
        compose(&draft).map(|_| ())
    };
    assert_eq!(
        check(&|draft| draft.to.address = "nobody".to_owned()),
        Err(Unwritable::To)
    );
    assert_eq!(
        check(&|draft| draft.to.address = "имя@почта.рф".to_owned()),
        Err(Unwritable::To)
    );
    assert_eq!(
        check(&|draft| draft.from.address = String::new()),
        Err(Unwritable::From)
    );
    assert_eq!(
        check(&|draft| draft.to.address = "mia@почта.рф".to_owned()),
        Ok(())
    );
    let much = vec![0; MOST + 1];
    let files = [Enclosed {
        name: "a",
        media_type: "a/b",
        bytes: &much,
    }];
    let mut draft = draft();
    draft.files = &files;
    assert_eq!(compose(&draft), Err(Unwritable::TooLarge));
}

#[test]
fn subjects_of_answers_have_one_re() {
    for (original, expected) in [
        ("Kettle", "Re: Kettle"),
        ("Re: Kettle", "Re: Kettle"),
        ("RE: re: Re: Kettle", "Re: Kettle"),
        ("Re[2]: Kettle", "Re: Kettle"),
        ("Re (3): Kettle", "Re: Kettle"),
        ("AW: WG: Kessel", "Re: Kessel"),
        ("Antw: Sv: Vs: x", "Re: x"),
        ("Fwd: FW: Kettle", "Re: Kettle"),
        ("TR: RE : Bouilloire", "Re: Bouilloire"),
        ("RV: R: x", "Re: x"),
        ("Отв: Чайник", "Re: Чайник"),
        ("На: Чайник", "Re: Чайник"),
        ("回复：水壶", "Re: 水壶"),
        ("答复: 转发: 水壶", "Re: 水壶"),
        ("返信: やかん", "Re: やかん"),
        ("Odp: Czajnik", "Re: Czajnik"),
        ("Regarding: Kettle", "Re: Regarding: Kettle"),
        ("Note: Re: Kettle", "Re: Note: Re: Kettle"),
        ("", "Re:"),
        ("Re:", "Re:"),
        ("a\r\nb", "Re: a b"),
    ] {
        assert_eq!(reply_subject(original), expected, "{original}");
    }
}

#[test]
fn references_keep_the_first_and_the_newest() {
    let ids = |from: usize, to: usize| (from..=to).map(|at| format!("m{at}@b")).collect::<Vec<_>>();
    assert_eq!(references(&[], "m1@b"), ["m1@b"]);
    assert_eq!(references(&ids(1, 3), "m4@b"), ids(1, 4));
    assert_eq!(references(&ids(1, 3), "m2@b"), ["m1@b", "m3@b", "m2@b"]);
    let mut expected = ids(1, 1);
    expected.extend(ids(31, 50));
    assert_eq!(references(&ids(1, 49), "m50@b"), expected);
    assert_eq!(
        references(&["x y".to_owned(), "sha256:0".to_owned()], "sha256:1"),
        Vec::<String>::new()
    );
    // However long they are, no line is too long for mail.
    let long: Vec<String> = (0..25)
        .map(|at| format!("{at}{}@b", "x".repeat(400)))
        .collect();
    let before = references(&long, "last@b");
    let mut draft = draft();
    draft.references = &before;
    written(&draft);
}

#[test]
fn ids_are_ours_to_know() {
    assert_eq!(
        message_id(17, 255, "help@kettle.example"),
        "sb.17.00000000000000ff@kettle.example"
    );
}

#[test]
fn a_second_try_is_the_same_mail() {
    let files = [Enclosed {
        name: "k.png",
        media_type: "image/png",
        bytes: b"PNG",
    }];
    let mut draft = draft();
    draft.files = &files;
    assert_eq!(written(&draft), written(&draft));
    let first = written(&draft);
    draft.id = "sb.8.00000000000000ff@kettle.example";
    let mark = |mail: &str| mail.split("boundary=").nth(1).unwrap()[..30].to_owned();
    assert_ne!(mark(&first), mark(&written(&draft)));
}

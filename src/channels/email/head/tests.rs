use super::*;

fn field(name: &str, value: &[u8]) -> Head {
    let mut raw = format!("{name}: ").into_bytes();
    raw.extend_from_slice(value);
    raw.extend_from_slice(b"\r\n\r\n");
    Head::of(&raw)
}

#[test]
fn encoded_words_are_read_however_they_are_written() {
    let cases: &[(&[u8], &str)] = &[
        (b"plain words", "plain words"),
        (b"=?utf-8?q?Gr=C3=BC=C3=9Fe?= an alle", "Grüße an alle"),
        (b"=?UTF-8?B?0J/RgNC40LLQtdGC?=", "Привет"),
        (b"=?koi8-r?B?8NLJ18XU?=", "Привет"),
        (b"=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=", "Привет"),
        (b"=?gb2312?B?xOO6w6Osusa088/K?=", "你好，浩大鲜"),
        (b"=?GBK?Q?=C4=E3=BA=C3?=", "你好"),
        (b"=?big5?B?p0GmbqG4?=", "你好☆"),
        (b"=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        // A letter cut in two between two words, and a fold between them.
        (b"=?utf-8?B?0J/R?=\r\n =?utf-8?B?gNC40LLQtdGC?=", "Привет"),
        (b"=?utf-8?Q?=D0=9F=D1?= =?utf-8?Q?=80?=", "Пр"),
        // Two charsets stay two.
        (b"=?koi8-r?B?8A==?= =?windows-1251?Q?=F0?=", "Пр"),
        // What stands between words and other text is kept.
        (b"a =?utf-8?q?b?= c", "a b c"),
        (b"=?utf-8*en?q?with_a_language?=", "with a language"),
        (b"=?utf-8?q?a b?=", "a b"),
        (b"=?nonsense?q?caf=C3=A9?=", "café"),
        (b"=?utf-8?b?0J_?= rest", "П rest"),
        (b"=?utf-8?x?what?=", "=?utf-8?x?what?="),
        (b"caf\xc3\xa9", "café"),
        (b"caf\xe9", "café"),
        (b"", ""),
    ];
    for (value, expected) in cases {
        let head = field("Subject", value);
        assert_eq!(
            head.line("subject"),
            *expected,
            "{}",
            String::from_utf8_lossy(value)
        );
    }
}

#[test]
fn bare_letters_are_in_the_charset_of_the_mail() {
    let head =
        field("Subject", b"\xcf\xf0\xe8\xe2\xe5\xf2").in_charset(Some("windows-1251".into()));
    assert_eq!(head.line("subject"), "Привет");
    let head = field("Subject", b"\xc4\xe3\xba\xc3").in_charset(Some("gb2312".into()));
    assert_eq!(head.line("subject"), "你好");
}

#[test]
fn people_are_found_in_every_spelling() {
    for (value, expected) in [
        ("mia@post.example", &[("mia@post.example", "")][..]),
        (
            "Mia Okafor <mia@post.example>",
            &[("mia@post.example", "Mia Okafor")],
        ),
        (
            "\"Okafor, Mia\" <mia@post.example>",
            &[("mia@post.example", "Okafor, Mia")],
        ),
        (
            "=?utf-8?B?0J3RltC?= =?utf-8?B?vdCw?= <nina@post.example>",
            &[("nina@post.example", "Ніна")],
        ),
        (
            "\"=?gb2312?B?xOO6ww==?=\" <ni@post.example>",
            &[("ni@post.example", "你好")],
        ),
        (
            "\"boss@house.example\" <evil@post.example>",
            &[("evil@post.example", "boss@house.example")],
        ),
        (
            "'mia@post.example' <mia@post.example>",
            &[("mia@post.example", "")],
        ),
        (
            "a@post.example, B <b@post.example>",
            &[("a@post.example", ""), ("b@post.example", "B")],
        ),
        (
            "Friends: a@post.example, b@post.example;",
            &[("a@post.example", ""), ("b@post.example", "")],
        ),
        ("undisclosed-recipients:;", &[]),
        ("nobody", &[]),
        ("<>", &[]),
    ] {
        let people = field("To", value.as_bytes()).people("to");
        let found: Vec<_> = people
            .iter()
            .map(|person| (person.address.as_str(), person.name.as_str()))
            .collect();
        assert_eq!(found, expected, "{value}");
    }
}

#[test]
fn ids_lose_their_angles_and_what_stands_around() {
    for (value, expected) in [
        ("<a@b>", &["a@b"][..]),
        ("<a@b> <c@d>\r\n <e@f>", &["a@b", "c@d", "e@f"]),
        ("<a@b><c@d>", &["a@b", "c@d"]),
        ("Your message of Monday <a@b>", &["a@b"]),
        ("a@b", &["a@b"]),
        ("<long.id\r\n @b>", &["long.id@b"]),
        ("<a@b> <a@b>", &["a@b"]),
        ("none at all", &[]),
    ] {
        assert_eq!(
            field("References", value.as_bytes()).ids("references"),
            expected,
            "{value}"
        );
    }
}

#[test]
fn files_are_named_as_their_senders_meant() {
    for (value, expected) in [
        ("attachment; filename=plan.pdf", "plan.pdf"),
        ("attachment; filename=\"my plan.pdf\"", "my plan.pdf"),
        (
            "attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.pdf",
            "План.pdf",
        ),
        (
            "attachment;\r\n filename*0*=utf-8''%D0%9F%D0%BB;\r\n filename*1*=%D0%B0%D0%BD.pdf",
            "План.pdf",
        ),
        // A letter cut in two between the pieces.
        (
            "attachment;\r\n filename*0*=utf-8''%D0%9F%D0;\r\n filename*1*=%BB%D0%B0%D0%BD_1.pdf",
            "План_1.pdf",
        ),
        ("attachment; filename*=gb2312''%C4%E3%BA%C3.txt", "你好.txt"),
        ("attachment; filename*=koi8-r''%F0%CC%C1%CE.txt", "План.txt"),
        // Wrong, and common.
        (
            "attachment; filename=\"=?utf-8?B?0J/Qu9Cw0L0ucGRm?=\"",
            "План.pdf",
        ),
        (
            "attachment; filename=\"=?utf-8?B?0J/Q?=\r\n =?utf-8?B?u9Cw0L0ucGRm?=\"",
            "План.pdf",
        ),
        (
            "attachment; filename==?koi8-r?Q?=F0=CC=C1=CE?=.txt",
            "План.txt",
        ),
        ("attachment; filename=\"../../etc/passwd\"", "passwd"),
        ("attachment; filename=\"C:\\\\plans\\\\a.pdf\"", "a.pdf"),
        ("attachment; filename=\"gpj\u{202E}.exe\"", "gpj.exe"),
        ("attachment", ""),
    ] {
        assert_eq!(
            field("Content-Disposition", value.as_bytes()).file_name(),
            expected,
            "{value}"
        );
    }
    let head = field(
        "Content-Type",
        b"application/pdf; name=\"=?utf-8?Q?a=C3=A4.pdf?=\"",
    );
    assert_eq!(head.file_name(), "aä.pdf");
}

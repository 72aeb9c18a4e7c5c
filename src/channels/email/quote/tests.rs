use super::*;

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(trimmed(text, false), *expected, "{text}");
    }
}

#[test]
fn quotes_are_cut_in_every_language() {
    for line in [
        "On Mon, 23 Nov 2026 at 10:02, Mia Okafor <mia@post.example> wrote:",
        "On Mon, 23 Nov 2026 at 10:02,\nMia Okafor <mia@post.example>\nwrote:",
        "Am 23.11.2026 um 10:02 schrieb Mia Okafor:",
        "Am Mo., 23. Nov. 2026 um 10:02 Uhr schrieb Mia <mia@post.example>:",
        "Le lun. 23 nov. 2026 à 10:02, Mia Okafor <mia@post.example> a écrit :",
        "Le 23/11/2026 à 10:02, Mia a écrit\u{A0}:",
        "El lun, 23 nov 2026 a las 10:02, Mia (<mia@post.example>) escribió:",
        "Em seg., 23 de nov. de 2026 às 10:02, Mia <mia@post.example> escreveu:",
        "Il giorno lun 23 nov 2026 alle ore 10:02 Mia <mia@post.example> ha scritto:",
        "Op ma 23 nov. 2026 om 10:02 schreef Mia <mia@post.example>:",
        "Den mån 23 nov. 2026 kl 10:02 skrev Mia <mia@post.example>:",
        "pon., 23 lis 2026 o 10:02 Mia <mia@post.example> napisał(a):",
        "пн, 23 нояб. 2026 г. в 10:02, Mia Okafor <mia@post.example>:",
        "23.11.2026 10:02, Миа пишет:",
        "23 ноября 2026 г., в 10:02, Миа <mia@post.example> написал(а):",
        "Понедельник, 23 ноября 2026, 10:02 +03:00 от Mia <mia@post.example>:",
        "23.11.2026, 10:02, \"Mia\" <mia@post.example>:",
        "在 2026年11月23日，10:02，Mia <mia@post.example> 写道：",
        "在2026-11-23 10:02:33，\"Mia\" <mia@post.example> 写道：",
        "Mia <mia@post.example> 於 2026年11月23日 週一 上午10:02寫道：",
        "2026年11月23日(月) 10:02 Mia <mia@post.example>:",
        "2026년 11월 23일 (월) 오전 10:02, Mia <mia@post.example>님이 작성:",
        "Mia <mia@post.example>, 23 Kas 2026 Pzt, 10:02 tarihinde şunu yazdı:",
        "ב-23 בנוב׳ 2026, Mia <mia@post.example> כתב:",
    ] {
        for quote in [
            "> Hello\n> there",
            "\n> Hello",
            "> Hello\n\n> there\n>\n>> deeper",
        ] {
            let text = format!("Thank you.\n\n{line}\n{quote}\n");
            assert_eq!(trimmed(&text, false), "Thank you.", "{text}");
        }
    }
}

#[test]
fn a_line_that_says_who_wrote_is_cut_at_the_end_too() {
    check(&[
        ("Yes.\n\nOn Mon, Mia wrote:\n", "Yes."),
        ("Ja.\n\nAm 3.4.2026 schrieb Mia:", "Ja."),
        // Not by every such word.
        (
            "Hello.\n\nPlease do as she wrote:",
            "Hello.\n\nPlease do as she wrote:",
        ),
        // Nothing of what stands above it goes with it.
        (
            "One.\nTwo.\nThree.\nMia Okafor wrote:\n> x",
            "One.\nTwo.\nThree.",
        ),
    ]);
}

#[test]
fn copied_heads_are_cut() {
    check(&[
        (
            "Fine.\n\n________________________________\nFrom: Help <help@kettle.example>\nSent: Monday\nTo: Mia\nSubject: Kettle\n\nHello",
            "Fine.",
        ),
        (
            "Passt.\n\nVon: Hilfe\nGesendet: Montag, 23. November 2026 10:02\nAn: Mia\nBetreff: Kessel\n\nHallo",
            "Passt.",
        ),
        (
            "D'accord.\n\nDe : Aide <help@kettle.example>\nEnvoyé : lundi\nÀ : Mia\nObjet : Bouilloire\n\nBonjour",
            "D'accord.",
        ),
        (
            "Vale.\n\nDe: Ayuda\nEnviado el: lunes\nPara: Mia\nAsunto: Hervidor\n\nHola",
            "Vale.",
        ),
        (
            "Хорошо.\n\nОт: Поддержка <help@kettle.example>\nОтправлено: понедельник\nКому: Миа\nТема: Чайник\n\nПривет",
            "Хорошо.",
        ),
        (
            "好的。\n\n发件人: 客服 <help@kettle.example>\n发送时间: 2026年11月23日\n收件人: Mia\n主题: 水壶\n\n你好",
            "好的。",
        ),
        (
            "好。\n\n------------------ 原始邮件 ------------------\n发件人: \"客服\";\n发送时间: 2026年11月23日\n\n你好",
            "好。",
        ),
        ("Ok.\n\n-----Original Message-----\nanything at all", "Ok."),
        ("Ok.\n-----Ursprüngliche Nachricht-----\nirgendwas", "Ok."),
        ("Ок.\n\n-------- Исходное сообщение --------\nчто-то", "Ок."),
        (
            "Ok.\n\n*From:* Help\n*Sent:* Monday\n*To:* Mia\n*Subject:* x\n\nHello",
            "Ok.",
        ),
        (
            "Ok.\n\nFrom: Help\nSent: Monday\nTo: Mia; Ana; Zoe; Somebody Else;\n  and more <a@b.example>\nSubject: x\n\nHello",
            "Ok.",
        ),
        (
            "Ok.\n\n##- Please type above this line -##\nanything",
            "Ok.",
        ),
        // Two such lines are what somebody wrote.
        (
            "From: Berlin\nTo: Vienna\nWhen will it come?",
            "From: Berlin\nTo: Vienna\nWhen will it come?",
        ),
        ("To: me\nto: you\nto: all", "To: me\nto: you\nto: all"),
    ]);
}

#[test]
fn answers_between_quotes_show_everything() {
    let text = "Hi,\n\nOn Monday, Mia wrote:\n> Is it blue?\nYes.\n> Is it big?\nNo.";
    check(&[
        (text, text),
        ("> Is it blue?\n\nYes.", "> Is it blue?\n\nYes."),
        // A signature below a quote is no answer.
        (
            "Yes.\n\nOn Monday, Mia wrote:\n> Blue?\n\n-- \nMia\nPost 7",
            "Yes.",
        ),
        (
            "Yes.\n\nOn Monday, Mia wrote:\n> Blue?\n\nSent from my iPhone",
            "Yes.",
        ),
    ]);
}

#[test]
fn signatures_go() {
    check(&[
        ("Hello\n-- \nMia\n+44 7700", "Hello"),
        ("Hello\n\n--\nMia", "Hello"),
        ("Hello\n-- \nnot this\n-- \nMia", "Hello\n-- \nnot this"),
        ("Hello\n\nSent from my iPhone", "Hello"),
        ("Hallo\n\nVon meinem iPhone gesendet", "Hallo"),
        ("Bonjour\n\nEnvoyé de mon iPhone", "Bonjour"),
        ("Hola\n\nEnviado desde mi iPhone", "Hola"),
        ("Привет\n\nОтправлено с iPhone", "Привет"),
        ("Привет\n\nОтправлено из мобильной Почты Mail", "Привет"),
        ("你好\n\n发自我的iPhone", "你好"),
        ("你好\n\n從我的 iPhone 傳送", "你好"),
        ("Hi\n\nGet Outlook for iOS (https://aka.ms/o0ukef)", "Hi"),
        (
            "Hi\n\nSent from my Galaxy\n\nOn Monday, Mia wrote:\n> x",
            "Hi",
        ),
        // Not at the end, not a signature.
        (
            "Sent from my garden:\na rose",
            "Sent from my garden:\na rose",
        ),
        ("a -- b", "a -- b"),
    ]);
}

#[test]
fn what_would_leave_nothing_leaves_all() {
    check(&[
        ("> only a quote", "> only a quote"),
        ("-- \nMia", "-- \nMia"),
        ("Sent from my iPhone", "Sent from my iPhone"),
        ("On Monday, Mia wrote:\n> x", "On Monday, Mia wrote:\n> x"),
        ("", ""),
        ("   \n ", ""),
        (
            "Just words.\nAnd more: words",
            "Just words.\nAnd more: words",
        ),
        ("She wrote:\nnothing", "She wrote:\nnothing"),
        ("Prices: 5 > 3", "Prices: 5 > 3"),
    ]);
}

#[test]
fn what_was_sent_on_is_what_the_mail_is_about() {
    for (subject, expected) in [
        ("Fwd: Kettle", true),
        ("FW: Kettle", true),
        ("WG: Kessel", true),
        ("TR: Bouilloire", true),
        ("RV: Hervidor", true),
        ("Re: Fwd: Kettle", true),
        ("转发: 水壶", true),
        ("Re: Kettle", false),
        ("Forward me", false),
        ("", false),
    ] {
        assert_eq!(is_forward(subject), expected, "{subject}");
    }
    let text = "See below.\n\n---------- Forwarded message ---------\nFrom: Zoe\nDate: Monday\nSubject: x\nTo: Mia\n\nHello";
    assert_eq!(trimmed(text, true), text);
    let quoted = "See below.\n\n> From: Zoe\n> Hello\n-- \nMia";
    assert_eq!(trimmed(quoted, true), "See below.\n\n> From: Zoe\n> Hello");
}

#[test]
fn a_long_text_takes_no_long_time() {
    let text = format!(
        "{}\n> x",
        "On a day somebody wrote something\n".repeat(20_000)
    );
    let began = std::time::Instant::now();
    let _ = trimmed(&text, false);
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}

#[test]
fn fuzz_quotes() {
    let samples = [
        "Yes.\n\nOn Mon, 23 Nov 2026 at 10:02,\nMia Okafor <mia@post.example>\nwrote:\n> Hello\n>> deeper\n\n-- \nMia",
        "在 2026年11月23日，10:02，Mia <mia@post.example> 写道：\n> 你好",
        "---------- Forwarded message ---------\nFrom: a\nSubject: b\n\nx",
    ];
    let words = [
        "> ",
        ">",
        "\n",
        "wrote:",
        "写道：",
        "schrieb",
        "-- ",
        "From: ",
        "2026",
        "<a@b.example>",
        "\u{a0}",
    ];
    crate::base::fuzz::text("mail-quotes", &samples, &words, |text| {
        for is_forward in [false, true] {
            let left = trimmed(text, is_forward);
            assert!(left.len() <= text.len() + 8, "it grows: {text:?}");
            assert!(
                !(left.is_empty() && text.trim().chars().any(char::is_alphanumeric)),
                "nothing is left of {text:?}"
            );
        }
    });
}

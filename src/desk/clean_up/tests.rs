use super::*;

fn check(choice: &CleanUp, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let (cleaned, removed) = choice.clean(text);
        assert_eq!(&cleaned, expected, "{text:?}");
        assert_eq!(
            removed == Removed::default(),
            text == expected,
            "{text:?}: {removed:?}"
        );
        let (again, _) = choice.clean(&cleaned);
        assert_eq!(again, cleaned, "a second time: {text:?}");
    }
}

#[test]
fn tags_go_and_words_lines_and_links_stay() {
    check(
        &CleanUp::default(),
        &[
            ("<p style=\"color:red\">Hello <b>you</b></p>", "Hello you"),
            ("<div>one</div><div>two</div>", "one\ntwo"),
            ("one<br>two<BR/>three", "one\ntwo\nthree"),
            ("<ul><li>one</li><li>two</li></ul>", "• one\n• two"),
            (
                "see <a href=\"https://kettle.example/k8\">the kettle</a>!",
                "see the kettle (https://kettle.example/k8)!",
            ),
            (
                "<a href='https://kettle.example/'>kettle.example</a>",
                "kettle.example",
            ),
            (
                "<a href=mailto:a@post.example>write</a>",
                "write (a@post.example)",
            ),
            ("<a href=\"javascript:alert(1)\">no</a>", "no"),
            ("<style>p { color: red }</style>Hi<!-- note -->", "Hi"),
            ("<script>alert('<b>')</script>Hi", "Hi"),
            (
                "Tea &amp; cups &#8211; 5&nbsp;% off",
                "Tea & cups – 5\u{A0}% off",
            ),
            ("<o:p>Word</o:p>", "Word"),
            // Somebody's words.
            (
                "I <3 tea, a < b > c, List<String> and <https://kettle.example>",
                "I <3 tea, a < b > c, List<String> and <https://kettle.example>",
            ),
            ("<b without an end", "<b without an end"),
            ("AT&T & friends &unknown;", "AT&T & friends &unknown;"),
        ],
    );
}

#[test]
fn links_lose_what_follows_their_readers() {
    check(
        &CleanUp {
            tracking_names: vec!["from_*".to_owned(), "Partner".to_owned()],
            ..CleanUp::default()
        },
        &[
            (
                "https://kettle.example/k8?utm_source=mail&fbclid=9x",
                "https://kettle.example/k8",
            ),
            (
                "shop.example/k8?utm_source=mail&size=2#top",
                "shop.example/k8?size=2#top",
            ),
            (
                "https://a.example/?q=%D1%87&gclid=1.",
                "https://a.example/?q=%D1%87.",
            ),
            (
                "https://a.example/?from_mail=1&partner=2&id=3",
                "https://a.example/?id=3",
            ),
            (
                "https://a.example/?id=3&utm=4",
                "https://a.example/?id=3&utm=4",
            ),
            ("utm_source=mail", "utm_source=mail"),
        ],
    );
}

#[test]
fn what_cannot_be_seen_goes_and_what_joins_letters_stays() {
    check(
        &CleanUp::default(),
        &[
            ("a\u{200B}b\u{FEFF}c\u{AD}d\u{2060}e", "abcde"),
            ("safe\u{202E}gpj.exe", "safegpj.exe"),
            ("Lat\u{200D}in\u{200C}", "Latin"),
            (
                "👩\u{200D}👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥 1\u{FE0F}\u{20E3}",
                "👩\u{200D}👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥 1\u{FE0F}\u{20E3}",
            ),
            (
                "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
                "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            ),
            ("hidden\u{E0061}\u{E0062}", "hidden"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("क्\u{200D}ष", "क्\u{200D}ष"),
            ("\u{200F}שלום (abc)\u{200F}", "\u{200F}שלום (abc)\u{200F}"),
            ("abc\u{200F}", "abc"),
            ("葛\u{E0100}", "葛\u{E0100}"),
            (
                "one\u{A0}two, «\u{A0}trois\u{A0}», 5\u{A0}€",
                "one two, «\u{A0}trois\u{A0}», 5\u{A0}€",
            ),
            ("𝐁𝐨𝐥𝐝 𝓈𝒸𝓇𝒾𝓅𝓉 ℒ𝟙", "Bold script L1"),
            (
                "naïve Ünïcödé 中文 عربي ไทย 한국어",
                "naïve Ünïcödé 中文 عربي ไทย 한국어",
            ),
        ],
    );
}

#[test]
fn signatures_and_blanks_go() {
    check(
        &CleanUp {
            signature_lines: vec!["Your kettle team".to_owned()],
            ..CleanUp::default()
        },
        &[
            ("Hello\n\n-- \nAna\nKite & Kettle", "Hello"),
            ("Hello\n\nSent from my iPhone", "Hello"),
            ("Привет\nОтправлено с iPhone", "Привет"),
            ("Hello\nyour KETTLE team\nfootnote", "Hello"),
            ("a  b \n\n\n\nc\n  d", "a b\n\nc\n  d"),
            ("one\n\ntwo\nthree", "one\n\ntwo\nthree"),
            ("-- \nall there is", "--\nall there is"),
        ],
    );
    let long = format!("A\n--\n{}", "line\n".repeat(20).trim_end());
    assert_eq!(
        CleanUp::default().clean(&long).0,
        long,
        "that is no signature"
    );
}

#[test]
fn own_patterns_replace_in_their_order_and_never_explode() {
    let own = |find: &str, replace: &str| Own {
        find: find.to_owned(),
        replace: replace.to_owned(),
    };
    let choice = CleanUp {
        own: vec![own(r"\[internal\]\s*", ""), own(r"KK(\d+)", "KK-$1")],
        ..CleanUp::default()
    };
    check(&choice, &[("[INTERNAL] KK104 is ready", "KK-104 is ready")]);
    let growing = CleanUp {
        own: vec![own("a", &"b".repeat(100))],
        ..CleanUp::default()
    };
    let text = "a".repeat(1_000);
    assert_eq!(growing.clean(&text).0, text);
    let faulty = CleanUp {
        own: vec![own("fine", ""), own("(", "")],
        ..CleanUp::default()
    };
    assert!(matches!(
        faulty.checked(),
        Err(CleanUpError::Own(2, ExpressionError::Bracket))
    ));
}

#[test]
fn nothing_is_removed_that_was_not_chosen() {
    let nothing = CleanUp {
        markup: false,
        letters: false,
        invisible: false,
        tracking: false,
        signatures: false,
        blanks: false,
        ..CleanUp::default()
    };
    let text = "<b>a\u{200B}</b>  https://a.example/?utm_x=1 \n--\n𝐁";
    assert_eq!(nothing.clean(text), (text.to_owned(), Removed::default()));
}

proptest::proptest! {
    #[test]
    fn any_text_comes_through(text in "(\\PC|<b|<a href=|&#|&amp;|\n|\u{200D}|https://a.b/\\?utm_a=1&){0,60}") {
        let (cleaned, _) = CleanUp::default().clean(&text);
        proptest::prop_assert!(cleaned.chars().count() <= text.chars().count() + 200);
    }
}

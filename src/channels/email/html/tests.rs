use super::*;
use crate::base::fuzz::{
    self,
    page::{self, Part},
};

#[test]
fn nothing_dangerous_is_left() {
    for html in [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
        "<style>body{background:url(https://evil.example/a)}</style>",
        "<p style=\"background:url(https://evil.example/a)\">x</p>",
        "<link rel=stylesheet href=https://evil.example/a.css>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "<base href=https://evil.example>",
        "<form action=https://evil.example><input name=a><button>Go</button></form>",
        "<iframe src=https://evil.example></iframe>",
        "<object data=https://evil.example></object><embed src=https://evil.example>",
        "<img src=x onerror=alert(1)>",
        "<body onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" java\nscript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:x\">x</a>",
        "<a href=\"file:///etc/passwd\">x</a>",
        "<a href=\"/relative\">x</a>",
        "<img src=\"data:text/html;base64,PHNjcmlwdD4=\">",
        "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">",
        "<img src=\"http://evil.example/a.png\">",
        "<img srcset=\"https://evil.example/a.png 2x\">",
        "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
        "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
        "<table background=https://evil.example/a.png><tr><td>x</td></tr></table>",
        "<video poster=https://evil.example/a.png></video>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<template><script>alert(1)</script></template>",
        "<!--[if mso]><script>alert(1)</script><![endif]-->",
        "<div id=account class=secret>x</div>",
    ] {
        let safe = safe(html).unwrap();
        let low = safe.to_lowercase();
        for word in [
            "script", "style", "onerror", "onload", "evil", "<form", "<input", "<iframe",
            "<object", "<embed", "<svg", "data:", "file:", "relative", "srcset", "id=", "class=",
            "<!--",
        ] {
            assert!(!low.contains(word), "{html}\n→ {safe}");
        }
    }
}

#[test]
fn what_a_mail_is_made_of_stays() {
    for (html, expected) in [
        ("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>"),
        (
            "<a href=\"https://shop.example/a?b=1&amp;c=2\">See</a>",
            "<a href=\"https://shop.example/a?b=1&amp;c=2\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">See</a>",
        ),
        (
            "<a href=\"mailto:mia@post.example\" target=_self rel=opener>Mia</a>",
            "<a href=\"mailto:mia@post.example\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">Mia</a>",
        ),
        (
            "<img src=\"cid:logo@post.example\" alt=\"Us\">",
            "<img src=\"cid:logo@post.example\" alt=\"Us\">",
        ),
        (
            "<img src=\"https://shop.example/a.png\">",
            "<img src=\"https://shop.example/a.png\">",
        ),
        (
            "<img src=\"data:image/png;base64,iVBORw0KGgo=\">",
            "<img src=\"data:image/png;base64,iVBORw0KGgo=\">",
        ),
        // A dot that tells its owner who reads.
        (
            "a<img src=\"https://shop.example/t.gif\" width=\"1\" height=\"1\">b",
            "ab",
        ),
        ("a<img width=0 src=\"https://shop.example/t.gif\">b", "ab"),
        (
            "<table width=\"600\" bgcolor=\"#ffffff\"><tbody><tr><td align=\"center\">x</td></tr></tbody></table>",
            "<table width=\"600\" bgcolor=\"#ffffff\"><tbody><tr><td align=\"center\">x</td></tr></tbody></table>",
        ),
        ("a < b &amp; c", "a &lt; b &amp; c"),
    ] {
        let safe = safe(html).unwrap();
        let sorted = |text: &str| {
            let mut words: Vec<String> = text
                .split_inclusive(['>', ' '])
                .map(|w| w.trim_matches([' ', '>']).to_owned())
                .collect();
            words.sort();
            words
        };
        // In whichever order attributes come.
        assert_eq!(sorted(&safe), sorted(expected), "{safe}");
    }
}

#[test]
fn own_pictures_come_from_where_they_are_kept() {
    let safe =
        safe("<img src=\"cid:a@b\"><img src=\"cid:un&amp;known\"><p>src=\"cid:a@b\"</p>").unwrap();
    assert_eq!(inside(&safe), ["a@b", "un&known"]);
    let placed = placed(&safe, true, |id| {
        (id == "a@b").then(|| "/files/7".to_owned())
    });
    assert_eq!(placed, "<img src=\"/files/7\"><p>src=\"cid:a@b\"</p>");
    assert!(!has_remote(&safe));
    let other = "a<img src=\"https://a.example/b.png\" alt=\"A &amp; B\">c<img src=\"https://a.example/d.png\">";
    let nothing = |_: &str| None;
    assert_eq!(super::placed(other, true, nothing), other);
    assert_eq!(super::placed(other, false, nothing), "a[A &amp; B]c");
    assert!(has_remote("<img src=\"https://a.example/b.png\">"));
}

#[test]
fn too_deep_or_too_long_a_page_is_not_looked_into() {
    let deep = format!(
        "{}word{}",
        "<div>".repeat(200_000),
        "</div>".repeat(200_000)
    );
    assert_eq!(safe(&deep), None);
    let bold = "<b a=1><p>".repeat(100_000);
    assert_eq!(safe(&bold), None);
    let long = "x".repeat(LONGEST + 1);
    assert_eq!(safe(&long), None);
    // Many that close themselves are not deep.
    let list = format!("<ul>{}</ul>", "<li>x".repeat(5_000));
    assert!(safe(&list).is_some());
}

#[test]
fn fuzz_formatted_mail() {
    let samples = [
        "<div dir=ltr><p>Hello <b>there</b></p><blockquote>&gt; On 1@2 wrote:<br></blockquote>\
         <img src=\"cid:a@b\" width=1 alt=\"a &quot; b\"><img src=\"https://x.example/a.png\" alt=x></div>",
        "<table background=x><tr><td><a href=\"https://kettle.example/?a=1&amp;b=2\" title='x\"y'>x</a></td></tr></table>",
        "<svg onload=alert(1)><style><!--</style><img src=x onerror=alert(1)>--></svg><math><mtext><table><mglyph><style>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<a href=\" java\nscript:alert(1)\">x</a><a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    ];
    let words = [
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<mglyph>",
        "<table>",
        "<noscript>",
        "<textarea>",
        "<title>",
        "<template>",
        "<iframe srcdoc=",
        "<img src=",
        " onerror=alert(1) ",
        " href=",
        " style=",
        "cid:a@b",
        "https://x.example/",
        "data:image/svg+xml;base64,",
        "&quot;",
        "&gt;",
        "&colon;",
        "<br>",
        "</p>",
    ];
    fuzz::text("mail-html", &samples, &words, |html| {
        let Some(safe_once) = safe(html) else {
            return;
        };
        page::assert_harmless(&safe_once, &TAGS, false);
        let twice = safe(&safe_once).expect("it was sane once");
        assert_eq!(page::read(&twice), page::read(&safe_once), "{html}");
        for has_others in [false, true] {
            let placed = placed(&safe_once, has_others, |id| {
                (id.len() % 2 == 0).then(|| "/files/1".to_owned())
            });
            page::assert_harmless(&placed, &TAGS, true);
        }
        let is_elsewhere = |part: &Part| match part {
            Part::Start(name, attributes) if name == "img" => attributes
                .iter()
                .any(|(called, value)| called == "src" && begins(value, &["https:"])),
            _ => false,
        };
        let has_pictures = page::read(&safe_once).iter().any(is_elsewhere);
        assert_eq!(has_remote(&safe_once), has_pictures, "{safe_once}");
        let _ = (inside(&safe_once), super::super::plain::text(html));
    });
}

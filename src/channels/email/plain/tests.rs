use super::*;

#[test]
fn formatted_text_reads_as_plain_text() {
    for (html, expected) in [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("  many \n  spaces&nbsp;here ", "many spaces here"),
        (
            "Caf&eacute; &lt;b&gt; &amp;amp; &#128512;",
            "Café <b> &amp; 😀",
        ),
        ("<ul><li>One</li><li>Two</li></ul>", "• One\n• Two"),
        (
            "<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>",
            "A B\nC",
        ),
        (
            "<a href=\"https://shop.example/x\">See</a>",
            "See (https://shop.example/x)",
        ),
        (
            "<a href=\"https://shop.example/\">shop.example</a>",
            "shop.example",
        ),
        (
            "<a href=\"https://shop.example/x\">https://shop.example/x</a>",
            "https://shop.example/x",
        ),
        ("<a href=\"mailto:a@b.example\">Write</a>", "Write"),
        (
            "<a href=\"https://shop.example\"><img src=\"cid:logo\"></a>",
            "",
        ),
        (
            "<style>p{}</style><head><title>T</title></head><p>x</p>",
            "x",
        ),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a<hr>b", "a\n———\nb"),
        (
            "<div>New</div><blockquote type=cite><p>Old</p><blockquote>Older</blockquote></blockquote>",
            "New\n\n> Old\n>\n> > Older",
        ),
        (
            "<p>New</p><div class=\"moz-cite-prefix\">Am 3.4. schrieb Mia:<br></div><blockquote type=\"cite\">Old</blockquote>",
            "New\n\n> Am 3.4. schrieb Mia:\n\n> Old",
        ),
        (
            "<p>New</p><div class=yahoo_quoted>On Monday Mia wrote: Old</div>",
            "New\n\n> On Monday Mia wrote: Old",
        ),
        (
            "<div>New</div><div id=appendonsend></div><hr><div><b>From:</b> Mia</div>",
            "New\n-----Original Message-----\n———\nFrom: Mia",
        ),
        ("", ""),
        ("<p> </p>", ""),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
}

#[test]
fn a_page_that_is_too_deep_gives_its_letters() {
    let deep = format!(
        "{}word{}",
        "<div>".repeat(200_000),
        "</div>".repeat(200_000)
    );
    assert_eq!(text(&deep).trim(), "word");
}

//! What is wrong with a file that was to be imported, line by line, and what to do.

use maud::{Markup, html};

use crate::{
    base::lang::Lang,
    desk::content::{
        language::own_name,
        link::LinkError,
        sheet::{Place, Why, Wrong},
    },
    t,
    web::layout::icon_sm,
};

/// Most problems that are listed; whoever has more mends these first.
const MOST_LISTED: usize = 50;

/// What is wrong, line by line, and what to do.
pub(super) fn show(lang: Lang, wrong: &[Wrong]) -> Markup {
    html! {
        section.notice."notice--bad".importwrong role="alert" {
            (icon_sm("circle-alert"))
            div.grow {
                p.semi { (t!(lang, "import-wrong", count = wrong.len())) }
                ul.small {
                    @for wrong in wrong.iter().take(MOST_LISTED) {
                        li { b.medium { (place(lang, wrong.place)) } " " (why(lang, &wrong.why)) }
                    }
                }
                @if wrong.len() > MOST_LISTED {
                    p.small { (t!(lang, "import-more", count = wrong.len() - MOST_LISTED)) }
                }
            }
        }
    }
}

fn place(lang: Lang, place: Place) -> String {
    match place {
        Place::File => t!(lang, "import-file"),
        Place::Line(line) => t!(lang, "import-line", line = i64::try_from(line).unwrap_or(0)),
        Place::Entry(entry) => t!(lang, "import-entry", entry = entry),
    }
    .into_owned()
}

fn why(lang: Lang, why: &Why) -> String {
    let earlier = |earlier: &Place| place(lang, *earlier);
    match why {
        Why::Empty => t!(lang, "import-empty"),
        Why::NotUtf8 => t!(lang, "import-not-utf8"),
        Why::TooMany(most) => t!(lang, "import-too-many", most = *most),
        Why::NoColumn(name) => t!(lang, "import-no-column", name = *name),
        Why::BadColumn(name) => t!(lang, "import-bad-column", name = name),
        Why::TwoColumns(name) => t!(lang, "import-two-columns", name = name),
        Why::NoLanguage => t!(lang, "import-no-language"),
        Why::Cells(found, needed) => t!(lang, "import-cells", found = *found, needed = *needed),
        Why::NoField(name) => t!(lang, "import-no-field", name = *name),
        Why::TooLong(name, length, most) => t!(
            lang,
            "import-too-long",
            name = own_name(name),
            length = *length,
            most = *most
        ),
        Why::NoText => t!(lang, "import-no-text"),
        Why::BadLanguage(code) => t!(lang, "import-bad-language", code = code),
        Why::Twice(first) => t!(lang, "import-twice", place = &earlier(first)),
        Why::TwoDefaults(first) => t!(lang, "import-two-defaults", place = &earlier(first)),
        Why::Malformed(reason) => t!(lang, "import-malformed", reason = reason),
        Why::NoSuchColumn(name) => t!(lang, "import-no-such-column", name = name),
        Why::NoSuchKind(kind) => t!(lang, "import-no-such-kind", kind = kind),
        Why::BadLink(why) => link(lang, *why).into(),
        Why::OpenQuote => t!(lang, "import-open-quote"),
        Why::NotYesNo(found) => t!(lang, "import-yes-no", found = found),
    }
    .into_owned()
}

/// Why a link is not taken.
pub(super) fn link(lang: Lang, why: LinkError) -> String {
    match why {
        LinkError::Missing => t!(lang, "link-missing"),
        LinkError::NotWeb => t!(lang, "link-not-web"),
        LinkError::NotPublic => t!(lang, "link-not-public"),
        LinkError::TooLong(length) => t!(lang, "link-too-long", length = length),
    }
    .into_owned()
}

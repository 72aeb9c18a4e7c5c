//! Pictures, files and links of all chats with a customer, each with who sent it, when, and the way to
//! where it was said.

use maud::{Markup, html};

use super::{Known, Stand};
use crate::{
    base::id::{ConversationId, CustomerId},
    db::DbError,
    desk::{
        attachment::Attachment,
        conversation::{
            message::Author,
            shared::{self, Shared, Sort},
        },
    },
    t,
    web::{
        House,
        layout::{chat_path, customer_name, icon, icon_sm, icon_xs},
        log::{host, size, symbol},
        moment::{Style, moment},
    },
    wire::agent::FILES,
};

/// Of each sort that are shown at first, and how many more at a time.
const PICTURES: usize = 12;
const OTHERS: usize = 8;
/// Most that one page shows of a sort.
const MOST: usize = 2_000;

/// How many of each sort are wished for.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::web) struct Shown {
    images: Option<usize>,
    files: Option<usize>,
    links: Option<usize>,
}

impl Shown {
    /// As the address says.
    pub(in crate::web) fn new(
        images: Option<usize>,
        files: Option<usize>,
        links: Option<usize>,
    ) -> Self {
        Self {
            images,
            files,
            links,
        }
    }

    fn of(self, sort: Sort) -> usize {
        let (wished, least) = match sort {
            Sort::Image => (self.images, PICTURES),
            Sort::File => (self.files, OTHERS),
            Sort::Link => (self.links, OTHERS),
        };
        wished.unwrap_or(least).clamp(least, MOST)
    }

    /// With more of one sort.
    fn more(self, sort: Sort) -> Self {
        let more = |step| Some(self.of(sort) + step);
        match sort {
            Sort::Image => Self {
                images: more(PICTURES * 2),
                ..self
            },
            Sort::File => Self {
                files: more(OTHERS * 2),
                ..self
            },
            Sort::Link => Self {
                links: more(OTHERS * 2),
                ..self
            },
        }
    }

    /// As addresses say it.
    fn query(self) -> String {
        let of = |sort| self.of(sort);
        format!(
            "images={}&files={}&links={}",
            of(Sort::Image),
            of(Sort::File),
            of(Sort::Link)
        )
    }
}

/// What was read for the tab.
#[derive(Debug, Default)]
pub(in crate::web) struct Shelf {
    shown: Option<Shown>,
    images: Row,
    files: Row,
    links: Row,
}

#[derive(Debug, Default)]
struct Row {
    things: Vec<Shared>,
    has_more: bool,
}

impl Shelf {
    /// What a screen that draws this anew asks for; nothing when the tab is not open.
    pub(in crate::web) fn query(&self) -> String {
        self.shown.map(Shown::query).unwrap_or_default()
    }
}

/// Reads what was shared in a customer's chats.
pub(in crate::web) async fn load(
    house: &House,
    customer: CustomerId,
    shown: Shown,
) -> Result<Shelf, DbError> {
    house
        .db
        .read(move |reader| {
            let row = |sort| {
                let page = shared::of_customer(reader, customer, sort, shown.of(sort))?;
                Ok::<_, DbError>(Row {
                    has_more: page.next.is_some() && shown.of(sort) < MOST,
                    things: page.rows,
                })
            };
            Ok(Shelf {
                shown: Some(shown),
                images: row(Sort::Image)?,
                files: row(Sort::File)?,
                links: row(Sort::Link)?,
            })
        })
        .await
}

/// The tab.
pub(in crate::web) fn shared(known: &Known) -> Markup {
    let lang = known.agent.lang;
    let Shelf {
        images,
        files,
        links,
        ..
    } = &known.shared;
    let is_empty = [images, files, links]
        .iter()
        .all(|row| row.things.is_empty());
    html! {
        @if is_empty {
            @let name = customer_name(lang, known.customer.id, &known.customer.name);
            p.small.muted { (t!(lang, "shared-none", name = &name)) }
        }
        (section(known, Sort::Image, images, "shared-pictures", &html! {
            ul."shared shared--grid" { @for shared in &images.things { (picture(known, shared)) } }
        }))
        (section(known, Sort::File, files, "shared-others", &html! {
            ul.shared { @for shared in &files.things { (file(known, shared)) } }
        }))
        (section(known, Sort::Link, links, "shared-links", &html! {
            ul.shared { @for shared in &links.things { (link(known, shared)) } }
        }))
    }
}

fn section(known: &Known, sort: Sort, row: &Row, title: &str, list: &Markup) -> Markup {
    let lang = known.agent.lang;
    html! {
        @if !row.things.is_empty() {
            section.side__sec aria-labelledby={ "side-" (title) } {
                h3.eyebrow id={ "side-" (title) } { (lang.text(title)) }
                (list)
                @if row.has_more {
                    @let more = known.shared.shown.unwrap_or_default().more(sort).query();
                    a.xs href=(known.stand.path(&format!("panel?tab=files&{more}"))) data-side-tab { (t!(lang, "shared-more")) }
                }
            }
        }
    }
}

fn picture(known: &Known, shared: &Shared) -> Markup {
    let lang = known.agent.lang;
    html! {
        @if let Some(file) = &shared.file {
            li.thing.thing--picture id={ "shared-" (shared.name()) } {
                (to_message(known, shared, "thing__picture", &t!(lang, "shared-picture-where", name = &file.name), &html! {
                    img src=(address(file)) alt="" width=[file.width] height=[file.height] loading="lazy" decoding="async";
                }))
                a."iconbtn iconbtn--sm thing__open" href=(address(file)) target="_blank" rel="noopener"
                    aria-label=(t!(lang, "file-open", name = &file.name)) title=(t!(lang, "file-open", name = &file.name)) { (icon_sm("external-link")) }
                span."xs muted truncate blockline" { (sender(known, shared)) (mark(known, shared)) }
                span."xs muted truncate blockline" { (moment(shared.at, Style::Day)) }
            }
        }
    }
}

fn file(known: &Known, shared: &Shared) -> Markup {
    let lang = known.agent.lang;
    html! {
        @if let Some(file) = &shared.file {
            li.thing id={ "shared-" (shared.name()) } {
                (icon(symbol(&file.media_type)))
                div.grow {
                    a."small medium truncate blockline" href=(address(file)) download=(file.name) title=(file.name) { bdi { (file.name) } }
                    (origin_with(known, shared, &html! { (size(lang, file.size)) " · " }))
                }
                (where_button(known, shared))
            }
        }
    }
}

fn link(known: &Known, shared: &Shared) -> Markup {
    html! {
        @if let Some(link) = &shared.link {
            li.thing id={ "shared-" (shared.name()) } {
                (icon(if shared.file.is_some() { "gallery-horizontal-end" } else { "link" }))
                div.grow {
                    a."small medium truncate blockline" href=(link) target="_blank" rel="noopener noreferrer nofollow" title=(link) dir="ltr" {
                        bdi { (host(link)) } span."muted thing__path" { (path(link)) }
                    }
                    @match &shared.file.as_ref().and_then(|file| file.card.as_ref()) {
                        Some(card) => span."xs truncate blockline" dir="auto" { (card.title) },
                        None if shared.words.trim() == link => {}
                        None => span."xs truncate blockline" dir="auto" { (shared.words) },
                    }
                    (origin(known, shared))
                }
                (where_button(known, shared))
            }
        }
    }
}

fn address(file: &Attachment) -> String {
    format!("{FILES}/{}", file.id)
}

/// What stands behind the host of a link.
fn path(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let path = rest.strip_prefix(host(link)).unwrap_or_default();
    if path == "/" { "" } else { path }
}

/// Who sent it and when.
fn origin(known: &Known, shared: &Shared) -> Markup {
    origin_with(known, shared, &html! {})
}

fn origin_with(known: &Known, shared: &Shared, before: &Markup) -> Markup {
    html! {
        span."xs muted truncate blockline" { (before) (sender(known, shared)) " · " (moment(shared.at, Style::Day)) (mark(known, shared)) }
    }
}

fn sender(known: &Known, shared: &Shared) -> Markup {
    let lang = known.agent.lang;
    html! {
        bdi {
            @match &shared.author {
                Author::Customer => (customer_name(lang, known.customer.id, &known.customer.name)),
                Author::Agent(face) => (face.name),
                Author::Bot | Author::System(_) => (t!(lang, "shared-automatic")),
            }
        }
    }
}

/// What stands in a comment is the team's alone.
fn mark(known: &Known, shared: &Shared) -> Markup {
    html! {
        @if shared.is_comment { " · " span.thing__comment { (icon_xs("lock")) (t!(known.agent.lang, "shared-comment")) } }
    }
}

fn where_button(known: &Known, shared: &Shared) -> Markup {
    let label = t!(known.agent.lang, "shared-where");
    to_message(
        known,
        shared,
        "iconbtn iconbtn--sm none",
        &label,
        &icon_sm("message-square-text"),
    )
}

/// A way to where it stands in the log. Beside a chat that goes on from there, the log is scrolled back.
fn to_message(known: &Known, shared: &Shared, class: &str, label: &str, inside: &Markup) -> Markup {
    let chat = log_of(known.stand, shared.conversation);
    let id = shared.message;
    // Behind the beginning of a long log: one reads there.
    let far = format!("/chats?chat={}&since={}", shared.conversation, id.0 - 1);
    html! {
        a class=(class) href={ (chat_path(chat)) "#m-" (id) } data-entry=(id) data-chat=(chat) data-far=(far)
            aria-label=(label) title=(label) { (inside) }
    }
}

/// A log has the customer's earlier chats above it, and none that began later.
fn log_of(stand: Stand, conversation: ConversationId) -> ConversationId {
    match stand {
        Stand::Chat(open) if conversation <= open => open,
        Stand::Chat(_) | Stand::Record(_) => conversation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wished_for_grows_by_steps_and_stays_in_bounds() {
        let shown = Shown::default();
        assert_eq!(shown.query(), "images=12&files=8&links=8");
        let more = shown.more(Sort::File).more(Sort::File);
        assert_eq!(more.query(), "images=12&files=40&links=8");
        let wild = Shown {
            images: Some(usize::MAX),
            files: Some(0),
            links: None,
        };
        assert_eq!(wild.query(), "images=2000&files=8&links=8");
    }

    #[test]
    fn a_link_is_its_host_and_the_rest() {
        for (link, expected) in [
            ("https://kettle.example/", ("kettle.example", "")),
            ("https://kettle.example/a?b#c", ("kettle.example", "/a?b#c")),
            ("https://kettle.example?b", ("kettle.example", "?b")),
        ] {
            assert_eq!((host(link), path(link)), expected);
        }
    }

    #[test]
    fn an_earlier_chat_stands_above_in_the_log_of_the_one_that_is_open() {
        let open = Stand::Chat(ConversationId(5));
        assert_eq!(log_of(open, ConversationId(3)), ConversationId(5));
        assert_eq!(log_of(open, ConversationId(6)), ConversationId(6));
        let record = Stand::Record(CustomerId(1));
        assert_eq!(log_of(record, ConversationId(3)), ConversationId(3));
    }
}

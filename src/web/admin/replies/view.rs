//! The screen: topics, the replies of one, and the reply that is written.

use maud::{Markup, html};

use super::{
    super::shelves::{self, Refused, Row, Shown, Stock as _},
    Here, Stock,
    edit::Typed,
};
use crate::{
    base::{lang::Lang, text},
    desk::content::{
        language::{LANGUAGES, own_name},
        placeholder::{self, NAMES},
        quick_reply::{LONGEST_NAME, LONGEST_TAGS, QuickReply, Text},
    },
    t,
    web::{
        confirm::Confirm,
        field::{self, Field, Wrong, choice},
        layout::{flag_of, icon_sm, icon_xs},
        saved::Wish,
    },
};

/// Everything around what is written: `side` is the third column.
pub(super) fn screen(
    lang: Lang,
    stock: &Stock,
    here: Here,
    refused: &Refused,
    wish: &Wish,
    side: &Markup,
) -> Markup {
    let rows = shelves(stock);
    let shown = Shown {
        shelf: here.topic.map(|id| id.0),
        is_writing: here.is_writing,
    };
    let items = |place: usize| {
        let replies = stock.catalogue.get(place).map_or(&[][..], |(_, all)| all);
        html! {
            @for (place, reply) in replies.iter().enumerate() {
                (row(lang, stock, reply, here, wish, (place, replies.len())))
            }
        }
    };
    let none = html! {};
    html! {
        (Stock::SHELVES.room(lang, &rows, shown, (refused, wish), items, (&none, side)))
        (default_language(lang, stock))
    }
}

fn shelves(stock: &Stock) -> Vec<Row<'_>> {
    let rows = stock.catalogue.iter().map(|(topic, replies)| Row {
        id: topic.id.0,
        name: &topic.name,
        count: replies.len(),
    });
    rows.collect()
}

fn row(
    lang: Lang,
    stock: &Stock,
    reply: &QuickReply,
    here: Here,
    wish: &Wish,
    (place, count): (usize, usize),
) -> Markup {
    let path = format!("/admin/replies/{}", reply.id);
    let preview = reply.text_for(lang.code(), &stock.content.language);
    let is_here = here.reply == Some(reply.id);
    html! {
        li.qrow."is-on"[is_here] {
            a.grow href=(path) aria-current=[is_here.then_some("page")] {
                b.medium dir="auto" { (reply.name) }
                @if reply.is_default { " " span.pill."pill--brass" { (t!(lang, "reply-default-mark")) } }
                @if let Some((text, _)) = preview {
                    span.xs.muted.qrow__text dir="auto" { (text::preview(&text.text, 90)) }
                }
            }
            (shelves::flags(reply.texts.iter().map(|text| text.language.as_str())))
            @if here.topic.is_some() && !here.is_writing {
                (shelves::steps(lang, &format!("{path}/move"), &reply.name, reply.id.0, place, count, wish))
            }
        }
    }
}

/// The third column when no reply is chosen.
pub(super) fn nothing_chosen(lang: Lang, stock: &Stock) -> Markup {
    html! {
        div.empty.quickempty {
            (icon_sm("zap"))
            p.muted {
                @if stock.catalogue.is_empty() { (t!(lang, "replies-begin")) } @else { (t!(lang, "replies-choose")) }
            }
        }
    }
}

/// The form in which a reply is written.
pub(super) fn editor(
    lang: Lang,
    stock: &Stock,
    here: Here,
    typed: &Typed,
    wrong: &Wrong,
    wish: &Wish,
) -> Markup {
    let path = match here.reply {
        Some(id) => format!("/admin/replies/{id}"),
        None => "/admin/replies".to_owned(),
    };
    let topics: Vec<(String, &str)> = stock
        .catalogue
        .iter()
        .map(|(topic, _)| (topic.id.to_string(), &*topic.name))
        .collect();
    let chosen = typed
        .topic
        .map(|topic| topic.to_string())
        .unwrap_or_default();
    let choices: Vec<(&str, std::borrow::Cow<'_, str>)> = topics
        .iter()
        .map(|(id, name)| (&**id, (*name).into()))
        .collect();
    html! {
        @if let Some(why) = wrong.beside("conflict") {
            p.notice."notice--warn".small role="alert" { (icon_sm("users-round")) span { (why) } }
        }
        form.stack."stack--4" method="post" action=(path) data-reply-form {
            input type="hidden" name="revision" value=(typed.revision);
            (Field::new("reply", "name", t!(lang, "reply-name")).value(&typed.name).longest(LONGEST_NAME)
                .hint(t!(lang, "reply-name-hint")).focused(here.reply.is_none() && wrong.is_empty()).judged(wrong))
            div {
                (choice::select("reply", "topic", &t!(lang, "reply-topic"), &chosen, &choices))
                (field::error("reply-topic", wrong.beside("topic")))
            }
            (texts(lang, stock, typed, wrong))
            div.row."row--wrap"."row--1" data-needs-script hidden {
                span.xs.muted { (t!(lang, "placeholder-insert")) }
                @for name in NAMES { button.chip."chip--sm" type="button" data-insert={ "{" (name) "}" } { "{" (name) "}" } }
            }
            p.field__hint { (t!(lang, "placeholder-hint")) }
            (Field::new("reply", "tags", t!(lang, "reply-tags")).value(&typed.tags).longest(LONGEST_TAGS)
                .hint(t!(lang, "reply-tags-hint")).judged(wrong))
            (choice::check("is_default", &t!(lang, "reply-default"), typed.is_default.is_some()))
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        @if let Some(id) = here.reply {
            (Confirm {
                lang, id: "reply-delete", here: &path, is_open: wish.sure == "reply-delete", deed: &t!(lang, "content-delete"), symbol: "trash-2",
                title: &t!(lang, "reply-delete-sure", name = &typed.name), meaning: &t!(lang, "reply-delete-meaning"),
                action: &format!("/admin/replies/{id}/delete"),
            }.show())
        }
    }
}

/// A box for each language, side by side, and one for another.
fn texts(lang: Lang, stock: &Stock, typed: &Typed, wrong: &Wrong) -> Markup {
    let default = stock.content.language.as_str();
    // A box without a language is the last one, for another; what was typed in it stays there.
    let (mut known, open): (Vec<Text>, Vec<Text>) = typed
        .texts()
        .into_iter()
        .partition(|text| !text.language.is_empty());
    if !known.iter().any(|text| text.language == default) {
        known.push(Text {
            language: default.to_owned(),
            text: String::new(),
        });
    }
    known.sort_by_key(|text| (text.language != default, text.language.clone()));
    let begun = open.first().map_or("", |text| &*text.text);
    let why = wrong.beside("text").or(wrong.beside("language"));
    html! {
        fieldset.field.replytexts {
            legend.field__label { (t!(lang, "reply-texts")) }
            @if let Some(why) = why { (field::error("reply-texts", Some(why))) }
            div.replytexts__in {
                @for text in &known { (text_box(lang, text)) }
                div.field {
                    select.select."select--sm" name="language" aria-label=(t!(lang, "reply-language-other")) {
                        option value="" { (t!(lang, "reply-language-other")) }
                        @for (code, name) in LANGUAGES {
                            @if !known.iter().any(|text| text.language == code) { option value=(code) lang=(code) { (name) } }
                        }
                    }
                    textarea.textarea name="text" rows="3" dir="auto" maxlength="10000" aria-label=(t!(lang, "reply-text-other")) { "\n" (begun) }
                }
            }
        }
    }
}

fn text_box(lang: Lang, Text { language, text }: &Text) -> Markup {
    let id = format!("reply-text-{language}");
    let unknown = placeholder::unknown(text);
    html! {
        div.field {
            input type="hidden" name="language" value=(language);
            label.field__label.row."row--1" for=(id) {
                @if let Some(flag) = flag_of(language) { (flag) }
                span lang=(language) { (own_name(language)) }
                @if own_name(language) != language && language.contains('-') { span.faint { (language) } }
            }
            textarea.textarea id=(id) name="text" rows="5" dir="auto" lang=(language) maxlength="10000" { "\n" (text) }
            @for place in unknown {
                p.field__hint { (icon_xs("info")) " " (t!(lang, "placeholder-unknown", name = place)) }
            }
        }
    }
}

fn default_language(lang: Lang, stock: &Stock) -> Markup {
    let chosen = stock.content.language.as_str();
    let is_listed = LANGUAGES.iter().any(|(code, _)| *code == chosen);
    html! {
        form.card.setrow method="post" action="/admin/replies/language" {
            (crate::web::layout::icon("languages"))
            div.grow {
                label."setrow__t" for="content-language" { (t!(lang, "content-default")) }
                p."setrow__d" { (t!(lang, "content-default-more")) }
            }
            div.row {
                select.select."select--sm" id="content-language" name="language" {
                    @for (code, name) in LANGUAGES { option value=(code) lang=(code) selected[code == chosen] { (name) } }
                    @if !is_listed { option value=(chosen) selected { (chosen) } }
                }
                button.btn."btn--sm" { (t!(lang, "content-default-set")) }
            }
        }
    }
}

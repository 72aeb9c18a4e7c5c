//! The screen: folders, the cards of one, and the card that is written.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{
    super::shelves::{self, Refused, Row, Shown, Stock as _},
    Here, Stock,
    edit::Typed,
};
use crate::{
    base::{lang::Lang, text},
    desk::{
        card_kind::CardKind,
        content::{
            card::{Card, LONGEST_NAME, LONGEST_TAGS, LONGEST_TEASER, Text},
            language::{LANGUAGES, own_name},
        },
    },
    t,
    web::{
        confirm::Confirm,
        field::{self, Field, Wrong, choice},
        layout::{flag_of, icon_sm},
        saved::Wish,
    },
    wire::agent::FILES,
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
        shelf: here.folder.map(|id| id.0),
        is_writing: here.is_writing,
    };
    let items = |place: usize| {
        let cards = stock.catalogue.get(place).map_or(&[][..], |(_, all)| all);
        html! {
            @for (place, card) in cards.iter().enumerate() {
                (row(lang, stock, card, here, wish, (place, cards.len())))
            }
        }
    };
    let none = html! {};
    Stock::SHELVES.room(lang, &rows, shown, (refused, wish), items, (&none, side))
}

fn shelves(stock: &Stock) -> Vec<Row<'_>> {
    let rows = stock.catalogue.iter().map(|(folder, cards)| Row {
        id: folder.id.0,
        name: &folder.name,
        count: cards.len(),
    });
    rows.collect()
}

fn row(
    lang: Lang,
    stock: &Stock,
    card: &Card,
    here: Here,
    wish: &Wish,
    (place, count): (usize, usize),
) -> Markup {
    let path = format!("/admin/cards/{}", card.id);
    let preview = card.text_for(lang.code(), &stock.content.language);
    let is_here = here.card == Some(card.id);
    html! {
        li.qrow."is-on"[is_here] {
            a.grow href=(path) aria-current=[is_here.then_some("page")] {
                b.medium dir="auto" { (card.name) }
                @if card.kind == CardKind::MiniProgram { " " span.pill { (t!(lang, "card-mini-program")) } }
                @if let Some((text, _)) = preview {
                    span.xs.muted.qrow__text dir="auto" { (text::preview(&text.title, 90)) }
                }
            }
            (shelves::flags(card.texts.iter().map(|text| text.language.as_str())))
            @if here.folder.is_some() && !here.is_writing {
                (shelves::steps(lang, &format!("{path}/move"), &card.name, card.id.0, place, count, wish))
            }
        }
    }
}

/// The third column when no card is chosen.
pub(super) fn nothing_chosen(lang: Lang, stock: &Stock) -> Markup {
    html! {
        div.empty.quickempty {
            (icon_sm("gallery-horizontal-end"))
            p.muted {
                @if stock.catalogue.is_empty() { (t!(lang, "cards-begin")) } @else { (t!(lang, "cards-choose")) }
            }
        }
    }
}

/// The form in which a card is written.
pub(super) fn editor(
    lang: Lang,
    stock: &Stock,
    here: Here,
    typed: &Typed,
    wrong: &Wrong,
    wish: &Wish,
) -> Markup {
    let path = match here.card {
        Some(id) => format!("/admin/cards/{id}"),
        None => "/admin/cards".to_owned(),
    };
    let folders: Vec<(String, &str)> = stock
        .catalogue
        .iter()
        .map(|(folder, _)| (folder.id.to_string(), &*folder.name))
        .collect();
    let chosen = typed
        .folder
        .map(|folder| folder.to_string())
        .unwrap_or_default();
    let choices: Vec<(&str, Cow<'_, str>)> = folders
        .iter()
        .map(|(id, name)| (&**id, (*name).into()))
        .collect();
    let kinds = [
        (CardKind::Link.word(), t!(lang, "card-link")),
        (CardKind::MiniProgram.word(), t!(lang, "card-mini-program")),
    ];
    html! {
        @if let Some(why) = wrong.beside("conflict") {
            p.notice."notice--warn".small role="alert" { (icon_sm("users-round")) span { (why) } }
        }
        form.stack."stack--4" method="post" action=(path) data-reply-form {
            input type="hidden" name="revision" value=(typed.revision);
            (Field::new("card", "name", t!(lang, "reply-name")).value(&typed.name).longest(LONGEST_NAME)
                .hint(t!(lang, "reply-name-hint")).focused(here.card.is_none() && wrong.is_empty()).judged(wrong))
            div.formgrid {
                div {
                    (choice::select("card", "folder", &t!(lang, "card-folder"), &chosen, &choices))
                    (field::error("card-folder", wrong.beside("folder")))
                }
                (choice::segments("kind", &t!(lang, "card-kind"), typed.kind().word(), &kinds))
            }
            p."field__hint" { (t!(lang, "card-kind-hint")) }
            (texts(lang, stock, typed, wrong))
            (Field::new("card", "tags", t!(lang, "reply-tags")).value(&typed.tags).longest(LONGEST_TAGS)
                .hint(t!(lang, "card-tags-hint")).judged(wrong))
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        @if let Some(id) = here.card {
            (Confirm {
                lang, id: "card-delete", here: &path, is_open: wish.sure == "card-delete", deed: &t!(lang, "content-delete"), symbol: "trash-2",
                title: &t!(lang, "reply-delete-sure", name = &typed.name), meaning: &t!(lang, "reply-delete-meaning"),
                action: &format!("/admin/cards/{id}/delete"),
            }.show())
        }
    }
}

/// The words in each language, side by side, and a place for another.
fn texts(lang: Lang, stock: &Stock, typed: &Typed, wrong: &Wrong) -> Markup {
    let default = stock.content.language.as_str();
    // A place without a language is the last one, for another; what was typed in it stays there.
    let (mut known, open): (Vec<Text>, Vec<Text>) = typed
        .texts()
        .into_iter()
        .partition(|text| !text.language.is_empty());
    if !known.iter().any(|text| text.language == default) {
        known.push(Text {
            language: default.to_owned(),
            ..Text::default()
        });
    }
    known.sort_by_key(|text| (text.language != default, text.language.clone()));
    let begun = open.into_iter().next().unwrap_or_default();
    let why = wrong.beside("text").or(wrong.beside("language"));
    html! {
        fieldset.field.replytexts {
            legend.field__label { (t!(lang, "reply-texts")) }
            @if let Some(why) = why { (field::error("card-texts", Some(why))) }
            div.replytexts__in {
                @for text in &known {
                    div.stack."stack--2" {
                        p.field__label.row."row--1" {
                            @if let Some(flag) = flag_of(&text.language) { (flag) }
                            span lang=(text.language) { (own_name(&text.language)) }
                        }
                        input type="hidden" name="language" value=(text.language);
                        (words(lang, text, own_name(&text.language)))
                    }
                }
                div.stack."stack--2" {
                    select.select."select--sm" name="language" aria-label=(t!(lang, "reply-language-other")) {
                        option value="" { (t!(lang, "reply-language-other")) }
                        @for (code, name) in LANGUAGES {
                            @if !known.iter().any(|text| text.language == code) { option value=(code) lang=(code) { (name) } }
                        }
                    }
                    (words(lang, &begun, &t!(lang, "reply-language-other")))
                }
            }
        }
    }
}

fn words(lang: Lang, text: &Text, language: &str) -> Markup {
    let picture = text.picture.as_deref().unwrap_or_default();
    let label = |name: &str| format!("{}, {language}", lang.text(name));
    html! {
        input.input name="title" value=(text.title) maxlength=(LONGEST_NAME) dir="auto" autocomplete="off"
            aria-label=(label("card-title")) placeholder=(t!(lang, "card-title"));
        textarea.textarea name="teaser" rows="2" maxlength=(LONGEST_TEASER) dir="auto"
            aria-label=(label("card-teaser")) placeholder=(t!(lang, "card-teaser")) { "\n" (text.teaser) }
        input.input name="link" value=(text.link) dir="ltr" inputmode="url" autocomplete="off" spellcheck="false"
            aria-label=(label("card-link-field")) placeholder="https://shop.example/page";
        div.cardpicture data-picture {
            input type="hidden" name="picture" value=(picture);
            img src=[(!picture.is_empty()).then(|| format!("{FILES}/{picture}"))] alt="" hidden[picture.is_empty()];
            span.row."row--1" data-needs-script hidden {
                label.btn."btn--sm" {
                    (icon_sm("image")) (t!(lang, "card-picture"))
                    input."sr-only" type="file" accept="image/jpeg,image/png,image/webp,image/gif" data-picture-file
                        aria-label=(label("card-picture"));
                }
                button.btn."btn--sm" type="button" data-picture-clear hidden[picture.is_empty()] { (icon_sm("x")) (t!(lang, "card-picture-clear")) }
            }
            p.field__error role="alert" hidden {}
        }
    }
}

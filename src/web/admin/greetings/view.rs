//! The screen: whether customers are greeted, where, and with which words.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{super::heading, HERE, Stock, Typed, path};
use crate::{
    base::lang::Lang,
    desk::{
        content::placeholder::{self, Values},
        greeting::{
            Kind, Place,
            edit::LONGEST,
            words::{self, NAMES},
        },
    },
    t,
    web::{
        field::{self, choice},
        layout::{flag_of, icon, icon_sm},
        saved,
    },
};

pub(super) fn screen(lang: Lang, stock: &Stock, typed: &Typed, is_saved: bool) -> Markup {
    html! {
        (heading(&t!(lang, "room-greetings"), &t!(lang, "greetings-lead"), &html! {}))
        (saved::notice(lang, is_saved))
        (state(lang, stock))
        (places(lang, stock, typed.place))
        (editor(lang, stock, typed))
    }
}

/// Whether customers are greeted, and the button that changes it. Without any text there is nothing to
/// turn on but those that come with the house.
fn state(lang: Lang, stock: &Stock) -> Markup {
    let has_texts = !stock.texts.is_empty();
    html! {
        div.card.setrow {
            (icon(if stock.is_on { "message-square-text" } else { "message-square" }))
            div.grow {
                p."setrow__t" { @if stock.is_on { (t!(lang, "greetings-on")) } @else { (t!(lang, "greetings-off")) } }
                p."setrow__d" {
                    @if stock.is_on && !has_texts { (t!(lang, "greetings-on-empty")) }
                    @else if stock.is_on { (t!(lang, "greetings-on-more")) }
                    @else { (t!(lang, "greetings-off-more")) }
                }
            }
            div.row {
                @if !has_texts {
                    form method="post" action={ (HERE) "/shipped" } { button.btn."btn--primary"."btn--sm" { (t!(lang, "greetings-use-shipped")) } }
                }
                @if has_texts || stock.is_on {
                    form method="post" action={ (HERE) "/switch" } {
                        input type="hidden" name="on" value=(if stock.is_on { "0" } else { "1" });
                        button.btn."btn--sm"."btn--primary"[!stock.is_on] {
                            @if stock.is_on { (t!(lang, "greetings-turn-off")) } @else { (t!(lang, "greetings-turn-on")) }
                        }
                    }
                }
            }
        }
    }
}

/// The places with texts of their own, and the way to another.
fn places(lang: Lang, stock: &Stock, here: Place) -> Markup {
    let mut all = stock.places();
    if !all.contains(&here) {
        all.push(here);
    }
    let channels = choices(&stock.channels, &t!(lang, "greeting-all-channels"));
    let queues = choices(&stock.queues, &t!(lang, "greeting-all-queues"));
    let (channel, queue) = (
        here.channel.map(|id| id.to_string()).unwrap_or_default(),
        here.queue.map(|id| id.to_string()).unwrap_or_default(),
    );
    html! {
        div.row."row--wrap"."row--1" {
            nav.row."row--wrap"."row--1".grow aria-label=(t!(lang, "greeting-places")) {
                @for place in all {
                    a.chip href=(path(place, "")) aria-current=[(place == here).then_some("page")] dir="auto" { (stock.name_of(lang, place).unwrap_or_default()) }
                }
            }
            details.menubox.otherplace data-menu {
                summary.btn."btn--sm" { (icon_sm("plus")) (t!(lang, "greeting-other-place")) }
                form.popover.menu.stack."stack--3" method="get" action=(HERE) {
                    (choice::select("place", "channel", &t!(lang, "greeting-channel"), &channel, &borrowed(&channels)))
                    (choice::select("place", "queue", &t!(lang, "greeting-queue"), &queue, &borrowed(&queues)))
                    button.btn { (t!(lang, "greeting-open-place")) }
                }
            }
        }
    }
}

/// All of them, or one.
fn choices<I: std::fmt::Display>(list: &[(I, String)], all: &str) -> Vec<(String, String)> {
    let every = (String::new(), all.to_owned());
    let one = list.iter().map(|(id, name)| (id.to_string(), name.clone()));
    std::iter::once(every).chain(one).collect()
}

fn borrowed(list: &[(String, String)]) -> Vec<(&str, Cow<'_, str>)> {
    list.iter()
        .map(|(value, words)| (value.as_str(), words.as_str().into()))
        .collect()
}

fn editor(lang: Lang, stock: &Stock, typed: &Typed) -> Markup {
    let has_texts = stock.texts.iter().any(|text| text.place == typed.place);
    let place_fields = html! {
        input type="hidden" name="channel" value=(typed.place.channel.map(|id| id.to_string()).unwrap_or_default());
        input type="hidden" name="queue" value=(typed.place.queue.map(|id| id.to_string()).unwrap_or_default());
    };
    html! {
        form.stack."stack--4" method="post" action=(HERE) data-greeting-form data-values=(values(lang, stock)) {
            (place_fields)
            @for kind in Kind::ALL { (kind_card(lang, stock, typed, kind)) }
            div.row."row--wrap"."row--1" data-needs-script hidden {
                span.xs.muted { (t!(lang, "placeholder-insert")) }
                @for name in NAMES { button.chip."chip--sm" type="button" data-insert=(example(lang, name)) { "{" (name) "}" } }
            }
            p.field__hint { (t!(lang, "greeting-placeholder-hint", example = &example(lang, "customer.first_name"))) }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        @if has_texts {
            form method="post" action={ (HERE) "/remove" } {
                (place_fields)
                button.btn."btn--sm" { (icon_sm("trash-2")) (t!(lang, "greeting-remove")) }
                p.field__hint { @if typed.place == Place::default() { (t!(lang, "greeting-remove-all-more")) } @else { (t!(lang, "greeting-remove-more")) } }
            }
        }
    }
}

/// A placeholder as it goes into a text: with words for when nothing is known, where that can be.
fn example(lang: Lang, name: &str) -> String {
    match name {
        "shop.opens" => format!("{{{name}|{}}}", t!(lang, "greeting-soon")),
        "customer.name" | "customer.first_name" => {
            format!("{{{name}|{}}}", t!(lang, "greeting-there"))
        }
        _ => format!("{{{name}}}"),
    }
}

/// What the preview is filled with, as JSON.
fn values(lang: Lang, stock: &Stock) -> String {
    let sample = sample(lang, stock);
    let queue = &sample.queue_name;
    serde_json::json!({
        "customer.name": sample.customer_name, "customer.first_name": "Hannah", "queue.name": queue,
        "shop.name": sample.shop_name, "shop.opens": sample.shop_opens,
    })
    .to_string()
}

fn sample(lang: Lang, stock: &Stock) -> Values {
    Values {
        customer_name: "Hannah Vogel".to_owned(),
        queue_name: stock
            .queues
            .first()
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        shop_name: stock.shop.clone(),
        shop_opens: t!(lang, "opens-tomorrow", time = "09:00").into_owned(),
        ..Values::default()
    }
}

fn kind_card(lang: Lang, stock: &Stock, typed: &Typed, kind: Kind) -> Markup {
    let (symbol, title, more) = match kind {
        Kind::Online => (
            "bell-ring",
            t!(lang, "greeting-online"),
            t!(lang, "greeting-online-more"),
        ),
        Kind::Offline => (
            "moon-star",
            t!(lang, "greeting-offline"),
            t!(lang, "greeting-offline-more"),
        ),
    };
    let wrong = Lang::ALL
        .into_iter()
        .find(|one| typed.fault(kind, one.code()).is_some());
    let first = wrong.unwrap_or(lang);
    html! {
        div.card."card--pad".langtabs data-langtabs {
            div.row { (icon(symbol)) div.grow { h3."card__title" { (title) } p.small.muted { (more) } } }
            fieldset.langtabs__tabs {
                legend."sr-only" { (title) ": " (t!(lang, "greeting-language")) }
                @for one in Lang::ALL {
                    label.chip {
                        input."sr-only" type="radio" name={ "tab-" (kind.word()) } value=(one.code()) checked[one == first];
                        @if let Some(flag) = flag_of(one.code()) { (flag) }
                        span lang=(one.code()) { (one.own_name()) }
                        @if !typed.text(kind, one.code()).is_empty() { span.dot."dot--on" title=(t!(lang, "greeting-has-text")) {} }
                    }
                }
            }
            @for one in Lang::ALL { (text_box(lang, stock, typed, kind, one)) }
        }
    }
}

fn text_box(lang: Lang, stock: &Stock, typed: &Typed, kind: Kind, one: Lang) -> Markup {
    let code = one.code();
    let id = format!("greeting-{}-{code}", kind.word());
    let text = typed.text(kind, code);
    let why = typed.fault(kind, code);
    let shown = placeholder::fill(text, &sample(one, stock)).text;
    let shipped = words::shipped(one, kind);
    html! {
        div.langtabs__one data-lang=(code) {
            div.field {
                label.field__label for=(id) { (t!(lang, "greeting-text-in")) " " span lang=(code) { (one.own_name()) } }
                textarea.textarea id=(id) name={ (kind.word()) "-" (code) } rows="4" dir="auto" lang=(code) maxlength=(LONGEST * 2)
                    placeholder=(shipped) aria-invalid=[why.map(|_| "true")] aria-describedby=[why.map(|_| format!("{id}-error"))]
                    autofocus[why.is_some()] data-greeting-text { "\n" (text) }
                (field::error(&id, why))
            }
            div.greetpreview {
                p.xs.muted { (t!(lang, "greeting-preview")) }
                p."bubble bubble--in" dir="auto" lang=(code) data-preview-of=(id) hidden[shown.is_empty()] { (shown) }
                p.small.muted data-preview-none hidden[!shown.is_empty()] { (t!(lang, "greeting-preview-none")) }
            }
        }
    }
}

//! The screen of one webhook.

use maud::{Markup, html};

use super::{
    HERE,
    form::{Outcome, Typed},
    state,
};
use crate::{
    base::lang::Lang,
    desk::webhook::{
        Topic, Webhook,
        delivery::Answered,
        edit::{LONGEST_NAME, LONGEST_URL},
    },
    t,
    web::{
        confirm::Confirm,
        field::Field,
        layout::{icon, icon_sm},
        moment::{Style, moment},
        saved::{self, Wish},
        snippet,
    },
};

/// Title, state, and the two pages of a webhook; `deeds` stand beside the title.
pub(super) fn head(lang: Lang, hook: &Webhook, is_log: bool, deeds: &Markup) -> Markup {
    let path = format!("{HERE}/{}", hook.id);
    html! {
        p { a.row.small href=(HERE) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-webhooks")) } }
        header.sechead {
            div.grow { h2 dir="auto" { (hook.name) } @if hook.off_at.is_some() { p.row { (state(lang, hook)) } } }
            (deeds)
        }
        nav.tabs aria-label=(hook.name) {
            a href=(path) aria-current=[(!is_log).then_some("page")] { (t!(lang, "webhook-tab-settings")) }
            a href={ (path) "/log" } aria-current=[is_log.then_some("page")] { (t!(lang, "webhook-tab-log")) }
        }
    }
}

/// What came of a try, in a sentence.
pub(super) fn told(lang: Lang, status: Option<u16>, words: &str, ms: i64) -> String {
    match status {
        Some(status) => t!(
            lang,
            "delivery-answered",
            status = i64::from(status),
            ms = ms
        ),
        None => t!(lang, "delivery-unanswered", words = words, ms = ms),
    }
    .into_owned()
}

fn tested(lang: Lang, answered: &Answered) -> Markup {
    let is_success = answered.is_success();
    let ms = i64::try_from(answered.took.as_millis()).unwrap_or(i64::MAX);
    html! {
        div.notice."notice--ok"[is_success]."notice--warn"[!is_success] role="status" {
            (icon_sm(if is_success { "circle-check" } else { "circle-alert" }))
            div.stack.grow {
                p.semi { (if is_success { t!(lang, "webhook-test-ok") } else { t!(lang, "webhook-test-bad") }) }
                p.small.anywhere { (told(lang, answered.status, &answered.words, ms)) }
                @if !answered.response.is_empty() { div.code."code--wrap" tabindex="0" { (answered.response) } }
            }
        }
    }
}

pub(super) fn view(lang: Lang, hook: Option<&Webhook>, typed: &Typed, outcome: &Outcome) -> Markup {
    let wrong = &outcome.wrong;
    let path = hook.map_or_else(|| HERE.to_owned(), |hook| format!("{HERE}/{}", hook.id));
    html! {
        @match hook {
            Some(hook) => {
                (head(lang, hook, false, &html! {
                    form method="post" action={ (path) "/test" } { button.btn { (icon_sm("send-horizontal")) (t!(lang, "webhook-test")) } }
                }))
            }
            None => {
                p { a.row.small href=(HERE) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-webhooks")) } }
                header.sechead { div.grow { h2 { (t!(lang, "webhook-new")) } } }
            }
        }
        (saved::notice(lang, outcome.wish.saved == "webhook"))
        @if let Some(secret) = &outcome.secret {
            (snippet::once(lang, "webhook-secret", &t!(lang, "webhook-secret-new"), secret.expose(), &t!(lang, "webhook-secret-new-more")))
        }
        @if let Some(answered) = &outcome.tested { (tested(lang, answered)) }
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            (Field::new("webhook", "name", t!(lang, "webhook-name")).value(&typed.name).longest(LONGEST_NAME).required().judged(wrong))
            (Field::new("webhook", "url", t!(lang, "webhook-url")).kind("url").value(&typed.url).longest(LONGEST_URL)
                .placeholder("https://shop.example/hooks/shopbell").hint(t!(lang, "webhook-url-hint")).required().judged(wrong))
            fieldset.field aria-describedby="webhook-topics-hint" {
                legend."field__label" { (t!(lang, "webhook-topics")) }
                div.stack {
                    @for topic in Topic::CHOICES {
                        label.check.small {
                            input type="checkbox" name="topic" value=(topic.word()) checked[typed.topic.iter().any(|word| word == topic.word())];
                            span { (topic_name(lang, topic)) " " code.xs.muted { (topic.word()) } }
                        }
                    }
                }
                p."field__hint" #webhook-topics-hint { (t!(lang, "webhook-topics-hint")) }
            }
            (Field::new("webhook", "patience", t!(lang, "webhook-patience")).kind("number").value(&typed.patience).longest(2).required().judged(wrong))
            div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
        }
        @if let Some(hook) = hook { (deeds(lang, hook, &path, &outcome.wish)) }
    }
}

fn deeds(lang: Lang, hook: &Webhook, path: &str, wish: &Wish) -> Markup {
    html! {
        div.card {
            div.setrow {
                (icon("key-round"))
                div.grow {
                    p."setrow__t" { (t!(lang, "webhook-secret")) }
                    p."setrow__d" { (t!(lang, "webhook-secret-more")) }
                    @if let Some(until) = hook.old_until { p."setrow__d" { (t!(lang, "webhook-secret-both")) " " (moment(until, Style::Due)) } }
                }
                (Confirm {
                    lang, id: "roll-webhook", here: path, is_open: wish.sure == "roll-webhook", deed: &t!(lang, "webhook-roll"),
                    symbol: "refresh-cw", title: &t!(lang, "webhook-roll-sure"), meaning: &t!(lang, "webhook-roll-more"),
                    action: &format!("{path}/roll"),
                }.show())
            }
            div.setrow {
                (icon("trash-2"))
                div.grow { p."setrow__t" { (t!(lang, "webhook-remove")) } p."setrow__d" { (t!(lang, "webhook-remove-more")) } }
                (Confirm {
                    lang, id: "remove-webhook", here: path, is_open: wish.sure == "remove-webhook", deed: &t!(lang, "webhook-remove"),
                    symbol: "trash-2", title: &t!(lang, "webhook-remove-sure", name = &hook.name), meaning: &t!(lang, "webhook-remove-more"),
                    action: &format!("{path}/remove"),
                }.show())
            }
        }
    }
}

/// What an event is called.
pub(super) fn topic_name(lang: Lang, topic: Topic) -> std::borrow::Cow<'static, str> {
    lang.text(&format!("topic-{}", topic.word().replace('.', "-")))
}

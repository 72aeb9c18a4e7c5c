//! The flag in a chat's head: in which language the customer is answered, and another one by hand.

use maud::{Markup, html};

use super::chat::Chat;
use crate::{
    desk::content::language::{LANGUAGES, Source, own_name},
    t,
    web::layout::{flag_of, icon_xs},
};

/// The chip with its menu. What is chosen is kept with the customer; what their browser says stays
/// on record beside it.
pub(super) fn chip(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let content = &chat.content_language;
    let name = own_name(&content.code);
    let base = content.code.split('-').next().unwrap_or_default();
    let short = base.to_uppercase();
    let label = t!(lang, "content-language", name = name, code = &short);
    let path = format!("/console/customers/{}/fields", chat.conversation.id);
    let unset = if content.channels.is_empty() {
        t!(lang, "content-language-site")
    } else {
        t!(
            lang,
            "content-language-channel",
            name = own_name(&content.channels)
        )
    };
    let entry = |code: &str, words: &Markup, is_chosen: bool| {
        html! {
            button.menu__item name="value" value=(code) aria-current=[is_chosen.then_some("true")] {
                @if let Some(flag) = flag_of(if code.is_empty() { &content.channels } else { code }) { (flag) }
                @else { span.flaggap {} }
                (words)
            }
        }
    };
    html! {
        details.menubox.langbox data-menu id="content-language" data-code=(content.code) data-name=(name) {
            summary.chip title=(label) {
                @if let Some(flag) = flag_of(&content.code) { (flag) } @else { (icon_xs("languages")) }
                span."not-mobile langbox__name" { (name) } span."only-mobile" { (short) } (icon_xs("chevron-down"))
                span."sr-only" { (label) }
            }
            form.popover.menu.langbox__list.scroll method="post" action=(path) data-content-language {
                input type="hidden" name="field" value="language";
                input type="hidden" name="seen" value=(content.by_hand);
                input type="hidden" name="revision" value=(content.revision);
                p.menu__label { (t!(lang, "content-language-what")) }
                (entry("", &html! { span { (unset) } }, content.source != Source::Hand))
                div.menu__sep {}
                @for (code, name) in LANGUAGES {
                    (entry(code, &html! { span lang=(code) { (name) } }, content.by_hand == code))
                }
            }
        }
    }
}

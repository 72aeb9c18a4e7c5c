//! Whether the pages of a site's visitors are followed only of those who have agreed to it.

use maud::{Markup, html};
use serde::Deserialize;

use super::{change, switch_form, turn};
use crate::{
    base::lang::Lang,
    desk::channel::Channel,
    t,
    web::{
        answer::{Reply, see_other},
        field::choice,
        request::{AsAdmin, Ask},
    },
};

#[derive(Deserialize)]
struct Typed {
    needed: Option<String>,
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Typed { needed } = ask.form().await?;
    let is_needed = needed.is_some();
    let id = change(&ask, &admin, move |channel| {
        let switch = &mut channel.settings.pages_need_consent;
        turn(switch, is_needed, ["consent_off", "consent_on"])
    })
    .await?;
    see_other(&format!("/admin/channels/{id}?saved=consent"))
}

/// The switch, with what the shop's cookie banner has to call.
pub(super) fn section(lang: Lang, channel: &Channel) -> Markup {
    html! {
        section.card."card--pad".stack."stack--3" aria-labelledby="pages-consent" {
            h3."card__title" #pages-consent { (t!(lang, "follow-title")) }
            (switch_form(lang, channel, "consent", &choice::switch_row(
                "needed", "eye-off", &t!(lang, "follow-needed"), &t!(lang, "follow-needed-more"), channel.settings.pages_need_consent,
            )))
            p.small.muted { (t!(lang, "follow-how")) }
            div.code tabindex="0" {
                span.c { "// " (t!(lang, "follow-yes")) } "\n"
                "window.Shopbell = window.Shopbell || [];\n"
                "Shopbell.push([" span.s { "'consent'" } ", true]);\n\n"
                span.c { "// " (t!(lang, "follow-no")) } "\n"
                "Shopbell.push([" span.s { "'consent'" } ", false]);"
            }
            p."field__hint" { (t!(lang, "follow-chat")) }
        }
    }
}

//! Whether the pages of a site's visitors are followed only of those who have agreed to it.

use maud::{Markup, html};
use serde::Deserialize;

use super::load;
use crate::{
    base::lang::Lang,
    desk::{
        audit,
        channel::{self, Channel, Settings},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
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
    let channel = load(&ask).await?;
    let (id, origin) = (channel.id, admin.origin(&ask));
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            let channel = channel::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            if channel.settings.pages_need_consent == is_needed {
                return Ok(());
            }
            let settings = Settings {
                pages_need_consent: is_needed,
                ..channel.settings
            };
            channel::change(tx, id, &channel.name, &settings)?;
            let act = if is_needed {
                "consent_on"
            } else {
                "consent_off"
            };
            Ok(audit::log(tx, &origin, act, &channel.name)?)
        })
        .await?;
    see_other(&format!("/admin/channels/{id}?saved=consent"))
}

/// The switch, with what the shop's cookie banner has to call.
pub(super) fn section(lang: Lang, channel: &Channel) -> Markup {
    html! {
        section.card."card--pad".stack."stack--3" aria-labelledby="pages-consent" {
            h3."card__title" #pages-consent { (t!(lang, "follow-title")) }
            form."setrow--framed" method="post" action={ "/admin/channels/" (channel.id) "/consent" } {
                (choice::switch_row("needed", "eye-off", &t!(lang, "follow-needed"), &t!(lang, "follow-needed-more"), channel.settings.pages_need_consent))
                div.setrow { button.btn."btn--sm" { (t!(lang, "save")) } }
            }
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

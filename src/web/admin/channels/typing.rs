//! Whether the team sees what visitors of a web chat are typing.

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
    preview: Option<String>,
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Typed { preview } = ask.form().await?;
    let is_on = preview.is_some();
    let channel = load(&ask).await?;
    let (id, origin) = (channel.id, admin.origin(&ask));
    ask.house
        .db
        .write::<_, Refusal>(move |tx| {
            let channel = channel::by_id(tx, id)?.ok_or_else(Refusal::not_found)?;
            if channel.settings.typing_preview == is_on {
                return Ok(());
            }
            let settings = Settings {
                typing_preview: is_on,
                ..channel.settings
            };
            channel::change(tx, id, &channel.name, &settings)?;
            let act = if is_on { "preview_on" } else { "preview_off" };
            Ok(audit::log(tx, &origin, act, &channel.name)?)
        })
        .await?;
    see_other(&format!("/admin/channels/{id}?saved=typing"))
}

/// The switch, among what else there is to a web chat.
pub(super) fn section(lang: Lang, channel: &Channel) -> Markup {
    html! {
        section.card."card--pad".stack."stack--3" aria-labelledby="typing" {
            h3."card__title" #typing { (t!(lang, "typing-title")) }
            form."setrow--framed" method="post" action={ "/admin/channels/" (channel.id) "/typing" } {
                (choice::switch_row("preview", "eye", &t!(lang, "typing-preview"), &t!(lang, "typing-preview-more"), channel.settings.typing_preview))
                div.setrow { button.btn."btn--sm" { (t!(lang, "save")) } }
            }
        }
    }
}

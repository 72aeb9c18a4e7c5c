//! Whether the team sees what visitors of a web chat are typing.

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
    preview: Option<String>,
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Typed { preview } = ask.form().await?;
    let is_on = preview.is_some();
    let id = change(&ask, &admin, move |channel| {
        let switch = &mut channel.settings.typing_preview;
        turn(switch, is_on, ["preview_off", "preview_on"])
    })
    .await?;
    see_other(&format!("/admin/channels/{id}?saved=typing"))
}

/// The switch, among what else there is to a web chat.
pub(super) fn section(lang: Lang, channel: &Channel) -> Markup {
    html! {
        section.card."card--pad".stack."stack--3" aria-labelledby="typing" {
            h3."card__title" #typing { (t!(lang, "typing-title")) }
            (switch_form(lang, channel, "typing", &choice::switch_row(
                "preview", "eye", &t!(lang, "typing-preview"), &t!(lang, "typing-preview-more"), channel.settings.typing_preview,
            )))
        }
    }
}

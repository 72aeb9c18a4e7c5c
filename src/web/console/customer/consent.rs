//! What a customer agreed to before the chat.

use maud::{Markup, html};

use super::Known;
use crate::{
    t,
    web::{
        layout::icon_sm,
        moment::{Style, moment},
    },
};

/// A line in the panel; none where nothing was shown.
pub(super) fn line(known: &Known) -> Markup {
    let lang = known.agent.lang;
    html! {
        @if let Some(consent) = &known.consent {
            p."xs muted row row--top" {
                (icon_sm("circle-check"))
                span.anywhere {
                    @if consent.is_notice { (t!(lang, "consent-told")) } @else { (t!(lang, "consent-given")) }
                    " " bdi { "“" (consent.text) "”" } " · " (moment(consent.at, Style::Day))
                }
            }
        }
    }
}

//! What a customer agreed to before the chat.

use maud::{Markup, html};

use super::Known;
use crate::{
    desk::team::Role,
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
            @if let Some(at) = consent.withdrawn_at {
                div.notice."notice--warn".small {
                    (icon_sm("shield-alert"))
                    span {
                        b.medium { (t!(lang, "consent-withdrawn")) } " " (moment(at, Style::Day)) ". "
                        @if consent.wants_erasure {
                            (t!(lang, "consent-erase")) " "
                            @if known.agent.role == Role::Admin {
                                a href={ "/people/" (known.customer.id) "/privacy" } { (t!(lang, "consent-erase-here")) }
                            } @else {
                                (t!(lang, "consent-erase-admin"))
                            }
                        }
                    }
                }
            }
        }
    }
}

//! A refusal as a page, for people who followed a link or sent a form.

use http::StatusCode;
use maud::{Markup, html};

use super::view::{Card, trouble};
use crate::{base::lang::Lang, t, web::answer::Refusal};

/// What happened and the way home.
pub(in crate::web) fn page(refusal: &Refusal, lang: Lang) -> Markup {
    let lead = if refusal.status == StatusCode::NOT_FOUND {
        t!(lang, "refused-nothing")
    } else {
        t!(lang, "refused")
    };
    Card {
        lang,
        title: &lead,
        heading: "Shopbell",
        lead: &lead,
        here: "/",
        aside: "",
    }
    .show(&html! {
        div.card."card--pad".stack."stack--4" {
            (trouble(&refusal.sentence(lang)))
            a.btn."btn--primary"."btn--lg"."btn--block" href="/" { (t!(lang, "refused-home")) }
        }
    })
}

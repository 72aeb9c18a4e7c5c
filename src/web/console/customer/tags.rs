//! Labels on the customer: made by writing them, taken off by their cross.

use maud::{Markup, html};

use super::{
    Known,
    slip::{Slip, Spot},
    view::reason,
};
use crate::{t, web::layout::icon_xs};

/// The section of the tags.
pub(in crate::web) fn tags(known: &Known, slip: Option<&Slip>) -> Markup {
    let lang = known.agent.lang;
    let slip = slip.filter(|slip| slip.spot == Spot::Tag);
    html! {
        section.side__sec aria-labelledby="side-tags" {
            h3.eyebrow #side-tags { (t!(lang, "customer-tags")) }
            div.row.row--wrap.row--1 {
                @for tag in &known.tags {
                    span class={ "tag tag--" (tag.colour) } id={ "tag-" (tag.id) } {
                        bdi.truncate { (tag.name) }
                        form.bare method="post" action=(known.stand.path(&format!("tags/{}/remove", tag.id))) data-side-form {
                            button type="submit" aria-label=(t!(lang, "customer-tag-remove", name = &tag.name)) { (icon_xs("x")) }
                        }
                    }
                }
                details.adder #tag-adder open[slip.is_some()] data-keep {
                    summary.chip.chip--sm.chip--add { (icon_xs("plus")) (t!(lang, "customer-tag-add")) }
                    form method="post" action=(known.stand.path("tags")) data-side-form data-stay {
                        input.input.input--sm name="name" list="tag-choices" maxlength="40" autocomplete="off" dir="auto"
                            required value=[slip.map(|slip| &slip.typed)] placeholder=(t!(lang, "customer-tag-hint"))
                            aria-label=(t!(lang, "customer-tag-new")) aria-invalid=[slip.map(|_| "true")]
                            aria-describedby=[slip.map(|_| "tag-error")];
                        @if let Some(slip) = slip { (reason(slip, "tag-error")) }
                    }
                }
            }
            datalist #tag-choices { @for tag in &known.choices { option value=(tag.name) {} } }
        }
    }
}

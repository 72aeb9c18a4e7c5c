//! What the team wrote down. No customer sees it.

use maud::{Markup, html};

use super::{
    Known,
    slip::{Slip, Spot},
    view::reason,
};
use crate::{
    desk::{
        customer::note::{LONGEST, Note},
        team::Role,
    },
    t,
    web::{
        layout::{icon_sm, icon_xs},
        moment::{Style, moment},
    },
};

/// The section of the notes.
pub(in crate::web) fn notes(known: &Known, slip: Option<&Slip>) -> Markup {
    let lang = known.agent.lang;
    let slip = slip.filter(|slip| slip.spot == Spot::Note);
    html! {
        section.side__sec aria-labelledby="side-notes" {
            details.adder.adder--wide #note-adder open[slip.is_some()] data-keep {
                summary.between {
                    h3.eyebrow #side-notes { (t!(lang, "customer-notes")) }
                    span.iconbtn.iconbtn--sm title=(t!(lang, "customer-note-add")) { (icon_sm("plus")) span.sr-only { (t!(lang, "customer-note-add")) } }
                }
                form.stack method="post" action=(known.stand.path("notes")) data-side-form {
                    textarea.textarea name="text" rows="3" maxlength=(LONGEST) required dir="auto"
                        placeholder=(t!(lang, "customer-note-hint")) aria-label=(t!(lang, "customer-note-new"))
                        aria-invalid=[slip.map(|_| "true")] aria-describedby=[slip.map(|_| "note-error")] {
                        @if let Some(slip) = slip { (slip.typed) }
                    }
                    @if let Some(slip) = slip { (reason(slip, "note-error")) }
                    div.row { button.btn.btn--sm.btn--primary type="submit" { (t!(lang, "customer-note-save")) } }
                }
            }
            @for note in &known.notes.rows { (one(known, note)) }
            @if known.notes.rows.is_empty() { p.xs.faint { (t!(lang, "customer-notes-none")) } }
        }
    }
}

fn one(known: &Known, note: &Note) -> Markup {
    let lang = known.agent.lang;
    let may_remove = note.author.id == known.agent.id || known.agent.may_act_as(Role::Supervisor);
    html! {
        div.note id={ "note-" (note.id) } {
            p.note__text dir="auto" { (note.text) }
            footer.between {
                span { bdi { (note.author.name) } " · " (moment(note.created_at, Style::Date)) }
                @if may_remove {
                    form.bare method="post" action=(known.stand.path(&format!("notes/{}/remove", note.id))) data-side-form {
                        button.iconbtn.iconbtn--sm type="submit" aria-label=(t!(lang, "customer-note-remove")) title=(t!(lang, "customer-note-remove")) { (icon_xs("trash-2")) }
                    }
                }
            }
        }
    }
}

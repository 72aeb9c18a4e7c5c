//! The picture that customers see, as it is chosen in one's account and for an identity.

use maud::{Markup, html};

use super::{
    field::{self, Wrong},
    layout::icon_sm,
};
use crate::{base::lang::Lang, t, wire::agent::FILES};

/// The picture, to be taken from this computer. It is shrunk, and tells nothing but what is seen on it.
pub(super) fn picture(lang: Lang, picture: &str, wrong: &Wrong) -> Markup {
    html! {
        div.facepicture.field data-picture {
            span."field__label" { (t!(lang, "face-picture")) }
            input type="hidden" name="picture" value=(picture);
            div.row {
                img src=[(!picture.is_empty()).then(|| format!("{FILES}/{picture}"))] alt="" hidden[picture.is_empty()];
                label.btn."btn--sm" {
                    (icon_sm("image")) (t!(lang, "face-picture-choose"))
                    input."sr-only" type="file" accept="image/jpeg,image/png,image/webp,image/gif" data-picture-file aria-label=(t!(lang, "face-picture-choose"));
                }
                button.btn."btn--sm" type="button" data-picture-clear hidden[picture.is_empty()] { (icon_sm("x")) (t!(lang, "face-picture-clear")) }
            }
            p."field__error" role="alert" hidden {}
            (field::error("picture", wrong.beside("picture")))
            p."field__hint" { (t!(lang, "face-picture-more")) }
        }
    }
}

//! What the second step of signing in looks like, at the door and in one's account: a picture that a
//! telephone reads, a field for its code, and the codes for the day on which it is lost.

use maud::{Markup, html};

use super::{
    field::{Field, Wrong},
    qr, snippet,
};
use crate::{
    base::{lang::Lang, one_time, secret::Secret},
    t,
};

/// What authenticator programs read, see
/// <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>.
fn address(team: &str, email: &str, secret: &[u8]) -> String {
    let query = serde_html_form::to_string([
        ("secret", one_time::base32(secret).as_str()),
        ("issuer", team),
    ])
    .unwrap_or_default()
    // Several programs show a plus as it is.
    .replace('+', "%20");
    let label = serde_html_form::to_string([("l", format!("{team}:{email}"))])
        .unwrap_or_default()
        .replace('+', "%20");
    let label = label.trim_start_matches("l=");
    format!("otpauth://totp/{label}?{query}")
}

/// What a telephone is shown, and the field for its first code.
pub(super) fn to_scan(lang: Lang, team: &str, email: &str, secret: &[u8], wrong: &Wrong) -> Markup {
    let letters = one_time::grouped(&one_time::base32(secret));
    html! {
        ol.steplist.small {
            li { (t!(lang, "step-scan")) }
            li { (t!(lang, "step-type")) }
        }
        div.center { (qr::picture(&t!(lang, "step-picture"), &address(team, email, secret))) }
        div.field {
            label."field__label" for="step-secret" { (t!(lang, "step-secret")) }
            div.row {
                input.input.mono.grow #step-secret readonly value=(letters) autocomplete="off";
                (snippet::copy(lang, "step-secret"))
            }
        }
        (code_field(lang, wrong, false))
    }
}

/// Where the code of the telephone is typed; or, where there are any, one of those that were written down.
pub(super) fn code_field(lang: Lang, wrong: &Wrong, also_recovery: bool) -> Markup {
    let field = Field::new("step", "code", t!(lang, "step-code"))
        .autocomplete("one-time-code")
        .longest(40)
        .required()
        .focused(wrong.is_empty())
        .judged(wrong);
    html! {
        @if also_recovery { (field.hint(t!(lang, "step-code-or-recovery"))) } @else { (field.hint(t!(lang, "step-code-hint"))) }
    }
}

/// The codes for the day on which the telephone is lost, shown this once.
pub(super) fn recovery(lang: Lang, codes: &[Secret]) -> Markup {
    let all: Vec<&str> = codes.iter().map(Secret::expose).collect();
    html! {
        div.notice."notice--warn".small role="status" { (super::layout::icon_sm("key-round")) span { (t!(lang, "step-recovery-more")) } }
        div.field {
            div.row.between {
                label."field__label" for="step-recovery" { (t!(lang, "step-recovery")) }
                (snippet::copy(lang, "step-recovery"))
            }
            textarea.input.mono #step-recovery readonly rows=(codes.len()) autofocus { (all.join("\n")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_reads_shop_and_address() {
        assert_eq!(
            address(
                "Kettle & Co.",
                "ana@kettle.example",
                b"12345678901234567890"
            ),
            "otpauth://totp/Kettle%20%26%20Co.%3Aana%40kettle.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kettle%20%26%20Co."
        );
    }
}

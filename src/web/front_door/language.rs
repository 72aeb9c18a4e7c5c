//! The language of pages that one sees without an account.

use http::header;
use maud::{Markup, html};
use serde::Deserialize;

use super::own_path;
use crate::{
    base::lang::Lang,
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        cookie,
        layout::icon_xs,
        request::Ask,
    },
};

/// A menu of languages that leads back to `here`. It opens and acts without any script.
pub(super) fn chooser(lang: Lang, here: &str) -> Markup {
    html! {
        details.langmenu {
            summary.chip aria-label=(t!(lang, "language-choose", name = lang.own_name())) {
                (icon_xs("languages")) (lang.own_name()) (icon_xs("chevron-down"))
            }
            form.popover.menu method="post" action="/language" {
                input type="hidden" name="next" value=(here);
                @for other in Lang::ALL {
                    button."menu__item".is-on[other == lang] name="lang" value=(other.code()) lang=(other.code()) aria-current=[(other == lang).then_some("true")] {
                        (other.own_name())
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
struct Choice {
    lang: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn choose(mut ask: Ask) -> Reply {
    let choice: Choice = ask.form().await?;
    let lang = Lang::from_code(&choice.lang).ok_or_else(|| Refusal::bad("bad-form"))?;
    let mut answer = see_other(own_path(&choice.next))?;
    answer
        .headers_mut()
        .insert(header::SET_COOKIE, cookie::set_lang(lang));
    Ok(answer)
}

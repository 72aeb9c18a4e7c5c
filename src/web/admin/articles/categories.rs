//! What a category is called in other languages.

use maud::{Markup, html};
use serde::Deserialize;

use super::Stock;
use crate::{
    base::{id::CategoryId, lang::Lang},
    desk::content::{
        category::{self, Name},
        language::{LANGUAGES, own_name},
        shelf::LONGEST_NAME,
    },
    t,
    web::{
        answer::{Reply, see_other},
        request::{AsAdmin, Ask},
    },
};

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    language: Vec<String>,
    #[serde(default)]
    name: Vec<String>,
}

pub(super) async fn call(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: CategoryId = ask.place("id")?;
    let Typed { language, name } = ask.form().await?;
    let names: Vec<Name> = language
        .into_iter()
        .zip(name)
        .map(|(language, name)| Name { language, name })
        .collect();
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write(move |tx| category::call(tx, &origin, id, &names))
        .await?;
    see_other(&format!("/admin/categories/{id}?saved=names"))
}

/// The form beside a category's articles.
pub(super) fn names(lang: Lang, stock: &Stock, id: CategoryId) -> Markup {
    let names = stock.names.iter().find(|(category, _)| *category == id);
    let names = names.map_or(&[][..], |(_, names)| names);
    // The languages in which there is something to read below it come of themselves.
    let mut codes: Vec<&str> = stock
        .catalogue
        .iter()
        .filter(|(category, _)| category.id == id)
        .flat_map(|(_, articles)| articles)
        .flat_map(|article| &article.texts)
        .map(|(text, _)| text.language.as_str())
        .chain(names.iter().map(|name| name.language.as_str()))
        .filter(|code| *code != stock.content.language)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let called = |code: &str| {
        let name = names.iter().find(|name| name.language == code);
        name.map_or("", |name| name.name.as_str())
    };
    html! {
        form.stack."stack--4" method="post" action={ "/admin/categories/" (id) "/names" } {
            div {
                h3 { (t!(lang, "category-names")) }
                p.field__hint { (t!(lang, "category-names-more", language = own_name(&stock.content.language))) }
            }
            @for code in &codes {
                div.field {
                    input type="hidden" name="language" value=(code);
                    label.field__label for={ "category-name-" (code) } lang=(code) { (own_name(code)) }
                    input.input id={ "category-name-" (code) } name="name" value=(called(code)) maxlength=(LONGEST_NAME) dir="auto" lang=(code) autocomplete="off";
                }
            }
            div.field {
                select.select."select--sm" name="language" aria-label=(t!(lang, "reply-language-other")) {
                    option value="" { (t!(lang, "reply-language-other")) }
                    @for (code, name) in LANGUAGES {
                        @if !codes.contains(&code) && code != stock.content.language { option value=(code) lang=(code) { (name) } }
                    }
                }
                input.input name="name" maxlength=(LONGEST_NAME) dir="auto" autocomplete="off" aria-label=(t!(lang, "category-name-other"));
            }
            div.row { button.btn { (t!(lang, "save")) } }
        }
    }
}

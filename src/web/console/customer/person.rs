//! Name and contact, each a field edited in place: Enter saves, Esc restores.

use maud::{Markup, html};

use super::{
    Known,
    slip::{Field, Slip, Spot},
    view::reason,
};
use crate::{
    base::lang::Lang,
    desk::content::language::{LANGUAGES, own_name},
    t,
    web::layout::{channel_kind_name, customer_name, flag_of, icon_sm, portrait},
};

/// Who it is.
pub(super) fn person(known: &Known, slip: Option<&Slip>) -> Markup {
    let (lang, customer) = (known.agent.lang, &known.customer);
    let shown = customer_name(lang, customer.id, &customer.name);
    html! {
        div.ident {
            @if let Some(chat) = &known.conversation {
                (portrait(customer.id, &customer.name, Some(chat.channel_kind), "xl", known.portrait.as_ref()))
            }
            div.grow {
                h2.ident__name { (field(known, Field::Name, &shown, slip)) }
                @if let Some(chat) = &known.conversation {
                    p.ident__sub {
                        span.truncate { (channel_kind_name(lang, chat.channel_kind)) " (" bdi { (chat.channel_name) } ")" }
                    }
                }
                @if let Some(identity) = &known.identity {
                    p.ident__sub.faint {
                        span.truncate {
                            @if identity.username.is_empty() && !customer.name.is_empty() {
                                (t!(lang, "customer-was", name = &customer_name(lang, customer.id, "")))
                            } @else if identity.username != customer.name {
                                (t!(lang, "customer-calls-themselves")) " " bdi { (t!(lang, "quoted", words = &identity.username)) }
                            }
                            @if !identity.email.is_empty() && identity.email != customer.email { " · " (identity.email) }
                        }
                        @if identity.verified {
                            span.row.row--1.none.ok title=(t!(lang, "customer-verified-more")) { (icon_sm("circle-check")) (t!(lang, "customer-verified")) }
                        }
                    }
                }
            }
        }
        (contact(known, slip))
    }
}

/// Language and contact.
pub(in crate::web) fn contact(known: &Known, slip: Option<&Slip>) -> Markup {
    let (lang, customer) = (known.agent.lang, &known.customer);
    html! {
        dl.facts.facts--edit {
            (row("languages", &t!(lang, "customer-language"), None, &language(known, slip)))
            (row("mail", &t!(lang, "customer-email"), link("mailto:", &customer.email), &field(known, Field::Email, "", slip)))
            (row("phone", &t!(lang, "customer-phone"), link("tel:", &customer.phone), &field(known, Field::Phone, "", slip)))
            (row("shopping-bag", &t!(lang, "customer-company"), None, &field(known, Field::Company, "", slip)))
        }
    }
}

/// An address that the agent's own programs open.
fn link(scheme: &str, value: &str) -> Option<String> {
    let value: String = match scheme {
        "tel:" => value
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect(),
        _ => value.to_owned(),
    };
    (!value.is_empty()).then(|| format!("{scheme}{value}"))
}

pub(super) fn row(symbol: &str, label: &str, href: Option<String>, field: &Markup) -> Markup {
    html! {
        dt {
            (icon_sm(symbol))
            @if let Some(href) = href { a href=(href) { (label) } } @else { (label) }
        }
        dd { (field) }
    }
}

/// The head of every field's form: which one, what stood in it, and what the customer's record was then.
fn form(known: &Known, field: Field, content: &Markup) -> Markup {
    html! {
        form.infield method="post" action=(known.stand.path("fields")) id={ "infield-" (field.word()) }
            data-side-form data-keep {
            input type="hidden" name="field" value=(field.word());
            input type="hidden" name="seen" value=(field.of(&known.customer));
            input type="hidden" name="revision" value=(known.customer.revision);
            (content)
        }
    }
}

fn own(slip: Option<&Slip>, field: Field) -> Option<&Slip> {
    slip.filter(|slip| slip.spot == Spot::Field(field))
}

pub(in crate::web) fn field(
    known: &Known,
    field: Field,
    placeholder: &str,
    slip: Option<&Slip>,
) -> Markup {
    let lang = known.agent.lang;
    let slip = own(slip, field);
    let value = slip.map_or(field.of(&known.customer), |slip| &slip.typed);
    let label = label(lang, field);
    let error = format!("infield-{}-error", field.word());
    let kind = match field {
        Field::Email => "email",
        Field::Phone => "tel",
        Field::Name | Field::Company | Field::Language => "text",
    };
    let longest = match field {
        Field::Email => 254,
        Field::Phone => 40,
        Field::Name | Field::Company | Field::Language => 120,
    };
    let empty = if placeholder.is_empty() {
        t!(lang, "customer-add")
    } else {
        placeholder.into()
    };
    form(
        known,
        field,
        &html! {
            input.inplace name="value" inputmode=(kind) value=(value) placeholder=(empty) aria-label=(label)
                title=(t!(lang, "customer-edit-hint")) maxlength=(longest) autocomplete="off" spellcheck="false" dir="auto"
                data-infield aria-invalid=[slip.map(|_| "true")] aria-describedby=[slip.map(|_| &error)] autofocus[slip.is_some()];
            @if let Some(slip) = slip {
                (reason(slip, &error))
                @if let Some(theirs) = &slip.theirs { (choice(lang, theirs)) }
            }
        },
    )
}

/// Two agents wrote in one field: whose word stands is for a person to say.
pub(super) fn choice(lang: Lang, theirs: &str) -> Markup {
    html! {
        p.infield__theirs {
            (t!(lang, "customer-theirs")) " "
            @if theirs.is_empty() { i { (t!(lang, "customer-theirs-empty")) } } @else { bdi.medium { (theirs) } }
        }
        div.row.row--1 {
            button.btn.btn--sm.btn--primary type="submit" { (t!(lang, "customer-use-mine")) }
            button.btn.btn--sm type="submit" name="keep" value="theirs" data-theirs formnovalidate { (t!(lang, "customer-keep-theirs")) }
        }
    }
}

fn label(lang: Lang, field: Field) -> String {
    match field {
        Field::Name => t!(lang, "customer-name-label"),
        Field::Email => t!(lang, "customer-email"),
        Field::Phone => t!(lang, "customer-phone"),
        Field::Company => t!(lang, "customer-company"),
        Field::Language => t!(lang, "customer-language"),
    }
    .into_owned()
}

fn language(known: &Known, slip: Option<&Slip>) -> Markup {
    let lang = known.agent.lang;
    let chosen = &known.customer.language;
    let theirs = known
        .identity
        .as_ref()
        .map_or("", |identity| identity.language.as_str());
    let slip = own(slip, Field::Language);
    let listed = LANGUAGES.iter().any(|(code, _)| code == chosen);
    let shown = if chosen.is_empty() {
        theirs
    } else {
        chosen.as_str()
    };
    form(
        known,
        Field::Language,
        &html! {
            span.infield__pick {
                @if let Some(flag) = flag_of(shown) { (flag) }
                select.select.select--sm name="value" aria-label=(label(lang, Field::Language)) data-infield
                    aria-invalid=[slip.map(|_| "true")] {
                    option value="" selected[chosen.is_empty()] {
                        @if theirs.is_empty() { (t!(lang, "customer-language-unknown")) }
                        @else { (own_name(theirs)) " " (t!(lang, "customer-language-theirs")) }
                    }
                    @for (code, name) in LANGUAGES { option value=(code) selected[chosen == code] lang=(code) { (name) } }
                    @if !listed && !chosen.is_empty() { option value=(chosen) selected { (chosen) } }
                }
            }
            noscript { button.btn.btn--sm type="submit" { (t!(lang, "customer-save")) } }
            @if let Some(slip) = slip {
                (reason(slip, "infield-language-error"))
                @if let Some(theirs) = &slip.theirs { (choice(lang, theirs)) }
            }
        },
    )
}

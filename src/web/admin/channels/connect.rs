//! Connecting an account of another platform: what it needs, where to get it there, and a question to the platform
//! before anything is stored.

use std::{borrow::Cow, collections::HashMap};

use http::StatusCode;
use maud::{Markup, html};

use super::super::{Room, heading, show, show_with};
use crate::{
    base::{lang::Lang, text},
    channels::{self, Asked, Fault, Form, KINDS, Platform},
    desk::{
        account::{self, ConnectError, Introduction, Keys, Trouble},
        audit,
        channel::ChannelKind,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice::select},
        layout::{channel_badge, channel_kind_name, icon_sm},
        request::{AsAdmin, Ask},
    },
};

/// What was typed: a name, and what the platform gave.
pub(super) type Typed = HashMap<String, String>;

fn kind_of(ask: &Ask) -> Result<ChannelKind, Refusal> {
    let word: String = ask.place("kind")?;
    ChannelKind::from_word(&word)
        .filter(|kind| KINDS.contains(kind))
        .ok_or_else(Refusal::not_found)
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let kind = kind_of(&ask)?;
    let inside = view(admin.lang, kind, &Typed::new(), &Wrong::default());
    show(&ask, &admin, Room::Channels, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let kind = kind_of(&ask)?;
    let typed: Typed = ask.form().await?;
    let lang = admin.lang;
    let connected = async {
        let keys = keys(lang, kind, &typed, None)?;
        let who = introduce(&ask, lang, kind, &keys).await?;
        let name = match text::clean_line(word(&typed, "name"), 80) {
            name if name.is_empty() => match who.username.as_str() {
                "" => channel_kind_name(lang, kind),
                username => username.to_owned(),
            },
            name => name,
        };
        Ok((keys, who, name))
    };
    let (keys, who, name) = match connected.await {
        Ok(connected) => connected,
        Err(wrong) => return again(&ask, &admin, kind, &typed, &wrong).await,
    };
    let origin = admin.origin(&ask);
    let stored = ask
        .house
        .db
        .write::<_, ConnectError>(move |tx| {
            let id = account::connect(tx, kind, &name, &keys, &who)?;
            audit::log(tx, &origin, "account_connected", &name)?;
            Ok(id)
        })
        .await;
    match stored {
        Ok(id) => see_other(&format!("/admin/channels/{id}?saved=connected")),
        Err(error) => {
            let wrong = wrong_of(lang, kind, error)?;
            again(&ask, &admin, kind, &typed, &wrong).await
        }
    }
}

/// Why an account was not stored, beside the field that can be mended.
pub(super) fn wrong_of(
    lang: Lang,
    kind: ChannelKind,
    error: ConnectError,
) -> Result<Wrong, Refusal> {
    let first = first(kind);
    match error {
        ConnectError::Known(name) => Ok(Wrong::at(first, t!(lang, "connect-known", name = &name))),
        ConnectError::Another => Ok(Wrong::at(first, t!(lang, "connect-another"))),
        ConnectError::NotFound => Err(Refusal::not_found()),
        ConnectError::Db(error) => Err(error.into()),
    }
}

fn first(kind: ChannelKind) -> &'static str {
    channels::asked(kind)
        .first()
        .map_or("name", |asked| asked.name)
}

async fn again(
    ask: &Ask,
    admin: &AsAdmin,
    kind: ChannelKind,
    typed: &Typed,
    wrong: &Wrong,
) -> Reply {
    let inside = view(admin.lang, kind, typed, wrong);
    show_with(StatusCode::BAD_REQUEST, ask, admin, Room::Channels, &inside).await
}

fn word<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", |typed| typed.trim())
}

/// What the platform gave, as it was typed; a secret that is left empty stays as it was.
pub(super) fn keys(
    lang: Lang,
    kind: ChannelKind,
    typed: &Typed,
    before: Option<&Keys>,
) -> Result<Keys, Wrong> {
    let mut keys = before.cloned().unwrap_or_default();
    let mut wrong = Wrong::default();
    for asked in channels::asked(kind) {
        let typed = word(typed, asked.name);
        let stays = asked.is_secret && typed.is_empty() && !keys.get(asked.name).is_empty();
        if !stays {
            keys.set(asked.name, typed);
        }
        if keys.get(asked.name).is_empty() && !asked.is_optional {
            wrong.add(asked.name, t!(lang, "connect-needed"));
        }
        // Hardly anything a platform gives has spaces or line ends in it, but copying brings some along.
        if channels::form(kind, asked.name) == Form::Word
            && keys.get(asked.name).chars().any(char::is_whitespace)
        {
            wrong.add(asked.name, t!(lang, "connect-spaces"));
        }
    }
    if wrong.is_empty() {
        for (name, why) in channels::misgiven(kind, &keys) {
            let words = lang.text(&format!("connect-{}-{why}", kind.word()));
            wrong.add(name, words.into_owned());
        }
    }
    if wrong.is_empty() {
        Ok(keys)
    } else {
        Err(wrong)
    }
}

/// What may be shown of the keys that are stored, as it would be typed.
pub(super) fn known(kind: ChannelKind, keys: &Keys) -> Typed {
    channels::asked(kind)
        .iter()
        .filter(|asked| !asked.is_secret)
        .map(|asked| (asked.name.to_owned(), keys.get(asked.name).to_owned()))
        .collect()
}

/// Asks the platform who we are to it, with these keys.
pub(super) async fn introduce(
    ask: &Ask,
    lang: Lang,
    kind: ChannelKind,
    keys: &Keys,
) -> Result<Introduction, Wrong> {
    let http = ask.house.office.http();
    let Some(platform) = channels::platform(kind, keys, http) else {
        return Err(Wrong::at("name", t!(lang, "connect-needed")));
    };
    let told: Result<Introduction, Fault> = Platform::introduce(&*platform).await;
    told.map_err(|fault| {
        let (why, words) = match &fault {
            Fault::Account(Trouble::Refused, words) => (t!(lang, "connect-refused"), words),
            Fault::Account(_, words) => (t!(lang, "connect-setup"), words),
            Fault::Later(_, words)
            | Fault::Lost(words)
            | Fault::Message(_, words)
            | Fault::Shut(_, words) => (t!(lang, "connect-unreachable"), words),
        };
        let said = match words.as_str() {
            "" => why.into_owned(),
            words => format!("{why} ({words})"),
        };
        Wrong::at(first(kind), said)
    })
}

/// The fields for what the platform gives.
pub(super) fn fields(
    lang: Lang,
    kind: ChannelKind,
    typed: &Typed,
    wrong: &Wrong,
    is_known: bool,
) -> Markup {
    html! {
        @for asked in channels::asked(kind) {
            (one(lang, kind, asked, word(typed, asked.name), wrong, is_known))
        }
    }
}

fn one(
    lang: Lang,
    kind: ChannelKind,
    asked: &Asked,
    value: &str,
    wrong: &Wrong,
    is_known: bool,
) -> Markup {
    let label = lang
        .text(&format!("connect-{}-{}", kind.word(), asked.name))
        .into_owned();
    let form = channels::form(kind, asked.name);
    if let Form::Choice(words) = form {
        let named: Vec<_> = words
            .iter()
            .map(|word| {
                let text = format!("connect-{}-{}-{word}", kind.word(), asked.name);
                (*word, Cow::Owned(lang.text(&text).into_owned()))
            })
            .collect();
        return select("account", asked.name, &label, value, &named);
    }
    let hint = lang
        .text(&format!("connect-{}-{}-hint", kind.word(), asked.name))
        .into_owned();
    let field = Field::new("account", asked.name, label)
        .value(value)
        .longest(400)
        .placeholder(asked.example)
        .hint(hint)
        .autocomplete("off")
        .judged(wrong);
    let field = match form {
        Form::Text => field.lines(4).longest(20_000).wide(),
        Form::Word | Form::Line | Form::Choice(_) => field,
    };
    let field = if asked.is_secret {
        field.kind("password").autocomplete("new-password")
    } else {
        field
    };
    html! {
        @if asked.is_optional || (is_known && asked.is_secret) { (field.optional(lang)) } @else { (field.required()) }
    }
}

fn view(lang: Lang, kind: ChannelKind, typed: &Typed, wrong: &Wrong) -> Markup {
    let name = channel_kind_name(lang, kind);
    let step = |number: usize| {
        lang.text(&format!("connect-{}-step-{number}", kind.word()))
            .into_owned()
    };
    html! {
        p { a.row.small href="/admin/channels" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-channels")) } }
        (heading(&t!(lang, "connect-title", name = &name), &lang.text(&format!("connect-{}-lead", kind.word())), &html! { (channel_badge(kind, "lg")) }))
        section.card."card--pad".stack."stack--3" aria-labelledby="steps" {
            h3."card__title" #steps { (t!(lang, "connect-steps")) }
            ol.steps.small { @for number in 1..=3 { li { (step(number)) } } }
        }
        form.card."card--pad".stack."stack--4" method="post" action={ "/admin/channels/connect/" (kind.word()) } autocomplete="off" {
            div.formgrid {
                (fields(lang, kind, typed, wrong, false))
                (Field::new("account", "name", t!(lang, "connect-name")).value(word(typed, "name")).longest(80)
                    .hint(t!(lang, "connect-name-hint")).optional(lang).judged(wrong))
            }
            p."field__hint" { (t!(lang, "connect-asks")) }
            div.row { button.btn."btn--primary" { (icon_sm("plug")) (t!(lang, "connect")) } }
        }
    }
}

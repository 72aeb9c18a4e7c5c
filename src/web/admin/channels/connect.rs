//! Connecting an account of another platform: what it needs, where to get it there, and a question to the platform
//! before anything is stored.

use std::{borrow::Cow, collections::HashMap};

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, show, show_with},
    sign_in,
};
use crate::{
    base::{id::ChannelId, lang::Lang, text},
    channels::{self, Asked, Fault, Form, KINDS, SignIn},
    desk::{
        account::{self, ConnectError, Introduction, Keys, Trouble},
        audit,
        channel::ChannelKind,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice::select},
        hooks,
        layout::{channel_badge, channel_kind_name, icon_sm},
        reach,
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
    let hook = hook(&ask, kind);
    let Back { kept } = ask.query()?;
    let typed = begun(&ask, kind, &kept).map_or_else(Typed::new, |begun| {
        let mut typed = known(kind, &begun.keys);
        typed.insert("name".to_owned(), begun.name);
        typed.insert(KEPT.to_owned(), kept);
        typed
    });
    let inside = view(admin.lang, kind, hook.as_deref(), &typed, &Wrong::default());
    show(&ask, &admin, Room::Channels, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let kind = kind_of(&ask)?;
    let mut typed: Typed = ask.form().await?;
    let lang = admin.lang;
    let begun = begun(&ask, kind, word(&typed, KEPT));
    let before = begun.as_ref().map(|begun| &begun.keys);
    let mut keys = match keys(lang, kind, &typed, before) {
        Ok(keys) => keys,
        Err(wrong) => return again(&ask, &admin, kind, &typed, &wrong).await,
    };
    let name = text::clean_line(word(&typed, "name"), 80);
    let connected = if sign_in::is_wanted(kind, &typed, &keys) {
        match sign_in::begin(&ask, lang, kind, None, name, keys).await {
            Ok(reply) => return Ok(reply),
            Err(wrong) => Err(wrong),
        }
    } else {
        match introduce(&ask, lang, kind, &mut keys).await {
            Ok(who) => store(&ask, &admin, kind, &name, &keys, who).await?,
            Err(wrong) => {
                remember(&ask, &mut typed, begun, kind, keys);
                Err(wrong)
            }
        }
    };
    match connected {
        Ok(id) => see_other(&format!("/admin/channels/{id}?saved=connected")),
        Err(wrong) => again(&ask, &admin, kind, &typed, &wrong).await,
    }
}

/// Stores an account that its platform knows; answers the channel that it is.
pub(super) async fn store(
    ask: &Ask,
    admin: &AsAdmin,
    kind: ChannelKind,
    name: &str,
    keys: &Keys,
    who: Introduction,
) -> Result<Result<ChannelId, Wrong>, Refusal> {
    let name = match (name, who.username.as_str()) {
        ("", "") => channel_kind_name(admin.lang, kind),
        ("", username) => username.to_owned(),
        (name, _) => name.to_owned(),
    };
    let (origin, keys) = (admin.origin(ask), keys.clone());
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
        Ok(id) => Ok(Ok(id)),
        Err(error) => Ok(Err(wrong_of(admin.lang, kind, error)?)),
    }
}

/// The form goes back with what was typed in it; a secret that its provider has replaced meanwhile, as that one.
fn remember(ask: &Ask, typed: &mut Typed, begun: Option<SignIn>, kind: ChannelKind, keys: Keys) {
    for asked in channels::asked(kind).iter().filter(|asked| asked.is_secret) {
        if !word(typed, asked.name).is_empty() {
            typed.insert(asked.name.to_owned(), keys.get(asked.name).to_owned());
        }
    }
    if let Some(begun) = begun {
        let begun = SignIn { keys, ..begun };
        ask.house.office.put_sign_in(word(typed, KEPT), begun);
    }
}

/// The field that names the sign-in whose keys are kept while the form is open again.
const KEPT: &str = "kept";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Back {
    kept: String,
}

fn begun(ask: &Ask, kind: ChannelKind, kept: &str) -> Option<SignIn> {
    let begun = ask.house.office.sign_in(kept)?;
    (begun.kind == kind && begun.account.is_none()).then_some(begun)
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

/// The field beside which it is said what is wrong with all of them.
pub(super) fn first(kind: ChannelKind) -> &'static str {
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
    let inside = view(admin.lang, kind, hook(ask, kind).as_deref(), typed, wrong);
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
        // What another choice would need is not kept; the choice itself stands before it.
        if !is_asked(kind, asked.name, &keys) {
            keys.set(asked.name, "");
            continue;
        }
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

/// Whether something is asked for with the choices that are made.
fn is_asked(kind: ChannelKind, name: &str, keys: &Keys) -> bool {
    let Some((choice, words)) = channels::belongs(kind, name) else {
        return true;
    };
    let made = match (keys.get(choice), channels::form(kind, choice)) {
        ("", Form::Choice(all)) => all.first().copied().unwrap_or_default(),
        (made, _) => made,
    };
    words.contains(&made)
}

/// What may be shown of the keys that are stored, as it would be typed.
pub(super) fn known(kind: ChannelKind, keys: &Keys) -> Typed {
    channels::asked(kind)
        .iter()
        .filter(|asked| !asked.is_secret)
        .map(|asked| (asked.name.to_owned(), keys.get(asked.name).to_owned()))
        .collect()
}

/// Asks the platform who we are to it, with these keys, of which it may give one anew.
pub(super) async fn introduce(
    ask: &Ask,
    lang: Lang,
    kind: ChannelKind,
    keys: &mut Keys,
) -> Result<Introduction, Wrong> {
    let Some(platform) = ask.house.office.platform_with(kind, keys) else {
        return Err(Wrong::at("name", t!(lang, "connect-needed")));
    };
    let told = platform.introduce().await;
    if let Some((name, now)) = platform.renewed() {
        keys.set(name, &now);
    }
    told.map_err(|fault| Wrong::at(first(kind), why(lang, &fault)))
}

/// Why a platform did not do it, in words.
pub(super) fn why(lang: Lang, fault: &Fault) -> String {
    let (why, words) = match fault {
        Fault::Account(Trouble::Refused, words) => (t!(lang, "connect-refused"), words),
        Fault::Account(_, words) => (t!(lang, "connect-setup"), words),
        Fault::Later(_, words)
        | Fault::Busy(_, words)
        | Fault::Lost(words)
        | Fault::Message(_, words)
        | Fault::Shut(_, words) => (t!(lang, "connect-unreachable"), words),
    };
    match words.as_str() {
        "" => why.into_owned(),
        words => format!("{why} ({words})"),
    }
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

/// A field, and beside a choice what has to be done for each of its words. What goes with another word is not shown.
fn one(
    lang: Lang,
    kind: ChannelKind,
    asked: &Asked,
    value: &str,
    wrong: &Wrong,
    is_known: bool,
) -> Markup {
    let field = field(lang, kind, asked, value, wrong, is_known);
    let words = channels::belongs(kind, asked.name).map(|(_, words)| words.join(" "));
    let is_choice = channels::asked(kind)
        .iter()
        .filter_map(|other| channels::belongs(kind, other.name))
        .any(|(choice, _)| choice == asked.name);
    html! {
        @if let Some(words) = words { div data-of=(words) { (field) } } @else { (field) }
        @if let (true, Form::Choice(words)) = (is_choice, channels::form(kind, asked.name)) {
            @for word in words.iter().skip(1) {
                p.notice."notice--quiet".small.wide data-of=(word) {
                    (icon_sm("info")) span { (lang.text(&format!("connect-{}-{}-{word}-how", kind.word(), asked.name))) }
                }
            }
        }
    }
}

fn field(
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
        @if asked.is_optional || (is_known && asked.is_secret) {
            (field.optional(lang))
        } @else if channels::belongs(kind, asked.name).is_some() {
            // A browser would not send a form in which a field that is not shown has to be filled in.
            (field)
        } @else {
            (field.required())
        }
    }
}

/// How the address begins at which a platform calls in that cannot be asked for news.
fn hook(ask: &Ask, kind: ChannelKind) -> Option<String> {
    channels::platform(kind, &Keys::default(), ask.house.office.http())
        .filter(|platform| !platform.is_asked())
        .map(|_| hooks::address(&ask.house.widget_url(), ""))
}

fn view(lang: Lang, kind: ChannelKind, hook: Option<&str>, typed: &Typed, wrong: &Wrong) -> Markup {
    let is_kept = !word(typed, KEPT).is_empty();
    let name = channel_kind_name(lang, kind);
    let title = match kind {
        ChannelKind::Custom => t!(lang, "connect-title-custom"),
        _ => t!(lang, "connect-title", name = &name),
    };
    // Hardly anybody has a server of their own for it.
    let (special, needed): (Vec<_>, Vec<_>) = channels::asked(kind)
        .iter()
        .partition(|asked| asked.name == "api_base");
    let step = |number: usize| {
        lang.text(&format!("connect-{}-step-{number}", kind.word()))
            .into_owned()
    };
    html! {
        p { a.row.small href="/admin/channels" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-channels")) } }
        header.sechead {
            (channel_badge(kind, "lg"))
            div.grow {
                h2 { (title) }
                p { (lang.text(&format!("connect-{}-lead", kind.word()))) }
            }
        }
        section.card."card--pad".stack."stack--3" aria-labelledby="steps" {
            h3."card__title" #steps { (t!(lang, "connect-steps")) }
            ol.steps.small { @for number in 1..=3 { li { (step(number)) } } }
            @if let Some(hook) = hook {
                p.small { (t!(lang, "connect-hook")) " " code { (hook) "…" } }
                (reach::of_calls(lang, hook))
            }
        }
        form.card."card--pad".stack."stack--4" method="post" action={ "/admin/channels/connect/" (kind.word()) } autocomplete="off" {
            @if is_kept { input type="hidden" name=(KEPT) value=(word(typed, KEPT)); }
            div.formgrid {
                @for asked in needed { (one(lang, kind, asked, word(typed, asked.name), wrong, is_kept)) }
                (Field::new("account", "name", t!(lang, "connect-name")).value(word(typed, "name")).longest(80)
                    .hint(t!(lang, "connect-name-hint")).optional(lang).judged(wrong))
                @for asked in special { (one(lang, kind, asked, word(typed, asked.name), wrong, false)) }
            }
            p."field__hint" { (t!(lang, "connect-asks")) }
            div.row { button.btn."btn--primary" { (icon_sm("plug")) (t!(lang, "connect")) } (sign_in::button(lang, kind)) }
        }
    }
}

//! Signing in at the provider of a mailbox with a code: which code, where it is entered, and whether somebody has.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, show, show_with},
    account, connect,
};
use crate::{
    base::{id::ChannelId, lang::Lang},
    channels::{Code, NotYet, SignIn, sign_in},
    desk::{
        account::{Account, Keys},
        channel::ChannelKind,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::Wrong,
        layout::{channel_badge, icon_sm},
        request::{AsAdmin, Ask},
        snippet,
    },
};

/// The name of the button that asks for a code.
pub(super) const FIELD: &str = "sign_in";

/// The button, for a form of a kind of account that is signed in to so.
pub(super) fn button(lang: Lang, kind: ChannelKind) -> Markup {
    html! {
        @if kind == ChannelKind::Email {
            button.btn data-of="microsoft other" name=(FIELD) value="on" { (icon_sm("log-in")) (t!(lang, "oauth-there")) }
        }
    }
}

/// Whether an account is one that is signed in to so.
pub(super) fn is_possible(account: &Account) -> bool {
    sign_in::gives_codes(account.channel.kind, &account.keys)
}

/// Whether a form asks for a code, or what stands in it is of no use without one.
pub(super) fn is_wanted(kind: ChannelKind, typed: &connect::Typed, keys: &Keys) -> bool {
    (typed.contains_key(FIELD) && sign_in::gives_codes(kind, keys))
        || sign_in::needs_code(kind, keys)
}

/// Asks for a code, and leads to it.
pub(super) async fn begin(
    ask: &Ask,
    lang: Lang,
    kind: ChannelKind,
    account: Option<ChannelId>,
    name: String,
    keys: Keys,
) -> Result<crate::web::answer::Answer, Wrong> {
    let begun = SignIn {
        kind,
        account,
        name,
        keys,
        code: None,
    };
    let begun = ask.house.office.begin_sign_in(begun).await;
    let wrong = |why: String| Wrong::at(connect::first(kind), why);
    let word = begun.map_err(|fault| wrong(connect::why(lang, &fault)))?;
    see_other(&path(&word)).map_err(|_| wrong(String::new()))
}

fn path(word: &str) -> String {
    format!("/admin/channels/sign-in/{word}")
}

fn found(ask: &Ask) -> Result<Option<(String, SignIn)>, Refusal> {
    let word: String = ask.place("token")?;
    let begun = ask.house.office.sign_in(&word);
    Ok(begun.map(|begun| (word, begun)))
}

/// Where somebody is sent whose sign-in has ended or is forgotten.
const ELSEWHERE: &str = "/admin/channels";

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let Some((word, begun)) = found(&ask)? else {
        return see_other(ELSEWHERE);
    };
    let inside = view(admin.lang, &word, &begun, None);
    show(&ask, &admin, Room::Channels, &inside).await
}

#[derive(Deserialize)]
struct Typed {
    /// Another code is asked for.
    again: Option<String>,
}

pub(in crate::web::admin) async fn done(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Some((word, mut begun)) = found(&ask)? else {
        return see_other(ELSEWHERE);
    };
    let Typed { again } = ask.form().await?;
    let (lang, office) = (admin.lang, &ask.house.office);
    let asked = if again.is_some() {
        let asked = office.another_code(&mut begun).await;
        asked.map_err(|fault| connect::why(lang, &fault))
    } else {
        let asked = office.ask_sign_in(&mut begun).await;
        asked.map_err(|not_yet| words(lang, &not_yet))
    };
    // Kept at once: what the provider has given is given once.
    office.put_sign_in(&word, begun.clone());
    let wrong = match asked {
        Err(wrong) => wrong,
        Ok(()) if begun.code.is_some() => return see_other(&path(&word)),
        Ok(()) => match finish(&ask, &admin, &word, &mut begun).await? {
            Ok(place) => return see_other(&place),
            Err(wrong) => wrong,
        },
    };
    let inside = view(lang, &word, &begun, Some(&wrong));
    let status = StatusCode::BAD_REQUEST;
    show_with(status, &ask, &admin, Room::Channels, &inside).await
}

/// Tries the keys, which are complete now, and stores them. Answers where to go on, or what is wrong.
async fn finish(
    ask: &Ask,
    admin: &AsAdmin,
    word: &str,
    begun: &mut SignIn,
) -> Result<Result<String, String>, Refusal> {
    let said = |wrong: &Wrong| {
        let why = wrong.beside(connect::first(begun.kind));
        why.unwrap_or_default().to_owned()
    };
    let office = &ask.house.office;
    let known = connect::introduce(ask, admin.lang, begun.kind, &mut begun.keys).await;
    office.put_sign_in(word, begun.clone());
    let who = match known {
        Ok(who) => who,
        Err(wrong) => return Ok(Err(said(&wrong))),
    };
    let stored = match begun.account {
        None => {
            let stored =
                connect::store(ask, admin, begun.kind, &begun.name, &begun.keys, who).await?;
            stored.map(|id| format!("/admin/channels/{id}?saved=connected"))
        }
        Some(id) => {
            let shown = account::load(ask, id).await?;
            let changed = shown.change(ask, admin, &begun.keys, who).await?;
            changed.map(|()| format!("/admin/channels/{id}?saved=keys"))
        }
    };
    if stored.is_ok() {
        office.end_sign_in(word);
    }
    Ok(stored.map_err(|wrong| said(&wrong)))
}

/// Why nobody is signed in yet, and what helps.
fn words(lang: Lang, not_yet: &NotYet) -> String {
    match not_yet {
        NotYet::Pending => t!(lang, "oauth-pending"),
        NotYet::TooSoon(seconds) => t!(lang, "oauth-soon", count = *seconds),
        NotYet::Declined => t!(lang, "oauth-declined"),
        NotYet::Expired => t!(lang, "oauth-expired"),
        NotYet::Fleeting => t!(lang, "oauth-fleeting"),
        NotYet::Fault(fault) => return connect::why(lang, fault),
    }
    .into_owned()
}

fn view(lang: Lang, word: &str, begun: &SignIn, wrong: Option<&str>) -> Markup {
    let back = match begun.account {
        Some(id) => format!("/admin/channels/{id}"),
        None => format!("/admin/channels/connect/{}?kept={word}", begun.kind.word()),
    };
    html! {
        p { a.row.small href=(back) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "oauth-settings")) } }
        header.sechead {
            (channel_badge(begun.kind, "lg"))
            div.grow {
                h2 { (t!(lang, "oauth-title")) }
                p { (t!(lang, "oauth-lead")) }
            }
        }
        form.card."card--pad".stack."stack--4" method="post" action=(path(word)) {
            @if let Some(wrong) = wrong {
                p.notice."notice--warn".small role="alert" {
                    (icon_sm("circle-alert"))
                    span { @if begun.code.is_none() { b { (t!(lang, "oauth-failed")) } " " } bdi { (wrong) } }
                }
            }
            @if let Some(code) = &begun.code { (steps(lang, begun.keys.get("address"), code)) }
            div.row."row--wrap" {
                button.btn."btn--primary" {
                    (icon_sm("check"))
                    @if begun.code.is_some() { (t!(lang, "oauth-done")) } @else { (t!(lang, "oauth-retry")) }
                }
                button.btn name="again" value="on" { (icon_sm("refresh-cw")) (t!(lang, "oauth-again")) }
            }
        }
    }
}

fn steps(lang: Lang, address: &str, code: &Code) -> Markup {
    html! {
        ol.steps {
            li {
                (t!(lang, "oauth-open", name = address)) " "
                a.semi href=(code.link) target="_blank" rel="noopener noreferrer" { bdi { (code.address) } }
            }
            li { (t!(lang, "oauth-enter")) }
            li { (t!(lang, "oauth-agree")) }
        }
        div.field {
            label."field__label" for="user-code" { (t!(lang, "oauth-code")) }
            div.row {
                input.input.mono.grow.signcode #user-code readonly value=(code.user_code) autocomplete="off" dir="ltr";
                (snippet::copy(lang, "user-code"))
            }
        }
    }
}

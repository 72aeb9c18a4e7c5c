//! Where a web chat stands: its name, the sites that may show it, the line for them, who their
//! users are, and whether it takes new chats.

use std::borrow::Cow;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, show, show_with},
    Tab, Typed, account, change, connect, consent, fields, head, load, switch_form, typing,
};
use crate::{
    base::{lang::Lang, secret::Secret},
    db::DbError,
    desk::{
        audit,
        channel::{self, Channel, ChannelKind},
        content::language::{self as content_language, LANGUAGES},
    },
    t,
    web::{
        answer::{Reply, see_other},
        confirm::Confirm,
        field::{self, Wrong, choice},
        fresh::{self, Form},
        layout::{icon, icon_sm},
        meanwhile, reach,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
        snippet,
    },
};

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let channel = load(&ask).await?;
    if channel.kind != ChannelKind::WebChat {
        let shown = account::load(&ask, channel.id).await?;
        let inside = account::view(
            admin.lang,
            &shown,
            &connect::Typed::new(),
            &Wrong::default(),
            &wish,
        );
        return show(&ask, &admin, Room::Channels, &inside).await;
    }
    let Asked { show: asked } = ask.query()?;
    let (shows_secret, here) = (asked == "secret", path_of(&channel));
    // Whoever has it can be any of the site's users.
    if shows_secret
        && let Some(page) = fresh::ask_first(&ask, &admin, &Form::default(), &here).await?
    {
        return Ok(page);
    }
    let typed = Typed::from(&channel);
    let secret = secret_of(&ask, &channel).await?;
    let shown = Shown {
        channel: &channel,
        secret: secret.as_ref(),
        shows_secret,
        typed: &typed,
    };
    let inside = view(&ask, admin.lang, &shown, &Wrong::default(), &wish);
    show(&ask, &admin, Room::Channels, &inside).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// `secret`: also what the site signs with.
    show: String,
}

fn path_of(channel: &Channel) -> String {
    format!("/admin/channels/{}", channel.id)
}

/// A web chat, and what its screen shows beside it.
struct Shown<'a> {
    channel: &'a Channel,
    /// With which its site signs; `None`: it cannot be read.
    secret: Option<&'a Secret>,
    /// Whether it was asked for.
    shows_secret: bool,
    typed: &'a Typed,
}

async fn secret_of(ask: &Ask, channel: &Channel) -> Result<Option<Secret>, DbError> {
    let id = channel.id;
    ask.house
        .db
        .read(move |reader| channel::identity_secret(reader, id))
        .await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let channel = load(&ask).await?;
    let typed = meanwhile::form(&mut ask, &Typed::from(&channel)).await?;
    let (name, sites) = match typed.check(admin.lang) {
        Ok(checked) => checked,
        Err(wrong) => {
            let wish = Wish::default();
            let secret = secret_of(&ask, &channel).await?;
            let shown = Shown {
                channel: &channel,
                secret: secret.as_ref(),
                shows_secret: false,
                typed: &typed,
            };
            let inside = view(&ask, admin.lang, &shown, &wrong, &wish);
            let status = StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::Channels, &inside).await;
        }
    };
    // Only what the list offers can have been chosen.
    let language = content_language::code(&typed.language).unwrap_or_default();
    let id = change(&ask, &admin, move |channel| {
        channel.name.clone_from(&name);
        channel.settings.sites.clone_from(&sites);
        channel.settings.language.clone_from(&language);
        Some("channel_changed")
    })
    .await?;
    see_other(&format!("/admin/channels/{id}?saved=site"))
}

#[derive(Deserialize)]
struct Identity {
    dated: Option<String>,
}

/// Whether the site's word for who a visitor is needs a date.
pub(in crate::web::admin) async fn save_identity(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Identity { dated } = ask.form().await?;
    let id = change(&ask, &admin, move |channel| {
        channel.settings.identity_dated = dated.is_some();
        Some("channel_changed")
    })
    .await?;
    see_other(&format!("/admin/channels/{id}?saved=identity"))
}

/// Another secret for the site to sign with.
pub(in crate::web::admin) async fn renew_secret(mut ask: Ask, admin: AsAdmin) -> Reply {
    let channel = load(&ask).await?;
    let form = Form::of(&mut ask).await?;
    if let Some(page) = fresh::ask_first(&ask, &admin, &form, &path_of(&channel)).await? {
        return Ok(page);
    }
    let (id, origin) = (channel.id, admin.origin(&ask));
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            channel::renew_identity_secret(tx, id)?;
            audit::log(tx, &origin, "identity_secret_renewed", &channel.name)
        })
        .await?;
    see_other(&format!(
        "/admin/channels/{id}?saved=secret&show=secret#identity"
    ))
}

pub(in crate::web::admin) async fn pause(ask: Ask, admin: AsAdmin) -> Reply {
    set_paused(ask, admin, true).await
}

pub(in crate::web::admin) async fn resume(ask: Ask, admin: AsAdmin) -> Reply {
    set_paused(ask, admin, false).await
}

async fn set_paused(ask: Ask, admin: AsAdmin, paused: bool) -> Reply {
    let channel = load(&ask).await?;
    let (id, origin) = (channel.id, admin.origin(&ask));
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            channel::pause(tx, id, paused)?;
            let act = if paused {
                "channel_paused"
            } else {
                "channel_resumed"
            };
            audit::log(tx, &origin, act, &channel.name)
        })
        .await?;
    see_other(&format!("/admin/channels/{id}?saved=pause"))
}

fn view(ask: &Ask, lang: Lang, shown: &Shown<'_>, wrong: &Wrong, wish: &Wish) -> Markup {
    let Shown { channel, typed, .. } = *shown;
    let path = format!("/admin/channels/{}", channel.id);
    let url = ask.house.widget_url();
    html! {
        (head(lang, channel, Tab::Site))
        (saved::notice(lang, !wish.saved.is_empty()))
        section.card."card--pad".stack."stack--3" aria-labelledby="install" {
            div.row.between { h3."card__title" #install { (t!(lang, "install-title")) } (snippet::copy(lang, "snippet")) }
            (snippet::shown("snippet", &url, &channel.site_key))
            (reach::notice(lang, &url))
            p."field__hint" { (t!(lang, "install-more")) }
        }
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            (meanwhile::shown(&Typed::from(channel)))
            div.formgrid {
                (fields(lang, typed, wrong))
                (language(lang, &typed.language))
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        (typing::section(lang, channel))
        (consent::section(lang, channel))
        (identity(lang, shown, &path, wish))
        (pausing(lang, channel, &path, wish))
    }
}

/// The field for it.
pub(super) fn language(lang: Lang, chosen: &str) -> Markup {
    let label = t!(lang, "channel-language");
    field::choice::select("channel", "language", &label, chosen, &languages(lang))
}

/// In which language visitors are answered of whose own nothing is known.
fn languages(lang: Lang) -> Vec<(&'static str, Cow<'static, str>)> {
    let own = ("", t!(lang, "channel-language-house"));
    let all = LANGUAGES.map(|(code, name)| (code, Cow::Borrowed(name)));
    [own].into_iter().chain(all).collect()
}

fn identity(lang: Lang, shown: &Shown<'_>, path: &str, wish: &Wish) -> Markup {
    let channel = shown.channel;
    let renew = Confirm {
        lang,
        id: "renew-secret",
        here: path,
        is_open: wish.sure == "renew-secret",
        deed: &t!(lang, "identity-renew"),
        symbol: "refresh-cw",
        title: &t!(lang, "identity-renew-sure"),
        meaning: &t!(lang, "identity-renew-meaning"),
        action: &format!("{path}/secret"),
    };
    html! {
        section.card."card--pad".stack."stack--3" aria-labelledby="identity" {
            h3."card__title" #identity { (t!(lang, "identity-title")) }
            p.small.muted { (t!(lang, "identity-what")) }
            div.code tabindex="0" {
                span.c { "// " (t!(lang, "identity-on-server")) } "\n"
                "const hash = crypto.createHmac(" span.s { "'sha256'" } ", " span.s { "SECRET" } ").update(user.id).digest(" span.s { "'hex'" } ");\n\n"
                span.c { "// " (t!(lang, "identity-in-page")) } "\n"
                "window.Shopbell = window.Shopbell || [];\n"
                "Shopbell.push([" span.s { "'identify'" } ", { id, hash, name, email }]);\n\n"
                span.c { "// " (t!(lang, "identity-dated-code")) } "\n"
                "const until = Math.floor(Date.now() / 1000) + 3600;\n"
                "const hash = crypto.createHmac(" span.s { "'sha256'" } ", " span.s { "SECRET" } ").update(`${user.id}.${until}`).digest(" span.s { "'hex'" } ");\n"
                "Shopbell.push([" span.s { "'identify'" } ", { id, hash, until, name, email }]);\n\n"
                span.c { "// " (t!(lang, "identity-out")) } "\n"
                "Shopbell.push([" span.s { "'reset'" } "]);"
            }
            (switch_form(lang, channel, "identity", &choice::switch_row(
                "dated", "calendar", &t!(lang, "identity-dated"), &t!(lang, "identity-dated-more"), channel.settings.identity_dated,
            )))
            p.small.muted { (t!(lang, "identity-how")) }
            @if let Some(secret) = shown.secret {
                @if shown.shows_secret {
                    div.secret {
                        div.row {
                            input.input.mono.grow #secret readonly value=(secret.expose()) aria-label=(t!(lang, "identity-secret")) autocomplete="off" autofocus;
                            (snippet::copy(lang, "secret"))
                        }
                        p."field__hint" { (t!(lang, "identity-keep")) }
                    }
                } @else {
                    div.row { a.btn."btn--sm" href={ (path) "?show=secret" } { (t!(lang, "identity-show")) } }
                }
            } @else {
                p.notice."notice--warn".small role="alert" { (icon_sm("circle-alert")) span { (t!(lang, "identity-locked")) } }
            }
            div.row { (renew.show()) }
        }
    }
}

pub(super) fn pausing(lang: Lang, channel: &Channel, path: &str, wish: &Wish) -> Markup {
    let is_site = channel.kind == ChannelKind::WebChat;
    let word = |name: &str| {
        let prefix = if is_site { "" } else { "account-" };
        lang.text(&format!("{prefix}{name}")).into_owned()
    };
    html! {
        div.card.setrow {
            (icon("circle-slash"))
            @if channel.paused_at.is_some() {
                div.grow { p."setrow__t" { (word("resume-title")) } p."setrow__d" { (word("resume-more")) } }
                form.row method="post" action={ (path) "/resume" } { button.btn."btn--sm"."btn--primary" { (t!(lang, "resume")) } }
            } @else {
                div.grow { p."setrow__t" { (word("pause-title")) } p."setrow__d" { (word("pause-more")) } }
                div.row {
                    (Confirm {
                        lang, id: "pause", here: path, is_open: wish.sure == "pause", deed: &t!(lang, "pause"), symbol: "circle-slash",
                        title: &t!(lang, "pause-sure", name = &channel.name), meaning: &word("pause-meaning"),
                        action: &format!("{path}/pause"),
                    }.show())
                }
            }
        }
    }
}

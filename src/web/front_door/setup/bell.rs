//! Step 5: does this computer ring? Then the counter is open.

use maud::{Markup, html};

use super::{
    address,
    channel::first_web_chat,
    view::{At, arrow, foot, frame},
};
use crate::{
    desk::setup::Progress,
    t,
    web::{
        answer::Refusal,
        layout::{icon, icon_sm, mark},
        request::{Ask, Caller},
    },
};

pub(super) async fn view(ask: &Ask, caller: &Caller, reached: Progress) -> Result<Markup, Refusal> {
    let channel = first_web_chat(ask).await?;
    let lang = caller.lang;
    let row = |symbol: &str, title: &str, more: &str, deed: &Markup| {
        html! {
            div.setrow {
                span.avatar."avatar--agent".av7 aria-hidden="true" { (icon_sm(symbol)) }
                div.grow { p."setrow__t" { (title) } p."setrow__d" { (more) } }
                div.row { (deed) }
            }
        }
    };
    Ok(frame(
        lang,
        &caller.preferences.theme,
        At::of(Progress::Bell, reached),
        &html! {
            form."setup__card" method="post" action="/setup/bell" aria-labelledby="heading" {
                header {
                    h1 #heading { (t!(lang, "setup-bell-title")) }
                    p."setup__lead" { (t!(lang, "setup-bell-lead")) }
                }
                div.card {
                    (row("bell-ring", &t!(lang, "bell-sound"), &t!(lang, "bell-sound-more"), &html! {
                        button.btn."btn--soft"."btn--sm" type="button" data-ring=(caller.preferences.volume.max(20)) hidden { (t!(lang, "bell-ring")) }
                    }))
                    (row("app-window", &t!(lang, "pop-up"), &t!(lang, "pop-up-more"), &html! {
                        button.btn."btn--sm" type="button" data-pop-up hidden { (t!(lang, "pop-up-allow")) }
                        span.ok.row.small #pop-up-state role="status" {}
                    }))
                    @if let Some(channel) = &channel {
                        (row("message-circle", &t!(lang, "test-chat"), &t!(lang, "test-chat-more"), &html! {
                            a.btn."btn--sm" href={ "/try/" (channel.site_key) } target="_blank" rel="noopener" {
                                (t!(lang, "test-chat-open")) (icon_sm("external-link"))
                            }
                        }))
                    }
                }
                p.notice."notice--warn".small #insecure hidden {
                    (icon_sm("lock-open")) span { (t!(lang, "insecure", url = &ask.house.base_url())) }
                }
                (foot(lang, Some(address(Progress::Team)), false, &t!(lang, "open-counter")))
            }
        },
    ))
}

pub(super) async fn done(ask: &Ask, caller: &Caller) -> Result<Markup, Refusal> {
    let lang = caller.lang;
    let look = match first_web_chat(ask).await? {
        Some(channel) => format!("/admin/channels/{}/look", channel.id),
        None => "/admin/channels".to_owned(),
    };
    let tile = |href: &str, symbol: &str, title: &str, more: &str| {
        html! {
            a.tile.plainlink href=(href) { (icon(symbol)) span { (title) small { (more) } } }
        }
    };
    Ok(frame(
        lang,
        &caller.preferences.theme,
        At::of(Progress::Done, Progress::Done),
        &html! {
            section."setup__card".center {
                span.bigbell { (mark("bell-rings")) }
                header {
                    h1 { (t!(lang, "setup-done-title")) }
                    p."setup__lead" { (t!(lang, "setup-done-lead")) }
                }
                div.tiles."tiles--3" {
                    (tile(&look, "palette", &t!(lang, "setup-done-look"), &t!(lang, "setup-done-look-more")))
                    (tile("/admin/closing", "list-checks", &t!(lang, "setup-done-types"), &t!(lang, "setup-done-types-more")))
                    (tile("/admin/team", "users-round", &t!(lang, "setup-done-team"), &t!(lang, "setup-done-team-more")))
                }
                div.row."setup__go" {
                    a.btn."btn--lg"."btn--primary" href="/console" { (t!(lang, "setup-done-go")) (arrow("arrow-right")) }
                }
            }
        },
    ))
}

//! A connected account: how it is, what is wrong and what to do about it, its name and its keys.

use http::StatusCode;
use maud::{Markup, html};

use super::{
    super::{Room, show_with},
    connect::{self, Typed},
    sign_in,
};
use crate::{
    base::{id::ChannelId, lang::Lang},
    channels::Calls,
    db::DbError,
    desk::{
        account::{self, Account, ConnectError, Introduction, Keys, Trouble},
        audit,
        channel::Channel,
        outbox,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong},
        hooks,
        layout::{channel_badge, channel_kind_name, icon, icon_sm},
        meanwhile,
        moment::{Style, moment},
        reach,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
        snippet,
    },
};

/// An account, and what its screen shows beside it.
pub(super) struct Shown {
    account: Account,
    waiting: u32,
    /// How its platform calls in, if it does.
    hook: Option<Hook>,
    parked: Vec<(crate::base::time::Timestamp, String)>,
}

/// How a platform calls in.
struct Hook {
    address: String,
    calls: Calls,
    /// What is entered there besides: the name of a text, and what it names.
    words: Vec<(&'static str, String)>,
}

/// The account that a channel is.
pub(super) async fn load(ask: &Ask, id: ChannelId) -> Result<Shown, Refusal> {
    let mut shown = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            Ok(Shown {
                account: account::by_id(reader, id)?.ok_or_else(Refusal::not_found)?,
                waiting: outbox::count(reader, id)?,
                hook: None,
                parked: account::parked(reader, id)?,
            })
        })
        .await?;
    let platform = ask.house.office.platform(&shown.account);
    shown.hook = platform
        .filter(|platform| platform.calls() != Calls::Never)
        .map(|platform| {
            let (base, key) = (ask.house.widget_url(), &shown.account.channel.site_key);
            Hook {
                address: hooks::address(&base, key),
                calls: platform.calls(),
                words: platform.entered_there(),
            }
        });
    Ok(shown)
}

/// Other keys for the same account.
pub(in crate::web::admin) async fn rekey(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: ChannelId = ask.place("id")?;
    let shown = load(&ask, id).await?;
    let typed: Typed = ask.form().await?;
    let (lang, kind) = (admin.lang, shown.account.channel.kind);
    let known = async {
        let mut keys = connect::keys(lang, kind, &typed, Some(&shown.account.keys_now()))?;
        if sign_in::is_wanted(kind, &typed, &keys) {
            let name = shown.account.channel.name.clone();
            let reply = sign_in::begin(&ask, lang, kind, Some(id), name, keys).await?;
            return Ok(Err(reply));
        }
        let who = connect::introduce(&ask, lang, kind, &mut keys).await?;
        Ok(Ok((keys, who)))
    };
    let wrong = match known.await {
        Ok(Ok((keys, who))) => match shown.change(&ask, &admin, &keys, who).await? {
            Ok(()) => return see_other(&format!("/admin/channels/{id}?saved=keys")),
            Err(wrong) => wrong,
        },
        Ok(Err(reply)) => return Ok(reply),
        Err(wrong) => wrong,
    };
    let inside = view(lang, &shown, &typed, &wrong, &Wish::default());
    show_with(
        StatusCode::BAD_REQUEST,
        &ask,
        &admin,
        Room::Channels,
        &inside,
    )
    .await
}

impl Shown {
    /// Gives the account other keys, with which its platform knows it.
    pub(super) async fn change(
        &self,
        ask: &Ask,
        admin: &AsAdmin,
        keys: &Keys,
        who: Introduction,
    ) -> Result<Result<(), Wrong>, Refusal> {
        let channel = &self.account.channel;
        let (id, name) = (channel.id, channel.name.clone());
        let (origin, keys) = (admin.origin(ask), keys.clone());
        let stored = ask
            .house
            .db
            .write::<_, ConnectError>(move |tx| {
                account::rekey(tx, id, &keys, &who)?;
                Ok(audit::log(tx, &origin, "account_rekeyed", &name)?)
            })
            .await;
        match stored {
            Ok(()) => Ok(Ok(())),
            Err(error) => Ok(Err(connect::wrong_of(admin.lang, channel.kind, error)?)),
        }
    }
}

/// Asks the platform once more who we are, and notes what it says.
pub(in crate::web::admin) async fn test(ask: Ask, admin: AsAdmin) -> Reply {
    let id: ChannelId = ask.place("id")?;
    let shown = load(&ask, id).await?;
    let (kind, mut keys) = (shown.account.channel.kind, shown.account.keys_now());
    if shown.account.is_locked {
        let wrong = Wrong::at("test", t!(admin.lang, "trouble-locked"));
        return failed(&ask, &admin, &shown, &wrong).await;
    }
    match connect::introduce(&ask, admin.lang, kind, &mut keys).await {
        Ok(who) if who.own_id == shown.account.own_id => {
            ask.house
                .db
                .write::<_, DbError>(move |tx| account::answered(tx, id, &who))
                .await?;
            see_other(&format!("/admin/channels/{id}?saved=test"))
        }
        Ok(_) => {
            let wrong = Wrong::at("test", t!(admin.lang, "connect-another"));
            failed(&ask, &admin, &shown, &wrong).await
        }
        Err(wrong) => failed(&ask, &admin, &shown, &wrong).await,
    }
}

async fn failed(ask: &Ask, admin: &AsAdmin, shown: &Shown, wrong: &Wrong) -> Reply {
    let inside = view(admin.lang, shown, &Typed::new(), wrong, &Wish::default());
    show_with(StatusCode::BAD_GATEWAY, ask, admin, Room::Channels, &inside).await
}

/// The admin has seen what may be lost, and what could not be read.
pub(in crate::web::admin) async fn settle(ask: Ask, _: AsAdmin) -> Reply {
    let id: ChannelId = ask.place("id")?;
    ask.house
        .db
        .write::<_, DbError>(move |tx| account::settle(tx, id))
        .await?;
    see_other(&format!("/admin/channels/{id}"))
}

/// How an account is, in a pill.
pub(super) fn state(lang: Lang, account: &Account) -> Markup {
    html! {
        @if account.channel.paused_at.is_some() {
            span.pill."pill--new" { (t!(lang, "channel-paused")) }
        } @else if account.trouble.is_some() {
            span.pill."pill--new" { (t!(lang, "account-stopped")) }
        } @else {
            span.pill."pill--active" { (t!(lang, "account-connected")) }
        }
    }
}

/// What is wrong with an account and what helps, in a sentence.
pub(super) fn trouble(
    lang: Lang,
    account: &Account,
    trouble: Trouble,
) -> std::borrow::Cow<'static, str> {
    match trouble {
        Trouble::Refused if sign_in::is_possible(account) => t!(lang, "trouble-sign-in"),
        Trouble::Refused => t!(lang, "trouble-refused"),
        Trouble::Setup => t!(lang, "trouble-setup"),
        Trouble::Rival => t!(lang, "trouble-rival"),
        Trouble::Unreachable => t!(lang, "trouble-unreachable"),
        Trouble::Locked => t!(lang, "trouble-locked"),
    }
}

pub(super) fn view(lang: Lang, shown: &Shown, typed: &Typed, wrong: &Wrong, wish: &Wish) -> Markup {
    let account = &shown.account;
    let channel = &account.channel;
    let path = format!("/admin/channels/{}", channel.id);
    let known = connect::known(channel.kind, &account.keys);
    html! {
        p { a.row.small href="/admin/channels" { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-channels")) } }
        header.sechead {
            (channel_badge(channel.kind, "lg"))
            div.grow {
                h2 dir="auto" { (channel.name) }
                p.row { (channel_kind_name(lang, channel.kind)) @if !account.username.is_empty() { " · " bdi { (account.username) } } (state(lang, account)) }
            }
            form method="post" action={ (path) "/test" } { button.btn { (icon_sm("refresh-cw")) (t!(lang, "account-test")) } }
        }
        nav.tabs aria-label=(channel.name) {
            a href=(path) aria-current="page" { (t!(lang, "account-tab")) }
            a href={ (path) "/files" } { (t!(lang, "channel-files")) }
            a href={ (path) "/window" } { (t!(lang, "channel-window")) }
        }
        @if wish.saved == "test" {
            p.notice."notice--ok".small role="status" { (icon_sm("circle-check")) span { (t!(lang, "account-test-ok")) } }
        } @else {
            (saved::notice(lang, !wish.saved.is_empty()))
        }
        (health(lang, shown, &path))
        @if let Some(hook) = &shown.hook { (calling(lang, account, hook)) }
        (naming(lang, channel, &path))
        form.card."card--pad".stack."stack--4" #keys method="post" action={ (path) "/keys" } autocomplete="off" {
            h3."card__title" { (t!(lang, "account-keys")) }
            p.small.muted { (t!(lang, "account-keys-more")) }
            div.formgrid { (connect::fields(lang, channel.kind, if typed.is_empty() { &known } else { typed }, wrong, true)) }
            div.row { button.btn { (t!(lang, "account-rekey")) } @if !sign_in::is_possible(account) { (sign_in::button(lang, channel.kind)) } }
        }
        (super::site::pausing(lang, channel, &path, wish))
    }
}

fn health(lang: Lang, shown: &Shown, path: &str) -> Markup {
    let account = &shown.account;
    html! {
        section.card."card--pad".stack."stack--3" aria-labelledby="health" {
            h3."card__title" #health { (t!(lang, "account-health")) }
            @if let Some((what, since, words)) = &account.trouble {
                p.notice."notice--warn".small role="alert" {
                    (icon_sm("circle-alert"))
                    span { b { (trouble(lang, account, *what)) } " " @if !words.is_empty() { bdi { "(" (words) ")" } " " } (t!(lang, "account-since")) " " (moment(*since, Style::Day)) }
                }
            }
            @let is_refused = matches!(account.trouble, Some((Trouble::Refused, ..)));
            @if is_refused { (signing_in(lang, account, "btn btn--primary")) }
            dl.health {
                dt { (t!(lang, "account-heard")) }
                dd { @match account.heard_at { Some(at) => (moment(at, Style::Day)), None => (t!(lang, "account-never")) } }
                dt { (t!(lang, "account-waiting")) }
                dd { (shown.waiting) }
                dt { (t!(lang, "account-keeps")) }
                dd { (lang.text(&format!("keeps-{}", account.channel.kind.word()))) }
            }
            @if !is_refused { (signing_in(lang, account, "btn btn--sm")) }
            @if account.lost.is_some() || !shown.parked.is_empty() {
                div.stack {
                    @if let Some((from, until)) = account.lost {
                        p.notice."notice--warn".small { (icon_sm("clock-alert")) span { (t!(lang, "account-lost")) " " (moment(from, Style::Day)) " – " (moment(until, Style::Day)) } }
                    }
                    @if !shown.parked.is_empty() {
                        details {
                            summary.small { (t!(lang, "account-parked", count = shown.parked.len())) }
                            @for (at, raw) in &shown.parked { p."xs muted" { (moment(*at, Style::Day)) } pre.code { (raw) } }
                        }
                    }
                    form method="post" action={ (path) "/settle" } { button.btn."btn--sm" { (icon("check")) (t!(lang, "account-settle")) } }
                }
            }
        }
    }
}

/// Signing in anew, with what stands in the form below.
fn signing_in(lang: Lang, account: &Account, class: &str) -> Markup {
    html! {
        @if sign_in::is_possible(account) {
            div.row { button class=(class) form="keys" name=(sign_in::FIELD) value="on" { (icon_sm("log-in")) (t!(lang, "oauth-there")) } }
        }
    }
}

/// What the platform is told for it to call in.
fn calling(lang: Lang, account: &Account, hook: &Hook) -> Markup {
    let (lead, words) = match hook.calls {
        Calls::Besides => (t!(lang, "account-hook-besides"), Vec::new()),
        _ if !hook.words.is_empty() => {
            let step = format!("connect-{}-step-3", account.channel.kind.word());
            (lang.text(&step), hook.words.clone())
        }
        Calls::Never | Calls::WithOurSecret => {
            let ours = account.keys.get(account::OUR_SECRET).to_owned();
            (
                t!(lang, "account-hook"),
                vec![("account-hook-secret", ours)],
            )
        }
    };
    let address = ("account-hook-address", hook.address.clone());
    html! {
        section.card."card--pad".stack."stack--3" aria-labelledby="calls" {
            h3."card__title" #calls { (t!(lang, "account-hook-title")) }
            p.small { (lead) }
            @for (place, (name, value)) in [address].into_iter().chain(words).enumerate() {
                @let id = format!("hook-{place}");
                div.field {
                    label.field__label for=(id) { (lang.text(name)) }
                    div.row {
                        input.input.mono.grow id=(id) readonly value=(value) autocomplete="off";
                        (snippet::copy(lang, &id))
                    }
                }
            }
            // What is not needed need not work.
            @if hook.calls != Calls::Besides { (reach::of_calls(lang, &hook.address)) }
        }
    }
}

fn naming(lang: Lang, channel: &Channel, path: &str) -> Markup {
    html! {
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            (meanwhile::shown(&super::Typed::from(channel)))
            div.formgrid {
                (Field::new("channel", "name", t!(lang, "channel-name")).value(&channel.name).longest(80).hint(t!(lang, "connect-name-hint")).required())
                (super::site::language(lang, &channel.settings.language))
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

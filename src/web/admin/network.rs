//! How the house is reached: its addresses, what browsers allow under each, and the one switch that opens it to the
//! network by HTTPS.

use std::time::Duration;

use http::header;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, relay, show};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        audit,
        setting::{self, Network},
    },
    t,
    web::{
        House,
        answer::{Reply, see_other},
        confirm::Confirm,
        https::{Fault, Stand, address_of, bracketed},
        layout::{icon, icon_sm},
        moment::{Style, moment},
        qr,
        request::{AsAdmin, Ask, Way},
        router::{Route, admin, get, post},
        saved::Wish,
        snippet,
    },
};

pub(super) const HERE: &str = "/admin/network";

/// Opening and closing are waited for so long; the page tells what came of it.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn routes() -> Vec<Route> {
    vec![get(HERE, admin(page)), post(HERE, admin(switch))]
}

#[derive(Deserialize)]
struct Switch {
    /// `yes` opens, anything else closes.
    #[serde(default)]
    open: String,
}

async fn switch(mut ask: Ask, admin: AsAdmin) -> Reply {
    let wish: Switch = ask.form().await?;
    let opens = wish.open == "yes";
    // What was set at the start is changed there; and who closes the door through which they came would be left without
    // an answer.
    if !is_ours(&ask.house) || (!opens && ask.way == Way::Secured) {
        return see_other(HERE);
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            let old: Network = setting::get(tx)?;
            if old.is_open == opens {
                return Ok(());
            }
            let new = Network {
                is_open: opens,
                ..old
            };
            setting::put(tx, &new)?;
            let act = if opens {
                "network_opened"
            } else {
                "network_closed"
            };
            audit::log(tx, &origin, act, "")
        })
        .await?;
    let https = &ask.house.https;
    https.look_again();
    https
        .until(
            |stand| stand.listening.is_some() == opens || stand.fault.is_some(),
            PATIENCE,
        )
        .await;
    see_other(HERE)
}

/// Whether the switch is the admin's: not when the house was started with an address, and not in the demo.
fn is_ours(house: &House) -> bool {
    house.config.https.is_none() && !house.config.demo
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    room(&ask, &admin, &relay::Typed::default()).await
}

/// The page, with what was typed for a relay and not accepted.
pub(super) async fn room(ask: &Ask, admin: &AsAdmin, typed: &relay::Typed) -> Reply {
    let wish = Wish::of(ask)?;
    let (lang, stand) = (admin.lang, ask.house.https.stand());
    let inside = html! {
        (heading(&t!(lang, "room-network"), &t!(lang, "network-lead"), &html! {}))
        (door(lang, ask, &stand, &wish))
        (relay::card(lang, &ask.house, typed, &wish))
        (addresses(lang, &ask.house, &stand))
        @if let Some(authority) = ask.house.https.authority().filter(|_| stand.listening.is_some()) {
            section.card {
                header."card__head" { h3."card__title".grow { (t!(lang, "network-trust")) } }
                @if !trust_pages(&stand).is_empty() {
                    div.setrow {
                        (icon("monitor-smartphone"))
                        div.grow {
                            span."setrow__t" { (t!(lang, "network-trust-once")) }
                            p."setrow__d" { (t!(lang, "network-trust-more")) }
                            @for url in trust_pages(&stand) { p."setrow__d" { code.anywhere dir="ltr" { (url) } } }
                        }
                        a.btn."btn--sm" href="/trust" { (t!(lang, "network-trust-page")) }
                    }
                }
                div.setrow {
                    (icon("badge-check"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "trust-fingerprint")) }
                        p."setrow__d" { (t!(lang, "network-fingerprint-more")) }
                        p { code.small.anywhere #fingerprint dir="ltr" { (snippet::pairs(&authority.fingerprint())) } }
                        p."setrow__d" { (authority.name()) }
                    }
                    (snippet::copy(lang, "fingerprint"))
                }
            }
        }
        (allowed(lang, ask))
    };
    show(ask, admin, Room::Network, &inside).await
}

/// The switch, or why there is none, and what is wrong.
fn door(lang: Lang, ask: &Ask, stand: &Stand, wish: &Wish) -> Markup {
    let house = &ask.house;
    let (is_open, is_ours) = (stand.listening.is_some(), is_ours(house));
    let is_wide = stand.listening.is_some_and(|door| !door.ip().is_loopback());
    html! {
        section.card {
            header."card__head" { h3."card__title".grow { (t!(lang, "network-door")) } }
            div.setrow {
                (icon(if is_open { "lock" } else { "monitor" }))
                div.grow {
                    span."setrow__t" { @if is_wide { (t!(lang, "network-is-open")) } @else { (t!(lang, "network-is-closed")) } }
                    p."setrow__d" {
                        @if house.config.demo { (t!(lang, "network-demo")) }
                        @else if !is_ours { (t!(lang, "network-by-start")) " " code.nowrap { "--https" } }
                        @else if is_open && ask.way == Way::Secured { (t!(lang, "network-close-there")) " " code.anywhere dir="ltr" { (house.near_url()) } }
                        @else if is_open { (t!(lang, "network-open-more")) }
                        @else { (t!(lang, "network-closed-more")) }
                    }
                    @if let Some((_, until)) = stand.holds {
                        p."setrow__d" { (t!(lang, "network-holds")) " " (moment(until, Style::Date)) }
                    }
                }
                @if is_ours && !is_open {
                    form method="post" action=(HERE) {
                        input type="hidden" name="open" value="yes";
                        button.btn."btn--primary" { (icon_sm("lock")) (t!(lang, "network-open")) }
                    }
                } @else if is_ours && ask.way != Way::Secured {
                    (Confirm {
                        lang, id: "close-network", here: HERE, is_open: wish.sure == "close-network", deed: &t!(lang, "network-close"), symbol: "ban",
                        title: &t!(lang, "network-close-sure"), meaning: &t!(lang, "network-close-more"), action: HERE,
                    }.show())
                }
            }
            @if let Some(fault) = &stand.fault {
                div.setrow {
                    (icon("circle-alert"))
                    div.grow {
                        span."setrow__t" { (words(lang, fault)) }
                        p."setrow__d" { code.anywhere dir="auto" { (fault) } }
                    }
                }
            }
            @if let Some(why) = &stand.untold {
                div.setrow {
                    (icon("circle-alert"))
                    div.grow {
                        span."setrow__t" { (t!(lang, "network-untold")) }
                        p."setrow__d" { code.anywhere dir="auto" { (why) } }
                    }
                }
            }
        }
    }
}

fn words(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Port(address, _) => t!(lang, "network-fault-port", address = &address.to_string()),
        Fault::Unusable(_) => t!(lang, "network-fault-unusable"),
        Fault::Refused(_) => t!(lang, "network-fault-refused"),
        Fault::Over(_) => t!(lang, "network-fault-over"),
        Fault::Ends(_) => t!(lang, "network-fault-ends"),
        Fault::WrongName(name) => t!(lang, "network-fault-name", name = name),
    }
    .into_owned()
}

/// Where the house answers, each with its button and picture, and who gets there.
fn addresses(lang: Lang, house: &House, stand: &Stand) -> Markup {
    let mut all: Vec<(String, String)> = Vec::new();
    if let Some(url) = &house.config.public_url {
        all.push((url.clone(), t!(lang, "network-to-all").into_owned()));
    }
    let network = t!(lang, "network-to-network");
    if let Some(listening) = stand
        .listening
        .filter(|_| !house.config.certified.is_public())
    {
        let hosts = stand
            .name
            .iter()
            .cloned()
            .chain(stand.addresses.iter().copied().map(bracketed));
        all.extend(hosts.map(|host| {
            (
                address_of("https", &host, listening.port()),
                network.clone().into_owned(),
            )
        }));
    }
    if let Some(plain) = house
        .listening
        .get()
        .filter(|address| !address.ip().is_loopback())
    {
        let open = t!(lang, "network-to-network-openly");
        let reached = crate::lan::reached(*plain).into_iter().map(bracketed);
        let hosts = stand.name.iter().cloned().chain(reached);
        all.extend(hosts.map(|host| {
            (
                address_of("http", &host, plain.port()),
                open.clone().into_owned(),
            )
        }));
    }
    all.push((house.near_url(), t!(lang, "network-to-here").into_owned()));
    html! {
        section.card {
            header."card__head" { h3."card__title".grow { (t!(lang, "network-addresses")) } }
            @if stand.is_renamed {
                div.setrow {
                    (icon("info"))
                    p.grow { (t!(lang, "network-renamed", name = &format!("{}.local", house.config.local_name), new = stand.name.as_deref().unwrap_or_default())) }
                }
            }
            @for (index, (url, who)) in all.iter().enumerate() {
                @let id = format!("address-{index}");
                div.setrow {
                    (icon(if url.starts_with("https") { "lock" } else { "lock-open" }))
                    div.grow {
                        a.medium.anywhere id=(id) href=(url) dir="ltr" { (url) }
                        p."setrow__d" { (who) }
                        // A telephone cannot get to another machine by the name it has for itself.
                        @if index + 1 < all.len() {
                            details.more {
                                summary.small { (t!(lang, "network-qr")) }
                                (qr::picture(&t!(lang, "network-qr-label", url = url), &to_scan(url, stand)))
                            }
                        }
                    }
                    (snippet::copy(lang, &id))
                }
            }
        }
    }
}

/// What stands in the picture: a telephone that trusts goes on from the page for those that do not yet.
fn to_scan(url: &str, stand: &Stand) -> String {
    let own = stand
        .listening
        .map(|listening| format!(":{}", listening.port()));
    match url.strip_prefix("https://") {
        Some(rest) if own.is_some_and(|own| rest.ends_with(&own)) => format!("http://{rest}/"),
        _ => format!("{url}/"),
    }
}

/// Where a device that does not trust the house yet begins: by plain HTTP, at the door for HTTPS.
fn trust_pages(stand: &Stand) -> Vec<String> {
    let port = stand.listening.map_or(0, |listening| listening.port());
    let hosts = stand
        .name
        .iter()
        .cloned()
        .chain(stand.addresses.iter().copied().map(bracketed));
    hosts
        .map(|host| format!("http://{host}:{port}/trust"))
        .take(2)
        .collect()
}

/// What browsers give to a secure address, and what is so where the admin is now.
fn allowed(lang: Lang, ask: &Ask) -> Markup {
    let is_near = ask
        .header(header::HOST)
        .and_then(|host| host.parse::<http::uri::Authority>().ok())
        .is_some_and(|host| crate::web::reach::is_this_machine(&format!("http://{host}")));
    let is_safe = ask.is_secure() || is_near;
    let yes = |is_so: bool| {
        html! {
            @if is_so { span.ok.row.small { (icon_sm("check")) (t!(lang, "network-yes")) } }
            @else { span.no.row.small { (icon_sm("x")) (t!(lang, "network-no")) } }
        }
    };
    // Each with whether plain HTTP beyond this machine gives it.
    let gifts = [
        (t!(lang, "network-gift-sound"), true),
        (t!(lang, "network-gift-count"), true),
        (t!(lang, "network-gift-microphone"), false),
        (t!(lang, "network-gift-pop-up"), false),
        (t!(lang, "network-gift-push"), false),
        (t!(lang, "network-gift-install"), false),
        (t!(lang, "network-gift-private"), false),
    ];
    html! {
        section.card.clip {
            header."card__head" { h3."card__title".grow { (t!(lang, "network-gifts")) } }
            div.setrow {
                (icon(if is_safe { "circle-check" } else { "shield-alert" }))
                p.grow { @if is_safe { (t!(lang, "network-here-safe")) } @else { (t!(lang, "network-here-open")) } }
            }
            table.table.gifts {
                thead { tr {
                    th { (t!(lang, "network-gift")) }
                    th { (t!(lang, "network-by-https")) }
                    th { (t!(lang, "network-by-http")) }
                } }
                tbody {
                    @for (gift, openly) in &gifts {
                        tr { td { (gift) } td { (yes(true)) } td { (yes(*openly)) } }
                    }
                }
            }
            div.setrow { (icon("globe")) p.grow."setrow__d" { (t!(lang, "network-site")) } }
        }
    }
}

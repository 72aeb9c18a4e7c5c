//! The doctor at the console: everything is looked at when an admin asks, and each finding says what to do.

use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    base::lang::Lang,
    channels::reach,
    db::DbError,
    desk::account,
    ops::doctor::{self, Finding, Verdict},
    t,
    web::{
        answer::Refusal,
        field::choice,
        layout::{icon, icon_sm},
        request::Ask,
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    channels: Option<String>,
}

/// Looks at everything, and at the platforms of all channels where that was asked for.
pub(super) async fn look(ask: &Ask, typed: &Typed) -> Result<Vec<Finding>, Refusal> {
    let house = &ask.house;
    let (data, key) = (house.config.data.clone(), house.config.key_file.clone());
    let looked = house
        .db
        .read::<_, DbError>(move |reader| {
            let accounts = account::all(reader)?;
            Ok((doctor::examine_own(&data, &key, reader)?, accounts))
        })
        .await?;
    let (mut findings, accounts) = looked;
    let (http, url) = (house.office.http(), house.base_url());
    findings.extend(doctor::url_reached(&url, http.finds_house(&url).await));
    let (door, now) = (house.https_door(), house.db.clock().now());
    findings.extend(door.map(|door| doctor::certificate(&door, now)));
    if typed.channels.is_some() {
        let knocks = accounts.iter().map(|account| async move {
            let reached = reach::knock(account, http, || house.db.clock().now()).await?;
            let (kind, id) = (account.channel.kind.word(), account.channel.id.0);
            Some(doctor::channel_reached(kind, id, reached))
        });
        let found = futures_util::future::join_all(knocks).await;
        findings.extend(found.into_iter().flatten());
    }
    Ok(findings)
}

/// The card with the button, and what was found if it was just pressed.
pub(super) fn card(lang: Lang, findings: Option<&[Finding]>) -> Markup {
    html! {
        section.card #checkup aria-labelledby="checkup-title" {
            header."card__head" {
                div.grow { h3."card__title" #checkup-title { (t!(lang, "doctor")) } p.small.muted { (t!(lang, "doctor-lead")) } }
            }
            @if let Some(findings) = findings { (found(lang, findings)) }
            form.setrow method="post" action="/admin/house/check#checkup" {
                (icon("refresh-cw"))
                div.grow { (choice::check("channels", &t!(lang, "doctor-channels"), false)) }
                button.btn { (t!(lang, "doctor-check")) }
            }
        }
    }
}

fn found(lang: Lang, findings: &[Finding]) -> Markup {
    let of = |verdict: Verdict| findings.iter().filter(move |one| one.verdict == verdict);
    let (wrong, look) = (of(Verdict::Wrong).count(), of(Verdict::Look).count());
    let well: Vec<&Finding> = of(Verdict::Well).collect();
    html! {
        p.setrow role="status" {
            @if wrong + look == 0 { (icon("circle-check")) b.semi { (t!(lang, "house-well")) } }
            @else { (icon("circle-alert")) b.semi { (t!(lang, "doctor-found", count = wrong + look)) } }
        }
        @for one in of(Verdict::Wrong).chain(of(Verdict::Look)) { (row(lang, one)) }
        details.doctor__well {
            summary.setrow { (icon("circle-check")) span.row { (t!(lang, "doctor-in-order", count = well.len())) (icon_sm("chevron-down")) } }
            @for one in well { (row(lang, one)) }
        }
    }
}

fn row(lang: Lang, one: &Finding) -> Markup {
    let next = one.next_step(lang).filter(|next| !next.is_empty());
    html! {
        div.setrow data-check=(one.check) data-state=(one.state) {
            @match one.verdict {
                Verdict::Well => (icon("circle-check")),
                Verdict::Look | Verdict::Wrong => (icon("circle-alert")),
            }
            div.grow {
                span."setrow__t" { (one.title(lang)) }
                p."setrow__d" dir="auto" { (one.words(lang)) }
                @if let Some(next) = next { p.small { (next) } }
            }
            span.row {
                @match one.verdict {
                    Verdict::Well => {},
                    Verdict::Look => span.pill."pill--await" { (t!(lang, "doctor-look")) },
                    Verdict::Wrong => span.pill."pill--new" { (t!(lang, "doctor-wrong")) },
                }
                @if let Some(channel) = one.subject { a.btn."btn--sm" href={ "/admin/channels/" (channel) } { (t!(lang, "trouble-more")) } }
            }
        }
    }
}

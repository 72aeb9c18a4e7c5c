//! Where a device comes to trust the house: the certificate of its own authority, how to install it, and whether that
//! has worked. Reached by plain HTTP, because a device that does not trust yet comes no other way.

use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};

use super::{sign_in::team_name, view::Card};
use crate::{
    base::lang::Lang,
    t,
    tls::authority::Authority,
    web::{
        answer::{self, Refusal, Reply},
        https::address_of,
        layers::CONTENT_SECURITY_POLICY,
        layout::icon_sm,
        request::Ask,
        snippet,
    },
};

/// What devices are told apart by: the mark in a browser's words, the key of the steps, the name on the screen.
const SYSTEMS: [(&str, &str, &str); 6] = [
    ("Firefox/", "trust-firefox", "Firefox"),
    ("iPhone", "trust-ios", "iPhone, iPad"),
    ("Android", "trust-android", "Android"),
    ("Windows", "trust-windows", "Windows"),
    ("Mac OS X", "trust-macos", "macOS"),
    ("Linux", "trust-linux", "Linux"),
];

/// For whom the profile is, by the names that are the same in every language.
const APPLE: &str = "iPhone, iPad, Mac";

/// The authority, and the port at which what it signs is shown. Without a door for HTTPS there is nothing to trust.
fn authority(ask: &Ask) -> Result<(&Authority, u16), Refusal> {
    let listening = ask.house.https.stand().listening;
    ask.house
        .https
        .authority()
        .zip(listening)
        .map(|(authority, listening)| (authority, listening.port()))
        .ok_or_else(Refusal::not_found)
}

pub(super) async fn page(ask: Ask) -> Reply {
    let (authority, port) = authority(&ask)?;
    // The guard has seen that it is a name of ours.
    let host = ask.header(header::HOST).unwrap_or_default();
    let host: http::uri::Authority = host.parse().map_err(|_| Refusal::not_found())?;
    let url = address_of("https", host.host(), port);
    let lang = ask.lang();
    let shown = Card {
        lang,
        title: &t!(lang, "trust-title"),
        heading: &t!(lang, "trust-title"),
        lead: &format!("{} · {}", team_name(&ask).await?, t!(lang, "trust-lead")),
        here: "/trust",
        aside: "",
    }
    .show(&view(
        lang,
        authority,
        &url,
        ask.header(header::USER_AGENT).unwrap_or_default(),
    ));
    let mut answer = answer::page(shown)?;
    // The page asks the house by HTTPS, which to a browser is another site.
    let policy =
        CONTENT_SECURITY_POLICY.replace("connect-src 'self'", &format!("connect-src 'self' {url}"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        answer
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(answer)
}

fn view(lang: Lang, authority: &Authority, url: &str, user_agent: &str) -> Markup {
    let own = SYSTEMS
        .iter()
        .position(|(mark, ..)| user_agent.contains(mark));
    html! {
        section.card."card--pad".stack."stack--4" {
            div.stack #trust data-check={ (url) "/trust/check" } role="status" {
                p.notice.small data-state="unknown" { (icon_sm("info")) span { (t!(lang, "trust-unknown")) } }
                p.notice.small data-state="checking" hidden { (icon_sm("loader-circle")) span { (t!(lang, "trust-checking")) } }
                p.notice."notice--ok".small data-state="trusted" hidden { (icon_sm("circle-check")) span { (t!(lang, "trust-yes")) } }
                p.notice."notice--warn".small data-state="untrusted" hidden { (icon_sm("shield-alert")) span { (t!(lang, "trust-no")) } }
            }
            a.btn."btn--primary"."btn--lg"."btn--block" href={ (url) "/" } { (icon_sm("lock")) (t!(lang, "trust-open")) }
            button.btn."btn--block" #trust-again type="button" hidden { (icon_sm("refresh-cw")) (t!(lang, "trust-again")) }
        }
        section.card."card--pad".stack."stack--4" {
            h2."card__title" { (t!(lang, "trust-how")) }
            ol.steplist.small {
                li { (t!(lang, "trust-step-load")) }
                li { (t!(lang, "trust-step-compare")) }
                li { (t!(lang, "trust-step-install")) }
            }
            div.row.wrap {
                a.btn href="/trust/shopbell.crt" download { (icon_sm("download")) "shopbell.crt" }
                a.btn href="/trust/shopbell.mobileconfig" { (icon_sm("smartphone")) (APPLE) }
            }
            div.stack {
                p.small.medium { (t!(lang, "trust-fingerprint")) }
                code.small.anywhere dir="ltr" { (snippet::pairs(&authority.fingerprint())) }
                p.small.muted { (t!(lang, "trust-listed", name = authority.name())) }
            }
            div.stack {
                @for (index, (_, steps, name)) in SYSTEMS.iter().enumerate() {
                    details.more open[own == Some(index)] {
                        summary.medium { (name) }
                        p.small { (lang.text(steps)) }
                    }
                }
            }
        }
    }
}

/// The certificate as most systems install it.
pub(super) async fn certificate(ask: Ask) -> Reply {
    let (authority, _) = authority(&ask)?;
    let bytes = authority.certificate().to_vec();
    Ok(answer::content(
        StatusCode::OK,
        "application/x-x509-ca-cert",
        bytes,
    ))
}

/// The certificate as iOS and macOS install it.
pub(super) async fn profile(ask: Ask) -> Reply {
    let (authority, _) = authority(&ask)?;
    Ok(answer::content(
        StatusCode::OK,
        "application/x-apple-aspen-config",
        authority.profile(),
    ))
}

/// That this can be asked by HTTPS is all that there is to know. The page that asks was loaded by plain HTTP and is
/// therefore another site's.
pub(super) async fn check(ask: Ask) -> Reply {
    authority(&ask)?;
    let mut answer = answer::done()?;
    let headers = answer.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    Ok(answer)
}

/// What an ACME authority finds that looks by plain HTTP, see <https://www.rfc-editor.org/rfc/rfc8555#section-8.3>.
pub(super) async fn challenge(ask: Ask) -> Reply {
    let token: String = ask.place("token")?;
    let words = ask
        .house
        .https
        .answer(&token)
        .ok_or_else(Refusal::not_found)?;
    Ok(answer::content(
        StatusCode::OK,
        "application/octet-stream",
        words,
    ))
}

//! `GET /metrics`: numbers for whoever watches programs, as Prometheus reads them
//! (<https://prometheus.io/docs/instrumenting/exposition_formats/>). Nothing of anybody's words, names or addresses is among them,
//! and no label has more values than the admin has connected accounts.

mod gather;
mod text;

use std::{
    net::IpAddr,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use http::{HeaderMap, StatusCode};
use prometheus_client::encoding::prometheus_text;

use super::{
    House,
    answer::{self, Refusal, Reply},
    callers,
    request::{Ask, Via},
    router::{Route, anybody, get},
};
use crate::{
    base::{id::EventId, meter::Meter},
    desk::{channel::ChannelKind, team::api_key::Scope},
};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/metrics", anybody(show))]
}

async fn show(ask: Ask) -> Reply {
    if !is_near(&ask.house, ask.address, &ask.headers) {
        let caller = callers::of_team(&ask).await;
        let may = caller.is_ok_and(
            |caller| matches!(caller.via, Via::Key(_, scopes) if scopes.allow(Scope::Metrics)),
        );
        // A stranger does not learn that there is anything.
        if !may {
            return Err(Refusal::not_found());
        }
    }
    let numbers = gather::gather(&ask.house).await?;
    let text = text::write(numbers);
    Ok(answer::content(
        StatusCode::OK,
        prometheus_text::CONTENT_TYPE,
        text,
    ))
}

/// Headers with which proxies say for whom they ask.
const FORWARDED: [&str; 4] = ["x-forwarded-for", "x-real-ip", "forwarded", "via"];

/// Whether somebody on this machine asks, and not the world through a proxy on it: behind a proxy that is not listed as
/// trusted everybody comes from this machine, so that nobody is believed to.
fn is_near(house: &House, address: IpAddr, headers: &HeaderMap) -> bool {
    let is_proxied = FORWARDED.iter().any(|name| headers.contains_key(*name));
    let is_public = house.config.public_url.as_deref().is_some_and(|url| {
        url.parse::<http::Uri>()
            .is_ok_and(|uri| !crate::call::is_loopback(&uri))
    });
    let is_told = !house.config.trusted_proxies.is_empty();
    address.is_loopback() && !is_proxied && (!is_public || is_told)
}

/// What sort of request: few enough to be labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Style sheets, scripts, pictures of ours.
    Asset,
    /// The widget, the help centre, what is linked to.
    Public,
    /// The API's side for visitors.
    Visitor,
    /// The API's side for the team and programs.
    Agent,
    /// Platforms that call in.
    Hook,
    /// Whoever watches.
    Watch,
    /// Pages of the console and the admin's rooms.
    Console,
}

impl Class {
    const ALL: [Self; 7] = [
        Self::Asset,
        Self::Public,
        Self::Visitor,
        Self::Agent,
        Self::Hook,
        Self::Watch,
        Self::Console,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Asset => "asset",
            Self::Public => "public",
            Self::Visitor => "visitor",
            Self::Agent => "agent",
            Self::Hook => "hook",
            Self::Watch => "watch",
            Self::Console => "console",
        }
    }

    /// By the path that is asked for.
    pub(super) fn of(path: &str) -> Self {
        let begins = |with: &[&str]| with.iter().any(|part| path.starts_with(part));
        if begins(&["/a/"]) {
            Self::Asset
        } else if begins(&["/api/v1/visitor/", "/api/v1/widget/", "/api/v1/faces/"]) {
            Self::Visitor
        } else if begins(&["/api/"]) {
            Self::Agent
        } else if begins(&["/hooks/"]) {
            Self::Hook
        } else if matches!(path, "/healthz" | "/readyz" | "/metrics" | "/openapi.json") {
            Self::Watch
        } else if begins(&["/w.js", "/widget/", "/help", "/f/", "/try/"]) {
            Self::Public
        } else {
            Self::Console
        }
    }
}

/// Requests of one class.
#[derive(Debug, Default)]
struct Asked {
    took: Meter,
    /// By the first figure of their status.
    statuses: [AtomicU64; 5],
}

/// What is counted while the house is open.
#[derive(Debug, Default)]
pub struct Counts {
    asked: [Asked; Class::ALL.len()],
    messages: Mutex<Messages>,
}

/// Messages by channel and direction, up to an event: what came since is read when somebody asks.
#[derive(Debug, Clone, Default)]
struct Messages {
    until: Option<EventId>,
    counts: Vec<(ChannelKind, &'static str, u64)>,
}

impl Counts {
    /// How long pages of the console took.
    #[must_use]
    pub fn pages(&self) -> crate::base::meter::Reading {
        self.asked[Class::Console as usize].took.read()
    }

    /// A request was answered with this status, after so long.
    pub(super) fn note(&self, class: Class, status: StatusCode, took: Duration) {
        let asked = &self.asked[class as usize];
        asked.took.note(took);
        let first = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        asked.statuses[first].fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn every_path_has_its_class() {
        for (path, class) in [
            ("/a/1f/console.js", Class::Asset),
            ("/w.js", Class::Public),
            ("/help/de/delivery", Class::Public),
            ("/api/v1/visitor/messages", Class::Visitor),
            ("/api/v1/agent/events", Class::Agent),
            ("/api/v1/webhooks", Class::Agent),
            ("/hooks/site_1", Class::Hook),
            ("/metrics", Class::Watch),
            ("/console/1", Class::Console),
            ("/", Class::Console),
        ] {
            assert_eq!(Class::of(path), class, "{path}");
        }
    }
}

//! What is refused before any handler runs: foreign hosts, and changes that another site asks for.

use std::net::IpAddr;

use http::{HeaderMap, Method, StatusCode, header, uri::Authority};

use super::{
    House,
    answer::Refusal,
    public::{self, Entrance},
    request::{Ask, Way, bearer},
};

/// Refuses a `Host` that is not ours with 421: a name that somebody re-pointed at this machine reads
/// and changes nothing.
pub(super) fn check_host(house: &House, headers: &HeaderMap, way: Way) -> Result<(), Refusal> {
    // Of two names, whoever stands in front of the house may have looked at the other one.
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok().and_then(|host| host.parse().ok()),
        _ => None,
    };
    let ours = host.is_some_and(|host| match way {
        // What names the relay came through it, and what came through it names it.
        Way::Relayed => house.relayed.url().as_deref().and_then(public::authority) == Some(host),
        Way::Plain | Way::Secured | Way::Astray => is_ours(house, &host),
    });
    ours.then_some(())
        .ok_or_else(|| Refusal::new(StatusCode::MISDIRECTED_REQUEST, "wrong-host"))
}

fn is_ours(house: &House, host: &Authority) -> bool {
    let name = host.host().trim_matches(['[', ']']);
    let public = house
        .config
        .public_url
        .as_deref()
        .and_then(public::authority);
    let widget = house
        .config
        .widget_url
        .as_deref()
        .and_then(public::authority);
    if public
        .iter()
        .chain(&widget)
        .any(|ours| ours.host().eq_ignore_ascii_case(host.host()))
    {
        return true;
    }
    if house
        .config
        .hosts
        .iter()
        .any(|ours| ours.eq_ignore_ascii_case(name))
    {
        return true;
    }
    match name.parse::<IpAddr>() {
        // A numeric address cannot be re-pointed, so any of this machine's own will do.
        Ok(address) => {
            let secured = house.https.with(|stand| stand.listening);
            address.is_loopback()
                || [
                    house.listening.get().copied(),
                    house.public_listening.get().copied(),
                    secured,
                ]
                .iter()
                .flatten()
                .any(|listening| listening.ip() == address || listening.ip().is_unspecified())
        }
        Err(_) => {
            name.eq_ignore_ascii_case("localhost")
                || house.https.with(|stand| {
                    let mut hosts = stand.hosts.iter();
                    hosts.any(|host| host.eq_ignore_ascii_case(name))
                })
        }
    }
}

/// Refuses a change that is asked for with our cookie from somebody else's page.
///
/// `Origin` decides; every browser sends it with a change. Where it is absent, `Sec-Fetch-Site` must
/// say same-origin, which browsers leave out on plain HTTP, so it is never the only test. A request
/// with neither comes from a program, which is no danger unless it carries the cookie.
pub(super) fn check_origin(ask: &Ask) -> Result<(), Refusal> {
    let headers = &ask.headers;
    let is_safe = matches!(ask.method, Method::GET | Method::HEAD | Method::OPTIONS);
    // A token in the header was put there on purpose, and then cookies are not looked at. Names and
    // passwords are none: a browser adds those by itself.
    let by_token = bearer(headers).is_some();
    if is_safe || by_token {
        return Ok(());
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let same = match (
        text(header::ORIGIN),
        text(header::HeaderName::from_static("sec-fetch-site")),
    ) {
        (Some(origin), _) => is_own_origin(ask, origin, text(header::HOST)),
        (None, Some(site)) => site == "same-origin",
        (None, None) => !headers.contains_key(header::COOKIE),
    };
    same.then_some(())
        .ok_or_else(|| Refusal::new(StatusCode::FORBIDDEN, "foreign-origin"))
}

/// Whether a page of this origin is ours: scheme, name and port.
fn is_own_origin(ask: &Ask, origin: &str, host: Option<&str>) -> bool {
    let config = &ask.house.config;
    if ask.way == Way::Relayed {
        return ask.house.relayed.url().as_deref() == Some(origin);
    }
    // The widget's pages are the console's neighbours and not its own.
    let public = match ask.entrance {
        // Where it has no name of its own, its proxy brings it the house's.
        Entrance::World => config.world_url(),
        Entrance::House => config.public_url.as_deref(),
    };
    if public == Some(origin) {
        return true;
    }
    if ask.way == Way::Secured {
        let authority = origin.strip_prefix("https://");
        return authority.is_some() && authority == host;
    }
    // Past the public name the house speaks plain HTTP. Under a name it serves by HTTPS, a page that came
    // by plain HTTP is somebody else's.
    let of_public = public.and_then(|url| url.strip_prefix("https://"));
    origin
        .strip_prefix("http://")
        .is_some_and(|authority| Some(authority) == host && Some(authority) != of_public)
}

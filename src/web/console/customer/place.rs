//! Where the customer is: as they said themselves, or roughly, by their network address. Nothing is
//! fetched for it; a map is a link that the agent chooses.

use maud::{Markup, html};

use super::Known;
use crate::{
    atlas::{Found, Trouble},
    base::{gcj02, lang::Lang},
    desk::{channel::ChannelKind, team::Role},
    t,
    web::{
        layout::icon_sm,
        moment::{Style, moment},
    },
};

/// The section beside a chat.
pub(super) fn section(known: &Known) -> Markup {
    html! {
        section.side__sec aria-labelledby="side-place" {
            h3.eyebrow #side-place { (t!(known.agent.lang, "place")) }
            (inside(known))
        }
    }
}

/// The card on the customer's own page.
pub(in crate::web) fn card(known: &Known) -> Markup {
    html! {
        section.card."card--pad"."stack stack--3" aria-labelledby="rec-place" {
            h2."card__title" #rec-place { (t!(known.agent.lang, "place")) }
            (inside(known))
        }
    }
}

fn inside(known: &Known) -> Markup {
    let lang = known.agent.lang;
    if let Some(position) = &known.position {
        let caveat = match position.accuracy_m {
            Some(accuracy) => t!(lang, "place-told-within", metres = accuracy),
            None => t!(lang, "place-told"),
        };
        return html! {
            (spot(lang, &position.label, Some((position.latitude, position.longitude)), 5))
            p."xs muted" { (caveat) " " (moment(position.at, Style::Day)) "." }
        };
    }
    match &known.found {
        Found::Place(place) => {
            let at = place
                .has_coordinates
                .then_some((place.latitude, place.longitude));
            html! {
                // More digits would promise more than is known.
                (spot(lang, &place.name, at, 2))
                @if !place.time_zone.is_empty() {
                    p.small { (t!(lang, "place-local-time")) " " span.num data-zone=(place.time_zone) { (place.time_zone) } }
                }
                p."xs muted" {
                    (t!(lang, "place-caveat"))
                    @if place.radius_km > 0 { " " (t!(lang, "place-radius", km = i64::from(place.radius_km))) }
                }
            }
        }
        other => html! { p."xs faint" { (nothing(known, other)) } },
    }
}

/// Why no place is known, as it is.
fn nothing(known: &Known, found: &Found) -> Markup {
    let lang = known.agent.lang;
    let is_web = known
        .conversation
        .as_ref()
        .is_some_and(|chat| chat.channel_kind == ChannelKind::WebChat);
    let is_admin = known.agent.may_act_as(Role::Admin);
    let words = match found {
        Found::NoFile if known.identity.is_none() || !is_web => t!(lang, "place-none"),
        Found::NoFile => t!(lang, "place-no-file"),
        Found::Trouble(trouble) => {
            return html! {
                (sentence(lang, trouble)) " "
                @if is_admin { a href="/admin/customers#places" { (t!(lang, "place-set")) } }
            };
        }
        // Whoever writes from another platform shows no address of theirs.
        _ if !is_web => t!(lang, "place-none"),
        Found::Inside => t!(lang, "place-inside"),
        Found::Unknown | Found::Place(_) => t!(lang, "place-unknown"),
    };
    html! {
        (words) " "
        @if is_admin && is_web && *found == Found::NoFile { a href="/admin/customers#places" { (t!(lang, "place-set")) } }
    }
}

/// What is wrong with the admin's file, in words.
pub(in crate::web) fn sentence(lang: Lang, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Missing => t!(lang, "place-file-missing"),
        Trouble::Unreadable(why) => t!(lang, "place-file-unreadable", reason = why),
        Trouble::Damaged => t!(lang, "place-file-damaged"),
        Trouble::NoPlaces(kind) => t!(lang, "place-file-other", kind = kind),
    }
    .into_owned()
}

/// The place's name, its coordinates, and the maps one may look at.
fn spot(lang: Lang, name: &str, at: Option<(f64, f64)>, digits: usize) -> Markup {
    html! {
        div.placebox {
            (icon_sm("map-pin"))
            div.grow {
                @if !name.is_empty() { p."small medium anywhere" dir="auto" { (name) } }
                @if let Some((latitude, longitude)) = at {
                    p."xs muted num" dir="ltr" { (format!("{latitude:.digits$}, {longitude:.digits$}")) }
                }
            }
        }
        @if let Some((latitude, longitude)) = at {
            p."row row--1 row--wrap" {
                span."xs muted" { (t!(lang, "place-maps")) }
                @for (map, href) in maps(latitude, longitude, name) {
                    a."chip chip--sm" href=(href) target="_blank" rel="noopener noreferrer" { (map) (icon_sm("external-link")) }
                }
            }
        }
    }
}

/// Five digits are a metre.
fn degrees(number: f64) -> String {
    format!("{number:.5}")
}

/// Maps by their own names. The one of China is drawn in coordinates of its own.
fn maps(latitude: f64, longitude: f64, name: &str) -> [(&'static str, String); 3] {
    let (north, east) = (degrees(latitude), degrees(longitude));
    let (chinese_north, chinese_east) = gcj02::of_wgs84(latitude, longitude);
    let marker = serde_html_form::to_string([
        (
            "position",
            format!("{},{}", degrees(chinese_east), degrees(chinese_north)),
        ),
        ("name", name.to_owned()),
        ("coordinate", "gaode".to_owned()),
    ])
    .unwrap_or_default();
    [
        (
            "OpenStreetMap",
            format!(
                "https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=12/{north}/{east}"
            ),
        ),
        (
            "Google",
            format!("https://www.google.com/maps/search/?api=1&query={north}%2C{east}"),
        ),
        (
            "AutoNavi (高德)",
            format!("https://uri.amap.com/marker?{marker}"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_map_is_asked_in_its_own_way() {
        let [(_, open), (_, google), (_, chinese)] = maps(39.911_954, 116.377_817, "北京 & more");
        assert_eq!(
            open,
            "https://www.openstreetmap.org/?mlat=39.91195&mlon=116.37782#map=12/39.91195/116.37782"
        );
        assert_eq!(
            google,
            "https://www.google.com/maps/search/?api=1&query=39.91195%2C116.37782"
        );
        assert!(
            chinese.starts_with("https://uri.amap.com/marker?position=116.38405%2C39.91335&name="),
            "{chinese}"
        );
        assert!(!chinese.contains("& more"), "{chinese}");
    }
}

//! Time zones by their IANA names, from the data that is part of the program: where there is no such
//! data on the machine, or old data, the shop opens at the same minute.

use jiff::tz::{TimeZone, TimeZoneDatabase};

/// Regions of the world as zones are named; other names are older spellings of these.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// The zone of this name; `None` when there is none.
#[must_use]
pub fn find(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The name of a zone as it is written: `europe/berlin` is `Europe/Berlin`.
#[must_use]
pub fn name_of(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// Names to choose from, by region: `("Europe", ["Europe/Amsterdam", …])`.
#[must_use]
pub fn by_region() -> Vec<(&'static str, Vec<String>)> {
    let database = TimeZoneDatabase::bundled();
    let names: Vec<String> = database
        .available()
        .map(|name| name.as_str().to_owned())
        .collect();
    REGIONS
        .into_iter()
        .map(|region| {
            let is_in = |name: &&String| {
                name.strip_prefix(region)
                    .is_some_and(|rest| rest.starts_with('/'))
            };
            let mut names: Vec<String> = names.iter().filter(is_in).cloned().collect();
            names.sort_unstable();
            (region, names)
        })
        .collect()
}

/// The place in a zone's name, as people write it: `America/Argentina/Buenos_Aires` is `Argentina, Buenos Aires`.
#[must_use]
pub fn place(name: &str) -> String {
    let place = name.split_once('/').map_or(name, |(_, place)| place);
    place.replace('/', ", ").replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_their_names_and_others_are_not() {
        for (name, expected) in [
            ("Europe/Berlin", Some("Europe/Berlin")),
            ("europe/berlin", Some("Europe/Berlin")),
            ("Asia/Kolkata", Some("Asia/Kolkata")),
            ("Asia/Calcutta", Some("Asia/Calcutta")),
            ("UTC", Some("UTC")),
            ("Europe/Kettle", None),
            ("", None),
            ("../Europe/Berlin", None),
        ] {
            let found = find(name);
            assert_eq!(found.as_ref().map(name_of), expected, "{name:?}");
        }
    }

    #[test]
    fn every_region_has_zones_and_each_of_them_is_found() {
        for (region, names) in by_region() {
            assert!(!names.is_empty(), "{region}");
            for name in names {
                assert!(find(&name).is_some(), "{name}");
            }
        }
        assert_eq!(
            place("America/Argentina/Buenos_Aires"),
            "Argentina, Buenos Aires"
        );
    }
}

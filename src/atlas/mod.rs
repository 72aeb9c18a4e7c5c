//! Where on earth a network address roughly is, from a file that the admin points to. Asks nobody.
//!
//! The file is of the format MMDB (<https://maxmind.github.io/MaxMind-DB/>), of which there are free
//! ones with cities. It is read when first needed, and again when it was replaced.

pub mod write;

use std::{
    collections::BTreeMap,
    fs,
    net::IpAddr,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use maxminddb::{MaxMindDbError, Reader};
use serde::Deserialize;

use crate::base::{lang::Lang, time::Timestamp};

/// Larger files are no such thing.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// The file, once it is open: cheap to clone.
#[derive(Clone, Default)]
pub struct Atlas(Arc<Mutex<Option<Open>>>);

struct Open {
    path: String,
    modified: Option<SystemTime>,
    outcome: Result<Arc<Reader<Vec<u8>>>, Trouble>,
}

/// Why a file tells nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such file.
    Missing,
    /// It cannot be read; what the system says.
    Unreadable(String),
    /// It is not of the format, or damaged.
    Damaged,
    /// It is of the format, and knows no places: what it calls itself.
    NoPlaces(String),
}

/// A file that tells places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What it calls itself, such as `GeoLite2-City`.
    pub kind: String,
    /// When it was made.
    pub built_at: Timestamp,
    /// Its size, which it also takes in memory.
    pub bytes: usize,
}

/// What is known of an address.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// No file is set.
    NoFile,
    /// The file that is set tells nothing.
    Trouble(Trouble),
    /// The address is of the house's own network, or none at all.
    Inside,
    /// The file does not know it.
    Unknown,
    /// Roughly here.
    Place(Place),
}

/// A place on earth, roughly.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// City, region and country, as far as known, in the asked-for language where the file has it.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whether there are coordinates.
    pub has_coordinates: bool,
    /// How far off it may be, in kilometres; 0: not said.
    pub radius_km: u16,
    /// IANA name of the time zone; empty: not said.
    pub time_zone: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named<'a> {
    #[serde(borrow)]
    names: BTreeMap<&'a str, &'a str>,
}

impl Named<'_> {
    fn in_lang(&self, lang: Lang) -> Option<&str> {
        let code = lang.code();
        let exact = self.names.get(code);
        let regional = || {
            self.names
                .iter()
                .find(|(name, _)| name.split('-').next() == Some(code))
                .map(|(_, words)| words)
        };
        exact
            .or_else(regional)
            .or_else(|| self.names.get("en"))
            .or_else(|| self.names.values().next())
            .copied()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Where<'a> {
    latitude: Option<f64>,
    longitude: Option<f64>,
    accuracy_radius: Option<u16>,
    time_zone: Option<&'a str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Record<'a> {
    #[serde(borrow)]
    city: Named<'a>,
    #[serde(borrow)]
    subdivisions: Vec<Named<'a>>,
    #[serde(borrow)]
    country: Named<'a>,
    #[serde(borrow)]
    location: Where<'a>,
}

impl Record<'_> {
    fn place(&self, lang: Lang) -> Option<Place> {
        let mut parts: Vec<&str> = Vec::new();
        let regions = self.subdivisions.first();
        for named in std::iter::once(&self.city)
            .chain(regions)
            .chain(std::iter::once(&self.country))
        {
            // Some cities are their own region.
            if let Some(part) = named.in_lang(lang)
                && !parts.contains(&part)
            {
                parts.push(part);
            }
        }
        let (latitude, longitude) = match (self.location.latitude, self.location.longitude) {
            (Some(north), Some(east)) if is_on_earth(north, east) => (Some(north), Some(east)),
            _ => (None, None),
        };
        if parts.is_empty() && latitude.is_none() {
            return None;
        }
        Some(Place {
            name: parts.join(", "),
            has_coordinates: latitude.is_some(),
            latitude: latitude.unwrap_or_default(),
            longitude: longitude.unwrap_or_default(),
            radius_km: self.location.accuracy_radius.unwrap_or(0),
            time_zone: self.location.time_zone.unwrap_or_default().to_owned(),
        })
    }
}

/// Whether there is such a place.
#[must_use]
pub fn is_on_earth(latitude: f64, longitude: f64) -> bool {
    (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)
}

impl Atlas {
    /// Opens a file, or says what is wrong with it. Reads all of it: not on a thread that serves others.
    pub fn open(&self, path: &str) -> Result<Opened, Trouble> {
        let reader = self.reader(path)?;
        let metadata = reader.metadata();
        Ok(Opened {
            kind: metadata.database_type.clone(),
            built_at: Timestamp(
                i64::try_from(metadata.build_epoch.saturating_mul(1_000)).unwrap_or(0),
            ),
            bytes: fs::metadata(path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(0)),
        })
    }

    /// Where an address roughly is. The first time after a change this reads the whole file.
    #[must_use]
    pub fn find(&self, path: &str, address: &str, lang: Lang) -> Found {
        if path.is_empty() {
            return Found::NoFile;
        }
        let reader = match self.reader(path) {
            Ok(reader) => reader,
            Err(trouble) => return Found::Trouble(trouble),
        };
        let address = match address.parse::<IpAddr>() {
            Ok(address) if !is_inside(address) => address,
            _ => return Found::Inside,
        };
        let record = reader
            .lookup(address.to_canonical())
            .and_then(|found| found.decode::<Record<'_>>());
        match record {
            Ok(Some(record)) => record.place(lang).map_or(Found::Unknown, Found::Place),
            // A file of version 4 knows no longer addresses.
            Ok(None) | Err(MaxMindDbError::InvalidInput { .. }) => Found::Unknown,
            Err(_) => Found::Trouble(Trouble::Damaged),
        }
    }

    fn reader(&self, path: &str) -> Result<Arc<Reader<Vec<u8>>>, Trouble> {
        let modified = fs::metadata(path).and_then(|file| file.modified()).ok();
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = open.as_ref()
            && open.path == path
            && open.modified == modified
        {
            return open.outcome.clone();
        }
        let outcome = read(Path::new(path)).map(Arc::new);
        *open = Some(Open {
            path: path.to_owned(),
            modified,
            outcome: outcome.clone(),
        });
        outcome
    }
}

fn read(path: &Path) -> Result<Reader<Vec<u8>>, Trouble> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Unreadable(error.to_string()),
    };
    let about = fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() || about.len() > MOST_BYTES {
        return Err(Trouble::Damaged);
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let reader = Reader::from_source(bytes).map_err(|_| Trouble::Damaged)?;
    let kind = &reader.metadata().database_type;
    // Others tell companies, or how one is connected.
    let is_of_places = ["city", "country", "location", "enterprise"]
        .iter()
        .any(|word| kind.to_lowercase().contains(word));
    if !is_of_places {
        return Err(Trouble::NoPlaces(kind.clone()));
    }
    Ok(reader)
}

/// Addresses that say nothing about where on earth they are.
fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified()
        }
        IpAddr::V6(v6) => {
            v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{write::Entry, *};

    fn hamburg() -> Vec<Entry> {
        vec![Entry {
            network: "198.51.100.0/25".to_owned(),
            city: [("en", "Hamburg"), ("ru", "Гамбург")].to_vec(),
            country: [("en", "Germany"), ("ru", "Германия")].to_vec(),
            latitude: 53.55,
            longitude: 9.99,
            radius_km: 20,
            time_zone: "Europe/Berlin",
        }]
    }

    #[test]
    fn an_address_is_found_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.mmdb");
        fs::write(&path, write::database("Made-up-City", &hamburg())).unwrap();
        let (atlas, path) = (Atlas::default(), path.to_str().unwrap());
        assert_eq!(atlas.open(path).unwrap().kind, "Made-up-City");
        let name = |address: &str, lang| match atlas.find(path, address, lang) {
            Found::Place(place) => place.name,
            other => format!("{other:?}"),
        };
        for (address, lang, expected) in [
            ("198.51.100.7", Lang::En, "Hamburg, Germany"),
            ("198.51.100.127", Lang::Ru, "Гамбург, Германия"),
            ("::ffff:198.51.100.7", Lang::En, "Hamburg, Germany"),
            ("198.51.100.128", Lang::En, "Unknown"),
            ("2001:db8::1", Lang::En, "Unknown"),
            ("192.168.1.7", Lang::En, "Inside"),
            ("127.0.0.1", Lang::En, "Inside"),
            ("::1", Lang::En, "Inside"),
            ("", Lang::En, "Inside"),
        ] {
            assert_eq!(name(address, lang), expected, "{address}");
        }
        assert_eq!(atlas.find("", "198.51.100.7", Lang::En), Found::NoFile);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let atlas = Atlas::default();
        assert_eq!(atlas.open(&at("none.mmdb")), Err(Trouble::Missing));
        fs::write(at("text.mmdb"), "not a database").unwrap();
        assert_eq!(atlas.open(&at("text.mmdb")), Err(Trouble::Damaged));
        assert_eq!(atlas.open(&at("")), Err(Trouble::Damaged), "a folder");
        let firms = write::database("Made-up-ASN", &hamburg());
        fs::write(at("asn.mmdb"), &firms).unwrap();
        assert_eq!(
            atlas.open(&at("asn.mmdb")),
            Err(Trouble::NoPlaces("Made-up-ASN".to_owned()))
        );
        // Cut off in the middle of a download, and then whole.
        let whole = write::database("Made-up-City", &hamburg());
        fs::write(at("city.mmdb"), &whole[..whole.len() / 2]).unwrap();
        assert_eq!(atlas.open(&at("city.mmdb")), Err(Trouble::Damaged));
        fs::write(at("city.mmdb"), &whole).unwrap();
        let later = SystemTime::now() + std::time::Duration::from_secs(5);
        fs::File::options()
            .write(true)
            .open(at("city.mmdb"))
            .unwrap()
            .set_modified(later)
            .unwrap();
        assert!(atlas.open(&at("city.mmdb")).is_ok(), "read anew");
    }
}

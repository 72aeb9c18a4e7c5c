//! Writes a small file of places: for a made-up shop whose customers come from made-up addresses.
//!
//! The format: <https://maxmind.github.io/MaxMind-DB/>. Addresses of version 4 alone, nodes of 24 bits.

/// Addresses that belong to a place.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Such as `198.51.100.0/24`.
    pub network: String,
    /// Its name by language code.
    pub city: Vec<(&'static str, &'static str)>,
    /// Its country by language code.
    pub country: Vec<(&'static str, &'static str)>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How far off it may be, in kilometres.
    pub radius_km: u16,
    /// IANA name.
    pub time_zone: &'static str,
}

/// Where a bit of an address leads.
#[derive(Debug, Clone, Copy)]
enum Way {
    Nowhere,
    Node(usize),
    /// To what stands at this offset.
    Data(usize),
}

/// The bytes of a database that calls itself `kind`. What is no network is left out.
#[must_use]
pub fn database(kind: &str, entries: &[Entry]) -> Vec<u8> {
    let mut nodes = vec![[Way::Nowhere; 2]];
    let mut data = Vec::new();
    for entry in entries {
        let Some((address, length)) = network(&entry.network) else {
            continue;
        };
        let at = data.len();
        record(&mut data, entry);
        let mut node = 0;
        for bit in 0..length {
            let side = usize::from(address >> (31 - bit) & 1 == 1);
            if bit + 1 == length {
                nodes[node][side] = Way::Data(at);
            } else if let Way::Node(next) = nodes[node][side] {
                node = next;
            } else {
                nodes.push([Way::Nowhere; 2]);
                let next = nodes.len() - 1;
                nodes[node][side] = Way::Node(next);
                node = next;
            }
        }
    }
    let mut file = Vec::new();
    for way in nodes.iter().flatten() {
        let number = match way {
            Way::Nowhere => nodes.len(),
            Way::Node(node) => *node,
            Way::Data(at) => nodes.len() + 16 + at,
        };
        let bytes = u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
        file.extend_from_slice(&bytes[1..]);
    }
    file.extend_from_slice(&[0; 16]);
    file.extend_from_slice(&data);
    file.extend_from_slice(b"\xAB\xCD\xEFMaxMind.com");
    metadata(&mut file, kind, nodes.len());
    file
}

fn network(text: &str) -> Option<(u32, u32)> {
    let (address, length) = text.split_once('/')?;
    let address: std::net::Ipv4Addr = address.parse().ok()?;
    let length = length
        .parse()
        .ok()
        .filter(|length| (1..=32).contains(length))?;
    Some((address.into(), length))
}

// The numbers of the kinds of values.
const TEXT: u8 = 2;
const DOUBLE: u8 = 3;
const U16: u8 = 5;
const U32: u8 = 6;
const MAP: u8 = 7;
const U64: u8 = 9;
const LIST: u8 = 11;

/// Kind and size of a value. Nothing here is longer than 284 bytes or parts.
fn control(to: &mut Vec<u8>, kind: u8, size: usize) {
    let (short, rest) = match size {
        0..29 => (size, None),
        _ => (29, Some(size - 29)),
    };
    let short = u8::try_from(short).unwrap_or(0);
    if kind <= 7 {
        to.push(kind << 5 | short);
    } else {
        to.push(short);
        to.push(kind - 7);
    }
    to.extend(rest.map(|rest| u8::try_from(rest).unwrap_or(u8::MAX)));
}

fn text(to: &mut Vec<u8>, words: &str) {
    control(to, TEXT, words.len());
    to.extend_from_slice(words.as_bytes());
}

fn number(to: &mut Vec<u8>, kind: u8, value: u64) {
    let bytes = value.to_be_bytes();
    let bytes = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
    control(to, kind, bytes.len());
    to.extend_from_slice(bytes);
}

fn double(to: &mut Vec<u8>, value: f64) {
    control(to, DOUBLE, 8);
    to.extend_from_slice(&value.to_be_bytes());
}

fn names(to: &mut Vec<u8>, names: &[(&str, &str)]) {
    control(to, MAP, 1);
    text(to, "names");
    control(to, MAP, names.len());
    for (language, name) in names {
        text(to, language);
        text(to, name);
    }
}

fn record(to: &mut Vec<u8>, entry: &Entry) {
    control(to, MAP, 3);
    text(to, "city");
    names(to, &entry.city);
    text(to, "country");
    names(to, &entry.country);
    text(to, "location");
    control(to, MAP, 4);
    text(to, "latitude");
    double(to, entry.latitude);
    text(to, "longitude");
    double(to, entry.longitude);
    text(to, "accuracy_radius");
    number(to, U16, u64::from(entry.radius_km));
    text(to, "time_zone");
    text(to, entry.time_zone);
}

fn metadata(to: &mut Vec<u8>, kind: &str, nodes: usize) {
    control(to, MAP, 9);
    text(to, "binary_format_major_version");
    number(to, U16, 2);
    text(to, "binary_format_minor_version");
    number(to, U16, 0);
    text(to, "build_epoch");
    number(to, U64, 1_764_028_800);
    text(to, "database_type");
    text(to, kind);
    text(to, "description");
    control(to, MAP, 1);
    text(to, "en");
    text(to, "Made-up places");
    text(to, "ip_version");
    number(to, U16, 4);
    text(to, "languages");
    control(to, LIST, 1);
    text(to, "en");
    text(to, "node_count");
    number(to, U32, nodes as u64);
    text(to, "record_size");
    number(to, U16, 24);
}

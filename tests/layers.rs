//! Imports go one way: each part of the house may use only what its line here names.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A module and the modules of ours it may use, itself aside.
const MAY_USE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("config", &["base"]),
    ("db", &["base"]),
    ("desk", &["base", "db"]),
    ("upload", &["base", "desk"]),
    // Its tests spoil recordings.
    ("sound", &["base"]),
    ("hashing", &["base", "desk"]),
    ("ringer", &["base", "db", "desk"]),
    ("atlas", &["base"]),
    ("wire", &["base", "desk"]),
    ("live", &["base", "db", "desk", "wire"]),
    // Hooks, prompters and translations are asked for by the robots and tried out from the admin's rooms.
    ("call", &["base"]),
    // Asked for an agent by the console, tried from the admin's room, and asked for customers by the bot.
    ("elsewhere", &["base", "call", "desk"]),
    // The door for HTTPS, and what is told of it.
    ("tls", &["base", "call", "db"]),
    // Both ends of the line know each other by certificates, and keep their keys as TLS does.
    // The relay is told which files customers may send.
    ("link", &["base", "desk", "tls"]),
    ("lan", &["base"]),
    (
        "channels",
        &[
            "base", "call", "config", "db", "desk", "live", "sound", "upload",
        ],
    ),
    (
        "robots",
        &[
            "base",
            "call",
            "config",
            "db",
            "desk",
            "elsewhere",
            "live",
            // The work of the night: backups.
            "ops",
            "ringer",
            "wire",
        ],
    ),
    ("rehearsal", &["base", "db", "desk", "robots"]),
    // The doctor looks at the folder, whoever asks: a command, or an admin at the console.
    ("ops", &["base", "config", "db", "desk"]),
    (
        "web",
        &[
            "atlas",
            "base",
            "call",
            "channels",
            "config",
            "db",
            "desk",
            "elsewhere",
            "hashing",
            "lan",
            // The line to the relay.
            "link",
            "live",
            // What the admin sees of backups, and takes away; what the doctor finds.
            "ops",
            "ringer",
            "sound",
            "tls",
            "upload",
            "wire",
        ],
    ),
    // It answers as the house would: with its assets, its list of what is public, its words of refusal.
    (
        "relay",
        &[
            "base", "call", "channels", "config", "db", "desk", "link", "ops", "tls", "upload",
            "web", "wire",
        ],
    ),
    (
        "app",
        &[
            "atlas", "base", "call", "channels", "config", "db", "desk", "hashing", "live", "ops",
            "ringer", "robots", "web",
        ],
    ),
    (
        "demo",
        &[
            "app", "atlas", "base", "call", "channels", "config", "db", "desk", "hashing", "live",
            "ops", "robots", "upload", "wire",
        ],
    ),
    (
        "cli",
        &[
            "app",
            "base",
            // The doctor knocks at platforms and at the house's own address.
            "call",
            "channels",
            "config",
            "db",
            "demo",
            "desk",
            "hashing",
            // What pairs a house with a relay is looked at before it opens.
            "link",
            "live",
            "ops",
            "rehearsal",
            "relay",
            "robots",
            "web",
        ],
    ),
];

/// A crate and the modules that may name it. Crates not listed here may be named anywhere.
const CRATES: &[(&str, &[&str])] = &[
    ("rusqlite", &["db", "desk", "ops"]),
    ("maud", &["web"]),
    ("rust_embed", &["base", "web"]),
    ("hyper", &["call", "web", "relay", "demo"]),
    (
        "tokio",
        &[
            "app",
            "call",
            "channels",
            "cli",
            "db",
            "demo",
            "elsewhere",
            "hashing",
            "lan",
            "link",
            "live",
            "relay",
            "robots",
            // Its tests speak over a connection.
            "tls",
            "web",
        ],
    ),
    ("argon2", &["desk"]),
    ("prometheus_client", &["web"]),
    ("csv", &["desk"]),
    ("maxminddb", &["atlas"]),
    ("clap", &["cli", "config"]),
    ("fs4", &["db"]),
    ("sd_notify", &["cli"]),
    ("jiff", &["demo", "desk", "web"]),
    ("rcgen", &["tls"]),
    ("hpke", &["link"]),
    ("yamux", &["link"]),
    ("instant_acme", &["tls"]),
    ("mdns_sd", &["lan"]),
    ("if_addrs", &["lan"]),
];

fn sources() -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap();
            let module = name.iter().next().unwrap().to_str().unwrap();
            let module = module.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            // Prose may name what it likes.
            let code: String = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(|line| format!("{line}\n"))
                .collect();
            (module, name.to_owned(), code)
        })
        .collect()
}

/// The modules named right behind `crate::`, also inside braces.
fn named_modules(code: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect()
    };
    for (at, _) in code.match_indices("crate::") {
        // `$crate::` is a macro's own path and `xcrate::` another crate's.
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut expects = true;
            for (index, c) in list.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => expects = true,
                    c if expects && depth == 0 && c.is_ascii_alphabetic() => {
                        modules.insert(word(&list[index..]));
                        expects = false;
                    }
                    _ => {}
                }
            }
        } else {
            modules.insert(word(rest));
        }
    }
    modules
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let known: BTreeSet<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    let mut faults = Vec::new();
    for (module, file, code) in sources() {
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            faults.push(format!("{module} is not in the table"));
            continue;
        };
        for used in named_modules(&code) {
            let is_ours = known.contains(used.as_str());
            if is_ours && used != module && !allowed.contains(&used.as_str()) {
                faults.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn crates_stay_in_their_place() {
    let mut faults = Vec::new();
    for (module, file, code) in sources() {
        if module == "main" {
            continue;
        }
        for (name, places) in CRATES {
            let named = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':')
            });
            if named && !places.contains(&module.as_str()) {
                faults.push(format!("{} names {name}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_desk_s_files_use_only_those_above_them() {
    let list =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk/mod.rs")).unwrap();
    let order: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(
        order.len() > 10,
        "the list in desk/mod.rs was not understood"
    );
    let mut faults = Vec::new();
    for (module, file, code) in sources() {
        let is_test = file.to_str().unwrap().contains("test");
        if module != "desk" || is_test {
            continue;
        }
        let own = file
            .iter()
            .nth(1)
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        let Some(place) = order.iter().position(|name| *name == own) else {
            continue;
        };
        // What tests in the file itself use does not count.
        let code = code.split("#[cfg(test)]").next().unwrap_or("");
        for (below, name) in order.iter().enumerate().skip(place + 1) {
            let uses = [
                format!("desk::{name}::"),
                format!("desk::{name};"),
                format!("        {name}::{{"),
            ]
            .iter()
            .any(|path| code.contains(path.as_str()) && code.contains("crate::"));
            let in_braces =
                code.contains("desk::{") && code.contains(&format!("        {name},\n"));
            if uses || in_braces {
                faults.push(format!(
                    "{} uses {name}, which stands {} below it",
                    file.display(),
                    below - place
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_file_is_two_things() {
    let mut faults = Vec::new();
    for (_, file, _) in sources() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(&file);
        let lines = fs::read_to_string(path).unwrap().lines().count();
        if lines > 600 {
            faults.push(format!("{} has {lines} lines", file.display()));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

//! Weaves modules and style sheets into few files, because a browser fetches them one round trip after another: the
//! widget's on a visitor's telephone, and the console's, of which there are dozens.
//!
//! It knows just the JavaScript that our assets are written in: an import or export stands on one line
//! at its beginning, whatever is exported is named where it is declared and never assigned again, and modules
//! do not import each other in a circle. Each becomes a function that hands out its exports; the entry
//! stays as it is. Comments that fill a line are left out.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

/// What the widget begins with. A module that is fetched on demand stays a file and takes from it
/// what the two share.
const WIDGET: &str = "frame.js";

/// Pages of many modules, each of which becomes one file.
const WOVEN_PAGES: [&str; 3] = ["chats.js", "console.js", "people.js"];

/// What is fetched by itself: scripts of the smaller pages, modules on demand, the worker.
const FILES: [&str; 16] = [
    "account.js",
    "admin-hours.js",
    "admin-replies.js",
    "admin.js",
    "backups.js",
    "customer.js",
    "door.js",
    "figures.js",
    "look.js",
    "service-worker.js",
    "setup.js",
    "stream-worker.js",
    "times.js",
    "transcript.js",
    "trust.js",
    "wall.js",
];

/// What is shipped under this name; nothing for a module that has been woven into another file.
pub(crate) fn shipped(root: &Path, name: &str) -> Option<Vec<u8>> {
    let read = |name: &str| fs::read(root.join(name)).expect("an asset can be read");
    match name.split_once('/') {
        Some(("widget", file)) => {
            let text = String::from_utf8(read(name)).expect("the widget is text");
            of_widget(&root.join("widget"), file, &text).map(String::into_bytes)
        }
        Some(("console", file)) if ends(file, "js") => {
            of_console(&root.join("console"), file).map(String::into_bytes)
        }
        Some(("console", file)) if ends(file, "css") => {
            sheet(&root.join("console"), file).map(String::into_bytes)
        }
        _ => Some(read(name)),
    }
}

fn of_widget(folder: &Path, file: &str, text: &str) -> Option<String> {
    if ends(file, "css") {
        return Some(lean_sheet(text));
    }
    if file == "loader.js" {
        return Some(lean(text));
    }
    let parts = parts(folder, WIDGET);
    if file == WIDGET {
        let variables: Vec<String> = parts.iter().map(|part| variable(part)).collect();
        let mut woven = entry(folder, WIDGET, &parts);
        let _ = writeln!(woven, "export{{{}}}", variables.join(","));
        return Some(woven);
    }
    if parts.iter().any(|part| part == file) {
        return None;
    }
    Some(on_demand(&lean(text)))
}

fn of_console(folder: &Path, file: &str) -> Option<String> {
    if WOVEN_PAGES.contains(&file) {
        return Some(entry(folder, file, &parts(folder, file)));
    }
    let mut fetched = BTreeSet::new();
    for by in FILES {
        visit(folder, by, &mut fetched, &mut Vec::new());
    }
    fetched.contains(file).then(|| module(folder, file))
}

/// A page's sheet with what it imports in the place of each import; nothing for a sheet that others import.
fn sheet(folder: &Path, file: &str) -> Option<String> {
    let is_page = |name: &str| name.starts_with("page-") && ends(name, "css");
    let read =
        |name: &str| fs::read_to_string(folder.join(name)).expect("an imported sheet is there");
    let imports = |text: &str| -> Vec<String> {
        let imported = text.lines().filter_map(|line| {
            let name = line.strip_prefix("@import './")?.strip_suffix("';")?;
            Some(name.to_owned())
        });
        imported.collect()
    };
    if is_page(file) {
        let parts = imports(&read(file));
        return Some(parts.iter().map(|part| lean_sheet(&read(part))).collect());
    }
    let names = fs::read_dir(folder).expect("assets are there");
    let mut pages = names
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_page(name));
    let is_woven = pages.any(|page| imports(&read(&page)).iter().any(|part| part == file));
    (!is_woven).then(|| lean_sheet(&read(file)))
}

fn ends(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|is| is == ending)
}

/// The modules that an entry needs from the start, each after those it needs itself.
fn parts(folder: &Path, entry: &str) -> Vec<String> {
    let mut parts = Vec::new();
    visit(folder, entry, &mut BTreeSet::new(), &mut parts);
    parts.pop();
    parts
}

fn visit(folder: &Path, file: &str, seen: &mut BTreeSet<String>, parts: &mut Vec<String>) {
    if !seen.insert(file.to_owned()) {
        return;
    }
    for line in module(folder, file).lines() {
        if let Some((_, from)) = import(line) {
            visit(folder, from, seen, parts);
        }
    }
    parts.push(file.to_owned());
}

fn module(folder: &Path, file: &str) -> String {
    let text = fs::read_to_string(folder.join(file)).expect("an imported module is there");
    lean(&text)
}

fn entry(folder: &Path, entry: &str, parts: &[String]) -> String {
    let mut woven = String::new();
    let mut foreign = BTreeSet::new();
    for part in parts {
        let (body, exports) = unwrap(&module(folder, part), &mut foreign);
        let _ = write!(
            woven,
            "const {}=(()=>{{\n{body}return{{{}}}\n}})();\n",
            variable(part),
            exports.join(",")
        );
    }
    woven.push_str(&unwrap(&module(folder, entry), &mut foreign).0);
    let foreign: String = foreign.into_iter().map(|line| line + "\n").collect();
    foreign + &woven
}

/// A module without its import and export words, and the names it exported. Imports from elsewhere are
/// put with the `foreign` ones, as they are.
fn unwrap(text: &str, foreign: &mut BTreeSet<String>) -> (String, Vec<String>) {
    let mut body = String::new();
    let mut exports = Vec::new();
    for line in text.lines() {
        if let Some((names, from)) = import(line) {
            if let Some(names) = names {
                let _ = writeln!(body, "const {}={};", taken(names), variable(from));
            }
            continue;
        }
        if line.starts_with("import ") {
            foreign.insert(line.to_owned());
            continue;
        }
        let line = line.strip_prefix("export ").map_or(line, |declaration| {
            exports.push(declared(declaration).to_owned());
            declaration
        });
        body.push_str(line);
        body.push('\n');
    }
    (body, exports)
}

fn on_demand(text: &str) -> String {
    let mut body = String::new();
    for line in text.lines() {
        if let Some((Some(names), from)) = import(line) {
            let variable = variable(from);
            let _ = writeln!(
                body,
                "import{{{variable}}}from'./{WIDGET}';const {}={variable};",
                taken(names)
            );
        } else {
            body.push_str(line);
            body.push('\n');
        }
    }
    body
}

/// `import { a, b as c } from './x.js';` as its names and `x.js`; `import './x.js';` has no names.
fn import(line: &str) -> Option<(Option<&str>, &str)> {
    let rest = line.strip_prefix("import ")?;
    let (names, from) = match rest.strip_prefix("'./") {
        Some(from) => (None, from),
        None => {
            let (names, from) = rest.split_once(" from './")?;
            (Some(names), from)
        }
    };
    Some((names, from.strip_suffix("';")?))
}

/// `{ a, b as c }` as a pattern, `* as x` as a name.
fn taken(names: &str) -> String {
    names
        .strip_prefix("* as ")
        .map_or_else(|| names.replace(" as ", ": "), str::to_owned)
}

fn variable(file: &str) -> String {
    format!("${}", file.trim_end_matches(".js").replace('-', "_"))
}

/// The name that a declaration declares.
fn declared(declaration: &str) -> &str {
    let rest = ["async ", "function ", "class ", "const "]
        .iter()
        .fold(declaration, |rest, word| {
            rest.strip_prefix(word).unwrap_or(rest)
        });
    rest.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| panic!("what does this export? {declaration}"))
}

fn lean(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .fold(String::new(), |lean, line| lean + line + "\n")
}

fn lean_sheet(text: &str) -> String {
    let mut rest = text;
    let mut lean = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        lean.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    lean.push_str(rest);
    // A break between two words is a space.
    let mut joined = String::new();
    for line in lean.lines().map(str::trim).filter(|line| !line.is_empty()) {
        joined.push_str(line);
        if !line.ends_with(['{', '}', ';', ',']) {
            joined.push('\n');
        }
    }
    // Every other piece is a string, which stays as it is.
    let pieces = joined.split('"').enumerate();
    let pieces = pieces.map(|(place, piece)| match place % 2 {
        0 => piece
            .replace(" {", "{")
            .replace("{ ", "{")
            .replace(" }", "}")
            .replace("; ", ";")
            .replace(": ", ":")
            .replace(", ", ","),
        _ => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("\"")
}

//! Weaves the widget's modules into few files, because a visitor's telephone fetches them one round trip after another.
//!
//! It knows just the JavaScript that `assets/widget` is written in: an import or export stands on one
//! line at its beginning, and whatever is exported is named where it is declared. Each module becomes
//! a function that hands out its exports; the entry stays as it is. A module that is fetched on demand
//! stays a file and takes from the entry what the two share. Comments that fill a line are left out.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

const ENTRY: &str = "frame.js";

/// What is shipped under this name; nothing for a module that has been woven into another file.
pub(crate) fn shipped(root: &Path, name: &str) -> Option<Vec<u8>> {
    let read = |name: &str| fs::read(root.join(name)).expect("an asset can be read");
    let Some(file) = name.strip_prefix("widget/") else {
        return Some(read(name));
    };
    let folder = root.join("widget");
    let text = String::from_utf8(read(name)).expect("the widget is text");
    if Path::new(file)
        .extension()
        .is_some_and(|ending| ending == "css")
    {
        return Some(lean_sheet(&text).into_bytes());
    }
    if file == "loader.js" {
        return Some(lean(&text).into_bytes());
    }
    let parts = parts(&folder);
    if file == ENTRY {
        return Some(entry(&folder, &parts).into_bytes());
    }
    if parts.iter().any(|part| part == file) {
        return None;
    }
    Some(on_demand(&lean(&text)).into_bytes())
}

/// The modules that the entry needs from the start, each after those it needs itself.
fn parts(folder: &Path) -> Vec<String> {
    let mut parts = Vec::new();
    visit(folder, ENTRY, &mut BTreeSet::new(), &mut parts);
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

fn entry(folder: &Path, parts: &[String]) -> String {
    let mut woven = String::new();
    for part in parts {
        let (body, exports) = unwrap(&module(folder, part));
        let _ = write!(
            woven,
            "const {}=(()=>{{\n{body}return{{{}}}\n}})();\n",
            variable(part),
            exports.join(",")
        );
    }
    woven.push_str(&unwrap(&module(folder, ENTRY)).0);
    let variables: Vec<String> = parts.iter().map(|part| variable(part)).collect();
    let _ = writeln!(woven, "export{{{}}}", variables.join(","));
    woven
}

/// A module without its import and export words, and the names it exported.
fn unwrap(text: &str) -> (String, Vec<String>) {
    let mut body = String::new();
    let mut exports = Vec::new();
    for line in text.lines() {
        if let Some((names, from)) = import(line) {
            let _ = writeln!(body, "const {}={};", taken(names), variable(from));
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
        if let Some((names, from)) = import(line) {
            let variable = variable(from);
            let _ = writeln!(
                body,
                "import{{{variable}}}from'./{ENTRY}';const {}={variable};",
                taken(names)
            );
        } else {
            body.push_str(line);
            body.push('\n');
        }
    }
    body
}

/// `import { a, b as c } from './x.js';` as its names and `x.js`.
fn import(line: &str) -> Option<(&str, &str)> {
    let (names, from) = line.strip_prefix("import ")?.split_once(" from './")?;
    Some((names, from.strip_suffix("';")?))
}

/// `{ a, b as c }` as a pattern, `* as x` as a name.
fn taken(names: &str) -> String {
    names
        .strip_prefix("* as ")
        .map_or_else(|| names.replace(" as ", ": "), str::to_owned)
}

fn variable(file: &str) -> String {
    format!("${}", file.trim_end_matches(".js"))
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
    lean.lines().map(str::trim).collect()
}

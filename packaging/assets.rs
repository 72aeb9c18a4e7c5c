//! Packs the assets once: each file compressed where that makes it smaller, and as it is where not.
//! The texts of all languages are packed too; a language is unpacked when it is first spoken.
//!
//! All of them share one hash in their address, so that style sheets and modules may refer to each
//! other by relative paths and everything may be kept by browsers for ever.

mod weave;

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

fn main() {
    link_small();
    dress_for_windows();
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=packaging/assets.rs");
    println!("cargo::rerun-if-changed=packaging/weave.rs");
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("assets");
    let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("assets");
    let _ = fs::remove_dir_all(&target);
    let mut names = Vec::new();
    walk(&source, &source, &mut names);
    names.sort();
    let mut hash = Sha256::new();
    for name in &names {
        let Some(bytes) = weave::shipped(&source, name) else {
            continue;
        };
        hash.update(name.as_bytes());
        hash.update(&bytes);
        pack(&target.join(name), &bytes);
    }
    let hash: String = hash
        .finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    println!("cargo::rustc-env=ASSETS_HASH={hash}");
    pack_languages(&source.join("lang"), &target.with_file_name("lang"));
}

fn walk(root: &Path, folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("assets are there") {
        let path = entry.expect("assets are there").path();
        // Texts are packed apart, the demo's people are compiled in by the demo.
        if path.ends_with("lang") || path.ends_with("demo") {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, names);
        } else {
            let name = path.strip_prefix(root).expect("walked from the root");
            names.push(
                name.to_str()
                    .expect("asset names are plain")
                    .replace('\\', "/"),
            );
        }
    }
}

fn pack_languages(source: &Path, target: &Path) {
    let _ = fs::remove_dir_all(target);
    let mut names = Vec::new();
    walk(source, source, &mut names);
    for name in names.iter().filter(|name| name.ends_with(".ftl")) {
        let text = fs::read(source.join(name)).expect("a text can be read");
        write(&with_ending(&target.join(name), "gz"), &gzip(&text));
    }
}

fn write(target: &Path, bytes: &[u8]) {
    fs::create_dir_all(target.parent().expect("inside a folder")).expect("a folder can be made");
    fs::write(target, bytes).expect("an asset can be written");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).expect("memory takes it");
    gzip.finish().expect("memory takes it")
}

fn pack(target: &Path, bytes: &[u8]) {
    let gzip = gzip(bytes);
    // Fonts and pictures are compressed already.
    if gzip.len() >= bytes.len() * 9 / 10 {
        return write(target, bytes);
    }
    write(&with_ending(target, "gz"), &gzip);
    let mut brotli = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
            11
        } else {
            5
        },
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &params).expect("memory takes it");
    if brotli.len() < gzip.len() {
        write(&with_ending(target, "br"), &brotli);
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", path.display()))
}

/// The addresses that the loader adjusts at each start, as a bit map of a few pages instead of a
/// quarter of a megabyte that would stay in memory.
fn link_small() {
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // What every linker of today can write for this target, and every C library since 2022 can read.
    if target("OS") == "linux" && target("ARCH") == "x86_64" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The icon and the words that Windows shows of an executable, and what it may expect of one.
fn dress_for_windows() {
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "windows") {
        println!("cargo::rerun-if-changed=packaging/windows.ico");
        println!("cargo::rerun-if-changed=packaging/windows.manifest");
        winresource::WindowsResource::new()
            .set("ProductName", "Shopbell")
            .set("FileDescription", "Shopbell, a live-chat help desk")
            .set("LegalCopyright", "MIT licence")
            .set("OriginalFilename", "shopbell.exe")
            .set_icon("packaging/windows.ico")
            .set_manifest_file("packaging/windows.manifest")
            .compile()
            .expect("a resource compiler (windres or rc.exe) is needed for Windows");
    }
}

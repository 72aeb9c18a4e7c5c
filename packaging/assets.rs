//! Packs the assets once: each file as it is, and compressed where that makes it smaller.
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
}

fn walk(root: &Path, folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("assets are there") {
        let path = entry.expect("assets are there").path();
        // Texts are compiled in by the language module, the demo's people by the demo.
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

fn pack(target: &Path, bytes: &[u8]) {
    fs::create_dir_all(target.parent().expect("inside a folder")).expect("a folder can be made");
    fs::write(target, bytes).expect("an asset can be written");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).expect("memory takes it");
    let gzip = gzip.finish().expect("memory takes it");
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
    for (ending, packed) in [("gz", gzip), ("br", brotli)] {
        // Fonts and pictures are compressed already.
        if packed.len() < bytes.len() * 9 / 10 {
            fs::write(with_ending(target, ending), packed).expect("an asset can be written");
        }
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

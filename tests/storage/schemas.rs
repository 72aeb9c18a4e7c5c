//! Upgrading is replacing one file: a house of every schema that was released is opened by the present program.

use std::{fs, io::Read, path::Path};

use shopbell::{db::SCHEMA_VERSION, demo};
use tempfile::TempDir;

use crate::process::{Process, ask, bearer, done, file, refused};

fn unpack(version: i32, data: &Path) {
    let packed =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/schemas/{version}.db.gz"));
    let packed = fs::File::open(packed)
        .unwrap_or_else(|error| panic!("schema {version}: {error}; see tests/schemas/README"));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_end(&mut bytes)
        .unwrap();
    fs::create_dir(data).unwrap();
    fs::write(file(data), bytes).unwrap();
}

#[test]
fn a_house_of_every_released_schema_goes_on() {
    for version in 1..=SCHEMA_VERSION {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("data");
        unpack(version, &data);
        let house = Process::start(&data);
        let body = serde_json::json!({ "email": demo::TEAM[0].email, "password": demo::PASSWORD });
        let path = "/api/v1/agent/login";
        let signed_in = ask(house.address, "POST", path, "", body.to_string().as_bytes()).unwrap();
        assert_eq!(signed_in.status, 200, "{}", signed_in.body);
        let token = bearer(signed_in.body["token"].as_str().unwrap());
        let get = |path: &str| {
            let answer = ask(house.address, "GET", path, &token, b"").unwrap();
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            answer.body
        };
        let found = get("/api/v1/agent/search?q=teapot");
        assert!(!found["messages"].as_array().unwrap().is_empty(), "{found}");
        let counter = get("/api/v1/agent/conversations");
        assert!(counter.is_object(), "{counter}");
        house.kill();
        let said = done(&data, &["verify"]);
        assert!(said.contains("; sound"), "{said}");
        // What it was before is kept where something was changed.
        let before = data.join(format!("shopbell.db-schema-{version}"));
        assert_eq!(before.exists(), version < SCHEMA_VERSION);
    }
}

#[test]
fn a_house_of_a_newer_program_is_refused_untouched() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    unpack(SCHEMA_VERSION, &data);
    let connection = rusqlite::Connection::open(file(&data)).unwrap();
    connection
        .execute_batch(&format!(
            "update setting set value = '\"7.2.0\"' where key = 'written_by'; pragma user_version = {}",
            SCHEMA_VERSION + 1
        ))
        .unwrap();
    drop(connection);
    let before = fs::read(file(&data)).unwrap();
    for command in [
        &["serve", "--no-browser"][..],
        &["channel", "list"],
        &["backup"],
        &["verify"],
    ] {
        let told = refused(&data, command);
        assert!(told.contains("install Shopbell 7.2.0 again"), "{told}");
    }
    assert!(fs::read(file(&data)).unwrap() == before);
}

//! The file's contract: `schema.sql` explains every table and column, and a new file is just that.

use std::path::Path;

fn schema() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.sql")).unwrap()
}

#[test]
fn every_table_is_explained_and_strict() {
    let text = schema();
    let lines: Vec<&str> = text.lines().collect();
    let mut tables = 0;
    for (index, line) in lines.iter().enumerate() {
        let Some(rest) = line.strip_prefix("CREATE TABLE ") else {
            continue;
        };
        tables += 1;
        let name = rest.split(' ').next().unwrap();
        // A join table speaks for itself; its columns are references by name.
        let is_explained = lines[index - 1].starts_with("--");
        let is_join = name == "customer_tag";
        assert!(is_explained || is_join, "{name} lacks a sentence");
        let end = lines[index..]
            .iter()
            .find(|line| line.starts_with(") "))
            .unwrap();
        assert!(end.starts_with(") STRICT"), "{name} is not strict");
    }
    assert!(tables > 20, "the schema was not understood");
}

#[test]
fn every_index_says_why_it_is_there() {
    for line in schema().lines() {
        if line.starts_with("CREATE INDEX") || line.starts_with("CREATE UNIQUE INDEX") {
            assert!(line.contains("; -- "), "{line}");
        }
    }
}

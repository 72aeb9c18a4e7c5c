//! `GET /openapi.json` describes every route of the API and nothing else, and hangs together.

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};
use shopbell::web::{openapi, router};

use super::shape;
use crate::house::House;

/// Method and path of every operation, with its description.
pub(crate) fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap();
            methods.iter().map(move |(method, operation)| {
                (format!("{} {path}", method.to_uppercase()), operation)
            })
        })
        .collect()
}

fn each<'a>(value: &'a Value, visit: &mut impl FnMut(&'a str, &'a Value)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                visit(name, value);
                each(value, visit);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| each(value, visit)),
        _ => {}
    }
}

#[test]
fn every_route_of_the_api_is_described_and_nothing_else() {
    let document = openapi::document();
    let described: BTreeSet<_> = operations(&document)
        .into_iter()
        .map(|(line, _)| line)
        .collect();
    let there: BTreeSet<_> = router::routes()
        .into_iter()
        .filter(|route| openapi::is_api(route.path))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert!(there.len() > 35, "the premise");
    assert_eq!(described, there);
    assert_eq!(
        openapi::described(),
        there.len(),
        "no line describes what is not there"
    );
}

#[test]
fn the_document_hangs_together() {
    let document = openapi::document();
    let mut used = BTreeSet::new();
    each(&document, &mut |name, value| {
        if name == "$ref" {
            let path = value.as_str().unwrap();
            shape::resolve(&document, path);
            used.insert(path.to_owned());
        }
    });
    for kind in ["schemas", "responses"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            let path = format!("#/components/{kind}/{name}");
            assert!(used.contains(&path), "{path} is used by nothing");
        }
    }
    let schemes = document["components"]["securitySchemes"]
        .as_object()
        .unwrap();
    let mut names = BTreeSet::new();
    for (line, operation) in operations(&document) {
        assert!(
            names.insert(operation["operationId"].as_str().unwrap()),
            "{line}"
        );
        assert!(!operation["summary"].as_str().unwrap().is_empty(), "{line}");
        let answers = operation["responses"].as_object().unwrap();
        assert!(
            answers.keys().any(|status| status.starts_with('2')),
            "{line}"
        );
        assert!(answers.contains_key("default"), "{line}");
        let places: BTreeSet<_> = line
            .split('{')
            .skip(1)
            .map(|rest| rest.split('}').next().unwrap())
            .collect();
        let none = Vec::new();
        let given = operation["parameters"].as_array().unwrap_or(&none);
        let in_path = given.iter().filter(|parameter| parameter["in"] == "path");
        let given: BTreeSet<_> = in_path
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        assert_eq!(places, given, "{line}");
        for way in operation["security"].as_array().unwrap() {
            for name in way.as_object().unwrap().keys() {
                assert!(schemes.contains_key(name), "{line}: {name}");
            }
        }
    }
}

#[test]
fn who_may_is_what_the_router_says() {
    let document = openapi::document();
    let operations = operations(&document);
    for route in router::routes() {
        let line = format!("{} {}", route.method, route.path);
        let Some((_, operation)) = operations.iter().find(|(known, _)| *known == line) else {
            continue;
        };
        let expected = match route.handler.who() {
            "anybody" => json!([]),
            "visitor" => json!([{ "visitorToken": [] }]),
            "visitor or ticket" => json!([{ "visitorToken": [] }, { "visitorTicket": [] }]),
            "agent" | "supervisor" | "admin" => {
                json!([{ "agentToken": [] }, { "agentCookie": [] }])
            }
            other => panic!("{other}"),
        };
        assert_eq!(operation["security"], expected, "{line}");
        let asks_who = operation["responses"].get("401").is_some();
        let signs_in = line.ends_with("/login");
        assert_eq!(asks_who, signs_in || expected != json!([]), "{line}");
    }
}

#[tokio::test]
async fn the_document_is_served_to_anybody() {
    let house = House::open().await;
    let answer = house.call(&Method::GET, "/openapi.json", &[], "").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json(), openapi::document());
    assert_eq!(answer.json()["openapi"], "3.1.0");
    house.close().await;
}

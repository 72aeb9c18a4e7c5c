//! A value held against the shape that the API's own document gives it.

use serde_json::Value;

/// What of `value` is not as `schema` says; a field that is not described is a fault too.
pub(crate) fn faults(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(path) = schema["$ref"].as_str() {
        return faults(document, resolve(document, path), value, at);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let of_each: Vec<_> = ways
            .iter()
            .map(|way| faults(document, way, value, at))
            .collect();
        let is_one = of_each.iter().any(Vec::is_empty);
        return if is_one { Vec::new() } else { of_each.concat() };
    }
    let fault = |what: String| vec![format!("{at}: {what}")];
    let is_right = match schema["type"].as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => return fault(format!("there is no type {other}")),
    };
    if !is_right {
        return fault(format!("{value} is no {}", schema["type"]));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return fault(format!("{value} is none of {words:?}"));
    }
    let mut all = Vec::new();
    if let Some(list) = value.as_array() {
        for item in list {
            all.extend(faults(document, &schema["items"], item, &format!("{at}[]")));
        }
    }
    if let (Some(fields), Some(known)) = (value.as_object(), schema["properties"].as_object()) {
        for (name, value) in fields {
            match known.get(name) {
                Some(schema) => {
                    all.extend(faults(document, schema, value, &format!("{at}.{name}")))
                }
                None => all.push(format!("{at}.{name} is not described")),
            }
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            if !fields.contains_key(name.as_str().unwrap()) {
                all.push(format!("{at}.{name} is missing"));
            }
        }
    }
    all
}

/// What a `$ref` points to.
pub(crate) fn resolve<'a>(document: &'a Value, path: &str) -> &'a Value {
    let pointer = path.strip_prefix('#').expect("within the document");
    document
        .pointer(pointer)
        .unwrap_or_else(|| panic!("{path} leads nowhere"))
}

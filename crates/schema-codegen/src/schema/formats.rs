//! Removes formats that no draft defines, such as `OpenAPI`'s `int64`: they are annotations even
//! where `format` is an assertion (validation specification, section 7.3).

use serde_json::Value;

use super::dialect::Dialect;
use super::subschemas::{inside, subschemas_in};

const KNOWN: &[&str] = &[
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

pub(super) fn remove_unknown(dialect: &Dialect, schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    let unknown = |format: &Value| format.as_str().is_some_and(|name| !KNOWN.contains(&name));
    if members.get("format").is_some_and(unknown) {
        members.remove("format");
    }
    let below: Vec<Vec<String>> = subschemas_in(dialect, members)
        .into_iter()
        .map(|(tokens, _)| tokens)
        .collect();
    for tokens in below {
        let below = inside(schema, &tokens);
        if let Some(below) = below {
            remove_unknown(dialect, below);
        }
    }
}

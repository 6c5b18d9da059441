//! Removes formats that no draft defines, such as `OpenAPI`'s `int64`: they are annotations even
//! where `format` is an assertion (validation specification, section 7.3).

use serde_json::Value;

use crate::schema::dialect::Dialect;
use crate::schema::subschemas::change_each_in;

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

pub(in crate::schema) fn remove_unknown(dialect: &Dialect, schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    let unknown = |format: &Value| format.as_str().is_some_and(|name| !KNOWN.contains(&name));
    if members.get("format").is_some_and(unknown) {
        members.remove("format");
    }
    change_each_in(dialect, schema, |_, below| remove_unknown(dialect, below));
}

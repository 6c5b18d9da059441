//! The `boon` crate as a validator, configured to read a schema as the generator does: with the
//! same documents, and with `format` as an assertion only if the caller says so.

use boon::{Compiler, Format, SchemaIndex, Schemas, UrlLoader};
use serde_json::{Number, Value};

use super::Verdict;
use super::documents::Documents;
use crate::case::Reference;

/// Formats that `boon` always asserts up to draft 7, so that each has to be replaced.
const FORMATS: [&str; 19] = [
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
    "period",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

pub(super) struct Compiled {
    schemas: Schemas,
    index: SchemaIndex,
    /// Whether a `multipleOf` is no double exactly.
    divides: bool,
    /// Whether the schema is of draft 4, in which `1.0` is no integer.
    draft_4: bool,
}

impl Compiled {
    pub(super) fn new(
        base: &str,
        schema: Value,
        references: &[Reference],
        formats: bool,
    ) -> Result<Self, String> {
        let mut compiler = Compiler::new();
        if formats {
            compiler.enable_format_assertions();
        } else {
            for name in FORMATS {
                let func = |_: &Value| Ok(());
                compiler.register_format(Format { name, func });
            }
        }
        let divides = has_rounded_divisor(&schema);
        let dialect = schema.get("$schema").and_then(Value::as_str);
        let draft_4 = dialect.is_some_and(|uri| uri.contains("draft-04"));
        let documents = Documents::new(references);
        compiler.use_loader(Box::new(Loader { documents, formats }));
        let mut schemas = Schemas::new();
        let adjusted = adjusted(schema, formats);
        let failed = |error: boon::CompileError| reason(&format!("{error:#}"));
        compiler.add_resource(base, adjusted).map_err(failed)?;
        let index = compiler.compile(base, &mut schemas).map_err(failed)?;
        Ok(Self {
            schemas,
            index,
            divides,
            draft_4,
        })
    }

    /// `Err` where `boon` is known not to decide as the specification does.
    pub(super) fn verdict(&self, instance: &Value) -> Verdict {
        let is_divided = self.divides && has_number(instance, |_| true);
        if is_divided || has_inexact_number(instance) {
            return Err("computes in doubles, which do not decide here".to_owned());
        }
        if self.draft_4 && has_whole_double(instance) {
            return Err("takes 1.0 for an integer in draft 4".to_owned());
        }
        Ok(self.schemas.validate(instance, self.index).is_ok())
    }
}

/// The documents of the caller, by the URIs that `boon` asks for.
struct Loader {
    documents: Documents,
    formats: bool,
}

impl UrlLoader for Loader {
    fn load(&self, url: &str) -> Result<Value, Box<dyn std::error::Error>> {
        Ok(adjusted(self.documents.get(url)?, self.formats))
    }
}

/// Removes `format: regex` where formats are annotations: it is the one that cannot be replaced.
fn adjusted(mut schema: Value, formats: bool) -> Value {
    if !formats {
        remove_regex_format(&mut schema);
    }
    schema
}

fn remove_regex_format(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members
                .get("format")
                .is_some_and(|format| format == "regex")
            {
                members.shift_remove("format");
            }
            members.values_mut().for_each(remove_regex_format);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_regex_format),
        _ => {}
    }
}

/// Whether a value has a number that a double may not represent exactly.
fn has_inexact_number(value: &Value) -> bool {
    /// 2⁵³, from which on several integers have the same double.
    const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;
    has_number(value, |number| {
        let double = number.as_f64();
        double.is_none_or(|double| double.abs() >= FIRST_INEXACT)
    })
}

fn has_whole_double(value: &Value) -> bool {
    has_number(value, |number| {
        let double = number.as_f64().filter(|_| number.is_f64());
        double.is_some_and(|double| double.fract() == 0.0)
    })
}

fn has_number(value: &Value, wanted: fn(&Number) -> bool) -> bool {
    match value {
        Value::Number(number) => wanted(number),
        Value::Array(items) => items.iter().any(|item| has_number(item, wanted)),
        Value::Object(members) => members.values().any(|value| has_number(value, wanted)),
        _ => false,
    }
}

/// Whether a schema has a `multipleOf` that no double represents exactly.
fn has_rounded_divisor(schema: &Value) -> bool {
    /// A divisor that is no multiple of 1/1024 is taken to be rounded.
    const PARTS: f64 = 1024.0;
    match schema {
        Value::Object(members) => members.iter().any(|(name, value)| {
            let rounded = |double: f64| (double * PARTS).fract() != 0.0;
            let divisor = value.as_f64().filter(|_| name == "multipleOf");
            divisor.is_some_and(rounded) || has_rounded_divisor(value)
        }),
        Value::Array(items) => items.iter().any(has_rounded_divisor),
        _ => false,
    }
}

/// Why `boon` cannot compile a schema. The most common reason is worded alike in all cases, so that
/// one entry of the known disagreements covers it.
fn reason(message: &str) -> String {
    if message.contains("look-around") {
        return "has no lookaround in patterns".to_owned();
    }
    message.to_owned()
}

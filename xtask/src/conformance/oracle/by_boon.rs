//! The `boon` crate as a validator, held to the same reading of a schema as the generator: the same
//! documents, and formats as the caller says.

use boon::{Compiler, Format, SchemaIndex, Schemas, UrlLoader};
use serde_json::{Number, Value};

use super::Opinion;
use super::documents::Documents;
use crate::conformance::case::Reference;

/// What `boon` asserts up to draft 7 whether asked to or not, so that each has to be replaced.
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
    /// Whether a keyword divides by what is no double.
    divides: bool,
    /// Whether `1.0` is no integer.
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

    pub(super) fn opinion(&self, instance: &Value) -> Opinion {
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

/// The one format that cannot be replaced is taken out where formats are annotations.
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

/// Whether a value has a number that a double does not hold, or may not.
fn has_inexact_number(value: &Value) -> bool {
    /// 2⁵³, from which on doubles stand for several integers each.
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

/// Whether a schema divides by a fraction that is no double.
fn has_rounded_divisor(schema: &Value) -> bool {
    /// Finer parts than these are taken for rounded.
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

/// What keeps `boon` from compiling a schema; the most common reason in few words.
fn reason(message: &str) -> String {
    if message.contains("look-around") {
        return "has no lookaround in patterns".to_owned();
    }
    message.to_owned()
}

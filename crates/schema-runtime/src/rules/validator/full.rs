//! The `jsonschema` crate with patterns of ECMA-262.
//!
//! Its keyword `pattern` is replaced. It matches the keys of `patternProperties` itself, after a
//! translation of its own, so the keys are rewritten in a form that the translation leaves
//! unchanged. A key that is not regular is replaced by those names of the instance that it matches,
//! and the validator is compiled again for them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ecma_regex::{Place, Regex, decode, encode, encode_list, encode_names, rewrite};
use jsonschema::json::{Array as _, Json, Node as _, Object as _, SerdeJson};
use jsonschema::paths::Location;
use jsonschema::{Keyword, Retrieve, ValidationError, ValidationOptions, Validator};
use serde_json::{Map, Value};

use super::super::unique;
use super::{contains, multiple_of};
use crate::{DateTime, Violation, undecided};

/// Upper bound on the names in one instance that match keys which are not regular. Each takes some
/// microseconds to compile.
const MOST_NAMES: usize = 10_000;

/// A compiled schema for instances of one representation.
pub struct FullValidator<F: Json = SerdeJson>(Inner<F>);

enum Inner<F: Json> {
    Ready(Validator<F>),
    PerNames(Box<PerNames<F>>),
}

/// How a schema is compiled.
#[derive(Debug)]
struct Settings<F: Json> {
    assert_formats: bool,
    /// Options that apply to one representation only.
    more: fn(Options<F>) -> Options<F>,
}

type Options<F> = ValidationOptions<'static, Arc<dyn Retrieve>, F>;

/// A schema with keys of `patternProperties` that are not regular.
struct PerNames<F: Json> {
    schema: Value,
    settings: Settings<F>,
    /// The keys, as they are in `schema` and compiled.
    keys: Vec<(String, Regex)>,
    /// The validator for the names of the last instance: most payloads have the same names.
    last: Mutex<Option<Compiled<F>>>,
}

/// The names that each key matches, and the validator compiled for them.
type Compiled<F> = (Vec<Names>, Arc<Validator<F>>);

type Names = BTreeSet<String>;

impl FullValidator {
    /// Compiles a schema without external references.
    ///
    /// # Errors
    ///
    /// The reason why the schema cannot be compiled.
    pub fn new(schema: &Value, assert_formats: bool) -> Result<Self, String> {
        let more = |options: Options<_>| options.with_keyword("uniqueItems", unique::keyword);
        Self::compile(
            schema,
            Settings {
                assert_formats,
                more,
            },
        )
    }
}

impl<F: Json> FullValidator<F> {
    /// As [`new`](FullValidator::new), for another representation, which decides itself whether
    /// items are unique.
    ///
    /// # Errors
    ///
    /// The reason why the schema cannot be compiled.
    pub fn over(schema: &Value, assert_formats: bool) -> Result<Self, String> {
        let more = |options| options;
        Self::compile(
            schema,
            Settings {
                assert_formats,
                more,
            },
        )
    }

    fn compile(schema: &Value, settings: Settings<F>) -> Result<Self, String> {
        let mut schema = schema.clone();
        contains::evaluate_nothing(&mut schema);
        let mut keys: Vec<(String, Regex)> = Vec::new();
        let mut failure = None;
        rewrite(&mut schema, &mut |place, pattern| {
            if place == Place::Value {
                // The keyword decodes it. Unencoded, the metaschemas of some drafts would refuse
                // what Annex B allows.
                return encode(pattern).text;
            }
            if let Some(text) = encode_names(pattern) {
                return text;
            }
            let text = encode(pattern).text;
            match Regex::new(pattern) {
                Ok(regex) if keys.iter().all(|(known, _)| *known != text) => {
                    keys.push((text.clone(), regex));
                }
                Ok(_) => {}
                Err(error) => failure = Some(format!("`{pattern}`: {error}")),
            }
            text
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
        // Compiled in any case, so that an invalid schema is an error here.
        let compiled = settings.compile(&schema)?;
        if keys.is_empty() {
            return Ok(Self(Inner::Ready(compiled)));
        }
        Ok(Self(Inner::PerNames(Box::new(PerNames {
            schema,
            settings,
            keys,
            last: Mutex::default(),
        }))))
    }

    /// Calls `ask` with the validator for an instance.
    ///
    /// # Errors
    ///
    /// If a pattern gave up: the result of `ask` is then unreliable.
    pub fn ask<T>(
        &self,
        instance: &F::Node<'_>,
        ask: impl FnOnce(&Validator<F>) -> T,
    ) -> Result<T, Violation> {
        undecided::decided(|| match &self.0 {
            Inner::Ready(validator) => Ok(ask(validator)),
            Inner::PerNames(per_names) => Ok(ask(&*per_names.validator(instance)?)),
        })
    }
}

impl<F: Json> fmt::Debug for FullValidator<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FullValidator").finish_non_exhaustive()
    }
}

impl<F: Json> PerNames<F> {
    fn validator(&self, instance: &F::Node<'_>) -> Result<Arc<Validator<F>>, Violation> {
        let names = self.matching(instance)?;
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, validator)) = &*last
            && *known == names
        {
            return Ok(Arc::clone(validator));
        }
        let mut schema = self.schema.clone();
        rewrite(&mut schema, &mut |place, text| {
            let key = self.keys.iter().position(|(known, _)| known == text);
            match key.and_then(|key| Some((self.keys.get(key)?, names.get(key)?))) {
                Some(((_, regex), names)) if place == Place::Name => {
                    encode_list(names.iter().map(String::as_str), regex.source())
                }
                _ => text.to_owned(),
            }
        });
        let compiled = self.settings.compile(&schema).map_err(|_| self.give_up())?;
        let compiled = Arc::new(compiled);
        *last = Some((names, Arc::clone(&compiled)));
        Ok(compiled)
    }

    /// For each key the names in an instance that it matches.
    fn matching(&self, instance: &F::Node<'_>) -> Result<Vec<Names>, Violation> {
        let mut all = Names::new();
        collect_names::<F>(instance, &mut all);
        let mut matching = vec![Names::new(); self.keys.len()];
        let mut count = 0;
        for ((_, regex), names) in self.keys.iter().zip(&mut matching) {
            for name in &all {
                let matches = undecided::is_match(regex, name);
                if matches.ok_or_else(|| undecided::give_up(regex.source()))? {
                    names.insert(name.clone());
                    count += 1;
                }
            }
        }
        if count > MOST_NAMES {
            return Err(self.give_up());
        }
        Ok(matching)
    }

    fn give_up(&self) -> Violation {
        let key = self.keys.first().map_or("", |(_, regex)| regex.source());
        undecided::give_up(key)
    }
}

fn collect_names<F: Json>(instance: &F::Node<'_>, names: &mut Names) {
    if let Some(object) = instance.as_object() {
        for (name, value) in object.members() {
            let name: &str = name.as_ref();
            if !names.contains(name) {
                names.insert(name.to_owned());
            }
            collect_names::<F>(&value, names);
        }
    } else if let Some(array) = instance.as_array() {
        array
            .elements()
            .for_each(|item| collect_names::<F>(&item, names));
    }
}

impl<F: Json> Settings<F> {
    fn compile(&self, schema: &Value) -> Result<Validator<F>, String> {
        let options = jsonschema::options_for::<F>()
            .should_validate_formats(self.assert_formats)
            // The crate accepts some punctuation as digits in dates; RFC 3339 does not.
            .with_format("date-time", |text: &str| DateTime::new(text).is_ok())
            // The crate divides by the double nearest to the divisor.
            .with_keyword("multipleOf", multiple_of::keyword)
            .with_keyword("pattern", pattern_keyword);
        let options = (self.more)(options).offline();
        options.build(schema).map_err(|error| error.to_string())
    }
}

/// The keyword `pattern`.
struct PatternKeyword(Regex);

fn pattern_keyword<'s, F: Json>(
    _: &'s Map<String, Value>,
    value: &'s Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i, F>>, ValidationError<'s>> {
    let pattern = decode(value.as_str().unwrap_or_default());
    match Regex::new(&pattern) {
        Ok(regex) => Ok(Box::new(PatternKeyword(regex))),
        Err(error) => Err(ValidationError::schema(format!("`{pattern}`: {error}"))),
    }
}

impl<'i, F: Json> Keyword<'i, F> for PatternKeyword {
    fn validate(&self, instance: F::Node<'i>) -> Result<(), ValidationError<'i>> {
        let Some(text) = instance.as_string() else {
            return Ok(());
        };
        let pattern = self.0.source();
        match undecided::is_match(&self.0, &text) {
            Some(true) => Ok(()),
            Some(false) => {
                let message = format!("the text does not match the pattern `{pattern}`");
                Err(ValidationError::custom(message))
            }
            None => Err(ValidationError::custom(
                undecided::gave_up(pattern).to_string(),
            )),
        }
    }

    fn is_valid(&self, instance: F::Node<'i>) -> bool {
        let text = instance.as_string();
        text.is_none_or(|text| undecided::is_match(&self.0, &text) == Some(true))
    }
}

/// Whether no key is replaced by names, as in the validators of the four models.
impl FullValidator {
    #[cfg(test)]
    fn is_ready(&self) -> bool {
        matches!(self.0, Inner::Ready(_))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ErrorKind;

    fn is_valid(schema: &Value, value: &Value) -> Result<bool, Violation> {
        let validator = FullValidator::new(schema, false).unwrap();
        validator.ask(&value, |validator| validator.is_valid(value))
    }

    #[test]
    fn patterns_mean_what_ecma_262_says() {
        for (pattern, text, expected) in [
            ("^.$", "\r", false),
            (r"^\<[a-z]+\>$", "<abc>", true),
            (r"^(?:(a)|b)\1$", "b", true),
            (r"^(?!\s*$).+", "\u{FEFF}", false),
            (r"\bfoo\b", "éfooé", true),
            (
                r"^(?:(?:a(?!x)|a(?!y))*b|a*c)$",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaac",
                true,
            ),
        ] {
            let value = json!(text);
            let schemas = [
                json!({"pattern": pattern}),
                json!({"not": {"not": {"pattern": pattern}}}),
            ];
            for schema in schemas {
                assert_eq!(is_valid(&schema, &value), Ok(expected), "{schema}");
            }
            let object = json!({"o": {text: 1}});
            let closed =
                json!({"patternProperties": {pattern: true}, "additionalProperties": false});
            let unevaluated =
                json!({"patternProperties": {pattern: true}, "unevaluatedProperties": false});
            for inside in [
                closed,
                unevaluated,
                json!({"propertyNames": {"pattern": pattern}}),
            ] {
                let schema = json!({"properties": {"o": inside}});
                assert_eq!(is_valid(&schema, &object), Ok(expected), "{schema}");
            }
            let schema = json!({"properties": {"o": {"patternProperties": {pattern: false}}}});
            assert_eq!(is_valid(&schema, &object), Ok(!expected), "{schema}");
        }
    }

    #[test]
    fn what_annex_b_allows_is_taken_in_every_draft() {
        for draft in ["draft-04", "draft-06", "draft-07"] {
            let schema = format!("http://json-schema.org/{draft}/schema#");
            let inside = json!({"patternProperties": {"^a]\\r$": {"pattern": "^[\\w-.]{$"}}});
            let schema = json!({"$schema": schema, "allOf": [inside], "additionalProperties": {"type": "null"}});
            assert_eq!(
                is_valid(&schema, &json!({"a]\r": "-{"})),
                Ok(false),
                "{schema}"
            );
            let schema = &schema["allOf"][0];
            assert_eq!(
                is_valid(schema, &json!({"a]\r": "-{"})),
                Ok(true),
                "{schema}"
            );
            assert_eq!(
                is_valid(schema, &json!({"a]\r": "-"})),
                Ok(false),
                "{schema}"
            );
        }
    }

    #[test]
    fn a_reference_through_a_key_leads_where_it_led() {
        for key in ["^.$", "(a)\\1", "(?=a)", "^x-"] {
            let token = key.replace('^', "%5E").replace('\\', "%5C");
            let schema = json!({
                "patternProperties": {key: {"type": "string"}},
                "properties": {"o": {"$ref": format!("#/patternProperties/{token}")}},
            });
            assert_eq!(is_valid(&schema, &json!({"o": "a"})), Ok(true), "{key}");
            assert_eq!(is_valid(&schema, &json!({"o": 1})), Ok(false), "{key}");
        }
    }

    #[test]
    fn keys_that_mean_the_same_stay_two() {
        let schema = json!({"patternProperties": {"^\\d": {"type": "string"}, "^[0-9]": {"minLength": 2}, "(?=1)": true, "(?=1)(?=1)": {"maxLength": 2}}});
        for (value, expected) in [
            (json!("ab"), true),
            (json!("a"), false),
            (json!(1), false),
            (json!("abc"), false),
        ] {
            assert_eq!(
                is_valid(&schema, &json!({"1": value})),
                Ok(expected),
                "{value}"
            );
        }
    }

    #[test]
    fn a_pattern_that_gives_up_lets_nothing_through() {
        let pattern = r"^(?:(a|b)|a)*\1x$";
        let text = "a".repeat(40);
        let (texts, names) = (json!([text]), json!([{text.as_str(): 1}]));
        for (inside, value) in [
            (json!({"pattern": pattern}), &texts),
            (json!({"not": {"pattern": pattern}}), &texts),
            (json!({"if": {"pattern": pattern}, "then": false}), &texts),
            (
                json!({"anyOf": [{"pattern": pattern}, {"type": "string"}]}),
                &texts,
            ),
            (json!({"patternProperties": {pattern: false}}), &names),
            (
                json!({"propertyNames": {"not": {"pattern": pattern}}}),
                &names,
            ),
        ] {
            let outcome = is_valid(&json!({"items": inside}), value);
            let kind = outcome.expect_err(&inside.to_string()).into_kind();
            let pattern = pattern.to_owned();
            assert_eq!(kind, ErrorKind::Undecided { pattern }, "{inside}");
        }
        let contains = json!({"contains": {"pattern": pattern}});
        assert!(is_valid(&contains, &texts).is_err());
    }

    #[test]
    fn regular_keys_need_no_names() {
        let ready = |key: &str| {
            let schema = json!({"patternProperties": {key: true}});
            FullValidator::new(&schema, false).unwrap().is_ready()
        };
        assert!(["^x-", "^.*$", r"^\d+$"].into_iter().all(ready));
        assert!(
            !["(?!a)", r"(a)\1", r"\b", "^a{2000,3000}b", "^.{1,65535}$"]
                .into_iter()
                .any(ready)
        );
    }

    #[test]
    fn what_is_no_pattern_cannot_be_compiled() {
        for schema in [
            json!({"pattern": r"\z"}),
            json!({"patternProperties": {"a++": true}}),
        ] {
            assert!(FullValidator::new(&schema, false).is_err(), "{schema}");
        }
    }
}

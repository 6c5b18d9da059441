//! The verdicts of the `jsonschema` crate on a case, with patterns matched by an ECMA-262 engine
//! that shares no code with ours.
//!
//! The crate's own translation of patterns deviates from ECMA-262, so the keyword `pattern` is
//! replaced, and each key of `patternProperties` becomes a list of the names in the instance that
//! it matches.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use ecma_regex::{Place, rewrite};
use jsonschema::canonical::{CanonicalView, options};
use jsonschema::{Keyword, Retrieve, Uri, ValidationError, Validator};
use schema_codegen::Formats;
use serde_json::Value;

use crate::case::Case;
use crate::exact;

/// For each key of `patternProperties` the names in an instance that it matches.
type Matching = BTreeMap<String, BTreeSet<String>>;

/// The reference validator for one schema.
pub(crate) struct Oracle {
    case: Case,
    schema: Value,
    /// The keys of `patternProperties` in all documents.
    keys: BTreeMap<String, regress::Regex>,
    validators: RefCell<HashMap<Matching, Rc<Validator>>>,
    everything: bool,
}

impl Oracle {
    pub(crate) fn of(case: &Case) -> Self {
        let schema = plain_schema(case);
        let mut keys = BTreeMap::new();
        for document in case.files.values().chain([&schema]) {
            rewrite(&mut document.clone(), &mut |place, pattern| {
                if place == Place::Name {
                    keys.insert(pattern.to_owned(), regex(pattern));
                }
                pattern.to_owned()
            });
        }
        Self {
            everything: accepts_everything(case, &schema),
            case: case.clone(),
            schema,
            keys,
            validators: RefCell::default(),
        }
    }

    pub(crate) fn accepts(&self, instance: &Value) -> bool {
        let mut names = BTreeSet::new();
        collect_names(instance, &mut names);
        let matching = |key: &regress::Regex| {
            let names = names.iter().filter(|name| key.find(name).is_some());
            names.map(|name| (*name).to_owned()).collect()
        };
        let keys = self.keys.iter();
        let matching: Matching = keys
            .map(|(key, regex)| (key.clone(), matching(regex)))
            .collect();
        let mut validators = self.validators.borrow_mut();
        let validator = validators
            .entry(matching)
            .or_insert_with_key(|matching| Rc::new(self.validator(matching)));
        validator.is_valid(instance)
    }

    /// Whether the canonical form shows that every instance is valid.
    pub(crate) fn accepts_everything(&self) -> bool {
        self.everything
    }

    fn validator(&self, matching: &Matching) -> Validator {
        let mut case = self.case.clone();
        let mut schema = self.schema.clone();
        let mut patterns = Vec::new();
        let documents = case.files.values_mut();
        for document in documents.chain([&mut schema, &mut case.schema]) {
            let listed = |pattern: &str| Some(listed(matching.get(pattern)?, pattern));
            rewrite(document, &mut |place, pattern| match place {
                Place::Name => listed(pattern).unwrap_or_else(|| pattern.to_owned()),
                // By number: the metaschemas of some drafts reject patterns that Annex B allows.
                Place::Value => {
                    patterns.push(pattern.to_owned());
                    format!("number {}", patterns.len() - 1)
                }
            });
        }
        let name = &self.case.name;
        jsonschema::options()
            .with_base_uri(format!("json-schema:///cases/{name}.json"))
            .should_validate_formats(case.formats == Formats::Assert)
            .with_keyword("multipleOf", exact::multiple_of)
            .with_keyword("pattern", move |_, value, _| {
                let text = value.as_str().unwrap();
                // Metaschemas have patterns of their own.
                let number = text
                    .strip_prefix("number ")
                    .and_then(|it| it.parse::<usize>().ok());
                let pattern = number.map_or(text, |number| &patterns[number]);
                Ok(Box::new(PatternKeyword(regex(pattern))))
            })
            .with_retriever(Documents(case))
            .build(&schema)
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

fn collect_names<'v>(value: &'v Value, names: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(members) => {
            names.extend(members.keys().map(String::as_str));
            members
                .values()
                .for_each(|member| collect_names(member, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_names(item, names)),
        _ => {}
    }
}

/// A pattern that matches these names and no others. Patterns for different keys differ, even if
/// they match the same names, since keys of an object must be distinct.
fn listed(names: &BTreeSet<String>, key: &str) -> String {
    let code = |text: &str| {
        let points = text.chars().map(|c| format!("\\u{{{:x}}}", u32::from(c)));
        points.collect::<Vec<_>>().concat()
    };
    let nothing = format!("[^\\s\\S]{}", code(key));
    let names = names.iter().map(|name| code(name));
    let all: Vec<String> = [nothing].into_iter().chain(names).collect();
    format!("^(?:{})$", all.join("|"))
}

/// Patterns that are invalid with the flag `u` are read as Annex B defines.
fn regex(pattern: &str) -> regress::Regex {
    let regex = regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern));
    regex.unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

struct PatternKeyword(regress::Regex);

impl<'i> Keyword<'i> for PatternKeyword {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        let matched = self.is_valid(instance);
        matched
            .then_some(())
            .ok_or_else(|| ValidationError::custom("no match"))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        instance
            .as_str()
            .is_none_or(|text| self.0.find(text).is_some())
    }
}

/// The schema in plain JSON Schema: the case's own, or the generator's bundled schema where options
/// change its meaning or validators refuse it.
fn plain_schema(case: &Case) -> Value {
    if case.openapi.is_none() && !case.implied_types && !case.bundled {
        return case.schema.clone();
    }
    let folder = tempfile::tempdir().unwrap();
    case.write(folder.path());
    let modules = case.builder(folder.path()).generate_modules();
    let modules = modules.unwrap_or_else(|error| panic!("{}: {error}", case.name));
    let mut files = modules.files().iter();
    let bundle = files.find(|file| file.name.ends_with(".schema.json"));
    serde_json::from_str(&bundle.unwrap().text).unwrap()
}

fn accepts_everything(case: &Case, schema: &Value) -> bool {
    let canonical = options()
        .should_validate_formats(case.formats == Formats::Assert)
        .canonicalize(schema);
    canonical.is_ok_and(|canonical| matches!(canonical.view(), CanonicalView::True))
}

/// The documents of a case, by the last segment of their URI or by the URI that the case gives
/// them.
struct Documents(Case);

impl Retrieve for Documents {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let Self(case) = self;
        let last = uri.as_str().rsplit('/').next().unwrap_or_default();
        let name = case
            .references
            .get(uri.as_str())
            .map_or(last, String::as_str);
        if name == format!("{}.json", case.name) {
            return Ok(case.schema.clone());
        }
        let found = case.files.get(name).cloned();
        found.ok_or_else(|| format!("{}: `{uri}` is not in the case", case.name).into())
    }
}

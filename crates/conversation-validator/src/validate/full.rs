//! The full engine: finds every violation of a payload with the `jsonschema` crate.
//!
//! It runs only if the typed engine rejects, and in a cross-check. It must not depend on the typed
//! engine: the two verdicts are compared.

use jsonschema::{
    ValidationError,
    error::ValidationErrorKind::{self as Kind, AdditionalProperties, UnevaluatedProperties},
};

use crate::Model;
use crate::Options;
use crate::locate::position::positions;
use crate::locate::tape::{Instance, Tape};
use crate::model::bundle::Bundle;
use crate::model::compiled::Compiled;
use crate::model::suggestion;
use crate::report::count::Count;
use crate::report::violation::Violation;
use crate::validate::explain::{self, Explanation, name};
use crate::validate::findings::{Finding, Findings, FirstFindings, Part};
use crate::validate::json_types;
use crate::validate::unions::{self, Failure};

/// How many additional properties are compared with a missing property, to suggest a misspelt one.
const COMPARED: usize = 256;

/// The violations of the payload; none if the schema accepts it.
///
/// # Errors
///
/// The reason why the bundled schema does not compile: a bug of ours.
pub(crate) fn find(model: Model, tape: &Tape<'_>, options: Options) -> Result<Findings, String> {
    search(model.compiled(), tape, options)
}

fn search(compiled: &Compiled, tape: &Tape<'_>, options: Options) -> Result<Findings, String> {
    let validator = compiled.validator().map_err(Clone::clone)?;
    tape.allow(options.room());
    let root = Instance::Value(tape.root());
    let describer = Describer {
        bundle: compiled.bundle(),
        tape,
        options,
    };
    let asked = validator.ask(&root, |validator| {
        let errors: Vec<_> = validator.iter_errors(root).collect();
        found(&errors, &describer)
    });
    Ok(asked.unwrap_or_else(|gave_up| undecided(tape, &gave_up.to_string())))
}

fn found(errors: &[ValidationError<'_>], describer: &Describer<'_>) -> Findings {
    let is_exact = !describer.tape.is_exhausted();
    let mut search = Search {
        tape: describer.tape,
        found: FirstFindings::new(describer.options.limit()),
    };
    for error in errors {
        let before = search.found.count();
        search.take(error, None);
        if search.found.count() == before {
            // An error must give at least one violation, or an invalid payload would count as
            // valid.
            search.add(error, Part::Whole, None);
        }
    }
    let count = search.found.count();
    Findings {
        violations: describer.describe_all(search.found),
        count: if is_exact {
            Count::Exactly(count)
        } else {
            Count::AtLeast(count)
        },
    }
}

/// The findings if a pattern ran out of steps: the payload is rejected as a whole, since an
/// undecided pattern makes all other errors unreliable.
fn undecided(tape: &Tape<'_>, message: &str) -> Findings {
    let position = positions(tape.text(), &[tape.root().offset()]);
    let violation = Violation {
        pointer: String::new(),
        position: position.first().copied(),
        keyword: "pattern".to_owned(),
        schema: "#".to_owned(),
        member: None,
        message: message.to_owned(),
        help: Some("whether the payload is valid is not known, so it is rejected".to_owned()),
        value: None,
    };
    Findings {
        violations: vec![violation],
        count: Count::AtLeast(1),
    }
}

/// Collects findings from the errors of the `jsonschema` crate.
struct Search<'e> {
    tape: &'e Tape<'e>,
    found: FirstFindings<'e>,
}

impl<'e> Search<'e> {
    /// Adds the findings of one error: one for each unexpected property, those of the closest
    /// branch of a union, or one.
    fn take(&mut self, error: &'e ValidationError<'e>, nearest_of: Option<usize>) {
        match error.kind() {
            AdditionalProperties { unexpected } | UnevaluatedProperties { unexpected } => {
                for property in unexpected {
                    self.add(error, Part::Unexpected(property), None);
                }
            }
            Kind::Required { property } => {
                let missing = Part::Missing(explain::text(property));
                self.add(error, missing, nearest_of);
            }
            kind => match unions::branches(kind) {
                Some(branches) => self.union(error, branches),
                None => self.add(error, Part::Whole, nearest_of),
            },
        }
    }

    fn union(&mut self, error: &'e ValidationError<'e>, branches: &'e unions::Branches) {
        match unions::failure(branches, error.instance_path().as_str()) {
            Failure::Branch { errors, ambiguous } => {
                let nearest_of = ambiguous.then_some(branches.len());
                for error in errors {
                    self.take(error, nearest_of);
                }
            }
            Failure::Type(types) => self.add(error, Part::Type(types), None),
        }
    }

    /// Adds a finding, unless the error was found after the memory limit was reached.
    fn add(&mut self, error: &'e ValidationError<'e>, part: Part<'e>, nearest_of: Option<usize>) {
        let Some(instance) = Instance::of(error, self.tape) else {
            return;
        };
        let offset = instance.place().map_or(0, |place| match part {
            Part::Unexpected(property) => {
                let name = place.name_offset(property);
                name.unwrap_or_else(|| place.offset())
            }
            _ => place.offset(),
        });
        self.found.add(Finding {
            error,
            part,
            nearest_of,
            offset,
        });
    }
}

/// Turns findings into violations with message, help and position.
struct Describer<'a> {
    bundle: &'a Bundle,
    tape: &'a Tape<'a>,
    options: Options,
}

impl Describer<'_> {
    fn describe_all(&self, found: FirstFindings<'_>) -> Vec<Violation> {
        let findings: Vec<_> = found.into_sorted().collect();
        let offsets: Vec<_> = findings.iter().map(|finding| finding.offset).collect();
        let positions = positions(self.tape.text(), &offsets);
        let all = findings.iter().zip(positions);
        all.filter_map(|(finding, position)| {
            let mut violation = self.describe(finding)?;
            violation.position = Some(position);
            Some(violation)
        })
        .collect()
    }

    fn describe(&self, finding: &Finding<'_>) -> Option<Violation> {
        let instance = Instance::of(finding.error, self.tape)?;
        let mut violation = self.whole(finding.error, instance);
        match &finding.part {
            Part::Whole => {}
            Part::Missing(property) => {
                violation.help = self.similar_additional(finding.error, instance, property);
                violation.member = Some((*property).to_owned());
            }
            Part::Unexpected(property) => {
                violation.message = format!("the property `{}` is not allowed", name(property));
                violation.help = self.similar_declared(&violation.schema, property);
                violation.member = Some((*property).to_owned());
            }
            Part::Type(types) => {
                "type".clone_into(&mut violation.keyword);
                violation.message = json_types::mismatch(types, instance);
            }
        }
        if let Some(branches) = finding.nearest_of {
            let note = || {
                format!(
                    "none of the {branches} allowed schemas matches; this is from one of the closest"
                )
            };
            violation.help.get_or_insert_with(note);
        }
        Some(violation)
    }

    fn whole(&self, error: &ValidationError<'_>, instance: Instance<'_>) -> Violation {
        let Explanation { message, help } = explain::explain(error, instance, self.tape);
        Violation {
            pointer: error.instance_path().to_string(),
            position: None,
            keyword: error.kind().keyword().to_owned(),
            schema: schema_location(error),
            member: None,
            message,
            help,
            value: self.options.shown().quote(instance),
        }
    }

    /// Help that names an additional property whose name is similar to the missing one.
    fn similar_additional(
        &self,
        error: &ValidationError<'_>,
        instance: Instance<'_>,
        missing: &str,
    ) -> Option<String> {
        let declared = self.bundle.declared_properties(&schema_location(error))?;
        let present = instance.place()?.members().map(|(name, _)| name);
        let unknown: Vec<_> = present
            .filter(|name| !declared.contains_key(name.as_ref()))
            .take(COMPARED)
            .collect();
        let other = suggestion::nearest(missing, unknown.iter().map(AsRef::as_ref))?;
        let missing = name(missing);
        Some(format!(
            "the schema has no property `{other}`; did you mean `{missing}`?"
        ))
    }

    /// Help that names a declared property whose name is similar to the unexpected one.
    fn similar_declared(&self, schema: &str, unexpected: &str) -> Option<String> {
        let declared = self.bundle.declared_properties(schema);
        let names = declared.into_iter().flat_map(|members| members.keys());
        let known = suggestion::nearest(unexpected, names.map(String::as_str))?;
        Some(format!("did you mean `{known}`?"))
    }
}

fn schema_location(error: &ValidationError<'_>) -> String {
    match error.absolute_keyword_location() {
        Some(location) => location.as_str().to_owned(),
        None => format!("#{}", error.schema_path()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violations(schema: &str, payload: &str) -> Vec<Violation> {
        let tape = Tape::new(payload).unwrap();
        let findings = search(&Compiled::new(schema), &tape, Options::new());
        findings.unwrap().violations
    }

    fn described(schema: &str, payload: &str) -> Vec<(String, String, Option<String>)> {
        let violations = violations(schema, payload).into_iter();
        violations
            .map(|one| (one.pointer, one.message, one.help))
            .collect()
    }

    fn line(pointer: &str, message: &str, help: Option<&str>) -> (String, String, Option<String>) {
        (
            pointer.to_owned(),
            message.to_owned(),
            help.map(str::to_owned),
        )
    }

    #[test]
    fn each_unexpected_property_has_the_position_of_its_name() {
        let schema = r#"{"properties": {"roomId": true}, "additionalProperties": false}"#;
        let payload = r#"{"room_id": 1, "z/z": 2}"#;
        let expected = [
            line(
                "",
                "the property `room_id` is not allowed",
                Some("did you mean `roomId`?"),
            ),
            line("", "the property `z/z` is not allowed", None),
        ];
        assert_eq!(described(schema, payload), expected);
        let columns = violations(schema, payload).into_iter();
        let columns: Vec<_> = columns.filter_map(|one| one.position).collect();
        assert_eq!(
            columns.iter().map(|at| at.column).collect::<Vec<_>>(),
            [2, 16]
        );
    }

    #[test]
    fn a_missing_property_is_matched_with_a_similar_additional_one() {
        let schema =
            r#"{"required": ["updatedAt"], "properties": {"updatedAt": true, "updated": true}}"#;
        let missing = "missing property `updatedAt`";
        let help = "the schema has no property `updated_at`; did you mean `updatedAt`?";
        assert_eq!(
            described(schema, r#"{"updated_at": 1}"#),
            [line("", missing, Some(help))]
        );
        assert_eq!(
            described(schema, r#"{"updated": 1}"#),
            [line("", missing, None)]
        );
    }

    #[test]
    fn a_union_gives_the_violations_of_the_closest_branch() {
        let schema = r##"{"properties": {"part": {"anyOf": [{"$ref": "#/$defs/part"}, {"type": "null"}]}},
            "$defs": {"part": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}}}"##;
        let part = |payload: &str| described(schema, payload);
        assert_eq!(
            part(r#"{"part": {}}"#),
            [line("/part", "missing property `a`", None)]
        );
        assert_eq!(
            part(r#"{"part": {"a": 1}}"#),
            [line("/part/a", "expected a string, found a number", None)]
        );
        assert_eq!(
            part(r#"{"part": 1}"#),
            [line(
                "/part",
                "expected an object or null, found a number",
                None
            )]
        );
    }

    #[test]
    fn a_union_without_a_closest_branch_says_so() {
        let schema = r#"{"oneOf": [{"type": "string", "minLength": 3}, {"type": "string", "pattern": "^x"}]}"#;
        let help = "none of the 2 allowed schemas matches; this is from one of the closest";
        let message = "expected at least 3 characters, found 1";
        assert_eq!(described(schema, r#""a""#), [line("", message, Some(help))]);
    }

    #[test]
    fn patterns_mean_what_ecma_262_says_and_are_quoted_as_they_are_written() {
        let schema = r#"{"items": {"pattern": "^.$"}}"#;
        let message = "the text does not match the pattern `^.$`";
        assert_eq!(
            described(schema, r#"["a", "\r"]"#),
            [line("/1", message, None)]
        );
        let schema = r#"{"patternProperties": {"^.$": false}}"#;
        assert_eq!(described(schema, r#"{"\u2028": 1}"#), []);
    }

    #[test]
    fn a_pattern_that_gives_up_rejects_the_payload() {
        let schema = r#"{"items": {"not": {"pattern": "^(?:(a|b)|a)*\\1x$"}}}"#;
        let payload = format!("[\"{}\"]", "a".repeat(40));
        let message =
            r"could not be decided: matching `^(?:(a|b)|a)*\1x$` takes too many steps (pattern)";
        let help = "whether the payload is valid is not known, so it is rejected";
        assert_eq!(described(schema, &payload), [line("", message, Some(help))]);
    }

    #[test]
    fn violations_come_in_the_order_of_the_text() {
        let schema = r#"{"properties": {"a": {"type": "null"}, "b": {"type": "null"}}}"#;
        let found = violations(schema, r#"{"b": 1, "a": 1}"#);
        let pointers: Vec<_> = found.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, ["/b", "/a"]);
    }

    #[test]
    fn only_the_first_violations_are_listed_but_all_are_counted() {
        let schema = r#"{"items": {"type": "null"}, "required": ["a"], "properties": {"b": true}, "additionalProperties": false}"#;
        let found = |payload: &str, limit| {
            let tape = Tape::new(payload).unwrap();
            let options = Options::new().max_violations(limit);
            search(&Compiled::new(schema), &tape, options).unwrap()
        };
        let array = found(&format!("[{}1]", "null,1,".repeat(1000)), 3);
        let pointers: Vec<_> = array
            .violations
            .iter()
            .map(|one| one.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/1", "/3", "/5"]);
        assert_eq!(array.count, Count::Exactly(1001));
        let names: Vec<_> = (0..1000).map(|name| format!("\"{name}\":0")).collect();
        let object = found(&format!("{{{}}}", names.join(",")), 2);
        let members: Vec<_> = object
            .violations
            .iter()
            .map(|one| one.member.as_deref())
            .collect();
        assert_eq!(members, [Some("a"), Some("0")]);
        assert_eq!(object.count, Count::Exactly(1001));
    }

    #[test]
    fn what_errors_take_is_bounded_however_long_their_pointers_are() {
        let schema = r#"{"additionalProperties": {"items": {"type": "null"}}}"#;
        for (name, items, least) in [(1, 100_000, 30_000), (1 << 20, 1000, 16)] {
            let payload = format!("{{\"{}\":[{}1]}}", "x".repeat(name), "1,".repeat(items));
            let tape = Tape::new(&payload).unwrap();
            let found = search(&Compiled::new(schema), &tape, Options::new()).unwrap();
            assert!(!found.count.is_exact() && found.count.known() >= least);
            let pointers = found.violations.iter().map(|one| one.pointer.len());
            assert!(pointers.sum::<usize>() < 32 << 20);
            assert_eq!(found.violations[0].message, "expected null, found a number");
        }
    }

    #[test]
    fn unions_in_unions_are_searched_to_an_end() {
        let schema = r##"{"$ref": "#/$defs/n", "$defs": {"n": {"anyOf": [
            {"type": "object", "properties": {"next": {"$ref": "#/$defs/n"}, "v": {"type": "integer"}}},
            {"type": "object", "properties": {"next": {"$ref": "#/$defs/n"}, "v": {"type": "string"}}},
            {"type": "null"}]}}}"##;
        let depth = 100;
        let payload = format!(
            "{}5{}",
            "{\"next\":".repeat(depth),
            ",\"v\":true}".repeat(depth)
        );
        let tape = Tape::new(&payload).unwrap();
        let started = std::time::Instant::now();
        let found = search(&Compiled::new(schema), &tape, Options::new()).unwrap();
        assert!(started.elapsed() < std::time::Duration::from_secs(20));
        assert_ne!(found.count, Count::Exactly(0));
    }

    #[test]
    fn an_unknown_property_among_a_million_is_suggested_or_not_but_in_no_time() {
        let schema = r#"{"required": ["updatedAt"], "properties": {"updatedAt": true}}"#;
        let names: Vec<_> = (0..200_000).map(|it| format!("\"{it:060}\":0")).collect();
        let payload = format!("{{\"updated_at\":0,{}}}", names.join(","));
        let started = std::time::Instant::now();
        let help = violations(schema, &payload).remove(0).help.unwrap();
        assert!(help.contains("`updated_at`"));
        assert!(started.elapsed() < std::time::Duration::from_secs(10));
    }

    #[test]
    fn a_schema_that_cannot_be_used_is_an_error() {
        let tape = Tape::new("null").unwrap();
        let found = search(&Compiled::new("{"), &tape, Options::new());
        assert!(found.unwrap_err().contains("not JSON"));
    }
}

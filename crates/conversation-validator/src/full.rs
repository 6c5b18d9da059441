//! The full engine: every violation of a payload, found by the `jsonschema` crate.
//!
//! Takes a model and the value read from the text; gives findings. Runs on failure only, except in
//! a cross-check. Knows nothing of the typed engine.

use jsonschema::{
    ValidationError,
    error::ValidationErrorKind::{self as Kind, AdditionalProperties, UnevaluatedProperties},
};
use serde_json::Value;

use crate::{
    Model,
    bundle::Bundle,
    compiled::Compiled,
    detail::Detail,
    explain::{self, Explanation},
    findings::Findings,
    kinds,
    locate::Target,
    near,
    unions::{self, Failure},
    violation::Violation,
};

/// Everything the schema has against the value; nothing: it is accepted.
///
/// # Errors
///
/// The reason why the model's own schema cannot be used: a bug of ours.
pub(crate) fn find(model: Model, value: &Value, detail: Detail) -> Result<Findings, String> {
    search(model.compiled(), value, detail)
}

fn search(compiled: &Compiled, value: &Value, detail: Detail) -> Result<Findings, String> {
    let validator = compiled.validator().map_err(Clone::clone)?;
    let mut search = Search {
        bundle: compiled.bundle(),
        detail,
        findings: Findings::default(),
    };
    let asked = validator.ask(value, |validator| {
        for error in validator.iter_errors(value) {
            let before = search.findings.len();
            search.take(&error, None);
            if search.findings.len() == before {
                // However an error is taken apart, a refusal must not get lost.
                search.plain(&error, None);
            }
        }
    });
    if let Err(undecided) = asked {
        search.undecided(value, undecided.to_string());
    }
    Ok(search.findings)
}

/// What was found so far, and what is needed to put it into words.
struct Search<'a> {
    bundle: &'a Bundle,
    detail: Detail,
    findings: Findings,
}

impl Search<'_> {
    /// Takes one error, or what stands behind it.
    fn take(&mut self, error: &ValidationError<'_>, note: Option<&str>) {
        match error.kind() {
            AdditionalProperties { unexpected } | UnevaluatedProperties { unexpected } => {
                for member in unexpected {
                    self.superfluous(error, member);
                }
            }
            Kind::Required { property } => self.missing(error, explain::text(property), note),
            kind => match unions::branches(kind) {
                Some(branches) => self.union(error, branches),
                None => self.plain(error, note),
            },
        }
    }

    /// A pattern gave up: whatever else was found, the payload as a whole is refused.
    fn undecided(&mut self, value: &Value, message: String) {
        self.findings.add(Violation {
            pointer: String::new(),
            position: None,
            keyword: "pattern".to_owned(),
            schema: "#".to_owned(),
            member: None,
            message,
            help: Some("nobody knows whether the payload is valid, so it is refused".to_owned()),
            value: self.detail.quote(value),
        });
    }

    fn plain(&mut self, error: &ValidationError<'_>, note: Option<&str>) {
        let mut violation = self.violation(error);
        violation.help = violation.help.or_else(|| note.map(str::to_owned));
        self.findings.add(violation);
    }

    fn missing(&mut self, error: &ValidationError<'_>, member: &str, note: Option<&str>) {
        let meant = self.meant(error, member);
        let meant = meant
            .map(|other| format!("the schema knows no member `{other}`; was `{member}` meant?"));
        let mut violation = self.violation(error);
        violation.member = Some(member.to_owned());
        violation.help = meant.or_else(|| note.map(str::to_owned));
        self.findings.add(violation);
    }

    fn superfluous(&mut self, error: &ValidationError<'_>, member: &str) {
        let mut violation = self.violation(error);
        violation.message = format!("the member `{member}` is not allowed");
        violation.member = Some(member.to_owned());
        let declared = self.bundle.declared_members(&violation.schema);
        let names = declared.into_iter().flat_map(|members| members.keys());
        violation.help = near::nearest(member, names.map(String::as_str))
            .map(|known| format!("did you mean `{known}`?"));
        let segment = member.replace('~', "~0").replace('/', "~1");
        let name = format!("{}/{segment}", violation.pointer);
        self.findings.add_at(violation, Target::Name(name));
    }

    fn union(&mut self, error: &ValidationError<'_>, branches: &unions::Branches) {
        match unions::failure(branches, error.instance_path().as_str()) {
            Failure::Branch { errors, ambiguous } => {
                let note = format!(
                    "this is the nearest of {} forms it may have",
                    branches.len()
                );
                for error in errors {
                    self.take(error, ambiguous.then_some(note.as_str()));
                }
            }
            Failure::Type(types) => {
                let mut violation = self.violation(error);
                "type".clone_into(&mut violation.keyword);
                violation.message = kinds::mismatch(&types, error.instance());
                self.findings.add(violation);
            }
        }
    }

    fn violation(&self, error: &ValidationError<'_>) -> Violation {
        let Explanation { message, help } = explain::explain(error);
        Violation {
            pointer: error.instance_path().to_string(),
            position: None,
            keyword: error.kind().keyword().to_owned(),
            schema: schema_location(error),
            member: None,
            message,
            help,
            value: self.detail.quote(error.instance()),
        }
    }

    /// A member the schema does not know whose name is near the missing one.
    fn meant<'e>(&self, error: &'e ValidationError<'_>, missing: &str) -> Option<&'e str> {
        let declared = self.bundle.declared_members(&schema_location(error))?;
        let present = error.instance().as_object()?;
        let unknown = present.keys().filter(|name| !declared.contains_key(*name));
        near::nearest(missing, unknown.map(String::as_str))
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
        let value = serde_json::from_str(payload).unwrap();
        let findings = search(&Compiled::new(schema), &value, Detail::default());
        findings.unwrap().placed(payload)
    }

    fn told(schema: &str, payload: &str) -> Vec<(String, String, Option<String>)> {
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
    fn each_superfluous_member_is_pointed_at_by_its_name() {
        let schema = r#"{"properties": {"roomId": true}, "additionalProperties": false}"#;
        let payload = r#"{"room_id": 1, "z/z": 2}"#;
        let expected = [
            line(
                "",
                "the member `room_id` is not allowed",
                Some("did you mean `roomId`?"),
            ),
            line("", "the member `z/z` is not allowed", None),
        ];
        assert_eq!(told(schema, payload), expected);
        let columns = violations(schema, payload).into_iter();
        let columns: Vec<_> = columns.filter_map(|one| one.position).collect();
        assert_eq!(
            columns.iter().map(|at| at.column).collect::<Vec<_>>(),
            [2, 16]
        );
    }

    #[test]
    fn a_missing_member_is_matched_with_one_the_schema_does_not_know() {
        let schema =
            r#"{"required": ["updatedAt"], "properties": {"updatedAt": true, "updated": true}}"#;
        let missing = "missing member `updatedAt`";
        let help = "the schema knows no member `updated_at`; was `updatedAt` meant?";
        assert_eq!(
            told(schema, r#"{"updated_at": 1}"#),
            [line("", missing, Some(help))]
        );
        assert_eq!(told(schema, r#"{"updated": 1}"#), [line("", missing, None)]);
    }

    #[test]
    fn a_union_is_told_by_the_branch_that_was_meant() {
        let schema = r##"{"properties": {"part": {"anyOf": [{"$ref": "#/$defs/part"}, {"type": "null"}]}},
            "$defs": {"part": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}}}"##;
        let part = |payload: &str| told(schema, payload);
        assert_eq!(
            part(r#"{"part": {}}"#),
            [line("/part", "missing member `a`", None)]
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
    fn a_union_that_does_not_tell_what_was_meant_says_so() {
        let schema = r#"{"oneOf": [{"type": "string", "minLength": 3}, {"type": "string", "pattern": "^x"}]}"#;
        let help = "this is the nearest of 2 forms it may have";
        let message = "expected at least 3 characters, found 1";
        assert_eq!(told(schema, r#""a""#), [line("", message, Some(help))]);
    }

    #[test]
    fn patterns_mean_what_ecma_262_says_and_are_quoted_as_they_are_written() {
        let schema = r#"{"items": {"pattern": "^.$"}}"#;
        let message = "the text does not match the pattern `^.$`";
        assert_eq!(told(schema, r#"["a", "\r"]"#), [line("/1", message, None)]);
        let schema = r#"{"patternProperties": {"^.$": false}}"#;
        assert_eq!(told(schema, r#"{"\u2028": 1}"#), []);
    }

    #[test]
    fn a_pattern_that_gives_up_refuses_the_payload() {
        let schema = r#"{"items": {"not": {"pattern": "^(?:(a|b)|a)*\\1x$"}}}"#;
        let payload = format!("[\"{}\"]", "a".repeat(40));
        let message =
            r"could not be decided: matching `^(?:(a|b)|a)*\1x$` takes too many steps (pattern)";
        let help = "nobody knows whether the payload is valid, so it is refused";
        assert_eq!(told(schema, &payload), [line("", message, Some(help))]);
    }

    #[test]
    fn violations_come_in_the_order_of_the_text() {
        let schema = r#"{"properties": {"a": {"type": "null"}, "b": {"type": "null"}}}"#;
        let found = violations(schema, r#"{"b": 1, "a": 1}"#);
        let pointers: Vec<_> = found.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, ["/b", "/a"]);
    }

    #[test]
    fn a_schema_that_cannot_be_used_is_told() {
        let found = search(&Compiled::new("{"), &Value::Null, Detail::default());
        assert!(found.unwrap_err().contains("not JSON"));
    }
}

//! The full engine: every violation of a payload, found by the `jsonschema` crate.
//!
//! Takes a model, the text and the value read from it; gives violations. Runs on failure only,
//! except in a cross-check. Knows nothing of the typed engine.

use jsonschema::{
    ValidationError,
    error::ValidationErrorKind::{self as Kind, AdditionalProperties, UnevaluatedProperties},
};
use serde_json::Value;

use crate::{
    Model,
    bundle::Bundle,
    detail::Detail,
    explain::{self, Explanation},
    kinds,
    locate::{Target, locate},
    near,
    unions::{self, Failure},
    violation::Violation,
};

/// Everything the schema has against the value, in the order of the text; none: it is accepted.
///
/// # Errors
///
/// The reason why the model's own schema cannot be used: a bug of ours.
pub(crate) fn violations(
    model: Model,
    text: &str,
    value: &Value,
    detail: Detail,
) -> Result<Vec<Violation>, String> {
    let compiled = model.compiled();
    let validator = compiled.validator().map_err(Clone::clone)?;
    let mut found = Found {
        bundle: compiled.bundle(),
        detail,
        violations: Vec::new(),
        targets: Vec::new(),
    };
    for error in validator.iter_errors(value) {
        found.take(&error, None);
    }
    Ok(found.placed(text))
}

/// The violations so far, and beside each the part of the text it points at.
struct Found<'a> {
    bundle: &'a Bundle,
    detail: Detail,
    violations: Vec<Violation>,
    targets: Vec<Target>,
}

impl Found<'_> {
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

    fn plain(&mut self, error: &ValidationError<'_>, note: Option<&str>) {
        let mut violation = self.violation(error);
        violation.help = violation.help.or_else(|| note.map(str::to_owned));
        self.add(violation);
    }

    fn missing(&mut self, error: &ValidationError<'_>, member: &str, note: Option<&str>) {
        let meant = self.meant(error, member);
        let meant = meant
            .map(|other| format!("the schema knows no member `{other}`; was `{member}` meant?"));
        let mut violation = self.violation(error);
        violation.member = Some(member.to_owned());
        violation.help = meant.or_else(|| note.map(str::to_owned));
        self.add(violation);
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
        self.violations.push(violation);
        self.targets.push(Target::Name(name));
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
                self.add(violation);
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

    fn add(&mut self, violation: Violation) {
        self.targets.push(Target::Value(violation.pointer.clone()));
        self.violations.push(violation);
    }

    /// A member the schema does not know whose name is near the missing one.
    fn meant<'e>(&self, error: &'e ValidationError<'_>, missing: &str) -> Option<&'e str> {
        let declared = self.bundle.declared_members(&schema_location(error))?;
        let present = error.instance().as_object()?;
        let unknown = present.keys().filter(|name| !declared.contains_key(*name));
        near::nearest(missing, unknown.map(String::as_str))
    }

    /// The violations with their positions, in the order of the text.
    fn placed(mut self, text: &str) -> Vec<Violation> {
        if self.violations.is_empty() {
            return self.violations;
        }
        let positions = locate(text, &self.targets);
        for (violation, position) in self.violations.iter_mut().zip(positions) {
            violation.position = position;
        }
        self.violations.sort_by_key(|violation| violation.position);
        self.violations
    }
}

fn schema_location(error: &ValidationError<'_>) -> String {
    match error.absolute_keyword_location() {
        Some(location) => location.as_str().to_owned(),
        None => format!("#{}", error.schema_path()),
    }
}

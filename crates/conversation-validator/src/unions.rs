//! Which form of a union was meant, so that its violations can be told instead of "none fits".
//!
//! Takes what each branch of an `anyOf` or `oneOf` has against a value; gives the branch that is
//! nearest. A branch of another JSON type is never meant, one with another constant tag hardly.

use jsonschema::{
    JsonType, ValidationError,
    error::ValidationErrorKind::{self as Kind, AnyOf, OneOfNotValid},
};

use crate::kinds;

/// What each branch has against the value.
pub(crate) type Branches = [Vec<ValidationError<'static>>];

/// How a union failed.
pub(crate) enum Failure<'a> {
    /// The value is of a JSON type that no branch takes; these types are taken.
    Type(Vec<JsonType>),
    /// This branch was meant.
    Branch {
        /// What it has against the value.
        errors: &'a [ValidationError<'static>],
        /// Another branch was equally near.
        ambiguous: bool,
    },
}

/// Finds out how the union at the pointer `at` failed.
pub(crate) fn failure<'a>(branches: &'a Branches, at: &str) -> Failure<'a> {
    let mut fitting: Vec<_> = branches
        .iter()
        .filter(|errors| refused_types(errors, at).is_none())
        .map(|errors| (distance(errors, at), errors))
        .collect();
    // Stable: of equally near branches the first one written counts.
    fitting.sort_by_key(|(distance, _)| *distance);
    match fitting.as_slice() {
        [] => Failure::Type(taken_types(branches, at)),
        [(nearest, errors), rest @ ..] => Failure::Branch {
            errors,
            ambiguous: rest.first().is_some_and(|(next, _)| next.0 == nearest.0),
        },
    }
}

/// The branches, if the error is a union that failed.
pub(crate) fn branches(kind: &Kind) -> Option<&Branches> {
    match kind {
        AnyOf { context } | OneOfNotValid { context } => Some(context),
        _ => None,
    }
}

/// How far a branch of the right type is: wrong constants first, then the number of errors.
fn distance(errors: &[ValidationError<'static>], at: &str) -> (usize, usize) {
    let wrong_tags = errors
        .iter()
        .filter(|error| is_wrong_tag(error, at))
        .count();
    (wrong_tags, errors.len())
}

/// Whether the value itself, or a member of it, is not the constant that the branch demands.
fn is_wrong_tag(error: &ValidationError<'_>, at: &str) -> bool {
    let below = error.instance_path().as_str().strip_prefix(at);
    let near = below.is_some_and(|path| path.matches('/').count() <= 1);
    near && matches!(error.kind(), Kind::Constant { .. } | Kind::Enum { .. })
}

fn taken_types(branches: &Branches, at: &str) -> Vec<JsonType> {
    let types = branches
        .iter()
        .filter_map(|errors| refused_types(errors, at));
    types.flatten().collect()
}

/// The types a branch takes, if it refuses the value at `at` for its type.
fn refused_types(errors: &[ValidationError<'static>], at: &str) -> Option<Vec<JsonType>> {
    errors
        .iter()
        .filter(|error| error.instance_path().as_str() == at)
        .find_map(|error| match (error.kind(), branches(error.kind())) {
            (Kind::Type { kind }, _) => Some(kinds::allowed(kind)),
            (_, Some(inner)) => all_refused(inner, at),
            _ => None,
        })
}

fn all_refused(branches: &Branches, at: &str) -> Option<Vec<JsonType>> {
    let types: Option<Vec<_>> = branches
        .iter()
        .map(|errors| refused_types(errors, at))
        .collect();
    types.map(|types| types.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The pointers of the meant branch's errors, or the types taken.
    fn meant(schema: &Value, value: &Value) -> (Vec<String>, bool) {
        let validator = jsonschema::validator_for(schema).unwrap();
        let error = validator.validate(value).unwrap_err();
        match failure(
            branches(error.kind()).unwrap(),
            error.instance_path().as_str(),
        ) {
            Failure::Type(types) => (types.iter().map(ToString::to_string).collect(), false),
            Failure::Branch { errors, ambiguous } => {
                let pointers = errors.iter().map(|error| error.instance_path().to_string());
                (pointers.collect(), ambiguous)
            }
        }
    }

    fn found(words: &[&str], ambiguous: bool) -> (Vec<String>, bool) {
        (words.iter().map(ToString::to_string).collect(), ambiguous)
    }

    #[test]
    fn the_branch_of_the_same_type_is_meant() {
        let schema = json!({"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"],
            "properties": {"b": {"type": "string"}}}]});
        assert_eq!(meant(&schema, &json!({"b": 1})), found(&["", "/b"], false));
        assert_eq!(meant(&schema, &json!(5)), found(&["null", "object"], false));
    }

    #[test]
    fn the_branch_of_the_matching_tag_is_meant_however_broken_it_is() {
        let branch = |tag: &str| {
            json!({"type": "object", "properties": {"type": {"const": tag}, "x": {"type": "string"},
                "y": {"type": "string"}}})
        };
        let schema = json!({"oneOf": [branch("a"), branch("b")]});
        let value = json!({"type": "b", "x": 1, "y": 2});
        assert_eq!(meant(&schema, &value), found(&["/x", "/y"], false));
        let value = json!({"type": "c"});
        assert_eq!(meant(&schema, &value), found(&["/type"], true));
    }

    #[test]
    fn a_union_within_a_union_is_looked_through() {
        let schema = json!({"anyOf": [{"anyOf": [{"type": "null"}, {"type": "string"}]}, {"type": "array"}]});
        assert_eq!(
            meant(&schema, &json!(5)),
            found(&["null", "string", "array"], false)
        );
    }
}

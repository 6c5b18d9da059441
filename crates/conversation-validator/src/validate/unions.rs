//! Which branch of a failed `anyOf` or `oneOf` comes closest, so that its violations are reported
//! instead of "matches none".
//!
//! A branch of another JSON type is never chosen; a branch whose constant tag differs is chosen
//! last.

use jsonschema::{
    JsonType, ValidationError,
    error::ValidationErrorKind::{self as Kind, AnyOf, OneOfNotValid},
};

use crate::validate::json_types;

/// The errors of each branch.
pub(crate) type Branches = [Vec<ValidationError<'static>>];

/// How a union failed.
pub(crate) enum Failure<'a> {
    /// No branch accepts the JSON type of the value; the branches accept these.
    Type(Vec<JsonType>),
    /// This branch comes closest.
    Branch {
        /// Its errors.
        errors: &'a [ValidationError<'static>],
        /// Whether another branch comes equally close.
        ambiguous: bool,
    },
}

/// How the union at the pointer `at` failed.
pub(crate) fn failure<'a>(branches: &'a Branches, at: &str) -> Failure<'a> {
    let mut fitting: Vec<_> = branches
        .iter()
        .filter(|errors| rejected_types(errors, at).is_none())
        .map(|errors| (distance(errors, at), errors))
        .collect();
    // The sort is stable: of equally close branches the first in the schema is chosen.
    fitting.sort_by_key(|(distance, _)| *distance);
    match fitting.as_slice() {
        [] => Failure::Type(accepted_types(branches, at)),
        [(nearest, errors), rest @ ..] => Failure::Branch {
            errors,
            ambiguous: rest.first().is_some_and(|(next, _)| next.0 == nearest.0),
        },
    }
}

/// The errors of the branches, if the error is a failed union.
pub(crate) fn branches(kind: &Kind) -> Option<&Branches> {
    match kind {
        AnyOf { context } | OneOfNotValid { context } => Some(context),
        _ => None,
    }
}

/// The distance of a branch of the right JSON type: the number of wrong tags, then of errors.
fn distance(errors: &[ValidationError<'static>], at: &str) -> (usize, usize) {
    let wrong_tags = errors
        .iter()
        .filter(|error| is_wrong_tag(error, at))
        .count();
    (wrong_tags, errors.len())
}

/// Whether the error is a wrong `const` or `enum` of the value itself or of one of its properties.
fn is_wrong_tag(error: &ValidationError<'_>, at: &str) -> bool {
    let below = error.instance_path().as_str().strip_prefix(at);
    let near = below.is_some_and(|path| path.matches('/').count() <= 1);
    near && matches!(error.kind(), Kind::Constant { .. } | Kind::Enum { .. })
}

fn accepted_types(branches: &Branches, at: &str) -> Vec<JsonType> {
    let types = branches
        .iter()
        .filter_map(|errors| rejected_types(errors, at));
    types.flatten().collect()
}

/// The JSON types that a branch accepts, if it rejects the value at `at` for its type.
fn rejected_types(errors: &[ValidationError<'static>], at: &str) -> Option<Vec<JsonType>> {
    errors
        .iter()
        .filter(|error| error.instance_path().as_str() == at)
        .find_map(|error| match (error.kind(), branches(error.kind())) {
            (Kind::Type { kind }, _) => Some(json_types::allowed(kind)),
            (_, Some(inner)) => all_rejected(inner, at),
            _ => None,
        })
}

fn all_rejected(branches: &Branches, at: &str) -> Option<Vec<JsonType>> {
    let types: Option<Vec<_>> = branches
        .iter()
        .map(|errors| rejected_types(errors, at))
        .collect();
    types.map(|types| types.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The pointers of the closest branch's errors, or the accepted types.
    fn closest(schema: &Value, value: &Value) -> (Vec<String>, bool) {
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
    fn the_branch_of_the_same_type_is_closest() {
        let schema = json!({"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"],
            "properties": {"b": {"type": "string"}}}]});
        assert_eq!(
            closest(&schema, &json!({"b": 1})),
            found(&["", "/b"], false)
        );
        assert_eq!(
            closest(&schema, &json!(5)),
            found(&["null", "object"], false)
        );
    }

    #[test]
    fn the_branch_of_the_matching_tag_is_closest_whatever_its_errors() {
        let branch = |tag: &str| {
            json!({"type": "object", "properties": {"type": {"const": tag}, "x": {"type": "string"},
                "y": {"type": "string"}}})
        };
        let schema = json!({"oneOf": [branch("a"), branch("b")]});
        let value = json!({"type": "b", "x": 1, "y": 2});
        assert_eq!(closest(&schema, &value), found(&["/x", "/y"], false));
        let value = json!({"type": "c"});
        assert_eq!(closest(&schema, &value), found(&["/type"], true));
    }

    #[test]
    fn a_nested_union_is_searched() {
        let schema = json!({"anyOf": [{"anyOf": [{"type": "null"}, {"type": "string"}]}, {"type": "array"}]});
        assert_eq!(
            closest(&schema, &json!(5)),
            found(&["null", "string", "array"], false)
        );
    }
}

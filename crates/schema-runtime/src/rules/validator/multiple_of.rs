//! The keyword `multipleOf` in full validation, by value. It replaces that of `jsonschema` 0.60.2,
//! which divides by the double nearest to the divisor.

use jsonschema::{
    Keyword, ValidationError,
    json::{Json, JsonNumber as _, Node as _},
    paths::Location,
};
use serde_json::{Map, Value};

use crate::Number;

/// Creates the keyword for one schema. The metaschema ensures that the divisor is a number.
#[expect(clippy::unnecessary_wraps, reason = "`jsonschema` wants it fallible")]
pub(super) fn keyword<'a, F: Json>(
    _: &'a Map<String, Value>,
    divisor: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i, F>>, ValidationError<'a>> {
    Ok(Box::new(MultipleOf(divisor.as_number().and_then(number))))
}

struct MultipleOf(Option<Number>);

impl<'i, F: Json> Keyword<'i, F> for MultipleOf {
    fn validate(&self, instance: F::Node<'i>) -> Result<(), ValidationError<'i>> {
        match &self.0 {
            Some(divisor) if !Keyword::<F>::is_valid(self, instance) => Err(
                ValidationError::custom(format!("the number must be a multiple of {divisor}")),
            ),
            _ => Ok(()),
        }
    }

    fn is_valid(&self, instance: F::Node<'i>) -> bool {
        let number = instance.as_number().and_then(|it| number(&it.to_number()));
        match (number, &self.0) {
            (Some(number), Some(divisor)) => number.is_multiple_of(divisor),
            _ => true,
        }
    }
}

/// The number as typed reading represents it.
fn number(number: &serde_json::Number) -> Option<Number> {
    let natural = number.as_u64().map(Number::from);
    let integer = natural.or_else(|| number.as_i64().map(Number::from));
    integer.or_else(|| Number::try_from(number.as_f64()?).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn multiples_are_decided_by_value() {
        let validator = jsonschema::options()
            .with_keyword("multipleOf", super::keyword)
            .build(&json!({ "multipleOf": 9_007_199_254_740_993_u64 }))
            .unwrap();
        for (text, expected) in [
            ("18014398509481986", true),
            ("18014398509481984", false),
            ("\"x\"", true),
        ] {
            let value = serde_json::from_str(text).unwrap();
            assert_eq!(validator.is_valid(&value), expected, "{text}");
        }
        let value = json!(7);
        let error = validator.validate(&value).unwrap_err();
        assert_eq!(error.kind().keyword(), "multipleOf");
        let message = "the number must be a multiple of 9007199254740993";
        assert_eq!(error.to_string(), message);
    }
}

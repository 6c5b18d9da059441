//! Errors of types that no case has, by the functions that generated code calls, and messages that
//! generated code never gives.

use schema_runtime::__private::v1 as rt;

use crate::page::{Example, Group, Input};

/// A check that fails.
type Check = fn() -> Result<(), rt::Violation>;

/// Schemas with a constraint, values that violate it, and the check of it.
const CONSTRAINTS: &[(&str, &str, Check)] = &[
    (r#"{"exclusiveMinimum": 0}"#, "0", || {
        rt::exclusive_minimum(&0_u8, 0)
    }),
    (r#"{"exclusiveMaximum": 5}"#, "5", || {
        rt::exclusive_maximum(&5_u8, 5)
    }),
    (
        r#"{"propertyNames": {"maxLength": 1}}"#,
        r#"{"ab": 1}"#,
        || rt::each_name(["ab"], |name| rt::max_length(name, 1)),
    ),
    (
        r#"{"propertyNames": {"enum": ["a", "b"]}}"#,
        r#"{"c": 1}"#,
        || rt::each_name(["c"], |name| rt::one_of(name, &["a", "b"])),
    ),
];

/// What generated code never asks for.
const UNREACHABLE: &[(&str, Check)] = &[
    ("A bound that is not a number:", || {
        rt::minimum(&1_u8, f64::NAN)
    }),
    ("A divisor that is not a number:", || {
        rt::multiple_of(&1_u8, f64::NAN)
    }),
    ("A pattern that is not a regular expression:", || {
        rt::pattern("a", &rt::Pattern::new("("))
    }),
    ("A schema that cannot be compiled:", || {
        rt::accepted(&1, &rt::Validator::new(r#"{"type": 5}"#, false))
    }),
];

pub(super) fn examples(kind: &str) -> Vec<Example> {
    match kind {
        "Undecided" => vec![undecided()],
        "Rule" => rules(),
        _ => Vec::new(),
    }
}

pub(super) fn unreachable() -> Group {
    let examples = UNREACHABLE.iter().map(|(about, check)| Example {
        inputs: vec![Input::described(*about)],
        message: check().unwrap_err().to_string(),
    });
    let mut examples: Vec<_> = examples.collect();
    let error = rt::from_str::<Nothing>("1").unwrap_err();
    examples.push(Example {
        inputs: vec![Input::described("A union without branches:")],
        message: error.to_string(),
    });
    Group {
        heading: "What generated code never asks for".to_owned(),
        about: "The generator checks what these messages are about.".to_owned(),
        examples,
        unseen: vec![(
            "the value breaks a rule of its schema".to_owned(),
            "always replaced by the violation".to_owned(),
        )],
    }
}

fn undecided() -> Example {
    const PATTERN: &str = r"^(?:(a|b)|a)*\1x$";
    let payload = "a".repeat(40);
    let violation = rt::pattern(&payload, &rt::Pattern::new(PATTERN)).unwrap_err();
    let schema = serde_json::json!({ "pattern": PATTERN });
    Example {
        inputs: vec![Input::new(format!("`{schema}`:"), format!("\"{payload}\""))],
        message: violation.to_string(),
    }
}

fn rules() -> Vec<Example> {
    let constraints = CONSTRAINTS.iter().map(|(schema, payload, check)| Example {
        inputs: vec![Input::new(format!("`{schema}`:"), *payload)],
        message: check().unwrap_err().to_string(),
    });
    let mut examples: Vec<_> = constraints.collect();
    let one_of = r#"{"oneOf": [{"type": "integer"}, {"type": "number"}]}"#;
    let error = rt::from_str::<OneOf>("1").unwrap_err();
    examples.push(Example {
        inputs: vec![Input::new(format!("`{one_of}`:"), "1")],
        message: error.to_string(),
    });
    let keyed = r#"{"oneOf": [{"type": "object", "required": ["a"]}]}"#;
    let error = rt::from_str::<Keyed>("{}").unwrap_err();
    examples.push(Example {
        inputs: vec![Input::new(format!("`{keyed}`:"), "{}")],
        message: error.to_string(),
    });
    examples
}

/// Implements a reader by a function of the runtime.
macro_rules! read_by {
    ($type:ty, $function:ident) => {
        impl<'de> rt::Read<'de> for $type {
            fn read<D: rt::Deserializer<'de>>(
                deserializer: D,
                cx: &mut rt::Context,
            ) -> Result<Self, D::Error> {
                rt::$function(deserializer, cx)
            }
        }
    };
}

/// Implements an untagged union by its branches.
macro_rules! untagged {
    ($type:ty, $exclusive:literal, [$($branch:ty),*]) => {
        const _: () = {
            static UNION: rt::Untagged =
                rt::Untagged::new(&[$(<$branch as rt::Shaped>::SHAPE),*], $exclusive);

            impl<'de> rt::Choice<'de> for $type {
                const UNION: &'static rt::Untagged = &UNION;
                const FROM_BUFFER: rt::FromBuffer<Self> = |text, cx| rt::from_buffer(text, cx);

                fn branch<D: rt::Deserializer<'de>>(
                    _: usize,
                    deserializer: D,
                    cx: &mut rt::Context,
                ) -> Result<Option<Self>, D::Error> {
                    <rt::Value as rt::Read>::read(deserializer, cx).map(|_| None)
                }
            }
        };

        read_by!($type, choice);
    };
}

/// An untagged union of which exactly one branch may match.
#[derive(Debug)]
struct OneOf;

untagged!(OneOf, true, [rt::Integer, rt::Number]);

/// A union without branches.
#[derive(Debug)]
struct Nothing;

untagged!(Nothing, false, []);

/// A union of one branch, which is discriminated by a property.
#[derive(Debug)]
struct Keyed;

impl<'de> rt::Keyed<'de> for Keyed {
    const EXPECTING: &'static str = "an object";
    const KEYS: &'static [rt::Part] = &[rt::Part::required::<rt::Value>("a")];
    const HAS_OTHERWISE: bool = false;

    fn branch<D: rt::Deserializer<'de>>(
        index: Option<usize>,
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Option<Self>, D::Error> {
        let read = index.map(|_| <rt::Map as rt::Read>::read(deserializer, cx));
        Ok(read.transpose()?.map(|_| Self))
    }
}

read_by!(Keyed, keyed);

//! The types that the build script generates, each with its schema and a check of all its readers.

use std::sync::LazyLock;

use jsonschema::Validator;
use schema_runtime::Error;

use crate::readers::{Owned, Text};

/// A generated type under test.
pub(crate) struct Subject {
    /// The case of the generator that its schema comes from.
    pub(crate) name: &'static str,
    /// The `jsonschema` crate's validator of the schema, formats asserted.
    pub(crate) validator: &'static LazyLock<Validator>,
    /// Reads a text with every reader and panics unless each gives the expected verdict.
    pub(crate) check: fn(&Text<'_>),
}

/// Makes the table of the generated types.
macro_rules! subjects {
    ($($name:ident { schema $schema:literal, looks_ahead $looks_ahead:literal, owned $owned:ty, $(borrowed $borrowed:path,)? })*) => {
        $(
            impl Owned for $owned {
                fn from_slice(json: &[u8]) -> Result<Self, Error> {
                    <$owned>::from_slice(json)
                }

                fn is_valid(json: &[u8]) -> bool {
                    <$owned>::is_valid(json)
                }
            }
        )*

        /// Every generated type.
        pub(crate) const SUBJECTS: &[Subject] = &[$({
            static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| compile($schema));
            Subject {
                name: stringify!($name),
                validator: &VALIDATOR,
                check: |text| {
                    crate::readers::check_owned::<$owned>($looks_ahead, text);
                    $({
                        use $borrowed as Borrowed;
                        let read = Borrowed::from_slice(text.bytes);
                        let valid = Borrowed::is_valid(text.bytes);
                        crate::readers::check_borrowed::<$owned, _>(text, read, valid);
                    })?
                },
            }
        }),*];
    };
}

fn compile(schema: &str) -> Validator {
    conversation_tests::engine::compile(&serde_json::from_str(schema).unwrap())
}

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::all,
    clippy::pedantic,
    reason = "generated for crates that others use; only reading is checked"
)]
mod types {
    use super::*;

    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

pub(crate) use types::SUBJECTS;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corpus, targets::structure};

    /// Each type accepts at least one seed and rejects at least one.
    #[test]
    fn every_type_has_seeds() {
        let seeds = corpus::structures().seeds;
        for subject in SUBJECTS {
            let accepts = |seed: &Vec<u8>| {
                subject
                    .validator
                    .is_valid(&serde_json::from_slice(seed).unwrap())
            };
            assert!(seeds.iter().any(accepts), "{}", subject.name);
            assert!(!seeds.iter().all(accepts), "{}", subject.name);
        }
    }

    #[test]
    fn no_seed_fails() {
        corpus::structures()
            .seeds
            .iter()
            .for_each(|seed| structure::check(seed));
    }
}

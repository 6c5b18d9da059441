//! The root types of all models behind one trait, and the macro that makes a test for each type.

use std::{fmt::Debug, str::FromStr};

use conversation_validator::{Error, Model, Payload};
use serde::{Serialize, de::DeserializeOwned};

/// The API of a generated root type that the tests use: all ways of reading and writing.
pub trait Root:
    Debug + PartialEq + Serialize + DeserializeOwned + FromStr<Err = Error> + 'static
{
    /// The model of the validator that has this type.
    const MODEL: Model;
    /// The bundled schema that it was generated from.
    const SCHEMA: &'static str;

    /// Its inherent `from_slice`.
    ///
    /// # Errors
    ///
    /// Those of the inherent function.
    fn from_slice(json: &[u8]) -> Result<Self, Error>;

    /// Its inherent `is_valid`, which builds no value.
    fn is_valid(json: &[u8]) -> bool;

    /// The value inside the validator's payload, if it is of this type.
    fn of_payload(payload: &Payload) -> Option<&Self>;
}

macro_rules! roots {
    ($($(#[$doc:meta])+ $model:ident = $name:literal, $type:ty, $identifier:ident, $accessor:ident;)+) => {$(
        impl Root for $type {
            const MODEL: Model = Model::$model;
            const SCHEMA: &'static str = <$type>::SCHEMA;

            fn from_slice(json: &[u8]) -> Result<Self, Error> {
                <$type>::from_slice(json)
            }

            fn is_valid(json: &[u8]) -> bool {
                <$type>::is_valid(json)
            }

            fn of_payload(payload: &Payload) -> Option<&Self> {
                payload.$accessor()
            }
        }
    )+};
}

conversation_models::for_each_model!(roots);

/// Makes a module of tests, one for each model, from an expression that is generic over [`Root`].
///
/// ```no_run
/// conversation_tests::for_each_root! {
///     has_a_schema => |R| assert!(R::SCHEMA.starts_with('{'))
/// }
/// ```
#[macro_export]
macro_rules! for_each_root {
    ($($name:ident => |$root:ident| $test:expr)*) => {$(
        mod $name {
            use super::*;

            conversation_models::for_each_model!($crate::root_tests; $root, $test);
        }
    )*};
}

/// The tests of one module of [`for_each_root`].
#[doc(hidden)]
#[macro_export]
macro_rules! root_tests {
    ([$root:ident, $test:expr] $($(#[$doc:meta])+ $model:ident = $name:literal, $type:ty, $identifier:ident, $accessor:ident;)+) => {$(
        #[test]
        fn $identifier() {
            type $root = $type;
            $test;
        }
    )+};
}

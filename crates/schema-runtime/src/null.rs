//! The public type [`Null`], for schemas with `"type": "null"`.

use std::fmt;

use serde::{Serialize, Serializer};

/// The JSON value `null`.
///
/// ```
/// use schema_runtime::Null;
///
/// assert_eq!(serde_json::from_str::<Null>("null").unwrap(), Null);
/// assert!(serde_json::from_str::<Null>("0").is_err());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Null;

impl fmt::Display for Null {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null")
    }
}

impl Serialize for Null {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

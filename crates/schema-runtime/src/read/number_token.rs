//! Numbers with the feature `arbitrary_precision` of `serde_json`. Any crate of a build can switch
//! it on for all; then a number that fits no integer type is represented as an object with one
//! member, whose name is private and whose value is the digits. Only this file may depend on that
//! name.

use std::{fmt, sync::LazyLock};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

const TOKEN: &str = "$serde_json::private::Number";

/// Whether the feature is on. Determined at run time, because a crate cannot see the features of
/// its dependencies.
static ARBITRARY_PRECISION: LazyLock<bool> =
    LazyLock::new(|| matches!(serde_json::from_str("0.5"), Ok(Probe { as_object: true })));

/// Whether numbers may be represented as objects.
pub(crate) fn is_in_use() -> bool {
    *ARBITRARY_PRECISION
}

/// Encodes a number for this crate's own deserializers: the private name and the digits as bytes,
/// which no JSON text contains. With `serde_json`'s representation every reader of objects would be
/// compiled once more.
pub(super) fn disguise(digits: &str) -> Vec<u8> {
    [TOKEN, digits].concat().into_bytes()
}

/// The digits of a number encoded by [`disguise`].
pub(super) fn digits_of_bytes(bytes: &[u8]) -> Option<&str> {
    let digits = bytes.strip_prefix(TOKEN.as_bytes())?;
    str::from_utf8(digits).ok().filter(|_| is_in_use())
}

/// Whether an object whose first member is `name` is a number. Always `false` without the feature.
pub(super) fn is_number_token(name: &str) -> bool {
    name == TOKEN && is_in_use()
}

/// The first name in `map`, of which nothing has been read yet. Without the feature nothing is read
/// and the result is `None`.
pub(super) fn first_name<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    if is_in_use() {
        map.next_key()
    } else {
        Ok(None)
    }
}

/// The digits of the number that `map` represents; `None` if it is an object. Nothing may have been
/// read of `map` before.
pub(super) fn digits<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    match first_name(map)? {
        Some(name) if name == TOKEN => map.next_value().map(Some),
        _ => Ok(None),
    }
}

/// Detects how `serde_json` passes a number with a fraction.
struct Probe {
    as_object: bool,
}

impl<'de> Deserialize<'de> for Probe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ProbeVisitor)
    }
}

struct ProbeVisitor;

impl<'de> Visitor<'de> for ProbeVisitor {
    type Value = Probe;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E>(self, _: f64) -> Result<Probe, E> {
        Ok(Probe { as_object: false })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Probe, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Probe { as_object: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feature_is_detected_as_serde_json_shows_it() {
        // A `Value` keeps the digits only with the feature.
        let digits = "0.1234567890123456789012345";
        let value: serde_json::Value = serde_json::from_str(digits).unwrap();
        let kept = format!("{value}") == digits;
        assert_eq!(is_in_use(), kept);
        assert_eq!(is_number_token(TOKEN), kept);
        assert!(!is_number_token("number"));
    }
}

//! A constrained string, as the generator would write it.

use schema_runtime::{__private::v1 as rt, ConstraintError};

/// A constrained string: one to five characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject(String);

impl rt::Constrained for Subject {
    type Inner = String;

    fn check(inner: &String) -> Result<(), rt::Violation> {
        rt::min_length(inner, 1)?;
        rt::max_length(inner, 5)
    }

    fn wrap(inner: String) -> Self {
        Self(inner)
    }
}

impl TryFrom<String> for Subject {
    type Error = ConstraintError;

    fn try_from(inner: String) -> Result<Self, ConstraintError> {
        rt::constrain(inner)
    }
}

impl<'de> rt::Read<'de> for Subject {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::constrained(deserializer, cx)
    }
}

impl rt::Serialize for Subject {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

deserialize!(Subject);
shaped!(Subject: rt::constrained_shape::<Self>(&[rt::Rule::MinLength(1), rt::Rule::MaxLength(5)]));

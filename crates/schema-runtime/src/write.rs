//! Writes objects: declared properties in the order of the schema, then additional properties in
//! their original order.

mod array;

pub use array::ArrayWriter;
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::Value;

#[cfg(feature = "pattern")]
use crate::rules::NameGroups;
use crate::{Map, Presence, acceptance::Parts};

/// Writes the properties of one object.
pub struct ObjectWriter<M>(M);

impl<M: SerializeMap> ObjectWriter<M> {
    /// Opens the object.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn begin<S>(serializer: S) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M, Ok = M::Ok, Error = M::Error>,
    {
        serializer.serialize_map(None).map(Self)
    }

    /// Writes a required property; `None` of a nullable one is `null`.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn required(&mut self, name: &'static str, value: &impl Serialize) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    /// Writes an optional property, or nothing for `None`.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn optional(
        &mut self,
        name: &'static str,
        value: &Option<impl Serialize>,
    ) -> Result<(), M::Error> {
        value
            .as_ref()
            .map_or(Ok(()), |value| self.0.serialize_entry(name, value))
    }

    /// Writes an optional nullable property: nothing, `null`, or the value.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn presence(
        &mut self,
        name: &'static str,
        value: &Presence<impl Serialize>,
    ) -> Result<(), M::Error> {
        match value {
            Presence::Absent => Ok(()),
            Presence::Null => self.0.serialize_entry(name, &()),
            Presence::Value(value) => self.0.serialize_entry(name, value),
        }
    }

    /// Writes the additional properties, which `members` does not declare, and closes the object.
    ///
    /// # Errors
    ///
    /// If an additional property has the name of a declared one, which would be a duplicate key;
    /// and the serializer's own.
    pub fn finish_open<V: Serialize>(
        mut self,
        extra: &Map<V>,
        members: Parts,
    ) -> Result<M::Ok, M::Error> {
        for (name, value) in extra {
            if members.contains(name) {
                return Err(M::Error::custom(format_args!(
                    "extra property `{name}` has the name of a declared property: put its value into the field"
                )));
            }
            self.0.serialize_entry(name, value)?;
        }
        self.0.end()
    }

    /// Writes the properties of the group at index `group`, or for `None` those of no group.
    ///
    /// # Errors
    ///
    /// If a name is that of a declared property or belongs to another group, since reading the
    /// object back would put it there; and the serializer's own.
    #[cfg(feature = "pattern")]
    pub fn group<V: Serialize>(
        &mut self,
        entries: &Map<V>,
        group: Option<usize>,
        groups: &NameGroups,
        members: Parts,
    ) -> Result<(), M::Error> {
        for (name, value) in entries {
            if members.contains(name) || groups.of(name) != group {
                return Err(M::Error::custom(format_args!(
                    "property `{name}` is in a field for properties of other names"
                )));
            }
            self.0.serialize_entry(name, value)?;
        }
        Ok(())
    }

    /// Closes an object without additional properties.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn finish_closed(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}

/// Writes a constant given as JSON text.
///
/// # Errors
///
/// If `json` is not JSON; and the serializer's own.
pub fn write_constant<S: Serializer>(serializer: S, json: &'static str) -> Result<S::Ok, S::Error> {
    let value: Value = serde_json::from_str(json).map_err(S::Error::custom)?;
    value.serialize(serializer)
}

//! What an object type does with additional properties: keep or refuse them.

use serde::de::MapAccess;
use serde_json::{Value, map::Entry as ValuePlace};

use super::{Entry, Read};
use crate::{
    ErrorKind, Map,
    acceptance::{Shape, Shaped},
};

/// What an object type does with additional properties.
pub trait Rest<'de>: Default {
    /// Shape of additional properties; `None` if they are forbidden.
    const SHAPE: Option<&'static Shape>;

    /// Reads one additional property.
    ///
    /// # Errors
    ///
    /// If the property is forbidden, its key is duplicate, or its value cannot be read.
    fn member<A: MapAccess<'de>>(
        &mut self,
        name: String,
        entry: Entry<'_, A>,
    ) -> Result<(), A::Error>;
}

/// Refuses every additional property: `"additionalProperties": false`.
#[derive(Debug, Default)]
pub struct Closed;

impl<'de> Rest<'de> for Closed {
    const SHAPE: Option<&'static Shape> = None;

    fn member<A: MapAccess<'de>>(
        &mut self,
        member: String,
        entry: Entry<'_, A>,
    ) -> Result<(), A::Error> {
        Err(entry.context().fail(ErrorKind::Unknown { member }))
    }
}

/// Keeps every additional property, in order.
impl<'de, V: Read<'de> + Shaped> Rest<'de> for Map<V> {
    const SHAPE: Option<&'static Shape> = Some(&V::SHAPE);

    fn member<A: MapAccess<'de>>(
        &mut self,
        name: String,
        entry: Entry<'_, A>,
    ) -> Result<(), A::Error> {
        let members = self.members_mut();
        let Ok(vacancy) = members.vacancy(&name) else {
            let member = name;
            return Err(entry.context().fail(ErrorKind::Duplicate { member }));
        };
        let value = entry.undeclared(|| name.clone())?;
        members.push(&vacancy, name, value);
        Ok(())
    }
}

/// The members of a [`Value`].
impl<'de> Rest<'de> for serde_json::Map<String, Value> {
    const SHAPE: Option<&'static Shape> = Some(&Shape::Any);

    fn member<A: MapAccess<'de>>(
        &mut self,
        name: String,
        entry: Entry<'_, A>,
    ) -> Result<(), A::Error> {
        match self.entry(name) {
            ValuePlace::Occupied(place) => {
                let member = place.key().clone();
                Err(entry.context().fail(ErrorKind::Duplicate { member }))
            }
            ValuePlace::Vacant(place) => {
                let value = entry.undeclared(|| place.key().clone())?;
                place.insert(value);
                Ok(())
            }
        }
    }
}

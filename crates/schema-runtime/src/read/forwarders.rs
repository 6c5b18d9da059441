//! Implements `Deserialize` for the public types of this crate by their readers.

use serde::{Deserialize, Deserializer};

use super::{Read, deserialize};
use crate::{DateTime, Integer, Map, Null, Number, acceptance::Shaped};

macro_rules! forward {
    ($($type:ty)*) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}

forward!(DateTime Integer Null Number);

/// Refuses duplicate keys, also inside of values.
impl<'de, V: Read<'de> + Shaped> Deserialize<'de> for Map<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

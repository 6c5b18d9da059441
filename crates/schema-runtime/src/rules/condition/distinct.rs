//! `uniqueItems` (validation specification, section 6.4.3) on a value that is walked, not built: each item is hashed as JSON counts
//! equality, numbers by value and objects without order. Only when two hashes are equal are the items looked at themselves.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::judge::{Unwritable, digits, name_of};
use crate::{Number, json_equal};

/// Whether no two items of an array are equal; so for everything that is no array.
pub(super) fn items_are_distinct<T: ?Sized + Serialize>(value: &T) -> bool {
    match value.serialize(Hashed { items: true }) {
        Ok(Fingerprint { repeats: false, .. }) => true,
        Ok(_) => serde_json::to_value(value).is_ok_and(|value| has_distinct_items(&value)),
        Err(Unwritable) => false,
    }
}

fn has_distinct_items(value: &Value) -> bool {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let mut known: HashMap<u64, Vec<&Value>> = HashMap::new();
    items.iter().all(|item| {
        let alike = known.entry(hash_of(item).unwrap_or_default()).or_default();
        let is_new = !alike.iter().any(|earlier| json_equal(earlier, item));
        alike.push(item);
        is_new
    })
}

/// What is remembered of a value.
struct Fingerprint {
    hash: u64,
    /// Whether two items of this array have one hash.
    repeats: bool,
}

/// Hashes the value that is written.
struct Hashed {
    /// Whether its items are to be compared.
    items: bool,
}

fn hash_of<T: ?Sized + Serialize>(value: &T) -> Result<u64, Unwritable> {
    let items = false;
    value.serialize(Hashed { items }).map(|it| it.hash)
}

fn fingerprint(kind: u8, value: impl Hash) -> Fingerprint {
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    value.hash(&mut hasher);
    let repeats = false;
    Fingerprint {
        hash: hasher.finish(),
        repeats,
    }
}

macro_rules! integers {
    ($($method:ident($int:ty))*) => {$(
        fn $method(self, value: $int) -> Result<Fingerprint, Unwritable> {
            Ok(fingerprint(2, Number::from(value)))
        }
    )*};
}

impl Serializer for Hashed {
    type Ok = Fingerprint;
    type Error = Unwritable;
    type SerializeSeq = Items;
    type SerializeTuple = Impossible<Fingerprint, Unwritable>;
    type SerializeTupleStruct = Impossible<Fingerprint, Unwritable>;
    type SerializeTupleVariant = Impossible<Fingerprint, Unwritable>;
    type SerializeMap = Members;
    type SerializeStruct = Digits;
    type SerializeStructVariant = Impossible<Fingerprint, Unwritable>;

    integers! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
    }

    fn serialize_bool(self, value: bool) -> Result<Fingerprint, Unwritable> {
        Ok(fingerprint(1, value))
    }

    fn serialize_f32(self, value: f32) -> Result<Fingerprint, Unwritable> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<Fingerprint, Unwritable> {
        let number = Number::from_f64(value).ok_or(Unwritable)?;
        Ok(fingerprint(2, number))
    }

    fn serialize_char(self, value: char) -> Result<Fingerprint, Unwritable> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<Fingerprint, Unwritable> {
        Ok(fingerprint(3, text))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Fingerprint, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Result<Fingerprint, Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<Fingerprint, Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Fingerprint, Unwritable> {
        Ok(fingerprint(0, ()))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Fingerprint, Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Fingerprint, Unwritable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Fingerprint, Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Fingerprint, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Unwritable> {
        Ok(Items {
            hashes: Vec::new(),
            compared: self.items,
        })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, Unwritable> {
        Ok(Members { name: 0, sum: 0 })
    }

    /// The one struct that stands for a JSON value: a number under `arbitrary_precision`.
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Digits, Unwritable> {
        Ok(Digits(None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

struct Items {
    hashes: Vec<u64>,
    compared: bool,
}

impl SerializeSeq for Items {
    type Ok = Fingerprint;
    type Error = Unwritable;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.hashes.push(hash_of(item)?);
        Ok(())
    }

    fn end(self) -> Result<Fingerprint, Unwritable> {
        let distinct = || self.hashes.iter().collect::<HashSet<_>>().len();
        let repeats = self.compared && distinct() < self.hashes.len();
        let Fingerprint { hash, .. } = fingerprint(4, &self.hashes);
        Ok(Fingerprint { hash, repeats })
    }
}

/// Members are added up, so that their order does not count.
struct Members {
    name: u64,
    sum: u64,
}

impl SerializeMap for Members {
    type Ok = Fingerprint;
    type Error = Unwritable;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.name = fingerprint(3, name_of(key)?).hash;
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unwritable> {
        let member = fingerprint(5, (self.name, hash_of(value)?)).hash;
        self.sum = self.sum.wrapping_add(member);
        Ok(())
    }

    fn end(self) -> Result<Fingerprint, Unwritable> {
        Ok(fingerprint(6, self.sum))
    }
}

struct Digits(Option<Number>);

impl ser::SerializeStruct for Digits {
    type Ok = Fingerprint;
    type Error = Unwritable;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.0 = digits(value);
        Ok(())
    }

    fn end(self) -> Result<Fingerprint, Unwritable> {
        self.0
            .map(|number| fingerprint(2, number))
            .ok_or(Unwritable)
    }
}

//! Tests held against a value while it is written: a serializer whose output is the verdict.

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, Serializer};

use super::distinct;
use super::scalar::Scalar;
use super::test::{Test, Tests, Type};
use crate::{JsonKind, Number, json_equal};

/// Whether a value passes a test.
pub(super) fn holds<T: ?Sized + Serialize>(value: &T, test: &Test) -> bool {
    match test {
        Test::All(tests) => holds_all(value, tests),
        Test::Any(branches) => branches.iter().any(|tests| holds_all(value, tests)),
        Test::One(branches) => {
            let mut passing = branches.iter().filter(|tests| holds_all(value, tests));
            passing.next().is_some() && passing.next().is_none()
        }
        Test::Not(tests) => !holds_all(value, tests),
        Test::If {
            tests,
            then,
            otherwise,
        } => {
            let branch = if holds_all(value, tests) {
                then
            } else {
                otherwise
            };
            holds_all(value, branch)
        }
        Test::Dependent(members) => members.iter().all(|(name, tests)| {
            !holds(value, &Test::Type(vec![Type::Kind(JsonKind::Object)]))
                || !holds(value, &Test::Required(vec![name.clone()]))
                || holds_all(value, tests)
        }),
        Test::Unique => distinct::items_are_distinct(value),
        Test::Listed(values) if values.iter().any(|it| it.is_array() || it.is_object()) => {
            let whole = serde_json::to_value(value);
            whole.is_ok_and(|whole| values.iter().any(|listed| json_equal(&whole, listed)))
        }
        test => value.serialize(Judge(test)).unwrap_or(false),
    }
}

/// Whether a value passes all tests.
pub(super) fn holds_all<T: ?Sized + Serialize>(value: &T, tests: &[Test]) -> bool {
    tests.iter().all(|test| holds(value, test))
}

/// A value that cannot be written is no value; what has been read can.
#[derive(Debug)]
pub(super) struct Unwritable;

type Error = Unwritable;

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the value cannot be written as JSON")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Holds one test against the value that is written.
struct Judge<'t>(&'t Test);

impl Judge<'_> {
    fn scalar(self, scalar: Scalar<'_>) -> bool {
        scalar.passes(self.0)
    }

    fn number(self, number: Option<Number>) -> Result<bool, Error> {
        number
            .map(|number| self.scalar(Scalar::Number(number)))
            .ok_or(Unwritable)
    }

    fn kind(&self, kind: JsonKind) -> bool {
        match self.0 {
            Test::Type(types) => types.contains(&Type::Kind(kind)),
            Test::Listed(_) | Test::Never => false,
            _ => true,
        }
    }
}

macro_rules! integers {
    ($($method:ident($int:ty))*) => {$(
        fn $method(self, value: $int) -> Result<bool, Error> {
            self.number(Some(value.into()))
        }
    )*};
}

impl<'t> Serializer for Judge<'t> {
    type Ok = bool;
    type Error = Error;
    type SerializeSeq = Items<'t>;
    type SerializeTuple = Impossible<bool, Error>;
    type SerializeTupleStruct = Impossible<bool, Error>;
    type SerializeTupleVariant = Impossible<bool, Error>;
    type SerializeMap = Members<'t>;
    type SerializeStruct = Digits<'t>;
    type SerializeStructVariant = Impossible<bool, Error>;

    integers! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
    }

    fn serialize_bool(self, value: bool) -> Result<bool, Error> {
        Ok(self.scalar(Scalar::Boolean(value)))
    }

    fn serialize_f32(self, value: f32) -> Result<bool, Error> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<bool, Error> {
        self.number(Number::from_f64(value))
    }

    fn serialize_char(self, value: char) -> Result<bool, Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<bool, Error> {
        Ok(self.scalar(Scalar::Text(text)))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<bool, Error> {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Result<bool, Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<bool, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<bool, Error> {
        Ok(self.scalar(Scalar::Null))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<bool, Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<bool, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<bool, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<bool, Error> {
        Err(Unwritable)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'t>, Error> {
        Ok(Items {
            passes: self.kind(JsonKind::Array),
            test: self.0,
            seen: 0,
            matching: 0,
        })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Unwritable)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'t>, Error> {
        let missing = match self.0 {
            Test::Required(names) => names.len(),
            _ => 0,
        };
        Ok(Members {
            passes: self.kind(JsonKind::Object),
            test: self.0,
            name: String::new(),
            seen: 0,
            missing,
        })
    }

    /// The one struct that stands for a JSON value: a number under `arbitrary_precision`.
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Digits<'t>, Error> {
        Ok(Digits {
            judge: self,
            number: None,
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Unwritable)
    }
}

/// Holds a test against an array.
struct Items<'t> {
    test: &'t Test,
    passes: bool,
    seen: usize,
    matching: usize,
}

impl SerializeSeq for Items<'_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Error> {
        match self.test {
            Test::Items { first, rest } => {
                let tests = first.get(self.seen).unwrap_or(rest);
                self.passes = self.passes && holds_all(item, tests);
            }
            Test::Contains { tests, .. } if holds_all(item, tests) => self.matching += 1,
            _ => {}
        }
        self.seen += 1;
        Ok(())
    }

    fn end(self) -> Result<bool, Error> {
        let counted = match self.test {
            Test::ItemCount { least, most } => (*least..=*most).contains(&self.seen),
            Test::Contains { least, most, .. } => (*least..=*most).contains(&self.matching),
            _ => true,
        };
        Ok(self.passes && counted)
    }
}

/// Holds a test against an object.
struct Members<'t> {
    test: &'t Test,
    passes: bool,
    name: String,
    seen: usize,
    missing: usize,
}

impl SerializeMap for Members<'_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Error> {
        self.name = name_of(key)?;
        self.seen += 1;
        match self.test {
            Test::Required(names) if names.contains(&self.name) => self.missing -= 1,
            Test::Names(tests) => self.passes = self.passes && holds_all(&self.name, tests),
            _ => {}
        }
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        if let Test::Members {
            named,
            matching,
            rest,
        } = self.test
        {
            let name = self.name.as_str();
            let named = named
                .iter()
                .filter(|(known, _)| known == name)
                .map(|it| &it.1);
            let matching = matching
                .iter()
                .filter(|(pattern, _)| pattern.is_match(name));
            let about: Vec<&Tests> = named.chain(matching.map(|it| &it.1)).collect();
            let about = if about.is_empty() { vec![rest] } else { about };
            self.passes = self.passes && about.into_iter().all(|tests| holds_all(value, tests));
        }
        Ok(())
    }

    fn end(self) -> Result<bool, Error> {
        let counted = match self.test {
            Test::MemberCount { least, most } => (*least..=*most).contains(&self.seen),
            Test::Required(_) => self.missing == 0,
            _ => true,
        };
        Ok(self.passes && counted)
    }
}

/// The text of a member's name.
pub(super) fn name_of<T: ?Sized + Serialize>(key: &T) -> Result<String, Error> {
    match serde_json::to_value(key) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(Unwritable),
    }
}

/// Holds a test against a number that is given by its digits.
pub(super) struct Digits<'t> {
    judge: Judge<'t>,
    number: Option<Number>,
}

impl ser::SerializeStruct for Digits<'_> {
    type Ok = bool;
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.number = digits(value);
        Ok(())
    }

    fn end(self) -> Result<bool, Error> {
        self.judge.number(self.number)
    }
}

/// The number that digits stand for.
pub(super) fn digits<T: ?Sized + Serialize>(value: &T) -> Option<Number> {
    let digits = name_of(value).ok()?;
    Number::from_json(&digits.parse().ok()?)
}

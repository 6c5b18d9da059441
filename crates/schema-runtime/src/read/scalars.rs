//! Readers of the types without parts: booleans, numbers, strings, dates, `null`.

use std::{borrow::Cow, marker::PhantomData};

use serde::{Deserializer, de};

use super::{
    Context, Read,
    kinds::{Kinds, read_kinds},
};
use crate::{DateTime, Integer, JsonKind, Null, Number, Violation};

/// The reader of a `T` that consists of a single JSON type.
struct Scalar<'c, T> {
    cx: &'c mut Context,
    scalar: PhantomData<T>,
}

/// A [`Read`] impl through [`Scalar`], and what the two have in common. The methods that accept something are given in the block.
macro_rules! scalar {
    ($type:ty, $expected:literal, { $($accepts:item)* }) => {
        impl<'de> Read<'de> for $type {
            fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
                let scalar = PhantomData;
                read_kinds(Scalar::<Self> { cx, scalar }, deserializer)
            }
        }

        impl<'de> Kinds<'de> for Scalar<'_, $type> {
            type Output = $type;

            fn expected(&self) -> &'static str {
                $expected
            }

            fn context(&mut self) -> &mut Context {
                self.cx
            }

            $($accepts)*
        }
    };
}

scalar!(Null, "null", {
    fn null<E: de::Error>(self) -> Result<Null, E> {
        Ok(Null)
    }
});

scalar!(bool, "a boolean", {
    fn boolean<E: de::Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
});

scalar!(Number, "a number", {
    fn number<E: de::Error>(self, number: Number) -> Result<Number, E> {
        Ok(number)
    }
});

scalar!(Integer, "an integer", {
    fn number<E: de::Error>(self, number: Number) -> Result<Integer, E> {
        Integer::try_from(number).or_else(|_| self.refuse(JsonKind::Number))
    }
});

scalar!(String, "a string", {
    fn string<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn string_owned<E: de::Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }
});

scalar!(DateTime, "a string", {
    fn string<E: de::Error>(self, text: &str) -> Result<DateTime, E> {
        self.string_owned(text.to_owned())
    }

    fn string_owned<E: de::Error>(self, text: String) -> Result<DateTime, E> {
        DateTime::new(text).map_err(|error| {
            let expected = format!("be an RFC 3339 date-time: {}", error.reason());
            self.cx.fail(Violation::rule("format", expected))
        })
    }
});

macro_rules! bounded_integer {
    ($($int:ty)*) => {$(
        impl<'de> Read<'de> for $int {
            fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
                let integer = Integer::read(deserializer, cx)?;
                Self::try_from(integer).map_err(|_| {
                    cx.fail(out_of_bounds(integer, Self::MIN.into(), Self::MAX.into()))
                })
            }
        }
    )*};
}

bounded_integer!(i8 i16 i32 i64 u8 u16 u32 u64);

/// A machine integer stands for the bounds of its schema, so leaving its range breaks one of them.
#[cold]
fn out_of_bounds(value: Integer, least: Integer, most: Integer) -> Violation {
    let (keyword, expected): (_, Cow<'static, str>) = if value < least {
        ("minimum", format!("be at least {least}").into())
    } else {
        ("maximum", format!("be at most {most}").into())
    };
    Violation::rule(keyword, expected)
}

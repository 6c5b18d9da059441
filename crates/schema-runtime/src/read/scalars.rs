//! The readers of scalar types: booleans, numbers, strings, date-times, `null`.

use std::marker::PhantomData;

use serde::{Deserializer, de};

use super::{
    Check, Context, Read,
    kinds::{Kinds, parse_digits, read_kinds, read_kinds_checked},
};
use crate::{
    DateTime, Integer, JsonKind, Null, Number, PlainInteger, Violation,
    plain_integer::is_beyond_64_bits,
};

/// The reader of a `T` with a single JSON type.
struct Scalar<T>(PhantomData<T>);

/// Implements the reader of a type by [`Scalar`]. The block contains the methods that accept
/// values.
macro_rules! scalar {
    ($type:ty, $expected:literal, { $($accepts:item)* }) => {
        impl<'de> Read<'de> for $type {
            #[inline]
            fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
                read_kinds(Scalar::<Self>(PhantomData), deserializer, cx)
            }

            fn read_checked<D: Deserializer<'de>>(
                deserializer: D,
                cx: &mut Context,
                check: Check<'_, Self>,
            ) -> Result<Self, D::Error> {
                read_kinds_checked(Scalar::<Self>(PhantomData), deserializer, cx, check)
            }
        }

        impl<'de> Kinds<'de> for Scalar<$type> {
            type Output = $type;

            fn expected(&self) -> &'static str {
                $expected
            }

            $($accepts)*
        }
    };
}

scalar!(Null, "null", {
    fn null<E: de::Error>(self, _: &mut Context) -> Result<Null, E> {
        Ok(Null)
    }
});

scalar!(bool, "a boolean", {
    fn boolean<E: de::Error>(self, value: bool, _: &mut Context) -> Result<bool, E> {
        Ok(value)
    }
});

scalar!(Number, "a number", {
    fn number<E: de::Error>(self, number: Number, _: &mut Context) -> Result<Number, E> {
        Ok(number)
    }
});

scalar!(Integer, "an integer", {
    fn number<E: de::Error>(self, number: Number, cx: &mut Context) -> Result<Integer, E> {
        Integer::try_from(number).or_else(|_| self.refuse(JsonKind::Number, cx))
    }
});

scalar!(PlainInteger, "an integer", {
    fn number<E: de::Error>(self, number: Number, cx: &mut Context) -> Result<PlainInteger, E> {
        let integer = Integer::try_from(number).map(PlainInteger::from);
        integer.or_else(|_| self.refuse(JsonKind::Number, cx))
    }

    fn double<E: de::Error>(self, value: f64, cx: &mut Context) -> Result<PlainInteger, E> {
        match Number::from_f64(value) {
            Some(number) if is_beyond_64_bits(value) => self.number(number, cx),
            _ => self.refuse(JsonKind::Number, cx),
        }
    }

    fn digits<E: de::Error>(self, digits: &str, cx: &mut Context) -> Result<PlainInteger, E> {
        let (_, number) = parse_digits(digits, cx)?;
        if digits.contains(['.', 'e', 'E']) && !is_beyond_64_bits(number.as_f64()) {
            return self.refuse(JsonKind::Number, cx);
        }
        self.number(number, cx)
    }
});

scalar!(String, "a string", {
    fn string<E: de::Error>(self, text: &str, _: &mut Context) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn string_owned<E: de::Error>(self, text: String, _: &mut Context) -> Result<String, E> {
        Ok(text)
    }
});

scalar!(DateTime, "a string", {
    fn string<E: de::Error>(self, text: &str, cx: &mut Context) -> Result<DateTime, E> {
        self.string_owned(text.to_owned(), cx)
    }

    fn string_owned<E: de::Error>(self, text: String, cx: &mut Context) -> Result<DateTime, E> {
        DateTime::new(text).map_err(|error| {
            let expected = format!("be an RFC 3339 date-time: {}", error.reason());
            cx.fail(Violation::rule("format", expected))
        })
    }
});

/// A machine integer is an [`Integer`] in its range. A number out of the range violates the bound
/// of the schema that the type encodes.
macro_rules! bounded_integer {
    ($($int:ty)*) => {$(
        scalar!($int, "an integer", {
            fn natural<E: de::Error>(self, value: u64, cx: &mut Context) -> Result<$int, E> {
                <$int>::try_from(value).map_err(|_| cx.fail(out_of_bounds::<$int>(value.into())))
            }

            fn negative<E: de::Error>(self, value: i64, cx: &mut Context) -> Result<$int, E> {
                <$int>::try_from(value).map_err(|_| cx.fail(out_of_bounds::<$int>(value.into())))
            }

            fn number<E: de::Error>(self, number: Number, cx: &mut Context) -> Result<$int, E> {
                let Ok(integer) = Integer::try_from(number) else {
                    return self.refuse(JsonKind::Number, cx);
                };
                <$int>::try_from(integer).map_err(|_| cx.fail(out_of_bounds::<$int>(integer)))
            }
        });

        impl Bounded for $int {
            const LEAST: Self = Self::MIN;
            const MOST: Self = Self::MAX;
        }
    )*};
}

bounded_integer!(i8 i16 i32 i64 u8 u16 u32 u64);

/// The range of a machine integer.
trait Bounded: Into<Integer> {
    const LEAST: Self;
    const MOST: Self;
}

#[cold]
fn out_of_bounds<T: Bounded>(value: Integer) -> Violation {
    let (least, most) = (T::LEAST.into(), T::MOST.into());
    if value < least {
        Violation::rule("minimum", format!("be at least {least}"))
    } else {
        Violation::rule("maximum", format!("be at most {most}"))
    }
}

//! Types that borrow strings from the input: the same type with another lifetime, and the
//! conversion to an owned value.

use std::borrow::Cow;

use crate::{
    Map,
    acceptance::{Decisions, Shaped},
    read::{Context, Read},
    text::Scanner,
};

/// A type that may hold text of the input.
pub trait Borrowing {
    /// The same type for an input that lives for `'x`.
    type Over<'x>: Read<'x> + Shaped;

    /// Converts to a value that owns its strings.
    fn into_owned(self) -> Self::Over<'static>;
}

impl Borrowing for Cow<'_, str> {
    type Over<'x> = Cow<'x, str>;

    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(Cow::into_owned(self))
    }
}

impl<T: Borrowing> Borrowing for Option<T> {
    type Over<'x> = Option<T::Over<'x>>;

    fn into_owned(self) -> Self::Over<'static> {
        self.map(T::into_owned)
    }
}

impl<T: Borrowing> Borrowing for Box<T> {
    type Over<'x> = Box<T::Over<'x>>;

    fn into_owned(self) -> Self::Over<'static> {
        Box::new(T::into_owned(*self))
    }
}

impl<T: Borrowing> Borrowing for Vec<T> {
    type Over<'x> = Vec<T::Over<'x>>;

    fn into_owned(self) -> Self::Over<'static> {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: Borrowing> Borrowing for Map<T> {
    type Over<'x> = Map<T::Over<'x>>;

    fn into_owned(self) -> Self::Over<'static> {
        let members = self.into_iter();
        members
            .map(|(name, value)| (name, value.into_owned()))
            .collect()
    }
}

/// Whether a `T` can be read at the scanner's position, borrowing from the scanner's input.
pub(crate) fn read_over<'t, T: Borrowing>(
    scanner: &mut Scanner<'t>,
    decisions: &mut Decisions,
) -> bool {
    Context::inside(scanner, decisions, |scanner, cx| {
        <T::Over<'t>>::read(scanner, cx).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::from_slice;

    #[test]
    fn text_without_escapes_is_borrowed() {
        let texts: Vec<Cow<'_, str>> = from_slice(br#"["plain", "a\tb", ""]"#).unwrap();
        assert_eq!(texts, ["plain", "a\tb", ""]);
        let borrowed: Vec<_> = texts
            .iter()
            .map(|text| matches!(text, Cow::Borrowed(_)))
            .collect();
        assert_eq!(borrowed, [true, false, true]);
    }

    #[test]
    fn owned_values_outlive_their_input() {
        type Texts<'a> = Map<Option<Vec<Box<Cow<'a, str>>>>>;
        let owned = {
            let input = br#"{"a": ["x", "y"], "b": null}"#.to_vec();
            from_slice::<Texts<'_>>(&input).unwrap().into_owned()
        };
        let expected = r#"{"a":["x","y"],"b":null}"#;
        assert_eq!(serde_json::to_string(&owned).unwrap(), expected);
    }
}

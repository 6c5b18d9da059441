//! Absent, `null`, or a value: three cases that `Option` would melt into two.

mod conversions;
mod redacted;

/// An optional member that may also be `null`.
///
/// A document without the member, one with `null` and one with a value are three different documents; `Presence` keeps them apart,
/// so that reading and writing back changes nothing.
///
/// ```
/// use schema_runtime::Presence;
///
/// let nickname: Presence<String> = Presence::from("Bo".to_owned());
/// assert_eq!(nickname.as_deref().unwrap_or("nobody"), "Bo");
/// assert!(Presence::<String>::default().is_absent());
/// ```
///
/// # In hand-written structs
///
/// Serde asks a value how to write itself only after it has written the member's name, so `Absent` alone can but write `null`. Let
/// serde leave the member out, and let it fill in the default when there is none:
///
/// ```
/// use schema_runtime::Presence;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Person {
///     #[serde(default, skip_serializing_if = "Presence::is_absent")]
///     nickname: Presence<String>,
/// }
///
/// for text in [r#"{}"#, r#"{"nickname":null}"#, r#"{"nickname":"Bo"}"#] {
///     let person: Person = serde_json::from_str(text).unwrap();
///     assert_eq!(serde_json::to_string(&person).unwrap(), text);
/// }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// The member is there and is `null`.
    Null,
    /// The member is there and has a value.
    Value(T),
}

impl<T> Presence<T> {
    /// Whether the member is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is there and is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether there is a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// Whether there is a value and `test` holds for it.
    #[must_use]
    pub fn is_value_and(self, test: impl FnOnce(T) -> bool) -> bool {
        self.into_option().is_some_and(test)
    }

    /// The value, if there is one. What [`Option::as_ref`] is to `Option`; `absent` and `null` both give `None`.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// The value to change in place, if there is one.
    #[must_use]
    pub const fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// The same case, borrowed.
    #[must_use]
    pub const fn as_ref(&self) -> Presence<&T> {
        match self {
            Self::Absent => Presence::Absent,
            Self::Null => Presence::Null,
            Self::Value(value) => Presence::Value(value),
        }
    }

    /// The same case, mutably borrowed.
    #[must_use]
    pub const fn as_mut(&mut self) -> Presence<&mut T> {
        match self {
            Self::Absent => Presence::Absent,
            Self::Null => Presence::Null,
            Self::Value(value) => Presence::Value(value),
        }
    }

    /// The same case, borrowed as what the value points to: `Presence<String>` as `Presence<&str>`.
    #[must_use]
    pub fn as_deref(&self) -> Presence<&T::Target>
    where
        T: std::ops::Deref,
    {
        self.as_ref().map(|value| &**value)
    }

    /// The value; `Absent` and `Null` become `None`. For code that does not care which of the two it was.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// Changes the value, keeps the other two cases.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Presence<U> {
        self.and_then(|value| Presence::Value(change(value)))
    }

    /// Replaces the value by what `change` makes of it, keeps the other two cases.
    #[must_use]
    pub fn and_then<U>(self, change: impl FnOnce(T) -> Presence<U>) -> Presence<U> {
        match self {
            Self::Absent => Presence::Absent,
            Self::Null => Presence::Null,
            Self::Value(value) => change(value),
        }
    }

    /// The value, or `default` when there is none.
    #[must_use]
    pub fn unwrap_or(self, default: T) -> T {
        self.into_option().unwrap_or(default)
    }

    /// The value, or what `default` makes when there is none.
    #[must_use]
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.into_option().unwrap_or_else(default)
    }

    /// The value, or the type's default when there is none.
    #[must_use]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Takes what is there and leaves `Absent`.
    #[must_use]
    pub const fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Absent)
    }

    /// Puts a value in and gives back what was there.
    #[must_use = "assign a `Presence::Value` where the old one does not matter"]
    pub const fn replace(&mut self, value: T) -> Self {
        std::mem::replace(self, Self::Value(value))
    }

    /// Puts a value in and lends it out.
    pub fn insert(&mut self, value: T) -> &mut T {
        *self = Self::Absent;
        self.get_or_insert_with(|| value)
    }

    /// The value to change in place; `value` is put in first when there is none.
    pub fn get_or_insert(&mut self, value: T) -> &mut T {
        self.get_or_insert_with(|| value)
    }

    /// The value to change in place; what `make` gives is put in first when there is none.
    pub fn get_or_insert_with(&mut self, make: impl FnOnce() -> T) -> &mut T {
        // Two steps, because the borrow of a value found at once would last to the end of the function.
        if !self.is_value() {
            *self = Self::Value(make());
        }
        match self {
            Self::Value(value) => value,
            Self::Absent | Self::Null => unreachable!("a value was just put in"),
        }
    }

    /// The value, if there is one, as an iterator of at most one item.
    pub fn iter(&self) -> std::option::IntoIter<&T> {
        self.value().into_iter()
    }

    /// The value to change in place, as an iterator of at most one item.
    pub fn iter_mut(&mut self) -> std::option::IntoIter<&mut T> {
        self.value_mut().into_iter()
    }
}

impl<T: Clone> Presence<&T> {
    /// The same case with a copy of the value.
    #[must_use]
    pub fn cloned(self) -> Presence<T> {
        self.map(T::clone)
    }
}

impl<T: Copy> Presence<&T> {
    /// The same case with a copy of the value.
    #[must_use]
    pub fn copied(self) -> Presence<T> {
        self.map(|value| *value)
    }
}

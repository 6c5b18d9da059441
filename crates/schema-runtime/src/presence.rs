//! The public type [`Presence`]: absent, `null`, or a value.

mod conversions;
mod redacted;

/// An optional property that may also be `null`.
///
/// An object without the property, one with `null` and one with a value are three different
/// instances. `Presence` distinguishes them, so that the round trip is lossless.
///
/// ```
/// use schema_runtime::Presence;
///
/// let nickname: Presence<String> = Presence::from("Bo".to_owned());
/// assert_eq!(nickname.as_deref().unwrap_or("none"), "Bo");
/// assert!(Presence::<String>::default().is_absent());
/// ```
///
/// # In hand-written structs
///
/// Serde serializes a value only after it has written the property's name, so `Absent` by itself is
/// written as `null`. Use attributes that omit the property, and that fill in the default when it
/// is absent:
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
    /// The property is absent.
    #[default]
    Absent,
    /// The property is present and `null`.
    Null,
    /// The property is present and has a value.
    Value(T),
}

impl<T> Presence<T> {
    /// Whether the property is absent.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is present and `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether there is a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// Whether there is a value and `test` returns `true` for it.
    #[must_use]
    pub fn is_value_and(self, test: impl FnOnce(T) -> bool) -> bool {
        self.into_option().is_some_and(test)
    }

    /// The value, if there is one; `Absent` and `Null` both give `None`. The counterpart of
    /// [`Option::as_ref`].
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// The value, mutable, if there is one.
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

    /// The value; `Absent` and `Null` both become `None`.
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

    /// Takes the content and leaves `Absent`.
    #[must_use]
    pub const fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Absent)
    }

    /// Replaces the content by a value and returns the old content.
    #[must_use = "assign a `Presence::Value` where the old one does not matter"]
    pub const fn replace(&mut self, value: T) -> Self {
        std::mem::replace(self, Self::Value(value))
    }

    /// Inserts a value and returns a reference to it.
    pub fn insert(&mut self, value: T) -> &mut T {
        *self = Self::Absent;
        self.get_or_insert_with(|| value)
    }

    /// The value, mutable; inserts `value` first if there is none.
    pub fn get_or_insert(&mut self, value: T) -> &mut T {
        self.get_or_insert_with(|| value)
    }

    /// The value, mutable; inserts the result of `make` first if there is none.
    pub fn get_or_insert_with(&mut self, make: impl FnOnce() -> T) -> &mut T {
        // In two steps, because returning the existing value first would borrow `self` to the end
        // of the function.
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

    /// The value, mutable, as an iterator of at most one item.
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

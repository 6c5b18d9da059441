//! The reader of objects. One loop serves every object type; a type supplies its table of
//! properties, its slots and the construction of the value.

use std::marker::PhantomData;

use serde::{Deserializer, de::MapAccess};

use super::{
    Check, Context, Entry, Read, Rest,
    kinds::{Kinds, read_kinds, read_kinds_checked},
    member_name::{Names, Next},
    number_token::is_number_token,
};
use crate::{
    ErrorKind, JsonKind, Map, Presence,
    acceptance::{Parts, Shaped, all_plain},
};

/// An object type, as the reader of objects needs it.
pub trait Object<'de>: Sized {
    /// The type in words, with its article: "a Ticket object".
    const EXPECTING: &'static str;
    /// The declared properties, in the order of the schema.
    const PARTS: Parts;
    /// Whether all names are written in JSON without escapes.
    const PLAIN: bool = all_plain(Self::PARTS.list());
    /// A slot for each declared property, initially empty.
    type Slots: Default;
    /// What happens to additional properties: [`Map`] keeps them, [`Closed`](super::Closed) refuses
    /// them.
    type Rest: Rest<'de>;

    /// Reads a declared property into its slot.
    ///
    /// # Errors
    ///
    /// The errors of [`Entry`].
    fn member<A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        entry: Entry<'_, A>,
    ) -> Result<(), A::Error>;

    /// Constructs the value when all properties have been read.
    ///
    /// # Errors
    ///
    /// The name of a required property whose slot is empty.
    fn finish(slots: Self::Slots, rest: Self::Rest) -> Result<Self, Missing>;
}

/// The name of a required property that is absent.
#[derive(Debug)]
pub struct Missing(pub &'static str);

/// The value of the required property `name`.
///
/// # Errors
///
/// The name, if the slot is empty.
pub fn require<T>(slot: Option<T>, name: &'static str) -> Result<T, Missing> {
    slot.ok_or(Missing(name))
}

/// The value of the required nullable property `name`.
///
/// # Errors
///
/// The name, if the slot is empty.
pub fn require_nullable<T>(slot: Presence<T>, name: &'static str) -> Result<Option<T>, Missing> {
    match slot {
        Presence::Absent => Err(Missing(name)),
        Presence::Null => Ok(None),
        Presence::Value(value) => Ok(Some(value)),
    }
}

/// Reads an object.
///
/// # Errors
///
/// A value that is not an object, an invalid property, a duplicate key, or an absent required
/// property.
pub fn object<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    read_kinds(ObjectReader(PhantomData), deserializer, cx)
}

/// Reads an object and checks it.
pub(super) fn object_checked<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
    check: Check<'_, T>,
) -> Result<T, D::Error> {
    read_kinds_checked(ObjectReader(PhantomData), deserializer, cx, check)
}

struct ObjectReader<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Kinds<'de> for ObjectReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<T, A::Error> {
        let mut slots = T::Slots::default();
        let mut rest = T::Rest::default();
        let mut first = true;
        let may_guess = cx.is_text() && T::PLAIN;
        let mut names = Names::new(T::PARTS, may_guess);
        loop {
            match names.next(&mut map)? {
                Next::End => break,
                Next::Known(index) => {
                    let name = T::PARTS.get(index).map_or("", |part| part.name);
                    T::member(&mut slots, index, Entry::new(&mut map, cx, name))?;
                }
                Next::Other if first && is_number_token(names.last()) => {
                    return self.refuse(JsonKind::Number, cx);
                }
                Next::Other => rest.member(names.other(), Entry::new(&mut map, cx, ""))?,
            }
            first = false;
        }
        T::finish(slots, rest).map_err(|Missing(member)| cx.fail(ErrorKind::Missing { member }))
    }
}

/// A map is an object type without declared properties.
impl<'de, V: Read<'de> + Shaped> Object<'de> for Map<V> {
    const EXPECTING: &'static str = "an object";
    const PARTS: Parts = Parts::new(&[]);
    type Slots = ();
    type Rest = Self;

    fn member<A: MapAccess<'de>>(
        (): &mut (),
        _: usize,
        entry: Entry<'_, A>,
    ) -> Result<(), A::Error> {
        entry.nothing()
    }

    fn finish((): (), rest: Self) -> Result<Self, Missing> {
        Ok(rest)
    }
}

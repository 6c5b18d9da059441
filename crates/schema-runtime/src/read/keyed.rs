//! The reader of unions whose discriminator is the presence of a property. In a text the property is
//! looked for first; from other deserializers the properties before it are buffered.

use std::marker::PhantomData;

use serde::{
    Deserializer,
    de::{EnumAccess, MapAccess, value::MapAccessDeserializer},
};

use super::{
    Context,
    given::NotNull,
    kinds::{Kinds, read_ahead, read_kinds},
    look_ahead::{LooksAhead, look_ahead},
    member_name::{Names, Next},
    number_token::is_number_token,
    resumed::{Buffer, Ended, Resumed, read_member},
};
use crate::{
    JsonKind, Violation,
    acceptance::{Part, Parts},
    text::{Scanner, Sought},
};

/// A union that is discriminated by the presence of a property, as its reader needs it.
pub trait Keyed<'de>: Sized {
    /// The type in words: "a Condition object".
    const EXPECTING: &'static str;
    /// The discriminating properties. The presence of one selects its branch.
    const KEYS: &'static [Part];
    /// Whether there is a branch of objects without any of these properties.
    const HAS_OTHERWISE: bool;

    /// Reads the branch of the property at `index` from the whole object; with `None`, the branch
    /// of objects without any of these properties. Returns `None` if there is no such branch.
    ///
    /// # Errors
    ///
    /// The errors of the branch.
    fn branch<D: Deserializer<'de>>(
        index: Option<usize>,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<Option<Self>, D::Error>;
}

/// Reads a union that is discriminated by the presence of a property.
///
/// # Errors
///
/// A value that is not an object, an object with none of the properties (keyword `required`), and
/// the errors of the branch.
pub fn keyed<'de, T: Keyed<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    read_ahead(KeyedReader(PhantomData), deserializer, cx)
}

struct KeyedReader<T>(PhantomData<T>);

impl<'de, T: Keyed<'de>> Kinds<'de> for KeyedReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn ahead<A: EnumAccess<'de>>(self, access: A, cx: &mut Context) -> Result<T, A::Error> {
        look_ahead(self, access, cx)
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<T, A::Error> {
        let mut buffer = Buffer::new();
        let mut names = Names::new(Parts::new(T::KEYS), false);
        loop {
            match names.next(&mut map)? {
                Next::End => break,
                Next::Known(index) => {
                    let key = T::KEYS.get(index).map_or("", |key| key.name);
                    let object = Resumed::before(buffer, key.to_owned(), map);
                    return read_branch(Some(index), object, cx);
                }
                Next::Other if buffer.is_empty() && is_number_token(names.last()) => {
                    return self.refuse(JsonKind::Number, cx);
                }
                Next::Other => buffer.push(read_member(&mut map, names.other().into(), cx)?),
            }
        }
        // A map must not be asked for a key again after its end.
        read_branch(None, Resumed::after(buffer, Ended::new()), cx)
    }
}

impl<'de, T: Keyed<'de>> LooksAhead<'de> for KeyedReader<T> {
    type Output = T;
    /// The index of the first property that occurs.
    type Decision = Sought<usize>;

    fn decide(&self, rest: &'de str, cx: &mut Context) -> Sought<usize> {
        let key = |name: &str| T::KEYS.iter().position(|key| key.name == name);
        Scanner::within(rest, cx.depth()).look_for(key)
    }

    fn read<D: Deserializer<'de>>(
        self,
        key: Sought<usize>,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<T, D::Error> {
        let key = match key {
            Sought::Found(key) => Some(key),
            Sought::Absent if T::HAS_OTHERWISE => None,
            Sought::Absent | Sought::Unknown => return read_kinds(self, deserializer, cx),
        };
        match T::branch(key, deserializer, cx)? {
            Some(value) => Ok(value),
            None => Err(cx.fail(without_key(T::KEYS))),
        }
    }
}

fn read_branch<'de, T: Keyed<'de>, A: MapAccess<'de>>(
    index: Option<usize>,
    object: Resumed<A>,
    cx: &mut Context,
) -> Result<T, A::Error> {
    let object = MapAccessDeserializer::new(object);
    match T::branch(index, NotNull(object), cx)? {
        Some(value) => Ok(value),
        None => Err(cx.fail(without_key(T::KEYS))),
    }
}

#[cold]
fn without_key(keys: &[Part]) -> Violation {
    let keys: Vec<_> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
    let expected = match keys.as_slice() {
        [key] => format!("have the property {key}"),
        keys => format!("have one of the properties {}", keys.join(", ")),
    };
    Violation::rule("required", expected)
}

//! Unions that the presence of a member tells apart. Members before it are kept until it comes; when it comes first, as in objects of a
//! single member, everything streams.

use std::marker::PhantomData;

use serde::{
    Deserializer,
    de::{MapAccess, value::MapAccessDeserializer},
};

use super::{
    Context,
    given::NotNull,
    kinds::{Kinds, read_kinds},
    member_name::{Names, Next},
    number_token::is_number_token,
    resumed::{Buffer, Ended, Resumed, read_member},
};
use crate::{JsonKind, Violation, judge::Part};

/// What a union by member tells its reader.
pub trait Keyed<'de>: Sized {
    /// The type in words: "a Condition object".
    const EXPECTING: &'static str;
    /// The members of which each says by being there which branch is meant.
    const KEYS: &'static [Part];

    /// Reads the branch of the key at `index` from the whole object; without an index, that of objects without such a member. `None`:
    /// there is no such branch.
    ///
    /// # Errors
    ///
    /// What the branch gives.
    fn branch<D: Deserializer<'de>>(
        index: Option<usize>,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<Option<Self>, D::Error>;
}

/// Reads a union by member.
///
/// # Errors
///
/// A value that is no object, an object with none of the members (keyword `required`), and what the branch gives.
pub fn keyed<'de, T: Keyed<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    read_kinds(KeyedReader(PhantomData), deserializer, cx)
}

struct KeyedReader<T>(PhantomData<T>);

impl<'de, T: Keyed<'de>> Kinds<'de> for KeyedReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<T, A::Error> {
        let mut buffer = Buffer::new();
        let mut names = Names::new(T::KEYS, false);
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
        // Nobody may ask the map again after its end.
        read_branch(None, Resumed::after(buffer, Ended::new()), cx)
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
        [key] => format!("have the member {key}"),
        keys => format!("have one of the members {}", keys.join(", ")),
    };
    Violation::rule("required", expected)
}

//! A partly read object: yields the buffered properties first, then streams the rest.

use std::{borrow::Cow, marker::PhantomData, vec};

use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess};
use serde_json::Value;

use super::{Context, Inner, given::ValueDeserializer};

/// Buffered properties, in order.
pub(super) type Buffer = Vec<(Cow<'static, str>, Value)>;

/// The properties of an object, some of which are buffered.
pub(super) struct Resumed<A> {
    buffered: vec::IntoIter<(Cow<'static, str>, Value)>,
    /// The value of the buffered property whose name was yielded last.
    value: Option<Value>,
    /// A name that has been read and whose value has not.
    name: Option<String>,
    rest: A,
}

impl<A> Resumed<A> {
    /// After complete properties were read.
    pub(super) fn after(buffered: Buffer, rest: A) -> Self {
        let buffered = buffered.into_iter();
        Self {
            buffered,
            value: None,
            name: None,
            rest,
        }
    }

    /// After complete properties and one more name were read.
    pub(super) fn before(buffered: Buffer, name: String, rest: A) -> Self {
        let name = Some(name);
        Self {
            name,
            ..Self::after(buffered, rest)
        }
    }

    /// After at most the first name was read.
    pub(super) fn at(name: Option<String>, rest: A) -> Self {
        Self {
            name,
            ..Self::after(Buffer::new(), rest)
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Resumed<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if let Some((name, value)) = self.buffered.next() {
            self.value = Some(value);
            return seed.deserialize(name.into_deserializer()).map(Some);
        }
        match self.name.take() {
            Some(name) => seed.deserialize(name.into_deserializer()).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(ValueDeserializer::new(value)),
            None => self.rest.next_value_seed(seed),
        }
    }
}

/// The rest of an object that has been read to its end: empty.
pub(super) struct Ended<E>(PhantomData<E>);

impl<E> Ended<E> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, E: de::Error> MapAccess<'de> for Ended<E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, _: K) -> Result<Option<K::Value>, E> {
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, _: V) -> Result<V::Value, E> {
        Err(E::custom("a value was asked for and there is none"))
    }
}

/// Reads a property's value into a buffer entry.
pub(super) fn read_member<'de, A: MapAccess<'de>>(
    map: &mut A,
    name: Cow<'static, str>,
    cx: &mut Context,
) -> Result<(Cow<'static, str>, Value), A::Error> {
    match map.next_value_seed(Inner::new(cx)) {
        Ok(value) => Ok((name, value)),
        Err(error) => {
            cx.push_member(name);
            Err(error)
        }
    }
}

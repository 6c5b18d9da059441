//! A tuple of fixed length, as the generator would write it.

use schema_runtime::{__private::v1 as rt, Integer};

/// A tuple of fixed length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair(pub(crate) String, pub(crate) Integer);

impl<'de> rt::Tuple<'de> for Pair {
    const EXPECTING: &'static str = "a pair";

    fn read_items<A: rt::SeqAccess<'de>>(mut items: rt::Items<'_, A>) -> Result<Self, A::Error> {
        let pair = Self(items.next()?, items.next()?);
        items.end()?;
        Ok(pair)
    }
}

impl<'de> rt::Read<'de> for Pair {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::tuple(deserializer, cx)
    }
}

deserialize!(Pair);
shaped!(Pair: rt::Shape::Tuple {
    items: &[rt::Shape::String, rt::Shape::Integer],
    rest: None,
});

//! A tuple with a tail, as the generator would write it.

use schema_runtime::__private::v1 as rt;

/// A tuple with a tail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row(pub(crate) String, pub(crate) Vec<i8>);

impl<'de> rt::Tuple<'de> for Row {
    const EXPECTING: &'static str = "a row";

    fn read_items<A: rt::SeqAccess<'de>>(mut items: rt::Items<'_, A>) -> Result<Self, A::Error> {
        Ok(Self(items.next()?, items.rest()?))
    }
}

impl<'de> rt::Read<'de> for Row {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::tuple(deserializer, cx)
    }
}

deserialize!(Row);
shaped!(Row: rt::Shape::Tuple {
    items: &[rt::Shape::String],
    rest: Some(&<i8 as rt::Shaped>::SHAPE),
});

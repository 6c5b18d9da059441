//! The reader of tagged unions: the value of a property selects the variant. Properties before the
//! tag are buffered; if the tag comes first, as is usual, reading is streaming.

use std::{borrow::Cow, marker::PhantomData};

use serde::{
    Deserializer,
    de::{MapAccess, value::MapAccessDeserializer},
};
use serde_json::Value;

use super::{
    Context,
    given::NotNull,
    kinds::{Kinds, read_kinds},
    member_name::{Names, Next},
    number_token::is_number_token,
    resumed::{Buffer, Resumed, read_member},
};
use crate::{ErrorKind, JsonKind, Violation, acceptance::Part, json_equal};

/// A tagged union, as its reader needs it.
pub trait Tagged<'de>: Sized {
    /// The type in words: "an Event object".
    const EXPECTING: &'static str;
    /// The name of the tag property.
    const TAG: &'static str;
    /// The values of the tag.
    const TAGS: &'static [&'static str];
    /// Whether [`TAGS`](Self::TAGS) are JSON texts of any JSON type instead of plain strings.
    const AS_JSON: bool = false;

    /// Reads the branch of `tag` from the whole object, including its tag. Returns `None` if no
    /// branch has this tag.
    ///
    /// # Errors
    ///
    /// The errors of the branch.
    fn branch<D: Deserializer<'de>>(
        tag: &str,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<Option<Self>, D::Error>;
}

/// Reads a tagged union.
///
/// # Errors
///
/// A value that is not an object, a missing tag, a tag of no branch (keyword `const`), and the
/// errors of the branch.
pub fn tagged<'de, T: Tagged<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    read_kinds(TaggedReader(PhantomData), deserializer, cx)
}

struct TaggedReader<T>(PhantomData<T>);

impl<'de, T: Tagged<'de>> Kinds<'de> for TaggedReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<T, A::Error> {
        let mut buffer = Buffer::new();
        let mut names = Names::new(const { &[Part::required::<Value>(T::TAG)] }, false);
        loop {
            match names.next(&mut map)? {
                Next::End => break,
                Next::Known(_) => {
                    let tag = read_member(&mut map, T::TAG.into(), cx)?;
                    return read_branch(tag, buffer, map, cx);
                }
                Next::Other if buffer.is_empty() && is_number_token(names.last()) => {
                    return self.refuse(JsonKind::Number, cx);
                }
                Next::Other => buffer.push(read_member(&mut map, names.other().into(), cx)?),
            }
        }
        let member = T::TAG;
        Err(cx.fail(ErrorKind::Missing { member }))
    }
}

/// Passes the object to the branch of its tag.
fn read_branch<'de, T: Tagged<'de>, A: MapAccess<'de>>(
    (name, tag): (Cow<'static, str>, Value),
    mut buffer: Buffer,
    rest: A,
    cx: &mut Context,
) -> Result<T, A::Error> {
    // The listed copy of the tag, so that the one that was read can be moved into the buffer.
    let listed = T::TAGS.iter().find(|listed| {
        if T::AS_JSON {
            is_written_as(&tag, listed)
        } else {
            tag.as_str() == Some(**listed)
        }
    });
    if let Some(listed) = listed {
        buffer.push((name, tag));
        let object = MapAccessDeserializer::new(Resumed::after(buffer, rest));
        if let Some(value) = T::branch(listed, NotNull(object), cx)? {
            return Ok(value);
        }
    }
    cx.push_member(T::TAG);
    Err(cx.fail(unknown_tag(T::TAGS, T::AS_JSON)))
}

/// Compares by JSON Schema's equality: `1.0` is `1`.
fn is_written_as(tag: &Value, json: &str) -> bool {
    serde_json::from_str::<Value>(json).is_ok_and(|listed| json_equal(&listed, tag))
}

#[cold]
fn unknown_tag(tags: &[&str], as_json: bool) -> Violation {
    let written = |tag: &&str| {
        if as_json {
            (*tag).to_owned()
        } else {
            Value::from(*tag).to_string()
        }
    };
    let tags: Vec<_> = tags.iter().map(written).collect();
    let expected = match tags.as_slice() {
        [tag] => format!("be {tag}"),
        tags => format!("be one of {}", tags.join(", ")),
    };
    Violation::rule("const", expected)
}

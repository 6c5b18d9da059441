//! The reader of tagged unions: the value of a property selects the variant. In a text the tag is
//! looked for first; from other deserializers the properties before it are buffered.

use std::{borrow::Cow, marker::PhantomData};

use serde::{
    Deserializer,
    de::{EnumAccess, MapAccess, value::MapAccessDeserializer},
};
use serde_json::Value;

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
    ErrorKind, JsonKind, Violation,
    acceptance::{Part, Parts},
    json_equal,
    name_list::NameList,
    text::{Scanner, Sought},
};

/// A tagged union, as its reader needs it.
pub trait Tagged<'de>: Sized {
    /// The type in words: "an Event object".
    const EXPECTING: &'static str;
    /// The name of the tag property.
    const TAG: &'static str;
    /// The values of the tag.
    const TAGS: NameList;
    /// The index of the tag that an object without the property counts as; `None` if the property
    /// is required.
    const ABSENT: Option<usize> = None;
    /// Whether [`TAGS`](Self::TAGS) are JSON texts of any JSON type instead of plain strings.
    const AS_JSON: bool = false;

    /// Reads the branch of the tag at `index` from the whole object, including its tag. Returns
    /// `None` for an index without a tag.
    ///
    /// # Errors
    ///
    /// The errors of the branch.
    fn branch<D: Deserializer<'de>>(
        index: usize,
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
    read_ahead(TaggedReader(PhantomData), deserializer, cx)
}

struct TaggedReader<T>(PhantomData<T>);

impl<'de, T: Tagged<'de>> Kinds<'de> for TaggedReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn ahead<A: EnumAccess<'de>>(self, access: A, cx: &mut Context) -> Result<T, A::Error> {
        look_ahead(self, access, cx)
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<T, A::Error> {
        let mut buffer = Buffer::new();
        let mut names = Names::new(
            Parts::new(const { &[Part::required::<Value>(T::TAG)] }),
            false,
        );
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
        if let Some(index) = T::ABSENT {
            // A map must not be asked for a key again after its end.
            let object = MapAccessDeserializer::new(Resumed::after(buffer, Ended::new()));
            if let Some(value) = T::branch(index, NotNull(object), cx)? {
                return Ok(value);
            }
        }
        let member = T::TAG;
        Err(cx.fail(ErrorKind::Missing { member }))
    }
}

impl<'de, T: Tagged<'de>> LooksAhead<'de> for TaggedReader<T> {
    type Output = T;
    /// The index of the tag; `None` if there is none, or no object.
    type Decision = Option<usize>;

    fn decide(&self, rest: &'de str, cx: &mut Context) -> Option<usize> {
        let mut scanner = Scanner::within(rest, cx.depth());
        if T::AS_JSON {
            return match scanner.look_for_json(T::TAG) {
                Sought::Found(tag) => position_of_json::<T>(&serde_json::from_str(tag).ok()?),
                Sought::Absent => T::ABSENT,
                Sought::Unknown => None,
            };
        }
        match scanner.look_for_text(T::TAG) {
            Sought::Found(tag) => T::TAGS.position(&tag),
            Sought::Absent => T::ABSENT,
            Sought::Unknown => None,
        }
    }

    fn read<D: Deserializer<'de>>(
        self,
        tag: Option<usize>,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<T, D::Error> {
        match tag {
            None => read_kinds(self, deserializer, cx),
            Some(index) => match T::branch(index, deserializer, cx)? {
                Some(value) => Ok(value),
                None => Err(cx.fail(unknown_tag(T::TAGS.names(), T::AS_JSON))),
            },
        }
    }
}

fn position_of_json<'de, T: Tagged<'de>>(tag: &Value) -> Option<usize> {
    let mut tags = T::TAGS.names().iter();
    tags.position(|listed| is_written_as(tag, listed))
}

/// Passes the object to the branch of its tag.
fn read_branch<'de, T: Tagged<'de>, A: MapAccess<'de>>(
    (name, tag): (Cow<'static, str>, Value),
    mut buffer: Buffer,
    rest: A,
    cx: &mut Context,
) -> Result<T, A::Error> {
    let index = if T::AS_JSON {
        position_of_json::<T>(&tag)
    } else {
        tag.as_str().and_then(|tag| T::TAGS.position(tag))
    };
    if let Some(index) = index {
        buffer.push((name, tag));
        let object = MapAccessDeserializer::new(Resumed::after(buffer, rest));
        if let Some(value) = T::branch(index, NotNull(object), cx)? {
            return Ok(value);
        }
    }
    cx.push_member(T::TAG);
    Err(cx.fail(unknown_tag(T::TAGS.names(), T::AS_JSON)))
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

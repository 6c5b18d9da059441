//! A reader that checks the text policies, as the reader of [`Value`](serde_json::Value) does, and
//! discards the value. It keeps only the names in the open objects, to find duplicate keys.

use std::collections::HashSet;

use serde::{
    Deserializer,
    de::{self, MapAccess, SeqAccess},
};

use super::{
    Context, Entry, Read,
    containers::read_items,
    kinds::{Kinds, parse_digits, read_kinds},
    member_name::{Names, Next},
    number_token::is_number_token,
};
use crate::{ErrorKind, Number, acceptance::Parts, hashing::NameHash};

/// Any value, checked and discarded. It has no size, so that a list of them takes no memory.
pub(crate) struct Ignored;

impl<'de> Read<'de> for Ignored {
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
        read_kinds(IgnoredReader, deserializer, cx)
    }
}

struct IgnoredReader;

impl<'de> Kinds<'de> for IgnoredReader {
    type Output = Ignored;

    fn expected(&self) -> &'static str {
        "a JSON value"
    }

    fn null<E: de::Error>(self, _: &mut Context) -> Result<Ignored, E> {
        Ok(Ignored)
    }

    fn boolean<E: de::Error>(self, _: bool, _: &mut Context) -> Result<Ignored, E> {
        Ok(Ignored)
    }

    fn number<E: de::Error>(self, _: Number, _: &mut Context) -> Result<Ignored, E> {
        Ok(Ignored)
    }

    fn string<E: de::Error>(self, _: &str, _: &mut Context) -> Result<Ignored, E> {
        Ok(Ignored)
    }

    fn array<A: SeqAccess<'de>>(self, items: A, cx: &mut Context) -> Result<Ignored, A::Error> {
        read_items::<Ignored, A>(items, 0, cx).map(|_| Ignored)
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<Ignored, A::Error> {
        let mut known = HashSet::with_hasher(NameHash::default());
        let mut names = Names::new(Parts::new(&[]), false);
        loop {
            match names.next(&mut map)? {
                Next::End => return Ok(Ignored),
                Next::Other if known.is_empty() && is_number_token(names.last()) => {
                    let digits: String = map.next_value()?;
                    return parse_digits(&digits, cx).map(|_| Ignored);
                }
                Next::Other => {
                    let name = names.other();
                    let entry = Entry::new(&mut map, cx, "");
                    if known.contains(&name) {
                        let member = name;
                        return Err(entry.context().fail(ErrorKind::Duplicate { member }));
                    }
                    let Ignored = entry.undeclared(|| name.clone())?;
                    known.insert(name);
                }
                // Unreachable: no name is declared.
                Next::Known(_) => Entry::new(&mut map, cx, "").nothing()?,
            }
        }
    }
}

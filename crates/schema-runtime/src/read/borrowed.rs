//! The reader of borrowed strings: a string without escapes borrows from the input, one with
//! escapes is copied.

use std::{borrow::Cow, marker::PhantomData};

use serde::{Deserializer, de};

use super::{
    Check, Context, Read,
    kinds::{Kinds, read_kinds, read_kinds_checked},
};

impl<'de: 'a, 'a> Read<'de> for Cow<'a, str> {
    #[inline]
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
        read_kinds(TextReader(PhantomData), deserializer, cx)
    }

    fn read_checked<D: Deserializer<'de>>(
        deserializer: D,
        cx: &mut Context,
        check: Check<'_, Self>,
    ) -> Result<Self, D::Error> {
        read_kinds_checked(TextReader(PhantomData), deserializer, cx, check)
    }
}

struct TextReader<'a>(PhantomData<&'a str>);

impl<'de: 'a, 'a> Kinds<'de> for TextReader<'a> {
    type Output = Cow<'a, str>;

    fn expected(&self) -> &'static str {
        "a string"
    }

    fn string<E: de::Error>(self, text: &str, _: &mut Context) -> Result<Cow<'a, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn string_borrowed<E: de::Error>(
        self,
        text: &'de str,
        _: &mut Context,
    ) -> Result<Cow<'a, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn string_owned<E: de::Error>(self, text: String, _: &mut Context) -> Result<Cow<'a, str>, E> {
        Ok(Cow::Owned(text))
    }
}

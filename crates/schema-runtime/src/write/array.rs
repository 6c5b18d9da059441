//! Writes tuples: items by position, of which trailing ones may be omitted.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use crate::Presence;

/// Writes the items of one array.
pub struct ArrayWriter<Q> {
    items: Q,
    written: usize,
    /// Whether an item was omitted, after which none may follow.
    ended: bool,
}

impl<Q: SerializeSeq> ArrayWriter<Q> {
    /// Opens the array.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn begin<S>(serializer: S) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeSeq = Q, Ok = Q::Ok, Error = Q::Error>,
    {
        let items = serializer.serialize_seq(None)?;
        Ok(Self {
            items,
            written: 0,
            ended: false,
        })
    }

    /// Writes a required item.
    ///
    /// # Errors
    ///
    /// If an earlier item was omitted; and the serializer's own.
    pub fn required(&mut self, item: &impl Serialize) -> Result<(), Q::Error> {
        if self.ended {
            let index = self.written;
            return Err(Q::Error::custom(format_args!(
                "an array cannot hold items after index {index}, where the item is absent"
            )));
        }
        self.written += 1;
        self.items.serialize_element(item)
    }

    /// Writes an item, or omits it for `None`.
    ///
    /// # Errors
    ///
    /// As [`required`](Self::required).
    pub fn optional(&mut self, item: &Option<impl Serialize>) -> Result<(), Q::Error> {
        match item {
            Some(item) => self.required(item),
            None => self.leave_out(),
        }
    }

    /// Writes an item or `null`, or omits it.
    ///
    /// # Errors
    ///
    /// As [`required`](Self::required).
    pub fn presence(&mut self, item: &Presence<impl Serialize>) -> Result<(), Q::Error> {
        match item {
            Presence::Absent => self.leave_out(),
            Presence::Null => self.required(&()),
            Presence::Value(item) => self.required(item),
        }
    }

    /// Writes all further items.
    ///
    /// # Errors
    ///
    /// As [`required`](Self::required).
    pub fn rest(&mut self, items: &[impl Serialize]) -> Result<(), Q::Error> {
        items.iter().try_for_each(|item| self.required(item))
    }

    /// Closes the array.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    pub fn finish(self) -> Result<Q::Ok, Q::Error> {
        self.items.end()
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "beside methods that write, and fail"
    )]
    fn leave_out(&mut self) -> Result<(), Q::Error> {
        self.ended = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(first: Option<u8>, second: Presence<u8>, rest: &[u8]) -> Result<String, String> {
        let mut text = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut text);
        let mut out = ArrayWriter::begin(&mut serializer).map_err(|error| error.to_string())?;
        let items = out
            .optional(&first)
            .and_then(|()| out.presence(&second))
            .and_then(|()| out.rest(rest));
        items.map_err(|error| error.to_string())?;
        out.finish().map_err(|error| error.to_string())?;
        Ok(String::from_utf8(text).unwrap())
    }

    #[test]
    fn the_last_items_may_be_left_out() {
        assert_eq!(written(None, Presence::Absent, &[]).unwrap(), "[]");
        assert_eq!(written(Some(1), Presence::Absent, &[]).unwrap(), "[1]");
        assert_eq!(
            written(Some(1), Presence::Null, &[3]).unwrap(),
            "[1,null,3]"
        );
    }

    #[test]
    fn no_item_follows_one_that_is_left_out() {
        let refused = written(None, Presence::Value(2), &[]).unwrap_err();
        assert!(refused.contains("index 0"), "{refused}");
        assert!(written(Some(1), Presence::Absent, &[3]).is_err());
    }
}

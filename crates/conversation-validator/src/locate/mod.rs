//! Where things are in the text of a payload: an index over it, and the line and column of a JSON
//! Pointer. Depends on no other module of this crate.

pub(crate) mod cursor;
pub(crate) mod pointers;
pub(crate) mod position;
pub(crate) mod tape;

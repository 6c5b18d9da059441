//! The items that generated code calls, by version, so that code generated once keeps compiling.
//! Not for hand-written code: semantic versioning covers only what `v1` already contains.

#[cfg(feature = "validator")]
pub use crate::rules::FullValidator;

/// The first and only version.
pub mod v1 {
    pub use std::sync::LazyLock;

    #[cfg(feature = "schemars")]
    pub use schemars::{JsonSchema, Schema, SchemaGenerator};
    pub use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{MapAccess, SeqAccess},
        ser::SerializeSeq,
    };
    pub use serde_json::Value;

    #[cfg(feature = "condition")]
    pub use crate::rules::{Condition, check_condition, condition, conditional};
    #[cfg(feature = "pattern")]
    pub use crate::rules::{NameGroups, Names, Pattern, pattern};
    #[cfg(feature = "validator")]
    pub use crate::rules::{Validator, accepted, check, checked};
    #[cfg(feature = "schemars")]
    pub use crate::schema::json_schema;
    pub use crate::{
        ConstraintError, DateTime, DateTimeError, Error, ErrorKind, Extra, Integer, JsonKind, Map,
        Null, Number, NumberError, Presence, UnknownValue,
        acceptance::{
            Part, Parts, ReadHere, Rule, Shape, Shaped, Untagged, accepts, borrowing_shape,
            constrained_shape, object_shape,
        },
        borrowing::Borrowing,
        equality::json_equal,
        name_list::{NameIndex, NameList},
        read::{
            Check, Choice, Closed, Context, Entry, FromBuffer, Items, Keyed, Missing, Object, Read,
            Rest, StringEnum, Tagged, Tuple, Union, choice, constant, constant_string, deserialize,
            from_buffer, from_slice, from_str, keyed, object, require, require_nullable,
            string_enum, tagged, tuple, union, unknown,
        },
        rules::{
            Constrained, Limit, ToNumber, constrain, constrained, each_name, exclusive_maximum,
            exclusive_minimum, from_wire, max_items, max_length, max_properties, maximum,
            min_items, min_length, min_properties, minimum, multiple_of, one_of,
        },
        text::Fault,
        violation::Violation,
        write::{ArrayWriter, ObjectWriter, write_constant},
    };
}

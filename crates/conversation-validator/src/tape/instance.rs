//! The tape as the `jsonschema` crate sees it: one more representation of JSON, beside its own over `serde_json::Value`.
//!
//! Two things differ from a plain representation. An error gets no copy of the value at fault but a handle, from which
//! [`Instance::of`] finds it again: a copy of the value for each error, and for each union around it, is what made 10 MB of payload
//! 12.9 GB. And when the errors have taken all the room they may, arrays and objects end, so that the search does, too.

use std::borrow::Cow;

use jsonschema::{
    JsonType, ValidationError,
    json::{Array, Json, Node, NodeIdentity, Object},
};
use schema_runtime::JsonKind;
use serde_json::{Number, Value};

use super::{Items, Names, Place, Tape};

/// What an error takes besides its pointer: boxes, locations, its keyword's own data. Measured at about 400 bytes.
const ERROR: usize = 512;

/// The representation.
pub(crate) struct OnTape;

/// A value of the payload, or the name of a member, which `propertyNames` looks at like a value.
#[derive(Clone, Copy)]
pub(crate) enum Instance<'a> {
    Value(Place<'a>),
    Name(&'a str),
}

impl<'a> Instance<'a> {
    /// What an error is about; nothing if it was found after the errors had taken all the room: then it need not even be true.
    pub(crate) fn of(error: &'a ValidationError<'_>, tape: &'a Tape<'_>) -> Option<Self> {
        match error.instance().as_ref() {
            Value::Number(index) => {
                let index = usize::try_from(index.as_u64()?).ok()?;
                Some(Self::Value(tape.place(index, 0)))
            }
            Value::String(name) => Some(Self::Name(name)),
            _ => None,
        }
    }

    /// The value, if it is one.
    pub(crate) const fn place(self) -> Option<Place<'a>> {
        match self {
            Self::Value(place) => Some(place),
            Self::Name(_) => None,
        }
    }

    /// What it says, if it is a string.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Value(place) => place.string(),
            Self::Name(name) => Some(Cow::Borrowed(name)),
        }
    }

    /// Its JSON type.
    pub(crate) fn kind(self) -> JsonKind {
        self.place().map_or(JsonKind::String, Place::kind)
    }

    fn container(self, kind: JsonKind) -> Option<Place<'a>> {
        self.place().filter(|place| place.kind() == kind)
    }
}

impl Json for OnTape {
    type Node<'a> = Instance<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Instance<'_>) -> T) -> T {
        f(Instance::Name(string))
    }
}

impl<'a> Node<'a, OnTape> for Instance<'a> {
    type Object = Members<'a>;
    type Array = Elements<'a>;
    type Number = Number;

    fn as_object(&self) -> Option<Members<'a>> {
        self.container(JsonKind::Object).map(Members)
    }

    fn as_array(&self) -> Option<Elements<'a>> {
        self.container(JsonKind::Array).map(Elements)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text()
    }

    fn as_number(&self) -> Option<Number> {
        self.place()?.number()
    }

    fn as_boolean(&self) -> Option<bool> {
        self.place()?.boolean()
    }

    fn is_null(&self) -> bool {
        self.kind() == JsonKind::Null
    }

    fn is_number(&self) -> bool {
        self.kind() == JsonKind::Number
    }

    fn json_type(&self) -> JsonType {
        match self.kind() {
            JsonKind::Null => JsonType::Null,
            JsonKind::Boolean => JsonType::Boolean,
            JsonKind::String => JsonType::String,
            JsonKind::Array => JsonType::Array,
            JsonKind::Object => JsonType::Object,
            _ => JsonType::Number,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match self {
            Self::Value(place) => place.equals(expected),
            Self::Name(name) => expected.as_str() == Some(*name),
        }
    }

    /// The handle: all that an error keeps. Nothing that decides asks for this value, see the methods around.
    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match self {
            Self::Value(place) if place.tape.spend(ERROR.saturating_add(place.path)) => {
                Value::from(place.index)
            }
            Self::Value(_) => Value::Null,
            Self::Name(name) => Value::from(*name),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        let place = self.place()?;
        let entry = place.tape.entries.get(place.index)?;
        Some(NodeIdentity::new(std::ptr::from_ref(entry).addr()))
    }
}

/// An object.
pub(crate) struct Members<'a>(Place<'a>);

impl<'a> Object<'a, OnTape> for Members<'a> {
    type Node = Instance<'a>;
    type MemberName = Cow<'a, str>;
    type MembersIter = MembersIter<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &String) -> Option<Instance<'a>> {
        self.0.get(key).map(Instance::Value)
    }

    fn members(&self) -> MembersIter<'a> {
        MembersIter {
            object: self.0,
            names: self.0.names(),
        }
    }
}

/// Walks over members as long as there is room for errors.
pub(crate) struct MembersIter<'a> {
    object: Place<'a>,
    names: Names<'a>,
}

impl<'a> Iterator for MembersIter<'a> {
    type Item = (Cow<'a, str>, Instance<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.names.next()?;
        let (name, value) = self.object.member(name);
        (!self.object.tape.is_exhausted()).then_some((name, Instance::Value(value)))
    }
}

/// An array.
pub(crate) struct Elements<'a>(Place<'a>);

impl<'a> Array<'a, OnTape> for Elements<'a> {
    type Node = Instance<'a>;
    type ElementsIter = ElementsIter<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> ElementsIter<'a> {
        ElementsIter(self.0.items())
    }

    fn is_unique(&self) -> bool {
        self.0.has_distinct_items()
    }
}

/// Walks over items as long as there is room for errors.
pub(crate) struct ElementsIter<'a>(Items<'a>);

impl<'a> Iterator for ElementsIter<'a> {
    type Item = Instance<'a>;

    fn next(&mut self) -> Option<Instance<'a>> {
        let item = self.0.next()?;
        (!self.0.array.tape.is_exhausted()).then_some(Instance::Value(item))
    }
}

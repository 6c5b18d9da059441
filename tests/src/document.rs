//! A JSON document for mutations. Unlike a `Value` it keeps the order of properties and the
//! spelling of numbers, and can hold duplicate keys.

mod edit;
mod text;

use serde_json::Value;

pub use edit::Edit;

use crate::{Place, Step};

/// A JSON value as it is written in a text.
///
/// ```
/// use conversation_tests::{Document, Place, document::Edit};
/// use serde_json::json;
///
/// let document = Document::from(&json!({"a": [1], "b": "x"}));
/// let place = Place::default().member("a").item(0);
/// let edited = document.edited(&place, &Edit::Replace(Document::Number("1.0".into())));
/// assert_eq!(edited.to_string(), r#"{"a":[1.0],"b":"x"}"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number as it is spelt.
    Number(String),
    /// The characters of a string, not its spelling.
    String(String),
    /// The items.
    Array(Vec<Document>),
    /// The properties in order; keys may be duplicate.
    Object(Vec<(String, Document)>),
}

impl Document {
    /// The places of all values in it, the root first.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let mut found = Vec::new();
        self.gather(Place::default(), &mut found);
        found
    }

    fn gather(&self, place: Place, into: &mut Vec<Place>) {
        match self {
            Self::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.gather(place.item(index), into);
                }
            }
            Self::Object(members) => {
                for (name, member) in members {
                    member.gather(place.member(name), into);
                }
            }
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::String(_) => {}
        }
        into.insert(0, place);
    }

    /// The value at a place, if there is one.
    #[must_use]
    pub fn get(&self, place: &Place) -> Option<&Self> {
        place
            .steps()
            .iter()
            .try_fold(self, |node, step| match (node, step) {
                (Self::Array(items), Step::Item(index)) => items.get(*index),
                (Self::Object(members), Step::Member(name)) => members
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, member)| member),
                _ => None,
            })
    }
}

impl From<&Value> for Document {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::String(text.clone()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(members) => {
                let member = |(name, value): (&String, &Value)| (name.clone(), Self::from(value));
                Self::Object(members.iter().map(member).collect())
            }
        }
    }
}

//! The place of a value in a document.

use std::fmt;

use jsonptr::Token;

/// One step from a value into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the property of this name.
    Member(String),
    /// To the item at this index.
    Item(usize),
}

/// The steps from the root of a document to one of its values; displays as a JSON Pointer
/// ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
///
/// ```
/// use conversation_tests::Place;
///
/// let place = Place::default().member("tags").item(0).member("a/b~c");
/// assert_eq!(place.to_string(), "/tags/0/a~1b~0c");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place(Vec<Step>);

impl Place {
    /// The steps, from the root.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The place of a property of the object here.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        self.then(Step::Member(name.to_owned()))
    }

    /// The place of an item of the array here.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.then(Step::Item(index))
    }

    fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.0 {
            match step {
                Step::Member(name) => {
                    write!(f, "/{}", Token::new(name).encoded())?;
                }
                Step::Item(index) => write!(f, "/{index}")?,
            }
        }
        Ok(())
    }
}

impl FromIterator<Step> for Place {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

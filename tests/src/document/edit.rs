//! One change to a document at one place.

use super::Document;
use crate::{Place, Step};

/// A change to the value at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Replaces the value there.
    Replace(Document),
    /// Removes the property or item.
    Remove,
    /// Repeats the item there.
    Repeat,
    /// Appends a property to the object there.
    Insert(String, Document),
    /// Exchanges two properties, by index, of the object there.
    Swap(usize, usize),
}

impl Document {
    /// The document with one change.
    ///
    /// # Panics
    ///
    /// When the change does not fit the place.
    #[must_use]
    pub fn edited(&self, place: &Place, edit: &Edit) -> Self {
        let mut document = self.clone();
        let done = match place.steps().split_last() {
            Some((last, above)) => document.node(above).change_child(last, edit),
            None => document.change(edit),
        };
        done.unwrap_or_else(|| panic!("{edit:?} does not fit `{place}`"));
        document
    }

    fn node(&mut self, steps: &[Step]) -> &mut Self {
        let found = steps.iter().try_fold(self, |node, step| node.child(step));
        found.unwrap_or_else(|| panic!("there is no {steps:?}"))
    }

    fn child(&mut self, step: &Step) -> Option<&mut Self> {
        match (self, step) {
            (Self::Array(items), Step::Item(index)) => items.get_mut(*index),
            (Self::Object(members), Step::Member(name)) => {
                let member = members.iter_mut().find(|(known, _)| known == name);
                member.map(|(_, member)| member)
            }
            _ => None,
        }
    }

    fn change_child(&mut self, step: &Step, edit: &Edit) -> Option<()> {
        match (self, step, edit) {
            (Self::Object(members), Step::Member(name), Edit::Remove) => {
                let index = members.iter().position(|(known, _)| known == name)?;
                members.remove(index);
            }
            (Self::Array(items), Step::Item(index), Edit::Remove) => {
                items.remove(*index);
            }
            (Self::Array(items), Step::Item(index), Edit::Repeat) => {
                items.insert(*index, items.get(*index)?.clone());
            }
            (parent, _, _) => parent.child(step)?.change(edit)?,
        }
        Some(())
    }

    fn change(&mut self, edit: &Edit) -> Option<()> {
        match (self, edit) {
            (node, Edit::Replace(value)) => *node = value.clone(),
            (Self::Object(members), Edit::Insert(name, value)) => {
                members.push((name.clone(), value.clone()));
            }
            (Self::Object(members), Edit::Swap(one, other)) => members.swap(*one, *other),
            _ => return None,
        }
        Some(())
    }
}

//! The meaning of each node, canonicalized once, from shallow statements: subschemas of properties
//! and items are abbreviated, so the cost depends on the size of one level. The full schema is
//! canonicalized only where no shallow statement exists.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use super::node::{Node, all_of};
use crate::schema::keyword::{self, Keyword};
use crate::schema::{Detail, LeftOut, Location, Schemas, ShallowSchemas};
use crate::semantics::{Kind, Meaning, Opaque, Semantics};

pub(crate) struct Meanings<'p, 'd> {
    schemas: &'p Schemas<'d>,
    semantics: &'p Semantics<'p>,
    shallow: ShallowSchemas<'p, 'd>,
    known: RefCell<HashMap<Node, Result<Meaning, Opaque>>>,
}

impl<'p, 'd> Meanings<'p, 'd> {
    pub(crate) fn new(schemas: &'p Schemas<'d>, semantics: &'p Semantics<'p>) -> Self {
        Self {
            schemas,
            semantics,
            shallow: ShallowSchemas::new(schemas),
            known: RefCell::default(),
        }
    }

    /// What a node accepts.
    pub(crate) fn of(&self, node: &Node) -> Result<Meaning, Opaque> {
        if let Some(known) = self.known.borrow().get(node) {
            return known.clone();
        }
        let meaning = match self.base(node) {
            Some(statement) => self.semantics.meaning(&statement),
            None => self.in_full(node),
        };
        self.known
            .borrow_mut()
            .insert(node.clone(), meaning.clone());
        meaning
    }

    /// Whether the meaning of a node leaves out choices and conditions. Its type has to be proven,
    /// since the meaning accepts more than the node.
    pub(crate) fn is_spanned(&self, node: &Node) -> bool {
        self.base(node).is_some()
    }

    /// An object schema without its choices and conditions: they say little about the shape of a
    /// type, and canonicalizing them can take longer than all the rest. `None` if nothing is left
    /// out, or if values other than objects are accepted.
    fn base(&self, node: &Node) -> Option<Value> {
        if !node.is_of_objects(&self.shallow) || !self.has_choice_or_condition(node) {
            return None;
        }
        let (statement, _) = self.stripped(node, &is_choice_or_condition)?;
        Some(all_of(vec![statement, json!({ "type": "object" })]))
    }

    fn in_full(&self, node: &Node) -> Result<Meaning, Opaque> {
        match node.statements_in(&self.shallow, Detail::Shallow) {
            Some(statements) => self.semantics.meaning_of_all(&statements),
            None => self
                .semantics
                .meaning_of_all(&node.statements(self.schemas)),
        }
    }

    /// A node as one schema at a level of detail; the full schema for `None`. Gives `None` where
    /// the shallow form has no statement.
    pub(crate) fn statement(&self, node: &Node, detail: Option<Detail>) -> Option<Value> {
        match detail {
            Some(detail) => node.statements_in(&self.shallow, detail).map(all_of),
            None => Some(node.statement(self.schemas)),
        }
    }

    /// A node without the keywords that `strips` selects, and what was left out. `None` where
    /// leaving them out would change the meaning of the rest.
    pub(crate) fn stripped(
        &self,
        node: &Node,
        strips: &dyn Fn(&str) -> bool,
    ) -> Option<(Value, LeftOut)> {
        let (mut statements, left_out) = self.shallow.stripped(node.parts(), strips)?;
        statements.extend(node.of_no_parts().statements(self.schemas));
        Some((all_of(statements), left_out))
    }

    /// Whether [`stripped`](Self::stripped) would leave something out.
    pub(crate) fn strips_any(&self, node: &Node, strips: &dyn Fn(&str) -> bool) -> bool {
        self.shallow.strips_any(node.parts(), strips)
    }

    /// Whether choices or conditions apply to a node.
    pub(crate) fn has_choice_or_condition(&self, node: &Node) -> bool {
        self.strips_any(node, &is_choice_or_condition)
    }

    /// The JSON types that a node accepts values of, as far as its keywords show: a superset.
    pub(crate) fn kinds_left(&self, node: &Node) -> BTreeSet<Kind> {
        let all = BTreeSet::from(Kind::ALL);
        let excluded = |kind: &Kind| {
            let others = all.iter().filter(|other| *other != kind);
            self.is_within(node, &others.copied().collect())
        };
        all.iter().copied().filter(|kind| !excluded(kind)).collect()
    }

    /// Whether the keywords of a node show that it accepts only values of these JSON types.
    pub(crate) fn is_within(&self, node: &Node, kinds: &BTreeSet<Kind>) -> bool {
        node.is_within(&self.shallow, kinds)
    }

    /// Whether some value of the meaning satisfies the branch; `true` if that is unknown.
    pub(crate) fn can_hold(&self, branch: &Location, meaning: &Meaning) -> bool {
        let branch = self.of(&Node::new([branch.clone()]));
        let both = branch.and_then(|branch| branch.and(meaning));
        both.map_or(true, |both| !both.is_nothing())
    }

    /// Whether some value of these JSON types satisfies both branches; `true` if that is unknown.
    pub(crate) fn overlap(
        &self,
        branch: &Location,
        other: &Location,
        kinds: &BTreeSet<Kind>,
    ) -> bool {
        let both = Node::new([branch.clone(), other.clone()]).of_kinds(kinds.clone());
        self.of(&both).map_or(true, |both| !both.is_nothing())
    }
}

fn is_choice_or_condition(name: &str) -> bool {
    keyword::is(name, Keyword::is_choice_or_condition)
}

//! Starts planning: the type of each root document, and the types of its definitions.

use serde_json::Value;

use super::naming::Hint;
use super::planner::{Planner, holding};
use super::subject::Subject;
use super::{Body, NewtypePlan, Rule, Type, TypeId, WholeSchema};
use crate::analyze::Node;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Location;
use crate::semantics::Kind;

impl<'d> Planner<'_, 'd> {
    /// The type of a root document, which always has a name.
    pub(super) fn root(&mut self, location: &Location) -> Option<TypeId> {
        let node = Node::new([location.clone()]);
        let hint = Hint::root();
        let subject = Subject::of(&self.analyzer, &node, &hint)?;
        self.names.pass_pin_on(location, &subject.entry);
        if self.schemas.is_dynamic(location.document) {
            return self.dynamic_root(&subject, &node);
        }
        if subject.meaning.is_nothing() {
            self.warn_of_nothing(location);
        }
        let kinds = subject.meaning.kinds();
        let nullable = kinds.len() > 1 && kinds.contains(&Kind::Null);
        // The root reserves its name before the types inside it.
        let id = if nullable && subject.opaque.is_none() && !subject.meaning.is_everything() {
            self.named(subject.node.clone(), &subject, |planner, name| {
                let inner = planner.node(&node, &Hint::inside(name, "value"));
                Some(Body::Newtype(holding(inner)))
            })
        } else {
            match self.node(&node, &hint) {
                Type::Named(id) => id,
                inner => self.named(subject.node.clone(), &subject, |_, _| {
                    Some(Body::Newtype(holding(inner)))
                }),
            }
        };
        self.slots.get_mut(id)?.root = true;
        Some(id)
    }

    /// A document with `$dynamicRef` or `$recursiveRef` becomes a `Value` with full validation:
    /// what these references mean depends on the dynamic scope.
    fn dynamic_root(&mut self, subject: &Subject<'d>, whole: &Node) -> Option<TypeId> {
        let schema = self.schemas.bundle(whole.parts().first()?.document);
        let rule = Rule::Schema(WholeSchema {
            text: schema.to_string(),
            assert_formats: self.semantics.asserts_formats(),
        });
        let id = self.named(whole.clone(), subject, |_, _| {
            Some(Body::Newtype(NewtypePlan {
                inner: Type::Value,
                rules: vec![rule],
                view: None,
            }))
        });
        self.slots.get_mut(id)?.root = true;
        Some(id)
    }

    /// Plans the definitions of a root, also those without references: a document can be a library
    /// of definitions.
    pub(super) fn definitions(&mut self, document: &Location) {
        for keyword in ["$defs", "definitions"] {
            let definitions = document.at([keyword]);
            let Some(Value::Object(members)) = self.schemas.value(&definitions) else {
                continue;
            };
            for name in members.keys() {
                let definition = Node::new([definitions.at([name.as_str()])]);
                self.node(&definition, &Hint::inside("", name));
            }
        }
        for place in self.schemas.definitions_elsewhere(document.document) {
            let name = self.schemas.definition_name(&place).unwrap_or_default();
            self.node(&Node::new([place]), &Hint::inside("", &name));
        }
    }

    fn warn_of_nothing(&mut self, root: &Location) {
        if let Some(place) = self.schemas.place(root) {
            let message = "the schema accepts no value, so nothing will ever parse";
            let help = "look for assertions that exclude each other, such as a required property whose schema is `false`";
            let warning = Diagnostic::warning(Code::AcceptsNothing, place, message);
            self.problems.push(warning.help(help));
        }
    }
}

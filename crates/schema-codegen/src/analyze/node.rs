//! A node: a set of subschemas that apply to the same instance, optionally restricted to some JSON
//! types. The plan has one type per node.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::schema::{Detail, Given, Location, Schemas, ShallowSchemas, as_object};
use crate::semantics::Kind;

/// Subschemas that apply to the same instance.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Node {
    /// Sorted, without duplicates.
    parts: Vec<Location>,
    /// The JSON types it is restricted to; `None` for all.
    kinds: Option<BTreeSet<Kind>>,
}

impl Node {
    pub(crate) fn new(parts: impl IntoIterator<Item = Location>) -> Self {
        let parts: BTreeSet<_> = parts.into_iter().collect();
        Self {
            parts: parts.into_iter().collect(),
            kinds: None,
        }
    }

    pub(crate) fn of_kinds(mut self, kinds: BTreeSet<Kind>) -> Self {
        self.kinds = Some(kinds);
        self
    }

    pub(crate) fn of_kind(self, kind: Kind) -> Self {
        self.of_kinds(BTreeSet::from([kind]))
    }

    /// Its restriction to some JSON types, without its subschemas.
    pub(crate) fn of_no_parts(&self) -> Self {
        Self {
            parts: Vec::new(),
            kinds: self.kinds.clone(),
        }
    }

    /// The node that accepts the same and is described by the same schemas, if its only subschema
    /// is a `$ref` and nothing else.
    pub(super) fn referred_to(&self, schemas: &Schemas<'_>) -> Option<Self> {
        let [only] = self.parts.as_slice() else {
            return None;
        };
        let members = schemas.value(only)?.as_object()?;
        let reference = members.get("$ref")?.as_str()?;
        if members.len() > 1 || schemas.is_foreign(only) {
            return None;
        }
        let target = schemas.resolve(only, reference).ok()?;
        Some(Self {
            parts: vec![target],
            kinds: self.kinds.clone(),
        })
    }

    pub(crate) fn parts(&self) -> &[Location] {
        &self.parts
    }

    pub(crate) fn kinds(&self) -> Option<&BTreeSet<Kind>> {
        self.kinds.as_ref()
    }

    /// Schemas whose conjunction accepts what the node accepts.
    pub(crate) fn statements(&self, schemas: &Schemas<'_>) -> Vec<Value> {
        let parts = self.parts.iter().map(|part| schemas.statement(part));
        let kinds = self.kinds.iter().map(|kinds| {
            let words: Vec<_> = kinds.iter().map(|kind| kind.keyword()).collect();
            json!({ "type": words })
        });
        parts.chain(kinds).collect()
    }

    /// The same at a level of detail; `None` where the shallow form has no statement.
    pub(crate) fn statements_in(
        &self,
        shallow: &ShallowSchemas<'_, '_>,
        detail: Detail,
    ) -> Option<Vec<Value>> {
        let given = match detail {
            Detail::Shallow => self.given(shallow),
            _ => None,
        };
        let parts = shallow.independent(&self.parts).into_iter();
        let mut statements: Vec<Value> = parts
            .map(|part| match &given {
                Some(given) => shallow.statement_given(part, given),
                None => shallow.statement(part, detail),
            })
            .collect::<Option<_>>()?;
        if let Some(kinds) = &self.kinds {
            let words: BTreeSet<&str> = kinds.iter().map(|kind| kind.keyword()).collect();
            // A redundant `type` is left out, so that equal nodes give equal statements.
            if !self
                .parts
                .iter()
                .any(|part| shallow.is_within(part, &words))
            {
                statements.push(json!({ "type": words }));
            }
        }
        Some(statements)
    }

    /// What its subschemas say of an instance, if there are several.
    fn given(&self, shallow: &ShallowSchemas<'_, '_>) -> Option<Given> {
        let kinds = self.kinds.as_ref().map(|kinds| {
            let words = kinds.iter().map(|kind| kind.keyword());
            words.collect()
        });
        let are_several = self.parts.len() > 1;
        are_several
            .then(|| shallow.given(&self.parts, kinds.as_ref()))
            .flatten()
    }

    /// Whether it accepts only objects, as far as the keywords show.
    pub(crate) fn is_of_objects(&self, shallow: &ShallowSchemas<'_, '_>) -> bool {
        self.is_within(shallow, &BTreeSet::from([Kind::Object]))
    }

    /// Whether it accepts only values of these JSON types, as far as the keywords show.
    pub(crate) fn is_within(
        &self,
        shallow: &ShallowSchemas<'_, '_>,
        kinds: &BTreeSet<Kind>,
    ) -> bool {
        let own = self.kinds.as_ref();
        let words: BTreeSet<&str> = kinds.iter().map(|kind| kind.keyword()).collect();
        let mut parts = self.parts.iter();
        own.is_some_and(|own| own.is_subset(kinds))
            || parts.any(|part| shallow.is_within(part, &words))
    }

    /// The conjunction of [`Self::statements`].
    pub(crate) fn statement(&self, schemas: &Schemas<'_>) -> Value {
        all_of(self.statements(schemas))
    }
}

/// The conjunction of the statements as one schema.
pub(crate) fn all_of(mut statements: Vec<Value>) -> Value {
    match statements.pop() {
        None => json!({}),
        Some(only) if statements.is_empty() => only,
        Some(last) => {
            statements.push(last);
            let statements = statements.into_iter().map(as_object);
            json!({ "allOf": statements.collect::<Vec<_>>() })
        }
    }
}

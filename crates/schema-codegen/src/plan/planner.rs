//! Walks over the schemas from the roots and plans one type for each node. A type's name is
//! reserved before its body is planned, so that recursion ends. Each kind of type has a module of
//! its own.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::naming::{Hint, Names};
use super::pins::Pins;
use super::subject::Subject;
use super::{Body, NewtypePlan, Origin, Plan, Type, TypeId};
use crate::analyze::{Analyzer, Node};
use crate::annotations::Annotations;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Location, Schemas};
use crate::semantics::{Kind, Semantics};

/// How deep types may nest. The stack of a run is large enough for this depth.
const DEEPEST: usize = 20_000;

/// How deep lists, maps and options may nest that have no name between. rustc follows fewer.
const DEEPEST_UNNAMED: usize = 200;

/// Options of planning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// Pins: locations of schemas, and the names of their types.
    pub(crate) names: Vec<(String, String)>,
    /// Whether types borrow strings from the input.
    pub(crate) borrowed: bool,
}

/// Plans a type for each of the first `roots` documents and all that they refer to.
pub(crate) fn plan(
    schemas: &Schemas<'_>,
    semantics: &Semantics<'_>,
    roots: usize,
    settings: &Settings,
    problems: &mut Vec<Diagnostic>,
) -> Plan {
    let pins = Pins::new(schemas, &settings.names, problems);
    let mut planner = Planner::new(schemas, semantics, pins);
    let documents: Vec<Location> = (0..roots).map(Location::root).collect();
    let roots: Vec<TypeId> = documents
        .iter()
        .filter_map(|document| planner.root(document))
        .collect();
    for document in &documents {
        if !schemas.is_dynamic(document.document) && !schemas.depends_on_scope(document.document) {
            planner.definitions(document);
        }
    }
    planner.complete(roots, settings.borrowed, problems)
}

/// A type that is being planned: its name is known before its body.
pub(super) struct Slot {
    pub(super) node: Node,
    pub(super) name: String,
    pub(super) entry: Location,
    pub(super) origin: Origin,
    pub(super) module: usize,
    pub(super) annotations: Annotations,
    pub(super) body: Option<Body>,
    pub(super) root: bool,
}

pub(super) struct Planner<'p, 'd> {
    pub(super) schemas: &'p Schemas<'d>,
    pub(super) semantics: &'p Semantics<'p>,
    pub(super) analyzer: Analyzer<'p, 'd>,
    pub(super) slots: Vec<Slot>,
    pub(super) by_node: HashMap<Node, TypeId>,
    /// The named type of each subschema, for references to it.
    by_location: HashMap<Location, TypeId>,
    pub(super) names: Names,
    /// Nodes that are being planned. One that occurs again inside itself has to get a name.
    under_way: HashSet<Node>,
    /// How many of them have no name, counted from the last one with a name.
    unnamed: usize,
    /// Whether types nest too deeply, so that nothing is generated.
    is_too_deep: bool,
    pub(super) problems: Vec<Diagnostic>,
}

impl<'p, 'd> Planner<'p, 'd> {
    fn new(schemas: &'p Schemas<'d>, semantics: &'p Semantics<'p>, pins: Pins) -> Self {
        Self {
            schemas,
            semantics,
            analyzer: Analyzer::new(schemas, semantics),
            slots: Vec::new(),
            by_node: HashMap::new(),
            by_location: HashMap::new(),
            names: Names::new(pins),
            under_way: HashSet::new(),
            unnamed: 0,
            is_too_deep: false,
            problems: Vec::new(),
        }
    }

    /// The type of a node; a placeholder after an error.
    pub(super) fn node(&mut self, node: &Node, hint: &Hint) -> Type {
        if self.is_too_deep {
            // Nothing is generated, and each definition of a chain would be analysed as deep again.
            return Type::Value;
        }
        let Some(subject) = Subject::of(&self.analyzer, node, hint) else {
            return Type::Value;
        };
        let mut kinds = subject.meaning.kinds();
        if subject.meaning.is_everything() {
            return self.made_exact(&subject, Type::Value);
        }
        if subject.meaning.is_nothing() || kinds.is_empty() {
            return self.with_full_validation(&subject, Type::Value, "no value is accepted");
        }
        let nullable = kinds.len() > 1 && kinds.remove(&Kind::Null);
        if !nullable {
            let whole = node.kinds().is_none() && node.parts().len() == 1;
            let entry = whole.then(|| subject.entry.clone());
            let ty = self.kinds(&subject, &kinds);
            if let (Some(entry), Type::Named(id)) = (entry, &ty) {
                self.by_location.insert(entry, *id);
            }
            return ty;
        }
        let parts = node.parts().iter().cloned();
        let without_null = Node::new(parts).of_kinds(kinds.clone());
        let Some(subject) = Subject::of(&self.analyzer, &without_null, hint) else {
            return Type::Value;
        };
        Type::Option(Box::new(self.kinds(&subject, &kinds)))
    }

    /// The type of a node that accepts these JSON types.
    fn kinds(&mut self, subject: &Subject<'d>, kinds: &BTreeSet<Kind>) -> Type {
        if let Some(&id) = self.by_node.get(&subject.node) {
            return Type::Named(id);
        }
        if self.under_way.contains(&subject.node) {
            return self.forced(subject);
        }
        if self.under_way.len() >= DEEPEST || self.unnamed >= DEEPEST_UNNAMED {
            self.report_depth(&subject.entry);
            self.is_too_deep = true;
            return Type::Value;
        }
        self.under_way.insert(subject.node.clone());
        self.unnamed += 1;
        let ty = match kinds.iter().collect::<Vec<_>>()[..] {
            [Kind::Null] => Type::Null,
            [Kind::Boolean] => self.boolean(subject),
            [Kind::Number] => self.number(subject),
            [Kind::String] => self.string(subject),
            [Kind::Array] => self.array(subject),
            [Kind::Object] => self.object(subject),
            _ => self.union(subject, kinds),
        };
        self.unnamed -= 1;
        self.under_way.remove(&subject.node);
        let ty = self.renamed(subject, ty);
        let ty = self.made_exact(subject, ty);
        if let Type::Named(id) = ty
            && subject.node == Node::new([subject.entry.clone()])
        {
            self.by_location.insert(subject.entry.clone(), id);
        }
        ty
    }

    /// Adds full validation where there is no canonical form. A named type gets it after its proof
    /// instead.
    fn made_exact(&mut self, subject: &Subject<'d>, ty: Type) -> Type {
        match (&subject.opaque, ty) {
            (None, ty) | (Some(_), ty @ Type::Named(_)) => ty,
            (Some(reason), inner) => self.with_full_validation(subject, inner, reason),
        }
    }

    /// The named type of a node that occurred inside itself, else `ty`.
    fn renamed(&mut self, subject: &Subject<'d>, ty: Type) -> Type {
        match self.by_node.get(&subject.node) {
            // It occurred inside itself: the reserved name gets what has been planned as its body.
            Some(&id) if ty != Type::Named(id) => {
                if let Some(slot) = self.slots.get_mut(id) {
                    slot.body = Some(Body::Newtype(holding(ty)));
                }
                Type::Named(id)
            }
            _ => ty,
        }
    }

    /// Reserves a name for a node that contains itself without a named type between.
    fn forced(&mut self, subject: &Subject<'d>) -> Type {
        Type::Named(self.reserve(subject.node.clone(), subject))
    }

    /// The named type of a node; plans it if there is none yet.
    pub(super) fn named(
        &mut self,
        node: Node,
        subject: &Subject<'d>,
        body: impl FnOnce(&mut Self, &str) -> Option<Body>,
    ) -> TypeId {
        if let Some(&id) = self.by_node.get(&node) {
            return id;
        }
        let id = self.reserve(node, subject);
        let name = self
            .slots
            .get(id)
            .map_or_else(String::new, |slot| slot.name.clone());
        let unnamed = std::mem::take(&mut self.unnamed);
        let planned = body(self, &name);
        self.unnamed = unnamed;
        if let Some(slot) = self.slots.get_mut(id) {
            slot.body = planned;
        }
        id
    }

    fn reserve(&mut self, node: Node, subject: &Subject<'d>) -> TypeId {
        let annotations = subject.facets.annotations_at(&subject.entry);
        let name = self
            .names
            .choose(self.schemas, &subject.entry, &subject.hint);
        let origin = self.origin(subject, &name);
        let id = self.slots.len();
        self.by_node.insert(node.clone(), id);
        self.slots.push(Slot {
            node,
            name: name.text,
            entry: subject.entry.clone(),
            origin,
            module: subject.entry.document,
            annotations,
            body: None,
            root: false,
        });
        id
    }

    /// The named type of the subschema at a location, if it has one.
    pub(super) fn type_at(&self, location: &Location) -> Option<TypeId> {
        self.by_location.get(location).copied()
    }

    fn report_depth(&mut self, at: &Location) {
        if self.unnamed < DEEPEST_UNNAMED {
            let message = format!("types nest more than {DEEPEST} deep here");
            return self.report(at, Code::TooDeep, message, None);
        }
        let message = format!("lists and maps nest more than {DEEPEST_UNNAMED} deep here");
        let help = "an object with a property between them gives the types inside a name";
        self.report(at, Code::TooDeep, message, Some(help));
    }

    /// Reports a schema that no exact type can be generated for.
    pub(super) fn unsupported(&mut self, at: &Location, why: &str) {
        let message = format!("no exact type can be generated for this yet: {why}");
        self.report(at, Code::Unsupported, message, None);
    }

    pub(super) fn report(
        &mut self,
        at: &Location,
        code: Code,
        message: String,
        help: Option<&str>,
    ) {
        let problem = self.schemas.error(code, at, message);
        self.problems.push(match help {
            Some(help) => problem.help(help),
            None => problem,
        });
    }
}

/// A newtype without assertions.
pub(super) fn holding(inner: Type) -> NewtypePlan {
    NewtypePlan {
        inner,
        rules: Vec::new(),
        view: None,
    }
}

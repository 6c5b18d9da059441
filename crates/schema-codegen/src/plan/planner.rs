//! The walk over the schemas: one type per node, names before bodies, so that recursion ends.
//!
//! Takes the roots; gives the [`Plan`], or diagnostics. The kinds of types have a file each.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::facets::Facets;
use super::naming::{Hint, Names};
use super::node::Node;
use super::{
    Body, ConstantPlan, Docs, JsonSchemaPlan, Module, NewtypePlan, Plan, Proof, Rule, Type, TypeId,
    TypePlan, WholeSchema,
};
use super::{boxing, derives, docs, json_schema, proof};
use crate::annotations::Annotations;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::schema::{Location, Schemas};
use crate::semantics::{Kind, Meaning, Opaque, Semantics};

/// How deep types may stand in each other; the stack of a run is made for it.
const DEEPEST: usize = 2_000;

/// Rules on a value itself, which the outline of a node is drawn from.
const OUTLINE: &[&str] = &[
    "const",
    "enum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "pattern",
    "required",
    "type",
];

/// The rules that tell the kinds of values.
const KINDS: &[&str] = &["type"];

/// What the caller decides.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// The name of the first root's type, instead of what the schema suggests.
    pub(crate) root_name: Option<String>,
}

/// Plans a type for each of the first `roots` documents and all that they refer to.
pub(crate) fn plan(
    schemas: &Schemas<'_>,
    semantics: &Semantics<'_>,
    roots: usize,
    settings: &Settings,
    problems: &mut Vec<Diagnostic>,
) -> Plan {
    let mut planner = Planner::new(schemas, semantics, settings);
    let documents: Vec<Location> = (0..roots).map(Location::root).collect();
    let roots: Vec<TypeId> = documents
        .iter()
        .filter_map(|document| planner.root(document))
        .collect();
    for document in &documents {
        if !schemas.is_dynamic(document.document) {
            planner.definitions(document);
        }
    }
    planner.finish(roots, problems)
}

/// A type under way: its name is known before its body.
pub(super) struct Slot {
    pub(super) node: Node,
    pub(super) name: String,
    pub(super) entry: Location,
    /// Whether the name was made up from a position.
    pub(super) by_position: bool,
    module: usize,
    annotations: Annotations,
    pub(super) body: Option<Body>,
    root: bool,
}

/// What is known about a node once it has been looked at.
pub(super) struct Subject<'d> {
    pub(super) node: Node,
    pub(super) meaning: Meaning,
    pub(super) facets: Facets<'d>,
    /// Where people would say it is defined.
    pub(super) entry: Location,
    pub(super) hint: Hint,
    /// Why the algebra cannot tell what is accepted, if it cannot.
    opaque: Option<String>,
}

pub(super) struct Planner<'p, 'd> {
    pub(super) schemas: &'p Schemas<'d>,
    pub(super) semantics: &'p Semantics<'p>,
    pub(super) slots: Vec<Slot>,
    pub(super) by_node: HashMap<Node, TypeId>,
    /// Which type a whole subschema has, for references to it.
    by_location: HashMap<Location, TypeId>,
    pub(super) names: Names,
    /// Nodes whose type is being planned without a name; meeting one again gives it a name.
    under_way: Vec<Node>,
    problems: Vec<Diagnostic>,
}

impl<'p, 'd> Planner<'p, 'd> {
    fn new(schemas: &'p Schemas<'d>, semantics: &'p Semantics<'p>, settings: &Settings) -> Self {
        Self {
            schemas,
            semantics,
            slots: Vec::new(),
            by_node: HashMap::new(),
            by_location: HashMap::new(),
            names: Names::new(settings.root_name.clone()),
            under_way: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The type of a document, always one with a name.
    fn root(&mut self, location: &Location) -> Option<TypeId> {
        let node = Node::new([location.clone()]);
        let hint = Hint::root();
        let subject = self.look(&node, &hint)?;
        if self.schemas.is_dynamic(location.document) {
            return self.dynamic_root(&subject, &node);
        }
        if subject.meaning.is_nothing() {
            self.warn_of_nothing(location);
        }
        let kinds = subject.meaning.kinds();
        let nullable = kinds.len() > 1 && kinds.contains(&Kind::Null);
        // The root takes its name before what it holds does.
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

    /// A document in which references depend on the way to them is one value, judged as a whole.
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

    /// The types of a root's definitions, also of those that nothing refers to: a document can be
    /// a library of them.
    fn definitions(&mut self, document: &Location) {
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
    }

    /// The type of a node. After a diagnostic the answer is a placeholder.
    pub(super) fn node(&mut self, node: &Node, hint: &Hint) -> Type {
        let Some(subject) = self.look(node, hint) else {
            return Type::Value;
        };
        let mut kinds = subject.meaning.kinds();
        if subject.meaning.is_everything() {
            return self.made_exact(&subject, Type::Value);
        }
        if subject.meaning.is_nothing() || kinds.is_empty() {
            return self.behind_validator(&subject, Type::Value, "no value is accepted");
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
        let Some(subject) = self.look(&without_null, hint) else {
            return Type::Value;
        };
        Type::Option(Box::new(self.kinds(&subject, &kinds)))
    }

    /// The type of a node whose values are of these kinds.
    fn kinds(&mut self, subject: &Subject<'d>, kinds: &BTreeSet<Kind>) -> Type {
        if let Some(&id) = self.by_node.get(&subject.node) {
            return Type::Named(id);
        }
        if self.under_way.contains(&subject.node) {
            return self.forced(subject);
        }
        if self.under_way.len() >= DEEPEST {
            let message = format!("types nest more than {DEEPEST} deep here");
            self.report(&subject.entry, Code::TooDeep, message, None);
            return Type::Value;
        }
        self.under_way.push(subject.node.clone());
        let ty = match kinds.iter().collect::<Vec<_>>()[..] {
            [Kind::Null] => Type::Null,
            [Kind::Boolean] => self.boolean(subject),
            [Kind::Number] => self.number(subject),
            [Kind::String] => self.string(subject),
            [Kind::Array] => self.array(subject),
            [Kind::Object] => self.object(subject),
            _ => self.union(subject, kinds),
        };
        self.under_way.pop();
        let ty = self.renamed(subject, ty);
        let ty = self.made_exact(subject, ty);
        if let Type::Named(id) = ty
            && subject.node == Node::new([subject.entry.clone()])
        {
            self.by_location.insert(subject.entry.clone(), id);
        }
        ty
    }

    /// The type with the validator behind it, where the algebra could not tell what is accepted. A
    /// named type gets it from its proof.
    fn made_exact(&mut self, subject: &Subject<'d>, ty: Type) -> Type {
        match (&subject.opaque, ty) {
            (None, ty) | (Some(_), ty @ Type::Named(_)) => ty,
            (Some(reason), inner) => self.behind_validator(subject, inner, reason),
        }
    }

    /// The type as people can write it: by its name, when it had to get one.
    fn renamed(&mut self, subject: &Subject<'d>, ty: Type) -> Type {
        match self.by_node.get(&subject.node) {
            // Met again inside itself: the name stands for what has been planned now.
            Some(&id) if ty != Type::Named(id) => {
                if let Some(slot) = self.slots.get_mut(id) {
                    slot.body = Some(Body::Newtype(holding(ty)));
                }
                Type::Named(id)
            }
            _ => ty,
        }
    }

    /// A name for a node that contains itself without any named type between.
    fn forced(&mut self, subject: &Subject<'d>) -> Type {
        Type::Named(self.reserve(subject.node.clone(), subject))
    }

    /// Reads meaning and facets of a node, and which node its type belongs to.
    pub(super) fn look(&mut self, node: &Node, hint: &Hint) -> Option<Subject<'d>> {
        let place = node.parts().first().cloned()?;
        let (meaning, opaque) = match self.meaning(node) {
            Ok(meaning) => (meaning, None),
            Err(opaque) => (self.outline(node)?, Some(opaque.0)),
        };
        match Facets::of(node, &meaning, self.schemas, self.semantics) {
            Ok(facets) => {
                let entry = match node.parts() {
                    [only] => facets.entry(only),
                    _ => place,
                };
                let key = self.key(node, &meaning, &facets);
                Some(Subject {
                    node: key,
                    meaning,
                    facets,
                    entry,
                    hint: hint.clone(),
                    opaque,
                })
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    pub(super) fn meaning(&self, node: &Node) -> Result<Meaning, Opaque> {
        self.semantics
            .meaning_of_all(&node.statements(self.schemas))
    }

    /// What a node accepts at most, where the algebra cannot tell exactly: the rules that stand in
    /// its facets themselves, and if even those are too much, the kinds.
    fn outline(&self, node: &Node) -> Option<Meaning> {
        let everything = self.semantics.meaning(&Value::Bool(true)).ok()?;
        let facets = Facets::of(node, &everything, self.schemas, self.semantics).ok()?;
        let kinds = node.of_no_parts().statements(self.schemas);
        for keywords in [OUTLINE, KINDS] {
            let own = facets.all.iter().map(|facet| facet.only(keywords));
            let statements: Vec<Value> = own.chain(kinds.clone()).collect();
            if let Ok(meaning) = self.semantics.meaning_of_all(&statements) {
                return Some(meaning);
            }
        }
        Some(everything)
    }

    /// The same node, told by the locations that have rules of their own.
    fn key(&self, node: &Node, meaning: &Meaning, facets: &Facets<'_>) -> Node {
        let own = facets.own();
        if own.is_empty() {
            return node.clone();
        }
        let bare = Node::new(own.into_iter().cloned());
        let kinds = meaning.kinds();
        let all = self.meaning(&bare).ok().or_else(|| self.outline(&bare));
        match all {
            Some(all) if all.kinds() == kinds => bare,
            _ => bare.of_kinds(kinds),
        }
    }

    /// Makes a named type of a node, unless there is one.
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
        let planned = body(self, &name);
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
        let by_position = name.by_position;
        let name = match name.collision {
            None => name.text,
            Some(message) => {
                let help = "give one of them a `title` of its own";
                self.report(&subject.entry, Code::NameCollision, message, Some(help));
                name.text
            }
        };
        let id = self.slots.len();
        self.by_node.insert(node.clone(), id);
        self.slots.push(Slot {
            node,
            name,
            entry: subject.entry.clone(),
            by_position,
            module: subject.entry.document,
            annotations,
            body: None,
            root: false,
        });
        id
    }

    /// The type of all that the subschema at a place accepts, when it has one with a name.
    pub(super) fn type_at(&self, location: &Location) -> Option<TypeId> {
        self.by_location.get(location).copied()
    }

    fn warn_of_nothing(&mut self, root: &Location) {
        if let Some(place) = self.schemas.place(root) {
            let message = "the schema accepts no value, so nothing will ever parse";
            self.problems
                .push(Diagnostic::warning(Code::AcceptsNothing, place, message));
        }
    }

    /// What cannot be carried yet is said, never guessed.
    pub(super) fn unsupported(&mut self, at: &Location, why: &str) {
        let message = format!("no exact type can be made of this yet: {why}");
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

    fn finish(mut self, roots: Vec<TypeId>, problems: &mut Vec<Diagnostic>) -> Plan {
        let mut slots = std::mem::take(&mut self.slots);
        let mut types: Vec<TypePlan> = slots.iter_mut().map(planned).collect();
        self.slots = slots;
        if !self
            .problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
        {
            self.prove(&mut types);
        }
        for (ty, slot) in types.iter_mut().zip(&self.slots) {
            let checked = ty.check.is_some();
            ty.docs = docs::of_type(
                self.schemas,
                &slot.entry,
                &slot.annotations,
                &ty.body,
                checked,
            );
        }
        json_schema::write(&self, &mut types);
        boxing::box_cycles(&mut types);
        derives::choose(&mut types);
        problems.append(&mut self.problems);
        Plan {
            modules: self.modules(&types),
            types,
            roots,
        }
    }

    /// Proves every type, and puts the validator behind those that cannot be proven.
    fn prove(&mut self, types: &mut [TypePlan]) {
        let verdicts: Vec<_> = (0..types.len())
            .map(|id| proof::prove(self, types, id))
            .collect();
        for ((ty, verdict), id) in types.iter_mut().zip(verdicts).zip(0..) {
            let Some(slot) = self.slots.get(id) else {
                continue;
            };
            let entry = slot.entry.clone();
            match verdict {
                Ok(Proof::Exact) => ty.proof = Proof::Exact,
                Ok(Proof::ByValidator) => match self.whole_schema(&slot.node) {
                    Some(schema) if !proof::has_whole_schema(&ty.body) => ty.check = Some(schema),
                    Some(_) => {}
                    None => {
                        self.unsupported(&entry, "its rules cannot be taken out of their place");
                    }
                },
                Err((code, message)) => self.report(&entry, code, message, None),
            }
        }
    }

    /// All that a node says, as a schema for the validator.
    pub(super) fn whole_schema(&self, node: &Node) -> Option<WholeSchema> {
        let draft = self.schemas.draft(node.parts().first()?);
        let statement = node.statement(self.schemas);
        Some(WholeSchema {
            text: self.schemas.closed(&statement, draft)?.to_string(),
            assert_formats: self.semantics.asserts_formats(),
        })
    }

    fn modules(&self, types: &[TypePlan]) -> Vec<Module> {
        let documents = self.schemas.documents().iter().enumerate();
        documents
            .map(|(index, document)| Module {
                name: super::naming::module(document.source.name()),
                document: document.source.name().to_owned(),
                types: (0..types.len())
                    .filter(|&id| types.get(id).is_some_and(|ty| ty.module == index))
                    .collect(),
            })
            .collect()
    }
}

/// The plan of a type before its proof. A slot without a body has got a diagnostic instead.
fn planned(slot: &mut Slot) -> TypePlan {
    let null = ConstantPlan { value: Value::Null };
    let body = slot.body.take().unwrap_or(Body::Constant(null));
    TypePlan {
        name: slot.name.clone(),
        module: slot.module,
        docs: Docs::default(),
        derives: Vec::new(),
        expecting: docs::expecting(&slot.name, &body),
        root: slot.root,
        reads_json_text: !matches!(&body, Body::Enumeration(list) if list.unknown.is_none()),
        json_schema: JsonSchemaPlan::default(),
        proof: Proof::ByValidator,
        check: None,
        body,
    }
}

/// A type that holds another one and adds nothing but its name.
fn holding(inner: Type) -> NewtypePlan {
    NewtypePlan {
        inner,
        rules: Vec::new(),
        view: None,
    }
}

//! From slots to the plan: proofs, the validator behind what is not proven, docs, boxes, traits.

use serde_json::Value;

use super::node::Node;
use super::planner::{Planner, Slot};
use super::proof::Verdict;
use super::{
    Body, Check, ConstantPlan, Docs, JsonSchemaPlan, Module, Plan, Proof, TypeId, TypePlan,
    WholeSchema,
};
use super::{boxing, condition, derives, docs, in_place, json_schema, naming, proof};
use crate::diagnostic::{Code, Diagnostic, Severity};

impl Planner<'_, '_> {
    pub(super) fn finish(mut self, roots: Vec<TypeId>, problems: &mut Vec<Diagnostic>) -> Plan {
        self.report_unused_pins();
        let mut slots = std::mem::take(&mut self.slots);
        let mut types: Vec<TypePlan> = slots.iter_mut().map(planned).collect();
        self.slots = slots;
        if !self
            .problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
        {
            self.prove(&mut types);
            self.report_endless(&types);
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

    /// A name that somebody chose and no type has is a mistake, such as a schema that has changed.
    fn report_unused_pins(&mut self) {
        for (place, name) in self.names.unused_pins() {
            let message = format!("no type is made of this place, which is to be named `{name}`");
            let help = "name the place where the type is defined: behind a `$ref`, and not a plain string, number or list";
            self.report(&place, Code::WrongName, message, Some(help));
        }
    }

    /// Types that hold each other without a property or an item between would be read without end.
    fn report_endless(&mut self, types: &[TypePlan]) {
        let Some(cycle) = in_place::cycle(types) else {
            return;
        };
        let names = cycle.iter().filter_map(|&id| types.get(id));
        let names: Vec<String> = names.map(|ty| format!("`{}`", ty.name)).collect();
        let message = format!(
            "the types {} are one another's values, so reading them would never end; this is a bug of the generator, please report it",
            names.join(", ")
        );
        let slot = cycle.first().and_then(|&id| self.slots.get(id));
        if let Some(entry) = slot.map(|slot| slot.entry.clone()) {
            self.report(&entry, Code::SelfApplication, message, None);
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
                Ok(Verdict::Exact) => ty.proof = Proof::Exact,
                Ok(Verdict::Under(condition)) => {
                    ty.proof = Proof::ByCheck;
                    match &mut ty.body {
                        Body::Newtype(newtype) => condition::put(newtype, condition),
                        _ => ty.check = Some(Check::Condition(condition)),
                    }
                }
                Ok(Verdict::ByValidator) => match self.whole_schema(&slot.node) {
                    Some(schema) if !proof::has_whole_schema(&ty.body) => {
                        ty.check = Some(Check::Schema(schema));
                    }
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
        let draft = self.schemas.main_draft();
        let statement = node.statement(self.schemas);
        Some(WholeSchema {
            text: self.schemas.closed(&statement, draft)?.to_string(),
            assert_formats: self.semantics.asserts_formats(),
        })
    }

    fn modules(&self, types: &[TypePlan]) -> Vec<Module> {
        let documents = self.schemas.documents().iter();
        let names: Vec<&str> = documents.map(|document| document.source.name()).collect();
        let modules = naming::modules(&names).into_iter().zip(names).enumerate();
        modules
            .map(|(index, (name, document))| Module {
                name,
                document: document.to_owned(),
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
        origin: std::mem::take(&mut slot.origin),
        docs: Docs::default(),
        derives: Vec::new(),
        borrows: false,
        expecting: docs::expecting(&slot.name, &body),
        root: slot.root,
        reads_json_text: !matches!(&body, Body::Enumeration(list) if list.unknown.is_none()),
        json_schema: JsonSchemaPlan::default(),
        proof: Proof::ByValidator,
        check: None,
        body,
    }
}

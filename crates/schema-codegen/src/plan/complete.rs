//! Completes the plan: proofs, residual checks, full validation, doc comments, boxes, derives. Each
//! [`TypePlan`] is built here, once.

use serde_json::Value;

use super::planner::{Planner, Slot};
use super::proof::Verdict;
use super::{Body, Check, ConstantPlan, Docs, Module, Plan, Proof, TypeId, TypePlan, WholeSchema};
use super::{borrowing, boxing, condition, derives, docs, in_place, json_schema, naming, proof};
use crate::analyze::Node;
use crate::diagnostic::{Code, Diagnostic, Severity};

impl Planner<'_, '_> {
    pub(super) fn complete(
        mut self,
        roots: Vec<TypeId>,
        borrowed: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Plan {
        self.report_unused_pins();
        let mut bodies: Vec<Body> = self.slots.iter_mut().map(body).collect();
        self.problems.extend(self.analyzer.take_problems());
        let exactness = self.exactness(&mut bodies);
        self.report_endless(&bodies);
        let docs: Vec<Docs> = self
            .slots
            .iter()
            .zip(bodies.iter().zip(&exactness))
            .map(|(slot, (body, exact))| {
                let checked = exact.check.is_some();
                docs::of_type(self.schemas, &slot.entry, &slot.annotations, body, checked)
            })
            .collect();
        boxing::box_cycles(&mut bodies);
        let derives = derives::of_all(&bodies);
        let borrows = if borrowed {
            borrowing::hold_text(&bodies)
        } else {
            vec![false; bodies.len()]
        };
        let slots = self.slots.iter().zip(bodies).zip(exactness);
        let traits = docs.into_iter().zip(derives).zip(borrows);
        let types = slots.zip(traits).map(|(((slot, body), exact), ((docs, derives), borrows))| {
            TypePlan {
                name: slot.name.clone(),
                module: slot.module,
                origin: slot.origin.clone(),
                docs,
                derives,
                borrows,
                expecting: docs::expecting(&slot.name, &body),
                root: slot.root,
                reads_json_text: !matches!(&body, Body::Enumeration(list) if list.unknown.is_none()),
                json_schema: json_schema::of(&self, slot),
                proof: exact.proof,
                check: exact.check,
                body,
            }
        });
        let types: Vec<TypePlan> = types.collect();
        let modules = self.modules(&types);
        problems.append(&mut self.problems);
        Plan {
            modules,
            types,
            roots,
            asserts_formats: self.semantics.asserts_formats(),
            #[cfg(test)]
            work: self.work(),
        }
    }

    #[cfg(test)]
    fn work(&self) -> super::Work {
        super::Work {
            looks: self.schemas.looks(),
            canonicalized: self.semantics.canonicalized(),
        }
    }

    /// Reports names that the caller chose and no type took: the schema may have changed.
    fn report_unused_pins(&mut self) {
        for (place, name) in self.names.unused_pins() {
            let message = format!("no type is made of this place, which is to be named `{name}`");
            let help = "name the place where the type is defined: behind a `$ref`, and not a plain string, number or list";
            self.report(&place, Code::WrongName, message, Some(help));
        }
    }

    /// Reports types that contain each other in place, without a property or an item between:
    /// reading them would not terminate.
    fn report_endless(&mut self, bodies: &[Body]) {
        let Some(cycle) = in_place::cycle(bodies) else {
            return;
        };
        let slots = cycle.iter().filter_map(|&id| self.slots.get(id));
        let names: Vec<String> = slots.map(|slot| format!("`{}`", slot.name)).collect();
        let message = format!(
            "the types {} contain each other in place, so reading them would not terminate; this is a bug of the generator, please report it",
            names.join(", ")
        );
        if let Some(&first) = cycle.first() {
            self.report_at(first, Code::SelfApplication, message);
        }
    }

    /// Proves each type, and adds the check that an unproven one needs. After an error the proofs
    /// are skipped, since nothing is generated.
    fn exactness(&mut self, bodies: &mut [Body]) -> Vec<Exactness> {
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        if self.problems.iter().any(is_error) {
            let nothing = bodies.iter().map(|_| Exactness::by_validator(None));
            return nothing.collect();
        }
        let slots = self.slots.iter().zip(bodies.iter());
        let verdicts: Vec<Verdict> = slots
            .map(|(slot, body)| proof::prove(self, slot, body))
            .collect();
        let verdicts = verdicts.into_iter().zip(bodies).enumerate();
        verdicts
            .map(|(id, (verdict, body))| self.made_exact_by(id, verdict, body))
            .collect()
    }

    /// Turns a verdict into no check, a residual check, or full validation.
    fn made_exact_by(&mut self, id: TypeId, verdict: Verdict, body: &mut Body) -> Exactness {
        match verdict {
            Verdict::Exact => Exactness {
                proof: Proof::Exact,
                check: None,
            },
            Verdict::Under(condition) => Exactness {
                proof: Proof::ByCheck,
                check: match body {
                    Body::Newtype(newtype) => {
                        condition::put(newtype, condition);
                        None
                    }
                    _ => Some(Check::Condition(condition)),
                },
            },
            Verdict::ByValidator if proof::has_whole_schema(body) => Exactness::by_validator(None),
            Verdict::ByValidator => {
                let slot = self.slots.get(id);
                let schema = slot.and_then(|slot| self.whole_schema(&slot.node));
                if schema.is_none() {
                    self.report_at(id, Code::Unsupported, NOT_ALONE.to_owned());
                }
                Exactness::by_validator(schema.map(Check::Schema))
            }
            Verdict::TooNarrow => {
                let name = self.slots.get(id).map_or("", |slot| &slot.name);
                let message = format!(
                    "the type `{name}` would reject what the schema accepts; this is a bug of the generator, please report it"
                );
                self.report_at(id, Code::TooNarrow, message);
                Exactness::by_validator(None)
            }
        }
    }

    fn report_at(&mut self, id: TypeId, code: Code, message: String) {
        if let Some(entry) = self.slots.get(id).map(|slot| slot.entry.clone()) {
            self.report(&entry, code, message, None);
        }
    }

    /// The schema of a node for full validation, self-contained. `None` if it cannot be written
    /// without its documents.
    pub(super) fn whole_schema(&self, node: &Node) -> Option<WholeSchema> {
        let statement = node.statement(self.schemas);
        Some(WholeSchema {
            text: self.schemas.closed(&statement)?.to_string(),
            assert_formats: self.semantics.asserts_formats(),
        })
    }

    fn modules(&self, types: &[TypePlan]) -> Vec<Module> {
        let documents = self.schemas.documents().iter();
        let names: Vec<&str> = documents.map(|document| document.source.name()).collect();
        let modules = naming::modules(&names).into_iter().zip(names);
        let modules = modules.map(|(name, document)| Module {
            name,
            document: document.to_owned(),
            types: Vec::new(),
        });
        let mut modules: Vec<Module> = modules.collect();
        for (id, ty) in types.iter().enumerate() {
            if let Some(module) = modules.get_mut(ty.module) {
                module.types.push(id);
            }
        }
        modules
    }
}

/// The proof of a type, and the check that makes it exact.
struct Exactness {
    proof: Proof,
    check: Option<Check>,
}

impl Exactness {
    fn by_validator(check: Option<Check>) -> Self {
        Self {
            proof: Proof::ByValidator,
            check,
        }
    }
}

const NOT_ALONE: &str = "no exact type can be generated for this yet: its schema cannot be evaluated outside its document";

/// Takes the planned body out of a slot. A slot without a body has an error, so the placeholder is
/// never generated.
fn body(slot: &mut Slot) -> Body {
    let null = ConstantPlan { value: Value::Null };
    slot.body.take().unwrap_or(Body::Constant(null))
}

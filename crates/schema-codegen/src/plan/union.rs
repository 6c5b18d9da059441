//! Unions: by kind of JSON value, and of objects by a constant member.

use std::collections::BTreeSet;

use serde_json::Value;

use super::branches::BranchWord;
use super::facets::Choice;
use super::naming::Hint;
use super::node::Node;
use super::planner::Planner;
use super::subject::Subject;
use super::{
    Body, ChoicePlan, ChoiceVariant, TaggedPlan, TaggedVariant, Type, UnionPlan, UnionVariant,
};
use crate::names::{Case, distinct};
use crate::schema::Location;
use crate::semantics::Kind;

impl<'d> Planner<'_, 'd> {
    /// An enum with a variant for each kind.
    pub(super) fn union(&mut self, subject: &Subject<'d>, kinds: &BTreeSet<Kind>) -> Type {
        let node = subject.node.clone();
        let parts = node.parts().to_vec();
        let id = self.named(node, subject, |planner, name| {
            let variants: Vec<_> = kinds
                .iter()
                .map(|&kind| planner.kind_variant(&parts, kind, name))
                .collect();
            let words: Vec<&str> = variants.iter().map(|(words, _)| words.as_str()).collect();
            let names = distinct(Case::Variant, &words);
            let variants = variants.into_iter().zip(names);
            let variants = variants.map(|((_, variant), name)| UnionVariant { name, ..variant });
            Some(Body::Union(UnionPlan {
                variants: variants.collect(),
            }))
        });
        Type::Named(id)
    }

    fn kind_variant(
        &mut self,
        parts: &[Location],
        kind: Kind,
        parent: &str,
    ) -> (String, UnionVariant) {
        let node = Node::new(parts.iter().cloned()).of_kind(kind);
        let ty = self.node(&node, &Hint::inside(parent, kind.variant_word()));
        let words = match &ty {
            Type::Named(id) => self
                .given_name(*id)
                .unwrap_or(kind.variant_word().to_owned()),
            Type::Int(_) | Type::Integer | Type::PlainInteger => "integer".to_owned(),
            _ => kind.variant_word().to_owned(),
        };
        let name = String::new();
        (words, UnionVariant { name, ty, kind })
    }

    /// An enum with a variant for each branch, told apart by a member that must be there and is a
    /// different constant in each.
    pub(super) fn tagged(&mut self, subject: &Subject<'d>, branches: &[Location]) -> Option<Type> {
        let (tag, tags) = self.find_tag(subject, branches)?;
        let parts = subject.node.parts().to_vec();
        let nodes: Vec<Node> = branches
            .iter()
            .map(|branch| {
                let parts = parts.iter().cloned().chain([branch.clone()]);
                Node::new(parts).of_kind(Kind::Object)
            })
            .collect();
        let node = subject.node.clone();
        let id = self.named(node, subject, |planner, name| {
            let types: Vec<(String, Type)> = nodes
                .iter()
                .zip(&tags)
                .map(|(node, tags)| planner.tagged_variant(node, tags, name))
                .collect();
            let words: Vec<&str> = types.iter().map(|(words, _)| words.as_str()).collect();
            let names = distinct(Case::Variant, &words);
            let variants = types.into_iter().zip(names).zip(tags);
            let variants = variants
                .map(|(((_, ty), name), tags)| TaggedVariant { name, ty, tags })
                .collect();
            Some(Body::Tagged(TaggedPlan { tag, variants }))
        });
        Some(Type::Named(id))
    }

    /// An enum with a variant for each branch, told apart by trying.
    pub(super) fn choice(&mut self, subject: &Subject<'d>, choice: &Choice) -> Type {
        let node = subject.node.clone();
        let exclusive = choice.exclusive;
        let id = self.named(node, subject, |planner, name| {
            let told_by = planner.branch_words(&choice.branches, &subject.hint);
            let branches = choice.branches.iter().zip(told_by);
            let types: Vec<(String, Type)> = branches
                .map(|(branch, word)| planner.choice_variant(branch, &word, name))
                .collect();
            let words: Vec<&str> = types.iter().map(|(words, _)| words.as_str()).collect();
            let names = distinct(Case::Variant, &words);
            let variants = types.into_iter().zip(names);
            let variants = variants
                .map(|((_, ty), name)| ChoiceVariant { name, ty })
                .collect();
            Some(Body::Choice(ChoicePlan {
                variants,
                exclusive,
            }))
        });
        Type::Named(id)
    }

    fn choice_variant(
        &mut self,
        branch: &Location,
        word: &BranchWord,
        parent: &str,
    ) -> (String, Type) {
        let node = Node::new([branch.clone()]).of_kind(Kind::Object);
        let ty = self.node(&node, &word.hint(parent));
        let given = match &ty {
            Type::Named(id) => self.given_name(*id),
            _ => None,
        };
        (given.unwrap_or_else(|| word.text().to_owned()), ty)
    }

    /// Whether each branch says by itself what members it has.
    pub(super) fn are_things(&mut self, branches: &[Location], hint: &Hint) -> bool {
        branches.iter().all(|branch| {
            let subject = self.look(&Node::new([branch.clone()]), hint);
            subject.is_some_and(|subject| {
                !declared_members(&subject).is_empty() || !subject.facets.choices.is_empty()
            })
        })
    }

    fn tagged_variant(&mut self, node: &Node, tags: &[String], parent: &str) -> (String, Type) {
        let first = tags.first().cloned().unwrap_or_default();
        let ty = self.node(node, &Hint::inside(parent, &first));
        let words = match (tags, &ty) {
            ([only], _) => only.clone(),
            (_, Type::Named(id)) => self.given_name(*id).unwrap_or(first),
            _ => first,
        };
        (words, ty)
    }

    /// The first member that is required in every branch and whose constants no two share.
    ///
    /// The branches are looked at by themselves: what they add up to with the object around them
    /// can be costly to work out, and is of use only when there is a tag.
    fn find_tag(
        &mut self,
        subject: &Subject<'d>,
        branches: &[Location],
    ) -> Option<(String, Vec<Vec<String>>)> {
        let hint = subject.hint.clone();
        let around = required_by_facets(subject);
        let branches: Option<Vec<_>> = branches
            .iter()
            .map(|branch| self.look(&Node::new([branch.clone()]), &hint))
            .collect();
        let branches = branches?;
        let candidates = declared_members(branches.first()?);
        candidates.into_iter().find_map(|name| {
            let tags: Option<Vec<Vec<String>>> = branches
                .iter()
                .map(|branch| {
                    let required = around.contains(&name);
                    let required = required || required_by_facets(branch).contains(&name);
                    if required {
                        self.tags(branch, &name)
                    } else {
                        None
                    }
                })
                .collect();
            let tags = tags?;
            let all: BTreeSet<&String> = tags.iter().flatten().collect();
            (all.len() == tags.iter().map(Vec::len).sum::<usize>()).then_some((name, tags))
        })
    }

    pub(super) fn tags(&self, branch: &Subject<'d>, name: &str) -> Option<Vec<String>> {
        let facets = branch.facets.all.iter();
        let places = facets.filter_map(|facet| {
            let properties = facet.schema.get("properties")?;
            properties.get(name)?;
            Some(facet.location.at(["properties", name]))
        });
        let node = Node::new(places);
        if node.parts().is_empty() {
            return None;
        }
        let values = self.meaning(&node).ok()?.constants()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        values.iter().map(text).collect()
    }

    /// The name of a type, if the schema gave it.
    fn given_name(&self, id: usize) -> Option<String> {
        let slot = self.slots.get(id)?;
        slot.origin.named_by_schema.then(|| slot.name.clone())
    }
}

pub(super) fn required_by_facets(subject: &Subject<'_>) -> BTreeSet<String> {
    let facets = subject.facets.all.iter();
    let lists = facets.filter_map(|facet| facet.schema.get("required")?.as_array());
    let names = lists.flatten().filter_map(Value::as_str);
    names.map(str::to_owned).collect()
}

pub(super) fn declared_members(subject: &Subject<'_>) -> Vec<String> {
    let facets = subject.facets.all.iter();
    let all = facets.filter_map(|facet| facet.schema.get("properties")?.as_object());
    all.flat_map(|properties| properties.keys().cloned())
        .collect()
}

//! Plans unions and their discriminators: the JSON type, a tag, a property, or none.

use std::collections::BTreeSet;

use serde_json::Value;

use super::branches::BranchWord;
use super::naming::Hint;
use super::planner::Planner;
use super::subject::Subject;
use super::{Body, Discriminator, Type, UnionPlan, Variant};
use crate::analyze::Choice;
use crate::analyze::Node;
use crate::names::{Case, distinct};
use crate::schema::Location;
use crate::semantics::Kind;

/// How deep choices may nest when a discriminator is searched.
pub(super) const DEEPEST: usize = 3;

impl<'d> Planner<'_, 'd> {
    /// An enum with a variant for each JSON type.
    pub(super) fn union(&mut self, subject: &Subject<'d>, kinds: &BTreeSet<Kind>) -> Type {
        let node = subject.node.clone();
        let parts = node.parts().to_vec();
        let id = self.named(node, subject, |planner, name| {
            let types = kinds.iter();
            let types = types.map(|&kind| planner.kind_variant(&parts, kind, name));
            Some(Body::Union(UnionPlan {
                variants: variants(types.collect()),
                by: Discriminator::JsonType(kinds.iter().copied().collect()),
            }))
        });
        Type::Named(id)
    }

    fn kind_variant(&mut self, parts: &[Location], kind: Kind, parent: &str) -> (String, Type) {
        let node = Node::new(parts.iter().cloned()).of_kind(kind);
        let ty = self.node(&node, &Hint::inside(parent, kind.variant_word()));
        let words = match &ty {
            Type::Named(id) => self
                .given_name(*id)
                .unwrap_or(kind.variant_word().to_owned()),
            Type::Int(_) | Type::Integer | Type::PlainInteger => "integer".to_owned(),
            _ => kind.variant_word().to_owned(),
        };
        (words, ty)
    }

    /// An enum with a variant for each branch, selected by a tag: a property with different
    /// constants in each branch, which all branches but one require. `None` if there is no such
    /// property.
    pub(super) fn tagged(&mut self, subject: &Subject<'d>, branches: &[Location]) -> Option<Type> {
        let Tag {
            name: tag,
            values: tags,
            absent,
        } = self.find_tag(subject, branches)?;
        let around =
            if subject.facets.are_one_choice() || self.imply_surroundings(subject, branches) {
                &[]
            } else {
                subject.node.parts()
            };
        let nodes: Vec<Node> = branches
            .iter()
            .map(|branch| {
                let parts = around.iter().chain([branch]);
                Node::new(parts.cloned()).of_kind(Kind::Object)
            })
            .collect();
        let node = subject.node.clone();
        let as_json = !tags.iter().flatten().all(Value::is_string);
        let id = self.named(node, subject, |planner, name| {
            let types = nodes.iter().zip(&tags);
            let types = types.map(|(node, tags)| planner.tagged_variant(node, &tag, tags, name));
            Some(Body::Union(UnionPlan {
                variants: variants(types.collect()),
                by: Discriminator::Tag {
                    property: tag,
                    as_json,
                    values: tags,
                    absent,
                },
            }))
        });
        Some(Type::Named(id))
    }

    /// Whether the schemas around the choice add no assertion to any branch, as where each branch
    /// includes the object that lists them. Then a branch has the same type as everywhere else.
    fn imply_surroundings(&self, subject: &Subject<'d>, branches: &[Location]) -> bool {
        branches.iter().all(|branch| {
            let alone = Node::new([branch.clone()]).of_kind(Kind::Object);
            let parts = subject.node.parts().iter().chain([branch]);
            let together = Node::new(parts.cloned()).of_kind(Kind::Object);
            let (alone, together) = (
                self.analyzer.meaning(&alone),
                self.analyzer.meaning(&together),
            );
            alone.is_ok_and(|alone| together.is_ok_and(|together| alone == together))
        })
    }

    /// An enum with a variant for each branch, selected by the presence of a property that only one
    /// branch allows, or untagged.
    pub(super) fn choice(&mut self, subject: &Subject<'d>, choice: &Choice) -> Type {
        let node = subject.node.clone();
        let id = self.named(node, subject, |planner, name| {
            let keys = planner.find_keys(choice, &subject.hint);
            let words = match &keys {
                Some(keys) => planner.words_of_keys(choice, keys, &subject.hint),
                None => planner.branch_words(&choice.branches, &subject.hint),
            };
            let branches = choice.branches.iter().zip(words);
            let types = branches.map(|(branch, word)| planner.choice_variant(branch, &word, name));
            let exclusive = choice.exclusive;
            Some(Body::Union(UnionPlan {
                variants: variants(types.collect()),
                by: match keys {
                    Some(properties) => Discriminator::Property {
                        properties,
                        keyword: if exclusive { "oneOf" } else { "anyOf" },
                    },
                    None => Discriminator::Untagged { exclusive },
                },
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

    /// Whether a branch is already among the parts of the node that the choice belongs to.
    pub(super) fn is_entered(&self, subject: &Subject<'d>, branches: &[Location]) -> bool {
        let around = subject.node.parts();
        around.len() > 1
            && branches.iter().any(|branch| {
                let branch = self.analyzer.analysis(&Node::new([branch.clone()]));
                branch.is_some_and(|it| it.node.parts().iter().all(|part| around.contains(part)))
            })
    }

    /// Whether each branch describes properties by itself.
    pub(super) fn branches_describe_objects(&mut self, branches: &[Location], hint: &Hint) -> bool {
        branches.iter().all(|branch| {
            let subject = Subject::of(&self.analyzer, &Node::new([branch.clone()]), hint);
            subject.is_some_and(|subject| {
                let has_schema = |keyword: &str| {
                    let mut facets = subject.facets.all.iter();
                    facets.any(|facet| facet.schema.get(keyword).is_some_and(Value::is_object))
                };
                !subject.facets.described().is_empty()
                    || !subject.facets.choices.is_empty()
                    || has_schema("additionalProperties")
                    || has_schema("patternProperties")
            })
        })
    }

    fn tagged_variant(
        &mut self,
        node: &Node,
        tag: &str,
        tags: &[Value],
        parent: &str,
    ) -> (String, Type) {
        let first = tags.first().map_or_else(String::new, |value| match value {
            Value::String(text) => text.clone(),
            other => format!("{tag} {other}"),
        });
        let ty = self.node(node, &Hint::inside(parent, &first));
        let words = match (tags, &ty) {
            ([Value::String(only)], _) => only.clone(),
            (_, Type::Named(id)) => self.given_name(*id).unwrap_or(first),
            _ => first,
        };
        (words, ty)
    }

    /// The first property that every branch but one requires and whose constants no two branches
    /// share. Only one branch can match an object without it.
    ///
    /// The branches are analysed alone. Their intersection with the surrounding object can be
    /// costly, and is needed only if there is a tag.
    fn find_tag(&mut self, subject: &Subject<'d>, branches: &[Location]) -> Option<Tag> {
        let hint = subject.hint.clone();
        let around = subject.facets.required();
        // Tags of nested choices are used only if no other schema surrounds this choice.
        let is_alone = subject.facets.are_one_choice();
        let depth = if is_alone { DEEPEST } else { 0 };
        let branches = self.all_of_branches(branches, &hint)?;
        let candidates = self.candidates(branches.first()?);
        candidates.into_iter().find_map(|name| {
            let mut absent = None;
            let tags = branches.iter().enumerate().map(|(index, branch)| {
                let required = self.tags_of_branch(branch, &name, &around, depth);
                let values = match required {
                    Some(values) => values,
                    None if absent.is_none() => {
                        absent = Some(index);
                        self.constants_of_member(branch, &name)?
                    }
                    None => return None,
                };
                values.iter().all(can_be_tag).then_some(values)
            });
            let values: Vec<Vec<Value>> = tags.collect::<Option<_>>()?;
            let all: BTreeSet<String> = values.iter().flatten().map(Value::to_string).collect();
            let are_distinct = all.len() == values.iter().map(Vec::len).sum::<usize>();
            are_distinct.then_some(Tag {
                name,
                values,
                absent,
            })
        })
    }

    fn all_of_branches(&mut self, branches: &[Location], hint: &Hint) -> Option<Vec<Subject<'d>>> {
        let branches = branches.iter();
        let branches =
            branches.map(|branch| Subject::of(&self.analyzer, &Node::new([branch.clone()]), hint));
        branches.collect()
    }

    /// The properties that could be the tag.
    fn candidates(&mut self, branch: &Subject<'d>) -> Vec<String> {
        let mut names = branch.facets.described();
        let inner = branch.facets.choices.iter();
        let inner = inner.filter_map(|choice| choice.branches.first().cloned());
        for place in inner.collect::<Vec<_>>() {
            let inner = Subject::of(&self.analyzer, &Node::new([place]), &branch.hint);
            names.extend(inner.iter().flat_map(|inner| inner.facets.described()));
        }
        names
    }

    /// The constants of a property that a branch requires; of a nested choice, those of its
    /// branches.
    fn tags_of_branch(
        &mut self,
        branch: &Subject<'d>,
        name: &str,
        around: &BTreeSet<String>,
        depth: usize,
    ) -> Option<Vec<Value>> {
        let mut required = branch.facets.required();
        required.extend(around.iter().cloned());
        if required.contains(name)
            && let Some(values) = self.constants_of_member(branch, name)
        {
            return Some(values);
        }
        let choice = branch.facets.choices.first().filter(|_| depth > 0)?;
        let inner = self.all_of_branches(&choice.branches.clone(), &branch.hint)?;
        let mut all = Vec::new();
        for branch in &inner {
            for value in self.tags_of_branch(branch, name, &required, depth - 1)? {
                if !all.contains(&value) {
                    all.push(value);
                }
            }
        }
        Some(all)
    }

    /// The constants of a property of a branch, if all of them are strings.
    pub(super) fn tags(&self, branch: &Subject<'d>, name: &str) -> Option<Vec<String>> {
        let values = self.constants_of_member(branch, name)?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        values.iter().map(text).collect()
    }

    fn constants_of_member(&self, branch: &Subject<'d>, name: &str) -> Option<Vec<Value>> {
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
        self.analyzer.meaning(&node).ok()?.constants()
    }

    /// The name of a type, if a pin, a title, a definition or a file gave it.
    fn given_name(&self, id: usize) -> Option<String> {
        let slot = self.slots.get(id)?;
        slot.origin.named_by_schema.then(|| slot.name.clone())
    }
}

/// A property whose value selects the variant of a union.
struct Tag {
    name: String,
    /// The constants of each branch.
    values: Vec<Vec<Value>>,
    /// The branch that does not require the property.
    absent: Option<usize>,
}

/// Whether a value has only one JSON text, by which it is compared.
fn can_be_tag(value: &Value) -> bool {
    match value {
        Value::String(_) | Value::Bool(_) => true,
        Value::Number(number) => number.is_i64() || number.is_u64(),
        _ => false,
    }
}

/// Variants with distinct names, from words and types.
fn variants(types: Vec<(String, Type)>) -> Vec<Variant> {
    let words: Vec<&str> = types.iter().map(|(words, _)| words.as_str()).collect();
    let names = distinct(Case::Variant, &words).into_iter();
    let variants = names.zip(types).map(|(name, (_, ty))| Variant { name, ty });
    variants.collect()
}

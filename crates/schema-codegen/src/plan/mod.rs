//! Plans the output: which types there are, with their names, fields, presence, checks and proofs.
//!
//! The [`Plan`] is complete, so that `emit` decides nothing. Every diagnostic exists by the end of
//! this stage.

mod array;
mod borrowing;
mod boxing;
mod branches;
mod complete;
mod condition;
mod derives;
mod docs;
mod groups;
mod in_place;
mod json_schema;
mod keyed;
mod map;
mod naming;
mod object;
mod origin;
mod pins;
mod planner;
mod proof;
mod roots;
mod scalar;
mod statement;
mod subject;
mod undeclared;
mod union;

use serde_json::Value;

use crate::foreign::Paragraph;
use crate::semantics::Kind;

pub(crate) use origin::Origin;
pub(crate) use planner::{Settings, plan};

/// All types of a run.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) modules: Vec<Module>,
    pub(crate) types: Vec<TypePlan>,
    pub(crate) roots: Vec<TypeId>,
    /// Whether `format` is an assertion.
    pub(crate) asserts_formats: bool,
    /// How much work planning was, for tests of how it grows.
    #[cfg(test)]
    pub(crate) work: Work,
}

/// A measure of work that is the same in each run.
#[cfg(test)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    /// How often a schema was looked at.
    pub(crate) looks: usize,
    /// How many schemas were canonicalized, subschemas included.
    pub(crate) canonicalized: usize,
}

/// An index into [`Plan::types`].
pub(crate) type TypeId = usize;

/// The types that come from one document.
#[derive(Debug)]
pub(crate) struct Module {
    /// The module's Rust name.
    pub(crate) name: String,
    /// The name of the document.
    pub(crate) document: String,
    /// In the order in which the types were planned.
    pub(crate) types: Vec<TypeId>,
}

/// A named Rust type of the output.
#[derive(Debug)]
pub(crate) struct TypePlan {
    pub(crate) name: String,
    pub(crate) module: usize,
    pub(crate) origin: Origin,
    pub(crate) docs: Docs,
    pub(crate) body: Body,
    pub(crate) derives: Vec<&'static str>,
    /// Whether it borrows strings from the input, and so has a lifetime.
    pub(crate) borrows: bool,
    /// What errors of serde say was expected: "a Segment object".
    pub(crate) expecting: String,
    /// Whether payloads are parsed into it.
    pub(crate) root: bool,
    /// Whether `FromStr` reads JSON text. That of a closed enum reads the plain string instead.
    pub(crate) reads_json_text: bool,
    pub(crate) json_schema: JsonSchemaPlan,
    pub(crate) proof: Proof,
    /// The check that runs after parsing, for assertions that the type does not encode.
    pub(crate) check: Option<Check>,
}

/// A check that runs after parsing, for assertions that the type does not encode.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Check {
    /// A residual check of some keywords: a schema of draft 2020-12 without references.
    Condition(String),
    /// Full validation.
    Schema(WholeSchema),
}

/// A self-contained schema for full validation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WholeSchema {
    pub(crate) text: String,
    pub(crate) assert_formats: bool,
}

impl Presence {
    /// The presence of a property or an item, and its type without `Option`.
    pub(crate) fn of(required: bool, ty: Type) -> (Self, Type) {
        match (required, ty) {
            (true, Type::Option(inner)) => (Self::RequiredNullable, *inner),
            (true, ty) => (Self::Required, ty),
            (false, Type::Option(inner)) => (Self::OptionalNullable, *inner),
            (false, ty) => (Self::Optional, ty),
        }
    }

    pub(crate) const fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    pub(crate) const fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}

impl Rule {
    /// Whether the rule matches a regular expression.
    pub(crate) fn has_pattern(&self) -> bool {
        match self {
            Self::Pattern(_) | Self::NamesMatch(_) => true,
            Self::EachName(rules) => rules.iter().any(Self::has_pattern),
            _ => false,
        }
    }
}

impl TypePlan {
    /// The name of the Rust module that the type's document becomes.
    pub(crate) fn module_name<'p>(&self, plan: &'p Plan) -> &'p str {
        plan.modules
            .get(self.module)
            .map_or("", |module| &module.name)
    }
}

/// The content of a doc comment, and the attributes beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Docs {
    pub(crate) paragraphs: Vec<Paragraph>,
    /// A search alias of rustdoc: the name in JSON, if it differs.
    pub(crate) alias: Option<String>,
    pub(crate) deprecated: bool,
}

/// What makes a type accept exactly what its schema accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The equivalence proof succeeded for all keywords.
    Exact,
    /// The equivalence proof succeeded without some keywords; a residual check validates these.
    ByCheck,
    /// The type accepts more than its schema, or there is no proof; full validation makes it exact.
    ByValidator,
}

#[derive(Debug)]
pub(crate) enum Body {
    Object(ObjectPlan),
    Enumeration(EnumerationPlan),
    Constant(ConstantPlan),
    Newtype(NewtypePlan),
    Union(UnionPlan),
    Tuple(TuplePlan),
}

impl Body {
    /// The types of properties, items and variants: what a value contains without an allocation
    /// between.
    pub(crate) fn fields(&self) -> Vec<&Type> {
        match self {
            Self::Object(object) => object.members.iter().map(|member| &member.ty).collect(),
            Self::Newtype(newtype) => vec![&newtype.inner],
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Tuple(tuple) => tuple.items.iter().map(|item| &item.ty).collect(),
            Self::Enumeration(_) | Self::Constant(_) => Vec::new(),
        }
    }

    /// Like [`fields`](Self::fields), mutable.
    pub(crate) fn fields_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Object(object) => object.members.iter_mut().map(|it| &mut it.ty).collect(),
            Self::Newtype(newtype) => vec![&mut newtype.inner],
            Self::Union(union) => union.variants.iter_mut().map(|it| &mut it.ty).collect(),
            Self::Tuple(tuple) => tuple.items.iter_mut().map(|it| &mut it.ty).collect(),
            Self::Enumeration(_) | Self::Constant(_) => Vec::new(),
        }
    }

    /// All types that a value contains: those of its [fields](Self::fields), and those of
    /// additional properties and items.
    pub(crate) fn children(&self) -> Vec<&Type> {
        let mut children = self.fields();
        match self {
            Self::Object(object) => {
                let kept = object.groups.iter().filter_map(|group| group.kept.as_ref());
                children.extend(kept.map(|(_, ty)| ty));
                if let Rest::Open { ty, .. } = &object.rest {
                    children.push(ty);
                }
            }
            Self::Tuple(tuple) => children.extend(&tuple.rest),
            _ => {}
        }
        children
    }
}

/// A struct.
#[derive(Debug)]
pub(crate) struct ObjectPlan {
    pub(crate) members: Vec<Member>,
    /// Properties that match `patternProperties`.
    pub(crate) groups: Vec<Group>,
    /// Additional properties.
    pub(crate) rest: Rest,
}

/// Properties whose names match patterns. A name belongs to the first group that matches it.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) names: Names,
    pub(crate) docs: Docs,
    /// The field that holds them, and the type of each; `None` if they are forbidden.
    pub(crate) kept: Option<(String, Type)>,
}

/// A set of property names, by ECMA-262 regular expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Names {
    /// Names that match at least one expression.
    Any(Vec<String>),
    /// Names that match all expressions. They also match some [`Any`](Self::Any) group of the
    /// object, so this group has to come first.
    All(Vec<String>),
}

/// A property that the schema names.
#[derive(Debug)]
pub(crate) struct Member {
    /// The name in JSON.
    pub(crate) wire: String,
    pub(crate) field: String,
    pub(crate) docs: Docs,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
}

/// Whether a property or an item is required, and whether it is nullable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// `T`.
    Required,
    /// `Option<T>`.
    RequiredNullable,
    /// `Option<T>`.
    Optional,
    /// `Presence<T>`.
    OptionalNullable,
}

/// Additional properties.
#[derive(Debug)]
pub(crate) enum Rest {
    /// They are forbidden.
    Closed,
    /// They are kept in a field; `ty` is the type of each.
    Open { field: String, ty: Type },
}

/// An enum of strings.
#[derive(Debug)]
pub(crate) struct EnumerationPlan {
    pub(crate) variants: Vec<EnumerationVariant>,
    /// The name of the variant for unknown strings, if the enum is open.
    pub(crate) unknown: Option<String>,
}

#[derive(Debug)]
pub(crate) struct EnumerationVariant {
    pub(crate) name: String,
    pub(crate) wire: String,
}

/// A type of a single value.
#[derive(Debug)]
pub(crate) struct ConstantPlan {
    pub(crate) value: Value,
}

/// A newtype: a type around another one, with assertions.
#[derive(Debug)]
pub(crate) struct NewtypePlan {
    pub(crate) inner: Type,
    pub(crate) rules: Vec<Rule>,
    /// What it dereferences to, if not to the inner type.
    pub(crate) view: Option<View>,
}

/// What a newtype dereferences to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// `str`.
    Text,
    /// A slice of the items.
    Slice,
}

/// An assertion on the inner value of a newtype, named after its keyword.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Rule {
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    /// `enum`, of strings.
    OneOf(Vec<String>),
    MinItems(u64),
    MaxItems(u64),
    MinProperties(u64),
    MaxProperties(u64),
    /// `patternProperties` without additional properties: each property name matches a pattern.
    NamesMatch(Vec<String>),
    /// `propertyNames`: assertions on each property name.
    EachName(Vec<Rule>),
    Minimum(serde_json::Number),
    ExclusiveMinimum(serde_json::Number),
    Maximum(serde_json::Number),
    ExclusiveMaximum(serde_json::Number),
    MultipleOf(serde_json::Number),
    /// A residual check of some keywords: a schema of draft 2020-12 without references.
    Condition(String),
    /// Full validation.
    Schema(WholeSchema),
}

/// An enum with a variant for each branch of a union.
#[derive(Debug)]
pub(crate) struct UnionPlan {
    pub(crate) variants: Vec<Variant>,
    pub(crate) by: Discriminator,
}

#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) ty: Type,
}

/// What selects the variant of a union. Lists have an entry for each variant, in the same order.
#[derive(Debug)]
pub(crate) enum Discriminator {
    /// The JSON type of the value.
    JsonType(Vec<Kind>),
    /// The constant value of a property that every variant requires, but for at most one.
    Tag {
        property: String,
        /// Whether some tags are not strings.
        as_json: bool,
        /// The tags of each variant: strings, booleans, integers.
        values: Vec<Vec<Value>>,
        /// The variant of objects without the property.
        absent: Option<usize>,
    },
    /// The property that is present.
    Property {
        /// The properties that no other variant allows, and of which the variant requires one. At
        /// most one variant has none.
        properties: Vec<Vec<String>>,
        /// The keyword of the schema: `oneOf` or `anyOf`, which are equivalent here.
        keyword: &'static str,
    },
    /// Nothing: the union is untagged, and each variant is tried.
    Untagged {
        /// Whether exactly one variant has to accept the value (`oneOf`). Otherwise the first one
        /// that accepts it is taken (`anyOf`).
        exclusive: bool,
    },
}

/// A tuple struct: items by position.
#[derive(Debug)]
pub(crate) struct TuplePlan {
    pub(crate) items: Vec<TupleItem>,
    /// The type of further items; `None` if they are forbidden.
    pub(crate) rest: Option<Type>,
}

/// An item of a tuple. Optional items come last.
#[derive(Debug)]
pub(crate) struct TupleItem {
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
}

/// The schema of a type for `schemars`, and the types that it refers to.
#[derive(Debug, Default)]
pub(crate) struct JsonSchemaPlan {
    pub(crate) text: String,
    pub(crate) references: Vec<TypeId>,
}

/// A Rust type, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    Bool,
    /// `i8` to `u64`.
    Int(IntWidth),
    Integer,
    /// Draft 4: an integer written without a fraction.
    PlainInteger,
    Number,
    String,
    DateTime,
    Null,
    Value,
    Array(Box<Type>),
    Map(Box<Type>),
    Option(Box<Type>),
    Boxed(Box<Type>),
    Named(TypeId),
}

impl Type {
    /// The type inside arrays, maps, options and boxes.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Option(inner) | Self::Boxed(inner) => {
                inner.innermost()
            }
            ty => ty,
        }
    }
}

/// The integers of Rust, narrowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IntWidth {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
}

impl IntWidth {
    pub(crate) const ALL: [Self; 8] = [
        Self::U8,
        Self::I8,
        Self::U16,
        Self::I16,
        Self::U32,
        Self::I32,
        Self::U64,
        Self::I64,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I8 => "i8",
            Self::U16 => "u16",
            Self::I16 => "i16",
            Self::U32 => "u32",
            Self::I32 => "i32",
            Self::U64 => "u64",
            Self::I64 => "i64",
        }
    }

    /// The least and the greatest value.
    pub(crate) fn range(self) -> (i128, i128) {
        match self {
            Self::U8 => (0, u8::MAX.into()),
            Self::I8 => (i8::MIN.into(), i8::MAX.into()),
            Self::U16 => (0, u16::MAX.into()),
            Self::I16 => (i16::MIN.into(), i16::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
        }
    }
}

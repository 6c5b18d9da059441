//! Every decision: which types there are, their names, fields, presence, checks and proofs.
//!
//! Takes [`Schemas`], their meaning and their annotations; gives a [`Plan`] that is so complete
//! that `emit` decides nothing. Every diagnostic exists by the end of this stage.

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
}

/// A place in [`Plan::types`].
pub(crate) type TypeId = usize;

/// The types that come from one document.
#[derive(Debug)]
pub(crate) struct Module {
    /// The module's Rust name.
    pub(crate) name: String,
    /// What people call the document.
    pub(crate) document: String,
    /// In the order in which the documents name them.
    pub(crate) types: Vec<TypeId>,
}

/// One Rust type that will stand in the output by its name.
#[derive(Debug)]
pub(crate) struct TypePlan {
    pub(crate) name: String,
    pub(crate) module: usize,
    pub(crate) origin: Origin,
    pub(crate) docs: Docs,
    pub(crate) body: Body,
    pub(crate) derives: Vec<&'static str>,
    /// Whether it borrows text from the input, and so has a lifetime.
    pub(crate) borrows: bool,
    /// What `serde` says it expected: "a Segment object".
    pub(crate) expecting: String,
    /// Whether people parse payloads into it.
    pub(crate) root: bool,
    /// Whether `FromStr` reads JSON text. A closed list of strings reads its own values instead.
    pub(crate) reads_json_text: bool,
    pub(crate) json_schema: JsonSchemaPlan,
    pub(crate) proof: Proof,
    /// What has to be checked behind the type.
    pub(crate) check: Option<Check>,
}

/// What stands behind a type that cannot say all of its rules.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Check {
    /// The rules that the type does not say: a schema of draft 2020-12 without references.
    Condition(String),
    /// All rules.
    Schema(WholeSchema),
}

/// A schema that needs no other document, for the validator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WholeSchema {
    pub(crate) text: String,
    pub(crate) assert_formats: bool,
}

impl Presence {
    /// What a type becomes when it may be null, or absent, or both.
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
    /// Whether expressions have to be matched.
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

/// What stands in a doc comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Docs {
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Other words to find it by, such as the wire name.
    pub(crate) alias: Option<String>,
    pub(crate) deprecated: bool,
}

/// How sure it is that a type accepts what its schema accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The algebra has proven both directions.
    Exact,
    /// The algebra has proven both directions but for some keywords, and a check holds the typed
    /// value to these.
    ByCheck,
    /// The type accepts more, or nobody knows; the full validator behind it makes it exact.
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
    /// The types of fields, items and variants: what a value holds without an allocation between.
    pub(crate) fn fields(&self) -> Vec<&Type> {
        match self {
            Self::Object(object) => object.members.iter().map(|member| &member.ty).collect(),
            Self::Newtype(newtype) => vec![&newtype.inner],
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Tuple(tuple) => tuple.items.iter().map(|item| &item.ty).collect(),
            Self::Enumeration(_) | Self::Constant(_) => Vec::new(),
        }
    }

    /// As [`fields`](Self::fields), to be changed.
    pub(crate) fn fields_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Object(object) => object.members.iter_mut().map(|it| &mut it.ty).collect(),
            Self::Newtype(newtype) => vec![&mut newtype.inner],
            Self::Union(union) => union.variants.iter_mut().map(|it| &mut it.ty).collect(),
            Self::Tuple(tuple) => tuple.items.iter_mut().map(|it| &mut it.ty).collect(),
            Self::Enumeration(_) | Self::Constant(_) => Vec::new(),
        }
    }

    /// All types that a value holds: those of its [fields](Self::fields), and those of further properties and items.
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
    /// Of those that the schema does not name, the ones that patterns tell.
    pub(crate) groups: Vec<Group>,
    pub(crate) rest: Rest,
}

/// Members whose names match patterns. A name belongs to the first group that fits.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) names: Names,
    pub(crate) docs: Docs,
    /// Where they are kept; `None` when there must be none.
    pub(crate) kept: Option<(String, Type)>,
}

/// The names that belong together, by ECMA-262 expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Names {
    /// Those that match one of them.
    Any(Vec<String>),
    /// Those that match all of them. They match a group of names that [any](Self::Any) tells too.
    All(Vec<String>),
}

/// A member that the schema names.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) wire: String,
    pub(crate) field: String,
    pub(crate) docs: Docs,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
}

/// Whether a member or an item must be there, and whether null is a value of its own.
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

/// The members that the schema does not name.
#[derive(Debug)]
pub(crate) enum Rest {
    /// There must be none.
    Closed,
    /// They are kept in a field.
    Open { field: String, ty: Type },
}

/// Strings of a list.
#[derive(Debug)]
pub(crate) struct EnumerationPlan {
    pub(crate) variants: Vec<EnumerationVariant>,
    /// The variant for strings that the list does not know, when the list is open.
    pub(crate) unknown: Option<String>,
}

#[derive(Debug)]
pub(crate) struct EnumerationVariant {
    pub(crate) name: String,
    pub(crate) wire: String,
}

/// A single value.
#[derive(Debug)]
pub(crate) struct ConstantPlan {
    pub(crate) value: Value,
}

/// A type that holds another one and checks it.
#[derive(Debug)]
pub(crate) struct NewtypePlan {
    pub(crate) inner: Type,
    pub(crate) rules: Vec<Rule>,
    /// What the inner value can be borrowed as, beside its own type.
    pub(crate) view: Option<View>,
}

/// What a newtype dereferences to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    Text,
    Slice,
}

/// A check on a value, by the keyword that demands it.
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
    /// `patternProperties` with one schema, and no other members: each name matches a pattern.
    NamesMatch(Vec<String>),
    /// `propertyNames`: the rules that each name keeps.
    EachName(Vec<Rule>),
    Minimum(serde_json::Number),
    ExclusiveMinimum(serde_json::Number),
    Maximum(serde_json::Number),
    ExclusiveMaximum(serde_json::Number),
    MultipleOf(serde_json::Number),
    /// Keywords that span the value: a schema of draft 2020-12 without references.
    Condition(String),
    /// All that the schema says, by the full validator.
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

/// What selects the variant of a union. Lists have an entry for each variant, in their order.
#[derive(Debug)]
pub(crate) enum Discriminator {
    /// The JSON type of the value.
    JsonType(Vec<Kind>),
    /// The constant value of a property that every variant requires.
    Tag {
        property: String,
        /// Whether some tags are other values than strings.
        as_json: bool,
        /// The values that lead to a variant: strings, booleans, integers.
        values: Vec<Vec<Value>>,
    },
    /// Which property is there.
    Property {
        /// The properties that only this variant can have, and of which it must have one. One variant may do without.
        properties: Vec<Vec<String>>,
        /// The keyword of the schema: `oneOf` or `anyOf`, which here accept the same.
        keyword: &'static str,
    },
    /// Nothing: each variant is tried.
    Untagged {
        /// Whether only one may accept the value (`oneOf`), or the first that does is taken (`anyOf`).
        exclusive: bool,
    },
}

/// Items by position.
#[derive(Debug)]
pub(crate) struct TuplePlan {
    pub(crate) items: Vec<TupleItem>,
    /// The type of further items, when there may be any.
    pub(crate) rest: Option<Type>,
}

/// An item of a tuple. Those that may be left out come last.
#[derive(Debug)]
pub(crate) struct TupleItem {
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
}

/// The text of a type's own schema, with the references that other types answer.
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
    /// What stands inside of arrays, maps, options and boxes.
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

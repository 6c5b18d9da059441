//! Templates that turn the [`Plan`] into Rust items.
//!
//! They decide nothing and cannot fail. A template that needs an `if` on a fact of the schema shows
//! that the plan lacks a field.

mod borrowing;
mod check;
mod constant;
mod discriminator;
mod docs;
mod enumeration;
mod groups;
mod json_schema;
mod name_list;
mod newtype;
mod object;
mod root;
mod rust_type;
mod shape;
mod tuple;
mod union;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::foreign::json_text;
use crate::plan::{Body, Plan, TypeId, TypePlan};
use borrowing::Lifetime;

pub(crate) use root::schema_file;

/// Options of the output, beside the types themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// The cargo feature behind which types implement `schemars::JsonSchema`.
    pub(crate) json_schema_feature: Option<String>,
    /// Whether each root has a constant `SCHEMA` that includes the file of its bundled schema.
    pub(crate) schema_files: bool,
    /// The folder of these files, relative to the code. `Some` if another run writes them, `None`
    /// if this run writes them beside the code.
    pub(crate) schema_directory: Option<String>,
    /// The module, as a path in `mod.rs`, that has the types that borrow nothing, if another run
    /// writes them.
    pub(crate) owned_types: Option<String>,
}

/// The items of a type: first what users of the type read, then the trait implementations.
#[derive(Debug, Default)]
pub(crate) struct Items {
    /// The type with its methods.
    pub(crate) types: Vec<TokenStream>,
    /// Implementations for reading and writing.
    pub(crate) machinery: Vec<TokenStream>,
    /// What these items import.
    pub(crate) imports: Imports,
}

/// What the items of a file import.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    /// Names of the runtime.
    pub(crate) runtime: BTreeSet<&'static str>,
    /// Whether `Cow` is one.
    pub(crate) cow: bool,
    /// Other types of the plan that the items use.
    pub(crate) types: BTreeSet<TypeId>,
}

impl Imports {
    pub(crate) fn add(&mut self, other: Self) {
        self.runtime.extend(other.runtime);
        self.cow |= other.cow;
        self.types.extend(other.types);
    }
}

/// All items of a type but its `JsonSchema`, which depends on what the file imports.
pub(crate) fn items(plan: &Plan, ty: &TypePlan, wanted: &Wanted) -> Items {
    let mut items = Items::default();
    let cx = Cx::new(plan, ty);
    match &ty.body {
        Body::Object(object) => object::emit(&cx, object, &mut items),
        Body::Enumeration(list) => enumeration::emit(&cx, list, &mut items),
        Body::Constant(constant) => constant::emit(&cx, constant, &mut items),
        Body::Newtype(newtype) => newtype::emit(&cx, newtype, &mut items),
        Body::Union(union) => union::emit(&cx, union, &mut items),
        Body::Tuple(tuple) => tuple::emit(&cx, tuple, &mut items),
    }
    if let Some(check) = &ty.check {
        check::emit(&cx, check, &mut items);
    }
    if ty.root {
        root::emit(&cx, wanted, &mut items);
    }
    if ty.borrows {
        borrowing::emit(&cx, &mut items);
    }
    items
}

/// The implementation of `JsonSchema`, if one is wanted. `in_scope` tells which types the file
/// defines or imports.
pub(crate) fn json_schema(
    plan: &Plan,
    ty: &TypePlan,
    wanted: &Wanted,
    imports_cow: bool,
    in_scope: &dyn Fn(TypeId) -> bool,
) -> Option<TokenStream> {
    let feature = wanted.json_schema_feature.as_ref()?;
    let cow = if imports_cow {
        quote!(Cow)
    } else {
        quote!(std::borrow::Cow)
    };
    let owned = wanted.owned_types.as_ref().and_then(|it| it.parse().ok());
    let cx = Cx::new(plan, ty);
    Some(json_schema::emit(
        &cx,
        feature,
        &cow,
        owned.as_ref(),
        in_scope,
    ))
}

/// The context of a template: the current type, and the plan it belongs to.
struct Cx<'p> {
    plan: &'p Plan,
    ty: &'p TypePlan,
    /// The lifetime argument of types that borrow.
    lifetime: Lifetime,
}

impl<'p> Cx<'p> {
    fn new(plan: &'p Plan, ty: &'p TypePlan) -> Self {
        Self {
            plan,
            ty,
            lifetime: Lifetime::Input,
        }
    }

    fn name(&self) -> Ident {
        ident(&self.ty.name)
    }

    fn derives(&self) -> TokenStream {
        let derives = self.ty.derives.iter().map(|name| ident(name));
        quote!(#[derive(#(#derives),*)])
    }

    /// Implementations of `Read`, of `Shaped` (validation without building a value), and of
    /// `Deserialize` on top of `Read`.
    fn read(&self, body: &TokenStream, shape: &TokenStream) -> [TokenStream; 3] {
        let checked = self.ty.check.as_ref().map(|check| {
            let call = check::read(check);
            let body = quote! {
                let value = #body?;
                #call
            };
            // A shape encodes no more assertions than the type does.
            (body, shape::read(self))
        });
        let (body, shape) = checked
            .as_ref()
            .map_or((body, shape), |(body, shape)| (body, shape));
        [
            self.reading(
                &quote!(rt::Read),
                &quote! {
                    fn read<D: rt::Deserializer<'de>>(
                        deserializer: D,
                        cx: &mut rt::Context,
                    ) -> Result<Self, D::Error> {
                        #body
                    }
                },
            ),
            self.implementing(
                &quote!(rt::Shaped),
                &quote!(const SHAPE: rt::Shape = #shape;),
            ),
            self.reading(
                &quote!(rt::Deserialize),
                &quote! {
                    fn deserialize<D: rt::Deserializer<'de>>(
                        deserializer: D,
                    ) -> Result<Self, D::Error> {
                        rt::deserialize(deserializer)
                    }
                },
            ),
        ]
    }

    fn write(&self, body: &TokenStream) -> TokenStream {
        self.implementing(
            &quote!(rt::Serialize),
            &quote! {
                fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    #body
                }
            },
        )
    }
}

/// An identifier. `Ident::new` panics on invalid names, but the plan contains only valid ones.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// JSON as a raw string literal, so that it stays readable.
fn json_literal(text: &str) -> Literal {
    let text = json_text(text);
    let ends = text.split('"').skip(1);
    let hashes = ends.map(|after| after.len() - after.trim_start_matches('#').len());
    let hashes = hashes.max().map_or(1, |most| most + 1);
    if hashes > MOST_HASHES {
        return Literal::string(&text);
    }
    let hashes = "#".repeat(hashes);
    let raw = format!("r{hashes}\"{text}\"{hashes}");
    raw.parse().unwrap_or_else(|_| Literal::string(&text))
}

/// rustc accepts no more around a raw string.
const MOST_HASHES: usize = 255;

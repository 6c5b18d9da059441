//! The plan as Rust items. Takes `&Plan`, returns tokens, decides nothing and cannot fail.
//!
//! A template that wants an `if` on a fact of the schema shows that the plan lacks a field.

mod borrowing;
mod check;
mod constant;
mod discriminator;
mod docs;
mod enumeration;
mod groups;
mod json_schema;
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

/// What the caller wants beside the types.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// The cargo feature behind which types implement `schemars::JsonSchema`.
    pub(crate) json_schema_feature: Option<String>,
    /// For each root, the file that holds its bundled schema, to be included as text.
    pub(crate) schema_files: bool,
    /// Where these files lie, seen from the code, if not beside it. They are somebody else's to write then.
    pub(crate) schema_directory: Option<String>,
    /// The module that has the types that borrow nothing, seen from `mod.rs`. They are somebody else's to write then.
    pub(crate) owned_types: Option<String>,
}

/// The items of some types, in the order in which people read them.
#[derive(Debug, Default)]
pub(crate) struct Items {
    /// Types with their methods.
    pub(crate) types: Vec<TokenStream>,
    /// Reading and writing.
    pub(crate) machinery: Vec<TokenStream>,
    /// What these items use from the runtime, by name.
    pub(crate) imports: BTreeSet<&'static str>,
    /// Whether they use `Cow` by that name.
    pub(crate) cow: bool,
    /// What these items use from other modules, by type.
    pub(crate) siblings: BTreeSet<TypeId>,
}

/// All items of the given types.
pub(crate) fn items(plan: &Plan, types: &[TypeId], wanted: &Wanted) -> Items {
    let mut items = Items::default();
    for ty in types.iter().filter_map(|&id| plan.types.get(id)) {
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
    }
    items.siblings.retain(|id| !types.contains(id));
    if let Some(feature) = &wanted.json_schema_feature {
        let in_scope = |id: TypeId| types.contains(&id) || items.siblings.contains(&id);
        let cow = if items.cow {
            quote!(Cow)
        } else {
            quote!(std::borrow::Cow)
        };
        let owned = wanted.owned_types.as_ref().and_then(|it| it.parse().ok());
        let planned = types.iter().filter_map(|&id| plan.types.get(id));
        let schemas: Vec<_> = planned
            .map(|ty| {
                json_schema::emit(&Cx::new(plan, ty), feature, &cow, owned.as_ref(), &in_scope)
            })
            .collect();
        items.machinery.extend(schemas);
    }
    items
}

/// What every template knows: the type at hand and the plan it belongs to.
struct Cx<'p> {
    plan: &'p Plan,
    ty: &'p TypePlan,
    /// What types that borrow are written with.
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

    /// `Read` by one call, `Deserialize` on top of it, and the shape that the type has for those who only want the verdict.
    fn read(&self, body: &TokenStream, shape: &TokenStream) -> [TokenStream; 3] {
        let checked = self.ty.check.as_ref().map(|check| {
            let call = check::read(check);
            let body = quote! {
                let value = #body?;
                #call
            };
            // What types cannot say, their shapes cannot either.
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

/// The plan gives only names that rustc takes.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// JSON as a raw string, so that people can read it.
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

/// rustc takes no more around a raw string.
const MOST_HASHES: usize = 255;

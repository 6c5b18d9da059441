//! How the reader of a union selects the variant: by JSON type, by tag, by the presence of a
//! property, or by trying each variant.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::borrowing::Lifetime;
use super::{Cx, Items, ident, shape};
use crate::foreign::code_span;
use crate::plan::{Discriminator, Type, UnionPlan, Variant};
use crate::semantics::Kind;

/// The names and types of a union's variants, as tokens.
pub(super) struct Written {
    pub(super) names: Vec<Ident>,
    pub(super) types: Vec<TokenStream>,
}

/// The parts of a union's `Read` implementation.
pub(super) struct Reading {
    /// The `impl` of the trait that the runtime's reader requires.
    pub(super) implementation: TokenStream,
    /// The call of the runtime's reader.
    pub(super) call: TokenStream,
    /// The `rt::Shape`, for validation without building a value.
    pub(super) shape: TokenStream,
}

pub(super) fn emit(
    cx: &Cx<'_>,
    union: &UnionPlan,
    written: &Written,
    items: &mut Items,
) -> Reading {
    match &union.by {
        Discriminator::JsonType(kinds) => by_json_type(cx, kinds, written),
        Discriminator::Tag {
            property,
            as_json,
            values,
        } => Tags {
            property,
            as_json: *as_json,
            values,
        }
        .emit(cx, written),
        Discriminator::Property { properties, .. } => by_property(cx, properties, written),
        Discriminator::Untagged { exclusive } => {
            untagged(cx, &union.variants, *exclusive, written, items)
        }
    }
}

/// The doc comment of each variant: when it is selected.
pub(super) fn comments(union: &UnionPlan) -> Vec<String> {
    let variants = union.variants.iter();
    match &union.by {
        Discriminator::JsonType(kinds) => {
            let pairs = variants.zip(kinds);
            pairs
                .map(|(it, kind)| json_type_comment(&it.ty, *kind))
                .collect()
        }
        Discriminator::Tag {
            property, values, ..
        } => {
            let tags = values
                .iter()
                .map(|values| quoted(values.iter().map(spelled)));
            tags.map(|tags| format!("{} is {tags}.", code_span(property)))
                .collect()
        }
        Discriminator::Property { properties, .. } => properties
            .iter()
            .map(|names| property_comment(names))
            .collect(),
        Discriminator::Untagged { .. } => variants
            .map(|it| format!("A value of `{}`.", it.name))
            .collect(),
    }
}

fn json_type_comment(ty: &Type, kind: Kind) -> String {
    let what = match (ty, kind.keyword()) {
        (Type::Int(_) | Type::Integer | Type::PlainInteger, _) => "an integer".to_owned(),
        (_, kind @ ("array" | "object")) => format!("an {kind}"),
        (_, kind) => format!("a {kind}"),
    };
    format!("The value is {what}.")
}

fn property_comment(names: &[String]) -> String {
    if names.is_empty() {
        "Selected when none of the other variants' discriminating properties is present.".to_owned()
    } else {
        format!(
            "Selected when the property {} is present.",
            quoted(names.iter().cloned())
        )
    }
}

fn quoted(names: impl Iterator<Item = String>) -> String {
    let names: Vec<_> = names.map(|name| code_span(&name)).collect();
    names.join(" or ")
}

fn by_json_type(cx: &Cx<'_>, kinds: &[Kind], written: &Written) -> Reading {
    let expecting = &cx.ty.expecting;
    let readers = kinds.iter().zip(&written.names).map(|(kind, variant)| {
        let kind = ident(kind.keyword());
        quote! {
            fn #kind<D: rt::Deserializer<'de>>(
                deserializer: D,
                cx: &mut rt::Context,
            ) -> Result<Self, D::Error> {
                rt::Read::read(deserializer, cx).map(Self::#variant)
            }
        }
    });
    let implementation = cx.reading(
        &quote!(rt::Union),
        &quote! {
            const EXPECTING: &'static str = #expecting;

            #(#readers)*
        },
    );
    let kinds = kinds.iter().map(|&kind| shape::kind(kind));
    let shapes = written.types.iter().map(shape::of);
    let shape = quote!(rt::Shape::ByKind(&[#((rt::JsonKind::#kinds, #shapes)),*]));
    Reading {
        implementation,
        call: quote!(rt::union(deserializer, cx)),
        shape: shape::named(&shape),
    }
}

/// The values of a property that select variants.
struct Tags<'t> {
    property: &'t str,
    as_json: bool,
    values: &'t [Vec<Value>],
}

impl Tags<'_> {
    fn emit(&self, cx: &Cx<'_>, written: &Written) -> Reading {
        let (property, expecting) = (self.property, &cx.ty.expecting);
        let all = self.values.iter().flatten().map(|tag| self.written(tag));
        let as_json = self.as_json.then(|| {
            quote!(
                const AS_JSON: bool = true;
            )
        });
        let arms = self
            .values
            .iter()
            .zip(&written.names)
            .map(|(values, name)| {
                let tags = values.iter().map(|tag| self.written(tag));
                quote!(#(#tags)|* => rt::Read::read(deserializer, cx).map(Self::#name))
            });
        let implementation = cx.reading(
            &quote!(rt::Tagged),
            &quote! {
                const EXPECTING: &'static str = #expecting;
                const TAG: &'static str = #property;
                const TAGS: &'static [&'static str] = &[#(#all),*];
                #as_json

                fn branch<D: rt::Deserializer<'de>>(
                    tag: &str,
                    deserializer: D,
                    cx: &mut rt::Context,
                ) -> Result<Option<Self>, D::Error> {
                    let value = match tag {
                        #(#arms,)*
                        _ => return Ok(None),
                    };
                    value.map(Some)
                }
            },
        );
        Reading {
            implementation,
            call: quote!(rt::tagged(deserializer, cx)),
            shape: self.shape(cx, &written.types),
        }
    }

    /// Only string tags have a shape; tags of other types are compared as JSON values, which only
    /// the reader does.
    fn shape(&self, cx: &Cx<'_>, types: &[TokenStream]) -> TokenStream {
        if self.as_json {
            return shape::read(cx);
        }
        let property = self.property;
        let variants = self.values.iter().zip(types);
        let branches = variants.flat_map(|(values, ty)| {
            let shape = shape::of(ty);
            let tags = values.iter().map(spelled);
            tags.map(move |tag| (tag, shape.clone()))
        });
        let branches = branches.map(|(tag, shape)| quote!((#tag, #shape)));
        shape::named(&quote! {
            rt::Shape::ByTag {
                tag: #property,
                branches: &[#(#branches),*],
            }
        })
    }

    /// A tag as the reader expects it: the string itself if all tags are strings, else its JSON
    /// text.
    fn written(&self, tag: &Value) -> String {
        if self.as_json {
            tag.to_string()
        } else {
            spelled(tag)
        }
    }
}

fn spelled(tag: &Value) -> String {
    tag.as_str().map_or_else(|| tag.to_string(), str::to_owned)
}

fn by_property(cx: &Cx<'_>, properties: &[Vec<String>], written: &Written) -> Reading {
    let expecting = &cx.ty.expecting;
    let keys = properties.iter().flatten();
    let mut first = 0_usize;
    let arms = properties
        .iter()
        .zip(&written.names)
        .map(|(names, variant)| {
            let places = first..first + names.len();
            first = places.end;
            let places: Vec<_> = places.map(Literal::usize_unsuffixed).collect();
            let pattern = if places.is_empty() {
                quote!(None)
            } else {
                quote!(#(Some(#places))|*)
            };
            quote!(#pattern => rt::Read::read(deserializer, cx).map(Self::#variant))
        });
    let implementation = cx.reading(
        &quote!(rt::Keyed),
        &quote! {
            const EXPECTING: &'static str = #expecting;
            const KEYS: &'static [rt::Part] = &[#(rt::Part::required::<rt::Value>(#keys)),*];

            fn branch<D: rt::Deserializer<'de>>(
                index: Option<usize>,
                deserializer: D,
                cx: &mut rt::Context,
            ) -> Result<Option<Self>, D::Error> {
                let value = match index {
                    #(#arms,)*
                    _ => return Ok(None),
                };
                value.map(Some)
            }
        },
    );
    Reading {
        implementation,
        call: quote!(rt::keyed(deserializer, cx)),
        shape: shape::read(cx),
    }
}

fn untagged(
    cx: &Cx<'_>,
    variants: &[Variant],
    exclusive: bool,
    written: &Written,
    items: &mut Items,
) -> Reading {
    let branches = variants.iter().zip(&written.names);
    let branches: Vec<_> = branches
        .map(|(variant, name)| branch(cx, &variant.ty, name, items))
        .collect();
    // Variants are read from a `Value` that is dropped afterwards, so they own their strings.
    let owned = cx.with(Lifetime::Static).definition();
    let implementation = quote! {
        impl rt::Choice for #owned {
            const BRANCHES: &'static [rt::Branch<Self>] = &[#(#branches),*];
            const EXCLUSIVE: bool = #exclusive;
        }
    };
    let shapes = written.types.iter().map(shape::of);
    let shape = quote! {
        rt::Shape::ByTrial {
            branches: &[#(#shapes),*],
            exclusive: #exclusive,
        }
    };
    Reading {
        implementation,
        call: quote!(rt::choice(deserializer, cx)),
        shape: shape::named(&shape),
    }
}

/// The function that reads a variant from the buffered value.
fn branch(cx: &Cx<'_>, ty: &Type, name: &Ident, items: &mut Items) -> TokenStream {
    if !cx.borrows(ty) {
        return quote!(|value, cx| rt::Read::read(value, cx).map(Self::#name));
    }
    let ty = cx.with(Lifetime::Elided).rust_type(ty, items);
    quote! {
        |value, cx| {
            let read: #ty = rt::Read::read(value, cx)?;
            Ok(Self::#name(rt::Borrowing::into_owned(read)))
        }
    }
}

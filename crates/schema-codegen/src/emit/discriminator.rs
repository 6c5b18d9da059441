//! How the reader of a union selects the variant: by JSON type, by tag, by the presence of a
//! property, or by trying each variant.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::borrowing::Lifetime;
use super::{Cx, Items, ident, name_list, shape};
use crate::foreign::code_span;
use crate::plan::{Discriminator, Type, UnionPlan};
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
            absent,
        } => Tags {
            property,
            as_json: *as_json,
            values,
            absent: *absent,
        }
        .emit(cx, written),
        Discriminator::Property { properties, .. } => by_property(cx, properties, written),
        Discriminator::Untagged { exclusive } => {
            // A static has no lifetime to borrow with; a shape needs none.
            let elided = cx.with(Lifetime::Elided);
            let types = union.variants.iter();
            let types: Vec<_> = types.map(|it| elided.rust_type(&it.ty, items)).collect();
            untagged(cx, *exclusive, &written.names, &types)
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
            property,
            values,
            absent,
            ..
        } => {
            let tags = values.iter().enumerate();
            tags.map(|(index, values)| {
                let tags = quoted(values.iter().map(spelled));
                let absent = if *absent == Some(index) {
                    " or absent"
                } else {
                    ""
                };
                format!("{} is {tags}{absent}.", code_span(property))
            })
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
    let names = kinds.iter().map(|&kind| shape::kind(kind));
    let implementation = cx.reading(
        &quote!(rt::Union),
        &quote! {
            const EXPECTING: &'static str = #expecting;
            const KINDS: &'static [rt::JsonKind] = &[#(rt::JsonKind::#names),*];

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
    /// The variant of objects without the property.
    absent: Option<usize>,
}

impl Tags<'_> {
    fn emit(&self, cx: &Cx<'_>, written: &Written) -> Reading {
        let (property, expecting) = (self.property, &cx.ty.expecting);
        let all: Vec<_> = self
            .values
            .iter()
            .flatten()
            .map(|tag| self.written(tag))
            .collect();
        let all = name_list::names(all.iter().map(String::as_str));
        let as_json = self.as_json.then(|| {
            quote!(
                const AS_JSON: bool = true;
            )
        });
        let absent = self.first_tag_of_absent().map(|tag| {
            quote!(
                const ABSENT: Option<usize> = Some(#tag);
            )
        });
        let mut places = 0_usize..;
        let arms = self
            .values
            .iter()
            .zip(&written.names)
            .map(|(values, name)| {
                let tags = places
                    .by_ref()
                    .take(values.len())
                    .map(Literal::usize_unsuffixed);
                quote!(#(#tags)|* => rt::Read::read(deserializer, cx).map(Self::#name))
            });
        let implementation = cx.reading(
            &quote!(rt::Tagged),
            &quote! {
                const EXPECTING: &'static str = #expecting;
                const TAG: &'static str = #property;
                const TAGS: rt::NameList = #all;
                #absent
                #as_json

                fn branch<D: rt::Deserializer<'de>>(
                    index: usize,
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
            call: quote!(rt::tagged(deserializer, cx)),
            shape: self.shape(cx, &written.types),
        }
    }

    /// The index of a tag of the variant of objects without the property.
    fn first_tag_of_absent(&self) -> Option<Literal> {
        let before = self.values.get(..self.absent?)?;
        let before = before.iter().map(Vec::len).sum();
        Some(Literal::usize_unsuffixed(before))
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
            values.iter().map(move |_| shape.clone())
        });
        shape::named(&quote! {
            rt::Shape::ByTag {
                tag: #property,
                tags: <Self as rt::Tagged<'_>>::TAGS,
                absent: <Self as rt::Tagged<'_>>::ABSENT,
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
    let has_otherwise = properties.iter().any(Vec::is_empty);
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
            const HAS_OTHERWISE: bool = #has_otherwise;

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
        shape: shape_by_property(properties, &written.types),
    }
}

fn shape_by_property(properties: &[Vec<String>], types: &[TokenStream]) -> TokenStream {
    let variants = || properties.iter().zip(types);
    let branches = variants().flat_map(|(names, ty)| {
        let shape = shape::of(ty);
        names.iter().map(move |_| shape.clone())
    });
    let otherwise = variants().find(|(names, _)| names.is_empty());
    let otherwise = otherwise.map_or(quote!(None), |(_, ty)| {
        let shape = shape::of(ty);
        quote!(Some(&#shape))
    });
    shape::named(&quote! {
        rt::Shape::ByKey {
            keys: <Self as rt::Keyed<'_>>::KEYS,
            branches: &[#(#branches),*],
            otherwise: #otherwise,
        }
    })
}

fn untagged(cx: &Cx<'_>, exclusive: bool, names: &[Ident], types: &[TokenStream]) -> Reading {
    let places = (0..names.len()).map(Literal::usize_unsuffixed);
    let shapes = types.iter().map(shape::of);
    let from_buffer = from_buffer(cx);
    let choice = cx.reading(
        &quote!(rt::Choice),
        &quote! {
            const UNION: &'static rt::Untagged = &UNION;
            const FROM_BUFFER: rt::FromBuffer<Self> = #from_buffer;

            fn branch<D: rt::Deserializer<'de>>(
                index: usize,
                deserializer: D,
                cx: &mut rt::Context,
            ) -> Result<Option<Self>, D::Error> {
                let value = match index {
                    #(#places => rt::Read::read(deserializer, cx).map(Self::#names),)*
                    _ => return Ok(None),
                };
                value.map(Some)
            }
        },
    );
    let implementation = quote! {
        const _: () = {
            static UNION: rt::Untagged = rt::Untagged::new(&[#(#shapes),*], #exclusive);

            #choice
        };
    };
    Reading {
        implementation,
        call: quote!(rt::choice(deserializer, cx)),
        shape: shape::named(&quote!(rt::Shape::ByTrial(<Self as rt::Choice<'_>>::UNION))),
    }
}

/// The function that reads the union from a text that is dropped afterwards.
fn from_buffer(cx: &Cx<'_>) -> TokenStream {
    if !cx.ty.borrows {
        return quote!(|text, cx| rt::from_buffer(text, cx));
    }
    let ty = cx.with(Lifetime::Elided).definition();
    quote!(|text, cx| rt::from_buffer::<#ty>(text, cx).map(rt::Borrowing::into_owned))
}

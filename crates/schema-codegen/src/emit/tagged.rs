//! Unions told apart by a constant member.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::{Cx, Items, docs, ident, shape};
use crate::foreign::code_span;
use crate::plan::TaggedPlan;

pub(super) fn emit(cx: &Cx<'_>, tagged: &TaggedPlan, items: &mut Items) {
    let (name, derives, expecting) = (cx.definition(), cx.derives(), &cx.ty.expecting);
    let attributes = docs::attributes(&cx.ty.docs);
    let variants: Vec<_> = tagged
        .variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect();
    let types: Vec<_> = tagged
        .variants
        .iter()
        .map(|v| cx.rust_type(&v.ty, items))
        .collect();
    let tag = &tagged.tag;
    let comments = tagged.variants.iter().map(|variant| {
        let tags: Vec<_> = variant
            .tags
            .iter()
            .map(|value| code_span(&spelled(value)))
            .collect();
        docs::comment(&format!("{} is {}.", code_span(tag), tags.join(" or ")))
    });
    items.types.push(quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #variants(#types),)*
        }
    });
    let all_tags = tagged.variants.iter().flat_map(|variant| &variant.tags);
    let all_tags = all_tags.map(|tag| written(tagged, tag));
    let as_json = tagged.as_json.then(|| {
        quote!(
            const AS_JSON: bool = true;
        )
    });
    let arms = tagged
        .variants
        .iter()
        .zip(&variants)
        .map(|(variant, name)| {
            let tags = variant.tags.iter().map(|tag| written(tagged, tag));
            quote!(#(#tags)|* => rt::Read::read(deserializer, cx).map(Self::#name))
        });
    items.machinery.push(cx.reading(
        &quote!(rt::Tagged),
        &quote! {
            const EXPECTING: &'static str = #expecting;
            const TAG: &'static str = #tag;
            const TAGS: &'static [&'static str] = &[#(#all_tags),*];
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
    ));
    let shape = shape(cx, tagged, &types);
    items
        .machinery
        .extend(cx.read(&quote!(rt::tagged(deserializer, cx)), &shape));
    items.machinery.push(cx.write(&quote! {
        match self {
            #(Self::#variants(value) => rt::Serialize::serialize(value, serializer),)*
        }
    }));
}

/// What the judge knows: strings lead to shapes; for other tags it reads.
fn shape(cx: &Cx<'_>, tagged: &TaggedPlan, types: &[TokenStream]) -> TokenStream {
    if tagged.as_json {
        return shape::read(cx);
    }
    let tag = &tagged.tag;
    let variants = tagged.variants.iter().zip(types);
    let branches = variants.flat_map(|(variant, ty)| {
        let shape = shape::of(ty);
        let tags = variant.tags.iter();
        tags.map(move |tag| (spelled(tag), shape.clone()))
    });
    let branches = branches.map(|(tag, shape)| quote!((#tag, #shape)));
    shape::named(&quote! {
        rt::Shape::ByTag {
            tag: #tag,
            branches: &[#(#branches),*],
        }
    })
}

/// A tag as the reader knows it: as it is among strings, as JSON among others.
fn written(tagged: &TaggedPlan, tag: &Value) -> String {
    if tagged.as_json {
        tag.to_string()
    } else {
        spelled(tag)
    }
}

fn spelled(tag: &Value) -> String {
    tag.as_str().map_or_else(|| tag.to_string(), str::to_owned)
}

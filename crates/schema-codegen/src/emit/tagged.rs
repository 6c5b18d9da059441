//! Unions told apart by a constant member.

use quote::quote;

use super::{Cx, Items, docs, ident, shape};
use crate::plan::TaggedPlan;

pub(super) fn emit(cx: &Cx<'_>, tagged: &TaggedPlan, items: &mut Items) {
    let (name, derives, expecting) = (cx.name(), cx.derives(), &cx.ty.expecting);
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
            .map(|value| format!("`{value}`"))
            .collect();
        docs::comment(&format!("`{tag}` is {}.", tags.join(" or ")))
    });
    items.types.push(quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #variants(#types),)*
        }
    });
    let all_tags = tagged.variants.iter().flat_map(|variant| &variant.tags);
    let arms = tagged
        .variants
        .iter()
        .zip(&variants)
        .map(|(variant, name)| {
            let tags = &variant.tags;
            quote!(#(#tags)|* => rt::Read::read(deserializer, cx).map(Self::#name))
        });
    items.machinery.push(quote! {
        impl<'de> rt::Tagged<'de> for #name {
            const EXPECTING: &'static str = #expecting;
            const TAG: &'static str = #tag;
            const TAGS: &'static [&'static str] = &[#(#all_tags),*];

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
        }
    });
    let branches = tagged
        .variants
        .iter()
        .zip(&types)
        .flat_map(|(variant, ty)| {
            let shape = shape::of(ty);
            variant.tags.iter().map(move |tag| quote!((#tag, #shape)))
        });
    let shape = quote! {
        rt::Shape::ByTag {
            tag: #tag,
            branches: &[#(#branches),*],
        }
    };
    items
        .machinery
        .extend(cx.read(&quote!(rt::tagged(deserializer, cx)), &shape::named(&shape)));
    items.machinery.push(cx.write(&quote! {
        match self {
            #(Self::#variants(value) => rt::Serialize::serialize(value, serializer),)*
        }
    }));
}

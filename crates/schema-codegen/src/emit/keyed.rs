//! Unions told apart by which member is there.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Cx, Items, docs, ident, shape};
use crate::foreign::code_span;
use crate::plan::{KeyedPlan, KeyedVariant};

pub(super) fn emit(cx: &Cx<'_>, keyed: &KeyedPlan, items: &mut Items) {
    let (name, derives, expecting) = (cx.definition(), cx.derives(), &cx.ty.expecting);
    let attributes = docs::attributes(&cx.ty.docs);
    let variants = keyed.variants.iter();
    let variants: Vec<_> = variants.map(|variant| ident(&variant.name)).collect();
    let types = keyed.variants.iter();
    let types: Vec<_> = types.map(|v| cx.rust_type(&v.ty, items)).collect();
    let comments = keyed.variants.iter().map(comment);
    items.types.push(quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #variants(#types),)*
        }
    });
    let keys = keyed.variants.iter().flat_map(|it| &it.keys);
    let arms = arms(keyed);
    items.machinery.push(cx.reading(
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
    ));
    items
        .machinery
        .extend(cx.read(&quote!(rt::keyed(deserializer, cx)), &shape::read(cx)));
    items.machinery.push(cx.write(&quote! {
        match self {
            #(Self::#variants(value) => rt::Serialize::serialize(value, serializer),)*
        }
    }));
}

fn comment(variant: &KeyedVariant) -> TokenStream {
    let keys = variant.keys.iter().map(|key| code_span(key));
    let keys = keys.collect::<Vec<_>>().join(" or ");
    docs::comment(&if keys.is_empty() {
        "There is none of the members that tell the others.".to_owned()
    } else {
        format!("There is a member {keys}.")
    })
}

fn arms(keyed: &KeyedPlan) -> Vec<TokenStream> {
    let mut place = 0_usize;
    let arms = keyed.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let places = place..place + variant.keys.len();
        place = places.end;
        let places: Vec<_> = places.map(Literal::usize_unsuffixed).collect();
        let pattern = if places.is_empty() {
            quote!(None)
        } else {
            quote!(#(Some(#places))|*)
        };
        quote!(#pattern => rt::Read::read(deserializer, cx).map(Self::#name))
    });
    arms.collect()
}

//! Unions told apart by trying their branches.

use proc_macro2::TokenStream;
use quote::quote;

use super::borrowing::Lifetime;
use super::{Cx, Items, docs, ident, shape};
use crate::plan::ChoicePlan;

pub(super) fn emit(cx: &Cx<'_>, choice: &ChoicePlan, items: &mut Items) {
    let (name, derives) = (cx.definition(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let variants: Vec<_> = choice
        .variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect();
    let types: Vec<_> = choice
        .variants
        .iter()
        .map(|v| cx.rust_type(&v.ty, items))
        .collect();
    let comments = variants
        .iter()
        .map(|variant| docs::comment(&format!("A value of `{variant}`.")));
    items.types.push(quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #variants(#types),)*
        }
    });
    let exclusive = choice.exclusive;
    let branches = branches(cx, choice, items);
    // The value that branches are held against is gone afterwards, so they own their text.
    let owned = cx.with(Lifetime::Static).definition();
    items.machinery.push(quote! {
        impl rt::Choice for #owned {
            const BRANCHES: &'static [rt::Branch<Self>] = &[#(#branches),*];
            const EXCLUSIVE: bool = #exclusive;
        }
    });
    let shapes = types.iter().map(shape::of);
    let shape = quote! {
        rt::Shape::ByTrial {
            branches: &[#(#shapes),*],
            exclusive: #exclusive,
        }
    };
    items
        .machinery
        .extend(cx.read(&quote!(rt::choice(deserializer, cx)), &shape::named(&shape)));
    items.machinery.push(cx.write(&quote! {
        match self {
            #(Self::#variants(value) => rt::Serialize::serialize(value, serializer),)*
        }
    }));
}

/// How each branch is read.
fn branches(cx: &Cx<'_>, choice: &ChoicePlan, items: &mut Items) -> Vec<TokenStream> {
    let over_value = cx.with(Lifetime::Elided);
    let branches = choice.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        if cx.borrows(&variant.ty) {
            let ty = over_value.rust_type(&variant.ty, items);
            quote! {
                |value, cx| {
                    let read: #ty = rt::Read::read(value, cx)?;
                    Ok(Self::#name(rt::Borrowing::into_owned(read)))
                }
            }
        } else {
            quote!(|value, cx| rt::Read::read(value, cx).map(Self::#name))
        }
    });
    branches.collect()
}

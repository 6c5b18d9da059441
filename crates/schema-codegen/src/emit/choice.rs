//! Unions told apart by trying their branches.

use quote::quote;

use super::{Cx, Items, docs, ident, shape};
use crate::plan::ChoicePlan;

pub(super) fn emit(cx: &Cx<'_>, choice: &ChoicePlan, items: &mut Items) {
    let (name, derives) = (cx.name(), cx.derives());
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
    items.machinery.push(quote! {
        impl rt::Choice for #name {
            const BRANCHES: &'static [rt::Branch<Self>] = &[
                #(|value, cx| rt::Read::read(value, cx).map(Self::#variants)),*
            ];
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

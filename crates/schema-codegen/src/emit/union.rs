//! Unions told apart by the kind of JSON value.

use proc_macro2::TokenStream;
use quote::quote;

use super::object::is_unboxed;
use super::{Cx, Items, docs, ident, shape};
use crate::plan::{Type, UnionPlan, UnionVariant};

pub(super) fn emit(cx: &Cx<'_>, union: &UnionPlan, items: &mut Items) {
    let (name, derives, expecting) = (cx.definition(), cx.derives(), &cx.ty.expecting);
    let attributes = docs::attributes(&cx.ty.docs);
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect();
    let types: Vec<_> = union
        .variants
        .iter()
        .map(|v| cx.rust_type(&v.ty, items))
        .collect();
    let comments = union
        .variants
        .iter()
        .map(|variant| docs::comment(&comment(variant)));
    items.types.push(quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #variants(#types),)*
        }
    });
    items
        .machinery
        .extend(conversions(cx, &union.variants, &types));
    let readers = union.variants.iter().map(|variant| {
        let (kind, variant) = (ident(variant.kind.keyword()), ident(&variant.name));
        quote! {
            fn #kind<D: rt::Deserializer<'de>>(
                deserializer: D,
                cx: &mut rt::Context,
            ) -> Result<Self, D::Error> {
                rt::Read::read(deserializer, cx).map(Self::#variant)
            }
        }
    });
    items.machinery.push(cx.reading(
        &quote!(rt::Union),
        &quote! {
            const EXPECTING: &'static str = #expecting;

            #(#readers)*
        },
    ));
    let kinds = union.variants.iter().map(|v| shape::kind(v.kind));
    let shapes = types.iter().map(shape::of);
    let shape = quote!(rt::Shape::ByKind(&[#((rt::JsonKind::#kinds, #shapes)),*]));
    items
        .machinery
        .extend(cx.read(&quote!(rt::union(deserializer, cx)), &shape::named(&shape)));
    items.machinery.push(cx.write(&quote! {
        match self {
            #(Self::#variants(value) => rt::Serialize::serialize(value, serializer),)*
        }
    }));
}

fn comment(variant: &UnionVariant) -> String {
    let what = match (&variant.ty, variant.kind.keyword()) {
        (Type::Int(_) | Type::Integer | Type::PlainInteger, _) => "an integer".to_owned(),
        (_, kind @ ("array" | "object")) => format!("an {kind}"),
        (_, kind) => format!("a {kind}"),
    };
    format!("The value is {what}.")
}

/// A conversion from each variant's type that no other variant has.
fn conversions(cx: &Cx<'_>, variants: &[UnionVariant], types: &[TokenStream]) -> Vec<TokenStream> {
    let unique = |ty: &Type| variants.iter().filter(|other| other.ty == *ty).count() == 1;
    variants
        .iter()
        .zip(types)
        .filter(|(variant, _)| is_unboxed(&variant.ty) && unique(&variant.ty))
        .map(|(variant, ty)| {
            let variant = ident(&variant.name);
            cx.implementing(
                &quote!(From<#ty>),
                &quote! {
                    fn from(value: #ty) -> Self {
                        Self::#variant(value)
                    }
                },
            )
        })
        .collect()
}

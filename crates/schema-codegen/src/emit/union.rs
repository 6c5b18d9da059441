//! The template of unions: an enum, whatever selects the variant. [`discriminator`] writes the
//! selection.

use proc_macro2::TokenStream;
use quote::quote;

use super::discriminator::{self, Written};
use super::object::is_unboxed;
use super::{Cx, Items, docs, ident};
use crate::plan::{Discriminator, Type, UnionPlan};

pub(super) fn emit(cx: &Cx<'_>, union: &UnionPlan, items: &mut Items) {
    let written = Written {
        names: union.variants.iter().map(|it| ident(&it.name)).collect(),
        types: union
            .variants
            .iter()
            .map(|it| cx.rust_type(&it.ty, items))
            .collect(),
    };
    items.types.push(definition(cx, union, &written));
    if let Discriminator::JsonType(_) = union.by {
        items.machinery.extend(conversions(cx, union, &written));
    }
    let reading = discriminator::emit(cx, union, &written, items);
    items.machinery.push(reading.implementation);
    items
        .machinery
        .extend(cx.read(&reading.call, &reading.shape));
    let names = &written.names;
    items.machinery.push(cx.write(&quote! {
        match self {
            #(Self::#names(value) => rt::Serialize::serialize(value, serializer),)*
        }
    }));
}

fn definition(cx: &Cx<'_>, union: &UnionPlan, written: &Written) -> TokenStream {
    let (name, derives) = (cx.definition(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let comments = discriminator::comments(union);
    let comments = comments.iter().map(|text| docs::comment(text));
    let Written { names, types } = written;
    quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #names(#types),)*
        }
    }
}

/// A `From` implementation for each variant whose type no other variant has.
fn conversions(cx: &Cx<'_>, union: &UnionPlan, written: &Written) -> Vec<TokenStream> {
    let variants = &union.variants;
    let unique = |ty: &Type| variants.iter().filter(|other| other.ty == *ty).count() == 1;
    let written = written.names.iter().zip(&written.types);
    let convertible = variants.iter().zip(written);
    let convertible = convertible.filter(|(it, _)| is_unboxed(&it.ty) && unique(&it.ty));
    let conversions = convertible.map(|(_, (variant, ty))| {
        cx.implementing(
            &quote!(From<#ty>),
            &quote! {
                fn from(value: #ty) -> Self {
                    Self::#variant(value)
                }
            },
        )
    });
    conversions.collect()
}

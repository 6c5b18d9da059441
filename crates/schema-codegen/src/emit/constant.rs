//! The template of constants: unit structs that represent a single JSON value.

use quote::quote;
use serde_json::Value;

use super::{Cx, Items, docs, shape};
use crate::plan::ConstantPlan;

pub(super) fn emit(cx: &Cx<'_>, constant: &ConstantPlan, items: &mut Items) {
    let (name, derives) = (cx.name(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let json = constant.value.to_string();
    items.types.push(quote! {
        #attributes
        #derives
        pub struct #name;
    });
    let (read, write, shape) = match &constant.value {
        Value::String(text) => {
            items.types.push(quote! {
                impl #name {
                    /// The only value.
                    pub const VALUE: &'static str = #text;
                }
            });
            (
                quote!(rt::constant_string(deserializer, cx, #text)),
                quote!(serializer.serialize_str(Self::VALUE)),
                quote!(rt::Shape::Constant(Self::VALUE)),
            )
        }
        _ => (
            quote!(rt::constant(deserializer, cx, #json)),
            quote!(rt::write_constant(serializer, #json)),
            shape::read(cx),
        ),
    };
    items
        .machinery
        .extend(cx.read(&quote!(#read.map(|()| Self)), &shape));
    items.machinery.push(cx.write(&write));
}

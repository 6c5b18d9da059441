//! Implementations of `schemars::JsonSchema`: each type returns its source schema.

use proc_macro2::TokenStream;
use quote::quote;

use super::borrowing::Lifetime;
use super::{Cx, json_literal};
use crate::plan::TypeId;

pub(super) fn emit(
    cx: &Cx<'_>,
    feature: &str,
    cow: &TokenStream,
    owned: Option<&TokenStream>,
    in_scope: &dyn Fn(TypeId) -> bool,
) -> TokenStream {
    let cx = &cx.with(Lifetime::Elided);
    let (name, text) = (cx.definition(), json_literal(&cx.ty.json_schema.text));
    let title = &cx.ty.name;
    let id = format!("::{title}");
    let references = &cx.ty.json_schema.references;
    let others = references
        .iter()
        .filter_map(|&id| Some((id, cx.plan.types.get(id)?)));
    let references: Vec<_> = others
        .map(|(id, other)| {
            let (key, name) = (&other.name, cx.named(other.borrows, &other.name));
            // A path, since an import would be unused without the feature.
            let other = if in_scope(id) {
                quote!(#name)
            } else {
                quote!(super::#name)
            };
            quote!((#key, rt::SchemaGenerator::subschema_for::<#other>))
        })
        .collect();
    if let Some(module) = owned {
        return delegating(cx, feature, cow, module);
    }
    quote! {
        #[cfg(feature = #feature)]
        impl rt::JsonSchema for #name {
            fn schema_name() -> #cow<'static, str> {
                #title.into()
            }

            fn schema_id() -> #cow<'static, str> {
                concat!(module_path!(), #id).into()
            }

            fn json_schema(
                generator: &mut rt::SchemaGenerator,
            ) -> rt::Schema {
                rt::json_schema(generator, #text, &[#(#references),*])
            }
        }
    }
}

/// Delegates to the owned counterpart of a type that borrows, so that both share one definition in
/// a schema that contains both.
fn delegating(cx: &Cx<'_>, feature: &str, cow: &TokenStream, module: &TokenStream) -> TokenStream {
    let (name, owned) = (cx.definition(), cx.name());
    let owned = quote!(<super::#module::#owned as rt::JsonSchema>);
    quote! {
        #[cfg(feature = #feature)]
        impl rt::JsonSchema for #name {
            fn schema_name() -> #cow<'static, str> {
                #owned::schema_name()
            }

            fn schema_id() -> #cow<'static, str> {
                #owned::schema_id()
            }

            fn json_schema(
                generator: &mut rt::SchemaGenerator,
            ) -> rt::Schema {
                #owned::json_schema(generator)
            }
        }
    }
}

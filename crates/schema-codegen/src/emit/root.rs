//! Methods of root types, the types that payloads are parsed into.

use proc_macro2::TokenStream;
use quote::quote;

use super::borrowing::Lifetime;
use super::rust_type::runtime;
use super::{Cx, Items, Wanted, docs};

pub(super) fn emit(cx: &Cx<'_>, wanted: &Wanted, items: &mut Items) {
    let error = runtime("Error", items);
    let schema = wanted.schema_files.then(|| {
        let file = schema_file(cx.ty.module_name(cx.plan));
        let file = match &wanted.schema_directory {
            Some(directory) => format!("{directory}/{file}"),
            None => file,
        };
        let formats = if cx.plan.asserts_formats {
            "`format` is an assertion."
        } else {
            "`format` is an annotation (not validated)."
        };
        let comment = docs::comment(&format!(
            "The schema with everything it refers to, as one document. {formats}"
        ));
        quote! {
            #comment
            pub const SCHEMA: &'static str = include_str!(#file);
        }
    });
    if cx.ty.borrows {
        items.types.push(borrowing(cx, schema.as_ref(), &error));
        return;
    }
    items.types.push(cx.own(&quote! {
        #schema

        /// Reads a payload from JSON text, in one pass.
        ///
        /// # Errors
        ///
        /// When the text is not JSON or not valid against the schema; the error says where and why.
        pub fn from_slice(json: &[u8]) -> Result<Self, #error> {
            rt::from_slice(json)
        }

        /// Whether [`from_slice`](Self::from_slice) accepts a payload, without building the value.
        #[must_use]
        pub fn is_valid(json: &[u8]) -> bool {
            rt::accepts::<Self>(json)
        }
    }));
    if !cx.ty.reads_json_text {
        return;
    }
    items.machinery.push(cx.implementing(
        &quote!(std::str::FromStr),
        &quote! {
            type Err = #error;

            fn from_str(json: &str) -> Result<Self, #error> {
                rt::from_str(json)
            }
        },
    ));
}

/// The methods of a root that borrows. `FromStr::from_str` has no lifetime for the text, so
/// `from_str` is an inherent method.
fn borrowing(cx: &Cx<'_>, schema: Option<&TokenStream>, error: &TokenStream) -> TokenStream {
    let elided = cx.with(Lifetime::Elided).definition();
    cx.own(&quote! {
        #schema

        /// Reads a payload from JSON text, in one pass. Strings without escapes are borrowed from it.
        ///
        /// # Errors
        ///
        /// When the text is not JSON or not valid against the schema; the error says where and why.
        pub fn from_slice(json: &'a [u8]) -> Result<Self, #error> {
            rt::from_slice(json)
        }

        /// Like [`from_slice`](Self::from_slice), from a string.
        ///
        /// # Errors
        ///
        /// Like [`from_slice`](Self::from_slice).
        #[allow(clippy::should_implement_trait)]
        pub fn from_str(json: &'a str) -> Result<Self, #error> {
            rt::from_str(json)
        }

        /// Whether [`from_slice`](Self::from_slice) accepts a payload, without building the value.
        #[must_use]
        pub fn is_valid(json: &[u8]) -> bool {
            rt::accepts::<#elided>(json)
        }
    })
}

/// The file beside the module that holds the root's bundled schema.
pub(crate) fn schema_file(module: &str) -> String {
    format!("{module}.schema.json")
}

//! The validator behind a type that cannot say all of its rules.

use quote::quote;

use super::rust_type::runtime;
use super::{Cx, Items, raw_string};
use crate::plan::WholeSchema;

pub(super) fn emit(cx: &Cx<'_>, schema: &WholeSchema, items: &mut Items) {
    let name = cx.name();
    let error = runtime("ConstraintError", items);
    let (text, formats) = (raw_string(&schema.text), schema.assert_formats);
    items.types.push(quote! {
        impl #name {
            /// Holds the value to the rules that no single member can be held to.
            ///
            /// # Errors
            ///
            /// The first rule that is broken.
            pub fn check(&self) -> Result<(), #error> {
                rt::check(self, Self::whole_schema())
            }
        }
    });
    items.machinery.push(quote! {
        impl #name {
            fn whole_schema() -> &'static rt::Validator {
                static SCHEMA: rt::LazyLock<rt::Validator> =
                    rt::LazyLock::new(|| rt::Validator::new(#text, #formats));
                &SCHEMA
            }
        }
    });
}

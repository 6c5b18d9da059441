//! Checks that run after parsing, for assertions that the type does not encode: a residual check of
//! some keywords, or full validation.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::runtime;
use super::{Cx, Items, json_literal};
use crate::plan::{Check, WholeSchema};

pub(super) fn emit(cx: &Cx<'_>, check: &Check, items: &mut Items) {
    let error = runtime("ConstraintError", items);
    let call = match check {
        Check::Condition(_) => quote!(rt::check_condition(self, Self::condition())),
        Check::Schema(_) => quote!(rt::check(self, Self::whole_schema())),
    };
    items.types.push(cx.own(&quote! {
        /// Validates the value against the assertions that its type does not encode.
        ///
        /// # Errors
        ///
        /// The first violation.
        pub fn check(&self) -> Result<(), #error> {
            #call
        }
    }));
    let compiled = match check {
        Check::Condition(condition) => compiled_condition(condition),
        Check::Schema(schema) => compiled_schema(schema),
    };
    items.machinery.push(cx.own(&compiled));
}

/// The last expression of a reader: checks the value that was read, and returns it.
pub(super) fn read(check: &Check) -> TokenStream {
    match check {
        Check::Condition(_) => quote!(rt::conditional(value, cx, Self::condition())),
        Check::Schema(_) => quote!(rt::checked(value, cx, Self::whole_schema())),
    }
}

fn compiled_condition(condition: &str) -> TokenStream {
    let text = json_literal(condition);
    quote! {
        fn condition() -> &'static rt::Condition {
            static CONDITION: rt::LazyLock<rt::Condition> =
                rt::LazyLock::new(|| rt::Condition::new(#text));
            &CONDITION
        }
    }
}

fn compiled_schema(schema: &WholeSchema) -> TokenStream {
    let (text, formats) = (json_literal(&schema.text), schema.assert_formats);
    quote! {
        fn whole_schema() -> &'static rt::Validator {
            static SCHEMA: rt::LazyLock<rt::Validator> =
                rt::LazyLock::new(|| rt::Validator::new(#text, #formats));
            &SCHEMA
        }
    }
}

//! What stands behind a type that cannot say all of its rules: a condition, or the validator.

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
        /// Holds the value to the rules that no single member can be held to.
        ///
        /// # Errors
        ///
        /// The first rule that is broken.
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

/// The last expression of a reader: checks what has been read, and gives it.
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

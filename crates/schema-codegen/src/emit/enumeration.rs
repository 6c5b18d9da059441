//! The template of enums of strings. Closed enums reject unknown strings; open enums keep them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::rust_type::runtime;
use super::{Cx, Items, docs, ident, name_list};
use crate::foreign::code_span;
use crate::plan::EnumerationPlan;

pub(super) fn emit(cx: &Cx<'_>, list: &EnumerationPlan, items: &mut Items) {
    match &list.unknown {
        Some(unknown) => open(cx, list, &ident(unknown), items),
        None => closed(cx, list, items),
    }
    let (name, expecting) = (cx.name(), &cx.ty.expecting);
    let (variants, wires) = variants(list);
    let is_long = name_list::is_long(wires.len());
    let found = match &list.unknown {
        Some(_) => quote!(Some(Self::from(text))),
        None if is_long => {
            let position = position(&quote!(ALL), &quote!(|value| value.as_str()));
            quote!(Self::ALL.get(#position?).copied())
        }
        None => quote! {
            Some(match text {
                #(#wires => Self::#variants,)*
                _ => return None,
            })
        },
    };
    items.machinery.push(quote! {
        impl rt::StringEnum for #name {
            const EXPECTING: &'static str = #expecting;

            fn from_wire(text: &str) -> Option<Self> {
                #found
            }
        }
    });
    let shape = match &list.unknown {
        Some(_) => quote!(rt::Shape::String),
        None if is_long => {
            quote!(rt::Shape::Listed(|text| {
                <Self as rt::StringEnum>::from_wire(text).is_some()
            }))
        }
        None => quote!(rt::Shape::OneOf(&[#(#wires),*])),
    };
    items
        .machinery
        .extend(cx.read(&quote!(rt::string_enum(deserializer, cx)), &shape));
    items
        .machinery
        .push(cx.write(&quote!(serializer.serialize_str(self.as_str()))));
    items.machinery.push(display(&name));
}

/// The position of `text` among the strings of a constant list of values, by an index.
fn position(list: &TokenStream, as_str: &TokenStream) -> TokenStream {
    quote! {
        {
            static INDEX: rt::NameIndex = rt::NameIndex::new();
            INDEX.position(Self::#list.iter().map(#as_str), text)
        }
    }
}

fn variants(list: &EnumerationPlan) -> (Vec<Ident>, Vec<&String>) {
    let variants = list.variants.iter();
    variants
        .map(|variant| (ident(&variant.name), &variant.wire))
        .unzip()
}

fn closed(cx: &Cx<'_>, list: &EnumerationPlan, items: &mut Items) {
    let (name, derives) = (cx.name(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let (variants, wires) = variants(list);
    let comments = wires.iter().map(|wire| docs::comment(&code_span(wire)));
    items.types.push(quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #variants,)*
        }
    });
    items.types.push(quote! {
        impl #name {
            /// All values, in the order of the schema.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The string in payloads.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(Self::#variants => #wires,)*
                }
            }
        }
    });
    let error = runtime("ConstraintError", items);
    items.machinery.push(quote! {
        impl std::str::FromStr for #name {
            type Err = #error;

            fn from_str(text: &str) -> Result<Self, #error> {
                rt::from_wire(text)
            }
        }
    });
}

fn open(cx: &Cx<'_>, list: &EnumerationPlan, unknown: &Ident, items: &mut Items) {
    let (name, derives) = (cx.name(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let (variants, wires) = variants(list);
    let comments = wires.iter().map(|wire| docs::comment(&code_span(wire)));
    let value = runtime("UnknownValue", items);
    items.types.push(quote! {
        #attributes
        #derives
        pub enum #name {
            #(#comments #variants,)*
            /// A value that the schema does not list, kept as it is.
            #unknown(#value),
        }
    });
    items.types.push(quote! {
        impl #name {
            /// The string in payloads.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::#unknown(value) => value.as_str(),
                }
            }

            /// Whether the schema lists the value.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::#unknown(_))
            }
        }
    });
    let known = if name_list::is_long(wires.len()) {
        items.machinery.push(quote! {
            impl #name {
                const KNOWN: &'static [Self] = &[#(Self::#variants),*];
            }
        });
        let position = position(&quote!(KNOWN), &quote!(Self::as_str));
        quote! {
            let known = #position.and_then(|place| Self::KNOWN.get(place).cloned());
            known.unwrap_or_else(|| Self::#unknown(rt::unknown(text)))
        }
    } else {
        quote! {
            match text {
                #(#wires => Self::#variants,)*
                _ => Self::#unknown(rt::unknown(text)),
            }
        }
    };
    items.machinery.push(quote! {
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                #known
            }
        }
    });
}

fn display(name: &Ident) -> TokenStream {
    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

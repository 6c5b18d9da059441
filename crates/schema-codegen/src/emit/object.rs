//! The template of structs: fields in the order of the schema, a reader that fills slots, and a
//! writer with one line for each property.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::borrowing::generics_of;
use super::rust_type::runtime;
use super::{Cx, Items, docs, groups, ident, name_list};
use crate::foreign::code_span;
use crate::plan::{Member, ObjectPlan, Presence, Rest, Type};

pub(super) fn emit(cx: &Cx<'_>, object: &ObjectPlan, items: &mut Items) {
    let definition = definition(cx, object, items);
    items.types.push(definition);
    let reader = reader(cx, object, items);
    items.machinery.push(reader);
    items.machinery.extend(cx.read(
        &quote!(rt::object(deserializer, cx)),
        &groups::shape(cx, object),
    ));
    items.machinery.push(writer(cx, object));
}

fn definition(cx: &Cx<'_>, object: &ObjectPlan, items: &mut Items) -> TokenStream {
    let (name, derives) = (cx.definition(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let fields: Vec<_> = object
        .members
        .iter()
        .map(|member| field(cx, member, items))
        .collect();
    let extra = match &object.rest {
        Rest::Closed => TokenStream::new(),
        Rest::Open { field, ty } => {
            let comment = docs::comment("Additional properties, in the order of the payload.");
            let (field, ty) = (ident(field), cx.extra_type(ty, items));
            quote!(#comment pub #field: #ty,)
        }
    };
    let groups = groups::fields(cx, &object.groups, items);
    quote! {
        #attributes
        #derives
        pub struct #name {
            #(#fields)*
            #groups
            #extra
        }
    }
}

fn field(cx: &Cx<'_>, member: &Member, items: &mut Items) -> TokenStream {
    let attributes = docs::attributes(&member.docs);
    let attributes = if member.docs.paragraphs.is_empty() {
        let comment = docs::comment(&format!("The property {}.", code_span(&member.wire)));
        quote!(#comment #attributes)
    } else {
        attributes
    };
    let (field, ty) = (
        ident(&member.field),
        cx.field_type(&member.ty, member.presence, items),
    );
    quote!(#attributes pub #field: #ty,)
}

fn reader(cx: &Cx<'_>, object: &ObjectPlan, items: &mut Items) -> TokenStream {
    let expecting = &cx.ty.expecting;
    let parts = object.members.iter().map(|member| part(cx, member, items));
    let parts = name_list::parts(parts);
    let fields: Vec<_> = object
        .members
        .iter()
        .map(|member| ident(&member.field))
        .collect();
    let slots = object.members.iter().map(|member| slot(cx, member, items));
    let slots: Vec<_> = slots.collect();
    let finish = object.members.iter().map(finish_field);
    let groups::Kept {
        definition,
        ty: rest_type,
        pattern: rest_pattern,
        fields: rest_fields,
    } = groups::kept(cx, object, items);
    let Slots {
        ty: slots_type,
        definition: slots_definition,
        given: slots_given,
    } = Slots::of(&fields, &slots);
    let member = member_method(object, &fields, &slots_type);
    let object = cx.reading(
        &quote!(rt::Object),
        &quote! {
            const EXPECTING: &'static str = #expecting;
            const PARTS: rt::Parts = #parts;
            type Slots = #slots_type;
            type Rest = #rest_type;

            #member

            fn finish(#slots_given: #slots_type, #rest_pattern: Self::Rest) -> Result<Self, rt::Missing> {
                Ok(Self {
                    #(#finish,)*
                    #rest_fields
                })
            }
        },
    );
    quote! {
        const _: () = {
            #slots_definition
            #definition
            #object
        };
    }
}

/// What a reader fills while it reads an object; nothing if the object has no properties.
struct Slots {
    ty: TokenStream,
    definition: TokenStream,
    /// The pattern of the argument.
    given: TokenStream,
}

impl Slots {
    fn of(fields: &[Ident], slots: &[TokenStream]) -> Self {
        if fields.is_empty() {
            return Self {
                ty: quote!(()),
                definition: TokenStream::new(),
                given: quote!(()),
            };
        }
        let generics = generics_of(slots);
        let ty = quote!(Slots #generics);
        Self {
            definition: quote!(#[derive(Default)] pub struct #ty { #(#fields: #slots,)* }),
            ty,
            given: quote!(slots),
        }
    }
}

/// The method that reads a property into its slot.
fn member_method(object: &ObjectPlan, fields: &[Ident], slots: &TokenStream) -> TokenStream {
    if fields.is_empty() {
        return quote! {
            fn member<A: rt::MapAccess<'de>>(
                (): &mut (),
                _: usize,
                entry: rt::Entry<'_, A>,
            ) -> Result<(), A::Error> {
                entry.nothing()
            }
        };
    }
    let indices = (0..fields.len()).map(Literal::usize_unsuffixed);
    let fill = object.members.iter().map(|member| match member.presence {
        Presence::RequiredNullable | Presence::OptionalNullable => quote!(fill_presence),
        Presence::Required | Presence::Optional => quote!(fill),
    });
    quote! {
        fn member<A: rt::MapAccess<'de>>(
            slots: &mut #slots,
            index: usize,
            entry: rt::Entry<'_, A>,
        ) -> Result<(), A::Error> {
            match index {
                #(#indices => entry.#fill(&mut slots.#fields),)*
                _ => entry.nothing(),
            }
        }
    }
}

/// The `rt::Part` of a property: name, presence and shape.
fn part(cx: &Cx<'_>, member: &Member, items: &mut Items) -> TokenStream {
    let (ty, wire) = (cx.rust_type(&member.ty, items), &member.wire);
    match member.presence {
        Presence::Required => quote!(rt::Part::required::<#ty>(#wire)),
        Presence::RequiredNullable => quote!(rt::Part::required::<Option<#ty>>(#wire)),
        Presence::Optional => quote!(rt::Part::optional::<#ty>(#wire)),
        Presence::OptionalNullable => quote!(rt::Part::optional::<Option<#ty>>(#wire)),
    }
}

/// The type of a property's slot, which records whether the property has been read.
fn slot(cx: &Cx<'_>, member: &Member, items: &mut Items) -> TokenStream {
    let ty = cx.rust_type(&member.ty, items);
    match member.presence {
        Presence::RequiredNullable | Presence::OptionalNullable => {
            let presence = runtime("Presence", items);
            quote!(#presence<#ty>)
        }
        Presence::Required | Presence::Optional => quote!(Option<#ty>),
    }
}

fn finish_field(member: &Member) -> TokenStream {
    let (field, wire) = (ident(&member.field), &member.wire);
    match member.presence {
        Presence::Required => quote!(#field: rt::require(slots.#field, #wire)?),
        Presence::RequiredNullable => {
            quote!(#field: rt::require_nullable(slots.#field, #wire)?)
        }
        Presence::Optional | Presence::OptionalNullable => quote!(#field: slots.#field),
    }
}

fn writer(cx: &Cx<'_>, object: &ObjectPlan) -> TokenStream {
    let members = object.members.iter().map(|member| {
        let (field, wire) = (ident(&member.field), &member.wire);
        let method = match member.presence {
            Presence::Required | Presence::RequiredNullable => quote!(required),
            Presence::Optional => quote!(optional),
            Presence::OptionalNullable => quote!(presence),
        };
        quote!(out.#method(#wire, &self.#field)?;)
    });
    let finish = groups::writes(object);
    // An unused `mut` would be a warning, and generated code may be compiled with `deny(warnings)`.
    let is_changed = !object.members.is_empty() || groups::write_members(object);
    let mutable = is_changed.then(|| quote!(mut));
    cx.write(&quote! {
        let #mutable out = rt::ObjectWriter::begin(serializer)?;
        #(#members)*
        #finish
    })
}

/// Whether a type is written without `Box`; only then a `From` implementation is useful.
pub(super) fn is_unboxed(ty: &Type) -> bool {
    !matches!(ty, Type::Boxed(_))
}

//! Code that the generator writes for its cases, with their schemas: the types whose errors are
//! shown.

/// A module for each case. `include!` instead of `#[path]`, since expected files have the format of
/// the generator.
macro_rules! cases {
    ($($module:ident = $case:literal;)*) => {$(
        #[expect(
            dead_code,
            unreachable_pub,
            reason = "only the errors of these types are of interest"
        )]
        pub(crate) mod $module {
            include!(concat!(
                "../../../crates/schema-codegen/tests/cases/",
                $case,
                "/expected.rs"
            ));

            pub(crate) const SOURCE: &str = include_str!(concat!(
                "../../../crates/schema-codegen/tests/cases/",
                $case,
                "/schema.json"
            ));
        }
    )*};
}

cases! {
    array_bounds = "array/bounds";
    boolean = "boolean/type";
    const_integer = "const/integer";
    const_in_members = "const/in_members";
    date_time = "format/date_time_asserted";
    draft_04_integers = "dialects/draft_04_integers";
    email = "format/email_asserted";
    enum_closed = "enum/closed";
    groups = "pattern_properties/groups_and_typed_rest";
    if_then = "assertions/condition";
    integer_odd_range = "integer/odd_range";
    integer_u8 = "integer/u8";
    map_closed = "pattern_properties/map_closed";
    map_with_size = "map/with_size";
    members = "object/members";
    number_bounds = "number/bounds";
    number_multiple_of = "number/multiple_of";
    object_closed = "object/closed";
    pattern_and_length = "string/pattern_and_length";
    struct_or_map = "union_untagged/of_struct_and_map";
    tuple_closed = "tuple/closed";
    tuple_that_may_end_early = "tuple/that_may_end_early";
    union_by_json_type = "union_by_json_type/three";
    union_by_property = "union_untagged/without_tag";
    union_by_tag = "union_by_tag/any_of";
    unique_items = "assertions/unique_items_by_value";
}

//! The smallest schemas, at least one for each wording of a diagnostic.

/// A name and the bytes.
pub(super) type File = (&'static str, &'static [u8]);

/// Files and options that give diagnostics of one code.
pub(super) struct Case {
    pub(super) code: &'static str,
    /// As the command takes them.
    pub(super) options: &'static str,
    /// The first is the schema; without any, the schema does not exist.
    pub(super) files: &'static [File],
}

const fn case(code: &'static str, files: &'static [File]) -> Case {
    with(code, "", files)
}

const fn with(code: &'static str, options: &'static str, files: &'static [File]) -> Case {
    Case {
        code,
        options,
        files,
    }
}

/// A schema whose meaning depends on its draft.
const OLD: &[u8] = br#"{"$schema": "http://json-schema.org/draft-04/schema#", "type": "integer"}"#;

pub(super) const CASES: &[Case] = &[
    // Files.
    case("unreadable", &[]),
    case("unreadable", &[("schema.json", b"")]),
    case("unreadable", &[("schema.json", b"{\"type\": \"object\",}")]),
    case(
        "unreadable",
        &[("schema.json", b"{\"type\": \"object\", \"type\": \"array\"}")],
    ),
    case("unreadable", &[("schema.json", b"{\"title\": \"\xfc\"}")]),
    case("unreadable", &[("schema.json", b"\xef\xbb\xbf{}")]),
    case("unreadable", &[("schema.json", b"\xff\xfe{\0}\0")]),
    case("unreadable", &[("schema.json", b"\0{\0}")]),
    case("unreadable", &[("schema.json", b"{\0\0\0}\0\0\0")]),
    case("unreadable", &[("schema.json", b"\x1f\x8b\x08\0")]),
    case("unreadable", &[("schema.json", b"PK\x03\x04")]),
    case("unreadable", &[("schema.json", b"\x28\xb5\x2f\xfd")]),
    case("unreadable", &[("schema.json", b"BZh9")]),
    case("unreadable", &[("schema.json", b"\xfd7zXZ\0")]),
    case("unreadable", &[("schema.json", b"<!DOCTYPE html>")]),
    case("unreadable", &[("schema.json", b"type: object")]),
    with("unreadable", "--ref-dir parts", &[("schema.json", b"{}")]),
    // Dialects.
    case(
        "unknown-dialect",
        &[("schema.json", br#"{"$schema": "https://schemas.example/mine"}"#)],
    ),
    with(
        "unknown-dialect",
        "--ref https://schemas.example/mine=meta.json",
        &[
            ("schema.json", br#"{"$schema": "https://schemas.example/mine"}"#),
            ("meta.json", br#"{"$vocabulary": {"https://schemas.example/units": true}}"#),
        ],
    ),
    // Descriptions of interfaces.
    case("not-a-schema", &[("api.json", br#"{"openapi": "3.0.3"}"#)]),
    case("not-a-schema", &[("api.json", br#"{"openapi": "3.1.1"}"#)]),
    case("not-a-schema", &[("api.json", br#"{"openapi": "4.0.0"}"#)]),
    case("not-a-schema", &[("api.json", br#"{"swagger": "2.0"}"#)]),
    case("not-a-schema", &[("api.json", br#"{"asyncapi": "3.0.0"}"#)]),
    // Metaschemas.
    case("invalid-schema", &[("schema.json", b"[]")]),
    case("invalid-schema", &[("schema.json", br#"{"type": "objekt"}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"type": 5}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"required": "a"}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"required": ["a", "a"]}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"enum": "a"}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"properties": ["a"]}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"minLength": -1}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"items": "string"}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"allOf": []}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"type": ["string", "string"]}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"$id": "a#b"}"#)]),
    case("invalid-schema", &[("schema.json", br#"{"$schema": "http://json-schema.org/draft-07/schema#", "items": 5}"#)]),
    // Patterns.
    case("invalid-pattern", &[("schema.json", br#"{"pattern": "^\\d+\\z"}"#)]),
    case("invalid-pattern", &[("schema.json", br#"{"patternProperties": {"(": {}}}"#)]),
    // References.
    case("missing-reference", &[("schema.json", br##"{"$ref": "#/$defs/user"}"##)]),
    case("missing-reference", &[("schema.json", br##"{"$ref": "#user"}"##)]),
    case("missing-reference", &[("schema.json", br#"{"$ref": "user.json"}"#)]),
    case(
        "missing-reference",
        &[("schema.json", br#"{"$ref": "https://schemas.example/user.json"}"#)],
    ),
    case(
        "missing-reference",
        &[(
            "schema.json",
            br#"{"$id": "https://schemas.example/root.json", "$ref": "user.json"}"#,
        )],
    ),
    case(
        "missing-reference",
        &[(
            "schema.json",
            br#"{"properties": {"a": {"$ref": "user.json"}, "b": {"$ref": "user.json"}}}"#,
        )],
    ),
    case(
        "missing-reference",
        &[(
            "schema.json",
            br#"{"allOf": [{"$ref": "user.json"}, {"$ref": "user.json"}, {"$ref": "user.json"}]}"#,
        )],
    ),
    with(
        "missing-reference",
        "--ref-dir parts",
        &[
            ("schema.json", br#"{"$ref": "user.json"}"#),
            ("parts/broken.json", b"{"),
        ],
    ),
    case(
        "unencoded-reference",
        &[(
            "schema.json",
            br##"{"$ref": "#/$defs/a b", "$defs": {"a b": {"type": "null"}}}"##,
        )],
    ),
    case(
        "unencoded-reference",
        &[(
            "schema.json",
            br##"{"$ref": "#/$defs/a|b", "$defs": {"a|b": {"items": {"$ref": "#/$defs/a|b"}}}}"##,
        )],
    ),
    case("missing-reference", &[("schema.json", br#"{"$ref": "http://["}"#)]),
    case("missing-reference", &[("schema.json", br#"{"$id": "http://["}"#)]),
    case("out-of-reach", &[("schema.json", br#"{"$ref": "../user.json"}"#)]),
    case(
        "out-of-reach",
        &[(
            "schema.json",
            br#"{"allOf": [{"$ref": "../user.json"}, {"$ref": "../user.json"}]}"#,
        )],
    ),
    // Keywords.
    case("unknown-keyword", &[("schema.json", br#"{"requird": ["a"]}"#)]),
    // A schema that means something else outside of its document, beside a document that cannot be
    // embedded.
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "not": {}}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "type": "number", "not": {"const": 2}}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "type": "string", "not": {"const": "a"}}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    with(
        "unsupported",
        "--formats assert",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "type": "string", "format": "email"}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "type": "array", "uniqueItems": true}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "type": "object", "not": {"required": ["a"]}}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "type": "object", "additionalProperties": {"not": {}}}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "unevaluatedItems": {"type": "string"}}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            (
                "schema.json",
                br##"{"properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "any.json"}}, "$defs": {"a": {"$anchor": "a", "type": "number", "multipleOf": 1e-300, "not": {"multipleOf": 3}}}}"##,
            ),
            ("any.json", b"true"),
        ],
    ),
    // A schema of another draft, beside a document that cannot be embedded.
    case(
        "unsupported",
        &[
            ("schema.json", br#"{"properties": {"a": {"$ref": "old.json"}, "b": {"$ref": "any.json"}}}"#),
            ("old.json", OLD),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            ("schema.json", br#"{"type": "array", "prefixItems": [{"$ref": "old.json"}, {"$ref": "any.json"}]}"#),
            ("old.json", OLD),
            ("any.json", b"true"),
        ],
    ),
    case(
        "unsupported",
        &[
            ("schema.json", br#"{"type": "array", "items": {"$ref": "old.json"}, "anyOf": [{"items": {"$ref": "any.json"}}, {"items": {"$ref": "old.json"}}]}"#),
            ("old.json", OLD),
            ("any.json", b"true"),
        ],
    ),
    case("accepts-nothing", &[("schema.json", b"false")]),
    // Schemas that apply themselves.
    case("self-application", &[("schema.json", br##"{"not": {"$ref": "#"}}"##)]),
    case("self-application", &[("schema.json", br##"{"allOf": [{"$ref": "#"}]}"##)]),
    case(
        "self-application",
        &[(
            "schema.json",
            br##"{"oneOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"allOf": [{"$ref": "#"}, {"minLength": 3}]}}}"##,
        )],
    ),
    // OpenAPI.
    with(
        "no-effect",
        "--openapi 3.0",
        &[("schema.json", br#"{"nullable": true}"#)],
    ),
    with(
        "no-effect",
        "--openapi 3.0",
        &[("schema.json", br#"{"type": "string", "enum": ["a"], "nullable": true}"#)],
    ),
    with(
        "no-effect",
        "--openapi 3.0",
        &[(
            "schema.json",
            br##"{"properties": {"a": {"$ref": "#/definitions/a", "nullable": true}}, "definitions": {"a": {}}}"##,
        )],
    ),
    with(
        "no-effect",
        "--openapi 3.1",
        &[("schema.json", br#"{"type": "string", "nullable": true}"#)],
    ),
    // Samples.
    case("invalid-default", &[("schema.json", br#"{"maximum": 10, "default": 12}"#)]),
    case(
        "invalid-default",
        &[(
            "schema.json",
            br#"{"properties": {"a": {"type": "string"}}, "default": {"a": 1}}"#,
        )],
    ),
    case("invalid-example", &[("schema.json", br#"{"type": "string", "example": 1}"#)]),
    case("invalid-example", &[("schema.json", br#"{"type": "string", "examples": ["a", 1]}"#)]),
    with(
        "invalid-example",
        "--formats assert",
        &[("schema.json", br#"{"format": "date", "examples": ["soon"]}"#)],
    ),
    case("invalid-example", &[("schema.json", br#"{"pattern": "^a", "examples": ["b"]}"#)]),
    // Names that the caller chose.
    with("wrong-name", "--name /$defs/user=User", &[("schema.json", b"{}")]),
    with(
        "wrong-name",
        "--name /$defs/user=Self",
        &[("schema.json", br#"{"$defs": {"user": {"enum": ["a"]}}}"#)],
    ),
    with(
        "wrong-name",
        "--name /$defs/user=User --name /$defs/user=Person",
        &[("schema.json", br#"{"$defs": {"user": {"enum": ["a"]}}}"#)],
    ),
    with(
        "wrong-name",
        "--name /$defs/user=User --name /$defs/agent=User",
        &[(
            "schema.json",
            br#"{"$defs": {"user": {"enum": ["a"]}, "agent": {"enum": ["b"]}}}"#,
        )],
    ),
    with(
        "wrong-name",
        "--name /$defs/user=User",
        &[("schema.json", br#"{"$defs": {"user": {"type": "string"}}}"#)],
    ),
];

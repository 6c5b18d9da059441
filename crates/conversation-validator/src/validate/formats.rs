//! Descriptions and examples of the formats that JSON Schema defines (validation, §7.3).

/// The description of a format, and help with an example; `None` for a format that JSON Schema does
/// not define.
pub(crate) fn described(format: &str) -> Option<(&'static str, &'static str)> {
    Some(match format {
        "date-time" => (
            "a date and time",
            "write it as RFC 3339 has it, with an offset: `2026-11-20T09:30:00Z`",
        ),
        "date" => ("a date", "write it as RFC 3339 has it: `2026-11-20`"),
        "time" => (
            "a time",
            "write it as RFC 3339 has it, with an offset: `09:30:00Z`",
        ),
        "duration" => ("a duration", "write it as ISO 8601 has it: `PT5M`"),
        "email" | "idn-email" => ("an e-mail address", "write it like `name@example.com`"),
        "hostname" | "idn-hostname" => ("a host name", "write it like `chat.example.com`"),
        "ipv4" => ("an IPv4 address", "write it like `192.0.2.1`"),
        "ipv6" => ("an IPv6 address", "write it like `2001:db8::1`"),
        "uri" | "iri" => (
            "an absolute address",
            "write it like `https://example.com/chat`",
        ),
        "uri-reference" | "iri-reference" => ("an address", "write it like `/chat?id=1`"),
        "uri-template" => ("an address template", "write it like `/chats/{id}`"),
        "uuid" => (
            "a UUID",
            "write it like `2f1e9c0a-5d3b-4c8e-9f7a-6b5c4d3e2f1a`",
        ),
        "json-pointer" => ("a JSON Pointer", "write it like `/segments/0`"),
        "relative-json-pointer" => ("a relative JSON Pointer", "write it like `1/segments`"),
        "regex" => ("a regular expression", "ECMA-262 says how one is written"),
        _ => return None,
    })
}

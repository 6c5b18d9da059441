//! Texts that are not JSON, and unusual ones that are.

use conversation_tests::{Root, for_each_root};
use conversation_validator::UnreadableReason;
use serde_json::Value;

use crate::{fixture, is_accepted, is_rejected_as_text, is_unreadable, with_members};

for_each_root! {
    nothing_and_white_space_are_no_payload => |R| empty::<R>()
    every_beginning_of_a_payload_is_cut_off => |R| truncated::<R>()
    one_payload_and_nothing_around_it => |R| surrounded::<R>()
    text_is_utf_8_everywhere => |R| invalid_utf_8::<R>()
    half_a_surrogate_pair_is_no_character => |R| surrogates::<R>()
    json_has_no_dialects => |R| dialects::<R>()
}

fn empty<R: Root>() {
    for text in ["", " ", " \n\t\r "] {
        assert_eq!(
            is_unreadable::<R>(text.as_bytes()).1,
            UnreadableReason::Empty
        );
    }
}

fn truncated<R: Root>() {
    let every_member = fixture::<R>("every-member.json");
    let scripts = with_members::<R>("\"é😀\": \"é😀\\u00e9\"".as_bytes());
    for text in [every_member.trim_ascii(), scripts.trim_ascii()] {
        for end in 1..text.len() {
            // The text may end within a character; a truncated number may violate a keyword first.
            let reason = is_rejected_as_text::<R>(&text[..end]).1;
            let right = matches!(
                reason,
                UnreadableReason::Truncated | UnreadableReason::InvalidUtf8
            );
            assert!(right, "up to {end}: {reason:?}");
        }
    }
}

fn surrounded<R: Root>() {
    let text = fixture::<R>("smallest.json");
    is_accepted::<R>(&[b"\n\t\r ", text.as_slice(), b" \r\n"].concat());
    let behind: [&[u8]; 7] = [b"{}", b"null", b",", b"]", b"\0", b"\xC2\xA0", b"\x1A"];
    for more in behind {
        is_unreadable::<R>(&[text.as_slice(), more].concat());
    }
    let before: [&[u8]; 4] = [b"\xEF\xBB\xBF", b"\xC2\xA0", b"\0", b","];
    for less in before {
        is_unreadable::<R>(&[less, text.as_slice()].concat());
    }
}

fn invalid_utf_8<R: Root>() {
    // Not a lead byte; a lead alone; `/` and NUL spelt too long; a surrogate; beyond U+10FFFF.
    let broken: [&[u8]; 6] = [
        b"\xFF",
        b"\xC3",
        b"\xC0\xAF",
        b"\xE0\x80\x80",
        b"\xED\xA0\x80",
        b"\xF4\x90\x80\x80",
    ];
    let around: [(&[u8], &[u8]); 6] = [
        (b"\"x", b"\": 1"),
        (b"\"x\": \"", b"\""),
        (b"\"x\": {\"y\": [\"", b"\"]}"),
        (b"\"x\": {\"", b"\": 1}"),
        (b"\"id\": \"", b"\""),
        (b"\"type\": \"", b"\""),
    ];
    for bytes in broken {
        for (before, after) in around {
            let text = with_members::<R>(&[before, bytes, after].concat());
            assert_eq!(is_unreadable::<R>(&text).1, UnreadableReason::InvalidUtf8);
        }
    }
}

fn surrogates<R: Root>() {
    for half in [
        r"\ud800",
        r"\udfff",
        r"\ud800x",
        r"\ud800\ud800",
        r"\udc00\ud800",
        r"\ud83d\u0041",
    ] {
        for member in [
            format!(r#""x": "{half}""#),
            format!(r#""{half}": 1"#),
            format!(r#""x": [{{"{half}": 1}}]"#),
        ] {
            is_unreadable::<R>(&with_members::<R>(member.as_bytes()));
        }
    }
    let pair = is_accepted::<R>(&with_members::<R>(br#""\uD83D\uDE00": "\ud83d\ude00""#));
    let written = serde_json::to_value(&pair).unwrap();
    assert_eq!(written["\u{1f600}"], "\u{1f600}");
}

fn dialects<R: Root>() {
    let values = [
        "NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "inf",
        "01",
        "-01",
        "+1",
        ".5",
        "1.",
        "1.e3",
        "1e",
        "1e+",
        "0x1F",
        "1_000",
        "--1",
        "- 1",
        "True",
        "nul",
        "undefined",
        "'x'",
        "`x`",
        "[1,]",
        "[,1]",
        "{\"y\":1,}",
        "{y:1}",
        "{'y':1}",
        "{\"y\" 1}",
        "\"\n\"",
        "\"\t\"",
        "\"\0\"",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\'\"",
        "1 // one",
        "1 /* one */",
        "# one\n1",
        "\u{2028}1",
    ];
    for value in values {
        is_unreadable::<R>(&with_members::<R>(format!("\"x\": {value}").as_bytes()));
    }
    let typed = is_accepted::<R>(&with_members::<R>(br#""x": "\/\b\f\n\r\t\"\\\u0000""#));
    let written: Value = serde_json::to_value(&typed).unwrap();
    assert_eq!(written["x"], "/\u{8}\u{c}\n\r\t\"\\\0");
}

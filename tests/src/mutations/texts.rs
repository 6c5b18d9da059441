//! Texts near those that the schema lists, and valid and invalid date-times.

use crate::{Document, guide::Hints};

/// Date-times of [RFC 3339, section 5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) and
/// near misses.
const DATE_TIMES: &[&str] = &[
    "2026-11-20T10:00:00Z",
    "2026-11-20t10:00:00Z",
    "2026-11-20T10:00:00z",
    "2026-11-20 10:00:00Z",
    "2026-11-20T10:00:00",
    "2026-11-20",
    "10:00:00Z",
    "2024-02-29T10:00:00Z",
    "2023-02-29T10:00:00Z",
    "2024-02-30T10:00:00Z",
    "1900-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z",
    "2026-04-31T10:00:00Z",
    "2026-00-10T10:00:00Z",
    "2026-13-10T10:00:00Z",
    "2026-11-00T10:00:00Z",
    "2026-11-32T10:00:00Z",
    "2026-1-20T10:00:00Z",
    "02026-11-20T10:00:00Z",
    "-2026-11-20T10:00:00Z",
    "-126-11-20T10:00:00Z",
    "2026-11-/0T10:00:00Z",
    "2026-11-20T+1:00:00Z",
    "2026-11-20T10:00:00.-1Z",
    "2026-11-20T10:00:00+/1:00",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T23:60:00Z",
    "2016-12-31T23:59:60Z",
    "2016-12-31T23:59:61Z",
    "2016-12-31T12:59:60Z",
    "2016-12-31T23:58:60Z",
    "2017-01-01T00:59:60+01:00",
    "2016-12-31T22:59:60-01:00",
    "2016-12-31T23:59:60+01:00",
    "2017-01-01T05:29:60+05:30",
    "2026-11-20T23:59:60Z",
    "2026-11-20T10:00:00.1Z",
    "2026-11-20T10:00:00.123456789012345678901234567890Z",
    "2026-11-20T10:00:00.Z",
    "2026-11-20T10:00:00,5Z",
    "2026-11-20T10:00:00+00:00",
    "2026-11-20T10:00:00-00:00",
    "2026-11-20T10:00:00+23:59",
    "2026-11-20T10:00:00+24:00",
    "2026-11-20T10:00:00+10:60",
    "2026-11-20T10:00:00+0100",
    "2026-11-20T10:00:00+01",
    "2026-11-20T10:00:00\u{2212}01:00",
    "2026-11-20T10:00:00ZZ",
    "2026-11-20T10:00Z",
    " 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00Z\n",
    "2026-11-20T1\u{0660}:00:00Z",
    "\u{ff12}026-11-20T10:00:00Z",
];

/// Each text that the schema lists for a place, and texts that differ from it a little.
pub(super) fn near_listed(hints: &Hints<'_>) -> Vec<Document> {
    hints
        .listed()
        .into_iter()
        .flat_map(variants)
        .map(Document::String)
        .collect()
}

fn variants(text: &str) -> [String; 7] {
    let shorter: String = text.chars().skip(1).collect();
    [
        text.to_owned(),
        text.to_uppercase(),
        format!("{text} "),
        format!(" {text}"),
        format!("{text}\u{0}"),
        text.replacen('e', "\u{e9}", 1),
        shorter,
    ]
}

/// Valid and invalid date-times where the schema has this format; none elsewhere.
pub(super) fn date_times(hints: &Hints<'_>) -> Vec<Document> {
    if !hints.says("format", "date-time") {
        return Vec::new();
    }
    DATE_TIMES
        .iter()
        .map(|&text| Document::String(text.to_owned()))
        .collect()
}

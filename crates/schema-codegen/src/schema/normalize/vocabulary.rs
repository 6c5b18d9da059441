//! Vocabularies (core specification, section 8.1.2): reads those that a custom metaschema lists,
//! and removes the keywords of the others from a schema. A required vocabulary that is unknown is
//! an error.

use std::sync::Arc;

use referencing::Draft;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::schema::keyword::{self, Vocabulary};
use crate::source::{Source, pointer_to};

/// The content of a `$vocabulary`.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::schema) struct Listed {
    /// The draft whose core vocabulary it names.
    pub(in crate::schema) draft: Option<Draft>,
    pub(in crate::schema) vocabularies: Vec<Vocabulary>,
    /// Whether the dialect itself asserts formats (validation specification, section 7.2.2).
    pub(in crate::schema) asserts_formats: bool,
}

/// Reads the `$vocabulary` of a metaschema; `None` if it has none, and so switches nothing off.
pub(in crate::schema) fn listed(metaschema: &Source) -> Result<Option<Listed>, Box<Diagnostic>> {
    let Some(Value::Object(uris)) = metaschema.value().get("$vocabulary") else {
        return Ok(None);
    };
    let mut listed = Listed {
        draft: None,
        vocabularies: Vec::new(),
        asserts_formats: false,
    };
    for (uri, required) in uris {
        let Some((draft, name)) = known(uri) else {
            // An unknown vocabulary may be ignored if it is optional, and must not be if it is
            // required.
            if required == &Value::Bool(true) {
                return Err(Box::new(not_known(metaschema, uri)));
            }
            continue;
        };
        match name {
            "core" => listed.draft = Some(draft),
            "applicator" if draft == Draft::Draft201909 => {
                let both = [Vocabulary::Applicator, Vocabulary::Unevaluated];
                listed.vocabularies.extend(both);
            }
            "applicator" => listed.vocabularies.push(Vocabulary::Applicator),
            "unevaluated" => listed.vocabularies.push(Vocabulary::Unevaluated),
            "validation" => listed.vocabularies.push(Vocabulary::Validation),
            "format" | "format-annotation" | "format-assertion" => {
                listed.asserts_formats |= name == "format-assertion";
                listed.vocabularies.push(Vocabulary::Format);
            }
            _ => {}
        }
    }
    Ok(Some(listed))
}

/// The draft and the name of a known vocabulary, including those of annotations.
fn known(uri: &str) -> Option<(Draft, &str)> {
    const ANNOTATING: &str = "https://spec.openapis.org/oas/3.1/vocab/base";
    let (draft, rest) = if uri == ANNOTATING {
        (Draft::Draft202012, "meta-data")
    } else if let Some(rest) = uri.strip_prefix("https://json-schema.org/draft/2019-09/vocab/") {
        (Draft::Draft201909, rest)
    } else {
        let rest = uri.strip_prefix("https://json-schema.org/draft/2020-12/vocab/")?;
        (Draft::Draft202012, rest)
    };
    NAMES.contains(&rest).then_some((draft, rest))
}

const NAMES: &[&str] = &[
    "applicator",
    "content",
    "core",
    "format",
    "format-annotation",
    "format-assertion",
    "meta-data",
    "unevaluated",
    "validation",
];

fn not_known(metaschema: &Source, uri: &str) -> Diagnostic {
    let place = Place {
        source: Arc::new(metaschema.clone()),
        pointer: pointer_to("/$vocabulary", uri),
    };
    let message = format!("the metaschema requires `{uri}`, a vocabulary that is not known here");
    Diagnostic::error(Code::UnknownDialect, place, message).help(
        "schemas of this dialect cannot be interpreted without it; `false` beside a vocabulary says that it can be ignored",
    )
}

/// Removes the keywords of known vocabularies that are not in force.
pub(in crate::schema) fn restrict(in_force: &[Vocabulary], schema: &mut Map<String, Value>) {
    let switched_off = |keyword: &str| {
        let vocabulary = keyword::keyword(keyword).and_then(|it| it.vocabulary);
        vocabulary.is_some_and(|it| !in_force.contains(&it))
    };
    schema.retain(|keyword, _| !switched_off(keyword));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn metaschema(vocabulary: &Value) -> Source {
        let text = json!({ "$vocabulary": vocabulary }).to_string();
        Source::from_text("meta.json", text).unwrap()
    }

    #[test]
    fn required_vocabularies_have_to_be_known_and_optional_ones_do_not() {
        let core = "https://json-schema.org/draft/2020-12/vocab/core";
        let optional = metaschema(&json!({ core: true, "https://schemas.example/v": false }));
        let expected = Listed {
            draft: Some(Draft::Draft202012),
            vocabularies: Vec::new(),
            asserts_formats: false,
        };
        assert_eq!(listed(&optional).unwrap(), Some(expected));
        let required = metaschema(&json!({ core: true, "https://schemas.example/v": true }));
        let problem = listed(&required).unwrap_err();
        assert_eq!(problem.code, Code::UnknownDialect);
        let place = problem.place.unwrap();
        assert_eq!(place.pointer, "/$vocabulary/https:~1~1schemas.example~1v");
    }

    #[test]
    fn keywords_that_are_off_are_taken_out() {
        let schema = json!({ "title": "T", "minimum": 1, "properties": {}, "$ref": "#" });
        let mut schema = schema.as_object().unwrap().clone();
        restrict(&[Vocabulary::Applicator], &mut schema);
        let left: Vec<_> = schema.keys().map(String::as_str).collect();
        assert_eq!(left, ["title", "properties", "$ref"]);
    }
}

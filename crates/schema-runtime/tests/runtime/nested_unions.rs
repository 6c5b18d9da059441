//! Untagged unions that nest, with the deciding property after the nested union. Each level used to
//! double the time of reading; at this depth reading would never end.

use schema_runtime::Error;
use serde_json::Value;

use crate::nested_model::N;

const DEPTH: usize = 60;

/// Objects inside of objects, each with a `v` after the nested one.
fn text(innermost: &str, v: &str) -> String {
    let open = r#"{"next":"#.repeat(DEPTH);
    let close = format!(r#","v":{v}}}"#).repeat(DEPTH);
    format!("{open}{innermost}{close}")
}

fn read(text: &str) -> Result<N, Error> {
    N::from_slice(text.as_bytes())
}

#[test]
fn each_level_takes_the_branch_that_its_last_property_decides() {
    for v in [r#""a""#, "1"] {
        let text = text("null", v);
        let value = read(&text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert!(N::is_valid(text.as_bytes()));
        let buffered: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::from_value::<N>(buffered).unwrap(), value);
        assert_eq!(serde_json::from_str::<N>(&text).unwrap(), value);
    }
}

#[test]
fn the_error_is_that_of_the_innermost_value() {
    let text = text("[]", r#""a""#);
    assert!(!N::is_valid(text.as_bytes()));
    let error = read(&text).unwrap_err();
    assert_eq!(error.pointer(), "/next".repeat(DEPTH));
    assert!(error.to_string().contains("array"), "{error}");
    let buffered = serde_json::from_str::<N>(&text).unwrap_err();
    assert!(
        buffered
            .to_string()
            .starts_with(&error.pointer().to_owned()),
        "{buffered}"
    );
}

#[test]
fn a_list_of_unions_is_read_one_by_one() {
    let items = vec![text("null", "1"); 50].join(",");
    let list: Vec<N> = serde_json::from_str(&format!("[{items}]")).unwrap();
    assert_eq!(list.len(), 50);
}

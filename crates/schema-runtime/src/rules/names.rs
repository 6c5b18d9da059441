//! Assertions on property names ([JSON Schema core, draft 2020-12, section
//! 10.3.2.4](https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.4)).

use crate::{ErrorKind, Violation, error::LONGEST_NAME, printable};

/// Keyword `propertyNames`: each name must pass `check`.
///
/// # Errors
///
/// The violation of the first name that does not.
pub fn each_name<'n>(
    names: impl IntoIterator<Item = &'n str>,
    check: impl Fn(&str) -> Result<(), Violation>,
) -> Result<(), Violation> {
    for name in names {
        check(name).map_err(|violation| of_name(name, violation))?;
    }
    Ok(())
}

#[cold]
fn of_name(name: &str, violation: Violation) -> Violation {
    match violation.into_kind() {
        ErrorKind::Rule { expected, .. } => {
            let name = printable(name);
            let expected =
                format!("have names that each {expected}, which `{name:.LONGEST_NAME$}` does not");
            Violation::rule("propertyNames", expected)
        }
        other => other.into(),
    }
}

/// Keyword `enum` of strings: the text is one of those listed.
///
/// # Errors
///
/// When it is not.
pub fn one_of(text: &str, listed: &[&str]) -> Result<(), Violation> {
    if listed.contains(&text) {
        return Ok(());
    }
    let listed: Vec<_> = listed.iter().map(|text| format!("`{text}`")).collect();
    Err(Violation::rule(
        "enum",
        format!("be one of {}", listed.join(", ")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConstraintError;

    #[test]
    fn the_first_invalid_name_is_reported() {
        let check = |name: &str| one_of(name, &["a", "b"]);
        assert_eq!(each_name(["a", "b"], check), Ok(()));
        let refused = ConstraintError::from(each_name(["a", "c"], check).unwrap_err());
        assert_eq!(refused.keyword(), Some("propertyNames"));
        assert!(refused.to_string().contains("`c`"), "{refused}");
    }
}

//! Replaces generated lines in a file that people wrote: those between a line that ends in
//! `generated: NAME` and the next one that ends in `generated: end`.

/// The file with the lines of one region replaced.
pub(super) fn replaced(text: &str, name: &str, lines: &str) -> Result<String, String> {
    let begin = format!("generated: {name}");
    let missing = || format!("there is no region between `{begin}` and `{END}`");
    let start = text.find(&begin).ok_or_else(missing)?;
    let start = start + text[start..].find('\n').ok_or_else(missing)? + 1;
    let end = start + text[start..].find(END).ok_or_else(missing)?;
    // The line of the end begins with the comment sign of the file.
    let end = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
    Ok(format!(
        "{}{lines}{}",
        &text[..start],
        &text[end.max(start)..]
    ))
}

const END: &str = "generated: end";

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "a = 1\n# generated: features\nold = []\n# generated: end\nb = 2\n";

    #[test]
    fn only_the_lines_between_the_marks_change() {
        let text = replaced(FILE, "features", "new = []\nmore = []\n").unwrap();
        let expected =
            "a = 1\n# generated: features\nnew = []\nmore = []\n# generated: end\nb = 2\n";
        assert_eq!(text, expected);
        assert_eq!(replaced(&text, "features", "old = []\n").unwrap(), FILE);
        let empty = replaced(FILE, "features", "").unwrap();
        assert_eq!(replaced(&empty, "features", "old = []\n").unwrap(), FILE);
    }

    #[test]
    fn a_region_that_is_not_there_is_named() {
        assert!(
            replaced(FILE, "modules", "")
                .unwrap_err()
                .contains("generated: modules")
        );
    }
}

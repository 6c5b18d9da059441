//! The rule that functions are short: none has more than 60 lines, from its `fn` to its closing
//! brace.

use super::{SourceFile, code};

/// The lines that a function may have.
const LIMIT: usize = 60;

/// Gives a line for each function that is too long.
pub(super) fn check(files: &[SourceFile]) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in files {
        for function in functions(&code::of(&file.text)) {
            if function.lines > LIMIT {
                breaches.push(format!(
                    "{}:{}: the function `{}` has {} lines, more than {LIMIT}; split it",
                    file.path, function.line, function.name, function.lines
                ));
            }
        }
    }
    breaches
}

struct Function<'a> {
    name: &'a str,
    /// The number of its first line.
    line: usize,
    lines: usize,
}

/// The functions of a file that have a body, also those inside other functions.
fn functions(code: &str) -> Vec<Function<'_>> {
    let starts = code.match_indices("fn ").map(|(at, _)| at);
    let starts = starts.filter(|at| !code[..*at].ends_with(code::is_word));
    starts.filter_map(|at| function(code, at)).collect()
}

/// The function whose `fn` is at a position. A type `fn (…)` has no name.
fn function(code: &str, at: usize) -> Option<Function<'_>> {
    let text = &code[at..];
    let name = text["fn ".len()..].trim_start();
    // The functions of macros have names such as `$name`.
    let is_name = |c: char| code::is_word(c) || matches!(c, '$' | '#');
    let name = &name[..name.find(|c| !is_name(c))?];
    let length = length(text)?;
    (!name.is_empty()).then(|| Function {
        name,
        line: newlines(&code[..at]) + 1,
        lines: newlines(&text[..length]) + 1,
    })
}

/// The length of a function up to its closing brace; `None` if it has no body.
fn length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            // The surroundings end: a macro that takes the body as an argument.
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            ';' if depth == 0 => return None,
            _ => {}
        }
        // Braces of the signature are within parentheses or brackets.
        if character == '}' && depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function with so many lines.
    fn of_lines(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    act();\n".repeat(lines - 2))
    }

    fn breaches(text: String) -> Vec<String> {
        let path = "a.rs".to_owned();
        check(&[SourceFile { path, text }])
    }

    /// Names, first lines and lengths.
    fn found(text: &str) -> Vec<(String, usize, usize)> {
        let code = code::of(text);
        let functions = functions(&code).into_iter();
        functions
            .map(|function| (function.name.to_owned(), function.line, function.lines))
            .collect()
    }

    #[test]
    fn a_function_of_more_than_60_lines_is_named() {
        assert!(breaches(of_lines(60)).is_empty());
        let breaches = breaches(format!("//! A file.\n\n{}", of_lines(61)));
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].starts_with("a.rs:3: the function `long` has 61 lines"));
    }

    #[test]
    fn attributes_and_documentation_do_not_count() {
        let text = format!("{}#[test]\n{}", "/// Long.\n".repeat(9), of_lines(60));
        assert!(breaches(text).is_empty());
    }

    #[test]
    fn braces_in_comments_and_literals_do_not_count() {
        let text = "fn a() {\n // }\n \"}\";\n '}';\n r#\"}\"#;\n}\nfn b() {}\n";
        let expected = [("a".to_owned(), 1, 6), ("b".to_owned(), 7, 1)];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn functions_inside_functions_count_for_both() {
        let text = "async fn a() {\n fn b() {\n }\n}\n";
        let expected = [("a".to_owned(), 1, 4), ("b".to_owned(), 2, 2)];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn signatures_may_hold_semicolons_and_braces() {
        let text = "fn a(x: [u8; { 2 }]) -> [u8; 2] {\n x\n}\n";
        assert_eq!(found(text), [("a".to_owned(), 1, 3)]);
    }

    #[test]
    fn what_has_no_body_or_no_name_is_no_function() {
        for text in [
            "fn a();\n}\n",
            "type A = fn (u8) -> u8;",
            "($f:ident) => { fn $f() $b }",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        assert_eq!(found("{ fn $name() {} }"), [("$name".to_owned(), 1, 1)]);
    }
}

//! The page `docs/messages.md`: sections, groups and examples as Markdown, and the comparison with
//! the file.

use std::fmt::Write as _;
use std::fs;

use crate::source;

const FILE: &str = "docs/messages.md";

const TOP: &str = "# Messages

Every message of the generator, of the validator and of typed values, each with a small input that gives it. Where a message is worded:
[CONTRIBUTING](../CONTRIBUTING.md#where-a-message-is-worded).

`tests/tests/messages/` writes this page, so do not edit it: `UPDATE_EXPECT=1 cargo test -p conversation-tests --test messages`. A new code
without an example fails that test.
";

/// The messages of one part of the project.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) about: String,
    pub(crate) groups: Vec<Group>,
}

/// The messages of one code, keyword or variant.
pub(crate) struct Group {
    /// A heading in Markdown.
    pub(crate) heading: String,
    /// Sentences before the examples; may be empty.
    pub(crate) about: String,
    pub(crate) examples: Vec<Example>,
    /// Messages that no input gives, each with the reason.
    pub(crate) unseen: Vec<(String, String)>,
}

impl Group {
    /// A group of a code, which is quoted in the heading.
    pub(crate) fn of(code: &str, about: impl Into<String>, examples: Vec<Example>) -> Self {
        Self {
            heading: format!("`{code}`"),
            about: about.into(),
            examples,
            unseen: Vec::new(),
        }
    }
}

/// A message and the input that gives it.
pub(crate) struct Example {
    pub(crate) inputs: Vec<Input>,
    /// The message as it is printed.
    pub(crate) message: String,
}

impl Example {
    /// A message whose input the group describes.
    pub(crate) fn of_message(message: impl Into<String>) -> Self {
        Self {
            inputs: Vec::new(),
            message: message.into(),
        }
    }
}

/// A file or a text that is read.
pub(crate) struct Input {
    /// A sentence that says what it is; ends with a colon if there is a text.
    pub(crate) about: String,
    /// `None` if the sentence says it all.
    pub(crate) text: Option<String>,
}

impl Input {
    pub(crate) fn new(about: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            text: Some(text.into()),
        }
    }

    pub(crate) fn described(about: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            text: None,
        }
    }

    /// A file, as its text or, if it is not printable, as its first bytes.
    pub(crate) fn file(about: &str, bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).ok();
        let is_printable = |c: char| c == '\n' || (!c.is_control() && c != '\u{feff}');
        match text.filter(|text| text.chars().all(is_printable)) {
            Some("") => Self::described(format!("{about}, empty:")),
            Some(text) => Self::new(format!("{about}:"), text),
            None => {
                let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                Self::described(format!("{about}, the bytes `{}`:", bytes.join(" ")))
            }
        }
    }
}

/// Compares the page with the file, or writes it if `UPDATE_EXPECT` is set.
pub(crate) fn compare(sections: &[Section]) {
    let page = written(sections);
    let path = source::root().join(FILE);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, page).unwrap();
        return;
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    let (mut known, mut page) = (known.lines(), page.lines());
    for number in 1.. {
        let (known, now) = (known.next(), page.next());
        assert_eq!(
            known, now,
            "line {number} of {FILE} is no longer what the messages are; read the difference after \
             `UPDATE_EXPECT=1 cargo test -p conversation-tests --test messages`"
        );
        if known.is_none() {
            return;
        }
    }
}

fn written(sections: &[Section]) -> String {
    let mut page = TOP.to_owned();
    page.push('\n');
    for section in sections {
        let title = section.title;
        let anchor = title.to_lowercase().replace(' ', "-");
        writeln!(page, "- [{title}](#{anchor})").unwrap();
    }
    for section in sections {
        write!(page, "\n## {}\n\n{}", section.title, filled(&section.about)).unwrap();
        for group in &section.groups {
            write_group(&mut page, group);
        }
    }
    page
}

/// Sentences in lines of the width that other pages have.
fn filled(text: &str) -> String {
    const WIDTH: usize = 140;
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            lines.push('\n');
            width = 0;
        } else if width > 0 {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines.push('\n');
    lines
}

fn write_group(page: &mut String, group: &Group) {
    write!(page, "\n### {}\n", group.heading).unwrap();
    if !group.about.is_empty() {
        write!(page, "\n{}", filled(&group.about)).unwrap();
    }
    for example in &group.examples {
        for input in &example.inputs {
            write_input(page, input);
        }
        write_fence(page, "text", &example.message);
    }
    if !group.unseen.is_empty() {
        let unseen = group.unseen.iter();
        let unseen: Vec<_> = unseen
            .map(|(text, why)| format!("{text}\n    ({why})"))
            .collect();
        page.push_str("\nWithout an example:\n");
        write_fence(page, "text", &unseen.join("\n"));
    }
}

/// A text of one line stands in the sentence, a longer one below it.
fn write_input(page: &mut String, input: &Input) {
    match &input.text {
        None => write!(page, "\n{}\n", input.about).unwrap(),
        Some(text) if text.contains(['\n', '`']) => {
            write!(page, "\n{}\n", input.about).unwrap();
            write_fence(page, "json", text);
        }
        Some(text) => write!(page, "\n{} `{text}`\n", input.about).unwrap(),
    }
}

fn write_fence(page: &mut String, language: &str, text: &str) {
    assert!(!text.contains("```"), "a fence inside of a fence: {text}");
    let text = text.trim_end_matches('\n');
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    write!(page, "\n```{language}\n{}\n```\n", lines.join("\n")).unwrap();
}

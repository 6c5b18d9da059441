//! Turns descriptions, which are plain text or any Markdown, into documentation in which rustdoc
//! finds no code to compile, no link to resolve and no HTML.
//!
//! Fences are closed and tagged as text, prose is not indented, and every character that could
//! begin a link, a tag or a fence is escaped. Emphasis, lists, headings, tables and code spans
//! stay.

use std::ops::Range;

use super::visible;

/// Columns that make a line of Markdown an indented code block.
const INDENT: usize = 4;

/// A paragraph of documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Paragraph {
    /// Markdown in which code spans begin and end on one line.
    Prose(String),
    /// A code block that is not compiled.
    Code {
        language: &'static str,
        text: String,
    },
}

impl Paragraph {
    /// The lines of a code block with its fences; none for prose, which the printer wraps.
    pub(crate) fn fenced(language: &str, text: &str) -> Vec<String> {
        // Longer than any run of backticks inside, so that no line of the text can close the block.
        let fence = "`".repeat((longest_run(text, '`') + 1).max(3));
        let first = format!("{fence}{language}");
        let lines = text.lines().map(str::to_owned);
        [first].into_iter().chain(lines).chain([fence]).collect()
    }
}

/// The paragraphs of a description.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.split('\n').map(shown).collect();
    let mut found = Vec::new();
    let mut prose: Vec<&str> = Vec::new();
    let mut in_list = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let block = match Fence::of(line) {
            Some(fence) => Some(fence.content(&lines[at + 1..])),
            None if prose.is_empty() && !in_list && is_indented(line) => {
                Some(indented(&lines[at..]))
            }
            None => None,
        };
        match block {
            Some((code, taken)) => {
                found.extend(as_prose(&mut prose));
                found.extend(as_code(&code));
                at += taken;
            }
            None if line.trim().is_empty() => {
                found.extend(as_prose(&mut prose));
                at += 1;
            }
            None => {
                let begins = prose.is_empty() && !is_indented(line);
                in_list = is_list_item(line) || (in_list && !begins);
                prose.push(line);
                at += 1;
            }
        }
    }
    found.extend(as_prose(&mut prose));
    found
}

/// A code span of any text. Characters that would end it are handled, invisible ones are escaped.
pub(crate) fn code_span(text: &str) -> String {
    let text = visible(text);
    let ticks = longest_run(&text, '`');
    let fence = "`".repeat(ticks + 1);
    // Markdown strips one space from both ends, so one is added where the text begins or ends with
    // a space, or contains backticks.
    let is_blank = text.trim_matches(' ').is_empty();
    let begins = |text: &str, c| text.starts_with(c) || text.ends_with(c);
    if text.is_empty() {
        "` `".to_owned()
    } else if ticks > 0 || (begins(&text, ' ') && !is_blank) {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// The words of a line of prose. A code span is never split, even if it contains spaces.
pub(crate) fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = None;
    let mut at = 0;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            words.extend(begin.take().map(|begin| &line[begin..at]));
            at += c.len_utf8();
            continue;
        }
        begin.get_or_insert(at);
        at = match c {
            '`' => span_at(line, at).map_or_else(|| at + run_at(line, at, '`'), |span| span.end),
            // A backslash and the ASCII punctuation that it escapes are one unit.
            '\\' => {
                at + 1 + usize::from(line[at + 1..].starts_with(|c: char| c.is_ascii_punctuation()))
            }
            c => at + c.len_utf8(),
        };
    }
    words.extend(begin.map(|begin| &line[begin..]));
    words
}

/// One line with invisible characters escaped, and tabs expanded to the next tab stop.
fn shown(line: &str) -> String {
    let mut out = String::new();
    for piece in line.split_inclusive('\t') {
        out.push_str(&visible(piece.trim_end_matches('\t')));
        if piece.ends_with('\t') {
            let stop = INDENT - out.chars().count() % INDENT;
            out.push_str(&" ".repeat(stop));
        }
    }
    out
}

fn as_prose(lines: &mut Vec<&str>) -> Option<Paragraph> {
    let lines: Vec<String> = std::mem::take(lines)
        .into_iter()
        .map(|line| inline(line.trim()))
        .collect();
    (!lines.is_empty()).then(|| Paragraph::Prose(lines.join("\n")))
}

fn as_code(lines: &[String]) -> Option<Paragraph> {
    let is_blank = |line: &String| line.trim().is_empty();
    let first = lines.iter().position(|line| !is_blank(line))?;
    let last = lines.iter().rposition(|line| !is_blank(line))?;
    let lines = lines[first..=last].iter().map(|line| line.trim_end());
    Some(Paragraph::Code {
        language: "text",
        text: lines.collect::<Vec<_>>().join("\n"),
    })
}

/// The opening fence of a code block, also in a list or a quotation.
struct Fence {
    sign: char,
    length: usize,
    /// Indentation in bytes.
    indent: usize,
    quoted: bool,
}

impl Fence {
    fn of(line: &str) -> Option<Self> {
        let mut rest = line.trim_start();
        let mut quoted = false;
        loop {
            if let Some(inside) = rest.strip_prefix('>') {
                quoted = true;
                rest = inside.trim_start();
            } else if let Some(inside) = after_list_marker(rest) {
                rest = inside.trim_start();
            } else {
                break;
            }
        }
        let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = run_at(rest, 0, sign);
        // The info string of a backtick fence cannot contain backticks: such a line is a code span.
        let is_fence = length >= 3 && (sign == '~' || !rest[length..].contains('`'));
        is_fence.then(|| Self {
            sign,
            length,
            indent: line.len() - line.trim_start().len(),
            quoted,
        })
    }

    /// The lines of the block, and the number of lines that it takes including its fences.
    fn content(&self, lines: &[String]) -> (Vec<String>, usize) {
        let mut content = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let inside = match line.trim_start().strip_prefix('>') {
                Some(inside) if self.quoted => inside.strip_prefix(' ').unwrap_or(inside),
                // The end of a quotation ends the code block in it.
                None if self.quoted => return (content, index + 1),
                _ => without_indent(line, self.indent),
            };
            let end = inside.trim();
            if !end.is_empty() && run_at(end, 0, self.sign) == end.len() && end.len() >= self.length
            {
                return (content, index + 2);
            }
            content.push(inside.to_owned());
        }
        (content, lines.len() + 1)
    }
}

fn indented(lines: &[String]) -> (Vec<String>, usize) {
    let belongs = |line: &&String| line.trim().is_empty() || is_indented(line);
    let lines: Vec<&String> = lines.iter().take_while(belongs).collect();
    let content = lines
        .iter()
        .map(|line| without_indent(line, INDENT).to_owned());
    (content.collect(), lines.len())
}

fn is_indented(line: &str) -> bool {
    !line.trim().is_empty() && line.starts_with("    ")
}

fn without_indent(line: &str, most: usize) -> &str {
    let indent = line.len() - line.trim_start_matches(' ').len();
    &line[indent.min(most)..]
}

fn is_list_item(line: &str) -> bool {
    after_list_marker(line.trim_start()).is_some()
}

/// The text after a list marker: `- `, `* `, `+ `, `1. ` or `1) `. `None` if there is no marker.
fn after_list_marker(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = match digits {
        0 => line.strip_prefix(['-', '*', '+'])?,
        1..=9 => line[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    after.starts_with(' ').then_some(after)
}

/// A line of prose in which everything is escaped that rustdoc would read as a link, a tag or a
/// fence. Web addresses become autolinks.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &line[at..];
        match c {
            '`' => match span_at(line, at).filter(|span| !breaks_in_table(&line[span.clone()])) {
                Some(span) => {
                    out.push_str(&line[span.clone()]);
                    at = span.end;
                }
                None => at += escape_run(&mut out, rest, '`'),
            },
            '~' if run_at(rest, 0, '~') >= 3 => at += escape_run(&mut out, rest, '~'),
            '\\' => at += backslash(&mut out, rest),
            'h' if address(rest).is_some() => {
                let address = address(rest).unwrap_or_default();
                out.push('<');
                out.push_str(address);
                out.push('>');
                at += address.len();
            }
            _ => {
                if matches!(c, '<' | '>' | '[' | ']') {
                    out.push('\\');
                }
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    out
}

/// Copies a backslash, together with the ASCII punctuation that it escapes. Returns the number of
/// bytes consumed.
fn backslash(out: &mut String, rest: &str) -> usize {
    match rest[1..].chars().next() {
        Some(c) if c.is_ascii_punctuation() => {
            out.push_str(&rest[..2]);
            2
        }
        _ => {
            // The address becomes `<…>`, and a single backslash before it would escape the `<`.
            let doubled = address(&rest[1..]).is_some();
            out.push_str(if doubled { r"\\" } else { r"\" });
            1
        }
    }
}

fn escape_run(out: &mut String, rest: &str, sign: char) -> usize {
    let length = run_at(rest, 0, sign);
    for _ in 0..length {
        out.push('\\');
        out.push(sign);
    }
    length
}

/// Whether a code span could be split by a table: a `|` in a table row ends the cell even inside a
/// code span, which would leave the rest of the span unescaped.
fn breaks_in_table(span: &str) -> bool {
    span.contains('|') && span.contains(['<', '[', ']', ':', '~'])
}

/// The web address that a text begins with.
fn address(text: &str) -> Option<&str> {
    if !(text.starts_with("http://") || text.starts_with("https://")) {
        return None;
    }
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | ')' | ']' | '"' | ',' | '`' | '|');
    let end = text.find(ends).unwrap_or(text.len());
    let address = &text[..end];
    Some(address.strip_suffix('.').unwrap_or(address))
}

/// The range of the code span that begins with the backticks at `at`; `None` if it is not closed on
/// this line.
fn span_at(line: &str, at: usize) -> Option<Range<usize>> {
    let length = run_at(line, at, '`');
    let mut from = at + length;
    loop {
        let begin = from + line.get(from..)?.find('`')?;
        let run = run_at(line, begin, '`');
        if run == length {
            return Some(at..begin + run);
        }
        from = begin + run;
    }
}

/// The length of the run of `sign`, an ASCII character, at `at`.
fn run_at(text: &str, at: usize, sign: char) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start_matches(sign).len()
}

fn longest_run(text: &str, sign: char) -> usize {
    let runs = text.split(|c| c != sign);
    runs.map(str::len).max().unwrap_or(0)
}

//! The report of figures as text: a line for each figure, then the most common reasons.

use std::fmt;

use super::{Figure, Quality};
use crate::foreign::visible;

/// The maximum number of reasons that are shown for a figure.
const SHOWN: usize = 10;

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, figure) in self.figures() {
            let Figure { all, good, .. } = figure;
            writeln!(f, "{what:18} {:6.2} %  {good} of {all}", figure.percent())?;
        }
        let exact = self.proofs.good + self.checked;
        let all = self.proofs.all;
        write!(f, "{:18} {:8}  {exact} of {all}", "or by a check", "")?;
        for (what, figure) in self.figures() {
            reasons(f, what, figure)?;
        }
        Ok(())
    }
}

fn reasons(f: &mut fmt::Formatter<'_>, what: &str, figure: &Figure) -> fmt::Result {
    if figure.reasons.is_empty() {
        return Ok(());
    }
    write!(f, "\n\nnot {what}, by reason:")?;
    let mut reasons: Vec<_> = figure.reasons.iter().collect();
    // The sort is stable: reasons with equal counts stay in alphabetical order.
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (reason, count) in reasons.iter().take(SHOWN) {
        write!(f, "\n{count:6} × {}", visible(reason))?;
    }
    let more = reasons.len().saturating_sub(SHOWN);
    if more > 0 {
        write!(f, "\n       … and {more} more reasons")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_first_and_the_commonest_reasons_after_them() {
        let mut quality = Quality::default();
        quality.members.all = 8;
        quality.members.good = 2;
        let reasons = ('a'..='l').map(|reason| (reason.to_string(), 1));
        quality.members.reasons = reasons.collect();
        quality.members.reasons.insert("z".to_owned(), 4);
        let text = quality.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "properties typed    25.00 %  2 of 8");
        assert_eq!(lines[1], "objects streamed   100.00 %  0 of 0");
        let from = lines
            .iter()
            .position(|line| line.starts_with("not "))
            .unwrap();
        assert_eq!(lines[from], "not properties typed, by reason:");
        assert_eq!(lines[from + 1..from + 3], ["     4 × z", "     1 × a"]);
        assert_eq!(lines.last(), Some(&"       … and 3 more reasons"));
    }
}

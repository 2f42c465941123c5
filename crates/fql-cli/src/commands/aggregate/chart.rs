//! Answers as bars.

use std::io::{self, Write};

use falcon_aggregates::AggregateResult;
use serde_json::Value;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::rows::{Content, Figures, Row, rows};
use crate::output::Output;
use crate::printable::printable;

/// How wide a chart is where there is no terminal.
const WIDTH: usize = 80;
/// A bar shorter than this tells nothing.
const SHORTEST: usize = 8;
/// A label is not cut to less than this.
const LEAST_LABEL: usize = 16;
/// The eighths of a column.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Writes the answers, in the width of the terminal.
pub(super) fn write(
    answers: &[AggregateResult],
    request: &Value,
    out: &mut Output,
) -> io::Result<()> {
    let width = out.width().unwrap_or(WIDTH);
    for line in lines(answers, request, width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn lines(answers: &[AggregateResult], request: &Value, width: usize) -> Vec<String> {
    let lines = rows(answers, request).into_iter();
    let lines: Vec<Line> = lines.map(|row| Line::of(row, width)).collect();
    let widest = |cell: fn(&Line) -> &str| {
        let with_figures = lines.iter().filter(|line| !line.figure.is_empty());
        with_figures
            .map(|line| cell(line).width())
            .max()
            .unwrap_or(0)
    };
    let label_width = widest(|line| &line.label);
    let figure_width = widest(|line| &line.figure);
    let bar_width = width
        .saturating_sub(label_width + figure_width + 4)
        .max(SHORTEST);
    let show = |line: &Line| {
        let Line { label, figure, .. } = line;
        let bar = bar(line.share, bar_width);
        let blanks = " ".repeat(label_width.saturating_sub(label.width()));
        let line = format!("{label}{blanks}  {figure:>figure_width$}  {bar}");
        line.trim_end().to_owned()
    };
    lines.iter().map(show).collect()
}

/// A line before the widths of its columns are known.
struct Line {
    label: String,
    figure: String,
    share: f64,
}

impl Line {
    fn of(row: Row, width: usize) -> Self {
        let shown = |figures: Figures| match figures {
            Figures {
                value: Some(value), ..
            } => printable(&value).into_owned(),
            Figures {
                is_computed: true, ..
            } => "-".into(),
            Figures { count, .. } => count.map_or_else(String::new, |count| count.to_string()),
        };
        let (figure, share) = match row.content {
            Content::Heading => (String::new(), 0.0),
            Content::Single(figures) => (shown(figures), 0.0),
            Content::Bucket(figures, share) => (shown(figures), share),
            Content::Others(count) => (count.to_string(), 0.0),
        };
        Self {
            label: cut(
                format!("{}{}", "  ".repeat(row.path.len()), printable(&row.label)),
                // Nothing stands behind a heading.
                if figure.is_empty() { width } else { width / 2 },
            ),
            figure,
            share,
        }
    }
}

/// The text in so many columns, but not in fewer than a label needs to tell anything.
fn cut(text: String, width: usize) -> String {
    let width = width.max(LEAST_LABEL);
    if text.width() <= width {
        return text;
    }
    let mut left = width - 1;
    let fits = |character: &char| {
        let rest = left.checked_sub(character.width().unwrap_or(0));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

fn bar(share: f64, width: usize) -> String {
    let eighths = (share * width as f64 * 8.0).round() as usize;
    // What is there at all is seen.
    let eighths = eighths.max(usize::from(share > 0.0)).min(width * 8);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(answers: Value, width: usize) -> Vec<String> {
        let answers: Vec<AggregateResult> = serde_json::from_value(answers).expect("answers");
        lines(&answers, &Value::Null, width)
    }

    #[test]
    fn what_could_not_be_computed_is_no_number_of_documents() {
        let request = json!([{"name": "a", "type": "avg"}, {"name": "p", "type": "percentiles"}]);
        let answers = json!([
            {"name": "a", "buckets": [{"label": "a", "count": 0, "value": null}]},
            {"name": "p", "buckets": [{"key_as_string": "50.0", "label": 50, "count": 0}]},
        ]);
        let answers: Vec<AggregateResult> = serde_json::from_value(answers).expect("answers");
        assert_eq!(
            lines(&answers, &request, 80),
            ["a       -", "p", "  50.0  -"]
        );
    }

    #[test]
    fn long_labels_leave_room_on_a_narrow_terminal() {
        let answer = json!([{"name": "n", "buckets": [{"label": "a".repeat(90), "count": 7}]}]);
        assert_eq!(shown(answer, 36)[1], "  aaaaaaaaaaaaaaa…  7  █████████████");
    }

    #[test]
    fn buckets_have_bars_in_proportion_to_the_largest() {
        let answer = json!([{
            "name": "terms criticality",
            "buckets": [{"label": "High", "count": 40}, {"label": "Critical", "count": 10}, {"label": "x", "count": 0}],
            "sum_other_doc_count": 7,
        }]);
        assert_eq!(
            shown(answer, 32),
            [
                "terms criticality",
                "  High      40  ████████████████",
                "  Critical  10  ████",
                "  x          0",
                "  (others)   7",
            ]
        );
    }

    #[test]
    fn nested_answers_stand_under_their_bucket() {
        let answer = json!([{
            "name": "by day",
            "buckets": [{
                "label": 1_763_769_600_000_i64,
                "key_as_string": "2025-11-22",
                "count": 2,
                "sub_aggregates": [{"name": "most", "buckets": [{"value": 97.0}]}],
            }],
        }]);
        assert_eq!(
            shown(answer, 40),
            [
                "by day",
                "  2025-11-22   2  ██████████████████████",
                "    most      97",
            ]
        );
    }

    #[test]
    fn ranges_are_labelled_by_their_ends_and_text_is_shown_safely() {
        let answer = json!([
            {"name": "r", "buckets": [{"to": 70.0, "count": 1}, {"from": 70.0, "count": 0}]},
            {"name": "\u{1b}[31m", "buckets": [{"value": 3.0}]},
            {"name": "none", "buckets": null},
        ]);
        assert_eq!(
            shown(answer, 0),
            [
                "r",
                "  ..70      1  ████████",
                "  70..      0",
                "\\u{1b}[31m  3",
                "none"
            ]
        );
    }
}

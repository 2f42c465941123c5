//! Aggregation results as a bar chart.

use std::io::{self, Write};

use console::{Alignment, measure_text_width, pad_str, truncate_str};
use fql_syntax::display_safe;

use super::rows::{Content, Measurement, Row};
use crate::output::Output;

/// The width of a chart if the output is not a terminal.
const DEFAULT_WIDTH: usize = 80;
const MIN_BAR_WIDTH: usize = 8;
const MIN_LABEL_WIDTH: usize = 16;
/// Blocks that fill 0 to 7 eighths of a column.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Writes the rows as a chart that fits the terminal.
pub(super) fn write(rows: &[Row], out: &mut Output) -> io::Result<()> {
    let width = out.width().unwrap_or(DEFAULT_WIDTH);
    for line in lines(rows, width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn lines(rows: &[Row], width: usize) -> Vec<String> {
    let cells: Vec<Cells> = rows.iter().map(|row| Cells::new(row, width)).collect();
    let max_width = |cell: fn(&Cells) -> &str| {
        let cells = cells.iter().filter(|cells| !cells.number.is_empty());
        let widths = cells.map(|cells| measure_text_width(cell(cells)));
        widths.max().unwrap_or(0)
    };
    let label_width = max_width(|cells| &cells.label);
    let number_width = max_width(|cells| &cells.number);
    let bar_width = width.saturating_sub(label_width + number_width + 4);
    let bar_width = bar_width.max(MIN_BAR_WIDTH);
    let line = |cells: &Cells| {
        let label = pad_str(&cells.label, label_width, Alignment::Left, None);
        let number = &cells.number;
        let bar = bar(cells.share, bar_width);
        let line = format!("{label}  {number:>number_width$}  {bar}");
        line.trim_end().to_owned()
    };
    cells.iter().map(line).collect()
}

/// The cells of a line.
struct Cells {
    label: String,
    number: String,
    /// The length of the bar relative to the longest.
    share: f64,
}

impl Cells {
    fn new(row: &Row, width: usize) -> Self {
        let (number, share) = match &row.content {
            Content::Heading => (String::new(), 0.0),
            Content::Metric(metric) => (number(metric), 0.0),
            Content::Bucket(bucket, share) => (number(bucket), *share),
            Content::OtherBuckets(count) => (count.to_string(), 0.0),
        };
        let indent = "  ".repeat(row.path.len());
        let label = format!("{indent}{}", display_safe(&row.label));
        let max_width = if number.is_empty() { width } else { width / 2 };
        let label = truncate_str(&label, max_width.max(MIN_LABEL_WIDTH), "…").into_owned();
        Self {
            label,
            number,
            share,
        }
    }
}

fn number(measurement: &Measurement) -> String {
    match (&measurement.value, measurement.count) {
        (Some(value), _) => display_safe(value).into_owned(),
        (None, _) if measurement.is_metric => "-".into(),
        (None, count) => count.map_or_else(String::new, |count| count.to_string()),
    }
}

/// Returns a bar. Any share above zero is at least one eighth of a column.
fn bar(share: f64, width: usize) -> String {
    let eighths = (share * width as f64 * 8.0).round() as usize;
    let eighths = eighths.max(usize::from(share > 0.0)).min(width * 8);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use falcon_aggregates::AggregateResult;
    use serde_json::{Value, json};

    use super::super::rows::rows;

    fn lines(results: Value, request: &Value, width: usize) -> Vec<String> {
        let results: Vec<AggregateResult> = serde_json::from_value(results).expect("results");
        super::lines(&rows(&results, request), width)
    }

    #[test]
    fn metric_without_value_shows_a_dash() {
        let request = json!([{"name": "a", "type": "avg"}, {"name": "p", "type": "percentiles"}]);
        let results = json!([
            {"name": "a", "buckets": [{"label": "a", "count": 0, "value": null}]},
            {"name": "p", "buckets": [{"key_as_string": "50.0", "label": 50, "count": 0}]},
        ]);
        assert_eq!(
            lines(results, &request, 80),
            ["a       -", "p", "  50.0  -"]
        );
    }

    #[test]
    fn long_labels_are_truncated() {
        let results = json!([{"name": "n", "buckets": [{"label": "a".repeat(90), "count": 7}]}]);
        assert_eq!(
            lines(results, &Value::Null, 36)[1],
            "  aaaaaaaaaaaaaaa…  7  █████████████"
        );
    }

    #[test]
    fn bars_are_proportional_to_the_largest_bucket() {
        let results = json!([{
            "name": "terms criticality",
            "buckets": [{"label": "High", "count": 40}, {"label": "Critical", "count": 10}, {"label": "x", "count": 0}],
            "sum_other_doc_count": 7,
        }]);
        assert_eq!(
            lines(results, &Value::Null, 32),
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
    fn nested_results_follow_their_bucket() {
        let results = json!([{
            "name": "by day",
            "buckets": [{
                "label": 1_763_769_600_000_i64,
                "key_as_string": "2025-11-22",
                "count": 2,
                "sub_aggregates": [{"name": "most", "buckets": [{"value": 97.0}]}],
            }],
        }]);
        assert_eq!(
            lines(results, &Value::Null, 40),
            [
                "by day",
                "  2025-11-22   2  ██████████████████████",
                "    most      97",
            ]
        );
    }

    #[test]
    fn ranges_are_labeled_by_their_ends() {
        let results = json!([
            {"name": "r", "buckets": [{"to": 70.0, "count": 1}, {"from": 70.0, "count": 0}]},
            {"name": "none", "buckets": null},
        ]);
        assert_eq!(
            lines(results, &Value::Null, 0),
            ["r", "  ..70  1  ████████", "  70..  0", "none"]
        );
    }

    #[test]
    fn labels_are_display_safe() {
        let results = json!([{"name": "\u{1b}[31m\u{200b}", "buckets": [{"value": 3.0}]}]);
        assert_eq!(lines(results, &Value::Null, 80), [r"\u{1b}[31m\u{200b}  3"]);
    }
}

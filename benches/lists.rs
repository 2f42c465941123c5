//! `cargo run --release -p fql-benches --example lists [-- FILE]` measures filters with one list of 10 to 100,000 strings:
//! the instructions and the allocations of building, and of parsing and validating them. Prints a table, and writes a plot as
//! SVG to FILE. Runs itself under callgrind, so valgrind must be installed.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{self, Write as _};
use std::process::Command;

use allocation_counter::measure;
use fql::collections::external_assets::ExternalAssets;
use fql::{Filter, Limits, ParsedFilter};
use fql_benches::lists::{cities, strings};

const SIZES: [u32; 9] = [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000];

/// The figures of one size.
struct Row {
    items: u32,
    bytes: usize,
    build: Cost,
    parse: Cost,
}

struct Cost {
    /// Instructions per item.
    instructions: f64,
    allocations: u64,
}

fn build(values: &[String]) -> String {
    strings(values).map(Filter::into_string).unwrap_or_default()
}

fn parse(source: &str) -> ParsedFilter<ExternalAssets> {
    Filter::parse_with(source, &Limits::TRUSTED)
}

/// Runs one of the functions several times, to be counted under callgrind.
fn repeat(work: &str, items: u32, times: u32) {
    let values = cities(items);
    let source = build(&values);
    for _ in 0..times {
        match work {
            "build" => drop(black_box(build(black_box(&values)))),
            _ => drop(black_box(parse(black_box(&source)))),
        }
    }
}

/// Returns the instructions of this program with these arguments.
fn count_instructions(work: &str, items: u32, times: u32) -> io::Result<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args([work, &items.to_string(), &times.to_string()])
        .output()?;
    let messages = String::from_utf8_lossy(&output.stderr);
    let count = messages
        .lines()
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    count.ok_or_else(|| io::Error::other(messages.into_owned()))
}

/// Returns the instructions of one run per item: the difference of one run and three, without program start.
fn instructions(work: &str, items: u32) -> io::Result<f64> {
    let difference = count_instructions(work, items, 3)? - count_instructions(work, items, 1)?;
    Ok(difference / 2.0 / f64::from(items))
}

fn row(items: u32) -> io::Result<Row> {
    let values = cities(items);
    let source = build(&values);
    Ok(Row {
        items,
        bytes: source.len(),
        build: Cost {
            instructions: instructions("build", items)?,
            allocations: measure(|| drop(black_box(build(&values)))).count_total,
        },
        parse: Cost {
            instructions: instructions("parse", items)?,
            allocations: measure(|| drop(black_box(parse(&source)))).count_total,
        },
    })
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [work, items, times] = &*arguments {
        let number = |argument: &String| argument.parse().map_err(io::Error::other);
        repeat(work, number(items)?, number(times)?);
        return Ok(());
    }
    let rows = SIZES
        .into_iter()
        .map(row)
        .collect::<io::Result<Vec<Row>>>()?;
    let mut table = String::from(
        "| items | bytes | build, instructions per item | allocations | parse and validate, instructions per item | allocations |\n\
         |---:|---:|---:|---:|---:|---:|\n",
    );
    for row in &rows {
        let Row {
            items,
            bytes,
            build,
            parse,
        } = row;
        let _ = writeln!(
            table,
            "| {items} | {bytes} | {:.0} | {} | {:.0} | {} |",
            build.instructions, build.allocations, parse.instructions, parse.allocations
        );
    }
    io::stdout().write_all(table.as_bytes())?;
    match arguments.first() {
        Some(file) => std::fs::write(file, plot(&rows)),
        None => Ok(()),
    }
}

/// A value of a row, by which it is plotted.
type Figure = fn(&Row) -> f64;

const SERIES: [(&str, &str, Figure); 2] = [
    ("build", "#0072b2", |row| row.build.instructions),
    ("parse and validate", "#d55e00", |row| {
        row.parse.instructions
    }),
];

const ALLOCATIONS: [(&str, &str, Figure); 2] = [
    ("build", "#0072b2", |row| row.build.allocations as f64),
    ("parse and validate", "#d55e00", |row| {
        row.parse.allocations as f64
    }),
];

/// Returns two plots over the number of items, which has a logarithmic scale: linear work is a horizontal line on the
/// left, and one allocation per doubling a straight line on the right.
fn plot(rows: &[Row]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"270\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"760\" height=\"270\" fill=\"white\"/>\n",
    );
    push_panel(&mut svg, 50.0, "instructions per item", rows, &SERIES);
    push_panel(&mut svg, 430.0, "allocations", rows, &ALLOCATIONS);
    svg.push_str("</svg>\n");
    svg
}

fn push_panel(
    svg: &mut String,
    left: f64,
    title: &str,
    rows: &[Row],
    series: &[(&str, &str, Figure)],
) {
    const WIDTH: f64 = 300.0;
    const HEIGHT: f64 = 180.0;
    const TOP: f64 = 35.0;
    let figures = series
        .iter()
        .flat_map(|(_, _, figure)| rows.iter().map(figure));
    let highest = figures.fold(1.0_f64, f64::max) * 1.1;
    let x = |row: &Row| left + (f64::from(row.items).log10() - 1.0) / 4.0 * WIDTH;
    let y = |figure: f64| TOP + HEIGHT - figure / highest * HEIGHT;
    let bottom = TOP + HEIGHT;
    let _ = write!(
        svg,
        "<text x=\"{left}\" y=\"20\">{title}</text>\n\
         <path d=\"M{left} {TOP}V{bottom}H{}\" fill=\"none\" stroke=\"black\"/>\n",
        left + WIDTH
    );
    for row in rows.iter().step_by(2) {
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x(row),
            bottom + 18.0,
            row.items
        );
    }
    for tick in [0.5, 1.0] {
        let figure = highest / 1.1 * tick;
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{:.0}\" text-anchor=\"end\">{figure:.0}</text>",
            left - 6.0,
            y(figure) + 4.0
        );
    }
    for (index, (name, color, figure)) in series.iter().enumerate() {
        let points: Vec<String> = rows
            .iter()
            .map(|row| format!("{:.0},{:.0}", x(row), y(figure(row))))
            .collect();
        let _ = write!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>\n\
             <text x=\"{}\" y=\"{}\" fill=\"{color}\">{name}</text>\n",
            points.join(" "),
            left + 10.0,
            bottom + 38.0 + 16.0 * index as f64 - 4.0
        );
    }
}

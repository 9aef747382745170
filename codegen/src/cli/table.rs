//! Tables of text, for a terminal.

use std::fmt::Write as _;

/// No column is made wider, however long a cell is: a wide cell runs over, and the rows that it is in are not aligned.
const WIDEST: usize = 200;

/// Rows in columns, each as wide as its widest cell; the last column runs on. A line each, without its end.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0).min(WIDEST)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &[String]| {
        let mut line = String::from("  ");
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        line.trim_end().to_owned()
    };
    let mut lines = Vec::new();
    if head.iter().any(|cell| !cell.is_empty()) {
        lines.push(line(&head.iter().map(ToString::to_string).collect::<Vec<_>>()));
        lines.push(line(&widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>()));
    }
    lines.extend(rows.iter().map(|row| line(row)));
    lines
}

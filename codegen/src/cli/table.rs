//! Tables of text, for a terminal.

use std::fmt::Write as _;

/// Rows in columns, each as wide as its widest cell; the last column runs on.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut text = String::new();
    let mut line = |cells: &[String]| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        text.push_str("  ");
        text.push_str(line.trim_end());
        text.push('\n');
    };
    if head.iter().any(|cell| !cell.is_empty()) {
        line(&head.iter().map(ToString::to_string).collect::<Vec<_>>());
        line(&widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>());
    }
    for row in rows {
        line(row);
    }
    text
}

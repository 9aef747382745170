//! Blanks: templates may leave as many as they like, a page has one blank line between its parts.

/// A page with no blank line at either end, one at a time within, no blanks at the end of a line, and a newline at its
/// end. What stands between code fences is left as it is.
pub(super) fn tidy(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut blank = false;
    for line in text.lines() {
        if let Some(open) = fence {
            if line.trim() == open {
                fence = None;
            }
        } else {
            fence = opening_fence(line);
            if line.trim().is_empty() {
                blank = true;
                continue;
            }
            if blank && !page.is_empty() {
                page.push('\n');
            }
        }
        blank = false;
        if fence.is_some() {
            page.push_str(line);
        } else if line.starts_with('|') {
            // An empty cell is one blank wide.
            page.push_str(&line.trim_end().replace("|  |", "| |").replace("|  |", "| |"));
        } else {
            page.push_str(line.trim_end());
        }
        page.push('\n');
    }
    page
}

/// The marks that a code block opens with, and closes with again.
fn opening_fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let marks = line.len() - line.trim_start_matches('`').len();
    (marks >= 3).then(|| &line[..marks])
}

//! What the command prints: everything for people passes through a [`Page`], so that no text can act on the terminal or the log.

use std::fmt;

use dci_codegen::visible::{visible_json, visible_line};

use super::table::table;

/// Text for people, line by line. What would end a line, or act on a terminal, is shown as a sign instead.
#[derive(Debug, Default)]
pub(crate) struct Page(String);

/// Adds a line to a page: `line!(page, "{id} {name}")`.
macro_rules! line {
    ($page:expr, $($text:tt)*) => { $page.line(format_args!($($text)*)) };
}

/// Prints a line on stdout.
macro_rules! print_line {
    ($($text:tt)*) => { $crate::cli::page::Page::of(format_args!($($text)*)).print() };
}

/// Prints a line on stderr.
macro_rules! tell_line {
    ($($text:tt)*) => { $crate::cli::page::Page::of(format_args!($($text)*)).tell() };
}

pub(crate) use {line, print_line, tell_line};

impl Page {
    /// A page of one line.
    pub(crate) fn of(line: impl fmt::Display) -> Self {
        let mut page = Self::default();
        page.line(line);
        page
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, line: impl fmt::Display) {
        self.0.push_str(&visible_line(&line.to_string()));
        self.0.push('\n');
    }

    /// Adds text that has lines of its own: a paragraph that was wrapped, a document in Markdown.
    pub(crate) fn lines(&mut self, text: &str) {
        for line in text.lines() {
            self.line(line);
        }
    }

    /// Adds an empty line.
    pub(crate) fn blank(&mut self) {
        self.0.push('\n');
    }

    /// Adds a table.
    pub(crate) fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        for row in table(head, rows) {
            self.line(row);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Prints the page on stdout.
    pub(crate) fn print(&self) {
        print_as_it_is(&self.0);
    }

    /// Prints the page on stderr.
    pub(crate) fn tell(&self) {
        tell_as_it_is(&self.0);
    }
}

/// Prints a JSON document on stdout.
pub(crate) fn print_json(json: &str) {
    print_as_it_is(&visible_json(json));
    print_as_it_is("\n");
}

/// Prints what was made safe before: workflow commands of our own, a script for a shell.
#[expect(clippy::disallowed_macros, reason = "what is printed elsewhere passes here")]
pub(crate) fn print_as_it_is(text: &str) {
    anstream::print!("{text}");
}

/// Prints on stderr what was made safe before: a report whose styles are our own.
#[expect(clippy::disallowed_macros, reason = "what is printed elsewhere passes here")]
pub(crate) fn tell_as_it_is(text: &str) {
    anstream::eprint!("{text}");
}

//! Code directories as spreadsheets, and back: committees work in spreadsheets.
//!
//! [`Grid::of`] makes a table of a code directory; [`csv`] and [`xlsx`] write and read it. [`import`] edits the YAML files of the
//! directories in place, so that they say what the tables say, and loads the standard again with the edited texts: an edit that
//! does not say exactly what its table says is never handed out.
//!
//! ```
//! use dci_codegen::sheet::{Cell, Grid, csv};
//! use dci_codegen::source::Sources;
//!
//! let table = Grid { name: "CD.COM.02".to_owned(), rows: vec![vec![Cell::Text("code".to_owned())], vec![Cell::Text("01".to_owned())]] };
//! let bytes = csv::write(&table).unwrap();
//! assert_eq!(bytes, b"code\r\n01\r\n");
//! assert_eq!(csv::read("CD.COM.02", "CD.COM.02.csv", &bytes, &mut Sources::new("")), Ok(table));
//! ```

mod column;
pub mod csv;
mod edit;
mod entry;
mod faults;
mod grid;
mod head;
mod import;
mod list;
mod mangled;
mod rows;
pub mod xlsx;

pub use column::Column;
pub use grid::{Cell, Grid};
pub use import::{Imported, Job, Summary, Target, directories, import, target};

//! Example payloads, and the definitions that show them.

use camino::Utf8PathBuf;

use crate::model::{Body, DataObject, Id, Standard};
use crate::places::Places;
use crate::source::Span;

/// A payload that shows a data object.
#[derive(Debug)]
pub struct Example {
    /// The file, relative to the root of the standard.
    pub path: Utf8PathBuf,
    /// The text as it stands there.
    pub text: String,
    /// The payload.
    pub json: serde_json::Value,
    /// Where each value stands, by its JSON pointer.
    pub places: Places<Span>,
}

impl Example {
    /// The name: the stem of the file.
    pub fn name(&self) -> &str {
        self.path.file_stem().unwrap_or_default()
    }

    /// The name for people.
    pub fn title(&self) -> String {
        crate::model::title_of(self.name())
    }
}

impl Standard {
    /// Every payload that a definition shows, with the data object that it is one of.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (Id<Example>, Id<DataObject>)> {
        let of_objects =
            self.data_objects.iter().flat_map(|(id, object)| object.examples.iter().map(move |it| (*it, id)));
        let of_operations = self.operations.iter().flat_map(|(_, operation)| {
            let parts =
                [(&operation.request, &operation.request_examples), (&operation.answer, &operation.answer_examples)];
            parts.into_iter().flat_map(|(body, examples)| {
                body.iter().flat_map(move |body: &Body| examples.iter().map(move |it| (*it, body.object)))
            })
        });
        of_objects.chain(of_operations)
    }

    /// Leaves out what definitions show, where it is not to be kept.
    pub(crate) fn retain_shown(&mut self, is_kept: impl Fn(Id<Example>, Id<DataObject>) -> bool) {
        let objects: Vec<Id<DataObject>> = self.data_objects.iter().map(|(id, _)| id).collect();
        for id in objects {
            self.data_objects.get_mut(id).examples.retain(|example| is_kept(*example, id));
        }
        let operations: Vec<_> = self.operations.iter().map(|(id, _)| id).collect();
        for id in operations {
            let operation = self.operations.get_mut(id);
            if let Some(body) = &operation.request {
                operation.request_examples.retain(|example| is_kept(*example, body.object));
            }
            if let Some(body) = &operation.answer {
                operation.answer_examples.retain(|example| is_kept(*example, body.object));
            }
        }
    }
}

//! Places by JSON pointer.
//!
//! A pointer is made of all that leads to a value, so that those of all values of a file may be far longer than the file. What is kept
//! of each is a number that is made of it.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

/// What stands where, by the JSON pointer (RFC 6901).
#[derive(Debug)]
pub struct Places<T> {
    numbers: RandomState,
    places: HashMap<u64, T>,
}

/// A pointer, as a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pointer(u64);

impl Pointer {
    /// The pointer to the whole.
    pub(crate) const WHOLE: Self = Self(0);
}

impl<T> Default for Places<T> {
    fn default() -> Self {
        Self { numbers: RandomState::new(), places: HashMap::new() }
    }
}

impl<T: Copy> Places<T> {
    /// The pointer to a member or an item of a value.
    pub(crate) fn below(&self, pointer: Pointer, step: &str) -> Pointer {
        if step.contains(['~', '/']) {
            return self.written(pointer, &step.replace('~', "~0").replace('/', "~1"));
        }
        self.written(pointer, step)
    }

    /// The same for a step as pointers write it.
    fn written(&self, pointer: Pointer, step: &str) -> Pointer {
        Pointer(self.numbers.hash_one((pointer.0, step)))
    }

    /// Takes in where a value stands.
    pub(crate) fn insert(&mut self, pointer: Pointer, place: T) {
        self.places.insert(pointer.0, place);
    }

    /// Where a value stands.
    pub fn get(&self, pointer: &str) -> Option<&T> {
        let steps = pointer.split('/').skip(1);
        let pointer = steps.fold(Pointer::WHOLE, |pointer, step| self.written(pointer, step));
        self.places.get(&pointer.0)
    }

    /// Where a value stands, or what holds it.
    #[cfg(feature = "import")]
    pub(crate) fn nearest(&self, pointer: &str) -> Option<T> {
        let mut current = Pointer::WHOLE;
        let mut found = self.places.get(&current.0);
        for step in pointer.split('/').skip(1) {
            current = self.written(current, step);
            found = self.places.get(&current.0).or(found);
        }
        found.copied()
    }
}

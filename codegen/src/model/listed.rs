//! A list whose items have names, and are found by them.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

/// Something with a name that is its own within a list.
pub trait Named {
    /// The name that stands for it.
    fn key(&self) -> &str;
}

/// A list of things in order, each of which is found by its name without looking at all of them.
///
/// It is used as the vector that it is. The first item of a name is the one that is found.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    items: Vec<T>,
    /// The places by name, once somebody has asked; a change of the list puts an end to it.
    places: OnceLock<HashMap<Box<str>, usize>>,
}

impl<T: Named> Listed<T> {
    /// The item of a name.
    pub fn named(&self, name: &str) -> Option<&T> {
        self.place(name).map(|at| &self.items[at])
    }

    /// Where the item of a name stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            let mut places = HashMap::with_capacity(self.items.len());
            for (at, item) in self.items.iter().enumerate() {
                places.entry(item.key().into()).or_insert(at);
            }
            places
        });
        places.get(name).copied()
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> From<Vec<T>> for Listed<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, places: OnceLock::new() }
    }
}

impl<T> Deref for Listed<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.items
    }
}

impl<T> DerefMut for Listed<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        self.places = OnceLock::new();
        &mut self.items
    }
}

impl<'a, T> IntoIterator for &'a Listed<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

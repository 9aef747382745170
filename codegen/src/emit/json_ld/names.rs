//! The IRIs of everything that has one.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{CodeDirectory, DataFormat, DataObject, Id, Interface, Origin, Standard};
use crate::naming::type_name;

/// The IRIs of a standard.
#[derive(Debug)]
pub(super) struct Names<'a> {
    standard: &'a Standard,
    classes: HashMap<Id<DataObject>, String>,
    open: HashSet<(Id<DataObject>, &'a str)>,
}

impl<'a> Names<'a> {
    pub(super) fn of(standard: &'a Standard) -> Self {
        let mut names = Self { standard, classes: HashMap::new(), open: open_attributes(standard) };
        for (interface, declared) in standard.interfaces.iter() {
            let mut taken = BTreeSet::new();
            for id in &declared.data_objects {
                let object = &standard[*id];
                let mut name = type_name(&object.meta.name);
                // A bound object may bear the name of one that the interface declares itself.
                if !taken.insert(name.clone()) {
                    name = segment(&object.meta.id);
                }
                names.classes.insert(*id, format!("{}{}", names.base(interface), segment(&name)));
            }
        }
        names
    }

    /// The namespace of an interface and its version; it ends in `/`.
    pub(super) fn base(&self, interface: Id<Interface>) -> String {
        let Interface { name, version, .. } = &self.standard[interface];
        match &self.standard.profile {
            Some(profile) if profile.interface == interface => format!("{}{version}/", profile.vocabulary),
            _ => format!("{}{name}/{version}/", self.standard.namespaces.vocabulary),
        }
    }

    /// Where the context of an interface is published. A profile has one of its own for each interface: its terms are those of
    /// the standard and some more.
    pub(super) fn context(&self, interface: Id<Interface>) -> String {
        match &self.standard.profile {
            Some(profile) => {
                let name = &self.standard[interface].name;
                format!("{}{name}/context.jsonld", self.base(profile.interface))
            }
            None => format!("{}context.jsonld", self.base(interface)),
        }
    }

    /// Where attributes land that the standard does not know: kept, and told apart from those that it does.
    pub(super) fn additional(&self, interface: Id<Interface>) -> String {
        format!("{}additional/", self.base(interface))
    }

    pub(super) fn class(&self, object: Id<DataObject>) -> &str {
        self.classes.get(&object).map_or("", String::as_str)
    }

    /// The property of an attribute: that of the data object that first declares it.
    pub(super) fn property(&self, object: Id<DataObject>, attribute: &str) -> String {
        format!("{}{}", self.base(self.declarer(object, attribute)), segment(attribute))
    }

    /// The interface that first declares an attribute: that of the profile, where a country added it.
    pub(super) fn declarer(&self, object: Id<DataObject>, attribute: &str) -> Id<Interface> {
        let home = &self.standard[self.home(object, attribute)];
        let is_added = home.attribute(attribute).is_some_and(|attribute| self.standard.is_added(attribute));
        match &self.standard.profile {
            Some(profile) if is_added => profile.interface,
            _ => home.meta.interface,
        }
    }

    /// The data object that first declares an attribute: up through what an object is bound from and what it extends.
    pub(super) fn home(&self, object: Id<DataObject>, attribute: &str) -> Id<DataObject> {
        match above(&self.standard[object]) {
            Some(above) if self.standard[above].attribute(attribute).is_some() => self.home(above, attribute),
            _ => object,
        }
    }

    /// Whether interfaces or operations fill the type of an attribute in.
    pub(super) fn is_open(&self, object: Id<DataObject>, attribute: &'a str) -> bool {
        self.open.contains(&(object, attribute))
    }

    pub(super) fn datatype(&self, format: Id<DataFormat>) -> String {
        let meta = &self.standard[format].meta;
        format!("{}data-formats/{}", self.base(meta.interface), segment(&meta.name))
    }

    pub(super) fn scheme(&self, directory: Id<CodeDirectory>) -> String {
        let meta = &self.standard[directory].meta;
        format!("{}code-directories/{}", self.base(meta.interface), segment(&meta.name))
    }

    /// The concept of a code, in the directory that lists it itself.
    pub(super) fn concept(&self, directory: Id<CodeDirectory>, code: &str) -> String {
        format!("{}/{}", self.scheme(self.listing(directory)), code_path(code))
    }

    /// The directory that lists the codes: the other one, where they are taken over.
    pub(super) fn listing(&self, directory: Id<CodeDirectory>) -> Id<CodeDirectory> {
        self.standard[directory].codes_of.map_or(directory, |of| self.listing(of))
    }
}

/// The data object that another one narrows: the one that it extends, or is bound from.
pub(super) fn above(object: &DataObject) -> Option<Id<DataObject>> {
    match object.origin {
        Origin::Declared => object.extends,
        Origin::Bound { of, .. } | Origin::Envelope { of, .. } => Some(of),
    }
}

/// The attributes whose type differs in an object that is bound from theirs.
fn open_attributes(standard: &Standard) -> HashSet<(Id<DataObject>, &str)> {
    let mut open = HashSet::new();
    for (_, bound) in standard.data_objects.iter().filter(|(_, object)| !object.is_declared()) {
        let Some(shared) = above(bound) else { continue };
        for attribute in &standard[shared].attributes {
            if bound.attribute(&attribute.name).is_some_and(|one| one.value != attribute.value) {
                open.insert((shared, attribute.name.as_str()));
            }
        }
    }
    open
}

/// A code as the end of an IRI. A slash stays: no term of a context may stand for a word with a slash, so that the code has to lead to its
/// concept as it is.
pub(super) fn code_path(code: &str) -> String {
    code.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// A name as a segment of an IRI: everything but letters, digits and `-._~` is percent-encoded.
pub(super) fn segment(name: &str) -> String {
    use std::fmt::Write as _;

    let mut segment = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            segment.push(char::from(byte));
        } else {
            let _ = write!(segment, "%{byte:02X}");
        }
    }
    segment
}

//! What a key of a payload means, and how its value is read.

use std::collections::{BTreeMap, BTreeSet};

use crate::emit::json_ld::names::{Names, code_path};
use crate::model::{Attribute, CodeDirectory, DataFormat, DataObject, Id, Interface, Standard, Type};
use crate::vocabulary::Kind;

/// What a key means in one or several data objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) iri: String,
    pub(super) coercion: Coercion,
    pub(super) is_list: bool,
    /// The data objects that the value may be: their keys are read as they declare them.
    pub(super) scope: Scope,
}

/// Data objects of which a value may be one.
pub(super) type Scope = BTreeSet<Id<DataObject>>;

/// How a value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coercion {
    /// As it stands: texts are texts, objects are nodes.
    None,
    /// As a literal of a datatype.
    Literal(&'static str),
    /// As the concept of a code.
    Concept(Id<CodeDirectory>),
    /// As JSON, whatever is in it.
    Json,
}

impl Term {
    fn of(standard: &Standard, names: &Names<'_>, object: Id<DataObject>, attribute: &Attribute) -> Self {
        let mut coercions = Vec::new();
        let mut scope = Scope::new();
        for r#type in attribute.types() {
            coercions.push(coercion(standard, names, r#type));
            if let Type::Object(object) = r#type {
                scope.insert(object);
            }
        }
        Self {
            iri: names.property(object, &attribute.name),
            coercion: agreed(coercions),
            is_list: attribute.cardinality.is_list(),
            scope,
        }
    }

    /// What the key means where it may be any of several attributes.
    fn merge(terms: Vec<Self>) -> Option<Self> {
        let coercion = agreed(terms.iter().map(|term| term.coercion));
        let mut terms = terms.into_iter();
        let mut merged = terms.next()?;
        for term in terms {
            merged.is_list |= term.is_list;
            merged.scope.extend(term.scope);
        }
        Some(Self { coercion, ..merged })
    }
}

/// How a value is read where several ways are possible: as it stands, unless all agree.
fn agreed(coercions: impl IntoIterator<Item = Coercion>) -> Coercion {
    let mut coercions = coercions.into_iter();
    let first = coercions.next().unwrap_or(Coercion::None);
    if coercions.all(|coercion| coercion == first) { first } else { Coercion::None }
}

fn coercion(standard: &Standard, names: &Names<'_>, r#type: Type) -> Coercion {
    match r#type {
        Type::Data(id) => match standard[id].kind {
            Kind::String => Coercion::None,
            // Whoever uses these puts in what they like, also empty values and keys with blanks.
            Kind::Object | Kind::Array | Kind::Any => Coercion::Json,
            kind => Coercion::Literal(literal(kind)),
        },
        Type::Format(id) => match format_literal(standard, id) {
            "xsd:string" => Coercion::None,
            datatype => Coercion::Literal(datatype),
        },
        Type::Code(id) if is_concept(standard, id) => Coercion::Concept(names.listing(id)),
        Type::Code(_) | Type::Object(_) => Coercion::None,
    }
}

/// The datatype of a kind of value. JSON numbers are floating-point numbers: `xsd:decimal` has no notation for 7.5e0, in
/// which JSON-LD processors write them.
pub(super) fn literal(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "xsd:string",
        Kind::Integer => "xsd:integer",
        Kind::Decimal => "xsd:double",
        Kind::Boolean => "xsd:boolean",
        Kind::Object | Kind::Array | Kind::Any => "rdf:JSON",
    }
}

/// The datatype that a data format narrows.
pub(super) fn format_literal(standard: &Standard, id: Id<DataFormat>) -> &'static str {
    let format = &standard[id];
    match format.constraints.format.as_deref() {
        Some("date-time") => "xsd:dateTime",
        Some("date") => "xsd:date",
        Some("time") => "xsd:time",
        Some("uri") => "xsd:anyURI",
        _ => literal(format.kind),
    }
}

/// Whether a code is read as a concept. The codes of an extensible directory stay texts: a country's own code may be
/// anything, and would make an IRI that is none. So do codes with a colon, which JSON-LD takes for IRIs, and codes with a slash that
/// are no end of an IRI as they are.
pub(super) fn is_concept(standard: &Standard, id: Id<CodeDirectory>) -> bool {
    let directory = &standard[id];
    directory.is_closed() && directory.codes.iter().all(|code| leads_to_its_concept(&code.code))
}

fn leads_to_its_concept(code: &str) -> bool {
    let is_path = || code_path(code) == code && code.split('/').all(|step| !matches!(step, "" | "." | ".."));
    !code.contains(':') && !code.starts_with('@') && (!code.contains('/') || is_path())
}

/// What every key means in an interface.
#[derive(Debug)]
pub(super) struct Terms {
    /// What each attribute of each reachable data object means.
    by_object: BTreeMap<Id<DataObject>, BTreeMap<String, Term>>,
    /// What each key means wherever it stands.
    pub(super) anywhere: BTreeMap<String, Term>,
    /// The keys that mean different things in different data objects.
    ambiguous: BTreeSet<String>,
    /// The classes, by the word that stands for them in `@type`.
    pub(super) classes: BTreeMap<String, Id<DataObject>>,
    /// The namespaces, by the names of their interfaces.
    pub(super) prefixes: BTreeMap<String, String>,
}

impl Terms {
    pub(super) fn of(standard: &Standard, names: &Names<'_>, interface: Id<Interface>) -> Self {
        let reachable = reachable(standard, interface);
        let mut by_name: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        let mut by_object = BTreeMap::new();
        let mut classes = BTreeMap::new();
        for object in reachable {
            let mut own = BTreeMap::new();
            for attribute in &standard[object].attributes {
                let term = Term::of(standard, names, object, attribute);
                let known = by_name.entry(attribute.name.clone()).or_default();
                if !known.contains(&term) {
                    known.push(term.clone());
                }
                own.insert(attribute.name.clone(), term);
            }
            by_object.insert(object, own);
            let name = names.class(object).rsplit('/').next().unwrap_or_default();
            classes.entry(name.to_owned()).or_insert(object);
        }
        let ambiguous = by_name.iter().filter(|(_, terms)| terms.len() > 1).map(|(name, _)| name.clone()).collect();
        let anywhere: BTreeMap<String, Term> =
            by_name.into_iter().filter_map(|(name, terms)| Some((name, Term::merge(terms)?))).collect();
        classes.retain(|name, _| !anywhere.contains_key(name));
        let prefixes = standard
            .interfaces
            .iter()
            .filter(|(_, interface)| !anywhere.contains_key(&interface.name) && !classes.contains_key(&interface.name))
            .map(|(id, interface)| (interface.name.clone(), names.base(id)))
            .filter(|(_, base)| anywhere.values().any(|term| term.iri.starts_with(base)))
            .collect();
        Self { by_object, anywhere, ambiguous, classes, prefixes }
    }

    /// What the ambiguous keys mean within any of some data objects.
    pub(super) fn within(&self, scope: &Scope) -> BTreeMap<&str, Term> {
        let mut found: BTreeMap<&str, Vec<Term>> = BTreeMap::new();
        for object in scope.iter().filter_map(|object| self.by_object.get(object)) {
            for (name, term) in object.iter().filter(|(name, _)| self.ambiguous.contains(*name)) {
                found.entry(name).or_default().push(term.clone());
            }
        }
        found.into_iter().filter_map(|(name, terms)| Some((name, Term::merge(terms)?))).collect()
    }

    /// Whether a word means something in the context besides being a code.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.anywhere.contains_key(word)
            || self.classes.contains_key(word)
            || self.prefixes.contains_key(word)
            || word == "xsd"
    }

    /// An IRI, with its namespace shortened to a prefix where there is one.
    pub(super) fn compact(&self, iri: &str) -> String {
        let found = self.prefixes.iter().find_map(|(prefix, base)| Some((prefix, iri.strip_prefix(base)?)));
        found.map_or_else(|| iri.to_owned(), |(prefix, rest)| format!("{prefix}:{rest}"))
    }

    /// The codes of a directory whose concepts would be missed: words of the context, and codes that an IRI does not take.
    pub(super) fn special_codes<'a>(&self, directory: &'a CodeDirectory) -> impl Iterator<Item = &'a str> {
        let codes = directory.codes.iter().map(|code| code.code.as_str());
        codes.filter(|code| self.is_word(code) || code_path(code) != **code)
    }
}

/// The data objects that payloads of an interface may hold: its own ones first.
fn reachable(standard: &Standard, interface: Id<Interface>) -> Vec<Id<DataObject>> {
    let interface = &standard[interface];
    let mut found = interface.data_objects.clone();
    for operation in interface.operations.iter().map(|id| &standard[*id]) {
        let bodies = operation.request.iter().chain(&operation.answer);
        found.extend(bodies.flat_map(|body| [Some(body.object), body.message]).flatten());
        found.extend(operation.failures.iter().map(|failures| failures.object));
    }
    let mut seen = BTreeSet::new();
    found.retain(|object| seen.insert(*object));
    let mut at = 0;
    while let Some(object) = found.get(at).copied() {
        let types = standard[object].attributes.iter().flat_map(Attribute::types);
        let next: Vec<_> = types
            .filter_map(|r#type| match r#type {
                Type::Object(next) => Some(next),
                _ => None,
            })
            .filter(|next| seen.insert(*next))
            .collect();
        found.extend(next);
        at += 1;
    }
    found
}

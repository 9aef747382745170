//! `profile.yaml`: how a country adapts the standard.

use crate::raw::definition::{RawAttribute, RawCode, RawDecision, RawSource, Text};
use crate::raw::read::record;
use crate::raw::settings::RawNamespaces;
use crate::raw::values::{CodeText, Translation, Word, Words};
use crate::source::Spanned;
use crate::vocabulary::{Cardinality, Stage};

record! {
    /// A profile: what a country narrows of the standard, and what it adds.
    RawProfile, "a profile" {
        /// The scope in the ids of its own definitions: PE.
        profile: Text,
        /// The folder.
        name: Text,
        /// The name for people.
        title: Words,
        /// The version.
        version: Text,
        /// How far it has come.
        stage: Word<Stage>,
        /// The version of the standard that it stands on.
        base: Text,
        /// The interfaces that the country uses, by their ids; what these depend on comes with them.
        interfaces: Vec<Text>,
        /// What it is for.
        description: Words,
        /// Who publishes it.
        publisher: Text,
        /// Its licence, as an SPDX expression.
        licence: Text,
        /// Where it is published.
        url: Text,
        /// The namespaces of what it publishes.
        namespaces: RawNamespaces,
        /// Where it was taken from.
        source: Vec<RawSource>,
        /// What was decided where the sources disagree.
        decisions: Vec<RawDecision>,
        /// What differs in data objects of the standard.
        data_objects: Vec<RawObjectProfile>,
        /// What differs in code directories of the standard.
        code_directories: Vec<RawDirectoryProfile>,
    }

    /// What a profile narrows of a data object, and adds to it.
    RawObjectProfile, "a profile of a data object" {
        /// The id of the data object.
        data_object: Text,
        /// The name for people, in further languages.
        title: Option<Translation>,
        /// What it is, in further languages.
        description: Option<Translation>,
        /// Attributes of the standard that differ.
        attributes: Vec<RawNarrowing>,
        /// Attributes that the standard does not have.
        adds: Vec<RawAttribute>,
        /// Files with payloads, in the folder `examples` of the profile.
        examples: Vec<Text>,
    }

    /// What a profile narrows of an attribute.
    RawNarrowing, "a profile of an attribute" {
        /// The name on the wire.
        name: Text,
        /// How many values it has: fewer numbers than the standard allows; 0..0 forbids it.
        cardinality: Option<Spanned<Word<Cardinality>>>,
        /// The id of a narrower type: a list of the country's own, a format, a data object that extends the other one.
        type_id as "type": Option<Text>,
        /// The name for people, in further languages.
        title: Option<Translation>,
        /// What it is, in further languages.
        description: Option<Translation>,
        /// Why it differs.
        because: Option<Words>,
    }

    /// What a profile narrows of a code directory, and adds to it.
    RawDirectoryProfile, "a profile of a code directory" {
        /// The id of the code directory.
        code_directory: Text,
        /// The name for people, in further languages.
        title: Option<Translation>,
        /// What it is, in further languages.
        description: Option<Translation>,
        /// The only codes that are used, where they are not all.
        only: Vec<Spanned<CodeText>>,
        /// Labels and descriptions of codes, in further languages.
        codes: Vec<RawCodeProfile>,
        /// Codes of the country's own, where the directory is extensible.
        adds: Vec<RawCode>,
        /// Why it differs.
        because: Option<Words>,
    }

    /// How a country calls a code.
    RawCodeProfile, "a profile of a code" {
        /// The code.
        code: Spanned<CodeText>,
        /// The label for people, in further languages.
        label: Option<Translation>,
        /// What it means, in further languages.
        description: Option<Translation>,
    }
}

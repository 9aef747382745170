//! `standard.yaml` and `interface.yaml`.

use crate::raw::definition::{RawChoice, RawDecision, RawOperationExamples, RawParameter, RawSource, Text};
use crate::raw::read::record;
use crate::raw::values::{Word, Words};
use crate::source::{FileId, Span};
use crate::vocabulary::Stage;

/// The version of what does not tell its version.
const UNKNOWN_VERSION: &str = "0.0.0";

record! {
    /// The standard as a whole.
    RawStandard, "a standard" {
        /// The short name.
        standard: Text,
        /// The name for people.
        title: Words,
        /// The version.
        version: Text,
        /// What it is for.
        description: Option<Words>,
        /// Who publishes it.
        publisher: Text,
        /// Its licence, as an SPDX expression.
        licence: Text,
        /// Where it is published.
        url: Text,
        /// How to reach the publisher.
        email: Option<Text>,
        /// The namespaces of what is published.
        namespaces: RawNamespaces,
        /// Where the operations can be tried.
        servers: Vec<RawServer>,
        /// How callers show who they are.
        security: Option<RawSecurity>,
        /// The folders of the interfaces, in order.
        interfaces: Vec<Text>,
        /// The folders of the profiles of countries, below the folder `profiles`.
        profiles: Vec<Text>,
    }

    /// The namespaces of what is published.
    RawNamespaces, "namespaces" {
        /// Where the JSON Schemas live.
        json_schema: Text,
        /// Where the JSON-LD terms live.
        vocabulary: Text,
    }

    /// A server.
    RawServer, "a server" {
        /// The address.
        url: Text,
        /// What it is.
        description: Words,
    }

    /// How callers show who they are.
    RawSecurity, "a security scheme" {
        /// The name.
        name: Text,
        /// The HTTP authentication scheme.
        scheme: Text,
        /// The format of the token.
        format: Text,
        /// What it is.
        description: Words,
    }

    /// An interface.
    RawInterface, "an interface" {
        /// The scope in the ids: COM, SR.
        interface: Text,
        /// The folder.
        name: Text,
        /// The name for people.
        title: Words,
        /// The version.
        version: Text,
        /// How far it has come.
        stage: Word<Stage>,
        /// Who is in charge.
        committee: Option<Text>,
        /// The interfaces whose definitions it uses.
        depends_on: Vec<Text>,
        /// What it is for.
        description: Words,
        /// Where it was taken from.
        source: Vec<RawSource>,
        /// Types that other interfaces fill in.
        parameters: Vec<RawParameter>,
        /// Parameters of other interfaces, filled in.
        binds: Vec<RawBinding>,
        /// The operations that it offers.
        operations: Vec<RawOffer>,
        /// What is taken for granted.
        assumptions: Vec<RawAssumption>,
        /// What to do when things go otherwise.
        exceptions: Vec<RawException>,
        /// What was decided where the sources disagree.
        decisions: Vec<RawDecision>,
    }

    /// A parameter, filled in.
    RawBinding, "a binding" {
        /// The parameter.
        parameter: Text,
        /// The type.
        type_id as "type": Option<Text>,
        /// One of several types.
        choices: Vec<RawChoice>,
    }

    /// An operation that an interface offers.
    RawOffer, "an offered operation" {
        /// The id.
        operation: Text,
        /// Example payloads.
        examples: Option<RawOperationExamples>,
    }

    /// Something taken for granted.
    RawAssumption, "an assumption" {
        /// The id.
        id: Text,
        /// The name for people.
        title: Words,
        /// What it says.
        description: Words,
    }

    /// What to do when things go otherwise.
    RawException, "an exception" {
        /// The id.
        id: Text,
        /// The case.
        title: Words,
        /// What to do.
        handling: Words,
    }
}

impl RawStandard {
    /// What stands in for a standard that cannot be read.
    pub(crate) fn unknown(file: FileId) -> Self {
        let span = Span::whole(file);
        let text = || Text { value: String::new(), span };
        let version = Text { value: UNKNOWN_VERSION.to_owned(), span };
        Self {
            span,
            standard: text(),
            title: Words::default(),
            version,
            description: None,
            publisher: text(),
            licence: text(),
            url: text(),
            email: None,
            namespaces: RawNamespaces { span, json_schema: text(), vocabulary: text() },
            servers: Vec::new(),
            security: None,
            interfaces: Vec::new(),
            profiles: Vec::new(),
        }
    }
}

impl RawInterface {
    /// What stands in for an interface that cannot be read, but for its folder and perhaps its id.
    pub(crate) fn unknown(file: FileId, id: String, folder: &str) -> Self {
        let span = Span::whole(file);
        Self {
            span,
            interface: Text { value: id, span },
            name: Text { value: folder.to_owned(), span },
            title: Words::default(),
            version: Text { value: UNKNOWN_VERSION.to_owned(), span },
            stage: Word(Stage::Endorsed),
            committee: None,
            depends_on: Vec::new(),
            description: Words::default(),
            source: Vec::new(),
            parameters: Vec::new(),
            binds: Vec::new(),
            operations: Vec::new(),
            assumptions: Vec::new(),
            exceptions: Vec::new(),
            decisions: Vec::new(),
        }
    }
}

//! `standard.yaml` and `interface.yaml`.

use crate::raw::definition::{RawChoice, RawDecision, RawOperationExamples, RawParameter, RawSource, Text};
use crate::raw::read::{Word, Words, record};
use crate::vocabulary::Stage;

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
        security: RawSecurity,
        /// The folders of the interfaces, in order.
        interfaces: Vec<Text>,
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

//! The definitions of a standard as their YAML files say them.

use crate::raw::read::record;
use crate::raw::values::{CodeText, Number, Word, Words};
use crate::source::Spanned;
use crate::vocabulary::{
    Binding, Cardinality, Kind, MediaType, Method, Pattern, Provider, Relation, Sensitivity, SourceKind, Stage,
};

/// Text with its place.
pub(crate) type Text = Spanned<String>;

/// What every definition may carry.
#[derive(Debug)]
pub(crate) struct RawMeta<'a> {
    pub(crate) id: &'a Text,
    pub(crate) name: &'a Text,
    pub(crate) title: &'a Option<Words>,
    pub(crate) description: &'a Words,
    pub(crate) stage: Option<Stage>,
    pub(crate) since: &'a Option<Text>,
    pub(crate) formerly: &'a [Text],
    pub(crate) deprecated: &'a Option<RawDeprecation>,
    pub(crate) based_on: &'a [RawReference],
    pub(crate) source: &'a [RawSource],
    pub(crate) decisions: &'a [RawDecision],
    pub(crate) standalone: &'a Option<Words>,
}

/// Declares a definition: a record with the keys that every definition may carry.
macro_rules! definition {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident, $what:literal, $id:ident {
            $($(#[doc = $meaning:literal])+ $field:ident $(as $key:literal)?: $type:ty,)*
        }
    )+) => {$(
        record! {
            $(#[doc = $doc])+
            $name, $what {
                /// The id.
                $id: Text,
                /// The name: the stem of the file.
                name: Text,
                /// The name for people.
                title: Option<Words>,
                /// What it is, in plain words.
                description: Words,
                /// How far it has come; absent: as far as its interface.
                stage: Option<Spanned<Word<Stage>>>,
                /// The version of the interface in which it came.
                since: Option<Text>,
                /// Earlier ids and names.
                formerly: Vec<Text>,
                /// That it is on its way out, and what replaces it.
                deprecated: Option<RawDeprecation>,
                /// The standards that it stands on.
                based_on: Vec<RawReference>,
                /// Where it was taken from.
                source: Vec<RawSource>,
                /// What was decided where the sources disagree.
                decisions: Vec<RawDecision>,
                /// Why nothing else refers to it.
                standalone: Option<Words>,
                $($(#[doc = $meaning])+ $field $(as $key)?: $type,)*
            }
        }

        impl $name {
            pub(crate) fn meta(&self) -> RawMeta<'_> {
                RawMeta {
                    id: &self.$id,
                    name: &self.name,
                    title: &self.title,
                    description: &self.description,
                    stage: self.stage.as_ref().map(|word| word.value.0),
                    since: &self.since,
                    formerly: &self.formerly,
                    deprecated: &self.deprecated,
                    based_on: &self.based_on,
                    source: &self.source,
                    decisions: &self.decisions,
                    standalone: &self.standalone,
                }
            }
        }
    )+};
}

record! {
    /// That something is on its way out.
    RawDeprecation, "a deprecation" {
        /// The version of the interface from which on it is deprecated.
        since: Text,
        /// The version of the interface in which it will be gone.
        sunset: Option<Text>,
        /// The id or name of what replaces it.
        replaced_by: Option<Text>,
        /// Why.
        reason: Option<Words>,
    }

    /// A standard that a definition stands on.
    RawReference, "a reference" {
        /// The name of the standard.
        standard: Text,
        /// Its version.
        version: Option<Text>,
        /// Where it can be read.
        url: Option<Text>,
    }

    /// Where a definition was taken from.
    RawSource, "a source" {
        /// What kind of source it is.
        kind: Word<SourceKind>,
        /// The address or the path.
        place as "where": Text,
    }

    /// What was decided where the sources disagree.
    RawDecision, "a decision" {
        /// What is at issue.
        about: Words,
        /// What each source says.
        sources: Vec<RawStatement>,
        /// What this standard says.
        chosen: Words,
        /// Why.
        because: Words,
        /// What published material says otherwise on this account: names, ids or codes, with the part after a slash.
        settles: Vec<Text>,
    }

    /// What one source says.
    RawStatement, "a statement" {
        /// The source.
        source: Text,
        /// What it says.
        says: Words,
    }

    /// A code.
    RawCode, "a code" {
        /// What stands on the wire.
        code: Spanned<CodeText>,
        /// A stable name for programs, in `snake_case`.
        name: Option<Text>,
        /// The label for people.
        label: Words,
        /// What it means.
        description: Option<Words>,
        /// The version of the interface in which it came.
        since: Option<Text>,
        /// Earlier codes that meant the same.
        formerly: Vec<Text>,
        /// That it is on its way out.
        deprecated: Option<RawDeprecation>,
        /// Codes of other lists.
        matches: Vec<RawMatch>,
        /// What was decided where the sources disagree.
        decisions: Vec<RawDecision>,
    }

    /// A code of another list.
    RawMatch, "a match" {
        /// The list.
        system: Text,
        /// The code there.
        code: Spanned<CodeText>,
        /// How the two relate.
        relation: Word<Relation>,
    }

    /// An attribute.
    RawAttribute, "an attribute" {
        /// The name on the wire.
        name: Text,
        /// The id of its type, or a parameter such as `$record`.
        type_id as "type": Option<Text>,
        /// How many values it has.
        cardinality: Spanned<Word<Cardinality>>,
        /// What it is.
        description: Words,
        /// The name for people.
        title: Option<Words>,
        /// How much harm its disclosure can do.
        sensitivity: Option<Word<Sensitivity>>,
        /// The attribute that tells which of the choices holds.
        by: Option<Text>,
        /// One of several types.
        choices: Vec<RawChoice>,
        /// The version of the interface in which it came.
        since: Option<Text>,
        /// Earlier names.
        formerly: Vec<Text>,
        /// That it is on its way out.
        deprecated: Option<RawDeprecation>,
        /// What was decided where the sources disagree.
        decisions: Vec<RawDecision>,
        /// A value for the documentation.
        example: Option<Spanned<CodeText>>,
    }

    /// One of several types.
    RawChoice, "a choice" {
        /// The code that tells it.
        when: Spanned<CodeText>,
        /// The id of the type.
        type_id as "type": Text,
        /// A list, where the other choices are none.
        cardinality: Option<Word<Cardinality>>,
        /// Whether it also holds where the code is absent or has no choice of its own.
        default: Option<bool>,
    }

    /// A type to be filled in.
    RawParameter, "a parameter" {
        /// The name, used as `$name`.
        name: Text,
        /// The type where nothing else is bound.
        type_id as "type": Text,
        /// What it is for.
        description: Words,
    }

    /// What is sent, or what comes back.
    RawBody, "a body" {
        /// The data object that is the whole body.
        body: Option<Text>,
        /// The data object that the envelope carries.
        message: Option<Text>,
        /// The envelope.
        envelope: Option<Text>,
        /// The value of `header.action`.
        action: Option<Text>,
        /// How it is written; absent: as JSON.
        media_type: Option<Word<MediaType>>,
    }

    /// How an operation fails.
    RawFailures, "failures" {
        /// The data object of the body.
        body: Text,
        /// The HTTP statuses.
        statuses: Vec<Spanned<i64>>,
    }

    /// The example payloads of an operation.
    RawOperationExamples, "examples" {
        /// Files with requests.
        request: Vec<Text>,
        /// Files with answers.
        answer: Vec<Text>,
    }

    /// Somebody who takes part in a process.
    RawActor, "an actor" {
        /// The name, in `snake_case`.
        name: Text,
        /// The name for people.
        title: Words,
        /// Who it is.
        description: Option<Words>,
    }

    /// A step of a process.
    RawStep, "a step" {
        /// The actor that acts.
        from: Text,
        /// The actor that is acted upon.
        to: Text,
        /// The operation by which it happens.
        operation: Option<Text>,
        /// What happens.
        text: Words,
    }

    /// A use of a process.
    RawUseCase, "a use case" {
        /// The name, in `snake_case`.
        name: Text,
        /// The name for people.
        title: Words,
        /// What it is about.
        description: Option<Words>,
        /// Its steps, where they differ.
        steps: Vec<RawStep>,
    }
}

definition! {
    /// A kind of JSON value.
    RawDataType, "a data type", data_type {
        /// The kind of JSON value.
        kind: Word<Kind>,
    }

    /// A data type narrowed to texts or numbers of one form.
    RawDataFormat, "a data format", data_format {
        /// The id of the data type that it narrows.
        type_id as "type": Text,
        /// A regular expression that every text matches.
        pattern: Option<Text>,
        /// The JSON Schema format that every text is of.
        format: Option<Text>,
        /// The least number of characters.
        min_length: Option<Spanned<i64>>,
        /// The greatest number of characters.
        max_length: Option<Spanned<i64>>,
        /// The least number.
        minimum: Option<Spanned<Number>>,
        /// The greatest number.
        maximum: Option<Spanned<Number>>,
        /// Values that are of this format.
        examples: Vec<Spanned<CodeText>>,
        /// Values that are not.
        counter_examples: Vec<Spanned<CodeText>>,
    }

    /// A code directory.
    RawCodeDirectory, "a code directory", code_directory {
        /// Whether codes may be added.
        binding: Word<Binding>,
        /// The codes.
        codes: Option<Vec<RawCode>>,
        /// Another directory whose codes are taken over.
        codes_of: Option<Text>,
    }

    /// A data object.
    RawDataObject, "a data object", data_object {
        /// The data object whose attributes come first.
        extends: Option<Text>,
        /// Types to be filled in by operations.
        parameters: Vec<RawParameter>,
        /// The attributes.
        attributes: Vec<RawAttribute>,
        /// Files with payloads.
        examples: Vec<Text>,
    }

    /// An operation.
    RawOperation, "an operation", operation {
        /// The HTTP method.
        method: Word<Method>,
        /// The path.
        path: Text,
        /// The `operationId` of `OpenAPI`.
        operation_id: Option<Text>,
        /// How request and answer belong together.
        pattern: Word<Pattern>,
        /// Who implements it.
        provider: Word<Provider>,
        /// The operation by which the answer comes.
        callback: Option<Text>,
        /// What is sent.
        request: Option<RawBody>,
        /// What comes back.
        answer: Option<RawBody>,
        /// How it fails.
        failures: Option<RawFailures>,
        /// The code directories of its errors.
        errors: Vec<Text>,
        /// Whether the security scheme of the standard applies; absent: it does.
        security: Option<bool>,
        /// Example payloads.
        examples: Option<RawOperationExamples>,
    }

    /// A process.
    RawProcess, "a process", process {
        /// The stage of delivery that it belongs to.
        delivery_stage: Option<Text>,
        /// Who takes part.
        actors: Vec<RawActor>,
        /// The data objects exchanged.
        data: Vec<Text>,
        /// What must hold before.
        prerequisites: Vec<Words>,
        /// What goes in.
        inputs: Vec<Words>,
        /// What comes out.
        outputs: Vec<Words>,
        /// What happens.
        steps: Vec<RawStep>,
        /// Uses of it.
        use_cases: Vec<RawUseCase>,
    }
}

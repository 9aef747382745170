//! The catalogue: everything that can be found wrong with a standard, each with a stable id.
//!
//! `dci explain ID` prints an entry. Machine formats carry the id, so that a project can count or silence on it.

use crate::diagnostic::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable id, in kebab-case.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The rule itself.
    pub says: &'static str,
    /// Something that breaks it.
    pub example: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

/// The rule of an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}

macro_rules! rules {
    ($($(#[doc = $says:literal])+ $name:ident = $severity:ident, $id:literal, breaks: $example:literal, mend: $mend:literal;)+) => {
        $($(#[doc = $says])+
        pub static $name: Rule = Rule {
            id: $id,
            severity: Severity::$severity,
            says: concat!($($says),+).trim_ascii(),
            example: $example,
            mend: $mend,
        };)+

        /// Every rule, in the order of the work: reading, loading, resolving, checking.
        pub static RULES: &[&Rule] = &[$(&$name),+];
    };
}

rules! {
    /// A file is text in UTF-8.
    NOT_UTF8 = Error, "not-utf8",
        breaks: "description: Einwohnermeldeamt (saved as Latin-1)",
        mend: "Save the file as UTF-8.";

    /// A file begins with its first key, not with a byte order mark.
    BYTE_ORDER_MARK = Error, "byte-order-mark",
        breaks: "\u{feff}code_directory: CD.COM.02",
        mend: "Save the file as UTF-8 without BOM.";

    /// A file holds one definition and is at most 1 MiB.
    FILE_TOO_LARGE = Error, "file-too-large",
        breaks: "(a file of 2 MiB)",
        mend: "Split it: one definition a file. A longer list belongs into its own standard, to which the directory refers.";

    /// Of one file a thousand errors and a thousand warnings are listed; the others are counted.
    MORE_FINDINGS = Warning, "more-findings",
        breaks: "(a file with 90,000 faults)",
        mend: "Mend those that are listed, and run the command again.";

    /// Every file of the standard can be read.
    UNREADABLE_FILE = Error, "unreadable-file",
        breaks: "(a file without read permission)",
        mend: "Give yourself the right to read the file.";

    /// A link leads to a file or a folder of the same standard: nothing else on the disk is read.
    LINK_OUTSIDE = Error, "link-outside",
        breaks: "common/code-directories/sex.yaml -> /home/user/notes.yaml",
        mend: "Put a copy of what the link leads to in its place.";

    /// A file holds a definition, or a payload.
    EMPTY_FILE = Error, "empty-file",
        breaks: "# only a comment",
        mend: "Write a definition, for instance with `dci new`, or delete the file.";

    /// A file is YAML 1.2.
    YAML_SYNTAX = Error, "yaml-syntax",
        breaks: "title: \"Marital status",
        mend: "Check the quotes, the colons and the indentation of the line named and of the one before.";

    /// Indentation is made of spaces.
    TAB_INDENTATION = Error, "tab-indentation",
        breaks: "codes:\n\t- code: S",
        mend: "Replace each tab by two spaces.";

    /// A value is written where it stands; aliases are not followed.
    ALIAS = Error, "alias",
        breaks: "a: &list [1, 2]\nb: *list",
        mend: "Write the value out, or make it a definition and refer to it by its id.";

    /// The key says what kind of value it takes; tags are not used.
    TAG = Error, "tag",
        breaks: "code: !!str 01",
        mend: "Remove the tag.";

    /// One definition a file.
    SECOND_DOCUMENT = Error, "second-document",
        breaks: "name: sex\n---\nname: gender",
        mend: "Move what follows the `---` into a file of its own.";

    /// A definition nests no deeper than 64 levels.
    TOO_DEEP = Error, "too-deep",
        breaks: "[[[[…]]]]",
        mend: "Look for a misplaced bracket.";

    /// A key stands once in its mapping.
    DUPLICATE_KEY = Error, "duplicate-key",
        breaks: "name: sex\nname: gender",
        mend: "Keep one of the two.";

    /// A text, a key or the name of a file has no control characters, and none that turn the direction of writing.
    FORBIDDEN_CHARACTER = Error, "forbidden-character",
        breaks: "label: \"Wid\\u202Eowed\"",
        mend: "Remove the character that the message names. The marks that Arabic and Hebrew need (U+200E, U+200F, U+061C) may stay.";

    /// A title, a label, a name or an address stands on one line; descriptions and decisions may have many.
    ONE_LINE = Error, "one-line",
        breaks: "title: \"Marital\\nstatus\"",
        mend: "Write it on one line; `>-` in front of a long text joins its lines.";

    /// Where keys are expected, there are keys and values.
    EXPECTED_MAPPING = Error, "expected-mapping",
        breaks: "codes:\n  - S",
        mend: "Write `- code: S` and, below it, `label: …`.";

    /// Where a list is expected, there is a list.
    EXPECTED_LIST = Error, "expected-list",
        breaks: "attributes: name",
        mend: "Write `- …`, one item a line.";

    /// Where text is expected, there is text.
    EXPECTED_TEXT = Error, "expected-text",
        breaks: "label: [Widowed]",
        mend: "Write the text behind the colon.";

    /// A switch is `true` or `false`.
    EXPECTED_BOOLEAN = Error, "expected-boolean",
        breaks: "security: yes",
        mend: "Write `true` or `false`, without quotes.";

    /// A count is a whole number.
    EXPECTED_INTEGER = Error, "expected-integer",
        breaks: "max_length: ten",
        mend: "Write digits only.";

    /// A bound is a number.
    EXPECTED_NUMBER = Error, "expected-number",
        breaks: "minimum: none",
        mend: "Write a number, or leave the key out.";

    /// Only the keys of the definition's kind are used.
    UNKNOWN_KEY = Error, "unknown-key",
        breaks: "cardinalty: 0..1",
        mend: "Correct the spelling; the message names the key that is nearest, or all that there are.";

    /// Required keys are there.
    MISSING_KEY = Error, "missing-key",
        breaks: "code_directory: CD.COM.02 (and no `name`)",
        mend: "Add the key.";

    /// A word of a closed vocabulary is one of its words.
    UNKNOWN_WORD = Error, "unknown-word",
        breaks: "cardinality: 0..n",
        mend: "Write one of the words listed.";

    /// A text in several languages has a key of two or three small letters for each.
    LANGUAGE_TAG = Error, "language-tag",
        breaks: "label: {English: Widowed}",
        mend: "Write `{en: Widowed, fr: …}`.";

    /// A text in several languages has an English version.
    NO_ENGLISH = Error, "no-english",
        breaks: "label: {fr: Veuve}",
        mend: "Add `en: …`.";

    /// A title, a label or a description says something.
    BLANK_TEXT = Error, "blank-text",
        breaks: "label: \"\"",
        mend: "Write what people are to read.";

    /// Every interface that standard.yaml lists has a folder with an interface.yaml.
    MISSING_INTERFACE = Error, "missing-interface",
        breaks: "interfaces: [common, crvs] (and no folder crvs)",
        mend: "Make the folder with `dci new interface`, or take the name off the list.";

    /// Every folder with an interface.yaml is listed in standard.yaml.
    UNREGISTERED_INTERFACE = Error, "unregistered-interface",
        breaks: "(a folder crvs that standard.yaml does not list)",
        mend: "Add the folder's name to `interfaces` in standard.yaml.";

    /// Every profile that standard.yaml lists is a folder below `profiles`.
    MISSING_PROFILE = Error, "missing-profile",
        breaks: "profiles: [perru] (and no folder of that name)",
        mend: "Make the folder with a profile.yaml, or take the name off the list.";

    /// Every folder below `profiles` is listed in standard.yaml.
    UNREGISTERED_PROFILE = Error, "unregistered-profile",
        breaks: "(a folder profiles/peru that standard.yaml does not list)",
        mend: "Add the folder's name to `profiles` in standard.yaml.";

    /// What a list holds stands there once.
    LISTED_TWICE = Error, "listed-twice",
        breaks: "interfaces: [common, crvs, common]",
        mend: "Remove one of the two, or correct it.";

    /// Every file of the standard has its place.
    STRAY_FILE = Error, "stray-file",
        breaks: "common/notes.txt",
        mend: "Move the file out of the standard, or into the folder of its kind with the ending .yaml.";

    /// A definition lies in the folder of its kind.
    WRONG_FOLDER = Error, "wrong-folder",
        breaks: "a data object in code-directories/",
        mend: "Move the file.";

    /// The first key of a definition tells its kind.
    UNKNOWN_KIND = Error, "unknown-kind",
        breaks: "name: sex (and no `code_directory`)",
        mend: "Begin with `code_directory: CD.…`, `data_object: DO.…` or another kind.";

    /// The stem of the file is the name of the definition.
    FILE_NAME = Error, "file-name",
        breaks: "name: sex in gender.yaml",
        mend: "Rename the file, or correct the name.";

    /// An id is made of the kind's letters, the scope of its interface and a number, joined by points.
    MALFORMED_ID = Error, "malformed-id",
        breaks: "code_directory: marital_status",
        mend: "Write an id such as CD.COM.02; the letters are DO, CD, DT, DF, API, PRS.";

    /// An address begins with `https://` or `http://`, as a name also with `urn:`, and has no spaces, quotes or brackets.
    MALFORMED_URL = Error, "malformed-url",
        breaks: "url: javascript:void",
        mend: "Write the address as a browser shows it, with https:// in front.";

    /// What programs read has the form that they take: a licence is an SPDX expression, a security scheme one word.
    MALFORMED_WORD = Error, "malformed-word",
        breaks: "licence: free for all!",
        mend: "Write it in the form that the message names.";

    /// An id names one definition.
    DUPLICATE_ID = Error, "duplicate-id",
        breaks: "two files with CD.COM.02",
        mend: "Give one of them a number of its own.";

    /// A name is made of letters, digits and, but for data objects, underscores or hyphens; it begins with a letter.
    MALFORMED_NAME = Error, "malformed-name",
        breaks: "name: marital status",
        mend: "Write it in snake_case; data objects are written in CamelCase.";

    /// A name names one definition of its kind in an interface.
    DUPLICATE_NAME = Error, "duplicate-name",
        breaks: "two data objects named Person in one interface",
        mend: "Rename one of them.";

    /// No two things may become one name, file or address in a target; names that differ only in case are one.
    NAME_COLLISION = Error, "name-collision",
        breaks: "marital_status and MaritalStatus in one interface; IDCard and IdCard",
        mend: "Rename one of the two.";

    /// A name may not be a word that a target, or Windows, keeps for itself and that cannot be escaped.
    RESERVED_NAME = Error, "reserved-name",
        breaks: "an attribute named `self`; an interface named `full`; a code directory named `con`",
        mend: "Choose another name.";

    /// Names of attributes are in snake_case, unless a decision says why not.
    NAMING_CONVENTION = Warning, "naming-convention",
        breaks: "name: fileName",
        mend: "Write it in snake_case, or record under `decisions` why the wire has it so.";

    /// A reference names something that is there.
    UNKNOWN_REFERENCE = Error, "unknown-reference",
        breaks: "type: CD.COM.99",
        mend: "Correct the id; `dci list` shows all.";

    /// A reference names a definition of the right kind.
    WRONG_KIND = Error, "wrong-kind",
        breaks: "extends: CD.COM.02",
        mend: "Refer to a definition of the kind that is expected.";

    /// An interface uses only definitions of its own and of the interfaces under `depends_on`.
    UNDECLARED_DEPENDENCY = Error, "undeclared-dependency",
        breaks: "type: DO.SR.02 in an interface that does not depend on SR",
        mend: "Add the interface to `depends_on`, or use a shared definition.";

    /// Interfaces do not depend on each other in a circle.
    DEPENDENCY_CYCLE = Error, "dependency-cycle",
        breaks: "A depends on B and B on A",
        mend: "Move what both need into an interface that both depend on.";

    /// An attribute has a type, or choices and the attribute that tells them.
    MISSING_TYPE = Error, "missing-type",
        breaks: "- name: sex (and no `type`)",
        mend: "Add `type:` with the id of a data type, data format, code directory or data object.";

    /// An attribute has a type or choices, not both.
    TYPE_AND_CHOICES = Error, "type-and-choices",
        breaks: "type: DT.COM.02 beside choices: […]",
        mend: "Remove one of the two.";

    /// A parameter is declared by the object or by an interface.
    UNKNOWN_PARAMETER = Error, "unknown-parameter",
        breaks: "type: $records",
        mend: "Correct the name, or declare it under `parameters`.";

    /// A parameter is used.
    UNUSED_PARAMETER = Warning, "unused-parameter",
        breaks: "parameters: [{name: message, …}] and no $message",
        mend: "Use it as a type, or remove it.";

    /// Data objects do not extend each other in a circle.
    EXTENSION_CYCLE = Error, "extension-cycle",
        breaks: "Person extends Member, Member extends Person",
        mend: "Remove one `extends`.";

    /// An operation that is not open to everybody needs an access token, of which the standard says what it is.
    MISSING_SECURITY = Error, "missing-security",
        breaks: "standard.yaml without `security`, and an operation without `security: false`",
        mend: "Add `security` to standard.yaml, or `security: false` to the operations.";

    /// `format` is one of the words that JSON Schema and the OpenAPI Format Registry have for texts.
    UNKNOWN_FORMAT = Error, "unknown-format",
        breaks: "format: datetime",
        mend: "Write a registered word, such as date-time, or remove it.";

    /// A data object that must contain itself has no payload: it would have to go on for ever.
    ENDLESS_OBJECT = Error, "endless-object",
        breaks: "Person has an attribute mother, 1..1, of the type Person",
        mend: "Make an attribute of the circle optional, 0..1 or 0..*.";

    /// A data object has at most 32 others above it, each of which the next one extends.
    EXTENSION_DEPTH = Error, "extension-depth",
        breaks: "Level33 extends Level32, which extends Level31, and so on to Level0",
        mend: "Extend one that is further up, or hold a data object in an attribute.";

    /// An attribute of the same name as an inherited one narrows it.
    ATTRIBUTE_CLASH = Error, "attribute-clash",
        breaks: "Person.name is a Name; the extending object makes it a string",
        mend: "Give it another name, or a type and a cardinality that the inherited ones allow.";

    /// An attribute stands once in its data object.
    DUPLICATE_ATTRIBUTE = Error, "duplicate-attribute",
        breaks: "two attributes named sex",
        mend: "Remove or rename one of the two.";

    /// A code stands once in its directory.
    DUPLICATE_CODE = Error, "duplicate-code",
        breaks: "two entries with the code S",
        mend: "Remove one, or give it a code of its own.";

    /// The name of a code stands once in its directory.
    DUPLICATE_CODE_NAME = Error, "duplicate-code-name",
        breaks: "two entries named married",
        mend: "Rename one of the two.";

    /// A code has a name that a program can use.
    CODE_NAME = Error, "code-name",
        breaks: "code: \"1\" (and no `name`)",
        mend: "Add `name: …` in snake_case.";

    /// A code is short text without blanks at its ends or line breaks.
    MALFORMED_CODE = Error, "malformed-code",
        breaks: "code: \" S\"",
        mend: "Remove the blanks.";

    /// A code that some YAML tools read as something else stands in quotes.
    AMBIGUOUS_SCALAR = Warning, "ambiguous-scalar",
        breaks: "code: NO",
        mend: "Put it in quotes: `\"NO\"`. Here it keeps its text either way.";

    /// A closed code directory has codes.
    NO_CODES = Error, "no-codes",
        breaks: "binding: closed and codes: []",
        mend: "List the codes, or make the directory extensible.";

    /// A directory has `codes` or `codes_of`, not both.
    CODES_TWICE = Error, "codes-twice",
        breaks: "codes: […] beside codes_of: CD.COM.05",
        mend: "Remove one of the two.";

    /// Choices are told by an attribute with a closed code directory, or by a boolean.
    CHOICE_BY = Error, "choice-by",
        breaks: "by: description",
        mend: "Name such an attribute of this object, or of an object one step down: header.is_msg_encrypted.";

    /// Choices cover every code of the attribute that tells them, and each code once.
    CHOICE_COVERAGE = Error, "choice-coverage",
        breaks: "a code without a choice, and no default",
        mend: "Add a choice for the code, or mark one as `default: true`.";

    /// A choice holds for a code that exists.
    CHOICE_UNKNOWN_CODE = Error, "choice-unknown-code",
        breaks: "when: graphql",
        mend: "Write one of the codes of the directory.";

    /// A version is three numbers: major.minor.patch.
    MALFORMED_VERSION = Error, "malformed-version",
        breaks: "version: 1.0",
        mend: "Write `1.0.0`.";

    /// A pattern is a regular expression that means the same in every target.
    BAD_PATTERN = Error, "bad-pattern",
        breaks: "pattern: (?<year>",
        mend: "Avoid look-around, back references, flags, and classes such as \\d: write [0-9].";

    /// A pattern begins with ^ and ends with $.
    UNANCHORED_PATTERN = Error, "unanchored-pattern",
        breaks: "pattern: '[0-9]+'",
        mend: "Write `^[0-9]+$`.";

    /// Bounds fit the data type, and the lower one is not above the upper one.
    FORMAT_BOUNDS = Error, "format-bounds",
        breaks: "min_length: 9, max_length: 3",
        mend: "Correct the bounds; lengths belong to strings, minimum and maximum to numbers.";

    /// Every example of a data format holds.
    FORMAT_EXAMPLE = Error, "format-example",
        breaks: "examples: [20.05.1985] for a date",
        mend: "Correct the example or the pattern.";

    /// Every counter-example of a data format fails.
    FORMAT_COUNTER_EXAMPLE = Error, "format-counter-example",
        breaks: "counter_examples: [1985-05-20] for a date",
        mend: "Correct the counter-example or the pattern.";

    /// What is sent is a `body`, or a `message` in an `envelope` with an `action`.
    BODY_PARTS = Error, "body-parts",
        breaks: "request: {message: DO.X.01} (and no envelope)",
        mend: "Give `body` alone, or `message`, `envelope` and, where the header has one, `action`.";

    /// An envelope is a data object with the parameter `message`.
    NOT_AN_ENVELOPE = Error, "not-an-envelope",
        breaks: "envelope: DO.COM.01",
        mend: "Refer to a data object that declares the parameter `message`.";

    /// An action is a code of the directory of header.action.
    UNKNOWN_ACTION = Error, "unknown-action",
        breaks: "action: serch",
        mend: "Write one of the codes.";

    /// The parts of an operation fit its pattern.
    PATTERN_PARTS = Error, "pattern-parts",
        breaks: "pattern: asynchronous (and no callback)",
        mend: "Asynchronous operations name their callback; callbacks and synchronous operations have none.";

    /// A path begins with / and has no blanks.
    MALFORMED_PATH = Error, "malformed-path",
        breaks: "path: registry/search",
        mend: "Write `/registry/search`.";

    /// A path has one operation a method in each interface.
    DUPLICATE_PATH = Error, "duplicate-path",
        breaks: "two operations with POST /registry/search",
        mend: "Give one of them another path.";

    /// A failure has an HTTP status from 400 to 599.
    HTTP_STATUS = Error, "http-status",
        breaks: "statuses: [200]",
        mend: "Write statuses of failures only.";

    /// A step names actors of its process.
    UNKNOWN_ACTOR = Error, "unknown-actor",
        breaks: "from: sp_msi",
        mend: "Correct the name, or add the actor.";

    /// An example file is there.
    MISSING_EXAMPLE = Error, "missing-example",
        breaks: "examples: [examples/member.json] (and no such file)",
        mend: "Write the file, or remove the reference.";

    /// An example is JSON.
    MALFORMED_JSON = Error, "malformed-json",
        breaks: "{\"sex\": \"female\",}",
        mend: "Correct the JSON: no trailing commas, no comments, double quotes.";

    /// An example keeps to the definition that it shows.
    INVALID_EXAMPLE = Error, "invalid-example",
        breaks: "\"sex\": \"woman\"",
        mend: "Correct the payload, or the definition.";

    /// An example is shown by a definition.
    UNUSED_EXAMPLE = Warning, "unused-example",
        breaks: "(a file in examples/ that no definition names)",
        mend: "Name it under `examples`, or delete it.";

    /// What holds does not stand on what is still being made.
    STAGE_DEPENDENCY = Warning, "stage-dependency",
        breaks: "an endorsed object with an attribute whose directory is a draft",
        mend: "Endorse what it depends on first, or lower its own stage.";

    /// What is on its way out is not used by what stays.
    DEPRECATED_USE = Warning, "deprecated-use",
        breaks: "an attribute whose type is deprecated",
        mend: "Use what replaces it.";

    /// What is deprecated goes in a version above the one since when it is deprecated.
    SUNSET_ORDER = Error, "sunset-order",
        breaks: "deprecated: {since: 1.1.0, sunset: 1.1.0}",
        mend: "Name a later version: in between people move to what replaces it.";

    /// What the version of its interface has outlived is removed.
    SUNSET_PASSED = Warning, "sunset-passed",
        breaks: "deprecated: {since: 1.1.0, sunset: 2.0.0} (and the interface is at 2.0.0)",
        mend: "Remove the definition, or move its sunset to a version that is still to come.";

    /// A definition is used by another one, or says why it stands alone.
    UNUSED_DEFINITION = Warning, "unused-definition",
        breaks: "a code directory that no attribute has as its type",
        mend: "Use it, remove it, or say `standalone: why`.";

    /// Each attribute of an endorsed data object says how much harm its disclosure can do.
    MISSING_SENSITIVITY = Warning, "missing-sensitivity",
        breaks: "an attribute without `sensitivity`",
        mend: "Add `sensitivity: public`, `personal` or `sensitive`.";

    /// A profile stands on the version of the standard that it is laid over.
    PROFILE_BASE = Error, "profile-base",
        breaks: "base: 1.0.0 (and the standard is 1.1.0)",
        mend: "Look at what has changed with `dci diff`, and write the new version.";

    /// A profile narrows attributes that the standard has.
    UNKNOWN_ATTRIBUTE = Error, "unknown-attribute",
        breaks: "attributes: [{name: martial_status, cardinality: 1..1}]",
        mend: "Correct the name; what the standard does not have stands under `adds`.";

    /// A profile restricts and translates codes that the directory has.
    UNKNOWN_CODE = Error, "unknown-code",
        breaks: "only: [M, Z] (and the directory has no Z)",
        mend: "Correct the code; what the directory does not have stands under `adds`.";

    /// A profile only narrows or adds: every payload that is valid in it is valid in the standard.
    PROFILE_WIDENS = Error, "profile-widens",
        breaks: "cardinality: 0..1 (and the standard says 1..1)",
        mend: "Narrow what the standard has, or add something of the country's own beside it.";

    /// The standard holds together with a profile laid over it.
    PROFILE_CLASH = Error, "profile-clash",
        breaks: "cardinality: 0..0 (and a data object that extends this one says 1..1)",
        mend: "Narrow what depends on it too, or leave it as the standard has it.";

    /// What replaces a deprecated thing is there.
    REPLACED_BY = Error, "replaced-by",
        breaks: "replaced_by: CD.COM.99",
        mend: "Name an id, or a name beside it.";

    /// A payload keeps to the data object that it is held against.
    INVALID_PAYLOAD = Error, "invalid-payload",
        breaks: "\"sex\": \"X\" (and the directory is closed and has no X)",
        mend: "Correct the payload; what the data object allows is shown by `dci show`.";

    /// What a payload holds beyond the standard is a country's own; it is allowed, and may be misspelt.
    UNNAMED_ATTRIBUTE = Warning, "unnamed-attribute",
        breaks: "\"martial_status\": \"married\"",
        mend: "Correct the name. What is a country's own may stay as it is.";

    /// A spreadsheet is a CSV file in UTF-8, or an XLSX workbook, with headings in the first row.
    SHEET_UNREADABLE = Error, "sheet-unreadable",
        breaks: "(a workbook of Excel 97, or a CSV file whose last quote is not closed)",
        mend: "Save it as `Excel workbook (.xlsx)`, or as `CSV UTF-8`.";

    /// A sheet is named after its code directory: by id, name or former id.
    SHEET_DIRECTORY = Error, "sheet-directory",
        breaks: "a sheet `Sheet1` with codes",
        mend: "Rename the sheet, or the CSV file, to the id; or say `--id`.";

    /// The headings of a sheet are those of an export, each once, and `code` is among them.
    SHEET_COLUMN = Error, "sheet-column",
        breaks: "code,lable",
        mend: "Correct the heading; leave a column out where nothing of it is to change.";

    /// A cell holds what its column is for, as text.
    SHEET_CELL = Error, "sheet-cell",
        breaks: "http://loinc.org/LA1 (exact) under `matches`",
        mend: "Write the cell as an export does: for instance `http://loinc.org|LA1 (exact)`.";

    /// A code in a sheet is text: no spreadsheet made a number, a date or a switch of it.
    SHEET_CODE = Error, "sheet-code",
        breaks: "`1` where the directory has `01`",
        mend: "Format the column as text, and write the code again. In XLSX files that `dci export` writes it is text already.";
}

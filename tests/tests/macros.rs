//! The derives, on types written by hand: what they make, and what they say to those who use them wrongly.

use dci_macros::{Choice, CodeDirectory, DataFormat, DataObject};
use dci_runtime::{
    CodeDirectory as _, DataFormat as _, DataObject as _, Decimal, Extra, OneOrMore, Rule, ValueDef, Violations,
};
use serde_json::json;

/// Kind of roof
#[derive(Clone, Debug, PartialEq, CodeDirectory)]
#[dci(id = "CD.XX.01", name = "roof")]
enum Roof {
    /// Thatched roof
    #[dci(code = "1")]
    Thatch,
    /// Sheets of metal
    #[dci(code = "2", label = "Metal <sheets>")]
    Metal,
    #[dci(unlisted)]
    Other(String),
}

/// A directory whose codes a country brings.
#[derive(Clone, Debug, PartialEq, CodeDirectory)]
#[dci(id = "CD.XX.02", name = "wall", title = "Wall")]
enum Wall {
    #[dci(unlisted)]
    Other(String),
}

/// Height
#[derive(Clone, Debug, PartialEq, DataFormat)]
#[dci(id = "DF.XX.01", name = "height", minimum = -0.5, maximum = 99)]
struct Height(Decimal);

/// House number
#[derive(Clone, Debug, PartialEq, DataFormat)]
#[dci(id = "DF.XX.02", name = "house_number", min_length = 2, max_length = 3)]
struct HouseNumber(String);

/// House, which may stand inside another
#[derive(Clone, PartialEq, DataObject)]
#[dci(id = "DO.XX.01", fixed("owner.kind" = "state"))]
struct House {
    /// A keyword of Rust.
    r#type: Roof,
    wall: Option<Wall>,
    height: Option<Height>,
    #[dci(name = "house-number")]
    number: OneOrMore<HouseNumber>,
    within: Option<Box<House>>,
    owner: Option<Owner>,
    #[dci(by = "owner.kind")]
    people: Option<People>,
    rest: Extra,
}

/// Owner
#[derive(Clone, Default, PartialEq, DataObject)]
#[dci(id = "DO.XX.02")]
struct Owner {
    kind: Option<String>,
    extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Choice)]
enum People {
    #[dci(when("family", "heirs"))]
    Family(Vec<String>),
    #[dci(when = "state", default)]
    State(i64),
}

fn house(more: &serde_json::Value) -> Result<House, Violations> {
    let mut house = json!({"type": "1", "house-number": ["12"]});
    let (Some(house_map), Some(more)) = (house.as_object_mut(), more.as_object()) else {
        unreachable!("both are objects")
    };
    house_map.extend(more.clone());
    House::from_value(house)
}

/// Place and rule of each violation.
fn broken(more: &serde_json::Value) -> Vec<(String, Rule)> {
    let violations = house(more).err().into_iter().flatten();
    violations.map(|violation| (violation.pointer, violation.rule)).collect()
}

fn at(pointer: &str, rule: Rule) -> Vec<(String, Rule)> {
    vec![(pointer.to_owned(), rule)]
}

#[test]
fn a_definition_says_what_the_item_says() {
    let definition = House::definition();
    assert_eq!((definition.name, definition.title), ("House", "House, which may stand inside another"));
    let attributes: Vec<(&str, String)> =
        definition.attributes.iter().map(|attribute| (attribute.name, attribute.cardinality.to_string())).collect();
    let expected = [
        ("type", "1..1"),
        ("wall", "0..1"),
        ("height", "0..1"),
        ("house-number", "1..*"),
        ("within", "0..1"),
        ("owner", "0..1"),
        ("people", "0..1"),
    ];
    assert_eq!(attributes, expected.map(|(name, cardinality)| (name, cardinality.to_owned())));
    assert!(matches!(definition.attributes[6].value, ValueDef::Choice(choice) if choice.by == ["owner", "kind"]));
    assert_eq!(Roof::definition().codes[1].label, "Metal <sheets>");
    assert!(!Roof::definition().closed);
    assert_eq!(format!("{:?}", definition.attributes[0].value), r#"One(Code("CD.XX.01"))"#);
}

#[test]
fn values_are_read_and_written() {
    let value = json!({
        "@type": "House",
        "type": "7",
        "wall": "mud",
        "height": 3.50,
        "house-number": ["12", "12a"],
        "within": {"type": "2", "house-number": ["14"]},
        "owner": {"kind": "state", "since": 1999},
        "people": 4,
        "colour": null
    });
    let read = House::from_value(value.clone()).expect("it holds");
    assert_eq!(
        (read.r#type.clone(), read.wall.clone()),
        (Roof::Other("7".to_owned()), Some(Wall::Other("mud".to_owned())))
    );
    assert_eq!(read.people, Some(People::State(4)));
    assert_eq!(read.number.first().inner(), "12");
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), value);
    assert_eq!(serde_json::from_value::<House>(value).expect("serde reads it too"), read);
}

#[test]
fn rules_hold() {
    assert!(house(&json!({})).is_ok());
    assert_eq!(broken(&json!({"type": ""})), at("/type", Rule::Code));
    assert_eq!(broken(&json!({"type": 1})), at("/type", Rule::Type));
    assert_eq!(broken(&json!({"type": ["1"]})), at("/type", Rule::Cardinality));
    assert_eq!(broken(&json!({"height": -0.6})), at("/height", Rule::Range));
    assert_eq!(broken(&json!({"height": 100})), at("/height", Rule::Range));
    assert_eq!(broken(&json!({"house-number": []})), at("/house-number", Rule::Cardinality));
    assert_eq!(broken(&json!({"house-number": "12"})), at("/house-number", Rule::Cardinality));
    assert_eq!(broken(&json!({"house-number": ["12", "é"]})), at("/house-number/1", Rule::Length));
    assert_eq!(broken(&json!({"house-number": ["éé", "1234"]})), at("/house-number/1", Rule::Length));
    assert_eq!(broken(&json!({"house-number": [null]})), at("/house-number/0", Rule::Null));
    assert_eq!(broken(&json!({"wall": null})), at("/wall", Rule::Null));
    assert_eq!(broken(&json!({"within": {"type": "1"}})), at("/within/house-number", Rule::Required));
    assert_eq!(broken(&json!({"owner": "state"})), at("/owner", Rule::Type));
    assert_eq!(broken(&json!({"owner": {"kind": "family"}})), at("/owner/kind", Rule::Fixed));
}

#[test]
fn choices_follow_the_attribute_that_tells_them() {
    // Absent: the default.
    assert_eq!(house(&json!({"people": 3})).expect("it holds").people, Some(People::State(3)));
    assert_eq!(broken(&json!({"people": ["Amina"]})), at("/people", Rule::Choice));
    assert_eq!(broken(&json!({"owner": {}, "people": 1.5})), at("/people", Rule::Choice));
    // Told, but wrong for another reason, which is all that is said.
    assert_eq!(broken(&json!({"owner": {"kind": 1}, "people": "?"})), at("/owner/kind", Rule::Type));
    assert_eq!(broken(&json!({"owner": [], "people": "?"})), at("/owner", Rule::Cardinality));
    assert_eq!(
        broken(&json!({"owner": {"kind": "heirs"}, "people": ["Amina", 2]})),
        [at("/people/1", Rule::Type), at("/owner/kind", Rule::Fixed)].concat()
    );
}

#[test]
fn whole_numbers_are_those_that_every_reader_keeps() {
    let people = |number: serde_json::Value| house(&json!({"people": number})).map(|house| house.people);
    assert_eq!(people(json!(5.0)), Ok(Some(People::State(5))));
    assert_eq!(people(json!(-9_007_199_254_740_991_i64)), Ok(Some(People::State(-9_007_199_254_740_991))));
    assert_eq!(broken(&json!({"people": 9_007_199_254_740_992_i64})), at("/people", Rule::Range));
    assert_eq!(broken(&json!({"people": u64::MAX})), at("/people", Rule::Range));
    assert_eq!(broken(&json!({"people": 1e300})), at("/people", Rule::Range));
}

#[test]
fn pointers_are_escaped() {
    /// Strange names
    #[derive(Clone, DataObject)]
    #[dci(id = "DO.XX.03")]
    struct Strange {
        #[dci(name = "a/b~c")]
        name: String,
        extra: Extra,
    }
    let violations = Strange::from_json("{}").unwrap_err();
    assert_eq!(violations.violations()[0].pointer, "/a~1b~0c");
    let value = Strange::from_json(r#"{"a/b~c": "x"}"#).expect("it holds");
    assert_eq!((value.name.as_str(), value.extra.is_empty()), ("x", true));
}

#[test]
fn misuse_is_told_where_it_stands() {
    trybuild::TestCases::new().compile_fail("ui-macros/*.rs");
}

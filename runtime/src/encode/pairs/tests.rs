use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::{Arrays, Pairs};

fn form(value: &impl Serialize, arrays: Arrays) -> Result<String, String> {
    let mut out = String::new();
    Pairs::new(&mut out, 0, arrays)
        .flatten(value)
        .map(|()| out)
        .map_err(|error| error.to_string())
}

fn indexed(value: &impl Serialize) -> String {
    form(value, Arrays::Indexed).unwrap()
}

#[test]
fn scalars_and_nesting() {
    let value = json!({"a": {"b": {"c": "v"}}, "t": true, "n": 12.5, "i": -3, "s": ""});
    assert_eq!(indexed(&value), "a[b][c]=v&i=-3&n=12.5&s=&t=true");
}

#[test]
fn what_is_left_out() {
    #[derive(Serialize)]
    struct Left {
        none: Option<u8>,
        map: BTreeMap<String, u8>,
        list: Vec<u8>,
        unit: (),
        holes: Vec<Option<u8>>,
    }
    let value = Left {
        none: None,
        map: BTreeMap::new(),
        list: vec![],
        unit: (),
        holes: vec![None, Some(1), None, Some(2)],
    };
    assert_eq!(indexed(&value), "holes[0]=1&holes[1]=2");
    assert_eq!(indexed(&None::<Left>), "");
}

#[test]
fn arrays_in_each_style() {
    let value = json!({"a": ["x,1", "y"]});
    let all = [
        (Arrays::Indexed, "a[0]=x%2C1&a[1]=y"),
        (Arrays::Brackets, "a[]=x%2C1&a[]=y"),
        (Arrays::Repeat, "a=x%2C1&a=y"),
        (Arrays::Comma, "a=x%2C1,y"),
    ];
    for (style, expected) in all {
        assert_eq!(form(&value, style).unwrap(), expected, "{style:?}");
    }
}

#[test]
fn arrays_of_maps_need_a_style_that_tells_elements_apart() {
    let value = json!({"g": [{"h": [1, 2]}, {"h": [3]}]});
    assert_eq!(indexed(&value), "g[0][h][0]=1&g[0][h][1]=2&g[1][h][0]=3");
    assert_eq!(
        form(&value, Arrays::Brackets).unwrap(),
        "g[][h][]=1&g[][h][]=2&g[][h][]=3"
    );
    for style in [Arrays::Repeat, Arrays::Comma] {
        let error = form(&value, style).unwrap_err();
        assert!(
            error.contains("`g`") && error.contains("Arrays::Indexed"),
            "{error}"
        );
    }
}

#[test]
fn keys_are_escaped_and_structure_is_not() {
    let value = json!({"p[q r]": {"s]": "=&+"}});
    assert_eq!(indexed(&value), "p%5Bq%20r%5D[s%5D]=%3D%26%2B");
}

#[test]
fn everything_but_unreserved_is_escaped_in_values() {
    let value = json!({"m": " ~*()!'-._<>[]{}|\\^`/?:@&=+$,;#%\n日"});
    assert_eq!(
        indexed(&value),
        "m=%20~%2A%28%29%21%27-._%3C%3E%5B%5D%7B%7D%7C%5C%5E%60%2F%3F%3A%40%26%3D%2B%24%2C%3B%23%25%0A%E6%97%A5"
    );
}

#[test]
fn enums_are_externally_tagged() {
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Scope {
        Account,
        User(String),
        Range { gt: u8, lt: Option<u8> },
        Pair(u8, u8),
    }
    #[derive(Serialize)]
    struct Params {
        scopes: Vec<Scope>,
        last: Scope,
    }
    let value = Params {
        scopes: vec![
            Scope::Account,
            Scope::User("u".into()),
            Scope::Range { gt: 1, lt: None },
            Scope::Pair(3, 4),
        ],
        last: Scope::Account,
    };
    assert_eq!(
        indexed(&value),
        "scopes[0]=account&scopes[1][user]=u&scopes[2][range][gt]=1&scopes[3][pair][0]=3&scopes[3][pair][1]=4&last=account"
    );
    assert_eq!(
        indexed(&Scope::Range { gt: 1, lt: Some(2) }),
        "range[gt]=1&range[lt]=2"
    );
}

#[test]
fn a_list_of_pairs_is_a_form() {
    assert_eq!(indexed(&[("a", 1), ("a", 2)]), "a=1&a=2");
    assert_eq!(indexed(&vec![("n", json!({"m": "x"}))]), "n[m]=x");
}

#[test]
fn map_keys_may_be_numbers_bools_and_variants() {
    assert_eq!(indexed(&BTreeMap::from([(7, "x"), (8, "y")])), "7=x&8=y");
    assert_eq!(indexed(&BTreeMap::from([(true, 'c')])), "true=c");
}

#[test]
fn what_cannot_be_told_apart_is_refused_by_name() {
    assert!(
        form(&"lone", Arrays::Indexed)
            .unwrap_err()
            .contains("without a name")
    );
    assert!(
        form(&[1, 2], Arrays::Indexed)
            .unwrap_err()
            .contains("without a name")
    );
    assert!(
        form(&json!({"": 1}), Arrays::Indexed)
            .unwrap_err()
            .contains("empty")
    );
    let triple = [(("a", 1, 2),)];
    assert!(
        form(&triple.map(|(t,)| t), Arrays::Indexed)
            .unwrap_err()
            .contains("no pair")
    );
    assert!(
        form(&[("a",)], Arrays::Indexed)
            .unwrap_err()
            .contains("no pair")
    );
    let nan = form(&BTreeMap::from([("ratio", f64::NAN)]), Arrays::Indexed).unwrap_err();
    assert_eq!(nan, "`ratio` is not a finite number");
}

#[test]
fn floats_are_the_shortest_that_round_trips() {
    let value = BTreeMap::from([("a", 1.0), ("b", 1e21), ("c", 0.1)]);
    assert_eq!(indexed(&value), "a=1&b=1000000000000000000000&c=0.1");
}

#[test]
fn named_values_keep_a_declared_name_verbatim() {
    let mut out = String::from("/path?");
    let start = out.len();
    let mut pairs = Pairs::new(&mut out, start, Arrays::Brackets);
    pairs.fixed("expand[]=data");
    pairs.named("created[gte]", &5).unwrap();
    pairs.named("ids", &["a", "b"]).unwrap();
    pairs.named("limit", &None::<u8>).unwrap();
    assert_eq!(out, "/path?expand[]=data&created[gte]=5&ids[]=a&ids[]=b");
}

#[test]
fn a_struct_that_flattens_is_a_map() {
    #[derive(Serialize)]
    struct Outer {
        a: u8,
        #[serde(flatten)]
        rest: BTreeMap<String, String>,
    }
    let value = Outer {
        a: 1,
        rest: BTreeMap::from([("b".into(), "x y".into())]),
    };
    assert_eq!(indexed(&value), "a=1&b=x%20y");
}

#[test]
fn a_list_of_variants_is_a_list_of_pairs() {
    #[derive(Serialize)]
    enum Filter {
        Price(u8),
        Quantity(u8),
        Between(u8, u8),
    }
    let filters = [Filter::Price(1), Filter::Quantity(2), Filter::Between(3, 4)];
    assert_eq!(
        indexed(&filters),
        "Price=1&Quantity=2&Between[0]=3&Between[1]=4"
    );
}

#[test]
fn a_refused_key_leaves_nothing_behind() {
    struct Stubborn;
    impl Serialize for Stubborn {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            use serde::ser::SerializeMap;
            let mut map = serializer.serialize_map(None)?;
            if map.serialize_entry(&1.5, "v").is_err() {
                map.serialize_entry("1.5", "v")?;
            }
            map.end()
        }
    }
    let value = BTreeMap::from([("a", Stubborn)]);
    assert_eq!(indexed(&value), "a[1.5]=v");
}

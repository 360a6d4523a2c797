//! Where in a JSON document something stands.

/// An array or object that is open.
enum Open<'a> {
    Array {
        index: usize,
        /// Whether the item at `index` has begun.
        begun: bool,
    },
    /// The key with its quotes, once it has been read.
    Object { key: Option<&'a [u8]> },
}

/// The path of the value that ends, or is being read, at this place: `data[0].amount`, or `.` for
/// the whole document. Line and column are counted as `serde_json` counts them.
pub(super) fn path(document: &[u8], line: usize, column: usize) -> String {
    let read = &document[..offset(document, line, column)];
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(&byte) = read.get(at) {
        let start = at;
        let string = (byte == b'"').then(|| string_at(read, start));
        at = start + string.map_or(1, <[u8]>::len);
        match byte {
            b'{' | b'[' => {
                begin_value(&mut open);
                open.push(match byte {
                    b'{' => Open::Object { key: None },
                    _ => Open::Array {
                        index: 0,
                        begun: false,
                    },
                });
            }
            b'}' | b']' => {
                open.pop();
            }
            b',' => match open.last_mut() {
                Some(Open::Object { key }) => *key = None,
                Some(Open::Array { index, begun }) => (*index, *begun) = (*index + 1, false),
                None => {}
            },
            b'"' => match open.last_mut() {
                Some(Open::Object { key: key @ None }) => *key = string,
                _ => begin_value(&mut open),
            },
            b':' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => begin_value(&mut open),
        }
    }
    written(&open)
}

/// How many bytes are before this place.
fn offset(document: &[u8], line: usize, column: usize) -> usize {
    let lines = document.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    document.len().min(before + column)
}

/// The string that begins at `start`, with its quotes; without the last where the document breaks off.
fn string_at(document: &[u8], start: usize) -> &[u8] {
    let mut escaped = false;
    let end = document[start + 1..].iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.map_or(&document[start..], |end| &document[start..=start + 1 + end])
}

fn begin_value(open: &mut [Open<'_>]) {
    if let Some(Open::Array { begun, .. }) = open.last_mut() {
        *begun = true;
    }
}

fn written(open: &[Open<'_>]) -> String {
    let mut path = String::new();
    for part in open {
        match part {
            Open::Array { index, begun: true } => path.push_str(&format!("[{index}]")),
            Open::Object { key: Some(key) } => {
                // One that the document breaks off in is none.
                if let Ok(key) = serde_json::from_slice::<String>(key) {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(&key);
                }
            }
            Open::Array { begun: false, .. } | Open::Object { key: None } => {}
        }
    }
    if path.is_empty() {
        path.push('.');
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::path;

    /// Where `T` does not fit the document.
    #[track_caller]
    fn failure_of<T: DeserializeOwned>(document: &str) -> String {
        let Err(error) = serde_json::from_str::<T>(document) else {
            panic!("it fits");
        };
        path(document.as_bytes(), error.line(), error.column())
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct Person {
        name: String,
        age: Option<u8>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct List {
        data: Vec<Person>,
        #[serde(default)]
        more: BTreeMap<String, u8>,
    }

    #[test]
    fn a_field_is_named() {
        assert_eq!(failure_of::<Person>(r#"{"name": 7}"#), "name");
        assert_eq!(failure_of::<Person>(r#"{"name":{}, "age": 1}"#), "name");
        assert_eq!(failure_of::<Person>(r#"{"name": "x", "age": 256}"#), "age");
        assert_eq!(
            failure_of::<Person>("{\"name\": \"x\",\n\n  \"age\": \"7\"\n}"),
            "age"
        );
    }

    #[test]
    fn an_item_is_counted() {
        let person = |age| {
            format!(r#"{{"data": [{{"name": "a,]}}\"[{{"}}, {{"name": "b", "age": {age}}}]}}"#)
        };
        assert_eq!(failure_of::<List>(&person("-1")), "data[1].age");
        assert_eq!(failure_of::<List>(&person("[]")), "data[1].age");
        assert_eq!(failure_of::<List>(r#"{"data": [ 7 ]}"#), "data[0]");
        assert_eq!(
            failure_of::<Vec<Vec<u8>>>("[[1], [], [2, 3, true]]"),
            "[2][2]"
        );
    }

    #[test]
    fn a_missing_field_is_told_of_what_lacks_it() {
        assert_eq!(failure_of::<Person>("{}"), ".");
        assert_eq!(
            failure_of::<List>(r#"{"data": [{"name": "a"}, {"age": 3}]}"#),
            "data[1]"
        );
    }

    #[test]
    fn keys_are_read_as_they_are_meant() {
        assert_eq!(
            failure_of::<List>(r#"{"data": [], "more": {"a\"\u0062\\": null}}"#),
            r#"more.a"b\"#
        );
    }

    #[test]
    fn the_whole_is_a_dot() {
        assert_eq!(failure_of::<Person>("[]"), ".");
        assert_eq!(failure_of::<u8>("\"x\""), ".");
        assert_eq!(failure_of::<u8>(""), ".");
    }

    #[test]
    fn a_document_that_breaks_off_is_told_where() {
        assert_eq!(failure_of::<Person>(r#"{"name": "al"#), "name");
        assert_eq!(
            failure_of::<List>(r#"{"data": [{"name": "a"}, {"na"#),
            "data[1]"
        );
        assert_eq!(failure_of::<Vec<u8>>("[1, 2"), "[1]");
        assert_eq!(failure_of::<Person>(r#"{"name": "a", "b\"#), ".");
    }
}

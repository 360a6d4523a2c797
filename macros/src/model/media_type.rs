//! Media types: `image/png`, `text/csv; charset=utf-8`.

use super::token::is_token;

/// What a well-known name without its type stands for.
const WELL_KNOWN: [(&str, &str); 14] = [
    ("json", "application/json"),
    ("pdf", "application/pdf"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
    ("form", "application/x-www-form-urlencoded"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("image", "image/png"),
    ("text", "text/plain"),
    ("plain", "text/plain"),
    ("csv", "text/csv"),
    ("html", "text/html"),
];

pub(super) fn is_media_type(text: &str) -> bool {
    is_range(text) && !text.contains('*')
}

/// What an `Accept` header lists: media types, also with `*`, with weights.
pub(super) fn is_list_of_ranges(text: &str) -> bool {
    text.split(',')
        .all(|range| is_range(range.trim_matches(' ')))
}

pub(super) fn suggestion(text: &str) -> &'static str {
    let words = text.to_lowercase();
    let find = |word: &str| {
        WELL_KNOWN
            .iter()
            .find(|(name, _)| *name == word)
            .map(|&(_, full)| full)
    };
    words
        .rsplit(|character: char| !character.is_ascii_alphanumeric())
        .find_map(find)
        .unwrap_or("application/octet-stream")
}

fn is_range(text: &str) -> bool {
    let mut parts = text.split(';');
    let Some((kind, subtype)) = parts.next().and_then(|essence| essence.split_once('/')) else {
        return false;
    };
    is_token(kind)
        && is_token(subtype.trim_end_matches(' '))
        && parts.all(|parameter| is_parameter(parameter.trim_matches(' ')))
}

fn is_parameter(text: &str) -> bool {
    let is_quoted = |value: &str| {
        let inside = value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        inside.is_some_and(|inside| {
            inside
                .bytes()
                .all(|byte| matches!(byte, b' '..=b'~') && !b"\"\\".contains(&byte))
        })
    };
    text.split_once('=')
        .is_some_and(|(name, value)| is_token(name) && (is_token(value) || is_quoted(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_ranges_and_neither() {
        for legal in [
            "image/png",
            "text/csv; charset=utf-8",
            "application/vnd.api+json",
            "multipart/mixed; boundary=\"a b\"",
        ] {
            assert!(is_media_type(legal), "{legal}");
        }
        for wrong in [
            "png",
            "image/",
            "/png",
            "image/png;",
            "image/*",
            "image png",
            "a/b/c",
            "",
        ] {
            assert!(!is_media_type(wrong), "{wrong}");
            assert!(is_media_type(suggestion(wrong)));
        }
        assert!(is_list_of_ranges("application/json, text/*; q=0.5, */*"));
        assert!(!is_list_of_ranges("application/json,"));
        assert_eq!(suggestion("image\\jpg"), "image/jpeg");
    }
}

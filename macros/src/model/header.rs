//! Header names and values that are known when the macro runs.

use proc_macro2::{Group, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

use super::argument::Argument;
use super::marker::Kind;
use super::options;
use super::token::{is_token, is_token_byte};
use crate::diag::{Errors, Message, Place, words};
use crate::template::escaped;

/// These describe the connection or the body's framing, which only the transport knows.
const OF_THE_TRANSPORT: [&str; 9] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "te",
    "trailer",
    "upgrade",
    "keep-alive",
    "proxy-connection",
];

/// What is wrong with setting the header `name` by writing `written`; `value` where the macro knows it.
pub(super) fn name_is_free(name: &str, written: &str, value: Option<&str>) -> Option<Message> {
    let lower = name.to_ascii_lowercase();
    if !is_token(name) {
        let help = format!(
            "write `{}`",
            written.replace(&format!("{name:?}"), &format!("{:?}", name_meant(name)))
        );
        return Some(Message::new(format!("`{name}` is no header name"), help));
    }
    let remove = format!("remove `{written}`");
    match lower.as_str() {
        "authorization" => Some(Message::new(
            format!("the header `{name}` is set by the client's auth"),
            format!(
                "{remove}, and set credentials by `.auth(..)` on the client's builder or on the call"
            ),
        )),
        "content-type" => Some(Message::new(
            format!("the header `{name}` is set by the marker of the body"),
            format!(
                "{remove}; a body is marked with its type, `#[body(\"{}\")]`",
                value.unwrap_or("application/octet-stream")
            ),
        )),
        "accept" => value.map(|value| {
            Message::new(
                format!("the header `{name}` is an option of its own"),
                format!("remove `{written}`, and write the option `accept = {value:?}`"),
            )
        }),
        lower if OF_THE_TRANSPORT.contains(&lower) => Some(Message::new(
            format!("the header `{name}` is set by the transport"),
            remove,
        )),
        _ => None,
    }
}

fn name_meant(name: &str) -> String {
    let hyphens: String = name
        .bytes()
        .map(|byte| {
            if is_token_byte(byte) {
                char::from(byte)
            } else {
                '-'
            }
        })
        .collect();
    match hyphens.trim_matches('-') {
        "" => String::from("X-Name"),
        meant => meant.to_owned(),
    }
}

struct Pair {
    name: LitStr,
    equals: Token![=],
    value: LitStr,
}

impl Pair {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            name: input.parse()?,
            equals: input.parse()?,
            value: input.parse()?,
        })
    }
}

impl quote::ToTokens for Pair {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.name.to_tokens(tokens);
        self.equals.to_tokens(tokens);
        self.value.to_tokens(tokens);
    }
}

/// What stands between the parentheses of `headers(..)`, names in lower case.
pub(super) fn pairs(list: &Group, place: Place, errors: &mut Errors) -> Vec<(String, String)> {
    let parser = |input: ParseStream<'_>| {
        Punctuated::<Pair, Token![,]>::parse_terminated_with(input, Pair::parse)
    };
    let Ok(pairs) = parser.parse2(list.stream()) else {
        let what = format!("`headers{}` is no list of names and values", words(list));
        let help = format!("write `headers({})`", pairs_meant(list));
        errors.add(place, list, &Message::new(what, help));
        return Vec::new();
    };
    let mut seen: Vec<(String, String)> = Vec::new();
    for pair in pairs {
        let (name, value) = (pair.name.value(), pair.value.value());
        let is_repeated = seen
            .iter()
            .any(|(before, _)| before.eq_ignore_ascii_case(&name));
        let mistake = name_is_free(&name, &words(&pair), Some(&value))
            .or_else(|| value_is_visible(&pair.value));
        if let Some(message) = mistake {
            errors.add(place, &pair, &message);
        } else if is_repeated {
            errors.add(place, &pair, &said_twice(&name, &words(&pair)));
        }
        seen.push((name.to_ascii_lowercase(), value));
    }
    seen
}

/// `"A" = "b"` for `A = b` and `"A": "b"`.
fn pairs_meant(list: &Group) -> String {
    let written = words(list);
    let inside = written.trim_start_matches('(').trim_end_matches(')');
    let quoted = |text: &str| format!("\"{}\"", text.trim().trim_matches('"'));
    let pairs = inside.split(',').filter_map(|pair| {
        let (name, value) = pair.split_once(['=', ':'])?;
        Some(format!(
            "{} = {}",
            quoted(&name.replace(' ', "")),
            quoted(value)
        ))
    });
    let pairs: Vec<String> = pairs.collect();
    if pairs.is_empty() {
        String::from("\"Name\" = \"value\"")
    } else {
        pairs.join(", ")
    }
}

fn value_is_visible(literal: &LitStr) -> Option<Message> {
    let value = literal.value();
    let visible: String = value
        .chars()
        .filter(|character| !character.is_control())
        .map(visible)
        .collect();
    let meant = visible.trim();
    (meant != value).then(|| {
        let what = format!(
            "the value `{}` holds what a header cannot carry",
            words(literal)
        );
        Message::new(what, format!("write `{meant:?}`"))
    })
}

/// Header values are ASCII; what is not is percent-encoded by those who send it all the same.
fn visible(character: char) -> String {
    if character.is_ascii() {
        character.to_string()
    } else {
        escaped(character.encode_utf8(&mut [0; 4]))
    }
}

fn said_twice(name: &str, written: &str) -> Message {
    Message::new(
        format!("the header `{name}` is set twice"),
        format!("remove `{written}`"),
    )
}

/// Names are equal whatever their case; the later one is the mistake.
pub(super) fn no_name_twice(
    options: &options::Checked<'_>,
    arguments: &[Argument<'_>],
    errors: &mut Errors,
) {
    let mut seen: Vec<String> = options
        .settings
        .headers
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    for argument in arguments {
        for marker in &argument.markers {
            let Kind::Header(name) = &marker.kind else {
                continue;
            };
            let lower = name.to_ascii_lowercase();
            if seen.contains(&lower) {
                errors.add(
                    argument.place(),
                    argument.typed,
                    &said_twice(name, &words(argument.typed)),
                );
            }
            seen.push(lower);
        }
    }
}

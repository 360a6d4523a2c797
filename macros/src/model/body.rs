//! The body: at most one, where the method has one, and one that suits `idempotent`.

use super::argument::Argument;
use super::marker::{Kind, Marker};
use super::options;
use super::types::{is_named, is_primitive};
use crate::diag::{Errors, Message, words};

pub(super) fn check(
    method: Option<&str>,
    options: &options::Checked<'_>,
    arguments: &[Argument<'_>],
    errors: &mut Errors,
) {
    let bodies: Vec<Body<'_>> = arguments.iter().filter_map(Body::of).collect();
    if let Some(method) = method.filter(|method| !has_body(method)) {
        method_has_body(method, &bodies, errors);
    } else {
        one_body(&bodies, errors);
    }
    stream_is_sent_once(options, &bodies, errors);
}

pub(super) fn has_body(method: &str) -> bool {
    !matches!(method, "GET" | "HEAD")
}

struct Body<'a> {
    argument: &'a Argument<'a>,
    marker: &'a Marker<'a>,
}

impl<'a> Body<'a> {
    fn of(argument: &'a Argument<'a>) -> Option<Self> {
        let marker = argument
            .markers
            .first()
            .filter(|marker| marker.kind.is_body())?;
        Some(Self { argument, marker })
    }
}

fn method_has_body(method: &str, bodies: &[Body<'_>], errors: &mut Errors) {
    for Body { argument, marker } in bodies {
        let written = words(marker.attribute);
        let what = format!(
            "`{method}` has no body, and `{written}` makes one of `{}`",
            argument.name
        );
        let is_struct =
            matches!(marker.kind, Kind::Form | Kind::Json) && !is_primitive(&argument.typed.ty);
        let help = match is_struct {
            true => format!(
                "write `#[query]` in place of `{written}`, or `POST` in place of `{method}`"
            ),
            false => format!("write `POST` in place of `{method}`"),
        };
        errors.add(
            argument.place(),
            marker.attribute,
            &Message::new(what, help),
        );
    }
}

fn one_body(bodies: &[Body<'_>], errors: &mut Errors) {
    let Some((first, others)) = bodies.split_first() else {
        return;
    };
    for second in others
        .iter()
        .filter(|second| !second.marker.kind.joins(&first.marker.kind))
    {
        let what = format!(
            "a request has one body: `{}` is `#[{}]`, and `{}` is `#[{}]`",
            first.argument.name,
            first.marker.kind.name(),
            second.argument.name,
            second.marker.kind.name(),
        );
        let help = format!("remove `{}`", words(second.argument.typed));
        errors.add(
            second.argument.place(),
            second.argument.typed,
            &Message::new(what, help),
        );
    }
}

/// What is streamed is gone after the first attempt.
fn stream_is_sent_once(options: &options::Checked<'_>, bodies: &[Body<'_>], errors: &mut Errors) {
    let Some((place, entry)) = options
        .idempotent
        .filter(|_| options.settings.idempotent == Some(true))
    else {
        return;
    };
    let is_stream = |body: &&Body<'_>| {
        matches!(body.marker.kind, Kind::Body { .. })
            && is_named(&body.argument.typed.ty, &["Body"])
    };
    if let Some(stream) = bodies.iter().find(is_stream) {
        let what = format!(
            "`idempotent = true` allows to send again, and `{}` may be a stream that cannot be",
            words(stream.argument.typed)
        );
        errors.add(
            place,
            entry,
            &Message::new(what, "remove `idempotent = true`"),
        );
    }
}

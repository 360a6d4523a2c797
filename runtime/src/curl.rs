//! A call as a `curl` command, secrets replaced.

use std::fmt::Write;

use http::{HeaderName, HeaderValue, Method, header};

use crate::Body;
use crate::auth::{Credential, QueryKey, with_pair};
use crate::call::Expect;
use crate::draft::Draft;

const REDACTED: &str = "[redacted]";

/// The command, or a comment that says why there is none. The draft is left as it was.
pub(crate) fn command(draft: &Draft, expect: Expect) -> String {
    let client = draft.client.settings();
    let credential = draft.options.credential.as_deref().or_else(|| {
        client
            .credential
            .as_ref()
            .filter(|_| draft.wants_credential())
    });
    let prepared = draft.copy().and_then(|copy| {
        copy.prepare(expect)
            .map_err(|failure| failure.message.to_string())
    });
    match prepared {
        Ok(mut prepared) => render(&prepared.request(), credential),
        Err(why) => format!("# {}: {why}", draft.endpoint),
    }
}

/// The command for a finished request.
pub(crate) fn render(request: &http::Request<Body>, credential: Option<&Credential>) -> String {
    let mut url = request.uri().to_string();
    let key = match credential {
        Some(Credential::Query(pair)) => Some(&pair.0),
        _ => request.extensions().get().map(|QueryKey(name)| name),
    };
    if let Some(name) = key {
        url = with_pair(&url, name, REDACTED);
    }
    let mut out = match *request.method() {
        Method::HEAD => "curl --head".to_owned(),
        ref method => format!("curl -X {method}"),
    };
    // Otherwise curl reads brackets as a range of URLs.
    if url.contains(['[', ']']) {
        out.push_str(" --globoff");
    }
    let _ = write!(out, " {}", quoted(&url));
    match credential {
        Some(Credential::Header(name, value)) => push_header(&mut out, name, value),
        Some(Credential::Query(_) | Credential::Custom(_)) | None => {}
    }
    for (name, value) in request.headers() {
        push_header(&mut out, name, value);
    }
    match request.body().as_bytes() {
        Some([]) => {}
        Some(bytes) => {
            let _ = match std::str::from_utf8(bytes) {
                Ok(text) if !text.contains('\0') => write!(out, " --data-raw {}", quoted(text)),
                // No shell could pass them on: named, as a stream is.
                _ => write!(out, " --data-binary @[{} bytes]", bytes.len()),
            };
        }
        None => out.push_str(" --data-binary @[stream]"),
    }
    if matches!(credential, Some(Credential::Custom(_))) {
        out.push_str(" # and the credential, which is made when the call is sent");
    }
    out
}

fn push_header(out: &mut String, name: &HeaderName, value: &HeaderValue) {
    let secrets = [
        header::AUTHORIZATION,
        header::PROXY_AUTHORIZATION,
        header::COOKIE,
    ];
    let shown = if value.is_sensitive() || secrets.contains(name) {
        REDACTED.to_owned()
    } else {
        String::from_utf8_lossy(value.as_bytes()).into_owned()
    };
    let _ = write!(out, " -H {}", quoted(&format!("{name}: {shown}")));
}

/// One word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

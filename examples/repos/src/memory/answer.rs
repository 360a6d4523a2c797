//! What was asked, and what is answered.

use std::collections::HashMap;

use bytes::Bytes;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// A request that was let in.
pub(super) struct Asked {
    pub(super) method: Method,
    /// The path's segments, decoded.
    pub(super) path: Vec<String>,
    /// Path and query as they came.
    pub(super) target: String,
    pub(super) query: HashMap<String, String>,
    pub(super) json: Value,
    /// Who asks.
    pub(super) login: String,
    /// Whether files are asked for as they are.
    pub(super) raw: bool,
    /// Where this server is, for links.
    pub(super) origin: String,
}

impl Asked {
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        self.json[field].as_str()
    }

    pub(super) fn texts(&self, field: &str) -> Vec<String> {
        let all = self.json[field].as_array().into_iter().flatten();
        all.filter_map(|text| text.as_str().map(str::to_owned))
            .collect()
    }

    pub(super) fn pair(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }
}

pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Bytes,
}

/// A value, or what the host says where there is none.
pub(super) type Answer = Result<Reply, Reply>;

impl Reply {
    pub(super) fn json(status: StatusCode, value: &Value) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/json; charset=utf-8".to_owned())],
            body: value.to_string().into(),
        }
    }

    pub(super) fn ok(value: &Value) -> Self {
        Self::json(StatusCode::OK, value)
    }

    pub(super) fn empty() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    pub(super) fn text(content: &[u8]) -> Self {
        Self {
            status: StatusCode::OK,
            headers: vec![("content-type", "text/plain; charset=utf-8".to_owned())],
            body: Bytes::copy_from_slice(content),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn refused(status: StatusCode, message: &str) -> Self {
        let documentation = "https://docs.forge.test/rest";
        Self::json(
            status,
            &json!({ "message": message, "documentation_url": documentation }),
        )
    }

    pub(super) fn missing() -> Self {
        Self::refused(StatusCode::NOT_FOUND, "Not Found")
    }

    /// What is wrong, a field each.
    pub(super) fn invalid(problems: &[Value]) -> Self {
        Self::json(
            StatusCode::UNPROCESSABLE_ENTITY,
            &json!({
                "message": "Validation Failed",
                "errors": problems,
                "documentation_url": "https://docs.forge.test/rest",
            }),
        )
    }
}

pub(super) fn problem(resource: &str, field: &str, code: &str) -> Value {
    json!({ "resource": resource, "field": field, "code": code })
}

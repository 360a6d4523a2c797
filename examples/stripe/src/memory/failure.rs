//! Failures in Stripe's shape: the one place that knows types, codes and statuses.

use http::StatusCode;
use serde_json::{Map, Value, json};

/// What an operation answers when it does not succeed.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub(crate) struct StripeFailure {
    status: StatusCode,
    kind: &'static str,
    code: Option<&'static str>,
    param: Option<String>,
    message: String,
    executed: bool,
    retry: Option<bool>,
}

impl StripeFailure {
    fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            code: None,
            param: None,
            message: message.into(),
            executed: true,
            retry: None,
        }
    }

    /// 400 `invalid_request_error`.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message)
    }

    /// 401: no key, or none that this Stripe takes. The message never repeats the key.
    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        let failure = Self::new(StatusCode::UNAUTHORIZED, "invalid_request_error", message);
        failure.before_execution()
    }

    /// 403: the key may not act for the account of the `Stripe-Account` header.
    pub(crate) fn forbidden_account(account: &str) -> Self {
        let message = format!("The key has no access to account '{account}', or there is none.");
        Self::new(StatusCode::FORBIDDEN, "invalid_request_error", message)
            .code("account_invalid")
            .before_execution()
    }

    /// 404 for an object that the URL names.
    pub(crate) fn missing(what: &str, id: &str, param: impl Into<String>) -> Self {
        let mut failure = Self::missing_reference(what, id, param);
        failure.status = StatusCode::NOT_FOUND;
        failure
    }

    /// 400 for an object that a parameter names.
    pub(crate) fn missing_reference(what: &str, id: &str, param: impl Into<String>) -> Self {
        Self::invalid(format!("No such {what}: '{id}'"))
            .code("resource_missing")
            .param(param)
    }

    /// 404 for a URL, or a method on a URL, that this Stripe does not have.
    pub(crate) fn unknown_url(method: &http::Method, path: &str) -> Self {
        let message = format!("Unrecognized request URL ({method}: {path}).");
        let mut failure = Self::invalid(message).before_execution();
        failure.status = StatusCode::NOT_FOUND;
        failure
    }

    /// 400: there is not enough money where it should come from.
    pub(crate) fn balance_insufficient(message: impl Into<String>) -> Self {
        Self::invalid(message).code("balance_insufficient")
    }

    /// 400 `idempotency_error`: the key belongs to another request.
    pub(crate) fn idempotency_mismatch(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "idempotency_error", message).before_execution()
    }

    /// 409: a request with the same key is still under way.
    pub(crate) fn idempotency_in_use() -> Self {
        let message = "Another request with this idempotency key is still under way.";
        let mut failure = Self::new(StatusCode::CONFLICT, "idempotency_error", message)
            .code("idempotency_key_in_use")
            .before_execution();
        failure.retry = Some(true);
        failure
    }

    /// 500: a fault of this server.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "api_error",
            message.into(),
        )
    }

    /// Adds the machine-readable code.
    pub(crate) fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// Adds the parameter at fault.
    pub(crate) fn param(mut self, param: impl Into<String>) -> Self {
        self.param = Some(param.into());
        self
    }

    /// Says that the operation had not begun: such an answer is not kept for an idempotency key.
    pub(crate) fn before_execution(mut self) -> Self {
        self.executed = false;
        self
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// Whether the operation had begun.
    pub(crate) fn executed(&self) -> bool {
        self.executed
    }

    /// What `Stripe-Should-Retry` says, where it says something.
    pub(crate) fn retry(&self) -> Option<bool> {
        self.retry
    }

    /// The body; fields without a value are left out.
    pub(crate) fn body(&self) -> Value {
        let mut error = Map::new();
        error.insert("type".to_owned(), json!(self.kind));
        error.insert("message".to_owned(), json!(self.message));
        if let Some(code) = self.code {
            let page = code.replace('_', "-");
            error.insert("code".to_owned(), json!(code));
            error.insert(
                "doc_url".to_owned(),
                json!(format!("https://stripe.com/docs/error-codes/{page}")),
            );
        }
        if let Some(param) = &self.param {
            error.insert("param".to_owned(), json!(param));
        }
        json!({ "error": error })
    }
}

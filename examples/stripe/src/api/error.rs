//! Stripe's error body.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use super::{ChargeId, PaymentIntent, PaymentMethod, SetupIntent};

open_enum! {
    /// What kind of error Stripe reports.
    pub enum ErrorType {
        /// Something failed at Stripe.
        Api = "api_error",
        /// A card was refused.
        Card = "card_error",
        /// An idempotency key was used for another request, or is in use.
        Idempotency = "idempotency_error",
        /// The request cannot be done as it is.
        InvalidRequest = "invalid_request_error",
    }
}

/// What Stripe says of a failed request.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "Envelope")]
#[non_exhaustive]
pub struct StripeError {
    /// The kind of error.
    pub kind: ErrorType,
    /// A short code to act on, such as `resource_missing`.
    pub code: Option<String>,
    /// The parameter that the error is about.
    pub param: Option<String>,
    /// What went wrong, for people.
    pub message: Option<String>,
    /// What to tell the person whose request it was.
    pub user_message: Option<String>,
    /// Why a card's issuer refused.
    pub decline_code: Option<String>,
    /// What to do about a refused card.
    pub advice_code: Option<String>,
    /// What the card network advises.
    pub network_advice_code: Option<String>,
    /// Why the card network refused.
    pub network_decline_code: Option<String>,
    /// The charge that failed.
    pub charge: Option<ChargeId>,
    /// The payment intent that failed.
    pub payment_intent: Option<PaymentIntent>,
    /// The payment method that failed.
    pub payment_method: Option<PaymentMethod>,
    /// The type of the payment method that failed.
    pub payment_method_type: Option<String>,
    /// The setup intent that failed.
    pub setup_intent: Option<SetupIntent>,
    /// The source that failed: a card, a bank account or another one.
    pub source: Option<Value>,
    /// Where the code is documented.
    pub doc_url: Option<String>,
    /// Where the request is in the dashboard's log.
    pub request_log_url: Option<String>,
}

impl fmt::Display for StripeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_deref().unwrap_or(self.kind.as_str()))?;
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for StripeError {}

/// The body around the error. OAuth puts a word where everything else has an object.
#[derive(Deserialize)]
struct Envelope {
    error: Reported,
    error_description: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reported {
    Word(String),
    Object(Box<Body>),
}

#[derive(Default, Deserialize)]
struct Body {
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
    param: Option<String>,
    message: Option<String>,
    user_message: Option<String>,
    decline_code: Option<String>,
    advice_code: Option<String>,
    network_advice_code: Option<String>,
    network_decline_code: Option<String>,
    charge: Option<ChargeId>,
    payment_intent: Option<PaymentIntent>,
    payment_method: Option<PaymentMethod>,
    payment_method_type: Option<String>,
    setup_intent: Option<SetupIntent>,
    source: Option<Value>,
    doc_url: Option<String>,
    request_log_url: Option<String>,
}

impl From<Envelope> for StripeError {
    fn from(envelope: Envelope) -> Self {
        let body = match envelope.error {
            Reported::Object(body) => *body,
            Reported::Word(kind) => Body {
                kind,
                message: envelope.error_description,
                ..Body::default()
            },
        };
        Self {
            kind: ErrorType::from(body.kind.as_str()),
            code: body.code,
            param: body.param,
            message: body.message,
            user_message: body.user_message,
            decline_code: body.decline_code,
            advice_code: body.advice_code,
            network_advice_code: body.network_advice_code,
            network_decline_code: body.network_decline_code,
            charge: body.charge,
            payment_intent: body.payment_intent,
            payment_method: body.payment_method,
            payment_method_type: body.payment_method_type,
            setup_intent: body.setup_intent,
            source: body.source,
            doc_url: body.doc_url,
            request_log_url: body.request_log_url,
        }
    }
}

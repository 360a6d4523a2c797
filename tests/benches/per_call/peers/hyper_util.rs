//! The pooled client of hyper-util, by hand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;

use super::{Outcome, Peer};
use crate::data::{ACCOUNT, Deleted, KEY, List, NewTransfer, PAGE, PERSON, Transfer, VERSION};

/// Everything but the unreserved characters of RFC 3986.
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[derive(Clone)]
pub(crate) struct HyperUtil {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    authorization: HeaderValue,
}

impl HyperUtil {
    pub(crate) fn new(base: &str) -> Outcome<Self> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Ok(Self {
            client: Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .build(connector),
            base: base.to_owned(),
            authorization: authorization()?,
        })
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        url: String,
        form: Option<String>,
    ) -> Outcome<T> {
        let mut request = Request::builder()
            .method(method)
            .uri(url)
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header("stripe-version", HeaderValue::from_static(VERSION));
        if form.is_some() {
            let urlencoded = HeaderValue::from_static("application/x-www-form-urlencoded");
            request = request.header(CONTENT_TYPE, urlencoded);
        }
        let body = Full::from(form.unwrap_or_default());
        let response = self.client.request(request.body(body)?).await?;
        if !response.status().is_success() {
            return Err(response.status().as_str().into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Peer for HyperUtil {
    async fn delete(&self) -> Outcome<Deleted> {
        let url = format!(
            "{}/v1/accounts/{}/persons/{}",
            self.base,
            utf8_percent_encode(ACCOUNT, RESERVED),
            utf8_percent_encode(PERSON, RESERVED)
        );
        self.send(Method::DELETE, url, None).await
    }

    async fn create(&self) -> Outcome<Transfer> {
        let url = format!("{}/v1/transfers", self.base);
        let form = form(&NewTransfer::sample());
        self.send(Method::POST, url, Some(form)).await
    }

    async fn list(&self) -> Outcome<List<Transfer>> {
        let url = format!("{}/v1/transfers?limit={PAGE}", self.base);
        self.send(Method::GET, url, None).await
    }
}

pub(super) fn authorization() -> Outcome<HeaderValue> {
    let pair = STANDARD.encode(format!("{KEY}:"));
    let mut value = HeaderValue::from_str(&format!("Basic {pair}"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The form, field by field, as one writes it without a serializer.
pub(super) fn form(new: &NewTransfer<'_>) -> String {
    let mut form = String::with_capacity(256);
    form.push_str("amount=");
    form.push_str(&new.amount.to_string());
    let mut pair = |name: &str, value: &str| {
        form.push('&');
        form.push_str(name);
        form.push('=');
        form.extend(utf8_percent_encode(value, RESERVED));
    };
    pair("currency", new.currency);
    pair("destination", new.destination);
    if let Some(description) = new.description {
        pair("description", description);
    }
    if let Some(source_type) = new.source_type {
        pair("source_type", source_type);
    }
    if let Some(transfer_group) = new.transfer_group {
        pair("transfer_group", transfer_group);
    }
    for (key, value) in &new.metadata {
        pair(&format!("metadata[{key}]"), value);
    }
    form
}

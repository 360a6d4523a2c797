//! reqwest with what can be prepared prepared: the base parsed, the headers made once, the form
//! written in place, the answer decoded from its bytes.

use std::fmt::Write;

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use percent_encoding::utf8_percent_encode;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Url};
use serde::de::DeserializeOwned;

use super::{Outcome, Peer};
use crate::data::{ACCOUNT, Deleted, List, NewTransfer, PAGE, PERSON, Transfer, VERSION};
use crate::peers::hyper_util::{RESERVED, authorization, form};

#[derive(Clone)]
pub(crate) struct ReqwestTuned {
    client: Client,
    base: Url,
}

impl ReqwestTuned {
    pub(crate) fn new(base: &str) -> Outcome<Self> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, authorization()?);
        headers.insert("stripe-version", HeaderValue::from_static(VERSION));
        let client = Client::builder()
            .redirect(Policy::none())
            .default_headers(headers);
        Ok(Self {
            client: client.build()?,
            base: base.parse()?,
        })
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }
}

impl Peer for ReqwestTuned {
    async fn delete(&self) -> Outcome<Deleted> {
        let mut path = String::with_capacity(96);
        write!(
            path,
            "/v1/accounts/{}/persons/{}",
            utf8_percent_encode(ACCOUNT, RESERVED),
            utf8_percent_encode(PERSON, RESERVED)
        )?;
        finish(self.client.delete(self.url(&path))).await
    }

    async fn create(&self) -> Outcome<Transfer> {
        let request = self
            .client
            .post(self.url("/v1/transfers"))
            .header(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            )
            .body(form(&NewTransfer::sample()));
        finish(request).await
    }

    async fn list(&self) -> Outcome<List<Transfer>> {
        let mut url = self.url("/v1/transfers");
        url.set_query(Some(&format!("limit={PAGE}")));
        finish(self.client.get(url)).await
    }
}

async fn finish<T: DeserializeOwned>(request: RequestBuilder) -> Outcome<T> {
    let body = request.send().await?.error_for_status()?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

//! reqwest as most people write it.

use reqwest::Client;
use reqwest::redirect::Policy;

use super::{Outcome, Peer};
use crate::data::{ACCOUNT, Deleted, KEY, List, NewTransfer, PAGE, PERSON, Transfer, VERSION};

#[derive(Clone)]
pub(crate) struct ReqwestPlain {
    client: Client,
    base: String,
}

impl ReqwestPlain {
    pub(crate) fn new(base: &str) -> Outcome<Self> {
        Ok(Self {
            client: Client::builder().redirect(Policy::none()).build()?,
            base: base.to_owned(),
        })
    }
}

impl Peer for ReqwestPlain {
    async fn delete(&self) -> Outcome<Deleted> {
        let url = format!("{}/v1/accounts/{ACCOUNT}/persons/{PERSON}", self.base);
        let response = self
            .client
            .delete(url)
            .basic_auth(KEY, Some(""))
            .header("stripe-version", VERSION)
            .send()
            .await?
            .error_for_status()?;
        Ok(response.json().await?)
    }

    async fn create(&self) -> Outcome<Transfer> {
        let new = NewTransfer::sample();
        let mut form = vec![
            ("amount".to_owned(), new.amount.to_string()),
            ("currency".to_owned(), new.currency.to_owned()),
            ("destination".to_owned(), new.destination.to_owned()),
        ];
        if let Some(description) = new.description {
            form.push(("description".to_owned(), description.to_owned()));
        }
        if let Some(source_type) = new.source_type {
            form.push(("source_type".to_owned(), source_type.to_owned()));
        }
        if let Some(transfer_group) = new.transfer_group {
            form.push(("transfer_group".to_owned(), transfer_group.to_owned()));
        }
        for (key, value) in &new.metadata {
            form.push((format!("metadata[{key}]"), (*value).to_owned()));
        }
        let response = self
            .client
            .post(format!("{}/v1/transfers", self.base))
            .basic_auth(KEY, Some(""))
            .header("stripe-version", VERSION)
            .form(&form)
            .send()
            .await?
            .error_for_status()?;
        Ok(response.json().await?)
    }

    async fn list(&self) -> Outcome<List<Transfer>> {
        let response = self
            .client
            .get(format!("{}/v1/transfers", self.base))
            .query(&[("limit", PAGE)])
            .basic_auth(KEY, Some(""))
            .header("stripe-version", VERSION)
            .send()
            .await?
            .error_for_status()?;
        Ok(response.json().await?)
    }
}

//! What travels: the parameters and answers that all peers share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) const KEY: &str = "sk_test_123";
pub(crate) const VERSION: &str = "2026-10-28.endive";
pub(crate) const ACCOUNT: &str = "acct_1032D82eZvKYlo2C";
pub(crate) const PERSON: &str = "person_1MqjB62eZvKYlo2CaeEJzKVR";
/// Transfers on a page.
pub(crate) const PAGE: usize = 100;

#[derive(Serialize, Deserialize)]
pub(crate) struct Deleted {
    pub(crate) id: String,
    pub(crate) object: String,
    pub(crate) deleted: bool,
}

impl Deleted {
    pub(crate) fn sample() -> Self {
        Self {
            id: PERSON.to_owned(),
            object: "person".to_owned(),
            deleted: true,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Transfer {
    pub(crate) id: String,
    pub(crate) object: String,
    pub(crate) amount: i64,
    pub(crate) amount_reversed: i64,
    pub(crate) balance_transaction: Option<String>,
    pub(crate) created: i64,
    pub(crate) currency: String,
    pub(crate) description: Option<String>,
    pub(crate) destination: Option<String>,
    pub(crate) livemode: bool,
    pub(crate) metadata: BTreeMap<String, String>,
    pub(crate) reversed: bool,
    pub(crate) source_transaction: Option<String>,
    pub(crate) source_type: Option<String>,
    pub(crate) transfer_group: Option<String>,
}

impl Transfer {
    pub(crate) fn sample(number: usize) -> Self {
        Self {
            id: format!("tr_1MiN3gLkdIwHu7ixNCZvF{number:03}"),
            object: "transfer".to_owned(),
            amount: 400,
            amount_reversed: 0,
            balance_transaction: Some("txn_1MiN3gLkdIwHu7ixxapQrznl".to_owned()),
            created: 1_678_043_844,
            currency: "usd".to_owned(),
            description: None,
            destination: Some("acct_1MTfjCQ9PRzxEwkZ".to_owned()),
            livemode: false,
            metadata: BTreeMap::from([("order".to_owned(), "6735".to_owned())]),
            reversed: false,
            source_transaction: None,
            source_type: Some("card".to_owned()),
            transfer_group: Some("ORDER_95".to_owned()),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct List<T> {
    pub(crate) object: String,
    pub(crate) data: Vec<T>,
    pub(crate) has_more: bool,
    pub(crate) url: String,
}

impl List<Transfer> {
    pub(crate) fn sample() -> Self {
        Self {
            object: "list".to_owned(),
            data: (0..PAGE).map(Transfer::sample).collect(),
            has_more: true,
            url: "/v1/transfers".to_owned(),
        }
    }
}

/// Six fields and metadata.
#[derive(Serialize)]
pub(crate) struct NewTransfer<'a> {
    pub(crate) amount: i64,
    pub(crate) currency: &'a str,
    pub(crate) destination: &'a str,
    pub(crate) description: Option<&'a str>,
    pub(crate) source_type: Option<&'a str>,
    pub(crate) transfer_group: Option<&'a str>,
    pub(crate) metadata: BTreeMap<&'a str, &'a str>,
}

impl NewTransfer<'static> {
    pub(crate) fn sample() -> Self {
        Self {
            amount: 400,
            currency: "usd",
            destination: "acct_1MTfjCQ9PRzxEwkZ",
            description: Some("Rent for March & April"),
            source_type: Some("card"),
            transfer_group: Some("ORDER_95"),
            metadata: BTreeMap::from([("order", "6735"), ("till", "7")]),
        }
    }
}

//! The types of arguments and answers, the same for every way.

pub(super) const TYPES: &str = r#"use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($name:ident) => {
        #[derive(Clone, Debug, Deserialize)]
        pub struct $name(String);

        impl $name {
            pub fn sample() -> Self {
                Self("acct_1".to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(AccountId);
id!(PersonId);

#[derive(Debug, Default, Serialize)]
pub struct Filter {
    pub limit: Option<u8>,
    pub starting_after: Option<String>,
    pub destination: Option<String>,
}

#[derive(Debug, Default, Serialize)]
pub struct NewTransfer {
    pub amount: i64,
    pub currency: String,
    pub destination: String,
    pub description: Option<String>,
    pub source_transaction: Option<String>,
    pub transfer_group: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Deleted {
    pub id: String,
    pub deleted: bool,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub account: AccountId,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub created: u64,
}

#[derive(Debug, Deserialize)]
pub struct Transfer {
    pub id: String,
    pub amount: i64,
    pub amount_reversed: i64,
    pub currency: String,
    pub created: u64,
    pub description: Option<String>,
    pub destination: AccountId,
    pub livemode: bool,
    pub reversed: bool,
    pub transfer_group: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct List<T> {
    pub data: Vec<T>,
    pub has_more: bool,
}

#[derive(Debug, Deserialize)]
pub struct Refusal {
    pub code: String,
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
"#;

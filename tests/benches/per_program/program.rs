//! The program of three calls, and what its build costs.

use std::collections::BTreeSet;
use std::{fs, io};

use endpoint_benches::command::{self, Cost};
use endpoint_benches::generated::Generated;
use endpoint_benches::results::Results;

use crate::row::Row;

const PACKAGE: &str = "three-calls";

/// How it is built.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum Profile {
    /// As `cargo build` does.
    Debug,
    /// As `cargo build --release` does; stripped.
    Release,
}

impl Profile {
    pub(crate) const ALL: [Self; 2] = [Self::Debug, Self::Release];

    /// As cases are named, and folders of cargo.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// A build that has ended.
pub(crate) struct Built {
    cost: Cost,
    crates: usize,
    program_bytes: u64,
}

impl Built {
    /// Builds the program and all that it depends on, and removes what was built.
    pub(crate) fn from_nothing(
        workspace: &Generated,
        row: &Row,
        profile: Profile,
    ) -> io::Result<Self> {
        let source = if row.is_declared { DECLARED } else { BY_HAND };
        let source = source.replace("// SETUP", row.setup);
        let files = [
            ("main.rs".to_owned(), source),
            ("types.rs".to_owned(), TYPES.to_owned()),
        ];
        let dependencies = format!("{}{COMMON}", row.dependencies);
        workspace.package(PACKAGE, &dependencies, &files)?;
        workspace.lock()?;
        remove(workspace)?;
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--offline", "--quiet", "--message-format=json"]);
        if profile == Profile::Release {
            cargo.arg("--release");
        }
        let cost = command::measure(&mut cargo)?;
        let program = workspace.target().join(profile.name()).join(PACKAGE);
        let built = Self {
            crates: crates(&cost.stdout),
            program_bytes: fs::metadata(program)?.len(),
            cost,
        };
        remove(workspace)?;
        Ok(built)
    }

    pub(crate) fn record(&self, row: &Row, profile: Profile, results: &mut Results) {
        let mut record = |metric, value| results.record(profile.name(), row.name, metric, value);
        record("cpu s", self.cost.cpu.as_secs_f64());
        record("wall s", self.cost.wall.as_secs_f64());
        record("crates", self.crates as f64);
        record(
            "program MiB",
            self.program_bytes as f64 / f64::from(1 << 20),
        );
    }
}

fn remove(workspace: &Generated) -> io::Result<()> {
    match fs::remove_dir_all(workspace.target()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The packages of which cargo compiled something, the program itself aside.
fn crates(messages: &str) -> usize {
    let packages: BTreeSet<&str> = messages
        .lines()
        .filter(|line| line.starts_with(r#"{"reason":"compiler-artifact""#))
        .filter_map(|line| line.split_once(r#""package_id":""#))
        .filter_map(|(_, rest)| rest.split('"').next())
        .filter(|id| !id.contains(PACKAGE))
        .collect();
    packages.len()
}

const COMMON: &str = r#"serde = { version = "1", features = ["derive"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

const TYPES: &str = r#"use std::fmt;

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub struct Deleted {
    pub id: String,
    pub deleted: bool,
}

#[derive(Debug, Deserialize)]
pub struct Transfer {
    pub id: String,
    pub amount: i64,
    pub currency: String,
    pub destination: String,
}

#[derive(Debug, Deserialize)]
pub struct List {
    pub data: Vec<Transfer>,
    pub has_more: bool,
}

#[derive(Debug, Serialize)]
pub struct NewTransfer {
    pub amount: i64,
    pub currency: String,
    pub destination: String,
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

const DECLARED: &str = r#"mod types;

use endpoint::auth::Basic;
use endpoint::{Api, Client, endpoint};

use crate::types::*;

type Call<T> = endpoint::Call<T, Refusal>;

struct Shop {
    client: Client,
}

impl Api for Shop {
    fn client(&self) -> &Client {
        &self.client
    }
}

trait Endpoints: Api {
    #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
    fn delete_person(&self, account: &str, person: &str) -> Call<Deleted>;

    #[endpoint(POST, "/v1/transfers")]
    fn create_transfer(&self, #[form] transfer: &NewTransfer) -> Call<Transfer>;

    #[endpoint(GET, "/v1/transfers?<limit>")]
    fn transfers(&self, limit: u8) -> Call<List>;
}

impl Endpoints for Shop {}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base = std::env::args().nth(1).unwrap_or_default();
    let client = Client::builder(&base)
        .auth(Basic::new("sk_test", ""))
        .header("Shop-Version", "2026-10-28")
        .build()?;
    let shop = Shop { client };
    let transfer = NewTransfer {
        amount: 1,
        currency: "eur".to_owned(),
        destination: "acct_1".to_owned(),
    };
    println!("{:?}", shop.delete_person("acct_1", "person_1").await?);
    println!("{:?}", shop.create_transfer(&transfer).await?);
    println!("{:?}", shop.transfers(3).await?);
    Ok(())
}
"#;

const BY_HAND: &str = r#"mod types;

use crate::types::*;

struct Shop {
    http: reqwest::Client,
    base: String,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

impl Shop {
    async fn delete_person(&self, account: &str, person: &str) -> Result<Deleted> {
        let url = format!("{}/v1/accounts/{account}/persons/{person}", self.base);
        let response = self
            .http
            .delete(url)
            .basic_auth("sk_test", None::<&str>)
            .header("Shop-Version", "2026-10-28")
            .send()
            .await?;
        if response.status().is_success() {
            Ok(response.json().await?)
        } else {
            Err(response.json::<Refusal>().await?.to_string().into())
        }
    }

    async fn create_transfer(&self, transfer: &NewTransfer) -> Result<Transfer> {
        let response = self
            .http
            .post(format!("{}/v1/transfers", self.base))
            .basic_auth("sk_test", None::<&str>)
            .header("Shop-Version", "2026-10-28")
            .form(transfer)
            .send()
            .await?;
        if response.status().is_success() {
            Ok(response.json().await?)
        } else {
            Err(response.json::<Refusal>().await?.to_string().into())
        }
    }

    async fn transfers(&self, limit: u8) -> Result<List> {
        let response = self
            .http
            .get(format!("{}/v1/transfers", self.base))
            .query(&[("limit", limit)])
            .basic_auth("sk_test", None::<&str>)
            .header("Shop-Version", "2026-10-28")
            .send()
            .await?;
        if response.status().is_success() {
            Ok(response.json().await?)
        } else {
            Err(response.json::<Refusal>().await?.to_string().into())
        }
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    // SETUP
    let base = std::env::args().nth(1).unwrap_or_default();
    let http = reqwest::Client::new();
    let shop = Shop { http, base };
    let transfer = NewTransfer {
        amount: 1,
        currency: "eur".to_owned(),
        destination: "acct_1".to_owned(),
    };
    println!("{:?}", shop.delete_person("acct_1", "person_1").await?);
    println!("{:?}", shop.create_transfer(&transfer).await?);
    println!("{:?}", shop.transfers(3).await?);
    Ok(())
}
"#;

#[cfg(test)]
mod tests {
    use super::crates;

    #[test]
    fn a_crate_counts_once_and_the_program_not_at_all() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","package_id":"registry+https://x#syn@3.0.10","manifest_path":"/x"}"#,
            "\n",
            r#"{"reason":"compiler-artifact","package_id":"registry+https://x#libc@0.2.191","manifest_path":"/x"}"#,
            "\n",
            r#"{"reason":"build-script-executed","package_id":"registry+https://x#libc@0.2.191"}"#,
            "\n",
            r#"{"reason":"compiler-artifact","package_id":"registry+https://x#libc@0.2.191","manifest_path":"/x"}"#,
            "\n",
            r#"{"reason":"compiler-artifact","package_id":"path+file:///x/three-calls#0.0.0","manifest_path":"/x"}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(crates(messages), 2);
    }
}

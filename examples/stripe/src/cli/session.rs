//! One run of a command: the Stripe that it talks to, and how it shows what came back.

use std::path::PathBuf;

use endpoint::{ClientBuilder, Page, Retry};
use serde::Serialize;
use stripe_example::api::{Call, List, Pages, Stripe};
use stripe_example::memory;

use super::Options;
use super::failure::Failure;
use super::output::{Progress, print, print_record};
use super::state;
use super::table::{Row, Table};

/// The key of the in-memory Stripe, and of another base URL where none is given.
pub(super) const TEST_KEY: &str = "sk_test_example";
/// Where curl commands go where no base URL is given.
const REAL: &str = "https://api.stripe.com";

/// What a command runs with.
pub(super) struct Session {
    pub(super) stripe: Stripe,
    json: bool,
    curl: bool,
    idempotency_key: Option<String>,
    kept: Option<(memory::Stripe, PathBuf)>,
}

impl Session {
    /// Finds or makes the Stripe that the options say.
    pub(super) fn open(options: Options) -> Result<Self, Failure> {
        let mut kept = None;
        let settings = match &options.base_url {
            Some(base_url) => Stripe::settings(base_url, &secret_key()),
            None if options.curl => Stripe::settings(REAL, TEST_KEY),
            None => {
                let builder = memory::Stripe::builder();
                let memory = state::load(builder, options.state.as_deref())?.build();
                let router = memory.router();
                kept = options.state.map(|path| (memory, path));
                Stripe::settings("http://localhost", TEST_KEY).transport(router)
            }
        };
        let retry = Retry::standard().server_header("Stripe-Should-Retry");
        let mut settings: ClientBuilder = settings.retry(retry.max_retries(options.retries));
        if let Some(limit) = options.timeout {
            settings = settings.timeout(limit);
        }
        let mut stripe = Stripe::from_client(settings.build()?);
        if let Some(account) = &options.for_account {
            stripe = stripe.for_account(account)?;
        }
        Ok(Self {
            stripe,
            json: options.json,
            curl: options.curl,
            idempotency_key: options.idempotency_key,
            kept,
        })
    }

    /// Keeps what was done.
    pub(super) fn close(&self) -> Result<(), Failure> {
        match &self.kept {
            Some((memory, path)) => state::save(memory, path),
            None => Ok(()),
        }
    }

    /// Makes a call and shows its answer.
    pub(super) async fn call<T: Serialize>(&self, mut call: Call<T>) -> Result<(), Failure> {
        if let Some(key) = &self.idempotency_key {
            call = call.idempotency_key(key.as_str());
        }
        if self.curl {
            return print(&call.to_curl());
        }
        let answer = call.await?;
        if self.json {
            print(&serde_json::to_string_pretty(&answer)?)
        } else {
            print_record(&serde_json::to_value(&answer)?)
        }
    }

    /// Shows a list: one page, or all of it.
    pub(super) async fn list<T>(&self, pages: Pages<T>, all: bool) -> Result<(), Failure>
    where
        T: Row + Serialize,
        List<T>: Page<Item = T>,
    {
        if self.curl {
            return print(&pages.into_call().to_curl());
        }
        let mut shown = Shown::new(self.json);
        if all {
            let mut items = pages;
            while let Some(item) = items.next().await {
                shown.item(&item?)?;
            }
            return shown.end();
        }
        let page = pages.by_page().next().await.transpose()?;
        let more = page.as_ref().is_some_and(|page| page.has_more);
        for item in page.iter().flat_map(|page| &page.data) {
            shown.item(item)?;
        }
        shown.end()?;
        if more && !self.json {
            eprintln!("There are more: --all shows them.");
        }
        Ok(())
    }
}

/// A list while it is being read: lines at once for machines, a table at the end for people.
enum Shown {
    Lines,
    Table(Table, Progress),
}

impl Shown {
    fn new(json: bool) -> Self {
        if json {
            Self::Lines
        } else {
            Self::Table(Table::default(), Progress::default())
        }
    }

    fn item<T: Row + Serialize>(&mut self, item: &T) -> Result<(), Failure> {
        match self {
            Self::Lines => print(&serde_json::to_string(item)?),
            Self::Table(table, progress) => {
                table.push(item);
                progress.step();
                Ok(())
            }
        }
    }

    fn end(self) -> Result<(), Failure> {
        match self {
            Self::Lines => Ok(()),
            Self::Table(table, progress) => {
                drop(progress);
                print(&table.to_string())
            }
        }
    }
}

/// The key for a Stripe of the caller's. It is not an option: those show in the list of processes.
pub(super) fn secret_key() -> String {
    std::env::var("STRIPE_SECRET_KEY").unwrap_or_else(|_| TEST_KEY.to_owned())
}

//! Deletes a person of a connected account, and shows the failure of deleting it again.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use stripe_example::api::{AccountId, PersonId, Persons, Stripe, StripeError};
use stripe_example::memory;

/// Without a base URL everything runs against an in-memory Stripe on a loopback port.
#[derive(Parser)]
#[command(version, about = "Deletes a person of a connected account")]
struct Arguments {
    /// Where Stripe is; the secret key is then taken from STRIPE_SECRET_KEY.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

/// The key of the in-memory Stripe, and of another base URL where none is given.
const TEST_KEY: &str = "sk_test_example";

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", one_line(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let stripe = match arguments.base_url {
        Some(base_url) => {
            let key = std::env::var("STRIPE_SECRET_KEY");
            Stripe::new(&base_url, key.as_deref().unwrap_or(TEST_KEY))?
        }
        None => {
            let loopback = ([127, 0, 0, 1], 0).into();
            let serving = memory::Stripe::new()
                .serve(loopback, std::future::pending())
                .await?;
            Stripe::new(serving.base_url(), TEST_KEY)?
        }
    };
    let account = AccountId::new(memory::ACCOUNT);
    let person = PersonId::new(memory::PERSON);

    let call = stripe.delete_person(&account, &person);
    println!("{}\n", call.to_curl());
    let deleted = call.await?;
    println!("{}\n", serde_json::to_string_pretty(&deleted)?);

    println!("The same again:");
    match stripe.delete_person(&account, &person).await {
        Ok(_) => Err("the person was deleted twice".into()),
        Err(error) if error.api().is_some_and(is_missing) => {
            println!("{error}");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

fn is_missing(error: &StripeError) -> bool {
    error.code.as_deref() == Some("resource_missing")
}

/// An error and its causes.
fn one_line(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line = format!("{line}: {error}");
        cause = error.source();
    }
    line
}

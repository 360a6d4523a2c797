//! What runs without a command: one deletion that succeeds, and one failure.

use stripe_example::api::{AccountId, PersonId, Persons, Stripe, StripeError};
use stripe_example::memory;

use super::failure::Failure;
use super::output::print;
use super::session::{TEST_KEY, secret_key};

pub(super) async fn run(base_url: Option<&str>) -> Result<(), Failure> {
    let stripe = match base_url {
        Some(base_url) => Stripe::new(base_url, &secret_key())?,
        None => {
            let loopback = ([127, 0, 0, 1], 0).into();
            let memory = memory::Stripe::new();
            let serving = memory.serve(loopback, std::future::pending()).await?;
            Stripe::new(serving.base_url(), TEST_KEY)?
        }
    };
    let account = AccountId::new(memory::ACCOUNT);
    let person = PersonId::new(memory::PERSON);

    let call = stripe.delete_person(&account, &person);
    print(&format!("{}\n", call.to_curl()))?;
    let deleted = call.await?;
    print(&format!("{}\n", serde_json::to_string_pretty(&deleted)?))?;

    print("The same again:")?;
    match stripe.delete_person(&account, &person).await {
        Ok(_) => Err(Failure::Other("the person was deleted twice".to_owned())),
        Err(error) if error.api().is_some_and(is_missing) => print(&error.to_string()),
        Err(error) => Err(error.into()),
    }
}

fn is_missing(error: &StripeError) -> bool {
    error.code.as_deref() == Some("resource_missing")
}

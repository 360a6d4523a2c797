//! `serve`: the in-memory Stripe on a loopback port.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use stripe_example::memory;

use super::failure::Failure;
use super::output::print;
use super::state;
use super::values;

#[derive(Args)]
pub(super) struct Command {
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// How long a top-up stays pending, such as 1s or 500ms.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = values::duration)]
    settle_after: Duration,
}

/// Prints the base URL, then a line a request to stderr, until Ctrl-C.
pub(super) async fn run(command: Command, kept: Option<PathBuf>) -> Result<(), Failure> {
    let builder = memory::Stripe::builder()
        .settle_after(command.settle_after)
        .on_request(|request| eprintln!("{request}"));
    let stripe = state::load(builder, kept.as_deref())?.build();
    let loopback = ([127, 0, 0, 1], command.port).into();
    let stop = async { drop(tokio::signal::ctrl_c().await) };
    let serving = stripe.serve(loopback, stop).await?;
    print(serving.base_url())?;
    serving.wait().await?;
    match kept {
        Some(path) => state::save(&stripe, &path),
        None => Ok(()),
    }
}

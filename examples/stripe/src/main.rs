//! Stripe on the command line, over the traits of [`stripe_example::api`]. Without a command it
//! deletes a person of a connected account, and shows the failure of deleting it again.

mod cli;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    cli::run(cli::Arguments::parse()).await
}

//! The command line: one file a family, and what they share.

mod failure;
mod main_job;
mod output;
mod persons;
mod reversals;
mod secrets;
mod serve;
mod session;
mod state;
mod table;
mod topups;
mod transfers;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use stripe_example::api::AccountId;

use self::failure::Failure;
use self::session::Session;

const CODES: &str = "\
Exit codes:
  0  done
  1  not done: Stripe refused, or the request was never sent
  2  the command line is wrong
  3  unknown: the request may have been sent, and no final answer came";

/// Stripe's persons, top-ups, transfers, reversals and secrets.
///
/// Without --base-url everything runs on an in-memory Stripe, which forgets unless --state keeps
/// it. Without a command a person of a connected account is deleted, twice.
#[derive(Parser)]
#[command(version, after_help = CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What goes with every command.
#[derive(Args)]
#[command(next_help_heading = "Options of every command")]
struct Options {
    /// Where Stripe is; the secret key is then taken from STRIPE_SECRET_KEY.
    #[arg(long, global = true, value_name = "URL")]
    base_url: Option<String>,
    /// Acts for this connected account.
    #[arg(long, global = true, value_name = "ACCOUNT")]
    for_account: Option<AccountId>,
    /// Keeps the in-memory Stripe in this file, payloads of secrets included.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "base_url")]
    state: Option<PathBuf>,
    /// Prints the request as a curl command instead of sending it. Without --base-url it is as it
    /// would go to https://api.stripe.com.
    #[arg(long, global = true)]
    curl: bool,
    /// Prints JSON: an object as one, a list as one object a line, a failure to stderr.
    #[arg(long, global = true)]
    json: bool,
    /// How often a failed attempt is repeated where that is safe.
    #[arg(long, global = true, value_name = "N", default_value_t = 2)]
    retries: u32,
    /// Gives up after this time, such as 30s; retries included.
    #[arg(long, global = true, value_name = "TIME", value_parser = values::duration)]
    timeout: Option<Duration>,
    /// Sends this key: the same command with the same key is done once.
    #[arg(long, global = true, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// The people behind a connected account.
    #[command(subcommand)]
    Persons(persons::Command),
    /// Money from a bank account into the balance.
    #[command(subcommand)]
    Topups(topups::Command),
    /// Money from the balance to a connected account.
    #[command(subcommand)]
    Transfers(transfers::Command),
    /// Money of a transfer taken back.
    #[command(subcommand)]
    Reversals(reversals::Command),
    /// The secrets of an app.
    #[command(subcommand)]
    Secrets(secrets::Command),
    /// Serves the in-memory Stripe on a loopback port until Ctrl-C.
    Serve(serve::Command),
}

/// Runs a command; says on stderr why it failed.
pub(crate) async fn run(arguments: Arguments) -> ExitCode {
    let json = arguments.options.json;
    match dispatch(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}

async fn dispatch(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { options, command } = arguments;
    let command = match command {
        None => return main_job::run(options.base_url.as_deref()).await,
        Some(Command::Serve(command)) => return serve::run(command, options.state).await,
        Some(command) => command,
    };
    let session = Session::open(options)?;
    let outcome = match command {
        Command::Persons(command) => persons::run(command, &session).await,
        Command::Topups(command) => topups::run(command, &session).await,
        Command::Transfers(command) => transfers::run(command, &session).await,
        Command::Reversals(command) => reversals::run(command, &session).await,
        Command::Secrets(command) => secrets::run(command, &session).await,
        Command::Serve(_) => Ok(()),
    };
    // What was done before a failure is kept as well.
    session.close().and(outcome)
}

//! Brings a large file to an object store and back, and shows what it took.

mod demo;

use std::path::PathBuf;
use std::process::ExitCode;

use bytesize::ByteSize;
use clap::{Parser, Subcommand};

/// Brings a large file to an object store and back, through connections that break, and shows how
/// much memory that took. The store runs in a process of its own.
#[derive(Parser)]
#[command(about, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// How large the file is.
    #[arg(long, default_value = "1GiB")]
    size: ByteSize,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the store on a loopback port until its standard input ends, and prints its URL.
    Serve {
        /// Where its objects are kept.
        #[arg(long)]
        directory: PathBuf,
        /// Breaks the first download that comes past this offset; may be given several times.
        #[arg(long)]
        break_at: Vec<u64>,
        /// Turns so many uploads away in the midst of their body.
        #[arg(long, default_value_t = 0)]
        busy: u32,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        None => demo::run(arguments.size.as_u64()).await,
        Some(Command::Serve {
            directory,
            break_at,
            busy,
        }) => demo::serve(&directory, break_at, busy).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", demo::with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

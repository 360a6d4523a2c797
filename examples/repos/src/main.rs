//! A walk through the API of a code host, against one in memory: what a user of such an API meets,
//! with the failures. Each part prints what the server saw of it.

mod tour;

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use endpoint::testing::PausedClock;
use repos_example::api::Forge;
use repos_example::memory::{ADAS_TOKEN, Host};

use self::tour::{Failure, Tour};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    // Client and host share a clock whose pauses pass at once, so that nobody has to wait for them.
    let clock = PausedClock::new().at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000));
    let host = Host::new(clock.clone());
    let serving = host.serve().await?;
    let client = Forge::settings(serving.base_url(), ADAS_TOKEN)
        .clock(clock.clone())
        .build()?;
    let tour = Tour {
        forge: Forge::from_client(client),
        host,
        clock,
    };
    tour.lists().await?;
    tour.labels().await?;
    tour.conditional().await?;
    tour.renamed().await?;
    tour.limits().await?;
    tour.problems().await?;
    tour.files().await?;
    tour.search().await?;
    tour.never_sent().await
}

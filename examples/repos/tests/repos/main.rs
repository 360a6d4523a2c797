//! The API as its users meet it, over a real socket, checked against the host's own log.

mod conditional;
mod contents;
mod limits;
mod lists;
mod moved;
mod problems;
mod program;

use std::time::{Duration, SystemTime};

use endpoint::testing::PausedClock;
use repos_example::api::Forge;
use repos_example::memory::{ADAS_TOKEN, Host, Serving};

/// A host, and a client of it for the user `ada`. Pauses take no time.
struct Rig {
    host: Host,
    forge: Forge,
    clock: PausedClock,
    serving: Serving,
}

impl Rig {
    async fn start() -> Self {
        let clock =
            PausedClock::new().at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000));
        let host = Host::new(clock.clone());
        let serving = host.serve().await.unwrap();
        let forge = forge(serving.base_url(), ADAS_TOKEN, &clock);
        Self {
            host,
            forge,
            clock,
            serving,
        }
    }

    /// The same host as another user sees it.
    fn with_token(&self, token: &str) -> Forge {
        forge(self.serving.base_url(), token, &self.clock)
    }
}

fn forge(base_url: &str, token: &str, clock: &PausedClock) -> Forge {
    let settings = Forge::settings(base_url, token).clock(clock.clone());
    Forge::from_client(settings.build().unwrap())
}

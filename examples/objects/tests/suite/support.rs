//! A store to test against, and clients of it.

use endpoint::testing::PausedClock;
use endpoint::{Api, Client};
use objects_example::api::{Signer, Store};
use objects_example::server::{KEY_ID, REGION, SECRET, Server};
use tempfile::TempDir;

/// A server whose objects are gone with it, and a client whose pauses take no time.
pub(crate) struct Shop {
    pub(crate) server: Server,
    pub(crate) store: Store,
    pub(crate) directory: TempDir,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let server = Server::start(directory.path()).await.unwrap();
        let store = store(server.url(), signer());
        Self {
            server,
            store,
            directory,
        }
    }

    pub(crate) fn client(&self) -> &Client {
        self.store.client()
    }
}

pub(crate) fn signer() -> Signer {
    Signer::new(KEY_ID, SECRET, REGION)
}

/// A client with a header of its own, as programs have them.
pub(crate) fn store(url: &str, signer: Signer) -> Store {
    let client = Client::builder(url)
        .auth(signer)
        .header("x-amz-meta-of-the-client", "every call")
        .request_id_header("x-amz-request-id")
        .clock(PausedClock::new())
        .build()
        .unwrap();
    Store::with_client(client)
}

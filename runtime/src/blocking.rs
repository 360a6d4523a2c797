//! Calls from programs without an async runtime (feature `blocking`).

use std::fmt;
use std::future::Future;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::decode::ApiError;
use crate::error::Failure;
use crate::page::Page;
use crate::returns::{CallError, failed};
use crate::{Call, Error, ErrorKind, Pages, RawBody};

/// One runtime for all blocking calls of the program; its one thread drives the connections.
fn runtime() -> Result<&'static Runtime, Box<Failure>> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let built = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("endpoint-blocking")
        .enable_all()
        .build()
        .map_err(|error| {
            let message = "the background runtime for blocking calls cannot be started";
            Box::new(Failure::new(ErrorKind::Unexpected, message).caused_by(error))
        })?;
    Ok(RUNTIME.get_or_init(|| built))
}

/// Waits for `future`, unless this thread belongs to a runtime, which would come to a halt.
fn wait<F: Future>(future: F) -> Result<F::Output, Box<Failure>> {
    if Handle::try_current().is_ok() {
        return Err(Box::new(Failure::new(
            ErrorKind::Unexpected,
            "a blocking call inside an async runtime would halt it: `.await` the call instead",
        )));
    }
    Ok(runtime()?.block_on(future))
}

impl<T, E: ApiError, X: CallError<Api = E>> Call<T, E, X> {
    /// Sends the call and waits for its end, in a program without an async runtime.
    ///
    /// ```no_run
    /// # use endpoint::{Api, Call, Client, endpoint};
    /// # trait Persons: Api {
    /// #     #[endpoint(DELETE, "/v1/persons/<person>")]
    /// #     fn delete(&self, person: &str) -> Call<()>;
    /// # }
    /// # impl Persons for Client {}
    /// # fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.delete("p_1").blocking()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The call's own; and [`ErrorKind::Unexpected`], unsent, where an async runtime is entered
    /// already, `spawn_blocking` included.
    pub fn blocking(self) -> Result<T, X> {
        let endpoint = self.endpoint();
        match wait(self.send()) {
            Ok(result) => result,
            Err(mut failure) => {
                failure.endpoint = endpoint;
                Err(failed(failure))
            }
        }
    }
}

impl<P: Page, E: ApiError, X: CallError<Api = E>> Pages<P, E, X> {
    /// All items of the list as an iterator, in a program without an async runtime. Errors are those
    /// of [`Call::blocking`]; after one there are no more items.
    pub fn blocking(self) -> BlockingPages<P, E, X> {
        BlockingPages(Some(self))
    }
}

/// An iterator over all items of a list; made by [`Pages::blocking`].
#[must_use = "a list is asked for page by page, by iterating"]
pub struct BlockingPages<P: Page, E = RawBody, X = Error<E>>(Option<Pages<P, E, X>>);

impl<P: Page, E: ApiError, X: CallError<Api = E>> Iterator for BlockingPages<P, E, X> {
    type Item = Result<P::Item, X>;

    fn next(&mut self) -> Option<Self::Item> {
        let waited = wait(self.0.as_mut()?.next());
        let item = waited.unwrap_or_else(|failure| Some(Err(failed(failure))));
        if !matches!(item, Some(Ok(_))) {
            self.0 = None;
        }
        item
    }
}

impl<P: Page, E, X> fmt::Debug for BlockingPages<P, E, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingPages").field(&self.0).finish()
    }
}

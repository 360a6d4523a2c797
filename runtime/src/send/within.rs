//! Waiting within limits.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::task::coop::{Unconstrained, unconstrained};
use tokio::time::Sleep;

/// The time was over before what was waited for was there.
pub(super) struct Elapsed;

/// Waits for `future` up to `limit`, counted from when it first is not ready: much of what is waited
/// for is there at once, and needs no timer.
pub(super) async fn within<F: Future + Unpin>(
    limit: Option<Duration>,
    mut future: F,
) -> Result<F::Output, Elapsed> {
    // Not held to the budget of the task, which `future` may have used up: a limit holds all the same.
    let mut patience = pin!(None::<Unconstrained<Sleep>>);
    poll_fn(|cx| {
        if let Poll::Ready(output) = Pin::new(&mut future).poll(cx) {
            return Poll::Ready(Ok(output));
        }
        let Some(limit) = limit else {
            return Poll::Pending;
        };
        if patience.is_none() {
            patience.set(Some(unconstrained(tokio::time::sleep(limit))));
        }
        match patience.as_mut().as_pin_mut() {
            Some(patience) => patience.poll(cx).map(|()| Err(Elapsed)),
            None => Poll::Pending,
        }
    })
    .await
}

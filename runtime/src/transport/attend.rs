//! What an exchange and the connector below it know of each other, though the pool between them
//! tells neither.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use super::gate::Call;

thread_local! {
    /// Whether a connector was polled last, and waits.
    static CONNECTING: Cell<bool> = const { Cell::new(false) };
}

tokio::task_local! {
    /// The call that is being polled, where connections are limited.
    static CALL: Arc<Call>;
}

/// What is known of an exchange while the pool has it.
#[derive(Debug)]
pub(super) struct Attendance {
    /// Whether it was waiting for a connection of its own when it was polled last: such a request is
    /// nowhere but in the exchange.
    connecting: bool,
    call: Option<Arc<Call>>,
}

impl Attendance {
    pub(super) fn new(call: Option<Arc<Call>>) -> Self {
        Self {
            connecting: true,
            call,
        }
    }

    /// Polls the exchange so that its connector can be told from one that nobody waits for.
    pub(super) fn poll<T, E>(
        &mut self,
        poll: impl FnOnce() -> Poll<Result<T, E>>,
    ) -> Poll<Result<T, E>> {
        CONNECTING.set(false);
        let outcome = match &self.call {
            Some(call) => CALL.sync_scope(Arc::clone(call), poll),
            None => poll(),
        };
        self.connecting = CONNECTING.replace(false);
        if let Some(call) = &self.call
            && !self.connecting
            && !matches!(outcome, Poll::Ready(Err(_)))
        {
            call.has_connection();
        }
        outcome
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn call(&self) -> Option<&Arc<Call>> {
        self.call.as_ref()
    }

    /// Whether the request may have left the exchange.
    pub(super) fn may_have_been_sent(&self) -> bool {
        !self.connecting
    }
}

/// The call on whose behalf a connector is asked, where connections are limited.
pub(super) fn current() -> Option<Arc<Call>> {
    CALL.try_with(Arc::clone).ok()
}

/// Whether `call` waits for the connector that asks: where the pool had another connection for it,
/// the connector is finished in the background.
pub(super) fn is_awaited_by(call: &Arc<Call>) -> bool {
    CALL.try_with(|current| Arc::ptr_eq(current, call))
        .unwrap_or(false)
}

/// `connecting`, noticed by the exchange that waits for it.
pub(super) async fn noticed<F: Future>(connecting: F) -> F::Output {
    let mut connecting = pin!(connecting);
    poll_fn(|cx| {
        let outcome = connecting.as_mut().poll(cx);
        CONNECTING.set(outcome.is_pending());
        outcome
    })
    .await
}

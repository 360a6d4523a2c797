//! A call under way.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Expect, Finish};
use crate::decode::ApiError;
use crate::draft::Draft;
use crate::error::Failure;
use crate::response::Answer;
use crate::returns::{CallError, failed};
use crate::{Error, RawBody, send};

/// An answer that is on its way.
type Answering = Pin<Box<dyn Future<Output = Result<Answer, Box<Failure>>> + Send>>;

/// Not generic: the machine code of sending is then in this crate, and not once more in each crate
/// that awaits a call.
#[inline(never)]
fn start(draft: Box<Draft>, expect: &Expect) -> Answering {
    match draft.prepare(*expect) {
        Ok(prepared) => Box::pin(send::run(prepared)),
        Err(failure) => Box::pin(std::future::ready(Err(failure))),
    }
}

/// A call under way; made by [`Call::send`](crate::Call::send) and `.await`.
#[must_use = "a call does nothing until it is awaited"]
pub struct CallFuture<T, E = RawBody, X = Error<E>>(Running<T, E, X>);

enum Running<T, E, X> {
    Sent {
        answer: Answering,
        finish: Finish<T>,
        error: PhantomData<fn() -> E>,
    },
    Ready(Option<Box<Result<T, X>>>),
}

impl<T, E, X> CallFuture<T, E, X> {
    pub(super) fn begin(draft: Box<Draft>, expect: &Expect, finish: Finish<T>) -> Self {
        Self(Running::Sent {
            finish,
            error: PhantomData,
            answer: start(draft, expect),
        })
    }

    pub(super) fn ready(result: Box<Result<T, X>>) -> Self {
        Self(Running::Ready(Some(result)))
    }
}

// Nothing in it is pinned in place: the future under way has a box of its own.
impl<T, E, X> Unpin for CallFuture<T, E, X> {}

impl<T, E: ApiError, X: CallError<Api = E>> Future for CallFuture<T, E, X> {
    type Output = Result<T, X>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Running::Sent { answer, finish, .. } => {
                let finish = *finish;
                answer.as_mut().poll(cx).map(|answer| {
                    let ended = answer.and_then(finish);
                    ended.map_err(|failure| X::from_error(Error::from_failure(failure)))
                })
            }
            Running::Ready(result) => match result.take() {
                Some(result) => Poll::Ready(*result),
                None => Poll::Ready(Err(failed(Failure::polled_again()))),
            },
        }
    }
}

impl<T, E, X> fmt::Debug for CallFuture<T, E, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

#[cfg(test)]
mod tests {
    use crate::call::Plan;
    use crate::draft::Draft;
    use crate::{Client, Endpoint, send};

    /// It is allocated for each call and moved into its box.
    #[test]
    fn a_call_under_way_is_small() {
        static ENDPOINT: Endpoint = Endpoint::new("ping", "GET", "/ping");
        let draft = Draft::new(Client::offline(), &ENDPOINT);
        let prepared = draft.prepare(*Plan::<()>::new().expect).ok().unwrap();
        let size = size_of_val(&send::run(prepared));
        assert!(size <= 1152, "{size} bytes");
    }
}
